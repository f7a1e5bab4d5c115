//! Places in names: 重庆市渝北区大盛镇人民政府 is 重庆市, 渝北区, 大盛镇.
//!
//! A name in the table of divisions is believed first. What the table does not have (towns, invented places) is
//! recognised by how names of places end.

use super::date::{split_year, without_year};
use super::division::{Divisions, Rank};
use super::genre::{Genre, List, Pattern, contains_any, ends_with_any, starts_with_any};
use super::heading::first_characters;
use super::issuer::MAX_SPEAKING;
use super::line::without_blanks;
use crate::corpus::is_han;

/// Characters of the longest line that can be the masthead of a page.
const MAX_MASTHEAD: usize = 40;
/// Lines of a body in which the place is looked for.
const MAX_BODY_LINES: usize = 3;
/// Most characters of a place that the table does not know, in a sentence.
const MAX_UNKNOWN_PLACE: usize = 5;
/// Mentions of a place before which the places above it are looked for.
const MAX_MENTIONS: usize = 50;
/// Fewest mentions by which a name decides.
const MIN_MENTIONS: usize = 3;
/// How many times as often as the next name the first must be mentioned.
const MARGIN: usize = 2;

/// The kind of place that a report is about.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Own {
    Province,
    Region,
    Prefecture,
    AutonomousPrefecture,
    County,
}

