//! Why a request failed, whether to send it again, and what can be done about it.

use std::error::Error;
use std::time::Duration;

use quanwen_messages::{Message, Text, message, text};
use rustls::CertificateError;
use serde_json::Value;

use crate::answer::Answer;
use crate::credentials::Credentials;
use crate::quoted::{cut, quoted};

/// The status of a cluster that is too busy (RFC 6585, section 4).
pub(crate) const TOO_MANY_REQUESTS: u16 = 429;
/// The status of a cluster that did not become what was waited for, as `_cluster/health` has it.
const WAITED: u16 = 408;
/// What to do about an index that is on no machine.
const UNPLACED: Text = text!(
    "has not placed the new index on a machine in time: a disk may be nearly full, or a machine lost (GET \
                        /_cat/allocation shows it); free some space, or wait until all machines are there"
);
/// The status of what is not there (RFC 9110, section 15.5.5).
const NOT_FOUND: u16 = 404;
/// The status of a request that is too large (RFC 9110, section 15.5.14).
const TOO_LARGE: u16 = 413;
/// Statuses of a machine that has no cluster, and of a proxy that has no node for the request right now.
const ALONE: [u16; 3] = [502, 503, 504];
/// The status of a proxy that waited in vain for an answer.
const LATE: u16 = 504;
/// What to do about a request that is too large.
pub(crate) const RAISE: Text =
    text!("raise its limit (nginx: client_max_body_size, OpenSearch: http.max_content_length)");
/// The kind of error of a cluster that was told to take no changes, or does not by itself while its disks are nearly full.
const BLOCKED: &str = "cluster_block_exception";
/// What the cluster says of a query with more words, texts or paths than it allows.
const CLAUSES: &str = "maxClauseCount";
/// What to do about it.
const TOO_MANY_CLAUSES: Text = text!(
    "takes no question with so many words, texts or paths: ask with fewer, name a folder instead of its \
     files, or raise indices.query.bool.max_clause_count on every machine (1024 unless it is set)"
);

/// Why a request failed.
pub(crate) struct Failure {
    pub reason: Message,
    /// Whether it may succeed in a moment.
    pub may_pass: bool,
    /// Whether another machine of the cluster may answer.
    pub is_of_machine: bool,
    pub kind: FailureKind,
}

/// What kind of failure it is, where that makes a difference to what is done next.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum FailureKind {
    /// The request has too many bytes.
    TooLarge,
    /// There was no answer in time: the cluster may still be doing what it was asked for.
    Late,
    Other,
}

impl Failure {
    /// The failure of a request with so many bytes.
    pub(crate) fn of_answer(answer: &Answer, credentials: &Credentials, bytes: usize) -> Self {
        let status = answer.status;
        let reason = match status {
            300..=399 => message!(
                "answers {status}, go to {location}: write the address that it goes to",
                status = status,
                location = answer.location.as_deref().map_or_else(String::new, cut)
            ),
            401 => credentials.refused(),
            _ if answer.body["error"]["type"] == BLOCKED => message!(
                "takes no changes ({said}): a disk may be nearly full (GET /_cat/allocation shows it); free some space, or lift the block",
                said = quoted(&answer.body)
            ),
            403 => message!(
                "{refused}, or give the right to do this ({said})",
                refused = credentials.refused(),
                said = quoted(&answer.body)
            ),
            200..=299 | NOT_FOUND if !is_of_cluster(&answer.body) => message!(
                "answers {status} with what is not of OpenSearch (\"{said}\"): look whether the address is that of a cluster, with the \
                 path of a proxy before it",
                status = status,
                said = quoted(&answer.body)
            ),
            NOT_FOUND => {
                text!("has no such corpus: index one first, or ask again if it was indexed anew")
                    .into()
            }
            WAITED if answer.body["timed_out"] == true => UNPLACED.into(),
            _ if has_too_many_clauses(&answer.body) => TOO_MANY_CLAUSES.into(),
            TOO_LARGE => message!(
                "takes no request of {bytes} bytes: {hint}",
                bytes = bytes,
                hint = RAISE
            ),
            status => message!(
                "answers {status}: {said}",
                status = status,
                said = quoted(&answer.body)
            ),
        };
        let is_of_machine = ALONE.contains(&status);
        Self {
            reason,
            may_pass: is_of_machine || status == TOO_MANY_REQUESTS,
            is_of_machine,
            kind: match status {
                TOO_LARGE => FailureKind::TooLarge,
                LATE => FailureKind::Late,
                _ => FailureKind::Other,
            },
        }
    }

