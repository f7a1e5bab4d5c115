//! Whole presentations, from compound files to text.

use super::records::{CHILD_ANCHOR, OUTLINE_TEXT, PROPERTIES, SLIDE_NUMBER};
use super::sample::{Sample, characters, group, record, shape, text, words};
use super::*;

const TITLE: u8 = 0x0D;
const FOOTER: u8 = 0x09;
const NOTES_BODY: u8 = 0x0C;

fn read(sample: Sample) -> Extracted {
    extract(&sample.build(), ReadOptions::from(1 << 20)).unwrap()
}

fn read_everything(sample: Sample) -> String {
    let options = ReadOptions {
        limit: 1 << 20,
        everything: true,
    };
    extract(&sample.build(), options).unwrap().text
}

/// The text of one slide of these shapes.
fn text_of(shapes: &[Vec<u8>]) -> String {
    read(Sample::default().slide(&[], &shapes.concat(), &[], &[])).text
}

/// A table of properties.
fn properties(properties: &[(u16, u32)], data: &[u8]) -> Vec<u8> {
    let count = u16::try_from(properties.len()).unwrap();
    let entry = |(id, value): &(u16, u32)| [&id.to_le_bytes()[..], &value.to_le_bytes()].concat();
    let entries: Vec<u8> = properties.iter().flat_map(entry).collect();
    record(PROPERTIES[0], count, &[&entries, data].concat())
}

#[test]
fn slides_are_pages_and_their_titles_headings() {
    let body = shape(0, &text(4, "收到申请\r12件"), &[]);
    let title = shape(TITLE, &text(4, "总体情况"), &[]);
    let hidden = record(
        SLIDE_SHOW_INFO,
        0,
        &[0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 4, 0, 0, 0, 0, 0],
    );
    let sample = || {
        Sample::default()
            .slide(&[], &[body.clone(), title.clone()].concat(), &[], &[])
            .slide(&[], &shape(0, &text(6, "备用"), &[]), &hidden, &[])
            .slide(&[], &shape(0, &text(0, "结语"), &[]), &[], &[])
    };
    let extracted = read(sample());
    assert_eq!(extracted.text, "总体情况\n收到申请\n12件\n结语\n");
    let end = extracted.text.find("结语").unwrap();
    let starts: Vec<usize> = extracted
        .headings
        .iter()
        .map(|heading| heading.start as usize)
        .collect();
    assert_eq!(starts, [0, end]);
    assert_eq!(extracted.locators.at(end).page, Some(3));
    assert_eq!(
        read_everything(sample()),
        format!("{}备用\n", extracted.text)
    );
}

#[test]
fn placeholders_have_their_texts_in_the_outline() {
    let outline = [text(0, "总体情况"), text(1, "收到申请"), text(1, "无形状")].concat();
    let reference = |index| record(OUTLINE_TEXT, 0, &words(&[index]));
    let shapes = [
        shape(0, &text(4, "文本框"), &[]),
        shape(0x0E, &reference(1), &[]),
        shape(TITLE, &reference(0), &[]),
        shape(0, &reference(9), &[]),
        shape(0, &reference(1), &[]),
    ];
    let sample = Sample::default().slide(&outline, &shapes.concat(), &[], &[]);
    assert_eq!(read(sample).text, "总体情况\n文本框\n收到申请\n无形状\n");
}

#[test]
fn notes_are_marked_and_footers_and_numbers_left_out() {
    let number = [text(4, "*"), record(SLIDE_NUMBER, 0, &words(&[0]))].concat();
    let footers = record(
        HEADERS_FOOTERS,
        3,
        &record(STRING, 2, &characters("望汀区")),
    );
    let sample = || {
        let shapes = [
            shape(0, &text(4, "正文"), &[]),
            shape(FOOTER, &text(4, "松泽县"), &[]),
        ];
        let notes = [
            shape(0x0B, &[], &[]),
            shape(NOTES_BODY, &text(2, "请放慢"), &[]),
            shape(8, &number, &[]),
        ];
        Sample::default().slide(&[], &shapes.concat(), &footers, &notes.concat())
    };
    assert_eq!(read(sample()).text, "正文\n备注：请放慢\n");
    assert_eq!(
        read_everything(sample()),
        "正文\n备注：请放慢\n松泽县\n望汀区\n"
    );
}

