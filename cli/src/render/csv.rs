//! CSV for spreadsheets: UTF-8 with a byte order mark, so that Excel and WPS decode it correctly.
//!
//! Invariant: every cell is written by [`Csv::write`], so none acts on a terminal or is taken for a formula.

use std::borrow::Cow;
use std::io::{self, Write};

use super::visible::{visible_line, visible_text};
use quanwen::Locator;
use quanwen::api::{
    Collocate, DocumentMentions, DocumentReference, Hit, Mention, SectionReference, TextCount,
};
use quanwen::corpus::{COUNT_COLUMNS, DOCUMENT_COLUMNS, guarded};

/// Writes rows as CSV.
pub(super) struct Csv<W: Write> {
    writer: csv::Writer<W>,
}

/// The columns of [`Csv::mention`].
pub(super) const MENTION: [&str; 15] = [
    "section",
    "item",
    "line",
    "column",
    "left",
    "match",
    "right",
    "text",
    "id",
    "page",
    "sheet",
    "row",
    "record",
    "part",
    "header_row",
];
/// The columns of [`Csv::hit`].
pub(super) const HIT: [&str; 13] = [
    "rank", "score", "section", "item", "line", "column", "passages", "page", "sheet", "row",
    "record", "count", "part",
];
/// The columns of [`Csv::document_mentions`].
pub(super) const DOCUMENT_MENTIONS: [&str; 1] = ["mentions"];

impl<W: Write> Csv<W> {
    /// Writes the byte order mark and a header: the columns of a document, then `columns`.
    pub(super) fn new(out: W, columns: &[&str]) -> io::Result<Self> {
        Self::with_header(out, DOCUMENT_COLUMNS.iter().chain(columns))
    }

    fn with_header<'t>(mut out: W, header: impl Iterator<Item = &'t &'t str>) -> io::Result<Self> {
        out.write_all("\u{FEFF}".as_bytes())?;
        let mut csv = Self {
            writer: csv::Writer::from_writer(out),
        };
        csv.write(header.map(|name| Cell::from(*name)))?;
        Ok(csv)
    }

    /// Writes a mention.
    pub(super) fn mention(&mut self, mention: &Mention) -> io::Result<()> {
        let [section, item] = section_columns(&mention.section);
        let kwic = &mention.kwic;
        let cells = [
            section,
            item,
            number(mention.line),
            number(mention.column),
            Cell::Text(&kwic.left),
            Cell::Text(&kwic.matched),
            Cell::Text(&kwic.right),
            Cell::Text(&mention.text),
            mention.id.as_str().into(),
        ];
        let locator = locator_columns(&mention.locator);
        let part = mention.section.part.name().into();
        let header_row = Cell::Text(mention.header_row.as_deref().unwrap_or_default());
        let cells = cells.into_iter().chain(locator).chain([part, header_row]);
        self.record(&mention.document, cells)
    }

    /// Writes a hit, its passages joined by ` … `.
    pub(super) fn hit(&mut self, hit: &Hit) -> io::Result<()> {
        let [section, item] = section_columns(&hit.section);
        let texts: Vec<&str> = hit
            .passages
            .iter()
            .map(|passage| passage.text.as_str())
            .collect();
        let (line, column) = hit
            .passages
            .first()
            .map_or((hit.section.line, hit.section.column), |first| {
                (first.line, first.column)
            });
        let texts = texts.join(" … ");
        let cells = [
            hit.rank.to_string().into(),
            format!("{:.3}", hit.score).into(),
            section,
            item,
            number(line),
            number(column),
            Cell::Text(&texts),
        ];
        let none = Locator::default();
        let locator = hit.passages.first().map_or(&none, |first| &first.locator);
        let locator = locator_columns(locator);
        let cells = cells
            .into_iter()
            .chain(locator)
            .chain([number(hit.count), hit.section.part.name().into()]);
        self.record(&hit.document, cells)
    }

    /// Writes a document with its number of mentions.
    pub(super) fn document_mentions(&mut self, row: &DocumentMentions) -> io::Result<()> {
        self.record(&row.document, [number(row.mentions)])
    }

    /// Writes a document.
    pub(super) fn document(&mut self, document: &DocumentReference) -> io::Result<()> {
        self.record(document, [])
    }

    /// Flushes the output.
    pub(super) fn finish(mut self) -> io::Result<()> {
        self.writer.flush()
    }

    fn record<'t>(
        &mut self,
        document: &'t DocumentReference,
        rest: impl IntoIterator<Item = Cell<'t>>,
    ) -> io::Result<()> {
        let first = [
            document.region.join(" › ").into(),
            document.year.map_or_else(Cell::empty, number),
            document.title.as_deref().unwrap_or_default().into(),
            document.path.as_str().into(),
            document.id.as_str().into(),
        ];
        self.write(first.into_iter().chain(rest))
    }

    fn write<'t>(&mut self, cells: impl IntoIterator<Item = Cell<'t>>) -> io::Result<()> {
        for cell in cells {
            let visible = match &cell {
                Cell::Line(line) => visible_line(line),
                Cell::Text(text) => visible_text(text),
            };
            let field = guarded(&visible);
            self.writer.write_field(field.as_ref()).map_err(plain)?;
        }
        self.writer.write_record(None::<&[u8]>).map_err(plain)
    }
}

