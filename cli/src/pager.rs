//! The pager of text for people: which one, and when it starts. Must not know answers, nor what a terminal is.
//!
//! It is the program that the user has chosen, started as git and man start it. Libraries do not serve here: they replace
//! the standard output of the whole process, by unsafe code, or are pagers themselves and take over keys and screen.

mod held;
mod running;

use std::io::{self, Write};

use held::Held;
pub(crate) use held::Screen;
use running::Running;

use crate::language::say;
pub(crate) use running::is_quit;

/// The pager where the user names none: with less than a screen it ends at once (F), it shows colours (R) and leaves its
/// text on the screen (X).
const DEFAULT: &str = "less -FRX";
/// Names no pager, as for git and man.
const NONE: &str = "cat";

/// A pager that can be started.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Pager {
    /// The program and its arguments.
    words: Vec<String>,
    /// Whether the user named it; the default one may be missing.
    is_named: bool,
}

impl Pager {
    /// The pager that environment variables choose: `QUANWEN_PAGER`, then `PAGER`, then `less`, which Windows does not have.
    /// `None` if they choose none, and on a terminal that can only print.
    pub(crate) fn chosen(variable: impl Fn(&str) -> Option<String>) -> Option<Self> {
        let only_prints = match variable("TERM") {
            Some(terminal) => terminal == "dumb",
            None => !cfg!(windows),
        };
        if only_prints {
            return None;
        }
        let named = variable("QUANWEN_PAGER").or_else(|| variable("PAGER"));
        let is_named = named.is_some();
        let command = named.or_else(|| (!cfg!(windows)).then(|| DEFAULT.to_string()))?;
        let words = words(&command);
        let is_pager = !words.is_empty() && words != [NONE];
        is_pager.then_some(Self { words, is_named })
    }
}

/// The words of a command, as a shell would split it; nothing else in it has a meaning. A text that a shell could not split
/// names no program, which is told when it is started.
fn words(command: &str) -> Vec<String> {
    if cfg!(windows) {
        // `\` separates folders there.
        return command.split_whitespace().map(String::from).collect();
    }
    shlex::split(command).unwrap_or_else(|| vec![command.to_string()])
}

/// Text for a terminal: it goes through a pager if it is longer than the screen, and until then is held, so memory is
/// bounded by the screen.
#[derive(Debug)]
pub(crate) struct Paged<W: Write> {
    terminal: W,
    held: Option<Held>,
    running: Option<Running>,
    note: fn(&str),
}

impl<W: Write> Paged<W> {
    /// Text that goes straight to `terminal`.
    pub(crate) fn never(terminal: W) -> Self {
        Self {
            terminal,
            held: None,
            running: None,
            note: |_| {},
        }
    }

    /// Text that goes through a pager if it is longer than `screen`; `note` tells what is wrong with the pager.
    pub(crate) fn by(pager: Pager, screen: Screen, terminal: W, note: fn(&str)) -> Self {
        Self {
            terminal,
            held: Some(Held::new(pager, screen)),
            running: None,
            note,
        }
    }

    fn out(&mut self) -> &mut dyn Write {
        match &mut self.running {
            Some(running) => running,
            None => &mut self.terminal,
        }
    }

    /// Passes on what was held: through the pager if it starts.
    fn start(&mut self, held: &Held) -> io::Result<()> {
        match Running::start(&held.pager.words, self.note) {
            Ok(running) => self.running = Some(running),
            Err(error) if held.pager.is_named => {
                (self.note)(&say!(
                    "cannot start the pager `{command}`: {error}",
                    command = held.pager.words.join(" "),
                    error = &error
                ));
            }
            Err(_) => {}
        }
        self.out().write_all(held.text())?;
        self.out().flush()
    }
}