#[test]
fn comments_are_read_only_with_everything() {
    let comment = [
        record(STRING, 0, &characters("某人")),
        record(STRING, 1, &characters("请核对")),
    ];
    let levels = [COMMENT, BINARY_TAG, PROGRAM_BINARY_TAG, PROGRAM_TAGS];
    let tags = levels
        .iter()
        .fold(comment.concat(), |body, kind| record(*kind, 0, &body));
    let sample = || Sample::default().slide(&[], &shape(0, &text(4, "正文"), &[]), &tags, &[]);
    assert_eq!(read(sample()).text, "正文\n");
    assert_eq!(read_everything(sample()), "正文\n请核对\n");
}

#[test]
fn shapes_of_groups_are_read_unless_hidden() {
    let words = "松泽县";
    let artistic = properties(&[(0x80C0, 6)], &characters(words));
    let hidden = properties(&[(0x03BF, 0x0002_0002)], &[]);
    let unused = properties(&[(0x03BF, 0x0000_0002)], &[]);
    let inner = |own: &[u8], word: &str| group(own, &shape(0, &text(4, word), &[]));
    let shapes = [
        group(&[], &inner(&[], "组内")),
        group(&hidden, &inner(&[], "隐")),
        inner(&unused, "显"),
        shape(0, &text(4, "隐"), &hidden),
        shape(0, &[], &artistic),
    ];
    assert_eq!(text_of(&shapes), "组内\n显\n松泽县\n");
}

#[test]
fn groups_nested_too_deep_are_a_loss() {
    let nested = |depth: usize| {
        let inner = shape(0, &text(4, "松"), &[]);
        (0..depth).fold(inner, |shapes, _| record(records::GROUP, 0, &shapes))
    };
    assert_eq!(text_of(&[nested(900)]), "松\n");
    let shapes = [shape(0, &text(4, "泽"), &[]), nested(10_000)];
    assert_eq!(text_of(&shapes), "泽\n\u{FFFD}\n");
}

#[test]
fn the_cells_of_a_table_are_ordered_by_their_edges() {
    let cell = |top: usize, left: usize, content: &str| {
        let edges = record(CHILD_ANCHOR, 0, &words(&[left, top, 0, 0]));
        shape(0, &text(4, content), &edges)
    };
    let cells = [
        cell(20, 5, "3"),
        cell(10, 0, "事项\r名称"),
        cell(20, 0, "受理"),
        cell(30, 5, "12"),
        cell(10, 5, "件数"),
    ];
    let table = group(&properties(&[(0x039F, 1)], &[]), &cells.concat());
    let shapes = [table, shape(0, &text(4, "表外"), &[])];
    assert_eq!(
        text_of(&shapes),
        "| 事项 名称 | 件数 |\n| 受理 | 3 |\n12\n表外\n"
    );
}

#[test]
fn a_missing_slide_keeps_its_outline_and_is_marked() {
    let sample = Sample::default().missing_slide(&text(0, "总体情况")).slide(
        &[],
        &shape(0, &text(4, "正文"), &[]),
        &[],
        &[],
    );
    let extracted = read(sample);
    assert_eq!(extracted.text, "总体情况\n正文\n\u{FFFD}\n");
    assert_eq!(extracted.damaged, 1);
    let none = extract(
        &Sample::default().missing_slide(&[]).build(),
        ReadOptions::from(1),
    );
    assert!(none.unwrap_err().to_string().starts_with("cut short"));
}

#[test]
fn no_damage_makes_it_panic() {
    let notes = shape(NOTES_BODY, &text(2, "请放慢"), &[]);
    let shapes = [
        shape(0, &record(OUTLINE_TEXT, 0, &words(&[0])), &[]),
        group(&[], &notes),
    ];
    let bytes = Sample::default()
        .slide(&text(0, "总体情况"), &shapes.concat(), &[], &notes)
        .build();
    for at in 0..bytes.len() {
        let mut damaged = bytes.clone();
        damaged[at] = !damaged[at];
        let _ = extract(&damaged, ReadOptions::from(1 << 20));
    }
}
