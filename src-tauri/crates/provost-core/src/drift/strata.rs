//! Whether what came true, given what the model said, is still what it was.
//!
//! Within each stratum of the prediction the counts of the target on both sides are a table of which homogeneity is tested by
//! chi-square (both sides as samples, no correction); statistics and degrees of freedom are summed over the strata. That is the
//! test of conditional independence of target and window given the prediction (Agresti, Categorical Data Analysis).

use std::collections::{BTreeMap, BTreeSet};

use statrs::function::gamma::checked_gamma_ur;

use super::answers::{Both, classes};
use super::bins::{self, Bins, BinsKind, as_float};
use super::column::{ColumnKind, sorted};
use super::comparison::{ColumnDrift, count};
use super::method::Method;
use super::records::DriftKind;
use super::severity::severity_of;
use super::shares;

/// The most classes of the target, and of the prediction.
const MOST_CLASSES: usize = 50;

/// Below how many expected rows in a cell the distribution of the statistic is rough (Cochran's rule).
const FEW_EXPECTED: f64 = 5.0;

/// The rows of a cell on both sides.
type Counts = (u32, u32);

/// A column cut into classes, on both sides; none where a value is missing.
struct Cut {
    reference: Vec<Option<String>>,
    current: Vec<Option<String>>,
}

/// A sum over the strata.
#[derive(Default)]
struct Sum {
    statistic: f64,
    freedom: usize,
    /// The Jensen–Shannon distances of the strata, each as often as it has rows.
    effect: f64,
    rows: f64,
    cells: usize,
    small_cells: usize,
    /// Strata that have rows on one side only, which tell nothing.
    one_sided: usize,
}

/// Concept drift; the reason where it cannot be judged.
pub(super) fn concept(
    name: &str,
    target: Both<'_>,
    prediction: Both<'_>,
) -> Result<ColumnDrift, String> {
    let (target, prediction) = (cut("target", target)?, cut("prediction", prediction)?);
    let mut strata: BTreeMap<String, BTreeMap<String, Counts>> = BTreeMap::new();
    let mut counted = [0_usize; 2];
    let sides = [
        (&target.reference, &prediction.reference),
        (&target.current, &prediction.current),
    ];
    for (side, (target, prediction)) in sides.into_iter().enumerate() {
        for (target, said) in target.iter().zip(prediction) {
            let (Some(target), Some(said)) = (target, said) else {
                continue;
            };
            let stratum = strata.entry(said.clone()).or_default();
            let cell = stratum.entry(target.clone()).or_default();
            let (held, all) = match (side, &mut counted) {
                (0, [all, _]) => (&mut cell.0, all),
                (_, [_, all]) => (&mut cell.1, all),
            };
            *held += 1;
            *all += 1;
        }
    }
    let mut sum = Sum::default();
    for stratum in strata.values() {
        sum.add(stratum);
    }
    if sum.rows == 0.0 {
        return Err("No value of the prediction is on both sides.".to_owned());
    }
    let method = Method::ChiSquare;
    let (score, threshold) = (sum.p_value(), method.threshold());
    let [rows, rows_now] = counted;
    Ok(ColumnDrift {
        name: name.to_owned(),
        kind: ColumnKind::Categorical,
        drift: DriftKind::Concept,
        test: method,
        measure: method.measure(),
        score,
        statistic: Some(sum.statistic),
        threshold,
        drifted: method.drifted(score, threshold),
        severity: severity_of(method, score, threshold, Some(sum.effect / sum.rows)),
        reference_rows: count(rows),
        current_rows: count(rows_now),
        reference_missing: count(target.reference.len() - rows),
        current_missing: count(target.current.len() - rows_now),
        means: None,
        bins: shown(&strata),
        notes: sum.notes(strata.len()),
    })
}

