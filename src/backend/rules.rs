//! The rules by which reports are read and requests are matched.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::{Arc, OnceLock};

use super::place_names::PlaceNames;
use crate::api::{
    Citation, CiteRequest, Facet, FacetField, Filter, MentionRequest, SearchRequest, TrendRequest,
};
use crate::catalogue::cite_in;
use crate::document::{Document, Gap};
use crate::error::Result;
use crate::fold::Fold;
use crate::index::{CitedTitles, Judgement, MetadataFilter, Places};
use crate::matching::facets_of;
use crate::mentions::MentionScan;
use crate::query::{Labels, Lexicon, Names, Node, Plan, Planner, parse};
use crate::ranking::FetchedSearch;
use crate::schema::Schema;
use crate::segmenter::Segmenter;
use crate::study::{GroupedValues, TrendCounts};

/// The rules by which reports are read and requests are matched, ready for use.
pub struct Rules {
    pub(crate) schema: Schema,
    fold: Arc<Fold>,
    /// Cuts texts of reports; loads the whole dictionary when it is first needed.
    segmenter: OnceLock<Segmenter>,
    /// Cuts queries.
    of_queries: OnceLock<Segmenter>,
    lexicon: OnceLock<Lexicon>,
}

/// What the reports of a corpus call their places, years, issuers and kinds, ready to be found in queries.
#[derive(Debug)]
pub struct CorpusNames {
    names: Names,
}

impl Rules {
    /// The rules of a schema.
    ///
    /// # Errors
    /// [`crate::Error::DataFile`] for a mistake in its files.
    pub fn new(schema: Schema) -> Result<Self> {
        Ok(Self {
            fold: Arc::new(Fold::new(&schema)?),
            schema,
            segmenter: OnceLock::new(),
            of_queries: OnceLock::new(),
            lexicon: OnceLock::new(),
        })
    }

    /// The stamp of the rules that exactness depends on. Reports that were indexed with another one must be indexed again.
    ///
    /// # Errors
    /// As [`Schema::exact_stamp`].
    pub fn exact_stamp(&self) -> Result<String> {
        self.schema.exact_stamp()
    }

    /// The stamp of the dictionary.
    pub fn word_stamp(&self) -> String {
        self.schema.word_stamp()
    }

    /// Folds the texts of a request, to find them in reports.
    ///
    /// # Errors
    /// [`crate::Error::Query`] for a text that folds to nothing.
    pub fn scan<'r>(&'r self, request: &'r MentionRequest) -> Result<MentionScan<'r>> {
        let segmenter = request.whole_word.then(|| self.segmenter()).transpose()?;
        MentionScan::new(request, &self.fold, segmenter)
    }

    /// The full names of the places of a corpus, each given with its levels joined by `/`.
    ///
    /// # Errors
    /// [`crate::Error::DataFile`] for a mistake in the table of divisions.
    pub fn place_names(&self, regions: &BTreeSet<String>) -> Result<PlaceNames> {
        let places = Places::of(regions, &self.fold, &self.schema)?;
        Ok(PlaceNames::new(places))
    }

