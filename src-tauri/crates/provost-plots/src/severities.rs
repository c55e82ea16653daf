//! How many findings there are of each severity.

use provost_core::audit::{RuleResult, Severity};

use crate::bars::{Bar, Bars};
use crate::{Chart, Error, Theme, palette};

/// Draws the number of findings of each severity, with the number of rules that they come from.
pub fn findings_by_severity(results: &[RuleResult], theme: Theme) -> Result<Chart, Error> {
    let counts: Vec<(Severity, u32, u32)> = Severity::ALL
        .into_iter()
        .map(|severity| {
            let of_rule = |result: &RuleResult| {
                result
                    .answer
                    .findings()
                    .iter()
                    .filter(|finding| finding.severity == severity)
                    .count()
            };
            let found: usize = results.iter().map(of_rule).sum();
            let rules = results.iter().filter(|result| of_rule(result) > 0).count();
            let number = |count| u32::try_from(count).unwrap_or(u32::MAX);
            (severity, number(found), number(rules))
        })
        .collect();
    let most = counts.iter().map(|(_, found, _)| *found).max().unwrap_or(0);
    Bars {
        title: "Findings by severity".to_owned(),
        description: description(&counts),
        rows: counts
            .iter()
            .map(|&(severity, found, rules)| Bar {
                label: capitalised(severity.as_str()),
                length: Some(f64::from(found)),
                value: grouped(found),
                note: note(found, rules),
                color: palette::severity(severity, theme),
            })
            .collect(),
        ticks: ticks(most),
        whole: false,
    }
    .draw(theme)
}

fn note(found: u32, rules: u32) -> String {
    match (found, rules) {
        (0, _) => String::new(),
        (_, 1) => "in 1 rule".to_owned(),
        _ => format!("in {rules} rules"),
    }
}

fn description(counts: &[(Severity, u32, u32)]) -> String {
    let values = counts
        .iter()
        .map(|(severity, found, _)| format!("{} {}", grouped(*found), severity.as_str()))
        .collect::<Vec<_>>()
        .join(", ");
    format!("Horizontal bars with the number of findings of each severity: {values}.")
}

fn capitalised(word: &str) -> String {
    let mut characters = word.chars();
    characters.next().map_or_else(String::new, |first| {
        first.to_uppercase().chain(characters).collect()
    })
}

/// A number with thin spaces between its thousands.
fn grouped(number: u32) -> String {
    let digits = number.to_string();
    let mut written = String::new();
    for (index, digit) in digits.chars().enumerate() {
        if index > 0 && (digits.len() - index).is_multiple_of(3) {
            written.push('\u{202f}');
        }
        written.push(digit);
    }
    written
}

/// Two to five steps of 1, 2 or 5 times a power of ten, from zero to at least `most`.
fn ticks(most: u32) -> Vec<(f64, String)> {
    let most = u64::from(most.max(1));
    let mut step = 1_u64;
    for factor in [2, 5, 10].into_iter().cycle() {
        if step * 5 >= most {
            break;
        }
        let decade = 10_u64.pow(step.ilog10());
        step = if factor == 10 {
            decade * 10
        } else {
            decade * factor
        };
    }
    (0..=most.div_ceil(step).max(2))
        .map(|index| {
            let at = u32::try_from(index * step).unwrap_or(u32::MAX);
            (f64::from(at), grouped(at))
        })
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn marks(most: u32) -> Vec<String> {
        ticks(most).into_iter().map(|(_, words)| words).collect()
    }

    #[test]
    fn the_scale_has_round_marks_and_reaches_the_highest_value() {
        assert_eq!(marks(0), ["0", "1", "2"]);
        assert_eq!(marks(3), ["0", "1", "2", "3"]);
        assert_eq!(marks(7), ["0", "2", "4", "6", "8"]);
        assert_eq!(marks(23), ["0", "5", "10", "15", "20", "25"]);
        assert_eq!(marks(46), ["0", "10", "20", "30", "40", "50"]);
        assert_eq!(
            marks(10_000),
            [
                "0",
                "2\u{202f}000",
                "4\u{202f}000",
                "6\u{202f}000",
                "8\u{202f}000",
                "10\u{202f}000"
            ]
        );
        for most in [1, 9, 99, 101, 4_999, 50_001, u32::MAX] {
            let scale = ticks(most);
            assert!((3..=6).contains(&scale.len()), "{most}");
            assert!(scale.last().unwrap().0 >= f64::from(most));
        }
    }
}
