//! The progress bar of an update, on a terminal.

use std::io::IsTerminal;
use std::time::Duration;

use indicatif::{ProgressBar, ProgressStyle};
use quanwen::Progress;

use crate::language::say;

/// How far an update is.
const MEASURED: &str =
    "{bar:30} {decimal_bytes}/{decimal_total_bytes} · {decimal_bytes_per_sec} · {eta}";

/// A bar on standard error; hidden where that is not a terminal.
pub(crate) struct Bar {
    bar: ProgressBar,
}

impl Bar {
    pub(crate) fn new() -> Self {
        let bar = if std::io::stderr().is_terminal() {
            ProgressBar::no_length()
        } else {
            ProgressBar::hidden()
        };
        Self { bar }
    }

    /// Shows that a new index, which can be asked already, is made smaller.
    pub(crate) fn merge(&self) {
        self.spin(say!(
            "the corpus can be asked; merging its parts (Ctrl-C does no harm)"
        ));
    }

    fn spin(&self, doing: &str) {
        let style = ProgressStyle::with_template(&format!("{doing} {{spinner}}"));
        let style = style.unwrap_or_else(|_| ProgressStyle::default_spinner());
        self.bar.set_style(style);
        self.bar.enable_steady_tick(Duration::from_millis(100));
    }
}

impl Progress for Bar {
    fn begin(&self, files: usize, bytes: u64) {
        if files < 2 {
            return;
        }
        let doing = say!("indexing");
        let style = ProgressStyle::with_template(&format!("{doing} {MEASURED}"))
            .unwrap_or_else(|_| ProgressStyle::default_bar());
        self.bar.set_style(style);
        self.bar.set_length(bytes);
    }

    fn advance(&self, bytes: u64) {
        self.bar.inc(bytes);
    }

    fn write(&self) {
        self.spin(say!("writing the index"));
    }
}

impl Drop for Bar {
    fn drop(&mut self) {
        self.bar.finish_and_clear();
    }
}
