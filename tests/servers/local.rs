//! Servers of a test's own, run by the same code as the application's local server: each has its own data, socket and
//! port, and ends with the test, also when the test is killed.
//!
//! ```no_run
//! # async fn test() -> provost_tests::plain::Outcome<()> {
//! use provost_tests::local::TestServer;
//! let server = TestServer::bundled().await?;
//! server.create_database("shop").await?;
//! let mut plain = server.plain("shop").await?;
//! plain.execute("create table orders (id int)").await?;
//! println!("{}", server.url("shop"));
//! # Ok(()) }
//! ```

use std::path::{Path, PathBuf};
use std::process::Command;
use std::sync::OnceLock;
use std::time::Duration;

use percent_encoding::{NON_ALPHANUMERIC, utf8_percent_encode};
use provost_postgres::server::{LocalServer, SUPERUSER, ServerPlaces};
use tempfile::TempDir;
use zeroize::Zeroizing;

use crate::plain::{Outcome, Plain, options};

/// The superuser's password on every server here; only TCP asks for it.
pub const PASSWORD: &str = "provost-tests";

/// The PostgreSQL that a test wants.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Version {
    /// 18.6 with pgvector and contrib: the one that Provost carries.
    Bundled,
    /// 16.14 with pgvector, without contrib.
    Postgres16,
}

impl Version {
    /// The folder with `bin/`, fetched first where it is missing.
    pub fn binaries(self) -> Outcome<PathBuf> {
        static FETCHED: [OnceLock<Result<PathBuf, String>>; 2] = [OnceLock::new(), OnceLock::new()];
        let [bundled, older] = &FETCHED;
        let (place, arguments) = match self {
            Self::Bundled => (bundled, &[][..]),
            Self::Postgres16 => (older, &["--tests"][..]),
        };
        Ok(place.get_or_init(|| fetch(arguments)).clone()?)
    }
}

fn fetch(arguments: &[&str]) -> Result<PathBuf, String> {
    let script = Path::new(env!("CARGO_MANIFEST_DIR")).join("../scripts/fetch-postgres");
    let output = Command::new(script)
        .args(arguments)
        .output()
        .map_err(|error| error.to_string())?;
    if !output.status.success() {
        return Err(String::from_utf8_lossy(&output.stderr).into_owned());
    }
    Ok(PathBuf::from(
        String::from_utf8_lossy(&output.stdout).trim(),
    ))
}

/// A program of the tests' own (a `[[bin]]` of this package), which cargo builds beside the tests.
pub fn program(name: &str) -> Outcome<PathBuf> {
    let own = std::env::current_exe()?;
    let found = own
        .ancestors()
        .skip(1)
        .take(2)
        .map(|folder| folder.join(name))
        .find(|path| path.is_file());
    Ok(found.ok_or_else(|| format!("{name} is not beside {}", own.display()))?)
}

/// A folder for a server that PostgreSQL's account can pass through when the tests run as root.
pub fn open_folder() -> Outcome<TempDir> {
    let folder = tempfile::Builder::new().prefix("provost-").tempdir()?;
    #[cfg(unix)]
    {
        use std::os::unix::fs::PermissionsExt;
        std::fs::set_permissions(folder.path(), std::fs::Permissions::from_mode(0o711))?;
    }
    Ok(folder)
}

/// The places of a server below `folder`, which must be one that everybody may pass through.
pub fn places(version: Version, folder: &Path) -> Outcome<ServerPlaces> {
    let supervisor = program("provost-lease")?;
    let mut places = ServerPlaces::new(
        &version.binaries()?,
        &supervisor,
        &folder.join("server"),
        Path::new("/tmp"),
    );
    places.grace = Duration::from_millis(500);
    Ok(places)
}

/// A running server. Dropping it ends the server and removes its data.
#[derive(Debug)]
pub struct TestServer {
    server: Option<LocalServer>,
    places: ServerPlaces,
    port: u16,
    _folder: TempDir,
}

impl TestServer {
    /// PostgreSQL 18.6, on a socket.
    pub async fn bundled() -> Outcome<Self> {
        Self::with(Version::Bundled, |_| {}).await
    }

    /// PostgreSQL 16.14, on a socket.
    pub async fn postgres16() -> Outcome<Self> {
        Self::with(Version::Postgres16, |_| {}).await
    }

    /// A server that also listens on 127.0.0.1, on a free port, with SCRAM and [`PASSWORD`].
    pub async fn on_tcp(version: Version) -> Outcome<Self> {
        Self::with(version, |places| places.tcp = true).await
    }

    /// A server whose places a test changes first: `tcp`, `settings`.
    pub async fn with(version: Version, change: impl FnOnce(&mut ServerPlaces)) -> Outcome<Self> {
        let folder = open_folder()?;
        let mut places = places(version, folder.path())?;
        change(&mut places);
        let password = Zeroizing::new(PASSWORD.to_owned());
        let server = LocalServer::start(places.clone(), Some(password)).await?;
        let port = server.port();
        Ok(Self {
            server: Some(server),
            places,
            port,
            _folder: folder,
        })
    }

    /// The folder with the socket: a client's host.
    #[must_use]
    pub fn socket_dir(&self) -> PathBuf {
        self.places.socket_dir()
    }

    /// The port, of the socket and of TCP.
    #[must_use]
    pub fn port(&self) -> u16 {
        self.port
    }

    /// The superuser.
    #[must_use]
    pub fn user(&self) -> &'static str {
        SUPERUSER
    }

    /// Where its files are.
    #[must_use]
    pub fn places(&self) -> &ServerPlaces {
        &self.places
    }

    /// The URL of a database, over the socket, as the superuser.
    #[must_use]
    pub fn url(&self, database: &str) -> String {
        let encoded = |text: &str| utf8_percent_encode(text, NON_ALPHANUMERIC).to_string();
        let host = encoded(&self.socket_dir().to_string_lossy());
        format!(
            "postgres:///{}?host={host}&port={}&user={SUPERUSER}",
            encoded(database),
            self.port
        )
    }

    /// The URL of a database over TCP, with the password: for a server that listens [on TCP](Self::on_tcp).
    #[must_use]
    pub fn tcp_url(&self, database: &str) -> String {
        let database = utf8_percent_encode(database, NON_ALPHANUMERIC);
        format!(
            "postgres://{SUPERUSER}:{PASSWORD}@127.0.0.1:{}/{database}",
            self.port
        )
    }

    /// A plain connection to a database, over the socket, as the superuser. `postgres` is always there.
    pub async fn plain(&self, database: &str) -> Outcome<Plain> {
        self.plain_as(SUPERUSER, database).await
    }

    /// A plain connection as another role. The socket lets the tests be any role that may log in (since 16).
    pub async fn plain_as(&self, role: &str, database: &str) -> Outcome<Plain> {
        Plain::connect(&options(role, self.port, database).socket(self.socket_dir())).await
    }

    /// Makes an empty database.
    pub async fn create_database(&self, name: &str) -> Outcome<()> {
        let name = name.replace('"', "\"\"");
        self.plain("postgres")
            .await?
            .execute(&format!("create database \"{name}\""))
            .await
    }
}

impl Drop for TestServer {
    fn drop(&mut self) {
        if let Some(server) = self.server.take() {
            server.stop_blocking();
        }
    }
}
