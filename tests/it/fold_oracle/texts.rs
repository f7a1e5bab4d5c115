//! Generated texts with everything that is difficult to match.

use proptest::prelude::*;
use proptest::sample::select;

/// Words in folded spelling; `spelled` varies them.
pub const WORDS: [&str; 27] = [
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
    "二〇三五年",
    "2020年",
    "1000万吨",
    "30′15″",
    "pm2.5",
    "gdp",
    "iii期",
    "干部",
    "乾县",
    "着力",
    "3:1",
    "foo,bar",
    "6 1",
];

/// Other spellings of whole words, for which the neighbours count.
const WHOLE: [(&str, &[&str]); 10] = [
    (
        "2020年",
        &[
            "2 0 2 0年",
            "2 020年",
            "2\u{3000}0 2 0 年",
            "20 20年",
            "2  0 2 0年",
        ],
    ),
    (
        "1000万吨",
        &["1 000万吨", "1\u{2009}000万吨", "1\t000万吨", "1000 万吨"],
    ),
    ("12345", &["12 345", "1 2 3 4 5", "12\u{A0}345", "123 45"]),
    ("30′15″", &["30 ′ 15 ″", "30″15′", "30“′”15″", "30′ 15"]),
    ("pm2.5", &["PM 2.5", "P M 2.5", "PM\t2.5"]),
    ("gdp", &["G D P", "GD P", "g d\tp"]),
    ("iii期", &["Ⅲ期", "ⅲ 期", "ＩＩＩ期"]),
    ("乾县", &["乾縣", "干县", "乾 县", "乾“县"]),
    ("6 1", &["“6 1”", "6\t1", "6“ ”1", "6 *1"]),
    (
        "foo bar",
        &["foo\u{200B} bar", "foo“ ”bar", "foo \u{2800}bar"],
    ),
];

/// Other spellings of single characters.
const SPELLINGS: [(char, &[&str]); 38] = [
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
    ('性', &["性\u{FE0F}", "性\u{E0101}"]),
    ('〇', &["零", "○", "0", "О", "o", "０"]),
    ('i', &["Ⅰ", "ⅰ", "I"]),
    ('干', &["乾", "\u{2F32}", "幹"]),
    ('着', &["著"]),
    (':', &["∶", "：", "﹕"]),
    (',', &["﹐", "，"]),
    ('.', &["．", "﹒"]),
    ('′', &["″", "‵"]),
];

/// What matching ignores between two characters of a word.
const PASSED_OVER: [&str; 20] = [
    "“", "”", "《", "》", "「", "』", "\"", "'", "*", "**", "_", "\u{200B}", "\u{FEFF}", "\u{AD}",
    "\u{1}", "＊", "′", "\u{FE0E}", "\u{180B}", "\u{FFFA}",
];

/// Other pieces of texts.
const PIECES: [&str; 108] = [
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
    "′",
    "″",
    "5 ′ 3",
    "7′8″",
    "0",
    "О",
    "二",
    "零",
    "○",
    "Ⅲ",
    "Ⅻ",
    "⸺",
    "1",
    "2 0",
    "2 0 2 0",
    "“2 0 2 0”",
    "1 000",
    "12 345 678",
    "0.",
    "1,",
    "2 3个",
    "“6 1”",
    "PM 2.5",
    "G D P",
    "A B",
    "a",
    "\t1\t2",
    "\n| 1 2 | 3 4 |\n",
    "\n|6 1\tG D|2 0 2 0\n",
    "干",
    "乾",
    "乾隆",
    "藉",
    "3∶1",
    "﹐",
    "\u{E0020}",
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
    let all = (select(&WORDS[..]), choices, 0..4_u8, 0..8_u8);
    all.prop_map(|(word, choices, noise, whole_choice)| {
        let whole = WHOLE.iter().find(|(of, _)| *of == word);
        let others = whole.map_or(&[][..], |(_, others)| others);
        let word = others.get(usize::from(whole_choice)).unwrap_or(&word);
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

/// What changes how its neighbours are read.
const DENSE: [&str; 38] = [
    "1", "2", "0", "0", "12", "345", "1234", " ", " ", " ", " ", "  ", "\t", "\n", "a", "b", "cd",
    "中", "一", "二", "〇", "О", ".", ",", "“", "”", "*", "_", "′", "″", "\"", "\u{200B}", "|",
    "Ⅲ", "ⅰ", "干", "乾", "县",
];

/// What changes how numbers are read.
const NUMBERS: [&str; 20] = [
    "1", "2", "3", "0", "1 ", "2 ", " 3", "12", " 345", "1234", " ", " ", "  ", ".", "“", "”", "*",
    "′", "a", "\u{200B}",
];

/// A text of fewer than `length` pieces that are such characters alone.
pub fn dense(length: usize) -> impl Strategy<Value = String> {
    let pieces = prop_oneof![
        proptest::collection::vec(select(&DENSE[..]), 0..length),
        proptest::collection::vec(select(&NUMBERS[..]), 0..length),
    ];
    let start = prop_oneof![6 => Just(""), 1 => Just("|"), 1 => Just(" |a ")];
    (start, pieces).prop_map(|(start, pieces)| format!("{start}{}", pieces.concat()))
}
