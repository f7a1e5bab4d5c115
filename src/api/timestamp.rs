//! Points in time.

#[cfg(feature = "schemars")]
use std::borrow::Cow;
use std::fmt;
use std::time::{SystemTime, UNIX_EPOCH};

use quanwen_messages::{Message, message};
#[cfg(feature = "schemars")]
use schemars::{JsonSchema, Schema, SchemaGenerator, json_schema};
use serde::{Deserialize, Serialize};
use time::OffsetDateTime;
use time::format_description::well_known::Rfc3339;

/// A point in time, to the second. In JSON and as text it is written by RFC 3339, in UTC: `2026-11-27T08:56:00Z`.
///
/// ```
/// use quanwen::api::Timestamp;
///
/// let time = Timestamp::of_seconds(1_764_233_760);
/// assert_eq!(time.to_string(), "2025-11-27T08:56:00Z");
/// assert_eq!(serde_json::from_str::<Timestamp>("\"2025-11-27T16:56:00+08:00\"").ok(), Some(time));
/// ```
#[derive(
    Debug, Clone, Copy, Default, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize,
)]
#[serde(try_from = "Written", into = "String")]
pub struct Timestamp {
    seconds: u64,
}

impl Timestamp {
    /// The time so many seconds after the beginning of 1970, in UTC.
    #[must_use]
    pub fn of_seconds(seconds: u64) -> Self {
        Self { seconds }
    }

    /// The time by the clock of this machine.
    #[must_use]
    pub fn now() -> Self {
        SystemTime::now().into()
    }

    /// Seconds since the beginning of 1970, in UTC.
    #[must_use]
    pub fn seconds(self) -> u64 {
        self.seconds
    }
}

impl From<SystemTime> for Timestamp {
    /// Times before 1970 are its beginning.
    fn from(time: SystemTime) -> Self {
        let since = time.duration_since(UNIX_EPOCH);
        Self::of_seconds(since.map_or(0, |since| since.as_secs()))
    }
}

impl fmt::Display for Timestamp {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let time = i64::try_from(self.seconds).ok();
        let time = time.and_then(|seconds| OffsetDateTime::from_unix_timestamp(seconds).ok());
        match time.and_then(|time| time.format(&Rfc3339).ok()) {
            Some(written) => f.write_str(&written),
            // After the year 9999.
            None => write!(f, "{}", self.seconds),
        }
    }
}

/// A time as JSON has it, or as records had it that are older than this form.
#[derive(Deserialize)]
#[serde(untagged)]
enum Written {
    Seconds(u64),
    Text(String),
}

impl TryFrom<Written> for Timestamp {
    type Error = Message;

    fn try_from(written: Written) -> Result<Self, Message> {
        match written {
            Written::Seconds(seconds) => Ok(Self::of_seconds(seconds)),
            Written::Text(text) => {
                let time = OffsetDateTime::parse(&text, &Rfc3339);
                let seconds = time.map(|time| u64::try_from(time.unix_timestamp()));
                match seconds {
                    Ok(Ok(seconds)) => Ok(Self::of_seconds(seconds)),
                    _ => Err(message!(
                        "`{text}` is not a time: write it as in 2026-11-27T08:56:00Z",
                        text = text
                    )),
                }
            }
        }
    }
}

impl From<Timestamp> for String {
    fn from(time: Timestamp) -> Self {
        time.to_string()
    }
}

#[cfg(feature = "schemars")]
impl JsonSchema for Timestamp {
    fn schema_name() -> Cow<'static, str> {
        "Timestamp".into()
    }

    fn json_schema(_: &mut SchemaGenerator) -> Schema {
        json_schema!({
            "type": "string",
            "format": "date-time",
            "description": "A time by RFC 3339, in UTC: 2026-11-27T08:56:00Z",
        })
    }
}
