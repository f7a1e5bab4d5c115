//! Compares designs of the exact layer on any folder of `.txt` and `.md` text and prints a Markdown table.
//!
//! ```text
//! cargo bench --bench exact_layer -- FOLDER        (without FOLDER: sample-corpus)
//! ```
//!
//! Every design indexes the words of each section with frequencies and stores the text once. In addition it has one
//! exact field with positions, of characters or of character bigrams, per section or per report. Each is built in a new
//! folder from reports folded in memory. The table has
//! - indexing: from the first record to the last merge, and bytes of the index per byte of text;
//! - counting: the time of an exact count of each of [`TEXTS`] by intersecting positions, in one thread, on warm
//!   pages. A single character in a bigram design is the sum of frequencies of the bigrams that begin with it,
//!   which gives its count but not its positions;
//! - misses: matches of a scan of the whole reports that the design does not count. A design per section misses
//!   matches that cross a section start; for a design per report any difference is an error;
//! - ranking: the time to get the frequencies of each of [`PAIRS`] in 100 sections that have it, each given by
//!   its record or by its report's record and its range of characters. Only bigrams per section need no positions.
//!
//! Other formats, headings and metadata are left out, so the baseline does less than `quanwen index`.

#![expect(
    clippy::print_stdout,
    reason = "printing the table is what the program is for"
)]

use std::collections::HashMap;
use std::fs;
use std::ops::Range;
use std::sync::Arc;
use std::time::{Duration, Instant};

use anyhow::{Context, Result, ensure};
use jieba_rs::{Jieba, TokenizeMode};
use quanwen::Schema;
use quanwen::corpus::{Corpus, Extracted};
use quanwen::fold::{Fold, HARD_BREAK};
use quanwen::structure::Parser;
use tantivy::indexer::UserOperation;
use tantivy::postings::{Postings, SegmentPostings};
use tantivy::schema::{
    FAST, Field, IndexRecordOption, STORED, Schema as Fields, SchemaBuilder, Term,
    TextFieldIndexing, TextOptions,
};
use tantivy::tokenizer::{TextAnalyzer, Token, TokenStream, Tokenizer};
use tantivy::{
    DocSet, Index, IndexWriter, ReloadPolicy, Searcher, SegmentReader, TERMINATED, TantivyDocument,
};
use tempfile::TempDir;

const THREADS: usize = 2;
const BUDGET: usize = 256 * 1024 * 1024;
const REPETITIONS: usize = 20;
const SECTIONS: usize = 100;

/// Frequent, medium, rare, self-overlapping and absent texts.
const TEXTS: &str = "的 年 发展 工作 经济社会 2021年 行政复议 乡村振兴 规范性文件 双随机一公开 法治政府建设 污染防治攻坚战 \
    重大行政决策程序 行政执法三项制度 党政主要负责人履行推进 全面推进依法行政实施纲要 氟 蜂蜜 年年 人人人人 \
    星际航行 从来没有人写过的这十二字";
const PAIRS: &str = "行政 复议 执法 公开 乡村";

/// The fields in the order of [`fields`]: words of a section, grams of the unit, text of the unit, and
/// [`Section::number`], so that each design can read the same sections.
const BODY: Field = Field::from_field_id(0);
const EXACT: Field = Field::from_field_id(1);
const TEXT: Field = Field::from_field_id(2);
const NUMBER: Field = Field::from_field_id(3);

/// All characters of a record.
const WHOLE: Range<u32> = 0..u32::MAX;

const DESIGNS: [Design; 5] = [
    Design {
        label: "A words only",
        width: 0,
        by_report: false,
    },
    Design {
        label: "B characters, per section",
        width: 1,
        by_report: false,
    },
    Design {
        label: "C characters, per report",
        width: 1,
        by_report: true,
    },
    Design {
        label: "D bigrams, per report",
        width: 2,
        by_report: true,
    },
    Design {
        label: "E bigrams, per section",
        width: 2,
        by_report: false,
    },
];

/// A design of the exact field: grams of `width` characters (0: no exact field), per report or per section.
#[derive(Clone, Copy)]
struct Design {
    label: &'static str,
    width: usize,
    by_report: bool,
}

