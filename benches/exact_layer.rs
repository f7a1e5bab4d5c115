//! Compares designs of the exact layer on any folder of `.txt` and `.md` text and prints a Markdown table.
//!
//! ```text
//! cargo bench --bench exact_layer -- FOLDER        (without FOLDER: sample-corpus)
//! ```
//!
//! Every design indexes the words of each section with frequencies and stores the text once. On top of that it
//! has one exact field with positions, of characters or of character bigrams, for a section or for a report.
//! Each is built in a fresh folder. Measured are
//! - indexing: seconds and MB/s of text from the first record to the last merge, with folded text in memory;
//! - size: bytes of the index by bytes of text;
//! - counting: the time of an exact count of each of [`TEXTS`] from the postings, in one thread, on warm pages.
//!   Characters and bigrams are intersected by position. A single character in a bigram design is the sum of
//!   frequencies of the bigrams that begin with it, which says how often it occurs but not where;
//! - misses: how many matches of a scan of the whole folded reports the design does not count. A design for
//!   sections cannot see a match that runs from one into the next; for reports a difference is an error;
//! - ranking: the time to get the frequencies of each of [`PAIRS`] in 100 sections that have it, each given by
//!   its record and, in designs for reports, by its characters in the report. Only bigrams for sections need no
//!   positions.
//!
//! Left out are extraction from other formats, headings and metadata: the floor is less than `quanwen index`.

use std::collections::HashMap;
use std::fs;
use std::ops::Range;
use std::sync::Arc;
use std::time::{Duration, Instant};

