//! Splits a query into tokens.
//!
//! Owns the meaning of a character in its position: what ends a word, which quotation marks match, when a sign, a slash
//! or a parenthesis is an operator, and that full-width forms of operators count. Must not know what the tokens mean
//! together. Every token has its span in characters.

use quanwen_messages::{Text, message, text};

use super::character::{ends_word, half_width, is_blank, is_quotation_mark};
use super::field::{self, Field};
use super::query_char::QueryChar;
use super::syntax_error::{Lexed, SyntaxError};
use super::tree::{Occur, Scope, Spanned};

/// Maximum length of a query, in characters.
const MAX_LENGTH: usize = 10_000;
/// Maximum distance of a near term, in characters.
const MAX_DISTANCE: u32 = 1000;

/// A token.
#[derive(Debug, PartialEq, Eq)]
pub(super) enum Token {
    /// A run without blanks.
    Word(Vec<QueryChar>),
    /// A text in quotation marks, and the distance after it.
    Quoted(Vec<QueryChar>, Option<u32>),
    /// The expression between two slashes.
    Regex(String),
    /// `同句`, directly before a parenthesis.
    Together(Scope),
    /// The name of a field with its colon.
    Field(Field),
    /// `+` or `-` before something.
    Sign(Occur),
    And,
    Or,
    Not,
    Open,
    Close,
}

/// The operator that a character is where it stands by itself.
fn chinese_operator(char: char) -> Option<Token> {
    match char {
        '且' => Some(Token::And),
        '或' => Some(Token::Or),
        '非' => Some(Token::Not),
        _ => None,
    }
}

/// Whether a word is an operator where it has blanks around it.
pub(super) fn is_chinese_operator(word: &str) -> bool {
    let mut characters = word.chars();
    let first = characters.next().and_then(chinese_operator);
    first.is_some() && characters.next().is_none()
}

/// Refuses a query that is too long.
pub(super) fn check_length(query: &str) -> Lexed<()> {
    if query.chars().nth(MAX_LENGTH).is_some() {
        return SyntaxError::at(
            MAX_LENGTH,
            text!("a query has at most 10,000 characters: shorten it, or run several queries"),
        );
    }
    Ok(())
}

/// Splits a query into tokens.
pub(super) fn tokens(query: &str) -> Lexed<Vec<Spanned<Token>>> {
    check_length(query)?;
    let chars: Vec<char> = query.chars().collect();
    let mut lexer = Lexer {
        partners: partners(&chars),
        chars,
        at: 0,
        tokens: Vec::new(),
    };
    while lexer.skip_blanks() {
        let start = lexer.at;
        let value = lexer.token()?;
        let span = start..lexer.at;
        lexer.tokens.push(Spanned { value, span });
    }
    Ok(lexer.tokens)
}

/// For each opening parenthesis its closing one, if there is no blank or quotation mark between them.
fn partners(chars: &[char]) -> Vec<Option<usize>> {
    let mut partners = vec![None; chars.len()];
    let mut open = Vec::new();
    let mut escaped = false;
    for (at, char) in chars.iter().enumerate() {
        match half_width(*char) {
            _ if escaped => {}
            '(' => open.push(at),
            ')' => {
                if let Some(start) = open.pop() {
                    partners[start] = Some(at);
                }
            }
            _ if ends_word(*char) => open.clear(),
            _ => {}
        }
        escaped = *char == '\\' && !escaped;
    }
    partners
}

struct Lexer {
    chars: Vec<char>,
    partners: Vec<Option<usize>>,
    at: usize,
    tokens: Vec<Spanned<Token>>,
}

impl Lexer {
    fn char_at(&self, at: usize) -> Option<char> {
        self.chars.get(at).copied()
    }

    fn half_width_at(&self, at: usize) -> Option<char> {
        self.char_at(at).map(half_width)
    }

    /// The rest of the query, in half-width forms.
    fn ahead(&self) -> impl Iterator<Item = char> {
        self.chars[self.at..].iter().copied().map(half_width)
    }

    /// Skips blanks; returns whether anything follows.
    fn skip_blanks(&mut self) -> bool {
        while self.char_at(self.at).is_some_and(is_blank) {
            self.at += 1;
        }
        self.at < self.chars.len()
    }

    fn last(&self) -> Option<&Token> {
        self.tokens.last().map(|token| &token.value)
    }

    /// Whether a sign or a slash may be here: not directly after a word, a quotation or a group.
    fn is_fresh(&self) -> bool {
        let opened = matches!(
            self.last(),
            None | Some(Token::Open | Token::Sign(_) | Token::Field(_))
        );
        opened || self.chars[..self.at].last().copied().is_some_and(is_blank)
    }

