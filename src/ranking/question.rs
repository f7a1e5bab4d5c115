//! A plan as it is scored: its terms, the weight of each character of its runs, the texts that are looked for verbatim.

use std::collections::HashMap;
use std::ops::Range;

use super::feature::WeightedRun;
use super::lift::Lifts;
use super::sections::Sections;
use crate::error::Result;
use crate::index::{Frequencies, QueryPart, ScoredTerm, TermSource};
use crate::query::{Expansion, Meaning, Plan, Reading, Run, RunWord, figure};
use crate::schema::{QueryRules, Ranking};

/// A plan resolved against an index.
pub(super) struct Question<'p> {
    pub plan: &'p Plan,
    pub terms: Vec<ScoredTerm>,
    pub runs: Vec<WeightedRun<'p>>,
    /// Parts of the query that are too long to be looked up: they are sought in the candidates, which have their words.
    pub long_stretches: Vec<String>,
    /// What lifts a section, as far as it is known before its characters are looked at.
    pub lifts: Lifts,
    /// Whether names of reports are scored as the words that they are, since there are no others.
    pub names_are_topic: bool,
    /// Whether what is looked for is one word of the index: then it counts where it is a word more than where its characters
    /// meet (和解 in 和解决).
    pub is_one_word: bool,
    /// Number of sections that have each of the years.
    doc_freqs_of_years: Vec<u64>,
}

impl<'p> Question<'p> {
    pub(super) fn new(
        plan: &'p Plan,
        ranking: &Ranking,
        rules: &QueryRules,
        sections: &mut dyn Sections,
    ) -> Result<Self> {
        let mut question = Self {
            plan,
            terms: Vec::new(),
            runs: Vec::new(),
            long_stretches: Vec::new(),
            lifts: Lifts::of_names(plan, ranking, rules, sections)?,
            names_are_topic: !plan.has_topic(),
            is_one_word: Self::is_one_word(plan, sections)?,
            doc_freqs_of_years: Vec::new(),
        };
        let mut words = WordTerms::default();
        for run in &plan.runs {
            question.add_run(run, ranking, sections, &mut words)?;
        }
        question.terms.extend(words.terms);
        if plan.names_reports() && plan.has_topic() {
            let whole: String = plan.runs.iter().map(|run| run.text.as_str()).collect();
            let found = sections.frequencies(&whole)?;
            question.lifts.add_text(&found, ranking.whole, sections);
        }
        question.add_figures(ranking, sections)?;
        question.add_years(sections)?;
        for Expansion { text, is_word, .. } in &plan.expansions {
            let source = match is_word {
                true => TermSource::Word(text.clone()),
                false => TermSource::Text(sections.frequencies(text)?),
            };
            question.add(source, ranking.synonym, QueryPart::Synonyms);
        }
        for phrase in &plan.phrases {
            let found = sections.frequencies(phrase)?;
            question.add(TermSource::Text(found), 1.0, QueryPart::Texts);
        }
        if question.names_are_topic
            && let Some(named) = question.lifts.named()
        {
            let found = sections.sections_of(&named)?;
            let found = found.into_iter().map(|section| (section, 1)).collect();
            question.add(
                TermSource::Text(Frequencies::of_all(found)),
                ranking.named_section,
                QueryPart::Texts,
            );
        }
        Ok(question)
    }

    /// The sum of the weights of the words and years that name reports: what a section of these reports gets for them, since it
    /// need not repeat them.
    pub(super) fn credit(
        &self,
        ranking: &Ranking,
        sections: &dyn Sections,
        frequencies: &HashMap<String, u64>,
    ) -> f32 {
        if self.names_are_topic {
            return 0.0;
        }
        let words = self.plan.runs.iter().flat_map(|run| &run.words);
        let of_word = |word: &RunWord| {
            let doc_freq = frequencies.get(&word.text).copied().unwrap_or(0);
            ranking.of_kind(word.kind) * sections.idf(doc_freq)
        };
        let of_words: f32 = words.filter(|word| word.is_name).map(of_word).sum();
        let years = self.doc_freqs_of_years.iter();
        of_words + years.map(|doc_freq| sections.idf(*doc_freq)).sum::<f32>()
    }

