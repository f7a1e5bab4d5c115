//! `stopwords.txt` and `synonyms.txt`.

use quanwen_messages::text;

use super::{Schema, mistake, rows};
use crate::api::WordKind;
use crate::error::Result;

impl Schema {
    /// Stop words with their kinds, from the group head above them: `# question` or `# function`.
    ///
    /// # Errors
    /// [`crate::Error::DataFile`] for a word before the first head.
    pub(crate) fn stop_words(&self) -> Result<Vec<(String, WordKind)>> {
        let mut kind = None;
        let mut words = Vec::new();
        for (number, line) in (1..).zip(self.stopwords.lines()) {
            match line.trim() {
                "# question" => kind = Some(WordKind::Question),
                "# function" => kind = Some(WordKind::Function),
                "" => {}
                word if word.starts_with('#') => {}
                word => {
                    let kind = kind.ok_or_else(|| {
                        let message = text!("a word must follow `# question` or `# function`");
                        mistake(&self.folder.join("stopwords.txt"), number, message)
                    })?;
                    words.push((word.to_string(), kind));
                }
            }
        }
        Ok(words)
    }

    /// Texts with their synonyms. `a, b` gives both directions, `a => a, b` one.
    ///
    /// # Errors
    /// [`crate::Error::DataFile`] for a line with only one text.
    pub(crate) fn synonyms(&self) -> Result<Vec<(String, Vec<String>)>> {
        let mut synonyms = Vec::new();
        for (number, row) in rows(&self.synonyms) {
            let (left, right) = row.split_once("=>").unwrap_or((row, row));
            let right = texts(right);
            for text in texts(left) {
                let others: Vec<String> = right
                    .iter()
                    .filter(|other| **other != text)
                    .cloned()
                    .collect();
                if others.is_empty() {
                    let message = text!("expected `a, b` or `a => a, b`");
                    return Err(mistake(&self.folder.join("synonyms.txt"), number, message));
                }
                synonyms.push((text, others));
            }
        }
        Ok(synonyms)
    }
}

fn texts(list: &str) -> Vec<String> {
    list.split(',')
        .map(|text| text.trim().to_string())
        .filter(|text| !text.is_empty())
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn stop_words_have_the_kind_of_their_group() {
        let words = Schema::embedded().stop_words().unwrap();
        let kind = |word: &str| {
            words
                .iter()
                .find(|(known, _)| known == word)
                .map(|(_, kind)| *kind)
        };
        assert_eq!(kind("如何"), Some(WordKind::Question));
        assert_eq!(kind("的"), Some(WordKind::Function));
        assert_eq!(kind("不"), None);
    }

    #[test]
    fn synonyms_apply_in_both_directions_or_one() {
        let schema = Schema {
            synonyms: "复议, 行政复议\n放管服 => 放管服, 简政放权\n".into(),
            ..Schema::embedded()
        };
        let synonyms = schema.synonyms().unwrap();
        let of = |text: &str| {
            let found = synonyms.iter().find(|(known, _)| known == text);
            found.map(|(_, others)| others.join(" "))
        };
        assert_eq!(of("复议").as_deref(), Some("行政复议"));
        assert_eq!(of("行政复议").as_deref(), Some("复议"));
        assert_eq!(of("放管服").as_deref(), Some("简政放权"));
        assert_eq!(of("简政放权"), None);
        assert!(Schema::embedded().synonyms().unwrap().len() > 100);
    }

    #[test]
    fn a_single_synonym_is_a_mistake() {
        let schema = Schema {
            synonyms: "# c\n复议\n".into(),
            ..Schema::embedded()
        };
        let error = schema.synonyms().unwrap_err().to_string();
        assert!(
            error.starts_with("index-schema/synonyms.txt:2:1:"),
            "{error}"
        );
    }
}
