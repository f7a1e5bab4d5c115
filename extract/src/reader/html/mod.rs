//! Web pages: the article, its title and its metadata, without navigation and other chrome. Owns the order of the
//! steps; what each needs to know of pages is in its module.
//! Invariant: if nothing identifies the article, the whole page is the text.

mod blocks;
mod charset;
mod chrome;
mod content;
mod labels;
mod metadata;
mod nesting;
mod numbering;
mod origin;
mod page;
mod phrases;
mod runs;
mod table;
mod title;

use quanwen_messages::text;
use scraper::Html;

use self::blocks::{Block, blocks};
use self::content::Choice;
use self::metadata::Metadata;
use self::page::Page;
use self::runs::Run;
use self::title::Title;
use crate::extracted::{Extracted, PageField};
use crate::other_file::OtherFile;
use crate::reader::build::builder::TextBuilder;
use crate::unread::Unread;

#[cfg(test)]
mod sites;

/// Minimum characters of a sentence that shows that the article has begun.
const BEGUN: usize = 80;
/// Bytes of text below which a page may hide its text until a script shows it.
const SHORT: usize = 300;
/// Lines at the beginning of a page that may be metadata.
const BEGINNING: usize = 3000;
/// Lines at the beginning of the content that may contain its title.
const FIRST: usize = 8;

/// Reads a web page.
///
/// # Errors
/// Returns the reason why it is not read.
pub(super) fn extract(bytes: Vec<u8>, limit: u64) -> Result<Extracted, Unread> {
    let decoded = charset::text(bytes).ok_or(Unread::NotDocument(OtherFile::Binaries))?;
    let html = Html::parse_document(&nesting::bounded(&decoded.text)?);
    let read = if is_document(&decoded.text) {
        read_whole
    } else {
        read
    };
    let mut extracted = read(&Page::new(&html, false));
    if extracted.text.len() < SHORT {
        let hidden = read(&Page::new(&html, true));
        if hidden.text.len() > extracted.text.len() * 4 {
            extracted = hidden;
        }
    }
    if extracted.text.is_empty()
        && let Some(reason) = reason_without_text(&Page::new(&html, true))
    {
        return Err(reason);
    }
    if extracted.text.len() as u64 > limit {
        return Err(Unread::UnpacksTooLarge(
            text!("its text is over the limit").into(),
        ));
    }
    extracted.page.extend(origin::fields(&html));
    extracted.damaged = decoded.damaged;
    if is_cut(&decoded.text) {
        extracted.mark_loss();
    }
    Ok(extracted)
}

/// Whether a page ends before its body does, within an element that real pages close.
fn is_cut(source: &str) -> bool {
    const CLOSED: [&str; 4] = ["div", "table", "article", "section"];
    let (mut has_body, mut open) = (false, 0_i64);
    for at in memchr::memchr_iter(b'<', source.as_bytes()) {
        let rest = &source.as_bytes()[at + 1..];
        let (is_end, rest) = match rest.strip_prefix(b"/") {
            Some(rest) => (true, rest),
            None => (false, rest),
        };
        let length = rest
            .iter()
            .take_while(|byte| byte.is_ascii_alphabetic())
            .count();
        let is = |name: &str| rest[..length].eq_ignore_ascii_case(name.as_bytes());
        match is_end {
            true if is("body") || is("html") => return false,
            false if is("body") => has_body = true,
            _ if CLOSED.into_iter().any(is) => open += if is_end { -1 } else { 1 },
            _ => {}
        }
    }
    has_body && open > 0
}

/// Writes all text of a part of a page.
///
/// # Errors
/// The reason, if it has too many tags.
pub(super) fn write_part(source: &str, builder: &mut TextBuilder) -> Result<(), Unread> {
    let html = Html::parse_document(&nesting::bounded(source)?);
    write_all(&Page::new(&html, false), builder);
    Ok(())
}

/// Whether a source has no chrome: it is part of a page, or a workbook saved as a page by Excel, which declares the
/// namespace of its kind in the `html` tag.
fn is_document(source: &str) -> bool {
    let tag_at = |name: &str| {
        memchr::memchr_iter(b'<', source.as_bytes()).find(|at| {
            let rest = source.as_bytes().get(at + 1..at + 1 + name.len());
            rest.is_some_and(|rest| rest.eq_ignore_ascii_case(name.as_bytes()))
        })
    };
    match tag_at("html") {
        Some(at) => {
            let tag = source[at..].split('>').next().unwrap_or_default();
            tag.contains("urn:schemas-microsoft-com:office:excel")
        }
        None => ["body", "head", "!doctype"]
            .into_iter()
            .all(|name| tag_at(name).is_none()),
    }
}

