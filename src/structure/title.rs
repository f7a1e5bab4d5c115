//! The title of a report: the line of the head that ends as titles do, with the lines it is spread over.

use super::date::YEAR;
use super::heading::{LONGEST_TITLE, first_characters};
use super::line::{is_blank, without_blanks};
use super::marker::section_marker;
use super::metadata::GOVERNMENT;

// What titles of reports and of laws end in.
pattern!(
    TITLE,
    r"(?:报告|情况|总结|工作要点|实施方案|意见|通知|公报|规划|纲要|条例|办法|规定|决定|规则|细则|的解释|^中华人民共和国[\p{Han}]+法)(?:的函)?(?:（[^）]*）|》)?$"
);
// Salutations, speakers and dates, which stand first where the title was lost.
pattern!(
    NO_TITLE,
    r"^(?:各位|同志们|（|\(|—|<|[\p{Han}]{0,12}(?:省长|市长|区长|县长|主席|主任|总理))|[：:]$"
);

// （2013年1月6日 某某） behind a title: when it was delivered, and by whom
pattern!(
    DELIVERED,
    r"\s*[（(][^（）()]{0,12}[0-9]{4}年[0-9]{1,2}月[0-9]{1,2}日[^（）()]{0,20}[）)]$"
);

/// A title without the date and the speaker that a page may put behind it.
pub(super) fn without_delivery(title: &str) -> String {
    DELIVERED.replace(title, "").into_owned()
}

// The series that reports belong to; 依法行政 was the name of 法治政府建设 until 2015.
pattern!(
    SERIES,
    r"(法治政府|依法行政)|(政府工作报告)|(政府信息公开)|(预算)|(国民经济和社会发展)"
);

/// What the reports of a title's kind are about, so that those of one place can be told apart; empty where the
/// title does not say.
pub(crate) fn series_of(title: &str) -> &'static str {
    let names = [
        "法治政府建设",
        "政府工作",
        "政府信息公开",
        "预算",
        "国民经济和社会发展",
    ];
    let Some(found) = SERIES.captures(title) else {
        return "";
    };
    let which = (0..names.len()).find(|&group| found.get(group + 1).is_some());
    which.map_or("", |which| names[which])
}

/// The title in the first lines of a text, lines joined and without blanks.
pub(super) fn title_of(head: &[&str]) -> Option<String> {
    let Some(last) = head.iter().position(reads_like_title) else {
        let first = leading_words(head.first()?);
        let can_be_title = first.chars().nth(LONGEST_TITLE).is_none()
            && !first.contains('。')
            && !NO_TITLE.is_match(first)
            && section_marker(first).is_none();
        return can_be_title.then(|| without_blanks(first));
    };
    let first = head[..last]
        .iter()
        .rposition(|words| !belongs_to_title(words))
        .map_or(0, |before| before + 1);
    let lines = head[first..=last].iter().map(|words| without_blanks(words));
    Some(lines.collect())
}

fn reads_like_title(words: &&str) -> bool {
    let plain =
        words.chars().nth(LONGEST_TITLE).is_none() && !words.contains(['。', '：', ':', '，']);
    plain && section_marker(words).is_none() && TITLE.is_match(&without_blanks(words))
}

/// Where a whole report stands on one line, what stands before the first blank, if that is a title.
fn leading_words(line: &str) -> &str {
    let leading = first_characters(line, LONGEST_TITLE).split(is_blank).next();
    match leading {
        Some(leading) if line.chars().nth(LONGEST_TITLE).is_some() && TITLE.is_match(leading) => {
            leading
        }
        _ => line,
    }
}

/// A line such as 广元市昭化区人民政府, 关于 or 2020年度 that a title is spread over.
fn belongs_to_title(words: &&str) -> bool {
    let words = without_blanks(words);
    let government = GOVERNMENT.find(&words).is_some_and(|found| {
        let rest = &words[found.end()..];
        found.as_str().ends_with("政府")
            && (rest.is_empty() || rest == "关于" || rest.starts_with("关于2"))
    });
    let year = YEAR.find(&words).is_some_and(|found| {
        found.start() == 0 && words[found.end()..].trim_start_matches('度').is_empty()
    });
    let begins = words.starts_with("关于")
        && words.chars().nth(30).is_none()
        && !words.contains(['。', '，', ',']);
    government || year || begins
}
