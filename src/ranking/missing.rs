//! Words of a query that stand nowhere, their parts that do, and similar texts that may be meant.

use std::ops::Range;

use pinyin::{Pinyin, ToPinyin};

use crate::api::{FoundText, MissingWord, WordKind};
use crate::error::Result;
use crate::index::{Snapshot, Vocabulary};
use crate::matching::ConstraintMatcher;
use crate::query::{Plan, Run, RunWord, figure_spellings};

/// Maximum length of a text that is said to stand nowhere, in characters: longer ones are sentences.
const MAX_LENGTH: usize = 8;
/// Maximum length of a query whose segments are looked at, in characters: a longer one is a headline.
const MAX_QUERY: usize = 12;
/// Maximum number of similar texts.
const MAX_SIMILAR: usize = 3;
/// Maximum number of similar words that are looked up.
const MAX_LOOKED_UP: usize = 64;

/// The words and short texts of a plan that stand nowhere in the scope.
pub(super) fn missing(
    plan: &Plan,
    snapshot: &Snapshot,
    constraints: &mut ConstraintMatcher,
) -> Result<Vec<MissingWord>> {
    let mut missing: Vec<MissingWord> = Vec::new();
    let is_short = plan.query.chars().nth(MAX_QUERY).is_none();
    for run in &plan.runs {
        let segments = if is_short {
            run.segments.as_slice()
        } else {
            &[]
        };
        for (text, words) in units(run, segments, constraints)? {
            let is_known = missing.iter().any(|known| known.text.contains(&text));
            if is_known || stands(&text, &words, constraints)? {
                continue;
            }
            missing.push(MissingWord {
                parts: parts(&text, run, constraints)?,
                similar: similar(&text, &words, snapshot, constraints)?,
                text,
            });
        }
    }
    Ok(missing)
}

/// The words of a run that are parts of a missing text and occur, each once.
fn parts(text: &str, run: &Run, constraints: &mut ConstraintMatcher) -> Result<Vec<FoundText>> {
    let mut parts: Vec<FoundText> = Vec::new();
    for word in run.words.iter().filter(|word| word.characters.len() > 1) {
        let is_known = parts.iter().any(|part| part.text == word.text);
        if text.contains(&word.text) && !is_known {
            parts.push(found(&word.text, constraints)?);
        }
    }
    parts.retain(|part| part.sections > 0);
    Ok(parts)
}

/// Whether a text stands in the scope. Without a filter a word of the index does, and need not be looked up.
fn stands(text: &str, words: &[&RunWord], constraints: &mut ConstraintMatcher) -> Result<bool> {
    let is_word = words.len() == 1 && !constraints.is_filtered();
    if is_word && constraints.doc_freq_of_word(text)? > 0 {
        return Ok(true);
    }
    if words.is_empty() {
        let spellings = figure_spellings(text);
        return Ok(!constraints.frequencies_of_figure(&spellings)?.is_empty());
    }
    Ok(!constraints.frequencies(text)?.is_empty())
}

/// What may be missing of a run, each with its words: characters that are no parts of longer words, with the word beside them
/// where they do not stand by themselves, and the content words.
fn units<'r>(
    run: &'r Run,
    segments: &[Range<usize>],
    constraints: &mut ConstraintMatcher,
) -> Result<Vec<(String, Vec<&'r RunWord>)>> {
    let outer = run.outer_words();
    let mut units = Vec::new();
    for segment in segments
        .iter()
        .filter(|segment| segment.len() <= MAX_LENGTH)
    {
        let words = outer
            .iter()
            .filter(|word| segment.contains(&word.characters.start));
        let words: Vec<&RunWord> = words.copied().collect();
        if words.iter().all(|word| word.kind == WordKind::Content) {
            add_singles(run, &words, constraints, &mut units)?;
        }
    }
    for (index, word) in outer.iter().enumerate() {
        let is_long = word.characters.len() > 1 && word.characters.len() <= MAX_LENGTH;
        if word.kind != WordKind::Content || word.is_name || !is_long {
            continue;
        }
        // 行政复义 is said to be missing, not 复义: what is meant is found by both words.
        let before = index.checked_sub(1).map(|before| outer[before]);
        let before = before.filter(|before| {
            before.characters.end == word.characters.start
                && before.characters.len() + word.characters.len() <= MAX_LENGTH
                && before.kind == WordKind::Content
                && !before.is_name
        });
        let stands = stands(&word.text, &[word], constraints)?;
        match before.filter(|_| !stands) {
            Some(before) => {
                let text = run.part(&(before.characters.start..word.characters.end));
                units.push((text, vec![before, word]));
            }
            None => units.push((word.text.clone(), vec![word])),
        }
    }
    units.extend(run.figures().map(|figure| (run.part(figure), Vec::new())));
    Ok(units)
}

