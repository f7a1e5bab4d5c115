//! A pattern to be found: a text with wildcards, or an expression between slashes.

use std::ops::Range;

use quanwen_messages::Message;
use regex::Regex;

use super::character::half_width;
use super::constraint::{Leaf, Literal};
use super::lexer::{EMPTY_EXPRESSION, ENDLESS_EXPRESSION};
use super::query_char::{self, QueryChar};
use super::scan;
use super::syntax_error::{Lexed, SyntaxError};
use super::tree::{Node, PatternPart};
use crate::document::saturating_u32;
use crate::error::{Error, Result};
use crate::fold::{Fold, HARD_BREAK};

/// A pattern to be found in folded texts.
#[derive(Debug, Clone)]
pub struct Pattern {
    /// As typed.
    pub text: String,
    /// Matches in a folded paragraph.
    regex: Regex,
    /// Texts that every match contains; may be empty.
    literals: Vec<Literal>,
}

impl Pattern {
    /// Compiles a pattern: `行政*机关` and `行政?议` mean what they mean in quotation marks of a query, `/复议(案件)?[0-9]+件/` is
    /// a regular expression.
    ///
    /// # Errors
    /// [`Error::Query`] for one that is not valid, or matches the empty text.
    pub fn new(text: &str, fold: &Fold) -> Result<Self> {
        let invalid = |column: usize, message: Message| Error::Query {
            query: text.to_string(),
            column,
            message,
        };
        let expression = between_slashes(text)
            .and_then(|expression| expression.map_or_else(|| with_wildcards(text), Ok))
            .map_err(|error| invalid(error.at + 1, error.message))?;
        let leaf = scan::compile(&expression, fold).map_err(|message| invalid(1, message))?;
        let literals = match leaf {
            Leaf::Scan { literals, .. } => literals,
            _ => Vec::new(),
        };
        let regex = scan::with_groups(&expression, fold);
        Ok(Self {
            text: text.to_string(),
            regex: regex.map_err(|message| invalid(1, message))?,
            literals,
        })
    }

    /// Folded texts that every match contains, the longest first; may be empty.
    pub(crate) fn literals(&self) -> Vec<&String> {
        let mut literals: Vec<&String> = self.literals.iter().map(|found| &found.text).collect();
        literals.sort_by_key(|text| std::cmp::Reverse(text.len()));
        literals
    }

    /// The matches in a folded text, in characters: from the left without overlap, none across the end of a paragraph.
    pub(crate) fn matches(&self, folded: &str) -> Vec<Range<u32>> {
        let mut found = Vec::new();
        let mut first = 0;
        for paragraph in folded.split(HARD_BREAK) {
            let (mut byte, mut character) = (0, first);
            for matched in self.regex.find_iter(paragraph) {
                character += count(&paragraph[byte..matched.start()]);
                byte = matched.start();
                found.push(character..character + count(matched.as_str()));
            }
            first = character + count(&paragraph[byte..]) + 1;
        }
        found
    }

    /// The groups of the match that begins at a byte of a folded paragraph, in characters from there; `None` for one that took no
    /// part.
    pub(crate) fn groups_at(&self, paragraph: &str, byte: usize) -> Vec<Option<Range<usize>>> {
        if self.regex.captures_len() == 1 {
            return Vec::new();
        }
        let Some(captures) = self.regex.captures_at(paragraph, byte) else {
            return Vec::new();
        };
        let characters = |end: usize| paragraph[byte..end].chars().count();
        let range = |group: regex::Match| characters(group.start())..characters(group.end());
        let groups = captures.iter().skip(1);
        groups.map(|group| group.map(range)).collect()
    }
}

fn count(text: &str) -> u32 {
    saturating_u32(text.chars().count())
}

/// The groups that patterns capture by their numbers, each with the first name that one of them gives it (`(?<name>…)`). A pattern that
/// is not valid has none.
#[must_use]
pub fn groups_of(patterns: &[String]) -> Vec<Option<String>> {
    let expressions = patterns.iter().filter_map(|pattern| expression(pattern));
    let mut groups: Vec<Option<String>> = Vec::new();
    for of_expression in expressions.map(|expression| scan::groups(&expression)) {
        groups.resize(groups.len().max(of_expression.len()), None);
        for (known, name) in groups.iter_mut().zip(of_expression) {
            *known = known.take().or(name);
        }
    }
    groups
}

/// Whether a text that is looked for as it is looks like a pattern: `行政*`, `行政?议`, `/…/`, `[0-9]`.
#[must_use]
pub fn looks_like_pattern(text: &str) -> bool {
    let characters: Vec<char> = text.trim().chars().collect();
    let has_wildcard = characters.contains(&'*') || characters.contains(&'＊');
    let is_asked = |of: &[char]| of[1] == '?' && of[0].is_alphanumeric() && of[2].is_alphanumeric();
    let is_range = |of: &[char]| {
        let [open, from, '-', to, ..] = of else {
            return false;
        };
        *open == '[' && from.is_alphanumeric() && to.is_alphanumeric()
    };
    let is_class = |of: &[char]| of[0] == '\\' && matches!(of[1], 'd' | 'w' | 's' | 'p' | 'b');
    has_wildcard
        || expression(text).is_some()
        || characters.windows(3).any(is_asked)
        || characters.windows(4).any(is_range)
        || characters.windows(2).any(is_class)
}

/// The expression between the slashes at both ends of a pattern; `None` if it is none.
fn expression(text: &str) -> Option<String> {
    between_slashes(text).ok().flatten()
}

