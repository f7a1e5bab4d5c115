//! Rich text (.rtf, RTF 1.9.1) → text: tokens ([`lexer`]), groups, encodings and destinations ([`reader`], [`words`],
//! [`styles`]), lines ([`body`]). For any input, run time is linear in its size, and groups are a bounded stack without
//! recursion.
//!
//! Left out because it is not visible in the text of a page: hidden and deleted text, pictures, field codes, index
//! entries. Text boxes come before their paragraph, notes at the end without their marks, then, on request, headers,
//! footers and comments.

mod body;
mod group;
mod lexer;
mod reader;
mod styles;
mod words;

use crate::extracted::Extracted;
use crate::unread::Unread;
use lexer::Lexer;
use quanwen_messages::text;
use reader::Reader;

/// Reads a rich text file; headers, footers and comments follow the text on request.
///
/// # Errors
/// The reason why it is not read.
pub(super) fn extract(bytes: &[u8], everything: bool) -> Result<Extracted, Unread> {
    let start = bytes.iter().position(|byte| *byte == b'{').unwrap_or(0);
    if !bytes
        .get(start..)
        .is_some_and(|rest| rest.starts_with(b"{\\rtf"))
    {
        return Err(Unread::NotSupported(text!(
            "no rich text: open it and save it again as .docx"
        )));
    }
    let mut reader = Reader::new(everything);
    for token in Lexer::new(&bytes[start..]) {
        reader.read(token)?;
    }
    let is_cut = reader.is_in_group();
    let mut extracted = reader.finish();
    if is_cut {
        extracted.mark_loss();
    }
    Ok(extracted)
}

#[cfg(test)]
mod tests {
    use std::fmt::Write;

    use encoding_rs::{Encoding, GB18030};

    use super::*;

    /// The text of an RTF file in which font 1 is Chinese and style 2 is a heading.
    fn text(body: &str) -> String {
        read(body).text
    }

    fn read(body: &str) -> Extracted {
        read_all(body, false)
    }

