//! Explains an answer without hits, and suggests similar texts that occur.

use super::sections::Sections;
use super::similar::similar;
use crate::api::{Coverage, SearchRequest, TextCount, UnmatchedPart, ZeroHits};
use crate::error::Result;
use crate::query::{Constraint, Leaf, Phrase, Plan, figure};

/// Maximum number of suggestions.
const MAX_SUGGESTIONS: usize = 5;
/// Maximum length of a text that gets suggestions, in characters.
const MAX_LENGTH: usize = 24;
/// Maximum length of a text of which each part may be what is miswritten, in characters.
const MAX_CUT: usize = 8;

/// Explains why no section satisfies a plan, given what was searched.
pub(super) fn zero_hits(
    request: &SearchRequest,
    plan: &Plan,
    sections: &mut dyn Sections,
    coverage: &Coverage,
) -> Result<ZeroHits> {
    let nothing_searched = sections.len() == 0;
    let parts = if nothing_searched {
        let heading = request.filter.heading.iter();
        let heading = heading.map(|heading| format!("heading:{heading}"));
        let names = request
            .filter
            .parts
            .iter()
            .map(|part| format!("part:{part}"));
        let unmatched = |text| UnmatchedPart {
            text,
            sections: 0,
            leaves_nothing: true,
        };
        heading.chain(names).map(unmatched).collect()
    } else {
        parts(plan, sections)?
    };
    let mut suggestions: Vec<TextCount> = Vec::new();
    let missing = if nothing_searched {
        Vec::new()
    } else {
        missing_texts(plan, sections)?
    };
    for text in missing {
        for found in suggestions_for(&text, sections)? {
            if !suggestions.contains(&found) {
                suggestions.push(found);
            }
        }
    }
    suggestions.sort_by(|a, b| {
        b.mentions
            .cmp(&a.mentions)
            .then_with(|| a.text.cmp(&b.text))
    });
    suggestions.truncate(MAX_SUGGESTIONS);
    Ok(ZeroHits {
        documents: coverage.documents,
        skipped_files: coverage.skipped_files,
        parts,
        suggestions,
    })
}

/// Suggestions for a text that does not occur: its longest parts, and similar texts.
fn suggestions_for(text: &str, sections: &mut dyn Sections) -> Result<Vec<TextCount>> {
    let characters: Vec<char> = text.chars().take(MAX_LENGTH + 1).collect();
    if characters.len() > MAX_LENGTH {
        return Ok(Vec::new());
    }
    let mut found = Vec::new();
    for text in longest_parts(&characters, |part| {
        Ok(!sections.frequencies(part)?.is_empty())
    })? {
        let mentions = sections.occurrences(&text)?;
        found.push(TextCount { text, mentions });
    }
    let cuts: Vec<usize> = match characters.len() {
        length @ ..=MAX_CUT => (0..length).collect(),
        _ => vec![0],
    };
    let similar = similar(text, &cuts, sections)?;
    found.extend(similar.into_iter().map(|similar| TextCount {
        text: similar.text,
        mentions: similar.mentions,
    }));
    Ok(found)
}

/// The required parts of a plan: how many sections match each alone, and which of them leaves none.
fn parts(plan: &Plan, sections: &mut dyn Sections) -> Result<Vec<UnmatchedPart>> {
    let mut left = sections.len();
    let required: Vec<&Constraint> = plan
        .constraint
        .iter()
        .flat_map(Constraint::required)
        .collect();
    let mut parts = Vec::new();
    for (index, part) in required.iter().enumerate() {
        let before = left;
        left = sections.satisfying(&required[..=index])?;
        parts.push(UnmatchedPart {
            text: part.typed(),
            sections: sections.satisfying(&[part])?,
            leaves_nothing: before > 0 && left == 0,
        });
    }
    if !plan.needs_word {
        return Ok(parts);
    }
    let mut add = |text: String, sections: u64| {
        parts.push(UnmatchedPart {
            text,
            sections,
            leaves_nothing: left > 0,
        });
    };
    for (word, _) in plan.words() {
        add(word.to_string(), sections.sections_with(word)?);
    }
    for figure in plan.figures() {
        let found = sections.frequencies_of_figure(&figure::spellings(&figure))?;
        add(figure, found.doc_freq);
    }
    Ok(parts)
}

/// The texts of a plan that occur in no section of the scope.
fn missing_texts(plan: &Plan, sections: &mut dyn Sections) -> Result<Vec<String>> {
    let mut texts: Vec<String> = plan.words().map(|(word, _)| word.to_string()).collect();
    let leaves = plan.constraint.iter().flat_map(Constraint::wanted_leaves);
    texts.extend(
        leaves
            .flat_map(leaf_texts)
            .map(|phrase| phrase.folded.clone()),
    );
    let mut missing = Vec::new();
    for text in texts {
        if !missing.contains(&text) && sections.frequencies(&text)?.is_empty() {
            missing.push(text);
        }
    }
    Ok(missing)
}

fn leaf_texts(leaf: &Leaf) -> &[Phrase] {
    match leaf {
        Leaf::Text(phrase) => std::slice::from_ref(phrase),
        Leaf::Near { texts, .. } | Leaf::Together { texts, .. } => texts,
        Leaf::Figure(_) | Leaf::Scan { .. } | Leaf::Field(_) => &[],
    }
}

/// The longest parts of a text that occur, at least two characters long, from the left without overlap.
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
