//! Disjoint sets of numbers (union–find), with nearly constant time per operation.

/// Disjoint sets, each represented by its smallest member.
pub(super) struct Sets(Vec<usize>);

impl Sets {
    pub(super) fn new(members: usize) -> Self {
        Self((0..members).collect())
    }

    pub(super) fn root(&mut self, member: usize) -> usize {
        let mut member = member;
        while let Some(parent) = self
            .0
            .get(member)
            .copied()
            .filter(|parent| *parent != member)
        {
            let grandparent = self.0.get(parent).copied().unwrap_or(parent);
            if let Some(entry) = self.0.get_mut(member) {
                *entry = grandparent;
            }
            member = grandparent;
        }
        member
    }

    pub(super) fn join(&mut self, one: usize, other: usize) {
        let (one, other) = (self.root(one), self.root(other));
        if let Some(entry) = self.0.get_mut(one.max(other)) {
            *entry = one.min(other);
        }
    }
}
