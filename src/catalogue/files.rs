//! The files that reports were read from.

use std::collections::HashSet;

use crate::api::{CorpusFile, CorpusFiles, Filter, IndexRules};
use crate::error::Result;
use crate::matching::Matcher;
use crate::schema::Schema;

/// The files of the reports that a filter takes, whatever it says of their sections.
pub(crate) fn files(matcher: Matcher, schema: &Schema, filter: &Filter) -> Result<CorpusFiles> {
    let snapshot = matcher.snapshot;
    let manifest = snapshot.manifest()?;
    let selection = matcher.select(filter)?;
    let keys = matcher.columns().keys(&selection.documents(snapshot))?;
    let reports: HashSet<&str> = keys.iter().map(|key| key.path.as_str()).collect();
    let is_taken = |path: &String| reports.contains(path.as_str());
    let files = manifest.files.iter();
    let taken = files.filter(|(path, entry)| entry.documents(path).iter().any(is_taken));
    let files = taken.map(|(path, entry)| CorpusFile {
        path: path.clone(),
        hash: hexadecimal(entry.hash),
        correction: (entry.correction != 0).then(|| hexadecimal(entry.correction)),
    });
    Ok(CorpusFiles {
        files: files.collect(),
        rules: IndexRules {
            exact_stamp: snapshot.commit.exact_stamp.clone(),
            word_stamp: snapshot.commit.word_stamp.clone(),
            dictionary: schema.word_stamp(),
            places: matcher.columns().places_stamp()?,
            everything: manifest.everything,
        },
    })
}

fn hexadecimal(hash: u64) -> String {
    format!("{hash:016x}")
}
