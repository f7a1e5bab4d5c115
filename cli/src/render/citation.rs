//! A citation with its locator.

use std::io::Write;

use quanwen::api::{CitationStyle, Json, Rows, StyledCitation};
use quanwen_messages::Argument;

use super::coverage::remark;
use super::{Answer, Text};

use crate::language::{said_if_known, say};

impl Answer for StyledCitation {
    /// Each line is whole, however long, so that it can be copied. An item of CSL-JSON has the locator in it.
    fn text(&self, text: &mut Text<impl Write>) -> anyhow::Result<()> {
        let locator = self.citation.locator.to_string();
        match self.style {
            CitationStyle::Gbt7714 => {
                text.line(&self.text)?;
                text.line(&locator)?;
            }
            CitationStyle::Bibtex => {
                text.block(&self.text)?;
                // BibTeX passes over what is outside entries; an @ would begin one.
                text.line(&format!("% {}", locator.replace('@', "\\u0040")))?;
            }
            CitationStyle::Csl => text.line(&self.text)?,
        }
        Ok(())
    }

    fn json(&self, json: &mut Json<impl Write>) -> anyhow::Result<()> {
        Ok(self.write_rows(json)?)
    }

    fn text_notes(&self) -> Vec<String> {
        let citation = &self.citation;
        let mut notes = Vec::new();
        if !citation.inferred.is_empty() {
            let names = citation.inferred.iter().map(|name| said_if_known(name));
            notes.push(say!(
                "inferred, not stated by the report: {inferred}",
                inferred = names.collect::<Argument>()
            ));
        }
        if let (None, Some(year)) = (&citation.published, citation.document.year) {
            notes.push(say!(
                "no day of publication is known: {year} is the year that the report is about",
                year = year
            ));
        }
        notes.iter().map(|note| remark(note)).collect()
    }
}
