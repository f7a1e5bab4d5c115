//! Slides as text: what is the same for every format of presentations.
//!
//! Owns the order within a slide and of what is left out by default. Must not know file formats. Invariant: a slide is a
//! page, and text that is left out by default follows all other text.

use crate::extracted::Extracted;
use crate::reader::build::builder::TextBuilder;
use crate::unread::Unread;

/// The mark before the first line of a slide's notes.
const NOTES_MARK: &str = "备注：";

/// A text or a table row of a slide.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(in crate::reader) enum Line {
    /// A title; only its first paragraph is the heading.
    Title(String),
    /// Paragraphs, separated by line breaks.
    Paragraph(String),
    /// The cells of a table row.
    Row(Vec<String>),
}

/// The text of a slide, each list in reading order.
#[derive(Debug, Default)]
pub(in crate::reader) struct Slide {
    /// The lines of its shapes.
    pub lines: Vec<Line>,
    /// The speaker's notes.
    pub notes: Vec<Line>,
    /// What is left out by default: footers, dates, slide numbers, hidden shapes, comments.
    pub left_out: Vec<Line>,
    /// Whether the slide is left out when the slides are shown.
    pub is_hidden: bool,
}

/// The text of a presentation under construction.
#[derive(Debug, Default)]
pub(in crate::reader) struct Deck {
    builder: TextBuilder,
    /// What is left out by default, with its page.
    left_out: Vec<(u32, Slide)>,
    /// Why a part was not read.
    loss: Option<Unread>,
}

impl Deck {
    /// Adds a slide, whose number is 1-based and counts hidden slides.
    pub(in crate::reader) fn slide(&mut self, number: u32, mut slide: Slide) {
        let left_out = Slide {
            lines: std::mem::take(&mut slide.left_out),
            ..Slide::default()
        };
        if slide.is_hidden {
            self.left_out.push((number, slide));
        } else {
            self.write(number, &slide);
        }
        if !left_out.lines.is_empty() {
            self.left_out.push((number, left_out));
        }
    }

    /// Records that a damaged part was not read, unless the reason concerns the whole file.
    ///
    /// # Errors
    /// The reason, if it concerns the whole file.
    pub(in crate::reader) fn lose(&mut self, reason: Unread) -> Result<(), Unread> {
        match reason {
            Unread::Damaged(_) => {
                self.loss.get_or_insert(reason);
                Ok(())
            }
            reason => Err(reason),
        }
    }

    /// The text; with `everything`, what is left out by default follows it.
    ///
    /// # Errors
    /// The reason why a part was not read, if there is no text.
    pub(in crate::reader) fn finish(mut self, everything: bool) -> Result<Extracted, Unread> {
        if everything {
            for (number, slide) in std::mem::take(&mut self.left_out) {
                self.write(number, &slide);
            }
        }
        let mut extracted = self.builder.finish();
        match self.loss {
            Some(reason) if extracted.text.is_empty() => return Err(reason),
            Some(_) => extracted.mark_loss(),
            None => {}
        }
        Ok(extracted)
    }

    /// Writes the title, wherever it stands among the shapes, since it is the heading of the whole slide; then the other
    /// lines and the notes.
    fn write(&mut self, number: u32, slide: &Slide) {
        self.builder.page(number);
        let is_title = |line: &&Line| matches!(line, Line::Title(_));
        let titles = slide.lines.iter().filter(is_title);
        let others = slide.lines.iter().filter(|line| !is_title(line));
        for line in titles.chain(others) {
            line.write(&mut self.builder);
        }
        let has_words = |line: &&Line| !line.is_blank();
        let marks = [NOTES_MARK].into_iter().chain(std::iter::repeat(""));
        for (line, mark) in slide.notes.iter().filter(has_words).zip(marks) {
            line.with_mark(mark).write(&mut self.builder);
        }
    }
}