use anyhow::{Context, Result, ensure};
use jieba_rs::{Jieba, TokenizeMode};
use quanwen::corpus::{Corpus, Extracted};
use quanwen::fold::{Fold, HARD_BREAK};
use quanwen::{Schema, structure};
use tantivy::indexer::UserOperation;
use tantivy::postings::{Postings, SegmentPostings};
use tantivy::schema::{
    FAST, Field, IndexRecordOption, STORED, Schema as Fields, SchemaBuilder, Term, TextFieldIndexing,
    TextOptions,
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

/// Frequent, middling, rare, overlapping itself, absent.
const TEXTS: [&str; 22] = [
    "的",
    "年",
    "发展",
    "工作",
    "经济社会",
    "2021年",
    "行政复议",
    "乡村振兴",
    "规范性文件",
    "双随机一公开",
    "法治政府建设",
    "污染防治攻坚战",
    "重大行政决策程序",
    "行政执法三项制度",
    "党政主要负责人履行推进",
    "全面推进依法行政实施纲要",
    "氟",
    "蜂蜜",
    "年年",
    "人人人人",
    "星际航行",
    "从来没有人写过的这十二字",
];
const PAIRS: [&str; 5] = ["行政", "复议", "执法", "公开", "乡村"];

const DESIGNS: [Design; 5] = [
    Design { label: "A words only", width: 0, unit: Unit::Section },
    Design { label: "B characters, per section", width: 1, unit: Unit::Section },
    Design { label: "C characters, per report", width: 1, unit: Unit::Report },
    Design { label: "D bigrams, per report", width: 2, unit: Unit::Report },
    Design { label: "E bigrams, per section", width: 2, unit: Unit::Section },
];

#[derive(Clone, Copy, PartialEq, Eq)]
enum Unit {
    Section,
    Report,
}

/// What the exact field is of: grams of `width` characters (none where it is 0) of each `unit`.
#[derive(Clone, Copy)]
struct Design {
    label: &'static str,
    width: usize,
    unit: Unit,
}

fn main() -> Result<()> {
    let folder = std::env::args().skip(1).find(|argument| !argument.starts_with("--"));
    let reports = read_reports(&folder.unwrap_or_else(|| "sample-corpus".to_string()))?;
    let expected = scan_all(&reports);
    let jieba = Arc::new(Jieba::new());
    println!(
        "| design | indexing s | MB/s | segments | index / text | count ms, median | count ms, maximum | misses |"
    );
    println!("|---|--:|--:|--:|--:|--:|--:|--:|");
    let mut ranking = Vec::new();
    for design in DESIGNS {
        let built = Built::new(design, &reports, &jieba)?;
        println!("| {} | {} | {} |", design.label, built.size(&reports)?, built.counting(&expected)?);
        if design.width > 0 {
            ranking.push(format!("{} {}", &design.label[..1], built.ranking(&reports)?));
        }
    }
    println!(
        "\nFrequencies in {SECTIONS} sections, µs for each of {}: {}.",
        PAIRS.join(" "),
        ranking.join("; ")
    );
    Ok(())
}

/// A report in memory with the folded text that every design is fed from.
struct Report {
    text: String,
    folded: String,
    sections: Vec<Section>,
}

/// A section: where it stands among all and in its report, from 1, and what it has of both texts.
struct Section {
    number: u64,
    ordinal: u32,
    text: Range<usize>,
    folded: Range<usize>,
    /// In characters of the folded text.
    characters: Range<u32>,
}

fn read_reports(folder: &str) -> Result<Vec<Report>> {
    let corpus = Corpus::at(folder)?;
    let fold = Fold::new(&Schema::embedded())?;
    let (mut reports, mut sections) = (Vec::new(), 0);
    for file in
        corpus.walk().files.iter().filter(|file| file.path.ends_with(".txt") || file.path.ends_with(".md"))
    {
        let Ok(text) = fs::read_to_string(corpus.root().join(&file.path)) else { continue };
        let report = Report::new(&fold, &file.path, text, sections);
        sections += report.sections.len() as u64;
        reports.push(report);
    }
    ensure!(!reports.is_empty(), "{folder} has no .txt or .md file in UTF-8");
    println!("{} reports, {sections} sections, {:.1} MB of text.\n", reports.len(), megabytes(&reports));
    Ok(reports)
}

impl Report {
    /// Parses and folds a text; `first` is the number of its first section.
    fn new(fold: &Fold, path: &str, text: String, first: u64) -> Self {
        let document = structure::parse(Extracted { text, first_line: 1, ..Extracted::default() }, path);
        let starts = document.sections.iter().map(|section| section.start);
        let folded = fold.fold_document(&document.text, &document.soft_breaks, starts);
        let bytes: Vec<usize> = folded.text.char_indices().map(|(byte, _)| byte).collect();
        let start = |section: usize| folded.section_starts.get(section).copied().unwrap_or(u32::MAX);
        let byte = |section: usize| bytes.get(start(section) as usize).copied().unwrap_or(folded.text.len());
        let section = |(index, ordinal): (usize, u32)| Section {
            number: first + index as u64,
            ordinal,
            text: document.section_range(index),
            folded: byte(index)..byte(index + 1),
            characters: start(index)..start(index + 1),
        };
        let sections = (0..document.sections.len()).zip(1..).map(section).collect();
        Self { text: document.text, folded: folded.text, sections }
    }
}

fn megabytes(reports: &[Report]) -> f64 {
    reports.iter().map(|report| report.text.len()).sum::<usize>() as f64 / 1e6
}

/// How often a scan finds each text.
fn scan_all(reports: &[Report]) -> Vec<(&'static str, usize)> {
    let clock = Instant::now();
    let scanned = TEXTS.map(|text| (text, reports.iter().map(|report| scan(&report.folded, text)).sum()));
    let each = milliseconds(clock.elapsed()) / TEXTS.len() as f64;
    let list = scanned.map(|(text, count)| format!("{text} {count}")).join(", ");
    println!("Counts by scan ({each:.1} ms a text): {list}.\n");
    scanned.to_vec()
}

fn scan(folded: &str, text: &str) -> usize {
    memchr::memmem::find_iter(folded.as_bytes(), text).count()
}

/// The fields of every design.
#[derive(Clone, Copy)]
struct ReportFields {
    /// Words of a section.
    body: Field,
    /// Grams of the unit.
    exact: Field,
    text: Field,
    /// [`Section::number`], so that each design can be given the same sections.
    number: Field,
}

impl ReportFields {
    fn build() -> (Fields, Self) {
        let mut builder = SchemaBuilder::new();
        let words = indexed("words", IndexRecordOption::WithFreqs, true);
        let grams = indexed("grams", IndexRecordOption::WithFreqsAndPositions, false);
        let fields = Self {
            body: builder.add_text_field("body", words),
            exact: builder.add_text_field("exact", grams),
            text: builder.add_text_field("text", STORED),
            number: builder.add_u64_field("number", FAST),
        };
        (builder.build(), fields)
    }

    /// The records of a report: its own where it is the unit, then those of its sections.
    fn records(self, design: Design, report: &Report) -> Vec<TantivyDocument> {
        let whole = (design.unit == Unit::Report).then(|| self.unit(design, &report.text, &report.folded));
        let sections = report.sections.iter().map(|section| {
            let folded = &report.folded[section.folded.clone()];
            let mut record = match design.unit {
                Unit::Section => self.unit(design, &report.text[section.text.clone()], folded),
                Unit::Report => TantivyDocument::default(),
            };
            record.add_text(self.body, folded);
            record.add_u64(self.number, section.number);
            record
        });
        whole.into_iter().chain(sections).collect()
    }

    fn unit(self, design: Design, text: &str, folded: &str) -> TantivyDocument {
        let mut record = TantivyDocument::default();
        record.add_text(self.text, text);
        if design.width > 0 {
            record.add_text(self.exact, folded);
        }
        record
    }
}

fn indexed(tokenizer: &str, option: IndexRecordOption, fieldnorms: bool) -> TextOptions {
    let indexing = TextFieldIndexing::default().set_tokenizer(tokenizer);
    TextOptions::default().set_indexing_options(indexing.set_index_option(option).set_fieldnorms(fieldnorms))
}

/// Folded text to terms with their positions in characters.
#[derive(Clone)]
enum Analyzer {
    /// Words in search mode, without the hidden Markov model.
    Words(Arc<Jieba>),
    /// At each position the gram of this many characters, of fewer before a hard break or the end.
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
                let tokens = jieba.tokenize(text, TokenizeMode::Search, false).into_iter();
                let words = tokens.filter(|token| token.word.chars().any(char::is_alphanumeric));
                Box::new(words.map(|token| (token.start, token.word)))
            }
            Self::Grams(width) => {
                let characters = text.char_indices().enumerate().filter(|(_, (_, c))| *c != HARD_BREAK);
                Box::new(characters.map(|(position, (byte, _))| (position, gram(&text[byte..], *width))))
            }
        };
        Terms { terms, token: Token::default() }
    }
}

