//! Reads one document without an index.

use std::path::Path;

use quanwen_extract::Unread;
use quanwen_messages::{Argument, Message, message, text};

use super::options::IndexOptions;
use crate::corpus::{
    CORRECTIONS_FILE, Corrections, Extracted, INDEX_FOLDER, Source, Sources, extract, read_file,
    sources, split_inside,
};
use crate::document::Document;
use crate::error::{Error, Result};
use crate::structure::{DivisionCodes, Explanation, Parser};

/// Maximum names of documents in a message.
const MAX_EXAMPLES: usize = 3;

/// Reads one document as an index would: text, structure and metadata with corrections.
///
/// `path` is that of a file, or `a.zip!/b.docx` for a document inside one. The corpus is the nearest folder above it with an
/// index or a `quanwen.csv`; without one, the document's path is `path` itself.
///
/// ```
/// use quanwen::{IndexOptions, read_document};
///
/// # let folder = tempfile::tempdir().unwrap();
/// let path = folder.path().join("2021.txt");
/// # std::fs::write(&path, "松泽县2021年法治政府建设年度报告\n一、行政复议\n全年办理行政复议案件12件。\n").unwrap();
/// let document = read_document(&path, &IndexOptions::default())?;
/// assert_eq!(document.metadata.year, Some(2021));
/// assert_eq!(document.sections[1].label(), "一、行政复议");
/// # Ok::<(), quanwen::Error>(())
/// ```
///
/// # Errors
/// [`Error::Read`] if there is no such file, [`Error::Unread`] if it cannot be read as a document, [`Error::Corpus`] if it
/// is a folder or has many documents, [`Error::DataFile`] for a mistake in `quanwen.csv`.
pub fn read_document(path: &Path, options: &IndexOptions) -> Result<Document> {
    read(path, options, |parser, extracted, name| {
        (parser.parse(extracted, name), ())
    })
    .map(|(document, ())| document)
}

/// [`read_document`], and why each line that looks like a heading is one or is not.
///
/// # Errors
/// As [`read_document`].
pub fn explain_document(path: &Path, options: &IndexOptions) -> Result<(Document, Explanation)> {
    read(path, options, Parser::explain)
}

/// Reads one document in memory as an index would that has it under this name, whose ending may tell the format. A text is
/// its bytes.
///
/// ```
/// use quanwen::{IndexOptions, read_content};
///
/// let text = "松泽县2021年法治政府建设年度报告\n一、行政复议\n全年办理行政复议案件12件。\n";
/// let document = read_content("2021.txt", text, &IndexOptions::default())?;
/// assert_eq!(document.metadata.region, ["松泽县"]);
/// assert_eq!(document.sections[1].label(), "一、行政复议");
/// # Ok::<(), quanwen::Error>(())
/// ```
///
/// # Errors
/// [`Error::Unread`] if it cannot be read as a document, [`Error::Corpus`] if it has many documents.
pub fn read_content(
    name: &str,
    content: impl Into<Vec<u8>>,
    options: &IndexOptions,
) -> Result<Document> {
    let parse = |parser: &Parser, extracted, name: &str| (parser.parse(extracted, name), ());
    read_bytes(name, content.into(), options, parse).map(|(document, ())| document)
}

/// [`read_content`], and why each line that looks like a heading is one or is not.
///
/// # Errors
/// As [`read_content`].
pub fn explain_content(
    name: &str,
    content: impl Into<Vec<u8>>,
    options: &IndexOptions,
) -> Result<(Document, Explanation)> {
    read_bytes(name, content.into(), options, Parser::explain)
}

/// Reads a document in memory and parses it with `parse`.
fn read_bytes<T>(
    name: &str,
    content: Vec<u8>,
    options: &IndexOptions,
    parse: impl FnOnce(&Parser, Extracted, &str) -> (Document, T),
) -> Result<(Document, T)> {
    let limit = options.max_file_size;
    let size = content.len() as u64;
    if size > limit {
        return Err(Error::Unread {
            path: name.into(),
            unread: Unread::TooLarge { size, limit },
        });
    }
    let (name, extracted) = extracted_from(Path::new(name), name, name, content, options)?;
    let (mut document, extra) = parse(&Parser::new(&options.schema)?, extracted, &name);
    DivisionCodes::of_schema(&options.schema)?.complete(&mut document.metadata);
    Ok((document, extra))
}

