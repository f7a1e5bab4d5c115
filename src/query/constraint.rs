//! What a section must satisfy, as a formula over what can be looked up.

use regex::Regex;

use super::phrase::Phrase;
use super::tree::{FieldValue, Scope};

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
        scope: Scope,
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

    /// Whether it only narrows the answer, by fields and by what must not occur, and asks for nothing that occurs.
    pub(crate) fn only_narrows(&self) -> bool {
        match self {
            Self::Leaf { leaf, .. } => matches!(leaf, Leaf::Field(_)),
            Self::All(constraints) | Self::Any(constraints) => {
                constraints.iter().all(Self::only_narrows)
            }
            Self::Not(_) => true,
        }
    }

    /// Whether texts must be read to answer it.
    pub(crate) fn reads(&self) -> bool {
        let leaves = self.leaves();
        leaves.iter().any(|leaf| matches!(leaf, Leaf::Scan { .. }))
    }

    /// The parts that must all hold.
    pub(crate) fn required(&self) -> Vec<&Self> {
        match self {
            Self::All(constraints) => constraints.iter().flat_map(Self::required).collect(),
            part => vec![part],
        }
    }

    /// The leaves that must hold by themselves: those not under an OR or a NOT.
    pub(crate) fn required_leaves(&self) -> Vec<&Leaf> {
        let required = self.required().into_iter();
        required
            .filter_map(|part| match part {
                Self::Leaf { leaf, .. } => Some(leaf),
                _ => None,
            })
            .collect()
    }

    /// The leaves that an answer has: all but those under a NOT.
    pub(crate) fn wanted_leaves(&self) -> Vec<&Leaf> {
        self.gather_leaves(false)
    }

    /// The constraint as typed.
    pub(crate) fn typed(&self) -> String {
        let joined = |constraints: &[Self], operator: &str| {
            let parts: Vec<String> = constraints.iter().map(Self::typed).collect();
            parts.join(operator)
        };
        match self {
            Self::Leaf { typed, .. } => typed.clone(),
            Self::All(constraints) => joined(constraints, " AND "),
            Self::Any(constraints) => joined(constraints, " OR "),
            Self::Not(constraint) => format!("NOT {}", constraint.typed()),
        }
    }

    /// Every leaf.
    pub(crate) fn leaves(&self) -> Vec<&Leaf> {
        self.gather_leaves(true)
    }

    /// The leaves, those under a NOT where they are asked for.
    fn gather_leaves(&self, under_not: bool) -> Vec<&Leaf> {
        match self {
            Self::Leaf { leaf, .. } => vec![leaf],
            Self::All(constraints) | Self::Any(constraints) => {
                let below = constraints.iter();
                below
                    .flat_map(|below| below.gather_leaves(under_not))
                    .collect()
            }
            Self::Not(constraint) if under_not => constraint.gather_leaves(true),
            Self::Not(_) => Vec::new(),
        }
    }
}