impl<W: Write> Write for Paged<W> {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        let Some(mut held) = self.held.take() else {
            return self.out().write(bytes);
        };
        held.push(bytes);
        if held.is_longer_than_the_screen() {
            self.start(&held)?;
        } else {
            self.held = Some(held);
        }
        Ok(bytes.len())
    }

    /// Shows what was written, which is not held any longer.
    fn flush(&mut self) -> io::Result<()> {
        if let Some(held) = self.held.take() {
            self.terminal.write_all(held.text())?;
        }
        self.out().flush()
    }
}

/// A command that failed shows what it had written before the reason.
impl<W: Write> Drop for Paged<W> {
    fn drop(&mut self) {
        let _ = self.flush();
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn chosen(variables: &[(&str, &str)]) -> Option<String> {
        let variable = |name: &str| {
            let mut variables = variables.iter();
            let found = variables.find(|(other, _)| *other == name);
            found.map(|(_, value)| value.to_string())
        };
        Pager::chosen(variable).map(|pager| pager.words.join("|"))
    }

    fn with_terminal(variables: &[(&str, &str)]) -> Option<String> {
        chosen(&[variables, &[("TERM", "xterm-256color")]].concat())
    }

    #[test]
    #[cfg(unix)]
    fn the_users_pager_is_taken_before_the_default() {
        assert_eq!(with_terminal(&[]).unwrap(), "less|-FRX");
        assert_eq!(with_terminal(&[("PAGER", "more")]).unwrap(), "more");
        let both = [("PAGER", "more"), ("QUANWEN_PAGER", "less -S '+/a b'")];
        assert_eq!(with_terminal(&both).unwrap(), "less|-S|+/a b");
    }

    #[test]
    fn an_empty_pager_and_cat_are_none() {
        for none in ["", "  ", "cat", " cat "] {
            assert_eq!(with_terminal(&[("PAGER", none)]), None, "{none:?}");
            let first = [("PAGER", "more"), ("QUANWEN_PAGER", none)];
            assert_eq!(with_terminal(&first), None, "{none:?}");
        }
    }

    #[test]
    fn a_terminal_that_only_prints_has_no_pager() {
        assert_eq!(chosen(&[("TERM", "dumb"), ("PAGER", "more")]), None);
        #[cfg(unix)]
        assert_eq!(chosen(&[("PAGER", "more")]), None);
    }

    #[test]
    #[cfg(unix)]
    fn a_pager_is_words_and_no_shell_command() {
        let typed = |pager| with_terminal(&[("PAGER", pager)]).unwrap();
        assert_eq!(typed("less; rm -r $HOME | x"), "less;|rm|-r|$HOME|||x");
        assert_eq!(typed("less 'a"), "less 'a");
    }

    /// Writes three lines, 14 columns wide, for a screen of `rows` rows of 10 columns.
    fn written(command: &str, rows: usize) -> (String, Vec<u8>) {
        let pager = Pager {
            words: words(command),
            is_named: true,
        };
        let screen = Screen { rows, columns: 10 };
        let mut terminal = Vec::new();
        let mut text = Paged::by(pager, screen, &mut terminal, |_| {});
        let line = "\u{1B}[1m松泽县人民政府\u{1B}[0m\n".as_bytes();
        for _ in 0..3 {
            text.write_all(line).unwrap();
        }
        let state = match (&text.held, &text.running) {
            (Some(_), _) => "held",
            (None, Some(_)) => "paged",
            (None, None) => "direct",
        };
        drop(text);
        (state.to_string(), terminal)
    }

    #[test]
    #[cfg(unix)]
    fn text_that_fits_the_screen_with_a_prompt_is_printed_directly() {
        let (state, terminal) = written("cat -", 7);
        assert_eq!((state.as_str(), terminal.len()), ("held", 3 * 30));
        let (state, terminal) = written("sh -c 'cat > /dev/null'", 6);
        assert_eq!((state.as_str(), terminal.len()), ("paged", 0));
    }

    #[test]
    fn a_pager_that_cannot_be_started_is_left_out() {
        let (state, terminal) = written("/nowhere/pager", 6);
        assert_eq!((state.as_str(), terminal.len()), ("direct", 3 * 30));
    }
}
