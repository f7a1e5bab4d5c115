//! A cluster behind nginx that cuts connections, or is busy for a moment.

use std::thread::sleep;
use std::time::Duration;

use quanwen::api::{Concordance, MentionRequest};
use quanwen_opensearch::OpenSearch;
use serde_json::Value;

use crate::canned::{DROPPED, cluster_of, of_no_reports};
use crate::nginx::{Nginx, Setup};

/// Counts over nginx, twice, and returns the requests that nginx had.
fn counted(setup: &Setup, pause: Duration) -> Option<Vec<String>> {
    let nginx = Nginx::start(setup)?;
    let address = format!("http://127.0.0.1:{}/reports", nginx.port);
    let engine = OpenSearch::open(address.parse().expect("an address")).expect("the corpus opens");
    for _ in 0..2 {
        sleep(pause);
        let answer = engine.count_mentions(&MentionRequest::new("行政复议"));
        assert!(answer.expect("an answer").coverage.complete);
    }
    Some(nginx.requests())
}

#[test]
fn connections_that_a_proxy_does_not_keep_are_made_anew() {
    let upstream = cluster_of(|request, _| of_no_reports(request));
    for location in [
        "keepalive_requests 1;",
        "keepalive_requests 2;",
        "keepalive_timeout 100ms;",
    ] {
        let setup = Setup {
            upstream: &upstream,
            location,
            ..Setup::default()
        };
        let Some(requests) = counted(&setup, Duration::from_millis(200)) else {
            return;
        };
        assert!(
            requests.iter().all(|request| request.ends_with(" 200")),
            "{requests:?}"
        );
    }
}

#[test]
fn what_a_proxy_refuses_for_a_moment_is_asked_again() {
    let lost = |requests: &[String], status: &str| {
        let found = requests.iter().filter(|request| request.ends_with(status));
        assert!(found.count() > 0, "{status}: {requests:?}");
    };
    // The second request is lost: nginx says 502 if the cluster closes the connection, 504 if it is late.
    let mut asked = 0;
    let upstream = cluster_of(move |request, _| {
        asked += 1;
        if asked == 2 {
            (DROPPED, Value::Null)
        } else {
            of_no_reports(request)
        }
    });
    let setup = Setup {
        upstream: &upstream,
        ..Setup::default()
    };
    let Some(requests) = counted(&setup, Duration::ZERO) else {
        return;
    };
    lost(&requests, " 502");

    let mut asked = 0;
    let upstream = cluster_of(move |request, _| {
        asked += 1;
        if asked == 2 {
            sleep(Duration::from_millis(250));
        }
        of_no_reports(request)
    });
    let setup = Setup {
        upstream: &upstream,
        location: "proxy_read_timeout 150ms;",
        ..Setup::default()
    };
    let Some(requests) = counted(&setup, Duration::ZERO) else {
        return;
    };
    lost(&requests, " 504");

    let upstream = cluster_of(|request, _| of_no_reports(request));
    let setup = Setup {
        upstream: &upstream,
        http: "limit_req_zone $server_port zone=few:32k rate=4r/s;",
        location: "limit_req zone=few;",
        ..Setup::default()
    };
    let Some(requests) = counted(&setup, Duration::ZERO) else {
        return;
    };
    lost(&requests, " 503");
}
