//! Finds the Chinese of an English text, while compiling or while running.

use crate::{Text, chinese};

/// An English text and its Chinese.
pub(crate) type Entry = (&'static str, &'static str);

/// Every part of the catalogue.
pub(crate) const PARTS: [&[Entry]; 11] = [
    chinese::SYSTEM,
    chinese::COUNTS,
    chinese::READING,
    chinese::LIBRARY,
    chinese::CLUSTER,
    chinese::ANSWERS,
    chinese::STUDIES,
    chinese::PROGRAM,
    chinese::COMMAND_LINE,
    chinese::HELP,
    chinese::GENRE,
];

/// Every text of the help of the command line, which is found while running.
pub fn help() -> impl Iterator<Item = Text> {
    chinese::HELP.iter().map(|(english, _)| Text::of(english))
}

/// The entry of an English text.
pub(crate) const fn entry(english: &str) -> Option<&'static Entry> {
    let mut part = 0;
    while part < PARTS.len() {
        let entries = PARTS[part];
        let mut i = 0;
        while i < entries.len() {
            if are_equal(entries[i].0.as_bytes(), english.as_bytes()) {
                return Some(&entries[i]);
            }
            i += 1;
        }
        part += 1;
    }
    None
}

// A constant function cannot call `==` of slices.
const fn are_equal(a: &[u8], b: &[u8]) -> bool {
    if a.len() != b.len() {
        return false;
    }
    let mut i = 0;
    while i < a.len() {
        if a[i] != b[i] {
            return false;
        }
        i += 1;
    }
    true
}

#[cfg(test)]
mod tests {
    use std::collections::{BTreeSet, HashSet};

    use super::*;
    use crate::template::{literals, names};

    #[test]
    fn no_text_has_two_translations() {
        let mut seen = HashSet::new();
        for (english, _) in PARTS.into_iter().flatten() {
            assert!(seen.insert(english), "{english} stands twice");
        }
    }

    #[test]
    fn both_languages_have_the_same_arguments() {
        for (english, chinese) in PARTS.into_iter().flatten() {
            let names = |text| names(text).collect::<BTreeSet<_>>();
            assert_eq!(names(english), names(chinese), "{english}");
        }
    }

    #[test]
    fn every_translation_is_chinese_without_blanks_at_its_end() {
        let is_chinese = |c: char| ('\u{4E00}'..='\u{9FFF}').contains(&c);
        for (english, chinese) in PARTS.into_iter().flatten() {
            assert!(!chinese.is_empty(), "{english} has no Chinese");
            assert_eq!(chinese.trim_end_matches(' '), *chinese, "{english}");
            let words: String = literals(chinese).collect();
            let is_english = words
                .split(|c: char| !c.is_ascii_alphabetic())
                .any(|word| word.len() > 3 && word.contains(|c: char| c.is_ascii_lowercase()));
            assert!(
                !is_english || words.contains(is_chinese),
                "{english} is not translated: {chinese}"
            );
        }
    }
}
