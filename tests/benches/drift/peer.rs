//! The peer: Evidently, which compares the same numbers by the same tests.

use std::error::Error;
use std::fs::File;
use std::io::{BufWriter, Write};
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};

use provost_core::drift::{Column, Method, Values};

type Outcome<T> = Result<T, Box<dyn Error>>;

/// What Evidently took and gave.
#[derive(Debug)]
pub(crate) struct Told {
    pub(crate) seconds: f64,
    /// Of each column.
    pub(crate) scores: Vec<f64>,
}

/// The name of a test in Evidently; none where it has none of ours.
pub(crate) const fn named(method: Option<Method>) -> Option<&'static str> {
    Some(match method {
        None => "default",
        Some(Method::Wasserstein) => "wasserstein",
        Some(Method::KolmogorovSmirnov) => "ks",
        Some(Method::JensenShannon) => "jensenshannon",
        Some(Method::Psi) => "psi",
        Some(Method::Hellinger) => "hellinger",
        Some(_) => return None,
    })
}

/// The Python that has it, installed first where it is missing.
pub(crate) fn program() -> Outcome<PathBuf> {
    let script = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../../scripts/fetch-evidently");
    let output = Command::new(script).stderr(Stdio::inherit()).output()?;
    if !output.status.success() {
        return Err("it could not be installed".into());
    }
    Ok(PathBuf::from(String::from_utf8(output.stdout)?.trim()))
}

/// Every test of these, as often as `runs`; the middle one of each, by the test's name there.
pub(crate) fn compare(
    python: &Path,
    folder: &Path,
    runs: usize,
    methods: &[&str],
) -> Outcome<Vec<Told>> {
    let script = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../../tests/benches/drift/peer.py");
    let mut command = Command::new(python);
    command.arg(script).arg(folder).arg(runs.to_string());
    let output = command.args(methods).stderr(Stdio::inherit()).output()?;
    if !output.status.success() {
        return Err(format!("Evidently ended with {}", output.status).into());
    }
    let lines: Vec<Told> = String::from_utf8(output.stdout)?
        .lines()
        .map(told)
        .collect::<Outcome<_>>()?;
    if lines.len() != runs * methods.len() {
        return Err("Evidently did not tell every run".into());
    }
    let mut middles = Vec::new();
    let mut lines = lines.into_iter();
    for _ in methods {
        let mut one: Vec<Told> = lines.by_ref().take(runs).collect();
        one.sort_by(|left, right| left.seconds.total_cmp(&right.seconds));
        middles.push(one.swap_remove(runs / 2));
    }
    Ok(middles)
}

fn told(line: &str) -> Outcome<Told> {
    let mut numbers = line.split(' ').skip(1).map(str::parse::<f64>);
    Ok(Told {
        seconds: numbers.next().ok_or("Evidently told no time")??,
        scores: numbers.collect::<Result<_, _>>()?,
    })
}

/// Writes the columns as `SIDE.npy`, a row for each: numpy's format, version 1.0.
pub(crate) fn write(folder: &Path, side: &str, columns: &[Column]) -> Outcome<()> {
    let mut file = BufWriter::new(File::create(folder.join(format!("{side}.npy")))?);
    let rows = columns.first().map_or(0, |one| one.values.rows());
    let shape = format!(
        "{{'descr': '<f8', 'fortran_order': False, 'shape': ({}, {rows}), }}",
        columns.len()
    );
    // The header with its ten bytes in front ends in a line break at a multiple of 64.
    let header = format!(
        "{shape:<width$}\n",
        width = (shape.len() + 11).next_multiple_of(64) - 11
    );
    file.write_all(b"\x93NUMPY\x01\x00")?;
    file.write_all(&u16::try_from(header.len())?.to_le_bytes())?;
    file.write_all(header.as_bytes())?;
    for column in columns {
        let Values::Numeric { values, .. } = &column.values else {
            return Err("only numbers are written".into());
        };
        for value in values {
            file.write_all(&value.to_le_bytes())?;
        }
    }
    file.flush()?;
    Ok(())
}
