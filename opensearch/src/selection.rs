//! Which reports and sections a filter takes, as clauses of a query.

use std::collections::BTreeMap;
use std::iter;

use quanwen::Result;
use quanwen::api::Filter;
use quanwen::backend::{Judgement, Rules};
use serde_json::{Value, json};

use crate::asking::Asking;
use crate::mapping::{REPORT, SECTION};
use crate::tokens::tokens;

/// The places and years of the reports of a corpus, with the number of reports of each.
#[derive(Debug, Default)]
pub(crate) struct Groups(pub(crate) Vec<Group>);

impl Groups {
    /// Words of all reports.
    pub(crate) fn words(&self) -> u64 {
        self.0.iter().map(|group| group.words).sum()
    }
}

/// The reports of a place and a year.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub(crate) struct Group {
    /// Levels joined by `/`; empty for none.
    pub region: String,
    pub year: Option<u16>,
    pub reports: u64,
    /// Of the texts of these reports.
    pub characters: u64,
    pub words: u64,
}

/// What a filter takes.
#[derive(Debug, Clone, Default)]
pub(crate) struct Selection {
    /// Clauses about reports, which their sections have too.
    of_reports: Vec<Value>,
    /// Clauses about sections alone.
    of_sections: Vec<Value>,
    /// The places and years that it takes, if they are all that it asks of reports.
    pub groups: Option<Vec<Group>>,
    /// Reports that it takes, and those that it leaves out because they have no year, or no place.
    pub documents: u64,
    pub undated: u64,
    pub unplaced: u64,
}

impl Selection {
    /// The clauses of a filter: places and years are compared here, by the rules that every engine has.
    pub(crate) fn of(
        filter: &Filter,
        groups: &Groups,
        rules: &Rules,
        asking: &Asking,
    ) -> Result<Self> {
        let mut selection = Self::default();
        let judge = rules.judge(filter);
        let judged = groups.0.iter();
        let judged: Vec<(&Group, Judgement)> = judged
            .map(|group| (group, judge(group.year, &group.region)))
            .collect();
        let those = |is: fn(&Judgement) -> bool| {
            let those = judged.iter().filter(move |(_, judgement)| is(judgement));
            those.map(|(group, _)| *group)
        };
        let taken = || those(|judgement| judgement.taken);
        let undated = || those(|judgement| judgement.undated);
        let unplaced = || those(|judgement| judgement.unplaced);
        if filter.paths.iter().all(String::is_empty) {
            selection.documents = reports(taken());
            selection.groups = Some(taken().cloned().collect());
            selection.undated = reports(undated());
            selection.unplaced = reports(unplaced());
        } else {
            let within = clause_of_paths(filter);
            let of = |clauses: Vec<Value>| count(asking, clauses);
            selection.documents = of(vec![within.clone(), clause_of_groups(taken())])?;
            selection.undated = of(vec![within.clone(), clause_of_groups(undated())])?;
            selection.unplaced = of(vec![within.clone(), clause_of_groups(unplaced())])?;
            selection.of_reports.push(within);
        }
        if filter.years.is_some() || filter.region.is_some() {
            selection.of_reports.push(clause_of_groups(taken()));
        }
        if !filter.parts.is_empty() {
            let parts: Vec<&str> = filter.parts.iter().map(|part| part.name()).collect();
            selection
                .of_sections
                .push(json!({ "terms": { "part": parts } }));
        }
        let heading = filter
            .heading
            .as_deref()
            .map(|heading| rules.fold_text(heading));
        if let Some(heading) = heading.filter(|heading| !heading.is_empty()) {
            let tokens = tokens(&heading);
            selection
                .of_sections
                .push(json!({ "match_phrase": { "heading": tokens } }));
        }
        Ok(selection)
    }

    /// Only the reports of some places and years, which are so many.
    pub(crate) fn restricted_to(mut self, groups: Vec<Group>, reports: u64) -> Self {
        self.of_reports.push(clause_of_groups(groups.iter()));
        self.documents = reports;
        self.groups = self.groups.map(|_| groups);
        self
    }

    /// The clauses of the sections.
    pub(crate) fn clauses_of_sections(&self) -> Vec<Value> {
        let kind = json!({ "term": { "kind": SECTION } });
        let clauses = self.of_reports.iter().chain(&self.of_sections);
        [kind].into_iter().chain(clauses.cloned()).collect()
    }

    /// The clauses of the reports, whatever sections they have.
    pub(crate) fn clauses_of_reports(&self) -> Vec<Value> {
        let kind = json!({ "term": { "kind": REPORT } });
        [kind]
            .into_iter()
            .chain(self.of_reports.iter().cloned())
            .collect()
    }
}

/// The number of reports.
fn count(asking: &Asking, mut clauses: Vec<Value>) -> Result<u64> {
    clauses.push(json!({ "term": { "kind": REPORT } }));
    let body = json!({ "query": { "bool": { "filter": clauses } } });
    let answer = asking.search("_count", &body)?;
    Ok(answer["count"].as_u64().unwrap_or(0))
}

/// The number of reports of some groups.
fn reports<'g>(groups: impl Iterator<Item = &'g Group>) -> u64 {
    groups.map(|group| group.reports).sum()
}

/// The reports of some places and years.
fn clause_of_groups<'g>(groups: impl Iterator<Item = &'g Group>) -> Value {
    let mut by_year: BTreeMap<Option<u16>, Vec<&str>> = BTreeMap::new();
    for group in groups {
        by_year.entry(group.year).or_default().push(&group.region);
    }
    let clauses = by_year.into_iter().map(|(year, regions)| {
        let regions = json!({ "terms": { "region": regions } });
        match year {
            Some(year) => json!({ "bool": { "filter": [regions, { "term": { "year": year } }] } }),
            None => json!({ "bool": { "filter": [regions, without("year")] } }),
        }
    });
    any(&clauses.collect::<Vec<_>>())
}

/// The documents of reports at or below the paths of a filter.
pub(crate) fn clause_of_paths(filter: &Filter) -> Value {
    let itself = json!({ "terms": { "path": filter.paths } });
    let below = filter.paths.iter().flat_map(|path| {
        ['/', '!'].map(|mark| json!({ "prefix": { "path": format!("{path}{mark}") } }))
    });
    let clauses = iter::once(itself).chain(below);
    if filter.paths.iter().any(String::is_empty) {
        return json!({ "match_all": {} });
    }
    any(&clauses.collect::<Vec<_>>())
}

/// The documents without a field.
pub(crate) fn without(field: &str) -> Value {
    json!({ "bool": { "must_not": [{ "exists": { "field": field } }] } })
}

/// What satisfies one of some clauses; nothing satisfies none of them.
pub(crate) fn any(clauses: &[Value]) -> Value {
    if clauses.is_empty() {
        return json!({ "match_none": {} });
    }
    json!({ "bool": { "should": clauses, "minimum_should_match": 1 } })
}
