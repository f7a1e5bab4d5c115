//! The names of offices and of their heads.

use super::date::without_year;
use super::genre::{Genre, List, Pattern, contains_any, ends_with_any, starts_with_any};
use super::heading::{MAX_CHARACTER_BYTES, first_characters};
use super::line::{is_blank, short_without_blanks, without_blanks};
use crate::corpus::is_han;

/// Most characters of the name of an office.
const MAX_NAME: usize = 40;
/// Most characters of a line that is the name of a speaker.
const MAX_SPEAKER: usize = 40;
/// Characters of a line of the opening in which the speaker names the government or the office.
pub(super) const MAX_SPEAKING: usize = 240;

/// The office that a text begins with, or the offices joined by `、`: 松泽县司法局 in 松泽县司法局2021年度…. The
/// longest name that something follows that is no part of a name, else the shortest.
pub(super) fn office_at<'t>(text: &'t str, genre: &Genre) -> Option<&'t str> {
    let goes_on = |c: char| is_han(c) || c == '、';
    let end = text
        .char_indices()
        .take(MAX_NAME)
        .find(|(_, c)| !goes_on(*c))
        .map_or_else(|| first_characters(text, MAX_NAME).len(), |(at, _)| at);
    let names = || {
        let ends = text[..end].char_indices().map(|(at, c)| at + c.len_utf8());
        ends.map(|end| &text[..end])
            .filter(|name| ends_like_office(name, genre) && is_office(name, genre))
    };
    let is_whole = |name: &&str| {
        let after = &text[name.len()..];
        !after.starts_with(goes_on) || starts_with_any(after, genre.list(List::AfterOffice))
    };
    let is_clear = |name: &&str| ends_with_any(name, genre.list(List::ClearOffices));
    let whole = names().rfind(is_whole);
    whole.or_else(|| names().find(is_clear))
}

fn ends_like_office(name: &str, genre: &Genre) -> bool {
    ends_with_any(name, genre.list(List::Offices))
        && !ends_with_any(name, genre.list(List::NoOffices))
        && !contains_any(name, genre.list(List::NotInOffices))
        && !name.starts_with('在')
}

/// Whether a name that ends like that of an office is one of a place or of the nation. Of several, the first counts.
fn is_office(name: &str, genre: &Genre) -> bool {
    let first = name.split('、').next().unwrap_or(name);
    genre.pattern(Pattern::Office).is_match(first)
}

/// The office that a line is the name of, or the offices parted by blanks, joined by `、`.
pub(super) fn office_of_line(line: &str, genre: &Genre) -> Option<String> {
    let line = without_seal(line, genre);
    let is_name =
        |name: &str| name.chars().nth(MAX_NAME).is_none() && office_at(name, genre) == Some(name);
    let names = || line.split(is_blank).filter(|name| !name.is_empty());
    if names().nth(1).is_some() && names().all(is_name) {
        return Some(names().collect::<Vec<&str>>().join("、"));
    }
    short_without_blanks(line, MAX_NAME).filter(|whole| is_name(whole))
}

/// The line of a signature without the place of its seal: 松泽县人民政府（盖章）.
fn without_seal<'l>(line: &'l str, genre: &Genre) -> &'l str {
    let mut seals = genre.list(List::Seals).iter();
    let line = line.trim_end_matches(is_blank);
    seals
        .find_map(|seal| line.strip_suffix(seal.as_str()))
        .unwrap_or(line)
}

/// 四川省人民政府 in 2010年四川省人民政府工作报告. A title that begins with a place alone names no office.
pub(super) fn office_in_title(title: &str, genre: &Genre) -> Option<String> {
    let title = without_year(title, genre)
        .trim_start_matches('度')
        .trim_start_matches("关于")
        .trim_start_matches("關於");
    office_at(title, genre).map(ToString::to_string)
}

/// The office whose head speaks, 黑龙江省人民政府 in the line 黑龙江省人民政府省长 某某, or that the speaker says to
/// speak for.
pub(super) fn office_of_speaker(lines: &[&str], genre: &Genre) -> Option<String> {
    let of_head = genre.pattern(Pattern::OfficeOfSpeaker);
    let speaks_for = genre.pattern(Pattern::SpeaksForOffice);
    let is_possible = |office: &str| !contains_any(office, genre.list(List::NotInOffices));
    let short = lines
        .iter()
        .filter(|line| line.len() <= MAX_SPEAKER * MAX_CHARACTER_BYTES);
    let mut heads = short.filter_map(|line| {
        let line = without_blanks(line);
        let office = of_head.captures(&line)?[1].to_string();
        is_possible(&office).then_some(office)
    });
    heads.next().or_else(|| {
        let mut speaking = lines.iter().filter(|line| line.contains("代表"));
        speaking.find_map(|line| {
            let line = without_blanks(first_characters(line, MAX_SPEAKING));
            let office = speaks_for.captures(&line)?[1].to_string();
            is_possible(&office).then_some(office)
        })
    })
}

/// The office that announces a report in its first lines: 望汀区人民政府特向社会公布….
pub(super) fn office_of_body(body: &[&str], genre: &Genre) -> Option<String> {
    let mut lines = body.iter().map(|line| first_characters(line, MAX_SPEAKING));
    let announcing = |clause: &str| {
        let office = office_at(clause.trim_start(), genre)?;
        let after = &clause.trim_start()[office.len()..];
        starts_with_any(after, genre.list(List::Announces)).then(|| office.to_string())
    };
    lines.find_map(|line| line.split(['，', '。']).find_map(announcing))
}

