//! The files that a question covers, and how many of its mentions stand in each.

use std::collections::BTreeMap;

use crate::api::{
    CorpusFile, CorpusFiles, FilesRequest, MentionRequest, RecordedFile, Study, StudyRequest,
};
use crate::corpus::INSIDE;
use crate::error::Result;

/// The files of the reports that a request covers, by path.
pub(super) fn covered(engine: &dyn Study, request: &StudyRequest) -> Result<CorpusFiles> {
    let mut files = BTreeMap::new();
    let mut covered = CorpusFiles::default();
    for filter in request.filters() {
        let part = engine.files(&FilesRequest::new(filter.clone()))?;
        covered.rules = part.rules;
        files.extend(part.files.into_iter().map(|file| (file.path.clone(), file)));
    }
    covered.files = files.into_values().collect();
    Ok(covered)
}

/// Files with the mentions of the request's texts in each.
pub(super) fn recorded(
    engine: &dyn Study,
    request: &StudyRequest,
    files: Vec<CorpusFile>,
) -> Result<Vec<RecordedFile>> {
    let counted = counted(request);
    let mut mentions: BTreeMap<&str, u64> =
        files.iter().map(|file| (file.path.as_str(), 0)).collect();
    for request in &counted {
        for row in engine.mentions_by_document(request)?.documents {
            if let Some(count) = file_of(&row.document.path, |path| mentions.contains_key(path))
                .and_then(|file| mentions.get_mut(file))
            {
                *count += row.mentions;
            }
        }
    }
    let has_texts = !counted.is_empty();
    let mentions: Vec<u64> = mentions.into_values().collect();
    let each = files.into_iter().zip(mentions);
    Ok(each
        .map(|(file, mentions)| RecordedFile {
            file,
            mentions: has_texts.then_some(mentions),
        })
        .collect())
}

/// What a request counts: its texts, each once, and its concepts.
fn counted(request: &StudyRequest) -> Vec<MentionRequest> {
    match request {
        StudyRequest::Mentions(request) => vec![request.clone().limit(None)],
        // Which places are balanced, only the trend tells.
        StudyRequest::Trend(request) if request.balanced => Vec::new(),
        StudyRequest::Trend(request) => {
            let texts = MentionRequest::of_texts(&request.texts);
            let texts = (!request.texts.is_empty()).then_some(texts);
            let concepts = request.concepts.iter().cloned();
            let all = texts
                .into_iter()
                .chain(concepts.map(MentionRequest::of_concept));
            all.map(|each| each.strict(request.strict).filter(request.filter.clone()))
                .collect()
        }
        StudyRequest::Collocates(request) => {
            vec![MentionRequest::new(&request.text).filter(request.filter.clone())]
        }
        StudyRequest::Dispersion(request) => {
            vec![MentionRequest::new(&request.text).filter(request.filter.clone())]
        }
        StudyRequest::Keywords(_) => Vec::new(),
    }
}

/// The file of a report, which may be one of several in it.
fn file_of(report: &str, is_file: impl Fn(&str) -> bool) -> Option<&str> {
    let ends = report.rmatch_indices(INSIDE).map(|(end, _)| end);
    let files = ends.map(|end| &report[..end]);
    [report].into_iter().chain(files).find(|path| is_file(path))
}
