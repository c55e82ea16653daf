//! Comparing the columns of two sources.

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};

use super::DRIFT_SCHEMA;
use super::answers::{self, Answers};
use super::bins::{Bins, as_float};
use super::column::{Column, ColumnKind};
use super::method::{Measure, Method};
use super::pair::Pair;
use super::records::DriftKind;
use super::severity::{DRIFTED_SHARE, severity_of};
use super::sources::DriftSources;
use crate::audit::Severity;

/// Below how many rows a side a result is told to be unsure (evidently#509: false alarms with few rows).
const FEW_ROWS: usize = 200;

/// What somebody asks for; what is not said follows from the columns.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Asked {
    /// The test for every column that it fits.
    pub method: Option<Method>,
    /// The test for a column by its name; goes before the one for all.
    pub methods: BTreeMap<String, Method>,
    /// The threshold of a test that was chosen.
    pub threshold: Option<f64>,
    /// The columns of a model's answers, where performance and concept drift are looked for too.
    pub answers: Option<Answers>,
}

/// How two sources differ.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "bindings", derive(specta::Type))]
#[serde(rename_all = "camelCase")]
pub struct DriftReport {
    /// [`DRIFT_SCHEMA`].
    pub schema: String,
    /// Where the values came from; none when they were given in memory.
    pub sources: Option<DriftSources>,
    /// The columns, in the order of the reference, and behind them what was told of a model's answers.
    pub columns: Vec<ColumnDrift>,
    /// Columns that were not compared, and why.
    pub not_compared: Vec<ColumnLeftOut>,
    /// The share of the compared columns that drifted, without what was told of a model's answers.
    #[cfg_attr(feature = "bindings", specta(type = i32))]
    pub drifted_share: f64,
    /// Whether that is at least [`DRIFTED_SHARE`].
    pub drifted: bool,
}

/// A column that was not compared.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "bindings", derive(specta::Type))]
#[serde(rename_all = "camelCase")]
pub struct ColumnLeftOut {
    /// Its name.
    pub name: String,
    /// Why, a sentence.
    pub reason: String,
}

/// How one column differs.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "bindings", derive(specta::Type))]
#[serde(rename_all = "camelCase")]
pub struct ColumnDrift {
    /// Its name.
    pub name: String,
    /// What it holds.
    pub kind: ColumnKind,
    /// What drifts where it drifts: what comes in, or what was told of a model's answers.
    #[serde(default)]
    pub drift: DriftKind,
    /// The test.
    pub test: Method,
    /// Whether the score is a probability or a distance.
    pub measure: Measure,
    /// The score.
    #[cfg_attr(feature = "bindings", specta(type = i32))]
    pub score: f64,
    /// The statistic behind a probability; none behind a distance, and where it is infinite, which a note says.
    pub statistic: Option<f64>,
    /// Where drift begins.
    #[cfg_attr(feature = "bindings", specta(type = i32))]
    pub threshold: f64,
    /// Whether it drifted.
    pub drifted: bool,
    /// How bad that is; none without drift.
    pub severity: Option<Severity>,
    /// Rows of the reference that count: those that are there.
    pub reference_rows: u32,
    /// Rows of now that count.
    pub current_rows: u32,
    /// Rows of the reference without a value, or with an infinite one.
    pub reference_missing: u32,
    /// Rows of now without a value, or with an infinite one.
    pub current_missing: u32,
    /// Mean of the reference and of now, of numbers; none where the sum is too large for one.
    pub means: Option<(f64, f64)>,
    /// The counts of both sides; those that the score is reckoned from where it is reckoned from bins.
    pub bins: Bins,
    /// What a reader must know, a sentence each.
    pub notes: Vec<String>,
}

/// Compares the columns that both sources have.
#[must_use]
pub fn compare(reference: &[Column], current: &[Column], asked: &Asked) -> DriftReport {
    let now: BTreeMap<&str, &Column> = current.iter().map(|one| (one.name.as_str(), one)).collect();
    let mut not_compared = Vec::new();
    let mut pairs = Vec::new();
    for column in reference {
        match now.get(column.name.as_str()) {
            Some(other) => pairs.push((column, *other)),
            None => not_compared.push(left_out(&column.name, "It is in the reference only.")),
        }
    }
    for column in current {
        if !reference.iter().any(|one| one.name == column.name) {
            not_compared.push(left_out(&column.name, "It is in the current source only."));
        }
    }
    let mut columns = Vec::new();
    for done in each(&pairs, asked) {
        match done {
            Ok(column) => columns.push(column),
            Err(left) => not_compared.push(left),
        }
    }
    let drifted = columns.iter().filter(|column| column.drifted).count();
    let drifted_share = if columns.is_empty() {
        0.0
    } else {
        as_float(drifted) / as_float(columns.len())
    };
    let drifted = !columns.is_empty() && drifted_share >= DRIFTED_SHARE;
    if let Some(answers) = &asked.answers {
        for done in answers::judged(answers, reference, current) {
            match done {
                Ok(column) => columns.push(column),
                Err(left) => not_compared.push(left),
            }
        }
    }
    DriftReport {
        schema: DRIFT_SCHEMA.to_owned(),
        sources: None,
        drifted,
        drifted_share,
        columns,
        not_compared,
    }
}

