//! Checks of what readers return for any bytes, and functions shared by the targets.

use std::io::{Cursor, Write};
use std::panic::AssertUnwindSafe;
use std::path::{Path, PathBuf};
use std::sync::{LazyLock, Mutex};

use quanwen::Schema;
use quanwen::corpus::ReadOptions;
use quanwen::structure::Parser;

#[path = "../../tests/it/contract.rs"]
mod contract;

pub use contract::check_gaps;

static PARSER: LazyLock<Parser> =
    LazyLock::new(|| Parser::new(&Schema::embedded()).expect("the embedded schema is sound"));

/// Maximum number of bytes that a part may unpack to.
const LIMIT: u64 = 16 << 20;

/// Reads a file and checks the result. Whether what is left out by default is read too is one bit of the bytes.
pub fn read(name: &str, bytes: &[u8]) {
    let everything = bytes.iter().fold(0, |sum, byte| sum ^ byte) % 2 == 1;
    contract::check_file(&PARSER, name, bytes, ReadOptions { limit: LIMIT, everything });
}

/// A zip package of parts.
pub fn package(parts: &[(&str, &[u8])]) -> Vec<u8> {
    let mut writer = zip::ZipWriter::new(Cursor::new(Vec::new()));
    let options = zip::write::SimpleFileOptions::default()
        .compression_method(zip::CompressionMethod::Stored);
    for (name, bytes) in parts {
        writer.start_file(*name, options).expect("memory can be written");
        writer.write_all(bytes).expect("memory can be written");
    }
    writer.finish().expect("memory can be written").into_inner()
}

/// A compound file of streams, by their paths.
pub fn compound(streams: &[(&str, &[u8])]) -> Vec<u8> {
    let mut file = cfb::CompoundFile::create(Cursor::new(Vec::new())).expect("memory can be written");
    for (path, bytes) in streams {
        let storage = path.rsplit_once('/').map_or("/", |(storage, _)| storage);
        let made = file.create_storage_all(storage).and_then(|()| file.create_stream(path));
        made.and_then(|mut stream| stream.write_all(bytes)).expect("memory can be written");
    }
    file.into_inner().into_inner()
}

/// The parts of an input, separated by zero bytes.
pub fn parts<const N: usize>(bytes: &[u8]) -> [&[u8]; N] {
    let mut parts = bytes.splitn(N, |byte| *byte == 0);
    std::array::from_fn(|_| parts.next().unwrap_or_default())
}

/// The input as text. Bytes that are not UTF-8 select pieces, so that the fuzzer finds meaningful text quickly.
pub fn text_of(bytes: &[u8], pieces: &[&str]) -> String {
    if let Ok(text) = std::str::from_utf8(bytes) {
        return text.to_string();
    }
    bytes.iter().map(|byte| pieces[usize::from(*byte) % pieces.len()]).collect()
}

/// An empty temporary folder of this process.
pub fn scratch(name: &str) -> PathBuf {
    let folder = std::env::temp_dir()
        .join(format!("quanwen-fuzz-{}", std::process::id()))
        .join(name);
    make_empty(&folder);
    folder
}

/// Makes a folder, or empties it.
pub fn make_empty(folder: &Path) {
    match std::fs::remove_dir_all(folder) {
        Err(error) if error.kind() != std::io::ErrorKind::NotFound => panic!("{error}"),
        _ => {}
    }
    std::fs::create_dir_all(folder).expect("a temporary folder can be written");
}

/// The message of the last panic.
static PANIC: Mutex<String> = Mutex::new(String::new());

/// Lets the library catch panics of the storage engine, which libFuzzer otherwise treats as crashes.
pub fn allow_caught_panics() {
    std::panic::set_hook(Box::new(|panic| {
        if let Ok(mut last) = PANIC.lock() {
            *last = panic.to_string();
        }
    }));
}

/// Runs a check after [`allow_caught_panics`]: an uncaught panic is a crash, reported with the text of `input`.
pub fn check(input: &str, check: impl FnOnce()) {
    if std::panic::catch_unwind(AssertUnwindSafe(check)).is_err() {
        let panic = PANIC.lock().map(|last| last.clone()).unwrap_or_default();
        eprintln!("{input}: {panic}");
        std::process::abort();
    }
}
