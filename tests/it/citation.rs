//! Citing places of a corpus and finding them again after it changed.

use quanwen::Searcher;
use quanwen::api::{
    Citation, CiteRequest, Concordance, Engine, ListRequest, MentionRequest, Resolution,
    ResolutionStatus, ResolveRequest, ShowRequest,
};
use quanwen::{Basis, Error};

use crate::support::{TestCorpus, sample_searcher};

/// Reports of two years with alike sentences.
const OF_2020: &str = "松泽县人民政府关于2020年度法治政府建设情况的报告
一、主要做法
（一）推进放管服改革。全年取消行政许可事项十二项，下放管理权限五项，群众满意度不断提高。
（二）化解矛盾纠纷。县政府复议机构全年办理行政复议案件57件，其中维持40件，其余撤销或者变更。
二、下一步打算
继续完善行政复议工作机制，加强规范性文件审查，落实重大行政决策程序规定。
松泽县人民政府
2021年1月12日
";
const OF_2021: &str = "松泽县人民政府关于2021年度法治政府建设情况的报告
一、主要做法
（一）推进放管服改革。全年取消行政许可事项十五项，下放管理权限三项，群众满意度不断提高。
（二）化解矛盾纠纷。县政府复议机构全年办理行政复议案件63件，其中维持41件，其余撤销或者变更。
二、下一步打算
继续完善行政复议工作机制，加强规范性文件审查，落实重大行政决策程序规定。
松泽县人民政府
2022年1月10日
";

fn corpus() -> TestCorpus {
    TestCorpus::of(&[("2020.txt", OF_2020), ("2021.txt", OF_2021)])
}

fn cite(searcher: &Searcher, id: &str) -> Citation {
    searcher.cite(&CiteRequest::new(id)).unwrap()
}

/// Cites the only mention of a text in a report.
fn cite_text(corpus: &TestCorpus, path: &str, text: &str) -> Citation {
    let searcher = corpus.searcher();
    let filter = quanwen::api::Filter::default().path(path);
    let found = searcher
        .mentions(&MentionRequest::new(text).filter(filter))
        .unwrap()
        .mentions;
    assert_eq!(found.len(), 1, "{text} in {path}");
    cite(&searcher, &found[0].id)
}

/// Finds a cited place in the corpus as it is now.
fn resolve(corpus: &TestCorpus, citation: &Citation) -> Resolution {
    let request = ResolveRequest::new(citation.locator.clone());
    corpus.searcher().resolve(&request).unwrap()
}

/// A resolution as status and places, each with path, line, column and text.
fn told(resolution: &Resolution) -> (&'static str, Vec<String>) {
    let places = resolution.places.iter().map(|place| {
        let path = &place.document.path;
        format!("{path}:{}:{} {}", place.line, place.column, place.quote)
    });
    (resolution.status.name(), places.collect())
}

fn remove(corpus: &TestCorpus, path: &str) {
    std::fs::remove_file(corpus.root().join(path)).unwrap();
}

#[test]
fn every_mention_of_an_unchanged_corpus_is_the_same_with_the_same_id() {
    let searcher = sample_searcher();
    let mut cited = 0;
    for text in [
        "行政复议",
        "规范性文件",
        "放管服",
        "件。",
        "2019年",
        "的",
        "一",
        "。",
        "依法行政二、规范",
    ] {
        let request = MentionRequest::new(text).limit(150);
        for mention in searcher.mentions(&request).unwrap().mentions {
            let citation = cite(&searcher, &mention.id);
            assert_eq!(citation.locator.quote, mention.kwic.matched);
            let line = citation.locator.to_string();
            let request = ResolveRequest::new(line.parse().unwrap());
            let found = searcher.resolve(&request).unwrap();
            assert_eq!(found.status, ResolutionStatus::Same, "{line}");
            let [place] = found.places.as_slice() else {
                panic!("{line}: {} places", found.places.len())
            };
            assert_eq!(
                (&place.id, place.line, place.column),
                (&mention.id, mention.line, mention.column)
            );
            cited += 1;
        }
    }
    assert!(cited > 500, "only {cited} mentions");
}

#[test]
fn every_section_and_report_of_an_unchanged_corpus_is_the_same_with_the_same_id() {
    let searcher = sample_searcher();
    let reports = searcher.list(&ListRequest::default()).unwrap().documents;
    for report in reports {
        let shown = searcher.show(&ShowRequest::new(&report.id)).unwrap();
        let sections = 0..shown.document.sections.len();
        let ids = sections.map(|section| format!("{}.{section}", report.id));
        for id in ids.chain([report.id.clone()]) {
            let citation = cite(&searcher, &id);
            let found = searcher
                .resolve(&ResolveRequest::new(citation.locator))
                .unwrap();
            let places: Vec<&str> = found.places.iter().map(|place| place.id.as_str()).collect();
            assert_eq!(
                (found.status, places),
                (ResolutionStatus::Same, vec![id.as_str()])
            );
        }
    }
}

