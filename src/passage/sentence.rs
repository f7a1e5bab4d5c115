//! Passages: whole sentences with matches, highlighted.

use std::ops::Range;

use aho_corasick::{AhoCorasick, AhoCorasickKind, MatchKind};
use regex::Regex;

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

/// Finds a query's texts and expressions in folded text, the longest at each position.
#[derive(Debug)]
pub(crate) struct Highlighter {
    texts: Option<AhoCorasick>,
    expressions: Vec<Regex>,
    /// Of the texts, followed by those of the expressions.
    weights: Vec<f32>,
    /// Texts as they stand, with the indices of the texts that are parts of them: where one stands in a section, its parts are
    /// not marked elsewhere in it.
    wholes: Vec<(String, Vec<usize>)>,
    together: Vec<Together>,
    /// For each text, the [`Together`] that it belongs to and its index there.
    members: Vec<Option<(usize, usize)>>,
}

/// A text to mark.
#[derive(Debug, Clone, PartialEq)]
pub(crate) struct Mark {
    /// Folded.
    pub text: String,
    pub weight: f32,
    /// Whether it has several words of the query.
    pub is_whole: bool,
    /// The index of the [`Together`] that it belongs to, if it is marked only with the others of it, and its index there.
    pub together: Option<(usize, usize)>,
}

/// Texts that are marked only where they stand together.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Together {
    /// Number of texts.
    pub texts: usize,
    /// Most characters of a window with one of each.
    pub width: Option<usize>,
    /// Whether a window is inside a sentence.
    pub in_sentence: bool,
}

/// A match in folded text: its bytes, and the index of its weight.
type Match = (Range<usize>, usize);

/// Neighbouring sentences are joined up to this many characters; longer sentences are split.
const MAX_LENGTH: usize = 160;

/// How many passages are collected before the best are kept: a section of many megabytes has a million.
const MAX_COLLECTED: usize = 256;

/// The weight of a heading that runs into its text: it is shown with the hit already.
const HEADING: f32 = 0.5;

/// The least weight, as a share of that of the best passage, that the words have which another passage adds.
const MIN_ADDED: f32 = 0.2;

impl Highlighter {
    /// For texts and expressions. `together` are what the texts name.
    pub(crate) fn new(marks: &[Mark], expressions: Vec<Regex>, together: Vec<Together>) -> Self {
        let automaton = AhoCorasick::builder()
            .match_kind(MatchKind::LeftmostLongest)
            // Few texts are searched for each query, so building counts more.
            .kind(Some(AhoCorasickKind::ContiguousNFA))
            .build(marks.iter().map(|mark| &mark.text));
        let weights = marks.iter().map(|mark| mark.weight);
        let parts_of = |whole: &Mark| {
            let is_part = |mark: &Mark| mark.text != whole.text && whole.text.contains(&mark.text);
            let parts = marks.iter().enumerate().filter(|(_, mark)| is_part(mark));
            (whole.text.clone(), parts.map(|(index, _)| index).collect())
        };
        Self {
            texts: automaton.ok().filter(|_| !marks.is_empty()),
            weights: weights.chain(expressions.iter().map(|_| 1.0)).collect(),
            wholes: marks
                .iter()
                .filter(|mark| mark.is_whole)
                .map(parts_of)
                .collect(),
            members: marks.iter().map(|mark| mark.together).collect(),
            expressions,
            together,
        }
    }

    /// For each text and expression, whether it is marked in a section: not if a whole of which it is a part stands there.
    fn marked_in(&self, paragraphs: &[(Range<usize>, Folded)]) -> Vec<bool> {
        let mut marked = vec![true; self.weights.len()];
        for (whole, parts) in &self.wholes {
            let stands =
                |(_, folded): &(Range<usize>, Folded)| folded.text.contains(whole.as_str());
            if !parts.is_empty() && paragraphs.iter().any(stands) {
                for part in parts {
                    marked[*part] = false;
                }
            }
        }
        marked
    }

    /// The matches in a folded paragraph, in bytes of the text, each with the index of its weight.
    fn matches(&self, folded: &Folded, marked: &[bool]) -> Vec<Match> {
        let mut character = 0;
        let mut byte = 0;
        let mut matches = Vec::new();
        for (found, weight) in self.folded_matches(&folded.text, marked) {
            character += folded.text[byte..found.start].chars().count();
            byte = found.start;
            let length = folded.text[found].chars().count();
            matches.push((folded.origin(character..character + length), weight));
        }
        matches
    }

