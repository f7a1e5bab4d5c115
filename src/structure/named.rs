//! What the names of a file and of its folders say of a report, to be compared with what its text says.
//!
//! Must not know other reports: whether a folder is filed by another year than its reports are about is for the caller to
//! find out.

use super::date::plain_year;
use super::division::Rank;
use super::region::Gazetteer;
use crate::corpus::INSIDE;
use crate::document::Metadata;

/// Digits of a year.
const YEAR_DIGITS: usize = 4;
/// Characters that two names of one place begin with: 松泽县, later 松泽区.
const STEM: usize = 2;
/// What names of counties and of prefectures end in that the table of divisions does not have.
const COUNTIES: [&str; 5] = ["县", "区", "旗", "縣", "區"];
const PREFECTURES: [&str; 4] = ["市", "州", "盟", "地区"];
const PROVINCES: [&str; 2] = ["省", "自治区"];

/// The years in the name of a file, or of a folder that is a year.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct NamedYears<'p> {
    /// At least one, in the order of the name.
    pub years: Vec<u16>,
    /// The folder of what is named so.
    pub folder: &'p str,
}

/// The years that the name of a file says, else those of its innermost folder that is a year: `2021.txt`,
/// `2021年/松泽县.txt`. Dates, document numbers and other numbers are no years.
pub(crate) fn years_named(path: &str) -> Option<NamedYears<'_>> {
    let path = own_path(path);
    let (mut folder, file) = path.rsplit_once('/').unwrap_or(("", path));
    let mut years = years_in(file);
    while years.is_empty() && !folder.is_empty() {
        let (above, name) = folder.rsplit_once('/').unwrap_or(("", folder));
        years.extend(year_of_folder(name));
        folder = above;
    }
    (!years.is_empty()).then_some(NamedYears { years, folder })
}

/// The path of a document inside the archive or the collection that it is in, which may hold documents of any place.
fn own_path(path: &str) -> &str {
    path.rsplit(INSIDE).next().unwrap_or(path)
}

fn year_of_folder(name: &str) -> Option<u16> {
    let digits = name.trim_end_matches('度').trim_end_matches('年');
    let is_year = digits.chars().count() == YEAR_DIGITS;
    plain_year(digits).filter(|_| is_year)
}

fn years_in(name: &str) -> Vec<u16> {
    let mut years = Vec::new();
    let mut rest = name;
    while let Some(start) = rest.find(|c: char| c.is_ascii_digit()) {
        let (before, from) = rest.split_at(start);
        let end = from.find(|c: char| !c.is_ascii_digit());
        let (digits, after) = from.split_at(end.unwrap_or(from.len()));
        let is_year = digits.len() == YEAR_DIGITS
            && !goes_on_as_date(after)
            && !is_of_document_number(before, after);
        years.extend(plain_year(digits).filter(|_| is_year));
        rest = after;
    }
    years
}

/// Whether what follows a year makes it a date: 2021-03-15, 2021年3月.
fn goes_on_as_date(after: &str) -> bool {
    let Some(rest) = after.strip_prefix(['-', '_', '.', '年']) else {
        return false;
    };
    let digits = rest.bytes().take_while(u8::is_ascii_digit).count();
    (1..=2).contains(&digits)
}

/// Whether a year is that of a 文号: 松府发〔2021〕3号.
fn is_of_document_number(before: &str, after: &str) -> bool {
    let opens = before.ends_with(['〔', '［', '[', '【', '（', '(']);
    let number = after.strip_prefix(['〕', '］', ']', '】', '）', ')']);
    let is_number = |rest: &str| rest.starts_with(|c: char| c == '第' || c.is_ascii_digit());
    opens && number.is_some_and(is_number)
}

/// The place that the folders of a report name, from the province down, if the report is of another: both name a place of
/// one rank, and neither is in the other.
pub(super) fn other_place(
    gazetteer: Gazetteer,
    path: &str,
    metadata: &Metadata,
) -> Option<Vec<String>> {
    let stated = metadata.region.as_slice();
    let folders = gazetteer.region_of_path(own_path(path));
    let is_mentioned = |name: &str| stated.iter().any(|place| place == name);
    let named = gazetteer
        .divisions
        .complete(&folders, metadata.year, is_mentioned)
        .unwrap_or(folders);
    let (last_named, last_stated) = (named.last()?, stated.last()?);
    let is_same = |a: &str, b: &str| gazetteer.is_perhaps_one_place(a, b);
    let is_inside = stated.iter().any(|place| is_same(place, last_named))
        || named.iter().any(|place| is_same(place, last_stated));
    let differs = |place: &String| {
        let rank = gazetteer.rank(place);
        let mut others = stated.iter().filter(|other| gazetteer.rank(other) == rank);
        rank.is_some() && others.any(|other| !is_same(place, other))
    };
    let is_other = !is_inside && named.iter().any(differs);
    is_other.then_some(named)
}

