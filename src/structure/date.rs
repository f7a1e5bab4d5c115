//! Years and dates as reports write them: 2021年, ２０２１年1月10日, 二〇二一年十二月三十一日, 2021-01-10.

use time::{Date, Month};

// 2020年度, ２０２０年, 二〇二〇年
pattern!(
    pub(super) YEAR,
    r"([12１２][0-9０-９]{3}|[一二][〇○零0一二三四五六七八九]{3})[〕\])）]?\s*年"
);
pattern!(
    pub(super) DATE,
    r"([12１２][0-9０-９]{3}|[一二][〇○零一二三四五六七八九]{3})\s*[年\-/.]\s*([0-9０-９]{1,2}|元|[一二三四五六七八九十]{1,3})\s*[月\-/.]\s*([0-9０-９]{1,2}|[一二三四五六七八九十]{1,3})\s*日?"
);
pub(super) fn year_of(words: &str) -> Option<u16> {
    plain_year(&YEAR.captures(words)?[1])
}

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
        '〇' | '○' | '零' => '0',
        _ => char::from_digit(
            u32::try_from("一二三四五六七八九".chars().position(|n| n == c)?).ok()? + 1,
            10,
        )?,
    })
}

/// The first date in a text, as ISO 8601.
pub(super) fn first_date(words: &str) -> Option<String> {
    DATE.captures_iter(words).find_map(|found| {
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

/// A number up to 99 in digits of any kind: 12, １２, 十二, 三十一.
fn plain_number(digits: &str) -> Option<u32> {
    // 元月, the first month.
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
    use super::*;

    #[test]
    fn numbers_of_every_kind_are_dates() {
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
        assert_eq!(first_date("2021.2.30"), None);
    }
}