/// The first `width` characters of a text, up to a hard break.
fn gram(text: &str, width: usize) -> &str {
    let end = text.char_indices().enumerate().find(|(count, (_, c))| *count == width || *c == HARD_BREAK);
    end.map_or(text, |(_, (byte, _))| &text[..byte])
}

impl TokenStream for Terms<'_> {
    fn advance(&mut self) -> bool {
        let Some((position, term)) = self.terms.next() else { return false };
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

/// A design's index, open for reading.
struct Built {
    design: Design,
    fields: ReportFields,
    searcher: Searcher,
    indexing: Duration,
    _folder: TempDir,
}

impl Built {
    fn new(design: Design, reports: &[Report], jieba: &Arc<Jieba>) -> Result<Self> {
        let folder = tempfile::tempdir()?;
        let (schema, fields) = ReportFields::build();
        let index = Index::create_in_dir(&folder, schema)?;
        index.tokenizers().register("words", TextAnalyzer::from(Analyzer::Words(Arc::clone(jieba))));
        index.tokenizers().register("grams", TextAnalyzer::from(Analyzer::Grams(design.width)));
        let clock = Instant::now();
        let mut writer: IndexWriter = index.writer_with_num_threads(THREADS, BUDGET)?;
        for report in reports {
            writer.run(fields.records(design, report).into_iter().map(UserOperation::Add))?;
        }
        writer.commit()?;
        writer.wait_merging_threads()?;
        let indexing = clock.elapsed();
        let reader = index.reader_builder().reload_policy(ReloadPolicy::Manual).try_into()?;
        Ok(Self { design, fields, searcher: reader.searcher(), indexing, _folder: folder })
    }

    /// The table's columns about indexing.
    fn size(&self, reports: &[Report]) -> Result<String> {
        let (seconds, megabytes) = (self.indexing.as_secs_f64(), megabytes(reports));
        let ratio = self.searcher.space_usage()?.total().get_bytes() as f64 / 1e6 / megabytes;
        let segments = self.searcher.segment_readers().len();
        Ok(format!("{seconds:.1} | {:.2} | {segments} | {ratio:.2}", megabytes / seconds))
    }

    /// The table's columns about counting.
    fn counting(&self, expected: &[(&str, usize)]) -> Result<String> {
        if self.design.width == 0 {
            return Ok("– | – | –".to_string());
        }
        let mut misses = 0;
        let mut times = Vec::new();
        for (text, scanned) in expected {
            let counted = self.count(text)?;
            let whole = self.design.unit == Unit::Report;
            ensure!(!whole || counted == *scanned, "{}: {text} {counted}, not {scanned}", self.design.label);
            misses += scanned.cast_signed() - counted.cast_signed();
            times.push((median_time(|| self.count(text))?, *text));
        }
        times.sort_unstable();
        let (slowest, text) = times.last().context("no texts")?;
        let median = milliseconds(times[times.len() / 2].0);
        Ok(format!("{median:.3} | {:.3} ({text}) | {misses}", milliseconds(*slowest)))
    }

    /// Occurrences of a text, from left to right without overlap.
    fn count(&self, text: &str) -> Result<usize> {
        let mut count = 0;
        for reader in self.searcher.segment_readers() {
            if text.chars().nth(self.design.width - 1).is_none() {
                count += self.count_beginnings(reader, text)?;
            } else if let Some(mut matcher) = self.matcher(reader, text)? {
                while let Some(record) = matcher.next_record() {
                    count += matcher.starts().len();
                    matcher.terms[0].postings.seek(record + 1);
                }
            }
        }
        Ok(count)
    }

    /// Occurrences of a single character: of every bigram that begins with it.
    fn count_beginnings(&self, reader: &SegmentReader, character: &str) -> Result<usize> {
        let inverted = reader.inverted_index(self.fields.exact)?;
        let behind = [character.as_bytes(), &[0xFF]].concat();
        let mut terms = inverted.terms().range().ge(character).lt(behind).into_stream()?;
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

    /// The postings of a text's grams, the one with the fewest positions first; `None` where one is absent.
    fn matcher(&self, reader: &SegmentReader, text: &str) -> Result<Option<Matcher>> {
        let inverted = reader.inverted_index(self.fields.exact)?;
        let mut terms = Vec::new();
        for (gram, offsets) in grams(text, self.design.width) {
            let term = Term::from_field_text(self.fields.exact, &gram);
            let Some(info) = inverted.get_term_info(&term)? else { return Ok(None) };
            let option = IndexRecordOption::WithFreqsAndPositions;
            let postings = inverted.read_postings_from_terminfo(&info, option)?;
            terms
                .push((info.positions_range.len(), MatchedTerm { postings, offsets, positions: Vec::new() }));
        }
        terms.sort_by_key(|(size, _)| *size);
        let terms = terms.into_iter().map(|(_, term)| term).collect();
        Ok(Some(Matcher { terms, length: u32::try_from(text.chars().count())? }))
    }

    /// Median time to get each pair's frequencies, in µs.
    fn ranking(&self, reports: &[Report]) -> Result<String> {
        let mut times = Vec::new();
        for pair in PAIRS {
            let (given, scanned) = sections_with(reports, pair);
            let places = self.places(&given)?;
            let found = self.frequencies(pair, &places)?;
            ensure!(found == scanned, "{}: {pair} {found}, not {scanned}", self.design.label);
            times.push(median_time(|| self.frequencies(pair, &places))?.as_micros().to_string());
        }
        Ok(times.join(" "))
    }

    /// By segment, the records that have the given sections and the sections' characters there, ascending.
    fn places(&self, given: &HashMap<u64, &Section>) -> Result<Vec<Vec<(u32, Range<u32>)>>> {
        let of_segment = |reader: &SegmentReader| {
            let number = reader.fast_fields().u64("number")?;
            let place = |record: u32| {
                let section = given.get(&number.first(record)?)?;
                Some(match self.design.unit {
                    Unit::Section => (record, 0..u32::MAX),
                    Unit::Report => (record - section.ordinal, section.characters.clone()),
                })
            };
            Ok((0..reader.max_doc()).filter_map(place).collect())
        };
        self.searcher.segment_readers().iter().map(of_segment).collect()
    }

    /// The sum of a pair's frequencies in sections.
    fn frequencies(&self, pair: &str, places: &[Vec<(u32, Range<u32>)>]) -> Result<usize> {
        let mut sum = 0;
        for (reader, places) in self.searcher.segment_readers().iter().zip(places) {
            if self.design.width == 2 && self.design.unit == Unit::Section {
                sum += self.frequencies_of_bigram(reader, pair, places)?;
            } else if let Some(matcher) = self.matcher(reader, pair)? {
                sum += matcher.frequencies(places);
            }
        }
        Ok(sum)
    }

    fn frequencies_of_bigram(
        &self,
        reader: &SegmentReader,
        pair: &str,
        places: &[(u32, Range<u32>)],
    ) -> Result<usize> {
        let term = Term::from_field_text(self.fields.exact, pair);
        let postings =
            reader.inverted_index(self.fields.exact)?.read_postings(&term, IndexRecordOption::WithFreqs)?;
        let Some(mut postings) = postings else { return Ok(0) };
        let reached = places
            .iter()
            .map(|(record, _)| if reaches(&mut postings, *record) { postings.term_freq() } else { 0 });
        Ok(reached.sum::<u32>() as usize)
    }
}

/// Up to [`SECTIONS`] sections that have a pair, spread over the folder, by number, and its frequency in them.
fn sections_with<'r>(reports: &'r [Report], pair: &str) -> (HashMap<u64, &'r Section>, usize) {
    let sections =
        reports.iter().flat_map(|report| report.sections.iter().map(move |section| (report, section)));
    let scanned =
        sections.map(|(report, section)| (section, scan(&report.folded[section.folded.clone()], pair)));
    let having: Vec<(&Section, usize)> = scanned.filter(|(_, frequency)| *frequency > 0).collect();
    let spread = || having.iter().step_by(having.len().div_ceil(SECTIONS).max(1));
    (
        spread().map(|(section, _)| (section.number, *section)).collect(),
        spread().map(|(_, frequency)| frequency).sum(),
    )
}

/// The distinct grams that cover a text, side by side and one at the end, with their offsets in it.
fn grams(text: &str, width: usize) -> Vec<(String, Vec<u32>)> {
    let characters: Vec<char> = text.chars().collect();
    let last = characters.len() - width;
    let mut distinct: Vec<(String, Vec<u32>)> = Vec::new();
    for offset in (0..last).step_by(width).chain([last]) {
        let gram: String = characters[offset..offset + width].iter().collect();
        match distinct.iter_mut().find(|(known, _)| *known == gram) {
            Some((_, offsets)) => offsets.push(offset as u32),
            None => distinct.push((gram, vec![offset as u32])),
        }
    }
    distinct
}

/// A gram of a text and the offsets at which the text has it.
struct MatchedTerm {
    postings: SegmentPostings,
    offsets: Vec<u32>,
    positions: Vec<u32>,
}

/// Finds a text as `src/index/exact.rs` does.
struct Matcher {
    terms: Vec<MatchedTerm>,
    length: u32,
}

impl Matcher {
    /// The record at hand or the next one that has all grams.
    fn next_record(&mut self) -> Option<u32> {
        let mut candidate = self.terms[0].postings.doc();
        while candidate != TERMINATED && !self.reaches(candidate) {
            candidate = self.terms.iter().map(|term| term.postings.doc()).max()?;
        }
        (candidate != TERMINATED).then_some(candidate)
    }

    /// Goes forward to a record and says whether it has all grams.
    fn reaches(&mut self, record: u32) -> bool {
        self.terms.iter_mut().all(|term| reaches(&mut term.postings, record))
    }

    /// Where the text starts in the record at hand, from left to right without overlap.
    fn starts(&mut self) -> Vec<u32> {
        let mut starts: Option<Vec<u32>> = None;
        for term in &mut self.terms {
            if starts.as_ref().is_some_and(Vec::is_empty) {
                break;
            }
            term.postings.positions(&mut term.positions);
            for offset in &term.offsets {
                let from = |position: &u32| position.checked_sub(*offset);
                let starts = starts.get_or_insert_with(|| term.positions.iter().filter_map(from).collect());
                keep_followed(starts, &term.positions, *offset);
            }
        }
        let mut starts = starts.unwrap_or_default();
        let mut free = 0;
        starts.retain(|start| {
            let kept = *start >= free;
            free = if kept { start + self.length } else { free };
            kept
        });
        starts
    }

    /// How often the text lies in the given characters of the given records.
    fn frequencies(mut self, places: &[(u32, Range<u32>)]) -> usize {
        let of_record = |places: &[(u32, Range<u32>)]| {
            let starts = if self.reaches(places[0].0) { self.starts() } else { Vec::new() };
            let inside = |start: u32, section: &Range<u32>| {
                section.start <= start && start + self.length <= section.end
            };
            let within = |(_, section): &(u32, Range<u32>)| {
                starts.iter().filter(|start| inside(**start, section)).count()
            };
            places.iter().map(within).sum::<usize>()
        };
        places.chunk_by(|a, b| a.0 == b.0).map(of_record).sum()
    }
}

/// Goes forward to a record and says whether the postings have it.
fn reaches(postings: &mut SegmentPostings, record: u32) -> bool {
    postings.doc() == record || postings.doc() < record && postings.seek(record) == record
}

/// Keeps the starts that have one of the ascending `positions` exactly `offset` behind them.
fn keep_followed(starts: &mut Vec<u32>, positions: &[u32], offset: u32) {
    let mut rest = positions;
    starts.retain(|start| {
        let wanted = start + offset;
        let mut step = 1;
        while step < rest.len() && rest[step] < wanted {
            step *= 2;
        }
        let low = step / 2;
        let near = &rest[low.min(rest.len())..rest.len().min(step + 1)];
        rest = &rest[low.min(rest.len()) + near.partition_point(|position| *position < wanted)..];
        rest.first() == Some(&wanted)
    });
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