    /// A failure that is the same whenever and wherever it is asked again.
    fn lasting(reason: impl Into<Message>) -> Self {
        Self {
            reason: reason.into(),
            may_pass: false,
            is_of_machine: false,
            kind: FailureKind::Other,
        }
    }

    /// The failure of one of several things that were asked in one request.
    pub(crate) fn of_one(said: &Value) -> Self {
        if has_too_many_clauses(said) {
            return Self::lasting(TOO_MANY_CLAUSES);
        }
        Self::lasting(message!(
            "answers {status}: {said}",
            status = said["status"].to_string(),
            said = quoted(said)
        ))
    }

    /// The failure of a request without an answer, given how long a connection and an answer may take.
    pub(crate) fn of_connection(error: &ureq::Error, [connect, timeout]: [Duration; 2]) -> Self {
        if let Some(error) = of_tls(error) {
            return Self::lasting(untrusted(error));
        }
        let reason = match error {
            ureq::Error::Timeout(ureq::Timeout::Connect) => {
                message!(
                    "cannot be reached within {seconds} s",
                    seconds = connect.as_secs()
                )
            }
            ureq::Error::Timeout(_) => {
                message!(
                    "does not answer within {seconds} s",
                    seconds = timeout.as_secs()
                )
            }
            error => message!("cannot be reached ({error})", error = error.to_string()),
        };
        let may_pass = matches!(error, ureq::Error::Io(_) | ureq::Error::ConnectionFailed);
        let is_gone = matches!(error, ureq::Error::Timeout(_) | ureq::Error::HostNotFound);
        let is_unreached = matches!(
            error,
            ureq::Error::Timeout(ureq::Timeout::Connect) | ureq::Error::HostNotFound
        );
        Self {
            reason,
            may_pass,
            is_of_machine: may_pass || is_gone,
            kind: if is_gone && !is_unreached {
                FailureKind::Late
            } else {
                FailureKind::Other
            },
        }
    }
}

/// What went wrong while an encrypted connection was made, if that did.
fn of_tls(error: &ureq::Error) -> Option<&rustls::Error> {
    match error {
        ureq::Error::Rustls(error) => Some(error),
        ureq::Error::Io(error) => {
            let cause: &(dyn Error + Send + Sync) = error.get_ref()?;
            cause.downcast_ref()
        }
        _ => None,
    }
}

/// Why an encrypted connection was not made, and what to do about it.
fn untrusted(error: &rustls::Error) -> Message {
    match error {
        // The signature is bad if the system knows another authority of that name.
        rustls::Error::InvalidCertificate(
            CertificateError::UnknownIssuer | CertificateError::BadSignature,
        ) => message!(
            "has a certificate that this system does not trust ({error}): add the certificate of its authority to \
             those of the system, or name a file with it in SSL_CERT_FILE",
            error = error.to_string()
        ),
        rustls::Error::InvalidCertificate(
            CertificateError::NotValidForName | CertificateError::NotValidForNameContext { .. },
        ) => {
            message!(
                "has a certificate for another name ({error}): write the address with its name",
                error = error.to_string()
            )
        }
        rustls::Error::InvalidCertificate(_) => {
            message!(
                "has a certificate that is not valid ({error}): it needs another",
                error = error.to_string()
            )
        }
        rustls::Error::InvalidMessage(_) => {
            message!(
                "does not speak TLS ({error}): write http:// if it has none",
                error = error.to_string()
            )
        }
        // So the verifier says that the system has no list.
        rustls::Error::General(_) => message!(
            "cannot be checked ({error}): install ca-certificates, or name a file of certificates in SSL_CERT_FILE",
            error = error.to_string()
        ),
        error => message!(
            "cannot be reached over TLS ({error})",
            error = error.to_string()
        ),
    }
}

