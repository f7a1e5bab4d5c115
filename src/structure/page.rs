//! What stands around a report on its page: a 政府信息公开 table, a front matter, a 文号 on a line of its own.

use super::date::first_date;
use super::heading::LONGEST_TITLE;
use super::marker::section_marker;
use crate::corpus::{Extracted, PageField};
use crate::document::{Basis, Metadata};

pattern!(
    PAGE_FIELD,
    r"(?:^|[\s|])(索\s*引\s*号|发布机构|发文机关|公开主体|信息来源|来\s*源|发布日期|发布时间|发表时间|成文日期|发文日期|文\s*号|发文字号|名\s*称|标\s*题)\s*[:：]\s*([^\s|]*(?:\s\d{1,2}:\d{2}(?::\d{2})?)?)"
);
// 松府办〔2020〕18号, also with lost or other brackets
pattern!(
    DOCUMENT_NUMBER,
    r"^[\p{Han}]{2,12}[〔\[（(【]\s?[12][0-9]{3}\s?[〕\]）)】]?\s?第?\d{1,4}\s?号(?:\s|$)"
);

pub(super) fn read_page(extracted: &Extracted, head: &[&str], metadata: &mut Metadata) {
    for (field, value) in &extracted.page {
        set_page_field(*field, value, metadata);
    }
    let before_text = head
        .iter()
        .take_while(|words| section_marker(words).is_none());
    for words in before_text.filter(|words| words.contains([':', '：'])) {
        for cell in PAGE_FIELD.captures_iter(words) {
            let name: String = cell[1].chars().filter(|c| !c.is_whitespace()).collect();
            let field = match name.as_str() {
                "索引号" => PageField::IndexNumber,
                "发布机构" | "发文机关" | "公开主体" => PageField::Issuer,
                "发布日期" | "发布时间" | "发表时间" => PageField::Published,
                "文号" | "发文字号" => PageField::DocumentNumber,
                "名称" | "标题" => PageField::Title,
                _ => continue,
            };
            set_page_field(field, cell[2].trim(), metadata);
        }
    }
    // The signer of a report to a higher office stands on the same line.
    let alone = head
        .iter()
        .find_map(|words| DOCUMENT_NUMBER.find(words).map(|found| found.as_str()));
    if metadata.document_number.is_none() {
        metadata.document_number = alone.map(|number| number.trim().to_string());
    }
}

/// The first value of a field stands; an empty cell, or one that holds the next cell's name, says nothing.
fn set_page_field(field: PageField, value: &str, metadata: &mut Metadata) {
    let is_prose = value.contains('。') || value.chars().nth(LONGEST_TITLE).is_some();
    if value.is_empty() || value.ends_with([':', '：']) || is_prose {
        return;
    }
    let slot = match field {
        PageField::Title => (&mut metadata.title, Some(&mut metadata.title_basis)),
        PageField::Issuer => (&mut metadata.issuer, Some(&mut metadata.issuer_basis)),
        PageField::Published => (&mut metadata.published, Some(&mut metadata.published_basis)),
        PageField::DocumentNumber => (&mut metadata.document_number, None),
        PageField::IndexNumber => (&mut metadata.index_number, None),
    };
    let value = if field == PageField::Published {
        first_date(value)
    } else {
        Some(value.to_string())
    };
    if let ((slot @ None, basis), Some(value)) = (slot, value) {
        *slot = Some(value);
        if let Some(basis) = basis {
            *basis = Some(Basis::Page);
        }
    }
}
