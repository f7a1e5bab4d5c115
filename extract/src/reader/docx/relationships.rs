//! Which part of a package plays which role (ISO/IEC 29500-2 §9.3, 29500-1 §11.3).
//!
//! Identifies roles by the last part of a relationship's type, so that Transitional and Strict packages are read alike.

use crate::reader::package::Package;
use crate::reader::xml::{self, XmlEvent, XmlReader};
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

/// A part that a source points at.
struct Relationship {
    role: String,
    target: String,
}

/// The relationships of a part, or of the package if `source` is empty; none if they are not stated.
fn read(package: &mut Package<'_>, source: &str) -> Result<Vec<Relationship>, Unread> {
    let (folder, file) = source.rsplit_once('/').unwrap_or(("", source));
    let part = resolve(folder, &format!("_rels/{file}.rels"));
    let Some(text) = xml::part(package, &part)? else {
        return Ok(Vec::new());
    };
    let mut reader = XmlReader::new(&part, &text);
    let mut relationships = Vec::new();
    while let Some(event) = reader.next()? {
        let XmlEvent::Start(element) = event else {
            continue;
        };
        if element.name() != "Relationship" || element.is("TargetMode", "External") {
            continue;
        }
        if let (Some(kind), Some(target)) = (element.attribute("Type"), element.attribute("Target"))
        {
            let role = kind.rsplit('/').next().unwrap_or_default().to_string();
            relationships.push(Relationship {
                role,
                target: resolve(folder, &target),
            });
        }
    }
    Ok(relationships)
}

/// Resolves a target relative to a folder to the name of a part.
fn resolve(folder: &str, target: &str) -> String {
    let base = if target.starts_with('/') { "" } else { folder };
    let mut names: Vec<&str> = Vec::new();
    for name in base.split('/').chain(target.split('/')) {
        match name {
            "" | "." => {}
            ".." => {
                names.pop();
            }
            name => names.push(name),
        }
    }
    names.join("/")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn targets_are_relative_to_their_source_or_to_the_package() {
        assert_eq!(resolve("word", "styles.xml"), "word/styles.xml");
        assert_eq!(resolve("word", "/doc/styles.xml"), "doc/styles.xml");
        assert_eq!(resolve("word/sub", "../styles.xml"), "word/styles.xml");
        assert_eq!(resolve("", "../../a.xml"), "a.xml");
    }
}
