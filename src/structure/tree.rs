//! The tree of sections and items as it grows: which section a new one belongs to, and where an item ends.
//!
//! Must not know the text or the rules.

use crate::document::{Item, Section, saturating_u32};

/// The sections and items so far, both in text order. The first section is the root.
pub(super) struct Tree {
    pub(super) sections: Vec<Section>,
    pub(super) items: Vec<Item>,
    /// The sections from the root down to the last one, by index.
    open: Vec<u32>,
    /// The section without a number that contains numbers of its own level.
    part: Option<u32>,
    /// Most sections besides the root, and most items.
    max: usize,
}

/// The sections that are open where a part begins.
#[derive(Debug, Default)]
pub(super) struct OpenSections {
    open: Vec<u32>,
    part: Option<u32>,
}

impl Tree {
    pub(super) fn new(max: usize) -> Self {
        Self {
            sections: vec![Section::default()],
            items: Vec::new(),
            open: vec![0],
            part: None,
            max,
        }
    }

    /// Whether there are as many sections or items as there may be.
    pub(super) fn is_full(&self) -> bool {
        self.sections.len() > self.max || self.items.len() >= self.max
    }

    /// The last section.
    pub(super) fn last(&self) -> Option<&Section> {
        self.sections.last()
    }

    /// Adds a section; `begins_series` is whether its number is the first of its series.
    pub(super) fn push(&mut self, mut section: Section, begins_series: bool) {
        self.end_item(section.start);
        while self.open.len() > 1 && !self.contains(&section, begins_series) {
            self.open.pop();
        }
        section.parent = self.open.last().copied().unwrap_or(0);
        self.open.push(saturating_u32(self.sections.len()));
        self.sections.push(section);
    }

    /// Makes the last section contain the numbers of its own level.
    pub(super) fn contain_numbers(&mut self) {
        self.part = self.open.last().copied();
    }

    /// Closes every section but the root, at the beginning of a part or a text of its own. What was open is returned.
    pub(super) fn close(&mut self) -> OpenSections {
        OpenSections {
            open: std::mem::replace(&mut self.open, vec![0]),
            part: self.part.take(),
        }
    }

    /// Opens what was open before a part.
    pub(super) fn reopen(&mut self, sections: OpenSections) {
        self.open = sections.open;
        self.part = sections.part;
    }

    /// Adds a section that continues the last open one at a byte, after a part inside it.
    pub(super) fn go_on(&mut self, start: usize, marker: usize) {
        let last = self.open.last().copied().unwrap_or(0);
        let continued = &self.sections[last as usize];
        let section = Section {
            level: continued.level,
            heading: continued.label(),
            parent: continued.parent,
            start: saturating_u32(start),
            marker: saturating_u32(marker),
            continues: true,
            ..Section::default()
        };
        self.end_item(section.start);
        self.open.pop();
        self.open.push(saturating_u32(self.sections.len()));
        self.sections.push(section);
    }

    pub(super) fn push_item(&mut self, item: Item) {
        self.end_item(item.start);
        self.items.push(item);
    }

    /// Ends the last item no later than at a byte.
    fn end_item(&mut self, end: u32) {
        if let Some(item) = self.items.last_mut() {
            item.end = item.end.min(end);
        }
    }

    /// Whether a section belongs to the last open one: that one has a higher level, or it is a part of the same level
    /// without such a number (2008年工作安排, 第一部分) in which the section's series begins.
    fn contains(&mut self, section: &Section, begins_series: bool) -> bool {
        let Some(&last) = self.open.last() else {
            return true;
        };
        let open = &self.sections[last as usize];
        if open.level != section.level {
            return open.level < section.level;
        }
        let is_unnumbered = open.number.is_empty() && !open.continues;
        let is_part = is_unnumbered || open.number.ends_with("部分");
        let is_numbered = !section.number.is_empty() && !section.number.ends_with("部分");
        if is_part && is_numbered && begins_series {
            self.part = Some(last);
        }
        is_part && is_numbered && self.part == Some(last)
    }
}
