//! Tests of the parser. One long file, as all of them share the builders of expected trees.

use proptest::prelude::*;

use super::super::{FieldValue, PatternPart};
use super::*;
use crate::error::Error;

/// The tree as an S-expression: words bare, exact texts quoted.
fn shape(node: &Node) -> String {
    let list = |name: &str, parts: Vec<String>| format!("({name} {})", parts.join(" "));
    let quoted = |parts: &[String]| parts.iter().map(|part| format!("{part:?}")).collect();
    match node {
        Node::Words(text) => text.value.clone(),
        Node::Exact(text) => format!("{:?}", text.value),
        Node::Pattern(parts) => list("pattern", parts.value.iter().map(piece).collect()),
        Node::Regex(text) => format!("(regex {})", text.value),
        Node::Near { parts, distance } => list(&format!("near {distance}"), quoted(&parts.value)),
        Node::Together { scope, parts } => list(&scope.to_string(), quoted(&parts.value)),
        Node::Field(value) => field_shape(&value.value),
        Node::All(parts) => list("all", parts.iter().map(shape).collect()),
        Node::Any(parts) => list("any", parts.iter().map(shape).collect()),
        Node::Not(part) => list("not", vec![shape(part)]),
        Node::Clauses(clauses) => list("clauses", clauses.iter().map(clause_shape).collect()),
    }
}

fn piece(part: &PatternPart) -> String {
    match part {
        PatternPart::Text(text) => format!("{text:?}"),
        PatternPart::One => "?".into(),
        PatternPart::Some => "*".into(),
    }
}

fn field_shape(value: &FieldValue) -> String {
    match value {
        FieldValue::Title(text) => format!("(title {text:?})"),
        FieldValue::Heading(text) => format!("(heading {text:?})"),
        FieldValue::Region(text) => format!("(region {text:?})"),
        FieldValue::Year(range) => format!("(year {range})"),
        FieldValue::Issuer(text) => format!("(issuer {text:?})"),
        FieldValue::DocumentNumber(text) => format!("(document_number {text:?})"),
    }
}

fn clause_shape(clause: &Clause) -> String {
    match clause.occur {
        Occur::Plain => shape(&clause.node),
        Occur::Must => format!("(+ {})", shape(&clause.node)),
        Occur::MustNot => format!("(- {})", shape(&clause.node)),
    }
}

fn spans(node: &Node) -> Vec<Range<usize>> {
    match node {
        Node::Words(Spanned { span, .. })
        | Node::Exact(Spanned { span, .. })
        | Node::Pattern(Spanned { span, .. })
        | Node::Regex(Spanned { span, .. })
        | Node::Near {
            parts: Spanned { span, .. },
            ..
        }
        | Node::Together {
            parts: Spanned { span, .. },
            ..
        }
        | Node::Field(Spanned { span, .. }) => vec![span.clone()],
        Node::All(parts) | Node::Any(parts) => parts.iter().flat_map(spans).collect(),
        Node::Not(part) => spans(part),
        Node::Clauses(clauses) => clauses.iter().flat_map(|part| spans(&part.node)).collect(),
    }
}

#[track_caller]
fn assert_shapes(table: &[(&str, &str)]) {
    for (query, expected) in table {
        let found = parse(query).map_or_else(|error| error.to_string(), |tree| shape(&tree));
        assert_eq!(found, *expected, "{query}");
    }
}

/// Each query with the column of its error and a fragment of the message.
#[track_caller]
fn assert_errors(table: &[(&str, usize, &str)]) {
    for (query, expected, part) in table {
        match parse(query) {
            Err(Error::Query {
                column,
                message,
                query: echoed,
            }) => {
                assert_eq!(
                    (column, echoed.as_str()),
                    (*expected, *query),
                    "{query}: {message}"
                );
                assert!(message.to_string().contains(part), "{query}: {message}");
            }
            other => panic!("{query}: {other:?}"),
        }
    }
}

