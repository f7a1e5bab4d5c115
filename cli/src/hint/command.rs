//! Commands to type, quoted for a shell.

use std::path::{Path, PathBuf};

use quanwen::api::{Filter, Years};

/// The command that lists the mentions behind a number, given the paths and the index that were typed.
pub(crate) fn mentions(
    text: &str,
    filter: &Filter,
    paths: &[PathBuf],
    index: Option<&Path>,
) -> String {
    command("mentions", text, filter, paths, index)
}

/// The command that lists the sections behind a number, by a query, given the paths and the index that were typed.
pub(crate) fn sections(
    query: &str,
    filter: &Filter,
    paths: &[PathBuf],
    index: Option<&Path>,
) -> String {
    command("search", query, filter, paths, index)
}

fn command(
    name: &str,
    text: &str,
    filter: &Filter,
    paths: &[PathBuf],
    index: Option<&Path>,
) -> String {
    let paths = paths.iter().map(|path| path.display().to_string());
    let parts: Vec<&str> = filter.parts.iter().map(|part| part.name()).collect();
    let options = [
        ("--year", filter.years.as_ref().map(Years::to_string)),
        ("--region", filter.region.clone()),
        ("--heading", filter.heading.clone()),
        (
            "--part",
            Some(parts.join(",")).filter(|parts| !parts.is_empty()),
        ),
        ("--index", index.map(|index| index.display().to_string())),
    ];
    let options = options.into_iter().flat_map(|(name, value)| {
        let value = value.into_iter();
        value.flat_map(move |value| [name.to_string(), quoted(&value)])
    });
    let words = [text.to_string()].into_iter().chain(paths);
    let words = words.map(|word| quoted(&word)).chain(options);
    format!("quanwen {name} {}", words.collect::<Vec<_>>().join(" "))
}

/// A word of a command, in quotation marks where a shell needs them.
pub(super) fn quoted(word: &str) -> String {
    let is_plain = |c: char| c.is_alphanumeric() || "._-/,:%+".contains(c);
    if !word.is_empty() && word.chars().all(is_plain) {
        return word.to_string();
    }
    format!("'{}'", word.replace('\'', r"'\''"))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_command_of_mentions_is_quoted_for_a_shell() {
        let filter = Filter::default()
            .years("2018..2022".parse().unwrap())
            .heading("复议 应诉");
        assert_eq!(
            mentions(
                "“放管服”",
                &filter,
                &["it's/2018".into()],
                Some(Path::new("索引"))
            ),
            r"quanwen mentions '“放管服”' 'it'\''s/2018' --year 2018..2022 --heading '复议 应诉' --index 索引"
        );
    }
}
