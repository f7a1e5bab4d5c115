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
    assert_eq!(
        parts(text),
        [
            "front",
            "contents 目录",
            "body 一、甲",
            "body 二、乙",
            "annex 附件",
            "annex 一、表"
        ]
    );
    let annex = &outline(text).sections[5];
    assert_eq!((annex.level, annex.parent), (1, 4));
}

/// The part of each section with its label.
fn parts(text: &str) -> Vec<String> {
    let part = |section: &Section| format!("{} {}", section.part, section.label());
    let parts = outline(text).sections.iter().map(part).collect::<Vec<_>>();
    parts.iter().map(|part| part.trim().to_string()).collect()
}

#[test]
fn a_part_ends_where_the_numbers_of_the_body_go_on() {
    let text = "一、甲\n正文。\n（一）子\n正文。\n注：1.初步数。\n2.四舍五入。\n（二）丑\n正文。\n名词解释\n一、词：指词。\n二、语：指语。\n二、乙\n正文。\n";
    // The second number of the glossary continues its own series, the second after it that of the body.
    assert_eq!(
        parts(text),
        [
            "front",
            "body 一、甲",
            "body （一）子",
            "notes 注：1.初步数",
            "body （二）丑",
            "glossary 名词解释",
            "body 二、乙"
        ]
    );
}

#[test]
fn the_body_goes_on_after_notes_in_a_section_with_the_same_headings() {
    let text = "公报\n一、综合\n全年增长。\n注：\n1.快报数。\n2.按可比口径。\n全年收入增长。\n二、农业\n增长。\n";
    assert_eq!(
        parts(text),
        [
            "front",
            "body 一、综合",
            "notes 注",
            "body 一、综合",
            "body 二、农业"
        ]
    );
    let sections = outline(text).sections;
    let at = text.find("全年收入").unwrap();
    assert_eq!(
        (sections[3].start as usize, sections[3].continues),
        (at, true)
    );
}

#[test]
fn contents_end_at_the_first_sentence() {
    let text =
        "松泽县规划\n目录\n一、背景\n二、要求\n三、任务\n全面推进保护工作。\n各项指标完成。\n";
    assert_eq!(parts(text), ["front", "contents 目录", "body"]);
    assert_eq!(outline(text).sections[2].level, 0);
    // The heading of the first chapter differs from its entry.
    let text = "目录\n一、基础与环境\n二、要求\n一、基础和环境\n正文。\n二、要求\n正文。\n";
    assert_eq!(
        parts(text),
        [
            "front",
            "contents 目录",
            "body 一、基础和环境",
            "body 二、要求"
        ]
    );
}

#[test]
fn a_glossary_ends_at_a_salutation_or_at_other_chapters() {
    let text = "一、回顾\n正文。\n名词解释\n1.“六稳”：指稳就业。\n各位代表：\n现在报告工作。\n一、去年\n正文。\n";
    assert_eq!(
        parts(text),
        [
            "front",
            "body 一、回顾",
            "glossary 名词解释",
            "body 一、回顾",
            "body 一、去年"
        ]
    );
}

#[test]
fn a_report_may_close_below_its_glossary() {
    let text = "一、回顾\n正文。\n名词解释\n双随机：指随机抽取。\n一网通办：指线上办理。\n结束语\n各位代表，让我们共同努力。\n";
    assert_eq!(
        parts(text),
        ["front", "body 一、回顾", "glossary 名词解释", "body 结束语"]
    );
}

#[test]
fn a_short_closing_is_a_chapter() {
    let text = "一、做法\n（一）强化组织。\n正文一句。\n结束语\n各位代表，让我们共同努力。\n";
    assert_eq!(
        sections(text),
        ["1 一、做法", "2 （一）强化组织", "1 结束语"]
    );
}

#[test]
fn the_list_above_a_signature_names_the_annexes_below_it() {
    let text = "一、做法\n正文。\n附件：1.案件统计表\n2.文件清单\n松泽县人民政府\n2021年1月20日\n案件统计表\n| 项目 | 件数 |\n文件清单\n一、价格管理办法\n二、行政复议规定\n";
    assert_eq!(
        parts(text),
        [
            "front",
            "body 一、做法",
            "annex 案件统计表",
            "annex 文件清单",
            "annex 一、价格管理办法",
            "annex 二、行政复议规定"
        ]
    );
}

