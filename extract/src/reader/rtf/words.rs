//! The meaning of control words: destinations of text, and characters. Contains only tables.

/// Where the text of a group goes.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Destination {
    /// The text of the document, of a note or of a text box.
    Body,
    /// Ignored, including all groups inside.
    Nowhere,
    /// Ignored, except text boxes inside.
    Shape,
    /// Ignored, except the end of a row of an inner table.
    InnerTable,
    /// `\fldinst`: the code of a field, some of which is drawn.
    FieldCode,
    /// `\fonttbl`.
    Fonts,
    /// `\stylesheet`.
    Styles,
}

/// The destination that a control word opens, if any. Names as in RTF 1.9.1, "Destinations".
pub(super) fn destination(word: &[u8]) -> Option<Destination> {
    Some(match word {
        b"fonttbl" => Destination::Fonts,
        b"stylesheet" => Destination::Styles,
        b"shpinst" | b"shpgrp" | b"do" => Destination::Shape,
        b"nesttableprops" => Destination::InnerTable,
        b"colortbl" | b"info" | b"pict" | b"objdata" | b"fldinst" | b"nonshppict" | b"shprslt"
        | b"sp" | b"nonesttables" | b"tc" | b"tcn" | b"xe" | b"rxe" | b"txe" | b"falt"
        | b"panose" | b"fname" | b"fontemb" | b"fontfile" | b"filetbl" | b"private"
        | b"comment" | b"ftnsep" | b"ftnsepc" | b"ftncn" | b"aftnsep" | b"aftnsepc" | b"aftncn"
        | b"template" | b"listtable" | b"listoverridetable" | b"bkmkstart" | b"bkmkend"
        | b"themedata" | b"datastore" => Destination::Nowhere,
        // The properties of a formula, such as mrPr, mfPr and mctrlPr.
        _ if aside(word).is_some() => Destination::Nowhere,
        _ if word.starts_with(b"m") && word.ends_with(b"Pr") => Destination::Nowhere,
        _ => return None,
    })
}

/// What is read only on request.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Aside {
    /// A header or a footer.
    Header,
    Comment,
}

/// The aside that a control word opens, if any.
pub(super) fn aside(word: &[u8]) -> Option<Aside> {
    match word {
        b"header" | b"headerl" | b"headerr" | b"headerf" | b"footer" | b"footerl" | b"footerr"
        | b"footerf" => Some(Aside::Header),
        b"annotation" => Some(Aside::Comment),
        _ => None,
    }
}

/// Whether a destination marked `\*`, which is ignored if unknown, contains visible text.
pub(super) fn is_known(word: &[u8]) -> bool {
    matches!(
        word,
        b"shpinst"
            | b"shpgrp"
            | b"shptxt"
            | b"do"
            | b"dptxbxtext"
            | b"nesttableprops"
            | b"footnote"
            | b"fldinst"
            | b"moMath"
            | b"moMathPara"
            | b"mmath"
    )
}

/// The character that a control word represents.
pub(super) fn character(word: &[u8]) -> Option<char> {
    Some(match word {
        b"tab" => '\t',
        b"line" | b"lbr" => '\n',
        b"emdash" => '—',
        b"endash" => '–',
        b"lquote" => '‘',
        b"rquote" => '’',
        b"ldblquote" => '“',
        b"rdblquote" => '”',
        b"bullet" => '•',
        b"emspace" => '\u{2003}',
        b"enspace" => '\u{2002}',
        b"qmspace" => '\u{2005}',
        _ => return None,
    })
}
