//! Options that count before the command line is parsed: help and errors, which are printed instead of an answer, follow
//! them too.

use clap::{ColorChoice, ValueEnum};
use quanwen_messages::Language;

/// The last `--color` that is typed and right.
pub(crate) fn colour() -> ColorChoice {
    let read = |value: &str| ColorChoice::from_str(value, false).ok();
    last("--color", words(), read).unwrap_or(ColorChoice::Auto)
}

/// The last `--lang` that is typed and right.
pub(crate) fn language() -> Option<Language> {
    last("--lang", words(), |value| value.parse().ok())
}

fn words() -> impl Iterator<Item = String> {
    std::env::args_os().map(|word| word.to_string_lossy().into_owned())
}

/// The last value of an option that can be read.
fn last<T>(
    option: &str,
    typed: impl Iterator<Item = String>,
    read: impl Fn(&str) -> Option<T>,
) -> Option<T> {
    let mut chosen = None;
    let mut typed = typed.take_while(|word| word != "--");
    while let Some(word) = typed.next() {
        let value = match word.strip_prefix(option) {
            Some("") => typed.next(),
            Some(value) => value.strip_prefix('=').map(String::from),
            None => None,
        };
        chosen = value.and_then(|value| read(&value)).or(chosen);
    }
    chosen
}

#[cfg(test)]
mod tests {
    use super::*;

    fn language_of(typed: &[&str]) -> Option<Language> {
        let typed = typed.iter().map(ToString::to_string);
        last("--lang", typed, |value| value.parse().ok())
    }

    #[test]
    fn the_last_that_is_right_counts_before_and_after_the_command() {
        const CHINESE: Option<Language> = Some(Language::Chinese);
        for (typed, expected) in [
            (&["list"][..], None),
            (&["--lang", "zh", "list"], CHINESE),
            (&["list", "--lang=zh", "--unknown"], CHINESE),
            (&["--lang", "zh", "list", "--lang", "fr"], CHINESE),
            (&["--lang=en", "--lang=zh"], CHINESE),
            (&["--language", "zh"], None),
            (&["mentions", "--", "--lang", "zh"], None),
            (&["list", "--lang"], None),
        ] {
            assert_eq!(language_of(typed), expected, "{typed:?}");
        }
    }
}