#[test]
fn a_renamed_report_has_moved() {
    let corpus = corpus();
    let mention = cite_text(&corpus, "2020.txt", "行政复议案件57件");
    let section = cite(&corpus.searcher(), &format!("{}.3", mention.document.id));
    let report = cite(&corpus.searcher(), "2020.txt");
    remove(&corpus, "2020.txt");
    corpus.write("old/2020年报告.txt", OF_2020);
    let found = resolve(&corpus, &mention);
    assert_eq!(
        told(&found),
        (
            "moved",
            vec!["old/2020年报告.txt:4:22 行政复议案件57件".to_string()]
        )
    );
    let id = &found.places[0].id;
    assert_ne!(*id, mention.id);
    let shown = corpus.searcher().show(&ShowRequest::new(id)).unwrap();
    assert_eq!(shown.document.path, "old/2020年报告.txt");
    let found = resolve(&corpus, &section);
    assert_eq!(
        told(&found),
        (
            "moved",
            vec!["old/2020年报告.txt:4:1 （二）化解矛盾纠纷".to_string()]
        )
    );
    assert!(found.places[0].id.ends_with(".3"));
    assert_eq!(told(&resolve(&corpus, &report)).0, "moved");
}

#[test]
fn copies_of_a_renamed_report_are_all_told() {
    let corpus = corpus();
    let mention = cite_text(&corpus, "2020.txt", "行政复议案件57件");
    corpus.write("b.txt", OF_2020);
    assert_eq!(
        told(&resolve(&corpus, &mention)),
        ("same", vec!["2020.txt:4:22 行政复议案件57件".to_string()])
    );
    remove(&corpus, "2020.txt");
    corpus.write("a.txt", OF_2020);
    let places = ["a.txt", "b.txt"].map(|path| format!("{path}:4:22 行政复议案件57件"));
    assert_eq!(
        told(&resolve(&corpus, &mention)),
        ("moved", places.to_vec())
    );
}

#[test]
fn a_text_below_an_insertion_has_moved_and_one_above_has_not() {
    let corpus = corpus();
    let above = cite_text(&corpus, "2020.txt", "取消行政许可事项十二项");
    let below = cite_text(&corpus, "2020.txt", "行政复议案件57件");
    let inserted = OF_2020.replace("（二）", "全县政务服务窗口实行一次办理。\n（二）");
    corpus.write("2020.txt", inserted);
    assert_eq!(
        told(&resolve(&corpus, &above)),
        (
            "same",
            vec!["2020.txt:3:14 取消行政许可事项十二项".to_string()]
        )
    );
    let found = resolve(&corpus, &below);
    assert_eq!(
        told(&found),
        ("moved", vec!["2020.txt:5:22 行政复议案件57件".to_string()])
    );
    assert_eq!(found.places[0].similarity, Some(1.0));
    assert_eq!(
        found.places[0].section.as_ref().unwrap().path,
        ["一、主要做法", "（二）化解矛盾纠纷"]
    );
}

#[test]
fn an_edited_text_is_altered_although_another_report_is_like_it() {
    let corpus = corpus();
    let mention = cite_text(&corpus, "2020.txt", "行政复议案件57件");
    corpus.write(
        "2020.txt",
        OF_2020.replace("行政复议案件57件", "行政复议案件58件"),
    );
    let found = resolve(&corpus, &mention);
    assert_eq!(
        told(&found),
        (
            "altered",
            vec!["2020.txt:4:22 行政复议案件58件".to_string()]
        )
    );
    // One edit in 41 folded characters: 16 before, 9, and 16 after.
    let similarity = found.places[0].similarity.unwrap();
    assert!((similarity - 40.0 / 41.0).abs() < 1e-9, "{similarity}");
    corpus.write("2020.txt", OF_2020.replace("行政复议案件57件", ""));
    let found = resolve(&corpus, &mention);
    assert_eq!(told(&found).0, "altered");
    assert_eq!(found.places[0].document.path, "2020.txt");
    assert_eq!(
        (
            found.places[0].quote.as_str(),
            found.places[0].before.ends_with("全年办理")
        ),
        ("", true)
    );
}

