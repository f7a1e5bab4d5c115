//! Statistics of counts, each with the source of its formula. Must not know where the counts are from.

pub(super) mod association;
pub(super) mod dispersion;
pub(super) mod keyness;
