//! Which rows each answer has in JSON lines, and in which order.

use std::io::{self, Write};

use super::catalogue::{DocumentList, Shown, Status};
use super::citation::StyledCitation;
use super::collocates::{Collocate, CollocatesAnswer};
use super::dispersion::{DispersionAnswer, DispersionPart};
use super::evidence::Evidence;
use super::explanation::Explanation;
use super::health::{Finding, Health};
use super::hit::{Hit, SearchAnswer};
use super::integrity::Integrity;
use super::json::{Json, Row};
use super::keywords::{Keyword, KeywordsAnswer};
use super::mention::{
    DocumentMentions, Mention, MentionAnswer, MentionSummary, MentionsByDocument, Verification,
};
use super::outline::{
    Outline, OutlineDecision, OutlineDocument, OutlineDropped, OutlineEntry, OutlineItem,
    OutlineRule, OutlineSection,
};
use super::reference::{DocumentReference, Skipped};
use super::replay::{FileDifference, Replay, RowDifference};
use super::resolution::Resolution;
use super::text::ShownText;
use super::trend::{TrendAnswer, TrendCell};
use super::update::{DamagedText, IndexUpdate};
use super::without::ReportsWithout;
use super::zero_hits::ZeroHits;

macro_rules! rows {
    ($($type:ident $name:literal,)*) => {
        $(impl Row for $type {
            const TYPE: &'static str = $name;
        })*
    };
}

rows! {
    Collocate "collocate",
    DamagedText "damaged",
    DispersionPart "part",
    DocumentMentions "document",
    DocumentReference "document",
    Evidence "mention",
    Explanation "explanation",
    FileDifference "file",
    Finding "finding",
    Hit "hit",
    Integrity "integrity",
    Keyword "keyword",
    Mention "mention",
    OutlineDecision "decision",
    OutlineDocument "document",
    OutlineItem "item",
    OutlineRule "rule",
    OutlineDropped "dropped",
    OutlineSection "section",
    ShownText "text",
    Resolution "resolution",
    RowDifference "difference",
    Skipped "skipped",
    Status "status",
    TrendCell "cell",
    StyledCitation "citation",
    Verification "verification",
    ZeroHits "absence",
}

/// An answer as rows.
///
/// ```
/// use quanwen::api::{Json, MentionAnswer, Rows};
///
/// # fn main() -> std::io::Result<()> {
/// let answer: MentionAnswer = serde_json::from_str(r#"{"summary": {"query": "行政复议", "mentions": 0}}"#)?;
/// let mut json = Json::new(Vec::new());
/// answer.write_rows(&mut json)?;
/// # Ok(())
/// # }
/// ```
pub trait Rows {
    /// Writes the rows in their order.
    ///
    /// # Errors
    /// Those of the output.
    fn write_rows(&self, json: &mut Json<impl Write>) -> io::Result<()>;
}

impl Rows for MentionAnswer {
    fn write_rows(&self, json: &mut Json<impl Write>) -> io::Result<()> {
        json.rows(&self.mentions)?;
        json.summary(&self.summary)
    }
}

impl Rows for MentionsByDocument {
    fn write_rows(&self, json: &mut Json<impl Write>) -> io::Result<()> {
        json.rows(&self.documents)?;
        json.summary(&self.summary)
    }
}

impl Rows for MentionSummary {
    fn write_rows(&self, json: &mut Json<impl Write>) -> io::Result<()> {
        json.summary(self)
    }
}

impl Rows for TrendAnswer {
    fn write_rows(&self, json: &mut Json<impl Write>) -> io::Result<()> {
        json.rows(&self.cells)?;
        json.summary(&self.summary)
    }
}

impl Rows for Replay {
    fn write_rows(&self, json: &mut Json<impl Write>) -> io::Result<()> {
        json.rows(&self.differences)?;
        json.rows(&self.files)?;
        json.summary(&self.summary)
    }
}

impl Rows for SearchAnswer {
    fn write_rows(&self, json: &mut Json<impl Write>) -> io::Result<()> {
        json.rows(&self.hits)?;
        json.rows(&self.zero_hits)?;
        json.summary(&self.summary)
    }
}

impl Rows for CollocatesAnswer {
    fn write_rows(&self, json: &mut Json<impl Write>) -> io::Result<()> {
        json.rows(&self.collocates)?;
        json.summary(&self.summary)
    }
}

impl Rows for KeywordsAnswer {
    fn write_rows(&self, json: &mut Json<impl Write>) -> io::Result<()> {
        json.rows(&self.keywords)?;
        json.summary(&self.summary)
    }
}

impl Rows for DispersionAnswer {
    fn write_rows(&self, json: &mut Json<impl Write>) -> io::Result<()> {
        json.rows(&self.parts)?;
        json.summary(&self.summary)
    }
}

impl Rows for DocumentList {
    fn write_rows(&self, json: &mut Json<impl Write>) -> io::Result<()> {
        json.rows(&self.documents)?;
        json.summary(&self.summary)
    }
}

impl Rows for ReportsWithout {
    fn write_rows(&self, json: &mut Json<impl Write>) -> io::Result<()> {
        json.rows(&self.documents)?;
        json.summary(&self.summary)
    }
}

impl Rows for Shown {
    fn write_rows(&self, json: &mut Json<impl Write>) -> io::Result<()> {
        json.row(&ShownText::from(self))
    }
}

impl Rows for StyledCitation {
    fn write_rows(&self, json: &mut Json<impl Write>) -> io::Result<()> {
        json.row(self)
    }
}

impl Rows for Resolution {
    fn write_rows(&self, json: &mut Json<impl Write>) -> io::Result<()> {
        json.row(self)
    }
}

impl Rows for Status {
    fn write_rows(&self, json: &mut Json<impl Write>) -> io::Result<()> {
        json.row(self)
    }
}

impl Rows for Health {
    fn write_rows(&self, json: &mut Json<impl Write>) -> io::Result<()> {
        json.rows(&self.findings)?;
        json.summary(&self.summary())
    }
}

impl Rows for Integrity {
    fn write_rows(&self, json: &mut Json<impl Write>) -> io::Result<()> {
        json.row(self)
    }
}

impl Rows for Explanation {
    fn write_rows(&self, json: &mut Json<impl Write>) -> io::Result<()> {
        json.row(self)
    }
}

impl Rows for IndexUpdate {
    fn write_rows(&self, json: &mut Json<impl Write>) -> io::Result<()> {
        json.rows(&self.skipped)?;
        json.rows(&self.damaged)?;
        json.summary(&self.summary)
    }
}

impl Rows for Outline {
    fn write_rows(&self, json: &mut Json<impl Write>) -> io::Result<()> {
        json.row(&self.document)?;
        for entry in &self.entries {
            match entry {
                OutlineEntry::Section(section) => json.row(section)?,
                OutlineEntry::Item(item) => json.row(item)?,
            }
        }
        json.rows(&self.decisions)?;
        json.rows(&self.rules)?;
        json.rows(&self.dropped)
    }
}
