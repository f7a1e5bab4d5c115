//! The administrative divisions of GB/T 2260: their names, and which division contains which.

use std::collections::HashMap;

use super::genre::{Genre, List};
use crate::error::Result;
use crate::schema::{Division, Schema};

/// The table of divisions, by name and by code.
#[derive(Debug)]
pub(crate) struct Divisions {
    rows: Vec<Division>,
    by_name: HashMap<String, Vec<usize>>,
    /// 重庆 → 重庆市, 广西 → 广西壮族自治区: provinces and prefectures as people call them.
    by_short_name: HashMap<String, usize>,
    /// 凉山州 → 凉山彝族自治州, 酉阳县 → 酉阳土家族苗族自治县: names without those of peoples.
    by_plain_name: HashMap<String, usize>,
    by_code: HashMap<u32, Vec<usize>>,
    autonomous_prefectures: Vec<(usize, Vec<String>)>,
    /// What full names end in that short names leave out.
    endings: Vec<String>,
}

/// Most characters of a name that is looked up.
const MAX_NAME: usize = 15;

impl Divisions {
    pub(super) fn new(rows: Vec<Division>, genre: &Genre) -> Self {
        let endings = genre.list(List::DivisionEndings).to_vec();
        let mut by_name: HashMap<String, Vec<usize>> = HashMap::new();
        let mut by_code: HashMap<u32, Vec<usize>> = HashMap::new();
        let mut by_short_name = HashMap::new();
        let mut by_plain_name = HashMap::new();
        for (index, row) in rows.iter().enumerate() {
            by_name.entry(row.name.clone()).or_default().push(index);
            by_code.entry(row.code).or_default().push(index);
            if row.last.is_some() {
                continue;
            }
            if let Some(short) = short_name(row, &endings) {
                by_short_name.entry(short.to_string()).or_insert(index);
            }
            for plain in plain_names(row, genre) {
                by_plain_name.entry(plain).or_insert(index);
            }
        }
        for (nickname, name) in nicknames(genre) {
            let row = by_name.get(name).and_then(|rows| rows.first());
            by_plain_name.extend(row.map(|row| (nickname.to_string(), *row)));
        }
        Self {
            autonomous_prefectures: autonomous_prefectures(&rows, genre),
            rows,
            by_name,
            by_short_name,
            by_plain_name,
            by_code,
            endings,
        }
    }

    /// The table of a schema.
    ///
    /// # Errors
    /// [`crate::Error::DataFile`] for a mistake in `regions.tsv` or `genre.toml`.
    pub(crate) fn of_schema(schema: &Schema) -> Result<Self> {
        Ok(Self::new(schema.divisions()?, &Genre::new(schema)?))
    }

    /// Every name of a division of today with its full name: 湛江市 and 湛江 for 湛江市, 凉山州 and 凉山 for 凉山彝族自治州.
    /// Counties have no short names, which would be ordinary words, except autonomous ones (酉阳县).
    pub(crate) fn names(&self) -> impl Iterator<Item = (&str, &str)> {
        let today = self.rows.iter().filter(|row| row.last.is_none());
        let of_table = today.flat_map(|row| {
            let short = short_name(row, &self.endings);
            [Some(row.name.as_str()), short]
                .into_iter()
                .flatten()
                .map(|name| (name, row.name.as_str()))
        });
        let plain = self.by_plain_name.iter();
        let plain = plain.map(|(name, row)| (name.as_str(), self.rows[*row].name.as_str()));
        let prefectures = self.autonomous_prefectures();
        let prefectures = prefectures
            .flat_map(|(full, names)| names.iter().map(move |name| (name.as_str(), full)));
        of_table.chain(plain).chain(prefectures)
    }

    /// A division from the province down, if only one bears the name today.
    pub(crate) fn only_one(&self, name: &str) -> Option<Vec<String>> {
        self.complete(&[name.to_string()], None, |_| false)
    }

