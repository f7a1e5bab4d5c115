//! Charts as lines of text.

use std::io::{self, Write};

use quanwen_export::chart::Chart;
use quanwen_export::text::{Role, lines};

use super::lines::PLAIN;
use super::text::{FAINT, HEADER, MATCH, Text};

/// Writes a chart from its title to its remarks.
pub(super) fn write_chart(text: &mut Text<impl Write>, chart: &Chart) -> io::Result<()> {
    for line in lines(chart, text.columns()) {
        let pieces = line.iter();
        let spans: Vec<_> = pieces
            .map(|piece| (style(piece.role), piece.text.as_str()))
            .collect();
        text.spans(&spans)?;
    }
    Ok(())
}

/// The colours of a chart.
fn style(role: Role) -> anstyle::Style {
    match role {
        Role::Title => HEADER,
        Role::Bar => MATCH,
        Role::Remark => FAINT,
        _ => PLAIN,
    }
}
