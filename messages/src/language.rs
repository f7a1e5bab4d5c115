//! The languages.

use std::fmt;
use std::str::FromStr;

/// A language that every text has.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub enum Language {
    /// English, in which texts are written in the code.
    #[default]
    English,
    /// Simplified Chinese.
    Chinese,
}

impl Language {
    /// Every language.
    pub const ALL: [Self; 2] = [Self::English, Self::Chinese];

    /// The language for a locale: `zh_CN.UTF-8`, `zh-Hans-CN`. Whoever reads any Chinese reads Chinese; every other locale
    /// has English.
    ///
    /// ```
    /// use quanwen_messages::Language;
    ///
    /// assert_eq!(Language::of_locale("zh_CN.UTF-8"), Language::Chinese);
    /// assert_eq!(Language::of_locale("C.UTF-8"), Language::English);
    /// ```
    #[must_use]
    pub fn of_locale(locale: &str) -> Self {
        let language = locale.split(['_', '-', '.', '@']).next();
        match language {
            Some(zh) if zh.eq_ignore_ascii_case("zh") => Self::Chinese,
            _ => Self::English,
        }
    }

    /// Its code in ISO 639-1.
    #[must_use]
    pub const fn code(self) -> &'static str {
        match self {
            Self::English => "en",
            Self::Chinese => "zh",
        }
    }
}

impl fmt::Display for Language {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.code())
    }
}

impl FromStr for Language {
    type Err = ();

    /// Reads a [`code`](Self::code).
    ///
    /// # Errors
    /// Any other text.
    fn from_str(code: &str) -> Result<Self, ()> {
        let known = Self::ALL.into_iter().find(|known| known.code() == code);
        known.ok_or(())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_a_chinese_locale_has_chinese() {
        for locale in ["zh", "zh_CN", "zh_CN.GB18030", "zh-Hant-TW", "ZH@pinyin"] {
            assert_eq!(Language::of_locale(locale), Language::Chinese, "{locale}");
        }
        for locale in ["", "C", "POSIX", "en_US.UTF-8", "zha_CN", "ja_JP.UTF-8"] {
            assert_eq!(Language::of_locale(locale), Language::English, "{locale}");
        }
    }

    #[test]
    fn a_code_is_read_as_it_is_written() {
        for language in Language::ALL {
            assert_eq!(language.to_string().parse(), Ok(language));
        }
        assert_eq!("fr".parse::<Language>(), Err(()));
    }
}
