//! Passages: whole sentences with matches, highlighted.

use std::ops::Range;

use super::highlighter::Highlighter;
use crate::fold::Folded;

/// Sentences around one or more matches in a section.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Passage {
    /// The sentences, unchanged.
    pub text: String,
    /// Where they begin, in bytes of the document's text.
    pub start: usize,
    /// Matches in characters of `text`, ascending without overlap.
    pub highlights: Vec<Range<usize>>,
    /// The weight of its matches.
    pub worth: f32,
    /// The indices of the texts in it.
    texts: Vec<usize>,
}

/// Neighbouring sentences are joined up to this many characters; longer sentences are split.
const MAX_LENGTH: usize = 160;

/// How many passages are collected before the best are kept: a section of many megabytes has a million.
const MAX_COLLECTED: usize = 256;

/// The weight of a heading that runs into its text: it is shown with the hit already.
const HEADING: f32 = 0.5;

/// The least weight, as a share of that of the best passage, that the words have which another passage adds.
const MIN_ADDED: f32 = 0.2;

/// At most `max` best passages of a section, in text order. `paragraphs` are the folds of the section's paragraphs with
/// their byte ranges in `text`; a heading that runs into its text ends at `heading_end`.
pub(crate) fn passages(
    text: &str,
    paragraphs: &[(Range<usize>, Folded)],
    heading_end: usize,
    highlighter: &Highlighter,
    max: usize,
) -> Vec<Passage> {
    let mut found: Vec<Passage> = Vec::new();
    let marked = highlighter.marked_in(paragraphs);
    for (range, folded) in paragraphs {
        let matches = highlighter.matches(folded, &marked);
        let mut rest = matches.as_slice();
        for sentence in sentences(text, range.clone()) {
            let inside = rest
                .iter()
                .take_while(|(matched, _)| matched.start < sentence.end)
                .count();
            let (here, after) = rest.split_at(inside);
            rest = after;
            if !here.is_empty() {
                let mut worth = highlighter.worth(here);
                if sentence.end <= heading_end {
                    worth *= HEADING;
                }
                let mut passage = passage(text, sentence, here, worth);
                passage.texts = here.iter().map(|(_, index)| *index).collect();
                found.push(passage);
            }
            if found.len() > max.saturating_add(MAX_COLLECTED) {
                keep_best(&mut found, max.saturating_add(MAX_COLLECTED / 2));
            }
        }
    }
    keep_best(&mut found, usize::MAX);
    keep_those_that_add(&mut found, highlighter, max);
    found.sort_by_key(|passage| passage.start);
    join_neighbours(found, text)
}

/// The first sentence in a byte range, without highlights.
pub(crate) fn first_sentence(text: &str, range: Range<usize>) -> Option<Passage> {
    let start = range.end - text[range.clone()].trim_start().len();
    let line = text[start..range.end].split('\n').next()?;
    let sentence = sentences(text, start..start + line.len())
        .into_iter()
        .next()?;
    (!sentence.is_empty()).then(|| passage(text, sentence, &[], 0.0))
}

/// Keeps the best passage, and of the others at most `max - 1` that each add words of weight to those before.
fn keep_those_that_add(found: &mut Vec<Passage>, highlighter: &Highlighter, max: usize) {
    let mut seen = vec![false; highlighter.weights.len()];
    let least = MIN_ADDED * found.first().map_or(0.0, |best| best.worth);
    let mut kept = 0;
    found.retain(|passage| {
        let mut new: Vec<usize> = passage.texts.clone();
        new.sort_unstable();
        new.dedup();
        new.retain(|index| !seen[*index]);
        let added: f32 = new.iter().map(|index| highlighter.weights[*index]).sum();
        let takes = kept < max && (kept == 0 || added > least);
        if takes {
            for index in &new {
                seen[*index] = true;
            }
        }
        kept += usize::from(takes);
        takes
    });
}

/// Keeps the `max` passages with the greatest weight; of equal ones, the first.
fn keep_best(found: &mut Vec<Passage>, max: usize) {
    found.sort_by(|a, b| b.worth.total_cmp(&a.worth).then(a.start.cmp(&b.start)));
    found.truncate(max);
}

/// The sentences of a byte range: up to 。！？ and the closing marks that follow. A sentence longer than [`MAX_LENGTH`] is
/// also split at its semicolons.
pub(super) fn sentences(text: &str, range: Range<usize>) -> Vec<Range<usize>> {
    let whole = cut_after(text, range, |c| matches!(c, '。' | '！' | '？' | '!' | '?'));
    let is_long =
        |sentence: &Range<usize>| text[sentence.clone()].chars().nth(MAX_LENGTH).is_some();
    whole
        .into_iter()
        .flat_map(|sentence| {
            if is_long(&sentence) {
                cut_after(text, sentence, |c| matches!(c, '；' | ';'))
            } else {
                vec![sentence]
            }
        })
        .collect()
}

/// Splits a byte range after the characters that end a part and the closing marks that follow.
fn cut_after(text: &str, range: Range<usize>, ends: impl Fn(char) -> bool) -> Vec<Range<usize>> {
    let closes = |c: char| matches!(c, '”' | '’' | '」' | '』' | '）' | ')' | '》');
    let mut parts = Vec::new();
    let mut start = range.start;
    let mut ended = false;
    for (offset, c) in text[range.clone()].char_indices() {
        let at = range.start + offset;
        if ended && !closes(c) && !ends(c) {
            parts.push(start..at);
            start = at;
            ended = false;
        }
        ended |= ends(c);
    }
    parts.push(start..range.end);
    parts
}

