//! A copy of the application as a process of its own, to be killed.

use std::io::{BufRead, BufReader};
use std::process::{Child, Command, Stdio};
use std::sync::mpsc::{Receiver, channel};
use std::time::Duration;

use provost_postgres::server::ServerPlaces;
use provost_tests::local::program;

/// Longer than a start under load takes.
const PATIENCE: Duration = Duration::from_mins(1);

pub(crate) struct Application {
    child: Child,
    lines: Receiver<String>,
    acknowledged: u64,
}

impl Application {
    /// Starts a copy that only holds a lease; returns before it has one.
    pub(crate) fn launch(places: &ServerPlaces) -> Self {
        Self::run(places, "hold")
    }

    /// Starts a copy that holds a lease.
    pub(crate) fn holding(places: &ServerPlaces) -> Self {
        let application = Self::launch(places);
        application.wait_ready();
        application
    }

    /// Starts a copy that writes numbers, and waits for the first twenty to be acknowledged.
    pub(crate) fn writing(places: &ServerPlaces) -> Self {
        let mut application = Self::run(places, "write");
        application.wait_ready();
        for _ in 0..20 {
            application.acknowledged = application.line().parse().unwrap();
        }
        application
    }

    fn run(places: &ServerPlaces, task: &str) -> Self {
        let mut child = Command::new(program("provost-lease").unwrap())
            .args([&serde_json::to_string(places).unwrap(), task])
            .stdin(Stdio::piped())
            .stdout(Stdio::piped())
            .spawn()
            .unwrap();
        let output = BufReader::new(child.stdout.take().unwrap());
        let (sender, lines) = channel();
        std::thread::spawn(move || {
            for line in output.lines().map_while(Result::ok) {
                let _ = sender.send(line);
            }
        });
        Self {
            child,
            lines,
            acknowledged: 0,
        }
    }

    pub(crate) fn wait_ready(&self) {
        let line = self.line();
        assert!(line.starts_with("ready "), "{line}");
    }

    fn line(&self) -> String {
        self.lines.recv_timeout(PATIENCE).unwrap()
    }

    /// `kill -9`; gives the largest number whose commit was acknowledged.
    pub(crate) fn kill(mut self) -> u64 {
        self.child.kill().unwrap();
        self.largest()
    }

    /// Waits until it ends because its connection was lost; gives the largest number that was acknowledged.
    pub(crate) fn wait_lost(mut self) -> u64 {
        self.child.wait().unwrap();
        self.largest()
    }

    /// Ends it the ordinary way.
    pub(crate) fn quit(mut self) {
        drop(self.child.stdin.take());
        assert!(self.child.wait().unwrap().success());
    }

    fn largest(&mut self) -> u64 {
        self.child.wait().unwrap();
        // The thread's end closes the channel, so this takes all that was ever written.
        let last = self
            .lines
            .iter()
            .filter_map(|line| line.parse().ok())
            .last();
        last.unwrap_or(self.acknowledged)
    }
}
