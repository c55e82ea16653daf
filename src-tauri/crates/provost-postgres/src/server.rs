//! The local server: a private PostgreSQL that Provost starts on demand and that ends with it.
//!
//! One *supervisor* process (the program itself, run again with a hidden argument) holds the lock on the workspace,
//! runs `postgres` and restarts it when it dies. Every copy of the application holds a *lease*: an open connection
//! to the supervisor. The system closes a lease however its holder ends, so when the last one is gone the supervisor
//! stops the server and ends too. A second copy finds the supervisor and takes a lease on the same server.
//!
//! On Unix the server listens on a socket in a folder of mode 0700 and knows its user by `peer`; there is no TCP and no
//! password. On Windows it listens on loopback, on a random port, with SCRAM and the password that the caller gives.
//!
//! PostgreSQL refuses to run as root. There its processes run as the account `postgres`, else `_postgres`, else
//! `nobody`; the account must be able to enter the workspace and the binaries (see [`ServerPlaces::new`]).

mod account;
mod cluster;
mod control;
mod error;
mod lease;
mod log;
mod pidfile;
mod places;
mod postmaster;
mod space;
mod supervisor;
mod survivors;

use std::io;
use std::path::PathBuf;
use std::sync::Arc;

use zeroize::Zeroizing;

pub use error::ServerError;
pub use places::ServerPlaces;
pub use space::{FreeSpace, LOW_SPACE, MINIMUM_SPACE, free_space};
pub use supervisor::{SUPERVISE, supervise};

/// The superuser of the local server, and the owner of what is in it.
pub const SUPERUSER: &str = "provost";

/// The port of a local server without TCP: it only names the socket.
pub const SOCKET_PORT: u16 = 5432;

/// A lease on the local server. The server runs at least as long as this value lives.
///
/// Dropping it gives the lease back; the server then ends after [`ServerPlaces::grace`], unless somebody else uses it.
#[derive(Debug)]
pub struct LocalServer {
    places: ServerPlaces,
    lease: Arc<lease::Lease>,
}

impl LocalServer {
    /// Uses the server of `places`, and starts it first where nobody did. The first start makes the data directory.
    ///
    /// `password` becomes the superuser's password when the data directory is made. Windows needs one; elsewhere it
    /// only matters to a server that [listens on TCP](ServerPlaces::tcp).
    pub async fn start(
        places: ServerPlaces,
        password: Option<Zeroizing<String>>,
    ) -> Result<Self, ServerError> {
        let wanted = places.clone();
        let obtained = tokio::task::spawn_blocking(move || lease::Lease::obtain(&wanted, password));
        let lease = obtained.await.map_err(|error| ServerError::Supervisor {
            reason: error.to_string(),
        })??;
        Ok(Self { places, lease })
    }

    /// The folder with the server's socket: what a client takes as its host. Not used on Windows.
    #[must_use]
    pub fn socket_dir(&self) -> PathBuf {
        self.places.socket_dir()
    }

    /// The port: the suffix of the socket's name, and the TCP port where the server has one.
    #[must_use]
    pub fn port(&self) -> u16 {
        self.lease.port()
    }

    /// Where the server's files are.
    #[must_use]
    pub fn places(&self) -> &ServerPlaces {
        &self.places
    }

    /// Why there is no server any more, when it could not be kept running: another [`start`](Self::start) may help.
    #[must_use]
    pub fn failure(&self) -> Option<ServerError> {
        self.lease.failure()
    }

    /// What is free on the disk of the workspace.
    pub fn free_space(&self) -> io::Result<FreeSpace> {
        free_space(&self.places.workspace)
    }

    /// Gives the lease back. When it was the last one, returns once the server has ended.
    pub async fn stop(self) {
        let lease = Arc::clone(&self.lease);
        // A panic in there would have been reported already, and there is nothing left to give back.
        let _ = tokio::task::spawn_blocking(move || lease.give_back(true)).await;
    }

    /// The same as [`stop`](Self::stop) for a caller that cannot wait asynchronously, such as a `Drop`.
    pub fn stop_blocking(self) {
        self.lease.give_back(true);
    }

    /// The file that the server and its supervisor write their messages to.
    #[must_use]
    pub fn log_file(&self) -> PathBuf {
        self.places.log_file()
    }
}

impl Drop for LocalServer {
    fn drop(&mut self) {
        self.lease.give_back(false);
    }
}
