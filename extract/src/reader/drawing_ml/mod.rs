//! `DrawingML`: the text of shapes, charts, diagrams and objects, which documents and presentations share (ISO/IEC 29500-1 §20
//! and §21).
//!
//! Must not know the parts of a package.

mod auto_number;
pub(super) mod chart;
pub(super) mod diagram;
pub(super) mod embedded;
pub(super) mod shown_xml;
pub(super) mod text_body;
