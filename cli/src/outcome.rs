//! The result of a command as an exit status.

use std::process::ExitCode;

/// The result of a command. Exit statuses are grep's.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Outcome {
    Found,
    NothingFound,
    Failed,
}

impl Outcome {
    pub(crate) fn found(found: bool) -> Self {
        if found {
            Self::Found
        } else {
            Self::NothingFound
        }
    }
}

impl From<Outcome> for ExitCode {
    fn from(outcome: Outcome) -> Self {
        Self::from(match outcome {
            Outcome::Found => 0,
            Outcome::NothingFound => 1,
            Outcome::Failed => 2,
        })
    }
}
