//! How fast a million values come in: our import (read, judged, looked up, no doubles) beside a plain `\copy` by psql of rows that
//! are ready, straight into the same table, in the same run on the same server.
//!
//! `cargo bench -p provost-postgres --bench metrics`, or with another number of rows `… -- 100000`. The aim is less than 20
//! seconds for a million.

#[path = "governed.rs"]
mod governed;
#[path = "place.rs"]
mod place;

use std::fmt::Write as _;
use std::io::{self, Write};
use std::path::Path;
use std::process::{Command, ExitCode, Stdio};
use std::time::Instant;

use chrono::{TimeDelta, TimeZone, Utc};
use provost_core::connections::Profile;
use provost_core::metrics::{MetricsFormat, MetricsReader};
use provost_postgres::metrics::{Begun, Landing, Names, Sheet};
use provost_postgres::server::SUPERUSER;
use provost_postgres::{Database, Statement};
use tokio::sync::mpsc;

use governed::{Outcome, script, with_rows};

/// How often each way runs; the middle one counts.
const RUNS: usize = 3;

/// How many rows one run brings.
const ROWS: usize = 1_000_000;

/// How many bytes are sent at once.
const CHUNK: usize = 256 << 10;

const MODELS: usize = 5;

const COMPANY: &str = "
insert into governance.tenants (id, name) values (md5('tenant')::uuid, 'Bench');
insert into governance.ai_models (id, tenant_id, name, version, model_type, provider, model_id)
select md5('model ' || n)::uuid, md5('tenant')::uuid, 'model ' || n, '1', 'llm', 'local', 'm' from generate_series(0, 4) as n;
select governance.make_partitions('governance.ai_performance_metrics', '2026-09-01', '2026-12-31');
";

/// Takes the rows back: they are append-only for everybody else.
const EMPTY: &str = "
set local session_replication_role = replica;
truncate governance.ai_performance_metrics;
";

fn main() -> ExitCode {
    with_rows(ROWS, measure)
}

async fn measure(
    database: &Database,
    profile: &Profile,
    folder: &Path,
    rows: usize,
) -> Outcome<()> {
    script(database, COMPANY).await?;
    let (tenant,): (String,) = one(database, "select md5('tenant')::uuid::text").await?;
    let (names, ready) = (folder.join("names.csv"), folder.join("ready.csv"));
    write(
        &names,
        rows,
        "time,metric,value,unit,model,version",
        |row| {
            format!(
                "{},{},{},{},model {},1",
                row.at, row.metric, row.value, row.unit, row.model
            )
        },
    )?;
    let mut models = Vec::new();
    for number in 0..MODELS {
        let text = format!("select md5('model {number}')::uuid::text");
        models.push(one(database, &text).await?.0);
    }
    write(
        &ready,
        rows,
        "recorded_at,metric_type,metric_value,metric_unit,model_id,tenant_id",
        |row| {
            let model = models.get(row.model).map_or("", String::as_str);
            format!(
                "{},{},{},{},{model},{tenant}",
                row.at, row.metric, row.value, row.unit
            )
        },
    )?;
    let (mut ours, mut plain) = (Vec::new(), Vec::new());
    for _ in 0..RUNS {
        script(database, EMPTY).await?;
        ours.push(timed(import(database, profile, &names, rows)).await?);
        script(database, EMPTY).await?;
        plain.push(timed(async { copy(profile, &ready) }).await?);
    }
    let (ours, plain) = (middle(ours)?, middle(plain)?);
    writeln!(
        io::stdout().lock(),
        "{rows} rows, the middle one of {RUNS} runs: import {ours:.2} s, plain \\copy {plain:.2} s, ratio {:.2}",
        ours / plain
    )?;
    Ok(())
}

/// A row of both files.
struct Row {
    at: String,
    metric: &'static str,
    unit: &'static str,
    value: f64,
    model: usize,
}

