use super::*;
use crate::structure::genre::tests::genre;
use crate::structure::line::lines;
use crate::structure::outline;

fn metadata(text: &str, path: &str) -> Metadata {
    let extracted = Extracted {
        text: text.to_string(),
        ..Extracted::default()
    };
    let genre = genre();
    let gazetteer = Gazetteer {
        genre,
        divisions: &crate::structure::division::tests::divisions(),
    };
    let lines = lines(text, usize::MAX, genre);
    let outline = outline::read(&extracted, &lines, genre, usize::MAX, false);
    read(&extracted, &lines, &outline, path, gazetteer)
}

#[test]
fn a_title_spread_over_lines_is_joined() {
    let found = metadata(
        "澄州市松泽县人民政府\n\n2020年度法治政府建设工作情况的报告\n\n2020年，全县…。\n",
        "a.txt",
    );
    assert_eq!(
        found.title.as_deref(),
        Some("澄州市松泽县人民政府2020年度法治政府建设工作情况的报告")
    );
    assert_eq!(found.region, ["澄州市", "松泽县"]);
    assert_eq!(
        (found.year, found.year_basis),
        (Some(2020), Some(Basis::Title))
    );
    assert_eq!(found.issuer.as_deref(), Some("澄州市松泽县人民政府"));
}

#[test]
fn the_year_is_that_of_the_report_not_of_its_publication() {
    let text = "松泽县2021年度法治政府建设情况报告\n正文。\n松泽县人民政府\n2022年1月10日\n";
    let found = metadata(text, "2023.txt");
    assert_eq!(found.year, Some(2021));
    assert_eq!(
        (found.published.as_deref(), found.published_basis),
        (Some("2022-01-10"), Some(Basis::Signature))
    );
    assert_eq!(
        (found.issuer.as_deref(), found.issuer_basis),
        (Some("松泽县人民政府"), Some(Basis::Signature))
    );
}

#[test]
fn a_page_table_is_believed_first() {
    let text = "索引号: 0522-2019 主题分类: 报告\n发布机构:  松泽县司法局 发布日期: 2019-02-13 15:13\n名 称: 松泽县2018年度法治政府建设情况报告\n文号: 关键字:\n\n正文。\n";
    let found = metadata(text, "a.txt");
    assert_eq!(found.index_number.as_deref(), Some("0522-2019"));
    assert_eq!(found.issuer.as_deref(), Some("松泽县司法局"));
    assert_eq!(
        (found.published.as_deref(), found.published_basis),
        (Some("2019-02-13"), Some(Basis::Page))
    );
    assert_eq!((found.year, found.document_number), (Some(2018), None));
}

#[test]
fn the_delivery_dates_and_places_a_work_report() {
    let text =
        "政府工作报告\n——2013年1月24日在岚江省第十二届人民代表大会第一次会议上\n各位代表：\n";
    let found = metadata(text, "x.md");
    assert_eq!(
        (found.year, found.year_basis),
        (Some(2013), Some(Basis::Delivery))
    );
    assert_eq!(
        (found.region, found.region_basis),
        (vec!["岚江省".to_string()], Some(Basis::Delivery))
    );
}

#[test]
fn names_of_folders_come_last() {
    let found = metadata("法治政府建设报告\n正文。\n", "岚江省/澄州市/2019年.txt");
    assert_eq!(
        (found.region, found.region_basis),
        (vec!["岚江省".into(), "澄州市".into()], Some(Basis::Path))
    );
    assert_eq!(
        (found.year, found.year_basis),
        (Some(2019), Some(Basis::Path))
    );
    assert_eq!(metadata("正文，很长。\n", "a.txt"), Metadata::default());
}

fn issuer(text: &str) -> Option<String> {
    metadata(text, "a.txt").issuer
}