    /// The matches in folded text, in its bytes, ascending without overlap.
    fn folded_matches(&self, text: &str, marked: &[bool]) -> Vec<Match> {
        let texts = self.texts.iter().flat_map(|texts| texts.find_iter(text));
        let mut matches: Vec<Match> = texts
            .map(|found| (found.range(), found.pattern().as_usize()))
            .filter(|(_, index)| marked[*index])
            .collect();
        for (index, together) in self.together.iter().enumerate() {
            self.keep_together(index, *together, text, &mut matches);
        }
        if self.expressions.is_empty() {
            return matches;
        }
        let first = self.weights.len() - self.expressions.len();
        for (weight, expression) in (first..).zip(&self.expressions) {
            matches.extend(
                expression
                    .find_iter(text)
                    .map(|found| (found.range(), weight)),
            );
        }
        matches.sort_by_key(|(range, _)| (range.start, std::cmp::Reverse(range.end)));
        let mut free = 0;
        matches.retain(|(range, _)| {
            let kept = range.start >= free;
            if kept {
                free = range.end;
            }
            kept
        });
        matches
    }

    /// Drops the matches of texts that belong together, except those in a window with one of each.
    fn keep_together(
        &self,
        index: usize,
        together: Together,
        text: &str,
        matches: &mut Vec<Match>,
    ) {
        let member = |found: &Match| {
            let of = self.members.get(found.1).copied().flatten();
            of.filter(|(of, _)| *of == index).map(|(_, text)| text)
        };
        let members: Vec<usize> = (0..matches.len())
            .filter(|at| member(&matches[*at]).is_some())
            .collect();
        let mut kept = vec![false; matches.len()];
        let mut last: Vec<Option<usize>> = vec![None; together.texts];
        for at in &members {
            if let Some(of) = member(&matches[*at]) {
                last[of] = Some(*at);
            }
            let Some(first) = last.iter().copied().min().flatten() else {
                continue;
            };
            let window = matches[first].0.start..matches[*at].0.end;
            let window = &text[window];
            let is_narrow = together
                .width
                .is_none_or(|width| window.chars().nth(width).is_none());
            let is_one = !together.in_sentence || !window.contains(['。', '!', '?']);
            if is_narrow && is_one {
                members
                    .iter()
                    .filter(|member| (first..=*at).contains(*member))
                    .for_each(|member| kept[*member] = true);
            }
        }
        let mut at = 0;
        matches.retain(|found| {
            at += 1;
            member(found).is_none() || kept[at - 1]
        });
    }

    /// The weight of a sentence: each distinct word's weight, and a tenth for each repetition.
    fn worth(&self, matches: &[Match]) -> f32 {
        let mut seen = vec![false; self.weights.len()];
        let weigh = |(_, word): &Match| {
            let first = !std::mem::replace(&mut seen[*word], true);
            self.weights[*word] * if first { 1.0 } else { 0.1 }
        };
        matches.iter().map(weigh).sum()
    }
}

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
            if found.len() > max + MAX_COLLECTED {
                keep_best(&mut found, max + MAX_COLLECTED / 2);
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
fn sentences(text: &str, range: Range<usize>) -> Vec<Range<usize>> {
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

/// A sentence, or the part of a very long one around its first match, as a passage.
fn passage(
    text: &str,
    sentence: Range<usize>,
    matches: &[(Range<usize>, usize)],
    worth: f32,
) -> Passage {
    let start =
        sentence.start + (text[sentence.clone()].len() - text[sentence.clone()].trim_start().len());
    let end = start + text[start..sentence.end].trim_end().len();
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
    use super::*;
    use crate::fold::{Fold, Marks};
    use crate::schema::Schema;
    use proptest::prelude::*;

    fn find(text: &str, words: &[&str], max: usize) -> Vec<Passage> {
        static FOLD: std::sync::LazyLock<Fold> =
            std::sync::LazyLock::new(|| Fold::new(&Schema::embedded()).unwrap());
        let mark = |word: &&str| Mark {
            text: word.to_string(),
            weight: word.len() as f32,
            is_whole: false,
            together: None,
        };
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
