//! How a thing stands with a target, in a word.

use crate::metrics::{BreachLevel, Burn, MetricsAnswer};

/// How a thing stands with a target over the time of a report, the worst first.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Standing {
    /// More windows breached than may.
    Missed,
    /// Some windows breached, not more than may.
    WithinBudget,
    /// None breached, and some were worse than the target.
    Warned,
    /// Every window met the target.
    Met,
    /// No window was over and had values.
    NotJudged,
}

impl Standing {
    /// How one burn of an answer stands.
    #[must_use]
    pub fn of(burn: &Burn, answer: &MetricsAnswer) -> Self {
        if burn.windows == 0 {
            return Self::NotJudged;
        }
        if burn.breached > 0 {
            let share = f64::from(burn.breached) / f64::from(burn.windows);
            return if share > burn.allowed_share {
                Self::Missed
            } else {
                Self::WithinBudget
            };
        }
        let warned = answer.breaches.iter().any(|breach| {
            breach.target_id == burn.target_id
                && breach.unit == burn.unit
                && breach.label == burn.label
                && breach.level == BreachLevel::Warning
        });
        if warned { Self::Warned } else { Self::Met }
    }

    /// The word for it.
    #[must_use]
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Missed => "missed",
            Self::WithinBudget => "within budget",
            Self::Warned => "worse than wished",
            Self::Met => "met",
            Self::NotJudged => "not judged",
        }
    }
}
