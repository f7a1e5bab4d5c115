//! A report as it is stored: its text, once, in its sections, and everything else in a document of its own.
//!
//! The text of a section is stored as it was read, since a report must be shown unchanged, and folded again when it is ranked.
//! A report may be fetched with the texts of some of its sections alone.

use quanwen::backend::{IndexedReport, Rules, WantedReport};
use quanwen::{Document, Gap, Result};
use quanwen_messages::{Argument, message, text};
use serde::{Deserialize, Serialize};
use serde_json::{Value, json};

use crate::client::{Client, Method, take, take_array};
use crate::extents::Extents;

/// What a document of the kind `section` says of its section.
#[derive(Debug, Clone, Default, Serialize, Deserialize)]
pub(crate) struct StoredSection {
    /// Its index in the report.
    pub number: u32,
    /// The text of the report from where it begins to where the next one does.
    pub raw: String,
    /// What matching passes over that begins in it, by bytes of `raw`.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    gaps: Vec<Gap>,
    #[serde(flatten)]
    folded: Folded,
    /// What it borrows of the next one.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub following: String,
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub headings: String,
    /// Words of its text, its headings and its title.
    pub lengths: [u32; 3],
}

/// The folded text of a section.
#[derive(Debug, Clone, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
enum Folded {
    /// That of `raw`, and what comes after it: the end of its last paragraph.
    After(String),
    /// Another one: `raw` begins in the middle of what matching passes over.
    Text(String),
}

impl Default for Folded {
    fn default() -> Self {
        Self::After(String::new())
    }
}

impl StoredSection {
    /// The sections of a report with their texts.
    pub(crate) fn of(report: &IndexedReport, rules: &Rules) -> Vec<Self> {
        let document = &report.document;
        let starts = document.sections.iter().map(|section| section.start);
        let ends = starts.clone().skip(1).chain([end_of(document)]);
        let ranges = starts.zip(ends).zip(&report.sections);
        let sections = ranges.zip(0..).map(|(((start, end), section), number)| {
            let range = start as usize..end as usize;
            let begin_in_it = |gap: &&Gap| (start..end).contains(&gap.start);
            let gaps = document.gaps.iter().filter(begin_in_it);
            let mut stored = Self {
                number,
                raw: document.text[range].to_string(),
                gaps: gaps.filter_map(|gap| moved(gap, 0, start)).collect(),
                headings: section.headings.clone(),
                ..Self::default()
            };
            stored.folded = match section.text.strip_prefix(&stored.fold(rules)) {
                Some(after) => Folded::After(after.to_string()),
                None => Folded::Text(section.text.clone()),
            };
            stored
        });
        sections.collect()
    }

    /// Its folded text.
    pub(crate) fn text(&self, rules: &Rules) -> String {
        match &self.folded {
            Folded::After(after) => self.fold(rules) + after,
            Folded::Text(text) => text.clone(),
        }
    }

    fn fold(&self, rules: &Rules) -> String {
        rules.fold_part(&self.raw, &self.gaps)
    }
}

/// What a document of the kind `report` says: everything but the text and what matching passes over, which its sections have.
pub(crate) fn without_text(report: &IndexedReport) -> Document {
    let document = &report.document;
    Document {
        id: document.id.clone(),
        path: document.path.clone(),
        text: String::new(),
        first_line: document.first_line,
        metadata: document.metadata.clone(),
        sections: document.sections.clone(),
        items: document.items.clone(),
        gaps: Vec::new(),
        locators: document.locators.clone(),
    }
}

/// A report that is being put together of its documents.
struct Fetching {
    /// With the text so far.
    report: Document,
    extents: Extents,
    /// The sections whose texts it gets, ascending.
    sections: Vec<usize>,
}

impl Fetching {
    /// A report without its text, given the document that is stored of it.
    fn of(
        mut stored: Value,
        wanted: &WantedReport,
    ) -> std::result::Result<Self, serde_json::Error> {
        let report: Document = serde_json::from_value(take(&mut stored, "/document"))?;
        let extents: Extents = serde_json::from_value(take(&mut stored, "/extents"))?;
        let sections = match &wanted.sections {
            // A mention in a table is shown with the row that names its columns, in whichever section that is.
            Some(sections) if report.locators.headers.is_empty() => {
                extents.with_neighbours(sections).into_iter().collect()
            }
            _ => (0..report.sections.len()).collect(),
        };
        Ok(Self {
            report,
            extents,
            sections,
        })
    }

