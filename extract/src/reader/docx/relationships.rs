//! Which parts make up a Word document (ISO/IEC 29500-1 §11.3).

use crate::reader::storage::package::Package;
use crate::reader::storage::relationships::read;
use crate::unread::Unread;

/// The usual name of the main part, for packages that do not state it.
const USUAL_MAIN: &str = "word/document.xml";

/// The names of the parts that make up a document.
#[derive(Debug, Default, PartialEq, Eq)]
pub(super) struct Parts {
    /// The body.
    pub main: String,
    /// The styles.
    pub styles: Option<String>,
    /// The definitions of lists.
    pub numbering: Option<String>,
    /// The footnotes.
    pub footnotes: Option<String>,
    /// The endnotes.
    pub endnotes: Option<String>,
    /// The headers.
    pub headers: Vec<String>,
    /// The footers.
    pub footers: Vec<String>,
    /// The comments.
    pub comments: Option<String>,
}

impl Parts {
    /// Finds the parts of the package's document.
    ///
    /// # Errors
    /// Returns the reason if relationships are damaged.
    pub(super) fn find(package: &mut Package<'_>) -> Result<Self, Unread> {
        let main = read(package, "")?
            .into_iter()
            .find(|relationship| relationship.role == "officeDocument");
        let main = main.map_or_else(
            || USUAL_MAIN.to_string(),
            |relationship| relationship.target,
        );
        let mut parts = Self {
            main,
            ..Self::default()
        };
        for relationship in read(package, &parts.main)? {
            let part = match relationship.role.as_str() {
                "styles" => &mut parts.styles,
                "numbering" => &mut parts.numbering,
                "footnotes" => &mut parts.footnotes,
                "endnotes" => &mut parts.endnotes,
                "comments" => &mut parts.comments,
                "header" => {
                    parts.headers.push(relationship.target);
                    continue;
                }
                "footer" => {
                    parts.footers.push(relationship.target);
                    continue;
                }
                _ => continue,
            };
            part.get_or_insert(relationship.target);
        }
        Ok(parts)
    }
}
