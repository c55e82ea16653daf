//! Numbers in words: for notes, for the command line, for pictures.

use super::{Figure, FigureState, Target, TargetDirection};

/// A number with a narrow space between its thousands and at most so many decimals, without zeros at the end.
#[must_use]
pub fn number(value: f64, decimals: usize) -> String {
    let written = format!("{:.decimals$}", value.abs());
    let (whole, fraction) = written.split_once('.').unwrap_or((&written, ""));
    let fraction = fraction.trim_end_matches('0');
    let mut text = String::new();
    if value < 0.0 && written.chars().any(|digit| ('1'..='9').contains(&digit)) {
        text.push('−');
    }
    for (index, digit) in whole.chars().enumerate() {
        if index > 0 && (whole.len() - index).is_multiple_of(3) {
            text.push('\u{202f}');
        }
        text.push(digit);
    }
    if !fraction.is_empty() {
        text.push('.');
        text.push_str(fraction);
    }
    text
}

/// An amount of money: two decimals, and the currency behind it.
#[must_use]
pub fn amount(value: f64, currency: &str) -> String {
    let rounded = format!("{:.2}", value.abs());
    let fraction = rounded.split_once('.').map_or("00", |(_, cents)| cents);
    let whole = number(value.trunc(), 0);
    // What rounds up to the next whole number has no cents left.
    if rounded.starts_with(&format!("{:.0}.", value.abs().trunc())) {
        format!("{whole}.{fraction} {currency}")
    } else {
        format!("{}.{fraction} {currency}", number(value.round(), 0))
    }
}

/// `1 model`, `2 models`.
pub(super) fn counted(value: f64, one: &str, many: &str) -> String {
    let word = if (value - 1.0).abs() < f64::EPSILON {
        one
    } else {
        many
    };
    format!("{} {word}", number(value, 0))
}

/// A value as it is shown beside its target. It is never rounded to the other side of it: 99.96 % does not meet 100 %, so
/// it must not read as 100.
#[must_use]
pub fn shown(value: f64, unit: &str, target: Option<Target>) -> String {
    let text = match unit {
        "%" => percentage(value, target),
        "ms" => measured(value, target),
        _ if is_currency(unit) => return amount(value, unit),
        _ => number(value, 2),
    };
    if unit.is_empty() {
        text
    } else {
        format!("{text} {unit}")
    }
}

/// A target in words.
#[must_use]
pub fn target_words(target: Target, unit: &str) -> String {
    let limit = number(target.value, 2);
    match target.direction {
        TargetDirection::AtLeast => format!("at least {limit} {unit}"),
        TargetDirection::Below => format!("below {limit} {unit}"),
    }
}

impl Figure {
    /// The value in words; a dash stands for one that is not known.
    #[must_use]
    pub fn shown(&self) -> String {
        self.value.map_or_else(
            || "–".to_owned(),
            |value| shown(value, &self.unit, self.target),
        )
    }
}

impl FigureState {
    /// What it is called.
    #[must_use]
    pub fn title(self) -> &'static str {
        match self {
            Self::Known => "known",
            Self::Met => "met",
            Self::Attention => "attention",
            Self::Empty => "no rows",
            Self::NotDeterminable => "not determinable",
        }
    }
}

/// The three letters of ISO 4217.
fn is_currency(unit: &str) -> bool {
    unit.len() == 3 && unit.bytes().all(|byte| byte.is_ascii_uppercase())
}

fn percentage(value: f64, target: Option<Target>) -> String {
    let rounded = number(value, 2);
    match target {
        Some(limit) if !limit.is_met(value) && limit.is_met((value * 100.0).round() / 100.0) => {
            number((value * 100.0).floor() / 100.0, 2)
        }
        _ => rounded,
    }
}

fn measured(value: f64, target: Option<Target>) -> String {
    let rounded = number(value, 1);
    match target {
        Some(limit) if limit.is_met(value) && !limit.is_met((value * 10.0).round() / 10.0) => {
            number((value * 10.0).floor() / 10.0, 1)
        }
        _ => rounded,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::overview::FigureKind;

    #[test]
    fn numbers_have_thin_spaces_and_no_empty_decimals() {
        assert_eq!(number(0.0, 2), "0");
        assert_eq!(number(12_345.678, 2), "12\u{202f}345.68");
        assert_eq!(number(1_000_000.0, 2), "1\u{202f}000\u{202f}000");
        assert_eq!(number(-1_234.5, 1), "−1\u{202f}234.5");
        assert_eq!(number(-0.001, 2), "0");
        assert_eq!(amount(1_234.5, "EUR"), "1\u{202f}234.50 EUR");
        assert_eq!(amount(0.999, "EUR"), "1.00 EUR");
        assert_eq!(amount(9.994, "USD"), "9.99 USD");
        assert_eq!(shown(160.0, "EUR", None), "160.00 EUR");
        assert_eq!(shown(1.0, "", None), "1");
    }

    #[test]
    fn a_missed_target_does_not_read_as_met() {
        let compliance = FigureKind::Compliance.target();
        assert_eq!(shown(99.999, "%", compliance), "99.99 %");
        assert_eq!(shown(100.0, "%", compliance), "100 %");
        let availability = FigureKind::Availability.target();
        assert_eq!(shown(99.8999, "%", availability), "99.89 %");
        assert_eq!(shown(99.912, "%", availability), "99.91 %");
        let response = FigureKind::ResponseTime.target();
        assert_eq!(shown(99.98, "ms", response), "99.9 ms");
        assert_eq!(shown(100.0, "ms", response), "100 ms");
        assert_eq!(shown(250.44, "ms", response), "250.4 ms");
    }

    #[test]
    fn targets_are_said_in_words() {
        let said = |kind: FigureKind| kind.target().map(|limit| target_words(limit, kind.unit()));
        assert_eq!(
            said(FigureKind::Availability).as_deref(),
            Some("at least 99.9 %")
        );
        assert_eq!(
            said(FigureKind::ResponseTime).as_deref(),
            Some("below 100 ms")
        );
    }
}
