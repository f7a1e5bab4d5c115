//! XHTML as HTML: a parser of HTML takes `<title/>` and `<a/>` for start tags, so that what follows would be inside.
//!
//! Owns empty elements; must not know what elements mean. Invariant: one pass, and nothing but tags is changed.

use encoding_rs::Encoding;

/// Elements of HTML without an end tag.
const VOID: [&[u8]; 14] = [
    b"area", b"base", b"br", b"col", b"embed", b"frame", b"hr", b"img", b"input", b"link", b"meta",
    b"param", b"source", b"wbr",
];
/// Markup in which `<` and `>` are no tags, by its beginning and end.
const OTHER_MARKUP: [(&[u8], &[u8]); 3] =
    [(b"<!--", b"-->"), (b"<![CDATA[", b"]]>"), (b"<?", b"?>")];

/// A page in which each empty element has an end tag. UTF-16 with its mark becomes UTF-8.
pub(super) fn as_html(page: Vec<u8>) -> Vec<u8> {
    let page = match Encoding::for_bom(&page) {
        Some((encoding, _)) => encoding.decode(&page).0.into_owned().into_bytes(),
        None => page,
    };
    let mut html = Vec::with_capacity(page.len());
    let mut rest = page.as_slice();
    while let Some(start) = memchr::memchr(b'<', rest) {
        html.extend_from_slice(&rest[..start]);
        rest = &rest[start..];
        let (markup, after) = rest.split_at(markup_length(rest));
        if let Some(empty) = markup.strip_suffix(b"/>")
            && let Some(name) = element_name(empty)
            && !VOID.contains(&name)
        {
            html.extend_from_slice(empty);
            html.extend_from_slice(b"></");
            html.extend_from_slice(name);
            html.push(b'>');
        } else {
            html.extend_from_slice(markup);
        }
        rest = after;
    }
    html.extend_from_slice(rest);
    html
}

/// The length of the markup that begins a text: a tag, whose quoted values may contain `>`, or a comment.
fn markup_length(text: &[u8]) -> usize {
    if let Some((_, end)) = OTHER_MARKUP
        .iter()
        .find(|(start, _)| text.starts_with(start))
    {
        let found = memchr::memmem::find(text, end);
        return found.map_or(text.len(), |found| found + end.len());
    }
    // A sign in a sentence is no tag.
    if !text
        .get(1)
        .is_some_and(|next| next.is_ascii_alphabetic() || *next == b'/')
    {
        return 1;
    }
    let mut quote = None;
    for (at, byte) in text.iter().enumerate() {
        match (quote, byte) {
            (None, b'>') => return at + 1,
            (None, b'"' | b'\'') => quote = Some(byte),
            (Some(open), byte) if open == byte => quote = None,
            _ => {}
        }
    }
    text.len()
}

/// The name of the element that a tag begins.
fn element_name(tag: &[u8]) -> Option<&[u8]> {
    let tag = tag.strip_prefix(b"<")?;
    let is_name = |byte: &u8| byte.is_ascii_alphanumeric() || matches!(byte, b'-' | b':' | b'_');
    let length = tag.iter().take_while(|byte| is_name(byte)).count();
    tag.get(..length).filter(|name| !name.is_empty())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn empty_elements_get_an_end_tag() {
        for (xhtml, html) in [
            (
                "<title/>甲<a id=\"x>\" />乙",
                "<title></title>甲<a id=\"x>\" ></a>乙",
            ),
            (
                "<br/><img src='a'/><p>甲</p>",
                "<br/><img src='a'/><p>甲</p>",
            ),
            (
                "<!-- <p/> --><?xml a/>?><p/>",
                "<!-- <p/> --><?xml a/>?><p></p>",
            ),
            ("甲 < 乙's<p/>", "甲 < 乙's<p></p>"),
        ] {
            assert_eq!(as_html(xhtml.into()), html.as_bytes());
        }
        let utf16: Vec<u8> = "\u{FEFF}<p/>甲"
            .encode_utf16()
            .flat_map(u16::to_le_bytes)
            .collect();
        assert_eq!(as_html(utf16), "<p></p>甲".as_bytes());
    }
}
