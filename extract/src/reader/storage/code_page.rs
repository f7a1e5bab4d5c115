//! Maps Windows code pages and character sets to encodings. Must not know file formats; GBK and its subsets are always
//! read as GB18030.

use encoding_rs::{
    BIG5, EUC_KR, Encoding, GB18030, MACINTOSH, SHIFT_JIS, UTF_8, WINDOWS_874, WINDOWS_1250,
    WINDOWS_1251, WINDOWS_1252, WINDOWS_1253, WINDOWS_1254, WINDOWS_1255, WINDOWS_1256,
    WINDOWS_1257, WINDOWS_1258,
};

/// The encoding of a Windows code page; `None` if it does not encode 8-bit text, such as 1200.
pub(in crate::reader) fn of_code_page(code_page: i32) -> Option<&'static Encoding> {
    Some(match code_page {
        874 => WINDOWS_874,
        932 => SHIFT_JIS,
        936 | 10008 | 20936 | 54936 => GB18030,
        949 => EUC_KR,
        950 => BIG5,
        1250 => WINDOWS_1250,
        1251 => WINDOWS_1251,
        437 | 850 | 1252 | 32769 => WINDOWS_1252,
        1253 => WINDOWS_1253,
        1254 => WINDOWS_1254,
        1255 => WINDOWS_1255,
        1256 => WINDOWS_1256,
        1257 => WINDOWS_1257,
        1258 => WINDOWS_1258,
        10000 | 32768 => MACINTOSH,
        65001 => UTF_8,
        _ => return None,
    })
}

/// The encoding of a font's character set ([MS-WMF] 2.1.1.5); `None` for ANSI, default and symbol, which name none.
pub(in crate::reader) fn of_character_set(character_set: i32) -> Option<&'static Encoding> {
    Some(match character_set {
        77 => MACINTOSH,
        128 => SHIFT_JIS,
        129 | 130 => EUC_KR,
        134 => GB18030,
        136 => BIG5,
        161 => WINDOWS_1253,
        162 => WINDOWS_1254,
        163 => WINDOWS_1258,
        177 => WINDOWS_1255,
        178 => WINDOWS_1256,
        186 => WINDOWS_1257,
        204 => WINDOWS_1251,
        222 => WINDOWS_874,
        238 => WINDOWS_1250,
        _ => return None,
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn chinese_numbers_name_chinese_encodings() {
        assert_eq!(of_code_page(936), Some(GB18030));
        assert_eq!(of_character_set(134), Some(GB18030));
        assert_eq!(
            (of_code_page(950), of_character_set(136)),
            (Some(BIG5), Some(BIG5))
        );
        assert_eq!((of_code_page(1200), of_character_set(0)), (None, None));
    }
}
