//! What is known of the values of a side: the values themselves, or how many of them stand in bins.

use provost_core::drift::Bins;

use crate::span::{count, drawable};

/// Places in order, each with the share of values up to it, or below it where it is an edge.
pub(super) type Steps = Vec<(f64, f64)>;

/// What is known of the values of a side.
#[derive(Debug, Clone, PartialEq)]
pub enum Known {
    /// The values, in any order.
    Values(Vec<f64>),
    /// Each value once, with how many rows have it.
    Counted(Vec<(f64, f64)>),
    /// Finite edges of bins in order with how many rows stand below each, and how many rows there are.
    Edges {
        /// The edges with the rows below them.
        below: Vec<(f64, f64)>,
        /// All rows.
        rows: f64,
    },
}

impl Known {
    /// What the bins of a comparison say of one side; none where they are words.
    pub(super) fn of_bins(bins: &Bins, counts: &[u32]) -> Option<Self> {
        if !bins.keys.is_empty() {
            let values = bins.keys.iter().zip(counts).map(|(key, rows)| {
                let value: f64 = key.parse().ok()?;
                drawable(value).then_some((value, f64::from(*rows)))
            });
            let mut values: Vec<(f64, f64)> = values.collect::<Option<_>>()?;
            values.sort_by(|a, b| a.0.total_cmp(&b.0));
            return Some(Self::Counted(values));
        }
        let mut rows = 0.0;
        let mut below = Vec::new();
        let after = counts.iter().map(|rows| f64::from(*rows));
        for (edge, held) in bins.edges.iter().zip(after.chain([0.0])) {
            if drawable(*edge) {
                below.push((*edge, rows));
            }
            rows += held;
        }
        Some(Self::Edges { below, rows })
    }

    /// The distinct places in order, each with its share.
    pub(super) fn steps(&self) -> Steps {
        match self {
            Self::Values(values) => {
                let mut sorted: Vec<f64> = values
                    .iter()
                    .copied()
                    .filter(|value| drawable(*value))
                    .collect();
                sorted.sort_by(f64::total_cmp);
                let all = count(sorted.len().max(1));
                let up_to = (1..).map(|index| count(index) / all);
                merged(sorted.into_iter().zip(up_to))
            }
            Self::Counted(values) => {
                let all: f64 = values.iter().map(|(_, rows)| rows).sum();
                let mut up_to = 0.0;
                let shares = values.iter().map(|(value, rows)| {
                    up_to += rows;
                    (*value, up_to / all)
                });
                merged(shares.filter(|_| all > 0.0))
            }
            Self::Edges { below, rows } => {
                let shares = below.iter().map(|(edge, below)| (*edge, below / rows));
                merged(shares.filter(|_| *rows > 0.0))
            }
        }
    }

    /// How many values can be drawn, and how many cannot.
    pub(super) fn counts(&self) -> (usize, usize) {
        match self {
            Self::Values(values) => {
                let usable = values.iter().filter(|value| drawable(**value)).count();
                (usable, values.len() - usable)
            }
            Self::Counted(values) => (whole(values.iter().map(|(_, rows)| rows).sum()), 0),
            Self::Edges { rows, .. } => (whole(*rows), 0),
        }
    }
}

#[expect(
    clippy::cast_possible_truncation,
    clippy::cast_sign_loss,
    reason = "a sum of counts of rows, which are whole and not negative"
)]
fn whole(rows: f64) -> usize {
    rows as usize
}

/// A place that comes twice has its last share.
fn merged(shares: impl Iterator<Item = (f64, f64)>) -> Steps {
    let mut steps: Steps = Vec::new();
    for (value, share) in shares {
        match steps.last_mut() {
            Some(last) if last.0 >= value => last.1 = share,
            _ => steps.push((value, share)),
        }
    }
    steps
}
