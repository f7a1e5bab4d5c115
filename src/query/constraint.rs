//! What a section must satisfy, as a formula over what can be looked up.

use regex::Regex;

use super::phrase::Phrase;
use super::tree::{FieldValue, Unit};

/// A formula over leaves.
#[derive(Debug, Clone)]
pub enum Constraint {
    /// Something that a section has or has not.
    Leaf {
        /// What.
        leaf: Leaf,
        /// As typed.
        typed: String,
        /// Where, 1-based in characters of the query.
        column: usize,
    },
    /// All of them; of none, nothing is asked.
    All(Vec<Constraint>),
    /// One of them at the least.
    Any(Vec<Constraint>),
    /// Not this.
    Not(Box<Constraint>),
}

/// What a section has or has not. Texts are folded.
#[derive(Debug, Clone)]
pub enum Leaf {
    /// A text occurs.
    Text(Phrase),
    /// All texts occur with at most so many other characters between them.
    Near {
        /// The texts.
        texts: Vec<Phrase>,
        /// Characters of the window that belong to none of them.
        distance: u32,
    },
    /// All texts occur in one unit.
    Together {
        /// Which unit.
        unit: Unit,
        /// The texts.
        texts: Vec<Phrase>,
    },
    /// A regular expression matches in a paragraph; what it matches holds all the literals.
    Scan {
        /// Over folded text.
        regex: Regex,
        /// What every match holds; may be empty.
        literals: Vec<String>,
    },
    /// A field of the report or section is like this.
    Field(FieldValue),
}

impl Constraint {
    /// All of several; nothing where there is none.
    #[must_use]
    pub fn all(mut constraints: Vec<Self>) -> Option<Self> {
        match constraints.len() {
            0 => None,
            1 => constraints.pop(),
            _ => Some(Self::All(constraints)),
        }
    }

    /// The leaves that must hold by themselves: those not under an OR or a NOT.
    pub(crate) fn required_leaves(&self) -> Vec<&Self> {
        match self {
            Self::Leaf { .. } => vec![self],
            Self::All(constraints) => constraints.iter().flat_map(Self::required_leaves).collect(),
            Self::Any(_) | Self::Not(_) => Vec::new(),
        }
    }

    /// Every leaf.
    pub(crate) fn leaves(&self) -> Vec<&Leaf> {
        match self {
            Self::Leaf { leaf, .. } => vec![leaf],
            Self::All(constraints) | Self::Any(constraints) => {
                constraints.iter().flat_map(Self::leaves).collect()
            }
            Self::Not(constraint) => constraint.leaves(),
        }
    }
}
