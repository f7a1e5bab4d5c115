//! The package from outside.

mod invented;
mod parsed;
mod pictures;
mod text_charts;
