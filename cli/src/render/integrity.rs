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
        let verdict = match (self.sound, self.texts_compared) {
            (false, _) => &format!("damaged: {}", hint::REBUILD),
            (true, true) => {
                "sound: every checksum agrees, and every report folds to what was indexed"
            }
            (true, false) => {
                "every checksum agrees; positions were not compared with the stored texts"
            }
        };
        Ok(text.line(verdict)?)
    }

    fn json(&self, json: &mut Json<impl Write>) -> anyhow::Result<()> {
        Ok(self.write_rows(json)?)
    }
}
