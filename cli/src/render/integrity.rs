//! Whether an index is damaged.

use std::io::Write;

use quanwen::api::{Integrity, Json, Rows};

use super::{Answer, Text};
use crate::hint;

/// What the check of an index found.
pub(crate) struct IntegrityAnswer<'a> {
    pub integrity: &'a Integrity,
    /// The address of a corpus on a cluster.
    pub cluster: Option<&'a str>,
}

impl Answer for IntegrityAnswer<'_> {
    fn text(&self, text: &mut Text<impl Write>) -> anyhow::Result<()> {
        for fault in &self.integrity.wrong {
            text.line(fault)?;
        }
        for path in &self.integrity.changed {
            text.line(&format!("changed since it was indexed: {path}"))?;
        }
        if let (false, Some(address)) = (self.integrity.changed.is_empty(), self.cluster) {
            let update = hint::update_on(address);
            text.line(&format!("{update} reads what changed"))?;
        }
        Ok(text.line(&verdict(self.integrity, self.cluster))?)
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
        (false, _, _) => format!("damaged: {}", hint::rebuild(cluster)),
        (true, None, true) => {
            "sound: every checksum agrees, and every report folds to what was indexed".to_string()
        }
        (true, None, false) => {
            "every checksum agrees; positions were not compared with the stored texts".to_string()
        }
        (true, Some(sections), true) => format!(
            "sound: every document is there, and {} what the files fold to",
            if sections == 1 {
                "1 section is".to_string()
            } else {
                format!("{sections} sections are")
            }
        ),
        (true, Some(_), false) => {
            "every document is there; none was compared with its file".to_string()
        }
    }
}
