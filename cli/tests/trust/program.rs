//! Runs the program with a time limit, and kills it at a chosen moment.

use std::ffi::{OsStr, OsString};
use std::io::Read;
use std::os::unix::process::{CommandExt, ExitStatusExt};
use std::path::{Path, PathBuf};
use std::process::{Child, Command, ExitStatus, Stdio};
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::mpsc::{Receiver, channel};
use std::time::{Duration, Instant};

/// Time limit of a command that reads an index.
const READING: Duration = Duration::from_secs(10);
/// Time limit of a command that updates one, on a busy machine.
const UPDATING: Duration = Duration::from_mins(1);
const SIGKILL: i32 = 9;

/// The tested program.
pub fn binary() -> PathBuf {
    std::env::var_os("QUANWEN_BIN")
        .map_or_else(|| env!("CARGO_BIN_EXE_quanwen").into(), PathBuf::from)
}

/// A command line to run.
pub struct Call {
    command: Command,
    shown: String,
    limit: Duration,
}

/// How a run ended.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum End {
    Exit(i32),
    Signal(i32),
    /// It had to be killed: it took longer than its limit.
    TimedOut,
}

/// A finished run.
#[derive(Debug)]
pub struct Run {
    pub end: End,
    pub stdout: String,
    pub stderr: String,
    pub took: Duration,
    pub command: String,
}

/// A run that has not finished.
pub struct Running {
    child: Child,
    output: Receiver<(bool, Vec<u8>)>,
    began: Instant,
    limit: Duration,
    shown: String,
}

impl Call {
    /// The program with arguments. `home` is the user's home folder and holds the cache.
    pub fn new<A: AsRef<OsStr>>(home: &Path, arguments: &[A]) -> Self {
        let mut command = Command::new(binary());
        command
            .args(arguments)
            .stdin(Stdio::null())
            .stdout(Stdio::piped())
            .stderr(Stdio::piped())
            .current_dir(home)
            .env("HOME", home)
            .env("XDG_CACHE_HOME", home.join("cache"))
            .env("COLUMNS", "80");
        for name in [
            "QUANWEN_INDEX",
            "RUST_BACKTRACE",
            "SUDO_UID",
            "SUDO_GID",
            "LD_PRELOAD",
        ] {
            command.env_remove(name);
        }
        let words: Vec<OsString> = arguments
            .iter()
            .map(|word| word.as_ref().to_os_string())
            .collect();
        let shown = words.join(OsStr::new(" ")).to_string_lossy().into_owned();
        let updates = words.first().is_some_and(|word| word == "index");
        Self {
            command,
            shown,
            limit: if updates { UPDATING } else { READING },
        }
    }

    /// For a query that may have to build an index first.
    #[must_use]
    pub fn may_update(mut self) -> Self {
        self.limit = UPDATING;
        self
    }

    #[must_use]
    pub fn limited_to(mut self, limit: Duration) -> Self {
        self.limit = limit;
        self
    }

    #[must_use]
    pub fn within(mut self, folder: &Path) -> Self {
        self.command.current_dir(folder);
        self
    }

    #[must_use]
    pub fn env(mut self, name: &str, value: impl AsRef<OsStr>) -> Self {
        self.command.env(name, value);
        self
    }

    /// Runs as another user, with only the group of the same number, and a umask. Needs root.
    ///
    /// `program` is a copy of the program that the user can reach.
    pub fn as_user(
        home: &Path,
        user: u32,
        umask: &str,
        program: &Path,
        arguments: &[&str],
    ) -> Self {
        let script = format!("umask {umask}; exec \"$0\" \"$@\"");
        let mut call = Self::new(home, arguments);
        let mut command = Command::new("sh");
        command
            .arg("-c")
            .arg(script)
            .arg(program)
            .args(arguments)
            .uid(user)
            .gid(user)
            .current_dir(home);
        for (name, value) in call.command.get_envs() {
            match value {
                Some(value) => command.env(name, value),
                None => command.env_remove(name),
            };
        }
        command
            .stdin(Stdio::null())
            .stdout(Stdio::piped())
            .stderr(Stdio::piped());
        call.command = command;
        call.shown = format!("as user {user}: {}", call.shown);
        call
    }

