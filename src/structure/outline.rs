//! The outline of a report, line by line.
//!
//! The stretches of a text are read here and their lines in `lines`; `series` judges numbers, `unnumbered` judges lines
//! without one; what they take is added to the `tree`. Each decision names its rule; `index-schema/genre.toml` has the
//! reasons.

mod lines;

use std::ops::Range;

use super::explanation::Decision;
use super::genre::{Genre, List, Pattern, contains_any};
use super::heading::{article_heading, heading, strip_markup, strip_markup_end, trim_heading};
use super::line::{Line, LineKind};
use super::marker::{Marker, Scheme, section_marker};
use super::nested::mark_nested;
use super::parts::{self, Opening, Stretch};
use super::rule::Rule;
use super::series::{Ahead, Series};
use super::tree::Tree;
use super::unnumbered::{self, Levels, Neighbours};
use crate::corpus::{Extracted, MarkedHeading};
use crate::document::{Item, Part, Section, saturating_u32};

/// The sections and items of a text, both in text order.
#[derive(Debug, Default)]
pub(super) struct Outline {
    pub sections: Vec<Section>,
    pub items: Vec<Item>,
    /// The lines of the body of the first text, whose metadata are those of the file.
    pub body: Vec<Range<usize>>,
    /// Empty unless an explanation was requested.
    pub decisions: Vec<Decision>,
}

/// Reads the outline of a text up to `max` sections and `max` items; with `explain` also the decisions.
pub(super) fn read(
    extracted: &Extracted,
    lines: &[Line],
    genre: &Genre,
    max: usize,
    explain: bool,
) -> Outline {
    let text = extracted.text.as_str();
    let mut numbers: Vec<Option<Marker>> = lines.iter().map(|line| marker_of(text, line)).collect();
    mark_nested(&mut numbers);
    let stretches = parts::stretches(text, lines, &numbers, genre);
    let mut builder = Builder {
        explain,
        tree: Tree::new(max),
        ..Builder::new(extracted, genre)
    };
    for of_text in stretches.chunk_by(|a, b| a.text == b.text) {
        builder.read_text(lines, &numbers, of_text);
    }
    let mut sections = builder.tree.sections;
    mark_front(text, &mut sections, genre);
    // The lines above a title that opens a section are of its text.
    let first = stretches
        .iter()
        .find(|stretch| stretch.opens == Opening::Title && stretch.part == Part::Body);
    let first = first.map_or(0, |stretch| stretch.text.min(1));
    let of_first = stretches.iter().filter(|stretch| stretch.text <= first);
    let body = of_first.filter(|stretch| stretch.part == Part::Body);
    Outline {
        sections,
        items: builder.tree.items,
        body: body.map(|stretch| stretch.lines.clone()).collect(),
        decisions: builder.decisions,
    }
}

/// The section number that a line begins with.
fn marker_of(text: &str, line: &Line) -> Option<Marker> {
    let content = line.text(text);
    // A box beside the text is quoted: > 专栏2.
    let can_open = line.kind == LineKind::Text && !content.starts_with('>');
    can_open.then(|| section_marker(strip_markup(content)))?
}

/// Fewest characters of a line with a comma that is a sentence.
const MIN_SENTENCE: usize = 15;

/// The root is front matter if it has no sentence but those of the delivery: it holds a title, a delivery, a salutation,
/// labels.
fn mark_front(text: &str, sections: &mut [Section], genre: &Genre) {
    let formula = genre.pattern(Pattern::Formula);
    // An opening may end in a colon: 根据《…》规定，现将情况报告如下：.
    let is_sentence = |line: &str| {
        let is_closed = line.contains('。');
        let is_long = line.contains('，') && line.chars().nth(MIN_SENTENCE).is_some();
        let announces = line.trim_end().ends_with(['：', ':'])
            && contains_any(line, genre.list(List::AnnouncingWords))
            && !formula.is_match(line.trim_end());
        let mut sentences = line
            .split('。')
            .filter(|sentence| !sentence.trim().is_empty());
        announces || (is_closed || is_long) && !sentences.all(|sentence| formula.is_match(sentence))
    };
    let end = sections.get(1).map(|first| first.start as usize);
    if let (Some(end), Some(root)) = (end, sections.first_mut())
        && !text[..end].lines().any(is_sentence)
    {
        root.part = Part::Front;
    }
}

