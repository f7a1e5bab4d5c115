//! `OpenDocument` spreadsheets (.ods, ODF 1.3 part 3) → cells. The words of a cell are its displayed text as stored in
//! the file, except that dates are converted to ISO 8601 and thousands separators are dropped.

use std::collections::HashSet;

use quanwen_messages::text;
use quick_xml::Reader;
use quick_xml::escape::resolve_predefined_entity;
use quick_xml::events::{BytesStart, Event};

use super::sheets::Workbook;
use super::{calendar, value};
use crate::reader::storage::package::Package;
use crate::reader::storage::xml;
use crate::unread::Unread;

/// Maximum number of spaces for one `text:s`.
const MAX_BLANKS: usize = 256;

/// Reads the sheets.
///
/// # Errors
/// The reason why it is not read.
pub(super) fn read(package: &mut Package<'_>, workbook: &mut Workbook) -> Result<(), Unread> {
    let manifest = package.part("META-INF/manifest.xml")?.unwrap_or_default();
    if memchr::memmem::find(&manifest, b"encryption-data").is_some() {
        return Err(Unread::ENCRYPTED);
    }
    let content = xml::part(package, "content.xml")?
        .ok_or_else(|| Unread::cut_short(text!("no content.xml in it")))?;
    read_content(&content, workbook)
}

/// Reads the visible sheets of the content, or of a document in one file of XML.
///
/// # Errors
/// The reason why it is not read.
pub(super) fn read_content(content: &str, workbook: &mut Workbook) -> Result<(), Unread> {
    Sheets::new(workbook).read(content.as_bytes())
}

/// The contents of a cell while it is being read.
#[derive(Debug, Default)]
struct Cell {
    /// Number of columns in which it is repeated.
    repeated: u32,
    /// `office:value-type`.
    kind: String,
    /// `office:value` or `office:date-value`.
    value: String,
    /// The displayed text, one line per paragraph.
    shown: String,
    /// Whether it is covered by a merged cell.
    is_covered: bool,
}

/// The state machine over the elements of `content.xml`.
struct Sheets<'w> {
    workbook: &'w mut Workbook,
    /// The style being defined, and the styles of hidden sheets.
    style: String,
    hidden_styles: HashSet<String>,
    /// Depth of nested tables; the sheet is the outermost.
    tables: u32,
    is_hidden: bool,
    row: u32,
    rows_repeated: u32,
    column: u32,
    /// The cells of the row that have words: first column, number of columns, words.
    cells: Vec<(u32, u32, String)>,
    cell: Option<Cell>,
    /// Depth of elements inside one whose text is not shown, including that one.
    unseen: u32,
    /// Depth of nested paragraphs.
    paragraphs: u32,
}

impl<'w> Sheets<'w> {
    fn new(workbook: &'w mut Workbook) -> Self {
        Self {
            workbook,
            style: String::new(),
            hidden_styles: HashSet::new(),
            tables: 0,
            is_hidden: false,
            row: 0,
            rows_repeated: 1,
            column: 0,
            cells: Vec::new(),
            cell: None,
            unseen: 0,
            paragraphs: 0,
        }
    }

    fn read(mut self, content: &[u8]) -> Result<(), Unread> {
        let mut reader = Reader::from_reader(content);
        reader.config_mut().expand_empty_elements = true;
        let mut buffer = Vec::new();
        loop {
            buffer.clear();
            match reader
                .read_event_into(&mut buffer)
                .map_err(|error| Unread::cut_short(error.to_string()))?
            {
                Event::Start(element) => self.start(&element),
                Event::End(element) => self.end(element.name().as_ref())?,
                Event::Text(text) => self.text(&text.xml10_content()),
                Event::CData(text) => self.text(&text.xml10_content()),
                Event::GeneralRef(entity) => {
                    let c = entity.resolve_char_ref().ok().flatten().map(String::from);
                    let named =
                        || resolve_predefined_entity(&entity.xml10_content()).map(str::to_string);
                    self.text(&c.or_else(named).unwrap_or_default());
                }
                Event::Eof if self.tables > 0 => {
                    return Err(Unread::cut_short(text!("a sheet has no end")));
                }
                Event::Eof => return Ok(()),
                _ => {}
            }
        }
    }

