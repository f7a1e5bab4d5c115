//! Which part of a package plays which role for another one (ISO/IEC 29500-2 §9.3).
//!
//! Identifies roles by the last part of a relationship's type, so that Transitional and Strict packages are read alike.

use crate::reader::storage::package::Package;
use crate::reader::storage::xml::{self, XmlEvent, XmlReader};
use crate::unread::Unread;

/// A part that a source points at.
#[derive(Debug)]
pub(in crate::reader) struct Relationship {
    /// The id by which the source refers to it.
    pub id: String,
    /// The last part of its type.
    pub role: String,
    /// The name of the part.
    pub target: String,
}

/// The relationships of a part, or of the package if `source` is empty; none if they are not stated.
///
/// # Errors
/// Returns the reason if they are damaged.
pub(in crate::reader) fn read(
    package: &mut Package<'_>,
    source: &str,
) -> Result<Vec<Relationship>, Unread> {
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
                id: element.id("Id").unwrap_or_default(),
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