    /// What a heading may say to be what the query asks for, letters and digits alone: the query, and the query without its
    /// places, without its places and one of its years, without all that names reports.
    pub(super) fn headings(&self) -> Vec<String> {
        let length: usize = self.plan.runs.iter().map(|run| run.text.len()).sum();
        if length > MAX_HEADING {
            return Vec::new();
        }
        let without = |is_left_out: &dyn Fn(&Meaning) -> bool| -> String {
            let of_run = |run: &Run| -> String {
                let out = |at: usize| {
                    let mut readings = run.readings.iter();
                    readings.any(|reading| {
                        is_left_out(&reading.meaning) && reading.characters.contains(&at)
                    })
                };
                let kept = run.text.chars().enumerate();
                kept.filter(|(at, c)| c.is_alphanumeric() && !out(*at))
                    .map(|(_, c)| c)
                    .collect()
            };
            self.plan.runs.iter().map(of_run).collect()
        };
        let years = self.plan.runs.iter().flat_map(Run::years);
        let mut headings = vec![
            without(&|_| false),
            without(&|meaning| matches!(meaning, Meaning::Place(_))),
            without(&Meaning::names_reports),
        ];
        for (year, _) in years {
            let one = |meaning: &Meaning| {
                matches!(meaning, Meaning::Place(_)) || *meaning == Meaning::Year(year)
            };
            headings.push(without(&one));
        }
        headings.retain(|heading| heading.chars().nth(1).is_some());
        headings.sort();
        headings.dedup();
        headings
    }

    fn add(&mut self, source: TermSource, weight: f32, part: QueryPart) {
        self.terms.push(ScoredTerm {
            source,
            weight,
            part,
        });
    }

    /// Whether what is looked for is one word of the index.
    fn is_one_word(plan: &Plan, sections: &mut dyn Sections) -> Result<bool> {
        let words = plan.runs.iter().flat_map(|run| &run.words);
        let mut words = words.filter(|word| word.is_outer && !word.is_name);
        let (first, second) = (words.next(), words.next());
        match first.filter(|_| second.is_none() && plan.figures().is_empty()) {
            Some(word) => sections.is_word(&word.text),
            None => Ok(false),
        }
    }

    /// Adds a run: its words, and its parts that are looked up verbatim.
    fn add_run(
        &mut self,
        run: &'p Run,
        ranking: &Ranking,
        sections: &mut dyn Sections,
        words: &mut WordTerms,
    ) -> Result<()> {
        let fragments = self.add_unlisted(run, sections)?;
        for stretch in &run.stretches {
            // In a headline single words need not be looked up once more.
            if !(self.plan.is_headline() && sections.is_word(&run.part(stretch))?) {
                self.add_stretch(run, stretch, ranking, sections)?;
            }
        }
        let weighted = WeightedRun {
            run,
            characters: self.character_weights(run, &fragments, ranking),
            words: self.add_words(run, &fragments, ranking, sections, words)?,
        };
        self.runs.push(weighted);
        Ok(())
    }

    /// Adds the names that the dictionary does not know. For each character, returns whether it is of one that occurs: its
    /// words are fragments.
    fn add_unlisted(&mut self, run: &Run, sections: &mut dyn Sections) -> Result<Vec<bool>> {
        let mut fragments = vec![false; run.text.chars().count()];
        for unlisted in &run.unlisted {
            let found = sections.frequencies(&run.part(unlisted))?;
            if !found.is_empty() {
                fragments[unlisted.clone()].fill(true);
                self.add(TermSource::Text(found), 1.0, QueryPart::Texts);
            }
        }
        Ok(fragments)
    }

    /// The weight of each character of a run. Those of names of reports and of figures weigh nothing.
    fn character_weights(&self, run: &Run, fragments: &[bool], ranking: &Ranking) -> Vec<f32> {
        let mut weights = vec![1.0; fragments.len()];
        for word in &run.outer_words() {
            weights[word.characters.clone()].fill(ranking.of_kind(word.kind));
        }
        for Reading {
            characters,
            meaning,
        } in &run.readings
        {
            let is_lifted = meaning.names_reports() && !self.names_are_topic;
            if is_lifted || *meaning == Meaning::Figure {
                weights[characters.clone()].fill(0.0);
            }
        }
        for (weight, is_fragment) in weights.iter_mut().zip(fragments) {
            if *is_fragment {
                *weight *= ranking.fragment;
            }
        }
        weights
    }

