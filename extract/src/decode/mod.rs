//! Bytes to text: byte order mark, strict UTF-8, UTF-16 without a mark, then detection (GB18030, Big5 …).

mod foreign;
pub(crate) mod script;

use chardetng::{EncodingDetector, Iso2022JpDetection, Utf8Detection};
use encoding_rs::{BIG5, Encoding, GB18030, GBK, UTF_8, UTF_16BE, UTF_16LE, WINDOWS_1252};

use self::foreign::{is_accented, is_foreign, is_no_big5};
use self::script::rare_share;
use crate::extracted::saturating_u32;

/// A decoded text.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Decoded {
    /// The text without byte order mark; a damaged byte is U+FFFD.
    pub text: String,
    /// The name of the encoding.
    pub encoding: &'static str,
    /// How many U+FFFD replace damaged bytes.
    pub damaged: u32,
}

/// How much of a file the detector sees.
const SAMPLE: usize = 256 * 1024;

/// Maximum percentage of NUL bytes in a damaged text.
const NULS: usize = 2;

/// Decodes a file; `None` if the bytes are not text. NUL bytes count as damaged, since no text has them.
#[must_use]
pub fn decode(bytes: Vec<u8>) -> Option<Decoded> {
    if let Some((encoding, mark)) = Encoding::for_bom(&bytes) {
        return Some(decode_as(encoding, &bytes[mark..]));
    }
    let sound = String::from_utf8(bytes);
    let (bytes, is_sound) = match &sound {
        Ok(text) => (text.as_bytes(), true),
        Err(error) => (error.as_bytes(), false),
    };
    let nuls = memchr::memchr_iter(0, bytes).count();
    let few_nuls = nuls * 100 <= bytes.len() * NULS || nuls == 1;
    if nuls > 0
        && !(is_sound && few_nuls)
        && let Some(encoding) = utf16_without_mark(bytes)
    {
        return Some(decode_as(encoding, bytes));
    }
    if !few_nuls || looks_binary(bytes) {
        return None;
    }
    let mut decoded = match sound {
        Ok(text) => Decoded {
            text,
            encoding: UTF_8.name(),
            damaged: 0,
        },
        Err(error) => decode_as(detect(error.as_bytes()), error.as_bytes()),
    };
    if decoded.encoding == GB18030.name() && is_noise(&decoded.text) {
        return None;
    }
    if nuls > 0 {
        decoded.damaged += saturating_u32(nuls);
        decoded.text = decoded.text.replace('\0', "\u{FFFD}");
    }
    Some(decoded)
}

/// Whether a text is made of rare characters, four in five of which are rare in bytes that are no text but happen to be
/// valid GB18030.
fn is_noise(text: &str) -> bool {
    const RARE: f64 = 0.7;
    const FEW: usize = 20;
    text.chars().nth(FEW).is_some() && rare_share(text) >= RARE
}

/// Decodes bytes in this encoding.
pub(super) fn decode_as(encoding: &'static Encoding, bytes: &[u8]) -> Decoded {
    let (text, had_errors) = encoding.decode_without_bom_handling(bytes);
    let damaged = if had_errors {
        text.matches('\u{FFFD}').count()
    } else {
        0
    };
    Decoded {
        text: text.into_owned(),
        encoding: encoding.name(),
        damaged: saturating_u32(damaged),
    }
}

/// Detects the encoding of bytes that are not valid UTF-8. A guess of another language counts if the bytes cannot be
/// Chinese. GBK and its subsets are read as GB18030. Bytes with fewer rare characters when read as damaged UTF-8 stay
/// UTF-8.
fn detect(bytes: &[u8]) -> &'static Encoding {
    let sample = &bytes[..bytes.len().min(SAMPLE)];
    let mut detector = EncodingDetector::new(Iso2022JpDetection::Deny);
    detector.feed(sample, sample.len() == bytes.len());
    let guess = match detector.guess(None, Utf8Detection::Deny) {
        encoding if encoding == BIG5 && !is_no_big5(sample) => BIG5,
        encoding if [GBK, GB18030].contains(&encoding) && is_accented(sample) => {
            return WINDOWS_1252;
        }
        encoding if ![GBK, GB18030, BIG5].contains(&encoding) && is_foreign(encoding, sample) => {
            return encoding;
        }
        _ => GB18030,
    };
    let oddity = |encoding: &'static Encoding| rare_share(&decode_as(encoding, sample).text);
    if oddity(UTF_8) < oddity(guess) {
        UTF_8
    } else {
        guess
    }
}

/// UTF-16 without a mark: an even number of bytes with line breaks or ASCII characters whose other byte is NUL.
fn utf16_without_mark(bytes: &[u8]) -> Option<&'static Encoding> {
    if bytes.len() < 4 || !bytes.len().is_multiple_of(2) {
        return None;
    }
    let units = || bytes[..bytes.len().min(SAMPLE)].chunks_exact(2);
    let [little, big] = [0, 1].map(|side| {
        let plain = |unit: &&[u8]| {
            unit[1 - side] == 0 && (unit[side] == b'\n' || (0x20..0x7F).contains(&unit[side]))
        };
        units().filter(plain).count()
    });
    // 一 in one order is an ASCII letter in the other, so the order is that with fewer rare characters.
    let sample = &bytes[..bytes.len().min(SAMPLE)];
    let rare = |encoding| {
        let text = decode_as(encoding, sample).text;
        let is_text = !text.contains(['\0', '\u{FFFF}']);
        Some(rare_share(&text)).filter(|share| is_text && *share < ODD)
    };
    [(UTF_16LE, little), (UTF_16BE, big)]
        .into_iter()
        .filter(|(_, plain)| *plain > 0)
        .filter_map(|(encoding, _)| Some((encoding, rare(encoding)?)))
        .min_by(|one, other| one.1.total_cmp(&other.1))
        .map(|(encoding, _)| encoding)
}

