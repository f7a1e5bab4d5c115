//! What stands around a report on its page: a 政府信息公开 table, a front matter, a 文号 on a line of its own.

use super::date::first_date;
use super::heading::MAX_TITLE;
use super::marker::section_marker;
use crate::corpus::{Extracted, PageField};
use crate::document::{Basis, Metadata};

pattern!(
    PAGE_FIELD,
    r"(?:^|[\s|])(索\s*引\s*号|主题分类|发布机构|发文机关|公开主体|填报单位|编制单位|填报机关|信息来源|来\s*源|发布日期|发布时间|发表时间|成文日期|发文日期|文\s*号|发文字号|名\s*称|标\s*题)\s*[:：]\s*([^\s|]*(?:\s\d{1,2}:\d{2}(?::\d{2})?)?)"
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
                "发布机构" | "发文机关" | "公开主体" | "填报单位" | "编制单位" | "填报机关" => {
                    PageField::Issuer
                }
                "发布日期" | "发布时间" | "发表时间" => PageField::Published,
                "文号" | "发文字号" => PageField::DocumentNumber,
                "名称" | "标题" => PageField::Title,
                "主题分类" => PageField::Subject,
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
    let is_prose = value.contains('。') || value.chars().nth(MAX_TITLE).is_some();
    if value.is_empty() || value.ends_with([':', '：']) || is_prose {
        return;
    }
    let value = value.to_string();
    match field {
        PageField::Title => set(&mut metadata.title, &mut metadata.title_basis, value),
        PageField::Issuer => set(&mut metadata.issuer, &mut metadata.issuer_basis, value),
        PageField::Published => {
            if let Some(date) = first_date(&value) {
                set(&mut metadata.published, &mut metadata.published_basis, date);
            }
        }
        PageField::Year => {
            if let Ok(year) = value.trim_end_matches('年').parse() {
                set(&mut metadata.year, &mut metadata.year_basis, year);
            }
        }
        PageField::Region if metadata.region.is_empty() => {
            let levels = value.split(['/', '›', '>', ' ', ',', '，']).map(str::trim);
            let levels = levels.filter(|level| !level.is_empty());
            metadata.region = levels.map(String::from).collect();
            metadata.region_basis = Some(Basis::Page);
        }
        PageField::Region => {}
        PageField::DocumentNumber => set(&mut metadata.document_number, &mut None, value),
        PageField::IndexNumber => set(&mut metadata.index_number, &mut None, value),
        PageField::Subject => set(&mut metadata.subject, &mut None, value),
    }
}

/// Sets a value that is not set yet.
fn set<T>(slot: &mut Option<T>, basis: &mut Option<Basis>, value: T) {
    if slot.is_none() {
        (*slot, *basis) = (Some(value), Some(Basis::Page));
    }
}
