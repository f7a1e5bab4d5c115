//! From a text to its structure: sections, items, paragraphs cut by a page break, metadata.
//!
//! Owns what the rules of the genre recognise. Their words, patterns, reasons and examples are in
//! `index-schema/genre.toml`; `rule` has their names, `genre` reads them. In the order of work: `line` splits lines,
//! `soft_break` joins those inside a paragraph by their `layout`, and `inline` finds footnote marks and markup in them;
//! `nested` marks the numbers of lists, `parts` finds contents, annexes, notes and glossaries, and texts of their own;
//! `outline` builds the `tree` of sections and items with `series` (which numbers open one), `unnumbered` (headings without
//! a number), `marker` and `law` (how numbers are written) and `heading` (their text); `metadata` combines `page`, `title`, `attribution`
//! (signature, delivery, order), `issuer`, `year`, `date` and `region`, which uses the table in `division`; `named`
//! compares it with the names of files. Must not know folding, words or the index.
//!
//! **Invariants.** The sections partition the text; nothing is lost. Time is linear in the length of the text.

mod attribution;
mod date;
mod division;
mod division_code;
mod explanation;
mod genre;
mod heading;
mod inline;
mod issuer;
mod law;
mod layout;
mod limits;
mod line;
mod marker;
mod metadata;
mod named;
mod nested;
mod outline;
mod page;
mod parts;
mod region;
mod rule;
mod series;
mod soft_break;
mod title;
mod tree;
mod unnumbered;
mod year;

use xxhash_rust::xxh3::Xxh3;

pub(crate) use self::division::Divisions;
pub(crate) use self::division_code::{DivisionCodes, PlaceCodes};
pub use self::explanation::{Decision, Explanation};
use self::genre::Genre;
pub(crate) use self::inline::without_marks;
use self::limits::Limits;
pub(crate) use self::marker::numeral;
pub(crate) use self::named::{NamedYears, years_named};
use self::region::Gazetteer;
pub use self::rule::Rule;
pub(crate) use self::title::series_of;
use crate::api::{OutlineDropped, OutlineRule};
use crate::corpus::{Extracted, INSIDE};
use crate::document::{Document, Metadata};
use crate::error::Result;
use crate::schema::Schema;

/// Parses the structure of texts by the rules and the divisions of a schema.
///
/// ```
/// use quanwen::Schema;
/// use quanwen::corpus::Extracted;
/// use quanwen::structure::Parser;
///
/// let parser = Parser::new(&Schema::embedded())?;
/// let extracted = Extracted {
///     text: "松泽县2021年度法治政府建设情况报告\n一、主要做法\n（一）全力推进。一年来，做法很多。\n二、打算\n正文。\n".to_string(),
///     ..Extracted::default()
/// };
/// let document = parser.parse(extracted, "songze/2021.txt");
/// assert_eq!(document.metadata.year, Some(2021));
/// let headings: Vec<String> = document.sections[1..].iter().map(|section| section.label()).collect();
/// assert_eq!(headings, ["一、主要做法", "（一）全力推进", "二、打算"]);
/// # Ok::<(), quanwen::Error>(())
/// ```
#[derive(Debug)]
pub struct Parser {
    genre: Genre,
    divisions: Divisions,
    limits: Limits,
}

impl Parser {
    /// A parser with the rules and divisions of a schema.
    ///
    /// # Errors
    /// [`Error::DataFile`](crate::Error::DataFile) where `genre.toml` or `regions.tsv` has a mistake.
    pub fn new(schema: &Schema) -> Result<Self> {
        let genre = Genre::new(schema)?;
        Ok(Self {
            divisions: Divisions::new(schema.divisions()?, &genre),
            genre,
            limits: Limits::default(),
        })
    }

    /// The place that the folders of a report name, if the report is of another.
    pub(crate) fn other_place(&self, path: &str, metadata: &Metadata) -> Option<Vec<String>> {
        named::other_place(self.gazetteer(), path, metadata)
    }

    /// Whether an office is of the nation, so that its reports have no place.
    pub(crate) fn is_of_nation(&self, office: &str) -> bool {
        issuer::is_of_nation(office, &self.genre)
    }

