//! Marks inside lines that are not part of what is read: footnote numbers behind words, and markup of Markdown and HTML.
//!
//! Found on the text, since the fold reads all brackets as round ones. Time is linear: a search for the end of a mark is
//! limited to a few hundred bytes.

use std::collections::HashSet;

use memchr::{memchr_iter, memmem};

use super::line::Line;
use crate::document::{Gap, GapKind, retain_disjoint, saturating_u32};

/// Brackets of footnote numbers. Round ones are not: 小（2）型水库.
const BRACKETS: [(&str, &str); 4] = [("[", "]"), ("［", "］"), ("〔", "〕"), ("【", "】")];
/// Most digits of a footnote number: more are a year.
const MAX_DIGITS: usize = 3;
/// Fewest numbers that count up from 1 without a list of notes.
const MIN_COUNT: usize = 2;
/// Most bytes of a tag or of the target of a link.
const MAX_MARK: usize = 400;
/// Elements of HTML that are part of a line.
const INLINE: [&str; 13] = [
    "sup", "sub", "b", "i", "u", "em", "strong", "span", "font", "a", "s", "del", "small",
];

/// The marks of a text, at most `max`, in text order.
pub(super) fn find(text: &str, lines: &[Line], max: usize) -> Vec<Gap> {
    with_markup(text, footnotes(text, lines, max), max)
}

/// A text to be found without its marks, if it has any: it may be copied from a report with them. Whether a number in
/// brackets is one of a footnote cannot be told from the text alone.
pub(crate) fn without_marks(text: &str) -> Option<String> {
    let numbers = notes(text).into_iter().filter(|note| note.follows_word);
    let numbers = numbers.map(|note| gap(note.start, note.end, GapKind::Mark));
    let gaps = with_markup(text, numbers.collect(), usize::MAX);
    let mut without = String::new();
    let mut from = 0;
    for gap in &gaps {
        without.push_str(&text[from..gap.range().start]);
        from = gap.range().end;
    }
    (from > 0).then(|| without + &text[from..])
}

/// Some marks of a text together with its markup, until there are `max`.
fn with_markup(text: &str, mut gaps: Vec<Gap>, max: usize) -> Vec<Gap> {
    add_tags(text, &mut gaps, max);
    add_links(text, &mut gaps, max);
    add_pairs(text, &mut gaps, max);
    gaps.truncate(max);
    gaps.sort_by_key(|gap| gap.start);
    retain_disjoint(&mut gaps, |gap| gap.start..gap.end);
    gaps
}

fn gap(start: usize, end: usize, kind: GapKind) -> Gap {
    Gap {
        start: saturating_u32(start),
        end: saturating_u32(end),
        kind,
    }
}

/// A number in brackets.
struct Note {
    start: usize,
    end: usize,
    number: u32,
    /// Whether a word or a closing mark is directly before it.
    follows_word: bool,
    /// Whether it begins a line.
    begins_line: bool,
}

/// The numbers in brackets of a text.
fn notes(text: &str) -> Vec<Note> {
    let mut notes: Vec<Note> = Vec::new();
    for (open, close) in BRACKETS {
        for start in memmem::find_iter(text.as_bytes(), open) {
            notes.extend(note(text, start, open, close));
        }
    }
    notes.sort_by_key(|note| note.start);
    notes
}

/// Numbers in brackets behind words that a list of notes has, or that count up from 1 through the text.
fn footnotes(text: &str, lines: &[Line], max: usize) -> Vec<Gap> {
    let mut notes = notes(text);
    if notes.is_empty() {
        return Vec::new();
    }
    let mut starts = lines.iter().map(Line::first).peekable();
    for note in &mut notes {
        while starts.next_if(|start| *start < note.start).is_some() {}
        note.begins_line = starts.peek() == Some(&note.start);
    }
    let listed: HashSet<u32> = notes
        .iter()
        .filter(|note| note.begins_line)
        .map(|note| note.number)
        .collect();
    let marks = || {
        notes
            .iter()
            .filter(|note| note.follows_word && !note.begins_line)
    };
    let counts_up = {
        let mut last = 0;
        let is_next = |note: &Note| {
            let is_next = note.number == last + 1;
            last += u32::from(is_next);
            is_next
        };
        marks().count() >= MIN_COUNT && marks().all(is_next)
    };
    marks()
        .filter(|note| counts_up || listed.contains(&note.number))
        .map(|note| gap(note.start, note.end, GapKind::Mark))
        .take(max)
        .collect()
}

