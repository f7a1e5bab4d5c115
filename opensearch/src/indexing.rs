//! Fills a new index, and puts it in the place of the old one when it is whole.

use std::sync::Mutex;
use std::thread::sleep;
use std::time::{SystemTime, UNIX_EPOCH};

use quanwen::backend::{CorpusCounts, IndexedReport, IndexedSection, Rules, each_report};
use quanwen::{Corpus, IndexOptions, Progress, Result};
use serde_json::{Value, json};

use crate::address::Address;
use crate::client::{Client, Method, PAUSES};
use crate::contents::StoredContents;
use crate::mapping::{CORPUS, REPORT, SECTION, index_body};
use crate::tokens::{overhang, paragraphs, tokens};

/// Bytes of a bulk request.
const BULK_BYTES: usize = 4 << 20;
/// The status of a document that the cluster has no room for at the moment (RFC 6585, section 4).
const TOO_MANY_REQUESTS: u16 = 429;
/// Shards and replicas of a new index: a cluster moves replicas by itself, `docs/DISTRIBUTED.md` says when to choose others.
const SHARDS: u32 = 1;
const REPLICAS: u32 = 0;

/// Indexes every report of a corpus anew. Until the new index is whole, the old one answers; then the alias names the new one,
/// and the old one is removed.
///
/// # Errors
/// [`quanwen::Error::Remote`]; [`quanwen::Error::DataFile`] for a mistake in `quanwen.csv`.
pub fn index(
    corpus: &Corpus,
    address: Address,
    options: &IndexOptions,
    progress: &dyn Progress,
) -> Result<CorpusCounts> {
    let client = Client::new(address)?;
    let rules = Rules::new(options.schema.clone())?;
    let now = SystemTime::now()
        .duration_since(UNIX_EPOCH)
        .unwrap_or_default();
    let name = format!("{}-{}", client.address.name, now.as_millis());
    create(&client, &name)?;
    let filled = fill(
        &client,
        &name,
        corpus,
        options,
        &rules,
        progress,
        now.as_secs(),
    );
    match filled {
        Ok(counts) => Ok(counts),
        Err(error) => {
            // What is not whole is of no use; that it could not be removed would hide why. It is kept if the alias may name it.
            if aliased(&client).is_ok_and(|names| !names.contains(&name)) {
                let _ = client.call(Method::Delete, &format!("/{name}"), None);
            }
            Err(error)
        }
    }
}

fn fill(
    client: &Client,
    name: &str,
    corpus: &Corpus,
    options: &IndexOptions,
    rules: &Rules,
    progress: &dyn Progress,
    updated: u64,
) -> Result<CorpusCounts> {
    let bulk = Bulk {
        client,
        path: format!("/{name}/_bulk"),
        waiting: Mutex::default(),
    };
    let counts = each_report(corpus, options, rules, progress, &|report| {
        bulk.add(&report)
    })?;
    bulk.finish()?;
    let contents = StoredContents::new(corpus, &counts, rules, updated)?;
    let body = json!({ "kind": CORPUS, "contents": contents });
    client.call(Method::Put, &format!("/{name}/_doc/{CORPUS}"), Some(&body))?;
    client.call(Method::Post, &format!("/{name}/_refresh"), None)?;
    switch(client, name)?;
    Ok(counts)
}

/// Creates an index. It cannot be created twice: if the answer was lost, what counts is whether it is there.
fn create(client: &Client, name: &str) -> Result<()> {
    let path = format!("/{name}");
    let body = index_body(SHARDS, REPLICAS);
    let created = client.call(Method::Put, &path, Some(&body));
    if created.is_err() && client.call(Method::Get, &path, None).is_ok() {
        return Ok(());
    }
    created.map(drop)
}

/// Makes the alias name a new index alone, and removes those that it named. They cannot be removed twice: if the answer was lost,
/// what counts is what the alias names.
fn switch(client: &Client, name: &str) -> Result<()> {
    let mut actions = vec![json!({ "add": { "index": name, "alias": client.address.name } })];
    let old = aliased(client)?.into_iter();
    actions.extend(old.map(|old| json!({ "remove_index": { "index": old } })));
    let actions = json!({ "actions": actions });
    let switched = client.call(Method::Post, "/_aliases", Some(&actions));
    if switched.is_err() && aliased(client).is_ok_and(|names| names == [name]) {
        return Ok(());
    }
    switched.map(drop)
}

