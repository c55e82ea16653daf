//! Wall time and peak memory of a process.

use std::io::Read;
use std::process::{Command, ExitStatus, Stdio};
use std::time::{Duration, Instant};

use super::Outcome;

/// What one run took.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Measure {
    /// From its start to its end.
    pub(crate) wall: Duration,
    /// The most memory that it had at once (`VmHWM`).
    pub(crate) peak_kib: u64,
}

impl Measure {
    /// In MiB.
    #[expect(clippy::cast_precision_loss, reason = "a figure for people")]
    pub(crate) fn peak_mib(&self) -> f64 {
        self.peak_kib as f64 / 1024.0
    }
}

/// Runs a program to its end; what it took and what it said. The peak is looked up every two milliseconds.
pub(crate) fn measured(command: &mut Command) -> Outcome<(Measure, String)> {
    let (measure, ended, told) = run(command)?;
    if !ended.success() {
        return Err(format!("{} ended with {ended}", command.get_program().display()).into());
    }
    Ok((measure, told))
}

/// The same, with how the program ended.
pub(crate) fn run(command: &mut Command) -> Outcome<(Measure, ExitStatus, String)> {
    let begun = Instant::now();
    let mut child = command.stdout(Stdio::piped()).spawn()?;
    let status = format!("/proc/{}/status", child.id());
    let mut peak_kib = 0;
    let ended = loop {
        peak_kib = peak_kib.max(peak_in(&status).unwrap_or(0));
        if let Some(ended) = child.try_wait()? {
            break ended;
        }
        std::thread::sleep(Duration::from_millis(2));
    };
    let wall = begun.elapsed();
    let mut told = String::new();
    if let Some(mut output) = child.stdout.take() {
        output.read_to_string(&mut told)?;
    }
    Ok((Measure { wall, peak_kib }, ended, told))
}

/// The most memory that this process had at once, in KiB.
pub(crate) fn own_peak() -> Outcome<u64> {
    peak_in("/proc/self/status")
        .ok_or_else(|| "this system does not tell the peak of a process".into())
}

/// The run with the middle wall time.
pub(crate) fn median(mut runs: Vec<Measure>) -> Measure {
    runs.sort_by_key(|run| run.wall);
    runs.get(runs.len() / 2).copied().unwrap_or(Measure {
        wall: Duration::ZERO,
        peak_kib: 0,
    })
}

fn peak_in(status: &str) -> Option<u64> {
    let text = std::fs::read_to_string(status).ok()?;
    let line = text.lines().find(|line| line.starts_with("VmHWM:"))?;
    line.split_whitespace().nth(1)?.parse().ok()
}
