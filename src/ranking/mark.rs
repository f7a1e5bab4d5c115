//! What is marked in passages.

use std::collections::BTreeSet;

use super::sections::Sections;
use crate::api::WordKind;
use crate::error::Result;
use crate::fold::Marks;
use crate::passage::{Highlighter, Mark, Together};
use crate::query::{Constraint, Leaf, Phrase, Plan, Run, Scope, figure};

/// The weight of a marked synonym; a word of the query weighs 1.
const SYNONYM_WEIGHT: f32 = 0.3;
/// The weight of the name of a place or year, which says nothing about a passage.
const NAME_WEIGHT: f32 = 0.1;

/// Marks a query's words and texts as they may be read; stop words only if there is nothing else.
pub(super) fn highlighter(plan: &Plan, sections: &mut dyn Sections) -> Result<Highlighter> {
    let mut marks = MarkList {
        rarest: sections.idf(1),
        sections,
        marks: Vec::new(),
    };
    let has_content = plan.has_content() || !plan.phrases.is_empty() || !plan.figures().is_empty();
    for run in &plan.runs {
        marks.add_run(run, has_content)?;
    }
    for figure in plan.figures() {
        for spelling in figure::spellings(&figure) {
            marks.add(&spelling, marks.rarest);
        }
    }
    for expansion in &plan.expansions {
        let weight = SYNONYM_WEIGHT * marks.word_idf(&expansion.text)?;
        marks.add(&expansion.text, weight);
    }
    let together = marks.add_phrases(plan);
    Ok(Highlighter::new(&marks.marks, plan.expressions(), together))
}

/// The texts that are marked only where they occur together, with what they name, and their folds.
fn together(plan: &Plan) -> (Vec<Together>, Vec<Vec<String>>) {
    let leaves = plan.constraint.iter().flat_map(Constraint::wanted_leaves);
    let of_leaf = |leaf: &Leaf| {
        let folds = |texts: &[Phrase]| {
            let folds: BTreeSet<&String> = texts.iter().map(|text| &text.folded).collect();
            folds.into_iter().cloned().collect::<Vec<String>>()
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

/// Whether a plan wants a text by itself, not only together with others.
fn is_wanted_alone(plan: &Plan, text: &str) -> bool {
    let mut leaves = plan.constraint.iter().flat_map(Constraint::wanted_leaves);
    leaves.any(|leaf| matches!(leaf, Leaf::Text(phrase) if phrase.folded == text))
}

/// Marks under construction.
struct MarkList<'s> {
    sections: &'s mut dyn Sections,
    /// The weight of the rarest word.
    rarest: f32,
    marks: Vec<Mark>,
}

impl MarkList<'_> {
    /// Adds the words of a run that are marked, the stretches of several words, and the names that the dictionary does not
    /// know.
    fn add_run(&mut self, run: &Run, has_content: bool) -> Result<()> {
        let mut fragments = vec![false; run.text.chars().count()];
        for unlisted in &run.unlisted {
            let text = run.part(unlisted);
            if !self.sections.frequencies(&text)?.is_empty() {
                self.add(&text, self.rarest);
                fragments[unlisted.clone()].fill(true);
            }
        }
        let outer = run.outer_words();
        for stretch in &run.stretches {
            let inside = outer
                .iter()
                .filter(|word| stretch.contains(&word.characters.start));
            if inside.count() > 1 {
                self.push(&Mark {
                    is_whole: true,
                    ..Mark::new(run.part(stretch), self.rarest)
                });
            }
        }
        for word in &run.words {
            let is_marked = !has_content || word.kind == WordKind::Content;
            if is_marked && !word.is_name && !fragments[word.characters.start] {
                let weight = self.word_idf(&word.text)?;
                self.add(&word.text, weight);
            }
        }
        for name in run.names() {
            self.add(&run.part(&name.characters), NAME_WEIGHT * self.rarest);
        }
        Ok(())
    }

    /// Adds the exact texts of a plan. Returns what texts are marked together.
    fn add_phrases(&mut self, plan: &Plan) -> Vec<Together> {
        let (together, groups) = together(plan);
        for text in &plan.phrases {
            let of_group = |(group, texts): (usize, &Vec<String>)| {
                Some((group, texts.iter().position(|other| other == text)?))
            };
            let memberships: Vec<(usize, usize)> =
                groups.iter().enumerate().filter_map(of_group).collect();
            self.push(&Mark {
                is_alone: memberships.is_empty() || is_wanted_alone(plan, text),
                together: memberships,
                ..Mark::new(text.clone(), self.rarest)
            });
        }
        together
    }

    /// Inverse document frequency of a word in the sections' bodies.
    fn word_idf(&mut self, word: &str) -> Result<f32> {
        let doc_freq = self.sections.doc_freq_of_word(word)?;
        Ok(self.sections.idf(doc_freq))
    }

    /// Marks a text wherever it is.
    fn add(&mut self, text: &str, weight: f32) {
        self.push(&Mark::new(text.to_string(), weight));
    }

    /// Adds a mark as its text may be read. A text that is marked already keeps its weight.
    fn push(&mut self, mark: &Mark) {
        for text in self
            .sections
            .fold()
            .readings(&mark.text, Marks::Transparent)
        {
            match self.marks.iter_mut().find(|known| known.text == text) {
                Some(known) => {
                    known.is_alone |= mark.is_alone;
                    known.together.extend(&mark.together);
                }
                None => self.marks.push(Mark {
                    text,
                    ..mark.clone()
                }),
            }
        }
    }
}
