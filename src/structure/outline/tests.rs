use super::*;
use crate::structure::genre::tests::genre;

fn outline(text: &str) -> Outline {
    let genre = genre();
    let extracted = Extracted {
        text: text.to_string(),
        ..Extracted::default()
    };
    read(
        &extracted,
        &crate::structure::line::lines(text, usize::MAX, genre),
        genre,
        usize::MAX,
        false,
    )
}

fn sections(text: &str) -> Vec<String> {
    outline(text).sections[1..]
        .iter()
        .map(|s| format!("{} {}{}", s.level, s.number, s.heading))
        .collect()
}

fn items(text: &str) -> Vec<String> {
    outline(text)
        .items
        .iter()
        .map(|item| format!("{}|{}", item.number, item.heading))
        .collect()
}

#[test]
fn headings_on_their_own_lines_and_run_in() {
    let text = "报告\n一、主要做法：\n（一）全力推进。一是强化保障。做法。二是加强监督。做法。\n1.大力推进。\n二、打算\n";
    assert_eq!(
        sections(text),
        [
            "1 一、主要做法",
            "2 （一）全力推进",
            "3 1.大力推进",
            "1 二、打算"
        ]
    );
    assert_eq!(items(text), ["一是|强化保障", "二是|加强监督"]);
}

#[test]
fn a_report_on_one_line_keeps_its_tree() {
    let text =
        "报告如下：一、工作情况（一）深入学习。正文。（二）全面落实。正文依法行政二、打算。正文。";
    assert_eq!(
        sections(text),
        [
            "1 一、工作情况",
            "2 （一）深入学习",
            "2 （二）全面落实",
            "1 二、打算"
        ]
    );
}

#[test]
fn items_survive_lost_punctuation_and_prose_is_not_an_item() {
    let text = "一、甲\n一是抓统一是好事。做法97%以上二是抓落实。做法。\n";
    assert_eq!(items(text), ["一是|抓统一是好事", "二是|抓落实"]);
}

#[test]
fn enumerations_and_glossaries_are_not_sections() {
    assert_eq!(sections("一、二、三产业\n正文。"), [] as [&str; 0]);
    assert_eq!(sections("1、“三网”融合：指三种网络。\n"), [] as [&str; 0]);
    assert_eq!(
        sections("| 一、收入 | 12 |\n| 二、支出 | 3 |\n"),
        [] as [&str; 0]
    );
}

#[test]
fn annexes_and_contents_have_numbers_of_their_own() {
    let text = "目录\n一、甲…1\n二、乙…2\n报告\n一、甲\n正文。\n二、乙\n正文。\n附件：\n一、表\n";
    assert_eq!(sections(text), ["1 一、甲", "1 二、乙"]);
}

#[test]
fn markup_is_not_part_of_a_heading_and_gives_no_level() {
    let text = "正文。\n**一、甲**\n# （一）乙\n**（二）丙。**正文。\n**小标题**\n";
    assert_eq!(
        sections(text),
        ["1 一、甲", "2 （一）乙", "2 （二）丙", "1 小标题"]
    );
    assert_eq!(
        outline(text).sections[1].marker as usize,
        text.find("一、").unwrap()
    );
    assert_eq!(
        outline(text).sections[1].start as usize,
        text.find("**一").unwrap()
    );
}

#[test]
fn laws_count_levels_from_their_highest_kind() {
    let text = "第一章 总则\n第一条 为了甲。\n（一）项。\n第二条 乙，依照第三条。\n第二章 附则\n第三条 丙。\n";
    assert_eq!(
        sections(text),
        [
            "1 第一章总则",
            "2 第一条",
            "2 第二条",
            "1 第二章附则",
            "2 第三条"
        ]
    );
}

#[test]
fn a_long_line_of_numbers_takes_linear_time() {
    let found = |unit: &str| {
        let outline = outline(&unit.repeat(200_000));
        (outline.sections.len(), outline.items.len())
    };
    assert_eq!(found("一是"), (1, 1));
    assert_eq!(found("一是甲。"), (1, 200_000));
    assert_eq!(found("（一）"), (200_001, 0));
    assert_eq!(found("（一）甲。"), (200_001, 0));
    assert_eq!(found("一、甲。"), (200_001, 0));
}
