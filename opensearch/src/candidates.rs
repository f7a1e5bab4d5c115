//! Which reports have a text, and how often, as the server counts.

use std::collections::HashMap;

use quanwen::Result;
use quanwen::backend::MentionScan;
use serde_json::{Value, json};

use crate::asking::Asking;
use crate::buckets::{BY_REPORT, Bucket, Grouping, Source, Sum, buckets, scores, sizes};
use crate::mapping::REPORT;
use crate::selection::{Group, Groups, Selection, any};
use crate::tokens::{beginning, is_longer, overlaps_itself, tokens};

/// A report that has a text, or may have one.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Candidate {
    pub id: String,
    /// Sections with one of the texts.
    pub sections: u64,
    /// How often it has each of them.
    pub of_texts: Vec<u64>,
    /// Whether the server cannot count it: a text stands where one section ends and the next begins.
    pub is_uncounted: bool,
}

/// The reports that the server found.
#[derive(Debug, Default)]
pub(crate) struct Candidates {
    /// In the order of answers.
    pub reports: Vec<Candidate>,
}

impl Candidates {
    /// The reports of buckets of sections, uncounted.
    fn of(buckets: &[Bucket]) -> Self {
        let reports = buckets.iter().map(|bucket| Candidate {
            id: bucket.text(Source::Report).to_string(),
            sections: bucket.size,
            of_texts: Vec::new(),
            is_uncounted: false,
        });
        Self {
            reports: reports.collect(),
        }
    }

    /// The first reports, which have so many mentions together.
    pub(crate) fn first_with(&self, mentions: u64) -> Vec<&str> {
        let mut before = 0_u64;
        let is_needed = |report: &&Candidate| {
            let is_needed = before < mentions;
            before = before.saturating_add(report.of_texts.iter().sum());
            is_needed
        };
        let needed = self.reports.iter().take_while(is_needed);
        needed.map(|report| report.id.as_str()).collect()
    }

    pub(crate) fn ids(&self) -> Vec<&str> {
        self.reports
            .iter()
            .map(|report| report.id.as_str())
            .collect()
    }
}

/// Whether the server can count the texts of a request: each in one spelling that cannot overlap itself, of which no part is left
/// out.
pub(crate) fn is_countable(scan: &MentionScan) -> bool {
    let phrases = scan.phrases();
    scan.is_plain()
        && phrases.iter().all(|phrase| {
            phrase.readings.len() == 1
                && phrase.strict.is_none()
                && !is_longer(&phrase.folded)
                && !overlaps_itself(&phrase.folded)
        })
}

/// A text that the server counts.
pub(crate) struct CountedText<'t> {
    text: &'t str,
    /// A phrase is scored once for each of its tokens.
    tokens: u64,
}

impl<'t> CountedText<'t> {
    pub(crate) fn new(text: &'t str) -> Self {
        Self {
            text,
            tokens: text.chars().count() as u64,
        }
    }

    /// The sections that have it, grouped.
    pub(crate) fn buckets(
        &self,
        asking: &Asking,
        sections: &[Value],
        sources: &[Source],
    ) -> Result<Vec<Bucket>> {
        let mut sums = scores();
        // What a section borrows of the next one is in both fields.
        let borrowed = json!({ "filter": phrase("overhang", self.text) });
        sums.push((Sum::Borrowed, borrowed));
        let grouping = Grouping {
            clauses: sections,
            query: &phrase("chars", self.text),
            sources,
            sums,
        };
        buckets(asking, &grouping)
    }

    /// How often a group has it, unless [the borrowed text has it](Self::is_borrowed). Exact up to 16.7 million in a section: a score is a
    /// 32-bit floating-point number.
    pub(crate) fn mentions(&self, bucket: &Bucket) -> u64 {
        bucket.sum(Sum::Score) / self.tokens
    }

    /// Whether a section of a group has it in what it borrows of the next one: it is counted twice.
    pub(crate) fn is_borrowed(bucket: &Bucket) -> bool {
        bucket.sum(Sum::Borrowed) > 0
    }
}

