//! Generated texts with everything that is difficult to match.

use proptest::prelude::*;
use proptest::sample::select;

/// Words in folded spelling; `spelled` varies them.
pub const WORDS: [&str; 14] = [
    "规范性文件",
    "行政复议",
    "放管服改革",
    "石溪县",
    "年年",
    "一体化",
    "互联网+政务",
    "复议法",
    "app",
    "foo bar",
    "12345",
    "(2020)3号",
    "①②",
    "台湾",
];

/// Other spellings of single characters.
const SPELLINGS: [(char, &[&str]); 30] = [
    ('规', &["規", "規"]),
    ('议', &["議"]),
    ('复', &["復", "複"]),
    ('县', &["縣"]),
    ('体', &["體"]),
    ('联', &["聯", "聨"]),
    ('网', &["網"]),
    ('务', &["務"]),
    ('台', &["臺", "颱"]),
    ('湾', &["灣"]),
    ('号', &["號"]),
    ('行', &["\u{FA08}", "\u{2F8F}"]),
    ('一', &["\u{2F00}"]),
    ('文', &["\u{2F42}"]),
    ('石', &["\u{2F6F}"]),
    ('年', &["\u{F98E}"]),
    ('化', &["\u{2F829}"]),
    ('a', &["A", "ａ", "Ａ"]),
    ('p', &["P", "ｐ", "Ｐ"]),
    ('o', &["O", "ｏ"]),
    ('b', &["B", "Ｂ"]),
    ('1', &["１"]),
    ('2', &["２"]),
    ('3', &["３"]),
    ('0', &["０"]),
    ('+', &["＋"]),
    ('(', &["（", "〔", "［", "【", "["]),
    (')', &["）", "〕", "］", "】", "]"]),
    (' ', &["\u{3000}", "\u{A0}", "\t", "  ", " \u{200B}"]),
    ('性', &["性\u{FE0F}"]),
];

/// What matching ignores between two characters of a word.
const PASSED_OVER: [&str; 16] = [
    "“", "”", "《", "》", "「", "』", "\"", "'", "*", "**", "_", "\u{200B}", "\u{FEFF}", "\u{AD}",
    "\u{1}", "＊",
];

/// Other pieces of texts.
const PIECES: [&str; 72] = [
    "，",
    "。",
    "；",
    "：",
    "！",
    "、",
    ".",
    ",",
    "-",
    "—",
    "——",
    "～",
    "·",
    "•",
    "?",
    "？",
    "/",
    "\\",
    "|",
    "#",
    " ",
    "  ",
    "\u{3000}",
    "\u{3000}\u{3000}",
    "\t",
    "\u{A0}",
    "\u{2009}",
    "\u{2028}",
    "\u{B}",
    "\u{C}",
    "\u{85}",
    "\n",
    "\n\n",
    "\r\n",
    "\r",
    "\n\u{3000}\u{3000}",
    "\n— 12 —\n",
    "\n- 3 -\n",
    "\n第 4 页 共 9 页\n",
    "\n一、总体情况\n",
    "（一）",
    "二是",
    "\n## ",
    "\n> ",
    "\n- ",
    "\n| 甲 | 乙 |\n|---|---|\n",
    "![](a.png)",
    "[石溪](b.html)",
    "`app`",
    "e\u{301}",
    "É",
    "ñ",
    "ß",
    "İ",
    "ǅ",
    "Σ",
    "Ж",
    "한국",
    "ひら",
    "カナ",
    "ｶﾞ",
    "ﾞ",
    "①",
    "Ⅳ",
    "㎡",
    "½",
    "٣",
    "\u{20000}",
    "\u{2A6D6}",
    "\u{D7FF}",
    "\u{E000}",
    "\u{FFFD}",
];

/// Prose whose lines end inside sentences, so that their breaks are soft.
const PROSE: [&str; 6] = [
    "各部门依托统一的数据平台受理申请，群众通过政务服务网和foo",
    "bar系统即可办理，全年受理事项明显增加，办理时限比上年缩短",
    "石溪县人民政府全面推进依法行政工作，不断加强规范",
    "性文件的监督管理，全县各镇街认真落实行政复",
    "议各项制度，持续深化“放管服",
    "”改革，取得明显成效。",
];

/// A text of up to a few dozen pieces.
pub fn text() -> impl Strategy<Value = String> {
    let piece = prop_oneof![
        6 => spelled(),
        6 => select(&PIECES[..]).prop_map(String::from),
        2 => select(&PROSE[..]).prop_map(|line| format!("{line}\n")),
        1 => select(&PROSE[..]).prop_map(|line| format!("{line}\n— 7 —\n")),
        1 => any::<char>().prop_filter("starts no other format", |c| *c != '\0').prop_map(String::from),
    ];
    proptest::collection::vec(piece, 0..60).prop_map(|pieces| pieces.concat())
}

/// A word with varied spellings of its characters and ignored characters between them.
pub fn spelled() -> impl Strategy<Value = String> {
    let choices = proptest::collection::vec((any::<u8>(), any::<u8>()), 12);
    (select(&WORDS[..]), choices, 0..4_u8).prop_map(|(word, choices, noise)| {
        let mut spelled = String::new();
        for (at, (character, (spelling, between))) in word.chars().zip(choices).enumerate() {
            if at > 0 && between % 4 < noise {
                spelled.push_str(PASSED_OVER[usize::from(between / 4) % PASSED_OVER.len()]);
            }
            let others = SPELLINGS.iter().find(|(of, _)| *of == character);
            match others.and_then(|(_, others)| others.get(usize::from(spelling % 8))) {
                Some(other) => spelled.push_str(other),
                None => spelled.push(character),
            }
        }
        spelled
    })
}