    /// The report with the texts of its sections, the next of those that were fetched.
    fn with_texts(
        self,
        fetched: &mut impl Iterator<Item = StoredSection>,
    ) -> std::result::Result<Document, Argument> {
        let mut report = self.report;
        let mut sections = self.sections.into_iter().peekable();
        for number in 0..report.sections.len() {
            let start = end_of(&report);
            let elsewhere = || {
                message!(
                    "section {number} of {path} begins elsewhere",
                    number = number,
                    path = &report.path
                )
            };
            if start != report.sections[number].start {
                return Err(elsewhere().into());
            }
            if sections.next_if_eq(&number).is_none() {
                let blanks = self.extents.blanks(&report, number);
                let blanks = blanks.ok_or_else(|| Argument::from(elsewhere()))?;
                report.text.push_str(&blanks);
                continue;
            }
            let section = fetched.next().ok_or_else(|| Argument::from(elsewhere()))?;
            let gaps = section.gaps.iter().map(|gap| moved(gap, start, 0));
            let gaps: Option<Vec<Gap>> = gaps.collect();
            report.gaps.extend(gaps.ok_or_else(outside)?);
            report.text.push_str(&section.raw);
        }
        let has = |gap: &Gap| report.text.get(gap.range()).is_some();
        if report.gaps.iter().all(has) {
            Ok(report)
        } else {
            Err(outside())
        }
    }
}

fn outside() -> Argument {
    text!("what it passes over is outside it").into()
}

/// Reports, in the order in which they are wanted.
///
/// # Errors
/// [`quanwen::Error::Remote`], also for a report that is not there whole.
pub(crate) fn fetch_reports(client: &Client, wanted: &[WantedReport]) -> Result<Vec<Document>> {
    let no_json = |error: serde_json::Error| client.damaged(text!("report"), error.to_string());
    let ids: Vec<String> = wanted.iter().map(|report| report.id.clone()).collect();
    let stored = stored_documents(client, &ids)?.into_iter().zip(wanted);
    let fetching: std::result::Result<Vec<Fetching>, _> = stored
        .map(|(stored, wanted)| Fetching::of(stored, wanted))
        .collect();
    let fetching = fetching.map_err(no_json)?;
    let sections = fetching.iter().flat_map(|fetching| {
        let numbers = fetching.sections.iter();
        numbers.map(|number| section_id(&fetching.report.id, *number))
    });
    let sections: Vec<String> = sections.collect();
    let stored = stored_documents(client, &sections)?.into_iter();
    let stored: std::result::Result<Vec<StoredSection>, _> = stored
        .map(|mut stored| serde_json::from_value(take(&mut stored, "/section")))
        .collect();
    let mut stored = stored.map_err(no_json)?.into_iter();
    let reports = fetching.into_iter().map(|fetching| {
        let report = fetching.with_texts(&mut stored);
        report.map_err(|reason| client.damaged(text!("report"), reason))
    });
    reports.collect()
}

/// The id of the document of a section.
pub(crate) fn section_id(report: &str, number: usize) -> String {
    format!("{report}.{number}")
}

/// The report and the number of a section, given the id of its document.
pub(crate) fn split_id(id: &str) -> Option<(&str, u32)> {
    let (report, number) = id.rsplit_once('.')?;
    Some((report, number.parse().ok()?))
}

/// Documents, in the order of their ids; none for one that is not there.
pub(crate) fn fetch_documents(client: &Client, ids: &[String]) -> Result<Vec<Option<Value>>> {
    // What is not visible yet belongs to another state of the corpus.
    let question = json!({ "ids": ids });
    let path = format!("/{}/_mget?realtime=false", client.index);
    let mut answer = client.call(Method::Post, &path, Some(&question))?;
    let documents = take_array(&mut answer, "/docs");
    let is_unknown = |stored: &Value| stored.get("error").is_some();
    if documents.len() != ids.len() || documents.iter().any(is_unknown) {
        return Err(client.partial());
    }
    let source = |mut stored: Value| stored.get_mut("_source").map(Value::take);
    Ok(documents.into_iter().map(source).collect())
}

/// Documents that must be there, in the order of their ids.
fn stored_documents(client: &Client, ids: &[String]) -> Result<Vec<Value>> {
    if ids.is_empty() {
        return Ok(Vec::new());
    }
    let documents = fetch_documents(client, ids)?.into_iter();
    let of_each = |stored: Option<Value>| stored.ok_or_else(|| client.lost());
    documents.map(of_each).collect()
}

/// The same gap, by bytes of a text that begins elsewhere; none if it would begin before that.
fn moved(gap: &Gap, on: u32, back: u32) -> Option<Gap> {
    let moved = |byte: u32| byte.checked_add(on)?.checked_sub(back);
    Some(Gap {
        start: moved(gap.start)?,
        end: moved(gap.end)?,
        kind: gap.kind,
    })
}

/// The byte after the last one of a report.
fn end_of(document: &Document) -> u32 {
    u32::try_from(document.text.len()).unwrap_or(u32::MAX)
}
