//! Regular expressions over folded text: what wildcards come to, and the literals that every match holds.

use regex::{Regex, RegexBuilder};
use regex_syntax::hir::{Hir, HirKind};

use super::tree::PatternPart;
use crate::fold::Fold;

/// Characters that a `*` takes at the most; it ends with the sentence.
const STRETCH: u32 = 16;
/// Bytes of a compiled expression.
const COMPILED: usize = 4 * 1024 * 1024;

/// The expression of an exact term with wildcards.
pub(super) fn pattern(parts: &[PatternPart], fold: &Fold) -> String {
    let of_part = |part: &PatternPart| match part {
        PatternPart::Text(text) => regex::escape(&fold.fold_text(text)),
        PatternPart::One => ".".to_string(),
        PatternPart::Some => format!("[^。！？；!?;]{{0,{STRETCH}}}?"),
    };
    parts.iter().map(of_part).collect()
}

/// An expression whose characters are folded as texts are: （ finds what ( finds and stays no operator.
pub(super) fn fold_pattern(pattern: &str, fold: &Fold) -> String {
    let mut folded = String::with_capacity(pattern.len());
    for c in pattern.chars() {
        if c.is_ascii() {
            folded.push(c);
        } else {
            folded.push_str(&regex::escape(&fold.fold_text(c.encode_utf8(&mut [0; 4]))));
        }
    }
    folded
}

/// Compiles an expression.
///
/// # Errors
/// What is wrong and what to do.
pub(super) fn compile(pattern: &str) -> Result<Regex, String> {
    let built = RegexBuilder::new(pattern)
        .case_insensitive(true)
        .size_limit(COMPILED)
        .build();
    let regex = built.map_err(|error| match error {
        regex::Error::CompiledTooBig(_) => {
            "the expression grows too large: use smaller repetitions".to_string()
        }
        error => {
            let reason = error.to_string();
            let reason = reason.lines().last().unwrap_or_default();
            format!(
                "no regular expression ({})",
                reason.trim_start_matches("error: ")
            )
        }
    })?;
    if regex.is_match("") {
        return Err(
            "the expression matches where there is nothing: use + instead of *".to_string(),
        );
    }
    Ok(regex)
}

/// Texts that every match of an expression holds; none where it has alternatives only.
pub(super) fn literals(pattern: &str) -> Vec<String> {
    let mut found = Vec::new();
    if let Ok(hir) = regex_syntax::parse(pattern) {
        gather(&hir, &mut found);
    }
    found
}

fn gather(hir: &Hir, found: &mut Vec<String>) {
    match hir.kind() {
        HirKind::Literal(literal) => {
            found.extend(String::from_utf8(literal.0.to_vec()).ok());
        }
        HirKind::Capture(capture) => gather(&capture.sub, found),
        HirKind::Repetition(repetition) if repetition.min > 0 => gather(&repetition.sub, found),
        HirKind::Concat(parts) => parts.iter().for_each(|part| gather(part, found)),
        _ => {}
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::schema::Schema;

    fn fold() -> Fold {
        Fold::new(&Schema::embedded()).unwrap()
    }

    #[test]
    fn what_every_match_holds() {
        assert_eq!(literals("复议(案件)?[0-9]+件"), ["复议", "件"]);
        assert_eq!(literals("(行政)+复议"), ["行政", "复议"]);
        assert!(literals("复议|诉讼").is_empty());
    }

    #[test]
    fn brackets_of_chinese_are_no_operators() {
        let pattern = fold_pattern("（[一二]）、?規範", &fold());
        assert!(compile(&pattern).unwrap().is_match("(一)、规范"));
    }

    #[test]
    fn what_cannot_be_run_says_why() {
        assert!(compile("复议(").unwrap_err().contains("unclosed group"));
        assert!(compile("(案件)*").unwrap_err().contains("use +"));
        assert!(
            compile("((a{500}){500}){500}")
                .unwrap_err()
                .contains("smaller")
        );
    }

    #[test]
    fn wildcards_end_with_the_sentence() {
        let parts = [
            PatternPart::Text("行政".into()),
            PatternPart::Some,
            PatternPart::Text("机关".into()),
        ];
        let regex = compile(&pattern(&parts, &fold())).unwrap();
        assert!(regex.is_match("行政复议机关") && regex.is_match("行政机关"));
        assert!(!regex.is_match("行政。机关"));
    }
}
