//! Folded texts as tokens of one character, which a search for a phrase compares.

use quanwen::backend::PARAGRAPH_END;

/// Begins the token of a character that separates tokens, or of itself.
const ESCAPE: char = '␠';

/// Characters of the next section that are repeated at the end of one whose last paragraph goes on there. A text that is longer
/// than these and one more is counted in the reports.
pub(crate) const OVERHANG: usize = 63;

/// The tokens of a folded text without an end of a paragraph.
pub(crate) fn tokens(folded: &str) -> String {
    let mut tokens = String::with_capacity(2 * folded.len());
    for c in folded.chars() {
        if !tokens.is_empty() {
            tokens.push(' ');
        }
        match c {
            ' ' => tokens.push(ESCAPE),
            c if c == ESCAPE || c.is_whitespace() || c.is_control() => {
                tokens.push(ESCAPE);
                tokens.push_str(&u32::from(c).to_string());
            }
            c => tokens.push(c),
        }
    }
    tokens
}

/// The tokens of each paragraph of a folded text.
pub(crate) fn paragraphs(folded: &str) -> Vec<String> {
    let paragraphs = folded.split(PARAGRAPH_END);
    paragraphs
        .filter(|paragraph| !paragraph.is_empty())
        .map(tokens)
        .collect()
}

/// The characters of the sections that follow with which the last paragraph of a section goes on.
pub(crate) fn overhang(section: &str, following: &[&str]) -> String {
    if section.is_empty() || section.ends_with(PARAGRAPH_END) {
        return String::new();
    }
    let rest = following.iter().flat_map(|text| text.chars());
    rest.take_while(|c| *c != PARAGRAPH_END)
        .take(OVERHANG)
        .collect()
}

/// Whether a text that begins in a section can end after what the section borrows of the next one.
pub(crate) fn is_longer(text: &str) -> bool {
    text.chars().nth(OVERHANG + 1).is_some()
}

/// The beginning of a text that a section in which it begins has, with what it borrows.
pub(crate) fn beginning(text: &str) -> String {
    text.chars().take(OVERHANG + 1).collect()
}

/// Whether occurrences of a text can overlap: 年年 in 年年年. Those that the server counts then are too many.
pub(crate) fn overlaps_itself(text: &str) -> bool {
    let characters: Vec<char> = text.chars().collect();
    (1..characters.len()).any(|shift| characters[shift..] == characters[..characters.len() - shift])
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_text_is_tokens_of_one_character() {
        assert_eq!(tokens("行政a b"), "行 政 a ␠ b");
        assert_eq!(tokens("␠\u{1C}"), "␠9248 ␠28");
        assert_eq!(paragraphs("行政\n\n复议\n"), ["行 政", "复 议"]);
    }

    #[test]
    fn a_paragraph_that_goes_on_is_repeated_up_to_its_end() {
        assert_eq!(overhang("行政", &["复", "", "议\n二、"]), "复议");
        assert_eq!(overhang("行政\n", &["复议"]), "");
        assert_eq!(overhang("", &["复议"]), "");
        let long = "复".repeat(100);
        assert_eq!(overhang("行", &[&long]).chars().count(), OVERHANG);
    }

    #[test]
    fn a_section_has_the_beginning_of_a_longer_text() {
        let (fits, longer) = ("复".repeat(OVERHANG + 1), "复".repeat(OVERHANG + 2));
        assert!(!is_longer(&fits) && is_longer(&longer));
        assert_eq!(beginning(&longer), fits);
    }

    #[test]
    fn texts_that_can_overlap_are_told() {
        for text in ["年年", "行政行", "abab", "12 12"] {
            assert!(overlaps_itself(text), "{text}");
        }
        for text in ["年", "行政", "行政复议", "二〇二一"] {
            assert!(!overlaps_itself(text), "{text}");
        }
    }
}