    /// Adds the words of a run. Returns the weight of each as a feature.
    fn add_words(
        &mut self,
        run: &Run,
        fragments: &[bool],
        ranking: &Ranking,
        sections: &mut dyn Sections,
        terms: &mut WordTerms,
    ) -> Result<Vec<f32>> {
        let is_alone = run.words.iter().filter(|word| word.is_outer).count() < 2;
        let mut weights = Vec::with_capacity(run.words.len());
        for word in &run.words {
            let of_kind = ranking.of_kind(word.kind);
            let weight = if fragments[word.characters.start] {
                of_kind * ranking.fragment
            } else {
                of_kind
            };
            if word.is_name && !self.names_are_topic {
                terms.add(&word.text, weight, QueryPart::Names);
                weights.push(0.0);
            } else {
                terms.add(&word.text, weight, QueryPart::Words);
                weights.push(weight);
            }
            // What the segmenter never made a word is a text like any other.
            if !is_alone && !sections.is_word(&word.text)? {
                let found = sections.frequencies(&word.text)?;
                self.add(TermSource::Text(found), of_kind, QueryPart::Texts);
            }
        }
        Ok(weights)
    }

    /// Looks a stretch up verbatim.
    fn add_stretch(
        &mut self,
        run: &Run,
        stretch: &Range<usize>,
        ranking: &Ranking,
        sections: &mut dyn Sections,
    ) -> Result<()> {
        let text = run.part(stretch);
        if stretch.len() > MAX_STRETCH {
            self.long_stretches.push(text);
            return Ok(());
        }
        let found = sections.frequencies(&text)?;
        self.lifts.add_stretch(&found, &*sections);
        let is_covered = run.unlisted.contains(stretch);
        if !is_covered {
            self.add(TermSource::Text(found), ranking.stretch, QueryPart::Texts);
        }
        Ok(())
    }

    /// Looks the years up, as they are typed and in digits.
    fn add_years(&mut self, sections: &mut dyn Sections) -> Result<()> {
        let part = if self.names_are_topic {
            QueryPart::Texts
        } else {
            QueryPart::Names
        };
        for run in &self.plan.runs {
            for (year, characters) in run.years() {
                let mut spellings = vec![run.part(characters), format!("{year}年")];
                spellings.dedup();
                let found = sections.frequencies_of_figure(&spellings)?;
                self.doc_freqs_of_years.push(found.doc_freq);
                self.add(TermSource::Text(found), 1.0, part);
            }
        }
        Ok(())
    }

    /// Looks the figures up. Each lifts the sections that have it.
    fn add_figures(&mut self, ranking: &Ranking, sections: &mut dyn Sections) -> Result<()> {
        let figures = self.plan.figures();
        let share = 1.0 / figures.len().max(1) as f32;
        for figure in &figures {
            let found = sections.frequencies_of_figure(&figure::spellings(figure))?;
            self.lifts
                .add_text(&found, ranking.figure * share, sections);
            self.add(TermSource::Text(found), 1.0, QueryPart::Texts);
        }
        Ok(())
    }
}

/// Longest query that may be a heading, in bytes.
const MAX_HEADING: usize = 600;
/// Longest part of a query that is looked up verbatim, in characters.
const MAX_STRETCH: usize = 8;

/// The words of a query, each once.
#[derive(Default)]
struct WordTerms {
    terms: Vec<ScoredTerm>,
    known: HashMap<(String, bool), usize>,
}

impl WordTerms {
    fn add(&mut self, text: &str, weight: f32, part: QueryPart) {
        let key = (text.to_string(), part == QueryPart::Names);
        let index = *self.known.entry(key).or_insert_with(|| {
            self.terms.push(ScoredTerm {
                source: TermSource::Word(text.to_string()),
                weight: 0.0,
                part,
            });
            self.terms.len() - 1
        });
        self.terms[index].weight += weight;
    }
}
