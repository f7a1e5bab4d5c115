//! Why files are not read whose readers were left out of the build: each names the feature that has the reader.

#[cfg(not(all(
    feature = "archives",
    feature = "html",
    feature = "office",
    feature = "pdf"
)))]
use quanwen_messages::{Text, text};

/// Archives: `archives`.
#[cfg(not(feature = "archives"))]
pub(crate) const ARCHIVES: Text = text!(
    "an archive, which this build does not read: unpack it, or build with the feature `archives`"
);
/// Web pages and mails: `html`.
#[cfg(not(feature = "html"))]
pub(crate) const HTML: Text = text!(
    "a web page or a mail, which this build does not read: save it as text, or build with the feature `html`"
);
/// Office documents: `office`.
#[cfg(not(feature = "office"))]
pub(crate) const OFFICE: Text = text!(
    "an Office document, which this build does not read: save it as text, or build with the feature `office`"
);
/// Pages: `pdf`.
#[cfg(not(feature = "pdf"))]
pub(crate) const PDF: Text = text!(
    "a PDF or OFD file, which this build does not read: save it as text, or build with the feature `pdf`"
);
/// What is stored in packages and compound files.
#[cfg(not(feature = "packages"))]
pub(crate) const PACKAGES: Text = text!(
    "an Office document, OFD file or archive, which this build does not read: save it as text, or build with the features `office`, `pdf` and `archives`"
);
/// XML of no known vocabulary: `office`.
#[cfg(not(feature = "office"))]
pub(crate) const XML: Text = text!(
    "a file of XML, which this build does not read: save it as text, or build with the feature `office`"
);
