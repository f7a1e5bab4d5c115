//! The text after a section, where what begins in the section may end.

use quanwen::Result;
use quanwen::backend::{FetchedSection, PARAGRAPH_END, figure};
use quanwen::query::{Constraint, Leaf};

use crate::client::take;
use crate::corpus::OpenSearch;
use crate::fetched::stored_section;
use crate::figures::is_longer_figure;
use crate::stored::{fetch_documents, section_id};
use crate::tokens::{OVERHANG, is_longer};

/// Sections that are fetched in one request.
const BATCH: usize = 1000;

/// Whether something that a constraint looks for may end after what a section borrows of the next one.
pub(crate) fn runs_further(constraint: &Constraint) -> bool {
    match constraint {
        Constraint::Leaf { leaf, .. } => match leaf {
            Leaf::Text(text) => text.readings.iter().any(|text| is_longer(text)),
            Leaf::Figure(figure) => is_longer_figure(&figure::spellings(figure)),
            Leaf::Scan { longest, .. } => {
                longest.is_none_or(|longest| longest as usize > OVERHANG + 1)
            }
            // Distances and units end with the section.
            Leaf::Near { .. } | Leaf::Together { .. } | Leaf::Field(_) => false,
        },
        Constraint::All(parts) | Constraint::Any(parts) => parts.iter().any(runs_further),
        Constraint::Not(part) => runs_further(part),
    }
}

/// Gives the sections whose last paragraph goes on after what they borrow all of that paragraph.
pub(crate) fn complete(engine: &OpenSearch, sections: &mut [FetchedSection]) -> Result<()> {
    let goes_on = |section: &&mut FetchedSection| section.following.chars().count() == OVERHANG;
    let mut open: Vec<(&mut FetchedSection, usize)> = sections
        .iter_mut()
        .filter(goes_on)
        .map(|section| {
            section.following.clear();
            let next = section.key.section as usize + 1;
            (section, next)
        })
        .collect();
    while !open.is_empty() {
        let mut left = Vec::new();
        while !open.is_empty() {
            let batch = open.split_off(open.len().saturating_sub(BATCH));
            left.extend(lengthened(engine, batch)?);
        }
        open = left;
    }
    Ok(())
}

/// Adds to what follows some sections that of the next one, and returns those whose paragraph does not end there.
fn lengthened<'s>(
    engine: &OpenSearch,
    open: Vec<(&'s mut FetchedSection, usize)>,
) -> Result<Vec<(&'s mut FetchedSection, usize)>> {
    let ids: Vec<String> = open
        .iter()
        .map(|(section, next)| section_id(&section.key.report.id, *next))
        .collect();
    let found = fetch_documents(&engine.client, &ids)?;
    let mut left = Vec::new();
    for ((section, next), found) in open.into_iter().zip(found) {
        let Some(mut found) = found else {
            // What was borrowed is of a section that must be there.
            if section.following.is_empty() {
                return Err(engine.client.lost());
            }
            continue;
        };
        let text = stored_section(engine, take(&mut found, "/section"))?.text(&engine.rules);
        if let Some((end, _)) = text.split_once(PARAGRAPH_END) {
            section.following.push_str(end);
        } else {
            section.following.push_str(&text);
            left.push((section, next + 1));
        }
    }
    Ok(left)
}
