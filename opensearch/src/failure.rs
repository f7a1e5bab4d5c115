//! Why a request failed, whether to send it again, and what can be done about it.

use std::error::Error;
use std::time::Duration;

use rustls::CertificateError;
use serde_json::Value;

use crate::answer::Answer;
use crate::credentials::Credentials;

/// Statuses of a cluster that is too busy, and of a proxy that has no node for the request right now.
const BUSY: [u16; 4] = [429, 502, 503, 504];
/// Longest part of an answer that an error quotes, in characters.
const MAX_QUOTED: usize = 300;

/// Why a request failed.
pub(crate) struct Failure {
    pub reason: String,
    /// Whether it may succeed in a moment.
    pub may_pass: bool,
}

impl Failure {
    /// The failure of a request with so many bytes.
    pub(crate) fn of_answer(answer: &Answer, credentials: &Credentials, bytes: usize) -> Self {
        let status = answer.status;
        let reason = match status {
            300..=399 => format!(
                "answers {status}, go to {}: write the address that it goes to",
                answer.location.as_deref().map_or_else(String::new, cut)
            ),
            401 => credentials.refused(),
            403 => format!(
                "{}, or give the right to do this ({})",
                credentials.refused(),
                quoted(&answer.body)
            ),
            404 => "has no such corpus: index one first, or ask again if it was indexed anew"
                .to_string(),
            413 => format!(
                "takes no request of {bytes} bytes: raise its limit (nginx: client_max_body_size, OpenSearch: \
                 http.max_content_length)"
            ),
            status => format!("answers {status}: {}", quoted(&answer.body)),
        };
        Self {
            reason,
            may_pass: BUSY.contains(&status),
        }
    }

    /// The failure of one of several things that were asked in one request.
    pub(crate) fn of_one(said: &Value) -> Self {
        Self {
            reason: format!("answers {}: {}", said["status"], quoted(said)),
            may_pass: false,
        }
    }

    /// The failure of a request without an answer in the time it may take.
    pub(crate) fn of_connection(error: &ureq::Error, timeout: Duration) -> Self {
        if let Some(error) = of_tls(error) {
            return Self {
                reason: untrusted(error),
                may_pass: false,
            };
        }
        let reason = match error {
            ureq::Error::Timeout(_) => {
                format!("does not answer within {} s", timeout.as_secs())
            }
            error => format!("cannot be reached ({error})"),
        };
        let may_pass = matches!(error, ureq::Error::Io(_) | ureq::Error::ConnectionFailed);
        Self { reason, may_pass }
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
fn untrusted(error: &rustls::Error) -> String {
    match error {
        // The signature is bad if the system knows another authority of that name.
        rustls::Error::InvalidCertificate(
            CertificateError::UnknownIssuer | CertificateError::BadSignature,
        ) => format!(
            "has a certificate that this system does not trust ({error}): add the certificate of its authority to \
             those of the system, or name a file with it in SSL_CERT_FILE"
        ),
        rustls::Error::InvalidCertificate(
            CertificateError::NotValidForName | CertificateError::NotValidForNameContext { .. },
        ) => {
            format!("has a certificate for another name ({error}): write the address with its name")
        }
        rustls::Error::InvalidCertificate(_) => {
            format!("has a certificate that is not valid ({error}): it needs another")
        }
        rustls::Error::InvalidMessage(_) => {
            format!("does not speak TLS ({error}): write http:// if it has none")
        }
        // So the verifier says that the system has no list.
        rustls::Error::General(_) => format!(
            "cannot be checked ({error}): install ca-certificates, or name a file of certificates in SSL_CERT_FILE"
        ),
        error => format!("cannot be reached over TLS ({error})"),
    }
}

/// What the cluster, or a proxy before it, says of an error, on one line.
fn quoted(answer: &Value) -> String {
    let said = ["/error/root_cause/0/reason", "/error/reason", "/error"];
    let found = said
        .iter()
        .find_map(|place| answer.pointer(place)?.as_str());
    match (found, answer) {
        (Some(text), _) => cut(text),
        (None, Value::String(text)) => cut(title(text).unwrap_or(text)),
        (None, other) => cut(&other.to_string()),
    }
}

/// The title of a page.
fn title(page: &str) -> Option<&str> {
    let (_, rest) = page.split_once("<title>")?;
    rest.split_once("</title>").map(|(title, _)| title)
}

fn cut(text: &str) -> String {
    text.chars().take(MAX_QUOTED).collect()
}

#[cfg(test)]
mod tests {
    use std::io;

    use serde_json::json;

    use super::*;

    #[test]
    fn a_certificate_is_not_asked_for_again_and_a_lost_connection_is() {
        let of = |error| Failure::of_connection(&ureq::Error::Io(error), Duration::ZERO);
        for wrong in [
            CertificateError::UnknownIssuer,
            CertificateError::BadSignature,
        ] {
            let failure = of(io::Error::new(
                io::ErrorKind::InvalidData,
                rustls::Error::InvalidCertificate(wrong),
            ));
            assert!(!failure.may_pass);
            assert!(
                failure.reason.contains("SSL_CERT_FILE"),
                "{}",
                failure.reason
            );
        }
        assert!(of(io::ErrorKind::ConnectionReset.into()).may_pass);
    }

    #[test]
    fn what_is_said_of_an_error_is_quoted_on_one_line() {
        let page = "<html>\r\n<head><title>502 Bad Gateway</title></head>\r\n</html>";
        assert_eq!(quoted(&json!(page)), "502 Bad Gateway");
        assert_eq!(quoted(&json!("no room")), "no room");
        let root = json!({ "error": { "reason": "all shards failed", "root_cause": [{ "reason": "no room" }] } });
        assert_eq!(quoted(&root), "no room");
        assert_eq!(quoted(&json!({ "error": "no handler" })), "no handler");
        assert_eq!(quoted(&json!({ "status": 400 })), r#"{"status":400}"#);
        assert_eq!(
            quoted(&json!("复".repeat(1000))).chars().count(),
            MAX_QUOTED
        );
    }
}
