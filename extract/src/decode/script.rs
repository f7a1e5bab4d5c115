//! Which characters are Chinese, and how common they are.
//!
//! Must not know encodings of files.

use std::collections::HashSet;
use std::sync::LazyLock;

use encoding_rs::GBK;

/// The share of Chinese characters in a simplified text that are not among the 3,755 of level 1 of GB/T 2312, which
/// make up nearly all of any report. Private-use characters and accented letters, which wrong decoding produces, also
/// count as rare.
#[must_use]
pub fn rare_share(text: &str) -> f64 {
    static COMMON: LazyLock<HashSet<char>> = LazyLock::new(|| {
        let pairs = (0xB0..=0xD7_u8).flat_map(|high| (0xA1..=0xFE_u8).map(move |low| [high, low]));
        pairs
            .filter_map(|pair| GBK.decode_without_bom_handling(&pair).0.chars().next())
            .filter(|c| is_han(*c))
            .collect()
    });
    let (mut rare, mut all) = (0_u32, 0_u32);
    for c in text.chars() {
        let odd = matches!(c, '\u{C0}'..='\u{24F}' | '\u{E000}'..='\u{F8FF}' | '\u{FFFD}');
        if odd || is_han(c) {
            all += 1;
            rare += u32::from(odd || !COMMON.contains(&c));
        }
    }
    f64::from(rare) / f64::from(all.max(1))
}

/// Whether a character is Chinese.
#[must_use]
pub fn is_han(c: char) -> bool {
    matches!(c, '\u{3400}'..='\u{9FFF}' | '\u{20000}'..='\u{3FFFF}')
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn text_decoded_wrongly_is_full_of_rare_characters() {
        let text = "全县深入推进法治政府建设，行政复议案件依法办结。";
        assert!(rare_share(text) < 0.05, "{}", rare_share(text));
        let as_gbk = GBK.decode_without_bom_handling(text.as_bytes()).0;
        assert!(rare_share(&as_gbk) > 0.3, "{}", rare_share(&as_gbk));
        let as_latin: String = text.bytes().map(char::from).collect();
        assert!(rare_share(&as_latin) > 0.9);
        assert!(rare_share("") < f64::EPSILON);
    }
}
