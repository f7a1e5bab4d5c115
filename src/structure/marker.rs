//! The numbers that open sections and items, as GB/T 9704-2012 (7.3.3) prescribes them, and those of laws.

/// A number at the beginning of a heading.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Marker {
    pub scheme: Scheme,
    pub value: u32,
    /// In bytes, with the delimiter.
    pub length: usize,
}

/// The series that a number belongs to.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub(super) enum Scheme {
    /// `一、`
    Ideograph,
    /// `（一）`
    BracketedIdeograph,
    /// `一、` in a list inside a section `（一）`
    NestedIdeograph,
    /// `1.` or `1、`
    Digit,
    /// `（1）` or `1）`
    BracketedDigit,
    /// `第一编`, `第一篇`, `第一部分`
    Book,
    /// `第一章`
    Chapter,
    /// `第一节`
    Division,
    /// `第一条`
    Article,
}

impl Scheme {
    /// The level that official documents give to a series. Those of laws count from the highest kind present.
    pub(super) fn level(self) -> Option<u8> {
        match self {
            Self::Ideograph => Some(1),
            Self::BracketedIdeograph => Some(2),
            Self::Digit | Self::NestedIdeograph => Some(3),
            Self::BracketedDigit => Some(4),
            _ => None,
        }
    }
}

impl Scheme {
    /// Whether a series numbers the chapters of a text.
    pub(super) fn is_chapter(self) -> bool {
        matches!(
            self,
            Self::Ideograph | Self::BracketedIdeograph | Self::Book | Self::Chapter
        )
    }
}

impl Marker {
    /// Whether chapters `一、` begin with it.
    pub(super) fn begins_chapters(self) -> bool {
        (self.scheme, self.value) == (Scheme::Ideograph, 1)
    }
}

/// Whether a character is a number in a circle.
pub(super) fn is_circled(c: char) -> bool {
    ('①'..='⑳').contains(&c)
}

/// Most digits of a number: longer ones are years and figures. Most characters of a Chinese numeral: longer ones are prose.
const MAX_DIGITS: usize = 3;
const MAX_NUMERALS: usize = 7;

/// The section number at the beginning of `text`.
pub(super) fn section_marker(text: &str) -> Option<Marker> {
    match text.chars().next()? {
        '（' | '(' | '﹙' => bracketed(text),
        '第' => law(text),
        '0'..='9' | '０'..='９' => digit(text),
        c @ ('\u{2474}'..='\u{249B}' | '㈠'..='㈩') => composed(c),
        c if numeral(c).is_some() => ideograph(text),
        _ => None,
    }
}

/// The item number (`一是`) at the beginning of `text`.
pub(super) fn item_marker(text: &str) -> Option<Marker> {
    let (value, length) = numerals(text)?;
    let rest = &text[length..];
    let known = rest.starts_with('是') && !rest.starts_with("是否");
    known.then_some(Marker {
        scheme: Scheme::Ideograph,
        value,
        length: length + '是'.len_utf8(),
    })
}

/// The number at the beginning of `text` that lost its first character or a bracket: `一）聚焦`, `（三 推进`,
/// `、2016年工作回顾`. Its value is 0 if the numeral was lost.
pub(super) fn damaged_marker(text: &str) -> Option<Marker> {
    let first = text.chars().next()?;
    let (open, rest) = match first {
        '、' => {
            return Some(Marker {
                scheme: Scheme::Ideograph,
                value: 0,
                length: first.len_utf8(),
            });
        }
        '（' | '(' => text.split_at(first.len_utf8()),
        _ => text.split_at(0),
    };
    let (value, length) = numerals(rest)?;
    let after = rest[length..].chars().next()?;
    let closes = matches!(after, '）' | ')');
    let length = open.len() + length + if closes { after.len_utf8() } else { 0 };
    let lost_opening = open.is_empty() && closes;
    let lost_closing = !open.is_empty() && matches!(after, ' ' | '\u{3000}');
    (lost_opening || lost_closing).then_some(Marker {
        scheme: Scheme::BracketedIdeograph,
        value,
        length,
    })
}

/// A number that is one character with its delimiter: ⒈ is `1.`, ⑴ is `（1）`, ㈠ is `（一）`.
fn composed(c: char) -> Option<Marker> {
    let (scheme, first) = match c {
        '⑴'..='⒇' => (Scheme::BracketedDigit, '⑴'),
        '⒈'..='⒛' => (Scheme::Digit, '⒈'),
        '㈠'..='㈩' => (Scheme::BracketedIdeograph, '㈠'),
        _ => return None,
    };
    Some(Marker {
        scheme,
        value: c as u32 - first as u32 + 1,
        length: c.len_utf8(),
    })
}

