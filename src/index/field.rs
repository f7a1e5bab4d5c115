//! The fields of the index, as `index-schema/schema.toml` declares them.

use quanwen_messages::text;
use tantivy::schema::{
    BytesOptions, Field, IndexRecordOption, NumericOptions, Schema as Fields, SchemaBuilder,
    TextFieldIndexing, TextOptions,
};

use crate::error::{Error, Result};
use crate::schema::{Analyzer, Field as Declaration, FieldTable, Kind, Schema};

/// Name under which the word analyzer is registered.
pub(super) const WORDS: &str = "words";

/// Every field that the records use.
#[derive(Debug, Clone, Copy)]
pub(super) struct RecordFields {
    pub id: Field,
    pub path: Field,
    pub file: Field,
    pub title: Field,
    pub region: Field,
    pub year: Field,
    pub issuer: Field,
    pub document_number: Field,
    pub cites: Field,
    pub document: Field,
    pub text: Field,
    pub title_words: Field,
    pub heading: Field,
    pub part: Field,
    pub chapter: Field,
    pub characters: Field,
    pub words: Field,
    pub body: Field,
}

impl RecordFields {
    /// Looks the fields up by name; `None` if one is missing.
    pub(super) fn of(fields: &Fields) -> Option<Self> {
        let field = |name: &str| fields.get_field(name).ok();
        Some(Self {
            id: field("id")?,
            path: field("path")?,
            file: field("file")?,
            title: field("title")?,
            region: field("region")?,
            year: field("year")?,
            issuer: field("issuer")?,
            document_number: field("document_number")?,
            cites: field("cites")?,
            document: field("report")?,
            text: field("text")?,
            title_words: field("title_words")?,
            heading: field("heading")?,
            part: field("part")?,
            chapter: field("chapter")?,
            characters: field("characters")?,
            words: field("words")?,
            body: field("body")?,
        })
    }
}

/// The storage engine's schema for the declared fields.
pub(super) fn build(schema: &Schema) -> Result<(Fields, RecordFields)> {
    let FieldTable { fields, .. } = schema.field_table()?;
    if !fields.get("body").is_some_and(|body| body.positions) {
        return Err(Error::Corpus {
            message: text!(
                "schema.toml: `body` must have positions: the exact layer is built from them"
            )
            .into(),
        });
    }
    let mut builder = SchemaBuilder::new();
    for (name, declaration) in &fields {
        add(&mut builder, name, declaration);
    }
    let built = builder.build();
    let fields = RecordFields::of(&built).ok_or_else(|| Error::Corpus {
        message: text!("schema.toml lacks a field of the records").into(),
    })?;
    Ok((built, fields))
}

fn add(builder: &mut SchemaBuilder, name: &str, declaration: &Declaration) {
    match declaration.kind {
        Kind::Text => {
            builder.add_text_field(name, text_options(declaration));
        }
        Kind::Number => {
            let options = NumericOptions::default();
            builder.add_u64_field(
                name,
                if declaration.fast {
                    options.set_fast()
                } else {
                    options
                },
            );
        }
        Kind::Bytes => {
            let options = BytesOptions::default();
            builder.add_bytes_field(
                name,
                if declaration.stored {
                    options.set_stored()
                } else {
                    options
                },
            );
        }
    }
}

fn text_options(declaration: &Declaration) -> TextOptions {
    let mut options = TextOptions::default();
    if declaration.stored {
        options = options.set_stored();
    }
    if declaration.fast {
        options = options.set_fast("raw");
    }
    let Some(analyzer) = declaration.analyzer else {
        return options;
    };
    let (name, fieldnorms, record) = match analyzer {
        Analyzer::Raw => ("raw", false, IndexRecordOption::Basic),
        Analyzer::Words => (WORDS, true, IndexRecordOption::WithFreqs),
    };
    options.set_indexing_options(
        TextFieldIndexing::default()
            .set_tokenizer(name)
            .set_fieldnorms(fieldnorms)
            .set_index_option(record),
    )
}
