//! What a line opens: a section by its number or its type, sections and items in mid-line.

use super::Builder;
use crate::document::{Item, Part, Section, saturating_u32};
use crate::structure::heading::{
    ends_paragraph, is_salutation, item_heading, may_open, strip_markup, strip_markup_end,
    trim_heading,
};
use crate::structure::line::{Line, is_blank};
use crate::structure::marker::{Marker, Scheme, is_numeral, item_marker, section_marker};
use crate::structure::rule::Rule;
use crate::structure::series::{Candidate, MarkerPosition};
use crate::structure::unnumbered::{self, Neighbours};

/// Whether the number of a division in mid-line can begin one: it follows a sentence, and a blank follows it. Other
/// divisions in mid-line are cited.
fn begins_division(marker: Marker, text: &str, position: MarkerPosition) -> bool {
    position == MarkerPosition::AfterSentence && text[marker.length..].starts_with(is_blank)
}

impl<'t> Builder<'t> {
    pub(super) fn read_line(
        &mut self,
        line: &Line,
        number: Option<Marker>,
        neighbours: Neighbours,
    ) {
        let bare = strip_markup(line.text(self.text));
        let (start, end) = (line.end() - bare.len(), line.end());
        let follows_end = neighbours
            .before
            .is_none_or(|before| ends_paragraph(before.text(self.text)));
        if let Some(marker) = number {
            let candidate = self.candidate(marker, MarkerPosition::LineStart, start, end);
            let decision = self.series.judge(candidate);
            if self.decide(start, decision) {
                self.open_section(marker, line.start(), start, end);
                self.take_heading_below(marker, neighbours.below);
            }
        } else if let Some(marker) = self.series.damaged(bare, follows_end) {
            self.decide(start, Ok(Rule::DamagedNumber));
            self.open_section(marker, line.start(), start, end);
        } else if self.heading_below == Some(line.start()) {
            self.decide(start, Err(Rule::HeadingBelowNumber));
        } else if item_marker(bare).is_none() {
            self.read_unnumbered(line, start, neighbours);
        }
        self.read_mid_line(start, end);
        self.in_body |= bare.contains('。') || is_salutation(bare, self.genre);
        self.last_item = 0;
    }

    /// Reads a line without a number, which may be a heading.
    /// In an annex, whose forms have short lines, only a line with markup may be.
    fn read_unnumbered(&mut self, line: &Line, start: usize, neighbours: Neighbours) {
        let Some(kind) =
            unnumbered::type_of(line.text(self.text), self.marked_depth(line), self.genre)
        else {
            return;
        };
        if self.part == Part::Annex && !kind.is_marked() {
            return;
        }
        // The parts of a report are set in smaller type than its title.
        self.in_body |= self.title_type.is_some_and(|title| kind.is_below(title));
        self.title_type = self.title_type.or(kind.is_marked().then_some(kind));
        let decision =
            unnumbered::judge(self.genre, self.text, line, kind, self.in_body, neighbours);
        if self.decide(start, decision) {
            self.open_unnumbered(line, kind, start);
        }
    }

    /// The depth at which the file marks a line as a heading.
    fn marked_depth(&self, line: &Line) -> Option<u8> {
        let start = saturating_u32(line.start());
        let at = self
            .marked
            .binary_search_by_key(&start, |heading| heading.start);
        at.ok().map(|at| self.marked[at].depth)
    }

    /// Finds the numbers in a line after the one it begins with.
    fn read_mid_line(&mut self, start: usize, end: usize) {
        let mut skip_to = start;
        for (offset, c) in self.text[start..end].char_indices() {
            let at = start + offset;
            if !may_open(c) || at < skip_to {
                continue;
            }
            if self.tree.is_full() {
                break;
            }
            let mut passed = self.text[start..at].chars().rev();
            let before = passed.find(|c| !is_blank(*c) && *c != '*');
            let in_numeral = is_numeral(c) && before.is_some_and(is_numeral);
            if in_numeral || before == Some('第') {
                continue;
            }
            let rest = &self.text[at..end];
            // Where line breaks were lost, a blank replaces one.
            let after_break = !self.series.has_lines() && self.text[start..at].ends_with(is_blank);
            let position = match MarkerPosition::after(before) {
                MarkerPosition::InSentence if after_break => MarkerPosition::AfterSentence,
                position => position,
            };
            if let Some(marker) = item_marker(rest) {
                if let Some(rule) = self.judge_item(marker, position) {
                    self.decide(at, Ok(rule));
                    self.open_item(marker, at, end);
                    skip_to = at + marker.length;
                }
            } else if position != MarkerPosition::LineStart
                && let Some(marker) = section_marker(rest)
                && (marker.scheme.level().is_some() || begins_division(marker, rest, position))
            {
                let decision = self.series.judge(self.candidate(marker, position, at, end));
                if self.decide(at, decision) {
                    self.open_section(marker, at, at, end);
                }
                skip_to = at + marker.length;
            }
        }
    }

    /// The number at `at`, in a line that ends at `end`.
    fn candidate(
        &self,
        marker: Marker,
        position: MarkerPosition,
        at: usize,
        end: usize,
    ) -> Candidate<'t> {
        let open = self.tree.last();
        let open_end = open.map_or(0, |open| open.marker as usize + open.number.len());
        Candidate {
            marker,
            position,
            text: &self.text[at..end],
            since: &self.text[open_end.min(at)..at],
            in_chapter: open.is_some_and(|open| open.level == 1),
        }
    }

    /// After a clause every item counts, in mid-sentence only the next of a series.
    fn judge_item(&self, marker: Marker, position: MarkerPosition) -> Option<Rule> {
        let next = self.last_item > 0 && marker.value == self.last_item + 1;
        match position {
            MarkerPosition::InSentence => next.then_some(Rule::ItemInSeries),
            _ => (marker.value > 0).then_some(Rule::ItemBehindClause),
        }
    }

    /// Gives a section whose number is alone on its line the short line below as its heading.
    fn take_heading_below(&mut self, marker: Marker, below: Option<&Line>) {
        let Some(section) = self.tree.sections.last_mut() else {
            return;
        };
        let lacks_heading = section.heading.is_empty() && marker.scheme != Scheme::Article;
        if let Some(below) = below.filter(|_| lacks_heading)
            && unnumbered::reads_like_heading(self.genre, self.text, below)
        {
            let heading = strip_markup_end(strip_markup(below.text(self.text)));
            section.heading = trim_heading(heading).to_string();
            self.heading_below = Some(below.start());
        }
    }

    fn open_unnumbered(&mut self, line: &Line, kind: unnumbered::Type, at: usize) {
        let heading = unnumbered::heading_of(&self.text[at..line.end()], self.genre).to_string();
        let open = self.tree.last().map_or(0, |open| open.level);
        let is_chapter = unnumbered::names_a_chapter(self.genre, &heading);
        let level = self.levels.level(kind, is_chapter, &self.series, open);
        let below_annex = if self.part == Part::Annex { 2 } else { 1 };
        let level = level.max(below_annex);
        self.series.close_from(level);
        self.push(Section {
            level,
            heading,
            start: saturating_u32(line.start()),
            marker: saturating_u32(at),
            ..Section::default()
        });
    }

    fn open_item(&mut self, marker: Marker, at: usize, end: usize) {
        self.last_item = marker.value;
        let after = at + marker.length;
        self.tree.push_item(Item {
            number: self.text[at..after].to_string(),
            heading: item_heading(&self.text[after..end]).to_string(),
            start: saturating_u32(at),
            end: saturating_u32(end),
        });
    }
}