impl Sum {
    fn add(&mut self, stratum: &BTreeMap<String, Counts>) {
        let cells = || stratum.values();
        let all: f64 = cells().map(|cell| f64::from(cell.0)).sum();
        let all_now: f64 = cells().map(|cell| f64::from(cell.1)).sum();
        if all == 0.0 || all_now == 0.0 {
            self.one_sided += 1;
            return;
        }
        let rows = all + all_now;
        for (reference, current) in cells() {
            let both = f64::from(*reference) + f64::from(*current);
            for (found, side) in [(reference, all), (current, all_now)] {
                let expected = both * side / rows;
                self.statistic += (f64::from(*found) - expected).powi(2) / expected;
                self.cells += 1;
                self.small_cells += usize::from(expected < FEW_EXPECTED);
            }
        }
        self.freedom += stratum.len() - 1;
        let counts = Bins {
            kind: BinsKind::Values,
            edges: Vec::new(),
            keys: Vec::new(),
            reference: cells().map(|cell| cell.0).collect(),
            current: cells().map(|cell| cell.1).collect(),
        };
        self.effect += shares::jensen_shannon(&counts) * rows;
        self.rows += rows;
    }

    fn p_value(&self) -> f64 {
        if self.freedom == 0 || self.statistic <= 0.0 {
            return 1.0;
        }
        let freedom = as_float(self.freedom);
        checked_gamma_ur(freedom / 2.0, self.statistic / 2.0).unwrap_or(1.0)
    }

    fn notes(&self, strata: usize) -> Vec<String> {
        let mut notes = vec![format!(
            "The counts of both sides are compared within each of {} groups of the prediction; the statistic has {} degrees of freedom.",
            strata - self.one_sided,
            self.freedom
        )];
        if self.one_sided > 0 {
            notes.push(format!(
                "{} groups of the prediction have rows on one side only, which tells nothing.",
                self.one_sided
            ));
        }
        if self.small_cells > 0 {
            notes.push(format!(
                "In {} of {} cells fewer than {FEW_EXPECTED} rows are expected, so p is rough. Compare more rows, or fewer classes.",
                self.small_cells, self.cells
            ));
        }
        notes
    }
}

/// The classes of a column, and of a number with many values the tenths of the reference.
fn cut(what: &str, both: Both<'_>) -> Result<Cut, String> {
    let cut = match both.numbers() {
        Some((reference, current)) => tenths(reference, current)
            .ok_or_else(|| format!("The {what} has no number in the reference."))?,
        None => Cut {
            reference: classes(both.reference),
            current: classes(both.current),
        },
    };
    let values: BTreeSet<&String> = cut.reference.iter().chain(&cut.current).flatten().collect();
    if values.len() > MOST_CLASSES {
        return Err(format!(
            "The {what} has {} different values, and at most {MOST_CLASSES} are compared. Put some together in a query.",
            values.len()
        ));
    }
    Ok(cut)
}

/// Numbers by which of ten quantiles of the reference they stand between; the lower one counts.
fn tenths(reference: &[f64], current: &[f64]) -> Option<Cut> {
    let bins = bins::quantiles(&sorted(reference), &[])?;
    let inner: Vec<f64> = bins
        .edges
        .into_iter()
        .filter(|edge| edge.is_finite())
        .collect();
    let name = |number: &f64| {
        let at = inner.partition_point(|edge| edge <= number);
        // The number of the tenth first, so that they stand in their order.
        number.is_finite().then(|| {
            match (
                at.checked_sub(1).and_then(|below| inner.get(below)),
                inner.get(at),
            ) {
                (None, Some(to)) => format!("{:02}: below {to:.4}", at + 1),
                (Some(from), None) => format!("{:02}: from {from:.4}", at + 1),
                (Some(from), Some(to)) => format!("{:02}: {from:.4} to {to:.4}", at + 1),
                (None, None) => "01".to_owned(),
            }
        })
    };
    Some(Cut {
        reference: reference.iter().map(name).collect(),
        current: current.iter().map(name).collect(),
    })
}

/// Every cell as a bin, to be shown.
fn shown(strata: &BTreeMap<String, BTreeMap<String, Counts>>) -> Bins {
    let cells = || {
        strata
            .iter()
            .flat_map(|(said, stratum)| stratum.iter().map(move |cell| (said, cell)))
    };
    Bins {
        kind: BinsKind::Values,
        edges: Vec::new(),
        keys: cells()
            .map(|(said, (target, _))| format!("{said} → {target}"))
            .collect(),
        reference: cells().map(|(_, (_, counts))| counts.0).collect(),
        current: cells().map(|(_, (_, counts))| counts.1).collect(),
    }
}
