//! A text with arguments: names in braces. Braces of a text itself cannot be written.

/// A piece of a template.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Piece<'a> {
    /// Words.
    Literal(&'a str),
    /// The name of an argument.
    Name(&'a str),
}

fn pieces(template: &str) -> impl Iterator<Item = Piece<'_>> {
    let mut rest = template;
    std::iter::from_fn(move || {
        let name = rest.strip_prefix('{').and_then(|name| name.split_once('}'));
        if let Some((name, after)) = name {
            rest = after;
            return Some(Piece::Name(name));
        }
        let first = rest.chars().next()?;
        let end = rest[first.len_utf8()..]
            .find('{')
            .map_or(rest.len(), |at| at + first.len_utf8());
        let (literal, after) = rest.split_at(end);
        rest = after;
        Some(Piece::Literal(literal))
    })
}

/// The names of the arguments of a template, in order.
#[cfg(test)]
pub(crate) fn names(template: &str) -> impl Iterator<Item = &str> {
    pieces(template).filter_map(|piece| match piece {
        Piece::Name(name) => Some(name),
        Piece::Literal(_) => None,
    })
}

/// The words between the arguments of a template, in order.
#[cfg(test)]
pub(crate) fn literals(template: &str) -> impl Iterator<Item = &str> {
    pieces(template).filter_map(|piece| match piece {
        Piece::Literal(literal) => Some(literal),
        Piece::Name(_) => None,
    })
}

/// A template with its arguments in place. A name without an argument stays as it is.
pub(crate) fn filled(template: &str, argument: impl Fn(&str) -> Option<String>) -> String {
    let mut filled = String::with_capacity(template.len());
    for piece in pieces(template) {
        match piece {
            Piece::Literal(literal) => filled.push_str(literal),
            Piece::Name(name) => match argument(name) {
                Some(value) => filled.push_str(&value),
                None => filled.extend(["{", name, "}"]),
            },
        }
    }
    filled
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn arguments_take_the_place_of_their_names() {
        let argument = |name: &str| (name == "path").then(|| "松泽县/{line}.txt".to_string());
        assert_eq!(
            filled("{path} 没有第 {line} 行", argument),
            "松泽县/{line}.txt 没有第 {line} 行"
        );
    }

    #[test]
    fn a_brace_without_an_end_is_a_word() {
        assert_eq!(
            pieces("a { b").collect::<Vec<_>>(),
            [Piece::Literal("a "), Piece::Literal("{ b")]
        );
        assert_eq!(names("{a}{b}, {a}").collect::<Vec<_>>(), ["a", "b", "a"]);
        assert_eq!(literals("{a}与{b}").collect::<Vec<_>>(), ["与"]);
    }
}
