//! A second, independent implementation of the fold.
//!
//! It was written from `docs/adr/0003-fold.md` and reads `index-schema/characters.tsv` and `index-schema/fold.toml`. It must
//! not share code with `src/fold`, so that a bug would have to be made twice. It is simple and slow on purpose.

use std::collections::{HashMap, HashSet};
use std::ops::Range;
use std::path::Path;

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

/// The class of a character, regardless of its neighbours.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Class {
    /// Ignored.
    Invisible,
    /// One blank or none, depending on the neighbours.
    Blank,
    /// Quotation marks and the like, which count only in strict searches.
    Mark(char),
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
    transparent: HashSet<char>,
    invisible: HashSet<char>,
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
        let text = |key: &str| rules[key].as_str().unwrap().chars().collect();
        let variants = rules["variants"]
            .as_array()
            .unwrap()
            .iter()
            .flat_map(|line| {
                let line = line.as_str().unwrap();
                let first = line.chars().next().unwrap();
                line.chars().map(move |variant| (variant, first))
            });
        Self {
            characters: pairs.map(|(from, to)| (only(from), only(to))).collect(),
            variants: variants.collect(),
            transparent: text("transparent"),
            invisible: text("invisible"),
        }
    }

    /// Folds a text whose line breaks are blanks, such as a query.
    pub fn fold(&self, text: &str, strict: bool) -> Vec<Character> {
        let characters: Vec<Classed> = text.char_indices().map(|c| self.classed(c)).collect();
        folded(&characters, strict)
    }

    /// Folds a document paragraph by paragraph. The ranges `soft` of the text count as white space; every other line break
    /// ends a paragraph.
    pub fn paragraphs(&self, text: &str, soft: &[Range<u32>], strict: bool) -> Vec<Vec<Character>> {
        let is_soft = |at: usize| {
            soft.iter()
                .any(|range| (range.start as usize..range.end as usize).contains(&at))
        };
        let mut paragraphs = vec![Vec::new()];
        for (at, character) in text.char_indices() {
            let (class, source) = self.classed((at, character));
            match character {
                '\n' | '\r' if !is_soft(at) => paragraphs.push(Vec::new()),
                _ => paragraphs
                    .last_mut()
                    .unwrap()
                    .push((if is_soft(at) { Class::Blank } else { class }, source)),
            }
        }
        paragraphs
            .iter()
            .map(|paragraph| folded(paragraph, strict))
            .collect()
    }

    fn classed(&self, (at, character): (usize, char)) -> Classed {
        (self.class(character), at..at + character.len_utf8())
    }

    fn class(&self, character: char) -> Class {
        let character = self.read_as(character);
        if self.invisible.contains(&character) {
            Class::Invisible
        } else if character.is_whitespace() || character == BRAILLE_BLANK {
            Class::Blank
        } else if character.is_control() {
            Class::Invisible
        } else if self.transparent.contains(&character) {
            Class::Mark(character)
        } else {
            Class::Plain(character)
        }
    }

    /// The folded form of a character.
    fn read_as(&self, character: char) -> char {
        let is_form = FORMS
            .iter()
            .any(|(first, last)| (*first..=*last).contains(&character));
        let form = if is_form {
            single(character.nfkc())
        } else {
            None
        };
        let plain = form.unwrap_or(character);
        let small = single(plain.to_lowercase()).unwrap_or(plain);
        let simplified = self.characters.get(&small).copied().unwrap_or(small);
        self.variants
            .get(&simplified)
            .copied()
            .unwrap_or(simplified)
    }
}

/// Folds the characters of a paragraph, or of a text to be found.
fn folded(characters: &[Classed], strict: bool) -> Vec<Character> {
    let mut folded = Vec::new();
    // The last plain character, unless a blank was already added after it.
    let mut before = None;
    for (at, (class, source)) in characters.iter().enumerate() {
        let put = match class {
            Class::Invisible => None,
            Class::Mark(mark) => strict.then_some(*mark),
            Class::Plain(character) => {
                before = Some(*character);
                before
            }
            Class::Blank => {
                let after = characters[at..].iter().find_map(|(class, _)| match class {
                    Class::Plain(character) => Some(*character),
                    _ => None,
                });
                let neighbours = [before, after];
                let is_kept = neighbours.iter().all(|c| c.is_some_and(takes_blanks));
                if is_kept {
                    before = None;
                }
                is_kept.then_some(' ')
            }
        };
        folded.extend(put.map(|folded| Character {
            folded,
            source: source.clone(),
        }));
    }
    folded
}

/// The occurrences of a text in folded paragraphs, from the left without overlap, as bytes of the text.
pub fn scan(paragraphs: &[Vec<Character>], wanted: &[Character]) -> Vec<Range<usize>> {
    let mut found = Vec::new();
    for paragraph in paragraphs {
        let mut at = 0;
        while at + wanted.len() <= paragraph.len() {
            let window = &paragraph[at..at + wanted.len()];
            let is_equal = window
                .iter()
                .map(|c| c.folded)
                .eq(wanted.iter().map(|c| c.folded));
            if is_equal {
                found.push(window[0].source.start..window[wanted.len() - 1].source.end);
            }
            at += if is_equal { wanted.len() } else { 1 };
        }
    }
    found
}

/// Whether a character is a letter or digit of a script that puts blanks between words.
fn takes_blanks(character: char) -> bool {
    let listed = WITH_BLANKS
        .iter()
        .any(|(first, last)| (*first..=*last).contains(&character));
    character.is_alphanumeric() && listed
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