/// The number in brackets at `start`.
fn note(text: &str, start: usize, open: &str, close: &str) -> Option<Note> {
    let inner = text[start + open.len()..].trim_start_matches('^');
    let digits = inner
        .bytes()
        .take(MAX_DIGITS + 1)
        .take_while(u8::is_ascii_digit)
        .count();
    let number = inner.get(..digits)?.parse().ok()?;
    let rest = inner[digits..].strip_prefix(close)?;
    let before = text[..start].chars().next_back();
    let follows_word = before.is_some_and(|c| {
        c.is_alphanumeric() || matches!(c, '”' | '’' | '）' | '》' | '」' | '』' | '%' | '％')
    });
    // 〔12〕3号 is the number of a document.
    let is_number = rest.starts_with(|c: char| c.is_ascii_digit() || c == '号');
    (digits <= MAX_DIGITS && !is_number).then(|| Note {
        start,
        end: text.len() - rest.len(),
        number,
        follows_word,
        begins_line: false,
    })
}

/// Tags of elements inside a line; a `<br>` is a break.
fn add_tags(text: &str, gaps: &mut Vec<Gap>, max: usize) {
    for start in memchr_iter(b'<', text.as_bytes()) {
        if gaps.len() >= max {
            break;
        }
        let rest = &text[start + 1..];
        let name_start = usize::from(rest.starts_with('/'));
        let name = &rest[name_start..];
        let length = name.bytes().take_while(u8::is_ascii_alphanumeric).count();
        let Some(end) = line_within(rest).find('>') else {
            continue;
        };
        let after = name[length..].chars().next();
        if !matches!(after, Some('>' | '/' | ' ')) {
            continue;
        }
        let name = name[..length].to_ascii_lowercase();
        let end = start + 1 + end + 1;
        if name == "br" {
            // After a stop the tag stays text, so that it parts the lines of a cell.
            let before = text[..start].trim_end_matches(['*', ' ']);
            if !before.ends_with(['。', '；', '：', '！', '？']) {
                gaps.push(gap(start, end, GapKind::Break));
            }
        } else if INLINE.contains(&name.as_str()) {
            gaps.push(gap(start, end, GapKind::Mark));
        }
    }
}

/// What is around the words of links: `[` and `](address)`, with `!` before a picture.
fn add_links(text: &str, gaps: &mut Vec<Gap>, max: usize) {
    for middle in memmem::find_iter(text.as_bytes(), "](") {
        if gaps.len() >= max {
            break;
        }
        let target = line_within(&text[middle + 2..]);
        let Some(length) = target.find(')') else {
            continue;
        };
        let target = &target[..length];
        let is_address = target.is_ascii()
            && !target.contains(' ')
            && (target.starts_with('#') || target.contains(['/', '.']));
        let from = text.floor_char_boundary(middle.saturating_sub(MAX_MARK));
        let before = &text[from..middle];
        let before = &before[before.rfind(['\n', '\r', ']']).map_or(0, |at| at + 1)..];
        if let Some(open) = before.rfind('[').filter(|_| is_address) {
            let open = middle - before.len() + open;
            let picture = usize::from(text[..open].ends_with('!'));
            gaps.push(gap(open - picture, open + 1, GapKind::Mark));
            let end = middle + 2 + length + 1;
            let is_beside_another = text[end..].starts_with(['[', '!']);
            let kind = if is_beside_another {
                GapKind::Break
            } else {
                GapKind::Mark
            };
            gaps.push(gap(middle, end, kind));
        }
    }
}

