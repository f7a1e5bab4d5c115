//! The sections that satisfy some clauses, however many they are.

use quanwen::Result;
use quanwen_messages::message;
use serde_json::{Value, json};

use crate::asking::{Asking, MAX_HITS};
use crate::client::take_array;

/// Sections of a page of an answer.
const PAGE: usize = 1000;

/// The sections that are looked for.
pub(crate) struct Wanted {
    pub clauses: Vec<Value>,
    /// What is not read of them.
    pub excluded: &'static [&'static str],
}

impl Wanted {
    /// Asks for those of the reports after one, in the order of the reports.
    fn page(&self, size: usize, after: &Value) -> Value {
        let mut question = json!({
            "size": size,
            "track_total_hits": false,
            "_source": { "excludes": self.excluded },
            "sort": [{ "report": "asc" }],
            "query": { "bool": { "filter": self.clauses } },
        });
        if !after.is_null() {
            question["search_after"] = json!([after]);
        }
        question
    }

    /// Passes them to `each`, page by page.
    pub(crate) fn each(
        &self,
        asking: &Asking,
        each: &mut dyn FnMut(Vec<Value>) -> Result<()>,
    ) -> Result<()> {
        let mut size = PAGE;
        let mut after = Value::Null;
        loop {
            let mut answer = asking.search("_search", &self.page(size, &after))?;
            let mut hits = take_array(&mut answer, "/hits/hits");
            let is_last = hits.len() < size;
            if !is_last {
                without_last_report(&mut hits);
            }
            match hits.last() {
                Some(last) => after = report_of(last).clone(),
                None if is_last => return Ok(()),
                None if size < MAX_HITS => {
                    size = MAX_HITS;
                    continue;
                }
                None => {
                    let many = message!(
                        "has a report in which over {most} sections have one text",
                        most = MAX_HITS
                    );
                    return Err(asking.client.error(many));
                }
            }
            each(hits)?;
            if is_last {
                return Ok(());
            }
        }
    }
}

/// The sections of each of some kinds, all first pages at once.
pub(crate) fn of_each(asking: &Asking, wanted: &[Wanted]) -> Result<Vec<Vec<Value>>> {
    let first = wanted.iter().map(|wanted| wanted.page(PAGE, &Value::Null));
    let answers = asking.each_search(&first.collect::<Vec<_>>())?;
    let mut found = Vec::with_capacity(wanted.len());
    for (wanted, mut answer) in wanted.iter().zip(answers) {
        let mut hits = take_array(&mut answer, "/hits/hits");
        if hits.len() == PAGE {
            hits.clear();
            wanted.each(asking, &mut |page| {
                hits.extend(page);
                Ok(())
            })?;
        }
        found.push(hits);
    }
    Ok(found)
}

/// Leaves out the sections of the last report: the next page may have more of them.
fn without_last_report(hits: &mut Vec<Value>) {
    if let Some(last) = hits.last() {
        let last = report_of(last).clone();
        hits.retain(|hit| *report_of(hit) != last);
    }
}

fn report_of(hit: &Value) -> &Value {
    &hit["_source"]["report"]
}
