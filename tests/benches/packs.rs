//! How fast rows come into the four big tables of the packs, and how large their indexes are, beside the tables as seed 000
//! has them, in the same run on the same server.
//!
//! `cargo bench -p provost-postgres --bench packs`, or with another number of rows `… -- 1000000`.

#[path = "place.rs"]
mod place;
#[path = "packs/rows.rs"]
mod rows;

use std::error::Error;
use std::io::{self, Write};
use std::path::Path;
use std::process::ExitCode;
use std::time::{Duration, Instant};

use provost_core::schema::{Adopt, Pack};
use provost_postgres::schema::apply;
use provost_postgres::server::{LocalServer, ServerPlaces, supervise};
use provost_postgres::{Database, Statement, Trust};

use place::{binaries, folder, profile};
use rows::{Big, TABLES};

type Outcome<T> = Result<T, Box<dyn Error + Send + Sync>>;

/// How often each insertion runs; the middle one counts.
const RUNS: usize = 3;

/// How many rows one insertion brings.
const ROWS: usize = 100_000;

/// How long one insertion may take.
const LIMIT: Duration = Duration::from_mins(10);

fn main() -> ExitCode {
    if let Some(status) = supervise(std::env::args_os()) {
        return status;
    }
    let rows = std::env::args()
        .skip(1)
        .find(|argument| argument != "--bench")
        .map_or(Ok(ROWS), |argument| argument.parse());
    match rows.map_err(Into::into).and_then(run) {
        Ok(()) => ExitCode::SUCCESS,
        Err(error) => {
            let _ = writeln!(io::stderr(), "The benchmark could not run: {error}");
            ExitCode::FAILURE
        }
    }
}

#[tokio::main]
async fn run(rows: usize) -> Outcome<()> {
    let folder = folder()?;
    let places = ServerPlaces::new(
        &binaries()?,
        &std::env::current_exe()?,
        &folder.path().join("server"),
        Path::new("/tmp"),
    );
    let server = LocalServer::start(places, None).await?;
    let measured = measure(&server, rows).await;
    server.stop().await;
    measured
}

async fn measure(server: &LocalServer, rows: usize) -> Outcome<()> {
    let mut profile = profile(
        &server.socket_dir().to_string_lossy(),
        server.port(),
        "postgres",
    );
    profile.read_only = false;
    let database = Database::open(&profile, None, &Trust::default())?;
    let begun = Instant::now();
    apply(
        &database,
        &profile,
        &[Pack::Governance],
        &Adopt::default(),
        &|_| {},
    )
    .await?;
    let applied = begun.elapsed();
    script(&database, include_str!("packs/company.sql")).await?;
    script(&database, include_str!("packs/seed.sql")).await?;
    let mut out = io::stdout().lock();
    writeln!(
        out,
        "Inserting {rows} rows in one statement, the middle one of {RUNS} runs (the packs were applied in {:.2} s)",
        applied.as_secs_f64()
    )?;
    writeln!(
        out,
        "{:<26}{:>14}{:>14}{:>8}{:>16}{:>16}{:>8}",
        "", "ours rows/s", "seed rows/s", "ratio", "ours index MB", "seed index MB", "ratio"
    )?;
    for table in &TABLES {
        let ours = middle(
            &database,
            &table.insert_ours(rows),
            &format!("governance.{}", table.ours),
        )
        .await?;
        let seeds = middle(
            &database,
            &table.insert_seeds(rows),
            &format!("seed.{}", table.seeds),
        )
        .await?;
        line(&mut out, table, rows, &ours, &seeds)?;
    }
    Ok(())
}

/// What one insertion cost.
struct Cost {
    seconds: f64,
    index_bytes: i64,
}

fn line(out: &mut impl Write, table: &Big, rows: usize, ours: &Cost, seeds: &Cost) -> Outcome<()> {
    let rate = |cost: &Cost| u32::try_from(rows).map_or(f64::MAX, f64::from) / cost.seconds;
    let megabytes =
        |cost: &Cost| i32::try_from(cost.index_bytes >> 10).map_or(f64::MAX, f64::from) / 1024.0;
    writeln!(
        out,
        "{:<26}{:>14.0}{:>14.0}{:>8.2}{:>16.1}{:>16.1}{:>8.2}",
        table.ours,
        rate(ours),
        rate(seeds),
        rate(ours) / rate(seeds),
        megabytes(ours),
        megabytes(seeds),
        megabytes(ours) / megabytes(seeds)
    )?;
    Ok(())
}

/// Each run begins with an empty table: the transaction takes the rows back, which works for append-only tables too.
async fn middle(database: &Database, insert: &str, table: &str) -> Outcome<Cost> {
    let mut costs = Vec::new();
    for _ in 0..RUNS {
        let mut session = database.write(&["pg_catalog"]).await?;
        session.limit_statements(LIMIT).await?;
        let begun = Instant::now();
        session
            .execute(Statement::assembled(insert.to_owned()))
            .await?;
        let seconds = begun.elapsed().as_secs_f64();
        let size = "select sum(pg_catalog.pg_indexes_size(tree.relid))::int8 from pg_catalog.pg_partition_tree($1::regclass) as tree";
        let plain = "select pg_catalog.pg_indexes_size($1::regclass)";
        let partitioned = table.starts_with("governance.");
        let text = if partitioned { size } else { plain };
        let (index_bytes,): (i64,) = session
            .fetch_one(Statement::assembled(
                text.replace("$1", &format!("'{table}'")),
            ))
            .await?;
        costs.push(Cost {
            seconds,
            index_bytes,
        });
        drop(session);
    }
    // What a run takes back stays in the indexes as dead entries, so the first run's are the smallest and the true ones.
    let index_bytes = costs.iter().map(|cost| cost.index_bytes).min();
    costs.sort_by(|left, right| left.seconds.total_cmp(&right.seconds));
    let middle = costs.get(RUNS / 2).zip(index_bytes);
    let (middle, index_bytes) = middle.ok_or("no run was made")?;
    Ok(Cost {
        seconds: middle.seconds,
        index_bytes,
    })
}

async fn script(database: &Database, text: &str) -> Outcome<()> {
    let mut session = database.write(&["pg_catalog"]).await?;
    session.run_script(text).await?;
    session.finish().await?;
    Ok(())
}
