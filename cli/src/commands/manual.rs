//! `quanwen completions SHELL` and `quanwen man`

use std::io::{self, Write};
use std::path::Path;

use anyhow::Context;
use clap::{Command, CommandFactory};
use clap_mangen::Man;
use quanwen_messages::{Language, Text, text};

use crate::args::{Cli, completed, manual};
use crate::language::{Said, language, say};
use crate::outcome::Outcome;
use crate::output;

/// Begins the first request of a page.
const TITLE: &str = ".TH ";
/// How Chinese is set: without gaps between words, with lines that break between characters as groff knows them, and
/// without hyphens in what is typed.
const TYPESETTING: &str = ".ad l\n.nh\n.if \\n(.g .mso zh.tmac\n";
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
        let page = page(manual(Cli::command()))?;
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
    let name = Man::new(command.clone()).get_filename();
    std::fs::write(folder.join(name), page(command.clone())?)
}

/// The page of a command in the language of this run.
fn page(command: Command) -> io::Result<String> {
    match language() {
        Language::English => rendered(&Man::new(command)),
        Language::Chinese => {
            let page = rendered(&Man::new(command))?;
            Ok(page.split_inclusive('\n').map(in_chinese).collect())
        }
    }
}

fn rendered(man: &Man) -> io::Result<String> {
    let mut page = Vec::new();
    man.render(&mut page)?;
    String::from_utf8(page).map_err(io::Error::other)
}

/// A line of a page with what `clap_mangen` writes in English in Chinese.
fn in_chinese(line: &str) -> String {
    if let Some(title) = line.strip_prefix(TITLE) {
        let name: Vec<&str> = title.split(' ').take(2).collect();
        let (name, version) = (name.join(" "), env!("CARGO_PKG_VERSION"));
        let manual = text!("General Commands Manual").said();
        return format!("{TITLE}{name} \"\" \"quanwen {version}\" {manual}\n{TYPESETTING}");
    }
    let english = line.strip_prefix(SECTION).unwrap_or_default().trim_end();
    let is_english = |section: &&Text| section.in_language(Language::English) == english;
    match SECTIONS.iter().find(is_english) {
        Some(section) => format!("{SECTION}{}\n", section.said()),
        None => line.to_string(),
    }
}
