//! The answer to a query: hits with their passages, or why there are none.

use std::io::{self, Write};
use std::time::Instant;

use quanwen::api::{
    FoundText, Hit, HitPassage, Json, MissingWord, NotLifted, Rows, SearchAnswer, SearchSummary,
    Understood, ZeroHits,
};
use quanwen_export::{HitTable, Table};

use super::Answer;
use super::columns::marked_pieces;
use super::coverage::{remarks, summary_line, write_remarks};
use super::facets::write_facets;
use super::nearby::nearby;
use super::reference::{
    document_header, header_row_line, position_label, section_line_with_id, wrapped_at,
};
use super::text::{BEFORE_CONTEXT, FAINT, MATCH, Text, counted};
use crate::hint;

/// The answer to a query, and when the command started.
pub(crate) struct Hits<'a> {
    pub answer: &'a SearchAnswer,
    pub start: Instant,
}

impl Answer for Hits<'_> {
    fn text(&self, text: &mut Text<impl Write>) -> anyhow::Result<()> {
        for hit in &self.answer.hits {
            write_hit(text, hit)?;
        }
        Ok(self.closing(text)?)
    }

    fn closing(&self, text: &mut Text<impl Write>) -> io::Result<()> {
        if let Some(zero_hits) = &self.answer.zero_hits {
            write_zero_hits(text, zero_hits)?;
        }
        write_facets(text, &self.answer.summary.facets)?;
        let missing = match self.answer.zero_hits {
            Some(_) => &[],
            None => self.answer.summary.missing.as_slice(),
        };
        write_summary(text, &self.answer.summary, missing, self.start)
    }

    fn json(&self, json: &mut Json<impl Write>) -> anyhow::Result<()> {
        Ok(self.answer.write_rows(json)?)
    }

    fn table(&self) -> Option<Box<dyn Table + '_>> {
        Some(Box::new(HitTable::new(self.answer)))
    }

    fn table_notes(&self) -> Vec<String> {
        remarks(&self.answer.summary.coverage)
    }
}

/// Writes a hit: its document, its headings and its id, and its passages with highlights.
fn write_hit(text: &mut Text<impl Write>, hit: &Hit) -> io::Result<()> {
    if hit.rank > 1 {
        text.line("")?;
    }
    document_header(text, &format!("{}. ", hit.rank), &hit.document)?;
    let sheet = hit
        .passages
        .first()
        .and_then(|first| first.locator.sheet.as_deref());
    section_line_with_id(text, &hit.section, sheet)?;
    for passage in &hit.passages {
        write_passage(text, passage)?;
    }
    if hit.count > 1 {
        let others = counted(hit.count - 1, "other section");
        let line = format!("{:>BEFORE_CONTEXT$}the same in {others}", "");
        text.spans(&[(FAINT, &line)])?;
    }
    Ok(())
}

fn write_passage(text: &mut Text<impl Write>, passage: &HitPassage) -> io::Result<()> {
    header_row_line(text, passage.header_row.as_deref())?;
    let position = position_label(passage.line, passage.column, &passage.locator);
    wrapped_at(text, &position, &marked_pieces(passage))
}

/// Writes why nothing was found.
fn write_zero_hits(text: &mut Text<impl Write>, zero_hits: &ZeroHits) -> io::Result<()> {
    text.line(&format!(
        "nothing found in {}",
        counted(zero_hits.documents, "report")
    ))?;
    for part in &zero_hits.parts {
        let said = match (part.sections, part.leaves_nothing) {
            (0, _) => "in no section".to_string(),
            (sections, false) => format!("in {}", counted(sections, "section")),
            (sections, true) => format!(
                "in {}, none of which also has the parts above",
                counted(sections, "section")
            ),
        };
        text.wrapped(&format!("{}  {said}", part.text), 2, MATCH)?;
    }
    if let Some(nearby) = nearby(zero_hits) {
        text.wrapped(&nearby, 0, FAINT)?;
    }
    if zero_hits.skipped_files > 0 {
        let unread = counted(zero_hits.skipped_files, "file");
        text.line(&format!("{unread} not read may contain it"))?;
    }
    Ok(())
}

