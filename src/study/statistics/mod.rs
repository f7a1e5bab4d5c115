//! The formulas of corpus statistics, each with its source. Plain numbers in, plain numbers out: must not know texts or
//! indexes.

mod association;

pub(crate) use association::{Association, log_dice};
