//! The metadata that a page of 政府信息公开 gives besides the text: the table of 索引号, 发文机关 …, the line of source
//! and date, and the `meta` elements that 政府网站发展指引 (国办发〔2017〕47号) requires. Knows the labels only by the
//! fields they name.
//! Invariant: a line counts as a label only with its value, in the first part of the page.

use super::labels::{Pair, VALUE, is_counter, pairs};
use super::page::Page;
use super::runs::Run;
use crate::extracted::PageField;

/// `meta` elements and their fields.
const METAS: [(&str, PageField); 5] = [
    ("articletitle", PageField::Title),
    ("pubdate", PageField::Published),
    ("contentsource", PageField::Issuer),
    ("publishdate", PageField::Published),
    ("source", PageField::Issuer),
];

/// The metadata that a page gives for its document.
#[derive(Debug, Default, PartialEq, Eq)]
pub(super) struct Metadata {
    /// The first value of each field.
    pub fields: Vec<(PageField, String)>,
    /// Which runs are labels and values, by position.
    pub runs: Vec<usize>,
    /// Values of labels that are used only if no other gives the field.
    fallbacks: Vec<(PageField, String)>,
}

impl Metadata {
    /// Adds a value; the first one of a field is kept.
    pub(super) fn note(&mut self, field: PageField, value: &str) {
        let value = value.trim_matches(|c: char| c.is_whitespace() || c == '\u{3000}');
        let is_new = !self.fields.iter().any(|(known, _)| *known == field);
        if is_new
            && value.chars().any(char::is_alphanumeric)
            && value.chars().nth(VALUE * 2).is_none()
        {
            self.fields.push((field, value.to_string()));
        }
    }

    pub(super) fn value(&self, field: PageField) -> Option<&str> {
        let found = self.fields.iter().find(|(known, _)| *known == field);
        found.map(|(_, value)| value.as_str())
    }

    fn add(&mut self, pair: &Pair) {
        match pair.label.field {
            Some(field) if !pair.label.is_fallback => self.note(field, &pair.value),
            Some(field) if !pair.value.is_empty() => {
                self.fallbacks.push((field, pair.value.clone()));
            }
            _ => {}
        }
    }

    /// Adds the values of fallback labels, then those of the `meta` elements, for fields without a value.
    fn complete(&mut self, page: &Page) {
        for (field, value) in std::mem::take(&mut self.fallbacks) {
            self.note(field, &value);
        }
        for (name, field) in METAS {
            for (_, value) in page.metas.iter().filter(|(known, _)| known == name) {
                self.note(field, value);
            }
        }
    }
}

/// Reads the metadata of a page, using the lines before `end`.
pub(super) fn read(page: &Page, runs: &[Run], end: usize) -> Metadata {
    let mut metadata = Metadata::default();
    let mut group = Group::default();
    for (at, run) in runs.iter().enumerate().take(end) {
        if !group.take(at, run) {
            group.settle(&mut metadata);
            group.take(at, run);
        }
    }
    group.settle(&mut metadata);
    metadata.complete(page);
    metadata
}

/// Consecutive lines that are labels and values.
#[derive(Default)]
struct Group {
    pairs: Vec<Pair>,
    runs: Vec<usize>,
    /// Whether the last label has no value yet.
    is_open: bool,
    counters: usize,
}

impl Group {
    /// Takes the next line; false if it is not part of the group.
    fn take(&mut self, at: usize, run: &Run) -> bool {
        let pairs = pairs(&run.words);
        let is_counter = pairs.is_none() && is_counter(&run.words);
        if let Some(pairs) = pairs {
            self.is_open = pairs.last().is_some_and(|pair| pair.value.is_empty());
            self.pairs.extend(pairs);
        } else if is_counter {
            self.counters += 1;
        } else if run.words.is_empty() {
            self.is_open = false;
            return true;
        } else if !self.is_value(run) {
            return false;
        }
        self.runs.push(at);
        true
    }

    /// Takes a line as the value of the label before it.
    fn is_value(&mut self, run: &Run) -> bool {
        if !self.is_open || run.words.chars().nth(VALUE).is_some() {
            return false;
        }
        self.is_open = false;
        if let Some(pair) = self.pairs.last_mut() {
            pair.value.clone_from(&run.words);
        }
        true
    }

