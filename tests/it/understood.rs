//! Places, years and figures in queries: what is read as such, and what it does to an answer.

use std::collections::BTreeSet;
use std::fmt::Write;

use quanwen::Searcher;
use quanwen::api::{Engine, Filter, SearchAnswer, SearchRequest};

use crate::support::TestCorpus;

/// The places of the corpus in which `readings.tsv` is read, levels joined by `›`. The last two are invented.
const PLACES: [&str; 37] = [
    "广东省",
    "广东省›湛江市",
    "广东省›湛江市›廉江市",
    "浙江省",
    "浙江省›杭州市",
    "浙江省›杭州市›余杭区",
    "湖南省",
    "湖南省›长沙市",
    "吉林省",
    "吉林省›吉林市",
    "内蒙古自治区",
    "内蒙古自治区›呼伦贝尔市",
    "四川省›凉山彝族自治州",
    "北京市",
    "北京市›朝阳区",
    "吉林省›长春市›朝阳区",
    "辽宁省›朝阳市",
    "重庆市",
    "上海市",
    "海南省",
    "福建省›三明市",
    "山西省›长治市",
    "广西壮族自治区›来宾市",
    "山西省›大同市",
    "江苏省›南京市",
    "江苏省›南京市›鼓楼区",
    "陕西省›西安市",
    "广西壮族自治区›桂林市›资源县",
    "甘肃省›甘南藏族自治州›合作市",
    "辽宁省›丹东市›振兴区",
    "山东省›滨州市›惠民县",
    "山东省›青岛市",
    "江苏省›苏州市",
    "吉林省›延边朝鲜族自治州",
    "湖北省›恩施土家族苗族自治州",
    "松泽县",
    "澄州市",
];
/// Its years.
const YEARS: std::ops::Range<usize> = 2015..2025;

#[test]
fn places_and_years_are_read_where_they_are_meant() {
    let corpus = TestCorpus::empty();
    let mut labels = "path,region,year\n".to_string();
    for (index, place) in PLACES.iter().enumerate() {
        let path = format!("{index}.txt");
        corpus.write(&path, "年度报告\n\n一、工作\n\n工作有序。\n");
        let year = YEARS.start + index % YEARS.len();
        writeln!(labels, "{path},{place},{year}").unwrap();
    }
    corpus.write("quanwen.csv", labels);
    let searcher = corpus.searcher();
    let (mut rows, mut traps) = (0, 0);
    for row in include_str!("readings.tsv")
        .lines()
        .filter(|row| !row.starts_with('#'))
    {
        let columns: Vec<&str> = row.split('\t').collect();
        let [query, places, years, kind] = columns[..] else {
            panic!("four columns: {row}");
        };
        let answer = searcher
            .search(&SearchRequest::new(query).plain(true))
            .unwrap();
        let understood = answer.summary.understood;
        // 朝阳区（北京市） is the one in 北京市.
        let expected: Vec<(&str, Option<&str>)> = places
            .split('、')
            .filter(|place| !place.is_empty())
            .map(|place| match place.split_once('（') {
                Some((name, inside)) => (name, inside.strip_suffix('）')),
                None => (place, None),
            })
            .collect();
        let is_of = |(name, inside): &(&str, Option<&str>)| {
            let mut found = understood.places.iter();
            found.any(|place| {
                place.last().is_some_and(|last| last == name)
                    && inside.is_none_or(|inside| place.iter().any(|level| level == inside))
            })
        };
        assert!(
            expected.iter().all(is_of) && understood.places.len() == expected.len(),
            "{query}: {:?}",
            understood.places
        );
        let found: BTreeSet<String> = understood.years.iter().map(u16::to_string).collect();
        let expected: BTreeSet<String> = years
            .split('、')
            .filter(|year| !year.is_empty())
            .map(String::from)
            .collect();
        assert_eq!(found, expected, "{query}");
        rows += 1;
        traps += usize::from(kind == "trap");
    }
    assert!(
        rows - traps >= 80 && traps >= 30,
        "{rows} rows, {traps} traps"
    );
}

