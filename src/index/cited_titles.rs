//! How often titles are cited, given what cites and what bears them. Knows no storage.

use std::collections::{BTreeMap, HashMap};

/// The name of the country: laws are cited with and without it.
const COUNTRY: &str = "中华人民共和国";
/// Minimum characters of a title without [`COUNTRY`].
const MIN_LENGTH: usize = 2;

/// The titles of a corpus, and how often its reports cite them in 《…》. All titles are folded.
#[derive(Debug, Clone, Default)]
pub struct CitedTitles {
    /// By [short name](short_name).
    citations: HashMap<String, u64>,
    bearers: HashMap<String, Bearers>,
}

/// The reports that bear a title.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub enum Bearers {
    /// None.
    #[default]
    None,
    /// One, or copies of one.
    One {
        /// Its characters.
        characters: u64,
        /// Its sections.
        sections: u64,
    },
    /// Different ones.
    Several,
}

impl Bearers {
    pub(super) fn add(&mut self, other: Self) {
        *self = match (*self, other) {
            (known, Self::None) => known,
            (Self::None, other) => other,
            (known, other) if known == other => known,
            _ => Self::Several,
        };
    }
}

impl CitedTitles {
    /// Adds citations of a title.
    pub fn add_citations(&mut self, title: &str, citations: u64) {
        if citations > 0 {
            *self
                .citations
                .entry(short_name(title).to_string())
                .or_default() += citations;
        }
    }

    /// Whether nothing is cited.
    pub fn is_empty(&self) -> bool {
        self.citations.is_empty()
    }

    /// Adds reports that bear a title.
    pub fn add_bearers(&mut self, title: &str, bearers: Bearers) {
        self.bearers
            .entry(title.to_string())
            .or_default()
            .add(bearers);
    }

    /// How often each title that names one report is cited, on a logarithmic scale from 0 to 1 (the most cited title). Titles that
    /// are not cited are left out. `kinds` are folded.
    pub(crate) fn shares(&self, kinds: &[String]) -> BTreeMap<String, f32> {
        let citations = |(title, bearers): (&String, &Bearers)| {
            let names_one = *bearers != Bearers::Several && !is_kind(title, kinds);
            let citations = self.citations_of(title);
            (names_one && citations > 0).then(|| (title.clone(), citations))
        };
        let cited: BTreeMap<String, u64> = self.bearers.iter().filter_map(citations).collect();
        let max = cited.values().copied().max().unwrap_or(0);
        let shares = cited.into_iter();
        shares
            .map(|(title, citations)| (title, logarithm(citations) / logarithm(max)))
            .collect()
    }

    /// Number of citations of a title: of the whole title, else of its longest cited prefix before 第, as in the articles of a
    /// law.
    fn citations_of(&self, title: &str) -> u64 {
        let title = short_name(title);
        let articles = title.match_indices('第').map(|(end, _)| end);
        let ends: Vec<usize> = articles.chain([title.len()]).collect();
        ends.into_iter()
            .rev()
            .find_map(|end| self.citations.get(&title[..end]).copied())
            .unwrap_or(0)
    }
}

/// Whether a title is the name of a kind of report, with or without years: 2021年政府工作报告.
fn is_kind(title: &str, kinds: &[String]) -> bool {
    let is_of_year = |c: char| c.is_ascii_digit() || matches!(c, '年' | '度' | '(' | ')' | '-');
    let name = title.trim_matches(is_of_year);
    kinds.iter().any(|kind| kind == name)
}

/// A title without the name of the country.
fn short_name(title: &str) -> &str {
    title
        .strip_prefix(COUNTRY)
        .filter(|short| short.chars().count() >= MIN_LENGTH)
        .unwrap_or(title)
}

fn logarithm(citations: u64) -> f32 {
    (citations as f32).ln_1p()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn cited(citations: &[(&str, u64)]) -> CitedTitles {
        let mut cited = CitedTitles::default();
        for (title, citations) in citations {
            cited.add_citations(title, *citations);
        }
        cited
    }

    #[test]
    fn articles_of_a_cited_law_are_cited_with_it() {
        let cited = cited(&[("行政复议法", 7), ("行政复议", 9)]);
        assert_eq!(cited.citations_of("中华人民共和国行政复议法"), 7);
        assert_eq!(cited.citations_of("中华人民共和国行政复议法第十一条"), 7);
        assert_eq!(cited.citations_of("行政复议法实施条例第三条"), 0);
    }

    #[test]
    fn a_title_that_several_reports_bear_is_not_cited() {
        let mut cited = cited(&[("工作规则", 3), ("信访办法", 3), ("政府工作报告", 5)]);
        let one = |characters| Bearers::One {
            characters,
            sections: 2,
        };
        for (title, characters) in [("工作规则", 10), ("工作规则", 11), ("信访办法", 10)]
        {
            cited.add_bearers(title, one(characters));
        }
        cited.add_bearers("信访办法", one(10));
        cited.add_bearers("2021年政府工作报告", one(10));
        cited.add_bearers("政府工作报告", one(10));
        let shares = cited.shares(&["政府工作报告".to_string()]);
        assert_eq!(shares, BTreeMap::from([("信访办法".to_string(), 1.0)]));
    }
}
