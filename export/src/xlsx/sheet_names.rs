//! The names of the sheets of a workbook.

use std::collections::HashSet;

/// UTF-16 code units of a name, and the characters it may not have
/// (<https://support.microsoft.com/en-us/office/rename-a-worksheet-3f1f7148-ee83-404d-8ef0-9ff99fbad1f9>).
const MAX_UNITS: usize = 31;
const FORBIDDEN: [char; 7] = ['/', '\\', '?', '*', ':', '[', ']'];
/// Characters that a name does not begin or end with.
const EDGES: [char; 2] = ['\'', ' '];
/// What stands for a forbidden character.
const REPLACEMENT: char = '_';
/// The name of a sheet whose own has no character that is allowed.
const UNNAMED: &str = "sheet";

/// The names that are taken, which are the same in any case.
#[derive(Debug, Default)]
pub(super) struct SheetNames {
    taken: HashSet<String>,
}

impl SheetNames {
    /// Some names are of other sheets. `History` is Excel's own.
    pub(super) fn beside<'n>(others: impl IntoIterator<Item = &'n str>) -> Self {
        let all = others.into_iter().chain(["History"]);
        Self {
            taken: all.map(str::to_lowercase).collect(),
        }
    }

    /// A name that Excel takes and no other sheet has, as near to the wanted one as there is.
    pub(super) fn name(&mut self, wanted: &str) -> String {
        let allowed: String = wanted.chars().map(allowed).collect();
        let allowed = match allowed.trim_start_matches(EDGES) {
            "" => UNNAMED,
            allowed => allowed,
        };
        let mut names = (1_u32..).map(|number| match number {
            1 => trimmed(&first_units(allowed, MAX_UNITS)),
            number => {
                let suffix = format!(" ({number})");
                trimmed(&first_units(allowed, MAX_UNITS - suffix.len())) + &suffix
            }
        });
        let is_free = |name: &String| self.taken.insert(name.to_lowercase());
        names.find(is_free).unwrap_or_default()
    }
}

fn trimmed(name: &str) -> String {
    name.trim_end_matches(EDGES).to_string()
}

fn allowed(c: char) -> char {
    if FORBIDDEN.contains(&c) || c.is_control() {
        REPLACEMENT
    } else {
        c
    }
}

/// The first characters of a text, of up to `most` UTF-16 code units.
fn first_units(text: &str, most: usize) -> String {
    let mut units = 0;
    let fits = |c: &char| {
        units += c.len_utf16();
        units <= most
    };
    text.chars().take_while(fits).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_name_is_one_that_a_workbook_takes() {
        let mut names = SheetNames::beside(["trend", "about"]);
        assert_eq!(names.name("行政复议"), "行政复议");
        assert_eq!(names.name("行政复议"), "行政复议 (2)");
        assert_eq!(names.name("About"), "About (2)");
        assert_eq!(names.name("history"), "history (2)");
        assert_eq!(names.name("[甲/乙]:*?\\"), "_甲_乙_____");
        assert_eq!(names.name("'复议'"), "复议");
        let apostrophe = format!("{}'dd", "a".repeat(30));
        assert_eq!(names.name(&apostrophe), "a".repeat(30));
        assert_eq!(names.name("'"), "sheet");
        assert_eq!(names.name(&"𠮷".repeat(20)), "𠮷".repeat(15));
        let second = names.name(&"𠮷".repeat(20));
        assert_eq!(second, "𠮷".repeat(13) + " (2)");
        assert_eq!(names.name(&"复".repeat(40)).chars().count(), MAX_UNITS);
    }
}
