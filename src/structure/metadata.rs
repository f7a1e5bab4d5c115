//! Title, place, year, issuer, dates and numbers of a report, each with where it came from.
//!
//! The page around the text is believed before the title, the title before the text, the text before the
//! names of the folders. What none of them says stays absent.

use super::date::{DATE, YEAR, first_date, plain_year, year_of};
use super::heading::{
    LONGEST_TITLE, WIDEST_CHARACTER, first_characters, strip_markup, strip_markup_end,
};
use super::line::{Line, LineKind, without_blanks};
use super::marker::section_marker;
use super::page::read_page;
use super::region::{region_of, region_of_path};
use crate::corpus::Extracted;
use crate::document::{Basis, Metadata};

/// Lines at the beginning in which title, page table and delivery stand; lines at the end for the signature.
const HEAD_LINES: usize = 60;
const TAIL_LINES: usize = 12;
/// Characters of a line that are read for a title, a table or a delivery.
const LONGEST_OPENING: usize = 2000;

/// Reads the metadata of an extracted text. `path` is the document's path in its corpus.
pub(super) fn read(extracted: &Extracted, lines: &[Line], path: &str) -> Metadata {
    let text = extracted.text.as_str();
    let words: Vec<&str> = lines
        .iter()
        .filter(|line| matches!(line.kind, LineKind::Text | LineKind::Table))
        .map(|line| strip_markup_end(strip_markup(line.text(text))))
        .filter(|words| !words.is_empty())
        .collect();
    let head: Vec<&str> = words
        .iter()
        .take(HEAD_LINES)
        .map(|line| opening(line))
        .collect();
    let tail: Vec<&str> = words[words.len().saturating_sub(TAIL_LINES)..]
        .iter()
        .map(|line| closing(line))
        .collect();
    let (head, tail) = (head.as_slice(), tail.as_slice());
    let mut metadata = Metadata::default();
    read_page(extracted, head, &mut metadata);
    read_title(head, &mut metadata);
    let signature = signature(tail);
    let delivery = delivery(head);
    read_issuer(signature.as_ref(), &mut metadata);
    read_dates(signature.as_ref(), delivery.as_ref(), &mut metadata);
    read_year(
        head,
        signature.as_ref(),
        delivery.as_ref(),
        path,
        &mut metadata,
    );
    read_region(signature.as_ref(), delivery.as_ref(), path, &mut metadata);
    metadata
}

pattern!(
    TITLE,
    r"(报告|情况|总结|工作要点|实施方案|意见|通知|公报|规划|纲要|条例|办法|规定|决定)(的函)?(（[^）]*）)?$"
);
pattern!(
    ABOUT_YEAR,
    r"([12][0-9]{3})\s*年度?[\p{Han}]{0,12}(法治政府建设|依法行政|政府工作|工作)[\p{Han}]{0,10}(报告|汇报)如下"
);
pattern!(
    DELIVERY,
    r"在([\p{Han}]{1,20}?(?:省|市|区|县|州|盟|旗|镇|乡|區|縣|鎮|鄉))第?[一二三四五六七八九十]{1,4}届(人民代表大会|人大)"
);
pattern!(
    GOVERNMENT,
    r"^([\p{Han}]{2,30}?(?:人民政府|管理委员会|管委会|街道办事处|政府|委员会|局|厅|办公室|办事处))"
);

/// The part of a line in which a title or a page table can stand: a whole report may be on one line.
fn opening(line: &str) -> &str {
    first_characters(line, LONGEST_OPENING)
}

/// The part of a line in which a signature can stand: all of a short line, the end of a long one.
fn closing(line: &str) -> &str {
    let end = line.rfind('。').map_or("", |stop| {
        line[stop..].trim_start_matches('。').trim_start()
    });
    let is_long = line.len() > LONGEST_TITLE * WIDEST_CHARACTER;
    if is_long && !end.is_empty() {
        end
    } else {
        line
    }
}

