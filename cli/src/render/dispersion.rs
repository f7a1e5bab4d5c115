//! How evenly a text is distributed: the measures, and a strip for each part of the corpus.

use std::io::{self, Write};
use std::path::{Path, PathBuf};
use std::time::Instant;

use quanwen::api::{DispersionAnswer, Filter, Json, PartBy, Rows};
use quanwen_export::svg::picture;
use quanwen_export::{DispersionTable, Table, strip_chart};
use quanwen_messages::{Text, counted, text};

use super::Answer;
use super::chart::write_chart;
use super::coverage::{remark, remarks, summary_line, write_remarks};
use super::text::{FAINT, Text as Output};
use crate::hint;
use crate::language::{Said, language, say};

/// What the measures are.
const FORMULAS: Text = text!(
    "DP: half the differences between each part's share of the mentions and of the characters, 0 is even (Gries 2008). DPnorm: divided by its maximum (Lijffijt and Gries 2012). Range: parts with a mention of all parts."
);

/// The parts with their mentions, what was asked, the paths and the index typed, and when the command started.
pub(crate) struct DispersionShown<'a> {
    pub answer: &'a DispersionAnswer,
    pub filter: &'a Filter,
    pub paths: &'a [PathBuf],
    pub index: Option<&'a Path>,
    pub start: Instant,
}

impl Answer for DispersionShown<'_> {
    fn text(&self, text: &mut Output<impl Write>) -> anyhow::Result<()> {
        let summary = &self.answer.summary;
        if summary.mentions == 0 {
            self.write_summary(text)?;
            return Ok(text.remark(&hint::NO_MENTION.said())?);
        }
        write_chart(text, &strip_chart(self.answer, language()))?;
        text.remark(&FORMULAS.said())?;
        let command = hint::mentions(&summary.query, self.filter, self.paths, self.index);
        let every = say!("Every mention: {command}", command = command);
        text.spans(&[(FAINT, &every)])?;
        Ok(self.write_summary(text)?)
    }

    fn json(&self, json: &mut Json<impl Write>) -> anyhow::Result<()> {
        Ok(self.answer.write_rows(json)?)
    }

    fn table(&self) -> Option<Box<dyn Table + '_>> {
        Some(Box::new(DispersionTable::new(self.answer)))
    }

    fn svg(&self) -> Option<String> {
        Some(picture(&[strip_chart(self.answer, language())]))
    }

    fn closing(&self, text: &mut Output<impl Write>) -> io::Result<()> {
        self.write_summary(text)
    }

    fn table_notes(&self) -> Vec<String> {
        let mut lines = remarks(&self.answer.summary.coverage);
        if self.answer.summary.truncated {
            lines.push(remark(&hint::RAISE_ROWS.said()));
        }
        lines
    }
}

impl DispersionShown<'_> {
    fn write_summary(&self, text: &mut Output<impl Write>) -> io::Result<()> {
        let summary = &self.answer.summary;
        // The reports without a year or a place are a part too, which is no year and no place.
        let parts = match summary.by {
            PartBy::Document => counted!(summary.parts, "{n} report", "{n} reports"),
            PartBy::Year | PartBy::Region => counted!(summary.parts, "{n} part", "{n} parts"),
        };
        let found = say!(
            "{mentions} in {with} of {parts}",
            mentions = counted!(summary.mentions, "{n} mention", "{n} mentions"),
            with = summary.parts_with,
            parts = parts
        );
        let cut = summary.truncated.then_some(hint::CUT);
        summary_line(text, &found, &summary.coverage, cut, self.start)?;
        write_remarks(text, &summary.coverage)
    }
}
