//! Records a question with its answer and the files that it was read from, and asks it again.
//!
//! `answer` asks an engine and hashes what it says, `files` names what it was read from, `comparison` tells two records apart.
//! Works with any engine: must not know how an answer is found. **Invariant.** A record has no time, place or setting of the
//! machine in it except when it was made: the same request over the same files by the same rules gives the same result.

mod answer;
mod comparison;
mod files;

use std::collections::HashSet;

use crate::api::{FilesRequest, Replay, Study, StudyRecord, StudyRequest, Timestamp};
use crate::error::{Error, Result};
use answer::Answered;
use files::{covered, recorded};

/// Asks a question and records it with its answer.
///
/// ```
/// # use quanwen::api::TrendRequest;
/// # use quanwen::{Corpus, IndexFolder, IndexOptions, Searcher};
/// # let reports = tempfile::tempdir().unwrap();
/// # std::fs::write(reports.path().join("2021.txt"), "松泽县2021年法治政府建设年度报告\n一、行政复议\n办理行政复议案件12件。\n").unwrap();
/// # let corpus = Corpus::at(reports.path())?;
/// # let folder = IndexFolder::for_corpus(&corpus)?;
/// # quanwen::index(&corpus, &folder, &IndexOptions::default(), &())?;
/// let searcher = Searcher::open(&folder)?;
/// let record = quanwen::record(&searcher, &TrendRequest::new(["行政复议"]).into())?;
/// assert!(quanwen::replay(&searcher, &record)?.summary.same);
/// # Ok::<(), quanwen::Error>(())
/// ```
///
/// # Errors
/// Those of the request; [`Error::Unsupported`] by an engine without files.
pub fn record(engine: &dyn Study, request: &StudyRequest) -> Result<StudyRecord> {
    let answer = Answered::by(engine, request)?;
    let covered = covered(engine, request)?;
    Ok(StudyRecord {
        recorded: Timestamp::now(),
        request: answer::recorded_request(request),
        rules: covered.rules,
        result: answer.hash,
        summary: answer.summary,
        rows: answer.rows,
        files: recorded(engine, request, covered.files)?,
        ..StudyRecord::default()
    })
}

/// Asks a recorded question again, and says what differs and which files and rules made it differ.
///
/// # Errors
/// As [`record()`]; [`Error::OtherCorpus`] if the corpus has none of the recorded files.
pub fn replay(engine: &dyn Study, before: &StudyRecord) -> Result<Replay> {
    let all = engine.files(&FilesRequest::default())?.files;
    let paths: HashSet<&str> = all.iter().map(|file| file.path.as_str()).collect();
    let mut recorded = before.files.iter();
    if !before.files.is_empty() && !recorded.any(|known| paths.contains(known.file.path.as_str())) {
        let files = before.files.len();
        return Err(Error::OtherCorpus { files });
    }
    let after = record(engine, &before.request)?;
    Ok(comparison::compared(before, &after))
}
