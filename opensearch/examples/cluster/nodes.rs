//! Three nodes, of which one is killed and started again.

use std::io::{BufRead, BufReader, Lines, Write};
use std::path::{Path, PathBuf};
use std::process::{Child, ChildStdin, ChildStdout, Command, Stdio};
use std::thread::sleep;
use std::time::{Duration, Instant};

use quanwen_opensearch::Address;
use serde_json::Value;

/// How long a cluster may take to have every copy where it belongs.
const SETTLING: Duration = Duration::from_mins(3);
const PAUSE: Duration = Duration::from_millis(200);

/// The nodes of `opensearch/node/cluster`, which ends them when its input is closed, however this program ends.
pub struct Nodes {
    script: Child,
    input: Option<ChildStdin>,
    output: Lines<BufReader<ChildStdout>>,
    /// The address of each node and its process.
    known: Vec<(String, String)>,
}

impl Nodes {
    pub fn start(version: &str, folder: &Path) -> Self {
        let script = PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("node/cluster");
        let mut script = Command::new(script)
            .arg(version)
            .arg(folder)
            .stdin(Stdio::piped())
            .stdout(Stdio::piped())
            .spawn()
            .expect("the script runs");
        let output = script.stdout.take().expect("it is piped");
        let mut nodes = Self {
            input: script.stdin.take(),
            output: BufReader::new(output).lines(),
            script,
            known: Vec::new(),
        };
        for _ in 0..3 {
            let node = nodes.started();
            nodes.known.push(node);
        }
        nodes
    }

    fn started(&mut self) -> (String, String) {
        let line = self.output.next().expect("a node starts");
        let line = line.expect("a text");
        let (url, process) = line.split_once(' ').expect("an address and a process");
        (url.to_string(), process.to_string())
    }

    /// The address of a corpus by way of a node.
    pub fn corpus(&self, node: usize, name: &str) -> Address {
        let address = format!("{}/{name}", self.known[node].0);
        address.parse().expect("an address")
    }

    pub fn url(&self, node: usize) -> &str {
        &self.known[node].0
    }

    /// Asks a node something, again as long as it has no answer.
    pub fn get(&self, node: usize, path: &str) -> Value {
        let url = format!("{}{path}", self.known[node].0);
        for _ in 0..50 {
            if let Ok(mut answer) = ureq::get(&url).call() {
                let body = answer.body_mut().read_to_string().expect("a text");
                return serde_json::from_str(&body).expect("JSON");
            }
            sleep(PAUSE);
        }
        panic!("{url} has no answer");
    }

    /// The node that manages the cluster.
    pub fn manager(&self) -> usize {
        let answer = self.get(0, "/_cat/cluster_manager?format=json");
        self.number(&answer[0]["node"]).expect("a manager")
    }

    /// A node called after its port.
    fn number(&self, name: &Value) -> Option<usize> {
        let port = name.as_str()?.strip_prefix("node-")?;
        let is_it = |(url, _): &(String, String)| url.ends_with(&format!(":{port}"));
        self.known.iter().position(is_it)
    }

    /// Kills the node that manages the cluster, which has to hold a primary of an index, and returns its number.
    pub fn kill_manager(&self, index: &str) -> usize {
        let manager = self.manager();
        let shards = self.get(manager, &format!("/_cat/shards/{index}?format=json"));
        let holds =
            |shard: &Value| shard["prirep"] == "p" && self.number(&shard["node"]) == Some(manager);
        let shards = shards.as_array().expect("shards");
        assert!(shards.iter().any(holds), "no primary to kill: {shards:?}");
        let process = &self.known[manager].1;
        let killed = Command::new("kill").args(["-KILL", process]).status();
        assert!(killed.expect("kill runs").success());
        manager
    }

    /// Starts a node again that was killed, and waits until every copy is where it belongs.
    pub fn restart(&mut self, node: usize) {
        let input = self.input.as_mut().expect("it is open");
        writeln!(input, "{node}").expect("the script reads");
        self.known[node] = self.started();
        self.settle(node, 3);
    }

    /// Waits until so many nodes have every copy that they can have.
    pub fn settle(&self, node: usize, nodes: u64) {
        let began = Instant::now();
        loop {
            let health = self.get(node, "/_cluster/health");
            let is_quiet = health["initializing_shards"] == 0 && health["relocating_shards"] == 0;
            let is_green = nodes < 3 || health["status"] == "green";
            if health["number_of_nodes"] == nodes && is_quiet && is_green {
                return;
            }
            assert!(began.elapsed() < SETTLING, "not settled: {health}");
            sleep(PAUSE);
        }
    }

    /// The newest index of a corpus, and whether an alias names it.
    pub fn newest(&self, node: usize, name: &str) -> (String, bool) {
        let known = self.get(node, &format!("/{name}-*"));
        let known = known.as_object().expect("indexes");
        let (index, state) = known
            .iter()
            .max_by_key(|(index, _)| *index)
            .expect("an index");
        let names = state["aliases"].as_object().expect("aliases");
        (index.clone(), !names.is_empty())
    }
}

impl Drop for Nodes {
    fn drop(&mut self) {
        drop(self.input.take());
        // It was told to end; there is no one to tell if it cannot.
        let _ = self.script.wait();
    }
}
