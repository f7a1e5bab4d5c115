//! Requests over HTTP, and what can go wrong with them.

use std::fmt;
use std::str::FromStr;
use std::thread::sleep;
use std::time::Duration;

use quanwen::{Error, Result};
use serde_json::Value;
use ureq::Agent;
use ureq::http::Response;

/// How long a request may take: bulk requests wait for the disk of each replica.
const TIMEOUT: Duration = Duration::from_mins(2);
/// Pauses before a request is sent again that the cluster was too busy for, or that did not reach it.
pub(crate) const PAUSES: [Duration; 3] = [
    Duration::from_millis(100),
    Duration::from_millis(500),
    Duration::from_secs(2),
];
/// Statuses of a cluster that is too busy, or has no node for the request right now.
const BUSY: [u16; 3] = [429, 502, 503];
/// Maximum bytes of an answer.
const MAX_ANSWER: u64 = 1 << 30;
/// Longest part of an answer that an error quotes, in characters.
const MAX_QUOTED: usize = 300;

/// Where a corpus is: a cluster and the name of its alias, `http://127.0.0.1:9200/reports`.
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
    cluster: String,
    /// `reports`.
    pub(crate) name: String,
}

impl FromStr for Address {
    type Err = String;

    fn from_str(typed: &str) -> std::result::Result<Self, String> {
        let refused = || {
            format!("`{typed}` is not the address of a corpus: write http://127.0.0.1:9200/reports")
        };
        let (scheme, rest) = typed.trim().split_once("://").ok_or_else(refused)?;
        let (host, name) = rest
            .trim_end_matches('/')
            .split_once('/')
            .ok_or_else(refused)?;
        if !["http", "https"].contains(&scheme) || host.is_empty() || name.contains('/') {
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

impl fmt::Display for Address {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}/{}", self.cluster, self.name)
    }
}

/// Sends requests to a cluster over kept connections.
#[derive(Debug)]
pub(crate) struct Client {
    agent: Agent,
    pub(crate) address: Address,
    /// The value of the header `Authorization`, if any.
    authorization: Option<String>,
}

/// A request whose answer is JSON.
#[derive(Debug, Clone, Copy)]
pub(crate) enum Method {
    Get,
    Post,
    Put,
    Delete,
}

impl Client {
    /// A client with the credentials of the environment: `QUANWEN_ENGINE_KEY` (an API key), or `QUANWEN_ENGINE_USER` and
    /// `QUANWEN_ENGINE_PASSWORD`.
    pub(crate) fn new(address: Address) -> Self {
        let config = Agent::config_builder()
            .timeout_global(Some(TIMEOUT))
            .http_status_as_error(false)
            .build();
        Self {
            agent: config.into(),
            address,
            authorization: authorization(|name| std::env::var(name).ok()),
        }
    }

    /// Sends JSON, or nothing, and returns the answer.
    ///
    /// # Errors
    /// [`Error::Remote`] with what the cluster says, or why it was not reached.
    pub(crate) fn call(&self, method: Method, path: &str, body: Option<&Value>) -> Result<Value> {
        let body = body.map(|body| body.to_string().into_bytes());
        self.send(method, path, body.as_deref(), "application/json")
    }

    /// Asks something of the corpus: `_search`, `_count`, `_mget`.
    ///
    /// # Errors
    /// As [`Client::call`].
    pub(crate) fn search(&self, what: &str, body: &Value) -> Result<Value> {
        let path = format!("/{}/{what}", self.address.name);
        self.call(Method::Post, &path, Some(body))
    }

    /// Asks several things of the corpus at once, and returns the answers in their order.
    ///
    /// # Errors
    /// As [`Client::call`], and of the first that fails.
    pub(crate) fn each_search(&self, questions: &[Value]) -> Result<Vec<Value>> {
        if questions.is_empty() {
            return Ok(Vec::new());
        }
        let mut lines = String::new();
        for question in questions {
            lines.push_str("{}\n");
            lines.push_str(&question.to_string());
            lines.push('\n');
        }
        let path = format!("/{}/_msearch", self.address.name);
        let mut answer = self.lines(&path, lines.as_bytes())?;
        let answers = take_array(&mut answer, "/responses");
        match answers.iter().find(|answer| answer.get("error").is_some()) {
            Some(failed) => Err(self.error(Failure::status(400, failed).reason)),
            None if answers.len() == questions.len() => Ok(answers),
            None => Err(self.partial()),
        }
    }

    /// Sends lines of JSON.
    ///
    /// # Errors
    /// As [`Client::call`].
    pub(crate) fn lines(&self, path: &str, lines: &[u8]) -> Result<Value> {
        self.send(Method::Post, path, Some(lines), "application/x-ndjson")
    }

    fn send(
        &self,
        method: Method,
        path: &str,
        body: Option<&[u8]>,
        content_type: &str,
    ) -> Result<Value> {
        let mut pauses = PAUSES.iter();
        loop {
            let failure = match self.send_once(method, path, body, content_type) {
                Ok((status, answer)) if status < 300 && answer.is_object() => return Ok(answer),
                Ok((status, answer)) => Failure::status(status, &answer),
                Err(error) => Failure::unreachable(&error),
            };
            match pauses.next() {
                Some(pause) if failure.may_pass => sleep(*pause),
                _ => return Err(self.error(failure.reason)),
            }
        }
    }

