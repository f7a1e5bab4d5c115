//! A document, section or mention in full.

use std::io::{self, Write};
use std::ops::Range;

use quanwen::Locator;
use quanwen::api::{DocumentReference, Json, Outline, Rows, SectionReference, Shown, ShownPart};
use unicode_width::UnicodeWidthStr;

use super::Answer;
use super::columns::{columns, wrap};
use super::lines::PLAIN;
use super::outline::write_outline;
use super::reference::{document_header, document_label, section_label, whole_section_line};
use super::text::{FAINT, HANGING, MATCH, Text};

use crate::language::say;

/// Columns from one tab stop to the next.
const TAB: usize = 8;

/// What an id names, and how to show it.
pub(crate) struct InFull<'a> {
    pub shown: &'a Shown,
    /// For a screen: the text is wrapped, with the numbers of its lines in the margin. Otherwise it is unchanged.
    pub numbered: bool,
}

impl Answer for InFull<'_> {
    fn text(&self, text: &mut Text<impl Write>) -> anyhow::Result<()> {
        if self.numbered {
            write_header(text, self.shown)?;
            text.line("")?;
            return Ok(write_numbered(text, self.shown)?);
        }
        Ok(write_unchanged(text, self.shown)?)
    }

    fn json(&self, json: &mut Json<impl Write>) -> anyhow::Result<()> {
        Ok(self.shown.write_rows(json)?)
    }
}

/// Writes the report, with its metadata and tree or with the position and the headings of the part.
fn write_header(text: &mut Text<impl Write>, shown: &Shown) -> io::Result<()> {
    let document = &shown.document;
    let mut reference = DocumentReference::from(document);
    let (ShownPart::Section(section) | ShownPart::Mention(section, _)) = &shown.part else {
        document_header(text, "", &reference)?;
        text.line("")?;
        return write_outline(text, &Outline::from(document));
    };
    reference.path = position(shown);
    document_header(text, "", &reference)?;
    whole_section_line(text, &section_of(shown, *section), sheet(shown).as_deref())
}

fn section_of(shown: &Shown, section: usize) -> SectionReference {
    let mut reference = SectionReference::default();
    reference.path = shown.document.heading_path(section);
    reference
}

/// The sheet of a workbook that the part is in.
fn sheet(shown: &Shown) -> Option<String> {
    shown.document.locators.at(shown.range.start).sheet
}

/// The path with the line and column of a section or a mention.
fn position(shown: &Shown) -> String {
    let start = match &shown.part {
        ShownPart::Mention(_, range) => range.start,
        ShownPart::Document | ShownPart::Section(_) => shown.range.start,
    };
    let position = shown.document.position(start);
    format!(
        "{}:{}:{}",
        shown.document.path, position.line, position.column
    )
}

/// Writes the text wrapped to the width. In the margin is what a position names: the page, the row or the line.
fn write_numbered(text: &mut Text<impl Write>, shown: &Shown) -> io::Result<()> {
    let document = &shown.document;
    let marked = match &shown.part {
        ShownPart::Mention(_, range) => range.clone(),
        ShownPart::Document | ShownPart::Section(_) => 0..0,
    };
    let whole = document.text[shown.range.clone()].trim_end();
    let mut start = shown.range.start;
    let lines: Vec<(String, Range<usize>)> = (document.position(start).line..)
        .zip(whole.split('\n'))
        .map(|(number, line)| {
            let label = label(number, &document.locators.at(start));
            let range = start..start + line.trim_end_matches('\r').len();
            start += line.len() + 1;
            (label, range)
        })
        .collect();
    let margin = lines.iter().map(|(label, _)| label.width()).max();
    let mut previous = "";
    for (label, line) in &lines {
        let new = if label == previous { "" } else { label };
        previous = label;
        let margin = format!("{new:>width$}  ", width = margin.unwrap_or(0));
        write_line(text, &margin, &pieces(&document.text, line, &marked))?;
    }
    Ok(())
}

/// What a position in a line is cited by, without its column.
fn label(number: u32, locator: &Locator) -> String {
    match (locator.page, locator.row) {
        (Some(page), _) => say!("p. {page}", page = page),
        (None, Some(row)) => say!("row {row}", row = row),
        _ => number.to_string(),
    }
}

/// A line in pieces, each with whether it is marked: a mention, between 【】 since not every terminal has colours.
fn pieces(text: &str, line: &Range<usize>, marked: &Range<usize>) -> Vec<(String, bool)> {
    let start = marked.start.clamp(line.start, line.end);
    let end = marked.end.clamp(start, line.end);
    let is_marked = start < end;
    let opens = if is_marked && start == marked.start {
        "【"
    } else {
        ""
    };
    let closes = if is_marked && end == marked.end {
        "】"
    } else {
        ""
    };
    let mut column = 0;
    let before = with_tabs_as_spaces(&text[line.start..start], &mut column);
    let matched = with_tabs_as_spaces(
        &format!("{opens}{}{closes}", &text[start..end]),
        &mut column,
    );
    let after = with_tabs_as_spaces(&text[end..line.end], &mut column);
    let pieces = [(before, false), (matched, true), (after, false)];
    pieces
        .into_iter()
        .filter(|(piece, _)| !piece.is_empty())
        .collect()
}

/// A text that begins in a column, with each tab as spaces to the next tab stop.
fn with_tabs_as_spaces(text: &str, column: &mut usize) -> String {
    let mut spaced = String::new();
    for (index, cell) in text.split('\t').enumerate() {
        if index > 0 {
            let gap = TAB - *column % TAB;
            spaced.extend(std::iter::repeat_n(' ', gap));
            *column += gap;
        }
        spaced.push_str(cell);
        *column += columns(cell);
    }
    spaced
}

/// Writes a line of the text, with `margin` before its first line on the screen.
fn write_line(
    text: &mut Text<impl Write>,
    margin: &str,
    pieces: &[(String, bool)],
) -> io::Result<()> {
    let room = text.columns().saturating_sub(margin.width() + HANGING);
    let blank = " ".repeat(margin.width());
    for (index, line) in wrap(pieces, room).iter().enumerate() {
        let margin = if index == 0 { margin } else { &blank };
        let mut spans = vec![(FAINT, margin)];
        for (piece, marked) in line {
            spans.push((if *marked { MATCH } else { PLAIN }, piece));
        }
        text.spans(&spans)?;
    }
    Ok(())
}

/// Writes the metadata and tree of a document, or the report, the position and the headings of a part, then the text, a mention
/// between 【】.
fn write_unchanged(text: &mut Text<impl Write>, shown: &Shown) -> io::Result<()> {
    let document = &shown.document;
    match &shown.part {
        ShownPart::Document => write_outline(text, &Outline::from(document))?,
        ShownPart::Section(section) | ShownPart::Mention(section, _) => {
            text.line(&document_label(&document.into()))?;
            text.line(&position(shown))?;
            text.line(&section_label(
                &section_of(shown, *section),
                sheet(shown).as_deref(),
            ))?;
        }
    }
    text.line("")?;
    let whole = &document.text[shown.range.clone()];
    let ShownPart::Mention(_, range) = &shown.part else {
        return text.block(whole.trim_end());
    };
    let (before, rest) = whole.split_at(range.start - shown.range.start);
    let (matched, after) = rest.split_at(range.end - range.start);
    text.block(&format!(
        "{}【{matched}】{}",
        before.trim_start(),
        after.trim_end()
    ))
}
