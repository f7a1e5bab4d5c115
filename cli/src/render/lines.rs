//! Writes text for people. All of it goes through [`Lines`], which replaces characters that would act on a terminal
//! and adds colours.

use std::fmt::Write as _;
use std::io::{self, Write};
use std::time::{Duration, Instant};

use anstyle::Style;
use quanwen::api::{visible_line, visible_text};

/// A piece of a line and its style.
pub(super) type Span<'t> = (Style, &'t str);

/// No colour.
pub(super) const PLAIN: Style = Style::new();

/// Writes lines and blocks of text. The output is private, so no printed field can send an escape sequence or begin a
/// line of its own.
#[derive(Debug)]
pub(super) struct Lines<W> {
    out: W,
    colour: bool,
    line: String,
    waited: Duration,
}

impl<W: Write> Lines<W> {
    pub(super) fn new(out: W, colour: bool) -> Self {
        Self {
            out,
            colour,
            line: String::new(),
            waited: Duration::ZERO,
        }
    }

    /// How long the output took to accept what was written: a pager accepts more when its reader has gone on.
    pub(super) fn waited(&self) -> Duration {
        self.waited
    }

    /// Writes one line of styled pieces.
    pub(super) fn line(&mut self, spans: &[Span]) -> io::Result<()> {
        let mut line = std::mem::take(&mut self.line);
        line.clear();
        for (style, text) in spans {
            let text = visible_line(text);
            if self.colour && !text.is_empty() {
                write!(line, "{style}{text}{style:#}").expect("a string takes every text");
            } else {
                line.push_str(&text);
            }
        }
        line.push('\n');
        let written = self.write(&line);
        self.line = line;
        written
    }

    /// Writes a text with its line breaks and tabs, then a line end.
    pub(super) fn block(&mut self, text: &str) -> io::Result<()> {
        self.write(&visible_text(text))?;
        self.write("\n")
    }

    fn write(&mut self, visible: &str) -> io::Result<()> {
        let start = Instant::now();
        let written = self.out.write_all(visible.as_bytes());
        self.waited += start.elapsed();
        written
    }

    pub(super) fn flush(&mut self) -> io::Result<()> {
        self.out.flush()
    }
}

#[cfg(test)]
mod tests {
    use anstyle::AnsiColor;

    use super::*;

    fn written(colour: bool, write: impl Fn(&mut Lines<&mut Vec<u8>>) -> io::Result<()>) -> String {
        let mut out = Vec::new();
        write(&mut Lines::new(&mut out, colour)).unwrap();
        String::from_utf8(out).unwrap()
    }

    #[test]
    fn a_field_cannot_send_an_escape_sequence_or_begin_a_line() {
        let spans = [
            (PLAIN, "a\n"),
            (AnsiColor::Red.on_default(), "b\u{1B}[2J\u{9B}"),
        ];
        assert_eq!(written(false, |lines| lines.line(&spans)), "a␊b␛[2J␦\n");
        assert_eq!(
            written(true, |lines| lines.line(&spans)),
            "a␊\u{1B}[31mb␛[2J␦\u{1B}[0m\n"
        );
    }

    #[test]
    fn a_block_keeps_its_lines_and_tabs() {
        let text = "甲\t乙\r\n丙\u{1B}]0;丁\u{7}";
        let block = written(true, |lines| lines.block(text));
        assert_eq!(block, "甲\t乙\n丙␛]0;丁␇\n");
    }
}
