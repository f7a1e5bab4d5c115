//! Who stands for a text, when and where: the signature below a report, its delivery, the order that puts a law
//! in force.

use super::date::{DATE, first_date};
use super::division::Divisions;
use super::issuer::{government_at, is_government};
use super::line::without_blanks;
use super::region::region_of;

/// The government and the date under a report, or one of them alone.
#[derive(Debug, Default)]
pub(super) struct Signature {
    pub issuer: Option<String>,
    pub date: Option<String>,
}

/// ——2013年1月24日在某省第十二届人民代表大会第一次会议上: the place and the date of delivery.
#[derive(Debug, Default)]
pub(super) struct Delivery {
    pub region: Vec<String>,
    pub date: Option<String>,
}

// 在某省第十二届人民代表大会, also without 在 in a title: 某市第十届人大
pattern!(
    DELIVERY,
    r"(?:^|在|于|日)([\p{Han}]{0,20}?)第?[一二三四五六七八九十0-9]{1,4}届(?:全国)?(?:人民代表大会|人大)"
);
// （2012年2月11日 某某）: when a report was delivered, and who did it
pattern!(
    DATE_OF_SPEAKER,
    r"[（(—]\s*[12][0-9]{3}年[0-9]{1,2}月[0-9]{1,2}日?\s*[\p{Han}·]{0,20}\s*[）)]?$"
);
// （2005年7月7日中华人民共和国国务院令第439号公布 …）
pattern!(
    ORDER,
    r"^[（(]([^（(）)]{0,12}?日)((?:中华人民共和国)?([\p{Han}]{2,20}))(令第[0-9〇零一二三四五六七八九十百]{1,6}号)公布"
);

/// Characters of a line that says when and where a report was delivered.
const MAX_DELIVERY: usize = 80;
/// Characters of a line that is nothing but a date, or a speaker and a date.
const MAX_DATE_LINE: usize = 40;

/// The order that put a law in force.
#[derive(Debug)]
pub(super) struct Order {
    /// ISO 8601.
    pub date: String,
    /// 国务院
    pub issuer: String,
    /// 中华人民共和国国务院令第439号
    pub number: String,
}

impl Order {
    /// Reads the line in brackets below the title of a law.
    pub(super) fn of(head: &[&str]) -> Option<Self> {
        let found = head.iter().find_map(|words| ORDER.captures(words))?;
        Some(Self {
            date: first_date(&found[1])?,
            issuer: found[3].to_string(),
            number: format!("{}{}", &found[2], &found[4]),
        })
    }
}

impl Signature {
    pub(super) fn of(tail: &[&str]) -> Self {
        let tail: Vec<String> = tail.iter().map(|words| without_blanks(words)).collect();
        let date_at = tail.iter().rposition(|words| {
            words.chars().nth(MAX_DATE_LINE).is_none()
                && DATE
                    .find_iter(words)
                    .last()
                    .is_some_and(|found| found.end() == words.len())
        });
        let issuer_before = |end: usize| {
            let mut nearest = tail[..end].iter().rev().take(2);
            nearest.find(|words| is_government(words)).cloned()
        };
        let Some(at) = date_at else {
            return Self {
                issuer: issuer_before(tail.len()),
                date: None,
            };
        };
        let before_date = DATE
            .find(&tail[at])
            .map_or("", |found| &tail[at][..found.start()]);
        let inline = government_at(before_date).map(ToString::to_string);
        Self {
            issuer: inline.or_else(|| issuer_before(at)),
            date: first_date(&tail[at]),
        }
    }
}

impl Delivery {
    /// Reads the delivery from the title or the opening lines.
    pub(super) fn of(title: Option<&str>, opening: &[&str], divisions: &Divisions) -> Self {
        let lines = || title.into_iter().chain(opening.iter().copied());
        let is_short = |words: &&str| words.chars().nth(MAX_DELIVERY).is_none();
        // The line may be set in two.
        let pairs = opening.windows(2);
        let pairs = pairs.filter(|pair| pair.iter().all(is_short));
        let delivery = lines()
            .filter(is_short)
            .map(ToString::to_string)
            .chain(pairs.map(<[&str]>::concat))
            .filter(|words| words.contains('届') && is_short(&words.as_str()))
            .map(|words| without_blanks(&words))
            .filter(|words| DELIVERY.is_match(words))
            .reduce(|first, other| {
                let names_more = |words: &str| {
                    DELIVERY
                        .captures(words)
                        .is_some_and(|found| !found[1].is_empty())
                };
                if !names_more(&first) && names_more(&other) {
                    other
                } else {
                    first
                }
            });
        let Some(words) = delivery else {
            let date = lines()
                .filter(|line| line.chars().nth(MAX_DATE_LINE).is_none())
                .find_map(|line| first_date(DATE_OF_SPEAKER.find(line)?.as_str()));
            return Self {
                region: Vec::new(),
                date,
            };
        };
        let region = DELIVERY
            .captures(&words)
            .map(|found| region_of(&found[1], divisions))
            .unwrap_or_default();
        let date_of_line = |line: &str| {
            let is_page = ["发布", "来源", "时间", "日期"];
            let short = line.chars().nth(MAX_DATE_LINE).is_none();
            (short && !is_page.iter().any(|word| line.contains(word))).then(|| first_date(line))?
        };
        let date = first_date(&words).or_else(|| lines().find_map(date_of_line));
        Self { region, date }
    }
}