    /// Ends the group and adds its values if it has enough labels to be metadata.
    fn settle(&mut self, metadata: &mut Metadata) {
        let group = std::mem::take(self);
        let sure = group
            .pairs
            .iter()
            .filter(|pair| pair.label.is_distinct)
            .count();
        if sure >= 2
            || (group.pairs.len() + group.counters >= 2 && (sure > 0 || group.is_source_line()))
        {
            group.pairs.iter().for_each(|pair| metadata.add(pair));
            metadata.runs.extend(group.runs);
        }
    }

    /// Whether the group is a source and date line: it has a date or a counter.
    fn is_source_line(&self) -> bool {
        self.counters > 0
            || self.pairs.iter().any(|pair| {
                pair.label.field == Some(PageField::Published) && !pair.label.is_fallback
            })
    }
}

#[cfg(test)]
mod tests {
    use scraper::Html;

    use super::super::runs::runs;
    use super::*;

    fn fields(source: &str) -> Vec<(PageField, String)> {
        let html = Html::parse_document(source);
        let page = Page::new(&html, false);
        let runs = runs(&page);
        read(&page, &runs, runs.len()).fields
    }

    fn expected(fields: &[(PageField, &str)]) -> Vec<(PageField, String)> {
        fields
            .iter()
            .map(|(field, value)| (*field, (*value).to_string()))
            .collect()
    }

    #[test]
    fn every_shape_of_the_table_reads_alike() {
        let shapes = [
            "<table><tr><td><b>索 引 号：</b></td><td>S001/2022-1</td><td>文　　号：</td><td></td></tr>
             <tr><td>发布机构</td><td>松泽县人民政府</td></tr></table>",
            "<dl><dt>索引号：</dt><dd>S001/2022-1</dd><dt>文号：</dt><dd>&nbsp;</dd><dt>发布机构：</dt><dd>松泽县人民政府</dd></dl>",
            "<ul><li><b>索引号：</b>S001/2022-1</li><li><b>文号：</b></li><li><b>发布机构：</b>松泽县人民政府</li></ul>",
            "<div><span>索引号：</span><span>S001/2022-1</span><span>文号：</span><span>发布机构：</span><span>松泽县人民政府</span></div>",
            "<div><label>索引号：</label><div>S001/2022-1</div></div><div><label>发布机构：</label><div>松泽县人民政府</div></div>",
        ];
        let expected = expected(&[
            (PageField::IndexNumber, "S001/2022-1"),
            (PageField::Issuer, "松泽县人民政府"),
        ]);
        for shape in shapes {
            assert_eq!(
                fields(&format!("<body>{shape}<p>正文")),
                expected,
                "{shape}"
            );
        }
    }

    #[test]
    fn the_day_it_was_made_stands_in_for_the_day_of_publication() {
        let made = "<p>索引号：S1</p><p>成文日期：2022年1月5日</p>";
        let published = "<p>发布日期：2022年1月9日</p>";
        let day = |source: &str| {
            fields(source)
                .into_iter()
                .find(|(field, _)| *field == PageField::Published)
        };
        assert_eq!(day(made).unwrap().1, "2022年1月5日");
        assert_eq!(
            day(&format!("{made}{published}")).unwrap().1,
            "2022年1月9日"
        );
    }

    #[test]
    fn the_line_of_source_and_date_is_read() {
        let line = "<p>来源：县政府办 发布时间：2022-01-05 10:20 浏览次数：12 字体：[大 中 小]</p>";
        assert_eq!(
            fields(line),
            expected(&[(PageField::Published, "2022-01-05 10:20")])
        );
    }

    #[test]
    fn meta_elements_fill_what_the_page_does_not_show() {
        let page = "<meta name=PubDate content='2022-01-05'><meta name=ContentSource content='松泽县司法局'>
            <meta name=ArticleTitle content='工作报告'><p>正文";
        let expected = expected(&[
            (PageField::Title, "工作报告"),
            (PageField::Published, "2022-01-05"),
            (PageField::Issuer, "松泽县司法局"),
        ]);
        assert_eq!(fields(page), expected);
    }

    #[test]
    fn the_words_of_a_report_are_no_metadata() {
        for words in [
            "<p>时间：2022年1月5日</p><p>地点：县政府</p>",
            "<table><tr><td>名称</td><td>发布日期</td></tr></table>",
            "<p>来源：本县统计局</p>",
            "<p>标题：一</p>",
        ] {
            assert_eq!(fields(words), [], "{words}");
        }
    }
}
