//! The language that the user's system speaks.

use quanwen_messages::Language;

/// Names a language for this program alone.
const OWN: &str = "QUANWEN_LANG";
/// The variables that name the locale of messages, the first that is set and not empty (POSIX, chapter 8.2).
const LOCALE: [&str; 3] = ["LC_ALL", "LC_MESSAGES", "LANG"];
/// Languages in the order of preference, with colons between (GNU gettext).
const PREFERRED: &str = "LANGUAGE";

/// The language that the environment names, else that of the system.
pub(crate) fn of_system() -> Language {
    of_variables(|variable| std::env::var(variable).ok())
        .or_else(of_desktop)
        .unwrap_or_default()
}

/// The language that variables name. The character set of a locale does not matter: output is UTF-8.
fn of_variables(value: impl Fn(&str) -> Option<String>) -> Option<Language> {
    let value = |variable| value(variable).filter(|value| !value.is_empty());
    if let Some(own) = value(OWN) {
        return Some(Language::of_locale(&own));
    }
    let locale = LOCALE.into_iter().find_map(value)?;
    let preferred = value(PREFERRED).filter(|_| !is_of_no_language(&locale));
    let preferred = preferred.and_then(|languages| languages.split(':').find_map(known));
    Some(preferred.unwrap_or_else(|| Language::of_locale(&locale)))
}

/// Whether a locale is that of programs, for which gettext asks no further.
fn is_of_no_language(locale: &str) -> bool {
    let name = locale.split('.').next();
    matches!(name, Some("C" | "POSIX"))
}

/// The language for a locale that has one of those that every text has.
fn known(locale: &str) -> Option<Language> {
    let language = Language::of_locale(locale);
    let is_known = locale.to_ascii_lowercase().starts_with(language.code());
    is_known.then_some(language)
}

/// The language of the desktop, which on other systems is in the environment.
#[cfg(any(windows, target_vendor = "apple"))]
fn of_desktop() -> Option<Language> {
    sys_locale::get_locale().map(|locale| Language::of_locale(&locale))
}

#[cfg(not(any(windows, target_vendor = "apple")))]
fn of_desktop() -> Option<Language> {
    None
}

#[cfg(test)]
mod tests {
    use super::*;

    fn of(variables: &[(&str, &str)]) -> Option<Language> {
        of_variables(|name| {
            let mut variables = variables.iter();
            let (_, value) = variables.find(|(variable, _)| *variable == name)?;
            Some((*value).to_string())
        })
    }

    #[test]
    fn the_first_variable_that_is_set_and_not_empty_names_the_locale() {
        const CHINESE: Option<Language> = Some(Language::Chinese);
        const ENGLISH: Option<Language> = Some(Language::English);
        for (variables, expected) in [
            (&[][..], None),
            (&[("LANG", "")], None),
            (&[("LANG", "zh_CN.UTF-8")], CHINESE),
            (&[("LANG", "zh_CN.GBK")], CHINESE),
            (&[("LANG", "zh_CN"), ("LC_MESSAGES", "en_US")], ENGLISH),
            (&[("LC_MESSAGES", "en_US"), ("LC_ALL", "zh_TW")], CHINESE),
            (&[("LC_ALL", ""), ("LANG", "zh_CN")], CHINESE),
            (&[("LC_ALL", "C"), ("LANG", "zh_CN.UTF-8")], ENGLISH),
            (&[("QUANWEN_LANG", "zh"), ("LC_ALL", "C")], CHINESE),
            (&[("QUANWEN_LANG", ""), ("LANG", "zh_CN")], CHINESE),
            (&[("QUANWEN_LANG", "en"), ("LANG", "zh_CN")], ENGLISH),
        ] {
            assert_eq!(of(variables), expected, "{variables:?}");
        }
    }

    #[test]
    fn preferred_languages_come_before_a_locale_but_not_before_that_of_programs() {
        let of = |preferred, locale| of(&[("LANGUAGE", preferred), ("LANG", locale)]);
        assert_eq!(of("zh_CN:en", "en_US.UTF-8"), Some(Language::Chinese));
        assert_eq!(of("fr:en:zh", "zh_CN.UTF-8"), Some(Language::English));
        assert_eq!(of("fr", "zh_CN.UTF-8"), Some(Language::Chinese));
        assert_eq!(of("zh_CN", "C.UTF-8"), Some(Language::English));
        assert_eq!(of("zh_CN", ""), None);
    }
}
