//! CSV for spreadsheets: UTF-8 with a byte order mark, so that Excel and WPS read Chinese right.

use std::io::{self, Write};

use crate::document::Locator;
use crate::search::{DocumentMentions, DocumentReference, Hit, Mention, SectionReference};

/// Writes rows as CSV.
pub struct Csv<W: Write> {
    writer: csv::Writer<W>,
}

impl<W: Write> std::fmt::Debug for Csv<W> {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Csv").finish_non_exhaustive()
    }
}

const DOCUMENT: [&str; 5] = ["region", "year", "title", "path", "document"];

impl<W: Write> Csv<W> {
    /// Writes the byte order mark and a header: the columns of a document, then `columns`.
    ///
    /// # Errors
    /// What `out` returns.
    pub fn new(mut out: W, columns: &[&str]) -> io::Result<Self> {
        out.write_all("\u{FEFF}".as_bytes())?;
        let mut writer = csv::Writer::from_writer(out);
        writer
            .write_record(DOCUMENT.iter().chain(columns))
            .map_err(plain)?;
        Ok(Self { writer })
    }

    /// The columns of [`Csv::mention`].
    pub const MENTION: [&str; 13] = [
        "section", "item", "line", "column", "left", "match", "right", "text", "id", "page",
        "sheet", "row", "record",
    ];
    /// The columns of [`Csv::hit`].
    pub const HIT: [&str; 12] = [
        "rank", "score", "section", "item", "line", "column", "passages", "page", "sheet", "row",
        "record", "count",
    ];
    /// The columns of [`Csv::document_mentions`].
    pub const DOCUMENT_MENTIONS: [&str; 1] = ["mentions"];

    /// Writes a mention.
    ///
    /// # Errors
    /// What the output returns.
    pub fn mention(&mut self, mention: &Mention) -> io::Result<()> {
        let [section, item] = section_columns(&mention.section);
        let (line, column) = (mention.line.to_string(), mention.column.to_string());
        let kwic = &mention.kwic;
        let rest = [
            &section,
            &item,
            &line,
            &column,
            &kwic.left,
            &kwic.matched,
            &kwic.right,
            &mention.text,
            &mention.id,
        ];
        let locator = locator_columns(&mention.locator);
        let rest = rest.into_iter().chain(&locator).map(String::as_str);
        self.record(&mention.document, &rest.collect::<Vec<_>>())
    }

    /// Writes a hit, its passages with ` … ` between them.
    ///
    /// # Errors
    /// What the output returns.
    pub fn hit(&mut self, hit: &Hit) -> io::Result<()> {
        let [section, item] = section_columns(&hit.section);
        let texts: Vec<&str> = hit
            .passages
            .iter()
            .map(|passage| passage.text.as_str())
            .collect();
        let place = hit
            .passages
            .first()
            .map_or((hit.section.line, hit.section.column), |first| {
                (first.line, first.column)
            });
        let (rank, score) = (hit.rank.to_string(), format!("{:.3}", hit.score));
        let rest = [
            rank,
            score,
            section,
            item,
            place.0.to_string(),
            place.1.to_string(),
            texts.join(" … "),
        ];
        let first = hit.passages.first();
        let locator = first.map_or_else(Default::default, |first| locator_columns(&first.locator));
        let count = hit.count.to_string();
        let rest = rest.iter().chain(&locator).chain([&count]);
        let rest: Vec<&str> = rest.map(String::as_str).collect();
        self.record(&hit.document, &rest)
    }

    /// Writes a report with its count.
    ///
    /// # Errors
    /// What the output returns.
    pub fn document_mentions(&mut self, row: &DocumentMentions) -> io::Result<()> {
        self.record(&row.document, &[row.mentions.to_string().as_str()])
    }

    /// Writes a report.
    ///
    /// # Errors
    /// What the output returns.
    pub fn document(&mut self, document: &DocumentReference) -> io::Result<()> {
        self.record(document, &[])
    }

    /// Ends the output.
    ///
    /// # Errors
    /// What the output returns.
    pub fn finish(mut self) -> io::Result<()> {
        self.writer.flush()
    }

    fn record(&mut self, document: &DocumentReference, rest: &[&str]) -> io::Result<()> {
        let year = document
            .year
            .map(|year| year.to_string())
            .unwrap_or_default();
        let region = document.region.join(" › ");
        let title = document.title.as_deref().unwrap_or_default();
        let first = [region.as_str(), &year, title, &document.path, &document.id];
        self.writer
            .write_record(first.iter().chain(rest))
            .map_err(plain)
    }
}

/// Writes texts with their numbers of mentions.
///
/// # Errors
/// What `out` returns.
pub fn counts_csv<'t>(
    mut out: impl Write,
    counts: impl Iterator<Item = (&'t str, u64)>,
) -> io::Result<()> {
    out.write_all("\u{FEFF}".as_bytes())?;
    let mut writer = csv::Writer::from_writer(out);
    writer.write_record(["text", "mentions"]).map_err(plain)?;
    for (text, mentions) in counts {
        writer
            .write_record([text, &mentions.to_string()])
            .map_err(plain)?;
    }
    writer.flush()
}

/// The output's own error, so that a closed pipe is known as one.
fn plain(error: csv::Error) -> io::Error {
    match error.into_kind() {
        csv::ErrorKind::Io(error) => error,
        other => io::Error::other(format!("{other:?}")),
    }
}

fn locator_columns(locator: &Locator) -> [String; 4] {
    let number = |number: Option<u32>| number.map(|number| number.to_string());
    [
        number(locator.page),
        locator.sheet.clone(),
        number(locator.row),
        number(locator.record),
    ]
    .map(Option::unwrap_or_default)
}

fn section_columns(section: &SectionReference) -> [String; 2] {
    let item = section
        .item
        .as_ref()
        .map(|item| format!("{}{}", item.number, item.heading));
    [section.path.join(" › "), item.unwrap_or_default()]
}
