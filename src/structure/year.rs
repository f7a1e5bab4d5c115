//! The year that a report is about.

use super::date::{plain_year, split_year, year_of};
use super::genre::{Genre, List, Pattern, contains_any, starts_with_any};
use super::heading::MAX_HEADING;
use super::rule::Rule;

/// The year that a title names: 2020年度…报告, 政府工作报告（2012）. The date of delivery does not count.
pub(super) fn year_of_title(title: &str, genre: &Genre) -> Option<u16> {
    let pattern = genre.pattern(Pattern::Year);
    let without_quoted = genre.pattern(Pattern::QuotedTitle).replace_all(title, "");
    let title = if without_quoted.contains(['年', '1', '2', '一', '二']) {
        without_quoted.as_ref()
    } else {
        title
    };
    let years = pattern.captures_iter(title).filter_map(|found| {
        let year = found.get(0)?;
        let (before, after) = (&title[..year.start()], &title[year.end()..]);
        let is_date = genre.pattern(Pattern::Day).is_match(after);
        let is_horizon = starts_with_any(after, genre.list(List::Horizons));
        let is_range = before.ends_with(['-', '—', '–', '－', '～', '至']);
        plain_year(&found[1]).filter(|_| !is_date && !is_horizon && !is_range)
    });
    let years: Vec<u16> = years.collect();
    // A report reviews the first of two years and plans the second.
    let reviews_and_plans = genre.pattern(Pattern::ReviewAndPlan).is_match(title);
    let of_report = if reviews_and_plans {
        years.first()
    } else {
        years.last()
    };
    let has_year = pattern.is_match(title);
    of_report.copied().or_else(|| {
        if has_year {
            // Of the years of a plan the first: 规划纲要（2016—2020年）.
            let years = genre.pattern(Pattern::YearsOfPlan).captures(title)?;
            return plain_year(&years[1]);
        }
        plain_year(&genre.pattern(Pattern::BareYear).captures(title)?[1])
    })
}

/// The year that the opening says the report is about.
pub(super) fn year_of_opening(head: &[&str], genre: &Genre) -> Option<u16> {
    let opening = genre.pattern(Pattern::Opening);
    head.iter().find_map(|line| {
        let found = opening.captures(line)?;
        let year = found.get(1).or(found.get(2))?;
        plain_year(year.as_str())
    })
}

/// The year that a sentence begins with and is about: `2019年，在…领导下`, `刚刚过去的2004年，…`.
pub(super) fn year_of_sentence(sentence: &str, genre: &Genre) -> Option<u16> {
    let mut before = genre.list(List::BeforeYear).iter();
    let sentence = before
        .find_map(|word| sentence.strip_prefix(word.as_str()))
        .unwrap_or(sentence);
    let (after, year) = split_year(sentence, genre)?;
    year.filter(|_| starts_with_any(after, genre.list(List::AfterYear)))
}

/// The year before the one in whose first quarter a report was published, if its first lines say that they review it.
/// `date` is ISO 8601.
pub(super) fn year_before(date: &str, body: &[&str], genre: &Genre) -> Option<u16> {
    const LAST_MONTH: &str = "03";
    const MAX_LINES: usize = 3;
    let year: u16 = date.get(..4)?.parse().ok()?;
    let mut lines = body.iter().take(MAX_LINES);
    let reviews = lines.any(|line| contains_any(line, genre.list(List::PastYear)));
    (reviews && date.get(5..7)? <= LAST_MONTH).then(|| year - 1)
}

/// A chapter of a report as the rules for years read it.
#[derive(Debug, Clone, Copy)]
pub(super) struct Chapter<'t> {
    pub heading: &'t str,
    /// The first sentence below the heading.
    pub sentence: &'t str,
}

/// The year after the one in which a work report was delivered, if it was delivered in November or December and a
/// chapter says that it has tasks for that year. `date` is ISO 8601.
pub(super) fn year_of_tasks(date: &str, chapters: &[Chapter], genre: &Genre) -> Option<u16> {
    const FIRST_MONTH: &str = "11";
    let year: u16 = date.get(..4)?.parse().ok()?;
    let month = date.get(5..7)?;
    let names_next = |text: &str| {
        let mut years = genre.pattern(Pattern::Year).captures_iter(text);
        years.any(|found| plain_year(&found[1]) == Some(year + 1))
            || contains_any(text, genre.list(List::NextYear))
    };
    let sets_tasks = |text: &str| genre.has_word(Rule::YearOfTasks, text) && names_next(text);
    let mut texts = chapters
        .iter()
        .flat_map(|chapter| [chapter.heading, chapter.sentence]);
    (month >= FIRST_MONTH && texts.any(sets_tasks)).then_some(year + 1)
}

/// The year that the chapters of a work report plan for, else the year after the one they review; of other reports the
/// year they review. `text` is the beginning of the report.
pub(super) fn year_of_chapters(
    chapters: &[Chapter],
    text: &str,
    is_work_report: bool,
    genre: &Genre,
) -> Option<u16> {
    let is_review = |heading: &str| genre.has_word(Rule::YearOfReview, heading);
    let is_short = |heading: &&str| heading.chars().nth(MAX_HEADING).is_none();
    let headings = || {
        chapters
            .iter()
            .map(|chapter| chapter.heading)
            .filter(is_short)
    };
    let reviewed = headings()
        .filter(|heading| is_review(heading))
        .filter_map(|heading| year_of(heading, genre))
        .max();
    if !is_work_report {
        return reviewed;
    }
    let planned: Vec<u16> = headings()
        .filter(|heading| !is_review(heading) && genre.has_word(Rule::YearOfPlan, heading))
        .filter_map(|heading| year_of_title(heading, genre))
        .filter(|year| reviewed.is_none_or(|reviewed| *year > reviewed))
        .collect();
    let first = chapters.first();
    let in_first = || {
        let first = first?;
        let of_heading = year_of_title(first.heading, genre);
        of_heading.or_else(|| year_of_sentence(first.sentence, genre))
    };
    let estimated = || {
        let estimates = genre.pattern(Pattern::Estimate).captures_iter(text);
        let year = |found: regex::Captures| plain_year(found.get(1).or(found.get(2))?.as_str());
        estimates.filter_map(year).max()
    };
    let planned = planned.iter().copied().min().map(|first| {
        // 一、2011年工作 / 二、2012年工作
        let next_too = planned.contains(&(first + 1));
        first + u16::from(next_too)
    });
    planned.or_else(|| Some(reviewed.or_else(in_first).or_else(estimated)? + 1))
}

