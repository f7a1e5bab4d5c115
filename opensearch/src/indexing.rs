//! Fills a new index, and puts it in the place of the old one when it is whole.

use std::sync::atomic::{AtomicU64, Ordering};
use std::thread::sleep;

use quanwen::backend::{CorpusCounts, IndexedReport, IndexedSection, Rules, each_report};
use quanwen::{Corpus, IndexOptions, Progress, Result};
use serde_json::{Value, json};

use crate::address::Address;
use crate::asking::Asking;
use crate::bulk::Bulk;
use crate::citations::{self, cited_titles};
use crate::client::{Client, Method, PAUSES, take_array};
use crate::contents::StoredContents;
use crate::generation::{create, now, while_filled};
use crate::mapping::{CORPUS, REPORT, SECTION, WORDS};
use crate::shape::Shape;
use crate::stored::{StoredSection, section_id, without_text};
use crate::tokens::{overhang, paragraphs, tokens};

/// Indexes every report of a corpus anew, in some shape. Until the new index is whole, the old one answers; then the alias names the
/// new one, and the old one is removed.
///
/// # Errors
/// [`quanwen::Error::Remote`]; [`quanwen::Error::DataFile`] for a mistake in `quanwen.csv`.
pub fn index(
    corpus: &Corpus,
    address: Address,
    shape: Shape,
    options: &IndexOptions,
    progress: &dyn Progress,
) -> Result<CorpusCounts> {
    let client = Client::new(address)?;
    let rules = Rules::new(options.schema.clone())?;
    let now = now();
    let name = create(&client, shape, now)?;
    let filled = while_filled(&client, &name, || {
        let (counts, lengths) = fill(&client, &name, corpus, options, &rules, progress)?;
        let mut contents = StoredContents::new(corpus, &counts, &rules, now.as_secs())?;
        contents.lengths = lengths;
        finish(&client.of_index(&name), &rules, &contents)?;
        Ok(counts)
    });
    match filled {
        Ok(counts) => {
            switch(&client, &name)?;
            Ok(counts)
        }
        Err(error) => {
            // What is not whole is of no use; that it could not be removed would hide why.
            let _ = client.call(Method::Delete, &format!("/{name}"), None);
            Err(error)
        }
    }
}

/// Sends every report of a corpus. Returns what it has, and the words of all texts, of all headings, and of all titles.
fn fill(
    client: &Client,
    name: &str,
    corpus: &Corpus,
    options: &IndexOptions,
    rules: &Rules,
    progress: &dyn Progress,
) -> Result<(CorpusCounts, [u64; 3])> {
    let bulk = Bulk::new(client, name);
    let lengths = Lengths::default();
    let counts = each_report(corpus, options, rules, progress, &|report| {
        lengths.add(&report);
        bulk.add(&lines(&report, rules))
    })?;
    bulk.finish()?;
    Ok((counts, lengths.total()))
}

/// Says what a new index holds, makes it visible, and makes sure that all of it is there.
fn finish(client: &Client, rules: &Rules, contents: &StoredContents) -> Result<()> {
    let body = json!({ "kind": CORPUS, "contents": contents });
    let path = format!("/{}/_doc/{CORPUS}", client.index);
    client.call(Method::Put, &path, Some(&body))?;
    refresh(client)?;
    find_all(client, &contents.counts)?;
    citations::count(client, rules)?;
    merge(client);
    refresh(client)
}

/// Merges the segments of a new index, which makes it smaller and faster.
///
/// What is not merged answers the same; a merge that takes longer than a request may take goes on by itself.
fn merge(client: &Client) {
    for step in ["_flush", "_forcemerge?max_num_segments=1"] {
        let _ = client.call(Method::Post, &format!("/{}/{step}", client.index), None);
    }
}

/// Fails unless a new index has as many documents of each kind as were sent.
fn find_all(client: &Client, counts: &CorpusCounts) -> Result<()> {
    let kinds = json!({
        "size": 0,
        "aggs": { "kinds": { "terms": { "field": "kind" } } },
    });
    let mut answer = Asking::whole(client, |asking| asking.search("_search", &kinds))?;
    let found = take_array(&mut answer, "/aggregations/kinds/buckets");
    for (kind, sent) in [
        (CORPUS, 1),
        (REPORT, counts.documents),
        (SECTION, counts.sections),
    ] {
        let bucket = found.iter().find(|bucket| bucket["key"] == kind);
        let stored = bucket.and_then(|bucket| bucket["doc_count"].as_u64());
        if stored.unwrap_or(0) != sent {
            return Err(client.error("has lost a part of the new index: index the corpus again"));
        }
    }
    Ok(())
}

/// Makes what was sent visible on every machine that has some of it.
fn refresh(client: &Client) -> Result<()> {
    let path = format!("/{}/_refresh", client.index);
    let mut pauses = PAUSES.iter();
    loop {
        let answer = client.call(Method::Post, &path, None)?;
        if answer["_shards"]["failed"] == 0 {
            return Ok(());
        }
        // A copy on a machine that has just been lost is soon none of the index.
        sleep(*pauses.next().ok_or_else(|| client.partial())?);
    }
}

