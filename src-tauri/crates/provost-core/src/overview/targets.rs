//! The four success metrics of the seed audit: 95 % accuracy, 99.9 % availability, under 100 ms, 100 % compliance.

use serde::{Deserialize, Serialize};

/// What a figure is held against.
#[derive(Debug, Clone, Copy, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "bindings", derive(specta::Type))]
#[serde(rename_all = "camelCase")]
pub struct Target {
    /// The limit, in the unit of the figure.
    pub value: f64,
    /// On which side of it the answer must be.
    pub direction: TargetDirection,
}

/// On which side of a target an answer must be.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "bindings", derive(specta::Type))]
#[serde(rename_all = "kebab-case")]
pub enum TargetDirection {
    /// At the target or above it.
    AtLeast,
    /// Below the target.
    Below,
}

impl Target {
    /// Whether `value` meets it.
    #[must_use]
    pub fn is_met(self, value: f64) -> bool {
        match self.direction {
            TargetDirection::AtLeast => value >= self.value,
            TargetDirection::Below => value < self.value,
        }
    }
}

/// The success metrics, by the id of their figure (seed 000, "Success Metrics Validation").
pub const SUCCESS_METRICS: [(&str, Target); 4] = [
    ("data-accuracy", at_least(95.0)),
    ("availability", at_least(99.9)),
    (
        "response-time",
        Target {
            value: 100.0,
            direction: TargetDirection::Below,
        },
    ),
    ("compliance", at_least(100.0)),
];

const fn at_least(value: f64) -> Target {
    Target {
        value,
        direction: TargetDirection::AtLeast,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_response_at_the_limit_is_not_under_it() {
        let [_, _, (_, response), (_, compliance)] = SUCCESS_METRICS;
        assert!(!response.is_met(100.0));
        assert!(response.is_met(99.9));
        assert!(compliance.is_met(100.0));
    }
}
