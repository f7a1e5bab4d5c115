//! Words of a query that occur nowhere, their parts that do, and similar texts that may be meant.

use std::ops::Range;

use super::sections::Sections;
use super::similar::similar;
use crate::api::{FoundText, MissingWord, WordKind};
use crate::error::Result;
use crate::query::{Plan, Run, RunWord, figure};

/// Maximum number of missing texts that are named.
const MAX_MISSING: usize = 8;
/// Maximum length of a text that is said to be missing, in characters: longer ones are sentences.
const MAX_LENGTH: usize = 8;

/// A text of a run that occurs nowhere, with its words; a figure has none.
struct MissingText<'r> {
    text: String,
    words: Vec<&'r RunWord>,
}

/// The words and short texts of a plan that occur nowhere in the scope.
pub(super) fn missing(plan: &Plan, sections: &mut dyn Sections) -> Result<Vec<MissingWord>> {
    let mut missing: Vec<MissingWord> = Vec::new();
    for run in &plan.runs {
        for MissingText { text, words } in missing_texts(run, !plan.is_headline(), sections)? {
            if missing.len() == MAX_MISSING {
                return Ok(missing);
            }
            if missing.iter().any(|known| known.text.contains(&text)) {
                continue;
            }
            let first = words.first().map_or(0, |word| word.characters.start);
            let cuts = words.iter().map(|word| word.characters.start - first);
            let cuts: Vec<usize> = cuts.collect();
            let similar = similar(&text, &cuts, sections)?;
            missing.push(MissingWord {
                parts: parts(&text, run, sections)?,
                similar: similar
                    .into_iter()
                    .map(|similar| FoundText {
                        text: similar.text,
                        sections: similar.sections,
                    })
                    .collect(),
                text,
            });
        }
    }
    Ok(missing)
}

/// The words of a run that are parts of a missing text and occur, each once.
fn parts(text: &str, run: &Run, sections: &mut dyn Sections) -> Result<Vec<FoundText>> {
    let mut parts: Vec<FoundText> = Vec::new();
    for word in run.words.iter().filter(|word| word.characters.len() > 1) {
        if text.contains(&word.text) && parts.iter().all(|part| part.text != word.text) {
            let sections = sections.sections_with(&word.text)?;
            parts.push(FoundText {
                text: word.text.clone(),
                sections,
            });
        }
    }
    parts.retain(|part| part.sections > 0);
    Ok(parts)
}

/// What is missing of a run: characters that are no parts of longer words (if it is of a short query), content words and
/// figures.
fn missing_texts<'r>(
    run: &'r Run,
    is_short: bool,
    sections: &mut dyn Sections,
) -> Result<Vec<MissingText<'r>>> {
    let outer = run.outer_words();
    let mut missing = Vec::new();
    for stretch in run
        .stretches
        .iter()
        .filter(|stretch| is_short && stretch.len() <= MAX_LENGTH)
    {
        let words = outer
            .iter()
            .filter(|word| stretch.contains(&word.characters.start));
        let words: Vec<&RunWord> = words.copied().collect();
        if words.iter().all(|word| word.kind == WordKind::Content) {
            add_singles(run, &words, sections, &mut missing)?;
        }
    }
    for (index, word) in outer.iter().enumerate() {
        if can_be_missing(word) && !occurs(&word.text, sections)? {
            let before = index.checked_sub(1).map(|before| outer[before]);
            missing.push(with_word_before(run, word, before));
        }
    }
    for figure in run.figures() {
        let text = run.part(figure);
        if sections
            .frequencies_of_figure(&figure::spellings(&text))?
            .is_empty()
        {
            missing.push(MissingText {
                text,
                words: Vec::new(),
            });
        }
    }
    Ok(missing)
}

fn can_be_missing(word: &RunWord) -> bool {
    let length = word.characters.len();
    word.kind == WordKind::Content && !word.is_name && length > 1 && length <= MAX_LENGTH
}

/// A missing word with the word directly before it: 行政复义 is missing, not 复义, since what is meant is found by both.
fn with_word_before<'r>(
    run: &Run,
    word: &'r RunWord,
    before: Option<&'r RunWord>,
) -> MissingText<'r> {
    let joins = |before: &&RunWord| {
        before.characters.end == word.characters.start
            && before.characters.len() + word.characters.len() <= MAX_LENGTH
            && before.kind == WordKind::Content
            && !before.is_name
    };
    match before.filter(joins) {
        Some(before) => MissingText {
            text: run.part(&(before.characters.start..word.characters.end)),
            words: vec![before, word],
        },
        None => MissingText {
            text: word.text.clone(),
            words: vec![word],
        },
    }
}

/// Whether a word occurs in the scope. Without a filter a word of the index does, and need not be looked up.
fn occurs(word: &str, sections: &mut dyn Sections) -> Result<bool> {
    Ok(!sections.is_filtered() && sections.is_word(word)?
        || !sections.frequencies(word)?.is_empty())
}

/// Adds the single characters of a stretch that do not occur side by side anywhere, each with the word beside them: 苏州河,
/// 行政复义.
fn add_singles<'r>(
    run: &Run,
    words: &[&'r RunWord],
    sections: &mut dyn Sections,
    missing: &mut Vec<MissingText<'r>>,
) -> Result<()> {
    let is_single = |at: usize| words.get(at).is_some_and(|word| word.characters.len() == 1);
    let text = |range: &Range<usize>| {
        run.part(&(words[range.start].characters.start..words[range.end - 1].characters.end))
    };
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
        let mut occurs = false;
        for range in [&(at..end), &with_before, &with_after] {
            // A single character beside others is no name by itself.
            if range.len() > 1 || words.len() == 1 {
                occurs |= !sections.frequencies(&text(range))?.is_empty();
            }
        }
        if !occurs {
            let range = if with_before.len() > end - at {
                with_before
            } else {
                with_after
            };
            missing.push(MissingText {
                text: text(&range),
                words: words[range].to_vec(),
            });
        }
        at = end;
    }
    Ok(())
}
