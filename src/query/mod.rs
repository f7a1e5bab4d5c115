//! The query language, independent of any index: parser and syntax tree, query plan, exact phrases.
//!
//! ```
//! use quanwen::query::{Node, parse};
//!
//! assert!(matches!(parse("\"行政复议\"")?, Node::Exact(_)));
//! assert!(matches!(parse("复议 AND 诉讼")?, Node::All(_)));
//! # Ok::<(), quanwen::Error>(())
//! ```

mod character;
mod concept;
mod constraint;
mod display;
mod explain;
mod field;
mod lexer;
mod lexicon;
mod look_alike;
mod parser;
mod pattern;
mod phrase;
mod plan;
mod query_char;
mod reading;
mod run;
mod scan;
mod syntax_error;
mod tree;

pub use concept::parse_concept;
pub use constraint::{Constraint, Leaf, Literal};
pub(crate) use display::exact_query;
pub use explain::explain;
pub use lexicon::Lexicon;
pub(crate) use look_alike::look_alikes;
pub use parser::parse;
pub use pattern::{Pattern, groups_of, looks_like_pattern};
pub use phrase::Phrase;
pub(crate) use plan::Planner;
pub use plan::{Expansion, Plan};
pub use reading::figure;
pub use reading::{Labels, Meaning, Place, Reading};
pub(crate) use reading::{Names, years_in};
pub use run::{Run, RunWord};
pub use tree::{Clause, FieldValue, Node, Occur, PatternPart, Scope, Spanned};