#[test]
fn chinese_operators_stand_between_blanks() {
    assert_shapes(&[
        ("行政 且 复议", "(all 行政 复议)"),
        ("行政 或 复议", "(any 行政 复议)"),
        ("行政　或　复议", "(any 行政 复议)"),
        ("行政 非 复议", "(clauses 行政 (not 复议))"),
        ("行政 且 非 复议", "(all 行政 (not 复议))"),
        ("行政 或者 非法", "(clauses 行政 或者 非法)"),
        ("行政或复议", "行政或复议"),
        ("或 复议", "(clauses 或 复议)"),
        ("复议 非", "(clauses 复议 非)"),
        (r"行政 \或 复议", "(clauses 行政 或 复议)"),
        ("\"行政 或 复议\"", "\"行政 或 复议\""),
    ]);
}

#[test]
fn fields_have_chinese_names() {
    assert_shapes(&[
        ("标题：法治", "(title \"法治\")"),
        ("章节:复议", "(heading \"复议\")"),
        ("地区：松泽 执法", "(clauses (region \"松泽\") 执法)"),
        ("年份：2018-2020年", "(year 2018..2020)"),
        ("year:2019-2021", "(year 2019..2021)"),
        ("year:２０１９－２０２１", "(year 2019..2021)"),
        ("year:2019——2021", "(year 2019..2021)"),
        ("year:2018,2020年", "(year 2018,2020)"),
        ("年份:(2018 OR 2020)", "(any (year 2018) (year 2020))"),
        ("机关：“司法局”", "(issuer \"司法局\")"),
        ("-文号:松府", "(clauses (- (document_number \"松府\")))"),
        ("类型：报告", "类型：报告"),
        ("新标题：法治", "新标题：法治"),
        (r"\标题：法治", "标题：法治"),
    ]);
}

#[test]
fn texts_of_one_sentence_may_be_listed() {
    assert_shapes(&[
        ("同句(甲、乙，丙)", "(同句 \"甲\" \"乙\" \"丙\")"),
        ("同段（甲, 乙；丙）", "(同段 \"甲\" \"乙\" \"丙\")"),
        ("同句(\"甲、乙\" 丙)", "(同句 \"甲、乙\" \"丙\")"),
    ]);
}

#[test]
fn operators_have_precedence() {
    assert_shapes(&[
        ("复议案件", "复议案件"),
        ("复议 诉讼", "(clauses 复议 诉讼)"),
        ("复议 诉讼 AND 败诉", "(clauses 复议 (all 诉讼 败诉))"),
        ("a OR b c", "(clauses (any a b) c)"),
        ("a OR b AND c OR d", "(any a (all b c) d)"),
        ("a AND NOT b", "(all a (not b))"),
        ("a NOT b", "(clauses a (not b))"),
        ("NOT (a b)", "(not (clauses a b))"),
        ("NOT (NOT a)", "(not (not a))"),
        ("(a)", "a"),
        ("((a AND b)) AND c", "(all (all a b) c)"),
        ("(a b) c", "(clauses (clauses a b) c)"),
        ("(a)b", "(clauses a b)"),
        ("a (b OR c) AND d", "(clauses a (all (any b c) d))"),
        ("a\u{3000}b\tc\nd\u{0}e", "(clauses a b c d e)"),
        ("  a  ", "a"),
    ]);
}

#[test]
fn operators_are_upper_case_and_separate_words() {
    assert_shapes(&[
        ("a and b", "(clauses a and b)"),
        ("aANDb", "aANDb"),
        ("a ANDb", "(clauses a ANDb)"),
        ("ORACLE", "ORACLE"),
        ("a ＡＮＤ b ＯＲ ＮＯＴ c", "(any (all a b) (not c))"),
        ("(a)AND(b)", "(all a b)"),
        ("NOT(a)", "(not a)"),
        ("“a”OR“b”", "(any \"a\" \"b\")"),
        ("\"AND\"", "\"AND\""),
        ("\\AND", "AND"),
        ("-AND", "(clauses (- AND))"),
        ("AND-b", "AND-b"),
    ]);
}