fn main() -> Result<()> {
    let folder = std::env::args()
        .skip(1)
        .find(|argument| !argument.starts_with("--"));
    let reports = read_reports(&folder.unwrap_or_else(|| "sample-corpus".to_string()))?;
    let expected = scan_all(&reports);
    let mut words = &include_bytes!("../src/segmenter/general_dictionary/words.txt")[..];
    let jieba =
        Jieba::with_dict(&mut words).expect("the general dictionary has words and frequencies");
    let jieba = Arc::new(jieba);
    println!(
        "| design | indexing s | MB/s | segments | index / text | median count ms | maximum | misses |"
    );
    println!("|---|--:|--:|--:|--:|--:|--:|--:|");
    let mut ranking = Vec::new();
    for design in DESIGNS {
        let built = Built::new(design, &reports, &jieba)?;
        println!(
            "| {} | {} | {} |",
            design.label,
            built.size(&reports)?,
            built.counting(&expected)?
        );
        if design.width > 0 {
            ranking.push(format!(
                "{} {}",
                &design.label[..1],
                built.ranking(&reports)?
            ));
        }
    }
    println!(
        "\nFrequencies in {SECTIONS} sections, µs for {PAIRS}: {}.",
        ranking.join("; ")
    );
    Ok(())
}

/// A report in memory with its folded text, the input of every design.
struct Report {
    text: String,
    folded: String,
    sections: Vec<Section>,
}

struct Section {
    /// Index among all sections.
    number: u64,
    /// Number in the report, from 1.
    ordinal: u32,
    text: String,
    folded: String,
    /// Range in the report's folded text.
    characters: Range<u32>,
}

fn read_reports(folder: &str) -> Result<Vec<Report>> {
    let corpus = Corpus::at(folder)?;
    let fold = Fold::new(&Schema::embedded())?;
    let parser = Parser::new(&Schema::embedded())?;
    let (mut reports, mut sections) = (Vec::new(), 0);
    let ending = |path: &str| {
        path.rsplit('.')
            .next()
            .is_some_and(|ending| ["txt", "md"].contains(&ending))
    };
    for file in corpus.walk().files.iter().filter(|file| ending(&file.path)) {
        let Ok(text) = fs::read_to_string(corpus.root().join(&file.path)) else {
            continue;
        };
        let report = Report::new(&parser, &fold, &file.path, text, sections);
        sections += report.sections.len() as u64;
        reports.push(report);
    }
    ensure!(
        !reports.is_empty(),
        "{folder} has no .txt or .md file in UTF-8"
    );
    println!(
        "{} reports, {sections} sections, {:.1} MB of text.\n",
        reports.len(),
        megabytes(&reports)
    );
    Ok(reports)
}

impl Report {
    /// Parses and folds a text; `first` is the number of its first section.
    fn new(parser: &Parser, fold: &Fold, path: &str, text: String, first: u64) -> Self {
        let document = parser.parse(
            Extracted {
                text,
                first_line: 1,
                ..Extracted::default()
            },
            path,
        );
        let starts = document.sections.iter().map(|section| section.start);
        let folded = fold.fold_document(&document.text, &document.gaps, starts);
        let start = |section: usize| {
            folded
                .section_starts
                .get(section)
                .copied()
                .unwrap_or(u32::MAX)
        };
        let mut rest = folded.text.chars();
        let section = |(index, ordinal): (usize, u32)| Section {
            number: first + index as u64,
            ordinal,
            text: document.text[document.section_range(index)].to_string(),
            folded: rest
                .by_ref()
                .take((start(index + 1) - start(index)) as usize)
                .collect(),
            characters: start(index)..start(index + 1),
        };
        let sections = (0..document.sections.len()).zip(1..).map(section).collect();
        Self {
            text: document.text,
            folded: folded.text,
            sections,
        }
    }
}

fn megabytes(reports: &[Report]) -> f64 {
    reports
        .iter()
        .map(|report| report.text.len())
        .sum::<usize>() as f64
        / 1e6
}

