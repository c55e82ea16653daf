//! The client programs of the bundled PostgreSQL.

use std::error::Error;
use std::io::Write;
use std::path::Path;
use std::process::{Command, Stdio};

use provost_postgres::server::{LocalServer, SUPERUSER};

type Outcome<T> = Result<T, Box<dyn Error + Send + Sync>>;

/// Runs a script in a database.
pub(crate) fn run_psql(
    binaries: &Path,
    server: &LocalServer,
    database: &str,
    script: &str,
) -> Outcome<()> {
    let mut psql = client(binaries, "psql", server, database)
        .args(["--quiet", "--no-psqlrc", "--set=ON_ERROR_STOP=1"])
        .stdin(Stdio::piped())
        .spawn()?;
    psql.stdin
        .take()
        .ok_or("psql takes no script")?
        .write_all(script.as_bytes())?;
    if psql.wait()?.success() {
        Ok(())
    } else {
        Err("the schema could not be made".into())
    }
}

/// A client program of the bundled PostgreSQL, as the superuser.
pub(crate) fn client(binaries: &Path, name: &str, server: &LocalServer, database: &str) -> Command {
    let mut command = Command::new(binaries.join("bin").join(name));
    command.arg("--host").arg(server.socket_dir());
    command.args([
        "--port",
        &server.port().to_string(),
        "--username",
        SUPERUSER,
        "--dbname",
        database,
    ]);
    command
}
