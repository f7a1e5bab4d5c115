//! Places in names: 重庆市渝北区大盛镇人民政府 is 重庆市, 渝北区, 大盛镇.
//!
//! A name of the table of divisions is believed first. What the table does not know (towns, invented places)
//! is read by the words that names of places end in.

use super::date::YEAR;
use super::division::{Divisions, Rank};
use super::heading::first_characters;
use super::line::without_blanks;

// What a place's name ends in, where the table does not know it.
pattern!(
    PLACE_PART,
    r"^[\p{Han}]{2,9}?(?:特别行政区|自治区|自治州|自治县|自治旗|街道|省|市|盟|地区|新区|区|县|旗|镇|乡|區|縣|鎮|鄉)"
);
// The date of a delivery before the place: 2013年1月24日在, 二月在
pattern!(BEFORE_PLACE, r"^(?:[^在]{0,14}[日月])?在");

/// The places that a name begins with: 重庆市渝北区大盛镇人民政府 → 重庆市, 渝北区, 大盛镇.
pub(super) fn region_of(name: &str, divisions: &Divisions) -> Vec<String> {
    let name = without_blanks(name);
    let name = name.trim_start_matches(|c: char| !c.is_alphanumeric());
    let name = BEFORE_PLACE.replace(name, "");
    let year = YEAR.find(&name).filter(|year| year.start() == 0);
    let name = &name[year.map_or(0, |year| year.end())..];
    let name = name.trim_start_matches(|c: char| !c.is_alphabetic());
    let name = BEFORE_NAME
        .iter()
        .fold(name, |name, word| name.strip_prefix(word).unwrap_or(name));
    places_at(name, divisions).0
}

/// Words before the place in titles and names of offices.
const BEFORE_NAME: [&str; 6] = ["度", "关于", "印发", "中共", "中国共产党", "国家税务总局"];

/// The places that `text` begins with, and what stands behind them.
fn places_at<'t>(text: &'t str, divisions: &Divisions) -> (Vec<String>, &'t str) {
    let mut places = Vec::new();
    let mut rest = text;
    while let Some((place, length)) = place_at(rest, divisions, places.is_empty()) {
        places.push(place);
        rest = &rest[length..];
    }
    (places, rest)
}

/// The place that `text` begins with and its bytes. A short name (广西, 长春) counts where nothing stands above it.
fn place_at(text: &str, divisions: &Divisions, is_first: bool) -> Option<(String, usize)> {
    let is_officer = |length: usize| {
        let behind = &text[length..];
        behind.starts_with('长') && divisions.name_at(behind).is_none()
    };
    if let Some((name, full)) = divisions.name_at(text)
        && !is_officer(name.len())
    {
        return Some((full.to_string(), name.len()));
    }
    if is_first && let Some((short, full)) = divisions.short_name_at(text) {
        let behind = &text[short.len()..];
        let region = if behind.starts_with("自治区") {
            "自治区".len()
        } else {
            0
        };
        if region > 0 || ends_name(behind, divisions) {
            return Some((full.to_string(), short.len() + region));
        }
    }
    let part = PLACE_PART.find(text)?.as_str();
    let behind = &text[part.len()..];
    let names_place = !is_common_noun(part) && !holds_other_words(part) && !is_officer(part.len());
    let ends = ends_name(behind, divisions) || PLACE_PART.is_match(behind);
    (names_place && ends).then(|| (part.to_string(), part.len()))
}

/// Whether a name of a place can end before `behind`: 长春政府, 重庆巫溪县, 松泽县司法局, but not 中山路 and not
/// the 加强城市 of 加强城市管理.
fn ends_name(behind: &str, divisions: &Divisions) -> bool {
    const BEHIND: [&str; 18] = [
        "政府",
        "人民政府",
        "法治",
        "依法",
        "工作",
        "关于",
        "委",
        "司法",
        "行政",
        "党",
        "办公室",
        "财政",
        "公安",
        "国民经济",
        "人大",
        "第",
        "年",
        "税务",
    ];
    let letter = behind.chars().next().is_some_and(char::is_alphabetic);
    !letter
        || BEHIND.iter().any(|word| behind.starts_with(word))
        || divisions.name_at(behind).is_some()
}

