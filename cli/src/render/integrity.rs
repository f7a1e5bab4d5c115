//! Whether an index is damaged.

use std::io::Write;

use quanwen::api::{Integrity, Json, Rows};
use quanwen_messages::counted;

use super::lines::PLAIN;
use super::{Answer, Text};
use crate::hint;
use crate::language::{Said, say};

/// What the check of an index found.
pub(crate) struct IntegrityAnswer<'a> {
    pub integrity: &'a Integrity,
    /// The address of a corpus on a cluster.
    pub cluster: Option<&'a str>,
}

impl Answer for IntegrityAnswer<'_> {
    fn text(&self, text: &mut Text<impl Write>) -> anyhow::Result<()> {
        for fault in &self.integrity.wrong {
            text.line(&fault.said())?;
        }
        for path in &self.integrity.changed {
            text.line(&say!("changed since it was indexed: {path}", path = path))?;
        }
        if let (false, Some(address)) = (self.integrity.changed.is_empty(), self.cluster) {
            let update = hint::update_on(address);
            text.line(&say!("{update} reads what changed", update = update))?;
        }
        Ok(text.paragraph(&verdict(self.integrity, self.cluster), 0, PLAIN)?)
    }

    fn json(&self, json: &mut Json<impl Write>) -> anyhow::Result<()> {
        Ok(self.integrity.write_rows(json)?)
    }
}

fn verdict(integrity: &Integrity, cluster: Option<&str>) -> String {
    match (
        integrity.sound,
        integrity.sections,
        integrity.texts_compared,
    ) {
        (false, _, _) => say!("damaged: {hint}", hint = hint::rebuild(cluster)),
        (true, None, true) => {
            say!("sound: every checksum agrees, and every report folds to what was indexed")
                .to_string()
        }
        (true, None, false) => {
            say!("every checksum agrees; positions were not compared with the stored texts")
                .to_string()
        }
        (true, Some(sections), true) => counted!(
            sections,
            "sound: every document is there, and {n} section is what the files fold to",
            "sound: every document is there, and {n} sections are what the files fold to"
        )
        .said(),
        (true, Some(_), false) => {
            say!("every document is there; none was compared with its file").to_string()
        }
    }
}
