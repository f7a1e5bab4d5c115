//! The program's answers to a list of questions, without what differs between runs.

use std::path::Path;

use serde_json::Value;

use crate::corpus::MARK;
use crate::program::{Call, End, Run};

/// Fields that hold times and paths.
const VOLATILE: [&str; 5] = ["updated", "index_bytes", "index", "corpus", "segments"];

pub type Question = Vec<String>;

/// The answer to one question.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Answer {
    /// Exit status 0 or 1, and the output.
    Given(i32, String),
    /// Exit status 2: the output before the error, and the message.
    Refused(String, String),
    /// It crashed, panicked or took too long.
    Broken(String),
}

/// The answers to a list of questions, in its order.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Answers(pub Vec<(Question, Answer)>);

impl Answer {
    pub fn of(run: &Run) -> Self {
        if let Err(reason) = run.ended_cleanly() {
            return Self::Broken(reason);
        }
        match run.end {
            End::Exit(status @ (0 | 1)) => Self::Given(status, lasting(&run.stdout)),
            _ => Self::Refused(lasting(&run.stdout), run.stderr.trim().to_string()),
        }
    }
}

impl Answers {
    /// Queries the index in a folder without updating it.
    pub fn of(home: &Path, index: &Path, questions: &[Question]) -> Self {
        let ask = |question: &Question| {
            let run = call(home, index, question).run();
            (question.clone(), Answer::of(&run))
        };
        Self(questions.iter().map(ask).collect())
    }

    /// The first difference from other answers, in one line; `None` if they are equal.
    pub fn difference(&self, other: &Self) -> Option<String> {
        self.0
            .iter()
            .zip(&other.0)
            .find(|(mine, theirs)| mine != theirs)
            .map(|((question, mine), (_, theirs))| {
                format!("`{}`: {}", question.join(" "), contrast(mine, theirs))
            })
    }

    /// An error if a question was refused or crashed.
    pub fn were_given(&self) -> Result<(), String> {
        let refused = self
            .0
            .iter()
            .find(|(_, answer)| !matches!(answer, Answer::Given(..)));
        refused.map_or(Ok(()), |(question, answer)| {
            Err(format!("`{}`: {answer:?}", question.join(" ")))
        })
    }
}

/// A question to the index in a folder, without updating it.
pub fn call(home: &Path, index: &Path, question: &Question) -> Call {
    let index = index.to_str().unwrap();
    let mut words: Vec<&str> = question.iter().map(String::as_str).collect();
    words.extend(["--index", index]);
    Call::new(home, &words)
}

/// The arguments of a question.
pub fn question(words: &str) -> Question {
    words.split(' ').map(String::from).collect()
}

/// Questions whose answers depend only on the reports, not on the history of the index.
pub fn exact_questions() -> Vec<Question> {
    let texts = format!("mentions {MARK} -e 行政复议 -e 规范性文件 -e 放管服改革 --json");
    vec![question(&texts), question("list --json")]
}

/// The first difference between two answers, with the text of each.
pub fn contrast(mine: &Answer, theirs: &Answer) -> String {
    let (Answer::Given(_, here), Answer::Given(_, there)) = (mine, theirs) else {
        return format!("{} instead of {}", shortened(mine), shortened(theirs));
    };
    let same = here
        .lines()
        .zip(there.lines())
        .take_while(|(a, b)| a == b)
        .count();
    let line = |text: &str| clipped(text.lines().nth(same).unwrap_or("(nothing more)"));
    format!(
        "line {}: {} instead of {}",
        same + 1,
        line(here),
        line(there)
    )
}

fn shortened(answer: &Answer) -> String {
    match answer {
        Answer::Given(status, text) => format!("exit {status} with {} lines", text.lines().count()),
        Answer::Refused(_, message) => format!("a refusal ({})", clipped(message)),
        Answer::Broken(reason) => reason.clone(),
    }
}

fn clipped(text: &str) -> String {
    text.chars().take(300).collect()
}

/// Output without what differs between runs.
pub fn lasting(output: &str) -> String {
    let lines: Vec<String> = output.lines().map(lasting_line).collect();
    lines.join("\n")
}

fn lasting_line(line: &str) -> String {
    if let Ok(Value::Object(mut row)) = serde_json::from_str(line) {
        for field in VOLATILE {
            row.remove(field);
        }
        return Value::Object(row).to_string();
    }
    let is_lasting = |part: &&str| {
        !part.ends_with(" ms") && !part.ends_with(" s") && !part.starts_with("complete as of")
    };
    let parts: Vec<&str> = line.split(" · ").filter(is_lasting).collect();
    parts.join(" · ")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn times_and_places_are_left_out_of_a_comparison() {
        let row = |updated: u64| format!("{{\"mentions\":3,\"updated\":{updated}}}");
        assert_eq!(lasting(&row(1)), lasting(&row(2)));
        assert_ne!(lasting("{\"mentions\":3}"), lasting("{\"mentions\":4}"));
        assert_eq!(lasting("3 mentions · 4 ms"), lasting("3 mentions · 10 ms"));
        assert_ne!(lasting("3 mentions · 4 ms"), lasting("4 mentions · 4 ms"));
    }
}
