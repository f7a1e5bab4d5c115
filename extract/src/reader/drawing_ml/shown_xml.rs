//! The elements of a part that are shown: of alternatives the first, without extensions (ISO/IEC 29500-3 §7.6).
//!
//! Owns the choice between alternatives and the depth of elements. Must not know what elements mean.

use crate::reader::storage::xml::{XmlEvent, XmlReader};
use crate::unread::Unread;

/// Reads the shown elements of a part.
pub(in crate::reader) struct ShownXml<'x> {
    reader: XmlReader<'x>,
    /// Number of open elements.
    depth: usize,
    /// The depth of each open `AlternateContent`, and whether an alternative has been taken.
    alternatives: Vec<(usize, bool)>,
}

impl<'x> ShownXml<'x> {
    /// Reads `xml`; reasons contain the name of the part.
    pub(in crate::reader) fn new(part: &'x str, xml: &'x str) -> Self {
        Self {
            reader: XmlReader::new(part, xml),
            depth: 0,
            alternatives: Vec::new(),
        }
    }

    /// The number of open elements.
    pub(in crate::reader) fn depth(&self) -> usize {
        self.depth
    }

    /// The next event; `None` at the end.
    ///
    /// # Errors
    /// The reason, if the XML is not well-formed or is cut short.
    pub(in crate::reader) fn next(&mut self) -> Result<Option<XmlEvent<'x>>, Unread> {
        loop {
            let event = self.reader.next()?;
            match &event {
                Some(XmlEvent::Start(element)) => {
                    self.depth += 1;
                    if self.is_left_out(element.name()) {
                        self.skip()?;
                        continue;
                    }
                }
                Some(XmlEvent::End) => self.close(),
                _ => {}
            }
            return Ok(event);
        }
    }

    /// Skips the rest of the element that started last.
    ///
    /// # Errors
    /// As for [`Self::next`].
    pub(in crate::reader) fn skip(&mut self) -> Result<(), Unread> {
        self.reader.skip()?;
        self.close();
        Ok(())
    }

    /// Whether an element that starts is an extension or an alternative to one that has been taken.
    fn is_left_out(&mut self, name: &str) -> bool {
        match name {
            "extLst" => true,
            "AlternateContent" => {
                self.alternatives.push((self.depth, false));
                false
            }
            "Choice" | "Fallback" => match self.alternatives.last_mut() {
                Some((depth, is_taken)) if *depth + 1 == self.depth => {
                    std::mem::replace(is_taken, true)
                }
                _ => false,
            },
            _ => false,
        }
    }

    fn close(&mut self) {
        let depth = self.depth;
        self.alternatives.pop_if(|(open, _)| *open == depth);
        self.depth = depth.saturating_sub(1);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_first_alternative_is_shown_and_extensions_are_not() {
        let xml = "<a><x:AlternateContent><x:Choice><b>松</b><x:AlternateContent><x:Fallback>泽</x:Fallback>
            </x:AlternateContent></x:Choice><x:Choice>二</x:Choice><x:Fallback>三</x:Fallback></x:AlternateContent>
            <extLst>四</extLst><Choice>县</Choice></a>";
        let mut shown = ShownXml::new("part.xml", xml);
        let mut words = String::new();
        while let Some(event) = shown.next().unwrap() {
            if let XmlEvent::Text(text) = event {
                words.push_str(text.trim());
            }
        }
        assert_eq!((words.as_str(), shown.depth()), ("松泽县", 0));
    }
}