/// The indexes that the alias names.
fn aliased(client: &Client) -> Result<Vec<String>> {
    let alias = &client.address.name;
    // All aliases: to ask for one that is not there is an error, like one of the cluster.
    let known = client.call(Method::Get, "/_alias", None)?;
    let indexes = known.as_object().into_iter().flatten();
    let named = indexes.filter(|(_, index)| index["aliases"].get(alias).is_some());
    Ok(named.map(|(name, _)| name.clone()).collect())
}

/// Sends documents in large requests, from several threads.
struct Bulk<'c> {
    client: &'c Client,
    path: String,
    waiting: Mutex<Vec<u8>>,
}

impl Bulk<'_> {
    fn add(&self, report: &IndexedReport) -> Result<()> {
        let lines = lines(report);
        let full = {
            let mut waiting = self.waiting.lock().expect("no thread panics with it");
            waiting.extend_from_slice(&lines);
            (waiting.len() >= BULK_BYTES).then(|| std::mem::take(&mut *waiting))
        };
        full.map_or(Ok(()), |full| self.send(&full))
    }

    fn finish(&self) -> Result<()> {
        let rest = std::mem::take(&mut *self.waiting.lock().expect("no thread panics with it"));
        if rest.is_empty() {
            return Ok(());
        }
        self.send(&rest)
    }

    /// Sends documents, again if the cluster had no room for some of them at the moment. An id is written once, however often it is
    /// sent.
    fn send(&self, lines: &[u8]) -> Result<()> {
        let mut pauses = PAUSES.iter();
        loop {
            let answer = self.client.lines(&self.path, lines)?;
            let items = answer["items"].as_array().into_iter().flatten();
            let failed = items
                .map(|item| &item["index"])
                .find(|item| item.get("error").is_some());
            let Some(failed) = failed else {
                return Ok(());
            };
            let is_busy = failed["status"] == TOO_MANY_REQUESTS;
            match pauses.next() {
                Some(pause) if is_busy => sleep(*pause),
                _ => {
                    let reason = failed["error"]["reason"]
                        .as_str()
                        .unwrap_or("no reason given");
                    return Err(self
                        .client
                        .error(format!("did not store a report: {reason}")));
                }
            }
        }
    }
}

/// The documents of a report, each after what is done with it.
fn lines(report: &IndexedReport) -> Vec<u8> {
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
    for (field, value) in [("title", &metadata.title), ("code", &metadata.code)] {
        if let Some(value) = value {
            whole[field] = value.as_str().into();
        }
    }
    whole["document"] = json!(document);
    let mut lines = Vec::new();
    push(&mut lines, &document.id, &whole);
    let texts: Vec<&str> = report
        .sections
        .iter()
        .map(|section| section.text.as_str())
        .collect();
    for (number, section) in report.sections.iter().enumerate() {
        let mut part = common.clone();
        add_section(&mut part, section, &texts[number + 1..]);
        push(&mut lines, &format!("{}.{number}", document.id), &part);
    }
    lines
}

fn add_section(document: &mut Value, section: &IndexedSection, following: &[&str]) {
    let overhang = overhang(&section.text, following);
    document["kind"] = SECTION.into();
    document["part"] = section.part.name().into();
    document["characters"] = section.characters.into();
    document["words"] = section.words.into();
    document["heading"] = section.headings.lines().map(tokens).collect();
    document["chars"] = paragraphs(&format!("{}{overhang}", section.text)).into();
    if !overhang.is_empty() {
        document["overhang"] = tokens(&overhang).into();
    }
}

fn push(lines: &mut Vec<u8>, id: &str, document: &Value) {
    let action = json!({ "index": { "_id": id } });
    lines.extend_from_slice(format!("{action}\n{document}\n").as_bytes());
}