    fn send_once(
        &self,
        method: Method,
        path: &str,
        body: Option<&[u8]>,
        content_type: &str,
    ) -> std::result::Result<(u16, Value), ureq::Error> {
        let url = format!("{}{path}", self.address.cluster);
        let authorization = self.authorization.as_deref();
        let without_body = |request: ureq::RequestBuilder<ureq::typestate::WithoutBody>| {
            match authorization {
                Some(value) => request.header("Authorization", value),
                None => request,
            }
            .call()
        };
        let with_body = |request: ureq::RequestBuilder<ureq::typestate::WithBody>| {
            let request = request.header("Content-Type", content_type);
            match authorization {
                Some(value) => request.header("Authorization", value),
                None => request,
            }
            .send(body.unwrap_or_default())
        };
        let response = match method {
            Method::Get => without_body(self.agent.get(&url)),
            Method::Delete => without_body(self.agent.delete(&url)),
            Method::Post => with_body(self.agent.post(&url)),
            Method::Put => with_body(self.agent.put(&url)),
        }?;
        read(response)
    }

    /// A part of the cluster did not answer where nothing can be said without it.
    pub(crate) fn partial(&self) -> Error {
        self.error("did not answer in full: try again")
    }

    /// An error of the cluster.
    pub(crate) fn error(&self, reason: impl Into<String>) -> Error {
        Error::Remote {
            address: self.address.to_string(),
            reason: reason.into(),
        }
    }
}

fn read(mut response: Response<ureq::Body>) -> std::result::Result<(u16, Value), ureq::Error> {
    let status = response.status().as_u16();
    let bytes = response
        .body_mut()
        .with_config()
        .limit(MAX_ANSWER)
        .read_to_vec()?;
    let text = || Value::String(String::from_utf8_lossy(&bytes).into_owned());
    Ok((
        status,
        serde_json::from_slice(&bytes).unwrap_or_else(|_| text()),
    ))
}

/// A part of an answer, by its JSON pointer (RFC 6901); null if it is not there.
pub(crate) fn take(answer: &mut Value, pointer: &str) -> Value {
    answer.pointer_mut(pointer).map_or(Value::Null, Value::take)
}

/// The objects or values of an array in an answer.
pub(crate) fn take_array(answer: &mut Value, pointer: &str) -> Vec<Value> {
    match take(answer, pointer) {
        Value::Array(values) => values,
        _ => Vec::new(),
    }
}

/// Whether a part of the cluster did not answer. A shard that no machine has is missing among those that succeeded, but it is not
/// counted among those that failed.
pub(crate) fn is_partial(answer: &Value) -> bool {
    let shards = |which: &str| answer["_shards"][which].as_u64();
    let all = shards("total");
    answer["timed_out"] == Value::Bool(true) || all.is_none() || shards("successful") != all
}

/// Why a request failed.
struct Failure {
    reason: String,
    /// Whether it may succeed in a moment.
    may_pass: bool,
}

impl Failure {
    fn status(status: u16, answer: &Value) -> Self {
        let reason = match status {
            401 | 403 => {
                "refuses these credentials: set QUANWEN_ENGINE_KEY, or QUANWEN_ENGINE_USER and \
                          QUANWEN_ENGINE_PASSWORD"
                    .to_string()
            }
            404 => "has no such corpus: index one first".to_string(),
            status => format!("answers {status}: {}", quoted(answer)),
        };
        Self {
            reason,
            may_pass: BUSY.contains(&status),
        }
    }

    fn unreachable(error: &ureq::Error) -> Self {
        let may_pass = matches!(error, ureq::Error::Io(_) | ureq::Error::ConnectionFailed);
        Self {
            reason: format!("cannot be reached ({error})"),
            may_pass,
        }
    }
}

/// What the cluster says of an error, on one line.
fn quoted(answer: &Value) -> String {
    let said = ["/error/root_cause/0/reason", "/error/reason", "/error"];
    let found = said
        .iter()
        .find_map(|place| answer.pointer(place)?.as_str());
    let whole = || match answer {
        Value::String(text) => text.clone(),
        other => other.to_string(),
    };
    let text = found.map_or_else(whole, String::from);
    text.chars().take(MAX_QUOTED).collect()
}

/// The value of the header `Authorization`, given the environment.
fn authorization(variable: impl Fn(&str) -> Option<String>) -> Option<String> {
    if let Some(key) = variable("QUANWEN_ENGINE_KEY") {
        return Some(format!("ApiKey {key}"));
    }
    let user = variable("QUANWEN_ENGINE_USER")?;
    let password = variable("QUANWEN_ENGINE_PASSWORD").unwrap_or_default();
    Some(format!(
        "Basic {}",
        base64(format!("{user}:{password}").as_bytes())
    ))
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
    use super::*;

    #[test]
    fn credentials_are_those_of_the_environment() {
        let of = |set: &[(&str, &str)]| {
            authorization(|name| {
                let found = set.iter().find(|(known, _)| *known == name);
                found.map(|(_, value)| (*value).to_string())
            })
        };
        assert_eq!(of(&[]), None);
        assert_eq!(
            of(&[("QUANWEN_ENGINE_KEY", "abc")]).as_deref(),
            Some("ApiKey abc")
        );
        let user = [
            ("QUANWEN_ENGINE_USER", "Aladdin"),
            ("QUANWEN_ENGINE_PASSWORD", "open sesame"),
        ];
        // The example of RFC 7617, section 2.
        assert_eq!(
            of(&user).as_deref(),
            Some("Basic QWxhZGRpbjpvcGVuIHNlc2FtZQ==")
        );
    }

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
        ] {
            assert!(wrong.parse::<Address>().is_err(), "{wrong}");
        }
    }
}
