//! nginx on loopback, before a cluster, as operators put it there.

use std::ffi::OsStr;
use std::fs;
use std::net::{TcpListener, TcpStream};
use std::path::{Path, PathBuf};
use std::process::{Child, Command, Stdio};
use std::thread::sleep;
use std::time::Duration;

use crate::cluster::not_tested;

/// What nginx is to do.
#[derive(Default)]
pub struct Setup<'a> {
    /// `http://127.0.0.1:9200`.
    pub upstream: &'a str,
    pub certificates: Option<&'a Certificates>,
    /// Directives of the block `http`.
    pub http: &'a str,
    /// Directives of the block `location`.
    pub location: &'a str,
}

/// A running nginx.
pub struct Nginx {
    process: Child,
    folder: tempfile::TempDir,
    pub port: u16,
}

impl Nginx {
    /// Starts nginx on a free port, without privileges and with no folder but its own, if nginx and `openssl` are installed.
    pub fn start(setup: &Setup) -> Option<Self> {
        let Some(program) = program() else {
            not_tested("nginx or openssl is not installed", "QUANWEN_REQUIRE_NGINX");
            return None;
        };
        let folder = tempfile::tempdir().expect("a temporary folder");
        let free = TcpListener::bind("127.0.0.1:0").expect("a free port");
        let port = free.local_addr().expect("an address").port();
        drop(free);
        let configuration = folder.path().join("nginx.conf");
        fs::write(&configuration, setup.configuration(folder.path(), port)).expect("a file");
        let process = Command::new(program)
            .args([OsStr::new("-c"), configuration.as_os_str()])
            .args(["-e".as_ref(), folder.path().join("error.log").as_os_str()])
            .stdin(Stdio::null())
            .spawn()
            .expect("nginx starts");
        let mut nginx = Self {
            process,
            folder,
            port,
        };
        nginx.wait();
        Some(nginx)
    }

    fn wait(&mut self) {
        for _ in 0..100 {
            if TcpStream::connect(("127.0.0.1", self.port)).is_ok() {
                return;
            }
            let ended = self.process.try_wait().expect("a process");
            assert!(ended.is_none(), "nginx ended: {}", self.file("error.log"));
            sleep(Duration::from_millis(50));
        }
        panic!("nginx does not answer: {}", self.file("error.log"));
    }

    fn file(&self, name: &str) -> String {
        fs::read_to_string(self.folder.path().join(name)).unwrap_or_default()
    }

    /// The requests until now with their statuses: `GET /reports/_doc/corpus 200`.
    pub fn requests(&self) -> Vec<String> {
        self.file("access.log").lines().map(String::from).collect()
    }
}

impl Drop for Nginx {
    fn drop(&mut self) {
        // It has no other processes, and its files are removed with the folder.
        let _ = self.process.kill();
        let _ = self.process.wait();
    }
}

impl Setup<'_> {
    fn configuration(&self, folder: &Path, port: u16) -> String {
        let Self {
            upstream,
            http,
            location,
            ..
        } = self;
        let folder = folder.display();
        let temporary = ["client_body", "proxy", "fastcgi", "uwsgi", "scgi"]
            .map(|name| format!("{name}_temp_path {folder}/{name};"))
            .join("\n");
        let (ssl, certificate) = match self.certificates {
            Some(made) => (
                " ssl",
                format!(
                    "ssl_certificate {};\nssl_certificate_key {};",
                    made.file("server.pem").display(),
                    made.file("server.key").display()
                ),
            ),
            None => ("", String::new()),
        };
        format!(
            "daemon off;
master_process off;
pid {folder}/pid;
events {{}}
http {{
log_format short '$request_method $uri $status';
access_log {folder}/access.log short;
{temporary}
client_max_body_size 100m;
{http}
server {{
listen 127.0.0.1:{port}{ssl};
{certificate}
location / {{
proxy_pass {upstream};
{location}
}}
}}
}}
"
        )
    }
}

/// nginx, which is not in the path of every user, if it and `openssl` are installed.
fn program() -> Option<&'static str> {
    let runs = |program: &str, argument: &str| {
        let output = Command::new(program).arg(argument).output();
        output.is_ok_and(|output| output.status.success())
    };
    let known = ["nginx", "/usr/sbin/nginx"];
    let found = known.into_iter().find(|program| runs(program, "-v"));
    let usable = found.filter(|_| runs("openssl", "version"));
    if usable.is_none() {
        not_tested("nginx or openssl is not installed", "QUANWEN_REQUIRE_NGINX");
    }
    usable
}

/// A private authority, and the certificate and key of a server on 127.0.0.1.
pub struct Certificates(tempfile::TempDir);

impl Certificates {
    /// Makes them, if nginx and `openssl` are installed.
    pub fn make() -> Option<Self> {
        const EXTENSIONS: &str = "[req]
distinguished_name = name
[name]
[authority]
basicConstraints = critical, CA:TRUE
[server]
basicConstraints = critical, CA:FALSE
subjectAltName = IP:127.0.0.1
";
        program()?;
        let made = Self(tempfile::tempdir().expect("a temporary folder"));
        fs::write(made.file("extensions"), EXTENSIONS).expect("a file");
        made.request("authority", &[]);
        made.request(
            "server",
            &["-CA", "authority.pem", "-CAkey", "authority.key"],
        );
        Some(made)
    }

    fn request(&self, name: &str, signed: &[&str]) {
        // Each authority has a name of its own.
        let folder = self.0.path().file_name().unwrap_or_default();
        let subject = format!("/CN={name} of {}", folder.display());
        let output = Command::new("openssl")
            .current_dir(self.0.path())
            .args(["req", "-x509", "-days", "2", "-config", "extensions"])
            .args([
                "-newkey",
                "ec",
                "-pkeyopt",
                "ec_paramgen_curve:P-256",
                "-nodes",
            ])
            .args(["-extensions", name, "-subj", &subject])
            .args([
                "-keyout",
                &format!("{name}.key"),
                "-out",
                &format!("{name}.pem"),
            ])
            .args(signed)
            .output()
            .expect("openssl runs");
        let said = String::from_utf8_lossy(&output.stderr);
        assert!(output.status.success(), "{said}");
    }

    /// `authority.pem`, `server.pem`, `server.key`.
    pub fn file(&self, name: &str) -> PathBuf {
        self.0.path().join(name)
    }
}
