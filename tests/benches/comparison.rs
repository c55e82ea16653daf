//! How long it takes to compare a database of a thousand tables with what it should be and to write the way back, and how
//! much memory, beside migra 3.0, and beside `pg_dump --schema-only` of both and a comparison of the two texts, in the same
//! run. Where migra cannot be fetched the rest is measured without it.
//!
//! `cargo bench -p provost-postgres --bench comparison`, or with another number of tables `… -- 10000`.

#[path = "clients.rs"]
mod clients;
#[path = "catalog/measure.rs"]
mod measure;
#[path = "comparison/migra.rs"]
mod migra;
#[path = "place.rs"]
mod place;
#[path = "comparison/report.rs"]
mod report;
#[path = "catalog/tables.rs"]
mod tables;

use std::error::Error;
use std::fmt::Write as _;
use std::io::{self, Write};
use std::path::Path;
use std::process::{Command, ExitCode};
use std::time::Instant;

use provost_core::schema::comparison::{Options, compare, script};
use provost_postgres::server::{LocalServer, ServerPlaces, supervise};
use provost_postgres::{Database, Trust, catalog};

use clients::{client, run_psql};
use measure::{Measure, measured, median, own_peak};
use place::{binaries, folder, profile};
use report::{Others, Told, report};

pub(crate) type Outcome<T> = Result<T, Box<dyn Error + Send + Sync>>;

/// How often each program runs; the middle one counts.
pub(crate) const RUNS: usize = 3;

/// The number of tables that the aims are about.
pub(crate) const TABLES: usize = 1000;

fn main() -> ExitCode {
    if let Some(status) = supervise(std::env::args_os()) {
        return status;
    }
    let arguments: Vec<String> = std::env::args()
        .skip(1)
        .filter(|argument| argument != "--bench")
        .collect();
    let words: Vec<&str> = arguments.iter().map(String::as_str).collect();
    let done = match words.as_slice() {
        ["compare", socket, port] => compare_once(socket, port),
        [] => run(TABLES),
        [tables] => tables.parse().map_err(Into::into).and_then(run),
        _ => Err("usage: comparison [number of tables]".into()),
    };
    match done {
        Ok(()) => ExitCode::SUCCESS,
        Err(error) => {
            let _ = writeln!(io::stderr(), "The benchmark could not run: {error}");
            ExitCode::FAILURE
        }
    }
}

/// The process that is measured: reads both, compares, writes the way back, and says what each took.
#[tokio::main]
async fn compare_once(socket: &str, port: &str) -> Outcome<()> {
    let port = port.parse()?;
    let open =
        |database: &str| Database::open(&profile(socket, port, database), None, &Trust::default());
    let begun = Instant::now();
    let expected = catalog::read(&open("expected")?, &|_| {}).await?;
    let one_side = begun.elapsed();
    let actual = catalog::read(&open("actual")?, &|_| {}).await?;
    let begun = Instant::now();
    let comparison = compare(&expected, &actual, &Options::default());
    let compared = begun.elapsed();
    let begun = Instant::now();
    let way_back = script::script(&expected, &actual, &comparison);
    let written = begun.elapsed();
    writeln!(
        io::stdout(),
        "{} {} {} {} {} {} {}",
        own_peak()?,
        one_side.as_secs_f64(),
        compared.as_secs_f64(),
        written.as_secs_f64(),
        comparison.differences.len(),
        way_back.statements.len(),
        way_back.cannot.len()
    )?;
    Ok(())
}

#[tokio::main]
async fn run(tables: usize) -> Outcome<()> {
    let binaries = binaries()?;
    let folder = folder()?;
    let mut places = ServerPlaces::new(
        &binaries,
        &std::env::current_exe()?,
        &folder.path().join("server"),
        Path::new("/tmp"),
    );
    places
        .settings
        .insert("max_locks_per_transaction".to_owned(), "1024".to_owned());
    let server = LocalServer::start(places, None).await?;
    let measured = fill_and_measure(&binaries, &server, folder.path(), tables);
    server.stop().await;
    measured
}

fn fill_and_measure(
    binaries: &Path,
    server: &LocalServer,
    folder: &Path,
    tables: usize,
) -> Outcome<()> {
    run_psql(binaries, server, "postgres", "create database expected")?;
    run_psql(binaries, server, "expected", &tables::script(tables))?;
    run_psql(
        binaries,
        server,
        "postgres",
        "create database actual template expected",
    )?;
    run_psql(binaries, server, "actual", &changes(tables))?;
    let migra = migra::program();
    let mut ours = Vec::new();
    let mut told = Vec::new();
    let mut dumps = Vec::new();
    let mut peers = Vec::new();
    for _ in 0..RUNS {
        let (one, words) = measured(&mut comparer(server)?)?;
        let words = Told::read(&words)?;
        ours.push(Measure {
            peak_kib: words.peak_kib,
            ..one
        });
        told.push(words);
        dumps.push(dump_and_compare(binaries, server, folder)?);
        if let Ok(program) = &migra {
            peers.push(migra::compare(program, server)?);
        }
    }
    let others = Others {
        one_dump: median(dumps.iter().map(|(one, _)| *one).collect()),
        both_dumps: median(dumps.iter().map(|(_, both)| *both).collect()),
        migra: migra.map(|_| median(peers)),
    };
    report(tables, &median(ours), &Told::middle(told)?, &others)
}

/// Every tenth table differs, in one of four ways.
fn changes(tables: usize) -> String {
    let mut changes = String::new();
    for number in (0..tables).step_by(10) {
        let name = tables::name(number);
        let change = match number / 10 % 4 {
            0 => format!("alter table {name} drop column labels"),
            1 => format!("alter table {name} alter column title drop not null"),
            2 => format!("alter table {name} drop constraint t{number}_amount_check"),
            _ => format!("comment on table {name} is 'Something else'"),
        };
        // Text in a String cannot fail to be written.
        let _ = writeln!(changes, "{change};");
    }
    changes
}

fn comparer(server: &LocalServer) -> Outcome<Command> {
    let mut command = Command::new(std::env::current_exe()?);
    command
        .arg("compare")
        .arg(server.socket_dir())
        .arg(server.port().to_string());
    Ok(command)
}

/// What people do without a tool: two dumps and `diff`. The first dump, and all of it.
fn dump_and_compare(
    binaries: &Path,
    server: &LocalServer,
    folder: &Path,
) -> Outcome<(Measure, Measure)> {
    let begun = Instant::now();
    let file = |database: &str| folder.join(format!("{database}.sql"));
    let mut taken = Vec::new();
    for database in ["expected", "actual"] {
        let mut dump = client(binaries, "pg_dump", server, database);
        dump.args(["--schema-only", "--file"]).arg(file(database));
        taken.push(measured(&mut dump)?.0);
    }
    let differs = Command::new("diff")
        .arg("--brief")
        .args([file("expected"), file("actual")])
        .output()?;
    let [first, second] = taken.as_slice() else {
        return Err("two dumps were not taken".into());
    };
    if differs.status.code() != Some(1) {
        return Err("the dumps do not differ".into());
    }
    let both = Measure {
        wall: begun.elapsed(),
        peak_kib: first.peak_kib.max(second.peak_kib),
    };
    Ok((*first, both))
}
