//! Text boxes ([MS-DOC] 2.4.1, 2.8.32): where the words of each are, and at which character of the main text its shape
//! is anchored. Must not know how a shape looks.

use std::collections::HashMap;

use super::plc::Plc;
use crate::reader::storage::little_endian::{index_at, u16_at, u32_at};

/// A text box, or the first of a chain that shares one text.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct TextBox {
    /// Where its shape is; `None` if no shape is found.
    pub place: Option<Place>,
    /// First character position in the story of text boxes.
    pub start: usize,
    /// Character position after the last in the story of text boxes.
    pub end: usize,
}

/// Where a shape is (`Spa`, [MS-DOC] 2.9.253).
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(super) struct Place {
    /// Character position of the anchor in the main text.
    pub anchor: usize,
    /// What the top edge is measured from: margin, page or paragraph.
    reference: u16,
    /// Top edge in twentieths of a point.
    top: i32,
    /// Left edge in twentieths of a point.
    left: i32,
}

/// Bytes of `FTXBXS` ([MS-DOC] 2.9.106) and `Spa`.
const TEXT_BOX: usize = 22;
const ANCHOR: usize = 26;

/// The text boxes in the order of their anchors; those without an anchor come last. Takes the tables `PlcftxbxTxt`,
/// `PlcSpaMom` and the drawings `OfficeArtContent`.
pub(super) fn text_boxes(boxes: &[u8], anchors: &[u8], drawings: &[u8]) -> Vec<TextBox> {
    let boxes = Plc::new(boxes, TEXT_BOX);
    let places: HashMap<u32, Place> = Plc::new(anchors, ANCHOR).iter().filter_map(place).collect();
    let groups = groups(drawings);
    let place_of = |shape: u32| {
        places
            .get(&shape)
            .or_else(|| places.get(groups.get(&shape)?))
            .copied()
    };
    let mut found = Vec::new();
    let mut done = 0;
    // The last element does not describe a text box, nor does one that is marked for reuse.
    for (start, end, element) in boxes.iter().take(boxes.len().saturating_sub(1)) {
        // Stories never overlap; if they do in a damaged file, no words are read twice.
        let (start, end) = (done.max(start as usize), end as usize);
        if start < end && u16_at(element, 8) == Some(0) {
            let place = u32_at(element, 14).and_then(place_of);
            found.push(TextBox { place, start, end });
            done = end;
        }
    }
    found.sort_by_key(|text_box| {
        (
            text_box.place.is_none(),
            text_box.place.map(|place| place.anchor),
        )
    });
    found
}

/// Sorts the text boxes of one paragraph by their edges on the page, if these are measured from the same reference.
pub(super) fn sort_by_edges(boxes: &mut [TextBox]) {
    let reference = |text_box: &TextBox| text_box.place.map(|place| place.reference);
    if boxes
        .windows(2)
        .all(|pair| reference(&pair[0]) == reference(&pair[1]))
    {
        boxes.sort_by_key(|text_box| text_box.place.map(|place| (place.top, place.left)));
    }
}

/// The shape and place of an anchor.
fn place((anchor, _, element): (u32, u32, &[u8])) -> Option<(u32, Place)> {
    let edge = |at| u32_at(element, at).map(u32::cast_signed);
    let place = Place {
        anchor: anchor as usize,
        reference: u16_at(element, 20)? >> 3 & 3,
        top: edge(8)?,
        left: edge(4)?,
    };
    Some((u32_at(element, 0)?, place))
}

/// Records of drawings ([MS-ODRAW] 2.2): a group, a shape, its identifier.
const GROUP: u16 = 0xF003;
const SHAPE: u16 = 0xF004;
const SHAPE_IDENTIFIER: u16 = 0xF00A;
/// Bytes of a record header.
const HEAD: usize = 8;

/// The outermost group of each grouped shape: only the group is anchored in the text. Takes `OfficeArtContent`
/// ([MS-DOC] 2.9.171): shared data, then each drawing after a byte that distinguishes main text from headers.
fn groups(drawings: &[u8]) -> HashMap<u32, u32> {
    let mut groups = HashMap::new();
    let mut rest = record(drawings, 0)
        .and_then(|(_, end)| drawings.get(end..))
        .unwrap_or_default();
    while let Some((_, end)) = record(rest, 1) {
        add_groups(rest.get(1 + HEAD..end).unwrap_or_default(), &mut groups);
        rest = rest.get(end..).unwrap_or_default();
    }
    groups
}

/// Adds the grouped shapes of a drawing. All its shapes are in one group, which is the drawing itself.
fn add_groups(drawing: &[u8], groups: &mut HashMap<u32, u32>) {
    // The ends of the open groups.
    let mut open: Vec<usize> = Vec::new();
    let mut outermost = None;
    let mut at = 0;
    while let Some((kind, end)) = record(drawing, at) {
        while open.last().is_some_and(|end| *end <= at) {
            open.pop();
        }
        match kind {
            GROUP => {
                open.push(end);
                outermost = outermost.filter(|_| open.len() > 2);
                at += HEAD;
            }
            SHAPE => at += HEAD,
            SHAPE_IDENTIFIER if open.len() > 1 => {
                if let Some(shape) = u32_at(drawing, at + HEAD) {
                    groups.insert(shape, *outermost.get_or_insert(shape));
                }
                at = end;
            }
            _ => at = end,
        }
    }
}

