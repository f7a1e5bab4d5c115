//! Citations as texts of a style: GB/T 7714, BibTeX, CSL-JSON; and the locators in such texts.
//!
//! Pure functions of what is known of a report. Must not know where it is from. Invariant: nothing is made up; a citation
//! that lacks a title, an issuer or place, or a date or year has no text.

mod bibtex;
mod csl;
mod gbt7714;
mod key;
mod locator;

use quanwen::api::{Citation, CitationStyle};
use quanwen_messages::{Message, Text, message};

pub use locator::locator_in;

/// What every style states of a report.
struct Statement<'c> {
    author: String,
    title: &'c str,
    /// The day of publication or, where it is not known, the year that the report is about.
    date: String,
    citation: &'c Citation,
}

/// A report that cannot be cited.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Uncitable {
    /// What is not known: `a title`, `an issuer or place`, `a date or year`.
    pub missing: Vec<Text>,
}

impl Uncitable {
    /// What is not known, in a sentence.
    #[must_use]
    pub fn message(&self) -> Message {
        let missing = self.missing.iter().copied().map(Message::from);
        let missing = missing.reduce(|a, b| message!("{a} and {b}", a = a, b = b));
        message!(
            "cannot be cited without {missing}",
            missing = missing.unwrap_or_else(|| Message::verbatim(""))
        )
    }
}

impl std::fmt::Display for Uncitable {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        self.message().fmt(f)
    }
}

impl std::error::Error for Uncitable {}

/// The text of a citation in a style.
///
/// ```
/// use quanwen::api::{Citation, CitationStyle};
/// use quanwen_export::citation::cited;
/// use quanwen_messages::Language;
///
/// let citation: Citation = serde_json::from_value(serde_json::json!({
///     "document": {"title": "松泽县2019年度法治政府建设情况报告", "region": ["松泽县"]},
///     "issuer": "松泽县人民政府",
///     "published": "2020-01-15",
///     "page": 3,
/// }))?;
/// let text = cited(&citation, CitationStyle::Gbt7714).unwrap();
/// assert_eq!(text, "松泽县人民政府. 松泽县2019年度法治政府建设情况报告[R]. 2020-01-15: 3.");
/// let unknown = cited(&Citation::default(), CitationStyle::Gbt7714).unwrap_err();
/// assert_eq!(unknown.to_string(), "cannot be cited without a title and an issuer or place and a date or year");
/// assert_eq!(unknown.message().in_language(Language::Chinese), "无法引用：缺少题名以及发文机关或地区以及日期或年份");
/// # Ok::<(), serde_json::Error>(())
/// ```
///
/// # Errors
/// [`Uncitable`] with what is not known.
pub fn cited(citation: &Citation, style: CitationStyle) -> Result<String, Uncitable> {
    let document = &citation.document;
    let (Some(title), Some(author), Some(date)) =
        (&document.title, citation.author(), citation.date())
    else {
        return Err(Uncitable {
            missing: citation.missing(),
        });
    };
    let statement = Statement {
        author,
        title,
        date,
        citation,
    };
    Ok(match style {
        CitationStyle::Gbt7714 => gbt7714::text(&statement),
        CitationStyle::Bibtex => bibtex::entry(&statement),
        CitationStyle::Csl => csl::items(&statement),
    })
}

impl Statement<'_> {
    /// The year of the date.
    fn year(&self) -> &str {
        self.date.split('-').next().unwrap_or_default()
    }
}

#[cfg(test)]
mod tests;
