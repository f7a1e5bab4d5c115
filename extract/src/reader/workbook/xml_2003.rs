//! Workbooks in one file of XML, as Excel 2003 and many exports write them (XML Spreadsheet, namespace
//! `urn:schemas-microsoft-com:office:spreadsheet`) → cells.

use std::collections::HashMap;

use super::calendar;
use super::sheets::Workbook;
use super::value::NumberFormat;
use crate::reader::storage::xml::{Element, XmlEvent, XmlReader};
use crate::unread::Unread;

/// The days on which a time without a date is stored.
const NO_DAY: [&str; 2] = ["1899-12-31", "1899-12-30"];

/// Reads the visible sheets; reasons contain the name `part`.
///
/// # Errors
/// The reason why it is not read.
pub(super) fn read(part: &str, text: &str, workbook: &mut Workbook) -> Result<(), Unread> {
    let mut reader = XmlReader::new(part, text);
    let mut sheets = Sheets {
        workbook,
        formats: HashMap::new(),
        style: String::new(),
        row: 0,
        row_style: None,
        column: 0,
        cell: None,
        visibility: String::new(),
        open: Vec::new(),
    };
    while let Some(event) = reader.next()? {
        match event {
            XmlEvent::Start(element) if matches!(element.name(), "Comment" | "PhoneticText") => {
                reader.skip()?;
            }
            XmlEvent::Start(element) => sheets.start(&element),
            XmlEvent::Text(text) => sheets.text(&text),
            XmlEvent::End => sheets.end()?,
        }
    }
    Ok(())
}

/// The role of an open element.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Tag {
    Sheet,
    Visibility,
    Row,
    Cell,
    /// The value of a cell or a part of it.
    Data,
    Other,
}

/// A cell that is open.
#[derive(Debug, Default)]
struct Cell {
    /// How many columns it covers besides its own.
    merged: u32,
    style: Option<String>,
    /// The type of its value.
    kind: String,
    value: String,
}

struct Sheets<'w> {
    workbook: &'w mut Workbook,
    /// Number formats by style.
    formats: HashMap<String, NumberFormat>,
    /// The style that is being defined.
    style: String,
    /// The row, from 0.
    row: u32,
    row_style: Option<String>,
    /// The column, from 0.
    column: u32,
    cell: Option<Cell>,
    visibility: String,
    open: Vec<Tag>,
}

impl Sheets<'_> {
    fn start(&mut self, element: &Element<'_>) {
        let parent = self.open.last().copied();
        let tag = match element.name() {
            "Worksheet" => self.open_sheet(element),
            "Row" => self.open_row(element),
            "Cell" => self.open_cell(element),
            "Data" => {
                if let Some(cell) = &mut self.cell {
                    cell.kind = element.attribute("Type").unwrap_or_default().into_owned();
                }
                Tag::Data
            }
            "Visible" => Tag::Visibility,
            _ if parent == Some(Tag::Data) => Tag::Data,
            name => {
                self.define(name, element);
                Tag::Other
            }
        };
        self.open.push(tag);
    }

    /// Defines a style.
    fn define(&mut self, name: &str, element: &Element<'_>) {
        match name {
            "Style" => {
                self.style = element.id("ID").unwrap_or_default();
                let parent = element.id("Parent");
                let inherited = parent.and_then(|parent| self.formats.get(&parent).copied());
                self.formats
                    .extend(inherited.map(|format| (self.style.clone(), format)));
            }
            "NumberFormat" => {
                let format = number_format(&element.attribute("Format").unwrap_or_default());
                self.formats.insert(self.style.clone(), format);
            }
            _ => {}
        }
    }

    fn open_sheet(&mut self, element: &Element<'_>) -> Tag {
        self.workbook
            .begin_sheet(&element.attribute("Name").unwrap_or_default());
        self.row = 0;
        self.visibility.clear();
        Tag::Sheet
    }

    fn open_row(&mut self, element: &Element<'_>) -> Tag {
        self.row = index(element).unwrap_or(self.row);
        self.row_style = element.id("StyleID");
        self.column = 0;
        Tag::Row
    }

    fn open_cell(&mut self, element: &Element<'_>) -> Tag {
        self.column = index(element).unwrap_or(self.column);
        self.cell = Some(Cell {
            merged: element.number("MergeAcross").unwrap_or(0),
            style: element.id("StyleID").or_else(|| self.row_style.clone()),
            ..Cell::default()
        });
        Tag::Cell
    }

    fn text(&mut self, text: &str) {
        match (self.open.last(), &mut self.cell) {
            (Some(Tag::Data), Some(cell)) => cell.value.push_str(text),
            (Some(Tag::Visibility), _) => self.visibility.push_str(text),
            _ => {}
        }
    }

    fn end(&mut self) -> Result<(), Unread> {
        match self.open.pop() {
            Some(Tag::Cell) => self.close_cell()?,
            Some(Tag::Row) => self.row = self.row.saturating_add(1),
            Some(Tag::Sheet) if self.visibility.trim().ends_with("Hidden") => {
                self.workbook.hide_sheet();
            }
            _ => {}
        }
        Ok(())
    }

    fn close_cell(&mut self) -> Result<(), Unread> {
        let Some(cell) = self.cell.take() else {
            return Ok(());
        };
        let words = self.words(&cell);
        self.workbook.put(self.row, self.column, words)?;
        self.column = self.column.saturating_add(cell.merged).saturating_add(1);
        Ok(())
    }

    /// The words that a cell shows.
    fn words(&self, cell: &Cell) -> String {
        let value = cell.value.trim();
        let style = cell.style.as_ref();
        let format = style.and_then(|style| self.formats.get(style));
        match (cell.kind.as_str(), value.parse()) {
            ("Number", Ok(number)) => {
                let format = format.copied().unwrap_or(NumberFormat::General);
                format.show(number, false)
            }
            ("DateTime", _) => {
                let time = NO_DAY.iter().find_map(|day| value.strip_prefix(day));
                calendar::iso(time.unwrap_or(value))
            }
            ("Boolean", _) => if value == "0" { "FALSE" } else { "TRUE" }.to_string(),
            _ => cell.value.clone(),
        }
    }
}

