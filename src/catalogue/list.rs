//! The reports of an index.

use crate::api::{Coverage, DocumentList, DocumentReference, Filter};
use crate::error::Result;
use crate::index::DocumentAddress;
use crate::matching::{Matcher, sections_taken};

/// The reports that match a filter; with a heading or a part, those that have such a section.
pub(crate) fn list(matcher: Matcher, filter: &Filter) -> Result<DocumentList> {
    let selection = matcher.select(filter)?;
    let mut documents = selection.documents(matcher.snapshot);
    if !filter.takes_every_section() {
        documents = with_sections(matcher, documents, filter)?;
    }
    let mut keys = matcher.columns().keys(&documents)?;
    keys.sort();
    let documents: Vec<DocumentReference> = keys.iter().map(DocumentReference::from).collect();
    let summary = Coverage {
        documents: documents.len() as u64,
        ..matcher.coverage(&selection)
    };
    Ok(DocumentList { documents, summary })
}

/// The reports with one of the filter's sections.
fn with_sections(
    matcher: Matcher,
    documents: Vec<DocumentAddress>,
    filter: &Filter,
) -> Result<Vec<DocumentAddress>> {
    let mut taken = Vec::new();
    for address in documents {
        let document = matcher.snapshot.stored(address)?.document;
        if sections_taken(&document, filter, matcher.fold).contains(&true) {
            taken.push(address);
        }
    }
    Ok(taken)
}