#[test]
fn names_are_read_inside_longer_words_and_beside_one_another() {
    let corpus = TestCorpus::empty();
    let mut labels = "path,region,year,issuer\n".to_string();
    for (path, region, issuer) in [
        ("a.txt", "北京市", "北京市人民政府"),
        ("b.txt", "北京市›朝阳区", "朝阳区司法局"),
        ("c.txt", "吉林省›长春市›朝阳区", "长春市朝阳区司法局"),
        ("d.txt", "吉林省›长春市", "长春市人民政府"),
    ] {
        corpus.write(path, "2021年工作报告\n\n一、工作\n\n法治工作有序。\n");
        writeln!(labels, "{path},{region},2021,{issuer}").unwrap();
    }
    corpus.write("quanwen.csv", labels);
    let searcher = corpus.searcher();
    let read = |query: &str| {
        let answer = searcher.search(&SearchRequest::new(query)).unwrap();
        let understood = answer.summary.understood;
        let places = understood.places.iter().map(|place| place.join("›"));
        (
            places.collect::<Vec<_>>(),
            understood.issuers,
            understood.reports,
        )
    };
    let none = Vec::<String>::new();
    assert_eq!(
        read("北京市人民政府 法治"),
        (vec!["北京市".into()], none.clone(), 2)
    );
    assert_eq!(
        read("北京市朝阳区法治"),
        (vec!["北京市›朝阳区".into()], none.clone(), 1)
    );
    assert_eq!(
        read("北京市 朝阳区 法治"),
        (vec!["北京市›朝阳区".into()], none.clone(), 1)
    );
    assert_eq!(read("吉林长春2021 法治").0, ["吉林省›长春市"]);
    assert_eq!(read("朝阳区 法治").0.len(), 2);
    assert_eq!(read("司法局 法治"), (none, vec!["司法局".into()], 2));
    // No report is of both.
    assert_eq!(read("朝阳区 北京市人民政府 2021年 长春市 法治").2, 4);
    assert_eq!(read("司法局 北京市人民政府 法治").2, 1);
    assert_eq!(read("长春市司法局 法治").2, 1);
}

/// Reports of two places and three years; each year's report reviews the year before.
fn work_reports() -> TestCorpus {
    let corpus = TestCorpus::empty();
    for (place, harvest) in [("松泽县", "5.2"), ("望汀区", "8.7")] {
        for year in 2021..2024 {
            let before = year - 1;
            let text = format!(
                "{place}人民政府工作报告\n——{year}年1月10日在{place}第五届人民代表大会第一次会议上\n\n各位代表：\n\n\
                 现在，我代表{place}人民政府向大会报告工作，请予审议，并请提出意见。\n\n\
                 一、{before}年工作回顾\n\n全年粮食丰收，水稻总产{harvest}万吨，新修水库{year}座。\n\n\
                 二、{year}年工作安排\n\n抓好粮食生产，水稻种植面积稳中有升，办好民生实事。\n\n\
                 三、法治建设\n\n行政复议工作有序，水稻保险条例落地。\n"
            );
            corpus.write(&format!("{place}/{year}.txt"), text);
        }
    }
    corpus
}

/// The reports of the hits, as place and year.
fn hits(answer: &SearchAnswer) -> Vec<(String, u16)> {
    let of_hit = |hit: &quanwen::api::Hit| {
        let region = hit.document.region.last().cloned().unwrap_or_default();
        (region, hit.document.year.unwrap_or_default())
    };
    answer.hits.iter().map(of_hit).collect()
}