/// Backticks, and `~~` that is not between digits, in pairs on a line.
fn add_pairs(text: &str, gaps: &mut Vec<Gap>, max: usize) {
    for (sign, between_digits) in [("`", true), ("~~", false)] {
        let mut open: Option<usize> = None;
        for at in memmem::find_iter(text.as_bytes(), sign) {
            if gaps.len() >= max {
                break;
            }
            let after = at + sign.len();
            let is_digit = |c: Option<char>| c.is_some_and(|c| c.is_ascii_digit());
            let joins_digits =
                is_digit(text[..at].chars().next_back()) && is_digit(text[after..].chars().next());
            if joins_digits && !between_digits {
                continue;
            }
            match open.take().filter(|open| is_one_line(&text[*open..at])) {
                Some(open) => {
                    gaps.push(gap(open, open + sign.len(), GapKind::Mark));
                    gaps.push(gap(at, after, GapKind::Mark));
                }
                None => open = Some(at),
            }
        }
    }
}

fn is_one_line(text: &str) -> bool {
    text.len() <= MAX_MARK && !text.contains(['\n', '\r'])
}

/// The beginning of a text up to the end of its line, at most [`MAX_MARK`] bytes.
fn line_within(text: &str) -> &str {
    let part = &text[..text.floor_char_boundary(MAX_MARK)];
    part.split(['\n', '\r']).next().unwrap_or_default()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::structure::genre::tests::genre;

    /// The text without its marks; a break is a blank.
    fn read(text: &str) -> String {
        let lines = super::super::line::lines(text, usize::MAX, genre());
        let mut read = String::new();
        let mut from = 0;
        for gap in find(text, &lines, usize::MAX) {
            read += &text[from..gap.range().start];
            read += if gap.kind == GapKind::Break { " " } else { "" };
            from = gap.range().end;
        }
        read + &text[from..]
    }

    #[test]
    fn lines_of_a_cell_and_pictures_stay_apart() {
        assert_eq!(read("已完成。**<br>（1）"), "已完成。**<br>（1）");
        assert_eq!(read("公共文化<br>体育"), "公共文化 体育");
        assert_eq!(read("![24831](a/1.png)![24832](a/2.png)"), "24831 24832");
    }

    #[test]
    fn footnote_numbers_are_passed_over_if_a_list_has_them_or_they_count_up() {
        assert_eq!(
            read("事项[1]获批，“消费”[^2]回流，枫桥【3】经验。\n[1] 甲\n［2］乙\n[3] 丙"),
            "事项获批，“消费”回流，枫桥经验。\n[1] 甲\n［2］乙\n[3] 丙"
        );
        assert_eq!(read("甲［1］乙〔2〕丙[3]"), "甲乙丙");
        for text in [
            "小（2）型水库，甲[1]。",
            "松府发〔2021〕3号，松府发〔21〕3号",
            "。[1]甲 [2]乙",
            "见表[3]和表[4]",
        ] {
            assert_eq!(read(text), text);
        }
    }

    #[test]
    fn markup_is_passed_over() {
        for (text, wanted) in [
            ("| 公共医疗<br>卫生<BR/> |", "| 公共医疗 卫生  |"),
            ("H<sub>2</sub>O <span style='x'>甲</span>", "H2O 甲"),
            ("推进`5G`建设", "推进5G建设"),
            ("[行政](#a)复议 ![图](a/b.png)", "行政复议 图"),
            ("~~删去~~ 10~~20", "删去 10~~20"),
            ("a<b>c", "ac"),
        ] {
            assert_eq!(read(text), wanted);
        }
        for text in [
            "3<5 和 6>2",
            "`一个\n两个`",
            "[2020](9号)",
            "<table>",
            "甲~乙~~丙",
        ] {
            assert_eq!(read(text), text);
        }
    }

    #[test]
    fn marks_after_the_limit_are_text() {
        let text = "`甲` `乙` <b>";
        let lines = super::super::line::lines(text, usize::MAX, genre());
        assert_eq!(find(text, &lines, 2).len(), 2);
        assert_eq!(find(text, &lines, 9).len(), 5);
    }

    #[test]
    fn many_marks_take_linear_time() {
        for piece in ["甲[1]", "<", "](", "`", "[", "~~", "<b"] {
            let text = piece.repeat(100_000);
            assert!(read(&text).len() <= text.len());
        }
    }
}
