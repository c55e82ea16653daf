//! A real PgBouncer in transaction mode, before a server of the tests.

use std::fs;
use std::path::Path;

use provost_core::connections::Profile;
use tempfile::TempDir;

use crate::local::{PASSWORD, TestServer, open_folder};
use crate::plain::{Outcome, Plain, options};
use crate::profile;
use crate::unprivileged::{self, Running};

/// A running PgBouncer; it lends few backends to many clients.
#[derive(Debug)]
pub struct PgBouncer {
    port: u16,
    _program: Running,
    _folder: TempDir,
}

impl PgBouncer {
    /// Before `server`, which must listen on TCP, with at most `pool` backends for one role and database. It ignores no
    /// startup parameter, as is its default.
    pub async fn before(server: &TestServer, pool: usize) -> Outcome<Self> {
        Self::with(server, pool, "pool_mode = transaction\n").await
    }

    /// As [`PgBouncer::before`], with lines of settings of the test's own, the mode of the pool among them.
    pub async fn with(server: &TestServer, pool: usize, own: &str) -> Outcome<Self> {
        let folder = open_folder()?;
        let port = unprivileged::free_port()?;
        let users = folder.path().join("users.txt");
        fs::write(&users, format!("\"{}\" \"{PASSWORD}\"\n", server.user()))?;
        let settings = folder.path().join("pgbouncer.ini");
        fs::write(
            &settings,
            format!(
                "[databases]\n* = host=127.0.0.1 port={}\n[pgbouncer]\nlisten_addr = 127.0.0.1\nlisten_port = {port}\n\
                 unix_socket_dir =\nauth_type = scram-sha-256\nauth_file = {}\n{own}\
                 default_pool_size = {pool}\nmax_client_conn = 100\nlogfile = {}\n",
                server.port(),
                users.display(),
                folder.path().join("pgbouncer.log").display(),
            ),
        )?;
        unprivileged::hand_over(folder.path())?;
        let mut command = unprivileged::command(Path::new("/usr/sbin/pgbouncer"));
        let program = unprivileged::start(command.arg("-q").arg(&settings), "TERM")?;
        unprivileged::until_listening(port).await?;
        Ok(Self {
            port,
            _program: program,
            _folder: folder,
        })
    }

    /// A profile that goes through it to a database, as the server's superuser and with [`PASSWORD`].
    #[must_use]
    pub fn profile(&self, server: &TestServer, database: &str) -> Profile {
        profile::at("127.0.0.1", self.port, database, server.user())
    }

    /// A neighbour: a plain client of the same pool.
    pub async fn plain(&self, server: &TestServer, database: &str) -> Outcome<Plain> {
        let options = options(server.user(), self.port, database)
            .host("127.0.0.1")
            .password(PASSWORD)
            .extra_float_digits(None);
        Plain::connect(&options).await
    }
}
