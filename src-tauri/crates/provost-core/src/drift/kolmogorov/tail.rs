//! How likely a distance is in one sample of so many rows: the distribution that stands in for two large samples (scipy's
//! `kstwo`). For many rows it is Pelz and Good's series (1976), in the tail twice Smirnov's one-sided sum, which is exact there
//! (Simard and L'Ecuyer 2011).

use std::f64::consts::PI;

use statrs::function::gamma::ln_gamma;

/// From which n·d² on twice the one-sided probability has no error that shows.
const TAIL: f64 = 2.2;

/// Beyond which n·d² nothing is left that a double could hold.
const NOTHING: f64 = 370.0;

/// P(D ≥ distance) for so many rows, a whole number.
pub(super) fn survival(rows: f64, distance: f64) -> f64 {
    let weight = rows * distance * distance;
    if distance <= 0.0 || rows * distance <= 0.5 {
        1.0
    } else if distance >= 1.0 || weight >= NOTHING {
        0.0
    } else if weight >= TAIL || distance >= 0.5 {
        (2.0 * one_sided(rows, distance)).min(1.0)
    } else {
        (1.0 - pelz_good(rows, distance)).clamp(0.0, 1.0)
    }
}

/// Smirnov's sum: d Σ C(n, j) (d + j/n)^(j−1) (1 − d − j/n)^(n−j), for j up to n(1 − d).
fn one_sided(rows: f64, distance: f64) -> f64 {
    let whole = ln_gamma(rows + 1.0);
    let mut sum = 0.0;
    let mut step = 0.0;
    while step <= rows * (1.0 - distance) {
        let (up, rest) = (distance + step / rows, 1.0 - distance - step / rows);
        let ways = whole - ln_gamma(step + 1.0) - ln_gamma(rows - step + 1.0);
        let rest = if rows - step == 0.0 {
            0.0
        } else {
            (rows - step) * rest.max(0.0).ln()
        };
        sum += (ways + (step - 1.0) * up.ln() + rest).exp();
        step += 1.0;
    }
    distance * sum
}

/// Pelz and Good's series for P(D < distance), four terms in powers of 1/√n.
fn pelz_good(rows: f64, distance: f64) -> f64 {
    let root = rows.sqrt();
    let z = root * distance;
    let (z2, z3, z4, z6) = (z.powi(2), z.powi(3), z.powi(4), z.powi(6));
    let (z7, z8, z10) = (z.powi(7), z.powi(8), z.powi(10));
    let (pi2, pi4, pi6) = (PI.powi(2), PI.powi(4), PI.powi(6));
    let (mut k0, mut k1, mut k2, mut k3) = (0.0, 0.0, 0.0, 0.0);
    for odd in (1..200).step_by(2).map(f64::from) {
        let half = odd / 2.0;
        let (h2, h4, h6) = (half.powi(2), half.powi(4), half.powi(6));
        let fade = (-pi2 * h2 / (2.0 * z2)).exp();
        if fade == 0.0 {
            break;
        }
        k0 += fade;
        k1 += (pi2 * h2 - z2) * fade;
        k2 += ((6.0 * z6 + 2.0 * z4)
            + pi2 * (2.0 * z4 - 5.0 * z2) * h2
            + pi4 * (1.0 - 2.0 * z2) * h4)
            * fade;
        k3 += (pi6 * h6 * (5.0 - 30.0 * z2)
            + pi4 * h4 * (-60.0 * z2 + 212.0 * z4)
            + pi2 * h2 * (135.0 * z4 - 96.0 * z6)
            - (30.0 * z6 + 90.0 * z8))
            * fade;
    }
    // The sums run over all odd numbers, negative ones too.
    let common = (2.0 * PI).sqrt();
    let first = common / z * k0;
    let second = common / (6.0 * z4) * k1;
    let third = common / (72.0 * z7) * k2;
    let fourth = common / (6480.0 * z10) * k3;
    let (mut third_rest, mut fourth_rest) = (0.0, 0.0);
    for even in (1..200).map(f64::from) {
        let (k_squared, fade) = (even * even, (-pi2 * even * even / (2.0 * z2)).exp());
        if fade == 0.0 {
            break;
        }
        third_rest += k_squared * fade;
        fourth_rest += (3.0 * pi2 * k_squared * z2 - pi4 * k_squared * k_squared) * fade;
    }
    let third = third - pi2 * common / (36.0 * z3) * third_rest;
    let fourth = fourth + common / (216.0 * z6) * fourth_rest;
    first + second / root + third / rows + fourth / (rows * root)
}

#[cfg(test)]
mod tests;
