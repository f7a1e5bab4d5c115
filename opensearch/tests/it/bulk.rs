//! Documents that are too large together for the cluster, or a proxy before it.

use std::sync::{Arc, Mutex};

use quanwen::Result;
use quanwen_opensearch::{Address, Shape, index};
use serde_json::json;

use crate::canned::serve;
use crate::cluster::{anew, cluster, listed, mentions, open};
use crate::nginx::{Nginx, Setup};
use crate::partial::OneReport;
use crate::reports::Reports;

/// Reports that need several requests.
const REPORTS: usize = 150;

fn indexed(address: Address, reports: usize) -> Result<usize> {
    let files = Reports::none();
    let chapter = "一、行政复议\n办理行政复议案件，受理、审结并公开。\n".repeat(100);
    for number in 0..reports {
        let text = format!("松泽县2020年第{number}号年度报告\n{chapter}");
        files.write(&format!("{number}.txt"), &text);
    }
    let report = index(&files.corpus(), address, Shape::default(), &anew(), &())?;
    Ok(report.added.len())
}

/// A cluster that takes requests of so many bytes, and the sizes of the bulk requests that it had.
fn taking(limit: usize) -> (Address, Arc<Mutex<Vec<usize>>>) {
    let sizes = Arc::new(Mutex::new(Vec::new()));
    let had = Arc::clone(&sizes);
    let mut cluster = OneReport::default();
    let address = serve(move |request, body| {
        if request.ends_with("/_bulk") {
            had.lock().expect("no panic").push(body.len());
        }
        if body.len() > limit {
            return (413, json!("Request Entity Too Large"));
        }
        cluster.answer(request, body)
    });
    (address, sizes)
}

#[test]
fn what_is_too_large_is_sent_in_halves_and_later_requests_are_smaller() {
    let limit = 1_200_000;
    let (address, sizes) = taking(limit);
    // That all of it is there is asked at the end.
    let found = indexed(address, REPORTS).expect("it is indexed");
    assert_eq!(found, REPORTS);
    let sizes = sizes.lock().expect("no panic");
    let first = sizes.first().expect("a request");
    assert!(*first > limit, "{sizes:?}");
    let last = &sizes[3 * sizes.len() / 4..];
    assert!(last.iter().all(|size| *size <= limit), "{sizes:?}");
}

#[test]
fn a_document_that_is_too_large_alone_is_named_with_what_to_do() {
    let (address, sizes) = taking(2000);
    let error = indexed(address, 1)
        .expect_err("it is too large")
        .to_string();
    assert!(error.contains(" as 0.txt ("), "{error}");
    let advice =
        "raise its limit (nginx: client_max_body_size, OpenSearch: http.max_content_length)";
    assert!(error.contains(advice), "{error}");
    let sizes = sizes.lock().expect("no panic");
    let last = sizes.last().expect("a request");
    assert!(
        error.contains(&format!("no request of {last} bytes")),
        "{error}"
    );
}

#[test]
fn a_corpus_is_indexed_behind_nginx_as_it_is_installed() {
    let Some(cluster) = cluster() else { return };
    let Some(nginx) = Nginx::start(&Setup {
        upstream: &cluster,
        // What it is without a word.
        location: "client_max_body_size 1m;",
        ..Setup::default()
    }) else {
        return;
    };
    let address = format!("http://127.0.0.1:{}/test-bulk", nginx.port);
    let address: Address = address.parse().expect("an address");
    assert_eq!(
        indexed(address.clone(), REPORTS).expect("it is indexed"),
        REPORTS
    );
    let requests = nginx.requests();
    let refused = requests
        .iter()
        .filter(|asked| asked.ends_with("/_bulk 413"));
    assert!(refused.count() > 0, "{requests:?}");
    let engine = open(&address);
    assert_eq!(listed(&engine).len(), REPORTS);
    assert_eq!(mentions(&engine), 200 * REPORTS as u64);
}
