//! An audit as a person reads it in a terminal. Colour only underlines what the words say.

use std::fmt::Write;

use anstyle::{AnsiColor, Color, Style};
use provost_core::audit::{Audit, Score, Severity, Status, Urgency};
use provost_core::catalog::visible;

use crate::text_table::TextTable;

/// Findings of one rule that are listed before the rest is only counted.
const LISTED: usize = 10;

/// The whole answer, ending in a line break.
pub(crate) fn audit_text(audit: &Audit, name: &str, width: u16) -> String {
    let mut text = String::new();
    head(&mut text, audit, name);
    sections(&mut text, audit, width);
    findings(&mut text, audit, width);
    open_questions(&mut text, audit);
    actions(&mut text, audit);
    text
}

fn head(text: &mut String, audit: &Audit, name: &str) {
    let subject = &audit.subject;
    let bold = Style::new().bold();
    line(text, format_args!("{bold}Audit of {}{bold:#}", shown(name)));
    line(
        text,
        format_args!(
            "database {}, PostgreSQL {}, read as {} at {}",
            shown(&subject.database),
            shown(&subject.server_version),
            shown(&subject.role),
            subject.taken_at.format("%Y-%m-%d %H:%M:%S UTC")
        ),
    );
    line(
        text,
        format_args!(
            "{}, {}, {}",
            counted(subject.tables, "table"),
            counted(subject.columns, "column"),
            counted(subject.functions, "function")
        ),
    );
    line(text, format_args!(""));
    line(
        text,
        format_args!(
            "{bold}{} — {}{bold:#}",
            percent(&audit.overall),
            audit.verdict.grade
        ),
    );
    line(text, format_args!("{}", audit.verdict.recommendation));
    for ground in &audit.verdict.grounds {
        line(text, format_args!("  {ground}"));
    }
    for hidden in &subject.hidden {
        line(text, format_args!("  not seen: {}", shown(hidden)));
    }
    line(text, format_args!(""));
}

fn sections(text: &mut String, audit: &Audit, width: u16) {
    let mut table = table(width);
    table.set_header(["Section", "Score", "Points", "Pass", "Fail", "Left out"]);
    for section in &audit.sections {
        let score = &section.score;
        let left_out = score.not_determinable + score.not_applicable + score.manual + score.stale;
        table.add_row([
            section.title.clone(),
            percent(score),
            format!("{} of {}", score.earned, score.possible),
            score.passed.to_string(),
            score.failed.to_string(),
            left_out.to_string(),
        ]);
    }
    line(text, format_args!("{table}"));
    line(text, format_args!(""));
}

fn findings(text: &mut String, audit: &Audit, width: u16) {
    let mut failed: Vec<_> = audit
        .results
        .iter()
        .filter_map(|r| Some((r.answer.worst()?, r)))
        .collect();
    failed.sort_by_key(|(worst, _)| std::cmp::Reverse(*worst));
    for (worst, result) in failed {
        let style = colour(worst);
        let all = result.answer.findings();
        line(
            text,
            format_args!(
                "{style}{}{style:#}  {}  [{}]",
                worst.as_str().to_uppercase(),
                result.action,
                result.rule
            ),
        );
        let mut table = table(width);
        for finding in all.iter().take(LISTED) {
            table.add_row([
                finding.severity.as_str(),
                &shown(&finding.subject),
                &shown(&finding.statement),
            ]);
        }
        line(text, format_args!("{table}"));
        if all.len() > LISTED {
            line(
                text,
                format_args!("  and {} more; --format json lists all", all.len() - LISTED),
            );
        }
        line(text, format_args!(""));
    }
}

fn open_questions(text: &mut String, audit: &Audit) {
    for status in [Status::NotDeterminable, Status::Stale, Status::Manual] {
        let results: Vec<_> = audit
            .results
            .iter()
            .filter(|result| result.answer.status() == status)
            .collect();
        if results.is_empty() {
            continue;
        }
        line(
            text,
            format_args!("{} ({})", capital(status.as_str()), results.len()),
        );
        for result in results {
            use provost_core::audit::Answer::{Manual, NotDeterminable, Stale};
            let (NotDeterminable { reason: words }
            | Stale { reason: words }
            | Manual { question: words }) = &result.answer
            else {
                continue;
            };
            line(text, format_args!("  {}: {}", result.rule, shown(words)));
        }
        line(text, format_args!(""));
    }
}

fn actions(text: &mut String, audit: &Audit) {
    for urgency in Urgency::ALL {
        let due: Vec<_> = audit
            .actions
            .iter()
            .filter(|action| action.urgency == urgency)
            .collect();
        if due.is_empty() {
            continue;
        }
        line(text, format_args!("{}", urgency.title()));
        for action in due {
            line(
                text,
                format_args!(
                    "  [ ] {} ({}, {} with SQL)",
                    action.title,
                    counted(action.findings, "finding"),
                    action.with_sql
                ),
            );
        }
    }
}

/// A table without frames for a terminal of this width.
pub(crate) fn table(width: u16) -> TextTable {
    TextTable::new(width)
}

/// Text from a database as it may stand in one line of a terminal.
pub(crate) fn shown(text: &str) -> String {
    visible(text, &[])
}

/// A number of things, with the word for them.
pub(crate) fn counted(number: impl ToString, noun: &str) -> String {
    match number.to_string().as_str() {
        "1" => format!("1 {noun}"),
        several => format!("{several} {noun}s"),
    }
}

fn percent(score: &Score) -> String {
    score
        .percent
        .map_or_else(|| "not scored".to_owned(), |percent| format!("{percent} %"))
}

fn capital(words: &str) -> String {
    let mut letters = words.chars();
    letters
        .next()
        .map(|first| first.to_uppercase().chain(letters).collect())
        .unwrap_or_default()
}

pub(crate) fn colour(severity: Severity) -> Style {
    let colour = match severity {
        Severity::Critical | Severity::High => AnsiColor::Red,
        Severity::Medium => AnsiColor::Yellow,
        Severity::Low | Severity::Info => AnsiColor::Cyan,
    };
    let style = Style::new().fg_color(Some(Color::Ansi(colour)));
    if severity == Severity::Critical {
        style.bold()
    } else {
        style
    }
}

fn line(text: &mut String, words: std::fmt::Arguments<'_>) {
    // Writing to a String never fails.
    let _ = writeln!(text, "{words}");
}
