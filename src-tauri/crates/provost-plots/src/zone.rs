//! The time zone in which times are shown.

use chrono::{DateTime, NaiveDateTime, TimeZone, Utc};
use chrono_tz::Tz;

/// A named time zone of the IANA database.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Zone(Tz);

impl Zone {
    /// Universal time.
    pub const UTC: Self = Self(Tz::UTC);

    /// The zone of a name such as `Europe/Zurich`; none when there is none of this name.
    #[must_use]
    pub fn named(name: &str) -> Option<Self> {
        name.parse().ok().map(Self)
    }

    /// Its name.
    #[must_use]
    pub fn name(self) -> &'static str {
        self.0.name()
    }

    /// What clocks and calendars show there.
    pub(crate) fn local(self, at: DateTime<Utc>) -> NaiveDateTime {
        at.with_timezone(&self.0).naive_local()
    }

    /// When clocks show this: never in the hour that is left out in spring, twice in the one that is repeated in autumn.
    pub(crate) fn moments(self, local: NaiveDateTime) -> Vec<DateTime<Utc>> {
        let found = self.0.from_local_datetime(&local);
        let mut moments: Vec<DateTime<Utc>> = [found.earliest(), found.latest()]
            .into_iter()
            .flatten()
            .map(|moment| moment.to_utc())
            .collect();
        moments.dedup();
        moments
    }

    /// A moment to the minute, or to the millisecond when it has any.
    pub(crate) fn words(self, at: DateTime<Utc>) -> String {
        let local = self.local(at);
        let form = if at.timestamp_subsec_millis() > 0 {
            "%Y-%m-%d %H:%M:%S%.3f"
        } else if at.timestamp() % 60 != 0 {
            "%Y-%m-%d %H:%M:%S"
        } else {
            "%Y-%m-%d %H:%M"
        };
        local.format(form).to_string()
    }
}

/// The moment of so many milliseconds, within the years that are drawn.
pub(crate) fn moment(milliseconds: f64) -> DateTime<Utc> {
    #[expect(
        clippy::cast_possible_truncation,
        reason = "clamped to the milliseconds of the years 1 to 9999"
    )]
    let whole = milliseconds.clamp(FIRST, LAST).floor() as i64;
    DateTime::from_timestamp_millis(whole).unwrap_or_default()
}

/// 0001-01-03 00:00 UTC: two days in, so that it is the year 1 in each zone.
pub(crate) const FIRST: f64 = -62_135_424_000_000.0;
/// 9999-12-30 00:00 UTC.
pub(crate) const LAST: f64 = 253_402_128_000_000.0;

/// The milliseconds of a moment; none outside of the years 1 to 9999.
pub(crate) fn milliseconds(at: DateTime<Utc>) -> Option<f64> {
    #[expect(
        clippy::cast_precision_loss,
        reason = "those that are kept are below 2 to the power of 53"
    )]
    let number = at.timestamp_millis() as f64;
    (FIRST..=LAST).contains(&number).then_some(number)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_bounds_are_the_years_that_they_say() {
        assert_eq!(moment(FIRST).to_rfc3339(), "0001-01-03T00:00:00+00:00");
        assert_eq!(moment(LAST).to_rfc3339(), "9999-12-30T00:00:00+00:00");
        assert_eq!(milliseconds(DateTime::<Utc>::MAX_UTC), None);
        assert_eq!(milliseconds(DateTime::<Utc>::MIN_UTC), None);
    }

    #[test]
    fn an_hour_is_left_out_in_spring_and_comes_twice_in_autumn() {
        let zone = Zone::named("Europe/Zurich").unwrap();
        let at = |text: &str| zone.moments(text.parse().unwrap()).len();
        assert_eq!(at("2026-03-29T02:30:00"), 0);
        assert_eq!(at("2026-03-29T03:00:00"), 1);
        assert_eq!(at("2026-10-25T02:30:00"), 2);
        assert_eq!(Zone::named("Europe/Nowhere"), None);
    }
}
