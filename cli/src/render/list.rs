//! The reports of an index, as a tree of places or in another order.

mod order;
mod tree;

use std::collections::BTreeSet;
use std::io::{self, Write};

use quanwen::api::{DocumentList, DocumentReference, Json, Rows};
use unicode_width::UnicodeWidthStr;

use super::Answer;
use super::columns::{cut_to, padded};
use super::coverage::{remarks, write_remarks};
use super::csv::Csv;
use super::lines::PLAIN;
use super::text::{FAINT, HEADER, Text, counted};
use super::tree::{Guide, guides};
use super::visible::one_line;
use super::years::span;
pub(crate) use order::Order;
use tree::{Node, nodes};

/// Columns between two columns of the table.
const GAP: usize = 2;
/// Columns of an id.
const ID_COLUMNS: usize = 12;
/// Columns that a title takes at least, or its path goes below it.
const MIN_TITLE: usize = 12;

/// The reports that were found, and the order to show them in.
pub(crate) struct Listing<'a> {
    pub list: &'a DocumentList,
    pub order: Order,
}

impl Answer for Listing<'_> {
    fn text(&self, text: &mut Text<impl Write>) -> anyhow::Result<()> {
        table(text, &self.list.documents, self.order)?;
        text.remark(&totals(&self.list.documents))?;
        Ok(write_remarks(text, &self.list.summary)?)
    }

    fn json(&self, json: &mut Json<impl Write>) -> anyhow::Result<()> {
        Ok(self.list.write_rows(json)?)
    }

    fn csv(&self, out: impl Write) -> anyhow::Result<()> {
        let mut csv = Csv::new(out, &[])?;
        for document in &self.list.documents {
            csv.document(document)?;
        }
        Ok(csv.finish()?)
    }

    fn csv_notes(&self) -> Vec<String> {
        remarks(&self.list.summary)
    }
}

/// Writes a tree of reports, each a row with title, path and id.
fn table(
    text: &mut Text<impl Write>,
    documents: &[DocumentReference],
    order: Order,
) -> io::Result<()> {
    let nodes = nodes(documents, order);
    let depths: Vec<usize> = nodes.iter().map(Node::depth).collect();
    let guides = guides(&depths);
    let widths = nodes.iter().zip(&guides).map(|(node, guide)| match node {
        Node::Group { .. } => 0,
        Node::Report { label, .. } => guide.first.width() + label.width(),
    });
    let tree_columns = widths.max().unwrap_or(0).max(order.labels().width());
    if !documents.is_empty() {
        heading(text, order.labels(), tree_columns)?;
    }
    for (node, guide) in nodes.iter().zip(&guides) {
        match node {
            Node::Group { name, reports, .. } => {
                let reports = counted(*reports as u64, "report");
                text.spans(&[
                    (FAINT, &guide.first),
                    (HEADER, name),
                    (FAINT, &format!("  {reports}")),
                ])?;
            }
            Node::Report { label, report, .. } => {
                let label = padded(label, tree_columns - guide.first.width());
                row(text, guide, &label, report)?;
            }
        }
    }
    Ok(())
}

/// Writes the names of the columns.
fn heading(text: &mut Text<impl Write>, labels: &str, tree_columns: usize) -> io::Result<()> {
    let right = format!("path  {}", padded("id", ID_COLUMNS));
    let room = text
        .columns()
        .saturating_sub(tree_columns + GAP + right.len());
    let left = padded(labels, tree_columns);
    let heading = format!("{left}  {}{right}", padded("title", room));
    text.spans(&[(FAINT, heading.trim_end())])
}

/// Writes a report: its label, as much of its title as fits, its path and its id. A path is never cut: one that leaves no
/// room for the title is in a line of its own.
fn row(
    text: &mut Text<impl Write>,
    guide: &Guide,
    label: &str,
    report: &DocumentReference,
) -> io::Result<()> {
    let title = one_line(report.title.as_deref().unwrap_or("(no title)"));
    let path = one_line(&report.path);
    let before = guide.first.width() + label.width() + GAP;
    let room = text.columns().saturating_sub(before + GAP + ID_COLUMNS);
    let beside = room.saturating_sub(path.width() + GAP);
    let fits = beside >= title.width().min(MIN_TITLE);
    let (title_room, shown_path) = if fits {
        (beside, format!("  {path}"))
    } else {
        (room, String::new())
    };
    text.spans(&[
        (FAINT, &guide.first),
        (PLAIN, &format!("{label}  ")),
        (PLAIN, &padded(&cut_to(&title, title_room), title_room)),
        (FAINT, &format!("{shown_path}  {}", report.id)),
    ])?;
    if fits {
        return Ok(());
    }
    let indent = text.columns().saturating_sub(path.width()).min(before);
    let rest = padded(&guide.rest, indent);
    text.spans(&[(FAINT, &rest), (FAINT, &path)])
}

/// How many reports there are, of which years and how many places, and how many lack a year or a place.
fn totals(documents: &[DocumentReference]) -> String {
    let years = || documents.iter().filter_map(|document| document.year);
    let years = years().min().zip(years().max());
    let places: BTreeSet<&[String]> = documents
        .iter()
        .map(|document| document.region.as_slice())
        .filter(|region| !region.is_empty())
        .collect();
    let unplaced = documents
        .iter()
        .filter(|document| document.region.is_empty());
    let undated = documents.iter().filter(|document| document.year.is_none());
    let parts = [
        Some(counted(documents.len() as u64, "report")),
        years.map(|(first, last)| span(first, last)),
        Some(counted(places.len() as u64, "place")),
        Some(format!("{} undated", undated.count())),
        Some(format!("{} unplaced", unplaced.count())),
    ];
    let parts: Vec<String> = parts.into_iter().flatten().collect();
    parts.join(" · ")
}
