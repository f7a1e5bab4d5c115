//! Regular expressions over folded text: wildcards as expressions, and the literals that every match contains.

use quanwen_messages::{Message, message, text};
use regex::{Regex, RegexBuilder};
use regex_syntax::ParserBuilder;
use regex_syntax::hir::{
    Capture, Class, ClassUnicode, ClassUnicodeRange, Hir, HirKind, Repetition,
};

use super::constraint::{Leaf, Literal};
use super::tree::PatternPart;
use crate::document::saturating_u32;
use crate::fold::Fold;

/// Maximum number of characters that a `*` matches; it ends with the sentence.
const MAX_WILDCARD: u32 = 16;
/// Maximum size of a compiled expression, in bytes.
const MAX_COMPILED: usize = 512 * 1024;
/// Classes with more characters are not folded, unless they leave fewer out.
const MAX_FOLDED_CLASS: usize = 4096;

/// The expression of an exact term with wildcards.
pub(super) fn pattern(parts: &[PatternPart]) -> String {
    let of_part = |part: &PatternPart| match part {
        PatternPart::Text(text) => regex::escape(text),
        PatternPart::One => ".".to_string(),
        PatternPart::Some => format!("[^。！？；!?;]{{0,{MAX_WILDCARD}}}?"),
    };
    parts.iter().map(of_part).collect()
}

/// Compiles an expression for folded text. Its characters are folded like texts, so （ matches what ( matches and is not
/// an operator, and a blank is optional.
///
/// # Errors
/// The reason and what to do.
pub(super) fn compile(pattern: &str, fold: &Fold) -> Result<Leaf, Message> {
    let folded = folded(parsed(pattern)?, fold, Groups::Dropped);
    if folded.properties().minimum_len() == Some(0) {
        return Err(text!("the expression matches the empty text: use + instead of *").into());
    }
    let regex = regex_of(&folded)?;
    let mut literals = Vec::new();
    let longest = gather(&folded, Some(0), &mut literals);
    literals.retain(|literal| !fold.fold_text(&literal.text).is_empty());
    Ok(Leaf::Scan {
        regex,
        literals,
        longest,
    })
}

/// Compiles an expression as [`compile`] does, with its groups.
///
/// # Errors
/// The reason and what to do.
pub(super) fn with_groups(pattern: &str, fold: &Fold) -> Result<Regex, Message> {
    regex_of(&folded(parsed(pattern)?, fold, Groups::Kept))
}

/// The groups of an expression by their numbers, each with its name if it has one; none of one that is not valid.
pub(super) fn groups(pattern: &str) -> Vec<Option<String>> {
    let mut names = Vec::new();
    if let Ok(expression) = parsed(pattern) {
        add_groups(&expression, &mut names);
    }
    names
}

fn add_groups(expression: &Hir, names: &mut Vec<Option<String>>) {
    if let HirKind::Capture(capture) = expression.kind() {
        names.push(capture.name.as_deref().map(String::from));
    }
    for part in expression.kind().subs() {
        add_groups(part, names);
    }
}

fn parsed(pattern: &str) -> Result<Hir, Message> {
    let parsed = ParserBuilder::new().build().parse(&escaped(pattern));
    parsed.map_err(|error| invalid(&error))
}

fn regex_of(folded: &Hir) -> Result<Regex, Message> {
    RegexBuilder::new(&folded.to_string())
        .case_insensitive(true)
        .size_limit(MAX_COMPILED)
        .build()
        .map_err(|error| match error {
            regex::Error::CompiledTooBig(_) => {
                text!("the expression grows too large: use smaller repetitions").into()
            }
            error => invalid(&error),
        })
}

/// An expression in which `\（` is the literal （, as `\(` is the literal (.
fn escaped(pattern: &str) -> String {
    let mut escaped = String::with_capacity(pattern.len());
    let mut characters = pattern.chars();
    while let Some(c) = characters.next() {
        match (c, characters.clone().next()) {
            ('\\', Some(next)) if !next.is_ascii() => {}
            ('\\', Some(next)) => {
                escaped.extend(['\\', next]);
                characters.next();
            }
            _ => escaped.push(c),
        }
    }
    escaped
}

fn invalid(error: &impl ToString) -> Message {
    let reason = error.to_string();
    let reason = reason.lines().last().unwrap_or_default();
    let reason = reason.trim_start_matches("error: ");
    message!("not a valid regular expression ({reason})", reason = reason)
}

/// Whether an expression keeps its groups, which part its literals.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Groups {
    Kept,
    Dropped,
}