/// Makes the alias name a new index alone, and removes those that it named.
///
/// When that fails, the new index is not removed: the alias may name it already.
fn switch(client: &Client, name: &str) -> Result<()> {
    let alias = &client.address.name;
    let mut actions = vec![json!({ "add": { "index": name, "alias": alias } })];
    let old = named(client)?.into_iter();
    actions.extend(old.map(|old| json!({ "remove_index": { "index": old } })));
    let actions = json!({ "actions": actions });
    let Err(error) = client.call(Method::Post, "/_aliases", Some(&actions)) else {
        return Ok(());
    };
    // The answer of a request that was done may be lost; done again, it fails.
    if named(client)? == [name] {
        return Ok(());
    }
    Err(error)
}

/// The indexes that the alias names.
fn named(client: &Client) -> Result<Vec<String>> {
    // All aliases: to ask for one that is not there is an error, like one of the cluster.
    let known = client.call(Method::Get, "/_alias", None)?;
    let indexes = known.as_object().into_iter().flatten();
    let named = indexes.filter(|(_, index)| index["aliases"].get(&client.address.name).is_some());
    Ok(named.map(|(index, _)| index.clone()).collect())
}

/// The words of all texts, of all headings, and of all titles.
#[derive(Default)]
struct Lengths([AtomicU64; 3]);

impl Lengths {
    fn add(&self, report: &IndexedReport) {
        let sum = |of: fn(&IndexedSection) -> usize| report.sections.iter().map(of).sum::<usize>();
        let words = [
            sum(|section| section.body_words.len()),
            sum(|section| section.heading_words.len()),
            report.title_words.len(),
        ];
        for (total, words) in self.0.iter().zip(words) {
            total.fetch_add(words as u64, Ordering::Relaxed);
        }
    }

    fn total(&self) -> [u64; 3] {
        self.0.each_ref().map(|total| total.load(Ordering::Relaxed))
    }
}

/// The documents of a report, each after what is done with it.
fn lines(report: &IndexedReport, rules: &Rules) -> Vec<u8> {
    let document = &report.document;
    let metadata = &document.metadata;
    let mut common = json!({
        "report": document.id,
        "path": document.path,
        "region": metadata.region.join("/"),
    });
    if let Some(year) = metadata.year {
        common["year"] = year.into();
    }
    let columns = [
        ("issuer", &metadata.issuer),
        ("number", &metadata.document_number),
        ("title", &metadata.title),
        ("code", &metadata.code),
    ];
    for (field, value) in columns {
        if let Some(value) = value {
            common[field] = value.as_str().into();
        }
    }
    let sizes = report
        .sections
        .iter()
        .fold((0, 0), |(characters, words), section| {
            (characters + section.characters, words + section.words)
        });
    let mut whole = common.clone();
    whole["kind"] = REPORT.into();
    whole["characters"] = sizes.0.into();
    whole["words"] = sizes.1.into();
    whole["sections"] = report.sections.len().into();
    whole["cites"] = cited_titles(report).into();
    whole["document"] = json!(without_text(report));
    let mut lines = Vec::new();
    push(&mut lines, &document.id, &whole);
    let characters = [
        ("title_chars", Some(&report.title)),
        ("issuer_chars", report.issuer.as_ref()),
        ("number_chars", report.document_number.as_ref()),
    ];
    for (field, value) in characters {
        if let Some(value) = value {
            common[field] = tokens(value).into();
        }
    }
    let texts: Vec<&str> = report
        .sections
        .iter()
        .map(|section| section.text.as_str())
        .collect();
    let stored = StoredSection::of(report, rules).into_iter();
    for ((number, section), stored) in report.sections.iter().enumerate().zip(stored) {
        let mut part = common.clone();
        let title_words: &[String] = if number == 0 {
            &report.title_words
        } else {
            &[]
        };
        add_section(
            &mut part,
            stored,
            section,
            &texts[number + 1..],
            title_words,
        );
        push(&mut lines, &section_id(&document.id, number), &part);
    }
    lines
}

fn add_section(
    document: &mut Value,
    mut stored: StoredSection,
    section: &IndexedSection,
    following: &[&str],
    title_words: &[String],
) {
    let overhang = overhang(&section.text, following);
    document["kind"] = SECTION.into();
    document["part"] = section.part.name().into();
    if !section.chapter.is_empty() {
        document["chapter"] = section.chapter.as_str().into();
    }
    document["characters"] = section.characters.into();
    document["words"] = section.words.into();
    document["heading"] = section.headings.lines().map(tokens).collect();
    document["chars"] = paragraphs(&format!("{}{overhang}", section.text)).into();
    let words = [&section.body_words, &section.heading_words, title_words];
    for (field, words) in WORDS.into_iter().zip(words) {
        document[field] = words.join(" ").into();
    }
    stored.lengths = words.map(|words| u32::try_from(words.len()).unwrap_or(u32::MAX));
    stored.following.clone_from(&overhang);
    document["section"] = json!(stored);
    if !overhang.is_empty() {
        document["overhang"] = tokens(&overhang).into();
    }
}

fn push(lines: &mut Vec<u8>, id: &str, document: &Value) {
    let action = json!({ "index": { "_id": id } });
    lines.extend_from_slice(format!("{action}\n{document}\n").as_bytes());
}
