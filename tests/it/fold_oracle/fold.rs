//! A second, independent implementation of the fold.
//!
//! It was written from `docs/adr/0003-fold.md` and reads `index-schema/characters.tsv` and `index-schema/fold.toml`. It must
//! not share code with `src/fold`, so that a bug would have to be made twice. It is simple and slow on purpose.

use std::collections::{HashMap, HashSet};
use std::ops::Range;
use std::path::Path;

use quanwen::{Gap, GapKind};
use unicode_normalization::UnicodeNormalization;

/// Blocks of characters that are forms of others and are replaced by these.
const FORMS: [(char, char); 5] = [
    ('\u{2E80}', '\u{2FDF}'),
    ('\u{3000}', '\u{3000}'),
    ('\u{F900}', '\u{FAFF}'),
    ('\u{FF00}', '\u{FFEF}'),
    ('\u{2F800}', '\u{2FA1F}'),
];

/// Blocks of letters and digits between which a blank is kept.
const WITH_BLANKS: [(char, char); 2] = [('\0', '\u{1FFF}'), ('\u{A640}', '\u{ABFF}')];

/// White space that Unicode does not classify as such.
const BRAILLE_BLANK: char = '\u{2800}';

/// The class of a character.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Class {
    /// Ignored.
    Invisible,
    /// White space: one blank or none, depending on the neighbours. A tab is wide.
    Space { is_tab: bool },
    /// Quotation marks and the like, which count only in strict searches.
    Mark(char),
    /// A sign of minutes: a mark, unless it is between digits.
    Prime(char),
    /// A prime between digits.
    CountingPrime(char),
    /// Any other character, folded.
    Plain(char),
}

/// The class of a character, with its bytes.
type Classed = (Class, Range<usize>);

/// A folded character with its source bytes.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Character {
    pub folded: char,
    pub source: Range<usize>,
}

/// The rules.
pub struct Oracle {
    characters: HashMap<char, char>,
    variants: HashMap<char, char>,
    several: HashMap<char, String>,
    transparent: HashSet<char>,
    primes: HashSet<char>,
    invisible: HashSet<char>,
    zeros: HashSet<char>,
    numerals: HashSet<char>,
}

impl Oracle {
    /// Reads the tables of the repository.
    pub fn new() -> Self {
        let schema = Path::new(env!("CARGO_MANIFEST_DIR")).join("index-schema");
        let read = |name: &str| std::fs::read_to_string(schema.join(name)).unwrap();
        let rows = read("characters.tsv");
        let rows = rows.lines().filter(|line| !line.starts_with('#'));
        let pairs = rows.filter_map(|line| line.split_once('\t'));
        let rules: toml::Table = read("fold.toml").parse().unwrap();
        let set = |key: &str| rules[key].as_str().unwrap().chars().collect();
        let list = |key: &str| -> Vec<String> {
            let lines = rules[key].as_array().unwrap().iter();
            lines.map(|line| line.as_str().unwrap().into()).collect()
        };
        let mut invisible: HashSet<char> = set("invisible");
        for range in list("invisible_ranges") {
            let ends: Vec<char> = range.chars().collect();
            invisible.extend(ends[0]..=ends[1]);
        }
        let mut variants = HashMap::new();
        for line in list("variants") {
            let first = line.chars().next().unwrap();
            variants.extend(line.chars().map(|variant| (variant, first)));
        }
        let several = rules["several"].as_table().unwrap().iter();
        let several = several.map(|(from, to)| (only(from), to.as_str().unwrap().into()));
        Self {
            characters: pairs.map(|(from, to)| (only(from), only(to))).collect(),
            variants,
            several: several.collect(),
            transparent: set("transparent"),
            primes: set("primes"),
            invisible,
            zeros: set("zeros"),
            numerals: set("numerals"),
        }
    }

    /// Folds a text whose line breaks are white space, such as a query.
    pub fn fold(&self, text: &str, strict: bool) -> Vec<Character> {
        let classed = text.char_indices().flat_map(|c| self.classed(c)).collect();
        self.folded(classed, strict)
    }

