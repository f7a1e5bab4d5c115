//! The texts of a document that have numbers of their own: a notice and its regulation, the reports of a compilation.

use std::ops::Range;

use super::annex::is_annex;
use super::range_at;
use super::view::{MAX_ENTRY, View};
use crate::structure::genre::{List, Pattern, ends_with_any, starts_with_any};
use crate::structure::heading::MAX_CHARACTER_BYTES;
use crate::structure::issuer::office_at;
use crate::structure::line::without_blanks;
use crate::structure::marker::Scheme;
use crate::structure::rule::Rule;
use crate::structure::title::reads_like_title;

/// Lines from the date of a signature to the last line of the title of the text below it.
const MAX_BELOW_DATE: usize = 6;

/// The lines of a text of its own, such as the regulation below a notice.
#[derive(Debug)]
pub(super) struct Text {
    pub lines: Range<usize>,
    /// Whether its first line, which is its title, opens a section: where other texts have the same numbers.
    pub is_titled: bool,
}

/// The texts of the document, which cover its lines. One begins at a title below which numbers begin that the lines
/// above have too, or the divisions of a law where the lines above have none.
pub(super) fn find(view: View, contents: &[Range<usize>]) -> Vec<Text> {
    let mut texts = vec![Text {
        lines: 0..view.lines.len(),
        is_titled: false,
    }];
    let mut seen: Vec<Scheme> = Vec::new();
    let mut first_title: Option<(usize, String)> = None;
    let mut has_begun = false;
    for index in 0..view.lines.len() {
        if range_at(contents, index).is_some() || !view.is_text(index) {
            continue;
        }
        if let Some(number) = view.numbers[index] {
            has_begun = true;
            if !seen.contains(&number.scheme) {
                seen.push(number.scheme);
            }
            continue;
        }
        let line = view.bare(index);
        if line.contains('。') {
            has_begun = true;
            continue;
        }
        if !is_title_length(line) || !reads_like_title(line, view.genre) {
            continue;
        }
        let name = without_blanks(line);
        if !has_begun {
            let is_of_whole = |(_, name): &(usize, String)| {
                ends_with_any(name, view.genre.list(List::TitlesOfWhole))
            };
            if first_title.as_ref().is_none_or(is_of_whole) {
                first_title = Some((index, name));
            }
            continue;
        }
        let is_repeated = first_title
            .as_ref()
            .is_some_and(|(_, first)| *first == name);
        if !is_repeated && !is_title_of_text(view, &name) {
            continue;
        }
        let mut below = view.below(index);
        let next = below.find_map(|index| view.numbers[index]);
        let Some(next) = next.filter(|next| next.value == 1) else {
            continue;
        };
        let is_restart = seen.contains(&next.scheme);
        let is_law = next.scheme.level().is_none();
        let is_of_annex = || index > 0 && is_annex(view, view.bare(index - 1));
        let begins = is_law || is_restart && !is_of_annex();
        if !begins && !follows_signature(view, index) {
            continue;
        }
        if is_restart
            && texts.len() == 1
            && let Some((title, _)) = first_title
        {
            texts = with_title(view, title);
        }
        if let Some(last) = texts.last_mut() {
            last.lines.end = index;
        }
        texts.push(Text {
            lines: index..view.lines.len(),
            is_titled: is_restart,
        });
        seen = Vec::new();
    }
    texts
}

/// The first text of several, whose title opens a section too; what is above the title belongs to no section.
fn with_title(view: View, title: usize) -> Vec<Text> {
    let above = Text {
        lines: 0..title,
        is_titled: false,
    };
    let titled = Text {
        lines: title..view.lines.len(),
        is_titled: true,
    };
    vec![above, titled]
}

/// Whether a line that reads like a title names a text: it begins with an office or 关于, names a year after a place,
/// or ends like a regulation.
fn is_title_of_text(view: View, name: &str) -> bool {
    let regulations = view.genre.words(Rule::TextOfCompilation);
    let is_regulation = ends_with_any(name, regulations);
    let begins = starts_with_any(name, view.genre.list(List::BeginningsOfTitle));
    let year = view.genre.pattern(Pattern::Year).find(name);
    let names_year = year.is_some_and(|year| year.start() > 0);
    begins || is_regulation || names_year || office_at(name, view.genre).is_some()
}

/// Whether the date of a signature is in the lines above a line.
fn follows_signature(view: View, index: usize) -> bool {
    (0..index)
        .rev()
        .take(MAX_BELOW_DATE)
        .any(|index| view.is_date(index))
}

/// Whether a line has the length of the title of a text.
fn is_title_length(line: &str) -> bool {
    line.len() <= 2 * MAX_ENTRY * MAX_CHARACTER_BYTES
}
