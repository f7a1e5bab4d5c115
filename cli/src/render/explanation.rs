//! How a query is interpreted.

use std::io::{self, Write};

use quanwen::api::{Explanation, IndentedLine, Json, Rows, WordKind};
use unicode_width::UnicodeWidthStr;

use super::Answer;
use super::columns::padded;
use super::lines::PLAIN;
use super::text::Text;
use super::visible::one_line;
use crate::hint;
use crate::language::{Said, say};

impl Answer for Explanation {
    fn text(&self, text: &mut Text<impl Write>) -> anyhow::Result<()> {
        Ok(explanation(text, self)?)
    }

    fn json(&self, json: &mut Json<impl Write>) -> anyhow::Result<()> {
        Ok(self.write_rows(json)?)
    }
}

/// Writes how a query is interpreted.
fn explanation(text: &mut Text<impl Write>, explanation: &Explanation) -> io::Result<()> {
    text.title(say!("read as"))?;
    text.line(&format!("  {}", explanation.read_as))?;
    text.title(say!("tree"))?;
    indented(text, &explanation.tree)?;
    if !explanation.must_hold.is_empty() {
        text.title(say!("must hold"))?;
        indented(text, &explanation.must_hold)?;
    }
    if !explanation.words.is_empty() {
        text.title(say!("ranked by"))?;
    }
    let widest = explanation
        .words
        .iter()
        .map(|word| one_line(&word.text).width())
        .max();
    for word in &explanation.words {
        let kind = match word.kind {
            WordKind::Content => "",
            WordKind::Function => say!("  function word"),
            WordKind::Question => say!("  question word"),
        };
        let word_text = padded(&one_line(&word.text), widest.unwrap_or(0));
        text.line(&format!("  {word_text}  × {}{kind}", word.weight))?;
    }
    if !explanation.figures.is_empty() {
        text.title(say!("and by figures, whole"))?;
    }
    for figure in &explanation.figures {
        text.line(&format!("  {}", one_line(figure)))?;
    }
    if !explanation.expansions.is_empty() {
        text.title(say!("and by their synonyms"))?;
    }
    for expansion in &explanation.expansions {
        text.line(&format!(
            "  {} → {}  × {}",
            expansion.of, expansion.text, expansion.weight
        ))?;
    }
    for look_alike in &explanation.look_alikes {
        text.remark(&hint::look_alike(look_alike).said())?;
    }
    text.title(say!("steps"))?;
    for (number, step) in (1..).zip(&explanation.steps) {
        text.paragraph(&format!("{number}. {}", step.said()), 2, PLAIN)?;
    }
    Ok(())
}

fn indented(text: &mut Text<impl Write>, lines: &[IndentedLine]) -> io::Result<()> {
    for line in lines {
        let margin = "  ".repeat(line.depth + 1);
        text.line(&format!("{margin}{}", line.text.said()))?;
    }
    Ok(())
}