#[test]
fn signs_are_directly_before_an_operand() {
    assert_shapes(&[
        (
            "+复议 -\"诉讼\" 败诉",
            "(clauses (+ 复议) (- \"诉讼\") 败诉)",
        ),
        ("＋复议 －诉讼", "(clauses (+ 复议) (- 诉讼))"),
        (
            "+(a b) -title:年度 -/x/",
            "(clauses (+ (clauses a b)) (- (title \"年度\")) (- (regex x)))",
        ),
        ("+复议", "(clauses (+ 复议))"),
        ("(+a) b", "(clauses (clauses (+ a)) b)"),
        ("a -b AND c", "(clauses a (all (not b) c))"),
        ("+a OR -b", "(any a (not b))"),
        ("2018-2022 B+树", "(clauses 2018-2022 B+树)"),
        ("a - b +", "(clauses a - b +)"),
        ("(-) -- +-", "(clauses - -- +-)"),
        ("“a”-b", "(clauses \"a\" -b)"),
        ("-同句(a b)", "(clauses (- (同句 \"a\" \"b\")))"),
        ("\\-5", "-5"),
    ]);
}

#[test]
fn quotation_marks_of_every_kind() {
    assert_shapes(&[
        ("\"行政 复议\"", "\"行政 复议\""),
        ("“行政复议”", "\"行政复议\""),
        ("「行政复议」『诉讼』", "(clauses \"行政复议\" \"诉讼\")"),
        ("＂行政复议＂", "\"行政复议\""),
        ("“行政复议\"", "\"行政复议\""),
        ("\"行政复议”", "\"行政复议\""),
        ("”行政复议“", "\"行政复议\""),
        ("\"深化“放管服”改革\"", "\"深化“放管服”改革\""),
        ("“深化“放管服”改革”", "\"深化“放管服”改革\""),
        ("深化“放管服”改革", "(clauses 深化 \"放管服\" 改革)"),
        ("「a『b』c」", "\"a『b』c\""),
        ("\" a \"", "\"a\""),
        ("\"a\\\"b\\\\\"", "\"a\\\"b\\\\\""),
        ("'a' ‘b’", "(clauses 'a' ‘b’)"),
        ("\"a AND (b\"", "\"a AND (b\""),
        ("a\\\"b", "a\"b"),
    ]);
}

#[test]
fn a_question_mark_is_a_wildcard_in_quotation_marks_only() {
    assert_shapes(&[
        ("\"行政?议\"", "(pattern \"行政\" ? \"议\")"),
        ("“行政＊机关”", "(pattern \"行政\" * \"机关\")"),
        ("\"?a**b?\"", "(pattern ? \"a\" * \"b\" ?)"),
        ("\"如何起诉？\"", "\"如何起诉？\""),
        ("\"a\\*b\\?\"", "\"a*b?\""),
        ("\"a\\*b*c\"", "(pattern \"a*b\" * \"c\")"),
        ("如何起诉？ 何为复议?", "(clauses 如何起诉？ 何为复议?)"),
    ]);
}

#[test]
fn a_star_without_quotation_marks_means_what_it_says() {
    assert_shapes(&[
        ("复*", "\"复\""),
        ("＊复议＊", "\"复议\""),
        ("行政*机关", "(pattern \"行政\" * \"机关\")"),
        ("案件 a*b?", "(clauses 案件 (pattern \"a\" * \"b?\"))"),
        ("a\\*b", "a*b"),
        ("* 案件", "(clauses * 案件)"),
    ]);
}