/// Adds the single characters of a segment that do not stand side by side anywhere, each with the word beside them: 苏州河,
/// 行政复义.
fn add_singles<'r>(
    run: &'r Run,
    words: &[&'r RunWord],
    constraints: &mut ConstraintMatcher,
    units: &mut Vec<(String, Vec<&'r RunWord>)>,
) -> Result<()> {
    let is_single = |at: usize| words.get(at).is_some_and(|word| word.characters.len() == 1);
    let mut at = 0;
    while at < words.len() {
        let end = (at..words.len())
            .find(|end| !is_single(*end))
            .unwrap_or(words.len());
        if end == at {
            at += 1;
            continue;
        }
        let with_before = at.saturating_sub(1)..end;
        let with_after = at..(end + 1).min(words.len());
        let text = |range: &Range<usize>| {
            run.part(&(words[range.start].characters.start..words[range.end - 1].characters.end))
        };
        let mut stands = false;
        for range in [&(at..end), &with_before, &with_after] {
            // A single character by itself is no name.
            if range.len() > 1 {
                stands |= !constraints.frequencies(&text(range))?.is_empty();
            }
        }
        if !stands {
            let range = if with_before.len() > end - at {
                with_before
            } else {
                with_after
            };
            units.push((text(&range), words[range].to_vec()));
        }
        at = end;
    }
    Ok(())
}

fn found(text: &str, constraints: &mut ConstraintMatcher) -> Result<FoundText> {
    Ok(FoundText {
        text: text.to_string(),
        sections: constraints.frequencies(text)?.len() as u64,
    })
}

/// Texts that differ from a missing one in one character of one of its words, or of some side by side, and that occur: those
/// that sound alike, or if there are none the most frequent ones.
fn similar(
    text: &str,
    words: &[&RunWord],
    snapshot: &Snapshot,
    constraints: &mut ConstraintMatcher,
) -> Result<Vec<FoundText>> {
    let mut similar: Vec<(bool, FoundText)> = Vec::new();
    for (before, part, after) in parts_of(text, words) {
        let alike = Vocabulary::of(snapshot).words_like(&part)?;
        let (sounding, others): (Vec<String>, Vec<String>) = alike
            .into_iter()
            .filter(|word| word.chars().count() == part.chars().count())
            .partition(|word| sounds_alike(word, &part));
        let all = sounding.into_iter().map(|word| (true, word));
        let all = all.chain(others.into_iter().map(|word| (false, word)));
        for (sounds, word) in all.take(MAX_LOOKED_UP) {
            let candidate = format!("{before}{word}{after}");
            let found = found(&candidate, constraints)?;
            let is_known = similar.iter().any(|(_, known)| known.text == candidate);
            if found.sections > 0 && !is_known {
                similar.push((sounds, found));
            }
        }
    }
    if similar.iter().any(|(sounds, _)| *sounds) {
        similar.retain(|(sounds, _)| *sounds);
    }
    let mut similar: Vec<FoundText> = similar.into_iter().map(|(_, found)| found).collect();
    similar.sort_by(|a, b| {
        b.sections
            .cmp(&a.sections)
            .then_with(|| a.text.cmp(&b.text))
    });
    similar.truncate(MAX_SIMILAR);
    Ok(similar)
}

/// The ways to cut a text before and after some of its words side by side that have two characters or more: 行政复义 into
/// 行政 and 复义.
fn parts_of(text: &str, words: &[&RunWord]) -> Vec<(String, String, String)> {
    let characters: Vec<char> = text.chars().collect();
    let first = words.first().map_or(0, |word| word.characters.start);
    let mut starts: Vec<usize> = words
        .iter()
        .map(|word| word.characters.start - first)
        .collect();
    starts.push(characters.len());
    let string = |range: &[char]| range.iter().collect::<String>();
    let mut parts = Vec::new();
    for (index, start) in starts.iter().enumerate() {
        for end in &starts[index + 1..] {
            if end - start > 1 && *end <= characters.len() {
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

/// Whether two texts of one length sound alike, tones aside.
fn sounds_alike(a: &str, b: &str) -> bool {
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
}
