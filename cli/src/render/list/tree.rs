//! Reports below their places, or below their years.

use quanwen::api::DocumentReference;

use super::super::visible::one_line;
use super::order::Order;
use crate::language::say;

/// A line of the list.
#[derive(Debug, PartialEq, Eq)]
pub(super) enum Node<'a> {
    /// A place or a year, and how many reports are below it.
    Group {
        depth: usize,
        name: String,
        reports: usize,
    },
    /// A report, and what the groups above do not say of it.
    Report {
        depth: usize,
        label: String,
        report: &'a DocumentReference,
    },
}

impl Node<'_> {
    pub(super) fn depth(&self) -> usize {
        match self {
            Self::Group { depth, .. } | Self::Report { depth, .. } => *depth,
        }
    }
}

/// The lines of reports that are in an order.
pub(super) fn nodes(documents: &[DocumentReference], order: Order) -> Vec<Node<'_>> {
    let mut nodes = Vec::new();
    match order {
        Order::Region => {
            for province in documents.chunk_by(|a, b| a.region.first() == b.region.first()) {
                place(&mut nodes, province, 0, 0);
            }
        }
        Order::Year => {
            for reports in documents.chunk_by(|a, b| a.year == b.year) {
                year(&mut nodes, reports);
            }
        }
        Order::Path | Order::Title => {
            let label = |report| format!("{:<4}  {}", year_label(report), place_label(report));
            nodes.extend(
                documents
                    .iter()
                    .map(|report| leaf(0, label(report), report)),
            );
        }
    }
    nodes
}

/// Adds the place that all of the reports are in or below, after the first `above` parts of its name, its own reports, and
/// the places below it.
fn place<'a>(
    nodes: &mut Vec<Node<'a>>,
    reports: &'a [DocumentReference],
    above: usize,
    depth: usize,
) {
    let [first, ..] = reports else { return };
    // Places are in order: what the first and the last share is shared by all.
    let last = reports.last().unwrap_or(first);
    let shared = first.region.iter().zip(&last.region);
    let shared = shared.take_while(|(a, b)| a == b).count();
    let name = first.region[above..shared].join(" › ");
    nodes.push(Node::Group {
        depth,
        name: if name.is_empty() {
            say!("(no place)").to_string()
        } else {
            one_line(&name)
        },
        reports: reports.len(),
    });
    let own = reports.partition_point(|report| report.region.len() == shared);
    let (own, below) = reports.split_at(own);
    nodes.extend(
        own.iter()
            .map(|report| leaf(depth + 1, year_label(report), report)),
    );
    for part in below.chunk_by(|a, b| a.region.get(shared) == b.region.get(shared)) {
        place(nodes, part, shared, depth + 1);
    }
}

fn year<'a>(nodes: &mut Vec<Node<'a>>, reports: &'a [DocumentReference]) {
    let Some(first) = reports.first() else { return };
    nodes.push(Node::Group {
        depth: 0,
        name: first
            .year
            .map_or_else(|| say!("(no year)").to_string(), |year| year.to_string()),
        reports: reports.len(),
    });
    nodes.extend(
        reports
            .iter()
            .map(|report| leaf(1, place_label(report), report)),
    );
}

fn leaf(depth: usize, label: String, report: &DocumentReference) -> Node<'_> {
    Node::Report {
        depth,
        label,
        report,
    }
}

fn year_label(report: &DocumentReference) -> String {
    report
        .year
        .map_or_else(|| "–".to_string(), |year| year.to_string())
}

/// The place of a report and the one above it, which is short and tells most places of one name apart.
fn place_label(report: &DocumentReference) -> String {
    let above = report.region.len().saturating_sub(2);
    one_line(&report.region[above..].join(" › "))
}