#[test]
fn the_named_report_leads_and_the_review_of_the_year_follows() {
    let searcher = work_reports().searcher();
    let search = |query: &str| searcher.search(&SearchRequest::new(query)).unwrap();
    let answer = search("望汀区2022年水稻");
    let first: Vec<(String, u16)> = hits(&answer).into_iter().take(4).collect();
    let is = |year| ("望汀区".to_string(), year);
    assert_eq!(first[..2], [is(2022), is(2022)]);
    assert!(first.contains(&is(2023)), "{first:?}");
    let review = answer
        .hits
        .iter()
        .find(|hit| hit.document.year == Some(2023))
        .unwrap();
    assert_eq!(review.section.path, ["一、2022年工作回顾"]);
    // Others answer below.
    assert!(hits(&answer).iter().any(|(place, _)| place == "松泽县"));
    let as_words = SearchRequest::new("望汀区2022年水稻").as_words(true);
    let answer = searcher.search(&as_words).unwrap();
    assert!(
        answer.summary.understood.places.is_empty() && answer.summary.understood.years.is_empty()
    );
}

#[test]
fn names_that_no_searched_report_bears_are_said() {
    let searcher = work_reports().searcher();
    let answer = searcher
        .search(&SearchRequest::new("湛江市2022年水稻"))
        .unwrap();
    let not_lifted = &answer.summary.understood.not_lifted;
    assert_eq!(not_lifted.len(), 1);
    assert_eq!(
        (not_lifted[0].name.as_str(), not_lifted[0].is_filtered),
        ("湛江市", false)
    );
    // 和平区 is in several cities, none of which is nearer, and 宁德时代 is no place.
    let answer = searcher.search(&SearchRequest::new("和平区水稻")).unwrap();
    let not_lifted = &answer.summary.understood.not_lifted;
    assert_eq!(
        (not_lifted[0].name.as_str(), not_lifted[0].nearest.len()),
        ("和平区", 0)
    );
    let answer = searcher
        .search(&SearchRequest::new("宁德时代水稻"))
        .unwrap();
    assert!(answer.summary.understood.not_lifted.is_empty());
    // A filter decides against the query.
    let filtered = SearchRequest::new("望汀区 水稻").filter(Filter::default().region("松泽县"));
    let answer = searcher.search(&filtered).unwrap();
    assert!(hits(&answer).iter().all(|(place, _)| place == "松泽县"));
    let not_lifted = &answer.summary.understood.not_lifted;
    assert_eq!(
        (not_lifted[0].name.as_str(), not_lifted[0].is_filtered),
        ("望汀区", true)
    );
}

#[test]
fn queries_of_names_alone_and_odd_ones_have_answers() {
    let searcher = work_reports().searcher();
    let search = |query: &str| {
        searcher
            .search(&SearchRequest::new(query).plain(true))
            .unwrap()
    };
    assert!(
        hits(&search("望汀区"))
            .iter()
            .take(2)
            .all(|(place, _)| place == "望汀区")
    );
    assert!(
        hits(&search("2023年"))
            .iter()
            .take(2)
            .all(|(_, year)| *year == 2023)
    );
    // The year is no word by itself: sections with any 年 are no answer.
    assert_eq!(search("2021年").summary.total, 6 + 4);
    let many = "松泽县 望汀区 湛江市 ".repeat(70);
    assert_eq!(search(&many).summary.understood.places.len(), 2);
    assert!(search("1,234,567,890 水稻").summary.total > 0);
    for year in ["0000年", "9999年水稻", "99999年", "三千年水稻"] {
        assert!(search(year).summary.understood.years.is_empty(), "{year}");
    }
}