/// The number of matches of each text in a scan.
fn scan_all(reports: &[Report]) -> Vec<(&'static str, usize)> {
    let clock = Instant::now();
    let count = |text| {
        (
            text,
            reports
                .iter()
                .map(|report| scan(&report.folded, text))
                .sum(),
        )
    };
    let scanned: Vec<(&str, usize)> = TEXTS.split_whitespace().map(count).collect();
    let list: Vec<String> = scanned
        .iter()
        .map(|(text, count)| format!("{text} {count}"))
        .collect();
    let each = milliseconds(clock.elapsed()) / list.len() as f64;
    println!(
        "Counts by scan ({each:.1} ms a text): {}.\n",
        list.join(", ")
    );
    scanned
}

fn scan(folded: &str, text: &str) -> usize {
    memchr::memmem::find_iter(folded.as_bytes(), text).count()
}

fn fields() -> Fields {
    let mut builder = SchemaBuilder::new();
    builder.add_text_field("body", indexed("words", IndexRecordOption::WithFreqs, true));
    builder.add_text_field(
        "exact",
        indexed("grams", IndexRecordOption::WithFreqsAndPositions, false),
    );
    builder.add_text_field("text", STORED);
    builder.add_u64_field("number", FAST);
    builder.build()
}

fn indexed(tokenizer: &str, option: IndexRecordOption, fieldnorms: bool) -> TextOptions {
    let indexing = TextFieldIndexing::default().set_tokenizer(tokenizer);
    TextOptions::default()
        .set_indexing_options(indexing.set_index_option(option).set_fieldnorms(fieldnorms))
}

impl Design {
    /// The records of a report: its own if reports are the unit, then those of its sections.
    fn records(self, report: &Report) -> Vec<TantivyDocument> {
        let whole = self
            .by_report
            .then(|| self.record(&report.text, &report.folded));
        let sections = report.sections.iter().map(|section| {
            let record = (!self.by_report).then(|| self.record(&section.text, &section.folded));
            let mut record = record.unwrap_or_default();
            record.add_text(BODY, &section.folded);
            record.add_u64(NUMBER, section.number);
            record
        });
        whole.into_iter().chain(sections).collect()
    }

    fn record(self, text: &str, folded: &str) -> TantivyDocument {
        let mut record = TantivyDocument::default();
        record.add_text(TEXT, text);
        if self.width > 0 {
            record.add_text(EXACT, folded);
        }
        record
    }
}

/// Folded text to terms with their positions in characters.
#[derive(Clone)]
enum Analyzer {
    /// Words in search mode, without the hidden Markov model.
    Words(Arc<Jieba>),
    /// At each position the gram of this many characters, or fewer before a hard break or the end.
    Grams(usize),
}

struct Terms<'t> {
    terms: Box<dyn Iterator<Item = (usize, &'t str)> + 't>,
    token: Token,
}

impl Tokenizer for Analyzer {
    type TokenStream<'t> = Terms<'t>;

    fn token_stream<'t>(&'t mut self, text: &'t str) -> Terms<'t> {
        let terms: Box<dyn Iterator<Item = (usize, &'t str)>> = match self {
            Self::Words(jieba) => {
                let tokens = jieba
                    .tokenize(text, TokenizeMode::Search, false)
                    .into_iter();
                let words = tokens.filter(|token| token.word.chars().any(char::is_alphanumeric));
                Box::new(words.map(|token| (token.start, token.word)))
            }
            Self::Grams(width) => {
                let characters = text
                    .char_indices()
                    .enumerate()
                    .filter(|(_, (_, c))| *c != HARD_BREAK);
                Box::new(
                    characters.map(|(position, (byte, _))| (position, gram(&text[byte..], *width))),
                )
            }
        };
        Terms {
            terms,
            token: Token::default(),
        }
    }
}

/// The first `width` characters of a text, up to a hard break.
fn gram(text: &str, width: usize) -> &str {
    let end = text
        .char_indices()
        .enumerate()
        .find(|(count, (_, c))| *count == width || *c == HARD_BREAK);
    end.map_or(text, |(_, (byte, _))| &text[..byte])
}

impl TokenStream for Terms<'_> {
    fn advance(&mut self) -> bool {
        let Some((position, term)) = self.terms.next() else {
            return false;
        };
        self.token.position = position;
        self.token.text.clear();
        self.token.text.push_str(term);
        true
    }

    fn token(&self) -> &Token {
        &self.token
    }

    fn token_mut(&mut self) -> &mut Token {
        &mut self.token
    }
}

