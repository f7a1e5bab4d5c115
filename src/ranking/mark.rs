//! What is marked in passages.

use crate::api::WordKind;
use crate::error::Result;
use crate::fold::Marks;
use crate::matching::{ConstraintMatcher, Matcher};
use crate::passage::{Highlighter, Mark, Together};
use crate::query::{Constraint, Leaf, Phrase, Plan, Scope, figure_spellings};

/// The weight of a marked synonym; a word of the query weighs 1.
const SYNONYM_WEIGHT: f32 = 0.3;
/// The weight of the name of a place or year, which says nothing about a passage.
const NAME_WEIGHT: f32 = 0.1;

/// Marks a query's words and texts as they may be read; stop words only if there is nothing else.
pub(super) fn highlighter(
    matcher: Matcher,
    plan: &Plan,
    constraints: &mut ConstraintMatcher,
) -> Result<Highlighter> {
    let vocabulary = matcher.vocabulary();
    let rarest = vocabulary.idf(1);
    let mut marks = MarkList {
        matcher,
        marks: Vec::new(),
    };
    let has_content = plan.has_content() || !plan.phrases.is_empty() || !plan.figures().is_empty();
    for run in &plan.runs {
        let words = run.outer_words();
        let mut fragments = Vec::new();
        for unlisted in &run.unlisted {
            let text = run.part(unlisted);
            if !constraints.frequencies(&text)?.is_empty() {
                marks.add(&text, rarest, false);
                fragments.push(unlisted);
            }
        }
        for segment in &run.segments {
            let inside = words
                .iter()
                .filter(|word| segment.contains(&word.characters.start));
            if inside.count() > 1 {
                marks.add(&run.part(segment), rarest, true);
            }
        }
        for word in &run.words {
            let is_fragment = fragments
                .iter()
                .any(|fragment| fragment.contains(&word.characters.start));
            let is_marked = !has_content || word.kind == WordKind::Content;
            if is_marked && !word.is_name && !is_fragment {
                marks.add(&word.text, vocabulary.word_idf(&word.text)?, false);
            }
        }
        for name in run.names() {
            marks.add(&run.part(&name.characters), NAME_WEIGHT * rarest, false);
        }
    }
    for figure in plan.figures() {
        for spelling in figure_spellings(&figure) {
            marks.add(&spelling, rarest, false);
        }
    }
    for expansion in &plan.expansions {
        let weight = SYNONYM_WEIGHT * vocabulary.word_idf(&expansion.text)?;
        marks.add(&expansion.text, weight, false);
    }
    let (together, groups) = together(plan);
    for text in &plan.phrases {
        let mut groups = groups.iter().enumerate();
        let of_group = groups.find_map(|(group, texts)| {
            Some((group, texts.iter().position(|other| other == text)?))
        });
        marks.push(text, rarest, false, of_group);
    }
    Ok(Highlighter::new(&marks.marks, plan.expressions(), together))
}

/// The texts that are marked only where they stand together, with what they name, and their folds.
fn together(plan: &Plan) -> (Vec<Together>, Vec<Vec<String>>) {
    let leaves = plan.constraint.iter().flat_map(Constraint::wanted_leaves);
    let of_leaf = |leaf: &Leaf| {
        let folds = |texts: &[Phrase]| {
            texts
                .iter()
                .map(|text| text.folded.clone())
                .collect::<Vec<_>>()
        };
        let (texts, width, in_sentence) = match leaf {
            Leaf::Near { texts, distance } => {
                let own: usize = texts.iter().map(|text| text.folded.chars().count()).sum();
                (folds(texts), Some(own + *distance as usize), false)
            }
            Leaf::Together { scope, texts } if *scope != Scope::Section => {
                (folds(texts), None, *scope == Scope::Sentence)
            }
            _ => return None,
        };
        let together = Together {
            texts: texts.len(),
            width,
            in_sentence,
        };
        Some((together, texts))
    };
    leaves.into_iter().filter_map(of_leaf).unzip()
}

/// Marks under construction.
struct MarkList<'s> {
    matcher: Matcher<'s>,
    marks: Vec<Mark>,
}

impl MarkList<'_> {
    fn add(&mut self, text: &str, weight: f32, is_whole: bool) {
        self.push(text, weight, is_whole, None);
    }

    fn push(&mut self, text: &str, weight: f32, is_whole: bool, together: Option<(usize, usize)>) {
        if self.marks.iter().any(|mark| mark.text == text) {
            return;
        }
        for reading in self.matcher.fold.readings(text, Marks::Transparent) {
            if self.marks.iter().all(|mark| mark.text != reading) {
                self.marks.push(Mark {
                    text: reading,
                    weight,
                    is_whole,
                    together,
                });
            }
        }
    }
}
