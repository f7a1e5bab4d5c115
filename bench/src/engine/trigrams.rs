//! `SQLite` FTS5 with its trigram tokenizer.

use std::collections::BTreeSet;
use std::path::Path;

use anyhow::Result;
use rusqlite::{Connection, params};

use super::{Answers, Engine, HITS, Reading};
use crate::corpus::{Corpus, each_passage};

pub struct SqliteTrigrams;

struct Asked {
    connection: Connection,
}

impl Engine for SqliteTrigrams {
    fn name(&self) -> String {
        format!("SQLite {} FTS5 trigram", rusqlite::version())
    }

    fn index(&self, folder: &Path, index: &Path) -> Result<()> {
        let mut connection = Connection::open(index.join("passages.db"))?;
        connection
            .execute_batch("CREATE VIRTUAL TABLE passages USING fts5(body, tokenize='trigram')")?;
        let transaction = connection.transaction()?;
        {
            let mut insert =
                transaction.prepare("INSERT INTO passages(rowid, body) VALUES (?1, ?2)")?;
            each_passage(folder, |number, text| {
                insert.execute(params![number, text])?;
                Ok(())
            })?;
        }
        transaction.commit()?;
        Ok(())
    }

    fn open<'c>(&self, _: &'c Corpus, _: &Path, index: &Path) -> Result<Box<dyn Answers + 'c>> {
        let connection = Connection::open(index.join("passages.db"))?;
        Ok(Box::new(Asked { connection }))
    }
}

/// The condition that finds a text, and its argument. Trigrams find no text of fewer than three characters; these need a
/// scan.
fn condition(text: &str) -> (&'static str, String) {
    if text.chars().count() < 3 {
        ("body LIKE ?1", format!("%{text}%"))
    } else {
        ("passages MATCH ?1", format!("\"{text}\""))
    }
}

impl Answers for Asked {
    fn count(&mut self, text: &str) -> Result<u64> {
        let (condition, argument) = condition(text);
        let sql = format!("SELECT count(*) FROM passages WHERE {condition}");
        let count: i64 = self
            .connection
            .prepare_cached(&sql)?
            .query_row([argument], |row| row.get(0))?;
        Ok(u64::try_from(count)?)
    }

    fn passages(&mut self, text: &str) -> Result<BTreeSet<u32>> {
        let (condition, argument) = condition(text);
        let sql = format!("SELECT rowid FROM passages WHERE {condition}");
        let mut statement = self.connection.prepare_cached(&sql)?;
        let rows = statement.query_map([argument], |row| row.get::<_, u32>(0))?;
        Ok(rows.collect::<rusqlite::Result<_>>()?)
    }

    fn best(&mut self, text: &str, reading: Reading) -> Result<Option<usize>> {
        if reading == Reading::Words {
            return Ok(None);
        }
        let (condition, argument) = condition(text);
        let order = if condition.contains("MATCH") {
            "ORDER BY rank"
        } else {
            ""
        };
        let sql = format!("SELECT body FROM passages WHERE {condition} {order} LIMIT {HITS}");
        let mut statement = self.connection.prepare_cached(&sql)?;
        let rows = statement.query_map([argument], |row| row.get::<_, String>(0))?;
        let read: Vec<String> = rows.collect::<rusqlite::Result<_>>()?;
        Ok(Some(read.len()))
    }
}
