//! A report as it is stored: its text, once, in its sections, and everything else in a document of its own.
//!
//! The text of a section is stored as it was read, since a report must be shown unchanged, and folded again when it is ranked.

use quanwen::backend::{IndexedReport, Rules};
use quanwen::{Document, Gap, Result};
use quanwen_messages::{message, text};
use serde::{Deserialize, Serialize};
use serde_json::{Value, json};

use crate::client::{Client, Method, take, take_array};

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

/// Reports, in the order of their ids.
///
/// # Errors
/// [`quanwen::Error::Remote`], also for a report that is not there whole.
pub(crate) fn fetch_reports(client: &Client, ids: &[String]) -> Result<Vec<Document>> {
    let damaged = |error: serde_json::Error| client.damaged(text!("report"), error.to_string());
    let stored = parts(client, ids, "/document")?.into_iter();
    let reports: std::result::Result<Vec<Document>, _> =
        stored.map(serde_json::from_value::<Document>).collect();
    let mut reports = reports.map_err(damaged)?;
    let of_report = |report: &Document| {
        let numbers = 0..report.sections.len();
        numbers
            .map(|number| section_id(&report.id, number))
            .collect::<Vec<_>>()
    };
    let sections: Vec<String> = reports.iter().flat_map(of_report).collect();
    let mut stored = parts(client, &sections, "/section")?.into_iter();
    for report in &mut reports {
        for (number, stored) in stored.by_ref().take(report.sections.len()).enumerate() {
            let section: StoredSection = serde_json::from_value(stored).map_err(damaged)?;
            let start = end_of(report);
            if start != report.sections[number].start {
                let reason = message!(
                    "section {number} of {path} begins elsewhere",
                    number = number,
                    path = &report.path
                );
                return Err(client.damaged(text!("report"), reason));
            }
            let gaps = section.gaps.iter().map(|gap| moved(gap, start, 0));
            let gaps: Option<Vec<Gap>> = gaps.collect();
            let outside =
                || client.damaged(text!("report"), text!("what it passes over is outside it"));
            report.gaps.extend(gaps.ok_or_else(outside)?);
            report.text.push_str(&section.raw);
        }
        let has = |gap: &Gap| report.text.get(gap.range()).is_some();
        if !report.gaps.iter().all(has) {
            return Err(client.damaged(text!("report"), text!("what it passes over is outside it")));
        }
    }
    Ok(reports)
}

/// The id of the document of a section.
pub(crate) fn section_id(report: &str, number: usize) -> String {
    format!("{report}.{number}")
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

/// A part of documents that must be there.
fn parts(client: &Client, ids: &[String], part: &str) -> Result<Vec<Value>> {
    let documents = fetch_documents(client, ids)?.into_iter();
    let of_each = |stored: Option<Value>| Ok(take(&mut stored.ok_or_else(|| client.lost())?, part));
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
