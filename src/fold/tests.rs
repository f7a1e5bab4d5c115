//! Spellings that fold alike, and properties of every text.

use super::*;
use proptest::prelude::*;

fn fold() -> &'static Fold {
    static FOLD: std::sync::LazyLock<Fold> =
        std::sync::LazyLock::new(|| Fold::new(&Schema::embedded()).unwrap());
    &FOLD
}

#[test]
fn spellings_that_fold_alike() {
    let fold = fold();
    for (written, folded) in [
        ("“放管服”改革", "放管服改革"),
        ("《行政复议法》", "行政复议法"),
        ("**一、主要做法**", "一、主要做法"),
        ("ＡＢ１２", "ab12"),
        ("2021 年", "2021年"),
        ("行 政\u{3000}复\u{200B}议", "行政复议"),
        ("規範性文件", "规范性文件"),
        ("⼯作", "工作"),
        ("①", "①"),
        ("〔2020〕9号", "(2020)9号"),
        ("［２０２０］９号", "(2020)9号"),
        ("Open  Data\n2.0", "open data2.0"),
        ("14.9∶45.6：39.5", "14.9:45.6:39.5"),
        ("二О三五年 二O35 二〇○零0", "二〇三五年二〇35二〇〇〇〇"),
        ("国道110二期 S20五工台 ＷＴＯ", "国道110二期s20五工台wto"),
        ("Ⅲ类 ⅳ级 ⸺", "ⅲ类ⅳ级--"),
        ("″双减″ 30′15″", "双减30′15"),
        ("1 000万吨 12 345 678", "1000万吨12345678"),
        (
            "2 0 2 0年 “6 1”支柱 “3 3 6” 引进2 3个",
            "2020年6 1支柱3 3 6引进2 3个",
        ),
        ("PM 2.5，G D P，5 G，Open AI", "pm2.5,gdp,5g,open ai"),
        (
            "2.5 300 2020 100 1  000 1\t000",
            "2.5 300 2020 100 1 000 1 000",
        ),
        ("| 1 000 | a b |", "|1 000|a b|"),
        ("隨著 著力 乾旱", "随着着力乾旱"),
        ("字\u{FFFC}句\u{E0101}段\u{180E}", "字句段"),
        ("2.5 万", "2.5万"),
        ("——", "--"),
        ("ab “cd” ef", "ab cd ef"),
        ("a__b__", "ab"),
        ("a_b", "ab"),
        ("‘’“”", ""),
    ] {
        assert_eq!(fold.fold_text(written), folded, "{written}");
    }
}

#[test]
fn kept_marks_do_not_move_the_blanks_around_them() {
    let fold = fold();
    let strict = fold.fold("AB “CD” 年", Marks::Kept).text;
    assert_eq!(
        strict, "ab “cd”年",
        "characters come in the order of the text"
    );
}

#[test]
fn dropped_ranges_leave_no_trace_between_chinese_characters() {
    let fold = fold();
    let text = "规范\n\n— 12 —\n\n性文件";
    let gap = Gap {
        start: 6,
        end: crate::document::saturating_u32(text.find('性').unwrap()),
        kind: GapKind::Break,
    };
    let folded = fold.fold_paragraph(text, 0..text.len(), &[gap], Marks::Transparent);
    assert_eq!(folded.text, "规范性文件");
    assert_eq!(&text[folded.origin(1..3)], "范\n\n— 12 —\n\n性");
}

#[test]
fn lines_of_marks_keep_their_distance_where_marks_are_kept() {
    let text = "甲\n“\n\n” \n";
    let folded = fold().fold_paragraph(text, 0..text.len(), &[], Marks::Kept);
    assert_eq!(folded.text, "甲\n“\n”");
    assert_eq!(&text[folded.origin(2..3)], "“");
    let loose = fold().fold_paragraph(text, 0..text.len(), &[], Marks::Transparent);
    assert_eq!(loose.text, "甲");
    assert_eq!(
        fold().fold(text, Marks::Kept).text,
        "甲“”",
        "a query has no paragraphs"
    );
}

#[test]
fn runs_of_any_length_fold_in_linear_time_and_keep_their_words() {
    for (piece, folded) in [
        ("1′", "1′"),
        ("1 ", "1"),
        ("“1 1 1 1” ", "1"),
        ("1 1 1 ab ", "111ab"),
        ("ab ", "ab "),
    ] {
        let text = fold().fold_text(&piece.repeat(100_000));
        let few = if piece.starts_with('“') { 1 } else { 3 };
        assert!(text.starts_with(&folded.repeat(few)), "{piece}");
    }
    let words = fold().fold_text(&"word ".repeat(100_000));
    assert_eq!(words.matches("word word").count(), 50_000);
}