    /// Folds a document paragraph by paragraph. A line break outside the gaps ends a paragraph.
    pub fn paragraphs(&self, text: &str, gaps: &[Gap], strict: bool) -> Vec<Vec<Character>> {
        let mut paragraphs = vec![Vec::new()];
        for (at, character) in text.char_indices() {
            let gap = gaps.iter().find(|gap| gap.range().contains(&at));
            let classed = self.classed((at, character));
            let nothing = |class| vec![(class, at..at + character.len_utf8())];
            let classed = match gap.map(|gap| gap.kind) {
                None if matches!(character, '\n' | '\r') => {
                    paragraphs.push(Vec::new());
                    continue;
                }
                Some(GapKind::Break) if gap.unwrap().range().start == at => {
                    nothing(Class::Space { is_tab: false })
                }
                Some(GapKind::Break | GapKind::Join) => nothing(Class::Invisible),
                Some(GapKind::Mark) if !strict => nothing(Class::Invisible),
                Some(GapKind::Mark) | None => classed,
            };
            paragraphs.last_mut().unwrap().extend(classed);
        }
        let paragraphs = paragraphs.into_iter();
        paragraphs.map(|one| self.folded(one, strict)).collect()
    }

    /// The classes of the characters that a character stands for.
    fn classed(&self, (at, character): (usize, char)) -> Vec<Classed> {
        let source = at..at + character.len_utf8();
        let folded = self.read_as(character);
        folded
            .map(|folded| (self.class(folded), source.clone()))
            .collect()
    }

    /// The class of a folded character, regardless of its neighbours.
    fn class(&self, character: char) -> Class {
        if self.invisible.contains(&character) {
            Class::Invisible
        } else if character.is_whitespace() || character == BRAILLE_BLANK {
            Class::Space {
                is_tab: character == '\t',
            }
        } else if character.is_control() {
            Class::Invisible
        } else if self.transparent.contains(&character) {
            Class::Mark(character)
        } else if self.primes.contains(&character) {
            Class::Prime(character)
        } else {
            Class::Plain(character)
        }
    }

    /// The folded form of a character, regardless of its neighbours.
    fn read_as(&self, character: char) -> impl Iterator<Item = char> {
        let is_form = within(character, &FORMS);
        let form = is_form.then(|| single(character.nfkc())).flatten();
        let plain = form.unwrap_or(character);
        let small = single(plain.to_lowercase()).unwrap_or(plain);
        let simplified = *self.characters.get(&small).unwrap_or(&small);
        let read = *self.variants.get(&simplified).unwrap_or(&simplified);
        let several = self.several.get(&read).cloned();
        let read = several.unwrap_or_else(|| read.to_string());
        read.chars().collect::<Vec<char>>().into_iter()
    }

    /// Folds the characters of a paragraph, or of a text to be found.
    fn folded(&self, mut classed: Vec<Classed>, strict: bool) -> Vec<Character> {
        self.set_zeros(&mut classed);
        set_primes(&mut classed);
        let blanks = counting_blanks(&classed);
        let mut folded = Vec::new();
        for (at, (class, source)) in classed.into_iter().enumerate() {
            let put = match class {
                Class::Invisible => None,
                Class::Space { .. } => blanks.contains(&at).then_some(' '),
                Class::Mark(mark) | Class::Prime(mark) => strict.then_some(mark),
                Class::Plain(character) | Class::CountingPrime(character) => Some(character),
            };
            folded.extend(put.map(|folded| Character { folded, source }));
        }
        folded
    }

    /// Turns zeros after numerals into 〇.
    fn set_zeros(&self, classed: &mut [Classed]) {
        let mut before = None;
        let mut is_quoted = false;
        for (class, _) in classed {
            match class {
                Class::Plain(character) => {
                    let is_numeral =
                        before.is_some_and(|c| c == '〇' || self.numerals.contains(&c));
                    if is_numeral && !is_quoted && self.zeros.contains(character) {
                        *character = '〇';
                    }
                    before = Some(*character);
                    is_quoted = false;
                }
                Class::Mark(mark) if !matches!(mark, '*' | '_') => is_quoted = true,
                _ => {}
            }
        }
    }
}

