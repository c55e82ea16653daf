//! What the benchmark of the comparison says: the figures, how they stand to those of others, and whether the aims are met.

use std::fmt;
use std::io::{self, Write};

use super::measure::Measure;
use super::{Outcome, RUNS, TABLES};

/// Reading one side of a thousand tables, in seconds.
const READING: f64 = 1.0;

/// Comparing them, in seconds.
const COMPARING: f64 = 0.5;

/// The peak of the process, in megabytes.
const PEAK: f64 = 150.0;

/// What one run of the comparer says of itself; times in seconds.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Told {
    /// The peak of its memory.
    pub(crate) peak_kib: u64,
    one_side: f64,
    compared: f64,
    written: f64,
    differences: u64,
    statements: u64,
    cannot: u64,
}

impl Told {
    /// Reads the line that the comparer writes.
    pub(crate) fn read(line: &str) -> Outcome<Self> {
        let words: Vec<&str> = line.split_whitespace().collect();
        let [
            peak,
            one_side,
            compared,
            written,
            differences,
            statements,
            cannot,
        ] = words.as_slice()
        else {
            return Err("the comparer said too little".into());
        };
        Ok(Self {
            peak_kib: peak.parse()?,
            one_side: one_side.parse()?,
            compared: compared.parse()?,
            written: written.parse()?,
            differences: differences.parse()?,
            statements: statements.parse()?,
            cannot: cannot.parse()?,
        })
    }

    /// The run whose comparing took neither the shortest nor the longest.
    pub(crate) fn middle(mut all: Vec<Self>) -> Outcome<Self> {
        all.sort_by(|left, right| left.compared.total_cmp(&right.compared));
        let middle = all.get(all.len() / 2);
        Ok(*middle.ok_or("nothing was compared")?)
    }
}

/// What was measured beside.
pub(crate) struct Others {
    pub(crate) one_dump: Measure,
    /// Two dumps and `diff`; the peak is that of the larger dump.
    pub(crate) both_dumps: Measure,
    /// None and why, where it could not be fetched.
    pub(crate) migra: Outcome<Measure>,
}

/// Writes everything. An aim that is missed is said and is no failure: it hangs on the machine.
pub(crate) fn report(
    tables: usize,
    process: &Measure,
    told: &Told,
    others: &Others,
) -> Outcome<()> {
    let mut out = io::stdout().lock();
    writeln!(
        out,
        "Comparing {tables} tables, the middle one of {RUNS} runs"
    )?;
    for (what, seconds) in [
        ("reading one side", told.one_side),
        ("comparing", told.compared),
        ("writing the way back", told.written),
        ("whole process", process.wall.as_secs_f64()),
        (
            "one pg_dump --schema-only",
            others.one_dump.wall.as_secs_f64(),
        ),
        (
            "two pg_dump --schema-only and diff",
            others.both_dumps.wall.as_secs_f64(),
        ),
    ] {
        line(&mut out, what, format_args!("{seconds:>10.3} s"))?;
    }
    let peak = megabytes(process);
    line(&mut out, "peak memory", format_args!("{peak:>10.1} MB"))?;
    beside(&mut out, process, told, others)?;
    writeln!(
        out,
        "{} differences, {} statements back, {} that cannot be written",
        told.differences, told.statements, told.cannot
    )?;
    if tables == TABLES {
        aim(&mut out, "reading one side", told.one_side, READING, "s")?;
        aim(&mut out, "comparing", told.compared, COMPARING, "s")?;
        aim(&mut out, "peak memory", peak, PEAK, "MB")?;
    }
    Ok(())
}

fn line(out: &mut impl Write, what: &str, figure: fmt::Arguments<'_>) -> Outcome<()> {
    Ok(writeln!(out, "{what:<46}{figure}")?)
}

fn aim(out: &mut impl Write, what: &str, is: f64, below: f64, unit: &str) -> Outcome<()> {
    let word = if is < below { "met" } else { "missed" };
    let what = format!("aim: {what} under {below} {unit}");
    line(out, &what, format_args!("{word}: {is:.3} {unit}"))
}

fn megabytes(measure: &Measure) -> f64 {
    measure.peak_mib() * 1.048_576
}

/// The others, and how the process stands to them.
fn beside(out: &mut impl Write, process: &Measure, told: &Told, others: &Others) -> Outcome<()> {
    let wall = process.wall.as_secs_f64();
    let mut ratios = vec![
        (
            "reading one side / one pg_dump",
            told.one_side / others.one_dump.wall.as_secs_f64(),
        ),
        (
            "whole process / two pg_dump and diff",
            wall / others.both_dumps.wall.as_secs_f64(),
        ),
        (
            "peak memory / pg_dump's",
            process.peak_mib() / others.both_dumps.peak_mib(),
        ),
    ];
    match &others.migra {
        Ok(migra) => {
            let seconds = migra.wall.as_secs_f64();
            line(out, "migra 3.0", format_args!("{seconds:>10.3} s"))?;
            let peak = megabytes(migra);
            line(out, "peak memory of migra", format_args!("{peak:>10.1} MB"))?;
            ratios.push(("whole process / migra", wall / seconds));
            ratios.push((
                "peak memory / migra's",
                process.peak_mib() / migra.peak_mib(),
            ));
        }
        Err(reason) => writeln!(out, "migra 3.0 is left out: {reason}")?,
    }
    for (what, ratio) in ratios {
        line(out, what, format_args!("{ratio:>10.2}"))?;
    }
    Ok(())
}
