//! How long a reading of a thousand tables takes, and how much memory, beside `pg_dump --schema-only` in the same run.
//!
//! `cargo bench -p provost-postgres --bench catalog`, or with another number of tables `… -- 10000`. Both programs are
//! fresh processes on the same server, one after the other, so the rows of the table may be compared; the time of a
//! process includes its start and its connections.

#[path = "clients.rs"]
mod clients;
#[path = "catalog/measure.rs"]
mod measure;
#[path = "place.rs"]
mod place;
#[path = "catalog/tables.rs"]
mod tables;

use std::error::Error;
use std::io::{self, Write};
use std::path::Path;
use std::process::{Command, ExitCode};
use std::time::{Duration, Instant};

use provost_postgres::server::{LocalServer, ServerPlaces, supervise};
use provost_postgres::{Database, Trust, catalog};

use clients::{client, run_psql};
use measure::{Measure, measured, median, own_peak};
use place::{binaries, folder, profile};

type Outcome<T> = Result<T, Box<dyn Error + Send + Sync>>;

/// How often each program runs; the middle one counts.
const RUNS: usize = 5;

/// The number of tables that the aim of one second is about.
const TABLES: usize = 1000;

fn main() -> ExitCode {
    if let Some(status) = supervise(std::env::args_os()) {
        return status;
    }
    let arguments: Vec<String> = std::env::args()
        .skip(1)
        .filter(|argument| argument != "--bench")
        .collect();
    let done = match arguments
        .iter()
        .map(String::as_str)
        .collect::<Vec<_>>()
        .as_slice()
    {
        ["read", socket, port] => read(socket, port),
        [] => compare(TABLES),
        [tables] => tables.parse().map_err(Into::into).and_then(compare),
        _ => Err("usage: catalog [number of tables]".into()),
    };
    match done {
        Ok(()) => ExitCode::SUCCESS,
        Err(error) => {
            let _ = writeln!(io::stderr(), "The benchmark could not run: {error}");
            ExitCode::FAILURE
        }
    }
}

/// The process that is measured: reads once and says what that took.
#[tokio::main]
async fn read(socket: &str, port: &str) -> Outcome<()> {
    let database = Database::open(
        &profile(socket, port.parse()?, "postgres"),
        None,
        &Trust::default(),
    )?;
    let begun = Instant::now();
    let catalog = catalog::read(&database, &|_| {}).await?;
    let seconds = begun.elapsed().as_secs_f64();
    writeln!(
        io::stdout(),
        "{seconds} {} {}",
        own_peak()?,
        catalog.relations.len()
    )?;
    Ok(())
}

#[tokio::main]
async fn compare(tables: usize) -> Outcome<()> {
    let binaries = binaries()?;
    let folder = folder()?;
    let mut places = ServerPlaces::new(
        &binaries,
        &std::env::current_exe()?,
        &folder.path().join("server"),
        Path::new("/tmp"),
    );
    // pg_dump locks every table at once, for which the usual 64 are too few from some thousand tables on.
    places
        .settings
        .insert("max_locks_per_transaction".to_owned(), "1024".to_owned());
    let server = LocalServer::start(places, None).await?;
    let measured = fill_and_measure(&binaries, &server, tables);
    server.stop().await;
    measured
}

fn fill_and_measure(binaries: &Path, server: &LocalServer, tables: usize) -> Outcome<()> {
    let script = tables::script(tables);
    run_psql(binaries, server, "postgres", &script)?;
    let mut reads = Vec::new();
    let mut inner = Vec::new();
    let mut dumps = Vec::new();
    for _ in 0..RUNS {
        let (read, told) = measured(&mut reader(server)?)?;
        inner.push(of_reader(&told, read.wall)?);
        reads.push(Measure {
            peak_kib: inner.last().map_or(0, |one| one.peak_kib),
            ..read
        });
        dumps.push(measured(&mut dump(binaries, server))?.0);
    }
    let (read, inside, dump) = (median(reads), median(inner), median(dumps));
    let mut out = io::stdout().lock();
    writeln!(
        out,
        "Reading {tables} tables, the middle one of {RUNS} runs"
    )?;
    writeln!(out, "{:<34}{:>10}{:>14}", "", "wall s", "peak MiB")?;
    for (name, one) in [
        ("provost, from connecting on", &inside),
        ("provost, whole process", &read),
        ("pg_dump --schema-only", &dump),
    ] {
        writeln!(
            out,
            "{name:<34}{:>10.3}{:>14.1}",
            one.wall.as_secs_f64(),
            one.peak_mib()
        )?;
    }
    let ratio = read.wall.as_secs_f64() / dump.wall.as_secs_f64();
    writeln!(
        out,
        "{:<34}{ratio:>10.2}{:>14.2}",
        "ratio of the processes",
        read.peak_mib() / dump.peak_mib()
    )?;
    Ok(())
}

/// What the measured process said of itself.
fn of_reader(told: &str, wall: Duration) -> Outcome<Measure> {
    let mut words = told.split_whitespace();
    let seconds: f64 = words.next().ok_or("the reader said nothing")?.parse()?;
    let peak_kib = words
        .next()
        .ok_or("the reader did not say its memory")?
        .parse()?;
    Ok(Measure {
        wall: Duration::from_secs_f64(seconds).min(wall),
        peak_kib,
    })
}

fn reader(server: &LocalServer) -> Outcome<Command> {
    let mut command = Command::new(std::env::current_exe()?);
    command
        .arg("read")
        .arg(server.socket_dir())
        .arg(server.port().to_string());
    Ok(command)
}

fn dump(binaries: &Path, server: &LocalServer) -> Command {
    let mut command = client(binaries, "pg_dump", server, "postgres");
    command.args(["--schema-only", "--file", "/dev/null"]);
    command
}
