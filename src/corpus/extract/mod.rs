//! One reader a format: bytes → [`Extracted`] text.

mod markdown;
mod text;

use std::io::Read;
use std::path::Path;

use super::decode::decode;

/// What a reader made of a file.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Extracted {
    /// The text, character for character.
    pub text: String,
    /// Line of the file at which the text begins.
    pub first_line: u32,
    /// Metadata that stand beside the text, such as a front matter.
    pub page: Vec<(PageField, String)>,
    /// How many characters stand for damaged bytes.
    pub damaged: u32,
}

/// What a value beside the text says.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum PageField {
    /// The title.
    Title,
    /// 发布机构.
    Issuer,
    /// 发布日期.
    Published,
    /// 文号.
    DocumentNumber,
    /// 索引号.
    IndexNumber,
}

/// Reads a file of at most `limit` bytes.
///
/// # Errors
/// The reason for which it was not read.
pub(crate) fn read_file(path: &Path, limit: u64) -> Result<Vec<u8>, String> {
    if std::fs::metadata(path).is_ok_and(|metadata| !metadata.is_file()) {
        return Err("not a regular file".to_string());
    }
    let file = std::fs::File::open(path).map_err(|error| reason(&error))?;
    let metadata = file.metadata().map_err(|error| reason(&error))?;
    let size = metadata.len();
    if size > limit {
        return Err(too_large(size, limit));
    }
    let mut bytes = Vec::with_capacity(usize::try_from(size).unwrap_or(0) + 1);
    file.take(limit.saturating_add(1))
        .read_to_end(&mut bytes)
        .map_err(|error| reason(&error))?;
    if bytes.len() as u64 > limit {
        return Err(too_large(bytes.len() as u64, limit));
    }
    Ok(bytes)
}

/// The text of a file's bytes.
///
/// # Errors
/// The reason for which there is none.
pub(crate) fn extract(path: &str, bytes: Vec<u8>) -> Result<Extracted, String> {
    if bytes.iter().all(u8::is_ascii_whitespace) {
        return Err("empty".to_string());
    }
    let ending = path
        .rsplit_once('.')
        .map_or(String::new(), |(_, ending)| ending.to_ascii_lowercase());
    if let Some(name) = unread_format(&bytes, &ending) {
        return Err(format!(
            "{name}: this version reads text and Markdown; save it as text"
        ));
    }
    let decoded = decode(bytes).ok_or("a binary file, no text")?;
    let mut extracted = match ending.as_str() {
        "md" | "markdown" => markdown::extract(decoded.text),
        _ => text::extract(decoded.text),
    };
    if extracted.text.trim().is_empty() {
        return Err("empty".to_string());
    }
    extracted.damaged = decoded.damaged;
    Ok(extracted)
}

/// Formats that are known by their first bytes or their ending and not read.
fn unread_format(bytes: &[u8], ending: &str) -> Option<&'static str> {
    let start = &bytes[..bytes.len().min(1024)];
    let page = || {
        let lower = start.to_ascii_lowercase();
        let lower = lower
            .trim_ascii_start()
            .strip_prefix(b"\xEF\xBB\xBF")
            .unwrap_or(lower.trim_ascii_start());
        lower.starts_with(b"<!doctype html") || lower.starts_with(b"<html")
    };
    match start {
        _ if start.starts_with(b"%PDF-") => Some("a PDF"),
        _ if start.starts_with(b"PK\x03\x04") => Some("a .docx, .xlsx or .zip archive"),
        _ if start.starts_with(b"\xD0\xCF\x11\xE0") => Some("an old Word, Excel or WPS file"),
        _ if start.starts_with(b"{\\rtf") => Some("an RTF file"),
        _ if start.starts_with(b"Rar!") || start.starts_with(b"7z\xBC\xAF") => Some("an archive"),
        _ if start.starts_with(b"\x1F\x8B") => Some("an archive"),
        _ if matches!(ending, "jsonl" | "ndjson") => Some("a file of JSON lines"),
        _ if page() => Some("a web page"),
        _ => None,
    }
}

fn too_large(size: u64, limit: u64) -> String {
    const MIB: u64 = 1024 * 1024;
    format!(
        "{} MiB, over the limit of {} MiB a file: raise it with --max-file-size",
        size.div_ceil(MIB),
        limit / MIB
    )
}

fn reason(error: &std::io::Error) -> String {
    match error.kind() {
        std::io::ErrorKind::PermissionDenied => "no permission to read it".to_string(),
        std::io::ErrorKind::NotFound => "the file is gone".to_string(),
        _ => error.to_string(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_no_text_says_what_it_is() {
        for (bytes, reason) in [
            (&b"%PDF-1.7 ..."[..], "a PDF"),
            (b"PK\x03\x04....", "a .docx"),
            (b"\xEF\xBB\xBF<!DOCTYPE html><p>x", "a web page"),
            (b" \n\t\n", "empty"),
            (b"\x00\x01\x02\x03binary", "a binary file"),
        ] {
            let error = extract("a.txt", bytes.to_vec()).unwrap_err();
            assert!(error.starts_with(reason), "{error}");
        }
    }

    #[test]
    fn a_file_over_the_limit_is_not_read() {
        let file = tempfile::NamedTempFile::new().unwrap();
        std::fs::write(file.path(), "四个汉字").unwrap();
        assert_eq!(read_file(file.path(), 12).unwrap().len(), 12);
        assert!(
            read_file(file.path(), 11)
                .unwrap_err()
                .contains("--max-file-size")
        );
    }
}
