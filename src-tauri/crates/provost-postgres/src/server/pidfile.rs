//! The files in which PostgreSQL writes down that a data directory or a socket is taken.
//!
//! A killed server leaves them behind, and PostgreSQL believes them as long as their process number is alive, which
//! by then may be another program's. They are only judged under the workspace's lock, and never deleted: what is
//! surely stale is renamed.

use std::fs;
use std::io;
use std::path::{Path, PathBuf};

use super::{ServerError, ServerPlaces};

/// What `postmaster.pid` says. Its lines are described in PostgreSQL's `miscadmin.h`.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct PidFile {
    pub(super) pid: u32,
    pub(super) socket_dir: PathBuf,
    pub(super) status: String,
}

/// What the data directory says of its server.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum Claim {
    /// There is no file, so no server.
    Absent,
    /// There is a file that says nothing.
    Empty,
    /// There is, or was, a server.
    Of(PidFile),
}

impl PidFile {
    /// Reads the file of `data`.
    pub(super) fn read(data: &Path) -> Result<Claim, ServerError> {
        let path = data.join("postmaster.pid");
        match fs::read(&path) {
            Ok(bytes) => {
                Ok(Self::parse(&String::from_utf8_lossy(&bytes)).map_or(Claim::Empty, Claim::Of))
            }
            Err(error) if error.kind() == io::ErrorKind::NotFound => Ok(Claim::Absent),
            Err(error) => Err(ServerError::file("read", &path, &error)),
        }
    }

    fn parse(text: &str) -> Option<Self> {
        let lines: Vec<&str> = text.lines().map(str::trim).collect();
        let line = |number: usize| lines.get(number).copied().unwrap_or_default();
        Some(Self {
            pid: line(0).parse().ok()?,
            socket_dir: PathBuf::from(line(4)),
            status: line(7).to_owned(),
        })
    }

    /// Whether the server takes connections.
    pub(super) fn is_ready(&self) -> bool {
        self.status == "ready"
    }
}

/// What stands in the way of a start.
#[derive(Debug, PartialEq, Eq)]
pub(super) enum Obstacle {
    /// Nothing that PostgreSQL does not clear away itself.
    None,
    /// A server of ours that lost its supervisor.
    Orphan(u32),
}

/// Looks at what an earlier server left, and puts stale files aside.
pub(super) fn clear(places: &ServerPlaces) -> Result<Obstacle, ServerError> {
    let data = places.data();
    let believed = match PidFile::read(&data)? {
        Claim::Absent => false,
        Claim::Empty => true,
        Claim::Of(found) if !process::is_server_of(found.pid, &data) => {
            // A dead process number is left to PostgreSQL, which also looks at its shared memory.
            process::is_alive(found.pid)
        }
        Claim::Of(found) if found.socket_dir == places.socket_dir() => {
            return Ok(Obstacle::Orphan(found.pid));
        }
        Claim::Of(found) => {
            return Err(ServerError::InUse {
                path: data,
                pid: found.pid,
            });
        }
    };
    if believed && !socket_answers(places) {
        put_aside(&data.join("postmaster.pid"))?;
    }
    clear_socket_locks(places)?;
    Ok(Obstacle::None)
}

/// The lock files of the sockets have the same fault: their process number may be another program's by now. In our
/// own folder, with nobody answering, they are stale.
fn clear_socket_locks(places: &ServerPlaces) -> Result<(), ServerError> {
    if cfg!(windows) || socket_answers(places) {
        return Ok(());
    }
    for path in socket_files(places) {
        if path
            .extension()
            .is_some_and(|extension| extension == "lock")
        {
            put_aside(&path)?;
        }
    }
    Ok(())
}

fn socket_files(places: &ServerPlaces) -> Vec<PathBuf> {
    let Ok(entries) = fs::read_dir(places.socket_dir()) else {
        return Vec::new();
    };
    entries
        .filter_map(|entry| Some(entry.ok()?.path()))
        .collect()
}