/// A byte range of a text without the white space at its ends.
pub(crate) fn without_blanks(text: &str, range: Range<usize>) -> Range<usize> {
    let start = range.end - text[range.clone()].trim_start().len();
    start..start + text[start..range.end].trim_end().len()
}

/// A sentence, or the part of a very long one around its first match, as a passage.
fn passage(
    text: &str,
    sentence: Range<usize>,
    matches: &[(Range<usize>, usize)],
    worth: f32,
) -> Passage {
    let Range { start, end } = without_blanks(text, sentence);
    let first = matches
        .first()
        .map_or(start..start, |(first, _)| first.clone());
    let (start, end) = shorten(text, start..end, &first);
    let inside = matches
        .iter()
        .filter(|(matched, _)| matched.start >= start && matched.end <= end);
    let highlights = inside.map(|(matched, _)| {
        let first = text[start..matched.start].chars().count();
        first..first + text[matched.clone()].chars().count()
    });
    Passage {
        text: text[start..end].to_string(),
        start,
        highlights: highlights.collect(),
        worth,
        texts: Vec::new(),
    }
}

/// Cuts a range of more than 2 × [`MAX_LENGTH`] characters to a part around its first match.
fn shorten(text: &str, range: Range<usize>, first: &Range<usize>) -> (usize, usize) {
    if text[range.clone()].chars().nth(2 * MAX_LENGTH).is_none() {
        return (range.start, range.end);
    }
    let before = text[range.start..first.start]
        .char_indices()
        .rev()
        .nth(MAX_LENGTH / 2);
    let start = before.map_or(range.start, |(offset, _)| range.start + offset);
    let after = text[first.end..range.end].char_indices().nth(MAX_LENGTH);
    let end = after.map_or(range.end, |(offset, _)| first.end + offset);
    (start, end)
}

/// Joins adjacent passages of one line up to [`MAX_LENGTH`] characters.
fn join_neighbours(passages: Vec<Passage>, text: &str) -> Vec<Passage> {
    let mut joined: Vec<Passage> = Vec::new();
    for passage in passages {
        if let Some(last) = joined.last_mut() {
            let end = last.start + last.text.len();
            let between = text.get(end..passage.start).unwrap_or("…");
            let length = last.text.chars().count();
            if between.trim().is_empty()
                && !between.contains('\n')
                && length + passage.text.chars().count() <= MAX_LENGTH
            {
                last.worth += passage.worth;
                let shift = length + between.chars().count();
                last.text = text[last.start..passage.start + passage.text.len()].to_string();
                last.highlights.extend(
                    passage
                        .highlights
                        .iter()
                        .map(|range| range.start + shift..range.end + shift),
                );
                continue;
            }
        }
        joined.push(passage);
    }
    joined
}

#[cfg(test)]
mod tests {
    use super::super::highlighter::Mark;
    use super::*;
    use crate::fold::{Fold, Marks};
    use crate::schema::Schema;
    use proptest::prelude::*;

    fn find(text: &str, words: &[&str], max: usize) -> Vec<Passage> {
        static FOLD: std::sync::LazyLock<Fold> =
            std::sync::LazyLock::new(|| Fold::new(&Schema::embedded()).unwrap());
        let mark = |word: &&str| Mark::new(word.to_string(), word.len() as f32);
        let words: Vec<Mark> = words.iter().map(mark).collect();
        let folded = FOLD.fold_paragraph(text, 0..text.len(), &[], Marks::Transparent);
        passages(
            text,
            &[(0..text.len(), folded)],
            0,
            &Highlighter::new(&words, Vec::new(), Vec::new()),
            max,
        )
    }

    #[test]
    fn a_passage_is_whole_sentences_with_each_match_marked_once() {
        let found = find(
            "前句。全年办理行政复议案件12件，复议结案率高。后句。",
            &["行政", "复议", "行政复议", "案件"],
            2,
        );
        assert_eq!(found.len(), 1);
        assert_eq!(found[0].text, "全年办理行政复议案件12件，复议结案率高。");
        assert_eq!(found[0].highlights, [4..8, 8..10, 14..16]);
    }

    #[test]
    fn the_best_sentences_are_picked_and_shown_in_text_order() {
        let found = find(
            "复议。甲。行政复议案件。乙。复议。",
            &["复议", "行政复议"],
            2,
        );
        let texts: Vec<&str> = found.iter().map(|passage| passage.text.as_str()).collect();
        assert_eq!(texts, ["复议。", "行政复议案件。"]);
    }

    proptest! {
        #[test]
        fn highlights_are_ascending_and_inside_the_passage(text in "[行政复议案件。；，a1 “”\n]{1,60}") {
            for passage in find(&text, &["行政", "复议", "行政复议", "a1"], 3) {
                prop_assert_eq!(&text[passage.start..passage.start + passage.text.len()], passage.text.as_str());
                let mut end = 0;
                for range in &passage.highlights {
                    prop_assert!(range.start >= end && range.start < range.end);
                    end = range.end;
                }
                prop_assert!(end <= passage.text.chars().count());
            }
        }
    }
}
