//! The format of a file, by the ending of its name. Must not know how a format is written.

use std::path::Path;

use anyhow::bail;
use quanwen_messages::{Argument, Message, message};

use crate::hint;

/// The format of a file that an answer is written to.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Format {
    /// A table with commas.
    Csv,
    /// A table with tabs.
    Tsv,
    /// A table of Markdown.
    Markdown,
    /// A workbook of Excel: a table, and a sheet about it.
    Xlsx,
    /// JSON lines.
    Jsonl,
    /// A chart.
    Svg,
    /// As for people.
    Text,
}

/// What the answers of a command can be written as.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Shape {
    /// Text and JSON lines.
    Text,
    /// These, and a table.
    Table,
    /// These, and a chart.
    Chart,
}

impl Format {
    /// Every format with the ending of its files.
    const ENDINGS: [(&'static str, Self); 7] = [
        ("csv", Self::Csv),
        ("tsv", Self::Tsv),
        ("md", Self::Markdown),
        ("xlsx", Self::Xlsx),
        ("jsonl", Self::Jsonl),
        ("svg", Self::Svg),
        ("txt", Self::Text),
    ];

    /// The format of a file for answers of a shape.
    ///
    /// # Errors
    /// An ending that names no format, or one that the answers do not have; the message lists those that they have.
    pub(crate) fn of(path: &Path, shape: Shape) -> anyhow::Result<Self> {
        let ending = path.extension().unwrap_or_default().to_ascii_lowercase();
        let named = Self::ENDINGS.iter().find(|(known, _)| ending == *known);
        let endings = Self::endings(shape);
        match named {
            Some((_, format)) if format.is_of(shape) => Ok(*format),
            Some((_, Self::Svg)) => {
                bail!(message!(
                    "cannot write {path}: {hint}; here use {endings}",
                    path = path,
                    hint = hint::CHARTS,
                    endings = endings
                ))
            }
            Some(_) => bail!(message!(
                "cannot write {path}: this answer is no table; use {endings}",
                path = path,
                endings = endings
            )),
            None => bail!(message!(
                "cannot write {path}: its ending chooses the format; use {endings}",
                path = path,
                endings = endings
            )),
        }
    }

    fn is_of(self, shape: Shape) -> bool {
        match self {
            Self::Jsonl | Self::Text => true,
            Self::Csv | Self::Tsv | Self::Markdown | Self::Xlsx => shape != Shape::Text,
            Self::Svg => !matches!(shape, Shape::Text | Shape::Table),
        }
    }

    /// The endings for answers of a shape: `.jsonl or .txt`.
    fn endings(shape: Shape) -> Message {
        let all = Self::ENDINGS
            .iter()
            .filter(|(_, format)| format.is_of(shape));
        let endings: Vec<String> = all.map(|(ending, _)| format!(".{ending}")).collect();
        let (last, others) = endings.split_last().expect("every answer has formats");
        message!(
            "{others} or {last}",
            others = others.iter().collect::<Argument>(),
            last = last
        )
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_ending_chooses_the_format_in_any_case() {
        let of = |name: &str, shape| Format::of(Path::new(name), shape).ok();
        assert_eq!(of("行政复议.CSV", Shape::Table), Some(Format::Csv));
        assert_eq!(of("a.b/行政.复议.tsv", Shape::Table), Some(Format::Tsv));
        assert_eq!(of("a.jsonl", Shape::Text), Some(Format::Jsonl));
        for other in ["", "/", "a", ".csv", "a.", "a.doc", "a.csv/b"] {
            assert_eq!(of(other, Shape::Table), None, "{other}");
        }
    }

    #[test]
    fn a_message_lists_the_endings_of_the_answer() {
        let message = |name: &str, shape| {
            let refused = Format::of(Path::new(name), shape);
            refused.unwrap_err().to_string()
        };
        assert!(message("a.doc", Shape::Text).ends_with("use .jsonl or .txt"));
        assert!(message("a.csv", Shape::Text).contains("no table"));
        let no_chart = message("a.svg", Shape::Table);
        assert!(no_chart.contains("`quanwen trend`"), "{no_chart}");
        assert!(no_chart.contains(".csv, .tsv,") && !no_chart.contains("or .svg"));
    }
}