    /// Whether there is something directly at a position for a sign or slash to apply to.
    fn applies_at(&self, at: usize) -> bool {
        self.half_width_at(at)
            .is_some_and(|char| !is_blank(char) && char != ')')
    }

    fn token(&mut self) -> Lexed<Token> {
        let char = self.chars[self.at];
        match half_width(char) {
            '(' => Ok(self.take(Token::Open)),
            ')' => Ok(self.take(Token::Close)),
            _ if is_quotation_mark(char) => self.quoted(),
            '+' | '-' if self.is_fresh() && self.applies_at(self.signs_end()) => self.sign(),
            '/' if self.is_fresh() && self.applies_at(self.at + 1) => self.regex(),
            _ => self.word_or_name(),
        }
    }

    /// A token of one character.
    fn take(&mut self, token: Token) -> Token {
        self.at += 1;
        token
    }

    fn signs_end(&self) -> usize {
        let signs = self.ahead().take_while(|char| matches!(char, '+' | '-'));
        self.at + signs.count()
    }

    fn sign(&mut self) -> Lexed<Token> {
        if self.signs_end() > self.at + 1 {
            return SyntaxError::at(
                self.at + 1,
                text!("a second sign: write one, + for what must occur or - for what must not"),
            );
        }
        let must = self.half_width_at(self.at) == Some('+');
        let occur = if must { Occur::Must } else { Occur::MustNot };
        Ok(self.take(Token::Sign(occur)))
    }

    fn word_or_name(&mut self) -> Lexed<Token> {
        if let Some(token) = self.operator().or_else(|| self.together()) {
            return Ok(token);
        }
        match self.field()? {
            Some(field) => Ok(Token::Field(field)),
            None => Ok(self.word()),
        }
    }

    fn operator(&mut self) -> Option<Token> {
        if let Some(token) = self.chinese_operator() {
            return Some(token);
        }
        let word: String = self
            .ahead()
            .take(4)
            .take_while(char::is_ascii_uppercase)
            .collect();
        let token = match word.as_str() {
            "AND" => Token::And,
            "OR" => Token::Or,
            "NOT" => Token::Not,
            _ => return None,
        };
        let end = self.at + word.len();
        let signed = matches!(self.last(), Some(Token::Sign(_)));
        let alone = !signed && self.char_at(end).is_none_or(ends_word);
        alone.then(|| {
            self.at = end;
            token
        })
    }

    /// `且`, `或` or `非` by itself, with blanks around it: 或者 and 非法 are words.
    fn chinese_operator(&mut self) -> Option<Token> {
        let token = chinese_operator(self.chars[self.at])?;
        let is_blank_at = |at: usize| self.char_at(at).is_some_and(is_blank);
        let is_after_blank = self.at.checked_sub(1).is_some_and(is_blank_at);
        let is_alone = is_after_blank && is_blank_at(self.at + 1);
        is_alone.then(|| self.take(token))
    }

    fn together(&mut self) -> Option<Token> {
        let scope = match (self.char_at(self.at)?, self.char_at(self.at + 1)?) {
            ('同', '句') => Scope::Sentence,
            ('同', '段') => Scope::Paragraph,
            ('同', '节') => Scope::Section,
            _ => return None,
        };
        (self.half_width_at(self.at + 2) == Some('(')).then(|| {
            self.at += 2;
            Token::Together(scope)
        })
    }

    /// A name with a colon. `http://` is not one, and Chinese characters with a colon that name no field are words.
    fn field(&mut self) -> Lexed<Option<Field>> {
        if let Some((field, length)) = Field::chinese(&self.chars[self.at..]) {
            self.at += length;
            return Ok(Some(field));
        }
        let is_of_name = |char: &char| char.is_ascii_alphabetic() || *char == '_';
        let name: String = self.ahead().take_while(is_of_name).collect();
        let colon = self.at + name.len();
        let mut rest = self.chars[colon..].iter().copied().map(half_width);
        if name.is_empty() || rest.next() != Some(':') || rest.take(2).eq("//".chars()) {
            return Ok(None);
        }
        let Some(field) = Field::named(&name) else {
            return SyntaxError::at(self.at, field::unknown(&name));
        };
        self.at = colon + 1;
        Ok(Some(field))
    }

