//! Brings an index up to date, or fills a new one, and puts it in the place of the old one when it is whole.

use std::sync::{Mutex, PoisonError};

use quanwen::backend::{
    CorpusUpdate, IndexedReport, ReportStorage, Rules, StoredReport, UpdatedFiles,
};
use quanwen::{Corpus, IndexOptions, IndexReport, Progress, Result};
use quanwen_messages::text;
use serde_json::json;

use crate::address::Address;
use crate::alias::{is_unmoved, moved, switch, unreplaced};
use crate::bulk::{Bulk, push, push_removal};
use crate::citations;
use crate::client::{Client, Method};
use crate::contents::StoredContents;
use crate::documents::documents_of;
use crate::generation::{
    block, copy, create, name, now, remove, remove_left_behind, set_replicas, while_filled,
};
use crate::manifest;
use crate::mapping::CORPUS;
use crate::serving::{Serving, Start};
use crate::shape::Shape;
use crate::stored::section_id;
use crate::whole::{expunge, is_whole, refresh};

/// Brings an index up to date with a corpus: only the files that changed are read. It is filled anew, in some shape, if there is none,
/// if it was made otherwise, or if the options say so; the report tells why.
///
/// Until the new index is whole, the old one answers, unchanged; then the alias names the new one, and the old one is removed by a later
/// update, after two minutes at the earliest. If nothing changed, there is no new one.
///
/// # Errors
/// [`quanwen::Error::Remote`]; [`quanwen::Error::Corpus`] if the index is of another folder, or of other parts of it, and no rebuild is
/// asked for; [`quanwen::Error::DataFile`] for a mistake in `quanwen.csv`; [`quanwen::Error::Cancelled`].
pub fn index(
    corpus: &Corpus,
    address: Address,
    shape: Shape,
    options: &IndexOptions,
    progress: &dyn Progress,
) -> Result<IndexReport> {
    let client = Client::new(address)?;
    let rules = Rules::new(options.schema.clone())?;
    let start = Start::find(&client, corpus, shape, &rules, options)?;
    remove_left_behind(&client)?;
    let filling = Filling::new(&client, &rules, &start);
    let filled = while_filled(&client, &filling.name, || {
        filling.fill(corpus, options, progress)
    });
    match filled {
        Ok(mut report) => {
            if filling.is_made() {
                switch(&client, &filling.name, &start.named)?;
            }
            report.rebuilt = start.rebuilt;
            Ok(report)
        }
        Err(error) => {
            // What is not whole is of no use; that it could not be removed would hide why.
            let _ = remove(&client, &filling.name);
            Err(unreplaced(error))
        }
    }
}

/// A new generation, which is made when the first change needs it.
struct Filling<'c> {
    client: &'c Client,
    rules: &'c Rules,
    start: &'c Start,
    name: String,
    bulk: Bulk<'c>,
    is_made: Mutex<bool>,
}

impl<'c> Filling<'c> {
    fn new(client: &'c Client, rules: &'c Rules, start: &'c Start) -> Self {
        let name = name(client, now());
        Self {
            client,
            rules,
            start,
            bulk: Bulk::new(client, &name),
            name,
            is_made: Mutex::default(),
        }
    }

    fn is_made(&self) -> bool {
        *self.is_made.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// Makes the generation, unless it is.
    fn make(&self) -> Result<()> {
        let mut is_made = self.is_made.lock().unwrap_or_else(PoisonError::into_inner);
        if *is_made {
            return Ok(());
        }
        let (client, shape) = (self.client, self.start.shape);
        match &self.start.serving {
            Some(serving) => copy(client, &serving.index, &self.name, shape)?,
            None => create(client, &self.name, shape)?,
        }
        *is_made = true;
        Ok(())
    }

    /// Stores what changed, in a new generation if that changes an answer.
    fn fill(
        &self,
        corpus: &Corpus,
        options: &IndexOptions,
        progress: &dyn Progress,
    ) -> Result<IndexReport> {
        let serving = self.start.serving.as_ref();
        if serving.is_none() {
            self.make()?;
        }
        let update = CorpusUpdate::find(corpus, options, self.rules, self.start.known.clone())?;
        let updated = update.run(self, progress)?;
        self.bulk.finish()?;
        let contents = StoredContents::new(corpus, &updated.files, self.rules, now().as_secs())?;
        match serving {
            Some(serving) if !self.is_made() && contents.counts == serving.contents.counts => {
                let has_news = updated.has_news();
                self.leave(serving, has_news.then_some(&updated), contents)?;
            }
            _ => {
                self.make()?;
                self.finish(&updated, &contents)?;
            }
        }
        Ok(updated.report)
    }

    /// Says what the new generation holds, makes it visible, and makes sure that all of it is there.
    fn finish(&self, updated: &UpdatedFiles, contents: &StoredContents) -> Result<()> {
        let (client, name) = (self.client, &self.name);
        write(client, name, updated, contents)?;
        let new = client.of_index(name);
        if !is_whole(&new, &contents.counts, updated.files.iter().count())? {
            let lost = text!("has lost a part of the new index");
            return Err(client.error(lost));
        }
        citations::count(&new, self.rules)?;
        if self.start.serving.is_some() {
            expunge(&new);
        }
        refresh(&new)?;
        block(client, name, true)
    }

    /// Lets the old generation answer on, and notes in it what is known of the files by now, on which no answer depends.
    fn leave(
        &self,
        serving: &Serving,
        updated: Option<&UpdatedFiles>,
        contents: StoredContents,
    ) -> Result<()> {
        let (client, index) = (self.client, &serving.index);
        if !is_unmoved(client, &self.start.named)? {
            return Err(moved(client));
        }
        if self.start.shape != serving.shape {
            set_replicas(client, index, self.start.shape)?;
        }
        let Some(updated) = updated else {
            return Ok(());
        };
        let contents = StoredContents {
            updated: serving.contents.updated,
            ..contents
        };
        block(client, index, false)?;
        let written = write(client, index, updated, &contents);
        block(client, index, true)?;
        written
    }
}

impl ReportStorage for Filling<'_> {
    fn remove(&self, reports: &[&StoredReport]) -> Result<()> {
        self.make()?;
        for report in reports {
            let mut lines = Vec::new();
            push_removal(&mut lines, &report.id);
            for number in 0..report.sections {
                push_removal(&mut lines, &section_id(&report.id, number as usize));
            }
            self.bulk.add(&lines)?;
        }
        self.bulk.finish()
    }

    fn add(&self, report: IndexedReport) -> Result<()> {
        self.make()?;
        let mut lines = Vec::new();
        for (id, document) in documents_of(&report, self.rules) {
            push(&mut lines, &id, &document);
        }
        self.bulk.add(&lines)
    }
}

/// Writes what is known of the files, and what an index holds, and makes all of it visible.
fn write(
    client: &Client,
    index: &str,
    updated: &UpdatedFiles,
    contents: &StoredContents,
) -> Result<()> {
    manifest::write(&Bulk::new(client, index), updated)?;
    let body = json!({ "kind": CORPUS, "contents": contents });
    client.call(Method::Put, &format!("/{index}/_doc/{CORPUS}"), Some(&body))?;
    refresh(&client.of_index(index))
}
