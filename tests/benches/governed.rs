//! A server with Provost's packs, for benchmarks that bring rows into their tables.

use std::error::Error;
use std::io::{self, Write as _};
use std::path::Path;
use std::process::ExitCode;
use std::time::Instant;

use provost_core::connections::Profile;
use provost_core::schema::{Adopt, Pack};
use provost_postgres::schema::apply;
use provost_postgres::server::{LocalServer, ServerPlaces, supervise};
use provost_postgres::{Database, Trust};

use crate::place::{binaries, folder, profile};

pub(crate) type Outcome<T> = Result<T, Box<dyn Error + Send + Sync>>;

/// Measures with as many rows as the first argument says, or else `rows`: in a database with the packs, over a profile that
/// writes, and with a folder for files. The same program also watches over the server.
pub(crate) fn with_rows(
    rows: usize,
    measure: impl AsyncFnOnce(&Database, &Profile, &Path, usize) -> Outcome<()>,
) -> ExitCode {
    if let Some(status) = supervise(std::env::args_os()) {
        return status;
    }
    let rows = std::env::args()
        .skip(1)
        .find(|argument| argument != "--bench")
        .map_or(Ok(rows), |argument| argument.parse());
    let done = rows.map_err(Into::into).and_then(|rows| run(rows, measure));
    match done {
        Ok(()) => ExitCode::SUCCESS,
        Err(error) => {
            let _ = writeln!(io::stderr(), "The benchmark could not run: {error}");
            ExitCode::FAILURE
        }
    }
}

#[tokio::main]
async fn run(
    rows: usize,
    measure: impl AsyncFnOnce(&Database, &Profile, &Path, usize) -> Outcome<()>,
) -> Outcome<()> {
    let folder = folder()?;
    let places = ServerPlaces::new(
        &binaries()?,
        &std::env::current_exe()?,
        &folder.path().join("server"),
        Path::new("/tmp"),
    );
    let server = LocalServer::start(places, None).await?;
    let measured = match governed(&server).await {
        Ok((database, profile)) => measure(&database, &profile, folder.path(), rows).await,
        Err(error) => Err(error),
    };
    server.stop().await;
    measured
}

async fn governed(server: &LocalServer) -> Outcome<(Database, Profile)> {
    let socket = server.socket_dir().to_string_lossy().into_owned();
    let mut profile = profile(&socket, server.port(), "postgres");
    profile.read_only = false;
    let database = Database::open(&profile, None, &Trust::default())?;
    let begun = Instant::now();
    let packs = [Pack::Governance];
    apply(&database, &profile, &packs, &Adopt::default(), &|_| {}).await?;
    let applied = begun.elapsed().as_secs_f64();
    writeln!(io::stdout(), "The packs were applied in {applied:.2} s.")?;
    Ok((database, profile))
}

/// Runs a script.
pub(crate) async fn script(database: &Database, text: &str) -> Outcome<()> {
    let mut session = database.write(&["pg_catalog"]).await?;
    session.run_script(text).await?;
    Ok(session.finish().await?)
}