    pub fn run(self) -> Run {
        self.start().finish()
    }

    /// Runs the program and kills it if it has not finished after `moment`.
    pub fn run_and_kill_after(self, moment: Duration) -> Run {
        let mut running = self.start();
        std::thread::sleep(moment);
        running.child.kill().unwrap();
        running.finish()
    }

    pub fn start(mut self) -> Running {
        let began = Instant::now();
        let mut child = self.command.spawn().unwrap();
        let (sender, output) = channel();
        let errors = sender.clone();
        let mut stdout = child.stdout.take().unwrap();
        let mut stderr = child.stderr.take().unwrap();
        std::thread::spawn(move || sender.send((false, read_all(&mut stdout))));
        std::thread::spawn(move || errors.send((true, read_all(&mut stderr))));
        Running {
            child,
            output,
            began,
            limit: self.limit,
            shown: self.shown,
        }
    }
}

impl Running {
    /// Waits for the end.
    pub fn finish(mut self) -> Run {
        let deadline = self.began + self.limit;
        let mut texts = [String::new(), String::new()];
        let mut timed_out = false;
        for _ in 0..2 {
            let left = deadline.saturating_duration_since(Instant::now());
            let received = self.output.recv_timeout(left).unwrap_or_else(|_| {
                timed_out = true;
                self.child.kill().unwrap();
                self.output.recv().unwrap()
            });
            texts[usize::from(received.0)] = String::from_utf8_lossy(&received.1).into_owned();
        }
        let status = self.child.wait().unwrap();
        let took = self.began.elapsed();
        let [stdout, stderr] = texts;
        let end = if timed_out {
            End::TimedOut
        } else {
            End::of(status)
        };
        Run {
            end,
            stdout,
            stderr,
            took,
            command: self.shown,
        }
    }
}

impl End {
    fn of(status: ExitStatus) -> Self {
        status
            .code()
            .map_or_else(|| Self::Signal(status.signal().unwrap()), Self::Exit)
    }
}

impl Run {
    pub fn was_killed(&self) -> bool {
        self.end == End::Signal(SIGKILL)
    }

    /// An error unless the run ended by itself, in time, without a panic, with status 0, 1, or 2 and a message.
    pub fn ended_cleanly(&self) -> Result<(), String> {
        let panicked =
            self.stderr.contains("internal error") || self.stderr.contains("panicked at");
        match self.end {
            _ if panicked => Err(self.failure("panicked")),
            End::Exit(2) if self.stderr.trim().is_empty() && self.stdout.trim().is_empty() => {
                Err(self.failure("failed without a message"))
            }
            End::Exit(0..=2) => Ok(()),
            End::Exit(_) | End::Signal(_) => Err(self.failure("did not end cleanly")),
            End::TimedOut => Err(self.failure("took too long")),
        }
    }

    pub fn succeeded(&self) -> Result<(), String> {
        self.ended_cleanly()?;
        if self.end == End::Exit(0) {
            Ok(())
        } else {
            Err(self.failure("did not succeed"))
        }
    }

    /// The last line of JSON.
    pub fn summary(&self) -> Result<serde_json::Value, String> {
        let last = self.stdout.lines().last().unwrap_or_default();
        serde_json::from_str(last).map_err(|error| self.failure(&format!("{error}")))
    }

    /// `what`, with the command, its end and its output.
    pub fn failure(&self, what: &str) -> String {
        let Self {
            command, end, took, ..
        } = self;
        let said = if self.stderr.trim().is_empty() {
            &self.stdout
        } else {
            &self.stderr
        };
        let mut said: String = said.trim().chars().take(600).collect();
        said = said.replace('\n', " / ");
        format!(
            "`{command}` {what} ({end:?} after {} ms): {said}",
            took.as_millis()
        )
    }
}

fn read_all(from: &mut impl Read) -> Vec<u8> {
    let mut bytes = Vec::new();
    // On an error, what was read before it is the output.
    let _ = from.read_to_end(&mut bytes);
    bytes
}

/// Signals other threads that this one has ended, also by a panic.
pub struct Ending<'e>(pub &'e AtomicBool);

impl Drop for Ending<'_> {
    fn drop(&mut self) {
        self.0.store(true, Ordering::SeqCst);
    }
}