fn ideograph(text: &str) -> Option<Marker> {
    let (value, length) = numerals(text)?;
    let delimiter = text[length..]
        .chars()
        .next()
        .filter(|c| matches!(c, '、' | '．' | '.' | '﹑'))?;
    Some(Marker {
        scheme: Scheme::Ideograph,
        value,
        length: length + delimiter.len_utf8(),
    })
}

fn bracketed(text: &str) -> Option<Marker> {
    let open = text.chars().next()?.len_utf8();
    let inner = &text[open..];
    let blanks = inner.len() - inner.trim_start_matches([' ', '\u{3000}']).len();
    let (scheme, value, length) = if let Some((value, length)) = numerals(&inner[blanks..]) {
        (Scheme::BracketedIdeograph, value, length)
    } else {
        let (value, length) = digits(&inner[blanks..])?;
        (Scheme::BracketedDigit, value, length)
    };
    let rest = &inner[blanks + length..];
    let trimmed = rest.trim_start_matches([' ', '\u{3000}']);
    let close = trimmed
        .chars()
        .next()
        .filter(|c| matches!(c, '）' | ')' | '﹚'))?;
    let mut end = open + blanks + length + (rest.len() - trimmed.len()) + close.len_utf8();
    if text[end..].starts_with('、') {
        end += '、'.len_utf8();
    }
    Some(Marker {
        scheme,
        value,
        length: end,
    })
}

fn digit(text: &str) -> Option<Marker> {
    let (value, length) = digits(text)?;
    let mut rest = text[length..].chars();
    let delimiter = rest.next()?;
    let scheme = match delimiter {
        '.' | '．' | '、'
            if !rest
                .clone()
                .next()
                .is_some_and(|c| c.is_ascii_digit() || ('０'..='９').contains(&c))
                || begins_with_year(rest.as_str()) =>
        {
            Scheme::Digit
        }
        '）' | ')' => Scheme::BracketedDigit,
        _ => return None,
    };
    Some(Marker {
        scheme,
        value,
        length: length + delimiter.len_utf8(),
    })
}

/// Whether a text begins with a year, as after the number in `1.2021年，…`. Otherwise `1.2021` is a figure.
fn begins_with_year(text: &str) -> bool {
    let digits = text.get(..4).unwrap_or_default();
    let is_year = digits.starts_with("19") || digits.starts_with("20");
    is_year && digits.bytes().all(|c| c.is_ascii_digit()) && text[4..].starts_with('年')
}

fn law(text: &str) -> Option<Marker> {
    let first = '第'.len_utf8();
    let (value, length) = numerals(&text[first..]).or_else(|| digits(&text[first..]))?;
    let rest = &text[first + length..];
    let (scheme, unit) = match rest.chars().next()? {
        '编' => (Scheme::Book, "编"),
        '編' => (Scheme::Book, "編"),
        '篇' => (Scheme::Book, "篇"),
        '章' => (Scheme::Chapter, "章"),
        '节' => (Scheme::Division, "节"),
        '節' => (Scheme::Division, "節"),
        '条' => (Scheme::Article, "条"),
        '條' => (Scheme::Article, "條"),
        _ if rest.starts_with("部分") => (Scheme::Book, "部分"),
        _ => return None,
    };
    // 第二十条第（一）项, 第三条、第四条 and 第一章至第三章 cite divisions and begin none.
    if rest[unit.len()..].starts_with(['第', '、', '至']) {
        return None;
    }
    // 第一百二十条之一: an article that an amendment inserted.
    let inserted = rest[unit.len()..]
        .strip_prefix('之')
        .and_then(numerals)
        .map_or(0, |(_, length)| '之'.len_utf8() + length);
    Some(Marker {
        scheme,
        value,
        length: first + length + unit.len() + inserted,
    })
}

/// The Chinese numeral at the beginning of `text`: its value and its length in bytes. 一百零三 and 一〇三 are 103.
fn numerals(text: &str) -> Option<(u32, usize)> {
    let (mut total, mut digit, mut length) = (0, 0, 0);
    let mut after_unit = false;
    for (count, c) in text.chars().enumerate() {
        let Some(value) = numeral(c) else { break };
        if count == MAX_NUMERALS {
            return None;
        }
        match value {
            10 | 100 | 1000 => {
                total += digit.max(1) * value;
                digit = 0;
            }
            _ if after_unit => digit = digit * 10 + value,
            _ => digit = value,
        }
        after_unit = (1..10).contains(&value) || (after_unit && value == 0);
        length += c.len_utf8();
    }
    (length > 0).then_some((total + digit, length))
}

/// Whether a character is a Chinese numeral.
pub(super) fn is_numeral(c: char) -> bool {
    numeral(c).is_some()
}