#[test]
fn every_character_folds_in_one_step() {
    for c in '\0'..=char::MAX {
        let once = fold().fold_text(c.encode_utf8(&mut [0; 4]));
        assert_eq!(fold().fold_text(&once), once, "{c:?}");
    }
}

#[test]
fn roman_numerals_ask_for_their_letters_and_letters_for_them() {
    let readings = |text| fold().readings(text, Marks::Transparent);
    assert_eq!(readings("Ⅲ类"), ["ⅲ类", "iii类"]);
    assert_eq!(readings("ＩＩＩ类"), ["iii类", "ⅲ类"]);
    assert_eq!(readings("XIII类"), ["xiii类"]);
    assert_eq!(readings("Ⅰ"), ["ⅰ"]);
    assert_eq!(readings("IO"), ["io"]);
    assert_eq!(readings("10V"), ["10v"]);
    assert_eq!(readings("I"), ["i", "ⅰ"]);
    assert_eq!(readings("civil"), ["civil"]);
}

#[test]
fn a_character_by_itself_asks_for_no_other() {
    let readings = |text| fold().readings(text, Marks::Transparent);
    assert_eq!(readings("乾"), ["乾"]);
    assert_eq!(readings("饼乾"), ["饼乾", "饼干"]);
    assert_eq!(readings("О"), ["о"]);
    assert!(readings("0").contains(&"〇".to_string()));
}

#[test]
fn a_zero_after_a_numeral_is_asked_for_apart_too() {
    let readings = fold().readings("十一五0.6个", Marks::Transparent);
    assert_eq!(readings, ["十一五〇.6个", "十一五0.6个"]);
}

#[test]
fn quotation_marks_part_numbers() {
    for (text, folded) in [
        ("“5 6 700”亿元", "5 6 700亿元"),
        ("“1 000”亿元", "1000亿元"),
        ("“十一五”0.6个", "十一五0.6个"),
        ("“二*0*三五”", "二〇三五"),
    ] {
        assert_eq!(fold().fold_text(text), folded);
    }
}

proptest! {
    #[test]
    fn a_fold_is_a_reading_of_itself(
        text in "[a-zA-Z0-9 _*“”《》年複議ＡＢ，。′一零O|\n\u{200B}—\u{3000}]{0,40}",
        any in "\\PC{0,40}",
    ) {
        for text in [text, any] {
            let once = fold().fold_text(&text);
            prop_assert!(fold().readings(&once, Marks::Transparent).contains(&once), "{once:?}");
        }
    }

    #[test]
    fn every_piece_of_a_paragraph_finds_itself(
        text in "([a-cA-C]{1,2}|[0-9]{1,4}|[ ]|  |\t|[“”*年零〇一三Oо0′″.,，|乾干县Ⅲ⸺]){0,30}",
        from in any::<prop::sample::Index>(),
        length in 1..12_usize,
        strict in any::<bool>(),
    ) {
        let marks = if strict { Marks::Kept } else { Marks::Transparent };
        let characters: Vec<(usize, char)> = text.char_indices().collect();
        if characters.is_empty() {
            return Ok(());
        }
        let from = from.index(characters.len());
        let end = characters.get(from + length).map_or(text.len(), |(at, _)| *at);
        let piece = &text[characters[from].0..end];
        // A letter by itself is no zero.
        if matches!(piece.trim(), "O" | "о") {
            return Ok(());
        }
        let folded = fold().fold(&text, marks).text;
        let readings = fold().readings(piece, marks);
        prop_assert!(
            readings.iter().any(|reading| folded.contains(reading.as_str())),
            "{piece:?} in {text:?}: {readings:?}, {folded:?}"
        );
    }

    #[test]
    fn every_origin_is_a_character_of_the_text(text in "\\PC{0,40}") {
        let folded = fold().fold(&text, Marks::Kept);
        prop_assert_eq!(folded.len(), folded.text.chars().count());
        for (index, c) in folded.text.chars().enumerate() {
            let origin = text.get(folded.origin(index..index + 1));
            prop_assert!(origin.is_some());
            prop_assert!(folded.index_at(folded.origin(index..index + 1).start) <= index);
            let again = fold().fold(origin.unwrap(), Marks::Kept).text;
            prop_assert!(" 〇".contains(c) || again.contains(c));
        }
    }

    #[test]
    fn kept_marks_are_all_that_strict_adds(text in "[a-c 1“”《》_*年政]{0,30}") {
        let fold = fold();
        let strict = fold.fold(&text, Marks::Kept);
        let loose = fold.fold(&text, Marks::Transparent);
        let unmarked: String = strict.text.chars().filter(|c| !"“”《》*_".contains(*c)).collect();
        prop_assert_eq!(unmarked, loose.text);
    }
}
