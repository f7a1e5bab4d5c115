//! Text in the code pages of other languages: Cyrillic, Latin, Japanese, Korean.
//!
//! Must not know how an encoding is guessed. Invariant: bytes that read as Chinese are Chinese, since a guess is often
//! wrong for a few characters of GBK.

use encoding_rs::{BIG5, EUC_JP, EUC_KR, Encoding, GB18030, SHIFT_JIS};

use super::script::is_han;
use crate::extracted::saturating_u32;

/// The most frequent characters of reports and of other prose, and the traditional forms of those that differ. They are
/// two thirds of any Chinese text of some length, and one in ten of characters by chance.
const FREQUENT: &str = "业的建和发展大化进设新加工全实产市力国一政推区人中民动城生制高作增会务强成体改重经等资保地开行提农持社合年项理\
    创济施快企能公以基入长好点有为个平水家要面服在治度现目完上用机省主造深村技育革文心规出不管万坚代程三法品科定步善各府\
    是系学量质元对优支升投方到场事安环通级性金续效标活教总我构分划共亿部本域路范放外结落源五态境整商型集积融群乡位立收稳\
    口批办利策更与决向领电了极转医达调防关计营引镇费十自术统做这他时来们于就可同也下过子说种而后多所得之着里如二起小物都\
    两当使从去把应它还因由其些然前天四日那义形相表间样线内数正反你明看原又么比或但气第道命此变条只没解问意月无業發進設實產\
    國區動會務強體經資開農項創濟長點為個現機規萬堅學質對優場環級續標教總構劃億範態結積鄉穩辦與決領電極轉醫達調關計營鎮費\
    術統這時來們於過說種後裡兩當從應還義間樣線內數見問無變條沒東";
/// The share of frequent characters below which a text is not Chinese.
const CHINESE: f64 = 0.25;
/// Minimum characters by which a text is known not to be Chinese: names may have no frequent one.
const FEW: usize = 8;
/// The same for Korean, all of whose characters are common ones in GBK: a few cells of a table may have no frequent one.
const FEW_KOREAN: usize = 24;
/// Minimum share of bytes that are not ASCII and stand alone in text with accented letters; those of Chinese characters
/// stand in pairs, except rare ones.
const ALONE: f64 = 0.6;
/// Minimum ASCII letters for each accented one; second bytes of Big5 and GBK may be ASCII letters.
const LETTERS_EACH: usize = 2;
/// Minimum ASCII letters of text with only one accented letter: it may be a rare Chinese character in a short one.
const LETTERS: usize = 20;
/// The share of its letters that a text has in the script of its encoding.
const OWN: f64 = 0.8;
/// The share of kana in Japanese, besides Chinese characters.
const KANA: f64 = 0.2;

/// Whether bytes are text in a guessed encoding that is not a Chinese one.
pub(super) fn is_foreign(guess: &'static Encoding, sample: &[u8]) -> bool {
    let read = |encoding: &'static Encoding| encoding.decode_without_bom_handling(sample).0;
    let (text, script) = (read(guess), Script::of(guess));
    if is_damaged_utf8(sample) {
        return false;
    }
    if text.matches('\u{FFFD}').count() * 100 > text.len() || !script.is_in(&text) {
        return false;
    }
    if script == Script::Latin {
        return has_accents(sample);
    }
    let few = if script == Script::Hangul {
        FEW_KOREAN
    } else {
        FEW
    };
    [GB18030, BIG5].into_iter().all(|chinese| {
        let (share, all) = frequent_share(&read(chinese));
        all >= few && share < CHINESE
    })
}

/// Whether a text that is GBK by a guess is Latin: its bytes that are not ASCII stand alone, as those of common Chinese
/// characters do not.
pub(super) fn is_accented(sample: &[u8]) -> bool {
    has_accents(sample) && !is_damaged_utf8(sample)
}

/// Whether a text that is Big5 by a guess is GB18030: so read it has more frequent characters, or only dashes and other
/// signs.
pub(super) fn is_no_big5(sample: &[u8]) -> bool {
    let share = |encoding: &'static Encoding| {
        frequent_share(&encoding.decode_without_bom_handling(sample).0)
    };
    let ((simplified, all), (traditional, _)) = (share(GB18030), share(BIG5));
    all == 0 || (simplified >= CHINESE && simplified > traditional)
}

/// Whether a text is UTF-8 with some damage: text in a code page has hardly a valid sequence by chance.
fn is_damaged_utf8(sample: &[u8]) -> bool {
    let text = String::from_utf8_lossy(sample);
    let damaged = text.matches('\u{FFFD}').count();
    text.chars().filter(|c| !c.is_ascii()).count() >= 2 * damaged
}

/// The share of frequent characters, and the number of characters that it is a share of: what Chinese text does not
/// have counts as infrequent.
fn frequent_share(text: &str) -> (f64, usize) {
    let is_odd = |c: char| matches!(c, '\u{E000}'..='\u{F8FF}' | '\u{FFFD}');
    let is_counted = |c: &char| is_odd(*c) || (c.is_alphabetic() && !c.is_ascii());
    let (mut frequent, mut all) = (0_u32, 0_u32);
    for c in text.chars().filter(is_counted) {
        all += 1;
        frequent += u32::from(is_han(c) && FREQUENT.contains(c));
    }
    (f64::from(frequent) / f64::from(all.max(1)), all as usize)
}

