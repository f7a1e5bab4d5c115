//! The names of a corpus: its places, years, issuers and kinds of documents, as queries name them.

use std::collections::{BTreeSet, HashMap, HashSet};

use super::{Meaning, Reading, Text};
use crate::error::Result;
use crate::fold::Fold;
use crate::schema::{QueryRules, Schema};
use crate::structure::Divisions;

/// The least share of reports with a place, or with a year, for which a query is read so: where few reports have one, the
/// others are not known to lack it.
const MIN_SHARE: f64 = 0.2;
/// Minimum characters of an issuer that is read.
const MIN_ISSUER: usize = 3;
/// Maximum number of places named in place of one without reports.
const MAX_NEAREST: usize = 3;
/// Issuers that are read as their place.
const GOVERNMENT: &str = "人民政府";

/// A place of the corpus, from the province down.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Place(pub Vec<String>);

impl Place {
    /// Its own name.
    #[must_use]
    pub fn name(&self) -> &str {
        self.0.last().map_or("", String::as_str)
    }

    /// Its levels joined by `/`, as an index stores a region.
    #[must_use]
    pub fn region(&self) -> String {
        self.0.join("/")
    }

    /// Whether a region, its levels joined by `/`, is below it.
    #[must_use]
    pub fn contains(&self, region: &str) -> bool {
        let rest = region.strip_prefix(&self.region());
        rest.is_some_and(|rest| rest.starts_with('/'))
    }

    /// Whether it is below another place.
    #[must_use]
    pub fn is_below(&self, other: &Self) -> bool {
        self.0.len() > other.0.len() && self.0.starts_with(&other.0)
    }
}

/// What the reports of a corpus say of themselves.
#[derive(Debug, Clone, Default)]
pub struct Labels {
    /// Number of reports.
    pub documents: u64,
    /// Places with the number of their reports, levels joined by `/`.
    pub regions: Vec<(String, u64)>,
    /// Years with the number of their reports.
    pub years: Vec<(u16, u64)>,
    /// Issuers with the number of their reports.
    pub issuers: Vec<(String, u64)>,
    /// Titles with the number of their reports.
    pub titles: Vec<(String, u64)>,
}

/// A name of places.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub(super) struct Name {
    /// Whether it leaves out what the place is: 湛江 for 湛江市.
    pub is_short: bool,
    /// The places with reports that bear it.
    places: Vec<usize>,
    /// A division that bears it, in full.
    full: String,
}

impl Name {
    /// Whether a place that bears it has reports.
    pub(super) fn has_reports(&self) -> bool {
        !self.places.is_empty()
    }
}

/// The names of a corpus, ready to be found in queries. All are folded.
#[derive(Debug)]
pub(crate) struct Names {
    /// Absent where places are not read.
    divisions: Option<Divisions>,
    /// Those with reports.
    places: Vec<Place>,
    /// Those of the corpus and of the table of divisions.
    by_name: HashMap<String, Name>,
    years: BTreeSet<u16>,
    issuers: HashSet<String>,
    kinds: HashSet<String>,
    /// Characters of the longest name of any sort.
    longest: usize,
}

impl Names {
    /// The names of a corpus.
    ///
    /// # Errors
    /// [`crate::Error::DataFile`] for a mistake in `query.toml`, `regions.tsv` or `genre.toml`.
    pub(crate) fn new(labels: &Labels, schema: &Schema, fold: &Fold) -> Result<Self> {
        let is_common = |reports: u64| reports as f64 >= MIN_SHARE * labels.documents.max(1) as f64;
        let placed = labels
            .regions
            .iter()
            .filter(|(region, _)| !region.is_empty());
        let places_are_read = is_common(placed.clone().map(|(_, reports)| reports).sum());
        let years_are_read = is_common(labels.years.iter().map(|(_, reports)| reports).sum());
        let issuers_are_read = is_common(labels.issuers.iter().map(|(_, reports)| reports).sum());
        let mut names = Self {
            divisions: None,
            places: Vec::new(),
            by_name: HashMap::new(),
            longest: 0,
            years: labels
                .years
                .iter()
                .filter(|_| years_are_read)
                .map(|(year, _)| *year)
                .collect(),
            issuers: HashSet::new(),
            kinds: HashSet::new(),
        };
        if places_are_read {
            let divisions = Divisions::of_schema(schema)?;
            names.add_places(placed.map(|(region, _)| region.as_str()), &divisions, fold);
            names.divisions = Some(divisions);
        }
        for (issuer, _) in labels.issuers.iter().filter(|_| issuers_are_read) {
            names.add_issuer(&fold.fold_text(issuer));
        }
        names.add_kinds(&labels.titles, schema.query_rules()?, fold);
        let of_places = names.by_name.keys();
        let all = of_places.chain(&names.issuers).chain(&names.kinds);
        names.longest = all.map(|name| name.chars().count()).max().unwrap_or(0);
        Ok(names)
    }

    /// Whether the corpus has reports of a year.
    pub(super) fn has_year(&self, year: u16) -> bool {
        self.years.contains(&year)
    }