#[test]
fn blanks_at_the_ends_of_a_text_with_a_star_are_left_out_as_in_quotation_marks() {
    let table = [
        ("\\ 案件*", "\"案件\""),
        ("*案件\\ ", "\"案件\""),
        ("\\ *行政*机关\\ *", "\"行政*机关\""),
        ("\"AND\"\\ ~3*", "\"AND\" \"~3\""),
    ];
    for (query, written) in table {
        assert_eq!(parse(query).unwrap().to_string(), written, "{query}");
        let again = parse(written).unwrap();
        assert_eq!(shape(&again), shape(&parse(query).unwrap()), "{query}");
    }
}

#[test]
fn near_and_together_terms() {
    assert_shapes(&[
        ("\"行政 诉讼\"~10", "(near 10 \"行政\" \"诉讼\")"),
        (
            "“行政\u{3000}诉讼  败诉”～１０",
            "(near 10 \"行政\" \"诉讼\" \"败诉\")",
        ),
        ("(\"a b\"~0)", "(near 0 \"a\" \"b\")"),
        ("\"a\\ b c\"~1000", "(near 1000 \"a b\" \"c\")"),
        ("同句(行政 诉讼)", "(同句 \"行政\" \"诉讼\")"),
        ("同段（行政 “行政 诉讼”）", "(同段 \"行政\" \"行政 诉讼\")"),
        (
            "同节(办法（试行） b) c",
            "(clauses (同节 \"办法（试行）\" \"b\") c)",
        ),
        ("同句 (a b)", "(clauses 同句 (clauses a b))"),
        ("同句 a", "(clauses 同句 a)"),
        ("不同句(a)", "不同句(a)"),
    ]);
}

#[test]
fn regular_expressions_are_between_slashes() {
    assert_shapes(&[
        ("/复议(案件)?[0-9]+ 件/", "(regex 复议(案件)?[0-9]+ 件)"),
        ("／a／ OR /b/", "(any (regex a) (regex b))"),
        ("/a\\/b\\d\\\\/", "(regex a/b\\d\\\\)"),
        ("(/a/)(b)", "(clauses (regex a) b)"),
        ("1/3 和/或", "(clauses 1/3 和/或)"),
        ("a / b", "(clauses a / b)"),
        ("\\/usr/bin", "/usr/bin"),
        ("“a”/“b”", "(clauses \"a\" / \"b\")"),
    ]);
}

#[test]
fn fields_take_a_word_a_quotation_or_a_group() {
    assert_shapes(&[
        ("title:年度 复议", "(clauses (title \"年度\") 复议)"),
        ("heading:“行政 复议”", "(heading \"行政 复议\")"),
        ("region: 重庆市", "(region \"重庆市\")"),
        ("ＴＩＴＬＥ：年度", "(title \"年度\")"),
        ("Issuer:国务院", "(issuer \"国务院\")"),
        (
            "document_number:渝府〔2020〕12号",
            "(document_number \"渝府〔2020〕12号\")",
        ),
        ("title:办法（试行）", "(title \"办法（试行）\")"),
        (
            "title:(年度 OR 半年)",
            "(any (title \"年度\") (title \"半年\"))",
        ),
        (
            "title:(a -b \"c d\" NOT e)",
            "(clauses (title \"a\") (- (title \"b\")) (title \"c d\") (not (title \"e\")))",
        ),
        ("year:2018", "(year 2018)"),
        ("year:2018..2022", "(year 2018..2022)"),
        ("year:２０１８．．２０２２", "(year 2018..2022)"),
        (
            "year:2018.. year:..2022",
            "(clauses (year 2018..) (year ..2022))",
        ),
        ("year:(2018 OR \"2020\")", "(any (year 2018) (year 2020))"),
        ("NOT title:a AND b", "(all (not (title \"a\")) b)"),
        ("title:如何？", "(title \"如何？\")"),
        ("title:\"a\\*\"", "(title \"a*\")"),
    ]);
}

#[test]
fn a_colon_after_anything_but_a_name_is_text() {
    assert_shapes(&[
        ("通知：关于年度", "通知：关于年度"),
        ("习近平：", "习近平："),
        ("12:30", "12:30"),
        ("http://www.gov.cn/a", "http://www.gov.cn/a"),
        ("title\\:年度", "title:年度"),
        (":a", ":a"),
    ]);
}

