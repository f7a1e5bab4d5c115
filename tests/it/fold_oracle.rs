//! The fold compared with a second implementation.
//!
//! `fold` implements docs/adr/0003-fold.md in separate code, the oracle. Two things are compared: the folds of a text, and
//! the mentions in an index with a scan of the document folded by the oracle. Count, line, column and matched text must be
//! equal.
//!
//! Not covered: extraction and soft line breaks, which belong to the readers and `structure`. Text and soft breaks are taken
//! from [`quanwen::read_document`].

mod fold;
mod texts;

use std::collections::BTreeSet;
use std::iter::repeat;
use std::ops::Range;
use std::sync::LazyLock;

use proptest::prelude::*;
use proptest::strategy::ValueTree;
use proptest::test_runner::TestRunner;
use quanwen::api::{Concordance, MentionRequest};
use quanwen::fold::{Fold, Marks};
use quanwen::query::Phrase;
use quanwen::{Document, Error, IndexOptions, Schema, Searcher};

use self::fold::{Character, Oracle};
use crate::support::TestCorpus;

static ORACLE: LazyLock<Oracle> = LazyLock::new(Oracle::new);
static FOLD: LazyLock<Fold> = LazyLock::new(|| Fold::new(&Schema::embedded()).unwrap());

/// `count` cases, unless `PROPTEST_CASES` is set.
fn cases(count: u32) -> ProptestConfig {
    let requested = std::env::var("PROPTEST_CASES")
        .ok()
        .map(|count| count.parse().expect("PROPTEST_CASES is a number"));
    ProptestConfig {
        cases: requested.unwrap_or(count),
        ..ProptestConfig::default()
    }
}

/// A mention: path, line, column, matched text.
type Found = (String, u32, u32, String);

/// The folds of a text by library and oracle, each with the source bytes of its characters.
fn both(text: &str, strict: bool) -> [(String, Vec<Range<usize>>); 2] {
    let marks = if strict {
        Marks::Kept
    } else {
        Marks::Transparent
    };
    let folded = FOLD.fold(text, marks);
    let origins = (0..folded.len())
        .map(|at| folded.origin(at..at + 1))
        .collect();
    let own = ORACLE.fold(text, strict);
    [
        (folded.text, origins),
        (
            own.iter().map(|c| c.folded).collect(),
            own.into_iter().map(|c| c.source).collect(),
        ),
    ]
}

/// The ways in which a text may be read inside a report. `None` if it folds to nothing by itself. They are the library's: that
/// every piece of a text is found by one is tested beside them, and what is compared here is the fold of the documents.
fn readings_of(wanted: &str, strict: bool) -> Option<BTreeSet<String>> {
    let marks = if strict {
        Marks::Kept
    } else {
        Marks::Transparent
    };
    let phrase = Phrase::new(wanted, &FOLD, marks).ok()?;
    let readings = phrase.strict.unwrap_or(phrase.readings);
    let readings: BTreeSet<String> = readings.into_iter().filter(|one| !one.is_empty()).collect();
    (!ORACLE.fold(wanted, strict).is_empty()).then_some(readings)
}

/// The occurrences of the readings of a text in folded paragraphs, as bytes of the text: from the left without overlap, and
/// the longest where several begin.
fn scan(paragraphs: &[Vec<Character>], readings: &BTreeSet<String>) -> Vec<Range<usize>> {
    let mut found = Vec::new();
    for paragraph in paragraphs {
        let mut at = 0;
        while at < paragraph.len() {
            let begins = |reading: &&String| {
                let rest = paragraph[at..].iter().map(|c| Some(c.folded));
                let mut pairs = reading.chars().zip(rest.chain(repeat(None)));
                pairs.all(|(c, other)| Some(c) == other)
            };
            let lengths = readings.iter().filter(begins).map(|r| r.chars().count());
            match lengths.max() {
                Some(length) => {
                    found.push(paragraph[at].source.start..paragraph[at + length - 1].source.end);
                    at += length;
                }
                None => at += 1,
            }
        }
    }
    found
}

