//! Which words set two parts of a corpus apart, by their frequencies in the word layer.

use std::cmp::Ordering;
use std::collections::HashSet;

use super::sides::{Side, shared_sections};
use super::statistics::keyness::Keyness;
use crate::api::{
    Direction, Keyword, KeywordOrder, KeywordsAnswer, KeywordsRequest, KeywordsSummary,
};
use crate::error::Result;
use crate::index::WordFrequency;
use crate::matching::Matcher;
use crate::schema::Schema;

/// What words of numbers consist of, besides the digits of all scripts.
const NUMERALS: &str = ".,%‰〇零一二三四五六七八九十百千万亿两";

/// A word that is compared.
struct Compared<'f> {
    frequency: &'f WordFrequency,
    keyness: Keyness,
    /// By which it is ordered, descending.
    order: [f64; 2],
}

/// The words that set the two sides of a request apart.
///
/// # Errors
/// [`crate::Error::Comparison`] for a side without text, or two sides that are the same; [`crate::Error::Damaged`].
pub(crate) fn keywords(
    matcher: Matcher,
    schema: &Schema,
    request: &KeywordsRequest,
) -> Result<KeywordsAnswer> {
    let study = Side::of(matcher, "the study side", &request.study)?;
    let reference = Side::of(matcher, "the reference", &request.reference)?;
    study.require_other_than(&reference)?;
    let frequencies = matcher
        .vocabulary()
        .frequencies([&study.sections, &reference.sections])?;
    let sizes = [study.answer.words, reference.answer.words];
    let skipped = skipped_words(schema, request)?;
    let compared: Vec<Compared> = frequencies
        .iter()
        .filter(|word| word.occurrences.iter().sum::<u64>() >= request.min_count)
        .filter(|word| request.all || !is_skipped(&word.word, &skipped))
        .map(|word| Compared::new(word, sizes, request.sort))
        .collect();
    let words = compared.len() as u64;
    let [over, under] = by_direction(compared);
    let limit = request.limit.unwrap_or(usize::MAX);
    let summary = KeywordsSummary {
        shared_sections: shared_sections(&study, &reference),
        study: study.answer,
        reference: reference.answer,
        min_count: request.min_count,
        all: request.all,
        words,
        over: over.len() as u64,
        under: under.len() as u64,
        truncated: over.len().max(under.len()) > limit,
    };
    let shown = [&over, &under].map(|words| words.iter().take(limit));
    Ok(KeywordsAnswer {
        keywords: shown.into_iter().flatten().map(keyword).collect(),
        summary,
    })
}

/// The words that are not compared because of what they are.
fn skipped_words(schema: &Schema, request: &KeywordsRequest) -> Result<HashSet<String>> {
    if request.all {
        return Ok(HashSet::new());
    }
    let words = schema.stop_words()?.into_iter();
    Ok(words.map(|(word, _)| word).collect())
}

/// Whether a word is a stop word, a single character or a number.
fn is_skipped(word: &str, stop_words: &HashSet<String>) -> bool {
    let is_of_number = |c: char| c.is_numeric() || NUMERALS.contains(c);
    word.chars().nth(1).is_none() || word.chars().all(is_of_number) || stop_words.contains(word)
}

impl<'f> Compared<'f> {
    fn new(frequency: &'f WordFrequency, sizes: [u64; 2], order: KeywordOrder) -> Self {
        let ([a, b], [c, d]) = (frequency.occurrences, sizes);
        let keyness = Keyness { a, b, c, d };
        let log_likelihood = keyness.log_likelihood();
        let first = match order {
            KeywordOrder::LogLikelihood => log_likelihood,
            KeywordOrder::LogRatio => keyness.log_ratio().abs(),
            KeywordOrder::PercentDiff => keyness.percent_diff().map_or(f64::INFINITY, f64::abs),
        };
        Self {
            frequency,
            keyness,
            order: [first, log_likelihood],
        }
    }
}

/// The words that the study side uses more and those that the reference uses more, each in their order. Words that both use
/// alike are in neither.
fn by_direction(compared: Vec<Compared>) -> [Vec<Compared>; 2] {
    let [mut over, mut under] = [Vec::new(), Vec::new()];
    for word in compared {
        match word.keyness.direction() {
            Ordering::Greater => over.push(word),
            Ordering::Less => under.push(word),
            Ordering::Equal => {}
        }
    }
    for words in [&mut over, &mut under] {
        words.sort_by(|x, y| {
            let by_value = y.order[0].total_cmp(&x.order[0]);
            by_value
                .then(y.order[1].total_cmp(&x.order[1]))
                .then_with(|| x.frequency.word.cmp(&y.frequency.word))
        });
    }
    [over, under]
}

fn keyword(word: &Compared) -> Keyword {
    let Compared {
        frequency, keyness, ..
    } = word;
    let [per_10k_a, per_10k_b] = keyness.per_10k();
    let [documents_a, documents_b] = frequency.documents;
    Keyword {
        text: frequency.word.clone(),
        direction: match keyness.direction() {
            Ordering::Less => Direction::Under,
            _ => Direction::Over,
        },
        a: keyness.a,
        b: keyness.b,
        c: keyness.c,
        d: keyness.d,
        per_10k_a,
        per_10k_b,
        documents_a,
        documents_b,
        log_likelihood: keyness.log_likelihood(),
        log_likelihood_4: keyness.log_likelihood_of_four_cells(),
        percent_diff: keyness.percent_diff(),
        log_ratio: keyness.log_ratio(),
        bic: keyness.bic(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn single_characters_numbers_and_stop_words_are_skipped() {
        let stop_words = HashSet::from(["如何".to_string()]);
        for word in ["县", "2018", "12.5%", "一百二十", "二〇一九", "如何", "a"] {
            assert!(is_skipped(word, &stop_words), "{word}");
        }
        for word in ["复议", "十三五规划", "ppp", "5g", "第一"] {
            assert!(!is_skipped(word, &stop_words), "{word}");
        }
    }

    #[test]
    fn an_order_decides_by_its_value_and_then_by_log_likelihood() {
        let word = |word: &str, occurrences| WordFrequency {
            word: word.to_string(),
            occurrences,
            documents: [1, 1],
        };
        let words = [
            word("certain", [400, 200]),
            word("large", [40, 5]),
            word("new", [8, 0]),
            word("rare", [2, 0]),
            word("less", [1, 7]),
            word("equal", [3, 3]),
        ];
        let order = |order| {
            let compared = words
                .iter()
                .map(|word| Compared::new(word, [10_000, 10_000], order));
            by_direction(compared.collect()).map(|words| {
                let names = words.iter().map(|word| word.frequency.word.as_str());
                names.collect::<Vec<_>>().join(" ")
            })
        };
        let [over, under] = order(KeywordOrder::LogLikelihood);
        assert_eq!(
            (over.as_str(), under.as_str()),
            ("certain large new rare", "less")
        );
        assert_eq!(order(KeywordOrder::LogRatio)[0], "new large rare certain");
        assert_eq!(
            order(KeywordOrder::PercentDiff)[0],
            "new rare large certain"
        );
    }
}