/// Finds the primes between digits, from the left: one that counts is the character before the next.
fn set_primes(classed: &mut [Classed]) {
    let is_digit = |class: Option<&Classed>| matches!(class, Some((Class::Plain('0'..='9'), _)));
    let is_counted =
        |(class, _): &&Classed| matches!(class, Class::Plain(_) | Class::CountingPrime(_));
    for at in 0..classed.len() {
        if let Class::Prime(prime) = classed[at].0 {
            let before = classed[..at].iter().rfind(is_counted);
            let after = classed[at..].iter().find(is_counted);
            if is_digit(before) && is_digit(after) {
                classed[at].0 = Class::CountingPrime(prime);
            }
        }
    }
}

/// What is between a token and the one before it in its run.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Link {
    /// Nothing: the first of a run, or a letter beside a digit.
    None,
    /// A prime that counts.
    Prime,
    /// A blank, with the position of its first white space.
    Blank { at: usize, is_wide: bool },
}

/// Letters, or digits, with no blank between.
#[derive(Debug, Clone)]
struct Token {
    is_number: bool,
    length: usize,
    /// The positions of the first and the last character.
    first: usize,
    last: usize,
    link: Link,
    is_fraction: bool,
}

/// The positions of the blanks that count: of the first white space of each.
fn counting_blanks(classed: &[Classed]) -> HashSet<usize> {
    let plain = classed.iter().find_map(|(class, _)| match class {
        Class::Plain(character) => Some(*character),
        _ => None,
    });
    let is_row = plain == Some('|');
    runs(classed)
        .into_iter()
        .flat_map(|run| if is_row { run } else { joined(classed, &run) })
        .filter_map(|token| match token.link {
            Link::Blank { at, .. } => Some(at),
            Link::None | Link::Prime => None,
        })
        .collect()
}

/// The tokens of each run.
fn runs(classed: &[Classed]) -> Vec<Vec<Token>> {
    let mut runs: Vec<Vec<Token>> = vec![Vec::new()];
    let mut link = Link::None;
    for (at, (class, _)) in classed.iter().enumerate() {
        match class {
            Class::Invisible | Class::Mark(_) | Class::Prime(_) => {}
            Class::CountingPrime(_) => link = Link::Prime,
            Class::Space { is_tab } => {
                link = match link {
                    Link::None => Link::Blank {
                        at,
                        is_wide: *is_tab,
                    },
                    // White space after a mark does not make the blank before it wide.
                    Link::Blank { at: first, is_wide }
                        if classed[first..at]
                            .iter()
                            .any(|(c, _)| matches!(c, Class::Mark(_) | Class::Prime(_))) =>
                    {
                        Link::Blank { at: first, is_wide }
                    }
                    Link::Blank { at, .. } => Link::Blank { at, is_wide: true },
                    Link::Prime => Link::Prime,
                }
            }
            Class::Plain(character) if takes_blanks(*character) => {
                let is_number = character.is_ascii_digit();
                let run = runs.last_mut().unwrap();
                match run.last_mut() {
                    Some(token) if link == Link::None && token.is_number == is_number => {
                        token.length += 1;
                        token.last = at;
                    }
                    last => {
                        let is_fraction = last.is_none() && follows_a_point(&classed[..at]);
                        run.push(Token {
                            is_number,
                            length: 1,
                            first: at,
                            last: at,
                            link: if run.is_empty() { Link::None } else { link },
                            is_fraction,
                        });
                    }
                }
                link = Link::None;
            }
            Class::Plain(_) => {
                runs.push(Vec::new());
                link = Link::None;
            }
        }
    }
    runs
}

/// Whether a text ends in a digit with `.` or `,` directly after it.
fn follows_a_point(before: &[Classed]) -> bool {
    let mut before = before
        .iter()
        .rev()
        .map(|(class, _)| *class)
        .filter(|c| matches!(c, Class::Plain(_) | Class::CountingPrime(_)));
    matches!(before.next(), Some(Class::Plain('.' | ',')))
        && matches!(before.next(), Some(Class::Plain(digit)) if digit.is_ascii_digit())
}

