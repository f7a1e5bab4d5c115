//! Folded text to terms: characters for the exact layer, words for the word layer.
//!
//! Must not know documents or storage. The segmenter is the only face of the word segmentation library.

mod analyzer;
mod segmenter;

pub(crate) use analyzer::WordAnalyzer;
pub(crate) use segmenter::Segmenter;
