//! A report as the documents that are stored of it.

use quanwen::backend::{IndexedReport, IndexedSection, Rules};
use serde_json::{Value, json};

use crate::citations::cited_titles;
use crate::extents::Extents;
use crate::mapping::{REPORT, SECTION, WORDS};
use crate::stored::{StoredSection, section_id, without_text};
use crate::tokens::{overhang, paragraphs, tokens};

/// The documents of a report, each with its id.
pub(crate) fn documents_of(report: &IndexedReport, rules: &Rules) -> Vec<(String, Value)> {
    let document = &report.document;
    let metadata = &document.metadata;
    let mut common = json!({
        "report": document.id,
        "path": document.path,
        "region": metadata.region.join("/"),
    });
    if let Some(year) = metadata.year {
        common["year"] = year.into();
    }
    let columns = [
        ("issuer", &metadata.issuer),
        ("number", &metadata.document_number),
        ("title", &metadata.title),
        ("code", &metadata.code),
    ];
    for (field, value) in columns {
        if let Some(value) = value {
            common[field] = value.as_str().into();
        }
    }
    let sizes = report
        .sections
        .iter()
        .fold((0, 0), |(characters, words), section| {
            (characters + section.characters, words + section.words)
        });
    let mut whole = common.clone();
    whole["kind"] = REPORT.into();
    whole["characters"] = sizes.0.into();
    whole["words"] = sizes.1.into();
    whole["sections"] = report.sections.len().into();
    whole["cites"] = cited_titles(report).into();
    whole["document"] = json!(without_text(report));
    whole["extents"] = json!(Extents::of(report));
    let mut documents = vec![(document.id.clone(), whole)];
    let characters = [
        ("title_chars", Some(&report.title)),
        ("issuer_chars", report.issuer.as_ref()),
        ("number_chars", report.document_number.as_ref()),
    ];
    for (field, value) in characters {
        if let Some(value) = value {
            common[field] = tokens(value).into();
        }
    }
    let texts: Vec<&str> = report
        .sections
        .iter()
        .map(|section| section.text.as_str())
        .collect();
    let stored = StoredSection::of(report, rules).into_iter();
    for ((number, section), stored) in report.sections.iter().enumerate().zip(stored) {
        let mut part = common.clone();
        let title_words: &[String] = if number == 0 {
            &report.title_words
        } else {
            &[]
        };
        add_section(
            &mut part,
            stored,
            section,
            &texts[number + 1..],
            title_words,
        );
        documents.push((section_id(&document.id, number), part));
    }
    documents
}

fn add_section(
    document: &mut Value,
    mut stored: StoredSection,
    section: &IndexedSection,
    following: &[&str],
    title_words: &[String],
) {
    let overhang = overhang(&section.text, following);
    document["kind"] = SECTION.into();
    document["part"] = section.part.name().into();
    if !section.chapter.is_empty() {
        document["chapter"] = section.chapter.as_str().into();
    }
    document["characters"] = section.characters.into();
    document["words"] = section.words.into();
    document["heading"] = section.headings.lines().map(tokens).collect();
    document["chars"] = paragraphs(&format!("{}{overhang}", section.text)).into();
    let words = [&section.body_words, &section.heading_words, title_words];
    for (field, words) in WORDS.into_iter().zip(words) {
        document[field] = words.join(" ").into();
    }
    stored.lengths = words.map(|words| u32::try_from(words.len()).unwrap_or(u32::MAX));
    stored.following.clone_from(&overhang);
    document["section"] = json!(stored);
    if !overhang.is_empty() {
        document["overhang"] = tokens(&overhang).into();
    }
}