/// The value of a character of a Chinese numeral.
pub(crate) fn numeral(c: char) -> Option<u32> {
    Some(match c {
        '〇' | '零' | '○' => 0,
        '一' => 1,
        '二' => 2,
        '三' => 3,
        '四' => 4,
        '五' => 5,
        '六' => 6,
        '七' => 7,
        '八' => 8,
        '九' => 9,
        '十' => 10,
        '百' => 100,
        '千' => 1000,
        _ => return None,
    })
}

/// The number in digits at the beginning of `text`: its value and its length in bytes.
fn digits(text: &str) -> Option<(u32, usize)> {
    let (mut value, mut length) = (0, 0);
    for (count, c) in text.chars().enumerate() {
        let narrow = if ('０'..='９').contains(&c) {
            c as u32 - '０' as u32
        } else {
            (c as u32).wrapping_sub('0' as u32)
        };
        if narrow > 9 {
            break;
        }
        if count == MAX_DIGITS {
            return None;
        }
        value = value * 10 + narrow;
        length += c.len_utf8();
    }
    (length > 0).then_some((value, length))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read(text: &str) -> Option<(Scheme, u32, &str)> {
        section_marker(text).map(|marker| (marker.scheme, marker.value, &text[..marker.length]))
    }

    #[test]
    fn the_numbers_of_official_documents() {
        assert_eq!(read("一、主要做法"), Some((Scheme::Ideograph, 1, "一、")));
        assert_eq!(
            read("二十三、附则"),
            Some((Scheme::Ideograph, 23, "二十三、"))
        );
        assert_eq!(
            read("（十二）甲"),
            Some((Scheme::BracketedIdeograph, 12, "（十二）"))
        );
        assert_eq!(
            read("( 一 )甲"),
            Some((Scheme::BracketedIdeograph, 1, "( 一 )"))
        );
        assert_eq!(read("1.大力推进"), Some((Scheme::Digit, 1, "1.")));
        assert_eq!(read("1.2021年，学法"), Some((Scheme::Digit, 1, "1.")));
        assert_eq!(read("1.2021万元"), None);
        assert_eq!(read("２、甲"), Some((Scheme::Digit, 2, "２、")));
        assert_eq!(read("（3）甲"), Some((Scheme::BracketedDigit, 3, "（3）")));
        assert_eq!(
            read("第一百零三条 甲"),
            Some((Scheme::Article, 103, "第一百零三条"))
        );
        assert_eq!(
            read("第一〇三条 甲"),
            Some((Scheme::Article, 103, "第一〇三条"))
        );
        assert_eq!(
            read("第九条之一 甲"),
            Some((Scheme::Article, 9, "第九条之一"))
        );
        assert_eq!(read("第二部分 甲"), Some((Scheme::Book, 2, "第二部分")));
        assert_eq!(read("第三篇 甲"), Some((Scheme::Book, 3, "第三篇")));
        assert_eq!(read("第三條 甲"), Some((Scheme::Article, 3, "第三條")));
        assert_eq!(read("⒉甲"), Some((Scheme::Digit, 2, "⒉")));
        assert_eq!(read("⒛甲"), Some((Scheme::Digit, 20, "⒛")));
        assert_eq!(read("⑶甲"), Some((Scheme::BracketedDigit, 3, "⑶")));
        assert_eq!(read("㈩甲"), Some((Scheme::BracketedIdeograph, 10, "㈩")));
    }

    #[test]
    fn numbers_that_lost_a_character_are_recognised_by_the_rest() {
        let damaged = |text| {
            damaged_marker(text).map(|marker| (marker.scheme, marker.value, &text[..marker.length]))
        };
        let level_2 = Scheme::BracketedIdeograph;
        assert_eq!(damaged("一）聚焦前沿"), Some((level_2, 1, "一）")));
        assert_eq!(damaged("（三 推进改革"), Some((level_2, 3, "（三")));
        assert_eq!(
            damaged("、2016年工作回顾"),
            Some((Scheme::Ideograph, 0, "、"))
        );
        for text in ["一年来", "（三年行动）", "一批项目）"] {
            assert_eq!(damaged(text), None, "{text}");
        }
    }

    #[test]
    fn figures_and_prose_are_not_numbers() {
        for text in [
            "2.5万",
            "2021.1",
            "一方面",
            "（见附件）",
            "第三方",
            "1000、甲",
            "第二十条第（一）项",
            "第三条、第四条",
            "3",
            "一",
        ] {
            assert_eq!(read(text), None, "{text}");
        }
        assert_eq!(read(&"9".repeat(10_000)), None);
        assert_eq!(read(&"一".repeat(10_000)), None);
    }

    #[test]
    fn items_are_numerals_with_the_copula() {
        assert_eq!(item_marker("三是加强").map(|marker| marker.value), Some(3));
        assert_eq!(item_marker("一是否"), None);
        assert_eq!(item_marker("三个"), None);
    }
}
