//! Writes a syntax tree as a query that parses to the same tree.
//!
//! There is one way to write each node: half-width operators, straight quotation marks, parentheses only where the tree
//! needs them, backslashes only where a text could be read as something else.

use std::fmt::{self, Display, Formatter, Write};

use super::character::{ends_word, half_width, is_blank};
use super::lexer::{Token, is_chinese_operator, tokens};
use super::query_char::{is_enumeration, starred, text};
use super::tree::{Clause, FieldValue, Node, Occur, PatternPart, Scope, Spanned};

impl Display for Node {
    fn fmt(&self, f: &mut Formatter<'_>) -> fmt::Result {
        match self {
            Self::Words(text) => word(f, &text.value),
            Self::Exact(text) => quoted(f, &text.value),
            Self::Pattern(parts) => pattern(f, &parts.value),
            Self::Regex(pattern) => regex(f, &pattern.value),
            Self::Near { parts, distance } => near(f, &parts.value, *distance),
            Self::Together { scope, parts } => together(f, *scope, &parts.value),
            Self::Field(value) => write!(f, "{}", value.value),
            Self::All(parts) => joined(f, parts, " AND ", |part| {
                matches!(part, Self::All(_) | Self::Any(_) | Self::Clauses(_))
            }),
            Self::Any(parts) => joined(f, parts, " OR ", |part| {
                matches!(part, Self::Any(_) | Self::Clauses(_))
            }),
            Self::Not(part) => {
                f.write_str("NOT ")?;
                in_parentheses(f, part, is_compound(part))
            }
            Self::Clauses(clauses) => separated(f, clauses, " ", |f, clause| write!(f, "{clause}")),
        }
    }
}

impl Display for Clause {
    fn fmt(&self, f: &mut Formatter<'_>) -> fmt::Result {
        let sign = match self.occur {
            Occur::Plain => {
                let nested = matches!(self.node, Node::Clauses(_));
                return in_parentheses(f, &self.node, nested);
            }
            Occur::Must => '+',
            Occur::MustNot => '-',
        };
        f.write_char(sign)?;
        in_parentheses(f, &self.node, is_compound(&self.node))
    }
}

impl Display for FieldValue {
    fn fmt(&self, f: &mut Formatter<'_>) -> fmt::Result {
        let (name, text) = match self {
            Self::Title(text) => ("title", text),
            Self::Heading(text) => ("heading", text),
            Self::Region(text) => ("region", text),
            Self::Issuer(text) => ("issuer", text),
            Self::DocumentNumber(text) => ("document_number", text),
            Self::Year(range) => return write!(f, "year:{range}"),
        };
        write!(f, "{name}:")?;
        word_or_quoted(f, text, text.contains(['?', '*', '＊']))
    }
}

impl Display for Scope {
    fn fmt(&self, f: &mut Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Self::Sentence => "同句",
            Self::Paragraph => "同段",
            Self::Section => "同节",
        })
    }
}

/// Whether a node needs parentheses after a sign or `NOT`.
fn is_compound(node: &Node) -> bool {
    matches!(
        node,
        Node::All(_) | Node::Any(_) | Node::Not(_) | Node::Clauses(_)
    )
}

fn in_parentheses(f: &mut Formatter<'_>, node: &Node, needed: bool) -> fmt::Result {
    if needed {
        write!(f, "({node})")
    } else {
        write!(f, "{node}")
    }
}

fn joined(
    f: &mut Formatter<'_>,
    parts: &[Node],
    operator: &str,
    nested: fn(&Node) -> bool,
) -> fmt::Result {
    separated(f, parts, operator, |f, part| {
        in_parentheses(f, part, nested(part))
    })
}

