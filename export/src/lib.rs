//! Answers as files: tables (CSV, TSV, Markdown, workbooks), charts (SVG) and citations.
//!
//! Uses the requests and answers of [`quanwen::api`] alone, so that the command line, a server and a binding write the same
//! files. Must not know arguments, terminals or how an answer is found.
//!
//! ```
//! use quanwen::api::DocumentList;
//! use quanwen_export::DocumentTable;
//!
//! let list: DocumentList = serde_json::from_str(
//!     r#"{"documents": [{"path": "2021.txt", "region": ["岚江省", "松泽县"], "year": 2021}]}"#,
//! )?;
//! let mut file = Vec::new();
//! let rows = quanwen_export::write_csv(&DocumentTable::new(&list), &mut file)?;
//! assert_eq!(rows, 1);
//! assert_eq!(
//!     String::from_utf8_lossy(&file),
//!     "\u{FEFF}region,year,title,path,document,code\n岚江省 › 松泽县,2021,,2021.txt,,\n"
//! );
//! # Ok::<(), Box<dyn std::error::Error>>(())
//! ```

mod about;
mod cell;
pub mod chart;
pub mod citation;
mod columns;
mod csv;
mod error;
mod grid;
mod markdown;
mod measure;
#[cfg(test)]
mod sample;
mod strip_chart;
pub mod svg;
mod table;
mod tables;
pub mod text;
mod trend_chart;
mod trend_grid;
mod xlsx;

pub use about::{About, Entry, local_time, zoned_time};
pub use cell::Cell;
pub use csv::{write_csv, write_tsv};
pub use error::{Error, Result};
pub use grid::Grid;
pub use markdown::write_markdown;
pub use measure::Measure;
pub use strip_chart::strip_chart;
pub use table::{EachRow, Table};
pub use tables::{
    CollocateTable, DispersionTable, DocumentTable, EvidenceTable, HitTable, KeywordTable,
    MentionRows, MentionTable, MentionsByDocumentTable, TrendTable, each_evidence, each_mention,
};
pub use trend_chart::{group_label, trend_charts};
pub use xlsx::{MAX_CELL_UNITS, MAX_GRIDS, MAX_ROWS, Written, write_xlsx};
