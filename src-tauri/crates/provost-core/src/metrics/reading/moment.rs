//! When something was measured.

use chrono::{DateTime, Datelike, NaiveDate, NaiveDateTime, TimeZone, Utc};

use crate::metrics::row_error::quoted;
use crate::metrics::{RowError, RowFault, YEARS};

/// Ways to write a moment with its zone, beside that of RFC 3339.
const ZONED: [&str; 4] = [
    "%Y-%m-%d %H:%M:%S%.f%#z",
    "%Y-%m-%dT%H:%M:%S%.f%#z",
    "%Y-%m-%d %H:%M:%S%.f %#z",
    "%Y-%m-%dT%H:%M%#z",
];

/// The same without the zone.
const ZONELESS: [&str; 4] = [
    "%Y-%m-%d %H:%M:%S%.f",
    "%Y-%m-%dT%H:%M:%S%.f",
    "%Y-%m-%d %H:%M",
    "%Y-%m-%dT%H:%M",
];

/// From here on a number counts milliseconds: as seconds it would be the year 5138.
const MILLISECONDS: f64 = 1e11;

/// A moment as text: RFC 3339, with a blank for the `T` too, or a number as [`of_number`] takes it.
pub(super) fn of_text(line: u32, column: &str, text: &str) -> Result<DateTime<Utc>, RowError> {
    let bad = |kind, reason| RowError::of(line, column, kind, reason);
    let trimmed = text.trim();
    if let Ok(moment) = DateTime::parse_from_rfc3339(trimmed) {
        return believed(line, column, moment.to_utc());
    }
    for form in ZONED {
        if let Ok(moment) = DateTime::parse_from_str(trimmed, form) {
            return believed(line, column, moment.to_utc());
        }
    }
    let zoneless = |form| NaiveDateTime::parse_from_str(trimmed, form).is_ok();
    if ZONELESS.into_iter().any(zoneless) || NaiveDate::parse_from_str(trimmed, "%Y-%m-%d").is_ok()
    {
        return Err(bad(
            RowFault::NoZone,
            format!(
                "The time {} has no zone. Write it as 2026-01-31T12:00:00Z or with an offset such as +01:00.",
                quoted(trimmed)
            ),
        ));
    }
    let digits = trimmed
        .bytes()
        .all(|byte| byte.is_ascii_digit() || byte == b'.');
    if let (true, Ok(number)) = (digits, trimmed.parse()) {
        return of_number(line, column, number);
    }
    Err(bad(
        RowFault::BadTime,
        format!(
            "{} is no time. Write it as 2026-01-31T12:00:00Z.",
            quoted(trimmed)
        ),
    ))
}

/// A moment as a number: seconds since 1970, or milliseconds from 10¹¹ on.
pub(super) fn of_number(line: u32, column: &str, number: f64) -> Result<DateTime<Utc>, RowError> {
    let seconds = if number.abs() < MILLISECONDS {
        number
    } else {
        number / 1e3
    };
    let micros = (seconds * 1e6).round();
    let bad = || {
        let reason = format!("{number} is no time of the years 1900 to 2199.");
        RowError::of(line, column, RowFault::BadTime, reason)
    };
    if !micros.is_finite() || micros.abs() > 1e16 {
        return Err(bad());
    }
    #[expect(
        clippy::cast_possible_truncation,
        reason = "whole, and less than 2⁵⁴ in size"
    )]
    let moment = Utc
        .timestamp_micros(micros as i64)
        .single()
        .ok_or_else(bad)?;
    believed(line, column, moment)
}

fn believed(line: u32, column: &str, moment: DateTime<Utc>) -> Result<DateTime<Utc>, RowError> {
    if YEARS.contains(&moment.year()) {
        return Ok(moment);
    }
    let reason = format!(
        "The time is in the year {}, which cannot be meant.",
        moment.year()
    );
    Err(RowError::of(line, column, RowFault::BadTime, reason))
}