/// Every character, but only some of the planes that Unicode leaves empty.
fn characters() -> impl Iterator<Item = char> {
    let is_empty = |c: char| ('\u{40000}'..'\u{E0000}').contains(&c) || c > '\u{E0FFF}';
    ('\0'..=char::MAX).filter(move |c| !is_empty(*c) || u32::from(*c) % 997 == 0)
}

#[test]
fn every_character_folds_like_the_oracle_alone_and_between_blanks() {
    let mut differences = Vec::new();
    for c in characters() {
        for text in [
            format!("{c}"),
            format!("a{c}b"),
            format!("a {c} b"),
            format!("中 {c} 文"),
        ] {
            for strict in [false, true] {
                let [library, oracle] = both(&text, strict);
                if library != oracle {
                    differences.push(format!(
                        "{text:?} strict {strict}: {library:?}, oracle: {oracle:?}"
                    ));
                }
            }
        }
    }
    let count = differences.len();
    differences.truncate(20);
    assert!(
        count == 0,
        "{count} differ, such as\n{}",
        differences.join("\n")
    );
}

fn read(corpus: &TestCorpus, path: &str) -> Option<Document> {
    quanwen::read_document(&corpus.root().join(path), &IndexOptions::default()).ok()
}

/// The mentions in a document by the oracle.
fn expected(
    path: &str,
    document: &Document,
    readings: &BTreeSet<String>,
    wanted: &str,
    strict: bool,
) -> Vec<Found> {
    let text = &document.text;
    let paragraphs = ORACLE.paragraphs(text, &document.gaps, strict);
    let paragraphs = if strict {
        let without_marks = ORACLE.paragraphs(text, &document.gaps, false);
        let has_it = |paragraph: &Vec<Character>| {
            readings_of(wanted, false)
                .is_none_or(|readings| !scan(std::slice::from_ref(paragraph), &readings).is_empty())
        };
        let pairs = paragraphs.into_iter().zip(without_marks);
        pairs
            .filter(|(_, without)| has_it(without))
            .map(|(kept, _)| kept)
            .collect()
    } else {
        paragraphs
    };
    let place = |range: Range<usize>| {
        let lines: Vec<&str> = text[..range.start].split('\n').collect();
        let line = document.first_line as usize + lines.len() - 1;
        let column = lines[lines.len() - 1].chars().count() + 1;
        let number = |n: usize| u32::try_from(n).unwrap();
        (
            path.to_string(),
            number(line),
            number(column),
            text[range].to_string(),
        )
    };
    scan(&paragraphs, readings).into_iter().map(place).collect()
}

/// The mentions by the index; `None` if the text cannot be searched.
fn found(searcher: &Searcher, wanted: &str, strict: bool) -> Option<Vec<Found>> {
    let request = MentionRequest::new(wanted).strict(strict);
    let mentions = match searcher.mentions(&request) {
        Ok(mentions) => mentions,
        Err(Error::Query { .. }) => return None,
        Err(other) => panic!("{other}"),
    };
    let count = mentions.summary.mentions;
    let mentions = mentions.mentions;
    assert_eq!(mentions.len() as u64, count, "{wanted:?}");
    let found = mentions.into_iter().map(|mention| {
        (
            mention.document.path,
            mention.line,
            mention.column,
            mention.kwic.matched,
        )
    });
    Some(found.collect())
}