/// Reads all visible text of a page that has no chrome, such as a chapter of a book or the text of a mail; there may be
/// none.
///
/// # Errors
/// Returns the reason why it is not read.
pub(super) fn whole(bytes: Vec<u8>) -> Result<Extracted, Unread> {
    let decoded = charset::text(bytes).ok_or(Unread::NotDocument(OtherFile::Binaries))?;
    let html = Html::parse_document(&nesting::bounded(&decoded.text)?);
    let mut extracted = whole_text(&Page::new(&html, false));
    extracted.damaged = decoded.damaged;
    Ok(extracted)
}

/// Why a page has no text; `None` if it is blank.
fn reason_without_text(page: &Page) -> Option<Unread> {
    let what = if page.has_frames {
        text!("a page of frames without text: save the frame's page")
    } else if page.has_scripts {
        text!(
            "its text is made by scripts: open it in a browser, copy the text and save it as .txt"
        )
    } else if page.has_pictures {
        text!("a web page of pictures: run OCR on them")
    } else {
        return None;
    };
    Some(Unread::NoText(what))
}

/// Reads the visible nodes of a page.
fn read(page: &Page) -> Extracted {
    let runs = runs::runs(page);
    let begun = runs
        .iter()
        .position(|run| run.prose() >= BEGUN && run.words.contains('。'));
    let mut metadata = metadata::read(page, &runs, begun.unwrap_or(runs.len()).min(BEGINNING));
    let mut skip = chrome::marks(page, &runs, &content::is_named);
    for run in metadata.runs.iter().filter_map(|at| runs.get(*at)) {
        page::mark(&mut skip, &run.nodes);
    }
    let choice = content::choose(page, &shown(&runs, &skip));
    let has_prose = shown(&runs, &skip).iter().any(|run| run.prose() > 0);
    if !choice.is_marked && has_prose {
        chrome::mark_menus(&runs, &mut skip);
    }
    let title = title::on_page(page, &runs, metadata.value(PageField::Title));
    let text = Article {
        page,
        runs: &runs,
        skip: &skip,
        choice,
        title,
    }
    .text(&mut metadata);
    if text.text.is_empty() {
        with_fields(whole_text(page), metadata)
    } else {
        with_fields(text, metadata)
    }
}

/// Reads all visible nodes of a page, and its metadata.
fn read_whole(page: &Page) -> Extracted {
    let runs = runs::runs(page);
    let metadata = metadata::read(page, &runs, runs.len().min(BEGINNING));
    with_fields(whole_text(page), metadata)
}

/// The lines that are not chrome.
fn shown<'r>(runs: &'r [Run], skip: &[bool]) -> Vec<&'r Run> {
    let is_shown = |run: &&Run| !skip.get(run.nodes.start).is_some_and(|skip| *skip);
    runs.iter().filter(is_shown).collect()
}

/// The whole page as text, for pages of which nothing else is left.
fn whole_text(page: &Page) -> Extracted {
    let mut builder = TextBuilder::default();
    write_all(page, &mut builder);
    builder.finish()
}

fn write_all(page: &Page, builder: &mut TextBuilder) {
    let nothing = vec![false; page.nodes.len()];
    for block in blocks(page, 0..page.nodes.len(), &nothing) {
        block.write(builder);
    }
}

fn with_fields(mut extracted: Extracted, metadata: Metadata) -> Extracted {
    extracted.page = metadata.fields;
    extracted
}

/// A page whose parts are all known.
struct Article<'p, 'h> {
    page: &'p Page<'h>,
    runs: &'p [Run],
    skip: &'p [bool],
    choice: Choice,
    title: Option<Title>,
}

impl Article<'_, '_> {
    /// The text, with the title first if it is above the content.
    fn text(&self, metadata: &mut Metadata) -> Extracted {
        let body = blocks(self.page, self.body(), self.skip);
        let mut builder = TextBuilder::default();
        let above = self.above();
        if let Some(title) = self.heading(metadata, &body) {
            builder.heading(1, &title);
            let is_title = |line: &&String| title::squashed(line) == title::squashed(&title);
            for line in above.iter().filter(|line| !is_title(line)) {
                builder.paragraph(line);
            }
        }
        for block in &body {
            block.write(&mut builder);
        }
        if let Some(title) = self.title.as_ref().map(|title| title.words.clone()) {
            metadata.note(PageField::Title, &title);
        }
        if let Some(title) = title::of_document(self.page) {
            metadata.note(PageField::Title, &title);
        }
        builder.finish()
    }

