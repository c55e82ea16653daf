//! What can go wrong with the local server.

use std::io;
use std::path::{Path, PathBuf};

use serde::{Deserialize, Serialize};

/// Why the local server is not there. Crosses from the supervisor to the application, so it is plain data.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error, Serialize, Deserialize)]
pub enum ServerError {
    /// The folder that was named holds no PostgreSQL that runs here.
    #[error(
        "There is no PostgreSQL that runs in {}: {reason}. Install Provost again, or set PROVOST_POSTGRES to the folder that holds the bin of an installed PostgreSQL.", path.display()
    )]
    NoBinaries {
        /// The folder that should hold `bin/postgres`.
        path: PathBuf,
        /// What was wrong with it.
        reason: String,
    },
    /// The data directory belongs to another major version of PostgreSQL.
    #[error(
        "The data in {} was written by PostgreSQL {found}, and the PostgreSQL at hand is {expected}. Use PostgreSQL {found}, or dump the data with it and restore the dump into a new workspace.", path.display()
    )]
    OtherVersion {
        /// The data directory.
        path: PathBuf,
        /// The major version that wrote it.
        found: String,
        /// The major version of the binaries.
        expected: String,
    },
    /// No room for the data or for the write-ahead log. What was committed is kept.
    #[error(
        "The disk of {} is full ({} MB free). Free some space and start again; what was committed is still there.", path.display(), free_bytes / 1_000_000
    )]
    DiskFull {
        /// The workspace folder.
        path: PathBuf,
        /// The bytes that are free, 0 where that is not known.
        free_bytes: u64,
    },
    /// Provost runs as root, and the account that PostgreSQL runs as cannot enter a folder.
    #[error(
        "Provost runs as root, so PostgreSQL runs as \"{account}\", and that account cannot enter {}. Run Provost as an ordinary user, or use a folder that everybody may pass through, such as one below /var/lib.", path.display()
    )]
    Unreachable {
        /// The first folder that the account cannot enter.
        path: PathBuf,
        /// The account.
        account: String,
    },
    /// Provost runs as root and the system has no account that PostgreSQL could run as.
    #[error(
        "Provost runs as root, PostgreSQL refuses to, and there is no account \"postgres\" or \"nobody\". Run Provost as an ordinary user, or add an account \"postgres\"."
    )]
    NoAccount,
    /// A folder of the server is somebody else's, or not a folder.
    #[error("{} cannot be used for the local server: {reason}. Move it away and start again.", path.display())]
    UnsafeFolder {
        /// The folder.
        path: PathBuf,
        /// What is wrong with it.
        reason: String,
    },
    /// A PostgreSQL that Provost did not start serves the data directory.
    #[error(
        "Another PostgreSQL (process {pid}), which Provost did not start, serves {}. Stop it, then start again.", path.display()
    )]
    InUse {
        /// The data directory.
        path: PathBuf,
        /// The process id of the other server.
        pid: u32,
    },
    /// `initdb` did not make the data directory.
    #[error("The data directory {} could not be made. initdb said: {output}", path.display())]
    InitFailed {
        /// The data directory.
        path: PathBuf,
        /// The last lines that `initdb` wrote.
        output: String,
    },
    /// `postgres` ended instead of starting.
    #[error("PostgreSQL did not start: {output}. The whole story is in {}.", log.display())]
    Refused {
        /// The last lines that it wrote.
        output: String,
        /// The log file.
        log: PathBuf,
    },
    /// `postgres` died again and again.
    #[error("PostgreSQL ended {restarts} times in a row and was not started again. The reason is in {}.", log.display())]
    GaveUp {
        /// How often it was started again.
        restarts: usize,
        /// The log file.
        log: PathBuf,
    },
    /// The server did not answer in time.
    #[error("The local server did not answer within {seconds} seconds. Its log is {}.", log.display())]
    TimedOut {
        /// How long was waited.
        seconds: u64,
        /// The log file.
        log: PathBuf,
    },
    /// The process that runs the server could not be started.
    #[error("The process that runs the local server could not be started: {reason}.")]
    Supervisor {
        /// What happened.
        reason: String,
    },
    /// A file or folder could not be read or written.
    #[error("Could not {action} {}: {reason}.", path.display())]
    File {
        /// What was tried, as a verb.
        action: String,
        /// The file or folder.
        path: PathBuf,
        /// The system's reason.
        reason: String,
    },
}

impl ServerError {
    /// The error for a failed operation on `path`; a full disk is told as such.
    pub(super) fn file(action: &str, path: &Path, error: &io::Error) -> Self {
        if matches!(
            error.kind(),
            io::ErrorKind::StorageFull | io::ErrorKind::QuotaExceeded
        ) {
            return Self::disk_full(path);
        }
        Self::File {
            action: action.to_owned(),
            path: path.to_owned(),
            reason: error.to_string(),
        }
    }

    /// The error for a disk without room, with what is free now.
    pub(super) fn disk_full(path: &Path) -> Self {
        Self::DiskFull {
            path: path.to_owned(),
            free_bytes: super::free_space(path).map_or(0, |space| space.bytes),
        }
    }
}
