//! A document, section or mention in full.

use std::io::Write;

use quanwen::api::{Json, Outline, Rows, Shown, ShownPart};

use super::outline::write_outline;
use super::{Answer, Text};

impl Answer for Shown {
    /// The metadata and tree of a document, or the headings of a part, then the text.
    fn text(&self, text: &mut Text<impl Write>) -> anyhow::Result<()> {
        let document = &self.document;
        match &self.part {
            ShownPart::Document => write_outline(text, &Outline::from(document))?,
            ShownPart::Section(section) | ShownPart::Mention(section, _) => {
                let position = document.position(self.range.start);
                text.line(&format!(
                    "{}:{}:{}",
                    document.path, position.line, position.column
                ))?;
                text.line(&document.heading_path(*section).join(" › "))?;
            }
        }
        text.line("")?;
        let shown = &document.text[self.range.clone()];
        let ShownPart::Mention(_, range) = &self.part else {
            return Ok(text.block(shown.trim_end())?);
        };
        let (before, rest) = shown.split_at(range.start - self.range.start);
        let (matched, after) = rest.split_at(range.end - range.start);
        Ok(text.block(&format!(
            "{}【{matched}】{}",
            before.trim_start(),
            after.trim_end()
        ))?)
    }

    fn json(&self, json: &mut Json<impl Write>) -> anyhow::Result<()> {
        Ok(self.write_rows(json)?)
    }
}
