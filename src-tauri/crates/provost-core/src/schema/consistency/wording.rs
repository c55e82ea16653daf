//! How the report writes lists, spans and shares.

use chrono::TimeDelta;

pub use crate::audit::rules::wording::bytes;
pub(super) use crate::audit::rules::wording::{counted, percent, words};

/// The first few names, then how many more there are: `a, b and 12 more`.
pub(super) fn few<T: AsRef<str>>(names: impl IntoIterator<Item = T>) -> String {
    const SHOWN: usize = 5;
    let names: Vec<T> = names.into_iter().collect();
    let shown: Vec<&str> = names.iter().take(SHOWN).map(AsRef::as_ref).collect();
    match names.len().saturating_sub(SHOWN) {
        0 => shown.join(", "),
        more => format!("{} and {more} more", shown.join(", ")),
    }
}

/// A span in its largest unit of which it has two.
pub(super) fn lasting(span: TimeDelta) -> String {
    match span.num_minutes().max(0) {
        minutes @ 2_880.. => format!("{} days", minutes / 1_440),
        minutes @ 120.. => format!("{} hours", minutes / 60),
        1 => "1 minute".to_owned(),
        minutes => format!("{minutes} minutes"),
    }
}

/// A share from 0 to 1 as percent with one decimal, rounded down, so that 99.99 % is not told as all.
pub(super) fn share(share: f64) -> String {
    format!("{:.1} %", (share * 1_000.0).floor() / 10.0)
}

/// `is` or `are`.
pub(super) fn verb(number: usize) -> &'static str {
    if number == 1 { "is" } else { "are" }
}

/// A number of things as the types of the report keep it.
pub(super) fn number(of: usize) -> u32 {
    u32::try_from(of).unwrap_or(u32::MAX)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_list_ends_after_five_names() {
        assert_eq!(few(["a", "b"]), "a, b");
        assert_eq!(
            few(["a", "b", "c", "d", "e", "f", "g"]),
            "a, b, c, d, e and 2 more"
        );
    }

    #[test]
    fn a_span_is_told_in_the_largest_unit_of_which_it_has_two() {
        assert_eq!(lasting(TimeDelta::minutes(1)), "1 minute");
        assert_eq!(lasting(TimeDelta::minutes(119)), "119 minutes");
        assert_eq!(lasting(TimeDelta::hours(7)), "7 hours");
        assert_eq!(lasting(TimeDelta::hours(48)), "2 days");
        assert_eq!(lasting(TimeDelta::hours(-1)), "0 minutes");
    }

    #[test]
    fn nearly_all_is_not_all() {
        assert_eq!(share(0.99999), "99.9 %");
        assert_eq!(share(1.0), "100.0 %");
    }
}
