//! The words of an `EQ` field, which Word draws from its code: a number in a circle, a word with its pronunciation.

use crate::reader::build::numeral::CIRCLED;

/// Maximum bytes of a field's code.
pub(in crate::reader) const MAX_CODE: usize = 1024;

/// What a reader sees of `EQ \o(…)`, which prints its operands over each other: the last one, which is the number
/// in a circle or the word under its pronunciation (ECMA-376 part 1, §17.16.5.17). `None` for another code. The words
/// are no longer than the code.
pub(in crate::reader) fn words(code: &str) -> Option<String> {
    let code = Some(code.trim()).filter(|code| code.len() <= MAX_CODE)?;
    let rest = code.get(2..).filter(|_| {
        code.get(..2)
            .is_some_and(|name| name.eq_ignore_ascii_case("eq"))
    })?;
    let lower = rest.to_ascii_lowercase();
    let operands = rest.get(lower.find("\\o")?..)?;
    let operands = operands.get(operands.find('(')? + 1..operands.rfind(')')?)?;
    let (first, last) = operands.rsplit_once([',', '，', ';', '；'])?;
    let last = last.trim();
    if last.is_empty() || last.contains(['\\', ')']) {
        return None;
    }
    let is_circle = matches!(first.trim(), "○" | "〇" | "◯");
    let number = last
        .parse()
        .ok()
        .filter(|number| is_circle && (1..=20).contains(number));
    Some(number.map_or_else(|| last.to_string(), |number| CIRCLED.write(number)))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_last_operand_of_an_overprint_is_seen() {
        assert_eq!(words(r" eq \o\ac(○,3)").as_deref(), Some("③"));
        assert_eq!(words(r"EQ \o\ac(○,密) ").as_deref(), Some("密"));
        assert_eq!(
            words(r"EQ \* jc2 \* hps10 \o\ad(\s\up 9(sōng),松)").as_deref(),
            Some("松")
        );
    }

    #[test]
    fn other_codes_have_no_words() {
        for code in [
            r"EQ \f(1,2)",
            "HYPERLINK \"\\o(a,b)\"",
            "",
            "EQ",
            r"EQ \o)(",
            r"eq \o(",
            "松泽",
        ] {
            assert_eq!(words(code), None, "{code}");
        }
    }
}
