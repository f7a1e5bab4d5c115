//! Names of the files of an archive: their encoding, and whether they stay inside.
//!
//! Invariant: a name has no empty part and no `.`, so that it begins with no `/`.

use encoding_rs::GB18030;

/// Decodes a name: UTF-8 if it is known to be or the bytes look like UTF-8, otherwise GBK. Separators are `/`; those at
/// the beginning are left out.
pub(super) fn decoded(raw: &[u8], is_utf8: bool) -> String {
    let utf8 = std::str::from_utf8(raw);
    let name = if is_utf8 || utf8.is_ok_and(reads_well) {
        String::from_utf8_lossy(raw)
    } else {
        GB18030.decode_without_bom_handling(raw).0
    };
    let parts = name.split(['/', '\\']);
    let parts: Vec<&str> = parts.filter(|part| !matches!(*part, "" | ".")).collect();
    parts.join("/")
}

/// Whether a name decoded as UTF-8 is plausible: GBK names that are valid UTF-8 by chance decode to other scripts.
fn reads_well(name: &str) -> bool {
    name.chars()
        .all(|c| c.is_ascii() || c >= '\u{2000}' || ('\u{B7}'..='\u{D7}').contains(&c))
}

/// Whether a file of this name would be outside the archive's folder.
pub(super) fn leads_out(name: &str) -> bool {
    let has_drive = name.as_bytes().get(1) == Some(&b':');
    has_drive || name.split('/').any(|part| part == "..")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_in_gbk_and_utf8_read_alike() {
        let name = "松泽县/二〇二一.txt";
        let gbk = GB18030.encode(name).0.into_owned();
        assert_eq!(decoded(&gbk, false), name);
        assert_eq!(decoded(name.as_bytes(), false), name);
        assert_eq!(decoded(name.as_bytes(), true), name);
        // 联通 in GBK is valid UTF-8 for two other letters.
        let short = GB18030.encode("联通").0.into_owned();
        assert_eq!(decoded(&short, false), "联通");
    }

    #[test]
    fn separators_are_slashes_and_none_is_at_the_beginning() {
        for raw in [
            "a/b.txt",
            "a\\b.txt",
            "/a/b.txt",
            "\\\\a\\b.txt",
            "//./a/./b.txt",
        ] {
            assert_eq!(decoded(raw.as_bytes(), false), "a/b.txt", "{raw}");
        }
    }

    #[test]
    fn parents_and_drives_lead_out() {
        for name in ["/../a.txt", "a/../../b.txt", "C:\\a.txt", "..\\a.txt"] {
            assert!(leads_out(&decoded(name.as_bytes(), false)), "{name}");
        }
        assert!(!leads_out("松泽县/a..txt"));
    }
}
