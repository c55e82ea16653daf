//! Runs `postgres` itself: starts it, sees when it is ready, and ends it.

use std::fs;
use std::path::PathBuf;
use std::process::{ExitStatus, Stdio};
use std::time::Duration;

use tokio::process::{Child, Command};
use tokio::time::{Instant, sleep, timeout};

use super::cluster::{self, NO_SPACE};
use super::log::ServerLog;
#[cfg(unix)]
use super::pidfile::process;
use super::pidfile::{self, Claim, Obstacle, PidFile};
use super::{SOCKET_PORT, ServerError, ServerPlaces, survivors};

/// How long a start is tried again that fails for a reason which passes: the processes of a killed server need some
/// seconds to be gone.
const RETRY: Duration = Duration::from_secs(30);

/// How long a running start may take. Recovery after a crash replays what was written since the last checkpoint.
const LONGEST_START: Duration = Duration::from_mins(5);

/// How long each way of stopping gets before the next, harsher one.
const PATIENCE: Duration = Duration::from_secs(10);

/// What PostgreSQL says when processes of a dead server still use its memory.
const SURVIVORS: &str = "pre-existing shared memory block";

/// What PostgreSQL says when a start fails for a reason that passes.
const PASSING: [&str; 4] = [
    "already exists",
    SURVIVORS,
    "Address already in use",
    "could not create any TCP/IP sockets",
];

/// A running `postgres` that takes connections.
#[derive(Debug)]
pub(super) struct Postmaster {
    child: Child,
    pub(super) port: u16,
    #[cfg_attr(
        unix,
        expect(
            dead_code,
            reason = "only Windows stops a server by its data directory"
        )
    )]
    places: ServerPlaces,
}

impl Postmaster {
    /// Starts the server; on the port that it had before, where that is known.
    pub(super) async fn start(
        places: &ServerPlaces,
        log: &ServerLog,
        before: Option<u16>,
    ) -> Result<Self, ServerError> {
        let patience = Instant::now() + RETRY;
        let mut port = before;
        loop {
            if let Obstacle::Orphan(pid) = pidfile::clear(places)? {
                log.add(&format!("provost: process {pid} serves these data and has lost its supervisor; it is ended"));
                end_orphan(pid, places).await?;
                continue;
            }
            log.forget();
            let failure = match launch(places, log, port).await {
                Ok(postmaster) => return Ok(postmaster),
                Err(failure) => failure,
            };
            let said = log.last();
            let passes = PASSING
                .iter()
                .any(|words| said.iter().any(|line| line.contains(words)));
            if !passes || Instant::now() > patience {
                return Err(failure);
            }
            if said.iter().any(|line| line.contains(SURVIVORS)) {
                survivors::end(&places.data(), log);
            }
            port = None;
            sleep(Duration::from_millis(250)).await;
        }
    }

    /// Waits until it ends by itself.
    pub(super) async fn ended(&mut self) -> std::io::Result<ExitStatus> {
        self.child.wait().await
    }

    /// Ends it: clients are disconnected and everything is written; after ten seconds without a checkpoint.
    pub(super) async fn stop(mut self) {
        for way in Way::ALL {
            self.ask_to_end(way);
            if timeout(PATIENCE, self.child.wait()).await.is_ok() {
                return;
            }
        }
    }

    #[cfg(unix)]
    fn ask_to_end(&mut self, way: Way) {
        if let Some(pid) = self.child.id() {
            process::signal(pid, way.signal());
        }
    }

    #[cfg(windows)]
    fn ask_to_end(&mut self, way: Way) {
        let mode = match way {
            Way::Fast => "fast",
            Way::Immediate => "immediate",
            Way::Kill => {
                // It has not ended, or there would be nothing to kill; either is fine.
                let _ = self.child.start_kill();
                return;
            }
        };
        let mut command = cluster::quiet(&self.places.program("pg_ctl"), None);
        command
            .args(["stop", "--no-wait", "--mode", mode, "--pgdata"])
            .arg(self.places.data());
        let _ = command.status();
    }
}