/// The first line of the head that reads like a title, with the lines before it that belong to it.
fn read_title(head: &[&str], metadata: &mut Metadata) {
    if metadata.title.is_some() {
        return;
    }
    let reads_like_title = |words: &&str| {
        let plain = words.chars().count() <= LONGEST_TITLE && !words.contains(['。', '：', ':']);
        plain && section_marker(words).is_none() && TITLE.is_match(&without_blanks(words))
    };
    let title = match head.iter().position(reads_like_title) {
        Some(last) => {
            let first = head[..last]
                .iter()
                .rposition(|words| !belongs_to_title(words))
                .map_or(0, |before| before + 1);
            head[first..=last]
                .iter()
                .map(|words| without_blanks(words))
                .collect()
        }
        None => match head.first().map(|first| leading_words(first)) {
            Some(first)
                if first.chars().count() <= LONGEST_TITLE
                    && !first.contains('。')
                    && section_marker(first).is_none() =>
            {
                without_blanks(first)
            }
            _ => return,
        },
    };
    (metadata.title, metadata.title_basis) = (Some(title), Some(Basis::Title));
}

/// Where a whole report stands on one line, what stands before the first blank, if that is a title.
fn leading_words(line: &str) -> &str {
    let leading = line.split(super::line::is_blank).next().unwrap_or(line);
    if line.chars().count() > LONGEST_TITLE && TITLE.is_match(leading) {
        leading
    } else {
        line
    }
}

/// A line such as 广元市昭化区人民政府, 关于 or 2020年度 that a title is spread over.
fn belongs_to_title(words: &str) -> bool {
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
        && words.chars().count() <= 30
        && !words.contains(['。', '，', ',']);
    government || year || begins
}

/// The government and the date under a report, or the date alone.
struct Signature {
    issuer: Option<String>,
    date: Option<String>,
}

fn signature(tail: &[&str]) -> Option<Signature> {
    let date_at = tail.iter().rposition(|words| {
        let words = without_blanks(words);
        words.chars().count() <= 40
            && DATE
                .find_iter(&words)
                .last()
                .is_some_and(|found| found.end() == words.len())
    });
    let is_issuer = |words: &&&str| {
        let words = without_blanks(words);
        words.chars().count() <= 30
            && GOVERNMENT
                .find(&words)
                .is_some_and(|found| found.end() == words.len())
    };
    let issuer_before = |end: usize| {
        tail[..end]
            .iter()
            .rev()
            .take(2)
            .find(is_issuer)
            .map(|words| without_blanks(words))
    };
    if let Some(at) = date_at {
        let words = without_blanks(tail[at]);
        let before = DATE
            .find(&words)
            .map_or("", |found| &words[..found.start()]);
        let inline = GOVERNMENT
            .find(before)
            .map(|found| found.as_str().to_string());
        Some(Signature {
            issuer: inline.or_else(|| issuer_before(at)),
            date: first_date(&words),
        })
    } else {
        let issuer = issuer_before(tail.len())?;
        Some(Signature {
            issuer: Some(issuer),
            date: None,
        })
    }
}

/// ——2013年1月24日在某省第十二届人民代表大会第一次会议上: the place and the date of delivery.
struct Delivery {
    place: Option<String>,
    date: Option<String>,
}

fn delivery(head: &[&str]) -> Option<Delivery> {
    let words = head
        .iter()
        .take(20)
        .find(|words| words.chars().count() <= 80 && DELIVERY.is_match(&without_blanks(words)))?;
    let words = without_blanks(words);
    let place = DELIVERY.captures(&words).map(|found| found[1].to_string());
    let nearby = head
        .iter()
        .take(20)
        .filter(|line| line.chars().count() <= 40);
    let date = first_date(&words).or_else(|| {
        nearby
            .filter(|line| line.starts_with(['（', '(', '—', '2', '1']))
            .find_map(|line| first_date(line))
    });
    Some(Delivery { place, date })
}

