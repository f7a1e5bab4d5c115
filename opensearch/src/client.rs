//! Requests over HTTP.

use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::thread::sleep;
use std::time::Duration;

use quanwen::{Error, Result};
use quanwen_messages::{Argument, Message, Text, message, text};
use serde_json::Value;
use ureq::Agent;
use ureq::tls::{RootCerts, TlsConfig};

use crate::address::Address;
use crate::answer::Answer;
use crate::credentials::Credentials;
use crate::failure::{Failure, FailureKind};

/// How long a request may take: bulk requests wait for the disk of each replica.
const TIMEOUT: Duration = Duration::from_mins(2);
/// How long a connection may take to be made. A machine without power refuses none.
const CONNECT: Duration = Duration::from_secs(10);
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
    /// The number of the machine that answered last, also to other clients of the cluster.
    answered: Arc<AtomicUsize>,
    credentials: Credentials,
}

/// How something is asked whose answer is JSON.
#[derive(Debug, Clone, Copy)]
pub(crate) enum Method {
    Get,
    Post,
    Put,
    Delete,
}

/// What is sent.
struct Request<'r> {
    method: Method,
    path: &'r str,
    body: Option<&'r [u8]>,
    content_type: &'static str,
}

impl<'r> Request<'r> {
    fn of_lines(path: &'r str, lines: &'r [u8]) -> Self {
        Self {
            method: Method::Post,
            path,
            body: Some(lines),
            content_type: "application/x-ndjson",
        }
    }
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
            reason: message!("cannot be asked: {reason}", reason = reason),
        })?;
        let certificates = TlsConfig::builder()
            .root_certs(RootCerts::PlatformVerifier)
            .build();
        let config = Agent::config_builder()
            .timeout_global(Some(TIMEOUT))
            .timeout_connect(Some(CONNECT))
            .http_status_as_error(false)
            .max_redirects(0)
            .tls_config(certificates)
            .build();
        Ok(Self {
            agent: config.into(),
            index: address.name.clone(),
            address,
            answered: Arc::default(),
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
        self.send(&Request {
            method,
            path,
            body: body.as_deref(),
            content_type: "application/json",
        })
        .map_err(|failure| self.error(failure.reason))
    }

    /// Sends lines of JSON.
    ///
    /// # Errors
    /// As [`Client::call`].
    pub(crate) fn lines(&self, path: &str, lines: &[u8]) -> Result<Value> {
        self.send(&Request::of_lines(path, lines))
            .map_err(|failure| self.error(failure.reason))
    }

    /// Sends lines of JSON that can be sent in parts. There is no answer if they are too large for one request.
    ///
    /// # Errors
    /// As [`Client::call`].
    pub(crate) fn lines_that_fit(&self, path: &str, lines: &[u8]) -> Result<Option<Value>> {
        match self.send(&Request::of_lines(path, lines)) {
            Ok(answer) => Ok(Some(answer)),
            Err(failure) if failure.kind == FailureKind::TooLarge => Ok(None),
            Err(failure) => Err(self.error(failure.reason)),
        }
    }

    /// Tells one machine to do something with which the cluster goes on when the answer takes longer than a request may.
    ///
    /// # Errors
    /// As [`Client::call`].
    pub(crate) fn begin(&self, path: &str) -> Result<()> {
        let machine = &self.address.machines[self.answered.load(Ordering::Relaxed)];
        match self.send_once(machine, &Request::of_lines(path, &[])) {
            Err(failure) if failure.kind != FailureKind::Late => Err(self.error(failure.reason)),
            _ => Ok(()),
        }
    }

    fn send(&self, request: &Request) -> std::result::Result<Value, Failure> {
        let mut pauses = PAUSES.iter();
        loop {
            let sent = self.send_to_one(request);
            let may_pass = sent.as_ref().is_err_and(|failure| failure.may_pass);
            match pauses.next() {
                Some(pause) if may_pass => sleep(*pause),
                _ => return sent,
            }
        }
    }

    /// Sends a request to the machine that answered last, and to the others, one by one, while none answers.
    fn send_to_one(&self, request: &Request) -> std::result::Result<Value, Failure> {
        let machines = &self.address.machines;
        let first = self.answered.load(Ordering::Relaxed);
        let mut lost = 0;
        loop {
            let machine = (first + lost) % machines.len();
            let sent = self.send_once(&machines[machine], request);
            if sent.as_ref().is_err_and(|failure| failure.is_of_machine) {
                lost += 1;
                if lost == machines.len() {
                    return sent;
                }
            } else {
                self.answered.store(machine, Ordering::Relaxed);
                return sent;
            }
        }
    }

    fn send_once(&self, machine: &str, request: &Request) -> std::result::Result<Value, Failure> {
        match self.answer_of(machine, request) {
            Ok(answer) if answer.status < 300 && answer.body.is_object() => Ok(answer.body),
            Ok(answer) => {
                let bytes = request.body.map_or(0, <[u8]>::len);
                Err(Failure::of_answer(&answer, &self.credentials, bytes))
            }
            Err(error) => Err(Failure::of_connection(&error, [CONNECT, TIMEOUT])),
        }
    }

    fn answer_of(
        &self,
        machine: &str,
        request: &Request,
    ) -> std::result::Result<Answer, ureq::Error> {
        let url = format!("{machine}{}", request.path);
        let authorization = self.credentials.header();
        let without_body = |made: ureq::RequestBuilder<ureq::typestate::WithoutBody>| {
            match authorization {
                Some(value) => made.header("Authorization", value),
                None => made,
            }
            .call()
        };
        let with_body = |made: ureq::RequestBuilder<ureq::typestate::WithBody>| {
            let made = made.header("Content-Type", request.content_type);
            match authorization {
                Some(value) => made.header("Authorization", value),
                None => made,
            }
            .send(request.body.unwrap_or_default())
        };
        let response = match request.method {
            Method::Get => without_body(self.agent.get(&url)),
            Method::Delete => without_body(self.agent.delete(&url)),
            Method::Post => with_body(self.agent.post(&url)),
            Method::Put => with_body(self.agent.put(&url)),
        }?;
        Answer::read(response)
    }

    /// A part of the cluster did not answer where nothing can be said without it.
    pub(crate) fn partial(&self) -> Error {
        self.error(text!("did not answer in full: try again"))
    }

    /// A document is not where another one says that it is.
    pub(crate) fn lost(&self) -> Error {
        self.error(text!("has lost a report: index the corpus again"))
    }

    /// What is stored cannot be as it was written.
    pub(crate) fn damaged(&self, part: Text, reason: impl Into<Argument>) -> Error {
        self.error(message!(
            "has a damaged {part} ({reason}): index the corpus again",
            part = part,
            reason = reason.into()
        ))
    }

    /// The error of one of several things that were asked at once.
    pub(crate) fn refused(&self, said: &Value) -> Error {
        self.error(Failure::of_one(said).reason)
    }

    /// An error of the cluster.
    pub(crate) fn error(&self, reason: impl Into<Message>) -> Error {
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