#[test]
fn parentheses_within_a_word_are_part_of_it() {
    assert_shapes(&[
        ("渝府〔2020〕12号", "渝府〔2020〕12号"),
        ("通知（试行）", "通知（试行）"),
        ("第(一)项", "第(一)项"),
        ("《办法》（试行）（二）", "《办法》（试行）（二）"),
        ("a(b(c)d)e", "a(b(c)d)e"),
        ("（一）加强", "(clauses 一 加强)"),
        ("通知（试行 办法）", "(clauses 通知 (clauses 试行 办法))"),
        ("通知(“试行”)", "(clauses 通知 \"试行\")"),
        ("(通知（试行）)", "通知（试行）"),
        ("a\\(b", "a(b"),
        ("[a]【b】{c}", "[a]【b】{c}"),
        ("！！", "！！"),
        ("a\\", "a\\"),
    ]);
}

#[test]
fn spans_count_characters_and_include_marks_and_names() {
    let found = |query: &str| spans(&parse(query).unwrap());
    assert_eq!(found("复议 “诉讼” title: 年度"), [0..2, 3..7, 8..17]);
    assert_eq!(found("“a b”~10 同句(a b) /x/"), [0..8, 9..16, 17..20]);
    assert_eq!(found("+a -title:(b OR \"c\")"), [1..2, 11..12, 16..19]);
}

#[test]
fn errors_of_operators() {
    assert_errors(&[
        ("", 1, "nothing to find"),
        (" \u{3000}", 1, "nothing to find"),
        ("AND b", 1, "nothing before AND"),
        ("a (OR b)", 4, "nothing before OR"),
        ("a AND", 3, "nothing follows AND"),
        ("(a OR) b", 4, "nothing follows OR"),
        ("a NOT", 3, "nothing follows NOT"),
        ("a AND OR b", 7, "between AND and OR"),
        ("a AND AND b", 7, "between AND and AND"),
        ("NOT AND b", 5, "between NOT and AND"),
        ("NOT NOT a", 5, "NOT twice"),
        ("NOT -a", 5, "NOT and a sign"),
        ("--a", 2, "second sign"),
        ("a ＋-b", 4, "second sign"),
    ]);
}

#[test]
fn errors_of_quotation_marks() {
    assert_errors(&[
        ("复议 “诉讼", 4, "no end"),
        ("a \"", 3, "no end"),
        ("「a", 1, "no end"),
        ("\"a\\\"", 1, "no end"),
        ("a」", 2, "no opening mark"),
        ("a \"\"", 3, "marks are empty"),
        ("a “ \u{3000}”", 3, "marks are empty"),
        ("\"*复议\"", 2, "no effect"),
        ("“复议＊ ”", 4, "no effect"),
        ("\"??\"", 1, "wildcards alone"),
        ("\"？?\"", 1, "wildcards alone"),
    ]);
}

#[test]
fn errors_of_near_and_together() {
    assert_errors(&[
        ("\"a b\"~", 7, "0 to 1000"),
        ("\"a b\"~x c", 7, "0 to 1000"),
        ("\"a b\"~+1", 7, "0 to 1000"),
        ("\"a b\"~1001", 7, "0 to 1000"),
        ("\"a b\"~99999999999", 7, "0 to 1000"),
        ("x \"a\"~3", 3, "two or more parts"),
        ("\"a b*c\"~3", 5, "no wildcards"),
        ("同句(a)", 1, "two or more parts"),
        ("x 同段()", 3, "two or more parts"),
        ("同句(a b", 3, "no end"),
        ("同句(a AND b)", 6, "only words"),
        ("同句(a -b)", 6, "only words"),
        ("同句(a (b))", 6, "only words"),
        ("同句(a 同段(b c))", 6, "only words"),
        ("同句(a \"b c\"~3)", 6, "only words"),
        ("同句(a \"b?\")", 8, "no wildcards"),
        ("同句(a \"\")", 6, "marks are empty"),
    ]);
}