/// The place that a row or cell states, from 0.
fn index(element: &Element<'_>) -> Option<u32> {
    element.number::<u32>("Index")?.checked_sub(1)
}

/// A number format, by its code or one of the names that stand for codes.
fn number_format(code: &str) -> NumberFormat {
    match code {
        "Percent" => NumberFormat::Percent(2),
        "Fixed" | "Standard" | "Currency" | "Euro Currency" => NumberFormat::Decimals(2),
        "Scientific" | "General Number" | "" => NumberFormat::General,
        name if name.ends_with("Date") || name.ends_with("Time") => NumberFormat::MOMENT,
        code => NumberFormat::of_code(code),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// A workbook with these styles and one sheet of these rows and options.
    fn workbook(styles: &str, rows: &str, options: &str) -> String {
        format!(
            "<Workbook xmlns:ss='urn:schemas-microsoft-com:office:spreadsheet'><Styles>{styles}</Styles>
            <Worksheet ss:Name='情况'><Table>{rows}</Table><WorksheetOptions>{options}</WorksheetOptions></Worksheet></Workbook>"
        )
    }

    fn read_text(text: &str) -> Result<String, Unread> {
        let mut workbook = Workbook::new(1 << 16);
        read("a workbook", text, &mut workbook)?;
        Ok(workbook.write(1 << 16)?.text)
    }

    #[test]
    fn values_are_shown_in_the_formats_of_their_styles() {
        let styles = "<Style ss:ID='p'><NumberFormat ss:Format='0.0%'/></Style><Style ss:ID='q' ss:Parent='p'><Font/></Style>
            <Style ss:ID='f'><NumberFormat ss:Format='Fixed'/></Style>";
        let cell = |style: &str, kind: &str, value: &str| {
            format!(
                "<Cell ss:StyleID='{style}'><Data ss:Type='{kind}'>{value}</Data><Comment><ss:Data>批注</ss:Data></Comment></Cell>"
            )
        };
        let cells = [
            cell("q", "Number", "0.985"),
            cell("f", "Number", "3"),
            cell("", "Number", "12"),
            cell("f", "DateTime", "2024-05-06T00:00:00.000"),
            cell("f", "DateTime", "1899-12-31T09:30:00.000"),
            cell("", "Boolean", "1"),
            cell("p", "String", "松<B>泽</B>县&amp;镇"),
        ];
        let rows = format!("<Row>{}</Row>", cells.concat());
        assert_eq!(
            read_text(&workbook(styles, &rows, "")).unwrap(),
            "| 98.5% | 3.00 | 12 | 2024-05-06 | 09:30:00 | TRUE | 松泽县&镇 |\n"
        );
    }

    #[test]
    fn rows_and_cells_stand_where_they_say() {
        let rows = "<Row ss:Index='3'><Cell ss:MergeAcross='1'><Data ss:Type='String'>甲</Data></Cell>
            <Cell><Data ss:Type='String'>乙</Data></Cell></Row><Row><Cell ss:Index='2'><Data ss:Type='String'>丙</Data></Cell>
            <Cell><Data ss:Type='String'>丁</Data></Cell></Row>";
        let mut workbook_of_rows = Workbook::new(1 << 16);
        read("a", &workbook("", rows, ""), &mut workbook_of_rows).unwrap();
        let extracted = workbook_of_rows.write(1 << 16).unwrap();
        assert_eq!(extracted.text, "| 甲 |  | 乙 |\n|  | 丙 | 丁 |\n");
        let numbers: Vec<u32> = extracted.locators.rows.iter().map(|row| row.1).collect();
        assert_eq!(numbers, [3, 4]);
    }

    #[test]
    fn hidden_sheets_are_left_out_and_damage_is_told() {
        let rows = "<Row><Cell><Data ss:Type='String'>甲</Data></Cell></Row>";
        let hidden = workbook("", rows, "<Visible>SheetHidden</Visible>");
        assert_eq!(read_text(&hidden).unwrap(), "");
        let shown = workbook("", rows, "");
        assert_eq!(read_text(&shown).unwrap(), "甲\n");
        let cut = &shown[..shown.len() - 20];
        assert!(matches!(read_text(cut), Err(Unread::Damaged(_))));
    }
}