/// The expression with every literal and small class folded.
fn folded(hir: Hir, fold: &Fold, groups: Groups) -> Hir {
    let of = |part: Hir| folded(part, fold, groups);
    let each = |parts: Vec<Hir>| parts.into_iter().map(of).collect();
    match hir.into_kind() {
        HirKind::Empty => Hir::empty(),
        HirKind::Look(look) => Hir::look(look),
        HirKind::Literal(literal) => {
            let text = String::from_utf8_lossy(&literal.0);
            Hir::concat(text.chars().map(|c| folded_character(c, fold)).collect())
        }
        HirKind::Class(Class::Unicode(class)) => {
            Hir::class(Class::Unicode(with_folds(class, fold)))
        }
        HirKind::Class(class) => Hir::class(class),
        HirKind::Repetition(repetition) => Hir::repetition(Repetition {
            sub: Box::new(of(*repetition.sub)),
            ..repetition
        }),
        HirKind::Capture(Capture { sub, .. }) if groups == Groups::Dropped => of(*sub),
        HirKind::Capture(capture) => Hir::capture(Capture {
            sub: Box::new(of(*capture.sub)),
            ..capture
        }),
        HirKind::Concat(parts) => Hir::concat(each(parts)),
        HirKind::Alternation(parts) => Hir::alternation(each(parts)),
    }
}

fn folded_character(c: char, fold: &Fold) -> Hir {
    if c.is_whitespace() {
        return Hir::repetition(Repetition {
            min: 0,
            max: Some(1),
            greedy: true,
            sub: Box::new(Hir::literal(*b" ")),
        });
    }
    let folded = fold.fold_text(c.encode_utf8(&mut [0; 4]));
    Hir::literal(folded.into_bytes())
}

/// A small class with the folds of its characters added. Of one that leaves few characters out (`[^，。]`), what they fold to is left out
/// too, in either case. Other large classes are unchanged.
fn with_folds(mut class: ClassUnicode, fold: &Fold) -> ClassUnicode {
    if size(&class) <= MAX_FOLDED_CLASS {
        for folded in folds(&class, fold) {
            class.push(ClassUnicodeRange::new(folded, folded));
        }
        return class;
    }
    let mut left_out = class.clone();
    left_out.negate();
    if size(&left_out) > MAX_FOLDED_CLASS {
        return class;
    }
    // A dot leaves the end of a line out, and no blank.
    for folded in folds(&left_out, fold) {
        if !folded.is_whitespace() {
            left_out.push(ClassUnicodeRange::new(folded, folded));
        }
    }
    // The expression is compiled without regard to case, by which `a` would be back in a class that has `A`.
    left_out.case_fold_simple();
    left_out.negate();
    left_out
}

/// The number of characters of a class.
fn size(class: &ClassUnicode) -> usize {
    class.ranges().iter().map(ClassUnicodeRange::len).sum()
}

/// What the characters of a class fold to, where that is one character.
fn folds(class: &ClassUnicode, fold: &Fold) -> Vec<char> {
    let mut folds = Vec::new();
    for range in class.ranges() {
        for c in range.start()..=range.end() {
            let folded = fold.fold_text(c.encode_utf8(&mut [0; 4]));
            let mut characters = folded.chars();
            if let (Some(only), None) = (characters.next(), characters.next()) {
                folds.push(only);
            }
        }
    }
    folds
}