fn separated<T>(
    f: &mut Formatter<'_>,
    parts: &[T],
    separator: &str,
    write: impl Fn(&mut Formatter<'_>, &T) -> fmt::Result,
) -> fmt::Result {
    for (index, part) in parts.iter().enumerate() {
        f.write_str(if index > 0 { separator } else { "" })?;
        write(f, part)?;
    }
    Ok(())
}

/// A word, with backslashes where it would be read as something else.
fn word(f: &mut Formatter<'_>, text: &str) -> fmt::Result {
    if is_plain(text) {
        return f.write_str(text);
    }
    for (at, char) in text.chars().enumerate() {
        let special = ends_word(char) || is_special_in_quotation(char) || is_enumeration(char);
        escaped(f, char, at == 0 || special)?;
    }
    Ok(())
}

/// Whether a text is read as one word wherever a word is allowed.
fn is_plain(plain: &str) -> bool {
    let is_read = |query: &str| {
        let tokens = tokens(query).unwrap_or_default();
        let last = tokens.last().map(|token| &token.value);
        let read = matches!(last, Some(Token::Word(characters)) if text(characters) == plain && starred(characters).is_none());
        (tokens.len(), read)
    };
    !plain.contains('\\')
        && !is_chinese_operator(plain)
        && is_read(plain) == (1, true)
        && is_read(&format!("+{plain}")) == (2, true)
}

/// A value or part, in quotation marks if it is not a plain word or if `quote`. Text with blanks at its ends is escaped
/// instead, since a quotation would trim them.
fn word_or_quoted(f: &mut Formatter<'_>, text: &str, quote: bool) -> fmt::Result {
    let blank_at_end = text.starts_with(is_blank) || text.ends_with(is_blank);
    if blank_at_end || !quote && is_plain(text) {
        word(f, text)
    } else {
        quoted(f, text)
    }
}

fn escaped(f: &mut Formatter<'_>, char: char, needed: bool) -> fmt::Result {
    f.write_str(if needed { "\\" } else { "" })?;
    f.write_char(char)
}

/// A query for the sections that have one of some texts, each as in quotation marks.
pub(crate) fn exact_query(texts: &[&str]) -> String {
    let exact = |text: &&str| {
        Node::Exact(Spanned {
            value: (*text).to_string(),
            span: 0..0,
        })
    };
    Node::Any(texts.iter().map(exact).collect()).to_string()
}

fn quoted(f: &mut Formatter<'_>, text: &str) -> fmt::Result {
    f.write_char('"')?;
    within_quotation(f, text, |_| false)?;
    f.write_char('"')
}

/// A text between quotation marks, with a backslash before each character that has a meaning there.
fn within_quotation(
    f: &mut Formatter<'_>,
    text: &str,
    special: impl Fn(char) -> bool,
) -> fmt::Result {
    for char in text.chars() {
        escaped(f, char, special(char) || is_special_in_quotation(char))?;
    }
    Ok(())
}

/// Whether a character is a wildcard, a backslash, or closes or nests straight quotation marks.
fn is_special_in_quotation(char: char) -> bool {
    matches!(char, '\\' | '?' | '*' | '＊' | '"' | '＂' | '“' | '”')
}

fn pattern(f: &mut Formatter<'_>, parts: &[PatternPart]) -> fmt::Result {
    f.write_char('"')?;
    for part in parts {
        match part {
            PatternPart::Text(text) => within_quotation(f, text, |_| false)?,
            PatternPart::One => f.write_char('?')?,
            PatternPart::Some => f.write_char('*')?,
        }
    }
    f.write_char('"')
}

fn regex(f: &mut Formatter<'_>, pattern: &str) -> fmt::Result {
    let mut after_backslash = false;
    f.write_char('/')?;
    for char in pattern.chars() {
        escaped(f, char, half_width(char) == '/' && !after_backslash)?;
        after_backslash = char == '\\' && !after_backslash;
    }
    f.write_char('/')
}

fn near(f: &mut Formatter<'_>, parts: &[String], distance: u32) -> fmt::Result {
    f.write_char('"')?;
    separated(f, parts, " ", |f, part| within_quotation(f, part, is_blank))?;
    write!(f, "\"~{distance}")
}

fn together(f: &mut Formatter<'_>, scope: Scope, parts: &[String]) -> fmt::Result {
    write!(f, "{scope}(")?;
    separated(f, parts, " ", |f, part| {
        word_or_quoted(f, part, part.contains(is_enumeration))
    })?;
    f.write_char(')')
}