    fn gazetteer(&self) -> Gazetteer<'_> {
        Gazetteer {
            genre: &self.genre,
            divisions: &self.divisions,
        }
    }

    /// Parses an extracted text. `path` is the document's path in its corpus.
    #[must_use]
    pub fn parse(&self, extracted: Extracted, path: &str) -> Document {
        self.read(extracted, path, false).0
    }

    /// Parses an extracted text and tells for each number and each short line why it was taken for a heading or an
    /// item, or was not.
    #[must_use]
    pub fn explain(&self, mut extracted: Extracted, path: &str) -> (Document, Explanation) {
        let dropped = std::mem::take(&mut extracted.dropped);
        let more_dropped = extracted.more_dropped;
        let (document, decisions) = self.read(extracted, path, true);
        let mut rules: Vec<OutlineRule> = Vec::new();
        for decision in &decisions {
            if !rules.iter().any(|entry| entry.rule == decision.rule.name()) {
                let entry = self.genre.entry(decision.rule);
                rules.push(OutlineRule {
                    rule: decision.rule.name().to_string(),
                    shape: entry.shape.clone(),
                    reason: entry.reason.clone(),
                    words: entry.words.clone(),
                });
            }
        }
        let explanation = Explanation {
            decisions,
            rules,
            dropped: dropped.into_iter().map(OutlineDropped::from).collect(),
            more_dropped,
        };
        (document, explanation)
    }

    fn read(&self, extracted: Extracted, path: &str, explain: bool) -> (Document, Vec<Decision>) {
        let lines = line::lines(&extracted.text, self.limits.lines, &self.genre);
        let mut gaps = inline::find(&extracted.text, &lines, self.limits.marks);
        let soft_breaks = soft_break::find(&extracted.text, &lines, &self.genre);
        let lines = line::join(lines, &soft_breaks);
        // A mark is inside a line, and a soft break between two.
        gaps.extend(soft_breaks);
        gaps.sort_by_key(|gap| gap.start);
        let max = self.limits.sections;
        let outline = outline::read(&extracted, &lines, &self.genre, max, explain);
        let metadata = metadata::read(
            &extracted,
            &lines,
            &outline,
            names_in(path, &extracted),
            Gazetteer {
                genre: &self.genre,
                divisions: &self.divisions,
            },
        );
        let document = Document {
            id: document_id(path, &extracted.text),
            path: path.to_string(),
            first_line: extracted.first_line.max(1),
            metadata,
            sections: outline.sections,
            items: outline.items,
            gaps,
            locators: extracted.locators,
            text: extracted.text,
        };
        (document, outline.decisions)
    }
}

/// The part of a document's path that may name its place and year, which the id of a record is not.
fn names_in<'p>(path: &'p str, extracted: &Extracted) -> &'p str {
    let file = path.rsplit_once(INSIDE).map_or(path, |(file, _)| file);
    if extracted.locators.record.is_some() {
        file
    } else {
        path
    }
}

