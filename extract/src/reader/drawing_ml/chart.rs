//! The words of a chart: its titles and labels, and the names of its series and categories (ISO/IEC 29500-1 §21.2.2;
//! charts since 2016: [MS-ODRAWXML] 2.24).
//!
//! The values are not words: a chart shows them as lengths, and its labels in number formats. Invariant: a name is read
//! once, though each series repeats the categories.

use super::shown_xml::ShownXml;
use super::text_body::{self, Place};
use crate::reader::build::slide::Line;
use crate::reader::storage::xml::XmlEvent;
use crate::unread::Unread;

/// Reads the part of a chart: adds its titles and labels as paragraphs, then the series and the categories as rows.
///
/// # Errors
/// The reason, if it is damaged; the words before the damage have been added.
pub(in crate::reader) fn read(part: &str, text: &str, lines: &mut Vec<Line>) -> Result<(), Unread> {
    let mut chart = Chart::default();
    let read = chart.read(part, text);
    lines.push(Line::Paragraph(chart.titles));
    for row in [chart.series, chart.categories] {
        if !row.is_empty() {
            lines.push(Line::Row(row));
        }
    }
    read
}

#[derive(Debug, Default)]
struct Chart {
    /// Titles and labels, each with a line break.
    titles: String,
    series: Vec<String>,
    /// The categories of the first series that has any: usually all have the same.
    categories: Vec<String>,
}

/// Values of a list as the chart shows them.
#[derive(Debug, Default)]
struct Values {
    values: Vec<String>,
    /// Whether they are numbers that are not shown as they are stored.
    is_formatted: bool,
}

/// What the element that started last contains.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Part {
    Value,
    NumberFormat,
    Other,
}

impl Chart {
    fn read(&mut self, part: &str, text: &str) -> Result<(), Unread> {
        let mut xml = ShownXml::new(part, text);
        // The depth of the open series.
        let mut series = None;
        while let Some(event) = xml.next()? {
            match event {
                XmlEvent::Start(element) if matches!(element.name(), "ser" | "series") => {
                    series = series.or(Some(xml.depth()));
                }
                XmlEvent::Start(element) => {
                    self.start(element.name(), series.is_some(), &mut xml)?;
                }
                XmlEvent::Text(_) => {}
                XmlEvent::End => series = series.filter(|depth| *depth <= xml.depth()),
            }
        }
        Ok(())
    }

    fn start(
        &mut self,
        name: &str,
        is_in_series: bool,
        xml: &mut ShownXml<'_>,
    ) -> Result<(), Unread> {
        match name {
            "rich" => text_body::read(xml, Place::default(), &mut self.titles)?,
            "val" | "xVal" | "yVal" | "bubbleSize" | "plus" | "minus" | "numDim" => xml.skip()?,
            "strRef" | "txData" | "v" if is_in_series => {
                self.series.extend(Values::read(name, xml)?.shown());
            }
            "strRef" | "txData" => {
                for title in Values::read(name, xml)?.shown() {
                    self.titles.extend([&title, "\n"]);
                }
            }
            "cat" | "strDim" => {
                let categories = Values::read(name, xml)?.shown();
                if self.categories.is_empty() {
                    self.categories = categories;
                }
            }
            _ => {}
        }
        Ok(())
    }
}

impl Values {
    /// Reads the element that started last, which is a value or holds values.
    fn read(name: &str, xml: &mut ShownXml<'_>) -> Result<Self, Unread> {
        let mut read = Self::default();
        let mut part = read.start(name);
        let outer = xml.depth().saturating_sub(1);
        while xml.depth() > outer
            && let Some(event) = xml.next()?
        {
            match event {
                XmlEvent::Start(element) => part = read.start(element.name()),
                XmlEvent::Text(text) => read.text(part, &text),
                XmlEvent::End => part = Part::Other,
            }
        }
        Ok(read)
    }

    fn start(&mut self, name: &str) -> Part {
        match name {
            // Since 2016 a category is the text of its point.
            "v" | "pt" => {
                self.values.push(String::new());
                Part::Value
            }
            "formatCode" => Part::NumberFormat,
            _ => Part::Other,
        }
    }

    fn text(&mut self, part: Part, text: &str) {
        match (part, self.values.last_mut()) {
            (Part::Value, Some(value)) => value.push_str(text),
            (Part::NumberFormat, _) => self.is_formatted |= !matches!(text, "General" | "@"),
            _ => {}
        }
    }

    fn shown(self) -> Vec<String> {
        let values = self.values.iter().map(|value| value.trim());
        let has_words = |value: &&str| !value.is_empty() && !self.is_formatted;
        values.filter(has_words).map(String::from).collect()
    }
}