/// The ways to end a server, mildest first.
#[derive(Debug, Clone, Copy)]
enum Way {
    Fast,
    Immediate,
    Kill,
}

impl Way {
    const ALL: [Self; 3] = [Self::Fast, Self::Immediate, Self::Kill];

    /// See "Shutting Down the Server" in PostgreSQL's manual.
    #[cfg(unix)]
    fn signal(self) -> rustix::process::Signal {
        match self {
            Self::Fast => rustix::process::Signal::INT,
            Self::Immediate => rustix::process::Signal::QUIT,
            Self::Kill => rustix::process::Signal::KILL,
        }
    }
}

/// Ends a server that is not our child, and waits until it is gone.
#[cfg(unix)]
async fn end_orphan(pid: u32, places: &ServerPlaces) -> Result<(), ServerError> {
    let data = places.data();
    for way in Way::ALL {
        process::signal(pid, way.signal());
        let patience = Instant::now() + PATIENCE;
        while Instant::now() < patience {
            if !process::is_server_of(pid, &data) {
                return Ok(());
            }
            sleep(Duration::from_millis(50)).await;
        }
    }
    Err(ServerError::InUse { path: data, pid })
}

#[cfg(windows)]
async fn end_orphan(pid: u32, places: &ServerPlaces) -> Result<(), ServerError> {
    sleep(Duration::ZERO).await;
    Err(ServerError::InUse {
        path: places.data(),
        pid,
    })
}

/// Starts `postgres` once and waits until it takes connections or ends.
async fn launch(
    places: &ServerPlaces,
    log: &ServerLog,
    port: Option<u16>,
) -> Result<Postmaster, ServerError> {
    let port = port.unwrap_or_else(|| first_port(places));
    let mut command = cluster::quiet(&places.program("postgres"), places.account()?.as_ref());
    command.arg("-D").arg(places.data());
    for (name, value) in settings(places, port) {
        command.arg("-c").arg(format!("{name}={value}"));
    }
    command.stdout(Stdio::null()).stderr(Stdio::piped());
    let mut child = Command::from(command)
        .spawn()
        .map_err(|error| ServerError::NoBinaries {
            path: places.binaries.clone(),
            reason: error.to_string(),
        })?;
    let pid = child.id();
    let pump = child
        .stderr
        .take()
        .map(|source| tokio::spawn(log.clone().follow(source)));

    let limit = Instant::now() + LONGEST_START;
    loop {
        let ended = child.try_wait().map_err(|error| ServerError::Supervisor {
            reason: error.to_string(),
        })?;
        if ended.is_some() {
            if let Some(pump) = pump {
                // A process that outlives the server may keep the line open.
                let _ = timeout(Duration::from_secs(1), pump).await;
            }
            return Err(refusal(places, &log.last()));
        }
        if let Ok(Claim::Of(file)) = PidFile::read(&places.data())
            && Some(file.pid) == pid
            && file.is_ready()
        {
            return Ok(Postmaster {
                child,
                port,
                places: places.clone(),
            });
        }
        if Instant::now() > limit {
            Postmaster {
                child,
                port,
                places: places.clone(),
            }
            .stop()
            .await;
            return Err(ServerError::TimedOut {
                seconds: LONGEST_START.as_secs(),
                log: places.log_file(),
            });
        }
        sleep(Duration::from_millis(10)).await;
    }
}

/// Why it ended, from what it wrote.
fn refusal(places: &ServerPlaces, said: &[String]) -> ServerError {
    if said.iter().any(|line| line.contains(NO_SPACE)) {
        return ServerError::disk_full(&places.workspace);
    }
    let grave = |line: &&String| {
        ["FATAL:", "PANIC:", "ERROR:", "HINT:"]
            .iter()
            .any(|word| line.contains(word))
    };
    let mut output: Vec<&str> = said.iter().filter(grave).map(String::as_str).collect();
    if output.is_empty() {
        output = said
            .iter()
            .rev()
            .take(2)
            .rev()
            .map(String::as_str)
            .collect();
    }
    ServerError::Refused {
        output: output.join(" / "),
        log: places.log_file(),
    }
}