/// Twelve hexadecimal digits that depend only on path and text.
fn document_id(path: &str, text: &str) -> String {
    let mut hash = Xxh3::new();
    hash.update(path.as_bytes());
    hash.update(b"\0");
    hash.update(text.as_bytes());
    format!("{:012x}", hash.digest() >> 16)
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    static PARSER: std::sync::LazyLock<Parser> =
        std::sync::LazyLock::new(|| Parser::new(&Schema::embedded()).unwrap());

    fn parse_text(text: &str) -> Document {
        PARSER.parse(
            Extracted {
                text: text.to_string(),
                first_line: 1,
                ..Extracted::default()
            },
            "a.txt",
        )
    }

    #[test]
    fn lines_count_from_one_whatever_the_reader_says() {
        for first_line in [0, 1] {
            let text = "松泽县2021年法治政府建设年度报告\n".to_string();
            let extracted = Extracted {
                text,
                first_line,
                ..Extracted::default()
            };
            let document = PARSER.parse(extracted, "a.txt");
            assert_eq!((document.first_line, document.position(0).line), (1, 1));
        }
        assert_eq!(Document::default().first_line, 1);
    }

    /// What is found in a text, in the form of `gives` in `genre.toml`.
    fn found(text: &str, path: &str) -> Vec<String> {
        let extracted = Extracted {
            text: text.to_string(),
            first_line: 1,
            ..Extracted::default()
        };
        let (document, Explanation { decisions, .. }) = PARSER.explain(extracted, path);
        let sections = document.sections[1..]
            .iter()
            .map(|s| format!("section {} {}", s.level, s.label()));
        let items = document
            .items
            .iter()
            .map(|item| format!("item {} {}", item.number, item.heading));
        let decisions = decisions.iter().map(|decision| {
            let position = document.position(decision.start as usize);
            let taken = if decision.taken { "taken" } else { "passed" };
            format!(
                "{taken} {}:{} {}",
                position.line, position.column, decision.rule
            )
        });
        let metadata = &document.metadata;
        let fields = [
            ("title", metadata.title.clone(), metadata.title_basis),
            (
                "region",
                Some(metadata.region.join(" › ")),
                metadata.region_basis,
            ),
            (
                "year",
                metadata.year.map(|year| year.to_string()),
                metadata.year_basis,
            ),
            ("issuer", metadata.issuer.clone(), metadata.issuer_basis),
            (
                "published",
                metadata.published.clone(),
                metadata.published_basis,
            ),
            ("index_number", metadata.index_number.clone(), None),
            ("subject", metadata.subject.clone(), None),
            ("document_number", metadata.document_number.clone(), None),
        ];
        let fields = fields.into_iter().filter_map(|(name, value, basis)| {
            let basis = basis.map(|basis| format!(" ({basis})")).unwrap_or_default();
            Some(format!("{name} {}{basis}", value?))
        });
        let soft = format!("soft {}", document.gaps.len());
        sections
            .chain(items)
            .chain(decisions)
            .chain(fields)
            .chain([soft])
            .collect()
    }

    #[test]
    fn every_rule_of_the_genre_finds_what_its_example_shows() {
        for rule in Schema::embedded().genre().unwrap() {
            let found = found(&rule.example, rule.path.as_deref().unwrap_or("a.txt"));
            for given in &rule.gives {
                assert!(
                    found.contains(given),
                    "{}: no `{given}` in {found:#?}",
                    rule.name.get_ref()
                );
            }
            assert!(!rule.gives.is_empty(), "{}", rule.name.get_ref());
            // Where sections or items are given, there are no others.
            for kind in ["section ", "item "] {
                let of_kind = |line: &&String| line.starts_with(kind);
                if rule.gives.iter().any(|line| of_kind(&line)) {
                    let (given, seen) = (
                        rule.gives.iter().filter(of_kind),
                        found.iter().filter(of_kind),
                    );
                    assert_eq!(
                        given.collect::<Vec<_>>(),
                        seen.collect::<Vec<_>>(),
                        "{}",
                        rule.name.get_ref()
                    );
                }
            }
        }
    }

    proptest! {
        #[test]
        fn sections_partition_any_text(text in "(一、|（二）|三）|、|1\\.|（3）|第三条|第一章|二是|附件：|目录|名词解释|注：|\\[1\\]|<summary>|⒈|⑵|松泽县文件管理办法|关于印发的通知|- |\\*\\*|## |2021年|1月10日|重庆市|巫溪县人民政府|工作回顾|正文正文正文。|[甲乙。，：；\n\r \u{3000}*#|“—0-9]){0,60}") {
            let document = parse_text(&text);
            let joined: String =
                (0..document.sections.len()).map(|index| &document.text[document.section_range(index)]).collect();
            prop_assert_eq!(joined, text);
            prop_assert_eq!(document.sections[0].level, 0);
            for (index, section) in document.sections.iter().enumerate().skip(1) {
                prop_assert!((section.parent as usize) < index);
                let parent = &document.sections[section.parent as usize];
                prop_assert!(parent.level <= section.level && parent.start <= section.start);
                prop_assert!(document.section_range(index).contains(&(section.marker as usize)));
            }
            for section in &document.sections {
                prop_assert!(document.text[section.marker as usize..].starts_with(&section.number));
            }
            for item in &document.items {
                let words = &document.text[item.start as usize..item.end as usize];
                prop_assert!(words.starts_with(&item.number));
            }
        }

        #[test]
        fn what_is_taken_is_in_the_tree_and_explaining_changes_nothing(
            text in "(一、|（二）|三）|1\\.|第三条|二是|附件：|\\*\\*|工作回顾|正文正文。|[甲乙。，：；\n]){0,60}",
        ) {
            let extracted = Extracted { text, first_line: 1, ..Extracted::default() };
            let (document, Explanation { decisions, .. }) =
                PARSER.explain(extracted.clone(), "a.txt");
            prop_assert_eq!(&PARSER.parse(extracted, "a.txt"), &document);
            let taken = decisions.iter().filter(|decision| decision.taken).map(|decision| decision.start);
            let sections = document.sections[1..].iter().filter(|section| !section.continues);
            let mut found: Vec<u32> = sections.map(|section| section.marker).collect();
            found.extend(document.items.iter().map(|item| item.start));
            found.sort_unstable();
            prop_assert_eq!(taken.collect::<Vec<_>>(), found);
        }

        #[test]
        fn soft_breaks_cover_line_breaks_and_do_not_overlap(text in "([甲乙。，]{1,20}|— 3 —|\n|\r\n|\u{3000}){0,30}") {
            let document = parse_text(&text);
            let mut end = 0;
            for gap in &document.gaps {
                prop_assert!(gap.start >= end && gap.start < gap.end);
                prop_assert!(document.text[gap.range()].contains(['\n', '\r']));
                end = gap.end;
            }
        }
    }

    #[test]
    fn ids_change_with_path_and_text() {
        assert_eq!(document_id("a", "b"), document_id("a", "b"));
        assert_ne!(document_id("a", "b"), document_id("ab", ""));
        assert_eq!(document_id("a", "b").len(), 12);
    }
}
