//! The scale of times: whole seconds, hours, days, months and years as the clocks of a zone show them.

use chrono::{
    DateTime, Datelike, Days, Months, NaiveDate, NaiveDateTime, NaiveTime, TimeDelta, Utc,
};

use crate::Zone;
use crate::zone::{milliseconds, moment};

/// A mark of a scale of times.
#[derive(Debug, Clone, PartialEq)]
pub(crate) struct TimeTick {
    /// When, in milliseconds.
    pub(crate) at: f64,
    /// What changes from mark to mark: the hour, the day.
    pub(crate) label: String,
    /// What stays over several marks: the day of hours, the year of months. Empty for years.
    pub(crate) within: String,
}

/// The distance of marks.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Step {
    Milliseconds(i64),
    Seconds(i64),
    Hours(u32),
    Days(u32),
    Weeks,
    Months(u32),
    Years(u32),
}

const SECOND: f64 = 1_000.0;
const HOUR: f64 = 3_600.0 * SECOND;
const DAY: f64 = 24.0 * HOUR;

/// The distances, each with about how long it is.
const STEPS: [(Step, f64); 41] = [
    (Step::Milliseconds(1), 1.0),
    (Step::Milliseconds(2), 2.0),
    (Step::Milliseconds(5), 5.0),
    (Step::Milliseconds(10), 10.0),
    (Step::Milliseconds(20), 20.0),
    (Step::Milliseconds(50), 50.0),
    (Step::Milliseconds(100), 100.0),
    (Step::Milliseconds(200), 200.0),
    (Step::Milliseconds(500), 500.0),
    (Step::Seconds(1), SECOND),
    (Step::Seconds(2), 2.0 * SECOND),
    (Step::Seconds(5), 5.0 * SECOND),
    (Step::Seconds(10), 10.0 * SECOND),
    (Step::Seconds(15), 15.0 * SECOND),
    (Step::Seconds(30), 30.0 * SECOND),
    (Step::Seconds(60), 60.0 * SECOND),
    (Step::Seconds(120), 120.0 * SECOND),
    (Step::Seconds(300), 300.0 * SECOND),
    (Step::Seconds(600), 600.0 * SECOND),
    (Step::Seconds(900), 900.0 * SECOND),
    (Step::Seconds(1_800), 1_800.0 * SECOND),
    (Step::Hours(1), HOUR),
    (Step::Hours(2), 2.0 * HOUR),
    (Step::Hours(3), 3.0 * HOUR),
    (Step::Hours(6), 6.0 * HOUR),
    (Step::Hours(12), 12.0 * HOUR),
    (Step::Days(1), DAY),
    (Step::Days(2), 2.0 * DAY),
    (Step::Weeks, 7.0 * DAY),
    (Step::Weeks, 10.0 * DAY),
    (Step::Months(1), 30.5 * DAY),
    (Step::Months(3), 91.0 * DAY),
    (Step::Months(6), 183.0 * DAY),
    (Step::Years(1), 365.25 * DAY),
    (Step::Years(2), 730.5 * DAY),
    (Step::Years(5), 1_826.0 * DAY),
    (Step::Years(10), 3_652.5 * DAY),
    (Step::Years(20), 7_305.0 * DAY),
    (Step::Years(100), 36_525.0 * DAY),
    (Step::Years(1_000), 365_250.0 * DAY),
    (Step::Years(5_000), 1_826_250.0 * DAY),
];

/// The marks between two times, no more than about so many.
pub(crate) fn ticks(from: f64, to: f64, most: u32, zone: Zone) -> Vec<TimeTick> {
    let room = (to - from) / f64::from(most.max(1));
    let step = STEPS
        .into_iter()
        .find(|(_, length)| *length >= room * 0.85)
        .map_or(Step::Years(5_000), |(step, _)| step);
    let bounds = (moment(from), moment(to));
    let moments = match step {
        Step::Milliseconds(step) => in_clock(bounds, step, zone),
        Step::Seconds(step) => in_clock(bounds, step * 1_000, zone),
        Step::Hours(step) => in_hours(bounds, step, zone),
        Step::Days(_) | Step::Weeks | Step::Months(_) | Step::Years(_) => {
            in_days(bounds, step, zone)
        }
    };
    let mut ticks: Vec<TimeTick> = moments
        .into_iter()
        .filter_map(|moment| Some((milliseconds(moment)?, zone.local(moment))))
        .filter(|(at, _)| (from..=to).contains(at))
        .map(|(at, local)| TimeTick {
            at,
            label: local.format(label(step)).to_string(),
            within: local.format(within(step)).to_string(),
        })
        .collect();
    ticks.dedup_by(|later, earlier| later.at <= earlier.at);
    ticks
}