/// The share of rare characters at or above which the tried encoding is rejected.
const ODD: f64 = 0.5;

/// Whether more than 1% of the bytes are control characters, which no encoding of Chinese text has.
fn looks_binary(bytes: &[u8]) -> bool {
    let sample = &bytes[..bytes.len().min(SAMPLE)];
    let control = sample.iter().filter(|&&b| {
        (1..0x20).contains(&b) && !matches!(b, b'\t' | b'\n' | b'\r' | 0x0B | 0x0C | 0x1A | 0x1B)
    });
    control.count() * 100 > sample.len()
}

#[cfg(test)]
mod tests {
    use super::*;

    const TEXT: &str = "一、全面推进依法行政，\n办理行政复议案件12件。";

    #[test]
    fn every_chinese_encoding_reads_alike() {
        let traditional = "一、全面推進依法行政,辦理行政復議案件12件,堅持嚴格規範公正文明執法。";
        for (encoding, text) in [(GB18030, TEXT), (UTF_8, TEXT), (BIG5, traditional)] {
            let decoded = decode(encoding.encode(text).0.into_owned()).unwrap();
            assert_eq!(
                (decoded.text.as_str(), decoded.damaged),
                (text, 0),
                "{}",
                encoding.name()
            );
        }
        let utf16: Vec<u8> = TEXT.encode_utf16().flat_map(u16::to_le_bytes).collect();
        assert_eq!(decode(utf16).unwrap().text, TEXT);
        let utf16: Vec<u8> = TEXT.encode_utf16().flat_map(u16::to_be_bytes).collect();
        assert_eq!(decode(utf16).unwrap().text, TEXT);
        let report = "一、概况\n全县法治政府建设工作稳步推进，一一落实。\n";
        let utf16: Vec<u8> = report.encode_utf16().flat_map(u16::to_le_bytes).collect();
        assert_eq!(decode(utf16).unwrap().text, report);
        assert_eq!(
            decode([b"\xEF\xBB\xBF", TEXT.as_bytes()].concat())
                .unwrap()
                .text,
            TEXT
        );
    }

    #[test]
    fn other_code_pages_are_read_and_short_gbk_stays() {
        let russian = "Отчёт о деятельности районной администрации";
        let german = "Die Behörde prüfte zwölf Anträge.";
        for (label, text) in [
            ("windows-1251", russian),
            ("koi8-u", russian),
            ("windows-1252", german),
            ("shift_jis", "行政活動に関する年次報告書"),
            (
                "euc-kr",
                "행정 활동에 관한 연례 보고서를 다음과 같이 제출하며 이에 대한 의견을 구한다",
            ),
            ("gb18030", "岚江"),
            ("gb18030", "镕 Zhu Rongji"),
            ("gb18030", "一、甲"),
            ("gb18030", "编号,名称\r\n1,补充材料"),
            ("gb18030", "──农业农村"),
            ("gb18030", "──2023"),
        ] {
            let encoding = Encoding::for_label(label.as_bytes()).unwrap();
            let decoded = decode(encoding.encode(text).0.into_owned()).unwrap();
            assert_eq!(decoded.text, text, "{label}");
        }
    }

    #[test]
    fn damaged_bytes_become_replacement_characters_and_are_counted() {
        let mut bytes = TEXT.as_bytes().to_vec();
        bytes[10] = 0xFF;
        let decoded = decode(bytes).unwrap();
        assert_eq!(decoded.encoding, "UTF-8");
        assert!(decoded.damaged >= 1 && decoded.text.ends_with("12件。"));
    }

    #[test]
    fn short_texts_with_damage_stay_in_their_encoding() {
        let nul = [TEXT.as_bytes(), b"\n\0", "依法办结。".as_bytes()].concat();
        let decoded = decode(nul).unwrap();
        assert_eq!((decoded.encoding, decoded.damaged), ("UTF-8", 1));
        assert!(decoded.text.ends_with("\u{FFFD}依法办结。"));
        let tail = GB18030.encode("依法办结。").0;
        let decoded = decode([TEXT.as_bytes(), &tail].concat()).unwrap();
        assert_eq!(decoded.encoding, "UTF-8");
        assert!(decoded.text.starts_with(TEXT) && decoded.damaged > 0);
        let mut gbk = GB18030.encode(TEXT).0.into_owned();
        gbk[9] = 0xFF;
        let decoded = decode(gbk).unwrap();
        assert_eq!(decoded.encoding, "gb18030");
        assert!(decoded.damaged > 0 && decoded.text.ends_with("12件。"));
    }

    #[test]
    fn binary_files_are_no_text() {
        assert_eq!(decode(b"PK\x03\x04\x00\x00\x08".to_vec()), None);
        assert_eq!(decode((1..=200).collect()), None);
        let noise = (0..500_u32).map(|n| u8::try_from(n * n % 127).unwrap() | 0x80);
        assert_eq!(decode(noise.collect()), None);
    }
}
