//! The names of governments and of their heads.

use super::date::YEAR;
use super::heading::first_characters;
use super::line::without_blanks;

// 松泽县人民政府, 松泽县司法局, 松泽县人民政府办公室
pattern!(
    GOVERNMENT,
    r"^[\p{Han}]{2,30}?(?:人民政府|管理委员会|管委会|街道办事处|政府|委员会|局|厅|办公室|办事处)(?:办公室|办公厅)?"
);
// 某省人民政府省长某某
pattern!(
    GOVERNMENT_OF_SPEAKER,
    concat!(
        r"^([\p{Han}]{2,12}?[省市区县州盟旗镇乡]人民政府)代?(?:",
        officers!(),
        ")"
    )
);

// A government, or an office of a place: 宜宾市住房和城乡建设局
pattern!(
    OFFICE,
    r"[省市区县州盟旗镇乡]政府|人民政府|^国务院|[省市区县州盟旗镇乡][\p{Han}]*(?:委员会|管委会|局|厅|办事处|办公室)$"
);

/// Characters of the longest name of a government that stands by itself.
const MAX_NAME: usize = 30;
/// Characters of a line that names a speaker.
const MAX_SPEAKER: usize = 40;

/// The name of a government that a text begins with.
pub(super) fn government_at(words: &str) -> Option<&str> {
    GOVERNMENT.find(words).map(|found| found.as_str())
}

/// Whether a line is the name of a government and nothing else.
pub(super) fn is_government(words: &str) -> bool {
    words.chars().nth(MAX_NAME).is_none()
        && government_at(words) == Some(words)
        && OFFICE.is_match(words)
}

/// 四川省人民政府 in 2010年四川省人民政府工作报告. A title that begins with a place alone names no government.
pub(super) fn government_in_title(title: &str) -> Option<String> {
    let behind_year = YEAR.find(title).filter(|year| year.start() == 0);
    let title = &title[behind_year.map_or(0, |year| year.end())..];
    let title = title.trim_start_matches('度').trim_start_matches("关于");
    let name = government_at(title)?;
    OFFICE.is_match(name).then(|| name.to_string())
}

/// 黑龙江省人民政府 in the line 黑龙江省人民政府省长 某某.
pub(super) fn government_of_speaker(lines: &[&str]) -> Option<String> {
    lines.iter().find_map(|line| {
        let words = without_blanks(first_characters(line, MAX_SPEAKER));
        let government = GOVERNMENT_OF_SPEAKER.captures(&words)?;
        Some(government[1].to_string())
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_end_at_their_office() {
        assert_eq!(
            government_at("松泽县人民政府关于2020年度法治政府建设"),
            Some("松泽县人民政府")
        );
        assert!(is_government("松泽县人民政府办公室"));
        assert!(is_government("中共松泽县委全面依法治县委员会办公室"));
        assert!(!is_government("松泽县人民政府工作安排"));
        assert!(!is_government("建设法治政府"));
    }

    #[test]
    fn a_title_names_a_government_or_a_place() {
        let named = |title| government_in_title(title);
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
            government_of_speaker(&["岚江省人民政府省长 某某"]).as_deref(),
            Some("岚江省人民政府")
        );
        assert_eq!(government_of_speaker(&["岚江省省长 某某"]), None);
    }
}