/// The expression between the slashes at both ends of a pattern, in which `\/` is a slash; `None` if the pattern does not begin with
/// one.
fn between_slashes(text: &str) -> Lexed<Option<String>> {
    let is_slash = |char: char| half_width(char) == '/';
    let trimmed = text.trim();
    let Some(rest) = trimmed.strip_prefix(is_slash) else {
        return Ok(None);
    };
    let start = text.chars().take_while(|char| char.is_whitespace()).count();
    let is_escaped = |before: &str| (before.len() - before.trim_end_matches('\\').len()) % 2 == 1;
    let Some(inside) = rest
        .strip_suffix(is_slash)
        .filter(|inside| !is_escaped(inside))
    else {
        return SyntaxError::at(start, ENDLESS_EXPRESSION);
    };
    if inside.trim().is_empty() {
        return SyntaxError::at(start, EMPTY_EXPRESSION);
    }
    Ok(Some(inside.replace(r"\/", "/")))
}

/// The expression of a text with wildcards, which a backslash makes characters.
fn with_wildcards(text: &str) -> Lexed<String> {
    let mut characters = Vec::new();
    let mut typed = text.chars().enumerate().peekable();
    while let Some((at, char)) = typed.next() {
        let next = typed.next_if(|_| char == '\\');
        characters.push(QueryChar {
            char: next.map_or(char, |(_, next)| next),
            at,
            escaped: next.is_some(),
        });
    }
    let span = 0..characters.len();
    let inside = query_char::quotation(&characters, &span)?;
    if !inside.iter().any(QueryChar::is_wildcard) {
        let text = PatternPart::Text(query_char::text(inside));
        return Ok(scan::pattern(&[text]));
    }
    match query_char::pattern(inside, span)? {
        Node::Pattern(parts) => Ok(scan::pattern(&parts.value)),
        other => Ok(other.to_string()),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::schema::Schema;

    fn pattern(text: &str) -> Result<Pattern> {
        Pattern::new(text, &Fold::new(&Schema::embedded()).unwrap())
    }

    #[test]
    fn matches_are_taken_from_the_left_and_within_paragraphs() {
        let found = |text: &str, folded: &str| {
            let found = pattern(text).unwrap().matches(folded).into_iter();
            found
                .map(|range| (range.start, range.end))
                .collect::<Vec<_>>()
        };
        assert_eq!(
            found("行政*机关", "行政复议机关、行政机关。行政\n机关"),
            [(0, 6), (7, 11)]
        );
        assert_eq!(found("行政?议", "行政\n行政复议行政"), [(3, 7)]);
        assert_eq!(found("/年+/", "年年\n年a年"), [(0, 2), (3, 4), (5, 6)]);
        assert_eq!(
            found("/^复议|复议$/", "复议复议复议\n复议"),
            [(0, 2), (4, 6), (7, 9)]
        );
        assert_eq!(found(r"行政\?", "行政?行政"), [(0, 3)]);
        assert_eq!(found("復議", "复议"), [(0, 2)]);
    }

    #[test]
    fn groups_are_those_of_the_match() {
        let of = |text: &str, paragraph: &str, start: &str| {
            let byte = paragraph.find(start).unwrap();
            pattern(text).unwrap().groups_at(paragraph, byte)
        };
        let text = "/办理(行政)?复议([0-9]+)件/";
        let paragraph = "去年办理复议12件,办理行政复议3件";
        assert_eq!(of(text, paragraph, "办理复议"), [None, Some(4..6)]);
        assert_eq!(of(text, paragraph, "办理行政"), [Some(2..4), Some(6..7)]);
        assert!(of("行政*机关", "行政机关", "行政").is_empty());
        let groups = |patterns: &[&str]| {
            groups_of(
                &patterns
                    .iter()
                    .map(|text| (*text).into())
                    .collect::<Vec<_>>(),
            )
        };
        assert_eq!(groups(&[text]), [None, None]);
        let named = "/(案件(?<number>[0-9]+)|(.))件/";
        let number = || Some("number".to_string());
        assert_eq!(groups(&[named]), [None, number(), None]);
        assert_eq!(
            groups(&[text, "/(", named, "/(?<a>.)/"]),
            [Some("a".to_string()), number(), None]
        );
        assert!(groups(&["行政*", "/(/"]).is_empty());
    }

    #[test]
    fn an_invalid_pattern_says_why() {
        let said = |text: &str| pattern(text).unwrap_err().to_string();
        assert!(said("行政*").contains("at the beginning or end"));
        assert!(said("?").contains("wildcards alone"));
        assert!(said("/复议(/").contains("unclosed group"));
        assert!(said("/(案件)*/").contains("use +"));
        assert!(said(" ").contains("empty"));
        for endless in ["/复议[0-9]+", "/", r"/复议\/", " ／复议"] {
            assert!(said(endless).contains("has no end"), "{endless}");
        }
        assert!(said("//").contains("the regular expression is empty"));
        assert!(pattern(r"/复议\\/").is_ok());
    }

    #[test]
    fn a_text_that_looks_like_a_pattern_is_told_from_others() {
        let patterns = [
            "行政*",
            "行政＊机关",
            "行政?议",
            "/复议/",
            "[0-9]件",
            r"\d件",
        ];
        assert!(patterns.into_iter().all(looks_like_pattern));
        let texts = [
            "为什么?",
            "为什么？",
            "a/b",
            "/",
            "岚府发[2020]12号",
            "复议",
            "1-2",
        ];
        assert!(!texts.into_iter().any(looks_like_pattern));
    }
}