/// The content of a cell.
enum Cell<'t> {
    /// A name or a number, written as one line.
    Line(Cow<'t, str>),
    /// A text, written with its line breaks.
    Text(&'t str),
}

impl Cell<'_> {
    fn empty() -> Self {
        Self::Line(Cow::Borrowed(""))
    }
}

impl<'t> From<&'t str> for Cell<'t> {
    fn from(line: &'t str) -> Self {
        Self::Line(Cow::Borrowed(line))
    }
}

impl From<String> for Cell<'_> {
    fn from(line: String) -> Self {
        Self::Line(Cow::Owned(line))
    }
}

/// Writes each text with its number of mentions.
pub(super) fn counts(out: impl Write, counts: &[TextCount]) -> io::Result<()> {
    let mut csv = Csv::with_header(out, COUNT_COLUMNS.iter())?;
    for count in counts {
        csv.write([count.text.as_str().into(), number(count.mentions)])?;
    }
    csv.finish()
}

/// The columns of [`collocates`].
const COLLOCATE: [&str; 15] = [
    "kind",
    "text",
    "year",
    "rank",
    "together",
    "node",
    "frequency",
    "log_dice",
    "log_likelihood",
    "expected",
    "a",
    "b",
    "c",
    "d",
    "evidence",
];

/// Writes collocates. A count that is not known is empty, and never 0.
pub(super) fn collocates(out: impl Write, collocates: &[Collocate]) -> io::Result<()> {
    let mut csv = Csv::with_header(out, COLLOCATE.iter())?;
    for row in collocates {
        let or_empty = |count: Option<u64>| count.map_or_else(Cell::empty, number);
        let measure = |value: Option<f64>| {
            value.map_or_else(Cell::empty, |value| format!("{value:.6}").into())
        };
        csv.write([
            row.kind.name().into(),
            row.text.as_str().into(),
            or_empty(row.year.map(u64::from)),
            or_empty(row.rank.map(u64::from)),
            or_empty(row.together),
            or_empty(row.node),
            or_empty(row.frequency),
            measure(row.log_dice),
            measure(row.log_likelihood),
            measure(row.expected),
            or_empty(row.a),
            or_empty(row.b),
            or_empty(row.c),
            or_empty(row.d),
            row.evidence.as_str().into(),
        ])?;
    }
    csv.finish()
}

/// The I/O error inside a CSV error, so that a closed pipe is recognised.
fn plain(error: csv::Error) -> io::Error {
    match error.into_kind() {
        csv::ErrorKind::Io(error) => error,
        other => io::Error::other(format!("{other:?}")),
    }
}

fn number<'t>(number: impl Into<u64>) -> Cell<'t> {
    number.into().to_string().into()
}

fn locator_columns(locator: &Locator) -> [Cell<'_>; 4] {
    let or_empty = |value: Option<u32>| value.map_or_else(Cell::empty, number);
    [
        or_empty(locator.page),
        locator.sheet.as_deref().unwrap_or_default().into(),
        or_empty(locator.row),
        or_empty(locator.record),
    ]
}

fn section_columns(section: &SectionReference) -> [Cell<'_>; 2] {
    let item = section.item.as_ref().map_or_else(Cell::empty, |item| {
        format!("{}{}", item.number, item.heading).into()
    });
    [section.path.join(" › ").into(), item]
}
