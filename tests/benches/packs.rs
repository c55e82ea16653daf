//! How fast rows come into the four big tables of the packs, and how large their indexes are, beside the tables as seed 000
//! has them, in the same run on the same server.
//!
//! `cargo bench -p provost-postgres --bench packs`, or with another number of rows `… -- 1000000`.

#[path = "governed.rs"]
mod governed;
#[path = "place.rs"]
mod place;
#[path = "packs/rows.rs"]
mod rows;

use std::io::{self, Write};
use std::process::ExitCode;
use std::time::{Duration, Instant};

use provost_postgres::{Database, Statement};

use governed::{Outcome, script, with_rows};
use rows::{Big, TABLES};

/// How often each insertion runs; the middle one counts.
const RUNS: usize = 3;

/// How many rows one insertion brings.
const ROWS: usize = 100_000;

/// How long one insertion may take.
const LIMIT: Duration = Duration::from_mins(10);

fn main() -> ExitCode {
    with_rows(ROWS, async |database, _, _, rows| {
        measure(database, rows).await
    })
}

async fn measure(database: &Database, rows: usize) -> Outcome<()> {
    script(database, include_str!("packs/company.sql")).await?;
    script(database, include_str!("packs/seed.sql")).await?;
    let mut out = io::stdout().lock();
    writeln!(
        out,
        "Inserting {rows} rows in one statement, the middle one of {RUNS} runs"
    )?;
    writeln!(
        out,
        "{:<26}{:>14}{:>14}{:>8}{:>16}{:>16}{:>8}",
        "", "ours rows/s", "seed rows/s", "ratio", "ours index MB", "seed index MB", "ratio"
    )?;
    for table in &TABLES {
        let ours = middle(
            database,
            &table.insert_ours(rows),
            &format!("governance.{}", table.ours),
        )
        .await?;
        let seeds = middle(
            database,
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
