//! Who asks a cluster, as the environment says.

use std::env::VarError;
use std::fmt;

use quanwen_messages::{Message, message};

const KEY: &str = "QUANWEN_ENGINE_KEY";
const USER: &str = "QUANWEN_ENGINE_USER";
const PASSWORD: &str = "QUANWEN_ENGINE_PASSWORD";

/// What the header `Authorization` says. It is in no error and not in the output of `Debug`.
#[derive(Clone)]
pub(crate) enum Credentials {
    /// None are set.
    None,
    /// An API key, as a header.
    Key(String),
    /// A user and a password, as a header.
    User(String),
}

impl Credentials {
    /// The credentials of the environment: `QUANWEN_ENGINE_KEY` (an API key), or `QUANWEN_ENGINE_USER` and
    /// `QUANWEN_ENGINE_PASSWORD`. Variables that are empty are not set.
    ///
    /// # Errors
    /// Which variable cannot be sent.
    pub(crate) fn of_environment() -> Result<Self, Message> {
        Self::of(|name| std::env::var(name))
    }

    fn of(variable: impl Fn(&str) -> Result<String, VarError>) -> Result<Self, Message> {
        let set = |name: &str| match variable(name) {
            Ok(value) if value.is_empty() => Ok(None),
            Ok(value) => Ok(Some(value)),
            Err(VarError::NotPresent) => Ok(None),
            Err(VarError::NotUnicode(_)) => Err(message!("{name} is not UTF-8", name = name)),
        };
        if let Some(key) = set(KEY)? {
            if !key.chars().all(|c| c.is_ascii_graphic()) {
                return Err(message!(
                    "{key} has a blank, a line break or another character that no key has",
                    key = KEY
                ));
            }
            return Ok(Self::Key(format!("ApiKey {key}")));
        }
        let Some(user) = set(USER)? else {
            return Ok(Self::None);
        };
        let password = set(PASSWORD)?.unwrap_or_default();
        let pair = base64(format!("{user}:{password}").as_bytes());
        Ok(Self::User(format!("Basic {pair}")))
    }

    /// The value of the header `Authorization`, if any.
    pub(crate) fn header(&self) -> Option<&str> {
        match self {
            Self::None => None,
            Self::Key(header) | Self::User(header) => Some(header),
        }
    }

    /// What a cluster says that wants other credentials, and what to set.
    pub(crate) fn refused(&self) -> Message {
        match self {
            Self::None => message!(
                "wants to know who asks: set {key}, or {user} and {password}",
                key = KEY,
                user = USER,
                password = PASSWORD
            ),
            Self::Key(_) => message!("refuses the key in {key}: set another", key = KEY),
            Self::User(_) => message!(
                "refuses the user and password in {user} and {password}",
                user = USER,
                password = PASSWORD
            ),
        }
    }
}

impl fmt::Debug for Credentials {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Self::None => "None",
            Self::Key(_) => "Key(..)",
            Self::User(_) => "User(..)",
        })
    }
}

/// RFC 4648, section 4.
fn base64(bytes: &[u8]) -> String {
    const DIGITS: &[u8; 64] = b"ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";
    let mut text = String::new();
    for chunk in bytes.chunks(3) {
        let padded = [
            chunk[0],
            *chunk.get(1).unwrap_or(&0),
            *chunk.get(2).unwrap_or(&0),
        ];
        let number = padded
            .iter()
            .fold(0_usize, |number, byte| number << 8 | usize::from(*byte));
        for (index, shift) in [18, 12, 6, 0].into_iter().enumerate() {
            let digit = DIGITS[number >> shift & 63];
            text.push(if index <= chunk.len() {
                digit.into()
            } else {
                '='
            });
        }
    }
    text
}

#[cfg(test)]
mod tests {
    use std::ffi::OsString;

    use super::*;

    fn of(set: &[(&str, &str)]) -> Result<Credentials, Message> {
        Credentials::of(|name| {
            let found = set.iter().find(|(known, _)| *known == name);
            found
                .map(|(_, value)| (*value).to_string())
                .ok_or(VarError::NotPresent)
        })
    }

    fn header(set: &[(&str, &str)]) -> Option<String> {
        of(set).unwrap().header().map(String::from)
    }

    #[test]
    fn credentials_are_those_of_the_environment() {
        assert_eq!(header(&[]), None);
        assert_eq!(header(&[(KEY, ""), (USER, "")]), None);
        assert_eq!(header(&[(KEY, "abc")]).as_deref(), Some("ApiKey abc"));
        let user = [(USER, "Aladdin"), (PASSWORD, "open sesame"), (KEY, "")];
        // The example of RFC 7617, section 2.
        let expected = "Basic QWxhZGRpbjpvcGVuIHNlc2FtZQ==";
        assert_eq!(header(&user).as_deref(), Some(expected));
    }

    #[test]
    fn credentials_that_cannot_be_sent_are_refused_and_not_repeated() {
        for key in ["hidden\n", "hid den", "隐藏"] {
            let said = of(&[(KEY, key)]).unwrap_err().to_string();
            assert!(said.contains(KEY) && !said.contains(key.trim()), "{said}");
        }
        let broken = Credentials::of(|_| Err(VarError::NotUnicode(OsString::from("hidden"))));
        assert_eq!(
            broken.unwrap_err().to_string(),
            format!("{KEY} is not UTF-8")
        );
    }

    #[test]
    fn credentials_are_not_shown() {
        for set in [
            [(KEY, "hidden"), (USER, "")],
            [(USER, "reader"), (PASSWORD, "hidden")],
        ] {
            let credentials = of(&set).unwrap();
            let header = credentials.header().unwrap();
            let shown = format!("{credentials:?} {}", credentials.refused());
            let secret = header.split(' ').next_back().unwrap();
            assert!(
                !shown.contains(secret) && !shown.contains("hidden"),
                "{shown}"
            );
        }
    }
}
