//! Figures, which are not found as part of a longer number.

use quanwen::backend::figure::{DIGITS, MARKS, OpenEnds, open_ends};
use serde_json::{Value, json};

use crate::candidates::phrase;
use crate::selection::any;
use crate::tokens::{beginning, is_longer, tokens};

/// Characters after a figure that tell whether its number goes on.
const DECIDING: &str = "..";

/// The sections that have a figure in one of its spellings. Of one that [is longer](is_longer_figure), they have its beginning.
pub(crate) fn any_figure(spellings: &[String]) -> Value {
    let each = spellings.iter().map(|spelling| having(spelling));
    any(&each.collect::<Vec<_>>())
}

/// Whether the end of a figure that begins in a section may be told only by what the section does not borrow of the next one.
pub(crate) fn is_longer_figure(spellings: &[String]) -> bool {
    let mut spellings = spellings.iter();
    spellings.any(|spelling| is_longer(&format!("{spelling}{DECIDING}")))
}

fn having(spelling: &str) -> Value {
    if is_longer(spelling) {
        return phrase("chars", &beginning(spelling));
    }
    let OpenEnds { before, after } = open_ends(spelling);
    let tokens = tokens(spelling);
    let figure: Vec<Value> = tokens.split(' ').map(token).collect();
    let (digit, mark) = (one_of(DIGITS), one_of(MARKS));
    let mut longer = Vec::new();
    if before {
        longer.push(in_a_row(&[std::slice::from_ref(&digit), &figure]));
        longer.push(in_a_row(&[&[digit.clone(), mark.clone()], &figure]));
    }
    if after {
        longer.push(in_a_row(&[&figure, std::slice::from_ref(&digit)]));
        longer.push(in_a_row(&[&figure, &[mark, digit]]));
    }
    if longer.is_empty() {
        return phrase("chars", spelling);
    }
    json!({ "span_not": {
        "include": in_a_row(&[&figure]),
        "exclude": { "span_or": { "clauses": longer } },
    } })
}

fn token(token: &str) -> Value {
    json!({ "span_term": { "chars": token } })
}

fn one_of(characters: &str) -> Value {
    let each = characters.chars().map(|c| token(&c.to_string()));
    json!({ "span_or": { "clauses": each.collect::<Vec<_>>() } })
}

fn in_a_row(parts: &[&[Value]]) -> Value {
    json!({ "span_near": { "clauses": parts.concat(), "slop": 0, "in_order": true } })
}