    /// Folds the terms of a trend over a corpus with some places.
    ///
    /// # Errors
    /// As [`Study::trend`](crate::api::Study::trend).
    pub fn trend<'r>(
        &'r self,
        request: &'r TrendRequest,
        places: &'r PlaceNames,
    ) -> Result<TrendCounts<'r>> {
        TrendCounts::new(request, &self.fold, places.places())
    }

    /// The names of a corpus.
    ///
    /// # Errors
    /// [`crate::Error::DataFile`] for a mistake in the data of the rules.
    pub fn names(&self, labels: &Labels) -> Result<CorpusNames> {
        let names = Names::new(labels, &self.schema, &self.fold)?;
        Ok(CorpusNames { names })
    }

    /// Plans the query of a request. `names` are asked for unless names are read as words.
    ///
    /// # Errors
    /// [`crate::Error::Query`], and those of `names`.
    pub fn plan<'r>(
        &'r self,
        request: &SearchRequest,
        names: impl FnOnce() -> Result<&'r CorpusNames>,
    ) -> Result<Plan> {
        let query = request.query.as_str();
        let tree = if request.plain {
            Node::plain(query)
        } else {
            parse(query)?
        };
        let segmenter = || get_or_load(&self.of_queries, || Segmenter::for_queries(&self.schema));
        let names = if request.as_words {
            None
        } else {
            Some(&names()?.names)
        };
        let planner = Planner {
            fold: &self.fold,
            lexicon: get_or_load(&self.lexicon, || Lexicon::new(&self.schema))?,
            segmenter: &segmenter,
            literal: request.literal,
            names,
            rules: self.schema.query_rules()?,
        };
        planner.plan(query, &tree)
    }

    /// A search over another storage, given the plan of its query.
    ///
    /// # Errors
    /// [`crate::Error::DataFile`] for a mistake in the parameters of ranking.
    pub fn search<'r>(
        &'r self,
        request: &'r SearchRequest,
        plan: Plan,
    ) -> Result<FetchedSearch<'r>> {
        let ranking = self.schema.field_table()?.ranking;
        let rules = self.schema.query_rules()?;
        FetchedSearch::new(request, plan, &self.fold, ranking, rules)
    }

    /// How often each title that names one report of a corpus is cited, from 0 to 1 (the most cited title); those that are not
    /// cited are left out.
    ///
    /// # Errors
    /// [`crate::Error::DataFile`] for a mistake in the rules of queries.
    pub fn citation_shares(&self, cited: &CitedTitles) -> Result<BTreeMap<String, f32>> {
        Ok(cited.shares(&self.schema.query_rules()?.kind.names))
    }

    /// Counts the sections of an answer by properties of their reports, given the place and the year of each report and the number of
    /// its sections.
    pub fn facets<'v>(
        &self,
        fields: &[FacetField],
        reports: impl Iterator<Item = (GroupedValues<'v>, u64)>,
    ) -> Vec<Facet> {
        let reports = reports.map(|(values, sections)| (values.region, values.year, sections));
        facets_of(&self.fold, fields, reports)
    }

    /// Whether a dictionary for queries has been loaded.
    pub(crate) fn reads_queries(&self) -> bool {
        self.of_queries.get().is_some()
    }

    /// A folded text, as headings and places are compared.
    pub fn fold_text(&self, text: &str) -> String {
        self.fold.fold_text(text)
    }

    /// Cites what a name is of in a report that has the name.
    ///
    /// # Errors
    /// As [`shown`](super::shown).
    pub fn cite(&self, report: Document, request: &CiteRequest) -> Result<Citation> {
        cite_in(report, request, &self.fold)
    }

    /// Folds a part of a report, given what matching passes over in it, by its bytes.
    pub fn fold_part(&self, text: &str, gaps: &[Gap]) -> String {
        let sections = std::iter::once(0);
        self.fold.fold_document(text, gaps, sections).text
    }

    /// Judges reports by a filter, given the year of each and its place, the levels joined by `/`.
    pub fn judge<'f>(
        &'f self,
        filter: &'f Filter,
    ) -> impl Fn(Option<u16>, &str) -> Judgement + use<'f> {
        let filter = MetadataFilter::new(filter, &self.fold);
        move |year, region| filter.judge(year, region)
    }

    pub(crate) fn fold(&self) -> &Arc<Fold> {
        &self.fold
    }

    /// Cuts texts of reports.
    pub(crate) fn segmenter(&self) -> Result<&Segmenter> {
        get_or_load(&self.segmenter, || Segmenter::for_reports(&self.schema))
    }
}

/// The content of a cell, loaded on first use.
///
/// # Errors
/// Those of `load`, after which the cell is as empty as before.
pub fn get_or_load<T>(cell: &OnceLock<T>, load: impl FnOnce() -> Result<T>) -> Result<&T> {
    if let Some(loaded) = cell.get() {
        return Ok(loaded);
    }
    let loaded = load()?;
    Ok(cell.get_or_init(|| loaded))
}