/// Gathers the texts that every match of an expression contains, alternatives left out, given the maximum number of characters before
/// it. Returns that of the characters before its end.
fn gather(hir: &Hir, before: Option<u32>, found: &mut Vec<Literal>) -> Option<u32> {
    match hir.kind() {
        HirKind::Literal(literal) => {
            let text = String::from_utf8(literal.0.to_vec()).ok()?;
            let length = saturating_u32(text.chars().count());
            let end = before.and_then(|before| before.checked_add(length));
            found.push(Literal { text, end });
            end
        }
        HirKind::Capture(capture) => gather(&capture.sub, before, found),
        HirKind::Repetition(repetition) => {
            let mut of_one = Vec::new();
            let longest = gather(&repetition.sub, Some(0), &mut of_one);
            if repetition.min > 0 {
                found.extend(of_one.into_iter().map(|literal| Literal {
                    end: before.zip(literal.end).and_then(|(a, b)| a.checked_add(b)),
                    ..literal
                }));
            }
            before?.checked_add(longest?.checked_mul(repetition.max?)?)
        }
        HirKind::Concat(parts) => {
            let each = parts.iter();
            each.fold(before, |before, part| gather(part, before, found))
        }
        HirKind::Alternation(parts) => {
            let ends = parts
                .iter()
                .map(|part| gather(part, before, &mut Vec::new()));
            ends.reduce(|longest, end| Some(longest?.max(end?)))?
        }
        HirKind::Class(_) => before?.checked_add(1),
        HirKind::Empty | HirKind::Look(_) => before,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::schema::Schema;

    fn scan(pattern: &str) -> Result<(Regex, Vec<Literal>, Option<u32>), Message> {
        let fold = Fold::new(&Schema::embedded()).unwrap();
        match compile(pattern, &fold)? {
            Leaf::Scan {
                regex,
                literals,
                longest,
            } => Ok((regex, literals, longest)),
            other => panic!("{other:?}"),
        }
    }

    fn literals(pattern: &str) -> Vec<String> {
        let literals = scan(pattern).unwrap().1.into_iter();
        literals.map(|literal| literal.text).collect()
    }

    fn matches(pattern: &str, text: &str) -> bool {
        scan(pattern).unwrap().0.is_match(text)
    }

    #[test]
    fn literals_that_every_match_contains() {
        assert_eq!(literals("复议(案件)?[0-9]+件"), ["复议", "件"]);
        assert_eq!(literals("(行政)+复议"), ["行政", "复议"]);
        assert_eq!(literals("2021 年"), ["2021", "年"]);
        assert!(literals("复议|诉讼").is_empty());
    }

    #[test]
    fn how_far_a_match_reaches_is_known_where_it_has_an_end() {
        let reach = |pattern: &str| {
            let (_, literals, longest) = scan(pattern).unwrap();
            let ends: Vec<_> = literals.into_iter().map(|literal| literal.end).collect();
            (ends, longest)
        };
        assert_eq!(
            reach("复议.{2,5}案(件|情形)?"),
            (vec![Some(2), Some(8)], Some(10))
        );
        assert_eq!(reach("复议.+案件[0-9]"), (vec![Some(2), None], None));
        assert_eq!(reach("(一二){2,3}"), (vec![Some(2)], Some(6)));
    }

    #[test]
    fn expressions_are_folded_like_texts() {
        assert!(matches("（[一二]）、?規範", "(一)、规范"));
        assert!(matches(r"\x{898f}范", "规范") && matches("[規模]范", "规范"));
        assert!(matches(r"\（一）", "(一)"));
        assert!(matches("\"放管服\"改革", "放管服改革"));
        assert!(matches("２０２１ 年", "2021年") && matches("2021 年", "2021 年"));
        assert!(!matches("[^复]议", "复议"));
    }

    #[test]
    fn what_a_class_leaves_out_is_folded_too() {
        let left_out = [
            ("甲[^，]乙", "甲,乙"),
            ("甲[^；：]乙", "甲:乙"),
            ("甲[^（）]乙", "甲(乙"),
            ("甲[^復]乙", "甲复乙"),
            ("甲[^Ａ]乙", "甲a乙"),
            ("甲[^a-z]乙", "甲b乙"),
            (r"甲\D乙", "甲7乙"),
            (r"甲[^，\d]乙", "甲7乙"),
        ];
        for (pattern, text) in left_out {
            assert!(!matches(pattern, text), "{pattern} {text}");
        }
        for (pattern, text) in [
            ("甲[^，]乙", "甲丙乙"),
            ("甲[^，]乙", "甲 乙"),
            ("甲.乙", "甲 乙"),
            ("甲.乙", "甲,乙"),
            (r"甲\S乙", "甲,乙"),
            ("甲[^Ａ]乙", "甲b乙"),
            (r"甲\W乙", "甲,乙"),
        ] {
            assert!(matches(pattern, text), "{pattern} {text}");
        }
        let quoted = scan("（[^）]*）").unwrap().0;
        let found = quoted
            .find("(一)和(二)")
            .map(|found| found.as_str().to_string());
        assert_eq!(found.as_deref(), Some("(一)"));
    }

    #[test]
    fn an_invalid_expression_says_why() {
        assert!(
            scan("复议(")
                .unwrap_err()
                .to_string()
                .contains("unclosed group")
        );
        assert!(scan("(案件)*").unwrap_err().to_string().contains("use +"));
        assert!(
            scan("(.{1,500}){1,3}x")
                .unwrap_err()
                .to_string()
                .contains("smaller")
        );
        assert!(scan("((a{500}){500}){500}").is_err());
    }

    #[test]
    fn wildcards_end_with_the_sentence() {
        let parts = [
            PatternPart::Text("行政".into()),
            PatternPart::Some,
            PatternPart::Text("机关".into()),
        ];
        let pattern = pattern(&parts);
        assert!(matches(&pattern, "行政复议机关") && matches(&pattern, "行政机关"));
        assert!(!matches(&pattern, "行政。机关"));
        let parts = [
            PatternPart::Text("open ".into()),
            PatternPart::One,
            PatternPart::Text("ource".into()),
        ];
        assert!(matches(&super::pattern(&parts), "open source"));
    }
}