/// What a government calls the place it governs, for each kind. The last is of districts; an autonomous region says so
/// too.
const OWN: [(Own, List); 5] = [
    (Own::Province, List::OwnProvince),
    (Own::Prefecture, List::OwnPrefecture),
    (Own::AutonomousPrefecture, List::OwnAutonomousPrefecture),
    (Own::County, List::OwnCounty),
    (Own::County, List::OwnDistrict),
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
        self.places_at(self.without_words_before(&name)).0
    }

    /// The places that the name of an office begins with: 澄州市中级人民法院 → 澄州市.
    pub(super) fn region_of_office(self, office: &str) -> Vec<String> {
        let name = without_blanks(office);
        self.places_with(self.without_words_before(&name), Some(List::Offices))
            .0
    }

    /// The name of an office with the full name of the place it begins with: 凉山彝族自治州人民政府 for
    /// 凉山州人民政府.
    pub(super) fn with_full_place(self, office: &str) -> String {
        match self.divisions.name_at(office) {
            Some((name, full)) => format!("{full}{}", &office[name.len()..]),
            None => office.to_string(),
        }
    }

    /// A name without what may stand before its place: dates, years, 关于, 第八师.
    fn without_words_before(self, name: &str) -> &str {
        let name = name.trim_start_matches(|c: char| !c.is_alphanumeric());
        let name = self.without_match(Pattern::PlaceOfDelivery, name);
        let name = without_year(name, self.genre);
        let name = name.trim_start_matches(|c: char| !c.is_alphabetic());
        let before = self.genre.list(List::BeforePlace).iter();
        let name = before.fold(name, |name, word| {
            name.strip_prefix(word.as_str()).unwrap_or(name)
        });
        self.without_match(Pattern::DivisionOfCorps, name)
    }

    /// A text without what a pattern finds at its beginning.
    fn without_match(self, pattern: Pattern, text: &str) -> &str {
        let found = self.genre.pattern(pattern).find(text);
        &text[found.map_or(0, |found| found.end())..]
    }

    /// Whether a name is in the table, or short enough for one that is not, in a sentence.
    fn is_plausible(self, place: &str) -> bool {
        self.divisions.is_known(place) || place.chars().nth(MAX_UNKNOWN_PLACE).is_none()
    }

    /// The place of the government whose page it is: the first line above a report that is a government's name.
    pub(super) fn region_of_page(self, opening: &[&str]) -> Vec<String> {
        let is_masthead = |line: &&&str| {
            line.contains("人民政府")
                && line.chars().nth(MAX_MASTHEAD).is_none()
                && !line.contains(['。', '、'])
                && !line.ends_with(['：', ':'])
        };
        opening
            .iter()
            .filter(is_masthead)
            .map(|line| self.region_of(line))
            .find(|region| !region.is_empty())
            .unwrap_or_default()
    }

    /// The places among the names of the folders of a path. Above a place of the table those that it does not have are
    /// folders of another kind.
    pub(super) fn region_of_path(self, path: &str) -> Vec<String> {
        let folders = path.rsplit_once('/').map_or("", |(folders, _)| folders);
        let whole = |folder: &str| {
            let (places, rest) = self.places_at(folder);
            let is_known = places.iter().all(|place| self.divisions.is_known(place));
            let sorts = contains_any(folder, self.genre.list(List::NotFolders));
            (rest.is_empty() && (is_known || !sorts)).then_some(places)
        };
        let mut places: Vec<String> = folders.split('/').filter_map(whole).flatten().collect();
        let known = places
            .iter()
            .position(|place| self.divisions.is_known(place));
        places.drain(..known.unwrap_or(0));
        places
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

    /// The place that the first sentences of a body say something of: 2019年，在省委领导下，松泽县以…. A clause begins
    /// with the place and goes on with a word of the list; a place that the table does not know has a short name and
    /// is named again.
    pub(super) fn region_of_body(self, body: &[&str], text: &str) -> Vec<String> {
        let ends = |c: char| "，。：；、,:;".contains(c);
        let is_named_again = |place: &str| {
            let mut mentions = memchr::memmem::find_iter(text.as_bytes(), place);
            mentions.nth(1).is_some()
        };
        let is_place = |places: &[String]| {
            let last = places.last().is_some_and(|last| {
                let is_named = is_named_again(last) && !last.ends_with('省');
                self.divisions.is_known(last) || is_named
            });
            last && places.iter().all(|place| self.is_plausible(place))
        };
        let lines = body.iter().take(MAX_BODY_LINES);
        let mut clauses = lines.flat_map(|line| {
            let line = first_characters(line, MAX_SPEAKING);
            line.split(ends).map(str::trim_start)
        });
        let place_of = |clause: &str| {
            let clause = self.without_openings(clause);
            let (places, rest) = self.places_with(clause, Some(List::DeedsOfPlace));
            (!rest.is_empty() && is_place(&places)).then_some(places)
        };
        clauses.find_map(place_of).unwrap_or_default()
    }

    /// The places above the first of a region as a text writes them before it: 岚江省, 澄州市 and 松泽县 where it has
    /// 岚江省澄州市松泽县. The first mention that has some counts.
    pub(super) fn with_places_above(self, region: &[String], text: &str) -> Option<Vec<String>> {
        const MAX_ABOVE: usize = 16;
        let first = region.first()?;
        let chain_at = |at: usize| {
            let before = text[..at].char_indices().rev().take(MAX_ABOVE);
            let starts = before
                .take_while(|(_, c)| is_han(*c))
                .map(|(start, _)| start);
            let begins = |start: usize| {
                let before = &text[..start];
                !before.ends_with(is_han)
                    || ends_with_any(before, self.genre.list(List::BeforeChain))
            };
            let chain = |start: usize| {
                let (above, rest) = self.places_at(&text[start..at + first.len()]);
                let is_chain = rest.is_empty() && above.len() > 1 && above.last() == Some(first);
                let higher = &above[..above.len().saturating_sub(1)];
                (is_chain && higher.iter().all(|place| self.is_plausible(place))).then_some(above)
            };
            starts.filter(|start| begins(*start)).find_map(chain)
        };
        let mentions = memchr::memmem::find_iter(text.as_bytes(), first.as_str());
        let above = mentions.take(MAX_MENTIONS).find_map(chain_at)?;
        Some(
            above
                .into_iter()
                .chain(region[1..].iter().cloned())
                .collect(),
        )
    }

    /// A clause without the words and the year before a place: 特向社会公布松泽县…, 2020年松泽县….
    fn without_openings(self, clause: &str) -> &str {
        let clause = without_year(clause, self.genre);
        let mut words = self.genre.list(List::BeforePlaceInBody).iter();
        words
            .find_map(|word| clause.strip_prefix(word.as_str()))
            .unwrap_or(clause)
    }

    /// The place that a report is about without saying so: of the rank that it calls its own (全省, 全市, 全县), the
    /// division that it mentions most, at least twice as often as any other. The committee of the party counts for
    /// several mentions.
    pub(super) fn region_spoken_of(self, text: &str, year: Option<u16>) -> Option<String> {
        let own = self.own_kind(text)?;
        let of_rank = |rank| {
            let names = self.divisions.names_of_rank(rank, year);
            names.map(|(name, short)| (self.mentions_of(text, short.unwrap_or(name)), name))
        };
        let provinces = || of_rank(Rank::Province);
        let mut counts: Vec<(usize, &str)> = match own {
            Own::Province => provinces().collect(),
            Own::Region => provinces()
                .filter(|(_, name)| name.ends_with("自治区"))
                .collect(),
            // The four municipalities are provinces and call themselves cities.
            Own::Prefecture => {
                let municipalities = provinces().filter(|(_, name)| name.ends_with('市'));
                of_rank(Rank::Prefecture).chain(municipalities).collect()
            }
            Own::AutonomousPrefecture => {
                let prefectures = self.divisions.autonomous_prefectures();
                let names =
                    |names: &[String]| names.iter().map(|name| self.mentions_of(text, name)).sum();
                prefectures
                    .map(|(name, short)| (names(short), name))
                    .collect()
            }
            Own::County => return None,
        };
        let of_committee = self.genre.pattern(Pattern::Committee).captures_iter(text);
        for committee in of_committee {
            let named = counts.iter_mut().find(|(_, name)| *name == &committee[1]);
            if let Some((count, _)) = named {
                *count += MIN_MENTIONS;
            }
        }
        counts.sort_unstable_by(|a, b| b.cmp(a));
        let (most, name) = *counts.first()?;
        let next = counts.get(1).map_or(0, |(count, _)| *count);
        // There are few autonomous regions, and a text seldom names another.
        let min = if own == Own::Region { 1 } else { MIN_MENTIONS };
        (most >= min && most >= MARGIN * next).then(|| name.to_string())
    }

    /// How often a text mentions a place, without the words that contain its name and do not mean it: 长治久安.
    fn mentions_of(self, text: &str, name: &str) -> usize {
        let count = |word: &str| memchr::memmem::find_iter(text.as_bytes(), word).count();
        let others = self.genre.list(List::NotMentions).iter();
        let of_others: usize = others
            .filter(|word| word.contains(name))
            .map(|word| count(word))
            .sum();
        count(name).saturating_sub(of_others)
    }

    /// The kind of place that a report says it speaks for, or else calls its own.
    fn own_kind(self, text: &str) -> Option<Own> {
        let pattern = self.genre.pattern(Pattern::SpeaksForRank);
        if let Some(found) = pattern.captures(text) {
            return Some(match &found[1] {
                "省" => Own::Province,
                "自治区" => Own::Region,
                "市" => Own::Prefecture,
                "自治州" | "州" => Own::AutonomousPrefecture,
                _ => Own::County,
            });
        }
        let mentions = |word: &str| memchr::memmem::find_iter(text.as_bytes(), word).count();
        let is_autonomous = mentions("自治区") >= MIN_MENTIONS;
        let kinds = OWN.iter().map(|(own, words)| {
            let is_region = is_autonomous && *words == List::OwnDistrict;
            let words = self.genre.list(*words).iter();
            let count: usize = words.map(|word| mentions(word)).sum();
            (if is_region { Own::Region } else { *own }, count)
        });
        let (own, count) = kinds.max_by_key(|(_, count)| *count)?;
        (count >= MIN_MENTIONS).then_some(own)
    }

    /// The places that `text` begins with, and the rest of it.
    fn places_at(self, text: &str) -> (Vec<String>, &str) {
        self.places_with(text, None)
    }

    /// The places that `text` begins with, and the rest of it. What follows the last may be one of the words of a list,
    /// or end in one of the words of [`List::Offices`]. A place above another may be in brackets: （浙江省）庆元县.
    fn places_with(self, text: &str, after: Option<List>) -> (Vec<String>, &str) {
        let mut places = Vec::new();
        let mut rest = text;
        loop {
            let next = rest.trim_start_matches(['（', '）', '(', ')']);
            let Some((place, length)) = self.place_at(next, places.is_empty(), after) else {
                return (places, rest);
            };
            places.push(place);
            rest = &next[length..];
        }
    }

    /// The place that `text` begins with and its bytes. A short name (广西, 长春) counts only as the first place; the
    /// name of a zone includes that of its city, so 0 bytes of 合肥经济技术开发区 are those of 合肥市.
    fn place_at(self, text: &str, is_first: bool, words: Option<List>) -> Option<(String, usize)> {
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
            if starts_with_any(after, self.genre.list(List::Zones)) {
                return Some((full.to_string(), 0));
            }
            let region = if after.starts_with("自治区") {
                "自治区".len()
            } else {
                0
            };
            let is_above = || self.place_at(after, false, words).is_some();
            if region > 0 || self.ends_name(after, words) || is_above() {
                return Some((full.to_string(), short.len() + region));
            }
        }
        let pattern = self.genre.pattern(Pattern::Place);
        let part = pattern.find(text)?.as_str();
        let after = &text[part.len()..];
        let is_place = !starts_with_any(part, self.genre.list(List::NotBeforePlaces))
            && !contains_any(part, self.genre.list(List::NotInPlaces))
            && !is_officer(part.len());
        let ends = self.ends_name(after, words) || pattern.is_match(after);
        (is_place && ends).then(|| (part.to_string(), part.len()))
    }

    /// Whether a name of a place can end before `after`: 长春政府, 重庆巫溪县, 松泽县司法局, but not 中山路 and not
    /// the 加强城市 of 加强城市管理.
    fn ends_name(self, after: &str, words: Option<List>) -> bool {
        let goes_on = after.chars().next().is_some_and(char::is_alphabetic);
        let may_follow = words.is_some_and(|list| {
            let words = self.genre.list(list);
            match list {
                List::Offices => ends_with_any(after, words),
                _ => starts_with_any(after, words),
            }
        });
        !goes_on
            || may_follow
            || split_year(after, self.genre).is_some()
            || starts_with_any(after, self.genre.list(List::AfterPlace))
            || self.divisions.name_at(after).is_some()
    }
}

#[cfg(test)]
mod tests;