/// The kind of the record at a byte offset and the offset after it.
fn record(bytes: &[u8], at: usize) -> Option<(u16, usize)> {
    let length = index_at(bytes, at + 4)?;
    Some((
        u16_at(bytes, at + 2)?,
        at.saturating_add(HEAD).saturating_add(length),
    ))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn written(kind: u16, body: &[u8]) -> Vec<u8> {
        let length = u32::try_from(body.len()).unwrap();
        [
            &[0x0F, 0],
            &kind.to_le_bytes()[..],
            &length.to_le_bytes(),
            body,
        ]
        .concat()
    }

    fn shape(identifier: u32) -> Vec<u8> {
        let body = [identifier.to_le_bytes(), [0; 4]].concat();
        written(
            SHAPE,
            &[
                written(SHAPE_IDENTIFIER, &body),
                written(0xF00B, &[1, 2, 3]),
            ]
            .concat(),
        )
    }

    /// A text box table: shape and whether it may be reused, each of ten characters.
    fn boxes(shapes: &[(u32, u16)]) -> Vec<u8> {
        let mut bytes: Vec<u8> = (0..=shapes.len())
            .flat_map(|n| u32::try_from(n * 10).unwrap().to_le_bytes())
            .collect();
        for (shape, reusable) in shapes {
            let mut element = vec![0; TEXT_BOX];
            element[8..10].copy_from_slice(&reusable.to_le_bytes());
            element[14..18].copy_from_slice(&shape.to_le_bytes());
            bytes.extend(element);
        }
        bytes
    }

    /// An anchor table: position, shape, top edge.
    fn anchors(shapes: &[(u32, u32, i32)]) -> Vec<u8> {
        let positions = shapes.iter().map(|shape| shape.0).chain([999]);
        let mut bytes: Vec<u8> = positions.flat_map(u32::to_le_bytes).collect();
        for (_, shape, top) in shapes {
            let mut element = vec![0; ANCHOR];
            element[..4].copy_from_slice(&shape.to_le_bytes());
            element[8..12].copy_from_slice(&top.to_le_bytes());
            bytes.extend(element);
        }
        bytes
    }

    fn anchor(text_box: &TextBox) -> Option<usize> {
        text_box.place.map(|place| place.anchor)
    }

    #[test]
    fn boxes_follow_their_anchors_and_the_lost_come_last() {
        let boxes = boxes(&[(5, 0), (6, 0), (7, 0), (8, 1), (0, 0)]);
        let found = text_boxes(&boxes, &anchors(&[(3, 7, 0), (30, 5, 40)]), &[]);
        let found: Vec<_> = found
            .iter()
            .map(|text_box| (anchor(text_box), text_box.start))
            .collect();
        assert_eq!(found, [(Some(3), 20), (Some(30), 0), (None, 10)]);
        assert_eq!(text_boxes(&[], &[], &[]), []);
    }

    #[test]
    fn boxes_of_a_paragraph_go_from_the_top_down() {
        let boxes = boxes(&[(5, 0), (6, 0), (0, 0)]);
        let mut found = text_boxes(&boxes, &anchors(&[(3, 5, 40), (4, 6, -2)]), &[]);
        sort_by_edges(&mut found);
        assert_eq!(
            found.iter().map(anchor).collect::<Vec<_>>(),
            [Some(4), Some(3)]
        );
        found[0].place.as_mut().unwrap().reference = 1;
        found.reverse();
        let unsorted = found.clone();
        sort_by_edges(&mut found);
        assert_eq!(found, unsorted);
    }

    #[test]
    fn no_words_belong_to_two_boxes() {
        let mut table = boxes(&[(5, 0), (6, 0), (0, 0)]);
        table[4..8].copy_from_slice(&15_u32.to_le_bytes());
        table[8..12].copy_from_slice(&12_u32.to_le_bytes());
        assert_eq!(text_boxes(&table, &[], &[]).len(), 1);
    }

    #[test]
    fn a_grouped_box_stands_where_its_group_is_anchored() {
        let group = written(
            GROUP,
            &[
                shape(20),
                shape(21),
                written(GROUP, &[shape(22), shape(23)].concat()),
            ]
            .concat(),
        );
        let drawing = written(
            0xF002,
            &written(GROUP, &[shape(1), group, shape(30)].concat()),
        );
        let drawings = [
            written(0xF000, &[1; 12]),
            vec![0],
            drawing.clone(),
            vec![1],
            drawing,
        ]
        .concat();
        let groups = groups(&drawings);
        assert_eq!(
            (groups.get(&21), groups.get(&23), groups.get(&30)),
            (Some(&20), Some(&20), None)
        );
        let found = text_boxes(
            &boxes(&[(23, 0), (0, 0)]),
            &anchors(&[(4, 20, 0)]),
            &drawings,
        );
        assert_eq!(anchor(&found[0]), Some(4));
        for cut in 0..drawings.len() {
            super::groups(&drawings[..cut]);
        }
    }
}
