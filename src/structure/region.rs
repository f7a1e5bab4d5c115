//! Places in names: 重庆市渝北区大盛镇人民政府 is 重庆市, 渝北区, 大盛镇.
//!
//! A name in the table of divisions is believed first. What the table does not have (towns, invented places) is
//! recognised by how names of places end.

use super::division::{Divisions, Rank};
use super::genre::{Genre, List, Pattern, contains_any, starts_with_any};
use super::heading::first_characters;
use super::line::without_blanks;

/// Characters of the longest line that can be the masthead of a page.
const MAX_MASTHEAD: usize = 40;
/// Characters of a line of the opening in which the speaker names the government.
const MAX_SPEAKING: usize = 240;
/// Fewest mentions by which a name decides.
const MIN_MENTIONS: usize = 3;
/// How many times as often as the next name the first must be mentioned.
const MARGIN: usize = 2;

/// What a government calls the place it governs, for each rank. The last is of districts; an autonomous region says so
/// too.
const OWN: [(Rank, List); 4] = [
    (Rank::Province, List::OwnProvince),
    (Rank::Prefecture, List::OwnPrefecture),
    (Rank::County, List::OwnCounty),
    (Rank::County, List::OwnDistrict),
];

/// The table of divisions with the words by which names of places are read.
#[derive(Debug, Clone, Copy)]
pub(super) struct Gazetteer<'g> {
    pub genre: &'g Genre,
    pub divisions: &'g Divisions,
}