#[test]
fn a_figure_is_found_whole() {
    let corpus = TestCorpus::of(&[
        (
            "a.txt",
            "甲\n\n一、工作\n\n投资1,180亿元，增长16.5%，城乡面貌改善，群众生活更加殷实。\n",
        ),
        (
            "b.txt",
            "乙\n\n一、工作\n\n1家、180户、6月5日、6.55%、5%，增长很快，投资很多。\n",
        ),
        (
            "c.txt",
            "丙\n\n一、工作\n\n全年经济平稳，社会安定，各项事业协调发展，增长6.5%。\n",
        ),
        (
            "d.txt",
            "丁\n\n一、工作\n\n按照澄政发〔2021〕3号文件，PM2.5浓度下降，版本3.6.3、V300R200C20。\n",
        ),
    ]);
    let searcher = corpus.searcher();
    for (query, path) in [
        ("6.5%", "c.txt"),
        ("增长6.5%", "c.txt"),
        ("1180亿元", "a.txt"),
        ("投资1,180亿元", "a.txt"),
        ("16.5%", "a.txt"),
        ("（2021）3号", "d.txt"),
        ("pm2.5", "d.txt"),
        ("3.6.3", "d.txt"),
        ("v300r200c20", "d.txt"),
    ] {
        let answer = searcher
            .search(&SearchRequest::new(query).plain(true))
            .unwrap();
        assert_eq!(answer.hits[0].document.path, path, "{query}");
    }
    let none = searcher.search(&SearchRequest::new("18%")).unwrap();
    assert!(none.hits.is_empty(), "digits by themselves are no evidence");
    let part = &none.zero_hits.unwrap().parts[0];
    assert_eq!((part.text.as_str(), part.sections), ("18%", 0));
    let required = searcher.search(&SearchRequest::new("+6.5% 工作")).unwrap();
    assert_eq!(required.summary.total, 1);
    let slash = searcher.search(&SearchRequest::new("PM2.5/PM10").plain(true));
    assert_eq!(slash.unwrap().hits[0].document.path, "d.txt");
}

#[test]
fn what_stands_in_a_text_is_found_also_where_it_is_no_word() {
    let corpus = TestCorpus::of(&[
        (
            "a.txt",
            "甲\n\n一、工作\n\n南京市长江大桥通车，办理行政复议案件，型号chenkai168。\n",
        ),
        (
            "b.txt",
            "乙\n\n一、工作\n\n消化库存，落实政策，带动就业，消费落地带来增长，消落。\n",
        ),
        ("c.txt", "丙\n\n一、工作\n\n治理水库消落带，学习C++。\n"),
    ]);
    let searcher = corpus.searcher();
    for (query, path) in [
        ("市长", "a.txt"),
        ("复", "a.txt"),
        ("chen", "a.txt"),
        ("C++", "c.txt"),
        ("复*", "a.txt"),
        ("消落带", "c.txt"),
        ("消落带治理", "c.txt"),
    ] {
        let answer = searcher.search(&SearchRequest::new(query)).unwrap();
        assert_eq!(answer.hits[0].document.path, path, "{query}");
    }
    let answer = searcher.search(&SearchRequest::new("C++")).unwrap();
    assert_eq!(answer.summary.total, 1, "not each c, not each +");
}

#[test]
fn a_word_counts_more_than_its_characters_in_other_words() {
    let apart = "甲\n\n一、和解\n\n这项工作和解决困难，和解决问题，和解决矛盾。\n";
    let apart = apart.replace("一、和解", "一、工作");
    let word = "乙\n\n一、工作\n\n这里有许多别的工作要做，其中一件是双方达成了和解，各项工作平稳推进，群众满意。\n";
    let searcher = TestCorpus::of(&[("a.txt", &apart), ("b.txt", word)]).searcher();
    let answer = searcher.search(&SearchRequest::new("和解")).unwrap();
    assert_eq!(answer.summary.total, 2);
    assert_eq!(answer.hits[0].document.path, "b.txt");
}

#[test]
fn words_that_stand_nowhere_are_said_with_what_may_be_meant() {
    let text = "甲\n\n一、工作\n\n苏州经验推广，行政复议有序，乡村振兴提速。\n";
    let searcher = TestCorpus::of(&[("a.txt", text)]).searcher();
    let missing = |query: &str| {
        let answer = searcher.search(&SearchRequest::new(query)).unwrap();
        answer.summary.missing
    };
    let river = missing("苏州河");
    assert_eq!(
        (
            river[0].text.as_str(),
            river[0].parts[0].text.as_str(),
            river[0].parts[0].sections
        ),
        ("苏州河", "苏州", 1)
    );
    assert_eq!(missing("行政复义 有序")[0].similar[0].text, "行政复议");
    assert_eq!(missing("乡村震兴")[0].similar[0].text, "乡村振兴");
    assert!(missing("行政复议 乡村振兴").is_empty());
}