/// Provost's settings: on the command line, where no file in the data directory can change them.
fn settings(places: &ServerPlaces, port: u16) -> Vec<(String, String)> {
    let path = |path: PathBuf| path.to_string_lossy().into_owned();
    let port = port.to_string();
    let mut settings = vec![
        (
            "listen_addresses",
            if places.tcp {
                "127.0.0.1".to_owned()
            } else {
                String::new()
            },
        ),
        ("port", port),
        ("hba_file", path(places.access_rules())),
        ("ident_file", path(places.user_map())),
        ("fsync", "on".into()),
        ("full_page_writes", "on".into()),
        ("synchronous_commit", "on".into()),
        ("password_encryption", "scram-sha-256".into()),
        ("max_connections", "50".into()),
        ("shared_buffers", "128MB".into()),
        ("log_destination", "stderr".into()),
        ("logging_collector", "off".into()),
        ("log_line_prefix", "%m [%p] ".into()),
        // A statement that fails may hold personal data or a password.
        ("log_min_error_statement", "panic".into()),
    ];
    if cfg!(unix) {
        // A list, so a path with a comma or a space must be quoted.
        let quoted = format!("\"{}\"", path(places.socket_dir()).replace('"', "\"\""));
        settings.push(("unix_socket_directories", quoted));
        settings.push(("unix_socket_permissions", "0700".into()));
    }
    if has_library(places, "pg_stat_statements") {
        settings.push(("shared_preload_libraries", "pg_stat_statements".into()));
    }
    let own = settings
        .into_iter()
        .map(|(name, value)| (name.to_owned(), value));
    own.chain(places.settings.clone()).collect()
}

/// Whether the PostgreSQL at hand has a loadable library; distributions differ in the folder.
fn has_library(places: &ServerPlaces, name: &str) -> bool {
    ["lib", "lib/postgresql"].iter().any(|folder| {
        let entries = fs::read_dir(places.binaries.join(folder)).ok();
        entries
            .into_iter()
            .flatten()
            .flatten()
            .any(|entry| entry.path().file_stem().is_some_and(|stem| stem == name))
    })
}

fn first_port(places: &ServerPlaces) -> u16 {
    if places.tcp {
        random_port()
    } else {
        SOCKET_PORT
    }
}

/// A port from the range that no service is registered for (RFC 6335). When it is taken the next start draws again.
fn random_port() -> u16 {
    0xC000 | (uuid::Uuid::new_v4().as_fields().1 & 0x3FFF)
}

#[cfg(test)]
mod tests {
    use std::path::Path;

    use super::*;

    fn places(home: &Path) -> ServerPlaces {
        ServerPlaces::new(home, Path::new("/bin/true"), home, Path::new("/tmp"))
    }

    #[test]
    fn a_full_disk_is_told_from_other_refusals() {
        let folder = tempfile::tempdir().unwrap();
        let places = places(folder.path());
        let full = ["2026-11-22 [7] PANIC:  could not write to file \"pg_wal/xlogtemp.7\": No space left on device".to_owned()];
        assert!(matches!(
            refusal(&places, &full),
            ServerError::DiskFull { .. }
        ));
        let other = [
            "LOG:  starting".to_owned(),
            "FATAL:  bogus".to_owned(),
            "HINT:  mend it".to_owned(),
        ];
        let ServerError::Refused { output, .. } = refusal(&places, &other) else {
            panic!("not refused")
        };
        assert_eq!(output, "FATAL:  bogus / HINT:  mend it");
    }

    #[test]
    fn the_callers_settings_come_last_and_so_win() {
        let folder = tempfile::tempdir().unwrap();
        let mut places = places(folder.path());
        places.settings.insert("max_connections".into(), "7".into());
        let settings = settings(&places, 5432);
        let last = settings
            .iter()
            .rfind(|(name, _)| name == "max_connections")
            .unwrap();
        assert_eq!(last.1, "7");
        assert!(settings.contains(&("fsync".into(), "on".into())));
    }

    #[test]
    fn random_ports_are_free_for_private_use() {
        assert!((0..1000).all(|_| random_port() >= 49152));
    }
}