/// How a mark is written.
fn label(step: Step) -> &'static str {
    match step {
        Step::Milliseconds(_) => "%H:%M:%S%.3f",
        Step::Seconds(step) if step < 60 => "%H:%M:%S",
        Step::Seconds(_) | Step::Hours(_) => "%H:%M",
        Step::Days(_) | Step::Weeks => "%-d %b",
        Step::Months(_) => "%b",
        Step::Years(_) => "%Y",
    }
}

/// How what several marks have in common is written.
fn within(step: Step) -> &'static str {
    match step {
        Step::Milliseconds(_) | Step::Seconds(_) | Step::Hours(_) => "%-d %b %Y",
        Step::Days(_) | Step::Weeks | Step::Months(_) => "%Y",
        Step::Years(_) => "",
    }
}

/// Multiples of a step that divides half an hour: offsets of zones are multiples of a quarter of an hour at least.
fn in_clock(
    (from, to): (DateTime<Utc>, DateTime<Utc>),
    step: i64,
    zone: Zone,
) -> Vec<DateTime<Utc>> {
    let offset = (zone.local(from) - from.naive_utc()).num_milliseconds();
    let first = (from.timestamp_millis() + offset).div_euclid(step) * step - offset;
    (0..64)
        .filter_map(|index| DateTime::from_timestamp_millis(first + index * step))
        .take_while(|moment| *moment <= to)
        .collect()
}

/// Whole hours of each local day: a day of 23 or 25 hours has its own.
fn in_hours(
    (from, to): (DateTime<Utc>, DateTime<Utc>),
    step: u32,
    zone: Zone,
) -> Vec<DateTime<Utc>> {
    let mut moments = Vec::new();
    let mut day = zone.local(from).date();
    let last = zone.local(to).date();
    while day <= last && moments.len() < 200 {
        for hour in (0..24).step_by(usize::try_from(step).unwrap_or(1)) {
            if let Some(local) = day.and_hms_opt(hour, 0, 0) {
                let all = zone.moments(local);
                // Of an hour that comes twice, marks more than an hour apart take the first.
                let taken = if step == 1 { all.len() } else { 1 };
                moments.extend(all.into_iter().take(taken));
            }
        }
        let Some(next) = day.checked_add_days(Days::new(1)) else {
            break;
        };
        day = next;
    }
    moments.sort();
    moments
}

/// The beginnings of days, weeks, months or years.
fn in_days(
    (from, to): (DateTime<Utc>, DateTime<Utc>),
    step: Step,
    zone: Zone,
) -> Vec<DateTime<Utc>> {
    let mut day = begun(zone.local(from).date(), step);
    let last = zone.local(to).date();
    let mut moments = Vec::new();
    while let Some(current) = day.filter(|current| *current <= last) {
        moments.extend(beginning(current, zone));
        if moments.len() > 200 {
            break;
        }
        day = following(current, step);
    }
    moments
}

/// When a day begins: where clocks skip midnight, an hour or so later.
fn beginning(day: NaiveDate, zone: Zone) -> Option<DateTime<Utc>> {
    (0..8)
        .map(|quarters| NaiveDateTime::new(day, NaiveTime::MIN) + TimeDelta::minutes(quarters * 15))
        .find_map(|local| zone.moments(local).first().copied())
}

/// The last beginning of a step at or before a day.
fn begun(day: NaiveDate, step: Step) -> Option<NaiveDate> {
    match step {
        Step::Weeks => {
            day.checked_sub_days(Days::new(u64::from(day.weekday().num_days_from_monday())))
        }
        Step::Months(months) => {
            NaiveDate::from_ymd_opt(day.year(), day.month0() / months * months + 1, 1)
        }
        Step::Years(years) => {
            let years = i32::try_from(years).unwrap_or(1);
            NaiveDate::from_ymd_opt(day.year().div_euclid(years) * years, 1, 1)
        }
        // Odd days: 1, 3, 5 … so that each month begins with its first.
        Step::Days(2) if day.day().is_multiple_of(2) => day.pred_opt(),
        _ => Some(day),
    }
}

