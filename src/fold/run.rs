//! A run of letters and digits with the blanks and marks between them: which blanks count.
//!
//! Chinese text has blanks inside numbers and names (`1 000万吨`, `2 0 2 0年`, `PM 2.5`, `G D P`) and between numbers that
//! are not one (`“6 1”`). The rules are in docs/adr/0003-fold.md.

use super::Marks;
use super::sink::Sink;

/// Digits of a group after a blank: `1 000`.
const GROUP: usize = 3;
/// Single digits or more with blanks between them are one number.
const SINGLES: usize = 3;

/// Maximum number of characters of a run; a longer one is read as several.
const MAX_RUN: usize = 65_536;

/// A run of letters and digits.
#[derive(Debug, Default)]
pub(super) struct Run {
    parts: Vec<Part>,
    /// Whether a quotation mark is directly before it.
    follows_mark: bool,
    /// Whether it continues the fraction of a number: `2.` is before it.
    is_fraction: bool,
    /// Whether anything in it depends on what is around it.
    is_open: bool,
}

/// A folded character of a run, with its first byte and its bytes.
#[derive(Debug, Clone, Copy)]
struct Part {
    kind: Kind,
    start: u32,
    length: u8,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Kind {
    Letter(char),
    Digit(char),
    /// A prime; becomes a sign between digits, and a mark elsewhere.
    Prime(char),
    /// Neither letter nor digit, but not passed over.
    Sign(char),
    Mark(char),
    Blank {
        /// Whether it is more than one blank, or a tab: it separates columns.
        is_wide: bool,
    },
}

/// Letters or digits of a run without anything between them.
#[derive(Debug, Clone, Copy)]
struct Token {
    is_number: bool,
    length: usize,
    first: usize,
    /// The last part of it.
    last: usize,
    /// The blank before it, if it counts so far.
    blank: Option<usize>,
}

impl Run {
    pub(super) fn is_empty(&self) -> bool {
        self.parts.is_empty()
    }

    /// Whether it is longer than any number or name, so that it should end to bound memory.
    pub(super) fn is_full(&self) -> bool {
        self.parts.len() >= MAX_RUN
    }

    /// The last letter or digit.
    pub(super) fn last(&self) -> Option<char> {
        self.parts.iter().rev().find_map(|part| match part.kind {
            Kind::Letter(c) | Kind::Digit(c) => Some(c),
            _ => None,
        })
    }

    /// Begins a run: `follows_mark` and `is_fraction` tell what is before it.
    pub(super) fn begin(&mut self, follows_mark: bool, is_fraction: bool) {
        self.follows_mark = follows_mark;
        self.is_fraction = is_fraction;
    }

    pub(super) fn push(&mut self, c: char, start: u32, length: u8) {
        let kind = if c.is_ascii_digit() {
            Kind::Digit(c)
        } else {
            Kind::Letter(c)
        };
        self.add(kind, start, length);
    }

    pub(super) fn push_mark(&mut self, mark: char, start: u32, length: u8) {
        self.add(Kind::Mark(mark), start, length);
    }

    pub(super) fn push_prime(&mut self, prime: char, start: u32, length: u8) {
        self.is_open = true;
        self.add(Kind::Prime(prime), start, length);
    }

    /// Adds white space; more of it makes it wide.
    pub(super) fn push_blank(&mut self, is_tab: bool, start: u32, length: u8) {
        if let Some(Part {
            kind: Kind::Blank { is_wide },
            ..
        }) = self.parts.last_mut()
        {
            *is_wide = true;
            return;
        }
        self.is_open = true;
        self.add(Kind::Blank { is_wide: is_tab }, start, length);
    }

    fn add(&mut self, kind: Kind, start: u32, length: u8) {
        self.parts.push(Part {
            kind,
            start,
            length,
        });
    }

    /// Ends the run: passes its characters to a sink and clears it. `joins`: whether blanks may be passed over, which they
    /// are not in the rows of a table.
    #[inline]
    pub(super) fn end(&mut self, marks: Marks, joins: bool, sink: &mut impl Sink) {
        if self.parts.is_empty() {
            return;
        }
        if self.is_open {
            self.settle_primes();
            self.settle_blanks(joins);
        }
        for part in self.parts.drain(..) {
            match part.kind {
                Kind::Letter(c) | Kind::Digit(c) | Kind::Sign(c) => {
                    sink.push(c, part.start, part.length);
                }
                Kind::Mark(c) | Kind::Prime(c) if marks == Marks::Kept => {
                    sink.push(c, part.start, part.length);
                }
                Kind::Blank { .. } => sink.push(' ', part.start, part.length),
                Kind::Mark(_) | Kind::Prime(_) => {}
            }
        }
        self.is_open = false;
    }

    /// Makes primes between digits signs.
    #[cold]
    fn settle_primes(&mut self) {
        let is_digit = |kind: Kind| matches!(kind, Kind::Digit(_));
        let is_character = |kind: Kind| matches!(kind, Kind::Letter(_) | Kind::Digit(_));
        // For each prime, whether the next letter or digit is a digit.
        let mut after = false;
        let mut before_digit: Vec<usize> = Vec::new();
        for (index, part) in self.parts.iter().enumerate().rev() {
            match part.kind {
                Kind::Prime(_) if after => before_digit.push(index),
                kind if is_character(kind) => after = is_digit(kind),
                _ => {}
            }
        }
        let mut before = false;
        for (index, part) in self.parts.iter_mut().enumerate() {
            match part.kind {
                Kind::Prime(prime) => {
                    let is_next = before_digit.pop_if(|next| *next == index).is_some();
                    if before && is_next {
                        part.kind = Kind::Sign(prime);
                        before = false;
                    }
                }
                kind if is_character(kind) => before = is_digit(kind),
                _ => {}
            }
        }
    }

