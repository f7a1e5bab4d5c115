//! Where a corpus is.

use std::fmt;
use std::str::FromStr;

/// Where a corpus is: a cluster and the name of its alias, `http://127.0.0.1:9200/reports`.
///
/// A user and a password do not belong there, where errors would show them.
///
/// ```
/// use quanwen_opensearch::Address;
///
/// let address: Address = "http://127.0.0.1:9200/reports".parse()?;
/// assert_eq!(address.to_string(), "http://127.0.0.1:9200/reports");
/// assert!("127.0.0.1:9200".parse::<Address>().is_err());
/// # Ok::<(), String>(())
/// ```
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Address {
    /// `http://127.0.0.1:9200`.
    pub(crate) cluster: String,
    /// `reports`.
    pub(crate) name: String,
}

impl FromStr for Address {
    type Err = String;

    fn from_str(typed: &str) -> Result<Self, String> {
        // Wherever it stands: a password may have any of the characters that separate the parts of an address.
        if typed.contains('@') {
            return Err(
                "the address of a corpus has no user and no password: set QUANWEN_ENGINE_USER and \
                 QUANWEN_ENGINE_PASSWORD, or QUANWEN_ENGINE_KEY"
                    .to_string(),
            );
        }
        let refused = || {
            format!("`{typed}` is not the address of a corpus: write http://127.0.0.1:9200/reports")
        };
        let (scheme, rest) = typed.trim().split_once("://").ok_or_else(refused)?;
        let (host, name) = rest
            .trim_end_matches('/')
            .split_once('/')
            .ok_or_else(refused)?;
        if !["http", "https"].contains(&scheme) || !is_host(host) || name.contains('/') {
            return Err(refused());
        }
        let allowed = |c: char| c.is_ascii_lowercase() || c.is_ascii_digit() || "-_.".contains(c);
        if name.is_empty() || !name.chars().all(allowed) || name.starts_with(['-', '_', '.']) {
            return Err(format!(
                "`{name}` cannot be the name of a corpus: use lower-case letters, digits, - and _"
            ));
        }
        Ok(Self {
            cluster: format!("{scheme}://{host}"),
            name: name.to_string(),
        })
    }
}

/// Whether a text can be a host and a port: `localhost`, `127.0.0.1:9200`, `[::1]:9200`.
fn is_host(text: &str) -> bool {
    let allowed = |c: char| c.is_ascii_alphanumeric() || "-_.:[]".contains(c);
    !text.is_empty() && text.chars().all(allowed)
}

impl fmt::Display for Address {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}/{}", self.cluster, self.name)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_address_names_a_cluster_and_a_corpus() {
        for wrong in [
            "",
            "reports",
            "ftp://a/b",
            "http://a",
            "http://a/",
            "http://a/B",
            "http://a/b/c",
            "http://a/_b",
            "http://a?b/c",
            "http://a b/c",
        ] {
            assert!(wrong.parse::<Address>().is_err(), "{wrong}");
        }
        for right in ["https://a.b:1/c", "http://[::1]:9200/reports"] {
            let parsed = right.parse::<Address>().map(|address| address.to_string());
            assert_eq!(parsed.as_deref(), Ok(right));
        }
    }

    #[test]
    fn a_password_in_an_address_is_refused_and_not_repeated() {
        for wrong in [
            "http://reader:hidden@a/b",
            "https://reader:hidden/1@a/b",
            "reader:hidden@a",
        ] {
            let said = wrong.parse::<Address>().expect_err(wrong);
            assert!(said.contains("QUANWEN_ENGINE_PASSWORD"), "{said}");
            assert!(!said.contains("hidden"), "{said}");
        }
    }
}
