//! Electronic books (.epub, EPUB 3.3): the chapters in reading order, each a page whose whole text is content.
//!
//! Container → package document ([`opf`]) → chapters, made HTML ([`xhtml`]). Left out: documents that are not in the
//! reading order, such as the table of contents of reading programs. Invariant: a chapter is read once, a missing one is
//! marked.

mod opf;
mod xhtml;

use quanwen_messages::text;

use self::opf::Book;
use super::html;
use crate::extracted::{Extracted, PageField};
use crate::reader::storage::package::Package;
use crate::reader::storage::xml::{self, XmlEvent, XmlReader};
use crate::unread::Unread;

/// The part that names the package document (EPUB 3.3, 4.2.6.3.1).
const CONTAINER: &str = "META-INF/container.xml";
/// The part that names the encrypted parts (EPUB 3.3, 4.2.6.3.2).
const ENCRYPTION: &str = "META-INF/encryption.xml";
/// Maximum bytes of all chapters together, as a multiple of the limit of one.
const TOTAL: u64 = 4;

/// Reads a book.
///
/// # Errors
/// The reason why it is not read.
pub(super) fn extract(bytes: &[u8], limit: u64) -> Result<Extracted, Unread> {
    let mut package = Package::open(bytes, limit)?;
    let encrypted = named(&mut package, ENCRYPTION, "CipherReference", "URI")?;
    let root = named(&mut package, CONTAINER, "rootfile", "full-path")?;
    let root = root.into_iter().next();
    let root = root.ok_or_else(|| Unread::missing_part(CONTAINER))?;
    let book = Book::read(&mut package, &root)?;
    if book
        .chapters
        .iter()
        .any(|chapter| encrypted.contains(chapter))
    {
        return Err(Unread::ENCRYPTED);
    }
    let mut text = Extracted {
        first_line: 1,
        ..Extracted::default()
    };
    text.page
        .extend(book.title.map(|title| (PageField::Title, title)));
    for chapter in &book.chapters {
        match chapter_text(&mut package, chapter)? {
            Some(chapter) => text.append(chapter),
            None => text.mark_loss(),
        }
        if text.text.len() as u64 > limit.saturating_mul(TOTAL) {
            return Err(Unread::UnpacksTooLarge(
                text!("its text is over the limit").into(),
            ));
        }
    }
    Ok(text)
}

/// The text of a chapter; `None` if it is missing or damaged.
///
/// # Errors
/// The reason, if it is too large.
fn chapter_text(package: &mut Package<'_>, chapter: &str) -> Result<Option<Extracted>, Unread> {
    let page = match package.part(chapter) {
        Ok(page) => page,
        Err(Unread::Damaged(_)) => None,
        Err(reason) => return Err(reason),
    };
    match page.map(|page| html::whole(xhtml::as_html(page))) {
        Some(Err(reason @ Unread::TooComplex(_))) => Err(reason),
        Some(read) => Ok(read.ok()),
        None => Ok(None),
    }
}

/// The values of an attribute of elements in a part; none if the book does not have the part.
fn named(
    package: &mut Package<'_>,
    part: &str,
    element: &str,
    attribute: &str,
) -> Result<Vec<String>, Unread> {
    let mut values = Vec::new();
    let Some(text) = xml::part(package, part)? else {
        return Ok(values);
    };
    let mut reader = XmlReader::new(part, &text);
    while let Some(event) = reader.next()? {
        if let XmlEvent::Start(found) = event
            && found.name() == element
        {
            values.extend(found.id(attribute));
        }
    }
    Ok(values)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::reader::storage::package::packed;

    const ROOT: &str =
        "<container><rootfiles><rootfile full-path='OEBPS/a.opf'/></rootfiles></container>";

    /// A book with a reading order and parts.
    fn book(spine: &str, parts: &[(&str, &str)]) -> Vec<u8> {
        let opf = format!(
            "<package><metadata><dc:title xmlns:dc='x'>松泽县年鉴</dc:title></metadata><manifest>\
             <item id='n' href='nav.xhtml' media-type='application/xhtml+xml' properties='nav'/>\
             <item id='1' href='text/1%20a.xhtml' media-type='application/xhtml+xml'/>\
             <item id='2' href='text/../2.xhtml' media-type='application/xhtml+xml'/>\
             <item id='3' href='3.xhtml' media-type='application/xhtml+xml'/>\
             </manifest><spine>{spine}</spine></package>"
        );
        let mut all = vec![
            ("mimetype", "application/epub+zip"),
            (CONTAINER, ROOT),
            ("OEBPS/a.opf", &opf),
        ];
        all.extend(parts);
        packed(&all)
    }

    const CHAPTERS: [(&str, &str); 3] = [
        (
            "OEBPS/text/1 a.xhtml",
            "<html><head><title/></head><body><h1>第一章</h1><p>办理案件12件。</p></body></html>",
        ),
        (
            "OEBPS/2.xhtml",
            "<?xml version='1.0'?><html><body><a id='x'/><h2>第二章</h2><nav>望汀区</nav></body></html>",
        ),
        ("OEBPS/nav.xhtml", "<html><body>目录</body></html>"),
    ];

    fn read(bytes: &[u8]) -> Result<Extracted, Unread> {
        extract(bytes, 1 << 20)
    }

    #[test]
    fn chapters_are_read_in_reading_order() {
        let spine = "<itemref idref='2'/><itemref idref='1'/>";
        let read = read(&book(spine, &CHAPTERS)).unwrap();
        assert_eq!(read.text, "第二章\n望汀区\n第一章\n办理案件12件。\n");
        assert_eq!(read.page, [(PageField::Title, "松泽县年鉴".to_string())]);
        let depths: Vec<u8> = read.headings.iter().map(|heading| heading.depth).collect();
        assert_eq!((depths, read.damaged), (vec![2, 1], 0));
    }

    #[test]
    fn a_chapter_named_twice_is_read_once_and_a_missing_one_is_marked() {
        let spine =
            "<itemref idref='1'/><itemref idref='1'/><itemref idref='3'/><itemref idref='x'/>";
        let read = read(&book(spine, &CHAPTERS)).unwrap();
        assert_eq!(read.text, "第一章\n办理案件12件。\n\u{FFFD}\n\u{FFFD}\n");
        assert_eq!(read.damaged, 2);
    }

    #[test]
    fn encrypted_chapters_are_told_and_encrypted_fonts_are_not() {
        let spine = "<itemref idref='1'/>";
        let encrypted = |part: &str| {
            let xml = format!(
                "<encryption><CipherData><CipherReference URI='{part}'/></CipherData></encryption>"
            );
            read(&book(spine, &[CHAPTERS[0], (ENCRYPTION, &xml)]))
        };
        assert_eq!(encrypted("OEBPS/text/1 a.xhtml"), Err(Unread::ENCRYPTED));
        assert!(encrypted("OEBPS/a.ttf").is_ok());
    }

    #[test]
    fn a_book_without_its_parts_says_so() {
        let reason = read(&packed(&[("mimetype", "application/epub+zip")])).unwrap_err();
        assert!(reason.to_string().contains(CONTAINER));
        let reason = read(&packed(&[(CONTAINER, ROOT)])).unwrap_err().to_string();
        assert!(reason.contains("OEBPS/a.opf"), "{reason}");
    }
}