/// Writes the counts of a search and remarks on them.
fn write_summary(
    text: &mut Text<impl Write>,
    summary: &SearchSummary,
    missing: &[MissingWord],
    start: Instant,
) -> io::Result<()> {
    let synonyms = match summary.by_synonyms {
        0 => String::new(),
        sections => format!(" and {sections} by synonyms"),
    };
    let bound = if summary.total_is_exact {
        ""
    } else {
        "at most "
    };
    let found = format!(
        "{} of {bound}{}{synonyms} in {}",
        counted(summary.shown, "hit"),
        counted(summary.total, "section"),
        counted(summary.coverage.documents, "report"),
    );
    summary_line(text, &found, &summary.coverage, "", start)?;
    let read_as = read_as(&summary.understood);
    if !read_as.is_empty() {
        text.remark(&format!("read as: {read_as}"))?;
    }
    for name in &summary.understood.not_lifted {
        text.remark(&not_lifted(name))?;
    }
    for look_alike in &summary.understood.look_alikes {
        text.remark(&hint::look_alike(look_alike))?;
    }
    for word in missing {
        text.remark(&in_no_section(word))?;
    }
    if summary.by_synonyms > 0 {
        let synonyms = summary.synonyms.join(" · ");
        text.remark(&format!("synonyms: {synonyms} ({})", hint::LITERAL))?;
    }
    if summary.definitions > 0 {
        let definitions = counted(summary.definitions, "definition");
        text.remark(&format!("{definitions}: {}", hint::DEFINITIONS))?;
    }
    if !summary.words.is_empty() {
        text.remark(&format!("ranked by {}", summary.words.join(" · ")))?;
    }
    if let Some(cursor) = &summary.cursor {
        text.remark(&hint::next_page(cursor))?;
    }
    write_remarks(text, &summary.coverage)
}

/// What a query was read as: `region 湛江市, year 2023`.
fn read_as(understood: &Understood) -> String {
    let places = understood.places.iter().map(|place| place.join(" › "));
    let places = places.map(|place| format!("region {place}"));
    let years = understood.years.iter().map(|year| format!("year {year}"));
    let issuers = understood
        .issuers
        .iter()
        .map(|issuer| format!("issuer {issuer}"));
    let kinds = understood.kinds.iter().map(|kind| format!("kind {kind}"));
    let names: Vec<String> = places.chain(years).chain(issuers).chain(kinds).collect();
    let mut read_as = names.join(", ");
    if !names.is_empty() && understood.reports == 0 {
        read_as.push_str("; no report is of all of these");
    }
    read_as
}

/// Why a name of the query lifts nothing.
fn not_lifted(name: &NotLifted) -> String {
    let NotLifted {
        name,
        is_filtered,
        nearest,
        ..
    } = name;
    let nearest: Vec<String> = nearest.iter().map(|place| place.join(" › ")).collect();
    match (is_filtered, nearest.as_slice()) {
        (true, _) => format!("{name}: left out by the filters, which decide"),
        (false, []) => format!("{name}: no report of it, so it is read as words"),
        (false, [one]) => {
            format!("{name}: no report of it, so it is read as words; {one} has reports")
        }
        (false, several) => format!(
            "{name}: no report of it, so it is read as words; {} have reports",
            several.join(", ")
        ),
    }
}

/// What is known of a word that occurs nowhere: `苏州河: in no section; 苏州 in 214`.
fn in_no_section(word: &MissingWord) -> String {
    let named = |found: &FoundText| format!("{} in {}", found.text, found.sections);
    let parts: Vec<String> = word.parts.iter().map(named).collect();
    let similar: Vec<String> = word
        .similar
        .iter()
        .map(|found| format!("{}? ({})", found.text, found.sections))
        .collect();
    let mut said = vec!["in no section".to_string()];
    if !parts.is_empty() {
        said.push(parts.join(", "));
    }
    if !similar.is_empty() {
        said.push(similar.join(" · "));
    }
    format!("{}: {}", word.text, said.join("; "))
}
