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

#[cfg(test)]
mod tests {
    use super::super::classifier;
    use super::*;

    /// Vectors of eight parts around a middle, each part nearly normal: twelve uniform numbers, less their mean. The uniform ones
    /// are those of a linear congruential generator (Knuth's MMIX).
    fn around(middle: f32, rows: usize, seed: u64) -> Vec<Vec<f32>> {
        let mut state = seed;
        let mut uniform = || {
            state = state
                .wrapping_mul(6_364_136_223_846_793_005)
                .wrapping_add(1_442_695_040_888_963_407);
            f32::from(u16::try_from(state >> 48).unwrap()) / f32::from(u16::MAX)
        };
        let mut part = || (0..12).map(|_| uniform()).sum::<f32>() - 6.0;
        (0..rows)
            .map(|_| (0..8).map(|_| middle + part()).collect())
            .collect()
    }

    fn rows(vectors: &[Vec<f32>]) -> Vec<&[f32]> {
        vectors.iter().map(Vec::as_slice).collect()
    }

    #[test]
    fn the_mean_of_the_same_vectors_has_not_shifted() {
        let same = around(1.0, 300, 1);
        assert!(mean_shift(&rows(&same), &rows(&same)) < 1e-12);
        let again = around(1.0, 300, 2);
        assert!(mean_shift(&rows(&same), &rows(&again)) < 0.02);
    }

    #[test]
    fn a_mean_that_turned_has_shifted_by_one_less_the_cosine() {
        let (right, up) = (vec![vec![1.0, 0.0]; 3], vec![vec![0.0, 5.0]; 3]);
        assert!((mean_shift(&rows(&right), &rows(&up)) - 1.0).abs() < 1e-12);
        let (here, there) = (around(1.0, 300, 1), around(-1.0, 300, 2));
        let shift = mean_shift(&rows(&here), &rows(&there));
        assert!(shift > 1.9, "{shift}");
        // Length alone is no shift.
        let longer = vec![vec![9.0, 0.0]; 3];
        assert!(mean_shift(&rows(&right), &rows(&longer)) < 1e-12);
    }

    #[test]
    fn a_mean_of_nothing_is_far_from_any_other_and_not_from_itself() {
        let (nothing, some) = (vec![vec![0.0, 0.0]; 2], vec![vec![1.0, 0.0]; 2]);
        assert!(mean_shift(&rows(&nothing), &rows(&nothing)).abs() < 1e-12);
        assert!((mean_shift(&rows(&nothing), &rows(&some)) - 1.0).abs() < 1e-12);
    }

    #[test]
    fn the_classifier_cannot_tell_the_same_apart_and_can_tell_others() {
        let here = around(0.0, 400, 1);
        let chance = classifier::area(&rows(&here), &rows(&around(0.0, 300, 2)));
        assert!((0.44..0.55).contains(&chance), "{chance}");
        let far = classifier::area(&rows(&here), &rows(&around(1.5, 300, 3)));
        assert!(far > 0.99, "{far}");
        let near = classifier::area(&rows(&here), &rows(&around(0.3, 300, 4)));
        assert!((0.6..0.9).contains(&near), "{near}");
    }
}