#[test]
fn offices_of_every_kind_are_issuers() {
    let long = "全年各项工作取得新的成效，各项指标增长。\n".repeat(30);
    for (text, office) in [
        (
            format!("宁浦市2021年统计公报\n宁浦市统计局\n2022年3月1日\n2021年，宁浦发展。\n{long}"),
            "宁浦市统计局",
        ),
        (
            format!("中国2021年统计公报\n国家统计局\n2022年3月1日\n2021年，中国发展。\n{long}"),
            "国家统计局",
        ),
        (
            "宁浦市中级人民法院工作报告\n——2022年1月9日在宁浦市第三届人民代表大会第一次会议上\n宁浦市中级人民法院院长 某某\n各位代表：\n正文。\n".to_string(),
            "宁浦市中级人民法院",
        ),
        (
            "工作报告\n——2022年1月9日在望汀区第三届人民代表大会第一次会议上\n各位代表：\n现在，我代表区人民检察院，向大会报告工作。\n".to_string(),
            "望汀区人民检察院",
        ),
        (
            "国务院关于审计工作的报告\n——2022年6月9日在第十三届全国人民代表大会常务委员会上\n审计署审计长 某某\n受国务院委托，现报告如下。\n".to_string(),
            "国务院",
        ),
        (
            "宁浦市望汀区人民政府汀南街道\n办事处2021年法治政府建设情况报告\n2021年，街道依法行政。\n".to_string(),
            "宁浦市望汀区人民政府汀南街道办事处",
        ),
        (
            "宁浦市政府2021年法治政府建设情况报告\n2021年，全市依法行政。\n".to_string(),
            "宁浦市人民政府",
        ),
        (
            "望汀区政府工作报告\n各位代表：\n正文。\n".to_string(),
            "望汀区人民政府",
        ),
    ] {
        assert_eq!(issuer(&text).as_deref(), Some(office), "{text}");
    }
    assert_eq!(issuer("宁浦市政府信息公开\n2021年度报告\n正文。\n"), None);
}

#[test]
fn offices_of_a_list_do_not_sign() {
    let text = "关于开展检查的通知\n现通知如下。\n抄送单位：\n松泽县财政局\n松泽县审计局\n松泽县人民政府\n2020年3月1日\n";
    assert_eq!(issuer(text).as_deref(), Some("松泽县人民政府"));
}

#[test]
fn a_page_names_its_office_as_issuer_or_source() {
    let table = "| 发布机构 | 松泽县财政局 |\n|---|---|\n2020年工作要点\n做好工作。\n";
    assert_eq!(issuer(table).as_deref(), Some("松泽县财政局"));
    let header = "| 发布机构 | 发布日期 | 文号 |\n|---|---|---|\n2020年工作要点\n做好工作。\n";
    assert_eq!(issuer(header), None);
    let source = "2020年工作要点\n来源：澄州市统计局\n做好工作。\n";
    assert_eq!(issuer(source).as_deref(), Some("澄州市统计局"));
    let paper = "2020年工作要点\n来源：澄州日报\n做好工作。\n";
    assert_eq!(issuer(paper), None);
}

#[test]
fn the_authorities_above_an_unknown_county_are_those_of_its_prefecture() {
    let region = |place: &str| {
        let text = format!(
            "{place}2020年工作总结\n在三明市委的领导下，做好工作。\n赴浙江省杭州市考察。\n"
        );
        metadata(&text, "").region
    };
    assert_eq!(region("青禾县"), ["福建省", "三明市", "青禾县"]);
    assert_eq!(region("岚江省"), ["岚江省"]);
}

#[test]
fn titles_have_years_and_last_words_on_lines_of_their_own() {
    for (lines, title) in [
        (
            "深圳市南山区法治政府建设情况报告\n（2021年度）\n",
            "深圳市南山区法治政府建设情况报告（2021年度）",
        ),
        (
            "关于松泽县2004年财政预算执行情况\n和2005年财政预算（草案）\n的报告\n",
            "关于松泽县2004年财政预算执行情况和2005年财政预算（草案）的报告",
        ),
        ("附件1\n松泽县2022年度统计表\n", "松泽县2022年度统计表"),
        (
            "松府纪〔2019〕8号\n松泽县人民政府常务会议纪要\n",
            "松泽县人民政府常务会议纪要",
        ),
    ] {
        let text = format!("{lines}做好各项工作。\n");
        assert_eq!(metadata(&text, "").title.as_deref(), Some(title));
    }
}

#[test]
fn several_offices_sign_one_below_the_other() {
    let text = "关于开展检查的通知\n现通知如下。\n松泽县财政局\n松泽县审计局\n2020年3月1日\n";
    assert_eq!(issuer(text).as_deref(), Some("松泽县财政局、松泽县审计局"));
}

#[test]
fn a_work_report_that_names_no_issuer_is_of_the_government_of_its_place() {
    let found = metadata("2021年望汀区政府工作报告\n各位代表：\n正文。\n", "a.txt");
    assert_eq!(found.issuer.as_deref(), Some("望汀区人民政府"));
    let found = metadata(
        "政府工作报告\n——2021年1月9日在望汀区第三届人民代表大会第一次会议上\n各位代表：\n正文。\n",
        "a.txt",
    );
    assert_eq!(
        (found.issuer.as_deref(), found.issuer_basis),
        (Some("望汀区人民政府"), Some(Basis::Inferred))
    );
}

