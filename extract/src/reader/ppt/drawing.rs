//! The drawing of a slide: its shapes in the order in which they are drawn, which is the reading order
//! ([MS-PPT] 2.5.13, [MS-ODRAW] 2.2.13).
//!
//! Owns groups and tables. Invariant: groups take no recursion, and a text is read once.

use super::records::{DRAWING_CONTAINER, GROUP, Record, Records, SHAPE};
use super::shape::Shape;
use super::text::Text;
use crate::reader::build::slide::Line;

/// Columns up to which the cells of a table keep their columns (`PowerPoint` allows 25).
const MAX_COLUMNS: usize = 63;
/// Maximum depth of groups in groups; the shapes of deeper ones are not read.
const MAX_GROUPS: usize = 1000;

/// The text of a drawing.
#[derive(Debug, Default)]
pub(super) struct Drawing {
    pub shown: Vec<Line>,
    /// What is left out by default: footers, dates, slide numbers, hidden shapes.
    pub left_out: Vec<Line>,
    /// Whether a record ends before it should.
    pub is_damaged: bool,
}

/// A group whose records are being read.
struct Group<'b> {
    records: Records<'b>,
    is_hidden: bool,
    /// The cells, if the group is a table.
    table: Option<Vec<Cell>>,
}

/// A cell: its top and left edges, and its paragraphs.
type Cell = ((i32, i32), String);

impl Drawing {
    /// Reads the record of a drawing. Placeholders have their texts in the outline of the slide; those that none refers to
    /// are added at the end.
    pub(super) fn read(&mut self, record: Record<'_>, outline: &[Text]) {
        let mut unused: Vec<Option<&Text>> = outline.iter().map(Some).collect();
        let mut open = vec![Group::new(record, false)];
        while let Some(mut group) = open.pop() {
            let Some(record) = group.records.next() else {
                self.add_rows(group.table.unwrap_or_default(), group.is_hidden);
                continue;
            };
            self.is_damaged |= record.is_cut;
            let mut inner = None;
            match record.kind {
                DRAWING_CONTAINER | GROUP if open.len() < MAX_GROUPS => {
                    inner = Some(Group::new(record, group.is_hidden));
                }
                DRAWING_CONTAINER | GROUP => self.is_damaged = true,
                SHAPE => {
                    let shape = Shape::read(record);
                    let text = shape
                        .outline
                        .and_then(|index| unused.get_mut(index)?.take());
                    self.add_shape(&mut group, &shape, text);
                }
                _ => {}
            }
            open.push(group);
            open.extend(inner);
        }
        self.add_texts(unused.into_iter().flatten());
    }

    /// Adds texts that have no shape.
    pub(super) fn add_texts<'t>(&mut self, texts: impl IntoIterator<Item = &'t Text>) {
        let lines = texts.into_iter().map(|text| text.line(text.is_title()));
        self.shown.extend(lines);
    }

    /// Adds a shape with its text in the outline.
    fn add_shape(&mut self, group: &mut Group<'_>, shape: &Shape, outline: Option<&Text>) {
        if shape.is_group() {
            group.is_hidden |= shape.is_hidden;
            if shape.is_table {
                group.table.get_or_insert_default();
            }
            return;
        }
        let texts = || outline.into_iter().chain(&shape.texts);
        match &mut group.table {
            Some(cells) if shape.has_text_box => {
                let paragraphs: Vec<String> = texts().map(Text::words).collect();
                cells.push((shape.edges, paragraphs.join("\n")));
            }
            _ if shape.is_deleted() => {}
            _ => {
                let lines = texts().map(|text| text.line(shape.is_title() || text.is_title()));
                let artistic = Line::Paragraph(shape.artistic_text());
                let is_left_out = shape.is_furniture() || shape.is_hidden || group.is_hidden;
                self.list(is_left_out).extend(lines.chain([artistic]));
            }
        }
    }

    /// Adds the rows of a table, whose cells are known by their edges.
    fn add_rows(&mut self, mut cells: Vec<Cell>, is_hidden: bool) {
        let mut columns: Vec<i32> = cells.iter().map(|((_, left), _)| *left).collect();
        columns.sort_unstable();
        columns.dedup();
        if columns.len() > MAX_COLUMNS {
            columns.clear();
        }
        cells.sort_by_key(|(edges, _)| *edges);
        let rows = cells.chunk_by(|(one, _), (other, _)| one.0 == other.0);
        let rows = rows.map(|cells| Line::Row(row(cells, &columns)));
        self.list(is_hidden).extend(rows);
    }

    fn list(&mut self, is_left_out: bool) -> &mut Vec<Line> {
        if is_left_out {
            &mut self.left_out
        } else {
            &mut self.shown
        }
    }
}

impl<'b> Group<'b> {
    fn new(record: Record<'b>, is_hidden: bool) -> Self {
        Self {
            records: record.children(),
            is_hidden,
            table: None,
        }
    }
}

/// The cells of a row, each in its column; without columns, one after the other.
fn row(cells: &[Cell], columns: &[i32]) -> Vec<String> {
    let mut row = vec![String::new(); columns.len()];
    for ((_, left), words) in cells {
        let column = columns.binary_search(left).ok();
        match column.and_then(|index| row.get_mut(index)) {
            Some(cell) => cell.push_str(words),
            None => row.push(words.clone()),
        }
    }
    row
}