struct Builder<'t> {
    text: &'t str,
    /// The headings that the file marks, in text order.
    marked: &'t [MarkedHeading],
    genre: &'t Genre,
    explain: bool,
    tree: Tree,
    decisions: Vec<Decision>,
    series: Series<'t>,
    /// Number of the last item of this line and section; 0 if there is none.
    last_item: u32,
    levels: Levels,
    /// Whether the first sentence or section has begun. Before it, short lines are titles.
    in_body: bool,
    /// The type of the first marked heading, which is the title.
    title_type: Option<unnumbered::Type>,
    /// First byte of the line that is the heading of the number above it.
    heading_below: Option<usize>,
    /// The part that is open.
    part: Part,
}

impl<'t> Builder<'t> {
    fn new(extracted: &'t Extracted, genre: &'t Genre) -> Self {
        Self {
            text: &extracted.text,
            marked: &extracted.headings,
            genre,
            explain: false,
            tree: Tree::new(usize::MAX),
            decisions: Vec::new(),
            series: Series::new(&[], genre),
            last_item: 0,
            levels: Levels::default(),
            in_body: false,
            title_type: None,
            heading_below: None,
            part: Part::Body,
        }
    }

    /// Reads the stretches of one text of the document.
    fn read_text(&mut self, lines: &[Line], numbers: &[Option<Marker>], stretches: &[Stretch]) {
        let (Some(first), Some(last)) = (stretches.first(), stretches.last()) else {
            return;
        };
        let range = first.lines.start..last.lines.end;
        // The number that opens a glossary is the body's.
        let body: Vec<Option<Marker>> = stretches
            .iter()
            .flat_map(|stretch| {
                let is_body = stretch.part == Part::Body && stretch.opens != Opening::List;
                let own = usize::from(stretch.opens == Opening::Number);
                let numbers = numbers[stretch.lines.clone()].iter().enumerate();
                numbers.map(move |(at, number)| number.filter(|_| is_body || at < own))
            })
            .collect();
        let ahead_in_body = Ahead::of_each(&body);
        self.tree.close();
        (self.series, self.levels) = (Series::new(&body, self.genre), Levels::default());
        (self.in_body, self.title_type) = (false, None);
        let mut interrupted = None;
        for stretch in stretches {
            if self.tree.is_full() {
                break;
            }
            let numbers = &numbers[stretch.lines.clone()];
            if stretch.part == Part::Body {
                if let Some((series, open)) = interrupted.take() {
                    self.series = series;
                    self.tree.reopen(open);
                    let line = &lines[stretch.lines.start];
                    let opens = numbers[0].is_some()
                        || stretch.opens == Opening::Title
                        || unnumbered::reads_like_heading(self.genre, self.text, line);
                    if !opens {
                        self.last_item = 0;
                        self.tree.go_on(line.start(), line.first());
                    }
                }
            } else if interrupted.is_none() {
                let series = Series::new(numbers, self.genre);
                let series = std::mem::replace(&mut self.series, series);
                interrupted = Some((series, self.tree.close()));
            } else {
                self.series = Series::new(numbers, self.genre);
                self.tree.close();
            }
            self.part = stretch.part;
            let ahead_in_part = Ahead::of_each(numbers);
            let ahead = match stretch.part {
                Part::Body => {
                    &ahead_in_body
                        [stretch.lines.start - range.start..stretch.lines.end - range.start]
                }
                _ => &ahead_in_part,
            };
            self.read_stretch(lines, stretch, numbers, ahead);
        }
    }

