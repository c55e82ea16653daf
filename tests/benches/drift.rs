//! How long it takes to compare a million rows of twenty numeric columns on both sides once they are in memory, by each test
//! that numbers have; the median of three runs. The aim is under 3 seconds with the tests that the columns get by themselves.
//!
//! `cargo bench -p provost-core --bench drift`, or with another number of rows `… -- 100000`.

use std::error::Error;
use std::io::{self, Write};
use std::process::ExitCode;
use std::time::{Duration, Instant};

use provost_core::drift::{Asked, Column, Method, Values, compare};

/// How many columns.
const COLUMNS: u32 = 20;

/// How often each comparison runs; the middle one counts.
const RUNS: usize = 3;

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

fn run(rows: u32) -> Result<(), Box<dyn Error>> {
    let (reference, current) = (columns(rows, 1, 0.0), columns(rows, 2, 0.01));
    let mut out = io::stdout().lock();
    writeln!(
        out,
        "{rows} rows of {COLUMNS} numeric columns on both sides"
    )?;
    let methods = [
        None,
        Some(Method::Wasserstein),
        Some(Method::KolmogorovSmirnov),
        Some(Method::JensenShannon),
        Some(Method::Psi),
        Some(Method::PsiQuantile),
        Some(Method::Hellinger),
    ];
    for method in methods {
        let asked = Asked {
            method,
            ..Asked::default()
        };
        let mut times = [Duration::ZERO; RUNS];
        for time in &mut times {
            let begun = Instant::now();
            let report = compare(&reference, &current, &asked);
            *time = begun.elapsed();
            if report.columns.len() != reference.len() {
                return Err("a column was left out".into());
            }
        }
        times.sort_unstable();
        let [_, median, _] = times;
        let name = method.map_or("by itself", Method::as_str);
        writeln!(out, "  {name:<20} {:>6.2} s", median.as_secs_f64())?;
    }
    Ok(())
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
