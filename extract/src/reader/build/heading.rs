//! How deep a heading is, by the outline level of its paragraph or the name of its style.
//!
//! Must not know file formats. Invariant: depths are 1–9.

/// The depth of an outline level 0–8; 9 is body text (ISO/IEC 29500-1 §17.3.1.20; [MS-DOC] 2.6.2, `sprmPOutLvl`; RTF
/// 1.9.1, `\outlinelevelN`).
pub(in crate::reader) fn of_level(level: impl TryInto<u8>) -> Option<u8> {
    let level = level.try_into().ok().filter(|level| *level < 9)?;
    Some(level + 1)
}

/// The depth given by the name of a built-in style, in any language and with or without a blank: `heading 1`, 标题1.
/// Other names may follow after a comma.
pub(in crate::reader) fn of_style_name(name: &str) -> Option<u8> {
    let name = normalized(name);
    let number = ["heading", "标题", "標題"]
        .iter()
        .find_map(|prefix| name.strip_prefix(prefix))?;
    number.parse().ok().filter(|depth| (1..=9).contains(depth))
}

/// Whether a style of this name is that of the document's title, whose outline level says nothing about its parts.
pub(in crate::reader) fn is_title(name: &str) -> bool {
    matches!(
        normalized(name).as_str(),
        "title" | "subtitle" | "标题" | "副标题" | "標題" | "副標題"
    )
}

fn normalized(name: &str) -> String {
    let first = name.split(',').next().unwrap_or_default();
    first.to_lowercase().split_whitespace().collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_level_is_a_depth_unless_it_is_that_of_text() {
        assert_eq!(
            [0, 8, 9, -1, 300].map(of_level),
            [Some(1), Some(9), None, None, None]
        );
    }

    #[test]
    fn names_of_headings_and_titles_are_told_apart() {
        let names = [
            "Heading 1",
            "标题2",
            "標題 3,章",
            "标题",
            "heading 10",
            "heading",
            "正文",
        ];
        let depths = [Some(1), Some(2), Some(3), None, None, None, None];
        assert_eq!(names.map(of_style_name), depths);
        assert!(is_title("标题") && is_title("Title") && is_title("副标题"));
        assert!(!is_title("标题 1") && !is_title("正文"));
    }
}
