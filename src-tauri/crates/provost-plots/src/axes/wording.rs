//! Values in words, exact enough to be told apart and no longer.

use std::fmt::{self, Write as _};

use provost_core::overview::{amount, number};

/// A value with its unit.
pub(crate) fn worded(value: f64, unit: &str) -> String {
    let size = value.abs();
    if is_currency(unit) && (value == 0.0 || (0.1..1e15).contains(&size)) {
        return amount(value, unit);
    }
    let text = plain(value);
    if unit.is_empty() {
        text
    } else {
        format!("{text} {unit}")
    }
}

/// A value in at least three digits that count.
pub(crate) fn plain(value: f64) -> String {
    let size = value.abs();
    if size > 0.0 && !(1e-6..1e15).contains(&size) {
        return scientific(value, 3);
    }
    let decimals = match size {
        _ if size >= 1_000.0 => 0,
        _ if size >= 100.0 => 1,
        _ if size >= 1.0 => 2,
        _ if size >= 0.1 => 3,
        _ if size >= 0.01 => 4,
        _ if size >= 0.001 => 5,
        _ => 8,
    };
    number(value, decimals)
}

/// A share of the whole, from 0 to 1.
pub(crate) fn percent(share: f64) -> String {
    format!(
        "{} %",
        number(share * 100.0, if share < 0.1 { 2 } else { 1 })
    )
}

/// A number as a digit, its decimals and a power of ten.
pub(crate) fn scientific(value: f64, decimals: usize) -> String {
    let written = format!("{:.decimals$e}", value.abs());
    let (digits, exponent) = written.split_once('e').unwrap_or((&written, "0"));
    let digits = if digits.contains('.') {
        digits.trim_end_matches('0').trim_end_matches('.')
    } else {
        digits
    };
    let raised: String = exponent
        .chars()
        .map(|digit| match digit {
            '-' => '⁻',
            '1' => '¹',
            '2' => '²',
            '3' => '³',
            '4' => '⁴',
            '5' => '⁵',
            '6' => '⁶',
            '7' => '⁷',
            '8' => '⁸',
            '9' => '⁹',
            _ => '⁰',
        })
        .collect();
    let sign = if value < 0.0 { "−" } else { "" };
    format!("{sign}{digits}×10{raised}")
}

/// Whether a unit is a currency of ISO 4217 by its form.
pub(crate) fn is_currency(unit: &str) -> bool {
    unit.len() == 3 && unit.bytes().all(|byte| byte.is_ascii_uppercase())
}

/// Adds words to a text.
pub(crate) fn add(text: &mut String, words: fmt::Arguments<'_>) {
    // A string takes all that is written to it.
    let written = text.write_fmt(words);
    debug_assert!(written.is_ok());
}

/// `1 value`, `2 values`.
pub(crate) fn counted(things: usize, one: &str, many: &str) -> String {
    let word = if things == 1 { one } else { many };
    format!("{} {word}", number(crate::span::count(things), 0))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn values_keep_the_digits_that_count() {
        for (value, unit, words) in [
            (0.0, "", "0"),
            (0.912_345, "", "0.912"),
            (99.96, "%", "99.96 %"),
            (1_234_567.8, "ms", "1\u{202f}234\u{202f}568 ms"),
            (-12.5, "ms", "−12.5 ms"),
            (0.000_02, "USD", "0.00002 USD"),
            (1_234.5, "USD", "1\u{202f}234.50 USD"),
            (1e300, "", "1×10³⁰⁰"),
            (-2.5e-9, "s", "−2.5×10⁻⁹ s"),
        ] {
            assert_eq!(worded(value, unit), words);
        }
        assert_eq!(percent(0.012_34), "1.23 %");
        assert_eq!(percent(0.5), "50 %");
        assert_eq!(counted(1, "value", "values"), "1 value");
    }
}