#[test]
fn a_report_has_two_hits_on_a_page_while_others_are_left_and_each_section_comes_once() {
    let corpus = TestCorpus::empty();
    let chapters = |many: usize| -> String {
        let numbers = ["一", "二", "三", "四", "五", "六", "七", "八"];
        let chapter =
            |number: &&str| format!("{number}、水稻{number}\n\n水稻生产第{number}项工作。");
        let chapters: Vec<String> = numbers[..many].iter().map(chapter).collect();
        chapters.join("\n\n")
    };
    corpus.write("a.txt", format!("松泽县2021年工作报告\n\n{}", chapters(8)));
    corpus.write("b.txt", format!("望汀区2021年工作报告\n\n{}", chapters(3)));
    corpus.write("c.txt", format!("柳渡镇2021年工作报告\n\n{}", chapters(1)));
    let searcher = corpus.searcher();
    let mut request = SearchRequest::new("水稻").limit(4);
    let (mut seen, mut pages) = (Vec::new(), Vec::new());
    loop {
        let answer = searcher.search(&request).unwrap();
        pages.push(
            answer
                .hits
                .iter()
                .map(|hit| hit.document.path.clone())
                .collect::<Vec<_>>(),
        );
        seen.extend(answer.hits.iter().map(|hit| hit.section.id.clone()));
        match answer.summary.cursor {
            Some(cursor) => request = request.after(cursor),
            None => break,
        }
    }
    let of = |page: usize, path: &str| pages[page].iter().filter(|other| *other == path).count();
    assert_eq!((of(0, "a.txt"), of(0, "b.txt")), (2, 2), "{pages:?}");
    let distinct: BTreeSet<&String> = seen.iter().collect();
    assert_eq!((seen.len(), distinct.len()), (12, 12), "{pages:?}");
    let first = searcher
        .search(&SearchRequest::new("水稻").limit(4))
        .unwrap();
    let cursor = first.summary.cursor.unwrap();
    let (place, _) = cursor.rsplit_once('-').unwrap();
    for pages in [
        "1xffffffffffffffff",
        "ffffffffffffffffxffffffffffffffff",
        "0xffffffff",
    ] {
        let absurd = SearchRequest::new("水稻")
            .limit(4)
            .after(format!("{place}-{pages}"));
        assert!(searcher.search(&absurd).unwrap().hits.len() <= 4, "{pages}");
    }
    let all = searcher
        .search(&SearchRequest::new("水稻").limit(4).collapse(false))
        .unwrap();
    assert_eq!(all.hits.len(), 4);
    let of_one = SearchRequest::new("水稻").filter(Filter::default().path("a.txt"));
    assert_eq!(searcher.search(&of_one).unwrap().hits.len(), 8);
}

#[test]
fn titles_and_salutations_come_last_and_definitions_after_the_body() {
    let body = "松泽县人民政府工作报告\n县长 赵明月\n\n各位代表：\n\n现在，我代表县人民政府向大会报告水稻工作，请予审议。\n\n\
                一、工作\n\n水稻生产平稳，全年工作有序推进，群众满意，农田水利设施不断完善，收成良好。\n\n\
                名词解释\n\n1.水稻：一种粮食作物。\n2.早稻：早熟的水稻。\n";
    let searcher = TestCorpus::of(&[("a.txt", body)]).searcher();
    let search = |query: &str| searcher.search(&SearchRequest::new(query)).unwrap();
    let answer = search("水稻");
    assert_eq!(answer.hits[0].section.path, ["一、工作"]);
    assert!(answer.hits.last().unwrap().section.path.is_empty());
    assert!(answer.summary.definitions > 0);
    assert_eq!(search("什么是水稻").hits[0].section.path[0], "名词解释");
    assert_eq!(search("什麼是水稻").hits[0].section.path[0], "名词解释");
    assert_eq!(search("水稻 -title:松泽县").summary.definitions, 0);
    assert!(search("赵明月").hits[0].section.path.is_empty());
}

