//! `quanwen completions SHELL` and `quanwen man`

use std::io::{self, Write};
use std::path::Path;

use anyhow::Context;
use clap::{Command, CommandFactory};
use clap_mangen::Man;
use quanwen_messages::{Language, Text, text};

use crate::args::{Cli, completed, manual};
use crate::language::{Said, say};
use crate::outcome::Outcome;
use crate::output;

/// Begins the heading of a section of a page.
const SECTION: &str = ".SH ";

/// The headings that a page has in English.
const SECTIONS: [Text; 7] = [
    text!("NAME"),
    text!("SYNOPSIS"),
    text!("DESCRIPTION"),
    text!("OPTIONS"),
    text!("SUBCOMMANDS"),
    text!("EXTRA"),
    text!("VERSION"),
];

pub(crate) fn completions(shell: clap_complete::Shell) -> anyhow::Result<Outcome> {
    let mut script = Vec::new();
    let mut program = completed(Cli::command());
    clap_complete::generate(shell, &mut program, "quanwen", &mut script);
    let mut out = output::stdout();
    out.write_all(&script)?;
    out.flush()?;
    Ok(Outcome::Found)
}

pub(crate) fn pages(folder: Option<&Path>) -> anyhow::Result<Outcome> {
    if let Some(folder) = folder {
        let mut program = manual(Cli::command().disable_help_subcommand(true));
        program.build();
        write_pages(&program, folder).with_context(|| {
            say!(
                "cannot write manual pages to {path}: make the folder first",
                path = folder
            )
        })?;
    } else {
        let page = page(&Man::new(manual(Cli::command())))?;
        let mut out = output::stdout();
        out.write_all(page.as_bytes())?;
        out.flush()?;
    }
    Ok(Outcome::Found)
}

/// Writes the page of a command and of each of its subcommands.
fn write_pages(command: &Command, folder: &Path) -> io::Result<()> {
    for subcommand in command.get_subcommands() {
        write_pages(subcommand, folder)?;
    }
    let man = Man::new(command.clone());
    std::fs::write(folder.join(man.get_filename()), page(&man)?)
}

/// A page, with its headings in the language of this run.
fn page(man: &Man) -> io::Result<String> {
    let mut page = Vec::new();
    man.render(&mut page)?;
    let page = String::from_utf8(page).map_err(io::Error::other)?;
    let lines = page.split_inclusive('\n');
    Ok(lines
        .map(|line| titled(line).unwrap_or_else(|| line.to_string()))
        .collect())
}

fn titled(line: &str) -> Option<String> {
    let english = line.strip_prefix(SECTION)?.trim_end();
    let is_english = |section: &&Text| section.in_language(Language::English) == english;
    let section = SECTIONS.iter().find(is_english)?;
    Some(format!("{SECTION}{}\n", section.said()))
}
