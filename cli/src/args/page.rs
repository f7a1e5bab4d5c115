//! The page of help of a command in Chinese. clap words its own in English, and breaks lines only at blanks.

use clap::builder::{StyledStr, Styles};
use clap::{Arg, Command};
use quanwen_messages::{Language, Text, text};
use unicode_width::UnicodeWidthStr;

use super::wrap::{filled, wrapped};

/// Before the name of a command or an argument.
const INDENT: usize = 2;
/// Between the name and its help.
const GAP: usize = 2;
/// Before help that stands below the name.
const BELOW: usize = 10;
/// Of the width, what names may take so that their help stands beside them.
const BESIDE_PERCENT: usize = 40;

/// The page of a command, in lines of `columns`.
pub(super) fn of(command: &mut Command, columns: usize) -> StyledStr {
    let mut parts = Vec::new();
    parts.extend(
        command
            .get_about()
            .map(|about| filled(&about.to_string(), columns)),
    );
    parts.push(usage(&command.render_usage(), command.get_styles()));
    parts.extend(
        lists(command)
            .iter()
            .map(|list| list.shown(command.get_styles(), columns)),
    );
    parts.extend(
        command
            .get_after_help()
            .map(|after| filled(&after.to_string(), columns)),
    );
    format!("{}\n", parts.join("\n\n")).into()
}

/// What clap says of the usage of a command, in Chinese.
pub(super) fn usage(english: &StyledStr, styles: &Styles) -> String {
    let english = english.ansi().to_string();
    // After the title stands the end of its style.
    let usage = english
        .split_once(' ')
        .map_or(&*english, |(_, usage)| usage);
    let usage = usage.replacen("[OPTIONS]", in_chinese(text!("[OPTIONS]")), 1);
    let style = styles.get_usage();
    format!("{style}{}{style:#}{usage}", in_chinese(text!("Usage:")))
}

fn in_chinese(text: Text) -> &'static str {
    text.in_language(Language::Chinese)
}

/// Commands or arguments under a heading.
struct List {
    heading: String,
    rows: Vec<Row>,
}

/// A command or an argument: what is typed, what stands for a value, and its help.
struct Row {
    literal: String,
    value: String,
    help: String,
}

fn lists(command: &Command) -> Vec<List> {
    let commands = command.get_subcommands().map(Row::of_command).collect();
    let named = |heading: Text, rows| List {
        heading: in_chinese(heading).to_string(),
        rows,
    };
    let plain: Vec<&Arg> = arguments_under(None, command);
    let (positional, options): (Vec<&Arg>, Vec<&Arg>) = plain
        .into_iter()
        .partition(|argument| argument.is_positional());
    let mut lists = vec![
        named(text!("Commands"), commands),
        named(text!("Arguments"), rows(&positional)),
        named(text!("Options"), rows(&options)),
    ];
    let mut headings: Vec<&str> = Vec::new();
    for heading in command.get_arguments().filter_map(Arg::get_help_heading) {
        if !headings.contains(&heading) {
            headings.push(heading);
        }
    }
    lists.extend(headings.into_iter().map(|heading| List {
        heading: heading.to_string(),
        rows: rows(&arguments_under(Some(heading), command)),
    }));
    lists.retain(|list| !list.rows.is_empty());
    lists
}

fn arguments_under<'c>(heading: Option<&str>, command: &'c Command) -> Vec<&'c Arg> {
    let shown = command
        .get_arguments()
        .filter(|argument| !argument.is_hide_set());
    shown
        .filter(|argument| argument.get_help_heading() == heading)
        .collect()
}

fn rows(arguments: &[&Arg]) -> Vec<Row> {
    arguments
        .iter()
        .map(|argument| Row::of_argument(argument))
        .collect()
}

impl Row {
    fn of_command(command: &Command) -> Self {
        Self {
            literal: command.get_name().to_string(),
            value: String::new(),
            help: command
                .get_about()
                .map(ToString::to_string)
                .unwrap_or_default(),
        }
    }

    fn of_argument(argument: &Arg) -> Self {
        let shown = argument.to_string();
        let long = argument.get_long().map(|long| format!("--{long}"));
        let short = argument.get_short().map(|short| format!("-{short}"));
        let typed = long.as_deref().or(short.as_deref()).unwrap_or_default();
        let value = shown.strip_prefix(typed).unwrap_or(&shown);
        let literal = match (&short, &long) {
            (Some(short), Some(long)) => format!("{short}, {long}"),
            (None, Some(long)) => format!("    {long}"),
            (Some(only), None) => only.clone(),
            (None, None) => String::new(),
        };
        Self {
            literal,
            value: value.to_string(),
            help: argument
                .get_help()
                .map(ToString::to_string)
                .unwrap_or_default(),
        }
    }

    fn width(&self) -> usize {
        self.literal.width() + self.value.width()
    }
}

impl List {
    fn shown(&self, styles: &Styles, columns: usize) -> String {
        let layout = Layout::of(&self.rows, columns);
        let header = styles.get_header();
        let mut shown = format!("{header}{}：{header:#}", self.heading);
        for row in &self.rows {
            shown.push('\n');
            shown.push_str(&row.shown(styles, layout));
        }
        shown
    }
}

/// Where the help of a list stands.
#[derive(Debug, Clone, Copy)]
struct Layout {
    margin: usize,
    columns: usize,
    is_beside: bool,
}

impl Layout {
    /// Help stands beside the names, or below them where they take too much of the width and it is longer than the rest.
    fn of(rows: &[Row], columns: usize) -> Self {
        let widest = rows.iter().map(Row::width).max().unwrap_or(0);
        let beside = INDENT + widest + GAP;
        let rest = columns.saturating_sub(beside);
        let is_beside = beside * 100 <= columns * BESIDE_PERCENT
            || rows.iter().all(|row| row.help.width() <= rest);
        Self {
            margin: if is_beside { beside } else { BELOW },
            columns: columns.saturating_sub(if is_beside { beside } else { BELOW }),
            is_beside,
        }
    }
}

impl Row {
    fn shown(&self, styles: &Styles, layout: Layout) -> String {
        let style = styles.get_literal();
        let (literal, value) = (&self.literal, &self.value);
        let name = format!("{:INDENT$}{style}{literal}{style:#}{value}", "");
        let below = format!("\n{:margin$}", "", margin = layout.margin);
        let gap = if layout.is_beside {
            " ".repeat(layout.margin - INDENT - self.width())
        } else {
            below.clone()
        };
        let help = wrapped(&self.help, layout.columns).join(&below);
        [name, gap, help].concat()
    }
}