#[test]
fn labels_may_be_on_lines_of_their_own() {
    let found = metadata(
        "发文机关\n望汀区人民政府办公室\n发文字号\n望政办发〔2022〕7号\n索引号\nWT01/2022-7\n望汀区人民政府关于印发方案的通知\n各街道：\n正文。\n",
        "a.txt",
    );
    assert_eq!(found.issuer.as_deref(), Some("望汀区人民政府办公室"));
    assert_eq!(
        found.document_number.as_deref(),
        Some("望政办发〔2022〕7号")
    );
    assert_eq!(found.index_number.as_deref(), Some("WT01/2022-7"));
}

#[test]
fn what_a_page_says_of_itself_dates_a_report_last() {
    for label in ["更新时间", "时间", "日期"] {
        let text = format!("望汀区工作总结\n{label}：2022-01-06　点击：7\n正文。\n");
        assert_eq!(
            metadata(&text, "a.txt").published.as_deref(),
            Some("2022-01-06")
        );
        let text = format!("望汀区工作总结\n{label}：2022-01-06　发布日期：2022-01-04\n正文。\n");
        assert_eq!(
            metadata(&text, "a.txt").published.as_deref(),
            Some("2022-01-04")
        );
    }
}

#[test]
fn a_delivery_is_no_title_and_an_order_may_lack_brackets() {
    let found = metadata(
        "2021年1月9日在望汀区第三届人民代表大会第一次会议上\n望汀区区长 某某\n各位代表：\n正文。\n",
        "a.txt",
    );
    assert_eq!((found.title, found.year), (None, Some(2021)));
    let found = metadata(
        "岚江省码头管理办法\n2021年12月24日 岚江省交通运输厅令第9号公布\n第一条 正文。\n",
        "a.txt",
    );
    assert_eq!(found.published.as_deref(), Some("2021-12-24"));
    assert_eq!(found.issuer.as_deref(), Some("岚江省交通运输厅"));
    assert_eq!(
        found.document_number.as_deref(),
        Some("岚江省交通运输厅令第9号")
    );
}

#[test]
fn traditional_texts_have_titles_numbers_and_offices() {
    let found = metadata(
        "寧浦市人民政府辦公廳關於加強管理的通知\n寧政辦發〔2011〕67號\n各縣：\n正文。\n二○一一年六月九日\n",
        "a.txt",
    );
    assert_eq!(found.issuer.as_deref(), Some("寧浦市人民政府辦公廳"));
    assert_eq!(
        found.document_number.as_deref(),
        Some("寧政辦發〔2011〕67號")
    );
    assert_eq!(found.published.as_deref(), Some("2011-06-09"));
}

#[test]
fn the_metadata_are_those_of_the_first_text() {
    let found = metadata(
        "望汀区人民政府关于印发《望汀区文件管理办法》的通知\n各街道：\n现印发给你们。\n望汀区人民政府\n2021年3月1日\n望汀区文件管理办法\n第一条 正文。\n第二条 正文。\n望汀区司法局\n2020年1月1日\n",
        "a.txt",
    );
    assert_eq!(found.issuer.as_deref(), Some("望汀区人民政府"));
    assert_eq!(found.published.as_deref(), Some("2021-03-01"));
}

#[test]
fn places_are_read_from_prose_where_nothing_else_names_them() {
    for (text, region) in [
        (
            "根据规定，特向社会公布望汀区2020年度情况。\n2020年，望汀区认真落实部署。\n",
            &["望汀区"][..],
        ),
        (
            "2020年，岚江省宁浦市望汀区认真落实部署。望汀区发展。\n",
            &["岚江省", "宁浦市", "望汀区"],
        ),
        (
            "（浙江省）庆元县工作总结\n正文。\n",
            &["浙江省", "丽水市", "庆元县"],
        ),
        ("上海市促进浦东新区改革若干规定\n正文。\n", &["上海市"]),
        ("在各方努力下，全省上下创新强省。创新强省。\n", &[]),
        (
            "各位代表：\n我代表自治州人民政府报告工作。\n文山美丽，文山发展，文山进步。大理也发展。\n",
            &["云南省", "文山壮族苗族自治州"],
        ),
        (
            "巴州政府工作报告\n各位代表：\n正文。\n",
            &["新疆维吾尔自治区", "巴音郭楞蒙古自治州"],
        ),
    ] {
        assert_eq!(metadata(text, "a.txt").region, region, "{text}");
    }
    let text = "各位代表：\n我代表市人民政府报告工作。\n实现长治久安。长治久安。长治久安。\n";
    assert_eq!(metadata(text, "a.txt").region, [] as [&str; 0]);
}