impl Gazetteer<'_> {
    /// Whether two names may be those of one place: names of one division in the course of time, or a place of which the
    /// rank has changed.
    fn is_perhaps_one_place(self, a: &str, b: &str) -> bool {
        let stem = |name: &str| name.chars().take(STEM).collect::<String>();
        stem(a) == stem(b) || self.divisions.share_code(a, b)
    }

    /// The rank of a place by the table, or by the ending of its name; of towns and of zones it has none.
    fn rank(self, place: &str) -> Option<Rank> {
        let ends = |endings: &[&str]| endings.iter().any(|ending| place.ends_with(ending));
        let is_zone =
            place.ends_with("新区") || place.ends_with("园区") || place.contains("开发区");
        self.divisions.rank(place).or_else(|| match () {
            () if is_zone => None,
            () if ends(&PROVINCES) => Some(Rank::Province),
            () if ends(&PREFECTURES) => Some(Rank::Prefecture),
            () if ends(&COUNTIES) => Some(Rank::County),
            () => None,
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::schema::Schema;
    use crate::structure::Parser;

    #[test]
    fn a_file_names_its_years_and_a_folder_one() {
        let named = |path| years_named(path).map(|named| (named.years, named.folder));
        assert_eq!(named("松泽县/2021.txt"), Some((vec![2021], "松泽县")));
        assert_eq!(
            named("松泽县/2020年度报告（2021）.txt"),
            Some((vec![2020, 2021], "松泽县"))
        );
        assert_eq!(
            named("松泽县/2021年/报告.txt"),
            Some((vec![2021], "松泽县"))
        );
        assert_eq!(named("2021年收集/报告.txt"), None);
    }

    #[test]
    fn dates_and_document_numbers_are_no_years() {
        for path in [
            "2021-03-15.txt",
            "2021年3月15日公布.txt",
            "20210315.txt",
            "松府发〔2021〕3号.txt",
            "松府发(2021)第3号.txt",
            "9021.txt",
        ] {
            assert_eq!(years_named(path), None, "{path}");
        }
    }

    fn other(path: &str, region: &[&str]) -> Option<Vec<String>> {
        let parser = Parser::new(&Schema::embedded()).unwrap();
        let metadata = Metadata {
            region: region.iter().map(ToString::to_string).collect(),
            ..Metadata::default()
        };
        parser.other_place(path, &metadata)
    }

    #[test]
    fn a_folder_of_another_place_of_the_same_rank_contradicts() {
        let named = other("松泽县/2021.txt", &["岚江省", "澄州市", "望汀区"]);
        assert_eq!(named.unwrap(), ["松泽县"]);
        let named = other("江津区/2021.txt", &["重庆市", "渝北区"]);
        assert_eq!(named.unwrap(), ["重庆市", "江津区"]);
        let named = other("澄州市/松泽县/a.txt", &["澄州市", "望汀区"]);
        assert_eq!(named.unwrap(), ["澄州市", "松泽县"]);
    }

    #[test]
    fn a_folder_of_a_place_above_below_or_renamed_does_not() {
        for (path, region) in [
            ("松泽县/2021.txt", &["岚江省", "澄州市", "松泽县"][..]),
            ("澄州市/2021.txt", &["松泽县"]),
            ("松泽县/2021.txt", &["岚江省", "澄州市"]),
            ("松泽县/2021.txt", &["松泽区"]),
            ("松泽县/2021.txt", &["澄州市", "柳渡镇"]),
            ("慈溪市/2021.txt", &["浙江省", "宁波市"]),
            ("宁波市/2021.txt", &["浙江省", "宁波市", "慈溪市"]),
            ("襄阳市/2008.txt", &["湖北省", "襄樊市"]),
            ("松泽县/2021.txt", &[]),
            ("2021.txt", &["松泽县"]),
            ("松泽县/典型案例.jsonl!/7", &["望汀区"]),
        ] {
            assert_eq!(other(path, region), None, "{path} {region:?}");
        }
    }
}
