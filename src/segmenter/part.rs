//! Where a long text is split before it is segmented, so that a line of many megabytes needs no more memory than others.

/// Bytes after which a part ends at the next character that is not alphanumeric.
const PART: usize = 4 * 1024;
/// Maximum bytes of a part.
const MAX_PART: usize = 64 * 1024;

/// Byte offset at which the first part of a text ends.
pub(crate) fn part_end(text: &str) -> usize {
    if text.len() <= PART {
        return text.len();
    }
    text.char_indices()
        .skip_while(|(offset, _)| *offset < PART)
        .take_while(|(offset, _)| *offset < MAX_PART)
        .find(|(_, c)| !c.is_alphanumeric())
        .map_or_else(|| text.floor_char_boundary(MAX_PART), |(offset, _)| offset)
}
