//! What is asked, before any index is known: the query language and its syntax tree, the plan that a query comes to,
//! phrases to find exactly.

mod character;
mod constraint;
mod display;
mod explain;
mod field;
mod lexer;
mod lexicon;
mod parser;
mod phrase;
mod plan;
mod query_char;
mod run;
mod scan;
mod syntax_error;
mod tree;

pub use constraint::{Constraint, Leaf};
pub use explain::explain;
pub use lexicon::Lexicon;
pub use parser::parse;
pub use phrase::Phrase;
pub use plan::{Expansion, Plan, Planner};
pub use run::{Run, RunWord};
pub use tree::{Clause, FieldValue, Node, Occur, PatternPart, Scope, Spanned};
