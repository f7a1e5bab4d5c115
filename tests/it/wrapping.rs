//! Wraps reports as files are wrapped that were saved with line breaks: does each text stay findable, and does none come
//! into being over the end of a paragraph?

use std::fmt;
use std::ops::{AddAssign, Range};

use fastrand::Rng;
use quanwen::GapKind;
use quanwen::corpus::Extracted;
use quanwen::fold::{Fold, HARD_BREAK};
use quanwen::structure::Parser;

/// Texts tried in each direction, per report and way of wrapping.
const TEXTS: usize = 80;
/// Lines of a page.
const PAGE: usize = 27;
/// Characters of a tried text.
const LENGTHS: Range<usize> = 3..13;

/// How a text is wrapped.
#[derive(Debug, Clone, Copy)]
#[expect(clippy::struct_excessive_bools, reason = "each is a choice of its own")]
pub struct Wrapping {
    /// Characters in a line.
    pub width: usize,
    /// Whether paragraphs begin with two wide blanks.
    pub indent: bool,
    /// Whether blank lines are between paragraphs.
    pub blank_lines: bool,
    /// Whether closing marks hang at the end of a full line and numbers are not split, as word processors do.
    pub typeset: bool,
    /// Whether a page number is between pages.
    pub page_numbers: bool,
    /// Whether page numbers have no dashes around them.
    pub bare_numbers: bool,
    /// Whether a line with a long address precedes the text.
    pub long_line: bool,
}

/// How many of the tried texts were found as often as they should be.
#[derive(Debug, Clone, Copy, Default)]
pub struct Found {
    pub tried: usize,
    pub found: usize,
}

impl Found {
    /// The share of tried texts that were found.
    pub fn share(self) -> f64 {
        self.found as f64 / self.tried.max(1) as f64
    }

    fn add(&mut self, found: bool) {
        self.tried += 1;
        self.found += usize::from(found);
    }
}

impl fmt::Display for Found {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Self { tried, found } = self;
        write!(f, "{found} of {tried} ({:.2} %)", 100.0 * self.share())
    }
}

/// What wrapping changed.
#[derive(Debug, Clone, Default)]
pub struct Outcome {
    /// Texts of a paragraph.
    pub within: Found,
    /// Texts over a line break that wrapping added.
    pub over_breaks: Found,
    /// Texts of the wrapped report over the end of a paragraph that stay absent.
    pub over_ends: Found,
    /// Texts that failed: the text, and `lost` or `new`.
    pub failures: Vec<(String, &'static str)>,
}

impl AddAssign for Outcome {
    fn add_assign(&mut self, other: Self) {
        for (sum, found) in [
            (&mut self.within, other.within),
            (&mut self.over_breaks, other.over_breaks),
            (&mut self.over_ends, other.over_ends),
        ] {
            sum.tried += found.tried;
            sum.found += found.found;
        }
        self.failures.extend(other.failures);
    }
}

impl Wrapping {
    /// A random way of wrapping, with lines of 18 to 60 characters.
    pub fn random(random: &mut Rng) -> Self {
        Self {
            width: random.usize(18..=60),
            indent: random.bool(),
            blank_lines: random.bool(),
            typeset: random.bool(),
            page_numbers: random.bool(),
            bare_numbers: random.bool(),
            long_line: random.bool(),
        }
    }

    /// Wraps the paragraphs of a text. Lines of Markdown and of tables stay as they are.
    pub fn wrap(self, paragraphs: &[&str]) -> String {
        let mut lines: Vec<String> = Vec::new();
        for paragraph in paragraphs {
            if paragraph.starts_with(['#', '|', '-', '>']) || paragraph.contains('\t') {
                lines.push((*paragraph).to_string());
            } else {
                lines.extend(self.lines(paragraph));
            }
            if self.blank_lines {
                lines.push(String::new());
            }
        }
        let mut wrapped = String::new();
        if self.long_line {
            let name = "t20210115_".repeat(9);
            wrapped += "来源：http://www.songze.gov.cn/zwgk/fzzf/202101/";
            wrapped += &name;
            wrapped += ".html\n\n";
        }
        for (number, line) in lines.iter().enumerate() {
            wrapped.push_str(line);
            wrapped.push('\n');
            if self.page_numbers && number % PAGE == PAGE - 1 {
                let page = (number / PAGE + 1).to_string();
                let (before, after) = if self.bare_numbers {
                    ("", "")
                } else {
                    ("— ", " —")
                };
                wrapped.extend(["\n", before, &page, after, "\n\n"]);
            }
        }
        wrapped
    }