/// Reads a document and parses it with `parse`, which may return something in addition to the document.
fn read<T>(
    path: &Path,
    options: &IndexOptions,
    parse: impl FnOnce(&Parser, Extracted, &str) -> (Document, T),
) -> Result<(Document, T)> {
    let (file, inside) = split_inside(path);
    let real = file.canonicalize().map_err(Error::read(&file))?;
    if real.is_dir() {
        let message = message!("{path} is a folder: name a file", path = path);
        return Err(Error::Corpus { message });
    }
    let root = real.ancestors().skip(1).find(|folder| {
        folder.join(INDEX_FOLDER).is_dir() || folder.join(CORRECTIONS_FILE).is_file()
    });
    let name = root
        .and_then(|root| real.strip_prefix(root).ok())
        .unwrap_or(&file)
        .to_string_lossy()
        .replace('\\', "/");
    let limit = options.max_file_size;
    let folder = real.parent().unwrap_or(&real);
    let in_folder = Path::new(real.file_name().unwrap_or_default());
    let bytes = read_file(folder, in_folder, limit).map_err(|unread| Error::Unread {
        path: path.to_path_buf(),
        unread,
    })?;
    let wanted = format!("{name}{inside}");
    let (name, extracted) = extracted_from(path, &name, &wanted, bytes, options)?;
    let parser = Parser::new(&options.schema)?;
    let (mut document, extra) = parse(&parser, extracted, &name);
    if let Some(root) = root
        && let Some(correction) = Corrections::of_corpus(root)?.of_document(&name)
    {
        correction.apply(&mut document.metadata);
    }
    DivisionCodes::of_schema(&options.schema)?.complete(&mut document.metadata);
    Ok((document, extra))
}

/// The document `wanted` of the file `name` with its path. `shown` names it in messages.
fn extracted_from(
    shown: &Path,
    name: &str,
    wanted: &str,
    bytes: Vec<u8>,
    options: &IndexOptions,
) -> Result<(String, Extracted)> {
    let unread = |unread| Error::Unread {
        path: shown.to_path_buf(),
        unread,
    };
    let sources = sources(name, bytes, options.max_file_size).map_err(unread)?;
    let shown_name = |path: &str| {
        let inside = path.strip_prefix(name).unwrap_or_default();
        format!("{}{inside}", shown.display())
    };
    let source = source_with_path(sources, wanted, shown_name).map_err(|reason| {
        let message = message!(
            "{path} was not read: {unread}",
            path = shown,
            unread = reason
        );
        Error::Corpus { message }
    })?;
    let path = source.path.clone();
    let extracted = extract(source, options.read_options()).map_err(unread)?;
    Ok((path, extracted))
}

/// The document with a path among those of its file. `shown_name` gives the name of a document in a message.
fn source_with_path(
    sources: Sources,
    path: &str,
    shown_name: impl Fn(&str) -> String,
) -> std::result::Result<Source, Message> {
    let mut sources = match sources {
        Sources::One(source) if source.path == path => return Ok(source),
        Sources::One(_) => return Err(text!("the file is one document").into()),
        Sources::Many(sources) => sources,
    };
    let mut names = Vec::new();
    let found = sources.find(|source| {
        names.push(shown_name(&source.path));
        source.path == path
    });
    found.ok_or_else(|| match names.len() {
        0 => text!("it holds no document").into(),
        1 => message!("it holds a document: name it, {name}", name = &names[0]),
        many => {
            names.truncate(MAX_EXAMPLES);
            message!(
                "it holds {many} documents: name one of them, such as {names}",
                many = many,
                names = names.iter().collect::<Argument>()
            )
        }
    })
}
