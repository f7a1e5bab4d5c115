//! Text for people: aligned by display width, with or without colour.

use std::io::{self, Write};
use std::time::Duration;

use anstyle::{AnsiColor, Style};
use quanwen_export::chart::with_commas;
use textwrap::{Options, WordSplitter};
use unicode_width::UnicodeWidthStr;

use super::columns::{MAX_COLUMNS, MIN_COLUMNS, cut_to, wrap};
use super::lines::{Lines, PLAIN, Span};
use super::visible::one_line;
use crate::hint;
use crate::language::say;
use crate::line_breaks::separator;

pub(super) const HEADER: Style = AnsiColor::Magenta.on_default().bold();
pub(super) const SECTION: Style = AnsiColor::Cyan.on_default();
pub(super) const MATCH: Style = AnsiColor::Red.on_default().bold();
pub(super) const FAINT: Style = Style::new().dimmed();

/// Columns before the context of a mention: indent, position and a gap.
pub(super) const BEFORE_CONTEXT: usize = 14;
/// Columns at least before what stands at the right edge.
pub(super) const MIN_GAP: usize = 2;
/// Columns by which closing punctuation may exceed the width.
pub(super) const HANGING: usize = 2;

/// Writes lines that are `columns` wide at most where they can be broken or shortened.
#[derive(Debug)]
pub(crate) struct Text<W> {
    lines: Lines<W>,
    columns: usize,
    /// Whether titles, paths and headings may be shortened.
    shortens: bool,
}

impl<W: Write> Text<W> {
    /// Writes to a screen with or without colour. `columns` is clamped to 40 to [`MAX_COLUMNS`].
    pub(crate) fn new(out: W, columns: usize, colour: bool) -> Self {
        Self {
            lines: Lines::new(out, colour),
            columns: columns.clamp(MIN_COLUMNS, MAX_COLUMNS),
            shortens: true,
        }
    }

    /// The same for a file or another program: nothing is shortened.
    pub(crate) fn whole(self) -> Self {
        Self {
            shortens: false,
            ..self
        }
    }

    /// Whether titles, paths and headings may be shortened.
    pub(super) fn shortens(&self) -> bool {
        self.shortens
    }

    /// A title or a heading; on a screen, as much of it as fits `columns`.
    pub(super) fn fitted(&self, text: &str, columns: usize) -> String {
        if self.shortens {
            cut_to(text, columns)
        } else {
            text.to_string()
        }
    }

    /// The width in display columns.
    pub(super) fn columns(&self) -> usize {
        self.columns
    }

    /// Columns of context on each side of a match of `match_columns` that fill the width after the first `before` columns.
    pub(crate) fn context_columns(&self, before: usize, match_columns: usize) -> usize {
        context_columns(self.columns, before, match_columns)
    }

    /// How long the output took to accept what was written.
    pub(super) fn waited(&self) -> Duration {
        self.lines.waited()
    }

    /// Flushes the output.
    pub(crate) fn flush(&mut self) -> io::Result<()> {
        self.lines.flush()
    }

    /// Writes a text as one line, with line breaks as ⏎ and control characters replaced.
    pub(crate) fn line(&mut self, text: &str) -> io::Result<()> {
        self.spans(&[(PLAIN, &one_line(text))])
    }

    /// Writes a text of several lines, with control characters other than tabs and line breaks replaced.
    pub(crate) fn block(&mut self, text: &str) -> io::Result<()> {
        self.lines.block(text)
    }

    /// Writes one line of styled pieces.
    pub(super) fn spans(&mut self, spans: &[Span]) -> io::Result<()> {
        self.lines.line(spans)
    }

    /// Writes the title of a part of an answer.
    pub(super) fn title(&mut self, title: &str) -> io::Result<()> {
        self.spans(&[(SECTION, title)])
    }

    /// Writes a remark on the answer, wrapped between words.
    pub(super) fn remark(&mut self, remark: &str) -> io::Result<()> {
        self.paragraph(remark, 0, FAINT)
    }