/// The open index of a design.
struct Built {
    design: Design,
    searcher: Searcher,
    seconds: f64,
    _folder: TempDir,
}

impl Built {
    fn new(design: Design, reports: &[Report], jieba: &Arc<Jieba>) -> Result<Self> {
        let folder = tempfile::tempdir()?;
        let index = Index::create_in_dir(&folder, fields())?;
        index.tokenizers().register(
            "words",
            TextAnalyzer::from(Analyzer::Words(Arc::clone(jieba))),
        );
        index
            .tokenizers()
            .register("grams", TextAnalyzer::from(Analyzer::Grams(design.width)));
        let clock = Instant::now();
        let mut writer: IndexWriter = index.writer_with_num_threads(THREADS, BUDGET)?;
        for report in reports {
            writer.run(design.records(report).into_iter().map(UserOperation::Add))?;
        }
        writer.commit()?;
        writer.wait_merging_threads()?;
        let seconds = clock.elapsed().as_secs_f64();
        let reader = index
            .reader_builder()
            .reload_policy(ReloadPolicy::Manual)
            .try_into()?;
        Ok(Self {
            design,
            searcher: reader.searcher(),
            seconds,
            _folder: folder,
        })
    }

    /// The table's columns about indexing.
    fn size(&self, reports: &[Report]) -> Result<String> {
        let (seconds, megabytes) = (self.seconds, megabytes(reports));
        let ratio = self.searcher.space_usage()?.total().get_bytes() as f64 / 1e6 / megabytes;
        let segments = self.searcher.segment_readers().len();
        Ok(format!(
            "{seconds:.1} | {:.2} | {segments} | {ratio:.2}",
            megabytes / seconds
        ))
    }

    /// The table's columns about counting.
    fn counting(&self, expected: &[(&str, usize)]) -> Result<String> {
        if self.design.width == 0 {
            return Ok("– | – | –".to_string());
        }
        let (mut misses, mut times) = (0, Vec::new());
        for (text, scanned) in expected {
            let counted = self.count(text)?;
            let agrees = counted == *scanned || !self.design.by_report;
            ensure!(
                agrees,
                "{}: {text} {counted}, not {scanned}",
                self.design.label
            );
            misses += scanned.cast_signed() - counted.cast_signed();
            times.push((median_time(|| self.count(text))?, *text));
        }
        times.sort_unstable();
        let (slowest, text) = times.last().context("no texts")?;
        let median = milliseconds(times[times.len() / 2].0);
        Ok(format!(
            "{median:.3} | {:.3} ({text}) | {misses}",
            milliseconds(*slowest)
        ))
    }

    /// Occurrences of a text, from left to right without overlap.
    fn count(&self, text: &str) -> Result<usize> {
        let mut count = 0;
        for reader in self.searcher.segment_readers() {
            if text.chars().nth(self.design.width - 1).is_none() {
                count += count_beginnings(reader, text)?;
            } else if let Some(mut matcher) = self.matcher(reader, text)? {
                while let Some(record) = matcher.next_record() {
                    count += matcher.starts().len();
                    matcher.terms[0].postings.seek(record + 1);
                }
            }
        }
        Ok(count)
    }

    /// The postings of a text's grams, the one with the fewest positions first; `None` if a gram is absent.
    fn matcher(&self, reader: &SegmentReader, text: &str) -> Result<Option<Matcher>> {
        let inverted = reader.inverted_index(EXACT)?;
        let mut terms = Vec::new();
        for (gram, offsets) in grams(text, self.design.width) {
            let term = Term::from_field_text(EXACT, &gram);
            let Some(info) = inverted.get_term_info(&term)? else {
                return Ok(None);
            };
            let option = IndexRecordOption::WithFreqsAndPositions;
            let postings = inverted.read_postings_from_terminfo(&info, option)?;
            let size = info.positions_range.len();
            terms.push(MatchedTerm {
                size,
                postings,
                offsets,
                positions: Vec::new(),
            });
        }
        terms.sort_by_key(|term| term.size);
        Ok(Some(Matcher {
            terms,
            length: u32::try_from(text.chars().count())?,
        }))
    }

