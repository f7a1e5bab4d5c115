//! The tokens of an RTF file. Knows the syntax (RTF 1.9.1, "RTF Syntax") but not the meaning of control words.

/// A token of an RTF file.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Token<'b> {
    /// `{`.
    Open,
    /// `}`.
    Close,
    /// A control word with its number, such as `\fs24`.
    Word(&'b [u8], Option<i32>),
    /// A control symbol, such as `\~`.
    Symbol(u8),
    /// A byte of text written as `\'hh`.
    Byte(u8),
    /// Bytes of text.
    Text(&'b [u8]),
    /// The bytes of `\binN`, which are skipped.
    Binary,
}

/// Splits any input bytes into tokens.
pub(super) struct Lexer<'b> {
    rest: &'b [u8],
}

impl<'b> Lexer<'b> {
    pub(super) fn new(bytes: &'b [u8]) -> Self {
        Self { rest: bytes }
    }

    /// Takes the next `length` bytes, or all that are left if there are fewer.
    fn take(&mut self, length: usize) -> &'b [u8] {
        let (taken, rest) = self.rest.split_at(length.min(self.rest.len()));
        self.rest = rest;
        taken
    }

    fn take_while(&mut self, fits: impl Fn(u8) -> bool) -> &'b [u8] {
        let length = self
            .rest
            .iter()
            .position(|&byte| !fits(byte))
            .unwrap_or(self.rest.len());
        self.take(length)
    }

    /// Reads the token that follows a backslash.
    fn control(&mut self) -> Option<Token<'b>> {
        let first = *self.rest.first()?;
        if first.is_ascii_alphabetic() {
            return Some(self.word());
        }
        self.take(1);
        if first != b'\'' {
            return Some(Token::Symbol(first));
        }
        let digits = self
            .rest
            .get(..2)
            .and_then(|pair| std::str::from_utf8(pair).ok());
        let Some(byte) = digits.and_then(|pair| u8::from_str_radix(pair, 16).ok()) else {
            return Some(Token::Symbol(first));
        };
        self.take(2);
        Some(Token::Byte(byte))
    }

    fn word(&mut self) -> Token<'b> {
        let name = self.take_while(|byte| byte.is_ascii_alphabetic());
        let number = self.number();
        if self.rest.first() == Some(&b' ') {
            self.take(1);
        }
        if name == b"bin" {
            self.take(usize::try_from(number.unwrap_or(0)).unwrap_or(0));
            return Token::Binary;
        }
        Token::Word(name, number)
    }

    /// Reads the number of a control word, saturating at 32 bits.
    fn number(&mut self) -> Option<i32> {
        let is_negative =
            self.rest.first() == Some(&b'-') && self.rest.get(1).is_some_and(u8::is_ascii_digit);
        self.take(usize::from(is_negative));
        let digits = self.take_while(|byte| byte.is_ascii_digit());
        let value = digits.iter().fold(0_i32, |value, digit| {
            value
                .saturating_mul(10)
                .saturating_add(i32::from(digit - b'0'))
        });
        (!digits.is_empty()).then_some(if is_negative { -value } else { value })
    }
}

impl<'b> Iterator for Lexer<'b> {
    type Item = Token<'b>;

    fn next(&mut self) -> Option<Token<'b>> {
        // Line breaks and NULs between tokens are not text.
        self.take_while(|byte| matches!(byte, b'\r' | b'\n' | 0));
        match *self.rest.first()? {
            b'{' => {
                self.take(1);
                Some(Token::Open)
            }
            b'}' => {
                self.take(1);
                Some(Token::Close)
            }
            b'\\' => {
                self.take(1);
                self.control()
            }
            _ => Some(Token::Text(self.take_while(|byte| {
                !matches!(byte, b'{' | b'}' | b'\\' | b'\r' | b'\n' | 0)
            }))),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn tokens(rtf: &[u8]) -> Vec<Token<'_>> {
        Lexer::new(rtf).collect()
    }

    #[test]
    fn a_blank_after_a_control_word_belongs_to_it() {
        assert_eq!(
            tokens(b"{\\b0 a\\par  b}"),
            [
                Token::Open,
                Token::Word(b"b", Some(0)),
                Token::Text(b"a"),
                Token::Word(b"par", None),
                Token::Text(b" b"),
                Token::Close
            ]
        );
    }

    #[test]
    fn numbers_are_negative_and_held_within_bounds() {
        assert_eq!(
            tokens(b"\\u-123?"),
            [Token::Word(b"u", Some(-123)), Token::Text(b"?")]
        );
        assert_eq!(
            tokens(b"\\f99999999999"),
            [Token::Word(b"f", Some(i32::MAX))]
        );
        assert_eq!(
            tokens(b"\\f-x"),
            [Token::Word(b"f", None), Token::Text(b"-x")]
        );
    }

    #[test]
    fn bytes_are_hexadecimal_and_line_breaks_no_text() {
        assert_eq!(
            tokens(b"\\'d6\r\n\\'D0"),
            [Token::Byte(0xD6), Token::Byte(0xD0)]
        );
        assert_eq!(tokens(b"\\'zz"), [Token::Symbol(b'\''), Token::Text(b"zz")]);
    }

    #[test]
    fn binary_bytes_are_left_out_and_never_run_over_the_end() {
        assert_eq!(tokens(b"\\bin3 {}\\x"), [Token::Binary, Token::Text(b"x")]);
        assert_eq!(tokens(b"\\bin999 abc"), [Token::Binary]);
        assert_eq!(tokens(b"\\bin-5 abc"), [Token::Binary, Token::Text(b"abc")]);
    }

    #[test]
    fn an_end_within_a_token_ends_the_tokens() {
        assert_eq!(tokens(b"a\\"), [Token::Text(b"a")]);
        assert_eq!(tokens(b"\\'d"), [Token::Symbol(b'\''), Token::Text(b"d")]);
    }
}
