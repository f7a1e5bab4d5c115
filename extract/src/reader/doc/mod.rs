//! Documents of Word 97–2003 (.doc) and of Kingsoft WPS Writer (.wps), which share one format, [MS-DOC]: bytes to text
//! in reading order. Owns the order of the stories; each table of the format has a module of its own. Must not know
//! what reports are. Invariant: for any bytes it terminates, in time and memory linear in the file's size.
//!
//! A library is used only for the compound file. Libraries that read the format put text boxes, and with them the
//! issuer and the document number of an official letter, after the text, and return neither styles nor list numbers.

mod characters;
mod encoding_95;
mod fib;
mod fonts;
mod formatting;
mod list_counters;
mod lists;
mod modifiers;
mod pages;
mod paragraphs;
mod pieces;
mod plc;
mod stories;
mod styles;
mod text_boxes;
mod word_95;
mod words;

use std::ops::Range;

use self::characters::CharacterProperties;
use self::fib::{Fib, StoryLengths, Table};
use self::formatting::Formatting;
use self::lists::Lists;
use self::pages::Runs;
use self::paragraphs::ParagraphProperties;
use self::pieces::Pieces;
use self::plc::Plc;
use self::stories::StoryWriter;
use self::styles::Styles;
use crate::extracted::Extracted;
use crate::reader::build::asides::Asides;
use crate::reader::storage::ole::OleFile;
use crate::unread::Unread;

#[cfg(test)]
mod sample;

/// Reads a document; headers, footers and comments follow it on request.
///
/// # Errors
/// Returns the reason why it is not read.
pub(super) fn extract(bytes: &[u8], everything: bool) -> Result<Extracted, Unread> {
    let ole = OleFile::open(bytes)?;
    let document = ole.stream("WordDocument")?;
    let fib = Fib::read(&document)?;
    if fib.is_before_word_97() {
        // Without its properties the encoding is found by other signs.
        let summary = ole.stream("\u{5}SummaryInformation").unwrap_or_default();
        return word_95::extract(&document, &summary, everything);
    }
    let table = ole.stream(fib.table_stream())?;
    // Only long formatting is in this stream; a file damaged there still has its text.
    let extra = ole.stream("Data").unwrap_or_default();
    let formatting = formatting(&fib, &document, &table, &extra)?;
    let lists = Lists::read(
        fib.table_and_rest(&table, Table::Lists),
        fib.table_and_rest(&table, Table::ListOverrides).0,
    );
    let boxes = text_boxes::text_boxes(
        fib.table(&table, Table::TextBoxes),
        fib.table(&table, Table::Anchors),
        fib.table(&table, Table::Drawings),
    );
    let stories = Stories::new(fib.story_lengths());
    let mut writer = StoryWriter::new(&formatting, &lists);
    writer.main(stories.main, &boxes, stories.text_boxes);
    writer.story(stories.footnotes);
    writer.story(stories.endnotes);
    let mut asides = Asides::default();
    if everything {
        for header in headers(fib.table(&table, Table::Headers), &stories.headers) {
            asides.add_header(writer.apart(header));
        }
        asides.add_header(writer.apart(stories.header_boxes));
        asides.add_comments(writer.apart(stories.comments));
    }
    let mut extracted = writer.finish();
    asides.append_to(&mut extracted);
    Ok(extracted)
}

/// The headers and footers in their story, one after the other (`Plcfhdd`, [MS-DOC] 2.8.8); the separators of notes,
/// which come first, have no words.
fn headers(table: &[u8], story: &Range<usize>) -> Vec<Range<usize>> {
    let mut end = story.start;
    let mut parts = Vec::new();
    for (_, position, _) in Plc::new(table, 0).iter() {
        let position = story.start.saturating_add(position as usize);
        let position = position.min(story.end).max(end);
        parts.push(end..position);
        end = position;
    }
    parts.push(end..story.end);
    parts
}

/// Reads the text and its formatting.
fn formatting<'t>(
    fib: &Fib,
    document: &[u8],
    table: &'t [u8],
    extra: &[u8],
) -> Result<Formatting<'t>, Unread> {
    let paragraph_pages = fib.table(table, Table::ParagraphPages);
    let character_pages = fib.table(table, Table::CharacterPages);
    Ok(Formatting {
        pieces: Pieces::read(fib.table(table, Table::Pieces), document)?,
        paragraphs: Runs::of_paragraphs(paragraph_pages, document, |bytes| {
            ParagraphProperties::parse(bytes, extra)
        }),
        characters: Runs::of_characters(character_pages, document, CharacterProperties::parse),
        styles: Styles::read(fib.table(table, Table::Styles)),
        fonts: fonts::fonts(fib.table(table, Table::Fonts)),
    })
}