/// The reports with one of the texts, counted where that is exact.
pub(crate) fn counted(
    asking: &Asking,
    scan: &MentionScan,
    selection: &Selection,
) -> Result<Candidates> {
    let phrases = scan.phrases().iter();
    let texts: Vec<CountedText> = phrases
        .map(|phrase| CountedText::new(&phrase.folded))
        .collect();
    let sections = selection.clauses_of_sections();
    let mut of_texts = Vec::with_capacity(texts.len());
    for text in &texts {
        of_texts.push(text.buckets(asking, &sections, &BY_REPORT)?);
    }
    let mut found = if let [only] = of_texts.as_slice() {
        Candidates::of(only)
    } else {
        let phrases = texts.iter().map(|text| phrase("chars", text.text));
        reports_with(asking, &sections, &any(&phrases.collect::<Vec<_>>()))?
    };
    let places: HashMap<String, usize> = (0..)
        .zip(&found.reports)
        .map(|(place, report)| (report.id.clone(), place))
        .collect();
    for report in &mut found.reports {
        report.of_texts = vec![0; texts.len()];
    }
    for (number, (text, buckets)) in texts.iter().zip(&of_texts).enumerate() {
        for bucket in buckets {
            if let Some(place) = places.get(bucket.text(Source::Report)) {
                let report = &mut found.reports[*place];
                report.of_texts[number] = text.mentions(bucket);
                report.is_uncounted |= CountedText::is_borrowed(bucket);
            }
        }
    }
    Ok(found)
}

/// The reports that may have one of the texts, uncounted.
pub(crate) fn uncounted(
    asking: &Asking,
    scan: &MentionScan,
    selection: &Selection,
) -> Result<Candidates> {
    reports_with(
        asking,
        &selection.clauses_of_sections(),
        &sections_with(scan),
    )
}

/// A query for the sections that may have one of the texts.
pub(crate) fn sections_with(scan: &MentionScan) -> Value {
    match scan.needed() {
        Some(needed) => any_beginning(needed),
        None => json!({ "match_all": {} }),
    }
}

/// The reports whose sections satisfy some clauses and a query.
pub(crate) fn reports_with(
    asking: &Asking,
    sections: &[Value],
    query: &Value,
) -> Result<Candidates> {
    let grouping = Grouping {
        clauses: sections,
        query,
        sources: &BY_REPORT,
        sums: Vec::new(),
    };
    Ok(Candidates::of(&buckets(asking, &grouping)?))
}

/// The places and years of all reports.
pub(crate) fn groups(asking: &Asking) -> Result<Groups> {
    let grouping = Grouping {
        clauses: &[json!({ "term": { "kind": REPORT } })],
        query: &json!({ "match_all": {} }),
        sources: &[Source::Region, Source::Year],
        sums: sizes(),
    };
    let found = buckets(asking, &grouping)?;
    let groups = found.iter().map(|bucket| Group {
        region: bucket.text(Source::Region).to_string(),
        year: bucket.year,
        reports: bucket.size,
        characters: bucket.sum(Sum::Characters),
        words: bucket.sum(Sum::Words),
    });
    Ok(Groups(groups.collect()))
}

/// One of some texts in a field of tokens of one character.
pub(crate) fn any_phrase<'t>(field: &str, texts: impl IntoIterator<Item = &'t String>) -> Value {
    let phrases = texts.into_iter().map(|text| phrase(field, text));
    any(&phrases.collect::<Vec<_>>())
}

/// The sections in which one of some texts may begin: one that is longer than what is repeated of the next section may end there, so
/// its beginning is looked for.
pub(crate) fn any_beginning<'t>(texts: impl IntoIterator<Item = &'t String>) -> Value {
    let phrases = texts
        .into_iter()
        .map(|text| phrase("chars", &beginning(text)));
    any(&phrases.collect::<Vec<_>>())
}

/// A text in a field of tokens of one character.
pub(crate) fn phrase(field: &str, text: &str) -> Value {
    json!({ "match_phrase": { field: tokens(text) } })
}

/// A text whose score counts so many times.
pub(crate) fn boosted(mut phrase: Value, field: &str, boost: f32) -> Value {
    let text = phrase["match_phrase"][field].take();
    phrase["match_phrase"][field] = json!({ "query": text, "boost": boost });
    phrase
}
