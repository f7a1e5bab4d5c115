//! Parses tokens into a syntax tree.
//!
//! Precedence: signs and `NOT` bind tightest, then `AND`, then `OR`; juxtaposition binds loosest. Must not know an index,
//! a fold or a word list, and does not check regular expressions. Recursion is limited by [`MAX_DEPTH`].

use std::ops::Range;

use quanwen_messages::{Text, message, text};

use super::field::Field;
use super::lexer::{Token, tokens};
use super::query_char::{
    QueryChar, enumerated, field_value, near, pattern, quotation, several, starred, text,
    without_wildcards,
};
use super::syntax_error::{Lexed, SyntaxError};
use super::tree::{Clause, Node, Occur, Scope, Spanned};
use crate::error::Result;

/// Maximum nesting of parentheses.
const MAX_DEPTH: usize = 64;

/// Parses a query.
///
/// ```
/// use quanwen::query::parse;
///
/// let tree = parse("复议 “诉讼” AND NOT 败诉 year:2018..2022")?;
/// assert_eq!(tree.to_string(), "复议 \"诉讼\" AND NOT 败诉 year:2018..2022");
/// assert!(parse("(复议").is_err());
/// # Ok::<(), quanwen::Error>(())
/// ```
///
/// # Errors
/// [`Error::Query`](crate::Error::Query) with the column of the mistake.
pub fn parse(query: &str) -> Result<Node> {
    let tree = tokens(query).and_then(|tokens| Parser::new(&tokens).query());
    tree.map_err(|error| error.in_query(query))
}

struct Parser<'a> {
    tokens: &'a [Spanned<Token>],
    at: usize,
    depth: usize,
    /// The field whose value is being read.
    field: Option<Field>,
}

impl<'a> Parser<'a> {
    fn new(tokens: &'a [Spanned<Token>]) -> Self {
        Self {
            tokens,
            at: 0,
            depth: 0,
            field: None,
        }
    }

