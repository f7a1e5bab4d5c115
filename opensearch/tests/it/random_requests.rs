//! Requests at random about the reports of a corpus: texts cut from them, spelled and cut in every way that matters.

use std::sync::Mutex;

use fastrand::Rng;
use quanwen::api::{Filter, MentionRequest};
use quanwen::backend::{
    CorpusUpdate, IndexedFiles, IndexedReport, PARAGRAPH_END, ReportStorage, Rules, StoredReport,
};
use quanwen::{Corpus, IndexOptions, Result, Schema};

/// Longest text, in characters.
const MAX_TEXT: usize = 80;
/// Mentions that are compared, of texts with more.
const MAX_MENTIONS: usize = 1000;
/// Pairs of a simplified and a traditional character, of which one folds to the other.
const TRADITIONAL: &str =
    "复復规規范範议議证證设設发發务務关關门門业業产產农農医醫学學会會议議员員权權责責监監执執办辦";

/// A report to cut texts from.
struct Source {
    /// As it was read.
    original: Vec<char>,
    /// As it is compared.
    folded: Vec<char>,
    /// Where, in the folded text, a section ends within a paragraph.
    ends: Vec<usize>,
    headings: Vec<String>,
    path: String,
    region: Vec<String>,
    year: Option<u16>,
}

impl Source {
    fn of(report: &IndexedReport) -> Self {
        let mut folded = Vec::new();
        let mut ends = Vec::new();
        for section in &report.sections {
            if folded.last().is_some_and(|last| *last != PARAGRAPH_END) {
                ends.push(folded.len());
            }
            folded.extend(section.text.chars());
        }
        let document = &report.document;
        Self {
            original: document.text.chars().collect(),
            folded,
            ends,
            headings: report
                .sections
                .iter()
                .flat_map(|section| section.headings.lines().map(String::from))
                .collect(),
            path: document.path.clone(),
            region: document.metadata.region.clone(),
            year: document.metadata.year,
        }
    }

    /// So many folded characters from a place on, at most to the end of the paragraph.
    fn cut(&self, start: usize, length: usize) -> String {
        let rest = self.folded[start..].iter().take(length);
        rest.take_while(|c| **c != PARAGRAPH_END).collect()
    }

    /// The first place from another one on where characters repeat those before them: 年年, 1212.
    fn repetition(&self, from: usize) -> Option<(usize, usize)> {
        let repeats = |start: usize, length: usize| {
            let (first, second) = self.folded[start..start + 2 * length].split_at(length);
            first == second && !first.contains(&PARAGRAPH_END)
        };
        let places = from..self.folded.len().saturating_sub(4);
        let mut found = places.flat_map(|start| [(start, 2), (start, 1)]);
        found.find(|(start, length)| repeats(*start, *length))
    }
}

/// A storage that keeps of each report what texts are cut from.
#[derive(Default)]
struct Sources(Mutex<Vec<Source>>);

impl ReportStorage for Sources {
    fn remove(&self, _: &[&StoredReport]) -> Result<()> {
        unreachable!("nothing was stored before")
    }

    fn add(&self, report: IndexedReport) -> Result<()> {
        self.0.lock().expect("no panic").push(Source::of(&report));
        Ok(())
    }
}

/// Draws requests.
pub struct Requests {
    sources: Vec<Source>,
    random: Rng,
    /// Those until now.
    drawn: usize,
}

impl Requests {
    /// Requests about a corpus, the same for the same seed.
    pub fn about(corpus: &Corpus, seed: u64) -> Self {
        let rules = Rules::new(Schema::embedded()).expect("the rules");
        let (sources, options) = (Sources::default(), IndexOptions::default());
        let update = CorpusUpdate::find(corpus, &options, &rules, IndexedFiles::default());
        let read = update.and_then(|update| update.run(&sources, &()));
        read.expect("reports");
        let mut sources = sources.0.into_inner().expect("no panic");
        // They come in any order.
        sources.sort_by(|a, b| a.path.cmp(&b.path));
        sources.retain(|source| source.folded.len() > MAX_TEXT);
        assert!(!sources.is_empty(), "there are no reports");
        Self {
            sources,
            random: Rng::with_seed(seed),
            drawn: 0,
        }
    }

    /// One text, of each kind in turn.
    fn text(&mut self) -> String {
        const KINDS: [fn(&Source, &mut Rng) -> Option<String>; 8] = [
            plain,
            repeating,
            spelled_otherwise,
            across_sections,
            original,
            with_blanks,
            figures,
            plain,
        ];
        let kind = KINDS[self.drawn % KINDS.len()];
        self.drawn += 1;
        loop {
            let source = &self.sources[self.random.usize(..self.sources.len())];
            let text = kind(source, &mut self.random).or_else(|| plain(source, &mut self.random));
            if let Some(text) = text.filter(|text| text.chars().any(char::is_alphanumeric)) {
                return text;
            }
        }
    }