impl Line {
    /// Adds the line to a text.
    pub(in crate::reader) fn write(&self, builder: &mut TextBuilder) {
        match self {
            Self::Title(words) => builder.heading(1, words),
            Self::Paragraph(words) => builder.paragraph(words),
            Self::Row(cells) => builder.row(cells),
        }
    }

    fn is_blank(&self) -> bool {
        match self {
            Self::Title(words) | Self::Paragraph(words) => words.trim().is_empty(),
            Self::Row(cells) => cells.iter().all(|cell| cell.trim().is_empty()),
        }
    }

    /// The line as a paragraph or row that begins with a mark.
    fn with_mark(&self, mark: &str) -> Self {
        match self {
            Self::Title(words) | Self::Paragraph(words) => {
                Self::Paragraph(format!("{mark}{}", words.trim_start()))
            }
            Self::Row(cells) => {
                let mut cells = cells.clone();
                if let Some(first) = cells.first_mut() {
                    first.insert_str(0, mark);
                }
                Self::Row(cells)
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use quanwen_messages::text;

    use super::*;

    fn paragraphs(words: &[&str]) -> Vec<Line> {
        let paragraph = |words: &&str| Line::Paragraph((*words).to_string());
        words.iter().map(paragraph).collect()
    }

    fn deck() -> Deck {
        let mut deck = Deck::default();
        let mut first = Slide {
            lines: paragraphs(&["办理案件12件"]),
            notes: paragraphs(&[" ", "请放慢"]),
            left_out: paragraphs(&["松泽县司法局"]),
            ..Slide::default()
        };
        first.lines.push(Line::Title("总体情况".into()));
        first.notes.push(Line::Title("请停顿".into()));
        deck.slide(1, first);
        let hidden = Slide {
            lines: vec![Line::Title("备用".into())],
            is_hidden: true,
            ..Slide::default()
        };
        deck.slide(2, hidden);
        deck.slide(3, Slide::default());
        deck
    }

    #[test]
    fn the_title_stands_first_and_marked_notes_last() {
        let extracted = deck().finish(false).unwrap();
        assert_eq!(
            extracted.text,
            "总体情况\n办理案件12件\n备注：请放慢\n请停顿\n"
        );
        assert_eq!(
            (extracted.headings.len(), extracted.headings[0].start),
            (1, 0)
        );
        assert_eq!(extracted.locators.at(0).page, Some(1));
    }

    #[test]
    fn what_is_left_out_follows_everything_else_with_its_page() {
        let whole = deck().finish(true).unwrap();
        let text = deck().finish(false).unwrap().text;
        assert_eq!(whole.text.strip_prefix(&text), Some("松泽县司法局\n备用\n"));
        let page = |words| whole.locators.at(whole.text.find(words).unwrap()).page;
        assert_eq!((page("松泽县"), page("备用")), (Some(1), Some(2)));
    }

    #[test]
    fn a_lost_part_is_marked_unless_it_is_all_there_is() {
        let mut some = deck();
        some.lose(Unread::missing_part("a")).unwrap();
        let extracted = some.finish(false).unwrap();
        assert!(extracted.text.ends_with("\u{FFFD}\n") && extracted.damaged == 1);
        let mut none = Deck::default();
        none.lose(Unread::missing_part("a")).unwrap();
        assert_eq!(none.finish(false), Err(Unread::missing_part("a")));
        let limit = Unread::UnpacksTooLarge(text!("over the limit when unpacked").into());
        assert_eq!(Deck::default().lose(limit.clone()), Err(limit));
    }

    #[test]
    fn notes_that_begin_with_a_table_are_marked() {
        let mut deck = Deck::default();
        let notes = vec![Line::Row(vec!["受理".into(), "3".into()])];
        let slide = Slide {
            notes,
            ..Slide::default()
        };
        deck.slide(1, slide);
        assert_eq!(deck.finish(false).unwrap().text, "| 备注：受理 | 3 |\n");
    }
}
