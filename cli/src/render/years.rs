//! Years: their span, and how many reports each has.

use std::io::{self, Write};

use super::lines::PLAIN;
use super::text::{FAINT, MATCH, Text};

/// Heights of a bar.
const BARS: [char; 8] = ['▁', '▂', '▃', '▄', '▅', '▆', '▇', '█'];
/// Columns of a decade's name and of its bars, with the gaps around them.
const LEFT_COLUMNS: usize = 20;
/// Columns between two numbers.
const GAP: usize = 2;

/// The first and the last of some years: `2016–2024`.
pub(super) fn span(first: u16, last: u16) -> String {
    if first == last {
        return first.to_string();
    }
    format!("{first}–{last}")
}

/// Ascending years, those that follow each other as one span: `2013–2015 2019`.
pub(super) fn spans(years: &[u16]) -> String {
    let runs = years.chunk_by(|year, next| u32::from(*year) + 1 == u32::from(*next));
    let spans = runs.filter_map(|run| Some(span(*run.first()?, *run.last()?)));
    spans.collect::<Vec<_>>().join(" ")
}

/// Writes a row for each decade: a bar for each year, and its reports or, where there is no room, those of the decade. A
/// year without a report between the first and the last has no bar and a dash.
pub(super) fn write_chart(text: &mut Text<impl Write>, years: &[(u16, u64)]) -> io::Result<()> {
    let (Some((first, _)), Some((last, _))) = (years.first(), years.last()) else {
        return Ok(());
    };
    let most = years.iter().map(|(_, reports)| *reports).max().unwrap_or(0);
    let cell = most.to_string().len() + GAP;
    let has_counts = LEFT_COLUMNS + 10 * cell <= text.columns();
    if has_counts {
        let digits = row(cell, (0..10).map(|digit| digit.to_string()));
        text.spans(&[(FAINT, &format!("{:LEFT_COLUMNS$}{digits}", ""))])?;
    }
    let mut next = first / 10;
    for decade in years.chunk_by(|(a, _), (b, _)| a / 10 == b / 10) {
        let number = decade[0].0 / 10;
        if number > next {
            text.spans(&[(FAINT, "  …")])?;
        }
        next = number + 1;
        let ten = ten_years(decade);
        let bars: String = ten.iter().map(|reports| bar(*reports, most)).collect();
        let counts = if has_counts {
            let labels = (number * 10..)
                .zip(ten)
                .map(|(year, reports)| match reports {
                    Some(reports) => reports.to_string(),
                    None if (*first..=*last).contains(&year) => "–".to_string(),
                    None => String::new(),
                });
            row(cell, labels)
        } else {
            format!("  {}", ten.iter().flatten().sum::<u64>())
        };
        text.spans(&[
            (PLAIN, &format!("  {:>5}  ", format!("{number}0s"))),
            (MATCH, &bars),
            (PLAIN, &format!(" {}", counts.trim_end())),
        ])?;
    }
    Ok(())
}

/// Labels side by side, each at the right of `cell` columns.
fn row(cell: usize, labels: impl Iterator<Item = String>) -> String {
    let cells: Vec<String> = labels.map(|label| format!("{label:>cell$}")).collect();
    cells.concat()
}

/// The reports of each year of a decade.
fn ten_years(decade: &[(u16, u64)]) -> [Option<u64>; 10] {
    let mut ten = [None; 10];
    for (year, reports) in decade {
        ten[usize::from(year % 10)] = Some(*reports);
    }
    ten
}

fn bar(reports: Option<u64>, most: u64) -> char {
    let Some(reports) = reports.filter(|reports| *reports > 0) else {
        return ' ';
    };
    let height = (reports * BARS.len() as u64).div_ceil(most.max(1));
    BARS[usize::try_from(height)
        .unwrap_or(BARS.len())
        .clamp(1, BARS.len())
        - 1]
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn years_that_follow_each_other_are_one_span() {
        assert_eq!(
            spans(&[2013, 2014, 2015, 2019, 2021, 2022]),
            "2013–2015 2019 2021–2022"
        );
        assert_eq!(spans(&[u16::MAX]), "65535");
        assert_eq!(spans(&[]), "");
    }

    fn chart(years: &[(u16, u64)], columns: usize) -> String {
        let mut out = Vec::new();
        write_chart(&mut Text::new(&mut out, columns, false), years).unwrap();
        String::from_utf8(out).unwrap()
    }

    #[test]
    fn a_year_without_a_report_is_a_gap_between_the_first_and_the_last() {
        let expected = [
            "                      0  1  2  3  4  5  6  7  8  9\n",
            "  1990s           ▁                              1\n",
            "  …\n",
            "  2020s  █ ▅          8  –  5\n",
        ];
        let shown = chart(&[(1999, 1), (2020, 8), (2022, 5)], 60);
        assert_eq!(shown, expected.concat());
    }

    #[test]
    fn a_narrow_chart_has_the_reports_of_each_decade() {
        let shown = chart(&[(2019, 1000), (2020, 80), (2022, 1)], 40);
        assert_eq!(
            shown,
            "  2010s           █   1000\n  2020s  ▁ ▁          81\n"
        );
    }
}