#[test]
fn errors_of_regular_expressions() {
    assert_errors(&[
        ("a /b", 3, "no end"),
        ("/a\\/", 1, "no end"),
        ("//", 1, "empty"),
        ("a / /b/c", 8, "ends before this"),
        ("/usr/bin", 6, "ends before this"),
    ]);
}

#[test]
fn errors_of_fields() {
    assert_errors(&[
        (
            "a foo:b",
            3,
            "title: heading: region: year: issuer: document_number:",
        ),
        ("title:", 6, "nothing follows"),
        ("title: ", 6, "nothing follows"),
        ("(title:) a", 7, "nothing follows"),
        ("title: AND a", 6, "nothing follows"),
        ("title:()", 7, "parentheses are empty"),
        ("title:-a", 7, "-title:"),
        ("title:/a/", 7, "value of a field"),
        ("title:region:a", 7, "value of a field"),
        ("title:(a 同句(b c))", 10, "value of a field"),
        ("title:(a region:b)", 10, "value of a field"),
        ("title:\"a b\"~3", 7, "value of a field"),
        ("title:年度*", 9, "no wildcards"),
        ("title:(a \"b?\")", 12, "no wildcards"),
        ("year:2022..2018", 6, "2018..2022"),
        ("year:去年", 6, "not a year"),
        ("year:..", 6, "not a year"),
        ("year:(2020 OR x)", 15, "not a year"),
    ]);
}

#[test]
fn errors_of_parentheses_and_size() {
    let deepest = |depth: usize| format!("{}a{}", "(".repeat(depth), ")".repeat(depth));
    assert_shapes(&[(&deepest(64), "a")]);
    assert_shapes(&[(&"复".repeat(10_000), &"复".repeat(10_000))]);
    assert_errors(&[
        ("a (b", 3, "no end"),
        ("((a)", 1, "no end"),
        ("a) b", 2, "no opening one"),
        ("1）加强", 2, "no opening one"),
        ("a ()", 3, "parentheses are empty"),
        ("a （ ）", 3, "parentheses are empty"),
        (&deepest(65), 65, "64"),
        (&"(".repeat(10_000), 65, "64"),
        (&"复".repeat(10_001), 10_001, "10,000"),
    ]);
}

#[test]
fn a_tree_is_written_as_the_shortest_query() {
    let table = [
        ("（复议　诉讼） ＡＮＤ 败诉", "(复议 诉讼) AND 败诉"),
        ("a -b AND (c OR d)", "a NOT b AND (c OR d)"),
        ("“放管服” 「a\"b」", "\"放管服\" \"a\\\"b\""),
        ("+(a b) －(c)", "+(a b) -c"),
        ("title:(年度 OR \"半 年\")", "title:年度 OR title:\"半 年\""),
        ("year:2018..2018 year:2018..", "year:2018 year:2018.."),
        ("title:\\ a title:\"a\\*\"", "title:\\ a title:\"a\\*\""),
        ("同句（a “b c”） “a b”～3", "同句(a \"b c\") \"a b\"~3"),
        (
            "通知（试行） \\AND \\-5 a\\ b",
            "通知（试行） \\AND \\-5 \\a\\ b",
        ),
        ("“行政＊机关\\?” ／a\\/b／", "\"行政*机关\\?\" /a\\/b/"),
    ];
    for (query, expected) in table {
        assert_eq!(parse(query).unwrap().to_string(), expected, "{query}");
    }
}

