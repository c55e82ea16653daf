//! A comparison as a person reads it in a terminal. Colour only underlines what the words say.

use std::fmt::Write;

use provost_core::audit::Severity;
use provost_core::schema::ComparisonReport;
use provost_core::schema::comparison::{Area, Change, Comparison, Difference};

use crate::audit_text::{shown, table};

/// How many signs of a value are shown.
const LENGTH: usize = 60;

/// The areas in the order in which they are told.
const AREAS: [Area; 5] = [
    Area::Authentication,
    Area::Security,
    Area::Agents,
    Area::Application,
    Area::Other,
];

/// The whole answer, ending in a line break.
pub(crate) fn compare_text(report: &ComparisonReport, width: u16) -> String {
    let mut text = String::new();
    line(
        &mut text,
        format_args!(
            "{} against {}",
            shown(&report.name),
            shown(&report.expected_from.to_string())
        ),
    );
    line(
        &mut text,
        format_args!(
            "read at {}\n",
            report.taken_at.format("%Y-%m-%d %H:%M:%S UTC")
        ),
    );
    counts(&mut text, &report.comparison, width);
    differences(&mut text, &report.comparison);
    list(
        &mut text,
        "Not compared",
        report
            .not_compared
            .iter()
            .map(|one| format!("{}: {}", one.what, one.reason)),
    );
    list(&mut text, "Notes", report.notes.iter().cloned());
    script(&mut text, report);
    text
}

fn counts(text: &mut String, comparison: &Comparison, width: u16) {
    let mut counts = table(width);
    counts.set_header(["Kind", "Present", "Missing", "Not expected"]);
    for count in &comparison.counts {
        counts.add_row([
            count.kind.word().to_owned(),
            format!("{} of {}", count.present, count.expected),
            count.expected.saturating_sub(count.present).to_string(),
            count.unexpected.to_string(),
        ]);
    }
    line(text, format_args!("{counts}"));
}

fn differences(text: &mut String, comparison: &Comparison) {
    let (noise, real): (Vec<&Difference>, Vec<&Difference>) =
        comparison.differences.iter().partition(|one| one.noise);
    if real.is_empty() {
        line(text, format_args!("\nNo difference."));
    }
    for severity in Severity::ALL {
        let of_severity = real.iter().filter(|one| one.severity == severity);
        let of_severity: Vec<&Difference> = of_severity.copied().collect();
        if of_severity.is_empty() {
            continue;
        }
        let word = severity.as_str().to_uppercase();
        line(text, format_args!("\n{word} ({})", of_severity.len()));
        for area in AREAS {
            let within: Vec<&&Difference> =
                of_severity.iter().filter(|one| one.area == area).collect();
            if within.is_empty() {
                continue;
            }
            line(text, format_args!("  {}", area.title()));
            for difference in within {
                tell(text, difference);
            }
        }
    }
    if !noise.is_empty() {
        line(
            text,
            format_args!(
                "\nOf no account ({}): order of columns, names that the server made",
                noise.len()
            ),
        );
    }
}

fn tell(text: &mut String, difference: &Difference) {
    let change = match &difference.change {
        Change::Missing => "is missing".to_owned(),
        Change::Unexpected => "is not expected".to_owned(),
        Change::Changed => "differs".to_owned(),
        Change::Renamed { from } => format!("is named {}", shown(from)),
    };
    line(
        text,
        format_args!(
            "    {} {change}. {}",
            shown(&difference.object.to_string()),
            difference.reason
        ),
    );
    if difference.change != Change::Changed {
        return;
    }
    for property in &difference.properties {
        line(
            text,
            format_args!(
                "      {}: {} instead of {}",
                property.property,
                value(property.actual.as_deref()),
                value(property.expected.as_deref())
            ),
        );
    }
}

/// A value in one line, cut where it is long: the JSON has all of it.
fn value(value: Option<&str>) -> String {
    let Some(value) = value.filter(|value| !value.is_empty()) else {
        return "nothing".to_owned();
    };
    let line = value.split_whitespace().collect::<Vec<_>>().join(" ");
    let cut: String = line.chars().take(LENGTH).collect();
    if cut == line {
        shown(&line)
    } else {
        shown(&(cut + " …"))
    }
}

fn list(text: &mut String, heading: &str, entries: impl ExactSizeIterator<Item = String>) {
    if entries.len() == 0 {
        return;
    }
    line(text, format_args!("\n{heading} ({})", entries.len()));
    for entry in entries {
        line(text, format_args!("  {}", shown(&entry)));
    }
}

fn script(text: &mut String, report: &ComparisonReport) {
    let cannot = report.script.cannot.iter();
    list(
        text,
        "Cannot be written as SQL",
        cannot.map(|one| format!("{}: {}", one.object, one.reason)),
    );
    if !report.script.statements.is_empty() {
        line(
            text,
            format_args!(
                "\nThe way back has {} statements: --format sql writes them. Provost never runs them by itself.",
                report.script.statements.len()
            ),
        );
    }
}

fn line(text: &mut String, words: std::fmt::Arguments<'_>) {
    // A String takes all that is written to it.
    let _ = text.write_fmt(words);
    text.push('\n');
}
