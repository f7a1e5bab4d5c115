//! The state machine over the tokens of an RTF file: groups and the state they inherit, bytes not yet decoded, and the
//! effects of control words. Decides where text goes; [`Body`] turns words into lines.

use encoding_rs::{Encoding, GB18030};
use quanwen_messages::text;

use super::body::Body;
use super::group::{Group, Opened};
use super::lexer::Token;
use super::styles::{Fonts, Styles};
use super::words::{self, Aside, Destination};
use crate::extracted::Extracted;
use crate::extracted::saturating_u32;
use crate::reader::build::eq_field::{self, MAX_CODE};
use crate::reader::build::heading;
use crate::reader::storage::code_page::of_code_page;
use crate::unread::Unread;

/// Maximum depth of nested groups; Word writes about twenty.
const MAX_DEPTH: usize = 4096;
/// Maximum depth of nested tables that are distinguished.
const MAX_NESTING: usize = 16;

/// The state machine over the tokens.
pub(super) struct Reader {
    body: Body,
    /// Whether headers, footers and comments are read.
    everything: bool,
    fonts: Fonts,
    styles: Styles,
    /// The encoding of fonts that do not specify one.
    encoding: &'static Encoding,
    default_font: Option<i32>,
    group: Group,
    outer: Vec<Group>,
    /// The code of the open field.
    code: String,
    /// Whether the previous token was `\*`.
    is_optional: bool,
    /// Bytes not yet decoded, since a character may continue in the next token.
    bytes: Vec<u8>,
    /// The first half of a surrogate pair.
    surrogate: Option<u16>,
    /// Number of characters to skip after `\u`.
    to_skip: u32,
}

impl Reader {
    pub(super) fn new(everything: bool) -> Self {
        Self {
            body: Body::new(),
            everything,
            fonts: Fonts::default(),
            styles: Styles::default(),
            // Without \ansicpg the encoding of Chinese is unspecified; such files were written on a Chinese Windows.
            encoding: GB18030,
            default_font: None,
            group: Group::default(),
            outer: Vec::new(),
            code: String::new(),
            is_optional: false,
            bytes: Vec::new(),
            surrogate: None,
            to_skip: 0,
        }
    }

    /// # Errors
    /// The reason why the rest is not read.
    pub(super) fn read(&mut self, token: Token<'_>) -> Result<(), Unread> {
        match token {
            Token::Byte(byte) => self.text(&[byte]),
            Token::Text(bytes) => self.text(bytes),
            Token::Open => return self.open(),
            Token::Close => self.close(),
            Token::Word(word, number) => self.word(word, number),
            Token::Symbol(symbol) => self.symbol(symbol),
            Token::Binary => self.to_skip = self.to_skip.saturating_sub(1),
        }
        Ok(())
    }

    fn text(&mut self, bytes: &[u8]) {
        self.is_optional = false;
        let skipped = bytes.len().min(self.to_skip as usize);
        self.to_skip -= saturating_u32(skipped);
        self.bytes.extend_from_slice(&bytes[skipped..]);
    }

    /// Decodes pending bytes; called before every token other than text takes effect.
    fn flush(&mut self) {
        if self.bytes.is_empty() {
            return;
        }
        let bytes = std::mem::take(&mut self.bytes);
        let font = self.group.font.or(self.default_font);
        if self.fonts.is_symbol(font) && self.group.destination == Destination::Body {
            // Word itself represents a character of a symbol font in the Private Use Area.
            let symbols = bytes.iter().filter(|byte| **byte > b' ');
            let symbols: String = symbols
                .filter_map(|byte| char::from_u32(0xF000 + u32::from(*byte)))
                .collect();
            self.put(&symbols);
            return;
        }
        let encoding = self.fonts.encoding(font).unwrap_or(self.encoding);
        let (words, had_errors) = encoding.decode_without_bom_handling(&bytes);
        if had_errors && self.is_shown() {
            self.body
                .add_damaged(saturating_u32(words.matches('\u{FFFD}').count()));
        }
        self.put(&words);
    }

    fn is_shown(&self) -> bool {
        self.group.destination == Destination::Body
            && !self.group.is_hidden
            && !self.group.is_deleted
    }

    fn put(&mut self, words: &str) {
        match self.group.destination {
            Destination::Styles => self.styles.name(words),
            Destination::FieldCode if self.code.len() <= MAX_CODE => self.code.push_str(words),
            _ if self.is_shown() => self.body.push(words),
            _ => {}
        }
    }