#[test]
fn only_what_matched_is_marked() {
    let text = "甲\n\n一、工作\n\n国家级新区获批。高新区产业升级。\n\n行政机关依法办事。昨天有一场诉讼，今天没有。行政诉讼很少。\n";
    let searcher = TestCorpus::of(&[("a.txt", text)]).searcher();
    let marked = |query: &str| {
        let answer = searcher.search(&SearchRequest::new(query)).unwrap();
        let of_passage = |passage: &quanwen::api::HitPassage| {
            let characters: Vec<char> = passage.text.chars().collect();
            passage
                .highlights
                .iter()
                .map(|[start, end]| characters[*start..*end].iter().collect::<String>())
                .collect::<Vec<_>>()
        };
        answer.hits[0]
            .passages
            .iter()
            .flat_map(of_passage)
            .collect::<Vec<_>>()
    };
    assert_eq!(marked("国家级新区"), ["国家级新区"]);
    assert_eq!(marked("\"行政 诉讼\"~2"), ["行政", "诉讼"]);
    assert_eq!(
        marked("\"行政 诉讼\"~2 \"行政 机关\"~2"),
        ["行政", "机关", "行政", "诉讼"]
    );
    assert_eq!(marked("没有 \"行政 诉讼\"~2"), ["没有", "行政", "诉讼"]);
}

/// The first ten hits are the same, up to one, whether the titles of reports have their place or not, since a title that
/// several reports bear cites none of them.
#[test]
fn a_title_that_several_reports_bear_cites_none_of_them() {
    let places = [
        "松泽县",
        "望汀区",
        "柳渡镇",
        "澄州市",
        "岚川市",
        "云屏市",
        "远山市",
        "宁浦市",
        "清溪县",
        "石桥镇",
        "东岭县",
        "南坪县",
    ];
    let corpus_of = |titled: &dyn Fn(usize, &str) -> String| {
        let corpus = TestCorpus::empty();
        let mut labels = "path,region,year\n".to_string();
        for (index, place) in places.iter().enumerate() {
            let works = "安全生产责任落实。".repeat(1 + index % 4);
            let text = format!(
                "{}\n\n一、工作回顾\n\n全年经济平稳，{works}按照《政府工作报告》部署办好民生实事{index}件。\n\n\
                 二、工作安排\n\n抓好安全生产和生态环境保护，优化营商环境，全力做好第{index}项工作。\n",
                titled(index, place)
            );
            corpus.write(&format!("{index}.txt"), text);
            writeln!(labels, "{index}.txt,{place},2021").unwrap();
        }
        corpus.write("quanwen.csv", labels);
        corpus
    };
    let with_place = corpus_of(&|_, place| format!("{place}政府工作报告")).searcher();
    let without = corpus_of(&|_, _| "政府工作报告".to_string()).searcher();
    let mixed = corpus_of(&|index, place| {
        if index == 3 {
            "政府工作报告".to_string()
        } else {
            format!("{place}政府工作报告")
        }
    })
    .searcher();
    for query in ["安全生产", "生态环境保护", "优化营商环境", "民生实事"] {
        let first = |searcher: &Searcher| -> BTreeSet<String> {
            let answer = searcher.search(&SearchRequest::new(query)).unwrap();
            answer
                .hits
                .iter()
                .map(|hit| format!("{} {:?}", hit.document.path, hit.section.path))
                .collect()
        };
        let expected = first(&with_place);
        for other in [&without, &mixed] {
            assert!(
                first(other).intersection(&expected).count() >= expected.len().min(10) - 1,
                "{query}"
            );
        }
    }
}