#[test]
fn a_short_text_whose_word_was_replaced_is_altered_and_not_found_elsewhere() {
    let corpus = corpus();
    let searcher = corpus.searcher();
    let filter = quanwen::api::Filter::default().path("2020.txt");
    let request = MentionRequest::new("行政复议").filter(filter);
    let second = searcher.mentions(&request).unwrap().mentions.remove(1);
    assert_eq!(second.kwic.left, "继续完善");
    let mention = cite(&searcher, &second.id);
    corpus.write("2020.txt", OF_2020.replace("完善行政复议", "完善行政诉讼"));
    assert_eq!(
        told(&resolve(&corpus, &mention)),
        ("altered", vec!["2020.txt:6:5 行政诉讼".to_string()])
    );
}

#[test]
fn a_deleted_report_is_gone_unless_its_text_stands_elsewhere() {
    let corpus = corpus();
    let own = cite_text(&corpus, "2020.txt", "取消行政许可事项十二项");
    let shared = cite_text(&corpus, "2020.txt", "加强规范性文件审查");
    let report = cite(&corpus.searcher(), "2020.txt");
    remove(&corpus, "2020.txt");
    assert_eq!(
        told(&resolve(&corpus, &shared)),
        (
            "moved",
            vec!["2021.txt:6:14 加强规范性文件审查".to_string()]
        )
    );
    assert_eq!(told(&resolve(&corpus, &report)), ("gone", vec![]));
    // A sentence of another report that is only like it is not what was cited.
    assert_eq!(told(&resolve(&corpus, &own)), ("gone", vec![]));
}

#[test]
fn reports_that_changed_their_names_with_each_other_are_told_apart() {
    let corpus = corpus();
    let mention = cite_text(&corpus, "2020.txt", "加强规范性文件审查");
    corpus.write("2020.txt", OF_2021);
    corpus.write("2021.txt", OF_2020.replace("五项", "六项"));
    assert_eq!(
        told(&resolve(&corpus, &mention)),
        (
            "moved",
            vec!["2021.txt:6:14 加强规范性文件审查".to_string()]
        )
    );
}

#[test]
fn a_report_with_another_text_is_altered() {
    let corpus = corpus();
    let report = cite(&corpus.searcher(), "2020.txt");
    corpus.write("2020.txt", OF_2020.replace("57", "58"));
    assert_eq!(
        told(&resolve(&corpus, &report)),
        ("altered", vec!["2020.txt:1:1 ".to_string()])
    );
    remove(&corpus, "2020.txt");
    corpus.write("new.txt", OF_2020.replace("57", "59"));
    assert_eq!(
        told(&resolve(&corpus, &report)),
        ("altered", vec!["new.txt:1:1 ".to_string()])
    );
}

#[test]
fn a_repeated_text_is_told_with_all_its_places() {
    let line = "全年组织法治培训三次，参训干部一百二十人次。\n";
    let corpus = TestCorpus::of(&[("a.txt", &format!("松泽县报告\n{line}办理案件五件。\n"))]);
    let mention = cite_text(&corpus, "a.txt", "法治培训");
    corpus.write("a.txt", format!("松泽县报告\n办理案件五件。\n{line}{line}"));
    let places = [3, 4].map(|number| format!("a.txt:{number}:5 法治培训"));
    assert_eq!(
        told(&resolve(&corpus, &mention)),
        ("moved", places.to_vec())
    );
}

#[test]
fn a_text_with_half_of_its_context_is_not_found_in_other_reports() {
    let sentence = "全年组织法治培训三次，推进行政复议体制改革，认真执行人大决议。\n";
    let other = "规范公共法律服务建设，推进行政复议体制改革，建设模范法治机关。\n";
    let corpus = TestCorpus::of(&[
        ("a.txt", &format!("松泽县报告\n{sentence}")),
        ("b.txt", &format!("望汀区报告\n{other}")),
    ]);
    let mention = cite_text(&corpus, "a.txt", "行政复议");
    corpus.write("a.txt", "松泽县报告\n办理案件五件。\n");
    assert_eq!(told(&resolve(&corpus, &mention)), ("gone", vec![]));
    corpus.write("b.txt", format!("望汀区报告\n{sentence}"));
    assert_eq!(
        told(&resolve(&corpus, &mention)),
        ("moved", vec!["b.txt:2:14 行政复议".to_string()])
    );
}

#[test]
fn reports_that_are_too_many_to_read_are_counted() {
    let sentence = "全年组织法治培训三次，推进行政复议体制改革，认真执行人大决议。\n";
    let corpus = TestCorpus::of(&[("a.txt", &format!("松泽县报告\n{sentence}"))]);
    let mention = cite_text(&corpus, "a.txt", "行政复议");
    remove(&corpus, "a.txt");
    for number in 0..70 {
        let blanks = "甲".repeat(number);
        corpus.write(
            &format!("{number}.txt"),
            format!("{blanks}镇报告\n{sentence}"),
        );
    }
    let found = resolve(&corpus, &mention);
    assert_eq!(
        (found.status.name(), found.places.len(), found.more),
        ("moved", 64, 6)
    );
}