    fn put_char(&mut self, c: char) {
        self.put(c.encode_utf8(&mut [0; 4]));
    }

    fn open(&mut self) -> Result<(), Unread> {
        self.flush();
        self.to_skip = 0;
        self.is_optional = false;
        if self.outer.len() >= MAX_DEPTH {
            return Err(Unread::Damaged(
                text!("damaged (groups without end): save it again").into(),
            ));
        }
        self.outer.push(self.group);
        self.group.opened = Opened::Nothing;
        Ok(())
    }

    fn close(&mut self) {
        self.flush();
        self.to_skip = 0;
        self.is_optional = false;
        match self.group.opened {
            Opened::Flow => self.body.close(),
            Opened::ListNumber(start) => self.body.end_list_number(start),
            Opened::Nothing if self.group.destination == Destination::Styles => self.styles.end(),
            Opened::Field(start) => self.end_field(start),
            Opened::Nothing => {}
        }
        if let Some(outer) = self.outer.pop() {
            self.group = outer;
        }
    }

    /// Ends a field; if it has no result, the text drawn by its code is used.
    fn end_field(&mut self, start: usize) {
        let code = std::mem::take(&mut self.code);
        if self.body.paragraph_length() == start
            && let Some(words) = eq_field::words(&code)
        {
            self.put(&words);
        }
    }

    fn symbol(&mut self, symbol: u8) {
        self.flush();
        if self.to_skip > 0 {
            self.to_skip -= 1;
            return;
        }
        match symbol {
            b'*' => self.is_optional = true,
            b'~' => self.put(" "),
            b'_' => self.put("-"),
            b'\\' | b'{' | b'}' => self.put_char(char::from(symbol)),
            b'\n' | b'\r' => self.end_paragraph(),
            b'\t' => self.put("\t"),
            _ => {}
        }
    }

    fn word(&mut self, word: &[u8], number: Option<i32>) {
        self.flush();
        let is_optional = std::mem::take(&mut self.is_optional);
        if self.to_skip > 0 {
            self.to_skip -= 1;
            return;
        }
        if self.group.destination == Destination::Nowhere {
            return;
        }
        let is_known = words::is_known(word) || self.aside(word).is_some();
        if is_optional && !is_known {
            self.group.destination = Destination::Nowhere;
        } else if !self.enter(word) && !self.lay_out(word) {
            self.set(word, number);
        }
    }

    /// Handles a control word that sets the destination of its group; returns whether it is one.
    fn enter(&mut self, word: &[u8]) -> bool {
        let is_body = self.group.destination == Destination::Body;
        let is_code = self.group.destination == Destination::FieldCode;
        match word {
            b"field" if is_body => {
                self.group.opened = Opened::Field(self.body.paragraph_length());
            }
            b"fldinst" if is_body => {
                self.code.clear();
                self.group.destination = Destination::FieldCode;
            }
            b"shptxt" | b"dptxbxtext" if is_code => {
                self.group.destination = Destination::Nowhere;
            }
            b"shptxt" | b"dptxbxtext" => self.open_box(),
            b"footnote" if is_body => {
                self.body.open_note();
                self.enter_flow();
            }
            _ if is_body && let Some(aside) = self.aside(word) => {
                self.body.open_aside(aside);
                self.enter_flow();
            }
            b"listtext" | b"pntext" if is_body => {
                self.group.opened = Opened::ListNumber(self.body.paragraph_length());
            }
            _ => {
                let Some(destination) = words::destination(word) else {
                    return false;
                };
                self.group.destination = if is_code {
                    Destination::Nowhere
                } else {
                    destination
                };
            }
        }
        true
    }

    /// The aside that a control word opens, if it is read.
    fn aside(&self, word: &[u8]) -> Option<Aside> {
        words::aside(word).filter(|_| self.everything)
    }

    fn open_box(&mut self) {
        self.body.open_box();
        self.enter_flow();
    }

    /// Starts the paragraphs of a note or a text box, which are its own.
    fn enter_flow(&mut self) {
        self.group.destination = Destination::Body;
        self.group.opened = Opened::Flow;
        self.group.reset_paragraph();
    }

