//! What comes back for a request.

use serde_json::Value;
use ureq::http::Response;

/// Maximum bytes of an answer.
const MAX_ANSWER: u64 = 1 << 30;

/// The answer to a request.
#[derive(Debug)]
pub(crate) struct Answer {
    pub status: u16,
    /// JSON, or else a text.
    pub body: Value,
    /// Where else to ask.
    pub location: Option<String>,
}

impl Answer {
    /// Reads an answer to its end, so that its connection can be kept.
    pub(crate) fn read(mut response: Response<ureq::Body>) -> Result<Self, ureq::Error> {
        let location = response.headers().get("Location");
        let location = location.and_then(|value| value.to_str().ok().map(String::from));
        let bytes = response
            .body_mut()
            .with_config()
            .limit(MAX_ANSWER)
            .read_to_vec()?;
        let text = || Value::String(String::from_utf8_lossy(&bytes).into_owned());
        Ok(Self {
            status: response.status().as_u16(),
            body: serde_json::from_slice(&bytes).unwrap_or_else(|_| text()),
            location,
        })
    }
}
