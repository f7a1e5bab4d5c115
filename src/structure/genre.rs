//! `index-schema/genre.toml` as the code uses it: the words, lists and patterns of each rule, checked when they are
//! read.
//!
//! Owns which patterns and lists there are, and which rule each belongs to. What is an algorithm is code: how numbers
//! are written (`marker`, GB/T 9704), which punctuation ends what (`heading`), in which order sources are believed
//! (`metadata`). Must not know how a pattern is applied.

use std::sync::OnceLock;

use quanwen_messages::{Text, message, text};
use regex::Regex;
use toml::Spanned;

use super::rule::Rule;
use crate::error::Result;
use crate::schema::{GenreRule, Schema};

macro_rules! parts {
    ($(#[$meta:meta])* $type:ident: $($rule:ident $name:literal $part:ident,)*) => {
        $(#[$meta])*
        #[derive(Debug, Clone, Copy, PartialEq, Eq)]
        pub(super) enum $type {
            $($part,)*
        }

        impl $type {
            const ALL: &[Self] = &[$(Self::$part),*];

            /// The rule that it belongs to, and its name there.
            fn key(self) -> (Rule, &'static str) {
                match self {
                    $(Self::$part => (Rule::$rule, $name),)*
                }
            }
        }
    };
}

parts! {
    /// A regular expression of a rule.
    Pattern:
    BeforeTheBody "formula" Formula,
    NotAHeading "occasion" Occasion,
    TitleOverLines "title-suffix" TitleSuffix,
    TitleOverLines "national-law" NationalLaw,
    TitleOverLines "not-a-title" NotATitle,
    TitleOverLines "delivered" Delivered,
    TitleOverLines "title-mark" TitleMark,
    TitleOverLines "line-of-places" LineOfPlaces,
    TitleOverLines "line-of-years" LineOfYears,
    YearOfReport "year" Year,
    YearOfReport "bare-year" BareYear,
    YearOfReport "quoted-title" QuotedTitle,
    YearOfReport "day" Day,
    YearOfReport "review-and-plan" ReviewAndPlan,
    YearOfReport "years-of-plan" YearsOfPlan,
    YearOfDelivery "delivery" Delivery,
    YearOfDelivery "date-of-speaker" DateOfSpeaker,
    YearOfReview "estimate" Estimate,
    YearOfOpening "opening" Opening,
    DateOfReport "date" Date,
    DocumentNumber "document-number" DocumentNumber,
    OrderOfLaw "order" Order,
    OrderOfLaw "term" Term,
    OrderOfLaw "number-of-order" NumberOfOrder,
    IssuerOfReport "office" Office,
    IssuerOfReport "office-of-nation" OfficeOfNation,
    IssuerOfReport "office-of-speaker" OfficeOfSpeaker,
    IssuerOfReport "speaks-for-office" SpeaksForOffice,
    IssuerOfReport "source-of-page" SourceOfPage,
    IssuerOfReport "rank" Rank,
    IssuerOfReport "short-government" ShortGovernment,
    PlacesInName "place" Place,
    PlacesInName "place-of-delivery" PlaceOfDelivery,
    PlacesInName "division-of-corps" DivisionOfCorps,
    RegionByDivision "authority" Authority,
    RegionSpokenOf "speaks-for-rank" SpeaksForRank,
    RegionSpokenOf "committee" Committee,
    RegionSpokenOf "national" National,
    RegionOfSpeaker "speaks-for" SpeaksFor,
    RegionOfSpeaker "officer" Officer,
}

parts! {
    /// A list of words of a rule, besides the `words` that it is known by.
    List:
    BareHeading "closings" Closings,
    NumeralsOfAWord "counted-words" CountedWords,
    Glossary "explaining-words" ExplainingWords,
    TextOfCompilation "beginnings-of-title" BeginningsOfTitle,
    TextOfCompilation "titles-of-whole" TitlesOfWhole,
    BeforeTheBody "salutations" Salutations,
    BeforeTheBody "announcing-words" AnnouncingWords,
    PageCut "page-numbers" PageNumbers,
    PageCut "paragraph-openings" ParagraphOpenings,
    PageCut "annex-names" AnnexNames,
    PageCut "measures" Measures,
    TitleOverLines "conjunctions" Conjunctions,
    TitleOverLines "notes-above" NotesAbove,
    YearOfReport "horizons" Horizons,
    YearOfReport "zeros" Zeros,
    YearOfTasks "next-year" NextYear,
    YearOfOpening "past-year" PastYear,
    YearOfReview "economy" Economy,
    YearOfReview "before-year" BeforeYear,
    YearOfReview "after-year" AfterYear,
    YearOfDelivery "page-date-words" PageDateWords,
    IssuerOfReport "offices" Offices,
    IssuerOfReport "clear-offices" ClearOffices,
    IssuerOfReport "after-office" AfterOffice,
    IssuerOfReport "announces" Announces,
    IssuerOfReport "no-offices" NoOffices,
    IssuerOfReport "seals" Seals,
    IssuerOfReport "not-in-offices" NotInOffices,
    IssuerOfReport "national-offices" NationalOffices,
    IssuerOfReport "heads" Heads,
    PlacesInName "before-place" BeforePlace,
    PlacesInName "after-place" AfterPlace,
    PlacesInName "not-in-places" NotInPlaces,
    PlacesInName "zones" Zones,
    NamesOfPath "not-folders" NotFolders,
    PlacesInName "not-before-places" NotBeforePlaces,
    RegionOfBody "before-place-in-body" BeforePlaceInBody,
    RegionOfBody "deeds-of-place" DeedsOfPlace,
    RegionOfBody "before-chain" BeforeChain,
    RegionSpokenOf "not-mentions" NotMentions,
    RegionSpokenOf "own-province" OwnProvince,
    RegionSpokenOf "own-prefecture" OwnPrefecture,
    RegionSpokenOf "own-autonomous-prefecture" OwnAutonomousPrefecture,
    RegionSpokenOf "own-county" OwnCounty,
    RegionSpokenOf "own-district" OwnDistrict,
    RegionByDivision "division-endings" DivisionEndings,
    RegionByDivision "autonomous-endings" AutonomousEndings,
    RegionByDivision "peoples" Peoples,
    RegionByDivision "bare-peoples" BarePeoples,
    RegionByDivision "nicknames" Nicknames,
    RegionOfSpeaker "officers" Officers,
}

/// A pattern that is compiled when it is first used: most commands parse few texts or none.
#[derive(Debug)]
struct LazyPattern {
    /// With the words of lists in place of their names.
    source: String,
    regex: OnceLock<Regex>,
}

impl LazyPattern {
    fn regex(&self) -> &Regex {
        let compile = || Regex::new(&self.source).expect("the pattern was checked");
        self.regex.get_or_init(compile)
    }
}

/// The rules of the genre with their words, lists and patterns.
#[derive(Debug)]
pub(super) struct Genre {
    /// In the order of [`Rule::ALL`].
    entries: Vec<GenreRule>,
    /// In the order of [`Pattern::ALL`].
    patterns: Vec<LazyPattern>,
    /// In the order of [`List::ALL`].
    lists: Vec<Vec<String>>,
}

impl Genre {
    /// # Errors
    /// [`Error::DataFile`](crate::Error::DataFile) where the file has a mistake, leaves out a rule, pattern or list
    /// that the code uses, or has one that it does not use.
    pub(super) fn new(schema: &Schema) -> Result<Self> {
        let rules = schema.genre()?;
        reject_unknown(schema, &rules)?;
        let entries = Rule::ALL
            .iter()
            .map(|rule| {
                let entry = rules.iter().find(|entry| is_of(entry, *rule));
                let missing = || {
                    let name = rule.name();
                    schema.genre_mistake(0, message!("the rule `{name}` is missing", name = name))
                };
                entry.cloned().ok_or_else(missing)
            })
            .collect::<Result<Vec<_>>>()?;
        let lists = List::ALL
            .iter()
            .map(|list| {
                let (rule, name) = list.key();
                let entry = &entries[rule as usize];
                let words = entry.lists.get(name);
                words
                    .map(|words| words.get_ref().clone())
                    .ok_or_else(|| lacks(schema, entry, LIST, name))
            })
            .collect::<Result<Vec<_>>>()?;
        let is_embedded = schema.has_embedded_genre();
        let patterns = Pattern::ALL
            .iter()
            .map(|pattern| {
                let (rule, name) = pattern.key();
                let entry = &entries[rule as usize];
                let text = entry.patterns.get(name);
                let text = text.ok_or_else(|| lacks(schema, entry, PATTERN, name))?;
                let source = with_lists(text.get_ref(), &lists);
                let regex = OnceLock::new();
                // Those of the library are checked by a test; other files may have mistakes.
                if !is_embedded {
                    let checked = Regex::new(&source);
                    let _ = regex.set(checked.map_err(|error| mistake_in(schema, text, &error))?);
                }
                Ok(LazyPattern { source, regex })
            })
            .collect::<Result<_>>()?;
        Ok(Self {
            entries,
            patterns,
            lists,
        })
    }

    /// What `genre.toml` says of a rule.
    pub(super) fn entry(&self, rule: Rule) -> &GenreRule {
        &self.entries[rule as usize]
    }

    pub(super) fn pattern(&self, pattern: Pattern) -> &Regex {
        self.patterns[pattern as usize].regex()
    }

    pub(super) fn list(&self, list: List) -> &[String] {
        &self.lists[list as usize]
    }

    /// The `words` of a rule.
    pub(super) fn words(&self, rule: Rule) -> &[String] {
        &self.entry(rule).words
    }

    /// Whether a text contains one of the `words` of a rule.
    pub(super) fn has_word(&self, rule: Rule, text: &str) -> bool {
        contains_any(text, self.words(rule))
    }
}

/// Whether a text contains one of these words.
pub(super) fn contains_any(text: &str, words: &[String]) -> bool {
    words.iter().any(|word| text.contains(word.as_str()))
}

/// Whether a text begins with one of these words.
pub(super) fn starts_with_any(text: &str, words: &[String]) -> bool {
    words.iter().any(|word| text.starts_with(word.as_str()))
}

/// Whether a text ends in one of these words.
pub(super) fn ends_with_any(text: &str, words: &[String]) -> bool {
    words.iter().any(|word| text.ends_with(word.as_str()))
}

fn is_of(entry: &GenreRule, rule: Rule) -> bool {
    entry.name.get_ref() == rule.name()
}

/// What a rule has by name.
const PATTERN: Text = text!("pattern");
const LIST: Text = text!("list");

/// # Errors
/// Where the file has a rule, a pattern or a list that the code does not use: it would do nothing.
fn reject_unknown(schema: &Schema, rules: &[GenreRule]) -> Result<()> {
    for entry in rules {
        let Some(rule) = Rule::ALL.iter().find(|rule| is_of(entry, **rule)) else {
            let message = message!("there is no rule `{name}`", name = entry.name.get_ref());
            return Err(schema.genre_mistake(entry.name.span().start, message));
        };
        let unknown = |kind: Text, name: &str, offset: usize| {
            let message = message!(
                "the rule `{rule}` has no {kind} `{name}`",
                rule = rule.name(),
                kind = kind,
                name = name
            );
            Err(schema.genre_mistake(offset, message))
        };
        for (name, text) in &entry.patterns {
            if !Pattern::ALL.iter().any(|part| part.key() == (*rule, name)) {
                return unknown(PATTERN, name, text.span().start);
            }
        }
        for (name, words) in &entry.lists {
            if !List::ALL.iter().any(|part| part.key() == (*rule, name)) {
                return unknown(LIST, name, words.span().start);
            }
        }
    }
    Ok(())
}

fn lacks(schema: &Schema, entry: &GenreRule, kind: Text, name: &str) -> crate::Error {
    let message = message!("the {kind} `{name}` is missing", kind = kind, name = name);
    schema.genre_mistake(entry.name.span().start, message)
}

/// A pattern with the words of lists in place of their names in braces.
fn with_lists(text: &str, lists: &[Vec<String>]) -> String {
    let mut pattern = text.to_string();
    for list in List::ALL {
        let reference = format!("{{{}}}", list.key().1);
        if pattern.contains(&reference) {
            pattern = pattern.replace(&reference, &lists[*list as usize].join("|"));
        }
    }
    pattern
}

fn mistake_in(schema: &Schema, text: &Spanned<String>, error: &regex::Error) -> crate::Error {
    // The lines before the last draw the pattern with a mark below it.
    let error = error.to_string();
    let reason = error.lines().last().unwrap_or_default();
    let reason = reason.trim_start_matches("error: ");
    let message = message!(
        "this is not a regular expression: {reason}",
        reason = reason
    );
    schema.genre_mistake(text.span().start, message)
}

#[cfg(test)]
pub(super) mod tests {
    use std::sync::LazyLock;

    use super::*;

    /// The rules of the embedded schema.
    pub(in crate::structure) fn genre() -> &'static Genre {
        static GENRE: LazyLock<Genre> = LazyLock::new(|| Genre::new(&Schema::embedded()).unwrap());
        &GENRE
    }

    #[test]
    fn every_rule_has_its_shape_and_its_reason_in_chinese() {
        for rule in Rule::ALL {
            let entry = genre().entry(*rule);
            for words in [&entry.shape, &entry.reason] {
                assert!(Text::find(words).is_some(), "{rule}: {words}");
            }
        }
    }

    #[test]
    fn every_pattern_compiles() {
        for pattern in Pattern::ALL {
            assert!(!genre().pattern(*pattern).as_str().is_empty());
        }
    }

    /// What is wrong with the rules where one text of the file is replaced by another.
    fn mistake(old: &str, new: &str) -> String {
        let folder = tempfile::tempdir().unwrap();
        let embedded = std::path::Path::new(env!("CARGO_MANIFEST_DIR")).join("index-schema");
        for entry in std::fs::read_dir(embedded).unwrap() {
            let path = entry.unwrap().path();
            if path.is_file() {
                std::fs::copy(&path, folder.path().join(path.file_name().unwrap())).unwrap();
            }
        }
        let path = folder.path().join("genre.toml");
        let rules = std::fs::read_to_string(&path).unwrap();
        assert_eq!(rules.matches(old).count(), 1, "{old}");
        let at = rules.find(old).unwrap();
        std::fs::write(&path, rules.replace(old, new)).unwrap();
        let error = Genre::new(&Schema::from_folder(folder.path()).unwrap()).unwrap_err();
        let line = rules[..at].lines().count() + 1;
        error.to_string().replace(&format!(":{line}:"), ":LINE:")
    }

    #[test]
    fn a_mistake_in_the_rules_is_given_with_its_line_and_column() {
        for (old, new, expected) in [
            (
                "name = \"annex\"\n",
                "name = \"appendix\"\n",
                "genre.toml:LINE:8: there is no rule `appendix`",
            ),
            (
                "patterns.day = '^",
                "patterns.day = '(",
                "genre.toml:LINE:16: this is not a regular expression: unclosed group",
            ),
            (
                "lists.horizons =",
                "lists.horizon =",
                "genre.toml:LINE:17: the rule `year-of-report` has no list `horizon`",
            ),
            (
                "patterns.quoted-title =",
                "patterns.quoted =",
                "genre.toml:LINE:19: the rule `year-of-report` has no pattern `quoted`",
            ),
        ] {
            let message = mistake(old, new);
            assert!(message.ends_with(expected), "{message}");
        }
    }

    #[test]
    fn what_the_code_uses_must_be_in_the_file() {
        for (old, expected) in [
            ("lists.horizons =", "the list `horizons` is missing"),
            (
                "patterns.quoted-title =",
                "the pattern `quoted-title` is missing",
            ),
        ] {
            let message = mistake(old, "# ");
            assert!(message.ends_with(expected), "{message}");
        }
    }

    #[test]
    fn a_list_in_braces_is_its_words_as_alternatives() {
        let occasion = genre().pattern(Pattern::Occasion).as_str();
        assert!(occasion.contains("(?:省长|市长|区长|"), "{occasion}");
    }
}
