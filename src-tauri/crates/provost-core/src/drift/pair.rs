//! One column on both sides, made ready for the tests.

use super::bins::{self, Bins, BinsKind};
use super::column::{Values, sorted, words};
use super::method::Method;
use super::tables::Tested;
use super::{classifier, embedding, kolmogorov, shares, tables, transport};

/// Beyond so many different values no choice of a test depends on how many there are.
const TELLING: usize = 6;

/// The values of one column that are there, on both sides, made ready for the tests.
pub(super) enum Pair<'a> {
    Numbers {
        reference: Vec<f64>,
        current: Vec<f64>,
        integers: bool,
    },
    Words {
        reference: Vec<&'a str>,
        current: Vec<&'a str>,
    },
    Vectors {
        reference: Vec<&'a [f32]>,
        current: Vec<&'a [f32]>,
    },
}

/// A score with what belongs to it.
pub(super) struct Scored {
    pub(super) score: f64,
    /// The statistic behind a p-value.
    pub(super) statistic: Option<f64>,
    /// The size of the effect behind a p-value.
    pub(super) effect: Option<f64>,
    pub(super) bins: Bins,
}

impl Scored {
    /// Whether every number can be told; only the outer edges of quantiles are open.
    pub(super) fn is_finite(&self) -> bool {
        let edges = match (self.bins.kind, self.bins.edges.as_slice()) {
            (BinsKind::Quantiles, [_, inner @ .., _]) => inner,
            (_, edges) => edges,
        };
        self.score.is_finite() && edges.iter().all(|edge| edge.is_finite())
    }
}

impl<'a> Pair<'a> {
    pub(super) fn of(reference: &'a Values, current: &'a Values) -> Result<Self, String> {
        let pair = match (reference, current) {
            (
                Values::Numeric { values, integers },
                Values::Numeric {
                    values: now,
                    integers: integers_now,
                },
            ) => Self::Numbers {
                reference: sorted(values),
                current: sorted(now),
                integers: *integers && *integers_now,
            },
            (Values::Embedding(reference), Values::Embedding(current)) => {
                Self::vectors(reference, current)?
            }
            _ => Self::Words {
                reference: words(reference),
                current: words(current),
            },
        };
        match pair.rows() {
            (0, _) => Err("The reference has no value in it.".to_owned()),
            (_, 0) => Err("The current source has no value in it.".to_owned()),
            _ => Ok(pair),
        }
    }

    fn vectors(reference: &'a [Vec<f32>], current: &'a [Vec<f32>]) -> Result<Self, String> {
        let there = |rows: &'a [Vec<f32>]| -> Vec<&'a [f32]> {
            let finite =
                |row: &&Vec<f32>| !row.is_empty() && row.iter().all(|part| part.is_finite());
            rows.iter().filter(finite).map(Vec::as_slice).collect()
        };
        let (reference, current) = (there(reference), there(current));
        let mut widths = reference.iter().chain(&current).map(|row| row.len());
        let first = widths.next();
        if let Some(other) = widths.find(|width| Some(*width) != first) {
            return Err(format!(
                "It holds vectors of {} and of {other} dimensions.",
                first.unwrap_or_default()
            ));
        }
        Ok(Self::Vectors { reference, current })
    }

    pub(super) fn rows(&self) -> (usize, usize) {
        match self {
            Self::Numbers {
                reference, current, ..
            } => (reference.len(), current.len()),
            Self::Words { reference, current } => (reference.len(), current.len()),
            Self::Vectors { reference, current } => (reference.len(), current.len()),
        }
    }

    /// How many different values both sides have together, counted as far as a test's choice depends on it.
    pub(super) fn distinct(&self) -> usize {
        match self {
            Self::Numbers {
                reference, current, ..
            } => bins::distinct_up_to(TELLING, reference, current),
            Self::Words { reference, current } => bins::distinct_words(reference, current, TELLING),
            Self::Vectors { reference, current } => (reference.len() + current.len()).min(TELLING),
        }
    }

    pub(super) fn means(&self) -> Option<(f64, f64)> {
        let Self::Numbers {
            reference, current, ..
        } = self
        else {
            return None;
        };
        Some((transport::mean(reference), transport::mean(current)))
    }

    /// The score of a test; none where it cannot be asked of these values.
    pub(super) fn score(&self, method: Method) -> Option<Scored> {
        match self {
            Self::Numbers {
                reference,
                current,
                integers,
            } => of_numbers(method, reference, current, *integers),
            Self::Words { reference, current } => {
                of_bins(method, bins::of_words(reference, current))
            }
            Self::Vectors { reference, current } => {
                let score = match method {
                    Method::MeanShift => embedding::mean_shift(reference, current),
                    Method::DomainClassifier => classifier::area(reference, current),
                    _ => return None,
                };
                Some(distance(score, embedding::similarities(reference, current)))
            }
        }
    }
}

fn of_numbers(
    method: Method,
    reference: &[f64],
    current: &[f64],
    integers: bool,
) -> Option<Scored> {
    let usual = || bins::of_numbers(reference, current, integers);
    Some(match method {
        Method::KolmogorovSmirnov => {
            let tested = kolmogorov::test(reference, current);
            Scored {
                score: tested.p_value,
                statistic: Some(tested.statistic),
                effect: Some(tested.statistic),
                bins: usual(),
            }
        }
        Method::Wasserstein => distance(transport::normed(reference, current), usual()),
        Method::PsiQuantile => {
            let bins = bins::quantiles(reference, current)?;
            distance(shares::psi_floored(&bins), bins)
        }
        Method::Hellinger => {
            // Evidently's bins of this test count each different value once.
            let edges = bins::sturges(
                bins::lowest(reference, current),
                bins::highest(reference, current),
                bins::distinct(reference, current),
                integers,
            );
            let bins = bins::of_edges(BinsKind::Sturges, edges, reference, current);
            distance(shares::hellinger(&bins), bins)
        }
        _ => return of_bins(method, usual()),
    })
}

/// The tests that look at counts only.
fn of_bins(method: Method, bins: Bins) -> Option<Scored> {
    let tested = |tested: Tested, bins: Bins| Scored {
        score: tested.p_value,
        statistic: Some(tested.statistic),
        effect: Some(shares::jensen_shannon(&bins)),
        bins,
    };
    Some(match method {
        Method::ChiSquare => tested(tables::chi_square(&bins), bins),
        Method::ZTest => tested(tables::z_test(&bins), bins),
        Method::JensenShannon => distance(shares::jensen_shannon(&bins), bins),
        Method::Psi => distance(shares::psi(&bins), bins),
        Method::Hellinger => distance(shares::hellinger(&bins), bins),
        _ => return None,
    })
}

fn distance(score: f64, bins: Bins) -> Scored {
    Scored {
        score,
        statistic: None,
        effect: None,
        bins,
    }
}