    /// A request for one text, or sometimes for two.
    pub fn request(&mut self) -> MentionRequest {
        let mut request = MentionRequest::new(self.text()).limit(MAX_MENTIONS);
        if self.random.u8(..10) == 0 {
            request = request.text(self.text());
        }
        if self.random.u8(..6) == 0 {
            request = request.limit(self.random.usize(..30));
        }
        request
            .strict(self.random.u8(..5) == 0)
            .filter(self.filter())
    }

    /// A filter of one kind, for every second request.
    pub fn filter(&mut self) -> Filter {
        let source = &self.sources[self.random.usize(..self.sources.len())];
        let filter = Filter::default();
        let random = &mut self.random;
        match random.u8(..10) {
            0 => random
                .choice(&source.region)
                .map_or(filter.clone(), |level| filter.region(level)),
            1 => source.year.map_or(filter.clone(), |year| {
                let years = format!("{}..{}", year - random.u16(..3), year + random.u16(..3));
                filter.years(years.parse().expect("years"))
            }),
            2 => random
                .choice(&source.headings)
                .map_or(filter.clone(), |heading| {
                    let characters: Vec<char> = heading.chars().take(4).collect();
                    filter.heading(characters.into_iter().collect::<String>())
                }),
            3 => filter.path(&source.path),
            4 => match source.path.rsplit_once('/') {
                Some((folder, _)) => filter.path(folder),
                None => filter,
            },
            _ => filter,
        }
    }
}

/// Short texts are drawn more often: they have more mentions.
fn length(random: &mut Rng) -> usize {
    let longest = *random.choice(&[4, 12, MAX_TEXT]).unwrap_or(&MAX_TEXT);
    random.usize(1..=longest)
}

#[expect(clippy::unnecessary_wraps, reason = "all kinds have one type")]
fn plain(source: &Source, random: &mut Rng) -> Option<String> {
    let start = random.usize(..source.folded.len());
    Some(source.cut(start, length(random)))
}

/// A text that overlaps itself.
fn repeating(source: &Source, random: &mut Rng) -> Option<String> {
    let from = random.usize(..source.folded.len());
    let (start, length) = source.repetition(from)?;
    Some(source.cut(start, length * random.usize(2..=3)))
}

/// Characters in the other script.
fn spelled_otherwise(source: &Source, random: &mut Rng) -> Option<String> {
    let known: Vec<char> = TRADITIONAL.chars().collect();
    let from = random.usize(..source.folded.len());
    let rest = &source.folded[from..];
    let start = from + rest.iter().position(|c| known.contains(c))?;
    let other = |c: char| match known.iter().position(|known| *known == c) {
        Some(place) => known[place ^ 1],
        None => c,
    };
    let text = source.cut(start, length(random));
    Some(text.chars().map(other).collect())
}

fn across_sections(source: &Source, random: &mut Rng) -> Option<String> {
    let end = *random.choice(&source.ends)?;
    let before = random.usize(1..=MAX_TEXT / 2).min(end);
    let text = source.cut(end - before, before + random.usize(1..=MAX_TEXT / 2));
    // A paragraph may begin less than that before the end.
    (text.chars().count() > before).then_some(text)
}

/// With its marks, line breaks and characters of any width.
fn original(source: &Source, random: &mut Rng) -> Option<String> {
    let marks = "“”‘’《》、，。；：（）";
    let from = random.usize(..source.original.len());
    let rest = &source.original[from..];
    let mark = from + rest.iter().position(|c| marks.contains(*c))?;
    let before = length(random);
    let start = mark.saturating_sub(random.usize(..before));
    let rest = source.original[start..].iter();
    Some(rest.take(mark - start + length(random)).collect())
}

fn with_blanks(source: &Source, random: &mut Rng) -> Option<String> {
    let mut text: Vec<char> = plain(source, random)?.chars().collect();
    for _ in 0..random.usize(1..=2) {
        let blank = *random.choice(&[' ', '\u{3000}', '\n', '\t'])?;
        text.insert(random.usize(..=text.len()), blank);
    }
    Some(text.into_iter().collect())
}

fn figures(source: &Source, random: &mut Rng) -> Option<String> {
    let from = random.usize(..source.folded.len());
    let rest = &source.folded[from..];
    let digit = from + rest.iter().position(char::is_ascii_digit)?;
    let start = digit.saturating_sub(random.usize(..3));
    Some(source.cut(start, digit - start + random.usize(1..=8)))
}
