//! How much text a mention is shown with.

use std::fmt;
use std::str::FromStr;

use quanwen_messages::{Message, message};
use serde::{Deserialize, Serialize};

/// How much text a mention is shown with, on each side and within its paragraph.
///
/// ```
/// use quanwen::api::Context;
/// assert_eq!("sentence".parse(), Ok(Context::Sentence));
/// ```
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[cfg_attr(feature = "schemars", derive(schemars::JsonSchema))]
#[serde(rename_all = "lowercase")]
pub enum Context {
    /// As many display columns as the request's `width`.
    #[default]
    Columns,
    /// The rest of the sentence, up to 20,000 display columns. A sentence of more than 160 characters ends at a semicolon.
    Sentence,
    /// The rest of the paragraph, up to 20,000 display columns.
    Paragraph,
}

impl Context {
    const ALL: [Self; 3] = [Self::Columns, Self::Sentence, Self::Paragraph];

    /// The name in requests and options: `sentence`.
    #[must_use]
    pub fn name(self) -> &'static str {
        match self {
            Self::Columns => "columns",
            Self::Sentence => "sentence",
            Self::Paragraph => "paragraph",
        }
    }
}

impl FromStr for Context {
    type Err = Message;

    fn from_str(name: &str) -> Result<Self, Message> {
        let mut contexts = Self::ALL.into_iter();
        let found = contexts.find(|context| context.name().eq_ignore_ascii_case(name.trim()));
        found.ok_or_else(|| {
            let names = Self::ALL.map(Self::name).join(", ");
            message!(
                "there is no context `{name}`; there are {names}",
                name = name,
                names = names
            )
        })
    }
}

impl fmt::Display for Context {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.name())
    }
}
