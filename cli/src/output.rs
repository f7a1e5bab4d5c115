//! Standard output and standard error.
//!
//! Text for people goes through [`Text`] and messages through [`note`], so that no argument and no file content can act
//! on the terminal. [`stdout`] is for JSON and CSV, whose writers escape or replace control characters themselves.

use std::backtrace::{Backtrace, BacktraceStatus};
use std::fs::File;
use std::io::{self, BufWriter, IsTerminal, Stderr, StdoutLock, Write};
use std::sync::{Mutex, PoisonError};

use terminal_size::{Height, Width};

use crate::pager::{Paged, Pager, Screen};
use crate::render::{Text, one_line, remark};

/// Width of text that does not go to a terminal.
pub(crate) const DEFAULT_COLUMNS: usize = 100;

/// The terminal of a program whose standard streams are all redirected.
const CONTROLLING_TERMINAL: &str = if cfg!(windows) { "CONOUT$" } else { "/dev/tty" };

/// Standard output, buffered.
pub(crate) type Stdout = BufWriter<StdoutLock<'static>>;

/// Standard output, buffered.
pub(crate) fn stdout() -> Stdout {
    BufWriter::with_capacity(64 * 1024, io::stdout().lock())
}

/// Text for people on standard output: as wide as the terminal, coloured as [`choose_colour`] says, and through a pager
/// if it is longer than the screen and `pages`. Only on a terminal is anything shortened.
pub(crate) fn text(pages: bool) -> Text<Paged<Stdout>> {
    let colour = anstream::AutoStream::choice(&io::stdout()) != anstream::ColorChoice::Never;
    if !is_terminal() {
        return Text::new(paged(None), columns_of_file(), colour).whole();
    }
    let size = terminal_size::terminal_size();
    let screen = size.map(|(width, height)| Screen {
        rows: height.0.into(),
        columns: width.0.into(),
    });
    Text::new(paged(screen.filter(|_| pages)), columns(size), colour)
}

/// Sets when text is coloured. By default the terminal and the variables `NO_COLOR`, `CLICOLOR` and `CLICOLOR_FORCE` decide.
pub(crate) fn choose_colour(choice: clap::ColorChoice) {
    let choice = match choice {
        clap::ColorChoice::Auto => anstream::ColorChoice::Auto,
        clap::ColorChoice::Always => anstream::ColorChoice::Always,
        clap::ColorChoice::Never => anstream::ColorChoice::Never,
    };
    choice.write_global();
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

/// The columns of help and errors, which clap writes.
pub(crate) fn screen_columns() -> usize {
    columns(terminal_size::terminal_size())
}

/// The columns of a terminal; without one, those that the environment names.
fn columns(terminal: Option<(Width, Height)>) -> usize {
    terminal
        .map(|(width, _)| usize::from(width.0))
        .or_else(typed_columns)
        .unwrap_or(DEFAULT_COLUMNS)
}

/// The columns of text that goes to a file or to another program, which may be a pager: those that the environment names,
/// else those of the terminal that the program was started from.
fn columns_of_file() -> usize {
    let of_terminal = || columns((!is_file()).then(size_of_own_terminal).flatten());
    typed_columns().unwrap_or_else(of_terminal)
}

fn typed_columns() -> Option<usize> {
    let typed = std::env::var("COLUMNS").ok()?;
    typed.parse().ok().filter(|columns| *columns > 0)
}

/// Whether standard output goes to a file, which is read on another screen.
fn is_file() -> bool {
    #[cfg(unix)]
    let output = std::os::fd::AsFd::as_fd(&io::stdout()).try_clone_to_owned();
    #[cfg(windows)]
    let output = std::os::windows::io::AsHandle::as_handle(&io::stdout()).try_clone_to_owned();
    let output = output.map(File::from);
    output.is_ok_and(|output| output.metadata().is_ok_and(|found| found.is_file()))
}

/// The size of the terminal of standard error or input, else of the one that controls the program.
fn size_of_own_terminal() -> Option<(Width, Height)> {
    let controlling = || terminal_size::terminal_size_of(File::open(CONTROLLING_TERMINAL).ok()?);
    terminal_size::terminal_size().or_else(controlling)
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
