//! What one answer asks of a cluster, and whether all of the cluster answered.
//!
//! **Invariant.** Nothing else searches or counts, and an [`Asking`] is only had while an answer is given, which it makes incomplete,
//! or an error, if a part of the cluster was missing from any of its requests.

use std::sync::atomic::{AtomicBool, Ordering};

use quanwen::Result;
use quanwen::api::{
    Coverage, DocumentList, MentionSummary, MentionsByDocument, SearchAnswer, TrendAnswer,
};
use serde_json::Value;

use crate::client::{Client, Method, take_array};

/// Maximum number of documents in an answer of the server (`index.max_result_window`).
pub(crate) const MAX_HITS: usize = 10_000;

/// The requests of one answer.
#[derive(Debug)]
pub(crate) struct Asking<'c> {
    pub(crate) client: &'c Client,
    /// Whether a part of the cluster did not answer one of them.
    is_partial: AtomicBool,
}

/// An answer that says whether it is complete.
pub(crate) trait Covered {
    fn coverage(&mut self) -> &mut Coverage;
}

impl Covered for DocumentList {
    fn coverage(&mut self) -> &mut Coverage {
        &mut self.summary
    }
}

impl Covered for MentionSummary {
    fn coverage(&mut self) -> &mut Coverage {
        &mut self.coverage
    }
}

impl Covered for MentionsByDocument {
    fn coverage(&mut self) -> &mut Coverage {
        &mut self.summary.coverage
    }
}

impl Covered for SearchAnswer {
    fn coverage(&mut self) -> &mut Coverage {
        &mut self.summary.coverage
    }
}

impl Covered for TrendAnswer {
    fn coverage(&mut self) -> &mut Coverage {
        &mut self.summary.coverage
    }
}

impl<'c> Asking<'c> {
    fn new(client: &'c Client) -> Self {
        Self {
            client,
            is_partial: AtomicBool::new(false),
        }
    }

    /// An answer, which is complete only if all of the cluster answered each of its requests.
    ///
    /// # Errors
    /// Those of `give`, here and below.
    pub(crate) fn answer<A: Covered>(
        client: &Client,
        give: impl FnOnce(&Asking) -> Result<A>,
    ) -> Result<A> {
        let asking = Asking::new(client);
        let mut answer = give(&asking)?;
        answer.coverage().complete &= !asking.is_partial();
        Ok(answer)
    }

    /// What cannot be said without a part of the cluster.
    ///
    /// # Errors
    /// [`quanwen::Error::Remote`] if a part of it did not answer.
    pub(crate) fn whole<T>(client: &Client, find: impl FnOnce(&Asking) -> Result<T>) -> Result<T> {
        let asking = Asking::new(client);
        let found = find(&asking)?;
        if asking.is_partial() {
            return Err(client.partial());
        }
        Ok(found)
    }

    /// One thing. Only a whole cluster can say that it is not there.
    ///
    /// # Errors
    /// As [`Asking::whole`].
    pub(crate) fn one<T>(
        client: &Client,
        find: impl FnOnce(&Asking) -> Result<Option<T>>,
    ) -> Result<Option<T>> {
        let asking = Asking::new(client);
        match find(&asking)? {
            None if asking.is_partial() => Err(client.partial()),
            found => Ok(found),
        }
    }

    /// Asks something of the corpus: `_search`, `_count`.
    ///
    /// # Errors
    /// As [`Client::call`].
    pub(crate) fn search(&self, what: &str, body: &Value) -> Result<Value> {
        let path = format!("/{}/{what}", self.client.index);
        let answer = self.client.call(Method::Post, &path, Some(body))?;
        self.note(&answer);
        Ok(answer)
    }

    /// Asks several things of the corpus at once, and returns the answers in their order.
    ///
    /// # Errors
    /// As [`Client::call`], and of the first that fails.
    pub(crate) fn each_search(&self, questions: &[Value]) -> Result<Vec<Value>> {
        if questions.is_empty() {
            return Ok(Vec::new());
        }
        let mut lines = String::new();
        for question in questions {
            lines.push_str("{}\n");
            lines.push_str(&question.to_string());
            lines.push('\n');
        }
        let path = format!("/{}/_msearch", self.client.index);
        let mut answer = self.client.lines(&path, lines.as_bytes())?;
        let answers = take_array(&mut answer, "/responses");
        if let Some(failed) = answers.iter().find(|answer| answer.get("error").is_some()) {
            return Err(self.client.refused(failed));
        }
        if answers.len() != questions.len() {
            return Err(self.client.partial());
        }
        for answer in &answers {
            self.note(answer);
        }
        Ok(answers)
    }

    fn note(&self, answer: &Value) {
        if is_partial(answer) {
            self.is_partial.store(true, Ordering::Relaxed);
        }
    }

    fn is_partial(&self) -> bool {
        self.is_partial.load(Ordering::Relaxed)
    }
}

/// Whether a part of the cluster did not answer. A shard that no machine has is missing among those that succeeded, but it is not
/// counted among those that failed.
fn is_partial(answer: &Value) -> bool {
    let shards = |which: &str| answer["_shards"][which].as_u64();
    let all = shards("total");
    answer["timed_out"] == Value::Bool(true) || all.is_none() || shards("successful") != all
}
