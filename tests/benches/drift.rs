//! How long it takes to compare a million rows of twenty numeric columns on both sides once they are in memory, by each test
//! that numbers have, beside Evidently on the same numbers in the same run; the median of three runs each. The aim is under 3
//! seconds with the tests that the columns get by themselves, and that the scores of both agree to 1e-9. Where Evidently cannot
//! be fetched the rest is measured without it.
//!
//! `cargo bench -p provost-core --bench drift`, or with another number of rows `… -- 100000`.

#[path = "drift/peer.rs"]
mod peer;

use std::error::Error;
use std::io::{self, Write};
use std::path::Path;
use std::process::ExitCode;
use std::time::{Duration, Instant};

use provost_core::drift::{Asked, Column, Method, Values, compare};

use peer::Told;

/// How many columns.
const COLUMNS: u32 = 20;

/// How often each comparison runs; the middle one counts.
const RUNS: usize = 3;

/// How long the comparison may take.
const AIM: f64 = 3.0;

/// How far the scores may be apart.
const APART: f64 = 1e-9;

const METHODS: [Option<Method>; 7] = [
    None,
    Some(Method::Wasserstein),
    Some(Method::KolmogorovSmirnov),
    Some(Method::JensenShannon),
    Some(Method::Psi),
    Some(Method::PsiQuantile),
    Some(Method::Hellinger),
];

type Outcome<T> = Result<T, Box<dyn Error>>;

fn main() -> ExitCode {
    let rows = std::env::args().skip(1).find(|one| one != "--bench");
    match rows.map_or(Ok(1_000_000), |rows| rows.parse()) {
        Ok(rows) => match run(rows) {
            Ok(()) => ExitCode::SUCCESS,
            Err(error) => told(&*error),
        },
        Err(error) => told(&error),
    }
}

fn told(error: &dyn Error) -> ExitCode {
    let _ = writeln!(io::stderr(), "The benchmark could not run: {error}");
    ExitCode::FAILURE
}

fn run(rows: u32) -> Outcome<()> {
    let (reference, current) = (columns(rows, 1, 0.0), columns(rows, 2, 0.01));
    let mut out = io::stdout().lock();
    writeln!(
        out,
        "{rows} rows of {COLUMNS} numeric columns on both sides: seconds, and how far the scores are apart"
    )?;
    let mut ours = Vec::new();
    for method in METHODS {
        ours.push(measured(&reference, &current, method)?);
    }
    let peer = peers(&reference, &current);
    if let Err(error) = &peer {
        writeln!(out, "  without Evidently: {error}")?;
    }
    let mut peers = peer.unwrap_or_default().into_iter();
    let mut worst = 0.0_f64;
    for (method, own) in METHODS.iter().zip(&ours) {
        let name = method.map_or("by itself", Method::as_str);
        write!(out, "  {name:<20} {:>6.2}", own.seconds)?;
        if peer::named(*method).is_some()
            && let Some(other) = peers.next()
        {
            let apart = apart(own, &other)?;
            worst = worst.max(apart);
            let ratio = other.seconds / own.seconds;
            write!(
                out,
                "   Evidently {:>6.2}, {ratio:>5.1} times as long, {apart:.0e} apart",
                other.seconds
            )?;
        }
        writeln!(out)?;
    }
    let by_itself = ours.first().map_or(f64::INFINITY, |one| one.seconds);
    let met = |met: bool| if met { "met" } else { "missed" };
    writeln!(out, "  under {AIM} s: {}", met(by_itself < AIM))?;
    writeln!(out, "  scores within {APART:e}: {}", met(worst <= APART))?;
    if worst > APART {
        return Err("the scores are not those of Evidently".into());
    }
    Ok(())
}

/// What it takes us.
fn measured(reference: &[Column], current: &[Column], method: Option<Method>) -> Outcome<Told> {
    let asked = Asked {
        method,
        ..Asked::default()
    };
    let mut times = [Duration::ZERO; RUNS];
    let mut scores = Vec::new();
    for time in &mut times {
        let begun = Instant::now();
        let report = compare(reference, current, &asked);
        *time = begun.elapsed();
        if report.columns.len() != reference.len() {
            return Err("a column was left out".into());
        }
        scores = report.columns.iter().map(|one| one.score).collect();
    }
    times.sort_unstable();
    let [_, median, _] = times;
    Ok(Told {
        seconds: median.as_secs_f64(),
        scores,
    })
}

/// What it takes Evidently, for each test that it has too.
fn peers(reference: &[Column], current: &[Column]) -> Outcome<Vec<Told>> {
    let python = peer::program()?;
    let folder = std::env::temp_dir().join(format!("provost-drift-{}", std::process::id()));
    std::fs::create_dir(&folder)?;
    let told = written(&python, &folder, reference, current);
    std::fs::remove_dir_all(&folder)?;
    told
}

fn written(
    python: &Path,
    folder: &Path,
    reference: &[Column],
    current: &[Column],
) -> Outcome<Vec<Told>> {
    peer::write(folder, "reference", reference)?;
    peer::write(folder, "current", current)?;
    let methods: Vec<&str> = METHODS.iter().filter_map(|one| peer::named(*one)).collect();
    peer::compare(python, folder, RUNS, &methods)
}

/// The largest difference of two scores of a column.
fn apart(own: &Told, other: &Told) -> Outcome<f64> {
    if own.scores.len() != other.scores.len() {
        return Err("Evidently told another number of scores".into());
    }
    let scores = own.scores.iter().zip(&other.scores);
    Ok(scores
        .map(|(own, other)| (own - other).abs())
        .fold(0.0, f64::max))
}

/// Columns of nearly normal numbers, each farther off than the one before: twelve uniform numbers, less their mean. The uniform
/// ones are those of a linear congruential generator (Knuth's MMIX).
fn columns(rows: u32, seed: u64, shift: f64) -> Vec<Column> {
    let mut state = seed;
    let mut uniform = || {
        state = state
            .wrapping_mul(6_364_136_223_846_793_005)
            .wrapping_add(1_442_695_040_888_963_407);
        u32::try_from(state >> 32).map_or(0.0, f64::from) / f64::from(u32::MAX)
    };
    (0..COLUMNS)
        .map(|column| {
            let off = shift * f64::from(column);
            let number = |_| (0..12).map(|_| uniform()).sum::<f64>() - 6.0 + off;
            Column {
                name: format!("c{column}"),
                values: Values::Numeric {
                    values: (0..rows).map(number).collect(),
                    integers: false,
                },
            }
        })
        .collect()
}
