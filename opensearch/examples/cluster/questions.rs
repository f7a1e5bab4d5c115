//! What is asked again and again, and how the answers compare with those of an index on this machine.

use std::collections::BTreeMap;
use std::sync::Mutex;
use std::sync::atomic::{AtomicBool, Ordering};
use std::thread::sleep;
use std::time::{Duration, Instant};

use quanwen::api::{Concordance, Filter, MentionRequest, MentionSummary, Timestamp};
use quanwen::{Result, Searcher};
use quanwen_opensearch::{Address, OpenSearch};
use serde_json::{Value, json};

/// How an answer is asked for.
#[derive(Clone, Copy)]
enum Kind {
    Count,
    Mentions,
    Documents,
}

/// A question with its right answer.
pub struct Question {
    kind: Kind,
    request: MentionRequest,
    right: Value,
}

/// Counts and mentions, some counted by the cluster and some in the reports.
pub fn questions(local: &Searcher) -> Vec<Question> {
    let of = |text: &str| MentionRequest::new(text);
    let in_region = Filter::default()
        .region("松泽")
        .years("2010..2019".parse().expect("years"));
    let asked = [
        (Kind::Count, of("行政复议")),
        (Kind::Mentions, of("规范性文件").limit(30)),
        (Kind::Count, of("件")),
        (Kind::Documents, of("认识不足")),
        // Counted in the reports, since it could overlap itself.
        (Kind::Count, of("年年").filter(in_region.clone())),
        (Kind::Mentions, of("执法记录仪").filter(in_region)),
        (
            Kind::Count,
            MentionRequest::of_texts(["风险评估", "败诉"].map(String::from).to_vec()),
        ),
    ];
    let with_answer = |(kind, request): (Kind, MentionRequest)| {
        let (right, is_complete) = ask(local, kind, &request).expect("an answer");
        assert!(is_complete);
        Question {
            kind,
            request,
            right,
        }
    };
    asked.into_iter().map(with_answer).collect()
}

/// An answer without what an engine says of itself, and whether it calls itself complete.
fn ask(engine: &dyn Concordance, kind: Kind, request: &MentionRequest) -> Result<(Value, bool)> {
    let (answer, mut summary): (Value, MentionSummary) = match kind {
        Kind::Count => (Value::Null, engine.count_mentions(request)?),
        Kind::Mentions => {
            let answer = engine.mentions(request)?;
            (json!(answer.mentions), answer.summary)
        }
        Kind::Documents => {
            let answer = engine.mentions_by_document(request)?;
            (json!(answer.documents), answer.summary)
        }
    };
    (summary.coverage.updated, summary.coverage.stale) = (Timestamp::default(), None);
    let is_complete = summary.coverage.complete;
    Ok((json!([answer, summary]), is_complete))
}

/// What became of the questions of a trial.
#[derive(Default)]
pub struct Tally {
    pub right: usize,
    pub incomplete: usize,
    pub failed: BTreeMap<String, usize>,
    /// Answers that call themselves complete and are not right.
    pub wrong: Vec<String>,
    pub longest: Duration,
    /// When each answer was asked for, and whether it was right.
    times: Vec<(Instant, bool)>,
}

impl Tally {
    fn add(&mut self, question: &Question, asked: Instant, answer: Result<(Value, bool)>) {
        self.longest = self.longest.max(asked.elapsed());
        let mut is_right = false;
        match answer {
            Err(error) => *self.failed.entry(error.to_string()).or_default() += 1,
            Ok((_, false)) => self.incomplete += 1,
            Ok((answer, true)) if answer == question.right => {
                is_right = true;
                self.right += 1;
            }
            Ok((answer, true)) => self.wrong.push(format!(
                "{:?}: {}, not {}",
                question.request, answer[1], question.right[1]
            )),
        }
        self.times.push((asked, is_right));
    }

    /// How long after a moment an answer was asked for that was not right.
    pub fn disturbed(&self, since: Instant) -> Duration {
        let times = self.times.iter().filter(|(_, is_right)| !is_right);
        let last = times.map(|(asked, _)| asked.saturating_duration_since(since));
        last.max().unwrap_or_default()
    }

    /// Right answers that were asked for after a moment.
    pub fn right_after(&self, moment: Instant) -> usize {
        let later = |(asked, is_right): &&(Instant, bool)| *is_right && *asked > moment;
        self.times.iter().filter(later).count()
    }

    /// Answers, and whatever else became of questions.
    pub fn asked(&self) -> usize {
        self.times.len()
    }
}

/// Asks questions in turn, from one of them on, until it is told to stop.
pub fn ask_until(
    stop: &AtomicBool,
    address: &Address,
    questions: &[Question],
    first: usize,
    tally: &Mutex<Tally>,
) {
    let mut engine = OpenSearch::open(address.clone()).expect("the corpus opens");
    for question in questions.iter().cycle().skip(first) {
        if stop.load(Ordering::SeqCst) {
            return;
        }
        let asked = Instant::now();
        let answer = ask(&engine, question.kind, &question.request);
        let is_failed = answer.is_err();
        tally.lock().expect("no panic").add(question, asked, answer);
        if is_failed {
            // As people do, who read the error and ask again.
            sleep(Duration::from_millis(100));
            if let Ok(opened) = OpenSearch::open(address.clone()) {
                engine = opened;
            }
        }
    }
}