    fn peek(&self) -> Option<&'a Token> {
        self.tokens.get(self.at).map(|token| &token.value)
    }

    fn next(&mut self) -> Option<&'a Spanned<Token>> {
        let token = self.tokens.get(self.at);
        self.at += usize::from(token.is_some());
        token
    }

    fn take(&mut self, token: &Token) -> bool {
        let found = self.peek() == Some(token);
        self.at += usize::from(found);
        found
    }

    fn query(&mut self) -> Lexed<Node> {
        if self.tokens.is_empty() {
            return SyntaxError::at(0, text!("nothing to find: give a text such as 行政复议"));
        }
        let node = self.side_by_side()?;
        match self.next() {
            None => Ok(node),
            Some(close) => SyntaxError::at(
                close.span.start,
                text!(
                    "this parenthesis has no opening one: remove it, or write \\) or quotation marks to find it"
                ),
            ),
        }
    }

    fn side_by_side(&mut self) -> Lexed<Node> {
        let mut clauses = Vec::new();
        while !matches!(self.peek(), None | Some(Token::Close)) {
            clauses.push(self.any()?);
        }
        Ok(collapsed(clauses))
    }

    fn any(&mut self) -> Lexed<Clause> {
        self.joined(&Token::Or, Self::all, Node::Any)
    }

    fn all(&mut self) -> Lexed<Clause> {
        self.joined(&Token::And, Self::operand, Node::All)
    }

    /// One or more parts with an operator between them. A single part keeps its sign.
    fn joined(
        &mut self,
        operator: &Token,
        part: fn(&mut Self) -> Lexed<Clause>,
        join: fn(Vec<Node>) -> Node,
    ) -> Lexed<Clause> {
        let first = part(self)?;
        if self.peek() != Some(operator) {
            return Ok(first);
        }
        let mut parts = vec![without_sign(first)];
        while self.take(operator) {
            parts.push(without_sign(part(self)?));
        }
        Ok(plain(join(parts)))
    }

    fn operand(&mut self) -> Lexed<Clause> {
        match self.peek() {
            Some(Token::Sign(occur)) => {
                self.at += 1;
                let occur = *occur;
                let node = self.primary()?;
                Ok(Clause { occur, node })
            }
            Some(Token::Not) => {
                self.at += 1;
                Ok(plain(Node::Not(Box::new(self.primary()?))))
            }
            _ => Ok(plain(self.primary()?)),
        }
    }

    fn primary(&mut self) -> Lexed<Node> {
        let Some(Spanned { value, span }) = self.next() else {
            return self.nothing_follows();
        };
        let span = span.clone();
        match value {
            Token::Open => self.group(&span),
            Token::Word(characters) => self.word(characters, span),
            Token::Quoted(characters, distance) => self.quoted(characters, *distance, span),
            Token::Regex(_) | Token::Together(_) | Token::Field(_) if self.field.is_some() => {
                SyntaxError::at(span.start, ONLY_TEXTS)
            }
            Token::Regex(value) => Ok(Node::Regex(Spanned {
                value: value.clone(),
                span,
            })),
            Token::Together(scope) => self.together(*scope, &span),
            Token::Field(field) => self.field(*field, &span),
            _ => self.misplaced(),
        }
    }

    /// The error for an operator, a sign or a closing parenthesis, just consumed, where an operand should be.
    fn misplaced(&mut self) -> Lexed<Node> {
        self.at -= 1;
        let token = &self.tokens[self.at];
        let name = operator_name(&token.value);
        match (&token.value, self.before()) {
            (Token::Close, _) => self.nothing_follows(),
            (Token::Sign(_), _) => {
                SyntaxError::at(token.span.start, text!("NOT and a sign: write one of them"))
            }
            (Token::Not, Some(_)) => SyntaxError::at(
                token.span.start,
                text!("NOT twice: write it once, or put the second into parentheses"),
            ),
            (_, Some(before)) => SyntaxError::at(
                token.span.start,
                message!(
                    "nothing between {before} and {name}: remove one, or put a word between",
                    before = before,
                    name = name
                ),
            ),
            _ => SyntaxError::at(
                token.span.start,
                message!(
                    "nothing before {name}: put a word there, or the operator in quotation marks",
                    name = name
                ),
            ),
        }
    }

    /// The operator before the current token.
    fn before(&self) -> Option<&'static str> {
        let before = self.tokens[..self.at].last()?;
        match operator_name(&before.value) {
            "" => None,
            name => Some(name),
        }
    }

    /// The error where the query or a group ends after an operator.
    fn nothing_follows(&self) -> Lexed<Node> {
        let at = self.at.saturating_sub(1);
        let operator = self.tokens.get(at);
        let start = operator.map_or(0, |token| token.span.start);
        let name = operator.map_or("", |token| operator_name(&token.value));
        SyntaxError::at(
            start,
            message!(
                "nothing follows {name}: put a word there, or the operator in quotation marks",
                name = name
            ),
        )
    }

    fn group(&mut self, open: &Range<usize>) -> Lexed<Node> {
        if self.depth == MAX_DEPTH {
            return SyntaxError::at(
                open.start,
                text!(
                    "more than 64 parentheses within each other: remove those that change nothing"
                ),
            );
        }
        if self.take(&Token::Close) {
            return SyntaxError::at(open.start, text!("the parentheses are empty: remove them"));
        }
        self.depth += 1;
        let node = self.side_by_side()?;
        self.depth -= 1;
        if self.take(&Token::Close) {
            Ok(node)
        } else {
            SyntaxError::at(open.start, UNCLOSED)
        }
    }

    /// `name:value` or `name:(values)`; the span of a single value includes the name.
    fn field(&mut self, field: Field, name: &Range<usize>) -> Lexed<Node> {
        if let Some(error) = self.without_value(name) {
            return Err(error);
        }
        self.field = Some(field);
        let mut node = self.primary()?;
        self.field = None;
        if let Node::Field(value) = &mut node {
            value.span.start = name.start;
        }
        Ok(node)
    }

    fn without_value(&self, name: &Range<usize>) -> Option<SyntaxError> {
        let (at, message) = match self.peek() {
            Some(Token::Sign(_)) => (
                self.tokens[self.at].span.start,
                text!("a sign goes before the field's name, as in -title:年度"),
            ),
            None | Some(Token::And | Token::Or | Token::Not | Token::Close) => (
                name.end - 1,
                text!(
                    "nothing follows the field's name: write a word or quoted text after the colon"
                ),
            ),
            _ => return None,
        };
        Some(SyntaxError {
            at,
            message: message.into(),
        })
    }

    fn word(&self, characters: &[QueryChar], span: Range<usize>) -> Lexed<Node> {
        match self.field {
            Some(field) => field_value(field, characters, span),
            None => match starred(characters) {
                Some(starred) if starred.iter().any(QueryChar::is_wildcard) => {
                    pattern(&starred, span)
                }
                Some(starred) => Ok(Node::Exact(Spanned {
                    value: text(&starred),
                    span,
                })),
                None => Ok(Node::Words(Spanned {
                    value: text(characters),
                    span,
                })),
            },
        }
    }

    fn quoted(
        &self,
        characters: &[QueryChar],
        distance: Option<u32>,
        span: Range<usize>,
    ) -> Lexed<Node> {
        let characters = quotation(characters, &span)?;
        match (self.field, distance) {
            (Some(_), Some(_)) => SyntaxError::at(span.start, ONLY_TEXTS),
            (Some(field), None) => field_value(field, characters, span),
            (None, Some(distance)) => near(characters, distance, span),
            (None, None) if characters.iter().any(QueryChar::is_wildcard) => {
                pattern(characters, span)
            }
            (None, None) => Ok(Node::Exact(Spanned {
                value: text(characters),
                span,
            })),
        }
    }

    fn together(&mut self, scope: Scope, keyword: &Range<usize>) -> Lexed<Node> {
        let open = self.next().map_or(keyword.start, |open| open.span.start);
        let mut value = Vec::new();
        loop {
            let Some(token) = self.next() else {
                return SyntaxError::at(open, UNCLOSED);
            };
            if token.value == Token::Close {
                let span = keyword.start..token.span.end;
                let parts = several(value, keyword.start)?;
                return Ok(Node::Together {
                    scope,
                    parts: Spanned { value: parts, span },
                });
            }
            value.extend(parts_of_together(token)?);
        }
    }
}