/// Whether bytes that are not ASCII are few among ASCII letters and mostly stand alone.
fn has_accents(sample: &[u8]) -> bool {
    let runs = || {
        sample
            .chunk_by(|a, b| a.is_ascii() == b.is_ascii())
            .filter(|run| !run[0].is_ascii())
    };
    let letters = sample.iter().filter(|byte| byte.is_ascii_alphabetic());
    let (letters, accents) = (letters.count(), runs().map(<[u8]>::len).sum::<usize>());
    let (alone, all) = (runs().filter(|run| run.len() == 1).count(), runs().count());
    let is_enough = all > 1 || letters > LETTERS;
    is_enough
        && letters >= LETTERS_EACH * accents
        && saturating_f64(alone) >= ALONE * saturating_f64(all)
}

fn saturating_f64(n: usize) -> f64 {
    f64::from(saturating_u32(n))
}

/// The script of a code page.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Script {
    Cyrillic,
    Greek,
    Hebrew,
    Arabic,
    Thai,
    Kana,
    Hangul,
    Latin,
}

impl Script {
    fn of(encoding: &'static Encoding) -> Self {
        match encoding.name() {
            "windows-1251" | "KOI8-R" | "KOI8-U" | "IBM866" | "ISO-8859-5" | "x-mac-cyrillic" => {
                Self::Cyrillic
            }
            "windows-1253" | "ISO-8859-7" => Self::Greek,
            "windows-1255" | "ISO-8859-8" | "ISO-8859-8-I" => Self::Hebrew,
            "windows-1256" | "ISO-8859-6" => Self::Arabic,
            "windows-874" => Self::Thai,
            _ if encoding == SHIFT_JIS || encoding == EUC_JP => Self::Kana,
            _ if encoding == EUC_KR => Self::Hangul,
            _ => Self::Latin,
        }
    }

    fn has(self, c: char) -> bool {
        match self {
            Self::Cyrillic => matches!(c, '\u{400}'..='\u{4FF}'),
            Self::Greek => matches!(c, '\u{370}'..='\u{3FF}'),
            Self::Hebrew => matches!(c, '\u{590}'..='\u{5FF}'),
            Self::Arabic => matches!(c, '\u{600}'..='\u{6FF}'),
            Self::Thai => matches!(c, '\u{E00}'..='\u{E7F}'),
            Self::Kana => matches!(c, '\u{3040}'..='\u{30FF}'),
            Self::Hangul => matches!(c, '\u{AC00}'..='\u{D7A3}'),
            Self::Latin => matches!(c, '\u{C0}'..='\u{24F}' | '\u{1E00}'..='\u{1EFF}'),
        }
    }

    /// Whether the letters of a text are of this script.
    fn is_in(self, text: &str) -> bool {
        let letters = text.chars().filter(|c| c.is_alphabetic() && !c.is_ascii());
        let (mut own, mut all) = (0_u32, 0_u32);
        for c in letters {
            all += 1;
            own += u32::from(self.has(c));
        }
        let share = if self == Self::Kana { KANA } else { OWN };
        all > 0 && f64::from(own) >= share * f64::from(all)
    }
}

#[cfg(test)]
mod tests {
    use encoding_rs::{ISO_8859_2, KOI8_R, WINDOWS_1251, WINDOWS_1252};

    use super::*;

    #[test]
    fn other_languages_are_told_from_chinese() {
        for (encoding, text) in [
            (WINDOWS_1251, "Отчёт о работе за год"),
            (KOI8_R, "Отчёт о работе за год"),
            (WINDOWS_1252, "Die Straße im Zentrum der Stadt"),
            (WINDOWS_1252, "Le préfet a présenté le résumé."),
            (
                WINDOWS_1252,
                "Die Behörde hat über Anträge für März entschieden.",
            ),
            (ISO_8859_2, "Výroční zpráva úřadu"),
            (SHIFT_JIS, "行政についての報告"),
            (EUC_JP, "行政についての報告"),
            (
                EUC_KR,
                "행정 활동에 관한 연례 보고서를 다음과 같이 제출하며 이에 대한 의견을 구한다",
            ),
        ] {
            let bytes = encoding.encode(text).0;
            assert!(is_foreign(encoding, &bytes), "{text}");
        }
    }

    #[test]
    fn damaged_utf_8_is_not_foreign() {
        for text in [
            "办理行政复议案件",
            "Le préfet a présenté le résumé.",
            "Отчёт о работе за год",
        ] {
            let bytes = [text.as_bytes(), b"\xFF", text.as_bytes()].concat();
            for guess in [WINDOWS_1251, KOI8_R, WINDOWS_1252, EUC_KR] {
                assert!(!is_foreign(guess, &bytes), "{text} {}", guess.name());
            }
            assert!(!is_accented(&bytes), "{text}");
        }
    }

    #[test]
    fn chinese_stays_chinese_whatever_is_guessed() {
        for text in [
            "赟昊",
            "镕 Zhu Rongji",
            "松泽县",
            "办理复议案件",
            "办理行政复议案件12件。",
            "Report: 松泽县",
        ] {
            for encoding in [GB18030, BIG5] {
                let bytes = encoding.encode(text).0;
                for guess in [
                    WINDOWS_1251,
                    KOI8_R,
                    WINDOWS_1252,
                    SHIFT_JIS,
                    EUC_JP,
                    EUC_KR,
                ] {
                    assert!(!is_foreign(guess, &bytes), "{text} {}", guess.name());
                }
            }
        }
    }
}
