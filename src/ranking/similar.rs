//! Texts that may be meant by one that occurs nowhere.

use std::cmp::Reverse;

use pinyin::{Pinyin, ToPinyin};

use super::sections::Sections;
use crate::error::Result;

/// Maximum number of similar texts.
const MAX_SIMILAR: usize = 3;
/// Maximum number of similar words that are looked up, for each part of the text.
const MAX_LOOKED_UP: usize = 64;

/// A text that occurs, similar to one that does not.
pub(super) struct Similar {
    pub text: String,
    /// Number of sections that have it.
    pub sections: u64,
    /// Number of times that it occurs.
    pub mentions: u64,
}

/// How a word differs from another in one character, the likeliest first.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
enum Difference {
    /// They sound alike, tones aside.
    Written,
    Replaced,
    AddedOrLost,
}

/// Texts that differ from a folded text in one character of one of its parts and that occur: of the likeliest difference, the
/// most frequent first. A part begins and ends at `cuts`, in characters, ascending, or at the text's end.
pub(super) fn similar(
    text: &str,
    cuts: &[usize],
    sections: &mut dyn Sections,
) -> Result<Vec<Similar>> {
    let mut parts = parts_of(text, cuts);
    // What is miswritten is no word, unless all are.
    let mut unknown = Vec::with_capacity(parts.len());
    for (_, part, _) in &parts {
        unknown.push(!sections.is_word(part)?);
    }
    if unknown.contains(&true) {
        let mut unknown = unknown.into_iter();
        parts.retain(|_| unknown.next().unwrap_or(true));
    }
    let mut found: Vec<(Difference, u64, String)> = Vec::new();
    for (difference, text) in texts_like(parts, sections)? {
        let doc_freq = sections.frequencies(&text)?.doc_freq;
        if doc_freq > 0 {
            found.push((difference, doc_freq, text));
        }
    }
    let likeliest = found.iter().map(|(difference, ..)| *difference).min();
    found.retain(|(difference, ..)| Some(*difference) == likeliest);
    found.sort_by(|(_, a, of_a), (_, b, of_b)| (Reverse(a), of_a).cmp(&(Reverse(b), of_b)));
    found.truncate(MAX_SIMILAR);
    let similar = found.into_iter().map(|(_, _, text)| {
        Ok(Similar {
            sections: sections.sections_with(&text)?,
            mentions: sections.occurrences(&text)?,
            text,
        })
    });
    similar.collect()
}

/// The texts in which one part is replaced by a word like it, each once with how the word differs.
fn texts_like(
    parts: Vec<(String, String, String)>,
    sections: &mut dyn Sections,
) -> Result<Vec<(Difference, String)>> {
    let mut texts: Vec<(Difference, String)> = Vec::new();
    for (before, part, after) in parts {
        let words = sections.words_like(&part)?;
        let mut words: Vec<(Difference, String)> = words
            .into_iter()
            .map(|word| (difference(&word, &part), word))
            .collect();
        words.sort();
        for (difference, word) in words.into_iter().take(MAX_LOOKED_UP) {
            let text = format!("{before}{word}{after}");
            if texts.iter().all(|(_, known)| *known != text) {
                texts.push((difference, text));
            }
        }
    }
    let all: Vec<&str> = texts.iter().map(|(_, text)| text.as_str()).collect();
    sections.prepare(&all)?;
    Ok(texts)
}

/// The ways to cut a text before and after a part of two characters or more: 行政复义 into 行政 and 复义.
fn parts_of(text: &str, cuts: &[usize]) -> Vec<(String, String, String)> {
    let characters: Vec<char> = text.chars().collect();
    let string = |range: &[char]| range.iter().collect::<String>();
    let mut parts = Vec::new();
    for (index, start) in cuts.iter().enumerate() {
        for end in cuts[index + 1..].iter().chain([&characters.len()]) {
            if start + 1 < *end && *end <= characters.len() {
                parts.push((
                    string(&characters[..*start]),
                    string(&characters[*start..*end]),
                    string(&characters[*end..]),
                ));
            }
        }
    }
    parts
}

fn difference(word: &str, other: &str) -> Difference {
    if word.chars().count() != other.chars().count() {
        Difference::AddedOrLost
    } else if sounds_alike(word, other) {
        Difference::Written
    } else {
        Difference::Replaced
    }
}

/// Whether two texts of one length sound alike, tones aside.
pub(crate) fn sounds_alike(a: &str, b: &str) -> bool {
    let sound = |c: char| c.to_pinyin().map(Pinyin::plain);
    let mut pairs = a.chars().zip(b.chars());
    pairs.all(|(a, b)| a == b || sound(a).is_some_and(|sounds| sound(b) == Some(sounds)))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn texts_sound_alike_apart_from_tones() {
        assert!(sounds_alike("行政复义", "行政复议"));
        assert!(sounds_alike("震兴", "振兴"));
        assert!(!sounds_alike("复印", "复议"));
    }

    #[test]
    fn a_part_has_two_characters_or_more() {
        let parts = |text, cuts: &[usize]| -> Vec<String> {
            parts_of(text, cuts)
                .into_iter()
                .map(|(_, part, _)| part)
                .collect()
        };
        assert_eq!(parts("行政复义", &[0, 2]), ["行政", "行政复义", "复义"]);
        assert_eq!(parts("苏州河", &[0, 2]), ["苏州", "苏州河"]);
        assert!(parts("复", &[0]).is_empty());
    }
}