/// Whether an answer is JSON as a cluster writes it of what is not there: a document, or anything else.
fn is_of_cluster(answer: &Value) -> bool {
    answer["found"].is_boolean() || answer["error"].is_object()
}

fn has_too_many_clauses(answer: &Value) -> bool {
    let reason = answer.pointer("/error/root_cause/0/reason");
    let reason = reason.and_then(Value::as_str);
    reason.is_some_and(|reason| reason.contains(CLAUSES))
}

#[cfg(test)]
mod tests {
    use std::io;

    use serde_json::json;

    use super::*;

    #[test]
    fn a_certificate_is_not_asked_for_again_and_a_lost_connection_is() {
        let of = |error| Failure::of_connection(&ureq::Error::Io(error), [Duration::ZERO; 2]);
        for wrong in [
            CertificateError::UnknownIssuer,
            CertificateError::BadSignature,
        ] {
            let failure = of(io::Error::new(
                io::ErrorKind::InvalidData,
                rustls::Error::InvalidCertificate(wrong),
            ));
            assert!(!failure.may_pass && !failure.is_of_machine);
            assert!(
                failure.reason.to_string().contains("SSL_CERT_FILE"),
                "{}",
                failure.reason
            );
        }
        let lost = of(io::ErrorKind::ConnectionReset.into());
        assert!(lost.may_pass && lost.is_of_machine);
    }

    #[test]
    fn a_full_disk_is_not_taken_for_a_lack_of_rights() {
        let answer = Answer {
            status: 403,
            body: json!({ "error": {
                "type": BLOCKED, "reason": "blocked by: [FORBIDDEN/10/cluster create-index blocked (api)];",
            } }),
            location: None,
        };
        let Failure { reason, .. } = Failure::of_answer(&answer, &Credentials::None, 0);
        assert!(reason.to_string().contains("/_cat/allocation"), "{reason}");
    }

    #[test]
    fn an_index_that_is_not_placed_in_time_is_told_with_what_to_do() {
        let answer = Answer {
            status: WAITED,
            body: json!({ "status": "red", "timed_out": true }),
            location: None,
        };
        let Failure {
            reason, may_pass, ..
        } = Failure::of_answer(&answer, &Credentials::None, 0);
        assert!(reason.to_string().contains("/_cat/allocation"), "{reason}");
        assert!(!may_pass);
    }

    #[test]
    fn a_machine_that_is_late_is_left_for_another_and_not_asked_again() {
        let times = [Duration::from_secs(10), Duration::from_mins(2)];
        for (late, said) in [
            (ureq::Timeout::Connect, "cannot be reached within 10 s"),
            (ureq::Timeout::Global, "does not answer within 120 s"),
        ] {
            let failure = Failure::of_connection(&ureq::Error::Timeout(late), times);
            assert_eq!(failure.reason, said);
            assert!(failure.is_of_machine && !failure.may_pass);
        }
    }

    #[test]
    fn what_a_proxy_does_not_find_is_not_taken_for_a_corpus_that_is_not_there() {
        let said = |status, body| {
            let answer = Answer {
                status,
                body,
                location: None,
            };
            Failure::of_answer(&answer, &Credentials::None, 0).reason
        };
        let page = json!("<html>\n<h1>Not\nhere</h1>");
        for (status, body, quoted) in [
            (404, page.clone(), "(\"<html> <h1>Not here</h1>\")"),
            (200, page, "(\"<html> <h1>Not here</h1>\")"),
            (
                404,
                json!({ "status": 404, "error": "Not Found" }),
                "(\"Not Found\")",
            ),
            (
                404,
                json!({ "message": "no Route matched" }),
                "no Route matched",
            ),
            (404, json!(""), "(\"\")"),
        ] {
            let reason = said(status, body);
            let is_told = format!("answers {status} with what is not of OpenSearch");
            assert!(
                reason.to_string().contains(&is_told) && reason.to_string().contains(quoted),
                "{reason}"
            );
        }
        for body in [
            json!({ "_index": "reports-1", "_id": "corpus", "found": false }),
            json!({ "error": { "type": "index_not_found_exception", "reason": "no such index" }, "status": 404 }),
        ] {
            assert!(said(404, body).to_string().contains("has no such corpus"));
        }
    }
}