    fn add_places<'r>(
        &mut self,
        regions: impl Iterator<Item = &'r str>,
        divisions: &Divisions,
        fold: &Fold,
    ) {
        let places = regions.map(|region| Place(region.split('/').map(String::from).collect()));
        self.places = places.collect();
        let mut by_full: HashMap<&str, Vec<usize>> = HashMap::new();
        for (index, place) in self.places.iter().enumerate() {
            by_full.entry(place.name()).or_default().push(index);
        }
        let of_corpus = by_full.keys().map(|full| (*full, *full));
        for (name, full) in divisions.names().chain(of_corpus) {
            let entry = self.by_name.entry(fold.fold_text(name));
            let entry = entry.or_insert_with(|| Name {
                // 凉山州 says what 凉山彝族自治州 is, 苏州 does not.
                is_short: name.chars().last() != full.chars().last(),
                full: full.to_string(),
                places: Vec::new(),
            });
            for place in by_full.get(full).into_iter().flatten() {
                if !entry.places.contains(place) {
                    entry.places.push(*place);
                }
            }
        }
    }

    /// Adds an issuer, and its name without its place.
    fn add_issuer(&mut self, issuer: &str) {
        if issuer.ends_with(GOVERNMENT) {
            return;
        }
        let beginnings = beginnings(issuer, issuer.chars().count());
        let mut places = beginnings.filter(|name| self.is_name(name));
        let place = places.next().map_or(0, str::len);
        for name in [issuer, &issuer[place..]] {
            if name.chars().count() >= MIN_ISSUER && !name.ends_with(GOVERNMENT) {
                self.issuers.insert(name.to_string());
            }
        }
    }

    /// Adds the kinds that titles name.
    fn add_kinds(&mut self, titles: &[(String, u64)], rules: &QueryRules, fold: &Fold) {
        let titles: Vec<String> = titles
            .iter()
            .filter(|(_, reports)| *reports > 0)
            .map(|(title, _)| fold.fold_text(title))
            .collect();
        let kinds = rules.kind.names.iter().map(|kind| fold.fold_text(kind));
        self.kinds.extend(kinds.filter(|kind| {
            kind.chars().count() >= rules.kind.min_characters
                && titles.iter().any(|title| title.contains(kind.as_str()))
        }));
    }

    /// Whether a text is the name of a place, of the corpus or of the table of divisions.
    pub(super) fn is_name(&self, text: &str) -> bool {
        self.by_name.contains_key(text)
    }

    /// The longest name that a text begins with and that `is_meant` for its place: its length in characters, and what it is read
    /// as.
    pub(super) fn place_at(
        &self,
        text: &str,
        is_meant: impl Fn(&str, &Name) -> bool,
    ) -> Option<(usize, Meaning)> {
        beginnings(text, self.longest).find_map(|beginning| {
            let name = self.by_name.get(beginning)?;
            let length = beginning.chars().count();
            is_meant(beginning, name).then(|| (length, self.meaning(name)))
        })
    }

    fn meaning(&self, name: &Name) -> Meaning {
        if !name.places.is_empty() {
            let mut places: Vec<Place> = name
                .places
                .iter()
                .map(|place| self.places[*place].clone())
                .collect();
            places.sort();
            return Meaning::Place(places);
        }
        Meaning::PlaceWithoutReport(name.full.clone(), self.nearest(&name.full))
    }

    /// The places with reports nearest to one without: the lowest above it, or else some below it.
    fn nearest(&self, full: &str) -> Vec<Place> {
        let divisions = self.divisions.as_ref();
        let Some(chain) = divisions.and_then(|divisions| divisions.only_one(full)) else {
            return Vec::new();
        };
        let above = (1..chain.len())
            .rev()
            .map(|end| Place(chain[..end].to_vec()));
        if let Some(above) = above.into_iter().find(|above| self.places.contains(above)) {
            return vec![above];
        }
        let place = Place(chain);
        let below = self.places.iter().filter(|below| below.is_below(&place));
        below.take(MAX_NEAREST).cloned().collect()
    }

    /// The issuer at a character of a run.
    pub(super) fn issuer_at(&self, text: &Text, start: usize) -> Option<Reading> {
        self.longest_at(&self.issuers, text, start, Meaning::Issuer)
    }

    /// The kind of document at a character of a run.
    pub(super) fn kind_at(&self, text: &Text, start: usize) -> Option<Reading> {
        self.longest_at(&self.kinds, text, start, Meaning::Kind)
    }

    /// The longest of some names at a character of a run that begins and ends where a word does.
    fn longest_at(
        &self,
        names: &HashSet<String>,
        text: &Text,
        start: usize,
        meaning: fn(String) -> Meaning,
    ) -> Option<Reading> {
        if names.is_empty() || !text.cut[start] {
            return None;
        }
        beginnings(text.from(start), self.longest).find_map(|name| {
            let end = start + name.chars().count();
            (text.cut[end] && names.contains(name)).then(|| Reading {
                characters: start..end,
                meaning: meaning(name.to_string()),
            })
        })
    }
}

/// The beginnings of a text of at most `longest` characters, the longest first.
fn beginnings(text: &str, longest: usize) -> impl Iterator<Item = &str> {
    let ends = text.char_indices().map(|(at, c)| at + c.len_utf8());
    let ends: Vec<usize> = ends.take(longest).collect();
    ends.into_iter().rev().map(move |end| &text[..end])
}