/// Whether what ends like a place's name holds words that no place has: 住房和城乡, 委全面依法治县.
fn holds_other_words(part: &str) -> bool {
    const WORDS: [&str; 17] = [
        "届", "在", "委", "局", "厅", "关于", "印发", "住房", "城乡", "依法", "管理", "国家",
        "全面", "推进", "加强", "实施", "加快",
    ];
    WORDS.iter().any(|word| part.contains(word))
}

/// 全市, 我区, 本县, 自治区 name no place.
fn is_common_noun(part: &str) -> bool {
    part.starts_with(['全', '我', '本', '各', '该']) || part.starts_with("自治")
}

/// The place of the government whose page it is: the first of the lines above a report that is its name.
pub(super) fn region_of_page(opening: &[&str], divisions: &Divisions) -> Vec<String> {
    const MAX_LENGTH: usize = 40;
    let is_masthead = |line: &&&str| {
        line.contains("人民政府") && line.chars().nth(MAX_LENGTH).is_none() && !line.contains('。')
    };
    let mut mastheads = opening.iter().filter(is_masthead);
    mastheads
        .find_map(|line| Some(region_of(line, divisions)).filter(|region| !region.is_empty()))
        .unwrap_or_default()
}

/// The places among the folders' names.
pub(super) fn region_of_path(path: &str, divisions: &Divisions) -> Vec<String> {
    let folders = path.rsplit_once('/').map_or("", |(folders, _)| folders);
    let whole = |part: &str| {
        let (places, rest) = places_at(part, divisions);
        rest.is_empty().then_some(places)
    };
    folders.split('/').filter_map(whole).flatten().collect()
}

// 我代表某省人民政府向大会报告工作
pattern!(SPEAKS_FOR, r"代表([\p{Han}]{2,16}?)(?:人民)?政府");
// 我代表市人民政府: the rank of the place and not its name
pattern!(SPEAKS_FOR_RANK, r"代表(省|市|自治区)(?:人民)?政府");
// 某省省长 某某, 某市人民政府市长某某
pattern!(
    OFFICER,
    concat!(r"^([\p{Han}]{2,12}?)(?:人民政府)?代?(?:", officers!(), ")")
);

/// The place of the government that a report says it speaks for, or of the officer who delivers it.
pub(super) fn region_of_speaker(opening: &[&str], divisions: &Divisions) -> Vec<String> {
    const MAX_LENGTH: usize = 240;
    let named = |found: regex::Captures| {
        let region = region_of(&found[1], divisions);
        (!region.is_empty()).then_some(region)
    };
    let speaks_for = opening.iter().find_map(|line| {
        let line = first_characters(line, MAX_LENGTH);
        SPEAKS_FOR.captures_iter(line).find_map(named)
    });
    let of_officer = |line: &&str| OFFICER.captures(line).and_then(named);
    speaks_for
        .or_else(|| opening.iter().find_map(of_officer))
        .unwrap_or_default()
}

/// What a government calls the place it governs, for each rank.
const OWN: [(Rank, [&str; 3]); 4] = [
    (Rank::Province, ["全省", "我省", "自治区"]),
    (Rank::Prefecture, ["全市", "我市", "全州"]),
    (Rank::County, ["全县", "我县", "全旗"]),
    (Rank::County, ["全区", "我区", "区委"]),
];
/// Mentions below which a name decides nothing, and how often more than the next it must stand.
const FEWEST_MENTIONS: usize = 3;
const MARGIN: usize = 2;

/// The place a report speaks of without saying so: of the rank that it calls its own (全省, 全市, 全县), the
/// division that it names most, and at least twice as often as any other.
pub(super) fn region_spoken_of(
    text: &str,
    year: Option<u16>,
    divisions: &Divisions,
) -> Option<String> {
    let mentions = |word: &str| memchr::memmem::find_iter(text.as_bytes(), word).count();
    let rank = rank_spoken_for(text, mentions)?;
    if rank == Rank::County {
        return None;
    }
    // The four municipalities are provinces and call themselves cities.
    let municipalities = divisions
        .names_of_rank(Rank::Province, year)
        .filter(|(name, _)| rank == Rank::Prefecture && name.ends_with('市'));
    let mut counts: Vec<(usize, &str)> = divisions
        .names_of_rank(rank, year)
        .chain(municipalities)
        .map(|(name, short)| (mentions(short.unwrap_or(name)), name))
        .collect();
    counts.sort_unstable_by(|a, b| b.cmp(a));
    let (most, name) = *counts.first()?;
    let next = counts.get(1).map_or(0, |(count, _)| *count);
    (most >= FEWEST_MENTIONS && most >= MARGIN * next).then(|| name.to_string())
}