    /// Median time to get each pair's frequencies, in µs.
    fn ranking(&self, reports: &[Report]) -> Result<String> {
        let mut times = Vec::new();
        for pair in PAIRS.split_whitespace() {
            let given = sections_with(reports, pair);
            let places = self.places(&given)?;
            let scanned: usize = given.values().map(|(_, frequency)| frequency).sum();
            let found = self.frequencies(pair, &places)?;
            ensure!(
                found == scanned,
                "{}: {pair} {found}, not {scanned}",
                self.design.label
            );
            times.push(
                median_time(|| self.frequencies(pair, &places))?
                    .as_micros()
                    .to_string(),
            );
        }
        Ok(times.join(" "))
    }

    /// The records of the given sections, by segment, ascending.
    fn places(&self, given: &Given) -> Result<Vec<Vec<Place>>> {
        let of_segment = |reader: &SegmentReader| {
            let number = reader.fast_fields().u64("number")?;
            let place = |record: u32| {
                let (section, _) = given.get(&number.first(record)?)?;
                let of_report = || (record - section.ordinal, section.characters.clone());
                Some(if self.design.by_report {
                    of_report()
                } else {
                    (record, WHOLE)
                })
            };
            Ok((0..reader.max_doc()).filter_map(place).collect())
        };
        self.searcher
            .segment_readers()
            .iter()
            .map(of_segment)
            .collect()
    }

    /// The sum of a pair's frequencies in sections.
    fn frequencies(&self, pair: &str, places: &[Vec<Place>]) -> Result<usize> {
        let mut sum = 0;
        for (reader, places) in self.searcher.segment_readers().iter().zip(places) {
            if let Some(mut matcher) = self.matcher(reader, pair)? {
                let reports = places.chunk_by(|a, b| a.0 == b.0);
                sum += reports
                    .map(|places| matcher.frequencies(places))
                    .sum::<usize>();
            }
        }
        Ok(sum)
    }
}

/// Sections by number, with the frequency of a pair in them.
type Given<'r> = HashMap<u64, (&'r Section, usize)>;

/// The record of a section and its range of characters there.
type Place = (u32, Range<u32>);

/// At most [`SECTIONS`] sections that have a pair, spread over the folder.
fn sections_with<'r>(reports: &'r [Report], pair: &str) -> Given<'r> {
    let mut matching = Vec::new();
    for section in reports.iter().flat_map(|report| &report.sections) {
        matching.push((section.number, (section, scan(&section.folded, pair))));
    }
    matching.retain(|(_, (_, frequency))| *frequency > 0);
    let taken = matching.len().min(SECTIONS);
    (0..taken)
        .map(|index| matching[index * matching.len() / taken])
        .collect()
}

/// Occurrences of a single character: those of every bigram that begins with it.
fn count_beginnings(reader: &SegmentReader, character: &str) -> Result<usize> {
    let inverted = reader.inverted_index(EXACT)?;
    let after = [character.as_bytes(), &[0xFF]].concat();
    let mut terms = inverted
        .terms()
        .range()
        .ge(character)
        .lt(after)
        .into_stream()?;
    let mut count = 0;
    while terms.advance() {
        let option = IndexRecordOption::WithFreqs;
        let mut blocks = inverted.read_block_postings_from_terminfo(terms.value(), option)?;
        while blocks.block_len() > 0 {
            count += blocks.freqs().iter().sum::<u32>() as usize;
            blocks.advance();
        }
    }
    Ok(count)
}

/// The distinct grams that cover a text, adjacent ones and one at the end, with their offsets in it.
fn grams(text: &str, width: usize) -> Vec<(String, Vec<u32>)> {
    let characters: Vec<char> = text.chars().collect();
    let last = characters.len() - width;
    let mut distinct: Vec<(String, Vec<u32>)> = Vec::new();
    let windows = characters.windows(width).enumerate().zip(0..);
    for ((_, gram), offset) in
        windows.filter(|((index, _), _)| index.is_multiple_of(width) || *index == last)
    {
        let gram: String = gram.iter().collect();
        match distinct.iter_mut().find(|(known, _)| *known == gram) {
            Some((_, offsets)) => offsets.push(offset),
            None => distinct.push((gram, vec![offset])),
        }
    }
    distinct
}

/// A gram of a text and its offsets in the text.
struct MatchedTerm {
    /// Bytes of positions.
    size: usize,
    postings: SegmentPostings,
    offsets: Vec<u32>,
    positions: Vec<u32>,
}