const UNCLOSED: Text =
    text!("the parenthesis has no end: close it, or write \\( or quotation marks to find it");
const ONLY_TEXTS: Text = text!(
    "the value of a field is a word or quoted text, or several with AND, OR, NOT \
     in parentheses, as in title:(年度 OR 半年)"
);

fn operator_name(token: &Token) -> &'static str {
    match token {
        Token::And => "AND",
        Token::Or => "OR",
        Token::Not => "NOT",
        _ => "",
    }
}

fn plain(node: Node) -> Clause {
    let occur = Occur::Plain;
    Clause { occur, node }
}

/// An operand of `AND` or `OR`, where `+` has no effect.
fn without_sign(clause: Clause) -> Node {
    match clause.occur {
        Occur::MustNot => Node::Not(Box::new(clause.node)),
        Occur::Plain | Occur::Must => clause.node,
    }
}

/// Clauses as one node; a single clause without a sign becomes its node.
fn collapsed(mut clauses: Vec<Clause>) -> Node {
    match clauses.pop_if(|clause| clause.occur == Occur::Plain) {
        Some(clause) if clauses.is_empty() => clause.node,
        last => {
            clauses.extend(last);
            Node::Clauses(clauses)
        }
    }
}

fn parts_of_together(token: &Spanned<Token>) -> Lexed<Vec<String>> {
    match &token.value {
        Token::Word(characters) => Ok(enumerated(characters)),
        Token::Quoted(characters, None) => {
            let characters = quotation(characters, &token.span)?;
            without_wildcards(characters, text!("同句, 同段 or 同节"))?;
            Ok(vec![text(characters)])
        }
        _ => SyntaxError::at(
            token.span.start,
            text!(
                "only words and quoted texts, with blanks between, are allowed here: \
             write operators outside, as in 同句(a b) OR 同句(a c)"
            ),
        ),
    }
}

#[cfg(test)]
mod tests;
