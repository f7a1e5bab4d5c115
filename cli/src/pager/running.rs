//! A pager that is running. The program waits for its end, and a Ctrl-C meanwhile is the pager's.

use std::env;
use std::error::Error;
use std::fmt;
use std::io::{self, BufWriter, ErrorKind, Write};
use std::process::{Child, ChildStdin, Command, Stdio};

use crate::language::say;

/// Settings of `less` where the user has none; texts are UTF-8 whatever the locale says.
const SETTINGS: [(&str, &str); 2] = [("LESS", "FRX"), ("LESSCHARSET", "utf-8")];

/// A pager that is running; dropping it ends its text and waits until the user has quit it.
#[derive(Debug)]
pub(super) struct Running {
    child: Child,
    /// `None` at its end.
    input: Option<BufWriter<ChildStdin>>,
    name: String,
    note: fn(&str),
    _interrupt: Interrupt,
}

impl Running {
    /// Starts a program with its arguments, without a shell.
    pub(super) fn start(words: &[String], note: fn(&str)) -> io::Result<Self> {
        let (program, arguments) = words.split_first().ok_or(ErrorKind::InvalidInput)?;
        let unset = SETTINGS
            .into_iter()
            .filter(|(variable, _)| env::var_os(variable).is_none());
        let interrupt = Interrupt::leave_to_pager()?;
        let mut child = Command::new(program)
            .args(arguments)
            .envs(unset)
            .stdin(Stdio::piped())
            .spawn()?;
        Ok(Self {
            input: child.stdin.take().map(BufWriter::new),
            child,
            name: program.clone(),
            note,
            _interrupt: interrupt,
        })
    }

    fn write_to<T>(
        &mut self,
        write: impl FnOnce(&mut BufWriter<ChildStdin>) -> io::Result<T>,
    ) -> io::Result<T> {
        let input = self.input.as_mut().ok_or(ErrorKind::BrokenPipe)?;
        write(input).map_err(|error| match error.kind() {
            ErrorKind::BrokenPipe => io::Error::new(ErrorKind::BrokenPipe, Quit),
            _ => error,
        })
    }
}

impl Write for Running {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        self.write_to(|input| input.write(bytes))
    }

    fn flush(&mut self) -> io::Result<()> {
        self.write_to(Write::flush)
    }
}

impl Drop for Running {
    fn drop(&mut self) {
        drop(self.input.take());
        if let Ok(status) = self.child.wait()
            && let Some(code @ 1..) = status.code()
        {
            (self.note)(&say!(
                "the pager `{name}` failed with exit status {code}",
                name = &self.name,
                code = code
            ));
        }
    }
}

/// The user quit the pager before the end of the text.
#[derive(Debug)]
struct Quit;

impl fmt::Display for Quit {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("the pager was quit")
    }
}

impl Error for Quit {}

/// Whether the text was cut short because the user quit the pager.
pub(crate) fn is_quit(error: &anyhow::Error) -> bool {
    error
        .chain()
        .filter_map(|cause| cause.downcast_ref::<io::Error>())
        .filter_map(io::Error::get_ref)
        .any(<dyn Error + Send + Sync>::is::<Quit>)
}

/// While it lives, Ctrl-C does not end the program: the pager, which shares the terminal, decides what it does. Otherwise
/// the shell would get the terminal back while the pager still reads from it.
#[cfg(unix)]
#[derive(Debug)]
struct Interrupt {
    ends_program: std::sync::Arc<std::sync::atomic::AtomicBool>,
}

#[cfg(unix)]
impl Interrupt {
    /// The pager itself starts with the usual action of the signal: handlers do not outlive `exec`.
    fn leave_to_pager() -> io::Result<Self> {
        let ends_program = std::sync::Arc::default();
        signal_hook::flag::register_conditional_default(
            signal_hook::consts::SIGINT,
            std::sync::Arc::clone(&ends_program),
        )?;
        Ok(Self { ends_program })
    }
}

#[cfg(unix)]
impl Drop for Interrupt {
    fn drop(&mut self) {
        self.ends_program
            .store(true, std::sync::atomic::Ordering::Relaxed);
    }
}

/// Elsewhere Ctrl-C does what it does to any program.
#[cfg(not(unix))]
#[derive(Debug)]
struct Interrupt;

#[cfg(not(unix))]
impl Interrupt {
    #[expect(clippy::unnecessary_wraps, reason = "as on Unix")]
    fn leave_to_pager() -> io::Result<Self> {
        Ok(Self)
    }
}
