//! Where a corpus is.

use std::fmt;
use std::str::FromStr;

use quanwen_messages::{Message, message, text};

/// Where a corpus is: a cluster and the name of its alias, `http://127.0.0.1:9200/reports`.
///
/// Several machines of one cluster are separated by commas, `http://10.0.0.1:9200,10.0.0.2:9200/reports`: while one is lost, another is
/// asked. A cluster may be behind a path of a proxy, `https://example.org/os/reports`.
///
/// A user and a password do not belong there, where errors would show them.
///
/// ```
/// use quanwen_opensearch::Address;
///
/// let address: Address = "http://127.0.0.1:9200/reports".parse()?;
/// assert_eq!(address.to_string(), "http://127.0.0.1:9200/reports");
/// assert!("127.0.0.1:9200".parse::<Address>().is_err());
/// # Ok::<(), quanwen::Message>(())
/// ```
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Address {
    /// At least one: `http://127.0.0.1:9200`, `https://example.org/os`.
    pub(crate) machines: Vec<String>,
    /// `http://10.0.0.1:9200,10.0.0.2:9200`.
    cluster: String,
    /// `reports`.
    pub(crate) name: String,
}

impl FromStr for Address {
    type Err = Message;

    fn from_str(typed: &str) -> Result<Self, Message> {
        // Wherever it stands: a password may have any of the characters that separate the parts of an address.
        if typed.contains('@') {
            return Err(
                text!(
                    "the address of a corpus has no user and no password: set QUANWEN_ENGINE_USER and QUANWEN_ENGINE_PASSWORD, or QUANWEN_ENGINE_KEY"
                )
                .into(),
            );
        }
        let refused = || {
            message!(
                "`{typed}` is not the address of a corpus: write http://127.0.0.1:9200/reports, or several machines of one \
                 cluster, http://10.0.0.1:9200,10.0.0.2:9200/reports",
                typed = typed
            )
        };
        let (scheme, rest) = typed.trim().split_once("://").ok_or_else(refused)?;
        let (place, name) = rest
            .trim_end_matches('/')
            .rsplit_once('/')
            .ok_or_else(refused)?;
        let (hosts, path) = place.split_at(place.find('/').unwrap_or(place.len()));
        let are_hosts = hosts.split(',').all(is_host);
        if !["http", "https"].contains(&scheme) || !are_hosts || !is_path(path) {
            return Err(refused());
        }
        let allowed = |c: char| c.is_ascii_lowercase() || c.is_ascii_digit() || "-_.".contains(c);
        if name.is_empty() || !name.chars().all(allowed) || name.starts_with(['-', '_', '.']) {
            return Err(message!(
                "`{name}` cannot be the name of a corpus: use lower-case letters, digits, - and _",
                name = name
            ));
        }
        Ok(Self {
            machines: hosts
                .split(',')
                .map(|host| format!("{scheme}://{host}{path}"))
                .collect(),
            cluster: format!("{scheme}://{place}"),
            name: name.to_string(),
        })
    }
}

/// Whether a text can be a host and a port: `localhost`, `127.0.0.1:9200`, `[::1]:9200`.
fn is_host(text: &str) -> bool {
    let allowed = |c: char| c.is_ascii_alphanumeric() || "-_.:[]".contains(c);
    !text.is_empty() && text.chars().all(allowed)
}

/// Whether a text can be a path before a name: `/os`, or nothing. Its characters are those that need no escape (RFC 3986, section 2.3).
fn is_path(text: &str) -> bool {
    let allowed = |c: char| c.is_ascii_alphanumeric() || "-._~".contains(c);
    let is_step = |step: &str| !step.is_empty() && step.chars().all(allowed);
    let mut steps = text.split('/').skip(1);
    steps.all(|step| is_step(step) && ![".", ".."].contains(&step))
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
            "http://a//c",
            "http://a/../c",
            "http://a/%62/c",
            "http://a,/c",
            "http://a,,b/c",
            "http://a/b,c/d",
            "http://a,http://b/c",
            "http://a/_b",
            "http://a?b/c",
            "http://a b/c",
        ] {
            assert!(wrong.parse::<Address>().is_err(), "{wrong}");
        }
        for right in [
            "https://a.b:1/c",
            "http://[::1]:9200/reports",
            "https://a/os/2/c",
            "http://a:1,b:2,[::1]:3/os/c",
        ] {
            let parsed = right.parse::<Address>().map(|address| address.to_string());
            assert_eq!(parsed.as_deref(), Ok(right));
        }
    }

    #[test]
    fn each_machine_has_the_scheme_and_the_path() {
        let address: Address = "https://a:1,b/os/reports/".parse().unwrap();
        assert_eq!(address.machines, ["https://a:1/os", "https://b/os"]);
        assert_eq!(address.name, "reports");
    }

    #[test]
    fn a_password_in_an_address_is_refused_and_not_repeated() {
        for wrong in [
            "http://reader:hidden@a/b",
            "https://reader:hidden/1@a/b",
            "reader:hidden@a",
        ] {
            let said = wrong.parse::<Address>().expect_err(wrong).to_string();
            assert!(said.contains("QUANWEN_ENGINE_PASSWORD"), "{said}");
            assert!(!said.contains("hidden"), "{said}");
        }
    }
}