    fn read_all(body: &str, everything: bool) -> Extracted {
        let head = r"{\rtf1\ansi\ansicpg936\deff0{\fonttbl{\f0\fcharset0 Times;}{\f1\fcharset134 SimSun;}
{\f2\fcharset136 MingLiU;}{\f3\fcharset2 Wingdings;}}{\colortbl;\red0;}{\stylesheet{\s0 Normal;}
{\s2\outlinelevel0 heading 1;}{\s3 heading 2;}{\s4\outlinelevel0 Title;}{\*\cs9 Strong;}}{\info{\title hidden}}";
        extract(format!("{head}{body}}}").as_bytes(), everything).unwrap()
    }

    /// Text as `\'hh` in an encoding.
    fn escaped(encoding: &'static Encoding, words: &str) -> String {
        let (bytes, _, _) = encoding.encode(words);
        let mut escaped = String::new();
        for byte in bytes.iter() {
            let _ = write!(escaped, "\\'{byte:02x}");
        }
        escaped
    }

    #[test]
    fn bytes_read_by_the_font_and_else_by_the_document() {
        let mixed = format!(
            r"\f1 {} \f2 {}\f0 {}\par",
            escaped(GB18030, "松泽县"),
            escaped(encoding_rs::BIG5, "柳渡鎮"),
            escaped(GB18030, "望汀区")
        );
        assert_eq!(text(&mixed), "松泽县 柳渡鎮望汀区\n");
    }

    #[test]
    fn a_character_may_be_half_escaped_and_half_plain() {
        // 丂 is 81 40 in GBK: its second byte is `@`.
        assert_eq!(text(r"{\f1 \'81@}\par"), "丂\n");
        let raw = [
            b"{\\rtf1\\ansicpg936 ".as_slice(),
            &GB18030.encode("柳渡镇").0,
            b"}",
        ]
        .concat();
        assert_eq!(extract(&raw, false).unwrap().text, "柳渡镇\n");
    }

    #[test]
    fn unicode_leaves_out_as_many_characters_as_it_says() {
        assert_eq!(
            text(r"\u26494?\u27901\'3f\uc2\u21439\'cf\'d8\uc0\u38215 a\par"),
            "松泽县镇a\n"
        );
        assert_eq!(text(r"\u26494{\b x}\u27901\tab y\par"), "松x泽y\n");
        assert_eq!(text(r"\u-27321?\u38215?\par"), "镇镇\n");
    }

    #[test]
    fn surrogates_make_a_pair_and_a_lone_one_is_damaged() {
        assert_eq!(text(r"\u-10176?\u-9216?\par"), "𠀀\n");
        assert_eq!(text(r"\u131072?\par"), "𠀀\n");
        assert_eq!(text(r"\u-9216?a\par"), "\u{FFFD}a\n");
    }

    #[test]
    fn what_a_field_draws_from_its_code_is_read_and_other_codes_are_not() {
        let field =
            |code: &str| format!(r"a{{\field{{\*\fldinst{{ {code} }}}}{{\fldrslt }}}}b\par");
        assert_eq!(text(&field(r"EQ \\o\\ac(\u9675?,{\b 3})")), "a③b\n");
        assert_eq!(
            text(&field(r"EQ \\o\\al(\\s\\up 10(f\u249?),\u22797?)")),
            "a复b\n"
        );
        let shown = r"a{\field{\*\fldinst EQ \\o(1,2)}{\fldrslt 3}}\par";
        assert_eq!(text(shown), "a3\n");
        assert_eq!(text(&field(r"HYPERLINK {\shp{\shptxt c\par}}")), "ab\n");
    }

    #[test]
    fn rows_of_a_table_are_lines() {
        let rows = r"\trowd\cellx1\cellx2\pard\intbl a\par b\cell c\cell\row\trowd\pard\intbl d\cell\cell\row\pard e\par";
        assert_eq!(text(rows), "| a b | c |\nd\ne\n");
    }

    #[test]
    fn a_table_within_a_cell_stays_in_it() {
        let rows = r"\intbl x\cell\itap2 a\nestcell b\nestcell{\*\nesttableprops\trowd\nestrow}{\nonesttables\par}\itap1 c\cell\row";
        assert_eq!(text(rows), "| x | a b c |\n");
        let alone = r"\intbl x\par\itap2 a\par b\nestcell c\nestcell{\*\nesttableprops\trowd\nestrow}\pard\intbl y\cell\row\pard z\par";
        assert_eq!(text(alone), "x\n| a b | c |\ny\nz\n");
    }

    #[test]
    fn headings_come_from_outline_levels_and_styles() {
        let extracted = read(
            r"\pard a\par\pard\s2 b\par\pard\s3 c\par\pard\s2\outlinelevel9 d\par\pard\outlinelevel4 e\par\pard\s4 f\par",
        );
        assert_eq!(extracted.text, "a\nb\nc\nd\ne\nf\n");
        let headings: Vec<(u32, u8)> = extracted
            .headings
            .iter()
            .map(|heading| (heading.start, heading.depth))
            .collect();
        assert_eq!(headings, [(2, 1), (4, 2), (8, 5)]);
    }

    #[test]
    fn numbers_of_list_items_are_text() {
        assert_eq!(
            text(r"{\listtext\pard\plain \u19968?\u12289?\tab}a\par{\pntext 1.\tab}b\par"),
            "一、a\n1. b\n"
        );
        assert_eq!(
            text(r"{\listtext\f3 \'a8\tab}a\par{\listtext\u-3913 ?\tab}b\par"),
            "• a\n• b\n"
        );
    }

    #[test]
    fn a_number_without_words_is_left_out_but_in_a_cell() {
        assert_eq!(text(r"{\listtext 1.\tab}\par a\par"), "a\n");
        assert_eq!(
            text(r"\intbl{\listtext 1.\tab}\cell a\cell\row"),
            "| 1. | a |\n"
        );
    }

    #[test]
    fn text_that_no_page_shows_is_left_out() {
        let body = r"a{\v b}{\deleted c}{\pict 00ff}{\*\unknown d{\b e}}{\header f\par}{\xe g}{\*\annotation h}\par";
        assert_eq!(text(body), "a\n");
        assert_eq!(text(r"{\v a\plain b}\v0 c\par"), "bc\n");
    }

    #[test]
    fn headers_footers_and_comments_follow_on_request() {
        let header =
            r"{\header\pard\intbl b\cell c\cell\row{\shp{\*\shpinst{\shptxt d\par}}}\pard e\par}";
        let body = format!(
            r"{header}{{\footerf f\par}}a{{\*\atnauthor x}}\chatn{{\*\annotation{{\*\atnref 1}}\chatn g\par h}}i{{\footnote j}}\par\sect{header}k\par"
        );
        assert_eq!(text(&body), "ai\nk\nj\n");
        assert_eq!(
            read_all(&body, true).text,
            "ai\nk\nj\n| b | c |\nd\ne\nf\ng\nh\n"
        );
    }

    #[test]
    fn fields_and_objects_show_their_result() {
        let body = r#"{\field{\*\fldinst HYPERLINK "x"}{\fldrslt{\ul a}}}{\object{\*\objdata 00}{\result b}}\par"#;
        assert_eq!(text(body), "ab\n");
    }

    #[test]
    fn a_text_box_stands_before_its_paragraph_and_a_note_at_the_end() {
        let shape = r"{\shp{\*\shpinst\shpleft0{\sp{\sn x}{\sv 1}}{\shptxt\pard a\par}}{\shprslt{\*\do{\dptxbxtext a\par}}}}";
        assert_eq!(
            text(&format!(
                r"b{shape}c\par d{{\footnote\pard{{\super\chftn}} e}}\par f\par"
            )),
            "a\nbc\nd\nf\ne\n"
        );
    }

    #[test]
    fn a_text_box_in_a_cell_and_a_table_in_a_note_keep_their_place() {
        let cell = r"\intbl a\cell b{\shp{\*\shpinst{\shptxt\pard c\par}}}\cell\row\pard d\par";
        assert_eq!(text(cell), "| a | c b |\nd\n");
        let note = r"a{\footnote\pard\intbl b\cell c\cell\row\pard d}\par e\par";
        assert_eq!(text(note), "a\ne\n| b | c |\nd\n");
    }

    #[test]
    fn symbols_stand_for_characters() {
        assert_eq!(
            text(r"a\~b\_c\-d\{\}\\\emdash\ldblquote e\line f\par"),
            "a b-cd{}\\—“e\nf\n"
        );
    }

    #[test]
    fn a_file_cut_short_gives_what_it_has_and_says_so() {
        let cut = extract(br"{\rtf1 {\b a\par b", false).unwrap();
        assert_eq!((cut.text.as_str(), cut.damaged), ("a\nb\n\u{FFFD}\n", 1));
        assert_eq!(read(r"a\par").damaged, 0);
        assert_eq!(extract(br"{\rtf1 a}}}b\par", false).unwrap().text, "ab\n");
    }

    #[test]
    fn a_reason_is_given_where_nothing_is_read() {
        assert!(
            extract(b"<html>", false)
                .unwrap_err()
                .to_string()
                .starts_with("no rich text")
        );
        let deep = [b"{\\rtf1 ".to_vec(), vec![b'{'; 100_000]].concat();
        assert!(
            extract(&deep, false)
                .unwrap_err()
                .to_string()
                .starts_with("damaged")
        );
    }
}
