//! What was indexed on a cluster.

use std::io::Write;
use std::time::Instant;

use quanwen::api::{IndexUpdate, Json, Rows};

use super::{Answer, Text};
use crate::hint;

/// What was indexed on a cluster, and when the command started.
pub(crate) struct ClusterUpdate {
    pub update: IndexUpdate,
    pub start: Instant,
}

impl Answer for ClusterUpdate {
    fn text(&self, text: &mut Text<impl Write>) -> anyhow::Result<()> {
        let summary = &self.update.summary;
        let seconds = self.start.elapsed().as_secs_f64();
        text.line(&format!(
            "{} added, {} skipped · {:.1} MB read · {seconds:.1} s",
            summary.added,
            summary.skipped,
            summary.text_bytes as f64 / 1e6,
        ))?;
        text.line(&format!("corpus: {}", summary.index))?;
        for skipped in hint::skipped(&self.update.skipped) {
            text.line(&format!("skipped  {}: {}", skipped.path, skipped.reason))?;
        }
        Ok(())
    }

    fn json(&self, json: &mut Json<impl Write>) -> anyhow::Result<()> {
        let mut update = self.update.clone();
        update.skipped = hint::skipped(&update.skipped);
        Ok(update.write_rows(json)?)
    }
}
