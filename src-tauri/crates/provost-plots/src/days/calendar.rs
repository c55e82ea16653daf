//! Days as numbers, so that they stand as far apart as they are.

/// The number of a day such as `2026-11-22`, counted from some day of old; none when it is not one.
pub(super) fn day_number(day: &str) -> Option<f64> {
    let mut parts = day.splitn(3, '-').map(str::parse::<i32>);
    let (year, month, day) = (
        parts.next()?.ok()?,
        parts.next()?.ok()?,
        parts.next()?.ok()?,
    );
    if !(1..=9_999).contains(&year) || !(1..=12).contains(&month) || !(1..=31).contains(&day) {
        return None;
    }
    // Years that begin in March: the leap day is the last of one.
    let (year, month) = if month > 2 {
        (year, month - 3)
    } else {
        (year - 1, month + 9)
    };
    let before = year * 365 + year / 4 - year / 100 + year / 400;
    Some(f64::from(before + (month * 153 + 2) / 5 + day))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn days_are_counted_across_months_and_leap_years() {
        let between = |from: &str, to: &str| day_number(to).unwrap() - day_number(from).unwrap();
        let exactly = |days: f64, expected: i32| (days - f64::from(expected)).abs() < f64::EPSILON;
        assert!(exactly(between("2026-11-21", "2026-11-22"), 1));
        assert!(exactly(between("2023-12-31", "2024-01-01"), 1));
        assert!(exactly(between("2024-02-28", "2024-03-01"), 2));
        assert!(exactly(between("2100-02-28", "2100-03-01"), 1));
        assert!(exactly(between("2025-01-01", "2026-01-01"), 365));
        for wrong in ["", "2026", "2026-13-01", "2026-01-32", "x-y-z"] {
            assert_eq!(day_number(wrong), None, "{wrong}");
        }
    }
}
