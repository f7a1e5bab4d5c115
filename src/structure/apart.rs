//! Parts of a document whose numbers are not those of the report: annexes, a table of contents.

use super::heading::{LONGEST_HEADING, strip_markup, strip_markup_end};
use super::line::{Line, is_blank};
use super::marker::section_marker;

/// Where the annexes begin: from a line that is `附件` on, numbers belong to lists and forms, not to the report.
pub(super) fn annex_start(text: &str, lines: &[Line]) -> usize {
    let is_annex = |line: &Line| {
        let words = strip_markup_end(strip_markup(line.text(text)));
        let rest = ["附件", "附表", "附"]
            .iter()
            .find_map(|label| words.strip_prefix(label));
        let title = rest.map(|rest| {
            rest.trim_start_matches(|c: char| {
                c.is_ascii_digit() || "一二三四五六七八九十".contains(c)
            })
        });
        let short = || {
            words.chars().take(LONGEST_HEADING + 1).count() <= LONGEST_HEADING
                && !words.contains('。')
        };
        title.is_some_and(|title| {
            title.is_empty() || (title.starts_with([':', '：', ' ', '\u{3000}']) && short())
        })
    };
    let numbered = |line: &Line| section_marker(strip_markup(line.text(text))).is_some();
    let first_section = lines.iter().position(numbered).unwrap_or(lines.len());
    let annex = lines.iter().skip(first_section).position(is_annex);
    annex.map_or(lines.len(), |offset| first_section + offset)
}

/// The lines of a table of contents: from `目录` to where its first entry stands again as a heading.
pub(super) fn table_of_contents(text: &str, lines: &[Line]) -> std::ops::Range<usize> {
    let is_title = |line: &Line| {
        let words: String = strip_markup_end(strip_markup(line.text(text)))
            .chars()
            .filter(|c| !is_blank(*c))
            .collect();
        words == "目录" || words == "目次"
    };
    let Some(start) = lines.iter().position(is_title) else {
        return 0..0;
    };
    let label = |line: &Line| -> Option<String> {
        let words = strip_markup_end(strip_markup(line.text(text)));
        let marker = section_marker(words)?;
        let heading = words[marker.length..]
            .trim_end_matches(|c: char| c.is_ascii_digit() || ".…·。 \u{3000}\t".contains(c));
        Some(format!(
            "{:?}{}{}",
            marker.scheme,
            marker.value,
            heading.trim()
        ))
    };
    let mut entries =
        (start + 1..lines.len()).filter_map(|index| Some((index, label(&lines[index])?)));
    let Some((_, first)) = entries.next() else {
        return 0..0;
    };
    let again =
        entries.find(|(_, entry)| entry.starts_with(&first) || first.starts_with(entry.as_str()));
    again.map_or(0..0, |(end, _)| start..end)
}
