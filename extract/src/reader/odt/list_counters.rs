//! The numbers of list items and headings, in document order (ODF 1.3 part 3, §5.3).
//!
//! Owns counting; the appearance of a list is in [`super::styles`]. Invariant: an item is counted once, at its first
//! paragraph.

use std::collections::HashMap;

use super::styles::{LEVELS, Level, ListStyle, Styles};
use crate::reader::build::label::{Label, MAX_LABEL};
use crate::reader::storage::xml::Element;

/// The last number of each level.
type Counts = [Option<u32>; LEVELS];

/// An open list.
#[derive(Debug, Default)]
struct OpenList {
    style: Option<String>,
    id: Option<String>,
    /// The list whose numbers it continues.
    continues: Option<String>,
    /// Whether its open item has been counted.
    has_counted: bool,
    /// The number requested by the open item.
    item_start: Option<u32>,
}

/// The counters of the lists and headings of a document.
#[derive(Debug, Default)]
pub(super) struct ListCounters {
    /// The open lists, outermost first.
    open: Vec<OpenList>,
    /// The numbers of the outermost open list.
    counts: Counts,
    /// The numbers of closed lists, by id.
    by_id: HashMap<String, Counts>,
    /// The same by style.
    by_style: HashMap<String, Counts>,
    outline: Counts,
}

impl ListCounters {
    /// Opens a list.
    pub(super) fn open_list(&mut self, element: &Element<'_>) {
        let outer = || {
            // Lists nested deeper have no numbers and need no style.
            let outer = self.open.last().filter(|_| self.open.len() < LEVELS)?;
            outer.style.clone()
        };
        let list = OpenList {
            style: element.id("style-name").or_else(outer),
            id: element.id("id"),
            continues: element.id("continue-list"),
            ..OpenList::default()
        };
        if self.open.is_empty() {
            let same_style = || {
                list.style
                    .as_ref()
                    .filter(|_| element.is("continue-numbering", "true"))
            };
            let continued = list.continues.as_ref().and_then(|id| self.by_id.get(id));
            let continued = continued.or_else(|| self.by_style.get(same_style()?));
            self.counts = continued.copied().unwrap_or_default();
        }
        self.open.push(list);
    }

    /// Closes the innermost list.
    pub(super) fn close_list(&mut self) {
        let Some(list) = self.open.pop().filter(|_| self.open.is_empty()) else {
            return;
        };
        self.by_id.extend(
            [list.id, list.continues]
                .into_iter()
                .flatten()
                .map(|id| (id, self.counts)),
        );
        self.by_style
            .extend(list.style.map(|style| (style, self.counts)));
    }

    /// Opens an item of the innermost list.
    pub(super) fn open_item(&mut self, element: &Element<'_>) {
        if let Some(list) = self.open.last_mut() {
            list.has_counted = false;
            list.item_start = element.number("start-value");
        }
    }

    /// Counts a paragraph of the open item; `None` if it has no number.
    pub(super) fn count_item(&mut self, paragraph_style: &str, styles: &Styles) -> Option<Label> {
        let level = self.open.len().checked_sub(1)?;
        let list = self.open.last_mut()?;
        if std::mem::replace(&mut list.has_counted, true) {
            return None;
        }
        let style = list
            .style
            .as_deref()
            .or_else(|| styles.list_style_of(paragraph_style))?;
        count(
            &mut self.counts,
            styles.list(style)?,
            level,
            list.item_start,
        )
    }

    /// Counts a heading outside lists, where depth 1 is the highest; `None` if it has no number.
    pub(super) fn count_heading(
        &mut self,
        depth: u8,
        element: &Element<'_>,
        styles: &Styles,
    ) -> Option<Label> {
        let restarts = element.is("restart-numbering", "true");
        let start = element.number("start-value").filter(|_| restarts);
        count(
            &mut self.outline,
            styles.outline(),
            usize::from(depth.checked_sub(1)?),
            start,
        )
    }
}

/// Increments the counter of a level and formats it; `None` for bullets and empty numbers.
fn count(
    counts: &mut Counts,
    style: &ListStyle,
    level: usize,
    start: Option<u32>,
) -> Option<Label> {
    let definition = style.get(level)?.as_ref()?;
    let last = counts.get_mut(level)?;
    let next = || last.map_or_else(|| first_number(style, level), |last| last.saturating_add(1));
    *last = Some(start.unwrap_or_else(next));
    for deeper in counts.iter_mut().skip(level + 1) {
        *deeper = None;
    }
    let text = label(definition, style, level, counts)?;
    (!text.trim().is_empty()).then_some(Label {
        text,
        is_spaced: !definition.is_joined,
    })
}

fn first_number(style: &ListStyle, level: usize) -> u32 {
    style
        .get(level)
        .and_then(|level| level.as_ref()?.start)
        .unwrap_or(1)
}

fn label(definition: &Level, style: &ListStyle, level: usize, counts: &Counts) -> Option<String> {
    let system = definition.system?;
    let numeral = |level: usize| {
        let count = counts
            .get(level)
            .copied()
            .flatten()
            .unwrap_or_else(|| first_number(style, level));
        let system = style.get(level).and_then(|level| level.as_ref()?.system);
        system.map_or_else(String::new, |system| system.write(count))
    };
    if let Some(format) = &definition.format {
        return Some(formatted(format, numeral));
    }
    if system.write(1).is_empty() {
        return None;
    }
    let shown = (level + 1).saturating_sub(definition.shown_levels)..=level;
    let numerals: Vec<String> = shown
        .map(numeral)
        .filter(|numeral| !numeral.is_empty())
        .collect();
    Some(format!(
        "{}{}{}",
        definition.prefix,
        numerals.join("."),
        definition.suffix
    ))
}

/// Replaces each `%n%` in a format with the number of level n (style:num-list-format).
fn formatted(format: &str, numeral: impl Fn(usize) -> String) -> String {
    let mut text = String::new();
    let mut parts = format.split('%');
    text.push_str(parts.next().unwrap_or_default());
    while let (Some(level), Some(rest)) = (parts.next(), parts.next()) {
        if text.len() >= MAX_LABEL {
            break;
        }
        let level = level
            .parse::<usize>()
            .ok()
            .and_then(|level| level.checked_sub(1));
        text.push_str(&level.map_or_else(String::new, &numeral));
        text.push_str(rest);
    }
    text
}
