//! The reports of an index, as a tree of places or in another order.

mod order;
mod tree;

use std::collections::BTreeSet;
use std::io::{self, Write};

use quanwen::api::{DocumentList, DocumentReference, Json, Rows};
use quanwen_export::DocumentTable;
use quanwen_messages::counted;
use unicode_width::UnicodeWidthStr;

use super::Answer;
use super::columns::padded;
use super::coverage::{remarks, write_remarks};
use super::lines::PLAIN;
use super::text::{FAINT, HEADER, Text};
use super::tree::{Guide, guides};
use super::visible::one_line;
use super::years::span;
use crate::language::{Said, say};
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
        Ok(self.closing(text)?)
    }

    fn json(&self, json: &mut Json<impl Write>) -> anyhow::Result<()> {
        Ok(self.list.write_rows(json)?)
    }

    fn table(&self) -> Option<Box<dyn quanwen_export::Table + '_>> {
        Some(Box::new(DocumentTable::new(self.list)))
    }

    fn closing(&self, text: &mut Text<impl Write>) -> io::Result<()> {
        text.paragraph(&totals(&self.list.documents), 0, FAINT)?;
        write_remarks(text, &self.list.summary)
    }

    fn table_notes(&self) -> Vec<String> {
        remarks(&self.list.summary)
    }
}

/// The widths of a table of reports.
struct Table {
    /// The tree and the labels of the reports.
    tree: usize,
    /// The whole table.
    all: usize,
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
    let labels = order.labels();
    let table = Table::of(&nodes, &guides, &labels, text.columns());
    if !documents.is_empty() {
        table.heading(text, &labels)?;
    }
    for (node, guide) in nodes.iter().zip(&guides) {
        match node {
            Node::Group { name, reports, .. } => {
                let reports = counted!(*reports, "{n} report", "{n} reports").said();
                text.spans(&[
                    (FAINT, &guide.first),
                    (HEADER, name),
                    (FAINT, &format!("  {reports}")),
                ])?;
            }
            Node::Report { label, report, .. } => table.row(text, guide, label, report)?,
        }
    }
    Ok(())
}

impl Table {
    /// As wide as its widest row, up to `columns`.
    fn of(nodes: &[Node], guides: &[Guide], labels: &str, columns: usize) -> Self {
        let reports = || {
            nodes
                .iter()
                .zip(guides)
                .filter_map(|(node, guide)| match node {
                    Node::Group { .. } => None,
                    Node::Report { label, report, .. } => Some((guide, label, report)),
                })
        };
        let trees = reports().map(|(guide, label, _)| guide.first.width() + label.width());
        let tree = trees.max().unwrap_or(0).max(labels.width());
        let titles_and_paths = reports()
            .map(|(_, _, report)| title(report).width() + GAP + one_line(&report.path).width());
        let others = tree + GAP + GAP + ID_COLUMNS;
        let all = others + titles_and_paths.max().unwrap_or(0);
        Self {
            tree,
            all: all.min(columns),
        }
    }

    /// Writes the names of the columns.
    fn heading(&self, text: &mut Text<impl Write>, labels: &str) -> io::Result<()> {
        let right = format!("{}  {}", say!("path"), padded("id", ID_COLUMNS));
        let room = self.all.saturating_sub(self.tree + GAP + right.width());
        let left = padded(labels, self.tree);
        let heading = format!("{left}  {}{right}", padded(say!("title"), room));
        text.spans(&[(FAINT, heading.trim_end())])
    }

    /// Writes a report: its label, as much of its title as fits, its path and its id. A path is never cut: one that leaves
    /// no room for the title is in a line of its own. In a file or for a program, a report is a line with all of it.
    fn row(
        &self,
        text: &mut Text<impl Write>,
        guide: &Guide,
        label: &str,
        report: &DocumentReference,
    ) -> io::Result<()> {
        let title = title(report);
        let path = one_line(&report.path);
        let room = self.all.saturating_sub(self.tree + GAP + GAP + ID_COLUMNS);
        let beside = room.saturating_sub(path.width() + GAP);
        let fits = !text.shortens() || beside >= title.width().min(MIN_TITLE);
        let (room, shown_path) = if fits {
            (beside, format!("  {path}"))
        } else {
            (room, String::new())
        };
        let label = padded(label, self.tree - guide.first.width());
        text.spans(&[
            (FAINT, &guide.first),
            (
                PLAIN,
                &format!("{label}  {}", padded(&text.fitted(&title, room), room)),
            ),
            (FAINT, &format!("{shown_path}  {}", report.id)),
        ])?;
        if fits {
            return Ok(());
        }
        let indent = self.all.saturating_sub(path.width());
        let indent = indent.min(self.tree + GAP);
        text.spans(&[(FAINT, &padded(&guide.rest, indent)), (FAINT, &path)])
    }
}

fn title(report: &DocumentReference) -> String {
    one_line(report.title.as_deref().unwrap_or(say!("(no title)")))
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
        Some(counted!(documents.len(), "{n} report", "{n} reports").said()),
        years.map(|(first, last)| span(first, last)),
        Some(counted!(places.len(), "{n} place", "{n} places").said()),
        Some(say!("{n} undated", n = undated.count())),
        Some(say!("{n} unplaced", n = unplaced.count())),
    ];
    let parts: Vec<String> = parts.into_iter().flatten().collect();
    parts.join(" · ")
}