#[cfg(unix)]
fn socket_answers(places: &ServerPlaces) -> bool {
    let is_socket = |path: &PathBuf| {
        path.extension()
            .is_none_or(|extension| extension != "lock" && extension != "stale")
    };
    let answers = |path: PathBuf| std::os::unix::net::UnixStream::connect(path).is_ok();
    socket_files(places)
        .into_iter()
        .filter(is_socket)
        .any(answers)
}

#[cfg(windows)]
fn socket_answers(_: &ServerPlaces) -> bool {
    false
}

fn put_aside(path: &Path) -> Result<(), ServerError> {
    let aside = PathBuf::from(format!("{}.stale", path.display()));
    fs::rename(path, aside).map_err(|error| ServerError::file("rename", path, &error))
}

/// What the system says of a process.
#[cfg(unix)]
pub(super) mod process {
    use std::fs;
    use std::path::Path;

    use rustix::process::{Pid, Signal, kill_process, test_kill_process};

    fn pid(number: u32) -> Option<Pid> {
        i32::try_from(number).ok().and_then(Pid::from_raw)
    }

    /// Whether there is such a process, whoever's it is.
    pub(in crate::server) fn is_alive(number: u32) -> bool {
        pid(number).is_some_and(|pid| test_kill_process(pid) != Err(rustix::io::Errno::SRCH))
    }

    /// Sends a signal; whether it could be sent.
    pub(in crate::server) fn signal(number: u32, signal: Signal) -> bool {
        pid(number).is_some_and(|pid| kill_process(pid, signal).is_ok())
    }

    /// Whether the process is a `postgres` that works in `data`: PostgreSQL changes into its data directory.
    #[cfg(target_os = "linux")]
    pub(in crate::server) fn is_server_of(number: u32, data: &Path) -> bool {
        let process = Path::new("/proc").join(number.to_string());
        let (Ok(program), Ok(folder), Ok(data)) = (
            fs::read_link(process.join("exe")),
            fs::read_link(process.join("cwd")),
            data.canonicalize(),
        ) else {
            return false;
        };
        // A program that was replaced by an update reads "postgres (deleted)".
        let is_postgres = program
            .file_name()
            .is_some_and(|name| name.as_encoded_bytes().starts_with(b"postgres"));
        is_postgres && folder == data
    }

    /// Whether the process is a `postgres` that was told to serve `data`.
    #[cfg(not(target_os = "linux"))]
    pub(in crate::server) fn is_server_of(number: u32, data: &Path) -> bool {
        let output = std::process::Command::new("ps")
            .args(["-ww", "-o", "command=", "-p", &number.to_string()])
            .output();
        let Ok(output) = output else { return false };
        let command = String::from_utf8_lossy(&output.stdout);
        let data = fs::canonicalize(data).unwrap_or_else(|_| data.to_owned());
        command.contains("postgres") && command.contains(&*data.to_string_lossy())
    }
}

/// On Windows PostgreSQL asks a named pipe whether its process number is a server's, so no file is ever believed
/// for a stranger and there is nothing to judge.
#[cfg(windows)]
pub(super) mod process {
    use std::path::Path;

    pub(in crate::server) fn is_alive(_: u32) -> bool {
        false
    }

    pub(in crate::server) fn is_server_of(_: u32, _: &Path) -> bool {
        false
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn reads_what_postgresql_writes() {
        let text = "4711\n/data\n1763780000\n5432\n/run/pg\n\n  5432001    131072\nready   \n";
        let found = PidFile::parse(text).unwrap();
        assert_eq!(found.pid, 4711);
        assert_eq!(found.socket_dir, Path::new("/run/pg"));
        assert!(found.is_ready());
        let starting = PidFile::parse("4711\n/data\n1763780000\n5432\n").unwrap();
        assert!(!starting.is_ready());
    }

    #[test]
    fn a_file_without_a_number_says_nothing() {
        for text in ["", "\n\n", "none\n", "-5\n"] {
            assert_eq!(PidFile::parse(text), None, "{text:?}");
        }
    }

    #[cfg(unix)]
    #[test]
    fn this_process_lives_and_is_no_server() {
        let own = std::process::id();
        assert!(process::is_alive(own));
        assert!(!process::is_alive(0));
        assert!(!process::is_server_of(own, Path::new("/")));
    }
}
