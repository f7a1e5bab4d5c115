//! Several machines of one cluster, and a cluster behind a path.

use std::net::TcpListener;
use std::sync::{Arc, Mutex};

use quanwen::api::{Concordance, Engine, Filter, ListRequest, MentionRequest};
use quanwen::{IndexOptions, Result};
use quanwen_opensearch::{Address, OpenSearch, Shape, index};
use serde_json::json;

use crate::canned::{DROPPED, cluster_of, of_no_reports};
use crate::cluster::{cluster, sample_corpus};
use crate::nginx::{Nginx, Setup};

/// A port on which nothing answers.
fn dead() -> String {
    let free = TcpListener::bind("127.0.0.1:0").expect("a free port");
    free.local_addr().expect("an address").to_string()
}

fn host(cluster: &str) -> &str {
    cluster.trim_start_matches("http://")
}

fn address(hosts: &[&str], rest: &str) -> Address {
    let address = format!("http://{}/{rest}", hosts.join(","));
    address.parse().expect("an address")
}

/// Indexes the sample corpus, and counts in it.
fn counted(address: Address) -> Result<u64> {
    let (shape, options) = (Shape::default(), IndexOptions::default());
    index(&sample_corpus(), address.clone(), shape, &options, &())?;
    let engine = OpenSearch::open(address)?;
    let counted = engine.count_mentions(&MentionRequest::new("行政复议"))?;
    assert!(counted.coverage.complete);
    Ok(counted.mentions)
}

#[test]
fn a_machine_that_is_not_there_is_passed_over() {
    let Some(cluster) = cluster() else { return };
    let (live, dead) = (host(&cluster), dead());
    for (name, hosts) in [
        ("test-machines-first", [live, &dead]),
        ("test-machines-last", [&dead, live]),
    ] {
        assert!(counted(address(&hosts, name)).expect("an answer") > 0);
    }
}

#[test]
fn an_error_of_several_machines_names_them_all() {
    let (first, second) = (dead(), dead());
    let address = address(&[&first, &second], "reports");
    let error = OpenSearch::open(address).expect_err("none is there");
    let named = format!("http://{first},{second}/reports cannot be reached");
    assert!(error.to_string().contains(&named), "{error}");
}

/// A machine that gives its first answers well, and what it was asked.
struct Machine {
    cluster: String,
    asked: Arc<Mutex<Vec<String>>>,
}

impl Machine {
    /// After so many answers, it has another status.
    fn new(well: usize, then: u16) -> Self {
        let asked: Arc<Mutex<Vec<String>>> = Arc::default();
        let had = Arc::clone(&asked);
        let cluster = cluster_of(move |request, _| {
            let mut had = had.lock().expect("no panic");
            had.push(request.to_string());
            if had.len() > well {
                return (then, json!({ "error": "no" }));
            }
            of_no_reports(request)
        });
        Self { cluster, asked }
    }

    fn asked(&self) -> usize {
        self.asked.lock().expect("no panic").len()
    }
}

#[test]
fn a_machine_that_is_lost_in_between_is_left_for_the_next() {
    for lost in [DROPPED, 502, 503, 504] {
        let (first, second) = (Machine::new(2, lost), Machine::new(usize::MAX, 200));
        let address = address(&[host(&first.cluster), host(&second.cluster)], "reports");
        let engine = OpenSearch::open(address).expect("the first answers");
        engine.status().expect("an answer");
        let listed = engine.list(&ListRequest::new(Filter::default()));
        assert!(listed.expect("an answer").summary.complete, "{lost}");
        engine.status().expect("an answer");
        // The first is asked once in vain, and not again: the second answered last.
        assert_eq!((first.asked(), second.asked()), (3, 7), "{lost}");
    }
}

#[test]
fn what_a_machine_refuses_is_not_asked_of_another() {
    for refused in [400, 401, 403, 404] {
        let (first, second) = (Machine::new(0, refused), Machine::new(usize::MAX, 200));
        let address = address(&[host(&first.cluster), host(&second.cluster)], "reports");
        OpenSearch::open(address).expect_err("it is refused");
        assert_eq!((first.asked(), second.asked()), (1, 0), "{refused}");
    }
    // One that is busy is asked again.
    let (first, second) = (Machine::new(0, 429), Machine::new(usize::MAX, 200));
    let address = address(&[host(&first.cluster), host(&second.cluster)], "reports");
    OpenSearch::open(address).expect_err("it stays busy");
    assert_eq!((first.asked(), second.asked()), (4, 0));
}

#[test]
fn all_machines_are_asked_before_a_pause() {
    let machines = [Machine::new(0, 503), Machine::new(0, DROPPED)];
    let hosts = [host(&machines[0].cluster), host(&machines[1].cluster)];
    OpenSearch::open(address(&hosts, "reports")).expect_err("both are lost");
    assert_eq!(machines.map(|machine| machine.asked()), [4, 4]);
}

#[test]
fn a_cluster_may_be_behind_a_path() {
    let Some(cluster) = cluster() else { return };
    let Some(nginx) = Nginx::start(&Setup {
        upstream: &cluster,
        location: "rewrite ^/os/2/(.*)$ /$1 break;\nreturn 404;",
        ..Setup::default()
    }) else {
        return;
    };
    let host = format!("127.0.0.1:{}", nginx.port);
    let counted = counted(address(&[&host], "os/2/test-path"));
    assert!(counted.expect("an answer") > 0);
    // What is not below the path is not there.
    let requests = nginx.requests();
    let are_found = requests.iter().all(|asked| !asked.ends_with(" 404"));
    assert!(are_found && !requests.is_empty(), "{requests:?}");
}