    fn lines(self, paragraph: &str) -> Vec<String> {
        const NOT_FIRST: &str = "，。、；：？！）》”’】〕…%％.,;:";
        const NOT_LAST: &str = "（《“‘【〔";
        let characters: Vec<char> = paragraph.chars().collect();
        let mut rest = characters.as_slice();
        let mut lines = Vec::new();
        let mut room = self.width;
        let mut line = String::new();
        if self.indent {
            line.push_str("\u{3000}\u{3000}");
            room -= 2;
        }
        while rest.len() > room {
            let mut end = room;
            if self.typeset {
                let splits_number = |end: usize| {
                    rest[end].is_ascii_alphanumeric() && rest[end - 1].is_ascii_alphanumeric()
                };
                while end < rest.len() && NOT_FIRST.contains(rest[end]) {
                    end += 1;
                }
                while end > 1
                    && end < rest.len()
                    && (NOT_LAST.contains(rest[end - 1]) || splits_number(end))
                {
                    end -= 1;
                }
            }
            line.extend(&rest[..end]);
            rest = &rest[end..];
            lines.push(std::mem::take(&mut line));
            room = self.width;
        }
        line.extend(rest);
        if !line.is_empty() {
            lines.push(line);
        }
        lines
    }
}

/// Compares reports with themselves wrapped.
pub struct Comparison {
    parser: Parser,
    fold: Fold,
}

impl Comparison {
    pub fn new() -> quanwen::Result<Self> {
        let schema = quanwen::Schema::embedded();
        Ok(Self {
            parser: Parser::new(&schema)?,
            fold: Fold::new(&schema)?,
        })
    }

    /// The folded text of a report, and its paragraphs as lines without breaks.
    fn folded(&self, text: &str) -> String {
        let extracted = Extracted {
            text: text.to_string(),
            ..Extracted::default()
        };
        let document = self.parser.parse(extracted, "report.txt");
        let starts = document.sections.iter().map(|section| section.start);
        self.fold
            .fold_document(&document.text, &document.gaps, starts)
            .text
    }

    /// The paragraphs of a report, each on one line.
    pub fn paragraphs(&self, text: &str) -> Vec<String> {
        let extracted = Extracted {
            text: text.to_string(),
            ..Extracted::default()
        };
        let document = self.parser.parse(extracted, "report.txt");
        let mut joined = String::new();
        let mut from = 0;
        for gap in document.gaps.iter().filter(|gap| gap.kind != GapKind::Mark) {
            joined += &document.text[from..gap.range().start];
            from = gap.range().end;
        }
        joined += &document.text[from..];
        joined
            .lines()
            .map(|line| line.trim().to_string())
            .filter(|line| !line.is_empty())
            .collect()
    }

    /// Wraps a report, given its paragraphs, and tries texts of it.
    pub fn compare(&self, paragraphs: &[String], wrapping: Wrapping, seed: u64) -> Outcome {
        let mut random = Rng::with_seed(seed);
        let lines: Vec<&str> = paragraphs.iter().map(String::as_str).collect();
        let plain = self.folded(&lines.join("\n\n"));
        let text = wrapping.wrap(&lines);
        let wrapped = self.folded(&text);
        let mut outcome = Outcome::default();
        let within: Vec<&str> = plain.split(HARD_BREAK).collect();
        for _ in 0..TEXTS {
            let paragraph = within[random.usize(0..within.len())];
            if let Some(piece) = piece(paragraph, &mut random) {
                outcome.try_text(&piece, &plain, &wrapped, true);
            }
        }
        let broken: Vec<&str> = text.lines().map(str::trim).collect();
        for _ in 0..TEXTS {
            let at = random.usize(0..broken.len().max(2) - 1);
            let ends = [
                self.fold.fold_text(broken[at]),
                self.next_line(&broken, at + 1),
            ];
            if let Some(piece) = straddling(&ends, &mut random) {
                if plain.contains(&piece) {
                    outcome.try_text(&piece, &plain, &wrapped, false);
                } else {
                    let absent = !wrapped.contains(&piece);
                    outcome.over_ends.add(absent);
                    if !absent {
                        outcome.failures.push((piece, "new"));
                    }
                }
            }
        }
        outcome
    }

    /// The fold of the next line of text.
    fn next_line(&self, lines: &[&str], from: usize) -> String {
        let is_text = |line: &&&str| !line.is_empty() && !line.starts_with("— ");
        let line = lines[from.min(lines.len())..].iter().find(is_text);
        self.fold.fold_text(line.unwrap_or(&""))
    }
}

impl Outcome {
    /// Adds a text of the report, which must be in both folded texts equally often.
    fn try_text(&mut self, piece: &str, plain: &str, wrapped: &str, within: bool) {
        let lost = plain.matches(piece).count() > wrapped.matches(piece).count();
        let found = if within {
            &mut self.within
        } else {
            &mut self.over_breaks
        };
        found.add(!lost);
        if lost {
            self.failures.push((piece.to_string(), "lost"));
        }
    }
}

/// A random piece of a paragraph.
fn piece(paragraph: &str, random: &mut Rng) -> Option<String> {
    let characters: Vec<char> = paragraph.chars().collect();
    let length = random.usize(LENGTHS);
    let start = random.usize(0..=characters.len().checked_sub(length)?);
    Some(characters[start..start + length].iter().collect())
}

/// The end of one folded line and the beginning of the next.
fn straddling([before, after]: &[String; 2], random: &mut Rng) -> Option<String> {
    let length = random.usize(4..LENGTHS.end);
    let left = random.usize(1..length);
    let before: Vec<char> = before.chars().collect();
    let after: Vec<char> = after.chars().collect();
    let start = before.len().checked_sub(left)?;
    let end = length - left;
    (after.len() >= end).then(|| before[start..].iter().chain(&after[..end]).collect())
}