/// The character ranges of the stories that are read ([MS-DOC] 2.4.1).
struct Stories {
    main: Range<usize>,
    footnotes: Range<usize>,
    headers: Range<usize>,
    comments: Range<usize>,
    endnotes: Range<usize>,
    /// Start of the story of text boxes.
    text_boxes: usize,
    /// The text boxes of headers and footers.
    header_boxes: Range<usize>,
}

impl Stories {
    fn new(lengths: StoryLengths) -> Self {
        let mut end = 0_usize;
        let mut next = |length: usize| {
            let start = end;
            end = start.saturating_add(length);
            start..end
        };
        let (main, footnotes) = (next(lengths.main), next(lengths.footnotes));
        let (headers, _) = (next(lengths.headers), next(lengths.macros));
        let (comments, endnotes) = (next(lengths.comments), next(lengths.endnotes));
        let text_boxes = next(lengths.text_boxes).start;
        Self {
            main,
            footnotes,
            headers,
            comments,
            endnotes,
            text_boxes,
            header_boxes: next(lengths.header_boxes),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::sample::Sample;
    use super::*;

    /// Adds a text box of a length, and the anchor of its shape.
    fn boxed(sample: Sample, length: u8, anchor: u8) -> Sample {
        let mut boxes = [0, length, length]
            .map(|end| u32::from(end).to_le_bytes())
            .concat();
        boxes.resize(12 + 44, 0);
        boxes[12 + 14] = 9;
        let mut anchors = [anchor, 99]
            .map(|end| u32::from(end).to_le_bytes())
            .concat();
        anchors.resize(8 + 26, 0);
        anchors[8] = 9;
        sample.table(Table::TextBoxes, &boxes, boxes.len()).table(
            Table::Anchors,
            &anchors,
            anchors.len(),
        )
    }

    /// The lines of a document of two paragraphs with a text box anchored at a position.
    fn lines_with_anchor(anchor: u8) -> String {
        let sample = Sample::default()
            .paragraph("标题\r", 0, &[])
            .paragraph("\u{8}正文\r", 0, &[])
            .end_story(0)
            .paragraph("松泽县\r文号\r", 0, &[])
            .end_story(6);
        extract(&boxed(sample, 7, anchor).build(), false)
            .unwrap()
            .text
    }

    #[test]
    fn a_text_box_stands_before_the_paragraph_of_its_anchor() {
        assert_eq!(lines_with_anchor(0), "松泽县\n文号\n标题\n正文\n");
        assert_eq!(lines_with_anchor(3), "标题\n松泽县\n文号\n正文\n");
        assert_eq!(lines_with_anchor(90), "标题\n正文\n松泽县\n文号\n");
    }

    #[test]
    fn notes_follow_the_text_and_on_request_headers_and_comments() {
        let stories = [
            "正文\u{2}\r",
            "\u{2}脚注\r",
            "\u{3}\r页眉\r页脚\r页眉\r",
            "",
            "\u{5}批注\r",
            "尾注\r",
            "",
            "印章\r",
        ];
        let headers = [0, 2, 5, 8, 11].map(u32::to_le_bytes).concat();
        let sample = stories
            .iter()
            .enumerate()
            .fold(Sample::default(), |sample, (index, text)| {
                sample.paragraph(text, 0, &[]).end_story(index)
            });
        let file = sample
            .table(Table::Headers, &headers, headers.len())
            .build();
        let text = "正文\n脚注\n尾注\n";
        assert_eq!(extract(&file, false).unwrap().text, text);
        assert_eq!(
            extract(&file, true).unwrap().text,
            format!("{text}页眉\n页脚\n印章\n批注\n")
        );
    }

    #[test]
    fn an_encrypted_document_is_refused() {
        let sample = Sample::default().paragraph("文\r", 0, &[]).end_story(0);
        let reason = extract(&sample.flags(1 << 8).build(), false)
            .unwrap_err()
            .to_string();
        assert_eq!(reason, "encrypted: save it without a password");
    }

    #[test]
    fn no_damage_makes_it_panic() {
        let sample = Sample::default()
            .paragraph("松泽县\r", 0, &[0x16, 0x24, 1])
            .end_story(0);
        let bytes = boxed(sample, 3, 1).build();
        for at in 0..bytes.len() {
            let mut damaged = bytes.clone();
            damaged[at] = !damaged[at];
            let _ = extract(&damaged, false);
        }
    }
}