    /// Removes the blanks that are passed over.
    #[cold]
    fn settle_blanks(&mut self, joins: bool) {
        let mut tokens = self.tokens();
        let mut counts = vec![false; self.parts.len()];
        if joins {
            tokens = self.join_singles(&tokens);
            tokens = self.join_groups(&tokens);
            self.join_letters(&mut tokens);
        }
        for blank in tokens.iter().filter_map(|token| token.blank) {
            counts[blank] = true;
        }
        let mut index = 0;
        self.parts.retain(|part| {
            index += 1;
            counts[index - 1] || !matches!(part.kind, Kind::Blank { .. })
        });
    }

    /// The letters and digits of the run; a blank beside a sign, or at the end of the run, does not count.
    fn tokens(&self) -> Vec<Token> {
        let mut tokens: Vec<Token> = Vec::new();
        let mut blank = None;
        let mut goes_on = false;
        for (index, part) in self.parts.iter().enumerate() {
            let is_number = match part.kind {
                Kind::Letter(_) => false,
                Kind::Digit(_) => true,
                Kind::Sign(_) => {
                    goes_on = false;
                    blank = None;
                    continue;
                }
                Kind::Blank { .. } => {
                    blank = blank.or(goes_on.then_some(index));
                    continue;
                }
                Kind::Mark(_) | Kind::Prime(_) => continue,
            };
            match tokens.last_mut() {
                Some(last) if goes_on && blank.is_none() && last.is_number == is_number => {
                    last.length += 1;
                    last.last = index;
                }
                _ => tokens.push(Token {
                    is_number,
                    length: 1,
                    first: index,
                    last: index,
                    blank: blank.take(),
                }),
            }
            goes_on = true;
        }
        tokens
    }

    fn is_narrow(&self, blank: Option<usize>) -> bool {
        blank.is_some_and(|blank| self.parts[blank].kind == Kind::Blank { is_wide: false })
    }

    /// Joins three or more single digits, unless they are in quotation marks.
    fn join_singles(&self, tokens: &[Token]) -> Vec<Token> {
        let is_single = |token: &Token| token.is_number && token.length == 1;
        let mut joined = Vec::with_capacity(tokens.len());
        let chains = tokens.chunk_by(|before, token| {
            is_single(before) && is_single(token) && self.is_narrow(token.blank)
        });
        for mut chain in chains {
            while chain.len() >= SINGLES && self.follows_quotation(chain[0]) {
                joined.push(chain[0]);
                chain = &chain[1..];
            }
            if chain.len() >= SINGLES && !self.precedes_quotation(chain[chain.len() - 1]) {
                joined.push(one(chain));
            } else {
                joined.extend_from_slice(chain);
            }
        }
        joined
    }

    /// Whether a quotation mark is directly before a token.
    fn follows_quotation(&self, token: Token) -> bool {
        match token.first.checked_sub(1) {
            Some(before) => self.is_quotation_at(before),
            None => self.follows_mark,
        }
    }

    /// Whether a quotation mark is directly after a token.
    fn precedes_quotation(&self, token: Token) -> bool {
        self.is_quotation_at(token.last + 1)
    }

    fn is_quotation_at(&self, index: usize) -> bool {
        let part = self.parts.get(index);
        part.is_some_and(|part| matches!(part.kind, Kind::Mark(mark) if is_quotation(mark)))
    }

    /// Joins groups of three digits to the one, two or three digits that they follow.
    fn join_groups(&self, tokens: &[Token]) -> Vec<Token> {
        let is_group =
            |token: &Token| token.is_number && token.length == GROUP && self.is_narrow(token.blank);
        let mut joined = Vec::with_capacity(tokens.len());
        let mut rest = tokens;
        while let Some(first) = rest.first() {
            let is_fraction = joined.is_empty() && self.is_fraction;
            let is_number = first.is_number && first.length <= GROUP && !is_fraction;
            let groups = rest[1..]
                .iter()
                .take_while(|token| is_number && is_group(token));
            let (number, after) = rest.split_at(1 + groups.count());
            // “5 6 700” is five, six and seven hundred.
            let is_listed = joined.last().is_some_and(|before: &Token| before.is_number)
                && self.is_narrow(first.blank)
                && self.precedes_quotation(number[number.len() - 1]);
            if is_listed {
                joined.extend_from_slice(number);
            } else {
                joined.push(one(number));
            }
            rest = after;
        }
        joined
    }

    /// Joins letters and digits, and single letters.
    fn join_letters(&self, tokens: &mut [Token]) {
        for index in 1..tokens.len() {
            let (before, token) = (tokens[index - 1], tokens[index]);
            let are_single = !before.is_number && before.length == 1 && token.length == 1;
            if self.is_narrow(token.blank) && (before.is_number != token.is_number || are_single) {
                tokens[index].blank = None;
            }
        }
    }
}

/// Whether a mark is a quotation or book-title mark, and not emphasis.
pub(super) fn is_quotation(mark: char) -> bool {
    !matches!(mark, '*' | '_')
}

/// One token of several; there is at least one.
fn one(tokens: &[Token]) -> Token {
    Token {
        length: tokens.iter().map(|token| token.length).sum(),
        last: tokens[tokens.len() - 1].last,
        ..tokens[0]
    }
}