fn following(day: NaiveDate, step: Step) -> Option<NaiveDate> {
    match step {
        Step::Weeks => day.checked_add_days(Days::new(7)),
        Step::Months(months) => day.checked_add_months(Months::new(months)),
        Step::Years(years) => day.checked_add_months(Months::new(years.checked_mul(12)?)),
        Step::Days(2) if day.day() >= 29 => {
            NaiveDate::from_ymd_opt(day.year(), day.month(), 1)?.checked_add_months(Months::new(1))
        }
        Step::Days(days) => day.checked_add_days(Days::new(u64::from(days))),
        Step::Milliseconds(_) | Step::Seconds(_) | Step::Hours(_) => None,
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;
    use crate::zone::{FIRST, LAST};

    fn marks(from: &str, to: &str, most: u32, zone: &str) -> Vec<(String, String)> {
        let at = |text: &str| milliseconds(text.parse().unwrap()).unwrap();
        ticks(at(from), at(to), most, Zone::named(zone).unwrap())
            .into_iter()
            .map(|tick| (tick.label, tick.within))
            .collect()
    }

    fn labels(from: &str, to: &str, most: u32, zone: &str) -> Vec<String> {
        marks(from, to, most, zone)
            .into_iter()
            .map(|one| one.0)
            .collect()
    }

    #[test]
    fn the_marks_are_whole_hours_days_and_months_of_the_zone() {
        assert_eq!(
            labels(
                "2026-11-22T05:10:00Z",
                "2026-11-22T09:10:00Z",
                6,
                "Asia/Kolkata"
            ),
            ["11:00", "12:00", "13:00", "14:00"]
        );
        assert_eq!(
            marks(
                "2026-11-20T00:00:00Z",
                "2026-11-22T00:00:00Z",
                6,
                "Europe/Zurich"
            )[..2],
            [
                ("12:00".to_owned(), "20 Nov 2026".to_owned()),
                ("00:00".to_owned(), "21 Nov 2026".to_owned())
            ]
        );
        assert_eq!(
            labels("2026-10-30T00:00:00Z", "2026-11-04T00:00:00Z", 3, "UTC"),
            ["1 Nov", "3 Nov"]
        );
        assert_eq!(
            labels("2026-01-01T00:00:00Z", "2026-12-31T00:00:00Z", 6, "UTC"),
            ["Jan", "Apr", "Jul", "Oct"]
        );
        assert_eq!(
            labels("2019-06-01T00:00:00Z", "2026-06-01T00:00:00Z", 8, "UTC"),
            ["2020", "2021", "2022", "2023", "2024", "2025", "2026"]
        );
    }

    #[test]
    fn a_day_of_23_hours_and_one_of_25_keep_their_whole_hours() {
        let spring = labels(
            "2026-03-29T00:00:00Z",
            "2026-03-29T03:00:00Z",
            4,
            "Europe/Zurich",
        );
        assert_eq!(spring, ["01:00", "03:00", "04:00", "05:00"]);
        let autumn = labels(
            "2026-10-24T23:00:00Z",
            "2026-10-25T02:00:00Z",
            4,
            "Europe/Zurich",
        );
        assert_eq!(autumn, ["01:00", "02:00", "02:00", "03:00"]);
        // Six hours by the clock, across the change: five and seven hours apart.
        let wide = labels(
            "2026-03-28T23:00:00Z",
            "2026-03-29T22:00:00Z",
            5,
            "Europe/Zurich",
        );
        assert_eq!(wide, ["00:00", "06:00", "12:00", "18:00", "00:00"]);
        // Midnight does not exist on the day when clocks of Santiago go forward.
        let santiago = labels(
            "2026-09-05T00:00:00Z",
            "2026-09-08T12:00:00Z",
            5,
            "America/Santiago",
        );
        assert_eq!(santiago, ["5 Sep", "6 Sep", "7 Sep", "8 Sep"]);
    }

    proptest! {
        #[test]
        fn any_range_in_any_zone_has_few_marks_in_order(
            from in FIRST..LAST, length in prop_oneof![0.0_f64..1e5, 0.0..1e9, 0.0..1e12, 0.0..3e14],
            most in 0_u32..20,
            zone in prop::sample::select(vec!["UTC", "Europe/Zurich", "Asia/Kathmandu", "Australia/Lord_Howe", "Pacific/Apia", "America/St_Johns"]),
        ) {
            let to = (from + length).min(LAST);
            let marks = ticks(from, to, most, Zone::named(zone).unwrap());
            prop_assert!(marks.is_sorted_by(|a, b| a.at < b.at));
            prop_assert!(marks.iter().all(|mark| mark.at >= from && mark.at <= to));
            prop_assert!(marks.len() <= usize::try_from(most.max(1)).unwrap() * 2 + 2, "{} marks", marks.len());
        }
    }
}