    /// Writes a text wrapped to the width, each line indented by `indent` spaces.
    pub(super) fn wrapped(&mut self, text: &str, indent: usize, style: Style) -> io::Result<()> {
        for line in self.lines_of(text, indent) {
            self.spans(&[(PLAIN, &" ".repeat(indent)), (style, &line)])?;
        }
        Ok(())
    }

    /// Writes a text as one line if it fits the width, else wrapped: wrapping leaves columns for hanging punctuation free.
    pub(super) fn line_or_wrapped(&mut self, text: &str, style: Style) -> io::Result<()> {
        let line = one_line(text);
        if line.width() <= self.columns {
            self.spans(&[(style, &line)])
        } else {
            self.wrapped(&line, 0, style)
        }
    }

    /// The lines of a text that is wrapped to the width after `indent` spaces.
    fn lines_of(&self, text: &str, indent: usize) -> Vec<String> {
        let lines = wrap(&[(one_line(text), false)], self.columns - indent - HANGING);
        let whole = |line: Vec<(String, bool)>| line.into_iter().map(|(text, _)| text).collect();
        lines.into_iter().map(whole).collect()
    }

    /// Writes a text as [`Text::wrapped`], and `end` at the right edge: after its last line, or below it if there is no room.
    pub(super) fn wrapped_before(
        &mut self,
        text: &str,
        indent: usize,
        style: Style,
        end: Span,
    ) -> io::Result<()> {
        let margin = " ".repeat(indent);
        let mut lines = self.lines_of(text, indent).into_iter().peekable();
        while let Some(line) = lines.next() {
            let free = self.columns.saturating_sub(indent + line.width());
            let gap = free.saturating_sub(end.1.width());
            if lines.peek().is_none() && gap >= MIN_GAP {
                let gap = " ".repeat(gap);
                return self.spans(&[(PLAIN, &margin), (style, &line), (PLAIN, &gap), end]);
            }
            self.spans(&[(PLAIN, &margin), (style, &line)])?;
        }
        let gap = self.columns.saturating_sub(end.1.width());
        self.spans(&[(PLAIN, &" ".repeat(gap)), end])
    }

    /// Writes a paragraph of English and Chinese text, broken between words, each line indented by `indent` spaces.
    pub(super) fn paragraph(&mut self, text: &str, indent: usize, style: Style) -> io::Result<()> {
        let options = Options::new(self.columns - indent)
            .word_separator(separator())
            .word_splitter(WordSplitter::NoHyphenation);
        for line in textwrap::wrap(&one_line(text), options) {
            self.spans(&[(PLAIN, &" ".repeat(indent)), (style, &line)])?;
        }
        Ok(())
    }

    /// Writes the first `most` of some rows, and how many more there are.
    pub(super) fn first_of<T>(
        &mut self,
        rows: &[T],
        most: usize,
        indent: usize,
        mut write: impl FnMut(&mut Self, &T) -> io::Result<()>,
    ) -> io::Result<()> {
        for row in rows.iter().take(most) {
            write(self, row)?;
        }
        let more = rows.len().saturating_sub(most);
        if more > 0 {
            let rest = say!("… and {n} more: {hint}", n = more, hint = hint::ALL_VALUES);
            self.paragraph(&rest, indent, FAINT)?;
        }
        Ok(())
    }
}

/// A number with a comma between thousands: `32,665`.
pub(super) fn grouped(n: u64) -> String {
    with_commas(&n.to_string())
}

/// Columns of context on each side of a match of `match_columns` that fill `columns` after the first `before` of them.
pub(crate) fn context_columns(columns: usize, before: usize, match_columns: usize) -> usize {
    let rest = columns.saturating_sub(before + match_columns + 2);
    (rest / 2).max(10)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn thousands_are_grouped() {
        let numbers = [0, 7, 999, 1_000, 32_665, 1_234_567].map(grouped);
        assert_eq!(numbers, ["0", "7", "999", "1,000", "32,665", "1,234,567"]);
    }
}
