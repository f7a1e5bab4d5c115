//! The answer to a query: hits with their passages, or why there are none.

use std::io::{self, Write};
use std::time::Instant;

use quanwen::api::{
    FoundText, Hit, HitPassage, Json, MissingWord, NotLifted, Rows, SearchAnswer, SearchSummary,
    Understood, ZeroHits,
};
use quanwen_export::{HitTable, Table};
use quanwen_messages::{Argument, Message, counted, message, text};

use super::Answer;
use super::columns::marked_pieces;
use super::coverage::{remarks, summary_line, write_remarks};
use super::facets::write_facets;
use super::nearby::nearby;
use super::reference::{
    document_header, header_row_line, position_label, section_line_with_id, wrapped_at,
};
use super::text::{BEFORE_CONTEXT, FAINT, MATCH, Text};
use crate::hint;
use crate::language::{Said, say};

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
        let others = counted!(hit.count - 1, "{n} other section", "{n} other sections");
        let said = say!("the same in {others}", others = others);
        let line = format!("{:>BEFORE_CONTEXT$}{said}", "");
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
    text.line(&say!(
        "nothing found in {reports}",
        reports = counted!(zero_hits.documents, "{n} report", "{n} reports")
    ))?;
    for part in &zero_hits.parts {
        let sections = counted!(part.sections, "{n} section", "{n} sections");
        let said = match (part.sections, part.leaves_nothing) {
            (0, _) => say!("in no section").to_string(),
            (_, false) => say!("in {sections}", sections = sections),
            (_, true) => say!(
                "in {sections}, none of which also has the parts above",
                sections = sections
            ),
        };
        text.wrapped(&format!("{}  {said}", part.text), 2, MATCH)?;
    }
    if let Some(nearby) = nearby(zero_hits) {
        text.wrapped(&nearby, 0, FAINT)?;
    }
    if zero_hits.skipped_files > 0 {
        text.line(&say!(
            "{files} not read may contain it",
            files = counted!(zero_hits.skipped_files, "{n} file", "{n} files")
        ))?;
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
    summary_line(text, &found(summary), &summary.coverage, None, start)?;
    let read_as = read_as(&summary.understood);
    if !read_as.is_empty() {
        text.remark(&say!("read as: {read_as}", read_as = read_as))?;
    }
    for name in &summary.understood.not_lifted {
        text.remark(&not_lifted(name))?;
    }
    for look_alike in &summary.understood.look_alikes {
        text.remark(&hint::look_alike(look_alike).said())?;
    }
    for word in missing {
        text.remark(&in_no_section(word))?;
    }
    if summary.by_synonyms > 0 {
        let synonyms = summary.synonyms.join(" · ");
        text.remark(&say!(
            "synonyms: {synonyms} ({hint})",
            synonyms = synonyms,
            hint = hint::LITERAL
        ))?;
    }
    if summary.definitions > 0 {
        text.remark(&say!(
            "{definitions}: {hint}",
            definitions = counted!(summary.definitions, "{n} definition", "{n} definitions"),
            hint = hint::DEFINITIONS
        ))?;
    }
    if !summary.words.is_empty() {
        text.remark(&say!(
            "ranked by {words}",
            words = summary.words.join(" · ")
        ))?;
    }
    if let Some(cursor) = &summary.cursor {
        text.remark(&hint::next_page(cursor).said())?;
    }
    write_remarks(text, &summary.coverage)
}

/// How many hits there are of how many sections and reports.
fn found(summary: &SearchSummary) -> String {
    let sections = counted!(summary.total, "{n} section", "{n} sections");
    let sections = if summary.total_is_exact {
        sections
    } else {
        message!("at most {sections}", sections = sections)
    };
    let sections = match summary.by_synonyms {
        0 => sections,
        more => message!(
            "{sections} and {more} by synonyms",
            sections = sections,
            more = more
        ),
    };
    say!(
        "{hits} of {sections} in {reports}",
        hits = counted!(summary.shown, "{n} hit", "{n} hits"),
        sections = sections,
        reports = counted!(summary.coverage.documents, "{n} report", "{n} reports")
    )
}

/// What a query was read as: `region 湛江市, year 2023`; empty for nothing.
fn read_as(understood: &Understood) -> String {
    let places = understood.places.iter().map(|place| place.join(" › "));
    let places = places.map(|place| message!("region {place}", place = place));
    let years = understood.years.iter();
    let years = years.map(|year| message!("year {year}", year = *year));
    let issuers = understood.issuers.iter();
    let issuers = issuers.map(|issuer| message!("issuer {issuer}", issuer = issuer));
    let kinds = understood.kinds.iter();
    let kinds = kinds.map(|kind| message!("kind {kind}", kind = kind));
    let names: Vec<Message> = places.chain(years).chain(issuers).chain(kinds).collect();
    let (is_named, names) = (!names.is_empty(), Message::series(names));
    if is_named && understood.reports == 0 {
        return say!("{names}; no report is of all of these", names = names);
    }
    names.said()
}

/// Why a name of the query lifts nothing.
fn not_lifted(name: &NotLifted) -> String {
    let NotLifted {
        name,
        is_filtered,
        nearest,
        ..
    } = name;
    let places: Argument = nearest.iter().map(|place| place.join(" › ")).collect();
    match (is_filtered, nearest.len()) {
        (true, _) => say!("{name}: left out by the filters, which decide", name = name),
        (false, 0) => say!(
            "{name}: no report of it, so it is read as words",
            name = name
        ),
        (false, 1) => say!(
            "{name}: no report of it, so it is read as words; {place} has reports",
            name = name,
            place = places
        ),
        (false, _) => say!(
            "{name}: no report of it, so it is read as words; {places} have reports",
            name = name,
            places = places
        ),
    }
}

/// What is known of a word that occurs nowhere: `苏州河: in no section; 苏州 in 214`.
fn in_no_section(word: &MissingWord) -> String {
    let named =
        |found: &FoundText| message!("{text} in {n}", text = &found.text, n = found.sections);
    let parts: Vec<Message> = word.parts.iter().map(named).collect();
    let similar: Vec<String> = word
        .similar
        .iter()
        .map(|found| format!("{}? ({})", found.text, found.sections))
        .collect();
    let mut known = text!("in no section").said();
    if !parts.is_empty() {
        known = say!(
            "{known}; {more}",
            known = known,
            more = Message::series(parts)
        );
    }
    if !similar.is_empty() {
        known = say!("{known}; {more}", known = known, more = similar.join(" · "));
    }
    say!("{word}: {known}", word = &word.text, known = known)
}
