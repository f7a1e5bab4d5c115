//! The texts, concepts and paths that counting commands are given.

use std::io::{self, Read};
use std::path::{Path, PathBuf};

use anyhow::{anyhow, bail};
use quanwen::Schema;
use quanwen::api::Concept;
use quanwen::corpus::decode;
use quanwen::fold::Fold;
use quanwen::query::parse_concept;
use quanwen_messages::{Argument, text};

use crate::args::MoreTexts;
use crate::hint;
use crate::language::{Said, say};
use crate::output::note;

/// Maximum bytes of a concept file.
const MAX_CONCEPT: u64 = 1024 * 1024;

/// Splits arguments into texts and the paths after them. The first is a text unless there are `others`; those from the first
/// that names an existing file or folder on are paths.
pub(crate) fn texts_and_paths(
    arguments: &[String],
    others: bool,
) -> anyhow::Result<(Vec<String>, Vec<PathBuf>)> {
    let texts = usize::from(!others);
    let mut rest = arguments.iter().skip(texts);
    let paths = rest.position(|argument| Path::new(argument).exists());
    let split = paths.map_or(arguments.len(), |paths| texts + paths);
    let (texts, paths) = arguments.split_at(split);
    for argument in texts.iter().skip(usize::from(!others)) {
        if argument.contains(['/', '\\']) {
            bail!(hint::no_such_path(argument, hint::GIVE_TEXT_BY_OPTION).said());
        }
    }
    for path in paths {
        if !Path::new(path).exists() {
            bail!(hint::no_such_path(path, hint::TEXTS_FIRST).said());
        }
    }
    Ok((texts.to_vec(), paths.iter().map(PathBuf::from).collect()))
}

/// Refuses a path where a text should be: what is typed first is what to find. A folder may have the name of a text in Chinese, unless
/// what is typed after it is no path.
pub(crate) fn check_text(command: &str, text: &str, paths: &[PathBuf]) -> anyhow::Result<()> {
    let exists = || Path::new(text).exists();
    let is_name = || text.contains(['/', '\\', '.']) || !text.contains(hint::is_of_names);
    let is_path = || is_name() && exists();
    let is_swapped = || !paths.is_empty() && !paths.iter().any(|path| path.exists()) && exists();
    if (paths.is_empty() && is_path()) || is_swapped() {
        bail!(hint::text_before(command, text).said());
    }
    Ok(())
}

/// Refuses a second text where a path should be.
pub(crate) fn check_paths(paths: &[PathBuf]) -> anyhow::Result<()> {
    let is_text = |path: &&PathBuf| !path.exists() && hint::looks_like_text(path);
    match paths.iter().find(is_text) {
        Some(text) => bail!(hint::another_text(&text.to_string_lossy()).said()),
        None => Ok(()),
    }
}

/// Notes each folder that is searched although it may have been meant as a text: places are folders, and researchers count
/// them.
pub(crate) fn warn_of_places(paths: &[PathBuf]) {
    for path in paths {
        let name = path.to_string_lossy();
        if !name.is_empty() && name.chars().all(hint::is_of_names) {
            note(&say!(
                "{name} is a folder here: {hint}",
                name = name,
                hint = hint::FOLDER_AS_TEXT
            ));
        }
    }
}

/// The texts given by options.
pub(crate) fn texts_of(more: &MoreTexts) -> anyhow::Result<Vec<String>> {
    let mut texts = more.texts.clone();
    if let Some(file) = &more.file {
        texts.extend(texts_in_list(file)?);
    }
    Ok(texts)
}

/// Stands for the standard input where a file is named.
const STANDARD_INPUT: &str = "-";

/// The lines of a list of texts that are not blank, of which there is at least one. It may be in any encoding that reports are in.
fn texts_in_list(file: &Path) -> anyhow::Result<Vec<String>> {
    let (name, bytes) = if file == Path::new(STANDARD_INPUT) {
        let mut bytes = Vec::new();
        let read = io::stdin().lock().read_to_end(&mut bytes);
        (
            Argument::from(text!("of the standard input")),
            read.map(|_| bytes),
        )
    } else {
        (Argument::from(file), std::fs::read(file))
    };
    let unread = |error: &io::Error| {
        anyhow!(say!(
            "cannot read the list {name} ({error}): {hint}",
            name = name.clone(),
            error = error,
            hint = hint::LIST
        ))
    };
    let bytes = bytes.map_err(|error| unread(&error))?;
    let list = match String::from_utf8(bytes) {
        Ok(text) => text,
        Err(other) => decode(other.into_bytes())
            .map(|decoded| decoded.text)
            .ok_or_else(|| {
                anyhow!(say!(
                    "the list {name} is no text: {hint}",
                    name = name.clone(),
                    hint = hint::LIST
                ))
            })?,
    };
    let lines = list.trim_start_matches('\u{FEFF}').lines().map(str::trim);
    let texts: Vec<String> = lines
        .filter(|line| !line.is_empty())
        .map(String::from)
        .collect();
    if texts.is_empty() {
        bail!(say!(
            "the list {name} is empty: {hint}",
            name = name,
            hint = hint::LIST
        ));
    }
    Ok(texts)
}

/// The concept of a file.
pub(crate) fn concept_in(file: &Path) -> anyhow::Result<Concept> {
    let unread = |error: io::Error| {
        anyhow!(say!(
            "cannot read the concept {name} ({error}): {hint}",
            name = file,
            error = &error,
            hint = hint::CONCEPT_FILE
        ))
    };
    if std::fs::metadata(file).map_err(unread)?.len() > MAX_CONCEPT {
        bail!(say!(
            "{name} is larger than 1 MiB: {hint}",
            name = file,
            hint = hint::CONCEPT_FILE
        ));
    }
    let text = std::fs::read_to_string(file).map_err(unread)?;
    let fold = Fold::new(&Schema::embedded())?;
    Ok(parse_concept(file, &text, &fold)?)
}
