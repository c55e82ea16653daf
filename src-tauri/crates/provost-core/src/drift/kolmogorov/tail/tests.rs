//! Against another way to reckon the same: the matrices of Marsaglia, Tsang and Wang (2003).
#![expect(
    clippy::cast_precision_loss,
    clippy::cast_possible_truncation,
    clippy::cast_sign_loss,
    reason = "whole numbers of a few thousand"
)]

use super::*;

/// A square matrix, and by how many powers of ten its numbers are too small.
#[derive(Clone)]
struct Matrix {
    cells: Vec<Vec<f64>>,
    tens: i32,
}

impl Matrix {
    fn one(size: usize) -> Self {
        let cell = |i: usize, j: usize| f64::from(u8::from(i == j));
        Self {
            cells: (0..size)
                .map(|i| (0..size).map(|j| cell(i, j)).collect())
                .collect(),
            tens: 0,
        }
    }

    fn of_distance(reach: usize, rest: f64) -> Self {
        let size = 2 * reach - 1;
        let mut matrix = Self::one(size);
        for (i, row) in matrix.cells.iter_mut().enumerate() {
            for (j, cell) in row.iter_mut().enumerate() {
                let mut value = f64::from(u8::from(i + 1 >= j));
                if j == 0 {
                    value -= power(rest, i + 1);
                }
                if i == size - 1 {
                    value -= power(rest, size - j);
                }
                if j == 0 && i == size - 1 {
                    value += power((2.0 * rest - 1.0).max(0.0), size);
                }
                *cell = (2..=(i + 1).saturating_sub(j))
                    .fold(value, |value, divisor| value / divisor as f64);
            }
        }
        matrix
    }

    fn times(&self, other: &Self) -> Self {
        let mut cells = vec![vec![0.0; self.cells.len()]; self.cells.len()];
        for (row, product) in self.cells.iter().zip(&mut cells) {
            for (factor, line) in row.iter().zip(&other.cells) {
                for (cell, value) in product.iter_mut().zip(line) {
                    *cell += factor * value;
                }
            }
        }
        let mut product = Self {
            cells,
            tens: self.tens + other.tens,
        };
        let middle = product.cells.len() / 2;
        if product.cells[middle][middle] > 1e140 {
            product
                .cells
                .iter_mut()
                .flatten()
                .for_each(|cell| *cell *= 1e-140);
            product.tens += 140;
        }
        product
    }
}

fn power(base: f64, exponent: usize) -> f64 {
    base.powi(i32::try_from(exponent).unwrap())
}

/// P(D < distance).
fn by_matrices(rows: usize, distance: f64) -> f64 {
    let reach = (rows as f64 * distance) as usize + 1;
    let mut base = Matrix::of_distance(reach, reach as f64 - rows as f64 * distance);
    let mut product = Matrix::one(2 * reach - 1);
    let mut left = rows;
    while left > 0 {
        if left % 2 == 1 {
            product = product.times(&base);
        }
        base = base.times(&base);
        left /= 2;
    }
    let mut share = product.cells[reach - 1][reach - 1];
    let mut tens = product.tens;
    for i in 1..=rows {
        share *= i as f64 / rows as f64;
        if share < 1e-140 {
            share *= 1e140;
            tens -= 140;
        }
    }
    share * 10_f64.powi(tens)
}

/// Where the tail begins, twice the one-sided probability is a little too large; scipy takes the same.
#[test]
fn the_p_value_of_many_rows_is_that_of_one_sample() {
    for distance in [0.016, 0.0275, 0.04, 0.043, 0.05] {
        let exact = 1.0 - by_matrices(1200, distance);
        let ours = survival(1200.0, distance);
        assert!(
            (exact - ours).abs() < 1e-7,
            "{distance}: {exact} and {ours}"
        );
    }
}

#[test]
fn nothing_is_certain_and_everything_impossible() {
    assert!((survival(6000.0, 0.0) - 1.0).abs() < f64::EPSILON);
    assert!(survival(6000.0, 1.0).abs() < f64::EPSILON);
}