    fn start(&mut self, element: &BytesStart<'_>) {
        let name = element.name();
        if self.unseen > 0
            || matches!(
                name.as_ref(),
                "office:annotation" | "text:ruby-text" | "table:tracked-changes"
            )
        {
            self.unseen += 1;
            return;
        }
        match name.as_ref() {
            "style:style" => self.style = attribute(element, "style:name").unwrap_or_default(),
            "style:table-properties"
                if attribute(element, "table:display").as_deref() == Some("false") =>
            {
                self.hidden_styles.insert(std::mem::take(&mut self.style));
            }
            "table:table" => self.start_table(element),
            "table:table-row" if self.tables == 1 => {
                self.rows_repeated = number(element, "table:number-rows-repeated");
                self.column = 0;
            }
            "table:table-cell" | "table:covered-table-cell" if self.tables == 1 => {
                self.start_cell(element);
            }
            "text:p" | "text:h" => self.paragraphs += 1,
            "text:s" => {
                let blanks = usize::try_from(number(element, "text:c")).unwrap_or(1);
                self.show(&" ".repeat(blanks.min(MAX_BLANKS)));
            }
            "text:tab" => self.show("\t"),
            "text:line-break" => self.show("\n"),
            _ => {}
        }
    }

    fn start_table(&mut self, element: &BytesStart<'_>) {
        self.tables += 1;
        if self.tables > 1 {
            return;
        }
        let style = attribute(element, "table:style-name").unwrap_or_default();
        self.is_hidden = self.hidden_styles.contains(&style) && !self.workbook.reads_hidden;
        self.row = 0;
        if !self.is_hidden {
            self.workbook
                .begin_sheet(&attribute(element, "table:name").unwrap_or_default());
        }
    }

    fn start_cell(&mut self, element: &BytesStart<'_>) {
        let value =
            attribute(element, "office:date-value").or_else(|| attribute(element, "office:value"));
        self.cell = Some(Cell {
            repeated: number(element, "table:number-columns-repeated"),
            kind: attribute(element, "office:value-type").unwrap_or_default(),
            value: value.unwrap_or_default(),
            shown: String::new(),
            is_covered: element.name().as_ref() == "table:covered-table-cell",
        });
    }

    fn end(&mut self, name: &str) -> Result<(), Unread> {
        if self.unseen > 0 {
            self.unseen -= 1;
            return Ok(());
        }
        match name {
            "table:table" => self.tables = self.tables.saturating_sub(1),
            "table:table-row" if self.tables == 1 => self.end_row()?,
            "table:table-cell" | "table:covered-table-cell" if self.tables == 1 => self.end_cell(),
            "text:p" | "text:h" => {
                self.show("\n");
                self.paragraphs = self.paragraphs.saturating_sub(1);
            }
            _ => {}
        }
        Ok(())
    }

    fn end_cell(&mut self) {
        let Some(cell) = self.cell.take() else { return };
        let first = self.column;
        self.column = first.saturating_add(cell.repeated);
        let words = cell.words();
        if !cell.is_covered && !self.is_hidden && !words.is_empty() {
            self.cells.push((first, cell.repeated, words));
        }
    }

    fn end_row(&mut self) -> Result<(), Unread> {
        let cells = std::mem::take(&mut self.cells);
        let first = self.row;
        self.row = first.saturating_add(self.rows_repeated);
        if cells.is_empty() {
            return Ok(());
        }
        for row in first..self.row {
            for (column, repeated, words) in &cells {
                for column in *column..column.saturating_add(*repeated) {
                    self.workbook.put(row, column, words.clone())?;
                }
            }
        }
        Ok(())
    }

    /// Adds text of a paragraph, collapsing white space to one space (ODF 1.3 part 3, 6.1.2).
    fn text(&mut self, text: &str) {
        let mut words = String::with_capacity(text.len());
        for c in text.chars() {
            let is_blank = matches!(c, ' ' | '\t' | '\r' | '\n');
            if !is_blank {
                words.push(c);
            } else if !words.ends_with(' ') {
                words.push(' ');
            }
        }
        self.show(&words);
    }

    fn show(&mut self, words: &str) {
        if self.unseen > 0 || self.paragraphs == 0 {
            return;
        }
        if let Some(cell) = &mut self.cell {
            cell.shown.push_str(words);
        }
    }
}

impl Cell {
    fn words(&self) -> String {
        let shown = self.shown.trim();
        match self.kind.as_str() {
            "date" if !self.value.is_empty() => calendar::iso(&self.value),
            "float" | "percentage" | "currency" if shown.is_empty() => {
                self.value.parse().map(value::plain).unwrap_or_default()
            }
            "float" | "percentage" | "currency" => shown.replace(',', ""),
            _ => shown.to_string(),
        }
    }
}

