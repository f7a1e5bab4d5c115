//! Writes the record of a question, if one is asked for.

use std::io::Write;

use anyhow::bail;
use quanwen::api::{Study, StudyRequest};
use quanwen_messages::{counted, message};

use crate::language::say;
use crate::output::{is_closed_pipe, note};
use crate::output_file::OutputFile;

/// Maximum bytes of a record.
pub(crate) const MAX_RECORD: u64 = 256 * 1024 * 1024;

/// The file that a question is recorded in, if any.
#[derive(Debug)]
pub(crate) struct Recorder {
    file: Option<OutputFile>,
}

impl Recorder {
    /// Records in a file, or not at all.
    pub(crate) fn new(file: Option<OutputFile>) -> Self {
        Self { file }
    }

    /// Asks a question again for its record, prints its answer, and gives the record its name once that is printed: none is without
    /// its answer.
    pub(crate) fn record(
        self,
        engine: &dyn Study,
        request: &(impl Into<StudyRequest> + Clone),
        print: impl FnOnce() -> anyhow::Result<()>,
    ) -> anyhow::Result<()> {
        let Some(mut file) = self.file else {
            return print();
        };
        let record = quanwen::record(engine, &request.clone().into())?;
        let text = record.to_string();
        if text.len() as u64 > MAX_RECORD {
            bail!(message!(
                "the record has more than 256 MiB: ask for less, or of fewer reports"
            ));
        }
        file.write_all(text.as_bytes())?;
        let printed = print();
        // Whoever closes the pipe has read enough.
        if printed.as_ref().is_ok() || printed.as_ref().is_err_and(is_closed_pipe) {
            let name = file.name().display().to_string();
            file.finish()?;
            note(&say!(
                "recorded the answer from {files} in {name}",
                files = counted!(record.files.len(), "{n} file", "{n} files"),
                name = name
            ));
        }
        printed
    }
}