    /// The nodes of the content. Without a mark it begins after the title.
    fn body(&self) -> std::ops::Range<usize> {
        let nodes = self.choice.nodes.clone();
        match &self.title {
            Some(title) if !self.choice.is_marked && self.stands_above(title, &nodes) => {
                title.nodes.end..nodes.end
            }
            _ if self.choice.is_marked => {
                content::with_sign_off(self.page, self.runs, self.skip, nodes)
            }
            _ => nodes,
        }
    }

    /// Whether a title in the content has links or chrome above it, but no prose of the article and no sentence.
    /// Without links or chrome, what is above is part of the document, such as its issuer.
    fn stands_above(&self, title: &Title, nodes: &std::ops::Range<usize>) -> bool {
        let shown = shown(self.runs, self.skip).into_iter();
        let inside: Vec<&Run> = shown
            .filter(|run| nodes.contains(&run.nodes.start))
            .collect();
        let begins = title::begins_at(inside.iter().copied());
        let is_sentence = |run: &&&Run| run.linked == 0 && run.words.ends_with('。');
        let sentence = inside.iter().find(is_sentence).map(|run| run.nodes.start);
        let mut above = self
            .runs
            .iter()
            .take_while(|run| run.nodes.start < title.nodes.start);
        let is_skipped = |run: &Run| self.skip.get(run.nodes.start).is_some_and(|skip| *skip);
        nodes.contains(&title.nodes.start)
            && above.any(|run| run.linked > 0 || is_skipped(run))
            && begins
                .into_iter()
                .chain(sentence)
                .all(|begins| title.nodes.start <= begins)
    }

    /// The title if the content does not begin with it, as written on the page or in the metadata table.
    fn heading(&self, metadata: &Metadata, body: &[Block]) -> Option<String> {
        let start = self.body().start;
        let above = self.title.as_ref().filter(|title| title.nodes.end <= start);
        let title = above.map(|title| title.words.as_str());
        let title = title.or_else(|| {
            metadata
                .value(PageField::Title)
                .filter(|_| !metadata.runs.is_empty())
        })?;
        let first: String = body.iter().take(FIRST).map(Block::words).collect();
        let stands = title::squashed(&first).contains(&title::squashed(title));
        (!stands && self.title_is_shown(title)).then(|| title.to_string())
    }

    fn title_is_shown(&self, title: &str) -> bool {
        let title = title::squashed(title);
        self.title
            .as_ref()
            .is_some_and(|shown| title::squashed(&shown.words) == title)
            || self
                .runs
                .iter()
                .any(|run| title::squashed(&run.words).ends_with(&title))
    }

    /// The lines between the title and the content, such as a subtitle or 文号.
    fn above(&self) -> Vec<String> {
        let Some(title) = &self.title else {
            return Vec::new();
        };
        let between = title.nodes.end..self.body().start;
        let is_text = |run: &&&Run| {
            between.contains(&run.nodes.start)
                && run.linked == 0
                && run.han > 1
                && !run.words.contains(['：', ':'])
        };
        shown(self.runs, self.skip)
            .iter()
            .filter(is_text)
            .map(|run| run.words.clone())
            .collect()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn text(source: &str) -> String {
        extract(source.as_bytes().to_vec(), 1 << 20).unwrap().text
    }

    #[test]
    fn a_part_of_a_page_is_read_whole() {
        let menu = "<tr><td>首页<td><a href=x>松泽县<b>行政</b>复议</a><tr><td>索引号<td>57件";
        let prose = "<p>全县各级行政机关依法办结行政复议案件十二件，群众的满意度进一步提高。</p>";
        let read = "| 首页 | 松泽县行政复议 |\n| 索引号 | 57件 |\n";
        let part = format!("<div id=zoom>{prose}</div><table>{menu}</table>");
        assert!(text(&part).ends_with(read), "{}", text(&part));
        let excel = "<html xmlns:x='urn:schemas-microsoft-com:office:excel'><body>";
        assert!(text(&format!("{excel}{part}")).ends_with(read));
        assert!(!text(&format!("<html><body>{part}")).contains("首页"));
    }
}