#[test]
fn a_list_inside_a_section_is_below_it() {
    let text =
        "一、过去一年\n（一）工业。\n一、抓项目。\n二、抓服务。\n（二）农业。\n二、今年\n正文。\n";
    assert_eq!(
        sections(text),
        [
            "1 一、过去一年",
            "2 （一）工业",
            "3 一、抓项目",
            "3 二、抓服务",
            "2 （二）农业",
            "1 二、今年"
        ]
    );
}

#[test]
fn an_opening_that_ends_in_a_colon_is_body() {
    let text = "松泽县报告\n市人民政府：\n根据《规定》的要求，现将2022年度情况报告如下：\n一、甲\n正文。\n";
    assert_eq!(parts(text), ["body", "body 一、甲"]);
}

#[test]
fn a_chapter_may_be_a_glossary() {
    let text = "第一部分 概况\n正文。\n第四部分 名词解释\n一、收入：指收入。\n二、支出：指支出。\n附件：表\n1.甲\n";
    assert_eq!(
        parts(text),
        [
            "front",
            "body 第一部分概况",
            "glossary 第四部分名词解释",
            "annex 附件：表",
            "annex 1.甲"
        ]
    );
}

#[test]
fn a_regulation_below_its_notice_is_body_with_levels_of_its_own() {
    let notice = "关于印发松泽县文件管理办法的通知\n各乡镇：\n现印发给你们。\n一、认真学习\n正文。\n二、抓好落实\n正文。\n附件：松泽县文件管理办法\n松泽县人民政府\n2021年3月1日\n";
    let law = "松泽县文件管理办法\n第一章 总则\n第一条 为了管理。\n第二条 本办法所称。\n第二章 附则\n第三条 自发布之日起施行。\n";
    for annex in ["", "附件\n"] {
        let text = format!("{notice}{annex}{law}");
        assert_eq!(
            sections(&text),
            [
                "1 一、认真学习",
                "1 二、抓好落实",
                "1 第一章总则",
                "2 第一条",
                "2 第二条",
                "1 第二章附则",
                "2 第三条"
            ]
        );
        assert!(
            outline(&text).sections[1..]
                .iter()
                .all(|s| s.part == Part::Body)
        );
    }
}

#[test]
fn texts_with_the_same_numbers_keep_their_titles() {
    let report =
        |year| format!("松泽县{year}年法治政府建设情况报告\n一、甲\n正文。\n二、乙\n正文。\n");
    let text = report(2020) + &report(2021);
    assert_eq!(
        sections(&text),
        [
            "1 松泽县2020年法治政府建设情况报告",
            "1 一、甲",
            "1 二、乙",
            "1 松泽县2021年法治政府建设情况报告",
            "1 一、甲",
            "1 二、乙"
        ]
    );
    assert_eq!(outline(&text).sections[5].parent, 4);
}

#[test]
fn chapters_may_stand_above_articles() {
    let text = "# 规定\n正文。\n## 一、编制\n第一条 甲。\n（一）子；\n第二条 乙。\n## 二、指定\n第三条 丙。\n";
    assert_eq!(
        sections(text),
        [
            "1 一、编制",
            "2 第一条",
            "2 第二条",
            "1 二、指定",
            "2 第三条"
        ]
    );
}

#[test]
fn a_form_of_articles_is_no_law() {
    let text = "一、总体情况\n正文。\n第二十条第（一）项\n规章 0\n第二十条第（五）项\n行政许可 0\n";
    assert_eq!(sections(text), ["1 一、总体情况"]);
}

#[test]
fn lists_of_links_are_contents() {
    let text = "# 规划\n- [第一篇 甲](#a)\n  - [第一章 子](#b)\n  - [第二章 丑](#c)\n\n## 第一篇 甲\n### 第一章 子\n正文。\n### 第二章 丑\n正文。\n";
    assert_eq!(
        parts(text),
        [
            "front",
            "contents 目录",
            "body 第一篇甲",
            "body 第一章子",
            "body 第二章丑"
        ]
    );
}

#[test]
fn bold_type_that_cuts_a_word_ends_no_heading() {
    let text = "正文。\n**一、全面加强自身建**设\n正文。\n**二、打算**正文开始。\n";
    assert_eq!(sections(text), ["1 一、全面加强自身建设", "1 二、打算"]);
}

#[test]
fn a_blank_beside_a_figure_ends_no_heading() {
    let text =
        "报告如下： 一、2020 年主要举措和成效 （一）加强领导 成立小组。 二、2021 年打算 继续努力。";
    assert_eq!(
        sections(text),
        [
            "1 一、2020 年主要举措和成效",
            "2 （一）加强领导",
            "1 二、2021 年打算"
        ]
    );
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