/// Compares all mentions of some texts in some documents. Returns the number of mentions of each text.
fn compare(texts: &[String], wanted: &[String]) -> Vec<usize> {
    let corpus = TestCorpus::empty();
    let paths: Vec<String> = (0..texts.len())
        .map(|number| format!("{number}.{}", if number % 4 == 3 { "md" } else { "txt" }))
        .collect();
    for (path, text) in paths.iter().zip(texts) {
        corpus.write(path, text);
    }
    let searcher = corpus.searcher();
    let documents: Vec<(&String, Document)> = paths
        .iter()
        .filter_map(|path| Some((path, read(&corpus, path)?)))
        .collect();
    let mut counts = Vec::new();
    for wanted in wanted {
        for strict in [false, true] {
            let expected: Option<Vec<Found>> = readings_of(wanted, strict).map(|readings| {
                documents
                    .iter()
                    .flat_map(|(path, document)| {
                        expected(path, document, &readings, wanted, strict)
                    })
                    .collect()
            });
            let mut found = found(&searcher, wanted, strict);
            if let Some(found) = &mut found {
                found.sort_by_key(|(path, ..)| paths.iter().position(|at| at == path));
            }
            assert_eq!(found, expected, "{wanted:?} strict {strict} in {texts:?}");
            counts.push(found.map_or(0, |found| found.len()));
        }
    }
    counts
}

/// A part of a text to search for.
fn part(text: &str, at: usize, length: usize) -> String {
    let characters = text.chars().count().max(1);
    text.chars().skip(at % characters).take(length).collect()
}

proptest! {
    #![proptest_config(cases(400))]

    #[test]
    fn any_text_folds_like_the_oracle(text in texts::text(), noise in any::<String>()) {
        for text in [text, noise] {
            for strict in [false, true] {
                let [library, oracle] = both(&text, strict);
                prop_assert_eq!(library, oracle, "{:?} strict {}", text, strict);
            }
        }
    }
}

proptest! {
    #![proptest_config(cases(3000))]

    #[test]
    fn dense_text_folds_like_the_oracle(text in texts::dense(14)) {
        for strict in [false, true] {
            let [library, oracle] = both(&text, strict);
            prop_assert_eq!(library, oracle, "{:?} strict {}", text, strict);
        }
    }
}

proptest! {
    #![proptest_config(cases(24))]

    #[test]
    fn an_index_agrees_with_a_scan_by_the_oracle(
        texts in proptest::collection::vec(texts::text(), 1..9),
        spelled in proptest::collection::vec(texts::spelled(), 3),
        parts in proptest::collection::vec((0..400_usize, 1..9_usize), 6),
    ) {
        let parts = parts.iter().map(|(at, length)| part(&texts[at % texts.len()], *at, *length));
        let wanted: Vec<String> = spelled.into_iter().chain(parts).collect();
        compare(&texts, &wanted);
    }
}

#[test]
fn pieces_of_an_address_alone_on_its_line_are_found_by_neither_and_its_marks_strictly() {
    let texts = ["望汀区 app\n“![](a.png)”\n行政复议。\n".to_string()];
    let wanted = ["p", "png", "”"].map(String::from);
    assert_eq!(compare(&texts, &wanted), [2, 2, 0, 0, 0, 1]);
}

#[test]
fn the_generated_texts_are_difficult_to_match() {
    let mut runner = TestRunner::deterministic();
    let strategy = proptest::collection::vec(texts::text(), 60);
    let texts = strategy.new_tree(&mut runner).unwrap().current();
    let wanted: Vec<String> = texts::WORDS.iter().map(ToString::to_string).collect();
    let counts = compare(&texts, &wanted);
    assert!(
        counts.chunks(2).all(|of_word| of_word[0] >= 5),
        "{counts:?}"
    );
    assert!(
        counts
            .chunks(2)
            .filter(|of_word| of_word[1] < of_word[0])
            .count()
            > 5,
        "{counts:?}"
    );
    let corpus = TestCorpus::empty();
    for (number, text) in texts.iter().enumerate() {
        corpus.write(&format!("{number}.txt"), text);
    }
    let documents: Vec<Document> = (0..texts.len())
        .filter_map(|number| read(&corpus, &format!("{number}.txt")))
        .collect();
    assert!(documents.len() > 55, "{} were read", documents.len());
    let soft: usize = documents.iter().map(|document| document.gaps.len()).sum();
    assert!(soft > 50, "{soft} soft breaks");
}
