//! `quanwen completions SHELL` and `quanwen man`

use std::io::Write;
use std::path::Path;

use anyhow::Context;
use clap::CommandFactory;

use crate::args::Cli;
use crate::outcome::Outcome;
use crate::output;

pub(crate) fn completions(shell: clap_complete::Shell) -> anyhow::Result<Outcome> {
    let mut script = Vec::new();
    clap_complete::generate(shell, &mut Cli::command(), "quanwen", &mut script);
    let mut out = output::stdout();
    out.write_all(&script)?;
    out.flush()?;
    Ok(Outcome::Found)
}

pub(crate) fn pages(folder: Option<&Path>) -> anyhow::Result<Outcome> {
    if let Some(folder) = folder {
        let written = clap_mangen::generate_to(Cli::command(), folder);
        written.with_context(|| {
            format!(
                "cannot write manual pages to {}: make the folder first",
                folder.display()
            )
        })?;
    } else {
        let mut page = Vec::new();
        clap_mangen::Man::new(Cli::command()).render(&mut page)?;
        let mut out = output::stdout();
        out.write_all(&page)?;
        out.flush()?;
    }
    Ok(Outcome::Found)
}