    /// A run up to a blank, a quotation mark or a parenthesis, except for parentheses that begin and end inside it.
    fn word(&mut self) -> Token {
        let mut characters = Vec::new();
        while let Some(char) = self.char_at(self.at) {
            match self.partners[self.at] {
                Some(end) if !characters.is_empty() => {
                    while self.at <= end {
                        characters.push(self.query_char());
                    }
                }
                _ if ends_word(char) => break,
                _ => characters.push(self.query_char()),
            }
        }
        Token::Word(characters)
    }

    /// The next character, or the one after a backslash. A backslash that ends the query stands for itself.
    fn query_char(&mut self) -> QueryChar {
        let escaped = self.chars[self.at] == '\\' && self.at + 1 < self.chars.len();
        self.at += usize::from(escaped);
        let at = self.at;
        self.at += 1;
        QueryChar {
            char: self.chars[at],
            at,
            escaped,
        }
    }

    fn quoted(&mut self) -> Lexed<Token> {
        let start = self.at;
        let open = self.chars[start];
        if matches!(open, '」' | '』') {
            return SyntaxError::at(
                start,
                message!(
                    "`{open}` has no opening mark: write \\{open} to find it",
                    open = open
                ),
            );
        }
        self.at += 1;
        let Some(characters) = self.quotation(open) else {
            return SyntaxError::at(
                start,
                message!(
                    "the quotation has no end: close it, or write \\{open} to find the mark",
                    open = open
                ),
            );
        };
        Ok(Token::Quoted(characters, self.distance()?))
    }

    /// The characters up to the closing quotation mark; `“”` within a quotation are part of it.
    fn quotation(&mut self, open: char) -> Option<Vec<QueryChar>> {
        let mut characters = Vec::new();
        let mut nested = 0_usize;
        loop {
            let char = self.char_at(self.at)?;
            if closes(open, char, nested) {
                self.at += 1;
                return Some(characters);
            }
            match char {
                '“' => nested += 1,
                '”' => nested = nested.saturating_sub(1),
                _ => {}
            }
            characters.push(self.query_char());
        }
    }

    /// `~10` directly after a quotation.
    fn distance(&mut self) -> Lexed<Option<u32>> {
        if self.half_width_at(self.at) != Some('~') {
            return Ok(None);
        }
        self.at += 1;
        let start = self.at;
        let digits: String = self.ahead().take_while(|char| !ends_word(*char)).collect();
        self.at += digits.chars().count();
        let number = digits.bytes().all(|byte| byte.is_ascii_digit());
        match digits.parse() {
            Ok(distance) if number && distance <= MAX_DISTANCE => Ok(Some(distance)),
            _ => SyntaxError::at(
                start.min(self.chars.len()),
                text!(
                    "the distance is a number of characters from 0 to 1000, as in \"行政 诉讼\"~10"
                ),
            ),
        }
    }

    fn regex(&mut self) -> Lexed<Token> {
        let start = self.at;
        self.at += 1;
        let Some(pattern) = self.pattern() else {
            return SyntaxError::at(start, ENDLESS_EXPRESSION);
        };
        if pattern.trim().is_empty() {
            return SyntaxError::at(start, EMPTY_EXPRESSION);
        }
        match self.char_at(self.at) {
            Some(char) if !is_blank(char) && !matches!(half_width(char), '(' | ')') => {
                SyntaxError::at(
                    self.at,
                    text!(
                        "the regular expression ends before this: add a blank after the slash, \
                 or write \\/ for a slash that belongs to it"
                    ),
                )
            }
            _ => Ok(Token::Regex(pattern)),
        }
    }

    /// The regular expression up to the closing slash, keeping backslashes except before slashes.
    fn pattern(&mut self) -> Option<String> {
        let mut pattern = String::new();
        while self.half_width_at(self.at)? != '/' {
            let next = self.query_char();
            if next.escaped && half_width(next.char) != '/' {
                pattern.push('\\');
            }
            pattern.push(next.char);
        }
        self.at += 1;
        Some(pattern)
    }
}

/// After the first slash is no other.
pub(super) const ENDLESS_EXPRESSION: Text = text!(
    "a regular expression begins here and has no end: close it with /, \
     or write \\/ or quotation marks to find the slash"
);
/// Between the slashes is nothing.
pub(super) const EMPTY_EXPRESSION: Text =
    text!("the regular expression is empty: write it between the slashes, or \\/ to find a slash");

/// Whether a mark closes a quotation that has `nested` unclosed `“` inside.
fn closes(open: char, mark: char, nested: usize) -> bool {
    match open {
        '「' => mark == '」',
        '『' => mark == '』',
        '”' => matches!(mark, '“' | '”' | '"' | '＂'),
        _ => matches!(mark, '"' | '＂') || mark == '”' && nested == 0,
    }
}
