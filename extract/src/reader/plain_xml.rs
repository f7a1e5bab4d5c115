//! XML of no known vocabulary, such as feeds and data sets: its text without the tags.
//!
//! An element with text of its own is a paragraph, with all that is in it; an element with only elements in it is not.
//! The attributes of an element that has Chinese ones are a row. Must not know names of elements. Invariant: XML that is not well-formed loses
//! no text silently.

use quick_xml::Reader;
use quick_xml::events::{BytesStart, Event};

use super::html;
use crate::decode::script::is_han;
use crate::extracted::Extracted;
use crate::reader::build::builder::TextBuilder;
use crate::reader::build::entities::decode_entities;

/// Reads decoded XML.
pub(super) fn extract(text: &str) -> Extracted {
    let mut reader = Reader::from_str(text);
    reader.config_mut().check_end_names = false;
    reader.config_mut().allow_unmatched_ends = true;
    reader.config_mut().allow_dangling_amp = true;
    let mut paragraphs = Paragraphs::default();
    let is_whole = loop {
        match reader.read_event() {
            Ok(Event::Start(element)) => paragraphs.start(&element),
            Ok(Event::Empty(element)) => {
                paragraphs.start(&element);
                paragraphs.end();
            }
            Ok(Event::End(_)) => paragraphs.end(),
            Ok(Event::Text(text)) => paragraphs.text(&text),
            Ok(Event::CData(text)) => paragraphs.text(&text),
            Ok(Event::GeneralRef(name)) => {
                paragraphs.text(&decode_entities(&format!("&{};", &*name)));
            }
            Ok(Event::Eof) => break paragraphs.depth == 0,
            Ok(_) => {}
            Err(_) => break false,
        }
    };
    let mut extracted = paragraphs.finish();
    if !is_whole {
        extracted.mark_loss();
    }
    extracted
}

/// The paragraphs found so far.
#[derive(Default)]
struct Paragraphs {
    built: TextBuilder,
    /// Number of open elements.
    depth: usize,
    /// The words of the open paragraph, and the depth of the element whose text it is.
    words: String,
    owner: usize,
}

impl Paragraphs {
    fn start(&mut self, element: &BytesStart<'_>) {
        if self.depth < self.owner {
            self.end_paragraph();
        }
        self.depth += 1;
        let values = values(element);
        if !values.is_empty() {
            self.end_paragraph();
            self.built.row(&values);
        }
    }

    fn end(&mut self) {
        self.depth = self.depth.saturating_sub(1);
        if self.depth + 1 < self.owner {
            self.end_paragraph();
        }
    }

    fn text(&mut self, text: &str) {
        if self.words.is_empty() && text.trim().is_empty() {
            return;
        }
        if self.words.is_empty() || (self.depth < self.owner && !text.trim().is_empty()) {
            self.owner = self.depth;
        }
        self.words.push_str(text);
    }

    /// Ends the open paragraph. It may be source of a web page, as descriptions in feeds are.
    fn end_paragraph(&mut self) {
        let words = std::mem::take(&mut self.words);
        self.owner = 0;
        if !words.contains("</") || html::write_part(&words, &mut self.built).is_err() {
            self.built.paragraph(&words);
        }
    }

    fn finish(mut self) -> Extracted {
        self.end_paragraph();
        self.built.finish()
    }
}

/// The values of the attributes of an element that has Chinese ones: those in Chinese, and numbers and dates, which an
/// element without Chinese has for programs.
fn values(element: &BytesStart<'_>) -> Vec<String> {
    let mut attributes = element.attributes();
    // The check for duplicate names takes quadratic time.
    attributes.with_checks(false);
    let mut is_chinese = false;
    let mut values = Vec::new();
    for attribute in attributes.flatten() {
        let is_named = attribute.key.as_ref().contains(is_han);
        let is_in_chinese = attribute.value.contains(is_han);
        is_chinese |= is_named || is_in_chinese;
        if is_named || is_in_chinese || is_amount(&attribute.value) {
            values.push(decode_entities(&attribute.value));
        }
    }
    values.retain(|value| is_chinese && !value.trim().is_empty());
    values
}

/// Whether a value is a number or a date.
fn is_amount(value: &str) -> bool {
    value.contains(|c: char| c.is_ascii_digit()) && !value.contains(char::is_alphabetic)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn text(xml: &str) -> String {
        extract(xml).text
    }

    #[test]
    fn an_element_with_text_of_its_own_is_a_paragraph() {
        let xml = "<?xml version='1.0'?><r><a>松泽</a><b>望汀</b><p>办理<i>复议</i><i>案件</i>12件。</p>\
                   <p><i>松泽</i>县</p><q>甲&amp;乙&nosuch;</q></r>";
        assert_eq!(
            text(xml),
            "松泽\n望汀\n办理复议案件12件。\n松泽县\n甲&乙&nosuch;\n"
        );
    }

    #[test]
    fn attributes_are_a_row_if_some_are_chinese() {
        let xml = "<r><item id='a1' 县='松泽县' n=\"复议&quot;案件&quot;\"/><item 县='望汀区' 级=''>57</item></r>";
        assert_eq!(text(xml), "| 松泽县 | 复议\"案件\" |\n望汀区\n57\n");
        let xml = "<r><row county='松泽县' count='57' day='2024-05-06' page='http://a/1'/><row 级='A'/><row id='7'/></r>";
        assert_eq!(text(xml), "| 松泽县 | 57 | 2024-05-06 |\nA\n");
    }

    #[test]
    fn source_of_pages_in_xml_has_no_tags_either() {
        let xml = "<rss><d><![CDATA[<p>松泽县</p><p>办理<b>复议</b></p>]]></d><d>&lt;p&gt;甲&lt;/p&gt;</d></rss>";
        assert_eq!(text(xml), "松泽县\n办理复议\n甲\n");
    }

    #[test]
    fn xml_cut_short_keeps_its_text_and_tells_the_loss() {
        let cut = extract("<r><a>松泽县</a><b 年=");
        assert_eq!((cut.text.as_str(), cut.damaged), ("松泽县\n\u{FFFD}\n", 1));
        assert_eq!(
            text("<doc>甲</dok>\n<doc>乙 & 丙</doc></doc>"),
            "甲\n乙 & 丙\n"
        );
    }
}
