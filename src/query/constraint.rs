//! What a section must satisfy, as a boolean formula.

use regex::Regex;

use super::phrase::Phrase;
use super::tree::{FieldValue, Scope};

/// A formula over leaves.
#[derive(Debug, Clone)]
pub enum Constraint {
    /// A condition on a section.
    Leaf {
        /// What.
        leaf: Leaf,
        /// As typed.
        typed: String,
        /// 1-based, in characters of the query.
        column: usize,
    },
    /// All of them; always true if empty.
    All(Vec<Constraint>),
    /// At least one of them.
    Any(Vec<Constraint>),
    /// Negation.
    Not(Box<Constraint>),
}

/// A condition on a section. Texts are folded.
#[derive(Debug, Clone)]
pub enum Leaf {
    /// A text occurs.
    Text(Phrase),
    /// A figure occurs that is not part of a longer number.
    Figure(String),
    /// All texts occur, with a limited number of other characters between them.
    Near {
        /// The texts.
        texts: Vec<Phrase>,
        /// Maximum number of characters of the window that belong to none of them.
        distance: u32,
    },
    /// All texts occur in one unit.
    Together {
        /// Which unit.
        scope: Scope,
        /// The texts.
        texts: Vec<Phrase>,
    },
    /// A regular expression matches in a paragraph; every match contains all literals.
    Scan {
        /// Over folded text.
        regex: Regex,
        /// Texts that every match contains; may be empty.
        literals: Vec<Literal>,
        /// Maximum number of characters of a match, if there is one.
        longest: Option<u32>,
    },
    /// A condition on a field of the report or section.
    Field(FieldValue),
}

/// A text that every match of an expression contains.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Literal {
    /// Folded.
    pub text: String,
    /// Maximum number of characters from the beginning of a match to the end of the text, if there is one.
    pub end: Option<u32>,
}

impl Constraint {
    /// The conjunction of constraints; `None` if there are none.
    #[must_use]
    pub fn all(mut constraints: Vec<Self>) -> Option<Self> {
        match constraints.len() {
            0 => None,
            1 => constraints.pop(),
            _ => Some(Self::All(constraints)),
        }
    }

    /// Whether it only narrows the answer, by fields or negation, and requires no text.
    pub(crate) fn only_narrows(&self) -> bool {
        match self {
            Self::Leaf { leaf, .. } => matches!(leaf, Leaf::Field(_)),
            Self::All(constraints) | Self::Any(constraints) => {
                constraints.iter().all(Self::only_narrows)
            }
            Self::Not(_) => true,
        }
    }

    /// Whether evaluating it reads texts.
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
        self.required()
            .into_iter()
            .filter_map(|part| match part {
                Self::Leaf { leaf, .. } => Some(leaf),
                _ => None,
            })
            .collect()
    }

    /// The leaves that a match satisfies: all except those under a NOT.
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

    /// The leaves, including those under a NOT if `under_not`.
    fn gather_leaves(&self, under_not: bool) -> Vec<&Leaf> {
        match self {
            Self::Leaf { leaf, .. } => vec![leaf],
            Self::All(constraints) | Self::Any(constraints) => constraints
                .iter()
                .flat_map(|below| below.gather_leaves(under_not))
                .collect(),
            Self::Not(constraint) if under_not => constraint.gather_leaves(true),
            Self::Not(_) => Vec::new(),
        }
    }
}
