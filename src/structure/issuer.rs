//! The names of governments and of their heads.

use super::genre::{Genre, Pattern};
use super::heading::first_characters;
use super::line::without_blanks;

/// Most characters of a line that is the name of a government.
const MAX_NAME: usize = 30;
/// Characters of a line that are read for the name of a speaker.
const MAX_SPEAKER: usize = 40;

/// The name of a government that a text begins with.
pub(super) fn government_at<'t>(text: &'t str, genre: &Genre) -> Option<&'t str> {
    let found = genre.pattern(Pattern::Government).find(text)?;
    Some(found.as_str())
}

/// Whether a line is only the name of a government.
pub(super) fn is_government(line: &str, genre: &Genre) -> bool {
    line.chars().nth(MAX_NAME).is_none()
        && government_at(line, genre) == Some(line)
        && genre.pattern(Pattern::Office).is_match(line)
}

/// 四川省人民政府 in 2010年四川省人民政府工作报告. A title that begins with a place alone names no government.
pub(super) fn government_in_title(title: &str, genre: &Genre) -> Option<String> {
    let year = genre.pattern(Pattern::Year).find(title);
    let year = year.filter(|year| year.start() == 0);
    let title = &title[year.map_or(0, |year| year.end())..];
    let title = title.trim_start_matches('度').trim_start_matches("关于");
    let name = government_at(title, genre)?;
    let is_office = genre.pattern(Pattern::Office).is_match(name);
    is_office.then(|| name.to_string())
}

/// 黑龙江省人民政府 in the line 黑龙江省人民政府省长 某某.
pub(super) fn government_of_speaker(lines: &[&str], genre: &Genre) -> Option<String> {
    let pattern = genre.pattern(Pattern::GovernmentOfSpeaker);
    lines.iter().find_map(|line| {
        let line = without_blanks(first_characters(line, MAX_SPEAKER));
        let government = pattern.captures(&line)?;
        Some(government[1].to_string())
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::structure::genre::tests::genre;

    #[test]
    fn names_end_at_their_office() {
        let genre = genre();
        let is_government = |line| super::is_government(line, genre);
        assert_eq!(
            government_at("松泽县人民政府关于2020年度法治政府建设", genre),
            Some("松泽县人民政府")
        );
        assert!(is_government("松泽县人民政府办公室"));
        assert!(is_government("中共松泽县委全面依法治县委员会办公室"));
        assert!(!is_government("松泽县人民政府工作安排"));
        assert!(!is_government("建设法治政府"));
    }

    #[test]
    fn a_title_names_a_government_or_a_place() {
        let genre = genre();
        let named = |title| government_in_title(title, genre);
        assert_eq!(
            named("2010年岚江省人民政府工作报告").as_deref(),
            Some("岚江省人民政府")
        );
        assert_eq!(named("宁浦市2017年政府工作报告"), None);
        assert_eq!(
            named("松泽县人民政府办公室关于印发工作要点的通知").as_deref(),
            Some("松泽县人民政府办公室")
        );
        assert_eq!(
            named("宁浦市住房和城乡建设局2021年度报告").as_deref(),
            Some("宁浦市住房和城乡建设局")
        );
        assert_eq!(named("松泽县法治政府建设情况报告"), None);
        assert_eq!(
            government_of_speaker(&["岚江省人民政府省长 某某"], genre).as_deref(),
            Some("岚江省人民政府")
        );
        assert_eq!(government_of_speaker(&["岚江省省长 某某"], genre), None);
    }
}
