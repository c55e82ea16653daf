//! Somebody with a home of their own who types `provost`.

use std::io::Write;
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};

use provost_tests::local::{TestServer, Version, open_folder, program};
use serde_json::Value;
use tempfile::TempDir;

const DEMONSTRATION: [&str; 3] = [
    include_str!("../../migrations/demonstration/0001_people.sql"),
    include_str!("../../migrations/demonstration/0002_agents.sql"),
    include_str!("../../migrations/demonstration/0003_analytics.sql"),
];

/// A person.
pub(crate) struct Person {
    home: TempDir,
    variables: Vec<(&'static str, String)>,
}

/// What a run of the program left.
#[derive(Debug)]
pub(crate) struct Run {
    /// The exit status.
    pub(crate) status: i32,
    /// Standard output.
    pub(crate) out: String,
    /// Standard error.
    pub(crate) err: String,
}

impl Run {
    /// What it said on standard output, as JSON.
    pub(crate) fn json(&self) -> Value {
        serde_json::from_str(&self.out).unwrap_or_else(|error| panic!("{error}: {self:?}"))
    }

    /// Panics unless it ended with this status.
    pub(crate) fn ended(self, status: i32) -> Self {
        assert_eq!(self.status, status, "{self:?}");
        self
    }
}

impl Person {
    /// A person without a session bus.
    pub(crate) fn new() -> Self {
        let home = open_folder().unwrap();
        for folder in ["config", "data", "cache", "run"] {
            std::fs::create_dir(home.path().join(folder)).unwrap();
        }
        Self {
            home,
            variables: Vec::new(),
        }
    }

    /// The same with a variable in the environment of the program.
    pub(crate) fn with(mut self, name: &'static str, value: impl Into<String>) -> Self {
        self.variables.push((name, value.into()));
        self
    }

    /// A path in the home.
    pub(crate) fn path(&self, name: &str) -> PathBuf {
        self.home.path().join(name)
    }

    /// The program with these words, in nothing but this home.
    pub(crate) fn command(&self, words: &[&str]) -> Command {
        let mut command = Command::new(program("provost").unwrap());
        command
            .args(words)
            .current_dir(self.home.path())
            .env_clear()
            .env("PATH", "/usr/bin:/bin")
            .env("PROVOST_POSTGRES", Version::Bundled.binaries().unwrap())
            .env("HOME", self.home.path())
            .env("XDG_CONFIG_HOME", self.path("config"))
            .env("XDG_DATA_HOME", self.path("data"))
            .env("XDG_CACHE_HOME", self.path("cache"))
            .env("XDG_RUNTIME_DIR", self.path("run"))
            .envs(self.variables.iter().map(|(name, value)| (name, value)))
            .stdin(Stdio::null())
            .stdout(Stdio::piped())
            .stderr(Stdio::piped());
        command
    }

    /// Runs the program to its end.
    pub(crate) fn run(&self, words: &[&str]) -> Run {
        self.run_typing(words, "")
    }

    /// Runs the program to its end with a text on its standard input.
    pub(crate) fn run_typing(&self, words: &[&str], text: &str) -> Run {
        let mut child = self.command(words).stdin(Stdio::piped()).spawn().unwrap();
        // It may end without having read.
        let _ = child.stdin.take().unwrap().write_all(text.as_bytes());
        let output = child.wait_with_output().unwrap();
        Run {
            status: output.status.code().unwrap_or(-1),
            out: String::from_utf8_lossy(&output.stdout).into_owned(),
            err: String::from_utf8_lossy(&output.stderr).into_owned(),
        }
    }
}

/// A server of `version` with the demonstration in a database `shop`, which Provost's own server has as well.
pub(crate) async fn shop(version: Version) -> TestServer {
    let server = TestServer::on_tcp(version).await.unwrap();
    server.create_database("shop").await.unwrap();
    let mut plain = server.plain("shop").await.unwrap();
    for part in DEMONSTRATION {
        plain.execute(part).await.unwrap();
    }
    server
}

/// The URL of a database over TCP without the password and without TLS.
pub(crate) fn bare_url(server: &TestServer, database: &str) -> String {
    let (user, port) = (server.user(), server.port());
    format!("postgres://{user}@127.0.0.1:{port}/{database}?sslmode=disable")
}

/// The files below a folder.
pub(crate) fn files(folder: &Path) -> Vec<PathBuf> {
    let mut found = Vec::new();
    for entry in std::fs::read_dir(folder).unwrap() {
        let path = entry.unwrap().path();
        if path.is_dir() {
            found.extend(files(&path));
        } else if path.is_file() {
            found.push(path);
        }
    }
    found
}
