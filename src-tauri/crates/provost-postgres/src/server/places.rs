//! Where the local server's files are, and the folders they are in.

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};
use std::time::Duration;

use serde::{Deserialize, Serialize};
use sha2::{Digest, Sha256};

use super::ServerError;
use super::account::{self, Account};

/// The longest path of a socket in bytes that every Unix takes: macOS has 104 with the closing zero, Linux 108.
const SOCKET_PATH_LIMIT: usize = 103;

/// The longest name that a server gives its socket.
const LONGEST_SOCKET: &str = ".s.PGSQL.65535";

/// Where root's workspaces are when the home that was asked for is closed to PostgreSQL's account.
const ROOT_HOME: &str = "/var/lib/provost";

/// Where the server's parts are and how it is run. Two copies of the application with the same `workspace` share one
/// server; the first one's `binaries`, `grace`, `tcp` and `settings` hold.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct ServerPlaces {
    /// The folder of a PostgreSQL: holds `bin/postgres`. The bundled one or an installed one.
    pub binaries: PathBuf,
    /// The program that, run with [`SUPERVISE`](super::SUPERVISE), calls [`supervise`](super::supervise).
    pub supervisor: PathBuf,
    /// The folder with the data directory, the log and the lock.
    pub workspace: PathBuf,
    /// The folder with the sockets; on Unix its path is short enough for one.
    pub runtime: PathBuf,
    /// How long the server stays when nobody uses it any more.
    pub grace: Duration,
    /// Whether the server also listens on 127.0.0.1, on a random port, with SCRAM. Windows always does.
    pub tcp: bool,
    /// Further settings of the server, which win over Provost's own.
    pub settings: BTreeMap<String, String>,
}

impl ServerPlaces {
    /// The places for a server whose files are below `home`.
    ///
    /// The sockets are in `home` too, unless their path would be too long: then in a folder below `short`, which
    /// should be the user's runtime folder (`$XDG_RUNTIME_DIR`) or the system's temporary one. For root, a home that
    /// PostgreSQL's account cannot enter (`/root` is closed to all) becomes a folder of its own in `/var/lib/provost`.
    #[must_use]
    pub fn new(binaries: &Path, supervisor: &Path, home: &Path, short: &Path) -> Self {
        let mut workspace = home.to_owned();
        let mut short = short.to_owned();
        if let Ok(Some(account)) = account::for_server(&workspace.join("data")) {
            if account.closed_folder(&workspace).is_some() {
                workspace = Path::new(ROOT_HOME).join(short_name(home));
            }
            if account.closed_folder(&short).is_some() {
                short = PathBuf::from("/tmp");
            }
        }
        let mut runtime = workspace.join("run");
        if !socket_fits(&runtime) {
            runtime = short.join(format!("provost-{}", short_name(&workspace)));
        }
        Self {
            binaries: binaries.to_owned(),
            supervisor: supervisor.to_owned(),
            workspace,
            runtime,
            grace: Duration::from_secs(5),
            tcp: cfg!(windows),
            settings: BTreeMap::new(),
        }
    }

    /// The data directory.
    #[must_use]
    pub fn data(&self) -> PathBuf {
        self.workspace.join("data")
    }

    /// The file that the server and its supervisor write their messages to.
    #[must_use]
    pub fn log_file(&self) -> PathBuf {
        self.workspace.join("server.log")
    }

    /// The folder with the server's socket.
    #[must_use]
    pub fn socket_dir(&self) -> PathBuf {
        self.runtime.join("pg")
    }

    /// The file whose lock the supervisor holds.
    pub(super) fn lock_file(&self) -> PathBuf {
        self.workspace.join("server.lock")
    }

    /// The supervisor's own socket; on Windows the file with its port.
    pub(super) fn control(&self) -> PathBuf {
        self.runtime.join("control")
    }

    /// Who may connect; outside the data directory, where the server cannot change it.
    pub(super) fn access_rules(&self) -> PathBuf {
        self.workspace.join("pg_hba.conf")
    }

    /// Which user of the system is which user of the server.
    pub(super) fn user_map(&self) -> PathBuf {
        self.workspace.join("pg_ident.conf")
    }

    /// A program of PostgreSQL.
    pub(super) fn program(&self, name: &str) -> PathBuf {
        let name = format!("{name}{}", std::env::consts::EXE_SUFFIX);
        self.binaries.join("bin").join(name)
    }

    /// Makes the folders that are missing, closes them to others, and refuses those that are somebody else's.
    pub(super) fn make_folders(&self) -> Result<(), ServerError> {
        let account = account::for_server(&self.data())?;
        if let Some(account) = &account {
            for path in [&self.workspace, &self.runtime, &self.binaries] {
                account.require_open(path)?;
            }
        }
        account::make_private(&self.workspace, account.as_ref())?;
        account::make_private(&self.runtime, account.as_ref())?;
        if cfg!(unix) {
            account::make_owned(&self.socket_dir(), account.as_ref())?;
        }
        Ok(())
    }

    /// The account that the server's processes run as, where it is not the user's own.
    pub(super) fn account(&self) -> Result<Option<Account>, ServerError> {
        account::for_server(&self.data())
    }
}

fn socket_fits(runtime: &Path) -> bool {
    let longest = runtime.join("pg").join(LONGEST_SOCKET);
    cfg!(windows) || longest.as_os_str().len() <= SOCKET_PATH_LIMIT
}

/// Sixteen letters that stand for `path`.
fn short_name(path: &Path) -> String {
    let digest = Sha256::digest(path.as_os_str().as_encoded_bytes());
    let first = digest
        .first_chunk()
        .map_or(0, |bytes| u64::from_be_bytes(*bytes));
    format!("{first:016x}")
}

#[cfg(all(test, unix))]
mod tests {
    use super::*;

    fn places(home: &str) -> ServerPlaces {
        ServerPlaces::new(
            Path::new("/opt/pg"),
            Path::new("/bin/true"),
            Path::new(home),
            Path::new("/tmp"),
        )
    }

    #[test]
    fn sockets_are_in_the_home_while_their_path_fits() {
        // "/run/pg/.s.PGSQL.65535" takes 22 of the 103 bytes.
        let longest = format!("/{}", "h".repeat(80));
        assert_eq!(
            places(&longest).runtime,
            PathBuf::from(&longest).join("run")
        );
        let longer = format!("/{}", "h".repeat(81));
        let moved = places(&longer);
        assert!(moved.runtime.starts_with("/tmp"), "{moved:?}");
        assert!(socket_fits(&moved.runtime));
    }

    #[test]
    fn different_homes_get_different_short_folders() {
        let homes = ["a", "b"].map(|letter| format!("/{}", letter.repeat(200)));
        assert_ne!(places(&homes[0]).runtime, places(&homes[1]).runtime);
        assert_eq!(places(&homes[0]).runtime, places(&homes[0]).runtime);
    }

    #[test]
    fn places_survive_the_way_to_the_supervisor() {
        let mut places = places("/tmp/with space \"and\" ümlaut");
        places.settings.insert("work_mem".into(), "8MB".into());
        let text = serde_json::to_string(&places).unwrap();
        assert_eq!(serde_json::from_str::<ServerPlaces>(&text).unwrap(), places);
    }
}
