//! Optional content (layers): content that a viewer hides when it opens the file (ISO 32000-1 8.11).
//!
//! Owns the default configuration; knows nothing about drawing. Invariant: content not known to be hidden is shown.

use std::collections::HashSet;

use hayro_syntax::object::dict::keys;
use hayro_syntax::object::{Array, Dict, MaybeRef, Name, Object, ObjectIdentifier};
use hayro_syntax::page::Resources;
use hayro_syntax::xref::XRef;

/// Marked content that nests deeper than this is shown.
const DEPTH: usize = 10_000;

/// The layers that are off by default.
#[derive(Debug, Default)]
pub(super) struct HiddenLayers(HashSet<ObjectIdentifier>);

impl HiddenLayers {
    /// The layers of a file.
    pub(super) fn of(xref: &XRef) -> Self {
        Self(hidden_groups(xref).unwrap_or_default())
    }

    /// Whether a form or an image is in a hidden layer.
    pub(super) fn hides(&self, drawn: &Dict<'_>) -> bool {
        !self.0.is_empty() && self.hides_entry(drawn, keys::OC)
    }

    /// Whether a dictionary entry refers to a hidden layer or to a membership dictionary whose layers are all hidden.
    fn hides_entry(&self, dictionary: &Dict<'_>, key: &[u8]) -> bool {
        if dictionary
            .get_ref(key)
            .is_some_and(|layer| self.0.contains(&layer.into()))
        {
            return true;
        }
        let Some(membership) = dictionary.get::<Dict<'_>>(key) else {
            return false;
        };
        if membership
            .get_ref(keys::OCGS)
            .is_some_and(|layer| self.0.contains(&layer.into()))
        {
            return true;
        }
        let groups = membership
            .get::<Array<'_>>(keys::OCGS)
            .map(|groups| references(&groups))
            .unwrap_or_default();
        !groups.is_empty() && groups.iter().all(|group| self.0.contains(group))
    }
}

/// The optional content groups that the default configuration turns off, ISO 32000-1 8.11.4.3.
fn hidden_groups(xref: &XRef) -> Option<HashSet<ObjectIdentifier>> {
    let catalog = xref.get::<Dict<'_>>(xref.root_id())?;
    let properties = catalog.get::<Dict<'_>>(keys::OCPROPERTIES)?;
    let configuration = properties.get::<Dict<'_>>(keys::D)?;
    let groups = |dictionary: &Dict<'_>, key: &[u8]| {
        dictionary
            .get::<Array<'_>>(key)
            .map(|groups| references(&groups))
            .unwrap_or_default()
    };
    let mut hidden: HashSet<ObjectIdentifier> =
        groups(&configuration, keys::OFF).into_iter().collect();
    if configuration.get::<Name<'_>>(b"BaseState").as_deref() == Some(b"OFF") {
        hidden.extend(groups(&properties, keys::OCGS));
        for shown in groups(&configuration, b"ON") {
            hidden.remove(&shown);
        }
    }
    Some(hidden)
}

fn references(groups: &Array<'_>) -> Vec<ObjectIdentifier> {
    let reference = |group: MaybeRef<Object<'_>>| group.as_obj_ref().map(Into::into);
    groups.raw_iter().filter_map(reference).collect()
}

/// The open marked content and whether each part of it is hidden.
#[derive(Debug, Default)]
pub(super) struct LayerStack {
    open: Vec<bool>,
    hidden: usize,
}

impl LayerStack {
    /// Begins marked content with properties, which may name a layer (ISO 32000-1 8.11.3.2).
    pub(super) fn begin(
        &mut self,
        tag: &[u8],
        properties: &Object<'_>,
        resources: &Resources<'_>,
        layers: &HiddenLayers,
    ) {
        let is_hidden = match properties {
            Object::Name(name) if tag == b"OC" => layers.hides_entry(&resources.properties, name),
            _ => false,
        };
        self.push(is_hidden);
    }

    /// Begins marked content that is not a layer.
    pub(super) fn begin_visible(&mut self) {
        self.push(false);
    }

    fn push(&mut self, is_hidden: bool) {
        if self.open.len() < DEPTH {
            self.open.push(is_hidden);
            self.hidden += usize::from(is_hidden);
        }
    }

    pub(super) fn end(&mut self) {
        if self.open.pop() == Some(true) {
            self.hidden -= 1;
        }
    }

    pub(super) fn is_hidden(&self) -> bool {
        self.hidden > 0
    }
}