    fn read_stretch(
        &mut self,
        lines: &[Line],
        stretch: &Stretch,
        numbers: &[Option<Marker>],
        ahead: &[Ahead],
    ) {
        for (at, index) in stretch.lines.clone().enumerate() {
            let line = &lines[index];
            if self.tree.is_full() {
                break;
            }
            if at == 0 && self.open_part(line, numbers[0], stretch) {
                continue;
            }
            if line.kind != LineKind::Text {
                continue;
            }
            if stretch.opens == Opening::List {
                self.pass_line(line, Rule::Annex);
                continue;
            }
            match stretch.part {
                Part::Contents => self.pass_line(line, Rule::Contents),
                Part::Glossary => self.pass_line(line, Rule::Glossary),
                Part::Notes => self.pass_line(line, Rule::Notes),
                Part::Body | Part::Front | Part::Annex => {
                    self.series.begin_line(ahead[at]);
                    self.read_line(line, numbers[at], Neighbours::of(lines, index));
                }
            }
        }
    }

    /// Opens the section of a part or of a text at its first line; whether that line is its title.
    fn open_part(&mut self, line: &Line, number: Option<Marker>, stretch: &Stretch) -> bool {
        let rule = match stretch.part {
            Part::Contents => Rule::Contents,
            Part::Glossary => Rule::Glossary,
            Part::Notes => Rule::Notes,
            Part::Annex => Rule::Annex,
            Part::Body | Part::Front => Rule::TextOfCompilation,
        };
        let bare = strip_markup(line.text(self.text));
        let at = line.end() - bare.len();
        match (stretch.opens, number) {
            (Opening::Nothing | Opening::List, _) => return false,
            (Opening::Number, Some(number)) => {
                self.decide(at, Ok(rule));
                self.open_section(number, line.start(), at, line.end());
                return true;
            }
            _ => {}
        }
        self.decide(at, Ok(rule));
        let is_title = stretch.opens == Opening::Title;
        let heading = if is_title {
            trim_heading(strip_markup_end(&parts::without_tags(bare))).to_string()
        } else {
            self.genre.words(rule).first().cloned().unwrap_or_default()
        };
        self.push(Section {
            level: 1,
            heading,
            start: saturating_u32(line.start()),
            marker: saturating_u32(at),
            ..Section::default()
        });
        if rule == Rule::TextOfCompilation {
            self.tree.contain_numbers();
        }
        is_title
    }

    /// Records a decision; true if the candidate was taken.
    fn decide(&mut self, at: usize, decision: Result<Rule, Rule>) -> bool {
        let taken = decision.is_ok();
        if self.explain {
            self.decisions.push(Decision {
                start: saturating_u32(at),
                taken,
                rule: decision.unwrap_or_else(|rule| rule),
            });
        }
        taken
    }

    /// Records that a line of the contents, an annex or a glossary opens nothing.
    fn pass_line(&mut self, line: &Line, rule: Rule) {
        let bare = strip_markup(line.text(self.text));
        if self.explain
            && (section_marker(bare).is_some()
                || unnumbered::type_of(bare, None, self.genre).is_some())
        {
            self.decide(line.end() - bare.len(), Err(rule));
        }
    }

    /// Opens a section whose number is at byte `at`; its text begins at `start`, its line ends at `end`.
    fn open_section(&mut self, marker: Marker, start: usize, at: usize, end: usize) {
        self.series.open(marker);
        self.in_body = true;
        let after = at + marker.length;
        // The line break before a number in mid-line was lost, and so may be the one after its heading.
        let kept_line = self.series.has_lines() && self.text[start..at].trim().is_empty();
        let heading = if marker.scheme == Scheme::Article {
            article_heading(strip_markup_end(&self.text[after..end]))
        } else {
            heading(&self.text[after..end], kept_line)
        };
        self.push(Section {
            level: self.series.level(marker),
            number: self.text[at..after].to_string(),
            heading,
            start: saturating_u32(start),
            marker: saturating_u32(at),
            ..Section::default()
        });
    }

    fn push(&mut self, mut section: Section) {
        self.last_item = 0;
        section.part = self.part;
        let begins_series = self.series.begins(section.level);
        self.tree.push(section, begins_series);
    }
}

#[cfg(test)]
mod tests;