fn read_issuer(signature: Option<&Signature>, metadata: &mut Metadata) {
    if metadata.issuer.is_some() {
        return;
    }
    let title = metadata.title.as_deref().unwrap_or_default();
    let of_title = GOVERNMENT
        .find(title)
        .map(|found| found.as_str())
        .filter(|name| name.ends_with("人民政府"));
    let signed = signature.and_then(|signature| signature.issuer.clone());
    (metadata.issuer, metadata.issuer_basis) = match (of_title, signed) {
        (_, Some(signed)) => (Some(signed), Some(Basis::Signature)),
        (Some(title), None) => (Some(title.to_string()), Some(Basis::Title)),
        (None, None) => (None, None),
    };
}

fn read_dates(signature: Option<&Signature>, delivery: Option<&Delivery>, metadata: &mut Metadata) {
    if metadata.published.is_some() {
        return;
    }
    let signed = signature
        .and_then(|signature| signature.date.clone())
        .map(|date| (date, Basis::Signature));
    let delivered = delivery
        .and_then(|delivery| delivery.date.clone())
        .map(|date| (date, Basis::Delivery));
    (metadata.published, metadata.published_basis) = signed.or(delivered).unzip();
}

/// The year that the title names, else the one that the opening names, else that of delivery, page or
/// signature, else that of the file's name.
fn read_year(
    head: &[&str],
    signature: Option<&Signature>,
    delivery: Option<&Delivery>,
    path: &str,
    metadata: &mut Metadata,
) {
    let of_date = |date: Option<&String>| date.and_then(|date| date[..4].parse().ok());
    let of_page = || {
        of_date(
            metadata
                .published
                .as_ref()
                .filter(|_| metadata.published_basis == Some(Basis::Page)),
        )
    };
    let of_text = || {
        head.iter()
            .find_map(|words| plain_year(&ABOUT_YEAR.captures(words)?[1]))
    };
    let found = [
        (Basis::Title, metadata.title.as_deref().and_then(year_of)),
        (Basis::Text, of_text()),
        (
            Basis::Delivery,
            of_date(delivery.and_then(|delivery| delivery.date.as_ref())),
        ),
        (Basis::Page, of_page()),
        (
            Basis::Signature,
            of_date(signature.and_then(|signature| signature.date.as_ref())),
        ),
        (Basis::Path, year_of_path(path)),
    ];
    let found = found
        .into_iter()
        .find_map(|(basis, year)| Some((year?, basis)));
    (metadata.year, metadata.year_basis) = found.unzip();
}

fn read_region(
    signature: Option<&Signature>,
    delivery: Option<&Delivery>,
    path: &str,
    metadata: &mut Metadata,
) {
    let of_title = metadata.title.as_deref().map(region_of);
    let found = [
        (Basis::Title, of_title.unwrap_or_default()),
        (
            metadata.issuer_basis.unwrap_or(Basis::Page),
            metadata
                .issuer
                .as_deref()
                .map(region_of)
                .unwrap_or_default(),
        ),
        (
            Basis::Delivery,
            delivery
                .and_then(|delivery| delivery.place.as_deref())
                .map(region_of)
                .unwrap_or_default(),
        ),
        (
            Basis::Signature,
            signature
                .and_then(|signature| signature.issuer.as_deref())
                .map(region_of)
                .unwrap_or_default(),
        ),
        (Basis::Path, region_of_path(path)),
    ];
    let longest = found
        .into_iter()
        .filter(|(_, region)| !region.is_empty())
        .reduce(|best, other| {
            let refines = other.1.len() > best.1.len() && other.1.ends_with(&best.1);
            if refines { other } else { best }
        });
    if let Some((basis, region)) = longest {
        (metadata.region, metadata.region_basis) = (region, Some(basis));
    }
}

fn year_of_path(path: &str) -> Option<u16> {
    let name = path.rsplit('/').next().unwrap_or(path);
    let digits = |part: &&str| part.len() == 4;
    name.split(|c: char| !c.is_ascii_digit())
        .filter(digits)
        .find_map(plain_year)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::structure::line::lines;

    fn metadata(text: &str, path: &str) -> Metadata {
        let extracted = Extracted {
            text: text.to_string(),
            ..Extracted::default()
        };
        read(&extracted, &lines(text), path)
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
}