/// The rank of the place that a report says it speaks for, or else calls its own.
fn rank_spoken_for(text: &str, mentions: impl Fn(&str) -> usize) -> Option<Rank> {
    if let Some(found) = SPEAKS_FOR_RANK.captures(text) {
        return Some(match &found[1] {
            "市" => Rank::Prefecture,
            _ => Rank::Province,
        });
    }
    let own = |words: &[&str]| words.iter().map(|word| mentions(word)).sum::<usize>();
    let is_autonomous = mentions("自治区") >= FEWEST_MENTIONS;
    let ranks = OWN.iter().map(|(rank, words)| {
        // An autonomous region says 全区 as a district does.
        let is_region = is_autonomous && words[0] == "全区";
        (if is_region { Rank::Province } else { *rank }, own(words))
    });
    let (rank, count) = ranks.max_by_key(|(_, count)| *count)?;
    (count >= FEWEST_MENTIONS).then_some(rank)
}

#[cfg(test)]
mod tests {
    use super::super::division::tests::divisions;
    use super::*;

    fn region(name: &str) -> Vec<String> {
        region_of(name, &divisions())
    }

    #[test]
    fn names_of_places_are_cut_where_the_table_cuts_them() {
        assert_eq!(
            region("重庆市渝北区大盛镇人民政府"),
            ["重庆市", "渝北区", "大盛镇"]
        );
        assert_eq!(region("2010年四川省人民政府工作报告"), ["四川省"]);
        assert_eq!(region("关于浙江省第七个五年计划的报告"), ["浙江省"]);
        assert_eq!(
            region("2002年3月26日在拉萨市第七届人民代表大会"),
            ["拉萨市"]
        );
        assert_eq!(region("澄州市松泽县柳渡镇"), ["澄州市", "松泽县", "柳渡镇"]);
    }

    #[test]
    fn short_names_are_completed() {
        assert_eq!(region("新疆自治区2006年政府工作报告"), ["新疆维吾尔自治区"]);
        assert_eq!(region("长春政府工作报告"), ["长春市"]);
        assert_eq!(region("恩施州2020年报告"), ["恩施土家族苗族自治州"]);
        assert_eq!(region("湘西自治州人民政府"), ["湘西土家族苗族自治州"]);
        assert_eq!(region("酉阳县司法局"), ["酉阳土家族苗族自治县"]);
        assert_eq!(
            region("凉山州西昌市政府工作报告"),
            ["凉山彝族自治州", "西昌市"]
        );
        assert_eq!(region("重庆巫溪县2020年报告"), ["重庆市", "巫溪县"]);
        assert_eq!(region("中山路街道2020年报告"), ["中山路街道"]);
    }

    #[test]
    fn officers_and_common_nouns_are_no_places() {
        assert_eq!(region("韩某市长在会上的报告"), [] as [&str; 0]);
        assert_eq!(region("重庆市长寿区2022年报告"), ["重庆市", "长寿区"]);
        for name in [
            "中共垫江县委全面依法治县委员会办公室2022年工作报告",
            "关于印发垫江县2022年法治政府建设工作计划的通知",
            "中国共产党垫江县委员会工作报告",
        ] {
            assert_eq!(region(name), ["垫江县"], "{name}");
        }
        assert_eq!(region("宜宾市住房和城乡建设局2021年度报告"), ["宜宾市"]);
        assert_eq!(region("国家税务总局巴南区税务局2022年报告"), ["巴南区"]);
        assert_eq!(region("2012年自治区政府工作报告"), [] as [&str; 0]);
        assert_eq!(region("全市法治政府建设情况报告"), [] as [&str; 0]);
        for title in [
            "关于实施乡村振兴战略的报告",
            "加快县域经济发展",
            "加强城市管理",
        ] {
            assert_eq!(region(title), [] as [&str; 0], "{title}");
        }
    }

    #[test]
    fn a_report_speaks_of_the_place_it_names_most() {
        let divisions = divisions();
        let text = "全市发展。宁波港兴旺，宁波经济增长，杭州湾建设，宁波更美。我市、全市。";
        assert_eq!(
            region_spoken_of(text, None, &divisions).as_deref(),
            Some("宁波市")
        );
        assert_eq!(
            region_spoken_of("全市。全市。我市。", None, &divisions),
            None
        );
    }
}
