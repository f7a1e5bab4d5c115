//! The library that makes system calls fail (`shim.c`), built once, and its parameters.

use std::os::unix::fs::FileExt;
use std::path::{Path, PathBuf};
use std::process::Command;
use std::sync::OnceLock;

use tempfile::NamedTempFile;

use crate::program::{Call, Run};
use crate::soak::Tally;

/// A number higher than that of any call.
const NEVER: usize = usize::MAX / 2;

/// The effect of the chosen call.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Fault {
    NoSpace,
    InputOutput,
    NoAccess,
    NoMemory,
    /// The process is killed with SIGKILL.
    Kill,
}

/// A fault of one of the calls on a folder.
#[derive(Debug, Clone, Copy)]
pub struct Plan {
    pub fault: Fault,
    /// Counted from 1, among the calls that can fail in this way.
    pub at: usize,
    /// Every later call fails as well.
    pub sticky: bool,
}

/// What the library recorded of one run.
pub struct Record {
    file: NamedTempFile,
}

impl Fault {
    fn number(self) -> i32 {
        match self {
            Self::NoSpace => 28,
            Self::InputOutput => 5,
            Self::NoAccess => 13,
            Self::NoMemory => 12,
            Self::Kill => -1,
        }
    }

    /// Lower-case words; a message about this fault has one of them.
    pub fn words(self) -> &'static [&'static str] {
        match self {
            Self::Kill => &[],
            Self::NoSpace => &["no space left", "disk is full", "disk full", "no room left"],
            Self::InputOutput => &["input/output error", "i/o error"],
            Self::NoAccess => &[
                "permission denied",
                "may not be",
                "no permission",
                "not permitted",
            ],
            Self::NoMemory => &[
                "cannot allocate memory",
                "out of memory",
                "not enough memory",
            ],
        }
    }

    /// An error unless the message names this fault in plain words and blames nothing else.
    pub fn is_named_by(self, run: &Run, tally: &mut Tally) -> Result<(), String> {
        // `verify` reports on standard output.
        let message = format!("{}{}", run.stderr, run.stdout).to_lowercase();
        if message.contains("damaged") {
            return Err(run.failure("calls the index damaged"));
        }
        if self != Self::Kill && !self.words().iter().any(|word| message.contains(word)) {
            return Err(run.failure("does not name the cause"));
        }
        if run.stderr.contains("Os { code") {
            tally.saw("messages for programmers");
        }
        Ok(())
    }
}

impl Plan {
    /// Fails one call; the caller sets which.
    pub fn once(fault: Fault) -> Self {
        Self {
            fault,
            at: NEVER,
            sticky: false,
        }
    }

    /// Fails that call and all later ones.
    pub fn lasting(fault: Fault) -> Self {
        Self {
            sticky: true,
            ..Self::once(fault)
        }
    }

    /// Counts the calls that can fail in this way, and fails none.
    pub fn count(fault: Fault) -> Self {
        Self::once(fault)
    }
}

impl Record {
    /// The number of calls counted.
    pub fn seen(&self) -> usize {
        self.number(0)
    }

    /// The kind and path of the call that failed first.
    pub fn first(&self) -> String {
        let mut bytes = [0; 1024];
        self.file.as_file().read_exact_at(&mut bytes, 24).unwrap();
        let end = bytes.iter().position(|byte| *byte == 0).unwrap();
        String::from_utf8_lossy(&bytes[..end]).into_owned()
    }

    fn number(&self, at: u64) -> usize {
        let mut bytes = [0; 8];
        self.file.as_file().read_exact_at(&mut bytes, at).unwrap();
        usize::try_from(u64::from_ne_bytes(bytes)).unwrap()
    }
}

/// Makes a run's calls on `folder` fail as planned.
pub fn with_faults(call: Call, folder: &Path, plan: Plan) -> (Call, Record) {
    let file = NamedTempFile::new().unwrap();
    file.as_file().set_len(4096).unwrap();
    let call = call
        .env("LD_PRELOAD", library())
        .env("FAULT_DIR", folder)
        .env("FAULT_RECORD", file.path())
        .env("FAULT_ERRNO", plan.fault.number().to_string())
        .env("FAULT_AT", plan.at.to_string())
        .env("FAULT_STICKY", u8::from(plan.sticky).to_string());
    (call, Record { file })
}

/// Builds the library on first use.
fn library() -> &'static Path {
    static LIBRARY: OnceLock<PathBuf> = OnceLock::new();
    LIBRARY.get_or_init(|| {
        let source = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/trust/shim.c");
        let folder = Path::new(env!("CARGO_TARGET_TMPDIR"));
        let new = folder.join(format!("shim-{}.so", std::process::id()));
        let compiler = std::env::var("CC").unwrap_or_else(|_| "cc".to_string());
        let built = Command::new(&compiler).args(["-O1", "-shared", "-fPIC", "-o"]).arg(&new).arg(source).output();
        let built = built.unwrap_or_else(|error| {
            panic!("a C compiler is required, as for the project itself; {compiler} does not start: {error}")
        });
        assert!(built.status.success(), "{compiler}: {}", String::from_utf8_lossy(&built.stderr));
        let library = folder.join("shim.so");
        std::fs::rename(new, &library).unwrap();
        library
    })
}