#[test]
fn spelling_and_line_breaks_do_not_alter_a_text() {
    let corpus = corpus();
    let mention = cite_text(&corpus, "2020.txt", "行政复议案件57件");
    corpus.write(
        "2020.txt",
        OF_2020.replace("行政复议案件57件", "“行政復議”案件５７件"),
    );
    let found = resolve(&corpus, &mention);
    assert_eq!(told(&found).0, "moved");
    assert_eq!(found.places[0].quote, "行政復議”案件５７件");
}

#[test]
fn an_unknown_id_is_only_unknown() {
    let error = sample_searcher()
        .cite(&CiteRequest::new("0123456789ab"))
        .unwrap_err();
    assert!(matches!(error, Error::UnknownId { .. }));
}

#[test]
fn a_mention_in_a_pdf_has_its_page() {
    let searcher = sample_searcher();
    let filter = quanwen::api::Filter::default().path("望汀区/2024.pdf");
    let found = searcher
        .mentions(&MentionRequest::new("行政").filter(filter))
        .unwrap()
        .mentions;
    let last = found.last().unwrap();
    let page = cite(&searcher, &last.id).page;
    assert_eq!(page, last.locator.page);
    assert_eq!(page, Some(4));
    assert_eq!(cite(&searcher, "望汀区/2024.pdf").page, None);
    assert_eq!(cite(&searcher, "松泽县/2019.txt").page, None);
}

#[test]
fn the_address_is_the_one_that_the_file_states() {
    let body =
        "<p>松泽县全年办理行政复议案件57件，其中维持40件，其余撤销或者变更，没有被诉的案件。";
    let page = format!("<title>松泽县2020年报告</title><body><h1>松泽县2020年报告</h1>{body}");
    let corpus = TestCorpus::of(&[
        (
            "saved.html",
            &format!("<!DOCTYPE html>\n<!-- saved from url=(0019)http://x.cn/1.html -->\n{page}"),
        ),
        (
            "front.md",
            "---\nsource: https://x.cn/2.html\naccessed: 2026年11月25日\n---\n松泽县报告\n",
        ),
        (
            "record.jsonl",
            "{\"id\": 1, \"url\": \"https://x.cn/3.html\", \"text\": \"松泽县报告\"}\n{\"id\": 2, \"来源\": \"松泽县司法局\", \"text\": \"望汀区报告\"}\n",
        ),
        ("plain.txt", "松泽县报告\n网址：https://x.cn/4.html\n"),
        (
            "quanwen.csv",
            "path,url,accessed\nplain.txt,https://x.cn/5.html,2026-11-24\n",
        ),
    ]);
    let searcher = corpus.searcher();
    let cited = |path: &str| {
        let request = CiteRequest::new(path).day("2026-11-27".to_string());
        let citation = searcher.cite(&request).unwrap();
        (citation.url, citation.accessed)
    };
    let expected = |url: &str, day: &str| (Some(url.to_string()), Some(day.to_string()));
    assert_eq!(
        cited("saved.html"),
        expected("http://x.cn/1.html", "2026-11-27")
    );
    assert_eq!(
        cited("front.md"),
        expected("https://x.cn/2.html", "2026-11-25")
    );
    assert_eq!(
        cited("record.jsonl!/1"),
        expected("https://x.cn/3.html", "2026-11-27")
    );
    assert_eq!(cited("record.jsonl!/2"), (None, None));
    assert_eq!(
        cited("plain.txt"),
        expected("https://x.cn/5.html", "2026-11-24")
    );
    let basis = |path: &str| {
        let shown = searcher.show(&ShowRequest::new(path)).unwrap();
        shown.document.metadata.url_basis
    };
    assert_eq!(basis("front.md"), Some(Basis::Page));
    assert_eq!(basis("plain.txt"), Some(Basis::Correction));
}

#[test]
fn what_is_inferred_is_named_where_the_citation_needs_it() {
    let corpus = TestCorpus::of(&[
        (
            "gov.txt",
            "政府工作报告\n——2021年1月20日在松泽县第十七届人民代表大会第五次会议上\n各位代表：\n全年成绩显著。\n",
        ),
        ("2020.txt", OF_2020),
    ]);
    let searcher = corpus.searcher();
    let citation = cite(&searcher, "gov.txt");
    assert_eq!(citation.issuer.as_deref(), Some("松泽县人民政府"));
    assert_eq!(citation.inferred, ["issuer"]);
    assert_eq!(cite(&searcher, "2020.txt").inferred, Vec::<String>::new());
}
