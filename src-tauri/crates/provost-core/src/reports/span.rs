//! The time that a report looks at.

use std::str::FromStr;

use chrono::{DateTime, TimeDelta, Utc};

use crate::metrics::SeriesStep;

/// The most days that a report looks back: ten years.
pub const MOST_DAYS: i64 = 3_660;

/// From how many days on values are taken together by the day, and by the month.
const DAYS: (i64, i64) = (7, 800);

/// The time that a report looks at.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum ReportSpan {
    /// So long before the moment at which it is made.
    Last(TimeDelta),
    /// From one moment to another; to the moment at which it is made where no end is said.
    Since(DateTime<Utc>, Option<DateTime<Utc>>),
}

impl Default for ReportSpan {
    fn default() -> Self {
        Self::Last(TimeDelta::days(90))
    }
}

impl ReportSpan {
    /// Its ends, for a report that is made `now`.
    ///
    /// # Errors
    /// A sentence when it is empty or longer than [`MOST_DAYS`].
    pub fn ends(self, now: DateTime<Utc>) -> Result<(DateTime<Utc>, DateTime<Utc>), String> {
        let (from, to) = match self {
            Self::Last(length) => (now.checked_sub_signed(length), now),
            Self::Since(from, to) => (Some(from), to.unwrap_or(now)),
        };
        let from = from.filter(|from| to.signed_duration_since(*from) <= longest());
        let from =
            from.ok_or_else(|| format!("A report looks back over at most {MOST_DAYS} days."))?;
        if from >= to {
            return Err("The time ends before it begins.".to_owned());
        }
        Ok((from, to))
    }
}

fn longest() -> TimeDelta {
    TimeDelta::days(MOST_DAYS)
}

/// `90d`, `12w` or `36h`: days, weeks or hours.
impl FromStr for ReportSpan {
    type Err = String;

    fn from_str(text: &str) -> Result<Self, String> {
        let hours = |unit: &str| match unit {
            "h" => Some(1_i64),
            "d" => Some(24),
            "w" => Some(168),
            _ => None,
        };
        let at = text.len().saturating_sub(1);
        let parts = text.split_at_checked(at);
        let length = parts.and_then(|(digits, unit)| {
            let plain = digits.bytes().all(|byte| byte.is_ascii_digit());
            let number: i64 = digits.parse().ok().filter(|_| plain)?;
            TimeDelta::try_hours(number.checked_mul(hours(unit)?)?)
        });
        match length {
            Some(length) if length > TimeDelta::zero() && length <= longest() => {
                Ok(Self::Last(length))
            }
            _ => Err(format!(
                "Say how far back as a number of days, weeks or hours, such as 90d, 12w or 36h; at most {MOST_DAYS}d."
            )),
        }
    }
}

/// Over which time values are taken together in a report from one moment to another.
#[must_use]
pub fn step_over(from: DateTime<Utc>, to: DateTime<Utc>) -> SeriesStep {
    let days = to.signed_duration_since(from).num_days();
    if days < DAYS.0 {
        SeriesStep::Hour
    } else if days < DAYS.1 {
        SeriesStep::Day
    } else {
        SeriesStep::Month
    }
}