impl Gazetteer<'_> {
    /// The places that a name begins with, from the province down: 重庆市渝北区大盛镇人民政府 → 重庆市, 渝北区, 大盛镇.
    pub(super) fn region_of(self, name: &str) -> Vec<String> {
        let name = without_blanks(name);
        let name = name.trim_start_matches(|c: char| !c.is_alphanumeric());
        let name = self
            .genre
            .pattern(Pattern::PlaceOfDelivery)
            .replace(name, "");
        let year = self.genre.pattern(Pattern::Year).find(&name);
        let year = year.filter(|year| year.start() == 0);
        let name = &name[year.map_or(0, |year| year.end())..];
        let name = name.trim_start_matches(|c: char| !c.is_alphabetic());
        let before = self.genre.list(List::BeforePlace).iter();
        let name = before.fold(name, |name, word| {
            name.strip_prefix(word.as_str()).unwrap_or(name)
        });
        self.places_at(name).0
    }

    /// The place of the government whose page it is: the first line above a report that is a government's name.
    pub(super) fn region_of_page(self, opening: &[&str]) -> Vec<String> {
        let is_masthead = |line: &&&str| {
            line.contains("人民政府")
                && line.chars().nth(MAX_MASTHEAD).is_none()
                && !line.contains('。')
        };
        opening
            .iter()
            .filter(is_masthead)
            .map(|line| self.region_of(line))
            .find(|region| !region.is_empty())
            .unwrap_or_default()
    }

    /// The places among the names of the folders of a path.
    pub(super) fn region_of_path(self, path: &str) -> Vec<String> {
        let folders = path.rsplit_once('/').map_or("", |(folders, _)| folders);
        let whole = |folder: &str| {
            let (places, rest) = self.places_at(folder);
            rest.is_empty().then_some(places)
        };
        folders.split('/').filter_map(whole).flatten().collect()
    }

    /// The place of the government that a report says it speaks for, or of the officer who delivers it.
    pub(super) fn region_of_speaker(self, opening: &[&str]) -> Vec<String> {
        let named = |found: regex::Captures| {
            let region = self.region_of(&found[1]);
            (!region.is_empty()).then_some(region)
        };
        let pattern = self.genre.pattern(Pattern::SpeaksFor);
        let speaks_for = opening.iter().find_map(|line| {
            let line = first_characters(line, MAX_SPEAKING);
            pattern.captures_iter(line).find_map(named)
        });
        let officer = self.genre.pattern(Pattern::Officer);
        let of_officer = |line: &&str| officer.captures(line).and_then(named);
        speaks_for
            .or_else(|| opening.iter().find_map(of_officer))
            .unwrap_or_default()
    }

    /// The place that a report is about without saying so: of the rank that it calls its own (全省, 全市, 全县), the
    /// division that it mentions most, at least twice as often as any other.
    pub(super) fn region_spoken_of(self, text: &str, year: Option<u16>) -> Option<String> {
        let mentions = |word: &str| memchr::memmem::find_iter(text.as_bytes(), word).count();
        let rank = self.rank_spoken_for(text, mentions)?;
        if rank == Rank::County {
            return None;
        }
        // The four municipalities are provinces and call themselves cities.
        let municipalities = self
            .divisions
            .names_of_rank(Rank::Province, year)
            .filter(|(name, _)| rank == Rank::Prefecture && name.ends_with('市'));
        let mut counts: Vec<(usize, &str)> = self
            .divisions
            .names_of_rank(rank, year)
            .chain(municipalities)
            .map(|(name, short)| (mentions(short.unwrap_or(name)), name))
            .collect();
        counts.sort_unstable_by(|a, b| b.cmp(a));
        let (most, name) = *counts.first()?;
        let next = counts.get(1).map_or(0, |(count, _)| *count);
        (most >= MIN_MENTIONS && most >= MARGIN * next).then(|| name.to_string())
    }

    /// The rank of the place that a report says it speaks for, or else calls its own.
    fn rank_spoken_for(self, text: &str, mentions: impl Fn(&str) -> usize) -> Option<Rank> {
        let pattern = self.genre.pattern(Pattern::SpeaksForRank);
        if let Some(found) = pattern.captures(text) {
            return Some(match &found[1] {
                "市" => Rank::Prefecture,
                _ => Rank::Province,
            });
        }
        let is_autonomous = mentions("自治区") >= MIN_MENTIONS;
        let ranks = OWN.iter().map(|(rank, own)| {
            let is_region = is_autonomous && *own == List::OwnDistrict;
            let count: usize = self
                .genre
                .list(*own)
                .iter()
                .map(|word| mentions(word))
                .sum();
            (if is_region { Rank::Province } else { *rank }, count)
        });
        let (rank, count) = ranks.max_by_key(|(_, count)| *count)?;
        (count >= MIN_MENTIONS).then_some(rank)
    }

    /// The places that `text` begins with, and the rest of it.
    fn places_at(self, text: &str) -> (Vec<String>, &str) {
        let mut places = Vec::new();
        let mut rest = text;
        while let Some((place, length)) = self.place_at(rest, places.is_empty()) {
            places.push(place);
            rest = &rest[length..];
        }
        (places, rest)
    }

    /// The place that `text` begins with and its bytes. A short name (广西, 长春) counts only as the first place.
    fn place_at(self, text: &str, is_first: bool) -> Option<(String, usize)> {
        let is_officer = |length: usize| {
            let after = &text[length..];
            after.starts_with('长') && self.divisions.name_at(after).is_none()
        };
        if let Some((name, full)) = self.divisions.name_at(text)
            && !is_officer(name.len())
        {
            return Some((full.to_string(), name.len()));
        }
        if is_first && let Some((short, full)) = self.divisions.short_name_at(text) {
            let after = &text[short.len()..];
            let region = if after.starts_with("自治区") {
                "自治区".len()
            } else {
                0
            };
            if region > 0 || self.ends_name(after) {
                return Some((full.to_string(), short.len() + region));
            }
        }
        let pattern = self.genre.pattern(Pattern::Place);
        let part = pattern.find(text)?.as_str();
        let after = &text[part.len()..];
        let is_place = !starts_with_any(part, self.genre.list(List::NotBeforePlaces))
            && !contains_any(part, self.genre.list(List::NotInPlaces))
            && !is_officer(part.len());
        let ends = self.ends_name(after) || pattern.is_match(after);
        (is_place && ends).then(|| (part.to_string(), part.len()))
    }

    /// Whether a name of a place can end before `after`: 长春政府, 重庆巫溪县, 松泽县司法局, but not 中山路 and not
    /// the 加强城市 of 加强城市管理.
    fn ends_name(self, after: &str) -> bool {
        let goes_on = after.chars().next().is_some_and(char::is_alphabetic);
        !goes_on
            || starts_with_any(after, self.genre.list(List::AfterPlace))
            || self.divisions.name_at(after).is_some()
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::structure::division::tests::divisions;
    use crate::structure::genre::tests::genre;

    fn region(name: &str) -> Vec<String> {
        let gazetteer = Gazetteer {
            genre: genre(),
            divisions: &divisions(),
        };
        gazetteer.region_of(name)
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
    fn officers_and_common_nouns_are_not_places() {
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
    fn the_place_mentioned_most_is_that_of_the_report() {
        let gazetteer = Gazetteer {
            genre: genre(),
            divisions: &divisions(),
        };
        let text = "全市发展。宁波港兴旺，宁波经济增长，杭州湾建设，宁波更美。我市、全市。";
        assert_eq!(
            gazetteer.region_spoken_of(text, None).as_deref(),
            Some("宁波市")
        );
        assert_eq!(gazetteer.region_spoken_of("全市。全市。我市。", None), None);
    }
}
