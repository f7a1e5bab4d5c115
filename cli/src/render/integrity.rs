//! Whether an index is damaged.

use std::io::Write;

use quanwen::api::{Integrity, Json, Rows};

use super::{Answer, Text};
use crate::hint;

impl Answer for Integrity {
    fn text(&self, text: &mut Text<impl Write>) -> anyhow::Result<()> {
        for fault in &self.wrong {
            text.line(fault)?;
        }
        for path in &self.changed {
            text.line(&format!("changed since it was indexed: {path}"))?;
        }
        Ok(text.line(&verdict(self))?)
    }

    fn json(&self, json: &mut Json<impl Write>) -> anyhow::Result<()> {
        Ok(self.write_rows(json)?)
    }
}

fn verdict(integrity: &Integrity) -> String {
    match (
        integrity.sound,
        integrity.sections,
        integrity.texts_compared,
    ) {
        (false, _, _) => format!("damaged: {}", hint::REBUILD),
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
