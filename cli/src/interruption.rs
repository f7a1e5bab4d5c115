//! What the program does before it ends because it was interrupted (SIGINT, SIGTERM).

use std::collections::BTreeMap;
use std::sync::{Mutex, PoisonError};

/// The exit status of an interrupted program, as shells report one that a signal ended.
const INTERRUPTED: i32 = 130;

/// What is done, each by its name.
static LAST: Mutex<BTreeMap<&'static str, fn()>> = Mutex::new(BTreeMap::new());

/// Does something when the program is interrupted, instead of what has the same name, and ends it.
///
/// # Errors
/// The system lets no signal be caught.
pub(crate) fn when_interrupted(name: &'static str, last: fn()) -> Result<(), ctrlc::Error> {
    let mut known = LAST.lock().unwrap_or_else(PoisonError::into_inner);
    if known.is_empty() {
        #[expect(clippy::exit, reason = "the program was asked to end")]
        ctrlc::set_handler(|| {
            let known = LAST.lock().unwrap_or_else(PoisonError::into_inner);
            known.values().for_each(|last| last());
            std::process::exit(INTERRUPTED)
        })?;
    }
    known.insert(name, last);
    Ok(())
}
