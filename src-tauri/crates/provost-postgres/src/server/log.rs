//! The log file of the server, and its last lines in memory: on a full disk the file says nothing.

use std::collections::VecDeque;
use std::fs::{self, File, OpenOptions};
use std::io::Write;
use std::path::{Path, PathBuf};
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};

use tokio::io::{AsyncBufReadExt, AsyncRead, BufReader};

/// A log longer than this many bytes is put aside when the server starts; one older log is kept.
const LONGEST: u64 = 10 << 20;

/// How many lines are remembered.
const REMEMBERED: usize = 40;

/// Takes the lines that the server and its supervisor write.
#[derive(Debug, Clone)]
pub(super) struct ServerLog {
    lines: Arc<Mutex<Lines>>,
}

#[derive(Debug)]
struct Lines {
    file: Option<File>,
    last: VecDeque<String>,
}

impl ServerLog {
    /// Opens the log at `path`. A log that cannot be opened stops nothing: the last lines are still remembered.
    pub(super) fn open(path: &Path) -> Self {
        if fs::metadata(path).is_ok_and(|found| found.len() > LONGEST) {
            // Where the rename fails the old file just grows on.
            let _ = fs::rename(path, older(path));
        }
        Self {
            lines: Arc::new(Mutex::new(Lines {
                file: append(path),
                last: VecDeque::new(),
            })),
        }
    }

    /// Adds a line. A full disk must not stop the server, so a line that cannot be written is only remembered.
    pub(super) fn add(&self, line: &str) {
        let mut lines = self.lines();
        if let Some(file) = &mut lines.file {
            let _ = file.write_all(format!("{line}\n").as_bytes());
        }
        lines.last.push_back(line.to_owned());
        if lines.last.len() > REMEMBERED {
            lines.last.pop_front();
        }
    }

    /// Forgets the remembered lines, so that [`last`](Self::last) tells of what follows.
    pub(super) fn forget(&self) {
        self.lines().last.clear();
    }

    /// The remembered lines, oldest first.
    pub(super) fn last(&self) -> Vec<String> {
        self.lines().last.iter().cloned().collect()
    }

    /// Adds each line of `source` until it ends.
    pub(super) async fn follow(self, source: impl AsyncRead + Unpin) {
        let mut source = BufReader::new(source);
        let mut line = Vec::new();
        while source
            .read_until(b'\n', &mut line)
            .await
            .is_ok_and(|length| length > 0)
        {
            self.add(String::from_utf8_lossy(&line).trim_end());
            line.clear();
        }
    }

    fn lines(&self) -> MutexGuard<'_, Lines> {
        self.lines.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

/// Opens a log for a process that writes to it directly; only this user can read it.
pub(super) fn append(path: &Path) -> Option<File> {
    let mut options = OpenOptions::new();
    options.create(true).append(true);
    #[cfg(unix)]
    std::os::unix::fs::OpenOptionsExt::mode(&mut options, 0o600);
    options.open(path).ok()
}

fn older(path: &Path) -> PathBuf {
    path.with_extension("log.1")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn remembers_the_last_lines_and_writes_all() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("server.log");
        let log = ServerLog::open(&path);
        for number in 0..100 {
            log.add(&format!("line {number}"));
        }
        assert_eq!(log.last().len(), REMEMBERED);
        assert_eq!(log.last().last().unwrap(), "line 99");
        assert_eq!(fs::read_to_string(&path).unwrap().lines().count(), 100);
        log.forget();
        assert!(log.last().is_empty());
    }

    #[test]
    fn a_long_log_is_put_aside_when_opened() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("server.log");
        File::create(&path).unwrap().set_len(LONGEST).unwrap();
        ServerLog::open(&path).add("kept");
        assert!(!older(&path).exists(), "exactly the limit is not too long");
        ServerLog::open(&path).add("new");
        assert!(older(&path).exists());
        assert_eq!(fs::read_to_string(&path).unwrap(), "new\n");
    }

    #[test]
    fn a_log_that_cannot_be_opened_still_remembers() {
        let log = ServerLog::open(Path::new("/dev/null/server.log"));
        log.add("heard");
        assert_eq!(log.last(), ["heard"]);
    }
}
