//! Requests over HTTP.

use std::thread::sleep;
use std::time::Duration;

use quanwen::{Error, Result};
use serde_json::Value;
use ureq::Agent;
use ureq::tls::{RootCerts, TlsConfig};

use crate::address::Address;
use crate::answer::Answer;
use crate::credentials::Credentials;
use crate::failure::Failure;

/// How long a request may take: bulk requests wait for the disk of each replica.
const TIMEOUT: Duration = Duration::from_mins(2);
/// Pauses before a request is sent again that the cluster was too busy for, or that did not reach it.
pub(crate) const PAUSES: [Duration; 3] = [
    Duration::from_millis(100),
    Duration::from_millis(500),
    Duration::from_secs(2),
];

/// Sends requests to a cluster over kept connections.
#[derive(Debug, Clone)]
pub(crate) struct Client {
    agent: Agent,
    pub(crate) address: Address,
    /// What is asked: the alias, or the index that it named.
    pub(crate) index: String,
    credentials: Credentials,
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
    /// A client with the credentials of the environment and the certificates of the system.
    ///
    /// No redirection is followed: a search that was sent elsewhere would arrive there without its body.
    ///
    /// # Errors
    /// [`Error::Remote`] if the credentials cannot be sent.
    pub(crate) fn new(address: Address) -> Result<Self> {
        let credentials = Credentials::of_environment().map_err(|reason| Error::Remote {
            address: address.to_string(),
            reason: format!("cannot be asked: {reason}"),
        })?;
        let certificates = TlsConfig::builder()
            .root_certs(RootCerts::PlatformVerifier)
            .build();
        let config = Agent::config_builder()
            .timeout_global(Some(TIMEOUT))
            .http_status_as_error(false)
            .max_redirects(0)
            .tls_config(certificates)
            .build();
        Ok(Self {
            agent: config.into(),
            index: address.name.clone(),
            address,
            credentials,
        })
    }

    /// The same client, which asks one index.
    pub(crate) fn of_index(&self, index: &str) -> Self {
        Self {
            index: index.to_string(),
            ..self.clone()
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
                Ok(answer) if answer.status < 300 && answer.body.is_object() => {
                    return Ok(answer.body);
                }
                Ok(answer) => {
                    let bytes = body.map_or(0, <[u8]>::len);
                    Failure::of_answer(&answer, &self.credentials, bytes)
                }
                Err(error) => Failure::of_connection(&error, TIMEOUT),
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
    ) -> std::result::Result<Answer, ureq::Error> {
        let url = format!("{}{path}", self.address.cluster);
        let authorization = self.credentials.header();
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
        Answer::read(response)
    }

    /// A part of the cluster did not answer where nothing can be said without it.
    pub(crate) fn partial(&self) -> Error {
        self.error("did not answer in full: try again")
    }

    /// The error of one of several things that were asked at once.
    pub(crate) fn refused(&self, said: &Value) -> Error {
        self.error(Failure::of_one(said).reason)
    }

    /// An error of the cluster.
    pub(crate) fn error(&self, reason: impl Into<String>) -> Error {
        Error::Remote {
            address: self.address.to_string(),
            reason: reason.into(),
        }
    }
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
