//! Where folded characters go.

/// Takes the folded characters of a text in order.
pub(super) trait Sink {
    /// A folded character, with the first byte and the bytes of what it came from.
    fn push(&mut self, c: char, start: u32, length: u8);

    /// Characters that fold to themselves, at least one, with their first byte.
    fn push_plain(&mut self, text: &str, start: u32);
}

/// The folded characters alone.
impl Sink for String {
    fn push(&mut self, c: char, _: u32, _: u8) {
        self.push(c);
    }

    fn push_plain(&mut self, text: &str, _: u32) {
        self.push_str(text);
    }
}
