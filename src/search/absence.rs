//! Why nothing was found, and what is nearby that does occur.

use serde::Serialize;

use super::boolean::Evaluation;
use super::hit::SearchRequest;
use super::mention::TextCount;
use super::searcher::Searcher;
use crate::error::Result;
use crate::index::Selection;
use crate::query::{Constraint, Leaf, Phrase, Plan};

/// What is known of a query that nothing satisfies.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Absence {
    /// Reports searched.
    pub documents: u64,
    /// Files of the corpus that were not read, so that nothing is known of them.
    pub skipped_files: u64,
    /// What was asked for, part by part.
    pub parts: Vec<AbsentPart>,
    /// Texts like those that do not occur, which do, with their mentions.
    pub nearby: Vec<TextCount>,
}

/// A part of the query.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct AbsentPart {
    /// As typed.
    pub text: String,
    /// Sections that have it, by itself.
    pub sections: u64,
    /// Whether it left nothing: behind the parts before it, no section has it too.
    pub leaves_nothing: bool,
}

/// Nearby texts that are named at the most.
const NEARBY: usize = 5;
/// Characters of a text up to which its parts and similar words are looked for.
const LONGEST: usize = 24;

impl Searcher {
    /// Explains why no section satisfies a plan.
    pub(super) fn absence(
        &self,
        request: &SearchRequest,
        plan: &Plan,
        evaluation: &mut Evaluation,
        selection: &Selection,
    ) -> Result<Absence> {
        let parts = match &request.filter.heading {
            Some(heading) if evaluation.asked().len() == 0 => vec![AbsentPart {
                text: format!("heading:{heading}"),
                sections: 0,
                leaves_nothing: true,
            }],
            _ => parts(plan, evaluation)?,
        };
        let mut nearby: Vec<TextCount> = Vec::new();
        for text in absent_texts(plan, evaluation)? {
            for found in self.nearby(&text, evaluation)? {
                if !nearby.contains(&found) {
                    nearby.push(found);
                }
            }
        }
        nearby.sort_by(|a, b| {
            b.mentions
                .cmp(&a.mentions)
                .then_with(|| a.text.cmp(&b.text))
        });
        nearby.truncate(NEARBY);
        Ok(Absence {
            documents: selection.documents,
            skipped_files: self.snapshot.commit.skipped,
            parts,
            nearby,
        })
    }

    /// Texts like one that does not occur: the words that differ in one character, and its longest parts.
    fn nearby(&self, text: &str, evaluation: &mut Evaluation) -> Result<Vec<TextCount>> {
        let characters: Vec<char> = text.chars().take(LONGEST + 1).collect();
        if characters.len() > LONGEST {
            return Ok(Vec::new());
        }
        let mut candidates = longest_parts(&characters, |part| {
            Ok(!evaluation.frequencies(part)?.is_empty())
        })?;
        candidates.extend(self.snapshot.words_like(text)?);
        let mut found = Vec::new();
        for candidate in candidates {
            let frequencies = evaluation.frequencies(&candidate)?;
            let mentions = frequencies.iter().map(|(_, count)| u64::from(*count)).sum();
            if mentions > 0 {
                found.push(TextCount {
                    text: candidate,
                    mentions,
                });
            }
        }
        Ok(found)
    }
}

/// The parts of a plan that must hold together, each by itself, and which of them leaves nothing.
fn parts(plan: &Plan, evaluation: &mut Evaluation) -> Result<Vec<AbsentPart>> {
    let mut left = evaluation.asked().clone();
    let mut parts = Vec::new();
    for part in plan.constraint.iter().flat_map(Constraint::required) {
        let having = evaluation.satisfying(part)?;
        let before = left.len();
        left.intersect_with(&having);
        parts.push(AbsentPart {
            text: part.typed(),
            sections: having.len(),
            leaves_nothing: before > 0 && left.len() == 0,
        });
    }
    for (word, _) in plan.words().filter(|_| plan.needs_word) {
        let sections = evaluation.frequencies(word)?.len() as u64;
        parts.push(AbsentPart {
            text: word.to_string(),
            sections,
            leaves_nothing: left.len() > 0,
        });
    }
    Ok(parts)
}

/// The texts of a plan that no asked section has.
fn absent_texts(plan: &Plan, evaluation: &mut Evaluation) -> Result<Vec<String>> {
    let words = plan.words().map(|(word, _)| word.to_string());
    let mut texts: Vec<String> = words.collect();
    let leaves = plan.constraint.iter().flat_map(Constraint::wanted_leaves);
    texts.extend(
        leaves
            .flat_map(leaf_texts)
            .map(|phrase| phrase.folded.clone()),
    );
    let mut absent = Vec::new();
    for text in texts {
        if !absent.contains(&text) && evaluation.frequencies(&text)?.is_empty() {
            absent.push(text);
        }
    }
    Ok(absent)
}

fn leaf_texts(leaf: &Leaf) -> &[Phrase] {
    match leaf {
        Leaf::Text(phrase) => std::slice::from_ref(phrase),
        Leaf::Near { texts, .. } | Leaf::Together { texts, .. } => texts,
        Leaf::Scan { .. } | Leaf::Field(_) => &[],
    }
}

/// The longest parts of a text that occur, from the left without overlap, of two characters at the least.
fn longest_parts(
    characters: &[char],
    mut occurs: impl FnMut(&str) -> Result<bool>,
) -> Result<Vec<String>> {
    let mut parts = Vec::new();
    let mut start = 0;
    while start + 2 <= characters.len() {
        let mut longest = None;
        for end in start + 2..=characters.len() {
            let part: String = characters[start..end].iter().collect();
            if !occurs(&part)? {
                break;
            }
            longest = Some((end, part));
        }
        match longest {
            Some((end, part)) => {
                parts.push(part);
                start = end;
            }
            None => start += 1,
        }
    }
    Ok(parts)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_longest_parts_that_occur() {
        let text = "加快推进行政复议体制改革成立委员会";
        let occurs = |part: &str| Ok(text.contains(part));
        let parts =
            |query: &str| longest_parts(&query.chars().collect::<Vec<_>>(), occurs).unwrap();
        assert_eq!(parts("行政复议委员会"), ["行政复议", "委员会"]);
        assert_eq!(parts("行政复仪"), ["行政复"]);
        assert!(parts("公安").is_empty());
    }
}