/// The tokens of a run, joined over the blanks that do not count.
fn joined(classed: &[Classed], run: &[Token]) -> Vec<Token> {
    let is_narrow = |token: &Token| matches!(token.link, Link::Blank { is_wide: false, .. });
    let is_mark = |class: Option<&Classed>| match class {
        Some((Class::Mark(mark), _)) => !matches!(mark, '*' | '_'),
        _ => false,
    };
    // Tokens of one digit each.
    let is_visible = |(class, _): &&Classed| *class != Class::Invisible;
    let is_follower = |token: &Token, previous: &Token| {
        let are_digits = [token, previous].map(|one| one.is_number && one.length == 1);
        is_narrow(token) && are_digits == [true, true]
    };
    let start = run.first().map(|token| token.first);
    // A mark before a run counts also with blanks between.
    let marked = |token: &Token| {
        if Some(token.first) == start {
            let before = classed[..token.first].iter().rfind(|(c, _)| {
                !matches!(c, Class::Invisible | Class::Space { .. } | Class::Prime(_))
            });
            is_mark(before)
        } else {
            is_mark(classed[..token.first].iter().rfind(is_visible))
        }
    };
    let run: Vec<Token> = run
        .chunk_by(|previous, token| is_follower(token, previous))
        .flat_map(|mut chain| {
            let mut out = Vec::new();
            while chain.len() > 2 && marked(&chain[0]) {
                out.push(chain[0].clone());
                chain = &chain[1..];
            }
            let rest = &classed[chain[chain.len() - 1].last + 1..];
            let after = rest.iter().find(is_visible);
            if chain.len() > 2 && !is_mark(after) {
                out.extend(merged(chain, is_follower));
            } else {
                out.extend_from_slice(chain);
            }
            out
        })
        .collect();
    // Numbers in groups of three digits: also a group is a number that has one to three.
    let is_follower = |token: &Token, number: &Token| {
        let is_group = is_narrow(token) && token.is_number && token.length == 3;
        is_group && number.is_number && number.length <= 3 && !number.is_fraction
    };
    let chains = run.chunk_by(|previous, token| is_follower(token, previous));
    let mut before: Option<&Token> = None;
    let mut groups = Vec::new();
    for chain in chains {
        let (first, last) = (&chain[0], &chain[chain.len() - 1]);
        let is_listed = before.is_some_and(|token| token.is_number) && is_narrow(first);
        let after = classed[last.last + 1..].iter().find(is_visible);
        if is_listed && is_mark(after) {
            groups.extend_from_slice(chain);
        } else {
            groups.extend(merged(chain, is_follower));
        }
        before = Some(last);
    }
    let mut run = groups;
    // Single letters, and letters beside digits.
    let copy = run.clone();
    for (token, previous) in run.iter_mut().skip(1).zip(&copy) {
        let are_letters = [&*token, previous].map(|one| !one.is_number && one.length == 1);
        if is_narrow(token)
            && (token.is_number != previous.is_number || are_letters == [true, true])
        {
            token.link = Link::None;
        }
    }
    run
}

/// Makes one token of each longest chain of tokens that follow one another.
fn merged(run: &[Token], is_follower: impl Fn(&Token, &Token) -> bool) -> Vec<Token> {
    run.chunk_by(|previous, token| is_follower(token, previous))
        .map(|chain| {
            let mut token = chain[0].clone();
            token.length = chain.iter().map(|one| one.length).sum();
            token.last = chain[chain.len() - 1].last;
            token
        })
        .collect()
}

/// Whether a character is a letter or digit of a script that puts blanks between words.
fn takes_blanks(character: char) -> bool {
    character.is_alphanumeric() && within(character, &WITH_BLANKS)
}

fn within(character: char, blocks: &[(char, char)]) -> bool {
    let mut blocks = blocks.iter();
    blocks.any(|(first, last)| (*first..=*last).contains(&character))
}

/// The only character of a sequence.
fn single(mut characters: impl Iterator<Item = char>) -> Option<char> {
    let first = characters.next();
    if characters.next().is_some() {
        None
    } else {
        first
    }
}

fn only(text: &str) -> char {
    single(text.chars()).expect("one character")
}
