//! Years and dates as reports write them: 2021年, ２０２１年1月10日, 二〇二一年十二月三十一日, 2021-01-10.

use time::{Date, Month};

use super::genre::{Genre, Pattern};

/// The first year in a text.
pub(super) fn year_of(text: &str, genre: &Genre) -> Option<u16> {
    plain_year(&genre.pattern(Pattern::Year).captures(text)?[1])
}

/// The text after the year that it begins with, and that year: 2020 and 度报告 for 2020年度报告.
pub(super) fn split_year<'t>(text: &'t str, genre: &Genre) -> Option<(&'t str, Option<u16>)> {
    let found = genre.pattern(Pattern::Year).captures(text)?;
    let year = found.get(0).filter(|year| year.start() == 0)?;
    Some((&text[year.end()..], plain_year(&found[1])))
}

/// A text without the year that it begins with.
pub(super) fn without_year<'t>(text: &'t str, genre: &Genre) -> &'t str {
    split_year(text, genre).map_or(text, |(rest, _)| rest)
}

/// The year in digits of any kind, if it is from 1949 to 2100.
pub(super) fn plain_year(digits: &str) -> Option<u16> {
    let plain: String = digits.chars().filter_map(plain_digit).collect();
    plain
        .parse()
        .ok()
        .filter(|year| (1949..=2100).contains(year))
}

fn plain_digit(c: char) -> Option<char> {
    Some(match c {
        '0'..='9' => c,
        '０'..='９' => char::from_u32(c as u32 - '０' as u32 + '0' as u32)?,
        '〇' | '○' | '◯' | '零' | 'O' | 'o' | 'О' | 'о' | 'Ο' | 'ο' => '0',
        _ => char::from_digit(
            u32::try_from("一二三四五六七八九".chars().position(|n| n == c)?).ok()? + 1,
            10,
        )?,
    })
}

/// Whether a text ends in a date.
pub(super) fn ends_in_date(text: &str, genre: &Genre) -> bool {
    let mut dates = genre.pattern(Pattern::Date).find_iter(text);
    dates.any(|found| found.end() == text.len())
}

/// The first date in a text, as ISO 8601.
pub(super) fn first_date(text: &str, genre: &Genre) -> Option<String> {
    let mut dates = genre.pattern(Pattern::Date).captures_iter(text);
    dates.find_map(|found| {
        let year = plain_year(&found[1])?;
        let month = Month::try_from(u8::try_from(plain_number(&found[2])?).ok()?).ok()?;
        let date = Date::from_calendar_date(
            i32::from(year),
            month,
            u8::try_from(plain_number(&found[3])?).ok()?,
        )
        .ok()?;
        Some(date.to_string())
    })
}

/// A number up to 99 in digits of any kind: 12, １２, 十二, 三十一. The first month may be 元.
fn plain_number(digits: &str) -> Option<u32> {
    if digits == "元" {
        return Some(1);
    }
    let (tens, units) = match digits.split_once('十') {
        Some((tens, units)) => (
            if tens.is_empty() { "1" } else { tens },
            if units.is_empty() { "0" } else { units },
        ),
        None => ("0", digits),
    };
    let read = |part: &str| {
        part.chars()
            .map(plain_digit)
            .collect::<Option<String>>()?
            .parse::<u32>()
            .ok()
    };
    Some(read(tens)? * 10 + read(units)?)
}

#[cfg(test)]
mod tests {
    use crate::structure::genre::tests::genre;

    #[test]
    fn numbers_of_every_kind_are_dates() {
        let first_date = |text: &str| super::first_date(text, genre());
        assert_eq!(
            first_date("二〇二一年十二月三十一日").as_deref(),
            Some("2021-12-31")
        );
        assert_eq!(
            first_date("２０２１年１月５日").as_deref(),
            Some("2021-01-05")
        );
        assert_eq!(
            first_date("二〇二二年元月五日").as_deref(),
            Some("2022-01-05")
        );
        for zero in ['0', '０', 'О', 'O', '◯'] {
            let text = format!("二{zero}{zero}五年三月八日");
            assert_eq!(first_date(&text).as_deref(), Some("2005-03-08"), "{text}");
        }
        assert_eq!(first_date("2021.2.30"), None);
    }
}
