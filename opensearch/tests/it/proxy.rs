//! A cluster behind nginx: certificates, credentials, limits.

use std::process::Command;

use quanwen::Corpus;
use quanwen::api::{Concordance, Engine, Filter, ListRequest, MentionRequest};
use quanwen_opensearch::{Address, OpenSearch, Shape, index};

use crate::canned::{cluster_of, of_no_reports};
use crate::cluster::{anew, cluster};
use crate::nginx::{Certificates, Nginx, Setup};

/// What no error may show.
const SECRET: &str = "hidden-3141592653";
const USER: &str = "QUANWEN_ENGINE_USER";
const PASSWORD: &str = "QUANWEN_ENGINE_PASSWORD";
const KEY: &str = "QUANWEN_ENGINE_KEY";

/// What a process with some variables says that indexes reports and asks for them.
fn said(address: &str, variables: &[(&str, &str)]) -> String {
    let folder = tempfile::tempdir().expect("a temporary folder");
    let reports = folder.path().join("reports");
    std::fs::create_dir(&reports).expect("a folder");
    let text = "松泽县2020年法治政府建设年度报告\n行政复议。\n一、行政复议\n办理行政复议。\n";
    std::fs::write(reports.join("a.txt"), text.repeat(20)).expect("a file");
    let answer = folder.path().join("answer");
    let mut process = Command::new(std::env::current_exe().expect("the tests"));
    for known in [USER, PASSWORD, KEY, "SSL_CERT_FILE", "SSL_CERT_DIR"] {
        process.env_remove(known);
    }
    let output = process
        .args(["--exact", "proxy::asked_by_another_process", "--ignored"])
        .env("QUANWEN_TEST_ADDRESS", address)
        .env("QUANWEN_TEST_ASKED", &reports)
        .env("QUANWEN_TEST_ANSWER", &answer)
        .envs(variables.iter().copied())
        .output()
        .expect("a process");
    assert!(output.status.success(), "{output:?}");
    let answer = std::fs::read_to_string(answer).expect("an answer");
    assert!(!answer.contains(SECRET), "{answer}");
    answer
}

#[test]
#[ignore = "the other tests run it, each with its own certificates and credentials"]
fn asked_by_another_process() {
    let of = |name| std::env::var(name).expect("the other tests set it");
    let address = of("QUANWEN_TEST_ADDRESS");
    let answer = match address.parse() {
        Ok(address) => match ask(&of("QUANWEN_TEST_ASKED"), address) {
            Ok(answer) => answer,
            Err(error) => format!("{error}\n{error:?}"),
        },
        Err(refused) => refused.to_string(),
    };
    std::fs::write(of("QUANWEN_TEST_ANSWER"), answer).expect("a file");
}

fn ask(reports: &str, address: Address) -> quanwen::Result<String> {
    let corpus = Corpus::at(std::path::Path::new(reports))?;
    let (shape, options) = (Shape::default(), anew());
    index(&corpus, address.clone(), shape, &options, &())?;
    let engine = OpenSearch::open(address)?;
    let request = MentionRequest::new("行政复议");
    let counted = engine.count_mentions(&request)?.mentions;
    let shown = engine.mentions(&request)?.mentions.len();
    let listed = engine.list(&ListRequest::new(Filter::default()))?;
    let path = &listed.documents[0].path;
    Ok(format!("{counted} and {shown} in {path}\n{engine:?}"))
}

/// The variables with which a process trusts an authority.
fn trusting(made: &Certificates) -> (&'static str, String) {
    let file = made.file("authority.pem");
    ("SSL_CERT_FILE", file.to_str().expect("UTF-8").to_string())
}

/// Asserts that nginx refused each of some requests, and that none was sent twice: that could lock a user out.
fn assert_refused_once(requests: &[String], status: &str) {
    assert!(!requests.is_empty());
    for (number, request) in requests.iter().enumerate() {
        assert!(request.ends_with(status), "{requests:?}");
        assert!(!requests[..number].contains(request), "{requests:?}");
    }
}

/// The cluster of the tests behind nginx that speaks TLS, and its certificates.
fn encrypted(location: impl FnOnce(&Certificates) -> String) -> Option<(Nginx, Certificates)> {
    let (cluster, made) = (cluster()?, Certificates::make()?);
    let nginx = Nginx::start(&Setup {
        upstream: &cluster,
        certificates: Some(&made),
        location: &location(&made),
        ..Setup::default()
    })?;
    Some((nginx, made))
}

#[test]
fn a_user_and_a_password_are_sent_over_tls() {
    let known = |made: &Certificates| {
        let users = made.file("users");
        std::fs::write(&users, format!("reader:{{PLAIN}}{SECRET}\n")).expect("a file");
        let users = users.display();
        format!("auth_basic reports;\nauth_basic_user_file {users};")
    };
    let Some((nginx, made)) = encrypted(known) else {
        return;
    };
    let address = format!("https://127.0.0.1:{}/test-proxy-user", nginx.port);
    let (file, authority) = trusting(&made);
    let with = |user, password| {
        let set = [
            (file, authority.as_str()),
            (USER, user),
            (PASSWORD, password),
        ];
        said(&address, &set)
    };
    let right = with("reader", SECRET);
    assert!(right.starts_with("60 and 60 in a.txt\n"), "{right}");
    let asked = nginx.requests().len();
    let wrong = with("other", SECRET);
    let advice = "refuses the user and password in QUANWEN_ENGINE_USER and QUANWEN_ENGINE_PASSWORD";
    assert!(wrong.contains(advice), "{wrong}");
    assert_refused_once(&nginx.requests()[asked..], " 401");
    let asked = nginx.requests().len();
    let none = with("", "");
    let advice = "set QUANWEN_ENGINE_KEY, or QUANWEN_ENGINE_USER and QUANWEN_ENGINE_PASSWORD";
    assert!(none.contains(advice), "{none}");
    assert_refused_once(&nginx.requests()[asked..], " 401");
}

