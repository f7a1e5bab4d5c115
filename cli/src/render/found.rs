//! What stands around the hits of a search: counts by year and place, why nothing was found, how a query was read.

use std::io::{self, Write};

use unicode_width::UnicodeWidthStr;

use super::columns::padded;
use super::lines::PLAIN;
use super::text::{FAINT, MATCH, SECTION, Text, counted};
use super::visible::one_line;
use quanwen::query::{Explanation, Indented, WordKind};
use quanwen::search::{Absence, Facet, FacetField, FacetValue};

/// Values of a facet that are shown.
const VALUES: usize = 20;
/// Columns of the bar of the largest value, where the terminal has them.
const BAR: usize = 24;
/// Columns beside a value's name and bar: blanks and counts.
const BESIDE: usize = 28;

impl<W: Write> Text<W> {
    /// Writes how an answer is spread, each property under its name.
    ///
    /// # Errors
    /// What the output returns.
    pub fn facets(&mut self, facets: &[Facet]) -> io::Result<()> {
        for facet in facets {
            self.line("")?;
            let name = match facet.field {
                FacetField::Year => "by year",
                FacetField::Region => "by region",
            };
            self.title(name)?;
            let cut = facet.values.len().saturating_sub(VALUES);
            // Years ascend, and the last are what is asked about most; places begin with the most.
            let (shown, left_out) = match facet.field {
                FacetField::Year => (&facet.values[cut..], "earlier"),
                FacetField::Region => (&facet.values[..facet.values.len() - cut], "more"),
            };
            let widest = shown.iter().map(|value| label(value).width()).max();
            let most = shown.iter().map(|value| value.sections).max();
            for value in shown {
                self.facet_value(value, widest.unwrap_or(0), most.unwrap_or(1))?;
            }
            if cut > 0 {
                let rest = format!("  … and {cut} {left_out}: --json has all");
                self.spans(&[(FAINT, &rest)])?;
            }
        }
        Ok(())
    }

    fn facet_value(&mut self, value: &FacetValue, widest: usize, most: u64) -> io::Result<()> {
        let room = self.columns.saturating_sub(widest + BESIDE);
        let bar = room.clamp(1, BAR);
        let length = usize::try_from(value.sections * bar as u64 / most.max(1)).unwrap_or(bar);
        let counts = format!(
            "{:>6} in {}",
            value.sections,
            counted(value.documents, "report")
        );
        let label = format!("  {}  ", padded(&label(value), widest));
        let bar = padded(&"▇".repeat(length.max(1)), bar);
        let counts = format!("  {}", counts.trim_end());
        self.spans(&[(PLAIN, &label), (MATCH, &bar), (PLAIN, &counts)])
    }

    /// Writes why nothing was found.
    ///
    /// # Errors
    /// What the output returns.
    pub fn absence(&mut self, absence: &Absence) -> io::Result<()> {
        self.line(&format!(
            "nothing found in {}",
            counted(absence.documents, "report")
        ))?;
        for part in &absence.parts {
            let said = match (part.sections, part.leaves_nothing) {
                (0, _) => "in no section".to_string(),
                (sections, false) => format!("in {}", counted(sections, "section")),
                (sections, true) => format!(
                    "in {}, none of which has the parts above too",
                    counted(sections, "section")
                ),
            };
            self.wrapped(&format!("{}  {said}", part.text), 2, MATCH)?;
        }
        if !absence.nearby.is_empty() {
            let nearby = absence.nearby.iter();
            let nearby = nearby.map(|near| format!("{} ({})", near.text, near.mentions));
            let nearby: Vec<String> = nearby.collect();
            self.wrapped(&format!("nearby: {}", nearby.join(" · ")), 0, FAINT)?;
        }
        if absence.skipped_files > 0 {
            let unread = counted(absence.skipped_files, "file");
            self.line(&format!("{unread} not read may have it"))?;
        }
        Ok(())
    }

    /// Writes how a query is read.
    ///
    /// # Errors
    /// What the output returns.
    pub fn query_explanation(&mut self, explanation: &Explanation) -> io::Result<()> {
        self.title("read as")?;
        self.line(&format!("  {}", explanation.read_as))?;
        self.title("tree")?;
        self.indented(&explanation.tree)?;
        if !explanation.must_hold.is_empty() {
            self.title("must hold")?;
            self.indented(&explanation.must_hold)?;
        }
        if !explanation.words.is_empty() {
            self.title("ranked by")?;
        }
        let widest = explanation.words.iter();
        let widest = widest.map(|word| one_line(&word.text).width()).max();
        for word in &explanation.words {
            let kind = match word.kind {
                WordKind::Content => "",
                WordKind::Function => "  function word",
                WordKind::Question => "  question word",
            };
            let text = padded(&one_line(&word.text), widest.unwrap_or(0));
            self.line(&format!("  {text}  × {}{kind}", word.weight))?;
        }
        if !explanation.expansions.is_empty() {
            self.title("and by what stands for them")?;
        }
        for expansion in &explanation.expansions {
            self.line(&format!(
                "  {} → {}  × {}",
                expansion.of, expansion.text, expansion.weight
            ))?;
        }
        self.title("what is done")?;
        for (number, step) in (1..).zip(&explanation.steps) {
            self.line(&format!("  {number}. {step}"))?;
        }
        Ok(())
    }

    fn title(&mut self, title: &str) -> io::Result<()> {
        self.spans(&[(SECTION, title)])
    }

    fn indented(&mut self, lines: &[Indented]) -> io::Result<()> {
        for line in lines {
            self.line(&format!("  {}{}", "  ".repeat(line.depth), line.text))?;
        }
        Ok(())
    }
}

fn label(value: &FacetValue) -> String {
    let known = value
        .value
        .as_deref()
        .map(|value| value.replace('/', " › "));
    known.map_or_else(|| "unknown".to_string(), |known| one_line(&known))
}
