//! The year that a report is about.

use super::date::{plain_year, year_of};
use super::genre::{Genre, List, Pattern, starts_with_any};
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
    let of_report = years.last();
    let has_year = pattern.is_match(title);
    of_report.or_else(|| {
        if has_year {
            return None;
        }
        plain_year(&genre.pattern(Pattern::BareYear).captures(title)?[1])
    })
}

/// The year that the opening says the report is about.
pub(super) fn year_of_opening(head: &[&str], genre: &Genre) -> Option<u16> {
    let opening = genre.pattern(Pattern::Opening);
    head.iter()
        .find_map(|line| plain_year(&opening.captures(line)?[1]))
}

/// The year that the headings of a work report plan for, else the year after the one they review; of other reports the
/// year they review.
pub(super) fn year_of_headings<'h>(
    headings: impl Iterator<Item = &'h str> + Clone,
    is_work_report: bool,
    genre: &Genre,
) -> Option<u16> {
    let reviewed = |heading: &&str| genre.has_word(Rule::YearOfReview, heading);
    let past = headings
        .clone()
        .filter(reviewed)
        .filter_map(|heading| year_of(heading, genre))
        .max();
    if !is_work_report {
        return past;
    }
    let planned = headings
        .filter(|heading| !reviewed(heading) && genre.has_word(Rule::YearOfPlan, heading))
        .filter_map(|heading| year_of_title(heading, genre))
        .min();
    planned.or_else(|| Some(past? + 1))
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
        assert_eq!(year_of_title("关于松府发〔2019〕3号的报告"), None);
    }

    #[test]
    fn headings_name_the_year_that_is_planned() {
        let headings = ["2003年工作的回顾", "2004年政府工作的总体要求"];
        assert_eq!(
            year_of_headings(headings.into_iter(), true, genre()),
            Some(2004)
        );
        assert_eq!(
            year_of_headings(["2011年工作回顾"].into_iter(), true, genre()),
            Some(2012)
        );
        assert_eq!(
            year_of_headings(["2011年工作回顾"].into_iter(), false, genre()),
            Some(2011)
        );
        let headings = [
            "“十三五”时期和2020年工作回顾",
            "2035年远景目标",
            "2021年重点工作",
        ];
        assert_eq!(
            year_of_headings(headings.into_iter(), true, genre()),
            Some(2021)
        );
    }
}
