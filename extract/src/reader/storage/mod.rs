//! How the bytes of files are stored: packages of parts, compound files of streams, XML, code pages, encryption.
//!
//! Must not know what is in them.

pub(super) mod code_page;
pub(super) mod flat_package;
pub(super) mod little_endian;
pub(super) mod ole;
pub(super) mod package;
pub(super) mod password;
pub(super) mod relationships;
pub(super) mod sectors;
pub(super) mod xml;