    /// The longest name of a division that `text` begins with, and the name in full.
    pub(super) fn name_at<'t>(&'t self, text: &'t str) -> Option<(&'t str, &'t str)> {
        prefixes(text).find_map(|name| {
            if self.by_name.contains_key(name) {
                return Some((name, name));
            }
            let index = self.by_plain_name.get(name)?;
            Some((name, self.rows[*index].name.as_str()))
        })
    }

    /// The longest short name of a province or prefecture that `text` begins with, and the full name.
    pub(super) fn short_name_at<'t>(&self, text: &'t str) -> Option<(&'t str, &str)> {
        prefixes(text).find_map(|name| {
            let index = self.by_short_name.get(name)?;
            Some((name, self.rows[*index].name.as_str()))
        })
    }

    /// The full and short names of the divisions of a rank in `year`.
    pub(super) fn names_of_rank(
        &self,
        rank: Rank,
        year: Option<u16>,
    ) -> impl Iterator<Item = (&str, Option<&str>)> {
        self.rows
            .iter()
            .filter(move |row| rank_of(row.code) == rank && is_in_force(row, year))
            .map(|row| (row.name.as_str(), short_name(row, &self.endings)))
    }

    /// The autonomous prefectures of today, and what texts call each: 巴音郭楞 and 巴州 for 巴音郭楞蒙古自治州.
    pub(super) fn autonomous_prefectures(&self) -> impl Iterator<Item = (&str, &[String])> {
        let names = self.autonomous_prefectures.iter();
        names.map(|(row, names)| (self.rows[*row].name.as_str(), names.as_slice()))
    }

    /// The only prefecture of today whose authorities a text names (三明市委, 长治市中级人民法院), or else the only
    /// province, with the province above it. `is_authority` judges what follows a name.
    pub(super) fn only_place_above(
        &self,
        text: &str,
        is_authority: impl Fn(&str) -> bool,
    ) -> Option<Vec<String>> {
        let is_named = |name: &str| {
            let mut mentions = memchr::memmem::find_iter(text.as_bytes(), name);
            mentions.any(|at| is_authority(&text[at + name.len()..]))
        };
        let only = |rank: Rank| {
            let full = self.by_name.iter();
            let full = full.filter_map(|(name, rows)| Some((name, *rows.first()?)));
            let plain = self.by_plain_name.iter().map(|(name, row)| (name, *row));
            let of_rank = full.chain(plain).filter(|(_, row)| {
                let row = &self.rows[*row];
                rank_of(row.code) == rank && row.last.is_none()
            });
            let mut named = of_rank
                .filter(|(name, _)| is_named(name))
                .map(|(_, row)| row);
            let first = named.next()?;
            named.all(|row| row == first).then_some(first)
        };
        let row = only(Rank::Prefecture).or_else(|| only(Rank::Province))?;
        Some(
            self.chain(row, None)
                .into_iter()
                .map(String::from)
                .collect(),
        )
    }

    pub(super) fn is_known(&self, name: &str) -> bool {
        self.by_name.contains_key(name)
    }

    /// The rank that all divisions with a name have.
    pub(super) fn rank(&self, name: &str) -> Option<Rank> {
        let mut ranks = self.codes(name).map(rank_of);
        let first = ranks.next()?;
        ranks.all(|rank| rank == first).then_some(first)
    }

    /// Whether a division has, or had, both names.
    pub(super) fn share_code(&self, a: &str, b: &str) -> bool {
        self.codes(a)
            .any(|code| self.codes(b).any(|other| other == code))
    }

    fn codes(&self, name: &str) -> impl Iterator<Item = u32> {
        let rows = self.by_name.get(name).map_or(&[][..], Vec::as_slice);
        rows.iter().map(|&index| self.rows[index].code)
    }

    /// The names from the province down to the last name of `stated` that is in the table, followed by the names after it
    /// (towns): 巫溪县 → 重庆市, 巫溪县. Where several divisions have the name and the names before it do not decide, the text
    /// does: it is the division whose prefecture alone `is_mentioned`, or else whose province alone is. Otherwise `None`.
    pub(super) fn complete(
        &self,
        stated: &[String],
        year: Option<u16>,
        is_mentioned: impl Fn(&str) -> bool,
    ) -> Option<Vec<String>> {
        let deepest = stated.iter().rposition(|name| self.is_known(name))?;
        let mut chains: Vec<Vec<&str>> = Vec::new();
        for index in self.rows_named(&stated[deepest], year) {
            let chain = self.chain(index, year);
            let holds_stated = stated[..deepest]
                .iter()
                .all(|name| chain.contains(&name.as_str()));
            if holds_stated && !chains.contains(&chain) {
                chains.push(chain);
            }
        }
        let chain = match chains.as_slice() {
            [] => return None,
            [only] => only,
            several => the_one(several, |chain| chain.iter().rev().nth(1), &is_mentioned)
                .or_else(|| the_one(several, |chain| chain.first(), &is_mentioned))?,
        };
        let names = chain.iter().map(ToString::to_string);
        Some(names.chain(stated[deepest + 1..].iter().cloned()).collect())
    }

    /// The rows with a name: those in force in the year, else those in force today, else all.
    fn rows_named(&self, name: &str, year: Option<u16>) -> Vec<usize> {
        let rows = self.by_name.get(name).map_or(&[][..], Vec::as_slice);
        let kept = |keep: &dyn Fn(&Division) -> bool| -> Vec<usize> {
            rows.iter()
                .copied()
                .filter(|&index| keep(&self.rows[index]))
                .collect()
        };
        [
            kept(&|row| is_in_force(row, year)),
            kept(&|row| row.last.is_none()),
            rows.to_vec(),
        ]
        .into_iter()
        .find(|found| !found.is_empty())
        .unwrap_or_default()
    }

    /// The names of a division and of those that contain it, from the province down.
    fn chain(&self, index: usize, year: Option<u16>) -> Vec<&str> {
        let code = self.rows[index].code;
        let mut chain: Vec<&str> = Vec::new();
        for above in [code / 10_000 * 10_000, code / 100 * 100] {
            if above != code
                && let Some(name) = self.name_of(above, year)
            {
                chain.push(name);
            }
        }
        let name = self.rows[index].name.as_str();
        if chain.last() != Some(&name) {
            chain.push(name);
        }
        chain
    }

    fn name_of(&self, code: u32, year: Option<u16>) -> Option<&str> {
        let rows = self.by_code.get(&code)?;
        let of_year = rows
            .iter()
            .find(|&&index| is_in_force(&self.rows[index], year));
        of_year
            .or(rows.last())
            .map(|&index| self.rows[index].name.as_str())
    }
}

