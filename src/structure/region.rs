//! Places in names: 重庆市渝北区大盛镇人民政府 is 重庆市, 渝北区, 大盛镇.

use super::date::YEAR;
use super::line::without_blanks;

pattern!(
    PLACE,
    r"^(?:[\p{Han}]{2,9}?(?:特别行政区|自治区|自治州|自治县|自治旗|街道|省|市|盟|地区|新区|区|县|旗|镇|乡|區|縣|鎮|鄉))+"
);
pattern!(
    PLACE_PART,
    r"[\p{Han}]{2,9}?(?:特别行政区|自治区|自治州|自治县|自治旗|街道|省|市|盟|地区|新区|区|县|旗|镇|乡|區|縣|鎮|鄉)"
);

/// The places that a name begins with: 重庆市渝北区大盛镇人民政府 → 重庆市, 渝北区, 大盛镇.
pub(super) fn region_of(name: &str) -> Vec<String> {
    let name = without_blanks(name);
    let name = YEAR.replace(&name, "");
    let name = name.trim_start_matches(|c: char| !c.is_alphabetic());
    let name = name.trim_start_matches("度").trim_start_matches("中共");
    let place = PLACE.find(name).map_or("", |found| found.as_str());
    PLACE_PART
        .find_iter(place)
        .map(|part| part.as_str().to_string())
        .filter(|part| !is_common_noun(part))
        .collect()
}

/// 全市, 我区, 本县 name no place.
fn is_common_noun(part: &str) -> bool {
    part.starts_with(['全', '我', '本', '各', '该'])
}

/// The places among the folders' names.
pub(super) fn region_of_path(path: &str) -> Vec<String> {
    let folders = path.rsplit_once('/').map_or("", |(folders, _)| folders);
    let whole = |part: &&str| {
        PLACE
            .find(part)
            .is_some_and(|found| found.end() == part.len())
    };
    folders
        .split('/')
        .filter(whole)
        .flat_map(region_of)
        .collect()
}
