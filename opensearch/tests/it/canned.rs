//! A server on loopback that answers as a test wants.

use std::io::{BufRead, BufReader, Read, Write};
use std::net::{TcpListener, TcpStream};
use std::sync::{Arc, Mutex};
use std::thread;

use quanwen::Schema;
use quanwen_opensearch::Address;
use serde_json::{Value, json};

/// As a status: no answer, the connection is closed.
pub const DROPPED: u16 = 0;

/// Gives the status and the answer to a request, such as `POST /reports/_search`, and its body.
pub type Answer = dyn FnMut(&str, &str) -> (u16, Value) + Send;

/// Answers requests until the tests end, and returns the address of a corpus on it.
pub fn serve(answer: impl FnMut(&str, &str) -> (u16, Value) + Send + 'static) -> Address {
    let listener = TcpListener::bind("127.0.0.1:0").expect("a free port");
    let port = listener.local_addr().expect("an address").port();
    let answer: Arc<Mutex<Box<Answer>>> = Arc::new(Mutex::new(Box::new(answer)));
    thread::spawn(move || {
        for connection in listener.incoming().flatten() {
            let answer = Arc::clone(&answer);
            thread::spawn(move || respond(&connection, &answer));
        }
    });
    format!("http://127.0.0.1:{port}/reports")
        .parse()
        .expect("an address")
}

fn respond(connection: &TcpStream, answer: &Mutex<Box<Answer>>) -> Option<()> {
    let mut reader = BufReader::new(connection);
    let mut first = String::new();
    reader.read_line(&mut first).ok()?;
    let request = first.rsplit_once(' ')?.0.to_string();
    let mut length = 0;
    loop {
        let mut header = String::new();
        reader.read_line(&mut header).ok()?;
        let header = header.trim().to_ascii_lowercase();
        if header.is_empty() {
            break;
        }
        if let Some(typed) = header.strip_prefix("content-length:") {
            length = typed.trim().parse().ok()?;
        }
    }
    let mut body = vec![0; length];
    reader.read_exact(&mut body).ok()?;
    let (status, value) = answer.lock().ok()?(&request, &String::from_utf8_lossy(&body));
    if status == DROPPED {
        return None;
    }
    let body = value.to_string();
    let head = format!(
        "HTTP/1.1 {status} X\r\nContent-Type: application/json\r\nContent-Length: {}\r\nConnection: close\r\n\r\n",
        body.len()
    );
    let mut connection = connection;
    connection.write_all(head.as_bytes()).ok()?;
    connection.write_all(body.as_bytes()).ok()
}

/// The answer about what the index holds, with the stamp of some rules.
pub fn contents(exact_stamp: &str) -> Value {
    json!({ "_source": { "contents": {
        "format": 7, "corpus": "/reports", "exact_stamp": exact_stamp, "word_stamp": "", "updated": 1, "documents": 1, "sections": 2,
        "text_bytes": 3, "damaged_reports": 0, "skipped": [], "ignored": {},
    } } })
}

/// The stamp of the embedded rules.
pub fn stamp() -> String {
    Schema::embedded()
        .exact_stamp()
        .expect("the rules have a stamp")
}

/// An answer without hits, of which so many shards failed.
pub fn empty(failed: u64) -> Value {
    json!({
        "timed_out": false,
        "_shards": { "total": 2, "successful": 2 - failed, "failed": 0 },
        "hits": { "hits": [] },
        "aggregations": { "groups": { "buckets": [] } },
    })
}

/// The address of a cluster that answers requests until the tests end: `http://127.0.0.1:9200`.
pub fn cluster_of(answer: impl FnMut(&str, &str) -> (u16, Value) + Send + 'static) -> String {
    let address = serve(answer).to_string();
    let name = address.rfind('/').expect("a name");
    address[..name].to_string()
}

/// What a cluster answers that does not know a request.
pub fn unknown(request: &str) -> (u16, Value) {
    let (method, path) = request.split_once(' ').expect("a method and a path");
    let error = format!("no handler found for uri [{path}] and method [{method}]");
    (400, json!({ "error": error, "status": 400 }))
}

/// What a corpus answers that has no reports.
pub fn of_no_reports(request: &str) -> (u16, Value) {
    let (_, what) = request.rsplit_once('/').expect("a path");
    match what {
        "corpus" => (200, contents(&stamp())),
        "_search" | "store?level=shards" => (200, empty(0)),
        "_alias" | "_settings" | "reports-*" => (200, json!({})),
        // An index is made, and removed.
        made if made.starts_with("reports-") => (200, json!({ "acknowledged": true })),
        _ => unknown(request),
    }
}
