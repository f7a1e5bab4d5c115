//! What the page around a report says of it: a 政府信息公开 table, front matter, a 文号 on a line of its own.

use std::sync::LazyLock;

use quanwen_extract::labels::{Label, labels};
use regex::Regex;

use super::date::first_date;
use super::genre::{Genre, Pattern};
use super::heading::MAX_TITLE;
use super::line::without_blanks;
use super::marker::section_marker;
use crate::corpus::{Extracted, PageField};
use crate::document::{Basis, Metadata};

/// A label of the table of the readers and its value, up to a blank or the end of a cell. Blanks may part the characters
/// of a label.
static PAGE_FIELD: LazyLock<Regex> = LazyLock::new(|| {
    let spaced = |label: &Label| {
        let characters = label
            .text
            .chars()
            .map(|c| regex::escape(c.encode_utf8(&mut [0; 4])));
        characters.collect::<Vec<_>>().join(r"\s*")
    };
    let labels: Vec<String> = page_labels().map(spaced).collect();
    let pattern = format!(
        r"(?:^|[\s|])({})\s*[:：]\s*([^\s|]*(?:\s\d{{1,2}}:\d{{2}}(?::\d{{2}})?)?)",
        labels.join("|")
    );
    Regex::new(&pattern).expect("labels are escaped")
});

/// Most bytes of a label that is alone on its line, with blanks between its characters.
const MAX_LABEL: usize = 60;

/// The labels that lines of text may begin with.
fn page_labels() -> impl Iterator<Item = &'static Label> {
    labels().iter().filter(|label| !label.is_key)
}

/// Reads what the page says of a report, and the document number above the text.
pub(super) fn read_page(
    extracted: &Extracted,
    head: &[&str],
    genre: &Genre,
    metadata: &mut Metadata,
) {
    for (field, value) in &extracted.page {
        set_page_field(*field, value, genre, metadata);
    }
    let before_text = head
        .iter()
        .take_while(|line| section_marker(line).is_none());
    let before_text: Vec<&str> = before_text.copied().collect();
    let mut fallbacks = Vec::new();
    for (label, value) in cells(&before_text) {
        let Some(field) = label.field else { continue };
        if label.is_fallback {
            fallbacks.push((field, value));
        } else {
            set_page_field(field, value, genre, metadata);
        }
    }
    for (field, value) in fallbacks {
        set_page_field(field, value, genre, metadata);
    }
    // The signer of a report to a higher office may follow on the same line.
    let number = genre.pattern(Pattern::DocumentNumber);
    let alone = head
        .iter()
        .find_map(|line| number.find(line).map(|found| found.as_str()));
    if metadata.document_number.is_none() {
        metadata.document_number = alone.map(|number| number.trim().to_string());
    }
}

/// The labels in lines and their values: on the same line after a colon, or, where at least two lines are labels alone,
/// on the next line.
fn cells<'l>(lines: &[&'l str]) -> Vec<(&'static Label, &'l str)> {
    const MIN_LABELS: usize = 2;
    let is_border = |c: char| matches!(c, '\t' | '|');
    let label_of = |name: &str| {
        let name = without_blanks(name);
        page_labels().find(|label| label.text == name)
    };
    let mut cells = Vec::new();
    for line in lines.iter().filter(|line| line.contains([':', '：'])) {
        for cell in PAGE_FIELD.captures_iter(line) {
            let (name, value) = (&cell[1], cell.get(2).map_or("", |value| value.as_str()));
            cells.extend(label_of(name).map(|label| (label, value.trim())));
        }
    }
    for row in lines
        .iter()
        .filter(|line| line.matches(is_border).count() >= MIN_LABELS)
    {
        let columns: Vec<&str> = row.split(is_border).map(str::trim).collect();
        let pairs = columns.windows(2);
        cells.extend(pairs.filter_map(|pair| {
            // The next label of a header row is no value.
            let value = label_of(pair[1]).is_none().then_some(pair[1])?;
            Some((label_of(pair[0].trim_end_matches([':', '：']))?, value))
        }));
    }
    let alone: Vec<Option<&Label>> = lines
        .iter()
        .map(|line| {
            let name = line.trim_end_matches([':', '：']);
            let is_short = name.len() <= MAX_LABEL;
            is_short.then(|| label_of(name))?
        })
        .collect();
    if alone.iter().flatten().count() >= MIN_LABELS {
        let pairs = alone.windows(2).zip(&lines[1..]);
        cells.extend(pairs.filter_map(|(pair, value)| match pair {
            [Some(label), None] => Some((*label, *value)),
            _ => None,
        }));
    }
    cells
}

/// Sets a field that has no value yet. An empty cell, or one that contains the label of the next, has no value.
fn set_page_field(field: PageField, value: &str, genre: &Genre, metadata: &mut Metadata) {
    let is_long = field != PageField::Url && value.chars().nth(MAX_TITLE).is_some();
    let is_prose = value.contains('。') || is_long;
    if value.is_empty() || value.ends_with([':', '：']) || is_prose {
        return;
    }
    let value = value.to_string();
    match field {
        PageField::Title => set(&mut metadata.title, &mut metadata.title_basis, value),
        PageField::Issuer => set(&mut metadata.issuer, &mut metadata.issuer_basis, value),
        PageField::Published => {
            if let Some(date) = first_date(&value, genre) {
                set(&mut metadata.published, &mut metadata.published_basis, date);
            }
        }
        PageField::Year => {
            if let Ok(year) = value.trim_end_matches('年').parse() {
                set(&mut metadata.year, &mut metadata.year_basis, year);
            }
        }
        PageField::Region if metadata.region.is_empty() => {
            metadata.region = value
                .split(['/', '›', '>', ' ', ',', '，'])
                .map(str::trim)
                .filter(|level| !level.is_empty())
                .map(String::from)
                .collect();
            metadata.region_basis = Some(Basis::Page);
        }
        PageField::Region => {}
        PageField::DocumentNumber => set(&mut metadata.document_number, &mut None, value),
        PageField::IndexNumber => set(&mut metadata.index_number, &mut None, value),
        PageField::Subject => set(&mut metadata.subject, &mut None, value),
        PageField::Url => set(&mut metadata.url, &mut metadata.url_basis, value),
        PageField::Accessed => {
            if let Some(date) = first_date(&value, genre) {
                set(&mut metadata.accessed, &mut metadata.accessed_basis, date);
            }
        }
    }
}

/// Sets a value if there is none.
fn set<T>(slot: &mut Option<T>, basis: &mut Option<Basis>, value: T) {
    if slot.is_none() {
        (*slot, *basis) = (Some(value), Some(Basis::Page));
    }
}
