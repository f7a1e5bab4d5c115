//! Who stands for a report, when and where: the signature below it, the delivery and the speaker above it.

use super::date::{DATE, first_date};
use super::division::Divisions;
use super::heading::{LONGEST_TITLE, first_characters};
use super::line::without_blanks;
use super::metadata::GOVERNMENT;
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
// 我代表某省人民政府向大会报告工作
pattern!(SPEAKS_FOR, r"代表([\p{Han}]{2,16}?)(?:人民)?政府");
// 某省省长 某某, 某市人民政府市长某某
pattern!(
    OFFICER,
    r"^([\p{Han}]{2,12}?)(?:人民政府)?代?(?:省长|市长|区长|县长|州长|盟长|旗长|镇长|乡长|主席)"
);

// 某省人民政府省长某某
pattern!(
    GOVERNMENT_OF_SPEAKER,
    r"^([\p{Han}]{2,12}?[省市区县州盟旗镇乡]人民政府)代?(?:省长|市长|区长|县长|州长|盟长|旗长|镇长|乡长|主席)"
);

/// Lines of the head in which delivery and speaker stand.
const OPENING_LINES: usize = 20;
const LONGEST_DELIVERY: usize = 80;
/// Characters of a line that is nothing but a date, or a speaker and a date.
const LONGEST_DATE_LINE: usize = 40;

impl Signature {
    pub(super) fn of(tail: &[&str]) -> Self {
        let tail: Vec<String> = tail.iter().map(|words| without_blanks(words)).collect();
        let date_at = tail.iter().rposition(|words| {
            words.chars().nth(LONGEST_DATE_LINE).is_none()
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
        let inline = GOVERNMENT
            .find(before_date)
            .map(|found| found.as_str().to_string());
        Self {
            issuer: inline.or_else(|| issuer_before(at)),
            date: first_date(&tail[at]),
        }
    }
}

/// Whether a line is the name of a government and nothing else.
fn is_government(words: &str) -> bool {
    words.chars().nth(30).is_none()
        && GOVERNMENT
            .find(words)
            .is_some_and(|found| found.end() == words.len())
}

impl Delivery {
    /// Reads the delivery from the title or the lines below it.
    pub(super) fn of(title: Option<&str>, head: &[&str], divisions: &Divisions) -> Self {
        let lines = || {
            title
                .into_iter()
                .chain(head.iter().copied().take(OPENING_LINES))
        };
        let delivery = lines()
            .filter(|words| words.chars().nth(LONGEST_DELIVERY).is_none())
            .map(without_blanks)
            .find(|words| DELIVERY.is_match(words));
        let Some(words) = delivery else {
            let date = lines()
                .filter(|line| line.chars().nth(LONGEST_DATE_LINE).is_none())
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
            let short = line.chars().nth(LONGEST_DATE_LINE).is_none();
            (short && !is_page.iter().any(|word| line.contains(word))).then(|| first_date(line))?
        };
        let date = first_date(&words).or_else(|| lines().find_map(date_of_line));
        Self { region, date }
    }
}

/// 黑龙江省人民政府 in the line 黑龙江省人民政府省长 某某.
pub(super) fn government_of_speaker(head: &[&str]) -> Option<String> {
    head.iter().take(OPENING_LINES).find_map(|line| {
        let words = without_blanks(first_characters(line, LONGEST_DATE_LINE));
        let government = GOVERNMENT_OF_SPEAKER.captures(&words)?;
        Some(government[1].to_string())
    })
}

/// The place of the government that a report says it speaks for, or of the officer who delivers it.
pub(super) fn region_of_speaker(head: &[&str], divisions: &Divisions) -> Vec<String> {
    let lines = || head.iter().take(OPENING_LINES);
    let named = |found: regex::Captures| {
        let region = region_of(&found[1], divisions);
        (!region.is_empty()).then_some(region)
    };
    let speaks_for = lines().find_map(|line| {
        let line = first_characters(line, 4 * LONGEST_TITLE);
        SPEAKS_FOR.captures_iter(line).find_map(named)
    });
    let officer = || lines().find_map(|line| OFFICER.captures(line).and_then(named));
    speaks_for.or_else(officer).unwrap_or_default()
}
