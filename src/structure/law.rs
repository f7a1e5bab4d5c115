//! The levels of laws: 编, 章, 节 and 条, counted from the highest kind that a document has.

use super::marker::Scheme;

/// The kinds of divisions in a law, from the highest down.
pub(super) struct LawLevels {
    kinds: Vec<Scheme>,
}

impl LawLevels {
    /// Fewest divisions of a law: a single article or chapter at the beginning of a line may be a quotation.
    const MIN_DIVISIONS: usize = 2;

    /// The kinds at the beginnings of lines. Where `一、` begins at least as many lines as articles do, the text is a
    /// report that quotes articles; where an article is the next number after each `一、`, these are chapters.
    pub(super) fn of(schemes: impl Iterator<Item = Scheme>) -> Self {
        let (mut ideographs, mut over_articles) = (0, 0);
        let mut counts = [
            (Scheme::Book, 0),
            (Scheme::Chapter, 0),
            (Scheme::Division, 0),
            (Scheme::Ideograph, 0),
            (Scheme::Article, 0),
        ];
        let mut before = None;
        for scheme in schemes {
            ideographs += usize::from(scheme == Scheme::Ideograph);
            let is_over = (before, scheme) == (Some(Scheme::Ideograph), Scheme::Article);
            over_articles += usize::from(is_over);
            before = Some(scheme);
            if let Some(entry) = counts.iter_mut().find(|(kind, _)| *kind == scheme) {
                entry.1 += 1;
            }
        }
        if counts[4].1 <= ideographs {
            counts[4].1 = 0;
        }
        let are_chapters = ideographs >= Self::MIN_DIVISIONS && over_articles == ideographs;
        let has_chapters = counts[..3].iter().any(|(_, count)| *count > 0);
        if counts[4].1 == 0 || has_chapters || !are_chapters {
            counts[3].1 = 0;
        }
        let enough = counts.iter().map(|(_, n)| n).sum::<usize>() >= Self::MIN_DIVISIONS;
        Self {
            kinds: counts
                .into_iter()
                .filter(|&(_, n)| enough && n > 0)
                .map(|(kind, _)| kind)
                .collect(),
        }
    }

    pub(super) fn level(&self, scheme: Scheme) -> Option<u8> {
        self.kinds
            .iter()
            .position(|kind| *kind == scheme)
            .and_then(|at| u8::try_from(at + 1).ok())
    }

    pub(super) fn has_articles(&self) -> bool {
        self.kinds.contains(&Scheme::Article)
    }
}