    /// Handles a control word that writes a character or ends a paragraph, a cell or a row; returns whether it is one.
    fn lay_out(&mut self, word: &[u8]) -> bool {
        if let Some(c) = words::character(word) {
            self.put_char(c);
            return true;
        }
        let is_row_of_inner_table =
            word == b"nestrow" && self.group.destination == Destination::InnerTable;
        if self.group.destination != Destination::Body && !is_row_of_inner_table {
            return false;
        }
        match word {
            b"par" | b"page" | b"sect" | b"column" => self.end_paragraph(),
            b"cell" => self.body.end_cell(1),
            b"nestcell" => self.body.end_cell(self.group.tables().max(2)),
            b"nestrow" => self.body.end_row(self.group.tables().max(2)),
            b"row" => self.body.end_row(1),
            _ => return false,
        }
        true
    }

    fn end_paragraph(&mut self) {
        if self.is_shown() {
            let own = self.group.outline_level.map(heading::of_level);
            let heading = own.unwrap_or_else(|| self.styles.heading(self.group.style));
            self.body.end_paragraph(self.group.tables(), heading);
        }
    }

    /// Handles a control word that sets a property of the document, the paragraph or the characters.
    fn set(&mut self, word: &[u8], number: Option<i32>) {
        let is_on = number != Some(0);
        match (word, number) {
            (b"ansicpg", Some(number)) => {
                self.encoding = of_code_page(number).unwrap_or(self.encoding);
            }
            (b"mac", _) => self.encoding = encoding_rs::MACINTOSH,
            (b"deff", number) => self.default_font = number,
            (b"uc", Some(number)) => {
                self.group.unicode_skip = u32::try_from(number).unwrap_or(0).min(16);
            }
            (b"u", Some(number)) => self.unicode(number),
            (b"f", Some(number)) => self.font(number),
            (b"fcharset", Some(number)) if self.group.destination == Destination::Fonts => {
                self.fonts.set_character_set(number);
            }
            (b"cpg", Some(number)) if self.group.destination == Destination::Fonts => {
                self.fonts.set_code_page(number);
            }
            (b"s", Some(number)) => self.style(number),
            (b"outlinelevel", Some(level)) if self.group.destination == Destination::Styles => {
                self.styles.set_outline_level(level);
            }
            (b"outlinelevel", Some(level)) => self.group.outline_level = Some(level),
            (b"pard", _) => self.group.reset_paragraph(),
            (b"plain", _) => {
                self.group.font = None;
                self.group.is_hidden = false;
            }
            (b"intbl", _) => self.group.in_table = is_on,
            (b"itap", Some(tables)) => {
                self.group.nesting = usize::try_from(tables).unwrap_or(0).min(MAX_NESTING);
            }
            (b"v", _) => self.group.is_hidden = is_on,
            (b"deleted", _) => self.group.is_deleted = is_on,
            _ => {}
        }
    }

    fn font(&mut self, number: i32) {
        if self.group.destination == Destination::Fonts {
            self.fonts.define(number);
        } else {
            self.group.font = Some(number);
        }
    }

    fn style(&mut self, number: i32) {
        if self.group.destination == Destination::Styles {
            self.styles.define(number);
        } else {
            self.group.style = number;
        }
    }

    /// Writes the character of `\u`, a signed UTF-16 code unit; some writers use the whole code point.
    fn unicode(&mut self, number: i32) {
        self.to_skip = self.group.unicode_skip;
        let Ok(unit) = u16::try_from(if number < 0 {
            number.saturating_add(0x1_0000)
        } else {
            number
        }) else {
            self.put_char(
                u32::try_from(number)
                    .ok()
                    .and_then(char::from_u32)
                    .unwrap_or('\u{FFFD}'),
            );
            return;
        };
        let first = self.surrogate.take();
        if (0xD800..0xDC00).contains(&unit) {
            self.surrogate = Some(unit);
            return;
        }
        let units = first.into_iter().chain([unit]);
        let is_pair = (0xDC00..0xE000).contains(&unit);
        let units = units.skip(usize::from(first.is_some() && !is_pair));
        for c in char::decode_utf16(units) {
            self.put_char(c.unwrap_or('\u{FFFD}'));
        }
    }

    /// Whether a group is still open.
    pub(super) fn is_in_group(&self) -> bool {
        !self.outer.is_empty()
    }

    pub(super) fn finish(mut self) -> Extracted {
        self.flush();
        self.body.finish()
    }
}
