//! Writes the record of a question, if one is asked for.

use std::io::Write;

use quanwen::api::{Study, StudyRequest};

use crate::output::note;
use crate::output_file::OutputFile;
use crate::render::counted;

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

    /// Asks a question and writes its record.
    pub(crate) fn record(
        self,
        engine: &dyn Study,
        request: &(impl Into<StudyRequest> + Clone),
    ) -> anyhow::Result<()> {
        let Some(mut file) = self.file else {
            return Ok(());
        };
        let record = quanwen::record(engine, &request.clone().into())?;
        write!(file, "{record}")?;
        let name = file.name().display().to_string();
        file.finish()?;
        let files = counted(record.files.len() as u64, "file");
        note(&format!("recorded the answer from {files} in {name}"));
        Ok(())
    }
}
