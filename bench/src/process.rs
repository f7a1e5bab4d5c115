//! Processes with their time and memory.

use std::io::Read;
use std::path::Path;
use std::process::{Command, Stdio};
use std::time::{Duration, Instant};

use anyhow::{Context, Result, ensure};
use wait4::Wait4;

/// The cost of a process.
#[derive(Debug, Clone)]
pub struct Usage {
    pub elapsed: Duration,
    /// User and system time of all threads.
    pub cpu: Duration,
    /// Peak resident bytes.
    pub peak: u64,
    pub stdout: String,
}

/// Runs a command, which must succeed.
pub fn run(command: &mut Command) -> Result<Usage> {
    run_with(command, &[0])
}

/// Runs a search. Exit status 1 means that nothing was found and is not a failure.
pub fn run_search(command: &mut Command) -> Result<Usage> {
    run_with(command, &[0, 1])
}

fn run_with(command: &mut Command, successes: &[i32]) -> Result<Usage> {
    let start = Instant::now();
    let mut child = command
        .stdout(Stdio::piped())
        .stderr(Stdio::piped())
        .spawn()
        .with_context(|| format!("{command:?} cannot be started"))?;
    let mut stdout = String::new();
    if let Some(pipe) = &mut child.stdout {
        pipe.read_to_string(&mut stdout)?;
    }
    let mut stderr = String::new();
    if let Some(pipe) = &mut child.stderr {
        pipe.read_to_string(&mut stderr)?;
    }
    let ended = child.wait4()?;
    let elapsed = start.elapsed();
    ensure!(
        ended
            .status
            .code()
            .is_some_and(|code| successes.contains(&code)),
        "{command:?} failed: {stderr}"
    );
    Ok(Usage {
        elapsed,
        cpu: ended.rusage.utime + ended.rusage.stime,
        peak: ended.rusage.maxrss,
        stdout,
    })
}

/// The cost of several runs of a command.
pub struct Repeated {
    /// The median.
    pub elapsed: Duration,
    /// Peak resident bytes of all runs.
    pub peak: u64,
}

/// Runs a search `runs` times.
pub fn repeat(mut command: Command, runs: usize) -> Result<Repeated> {
    let (mut times, mut peak) = (Vec::new(), 0);
    for _ in 0..runs {
        let usage = run_search(&mut command)?;
        times.push(usage.elapsed);
        peak = peak.max(usage.peak);
    }
    Ok(Repeated {
        elapsed: median(times),
        peak,
    })
}

/// A command that runs this program again.
pub fn this(arguments: &[&str], paths: &[&Path]) -> Result<Command> {
    let mut command = Command::new(std::env::current_exe()?);
    command.args(arguments).args(paths);
    Ok(command)
}

/// The median of some times.
pub fn median(mut times: Vec<Duration>) -> Duration {
    times.sort_unstable();
    times.get(times.len() / 2).copied().unwrap_or_default()
}

/// Bytes of the files of a folder.
pub fn size(folder: &Path) -> Result<u64> {
    let mut bytes = 0;
    for entry in walkdir::WalkDir::new(folder) {
        let metadata = entry?.metadata()?;
        bytes += if metadata.is_file() {
            metadata.len()
        } else {
            0
        };
    }
    Ok(bytes)
}

/// An empty folder.
pub fn fresh(folder: &Path) -> Result<()> {
    if folder.exists() {
        std::fs::remove_dir_all(folder)?;
    }
    std::fs::create_dir_all(folder).with_context(|| format!("{}", folder.display()))
}

/// The release binary, in a folder.
pub fn quanwen(binary: &Path, folder: &Path, arguments: &[&str]) -> Result<Command> {
    let mut command = Command::new(
        binary
            .canonicalize()
            .with_context(|| format!("{}", binary.display()))?,
    );
    command.current_dir(folder).args(arguments);
    Ok(command)
}