fn write(path: &Path, rows: usize, head: &str, line: impl Fn(&Row) -> String) -> Outcome<()> {
    let kinds = [
        ("latency", "ms"),
        ("accuracy", "ratio"),
        ("throughput", "requests/s"),
        ("cost", "USD"),
    ];
    let start = Utc
        .with_ymd_and_hms(2026, 9, 1, 0, 0, 0)
        .single()
        .ok_or("no moment")?;
    let mut text = format!("{head}\n");
    // A linear congruential generator, so that the values look like measured ones and are the same each time.
    let mut state = 1_u32;
    for (number, (metric, unit)) in kinds.iter().cycle().take(rows).enumerate() {
        state = state.wrapping_mul(1_664_525).wrapping_add(1_013_904_223);
        let row = Row {
            at: (start + TimeDelta::seconds(i64::try_from(number)? * 8)).to_rfc3339(),
            metric,
            unit,
            value: f64::from(state >> 8) / 1e4,
            model: number / kinds.len() % MODELS,
        };
        writeln!(text, "{}", line(&row))?;
    }
    std::fs::write(path, text)?;
    Ok(())
}

/// The import as the application does it, without its progress.
async fn import(database: &Database, profile: &Profile, path: &Path, rows: usize) -> Outcome<()> {
    let Begun::Ready(mut landing) = Landing::begin(database, profile, None).await? else {
        return Err("the import cannot begin".into());
    };
    let names = read_and_copy(&mut landing, path).await?;
    let refused = landing.judge(&names).await?;
    let landed = landing.land().await?;
    if refused.count > 0 || landed != u64::try_from(rows)? {
        return Err(format!("{landed} rows landed, {} were refused", refused.count).into());
    }
    Ok(())
}

async fn read_and_copy(landing: &mut Landing, path: &Path) -> Outcome<Names> {
    let (sender, mut receiver) = mpsc::channel(4);
    let path = path.to_owned();
    let reading = tokio::task::spawn_blocking(move || -> Outcome<Names> {
        let mut reader = MetricsReader::new(MetricsFormat::Csv, None);
        let mut sheet = Sheet::default();
        let mut failed = None;
        for line in io::BufRead::split(io::BufReader::new(std::fs::File::open(path)?), b'\n') {
            reader.line(&line?, &mut |row| match row {
                Ok(point) => failed = sheet.push(&point).err().map(|full| full.to_string()),
                Err(error) => failed = Some(error.reason),
            })?;
            if let Some(failed) = failed.take() {
                return Err(failed.into());
            }
            if sheet.waiting() >= CHUNK {
                sender.blocking_send(sheet.take())?;
            }
        }
        let (bytes, names) = sheet.end();
        sender.blocking_send(bytes)?;
        Ok(names)
    });
    landing.copy(&mut receiver).await?;
    reading.await?
}

fn copy(profile: &Profile, path: &Path) -> Outcome<()> {
    let copy = format!(
        "\\copy governance.ai_performance_metrics (recorded_at, metric_type, metric_value, metric_unit, model_id, tenant_id) \
         from '{}' csv header",
        path.display()
    );
    let done = Command::new("psql")
        .args([
            "-X",
            "-q",
            "-v",
            "ON_ERROR_STOP=1",
            "-h",
            &profile.host,
            "-U",
            SUPERUSER,
            "-d",
            "postgres",
        ])
        .args(["-p", &profile.port.to_string(), "-c", &copy])
        .stdout(Stdio::null())
        .status()?;
    if done.success() {
        Ok(())
    } else {
        Err("psql did not copy".into())
    }
}

async fn timed(work: impl Future<Output = Outcome<()>>) -> Outcome<f64> {
    let begun = Instant::now();
    work.await?;
    Ok(begun.elapsed().as_secs_f64())
}

fn middle(mut seconds: Vec<f64>) -> Outcome<f64> {
    seconds.sort_by(f64::total_cmp);
    Ok(*seconds.get(RUNS / 2).ok_or("no run was made")?)
}

async fn one(database: &Database, text: &str) -> Outcome<(String,)> {
    let mut session = database.read().await?;
    let row = session
        .fetch_one(Statement::assembled(text.to_owned()))
        .await?;
    session.finish().await?;
    Ok(row)
}
