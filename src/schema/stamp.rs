//! A fingerprint of what the data files say: of their parsed content, so that comments, blank lines and the order of
//! tables do not count.

use quanwen_extract::labels::Label;
use xxhash_rust::xxh3::Xxh3;

use super::{Division, FieldTable, FoldRules, GenreRule};

/// The exact stamp of the files that the library carries, so that no file is parsed to open an index. A test computes it.
pub(super) const EMBEDDED: &str = "2a0125f3138031c7";

/// Collects parts into sixteen hexadecimal digits that change with each of them.
pub(super) struct Stamp(Xxh3);

impl Stamp {
    pub(super) fn of(part: &str) -> Self {
        let mut stamp = Self(Xxh3::new());
        stamp.part(part);
        stamp
    }

    /// Adds a text. Its length goes before it, so that two parts are not the same as one that joins them.
    pub(super) fn part(&mut self, part: &str) {
        self.0.update(&(part.len() as u64).to_le_bytes());
        self.0.update(part.as_bytes());
    }

    pub(super) fn fold_rules(&mut self, rules: &FoldRules) {
        self.part(&rules.transparent);
        self.part(&rules.primes);
        self.part(&rules.invisible);
        self.list(&rules.invisible_ranges);
        self.list(&rules.variants);
        for table in [&rules.several, &rules.roman] {
            self.count(table.len());
            for (from, to) in table {
                self.part(from.encode_utf8(&mut [0; 4]));
                self.part(to);
            }
        }
        self.part(&rules.zeros);
        self.part(&rules.numerals);
        self.list(&rules.alternatives);
        self.list(&rules.names);
    }

    pub(super) fn characters(&mut self, pairs: &[(char, char)]) {
        let pairs: String = pairs.iter().flat_map(|(from, to)| [*from, *to]).collect();
        self.part(&pairs);
    }

    /// Adds the words, patterns and lists of each rule, by the rules' names. What is written for people (shape, reason,
    /// example) changes nothing that an index holds.
    pub(super) fn genre(&mut self, rules: &[GenreRule]) {
        let mut rules: Vec<&GenreRule> = rules.iter().collect();
        rules.sort_by_key(|rule| rule.name.get_ref());
        self.count(rules.len());
        for rule in rules {
            self.part(rule.name.get_ref());
            self.list(&rule.words);
            self.count(rule.patterns.len());
            for (name, pattern) in &rule.patterns {
                self.part(name);
                self.part(pattern.get_ref());
            }
            self.count(rule.lists.len());
            for (name, words) in &rule.lists {
                self.part(name);
                self.list(words.get_ref());
            }
        }
    }

    /// Adds the divisions in their order: the first with a name counts.
    pub(super) fn divisions(&mut self, divisions: &[Division]) {
        self.count(divisions.len());
        for division in divisions {
            let number = |number: Option<u16>| u64::from(number.unwrap_or_default()).to_le_bytes();
            self.0.update(&u64::from(division.code).to_le_bytes());
            self.part(&division.name);
            self.0.update(&number(division.first));
            self.0.update(&number(division.last));
        }
    }

    /// Adds the labels of metadata that the readers and the structure rules share.
    pub(super) fn labels(&mut self, labels: &[Label]) {
        self.count(labels.len());
        for label in labels {
            self.part(&serde_json::to_string(label).expect("texts and flags are JSON"));
        }
    }

    /// Adds what an index holds of each field; the parameters of ranking act on every index.
    pub(super) fn fields(&mut self, table: &FieldTable) {
        self.count(table.fields.len());
        for (name, field) in &table.fields {
            self.part(&format!("{name} {field}"));
        }
    }

    pub(super) fn finish(&self) -> String {
        format!("{:016x}", self.0.digest())
    }

    fn list(&mut self, texts: &[String]) {
        self.count(texts.len());
        for text in texts {
            self.part(text);
        }
    }

    fn count(&mut self, count: usize) {
        self.0.update(&(count as u64).to_le_bytes());
    }
}

#[cfg(test)]
mod tests {
    use super::EMBEDDED;
    use crate::schema::Schema;

    #[test]
    fn the_stamp_of_the_embedded_files_is_the_computed_one() {
        let computed = Schema::embedded().computed_stamp().unwrap();
        assert_eq!(computed, EMBEDDED, "set `EMBEDDED` to the computed stamp");
    }

    #[test]
    fn the_exact_stamp_follows_what_the_files_say() {
        let schema = Schema::embedded();
        let stamp = schema.exact_stamp().unwrap();
        let with_genre = |genre: String| {
            let schema = Schema {
                genre: genre.into(),
                ..schema.clone()
            };
            schema.exact_stamp().unwrap()
        };
        let genre = &schema.genre;
        assert_eq!(with_genre(format!("# A comment.\n\n{genre}\n")), stamp);
        assert_eq!(
            with_genre(genre.replace("reason = \"", "reason = \"As: ")),
            stamp
        );
        let (head, rules) = genre.split_once("[[rule]]").unwrap();
        let (first, others) = rules.split_once("[[rule]]").unwrap();
        assert_eq!(
            with_genre(format!("{head}[[rule]]{others}\n[[rule]]{first}")),
            stamp
        );
        for (old, new) in [
            ("\"目录\", \"目次\"", "\"目次\", \"目录\""),
            ("\"远景\"", "\"远影\""),
            (
                "patterns.quoted-title = '《",
                "patterns.quoted-title = '《?",
            ),
        ] {
            assert!(genre.contains(old), "{old}");
            assert_ne!(with_genre(genre.replace(old, new)), stamp, "{old}");
        }
        let other = |fold: &str, regions: &str| {
            let schema = Schema {
                fold: fold.to_string().into(),
                regions: regions.to_string().into(),
                ..schema.clone()
            };
            schema.exact_stamp().unwrap()
        };
        let (fold, regions) = (&schema.fold, &schema.regions);
        assert_eq!(
            other(
                &format!("# A comment.\n{fold}"),
                &format!("{regions}\n# A comment.\n")
            ),
            stamp
        );
        assert_ne!(other(&fold.replace("~～", "～~"), regions), stamp);
        assert_ne!(
            other(
                fold,
                &regions.replace("510811\t元坝区\t\t2014", "510811\t元坝区\t\t2013")
            ),
            stamp
        );
    }
}
