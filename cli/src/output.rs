//! Standard output and standard error.
//!
//! Text for people goes through [`Text`] and messages through [`note`], so that no argument and no file content can act
//! on the terminal. [`stdout`] is for JSON and CSV, whose writers escape or replace control characters themselves.

use std::backtrace::{Backtrace, BacktraceStatus};
use std::io::{self, BufWriter, IsTerminal, Stderr, StdoutLock, Write};
use std::sync::{Mutex, PoisonError};

use terminal_size::{Height, Width};

use crate::pager::{Paged, Pager, Screen};
use crate::render::{Text, one_line, remark};

/// Width of text that does not go to a terminal.
pub(crate) const DEFAULT_COLUMNS: usize = 100;

/// Standard output, buffered.
pub(crate) type Stdout = BufWriter<StdoutLock<'static>>;

/// Standard output, buffered.
pub(crate) fn stdout() -> Stdout {
    BufWriter::with_capacity(64 * 1024, io::stdout().lock())
}

/// Text for people on standard output: as wide as the terminal, coloured if the terminal supports it, and through a pager
/// if it is longer than the screen and `pages`.
pub(crate) fn text(pages: bool) -> Text<Paged<Stdout>> {
    let size = is_terminal().then(terminal_size::terminal_size).flatten();
    let screen = size.map(|(width, height)| Screen {
        rows: height.0.into(),
        columns: width.0.into(),
    });
    let colour = anstream::AutoStream::choice(&io::stdout()) != anstream::ColorChoice::Never;
    Text::new(paged(screen.filter(|_| pages)), columns(size), colour)
}

/// Standard output, through the user's pager if it is longer than a screen.
fn paged(screen: Option<Screen>) -> Paged<Stdout> {
    let pager = Pager::chosen(|variable| std::env::var(variable).ok());
    match pager.zip(screen) {
        Some((pager, screen)) => Paged::by(pager, screen, stdout(), note),
        None => Paged::never(stdout()),
    }
}

/// Whether a person reads standard output.
pub(crate) fn is_terminal() -> bool {
    io::stdout().is_terminal()
}

/// Text for people on standard error, as wide as the terminal.
pub(crate) fn error_text() -> Text<Stderr> {
    let terminal = io::stderr().is_terminal();
    let size = terminal.then(|| terminal_size::terminal_size_of(io::stderr()));
    Text::new(io::stderr(), columns(size.flatten()), false)
}

/// The columns of a terminal; without one, those that the environment names.
fn columns(terminal: Option<(Width, Height)>) -> usize {
    let typed = std::env::var("COLUMNS")
        .ok()
        .and_then(|columns| columns.parse().ok())
        .filter(|columns| *columns > 0);
    terminal
        .map(|(width, _)| usize::from(width.0))
        .or(typed)
        .unwrap_or(DEFAULT_COLUMNS)
}

/// Writes a text byte for byte; on a terminal, with control characters replaced.
pub(crate) fn print_verbatim(verbatim: &str, pages: bool) -> io::Result<()> {
    if is_terminal() {
        let mut text = text(pages);
        text.block(verbatim.strip_suffix('\n').unwrap_or(verbatim))?;
        return text.flush();
    }
    let mut out = stdout();
    out.write_all(verbatim.as_bytes())?;
    out.flush()
}

/// A note below what stands on the line of a terminal, such as a bar, or `^C`.
pub(crate) fn note_below(message: &str) {
    if io::stderr().is_terminal() {
        let _ = writeln!(io::stderr());
    }
    note(message);
}

/// Writes a message to standard error, always as one line.
pub(crate) fn note(message: &str) {
    let _ = writeln!(io::stderr(), "{}", one_line(&remark(message)));
}

/// Whether a command failed because its output was closed.
pub(crate) fn is_closed_pipe(error: &anyhow::Error) -> bool {
    let is_closed = |error: &io::Error| error.kind() == io::ErrorKind::BrokenPipe;
    let of_cause = |cause: &(dyn std::error::Error + 'static)| {
        cause.downcast_ref::<io::Error>().is_some_and(is_closed)
            || cause
                .downcast_ref::<serde_json::Error>()
                .is_some_and(|error| error.io_error_kind() == Some(io::ErrorKind::BrokenPipe))
    };
    error.chain().any(of_cause)
}

/// Where the last panic was, if `RUST_BACKTRACE` is set.
static LAST_PANIC: Mutex<Option<Backtrace>> = Mutex::new(None);

/// Prints a panic only where `RUST_BACKTRACE` is set, as one line: decoders of a damaged file or index panic, which the
/// user sees as the reason why it was not read. A panic's message may quote file content, so it goes through [`note`].
pub(crate) fn silence_panics() {
    std::panic::set_hook(Box::new(|panic| {
        let backtrace = Backtrace::capture();
        if backtrace.status() == BacktraceStatus::Captured {
            note(&panic.to_string());
            *LAST_PANIC.lock().unwrap_or_else(PoisonError::into_inner) = Some(backtrace);
        }
    }));
}

/// Prints where the last panic was: it ended the command.
pub(crate) fn print_backtrace() {
    let last = LAST_PANIC
        .lock()
        .unwrap_or_else(PoisonError::into_inner)
        .take();
    if let Some(backtrace) = last {
        let _ = error_text().block(&backtrace.to_string());
    }
}