/// The only chain whose name picked by `above` is mentioned in the text.
fn the_one<'c, 'n>(
    chains: &'c [Vec<&'n str>],
    above: impl Fn(&'c Vec<&'n str>) -> Option<&'c &'n str>,
    is_mentioned: impl Fn(&str) -> bool,
) -> Option<&'c Vec<&'n str>> {
    let mut named = chains
        .iter()
        .filter(|chain| above(chain).is_some_and(|name| is_mentioned(name)));
    named.next().filter(|_| named.next().is_none())
}

/// The rank of a division.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Rank {
    Province,
    Prefecture,
    County,
}

fn rank_of(code: u32) -> Rank {
    match (code % 10_000, code % 100) {
        (0, _) => Rank::Province,
        (_, 0) => Rank::Prefecture,
        _ => Rank::County,
    }
}

/// Whether a division has its name in a year; without a year, whether it has it today.
pub(super) fn is_in_force(row: &Division, year: Option<u16>) -> bool {
    match year {
        Some(year) => {
            row.first.is_none_or(|first| first <= year) && row.last.is_none_or(|last| year <= last)
        }
        None => row.last.is_none(),
    }
}

/// What people call a province or a prefecture: 重庆, 广西.
fn short_name<'d>(row: &'d Division, endings: &[String]) -> Option<&'d str> {
    let above_county = rank_of(row.code) != Rank::County;
    let short = endings
        .iter()
        .find_map(|ending| row.name.strip_suffix(ending.as_str()))?;
    (above_county && short.chars().nth(1).is_some()).then_some(short)
}

/// The names of an autonomous division without those of peoples: 凉山州 and 凉山自治州 for 凉山彝族自治州, 酉阳县 for
/// 酉阳土家族苗族自治县.
fn plain_names(row: &Division, genre: &Genre) -> Vec<String> {
    let name = row.name.as_str();
    let endings = genre.list(List::AutonomousEndings);
    let found = endings.iter().find_map(|ending| {
        let place = without_peoples(name.strip_suffix(ending.as_str())?, genre);
        Some((place, ending))
    });
    let Some((place, ending)) = found else {
        return Vec::new();
    };
    let kind = ending.trim_start_matches("自治");
    [kind, ending]
        .map(|ending| format!("{place}{ending}"))
        .into_iter()
        .filter(|plain| plain != name)
        .collect()
}

/// Nicknames of divisions and their full names: 巴州, 巴音郭楞蒙古自治州.
fn nicknames(genre: &Genre) -> impl Iterator<Item = (&str, &str)> {
    let pairs = genre.list(List::Nicknames).iter();
    pairs.filter_map(|pair| pair.split_once(' '))
}

/// The autonomous prefectures of today by row, with what texts call each.
fn autonomous_prefectures(rows: &[Division], genre: &Genre) -> Vec<(usize, Vec<String>)> {
    let named = |(index, row): (usize, &Division)| {
        let is_prefecture = rank_of(row.code) == Rank::Prefecture && row.last.is_none();
        let place = row.name.strip_suffix("自治州").filter(|_| is_prefecture)?;
        let nicknames = nicknames(genre).filter(|(_, name)| *name == row.name);
        let mut names: Vec<String> = nicknames
            .map(|(nickname, _)| nickname.to_string())
            .collect();
        names.push(without_peoples(place, genre).to_string());
        Some((index, names))
    };
    rows.iter().enumerate().filter_map(named).collect()
}