/// Pieces with and without a meaning in the query language.
fn queries() -> impl Strategy<Value = String> {
    const PIECES: &[&str] = &[
        "复议",
        "诉讼",
        "a",
        "b1",
        "试行",
        "2018",
        "..",
        "10",
        " ",
        " ",
        " ",
        "\u{3000}",
        "\n",
        "AND",
        "OR",
        "NOT",
        "ＡＮＤ",
        " AND ",
        " OR ",
        " NOT ",
        "+",
        "-",
        "＋",
        "－",
        "(",
        ")",
        "(",
        ")",
        "（",
        "）",
        "\"",
        "\"",
        "＂",
        "“",
        "”",
        "「",
        "」",
        "『",
        "』",
        "~",
        "～",
        "~3",
        "?",
        "*",
        "？",
        "＊",
        "/",
        "／",
        "\\",
        "同句(",
        "同段（",
        "同节",
        "title:",
        "year:",
        "region：",
        "document_number:",
        "foo:",
        ":",
        "：",
        "://",
        "《",
        "〔",
        "，",
        "。",
        "'",
        "\u{0}",
        "𠀀",
        "é",
    ];
    let pieces = prop::collection::vec(prop::sample::select(PIECES), 0..24);
    prop_oneof![4 => pieces.prop_map(|pieces| pieces.concat()), 1 => any::<String>()]
}

fn text_of(value: &str) -> Spanned<String> {
    let value = value.to_string();
    Spanned { value, span: 0..0 }
}

/// Trees as the parser makes them, with any text.
fn trees() -> impl Strategy<Value = Node> {
    let texts = prop::sample::select(vec![
        "复议",
        "a",
        "AND",
        "NOT",
        "-5",
        "+",
        "/",
        "/x/",
        "a b",
        "title:x",
        "同句(a)",
        "通知（试行）",
        "a(b",
        "\\",
        "a\\",
        "\"",
        "“",
        "a？*",
        "1)",
        "a「b」",
        "x://y",
        "?",
        "~3",
    ]);
    let leaf = (texts, 0..4).prop_map(|(text, kind)| match kind {
        0 => Node::Words(text_of(text)),
        1 => Node::Exact(text_of(text)),
        2 => Node::Field(Spanned {
            value: FieldValue::Title(text.into()),
            span: 0..0,
        }),
        _ => Node::Together {
            scope: Scope::Sentence,
            parts: Spanned {
                value: vec![text.into(), "b".into()],
                span: 0..0,
            },
        },
    });
    leaf.prop_recursive(4, 24, 4, |node| {
        let several = prop::collection::vec(node.clone(), 2..4);
        let occurs = prop::sample::select(vec![Occur::Plain, Occur::Must, Occur::MustNot]);
        let clause = (occurs, node.clone()).prop_map(|(occur, node)| Clause { occur, node });
        prop_oneof![
            several.clone().prop_map(Node::All),
            several.prop_map(Node::Any),
            node.prop_map(|node| Node::Not(Box::new(node))),
            prop::collection::vec(clause, 2..4).prop_map(Node::Clauses),
        ]
    })
}

proptest! {
    #[test]
    fn any_text_parses_or_has_an_error_inside_it(query in queries()) {
        let length = query.chars().count();
        match parse(&query) {
            Err(Error::Query { column, message, .. }) => {
                prop_assert!((1..=length + 1).contains(&column), "{column}: {message}");
                prop_assert!(!message.to_string().is_empty());
            }
            Err(other) => prop_assert!(false, "{other}"),
            Ok(tree) => {
                for span in spans(&tree) {
                    prop_assert!(span.start < span.end && span.end <= length, "{span:?}");
                }
                let written = tree.to_string();
                let again = parse(&written);
                prop_assert!(again.is_ok(), "{written}: {again:?}");
                prop_assert_eq!(shape(&again.unwrap()), shape(&tree), "{}", written);
            }
        }
    }

    #[test]
    fn any_tree_reads_back_from_its_query(tree in trees()) {
        let written = tree.to_string();
        let again = parse(&written);
        prop_assert!(again.is_ok(), "{written}: {again:?}");
        prop_assert_eq!(shape(&again.unwrap()), shape(&tree), "{}", written);
    }
}