/// Finds a text by intersecting the positions of its grams.
struct Matcher {
    terms: Vec<MatchedTerm>,
    length: u32,
}

impl Matcher {
    /// The current record or the next one that has all grams.
    fn next_record(&mut self) -> Option<u32> {
        let mut candidate = self.terms[0].postings.doc();
        while candidate != TERMINATED && !self.reaches(candidate) {
            candidate = self.terms.iter().map(|term| term.postings.doc()).max()?;
        }
        (candidate != TERMINATED).then_some(candidate)
    }

    /// Advances to a record and returns whether it has all grams.
    fn reaches(&mut self, record: u32) -> bool {
        self.terms
            .iter_mut()
            .all(|term| reaches(&mut term.postings, record))
    }

    /// The starts of the text in the current record, from left to right without overlap.
    fn starts(&mut self) -> Vec<u32> {
        let (rarest, others) = self.terms.split_at_mut(1);
        let MatchedTerm {
            postings,
            offsets,
            positions,
            ..
        } = &mut rarest[0];
        postings.positions(positions);
        let from_first = |position: &u32| position.checked_sub(offsets[0]);
        let mut starts: Vec<u32> = positions.iter().filter_map(from_first).collect();
        for offset in &offsets[1..] {
            keep_followed(&mut starts, positions, *offset);
        }
        for MatchedTerm {
            postings,
            offsets,
            positions,
            ..
        } in others
        {
            if starts.is_empty() {
                return starts;
            }
            postings.positions(positions);
            for offset in offsets {
                keep_followed(&mut starts, positions, *offset);
            }
        }
        self.drop_overlaps(&mut starts);
        starts
    }

    fn drop_overlaps(&self, starts: &mut Vec<u32>) {
        let mut free = 0;
        starts.retain(|start| {
            let kept = *start >= free;
            free = if kept { start + self.length } else { free };
            kept
        });
    }

    /// The number of matches in ranges of one record, which must not be before the current one.
    fn frequencies(&mut self, places: &[Place]) -> usize {
        if !self.reaches(places[0].0) {
            return 0;
        }
        match self.terms.as_slice() {
            [gram] if gram.offsets.len() == 1 && places[0].1 == WHOLE => {
                return gram.postings.term_freq() as usize;
            }
            _ => {}
        }
        let starts = self.starts();
        let before = |end: u32| starts.partition_point(|start| *start < end);
        let inside = |place: &Range<u32>| {
            before(place.end.saturating_sub(self.length - 1)).saturating_sub(before(place.start))
        };
        places.iter().map(|(_, place)| inside(place)).sum()
    }
}

/// Advances to a record and returns whether the postings have it.
fn reaches(postings: &mut SegmentPostings, record: u32) -> bool {
    postings.doc() == record || postings.doc() < record && postings.seek(record) == record
}

/// Keeps the starts that have one of the ascending `positions` exactly `offset` characters after them.
fn keep_followed(starts: &mut Vec<u32>, positions: &[u32], offset: u32) {
    let mut rest = positions;
    starts.retain(|start| {
        let wanted = start + offset;
        let before = match rest.len() {
            ..=128 => rest
                .iter()
                .take_while(|position| **position < wanted)
                .count(),
            _ => gallop(rest, wanted),
        };
        rest = &rest[before..];
        rest.first() == Some(&wanted)
    });
}

fn gallop(positions: &[u32], wanted: u32) -> usize {
    let mut step = 1;
    while step < positions.len() && positions[step] < wanted {
        step *= 2;
    }
    let low = step / 2;
    low + positions[low..positions.len().min(step + 1)]
        .partition_point(|position| *position < wanted)
}

fn median_time<T>(task: impl Fn() -> Result<T>) -> Result<Duration> {
    let mut times = Vec::with_capacity(REPETITIONS);
    for _ in 0..REPETITIONS {
        let clock = Instant::now();
        std::hint::black_box(task()?);
        times.push(clock.elapsed());
    }
    times.sort_unstable();
    Ok(times[REPETITIONS / 2])
}

fn milliseconds(time: Duration) -> f64 {
    time.as_secs_f64() * 1000.0
}