/// The name of an autonomous division without its peoples: 红河 for 红河哈尼族彝族.
fn without_peoples<'d>(place: &'d str, genre: &Genre) -> &'d str {
    let before = |place: &str, peoples: List| -> Option<usize> {
        genre
            .list(peoples)
            .iter()
            .filter_map(|people| place.strip_suffix(people.as_str()))
            .find(|rest| rest.chars().nth(1).is_some())
            .map(str::len)
    };
    let length = place
        .strip_suffix('族')
        .and_then(|bare| before(bare, List::Peoples))
        .or_else(|| before(place, List::BarePeoples));
    length.map_or(place, |length| without_peoples(&place[..length], genre))
}

/// The beginnings of a text that can be a name, longest first.
fn prefixes(text: &str) -> impl Iterator<Item = &str> {
    let ends: Vec<usize> = text
        .char_indices()
        .map(|(at, c)| at + c.len_utf8())
        .take(MAX_NAME)
        .collect();
    ends.into_iter().skip(1).rev().map(|end| &text[..end])
}

#[cfg(test)]
pub(super) mod tests {
    use super::*;
    use crate::structure::genre::tests::genre;

    pub(in crate::structure) fn divisions() -> Divisions {
        Divisions::new(Schema::embedded().divisions().unwrap(), genre())
    }

    fn complete(stated: &[&str], year: Option<u16>, text: &str) -> Option<Vec<String>> {
        let stated: Vec<String> = stated.iter().map(ToString::to_string).collect();
        divisions().complete(&stated, year, |name| text.contains(name))
    }

    #[test]
    fn a_county_is_in_its_prefecture_and_province() {
        assert_eq!(
            complete(&["巫溪县"], None, "").unwrap(),
            ["重庆市", "巫溪县"]
        );
        assert_eq!(
            complete(&["庐阳区"], None, "").unwrap(),
            ["安徽省", "合肥市", "庐阳区"]
        );
        assert_eq!(
            complete(&["渝北区", "大盛镇"], None, "").unwrap(),
            ["重庆市", "渝北区", "大盛镇"]
        );
        assert_eq!(
            complete(&["仙桃市"], None, "").unwrap(),
            ["湖北省", "仙桃市"]
        );
    }

    #[test]
    fn former_names_and_former_divisions_are_those_of_the_year() {
        assert_eq!(
            complete(&["元坝区"], None, "").unwrap(),
            ["四川省", "广元市", "元坝区"]
        );
        assert_eq!(
            complete(&["庐江县"], Some(2008), "").unwrap(),
            ["安徽省", "巢湖市", "庐江县"]
        );
        assert_eq!(
            complete(&["庐江县"], Some(2020), "").unwrap(),
            ["安徽省", "合肥市", "庐江县"]
        );
    }

    #[test]
    fn the_text_decides_which_place_a_name_means() {
        assert_eq!(complete(&["鼓楼区"], None, ""), None);
        assert_eq!(
            complete(&["鼓楼区"], None, "南京市委、市政府").unwrap(),
            ["江苏省", "南京市", "鼓楼区"]
        );
        assert_eq!(complete(&["鼓楼区"], None, "南京市与徐州市"), None);
        assert_eq!(
            complete(&["鼓楼区"], None, "江苏省，南京市委").unwrap(),
            ["江苏省", "南京市", "鼓楼区"]
        );
        assert_eq!(
            complete(&["福州市", "鼓楼区"], None, "").unwrap(),
            ["福建省", "福州市", "鼓楼区"]
        );
        assert_eq!(complete(&["澄州市", "鼓楼区"], None, "南京市"), None);
        assert_eq!(complete(&["松泽县"], None, ""), None);
    }

    #[test]
    fn the_only_prefecture_of_a_text_is_above() {
        let is_authority = |after: &str| after.starts_with(['委', '人', '水']);
        let above = |text| divisions().only_place_above(text, is_authority);
        assert_eq!(above("三明市委部署的任务").unwrap(), ["福建省", "三明市"]);
        assert_eq!(
            above("黔东南州水务局").unwrap(),
            ["贵州省", "黔东南苗族侗族自治州"]
        );
        assert_eq!(above("湖北省人民代表大会").unwrap(), ["湖北省"]);
        assert_eq!(above("三明市委与南平市委"), None);
        assert_eq!(above("赴浙江省杭州市考察"), None);
        assert_eq!(above("澄州市"), None);
    }

    #[test]
    fn provinces_and_prefectures_have_short_names() {
        let divisions = divisions();
        let full = |text| {
            divisions
                .short_name_at(text)
                .map(|(_, name)| name.to_string())
        };
        assert_eq!(full("广西2020年").as_deref(), Some("广西壮族自治区"));
        assert_eq!(full("长春政府").as_deref(), Some("长春市"));
        assert_eq!(full("松泽"), None);
    }
}
