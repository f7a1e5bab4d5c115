//! CSV for spreadsheets: UTF-8 with a byte order mark, so that Excel and WPS decode it correctly.
//!
//! Invariant: every cell is written by [`Csv::write`], so none acts on a terminal or is taken for a formula.

use std::borrow::Cow;
use std::io::{self, Write};

use super::visible::{visible_line, visible_text};
use quanwen::Locator;
use quanwen::api::{
    Direction, DispersionPart, DocumentMentions, DocumentReference, Hit, Keyword, Mention,
    SectionReference, TextCount,
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

/// The columns of [`keywords`].
const KEYWORD: [&str; 15] = [
    "text",
    "direction",
    "a",
    "b",
    "c",
    "d",
    "per_10k_a",
    "per_10k_b",
    "documents_a",
    "documents_b",
    "log_likelihood",
    "log_likelihood_4",
    "percent_diff",
    "log_ratio",
    "bic",
];
/// The columns of [`dispersion`] after those of a document.
const PART: [&str; 4] = ["group", "documents", "characters", "mentions"];

/// Writes keywords.
pub(super) fn keywords(out: impl Write, keywords: &[Keyword]) -> io::Result<()> {
    let mut csv = Csv::with_header(out, KEYWORD.iter())?;
    for word in keywords {
        let counts = [word.a, word.b, word.c, word.d].map(number);
        let documents = [word.documents_a, word.documents_b].map(number);
        let percent = word.percent_diff.map_or_else(Cell::empty, decimal);
        let measures = [
            decimal(word.log_likelihood),
            decimal(word.log_likelihood_4),
            percent,
            decimal(word.log_ratio),
            decimal(word.bic),
        ];
        let direction = match word.direction {
            Direction::Over => "over",
            Direction::Under => "under",
        };
        let cells = [word.text.as_str().into(), direction.into()].into_iter();
        let cells = cells
            .chain(counts)
            .chain([word.per_10k_a, word.per_10k_b].map(decimal));
        csv.write(cells.chain(documents).chain(measures))?;
    }
    csv.finish()
}

/// Writes the parts of a corpus with their mentions.
pub(super) fn dispersion(out: impl Write, parts: &[DispersionPart]) -> io::Result<()> {
    let mut csv = Csv::new(out, &PART)?;
    for part in parts {
        let group = part.group.as_deref().unwrap_or_default();
        let counts = [part.documents, part.characters, part.mentions].map(number);
        let cells = [group.into()].into_iter().chain(counts);
        csv.record(&part.document.clone().unwrap_or_default(), cells)?;
    }
    csv.finish()
}

/// A measure, to a millionth.
fn decimal<'t>(measure: f64) -> Cell<'t> {
    format!("{measure:.6}").into()
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
