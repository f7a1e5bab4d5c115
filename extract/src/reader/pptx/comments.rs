//! The words of comments on a slide (ISO/IEC 29500-1 §19.4; modern comments: [MS-PPTX] 2.6).

use crate::reader::build::slide::Line;
use crate::reader::drawing_ml::shown_xml::ShownXml;
use crate::reader::drawing_ml::text_body::{self, Place};
use crate::reader::storage::xml::XmlEvent;
use crate::unread::Unread;

/// Reads a part of comments and adds their paragraphs.
///
/// # Errors
/// The reason, if it is damaged; the comments before the damage have been added.
pub(super) fn read(part: &str, text: &str, lines: &mut Vec<Line>) -> Result<(), Unread> {
    let mut xml = ShownXml::new(part, text);
    let mut is_in_text = false;
    while let Some(event) = xml.next()? {
        match event {
            XmlEvent::Start(element) => {
                is_in_text = element.name() == "text";
                if is_in_text {
                    lines.push(Line::Paragraph(String::new()));
                } else if element.name() == "txBody" {
                    let mut words = String::new();
                    let read = text_body::read(&mut xml, Place::default(), &mut words);
                    lines.push(Line::Paragraph(words));
                    read?;
                }
            }
            XmlEvent::Text(text) => {
                if let (true, Some(Line::Paragraph(words))) = (is_in_text, lines.last_mut()) {
                    words.push_str(&text);
                }
            }
            XmlEvent::End => is_in_text = false,
        }
    }
    Ok(())
}
