//! quanwen
pub mod error; mod document; mod schema; mod corpus; mod structure; mod fold;
pub use error::{Error, Result};
