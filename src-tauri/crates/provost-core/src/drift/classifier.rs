//! Telling two samples of vectors apart by a logistic regression: what it cannot tell has not drifted.

use super::bins::as_float;

/// Parts that the rows are put into; each is judged by what was learnt from the others.
const FOLDS: usize = 5;

/// Steps of the gradient.
const STEPS: usize = 150;

/// How far a step goes; the parts of the vectors are made to vary by one before.
const RATE: f64 = 0.5;

/// How much large weights cost.
const PENALTY: f64 = 0.01;

/// The area under the ROC curve of telling now from then, over all rows when each is judged by a model that has not seen it; 0.5
/// is chance. Nothing is drawn by lot: rows go to the folds in turn, and the descent begins at zero.
pub(super) fn area(reference: &[&[f32]], current: &[&[f32]]) -> f64 {
    let rows: Vec<(&[f32], bool)> = reference
        .iter()
        .map(|row| (*row, false))
        .chain(current.iter().map(|row| (*row, true)))
        .collect();
    let mut judged: Vec<(f64, bool)> = Vec::with_capacity(rows.len());
    for fold in 0..FOLDS {
        let (held, learnt): (Vec<_>, Vec<_>) = rows
            .iter()
            .enumerate()
            .partition(|(at, _)| at % FOLDS == fold);
        let learnt: Vec<(&[f32], bool)> = learnt.into_iter().map(|(_, row)| *row).collect();
        let model = Model::learn(&learnt);
        judged.extend(held.iter().map(|(_, (row, now))| (model.judge(row), *now)));
    }
    ranked(&mut judged)
}

/// The share of pairs of one of now and one of then in which the one of now is judged higher; ties count half.
fn ranked(judged: &mut [(f64, bool)]) -> f64 {
    judged.sort_unstable_by(|left, right| left.0.total_cmp(&right.0));
    let (mut rank_sum, mut now, mut place) = (0.0, 0_usize, 0_usize);
    for tied in judged.chunk_by(|left, right| left.0.total_cmp(&right.0).is_eq()) {
        let middle = as_float(place) + as_float(tied.len() + 1) / 2.0;
        let of_now = tied.iter().filter(|(_, now)| *now).count();
        rank_sum += middle * as_float(of_now);
        now += of_now;
        place += tied.len();
    }
    let (positive, negative) = (as_float(now), as_float(place - now));
    (rank_sum - positive * (positive + 1.0) / 2.0) / (positive * negative)
}

/// A logistic regression over parts that were brought to mean 0 and deviation 1. Both sides weigh the same, however many rows.
struct Model {
    means: Vec<f64>,
    scales: Vec<f64>,
    weights: Vec<f64>,
    bias: f64,
}

impl Model {
    fn learn(rows: &[(&[f32], bool)]) -> Self {
        let width = rows.first().map_or(0, |(row, _)| row.len());
        let mut model = Self::scaled(rows, width);
        let standard: Vec<(Vec<f64>, bool)> = rows
            .iter()
            .map(|(row, now)| (model.standard(row), *now))
            .collect();
        let now = rows.iter().filter(|(_, now)| *now).count();
        let (weight, weight_then) = (
            0.5 / as_float(now.max(1)),
            0.5 / as_float((rows.len() - now).max(1)),
        );
        let rate = RATE / as_float(width.max(1)).sqrt();
        for _ in 0..STEPS {
            let mut slopes = vec![0.0; width];
            let mut slope = 0.0;
            for (row, now) in &standard {
                let said = 1.0 / (1.0 + (-model.sum(row)).exp());
                let off = if *now {
                    (said - 1.0) * weight
                } else {
                    said * weight_then
                };
                for (slope, part) in slopes.iter_mut().zip(row) {
                    *slope += off * part;
                }
                slope += off;
            }
            for (own, slope) in model.weights.iter_mut().zip(&slopes) {
                *own -= rate * (slope + PENALTY * *own);
            }
            model.bias -= rate * slope;
        }
        model
    }

    fn scaled(rows: &[(&[f32], bool)], width: usize) -> Self {
        let count = as_float(rows.len().max(1));
        let (mut means, mut squares) = (vec![0.0; width], vec![0.0; width]);
        for (row, _) in rows {
            for (mean, part) in means.iter_mut().zip(*row) {
                *mean += f64::from(*part) / count;
            }
        }
        for (row, _) in rows {
            for ((square, mean), part) in squares.iter_mut().zip(&means).zip(*row) {
                *square += (f64::from(*part) - mean).powi(2) / count;
            }
        }
        let scale = |square: &f64| {
            if *square > 0.0 {
                1.0 / square.sqrt()
            } else {
                0.0
            }
        };
        Self {
            scales: squares.iter().map(scale).collect(),
            means,
            weights: vec![0.0; width],
            bias: 0.0,
        }
    }

    fn standard(&self, row: &[f32]) -> Vec<f64> {
        row.iter()
            .zip(self.means.iter().zip(&self.scales))
            .map(|(part, (mean, scale))| (f64::from(*part) - mean) * scale)
            .collect()
    }

    fn sum(&self, standard: &[f64]) -> f64 {
        let parts = standard.iter().zip(&self.weights);
        self.bias + parts.map(|(part, weight)| part * weight).sum::<f64>()
    }

    fn judge(&self, row: &[f32]) -> f64 {
        self.sum(&self.standard(row))
    }
}
