//! Words of a query that look like syntax and are none: `and`, 类型：, a `*` without quotation marks.

use super::character::{half_width, is_quotation_mark};
use super::tree::{Node, Spanned};
use crate::api::{LookAlike, Syntax};

/// English words that are operators in capital letters.
const OPERATORS: [&str; 3] = ["and", "or", "not"];
/// Longest Chinese name before a colon that looks like that of a field, in characters.
const MAX_NAME: usize = 3;

/// What a query has of them, in its order, each once.
pub(crate) fn look_alikes(query: &str, tree: &Node) -> Vec<LookAlike> {
    let mut found = Vec::new();
    gather(query, tree, &mut found);
    found
}

fn gather(query: &str, node: &Node, found: &mut Vec<LookAlike>) {
    let read = match node {
        // After a backslash it was meant as it is.
        Node::Words(words) if query.chars().nth(words.span.start) != Some('\\') => of_words(words),
        Node::Exact(Spanned { span, .. }) => {
            let typed: String = query.chars().skip(span.start).take(span.len()).collect();
            let is_quoted = typed.starts_with(is_quotation_mark);
            (!is_quoted).then_some((typed, Syntax::Wildcard))
        }
        Node::All(nodes) | Node::Any(nodes) => {
            return nodes.iter().for_each(|node| gather(query, node, found));
        }
        Node::Clauses(clauses) => {
            let nodes = clauses.iter().map(|clause| &clause.node);
            return nodes.for_each(|node| gather(query, node, found));
        }
        Node::Not(node) => return gather(query, node, found),
        _ => None,
    };
    if let Some((text, looks_like)) = read
        && found.iter().all(|known| known.text != text)
    {
        let mut read = LookAlike::default();
        (read.text, read.looks_like) = (text, looks_like);
        found.push(read);
    }
}

fn of_words(words: &Spanned<String>) -> Option<(String, Syntax)> {
    let word = &words.value;
    if OPERATORS.contains(&word.to_ascii_lowercase().as_str()) {
        return Some((word.clone(), Syntax::Operator));
    }
    if word.contains(['*', '＊']) {
        return Some((word.clone(), Syntax::Wildcard));
    }
    let name: Vec<char> = word.chars().take_while(|c| half_width(*c) != ':').collect();
    let is_name = (2..=MAX_NAME).contains(&name.len())
        && name.iter().all(|c| c.is_alphabetic() && !c.is_ascii());
    let has_value = word.chars().nth(name.len() + 1).is_some();
    (is_name && has_value).then(|| (name.into_iter().collect(), Syntax::Field))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::query::parse;

    #[test]
    fn what_looks_like_syntax_is_told() {
        let told = |query: &str| {
            let found = look_alikes(query, &parse(query).unwrap());
            let told = found
                .iter()
                .map(|found| format!("{} {:?}", found.text, found.looks_like));
            told.collect::<Vec<_>>().join(", ")
        };
        for (query, expected) in [
            ("行政 and 复议", "and Operator"),
            ("行政 Or 复议", "Or Operator"),
            ("行政 AND 复议", ""),
            ("类型：报告 执法", "类型 Field"),
            ("标题：法治", ""),
            ("关于执法的通知：第一条", ""),
            ("行政*", "行政* Wildcard"),
            ("\"行政*复议\"", ""),
            ("行政*复议", ""),
            ("10:30", ""),
        ] {
            assert_eq!(told(query), expected, "{query}");
        }
    }
}