#[test]
fn a_key_is_sent_over_tls() {
    // Connections are made anew, over TLS too.
    let known = |_: &Certificates| {
        format!(
            "keepalive_requests 2;\nif ($http_authorization != \"ApiKey {SECRET}\") {{ return 401; }}"
        )
    };
    let Some((nginx, made)) = encrypted(known) else {
        return;
    };
    let address = format!("https://127.0.0.1:{}/test-proxy-key", nginx.port);
    let (file, authority) = trusting(&made);
    let with = |key: &str| said(&address, &[(file, &authority), (KEY, key)]);
    let right = with(SECRET);
    assert!(right.starts_with("60 and 60 in a.txt\n"), "{right}");
    let asked = nginx.requests().len();
    let wrong = with(&format!("{SECRET}0"));
    assert!(
        wrong.contains("refuses the key in QUANWEN_ENGINE_KEY"),
        "{wrong}"
    );
    assert_refused_once(&nginx.requests()[asked..], " 401");
    // As a file that ends with a line break leaves it.
    let asked = nginx.requests().len();
    let broken = with(&format!("{SECRET}\n"));
    assert!(
        broken.contains("QUANWEN_ENGINE_KEY has a blank, a line break"),
        "{broken}"
    );
    assert_eq!(nginx.requests().len(), asked);
}

#[test]
fn what_is_wrong_with_a_certificate_is_told_with_what_to_do() {
    let (Some(made), Some(others)) = (Certificates::make(), Certificates::make()) else {
        return;
    };
    let upstream = cluster_of(|request, _| of_no_reports(request));
    let encrypted = Setup {
        upstream: &upstream,
        certificates: Some(&made),
        ..Setup::default()
    };
    let plain = Setup {
        upstream: &upstream,
        ..Setup::default()
    };
    let (Some(encrypted), Some(plain)) = (Nginx::start(&encrypted), Nginx::start(&plain)) else {
        return;
    };
    let user = [(USER, "reader"), (PASSWORD, SECRET)];
    let ask = |host: &str, port: u16, (file, authority): (&str, &str)| {
        let address = format!("{host}:{port}/reports");
        said(&address, &[user[0], user[1], (file, authority)])
    };
    let (file, authority) = trusting(&made);
    let trusted = (file, authority.as_str());
    let (file, authority) = trusting(&others);
    let untrusted = (file, authority.as_str());
    let nothing = ("SSL_CERT_FILE", "/nonexistent");

    let answer = ask("https://127.0.0.1", encrypted.port, untrusted);
    let advice = "add the certificate of its authority to those of the system, or name a file with it in SSL_CERT_FILE";
    assert!(answer.contains(advice), "{answer}");
    let answer = ask("https://127.0.0.1", encrypted.port, nothing);
    assert!(answer.contains("install ca-certificates"), "{answer}");
    let answer = ask("https://localhost", encrypted.port, trusted);
    assert!(
        answer.contains("write the address with its name"),
        "{answer}"
    );
    let answer = ask("https://127.0.0.1", plain.port, trusted);
    assert!(answer.contains("write http:// if it has none"), "{answer}");
    let answer = ask("http://127.0.0.1", encrypted.port, trusted);
    assert!(
        answer.contains("400 The plain HTTP request was sent to HTTPS port"),
        "{answer}"
    );
    // No credentials were sent to a server that is not who it says.
    let reached = encrypted.requests();
    assert!(
        reached.iter().all(|request| request.ends_with(" 400")),
        "{reached:?}"
    );
}

#[test]
fn what_a_proxy_does_not_pass_on_is_told_with_what_to_do() {
    let upstream = cluster_of(|request, _| of_no_reports(request));
    let ask = |location: &str| {
        let nginx = Nginx::start(&Setup {
            upstream: &upstream,
            location,
            ..Setup::default()
        })?;
        let set = [(USER, "reader"), (PASSWORD, SECRET)];
        let answer = said(&format!("http://127.0.0.1:{}/reports", nginx.port), &set);
        Some((answer, nginx))
    };
    let Some((answer, nginx)) = ask("client_max_body_size 2k;") else {
        return;
    };
    assert!(
        answer.contains(" as a.txt (")
            && answer.contains("raise its limit (nginx: client_max_body_size"),
        "{answer}"
    );
    let bulks = nginx.requests().into_iter();
    let bulks: Vec<_> = bulks.filter(|asked| asked.contains("_bulk")).collect();
    assert!(
        bulks.iter().all(|asked| asked.ends_with(" 413")),
        "{bulks:?}"
    );

    let Some((answer, nginx)) = ask("if ($request_method != GET) { return 403; }") else {
        return;
    };
    assert!(
        answer.contains("give the right to do this (403 Forbidden)"),
        "{answer}"
    );
    let refused = nginx.requests();
    let refused: Vec<_> = refused
        .into_iter()
        .filter(|request| request.ends_with(" 403"))
        .collect();
    assert_refused_once(&refused, " 403");

    let Some((answer, nginx)) = ask("return 301 https://reports.invalid$request_uri;") else {
        return;
    };
    assert!(
        answer.contains("answers 301, go to https://reports.invalid/_alias"),
        "{answer}"
    );
    assert_refused_once(&nginx.requests(), " 301");
}
