//! Charts as lines of text.

use insta::assert_snapshot;
use proptest::prelude::*;
use quanwen_export::chart::{BarChart, Chart, Columns, Grid, LineChart};
use quanwen_export::text::{Line, Role, lines};
use quanwen_messages::Language;
use unicode_width::UnicodeWidthStr;

use crate::invented::{chart, small_bar_chart, small_grid, small_line_chart, small_strips};

fn text(chart: impl Into<Chart>, columns: usize) -> String {
    let line = |line: &Line| {
        line.iter()
            .map(|piece| piece.text.as_str())
            .collect::<String>()
            + "\n"
    };
    lines(&chart.into(), columns).iter().map(line).collect()
}

#[test]
fn a_line_chart() {
    assert_snapshot!(text(small_line_chart(), 60));
}

#[test]
fn a_grid() {
    assert_snapshot!(text(small_grid(), 60));
}

#[test]
fn a_bar_chart() {
    assert_snapshot!(text(small_bar_chart(), 60));
}

#[test]
fn strips_of_reports() {
    assert_snapshot!(text(small_strips(), 60));
}

#[test]
fn columns_without_room_go_on_below() {
    let grid = Grid::new("", Columns::Years(2001..=2020))
        .row(["松泽县"], (1..=20).map(|year| Some(f64::from(year))))
        .row(["望汀区"], []);
    assert_snapshot!(text(grid, 60));
}

#[test]
fn zero_has_no_bar_and_any_other_value_one() {
    let chart = BarChart::new("")
        .bar(["松泽县"], Some(0.0))
        .bar(["望汀区"], Some(1.0))
        .bar(["柳渡镇"], Some(1e6))
        .bar(["雁石桥镇"], None);
    let bars: Vec<usize> = lines(&chart.into(), 60)
        .iter()
        .map(|line| {
            line.iter()
                .filter(|piece| piece.role == Role::Bar)
                .map(|piece| piece.text.width())
                .sum()
        })
        .collect();
    assert_eq!(bars, [0, 1, 24, 0, 0]);
}

#[test]
fn zero_and_no_report_differ() {
    let text = text(LineChart::new("", 2019..=2020).series("", [Some(0.0)]), 60);
    assert_eq!(text, "  2019  0\n  2020  ·\n· no report\n");
}

proptest! {
    #[test]
    fn no_line_is_wider_than_asked_for(chart in chart(), columns in 0..130_usize) {
        let room = columns.max(40);
        for line in text(chart, columns).lines() {
            prop_assert!(line.width() <= room, "{line:?}");
        }
    }

    #[test]
    fn pieces_have_no_control_characters(chart in chart()) {
        for piece in lines(&chart, 80).iter().flatten() {
            prop_assert!(!piece.text.chars().any(quanwen::api::acts_on_terminal));
        }
    }
}

#[test]
fn what_is_beside_the_words_of_the_caller_is_in_the_language_of_the_chart() {
    let chinese = [
        text(small_line_chart().in_language(Language::Chinese), 60),
        text(small_grid().in_language(Language::Chinese), 60),
        text(small_strips().in_language(Language::Chinese), 60),
    ];
    assert_snapshot!(chinese.join("\n"));
}
