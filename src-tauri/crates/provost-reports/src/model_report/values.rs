//! How values, moments and what cannot be told are written.

use chrono::{DateTime, Utc};
use provost_core::audit::Severity;
use provost_core::overview::number;
use provost_core::registry::Person;

use crate::account::blocks::Block;
use crate::account::words::{Mark, Words};

/// A value with its unit, in as many digits as tell it apart from others.
pub(super) fn measured(value: f64, unit: &str) -> String {
    let size = value.abs();
    let text = if !value.is_finite() {
        return "–".to_owned();
    } else if size > 0.0 && !(1e-4..1e15).contains(&size) {
        format!("{value:.2e}")
    } else {
        let decimals = match size {
            _ if size >= 1_000.0 => 0,
            _ if size >= 100.0 => 1,
            _ if size >= 1.0 => 2,
            _ if size >= 0.1 => 3,
            _ => 4,
        };
        number(value, decimals)
    };
    if unit.is_empty() {
        text
    } else {
        format!("{text}\u{202f}{unit}")
    }
}

/// A share of the whole as a percentage; of much more than the whole, how many times it is.
pub(super) fn percent(share: f64) -> String {
    if share >= 10.0 {
        return format!("{}\u{202f}times", number(share, 0));
    }
    let decimals = if share < 0.1 { 2 } else { 1 };
    format!("{}\u{202f}%", number(share * 100.0, decimals))
}

/// A moment in a table, whose heading says that it is UTC.
pub(super) fn at(moment: DateTime<Utc>) -> String {
    moment.format("%Y-%m-%d %H:%M").to_string()
}

/// The same where there may be none.
pub(super) fn at_or(moment: Option<DateTime<Utc>>, none: &str) -> String {
    moment.map_or_else(|| none.to_owned(), at)
}

/// A person, or that nobody was named.
pub(super) fn person(person: Option<&Person>) -> String {
    person.map_or_else(|| "nobody who is named".to_owned(), Person::shown)
}

/// A severity as a table shows it.
pub(super) fn weight(severity: Severity) -> Words {
    Words::marked(Mark::severity(severity))
}

/// That something cannot be told, and why.
pub(super) fn not_determinable(reason: &str) -> Block {
    Block::Text {
        words: Words::marked(Mark::new("not determinable", "info")).text(&format!(" {reason}")),
    }
}

/// A word of the database as people write it: `fine_tuning` is `fine tuning`.
pub(super) fn spaced(word: &str) -> String {
    word.replace('_', " ")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn values_keep_the_digits_that_tell_them_apart() {
        for (value, unit, text) in [
            (98.765_4, "%", "98.77\u{202f}%"),
            (1_234.5, "ms", "1\u{202f}234\u{202f}ms"),
            (0.051_23, "", "0.0512"),
            (0.0, "", "0"),
            (-3.0, "", "−3"),
            (2e-9, "", "2.00e-9"),
            (f64::INFINITY, "", "–"),
        ] {
            assert_eq!(measured(value, unit), text);
        }
        assert_eq!(percent(0.0312), "3.12\u{202f}%");
        assert_eq!(percent(1.5), "150\u{202f}%");
        assert_eq!(percent(96.7), "97\u{202f}times");
    }
}
