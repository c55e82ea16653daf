//! Values beyond a threshold, and the stretches of time in which they follow each other.

use super::Limit;

/// What of a line is beyond its thresholds.
#[derive(Debug, Clone, Default, PartialEq)]
pub(crate) struct Breaches {
    /// How many values.
    pub(crate) values: usize,
    /// The stretches of values that follow each other, all beyond.
    pub(crate) stretches: Vec<Stretch>,
}

/// Values beyond a threshold that follow each other.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(crate) struct Stretch {
    /// The time of the first.
    pub(crate) from: f64,
    /// The time of the last.
    pub(crate) to: f64,
    /// When the value farthest beyond was there, and which it is.
    pub(crate) worst: (f64, f64),
    /// How far beyond that is.
    pub(crate) beyond: f64,
}

impl Breaches {
    /// The breaches of points in order.
    pub(crate) fn of(points: &[(f64, f64)], limits: &[Limit]) -> Self {
        let mut found = Self::default();
        let mut open: Option<Stretch> = None;
        for &(at, value) in points {
            let beyond = limits
                .iter()
                .filter(|limit| limit.breached_by(value))
                .map(|limit| (value - limit.value).abs())
                .fold(None, |most: Option<f64>, one| {
                    Some(most.map_or(one, |most| most.max(one)))
                });
            match (beyond, open.as_mut()) {
                (None, _) => found.stretches.extend(open.take()),
                (Some(beyond), Some(stretch)) => {
                    found.values += 1;
                    stretch.to = at;
                    if beyond > stretch.beyond {
                        (stretch.worst, stretch.beyond) = ((at, value), beyond);
                    }
                }
                (Some(beyond), None) => {
                    found.values += 1;
                    open = Some(Stretch {
                        from: at,
                        to: at,
                        worst: (at, value),
                        beyond,
                    });
                }
            }
        }
        found.stretches.extend(open);
        found
    }

    /// The value farthest beyond.
    pub(crate) fn worst(&self) -> Option<(f64, f64)> {
        self.stretches
            .iter()
            .max_by(|a, b| a.beyond.total_cmp(&b.beyond))
            .map(|stretch| stretch.worst)
    }
}