/// The year in a file's name.
pub(super) fn year_of_path(path: &str) -> Option<u16> {
    let name = path.rsplit('/').next().unwrap_or(path);
    name.split(|c: char| !c.is_ascii_digit())
        .filter(|digits| digits.len() == 4)
        .find_map(plain_year)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::structure::genre::tests::genre;

    #[test]
    fn a_title_names_its_year_with_or_without_the_word() {
        let genre = genre();
        let year_of_title = |title| super::year_of_title(title, genre);
        assert_eq!(
            year_of_title("松泽县2021年度法治政府建设情况报告"),
            Some(2021)
        );
        assert_eq!(year_of_title("澄州市人民政府工作报告（2012）"), Some(2012));
        assert_eq!(year_of_title("2020政府工作报告"), Some(2020));
        assert_eq!(
            year_of_title("垫江县贯彻落实《实施纲要（2021—2025年）》2022年工作报告"),
            Some(2022)
        );
        assert_eq!(
            year_of_title("学习贯彻2021年中央一号文件2022年工作报告"),
            Some(2022)
        );
        assert_eq!(year_of_title("2007年《政府工作报告》"), Some(2007));
        assert_eq!(year_of_title("2022年1-12月工作情况的报告"), Some(2022));
        assert_eq!(year_of_title("武都区〔2020〕年度报告"), Some(2020));
        assert_eq!(year_of_title("政府工作报告（2011年12月26日 某某）"), None);
        assert_eq!(
            year_of_title("关于“九五”计划和2010年远景规划纲要的报告"),
            None
        );
        assert_eq!(
            year_of_title("宁浦市第十三个五年规划纲要（2016—2020年）"),
            Some(2016)
        );
        assert_eq!(
            year_of_title("松泽县商务局2022年工作总结和2023年工作计划"),
            Some(2022)
        );
        assert_eq!(year_of_title("关于松府发〔2019〕3号的报告"), None);
    }

    fn chapters(headings: &[&'static str]) -> Vec<Chapter<'static>> {
        let chapter = |heading: &&'static str| Chapter {
            heading,
            sentence: "",
        };
        headings.iter().map(chapter).collect()
    }

    #[test]
    fn headings_name_the_year_that_is_planned() {
        for (headings, is_work_report, year) in [
            (
                &["2003年工作的回顾", "2004年政府工作的总体要求"][..],
                true,
                2004,
            ),
            (&["2011年工作回顾"], true, 2012),
            (&["2011年工作回顾"], false, 2011),
            (
                &[
                    "“十三五”时期和2020年工作回顾",
                    "2035年远景目标",
                    "2021年重点工作",
                ],
                true,
                2021,
            ),
            (&["攻坚克难", "全力做好2012年各项工作"], true, 2012),
            (&["2011年工作", "2012年工作"], true, 2012),
            (&["1993年全省经济提前翻番", "今年的任务"], true, 1994),
        ] {
            let chapters = chapters(headings);
            let found = year_of_chapters(&chapters, "", is_work_report, genre());
            assert_eq!(found, Some(year), "{headings:?}");
        }
    }

    #[test]
    fn sentences_and_estimates_name_the_year_that_is_past() {
        let of = |heading, sentence, text| {
            year_of_chapters(&[Chapter { heading, sentence }], text, true, genre())
        };
        let heading = "过去一年的工作";
        assert_eq!(
            of(heading, "刚刚过去的2004年，是平稳发展的一年", ""),
            Some(2005)
        );
        assert_eq!(of(heading, "2000年是最后一年", ""), Some(2001));
        assert_eq!(of(heading, "2000年3月是开始", ""), None);
        assert_eq!(
            of(heading, "", "预计2012年生产总值由2007年的1亿元增加"),
            Some(2013)
        );
    }

    #[test]
    fn a_report_of_the_first_quarter_reviews_the_year_before() {
        let of = |date, line| year_before(date, &[line], genre());
        let line = "一年来，松泽县做好各项工作。";
        assert_eq!(of("2021-03-31", line), Some(2020));
        assert_eq!(of("2021-04-01", line), None);
        assert_eq!(of("2021-01-05", "松泽县做好各项工作。"), None);
    }

    #[test]
    fn a_report_of_december_sets_the_tasks_of_the_next_year() {
        let of = |date, heading, sentence| {
            year_of_tasks(date, &[Chapter { heading, sentence }], genre())
        };
        assert_eq!(of("2022-12-28", "2023年工作安排", ""), Some(2023));
        assert_eq!(
            of("2022-11-30", "主要任务", "明年要做好以下工作"),
            Some(2023)
        );
        assert_eq!(of("2022-10-28", "2023年工作安排", ""), None);
        assert_eq!(of("2022-12-28", "今后五年的目标任务", "到2027年"), None);
        assert_eq!(of("2022-12-28", "2022年工作回顾", ""), None);
    }
}
