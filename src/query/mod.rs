//! What is asked, before any index is known: the query language and its syntax tree, the plan that a query comes to,
//! phrases to find exactly, filters.

mod character;
mod constraint;
mod display;
mod explain;
mod field;
mod filter;
mod letters;
mod lexer;
mod lexicon;
mod parser;
mod phrase;
mod plan;
mod scan;
mod tree;
mod trouble;

pub use constraint::{Constraint, Leaf};
pub use explain::{ExplainedExpansion, ExplainedWord, Explanation, Indented, explain};
pub use filter::{Filter, YearRange};
pub use lexicon::{Lexicon, WordKind};
pub use parser::parse;
pub use phrase::Phrase;
pub use plan::{Expansion, Plan, Planner, Run, RunWord};
pub use tree::{Clause, FieldValue, Node, Occur, PatternPart, Typed, Unit};