/// The office that a page gives as its source: 来源：澄州市农业农村局. Most sources are papers.
pub(super) fn office_of_source(lines: &[&str], genre: &Genre) -> Option<String> {
    let source = genre.pattern(Pattern::SourceOfPage);
    let mut sources = lines.iter().filter_map(|line| source.captures(line));
    sources.find_map(|found| office_of_line(&found[1], genre))
}

/// The name of a congress or a government without its term: 松泽县人民代表大会 for 松泽县第十届人民代表大会.
pub(super) fn without_term(office: &str, genre: &Genre) -> String {
    if office.starts_with("中国人民政治协商会议") {
        return office.to_string();
    }
    genre
        .pattern(Pattern::Term)
        .replace(office, "")
        .into_owned()
}

/// Whether an office is one of the nation.
pub(super) fn is_of_nation(office: &str, genre: &Genre) -> bool {
    genre.pattern(Pattern::OfficeOfNation).is_match(office)
}

/// 固原市人民政府 for 固原市政府.
pub(super) fn of_people(office: &str, genre: &Genre) -> String {
    let short = genre.pattern(Pattern::ShortGovernment);
    short.replace(office, "${1}人民政府${2}").into_owned()
}

/// The full name of an office that is named by the rank of its place, which is one of `region`: 松泽县人民检察院 for
/// 县人民检察院.
pub(super) fn with_place(office: &str, region: &[String], genre: &Genre) -> Option<String> {
    let rank = genre.pattern(Pattern::Rank).find(office)?.as_str();
    let place = region.iter().rev().find(|place| place.ends_with(rank))?;
    Some(format!("{place}{}", &office[rank.len()..]))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::structure::genre::tests::genre;

    #[test]
    fn names_end_at_their_office() {
        let genre = genre();
        assert_eq!(
            office_at("松泽县人民政府关于2020年度法治政府建设", genre),
            Some("松泽县人民政府")
        );
        for name in [
            "松泽县人民政府办公室",
            "中共松泽县委全面依法治县委员会办公室",
            "澄州市松泽区人民政府柳渡街道办事处",
            "柳渡街道办事处",
            "松泽县人民法院",
            "县统计局",
            "国家统计局",
            "澄州市总工会",
            "松泽县消防救援大队",
            "松泽县政务服务中心",
            "财政部",
            "海关总署",
            "最高人民法院",
            "松泽经济技术开发区管理委员会",
        ] {
            assert_eq!(office_of_line(name, genre).as_deref(), Some(name));
        }
        for line in [
            "松泽县人民政府工作安排",
            "建设法治政府",
            "松泽市政府信息公开",
            "松泽县发展新格局",
            "全县上下",
        ] {
            assert_eq!(office_of_line(line, genre), None, "{line}");
        }
        assert_eq!(
            office_of_line("松泽县统计局　　国家统计局松泽调查队", genre).as_deref(),
            Some("松泽县统计局、国家统计局松泽调查队")
        );
    }

    #[test]
    fn a_title_names_an_office_or_a_place() {
        let genre = genre();
        for (title, office) in [
            ("2010年岚江省人民政府工作报告", Some("岚江省人民政府")),
            ("宁浦市2017年政府工作报告", None),
            (
                "松泽县人民政府办公室关于印发工作要点的通知",
                Some("松泽县人民政府办公室"),
            ),
            (
                "宁浦市住房和城乡建设局2021年度报告",
                Some("宁浦市住房和城乡建设局"),
            ),
            ("松泽县法治政府建设情况报告", None),
            ("松泽市政府信息公开工作年度报告", None),
            ("2021年松泽县人民检察院工作报告", Some("松泽县人民检察院")),
            ("国务院关于今年以来预算执行情况的报告", Some("国务院")),
            (
                "最高人民法院、最高人民检察院关于办理案件的解释",
                Some("最高人民法院、最高人民检察院"),
            ),
            (
                "澄州市松泽区人民政府柳渡街道办事处2020年报告",
                Some("澄州市松泽区人民政府柳渡街道办事处"),
            ),
        ] {
            assert_eq!(office_in_title(title, genre).as_deref(), office, "{title}");
        }
    }

    #[test]
    fn a_speaker_names_the_office() {
        let named = |line| office_of_speaker(&[line], genre());
        assert_eq!(
            named("岚江省人民政府省长 某某").as_deref(),
            Some("岚江省人民政府")
        );
        assert_eq!(
            named("松泽县人民法院院长 某某").as_deref(),
            Some("松泽县人民法院")
        );
        assert_eq!(
            named("现在，我代表县人民检察院向大会报告工作。").as_deref(),
            Some("县人民检察院")
        );
        assert_eq!(named("岚江省省长 某某"), None);
    }

    #[test]
    fn an_office_announces_its_report() {
        let announced = |line| office_of_body(&[line], genre());
        assert_eq!(
            announced("根据规定和宁浦市要求，望汀区人民政府特向社会公布2020年度情况。").as_deref(),
            Some("望汀区人民政府")
        );
        assert_eq!(announced("2020年，望汀区人民政府坚持依法行政。"), None);
    }

    #[test]
    fn short_names_of_offices_are_completed() {
        let region = ["澄州市".to_string(), "松泽县".to_string()];
        let with_place = |office| with_place(office, &region, genre());
        assert_eq!(
            with_place("县人民检察院").as_deref(),
            Some("松泽县人民检察院")
        );
        assert_eq!(with_place("市人民政府").as_deref(), Some("澄州市人民政府"));
        assert_eq!(with_place("省人民政府"), None);
        assert_eq!(
            of_people("固原市政府办公室", genre()),
            "固原市人民政府办公室"
        );
        assert_eq!(of_people("固原市人民政府", genre()), "固原市人民政府");
    }
}