/// An attribute by its prefixed name; all ODF writers use the same prefixes.
fn attribute(element: &BytesStart<'_>, name: &str) -> Option<String> {
    let attribute = element.try_get_attribute(name).ok().flatten()?;
    let value = attribute
        .normalized_value(quick_xml::XmlVersion::Implicit1_0)
        .ok()?;
    Some(value.into_owned())
}

/// A count attribute; 1 if missing.
fn number(element: &BytesStart<'_>, name: &str) -> u32 {
    attribute(element, name)
        .and_then(|value| value.parse().ok())
        .unwrap_or(1)
}

#[cfg(test)]
mod tests {
    use super::*;

    const CELL: &str =
        r#"<table:table-cell office:value-type="string"><text:p>甲</text:p></table:table-cell>"#;

    fn read(content: &str) -> Result<String, Unread> {
        let mut workbook = Workbook::new(1 << 16);
        Sheets::new(&mut workbook).read(content.as_bytes())?;
        Ok(workbook.write(1 << 16)?.text)
    }

    fn sheet(rows: &str) -> String {
        format!(r#"<table:table table:name="Sheet1">{rows}</table:table>"#)
    }

    fn row(cells: &str) -> String {
        sheet(&format!("<table:table-row>{cells}</table:table-row>"))
    }

    #[test]
    fn a_cell_shows_its_words_and_no_comment() {
        let cells = r#"<table:table-cell office:value-type="percentage" office:value="0.985"><text:p>98.50%</text:p></table:table-cell>
<table:table-cell office:value-type="float" office:value="1234.5"><office:annotation><text:p>x</text:p></office:annotation><text:p>1,234.50</text:p></table:table-cell>
<table:table-cell office:value-type="date" office:date-value="2024-05-06"><text:p>5/6/24</text:p></table:table-cell>
<table:table-cell office:value-type="float" office:value="12.0"/>
<table:table-cell office:value-type="string"><text:p>a<text:s text:c="2"/><text:span>b</text:span>&lt;</text:p><text:p>c</text:p></table:table-cell>"#;
        assert_eq!(
            read(&row(cells)).unwrap(),
            "| 98.50% | 1234.50 | 2024-05-06 | 12 | a  b< c |\n"
        );
    }

    #[test]
    fn covered_cells_are_left_out_and_repeated_ones_repeated() {
        let cells = format!(
            r#"{CELL}<table:covered-table-cell><text:p>x</text:p></table:covered-table-cell><table:table-cell table:number-columns-repeated="2" office:value-type="float" office:value="1"/>"#
        );
        assert_eq!(read(&row(&cells)).unwrap(), "| 甲 |  | 1 | 1 |\n");
    }

    #[test]
    fn hidden_sheets_are_read_on_request() {
        let style = r#"<style:style style:name="ta2"><style:table-properties table:display="false"/></style:style>"#;
        let hidden = row(CELL).replace("<table:table ", r#"<table:table table:style-name="ta2" "#);
        let content = format!("<a>{style}{hidden}</a>");
        assert_eq!(read(&content).unwrap(), "");
        let mut workbook = Workbook::new(1 << 16);
        workbook.reads_hidden = true;
        Sheets::new(&mut workbook).read(content.as_bytes()).unwrap();
        assert_eq!(workbook.write(1 << 16).unwrap().text, "甲\n");
    }

    #[test]
    fn a_repeated_row_stands_at_each_number() {
        let rows = format!(
            r#"<table:table-row table:number-rows-repeated="1000000"><table:table-cell table:number-columns-repeated="16384"/></table:table-row><table:table-row table:number-rows-repeated="2">{CELL}</table:table-row>"#
        );
        let mut workbook = Workbook::new(1 << 16);
        Sheets::new(&mut workbook)
            .read(sheet(&rows).as_bytes())
            .unwrap();
        assert_eq!(
            workbook.write(1 << 16).unwrap().locators.rows,
            [(0, 1_000_001), (4, 1_000_002)]
        );
    }

    #[test]
    fn a_bomb_of_repeated_cells_is_refused() {
        let cells = CELL.replace(
            "<table:table-cell ",
            r#"<table:table-cell table:number-columns-repeated="4000000000" "#,
        );
        assert!(
            read(&row(&cells))
                .unwrap_err()
                .to_string()
                .contains("over the limit")
        );
    }

    #[test]
    fn a_sheet_cut_short_is_refused() {
        assert!(
            read("<table:table><table:table-row>")
                .unwrap_err()
                .to_string()
                .contains("cut short")
        );
    }
}
