//! A document or a part of it in full.

use std::io::{self, Write};

use super::text::Text;
use quanwen::search::{Shown, ShownPart};

impl<W: Write> Text<W> {
    /// Writes the metadata and tree of a document, or the headings of a part, then the text.
    ///
    /// # Errors
    /// What the output returns.
    pub fn shown(&mut self, shown: &Shown) -> io::Result<()> {
        let document = &shown.document;
        match &shown.part {
            ShownPart::Document => self.outline(document)?,
            ShownPart::Section(section) | ShownPart::Mention(section, _) => {
                let place = document.place(shown.range.start);
                self.line(&format!(
                    "{}:{}:{}",
                    document.path, place.line, place.column
                ))?;
                self.line(&document.heading_path(*section).join(" › "))?;
            }
        }
        self.line("")?;
        let text = &document.text[shown.range.clone()];
        let ShownPart::Mention(_, range) = &shown.part else {
            return self.block(text.trim_end());
        };
        let (before, rest) = text.split_at(range.start - shown.range.start);
        let (matched, after) = rest.split_at(range.end - range.start);
        self.block(&format!(
            "{}【{matched}】{}",
            before.trim_start(),
            after.trim_end()
        ))
    }
}
