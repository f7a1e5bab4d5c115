//! Panics of libraries that are turned into a reason: nothing is printed for them.
//!
//! Must not know libraries. Invariant: other panics reach the hook that was set before.

use std::cell::Cell;
use std::panic::{AssertUnwindSafe, catch_unwind, set_hook, take_hook};
use std::sync::Once;

thread_local! {
    /// Whether this thread runs code whose panics are caught here.
    static IS_CAUGHT: Cell<bool> = const { Cell::new(false) };
}

/// Runs code that may panic on damaged files; `None` if it does. What it changed before is kept.
pub(super) fn caught<T>(read: impl FnOnce() -> T) -> Option<T> {
    static HOOK: Once = Once::new();
    HOOK.call_once(|| {
        let previous = take_hook();
        set_hook(Box::new(move |panic| {
            if !IS_CAUGHT.get() {
                previous(panic);
            }
        }));
    });
    let outer = IS_CAUGHT.replace(true);
    let read = catch_unwind(AssertUnwindSafe(read));
    IS_CAUGHT.set(outer);
    read.ok()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_panic_is_none_and_only_those_inside_are_silent() {
        let nested = caught(|| caught(|| panic!("松")).is_none() && IS_CAUGHT.get());
        assert_eq!((nested, IS_CAUGHT.get()), (Some(true), false));
        assert_eq!(caught(|| 7), Some(7));
    }
}