fn left_out(name: &str, reason: impl Into<String>) -> ColumnLeftOut {
    ColumnLeftOut {
        name: name.to_owned(),
        reason: reason.into(),
    }
}

/// Every pair, over the processors of the machine, in their order.
fn each(pairs: &[(&Column, &Column)], asked: &Asked) -> Vec<Result<ColumnDrift, ColumnLeftOut>> {
    let processors = std::thread::available_parallelism().map_or(1, usize::from);
    let next = std::sync::atomic::AtomicUsize::new(0);
    let work = || {
        let mut done = Vec::new();
        loop {
            let at = next.fetch_add(1, std::sync::atomic::Ordering::Relaxed);
            let Some((reference, current)) = pairs.get(at) else {
                return done;
            };
            done.push((at, column(reference, current, asked)));
        }
    };
    let mut done = std::thread::scope(|scope| {
        let others: Vec<_> = (1..processors.min(pairs.len().max(1)))
            .map(|_| scope.spawn(work))
            .collect();
        let mut done = work();
        for other in others {
            match other.join() {
                Ok(more) => done.extend(more),
                Err(panic) => std::panic::resume_unwind(panic),
            }
        }
        done
    });
    done.sort_by_key(|(at, _)| *at);
    done.into_iter().map(|(_, one)| one).collect()
}

pub(super) fn column(
    reference: &Column,
    current: &Column,
    asked: &Asked,
) -> Result<ColumnDrift, ColumnLeftOut> {
    let kind = kind_of_both(reference, current)?;
    let pair = Pair::of(&reference.values, &current.values)
        .map_err(|reason| left_out(&reference.name, reason))?;
    let Chosen {
        method,
        threshold,
        mut notes,
    } = choose(&reference.name, kind, &pair, asked);
    let scored = pair.score(method).ok_or_else(|| {
        left_out(
            &reference.name,
            "The reference has too few different values for quantiles.",
        )
    })?;
    if !scored.is_finite() {
        return Err(left_out(
            &reference.name,
            "Its numbers are too large or too far apart to be reckoned with.",
        ));
    }
    let statistic = scored.statistic.filter(|one| one.is_finite());
    if statistic.is_none() && method.measure() == Measure::PValue {
        notes.push(
            "The reference lacks a value of the current source, so the statistic is infinite and p is 0."
                .to_owned(),
        );
    }
    let (rows, rows_now) = pair.rows();
    if rows.min(rows_now) < FEW_ROWS {
        notes.push(format!(
            "With {rows} and {rows_now} rows chance alone can look like drift, and drift like chance."
        ));
    }
    Ok(ColumnDrift {
        name: reference.name.clone(),
        kind,
        drift: DriftKind::Data,
        test: method,
        measure: method.measure(),
        score: scored.score,
        statistic,
        threshold,
        drifted: method.drifted(scored.score, threshold),
        severity: severity_of(method, scored.score, threshold, scored.effect),
        reference_rows: count(rows),
        current_rows: count(rows_now),
        reference_missing: count(reference.values.rows() - rows),
        current_missing: count(current.values.rows() - rows_now),
        means: pair
            .means()
            .filter(|(then, now)| then.is_finite() && now.is_finite()),
        bins: scored.bins,
        notes,
    })
}

fn kind_of_both(reference: &Column, current: &Column) -> Result<ColumnKind, ColumnLeftOut> {
    let (kind, now) = (reference.values.kind(), current.values.kind());
    if kind == now {
        return Ok(kind);
    }
    Err(left_out(
        &reference.name,
        format!(
            "It is {} in the reference and {} in the current source.",
            kind.as_str(),
            now.as_str()
        ),
    ))
}

/// A test with its threshold, and what is to be said of the choice.
struct Chosen {
    method: Method,
    threshold: f64,
    notes: Vec<String>,
}

fn choose(name: &str, kind: ColumnKind, pair: &Pair<'_>, asked: &Asked) -> Chosen {
    let default = Method::default_for(kind, pair.rows().0, pair.distinct());
    let wanted = asked.methods.get(name).copied().or(asked.method);
    let method = wanted
        .filter(|method| method.fits(kind, pair.distinct()))
        .unwrap_or(default);
    let unfit = wanted.filter(|wanted| *wanted != method);
    let notes = unfit.map(|unfit| {
        let values = match unfit {
            Method::ZTest if kind != ColumnKind::Embedding => " with more than two values",
            _ => "",
        };
        format!(
            "{} does not fit a {} column{values}, so {} was taken.",
            unfit.title(),
            kind.as_str(),
            default.title()
        )
    });
    let threshold = asked
        .threshold
        .filter(|_| wanted == Some(method))
        .unwrap_or(method.threshold());
    Chosen {
        method,
        threshold,
        notes: notes.into_iter().collect(),
    }
}

pub(super) fn count(rows: usize) -> u32 {
    u32::try_from(rows).unwrap_or(u32::MAX)
}
