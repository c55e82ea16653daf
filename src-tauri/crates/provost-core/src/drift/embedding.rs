//! Embeddings: vectors of one length.

use super::bins::{self, Bins};

/// One minus the cosine of the mean vectors; 0 when both means are nothing, 1 when one is.
pub(super) fn mean_shift(reference: &[&[f32]], current: &[&[f32]]) -> f64 {
    let (left, right) = (mean(reference), mean(current));
    if length(&left) == 0.0 && length(&right) == 0.0 {
        return 0.0;
    }
    (1.0 - cosine(&left, &right)).clamp(0.0, 2.0)
}

/// How near the vectors of both sides are to the mean of the reference: the cosines, counted in bins, to be shown.
pub(super) fn similarities(reference: &[&[f32]], current: &[&[f32]]) -> Bins {
    let middle = mean(reference);
    let near = |rows: &[&[f32]]| -> Vec<f64> {
        let mut near: Vec<f64> = rows
            .iter()
            .map(|row| {
                let row: Vec<f64> = row.iter().copied().map(f64::from).collect();
                cosine(&row, &middle)
            })
            .collect();
        near.sort_unstable_by(f64::total_cmp);
        near
    };
    bins::of_numbers(&near(reference), &near(current), false)
}

/// The cosine of two vectors; 0 when one of them is nothing.
fn cosine(left: &[f64], right: &[f64]) -> f64 {
    let both = length(left) * length(right);
    if both == 0.0 {
        return 0.0;
    }
    let dot: f64 = left.iter().zip(right).map(|(a, b)| a * b).sum();
    dot / both
}

fn length(vector: &[f64]) -> f64 {
    vector.iter().map(|part| part * part).sum::<f64>().sqrt()
}

fn mean(vectors: &[&[f32]]) -> Vec<f64> {
    let mut sums = vec![0.0; vectors.first().map_or(0, |vector| vector.len())];
    for vector in vectors {
        for (sum, part) in sums.iter_mut().zip(*vector) {
            *sum += f64::from(*part);
        }
    }
    let count = bins::as_float(vectors.len());
    sums.iter().map(|sum| sum / count).collect()
}
