//! A comparison as files: the SQL of the way back, and JSON.

use std::fmt::Write;

use provost_core::catalog::visible;
use provost_core::schema::ComparisonReport;
use provost_core::schema::comparison::script::ScriptStatement;

use crate::error::AppError;

/// The JSON form of a comparison, ending in a line break.
pub fn comparison_json(report: &ComparisonReport) -> Result<String, AppError> {
    let text = serde_json::to_string_pretty(report).map_err(|error| {
        AppError::Internal(format!(
            "The comparison could not be written as JSON: {error}."
        ))
    })?;
    Ok(text + "\n")
}

/// The SQL that would bring the database to the expected state, with what each statement costs before it. One transaction
/// where that can be.
#[must_use]
pub fn script_sql(report: &ComparisonReport) -> String {
    let script = &report.script;
    let mut text = String::new();
    comment(
        &mut text,
        &format!("Brings {} to {}.", report.name, report.expected_from),
    );
    comment(
        &mut text,
        &format!(
            "Written for what it was at {}. Read it before you run it: Provost never does.",
            report.taken_at
        ),
    );
    for cannot in &script.cannot {
        comment(
            &mut text,
            &format!("Not in here: {}. {}", cannot.object, cannot.reason),
        );
    }
    for one in &report.not_compared {
        comment(
            &mut text,
            &format!("Not compared: {}. {}", one.what, one.reason),
        );
    }
    if script.statements.is_empty() {
        comment(&mut text, "There is nothing to do.");
        return text;
    }
    if script.transactional {
        text.push_str("\nbegin;\n");
    } else {
        comment(
            &mut text,
            "A new value of an enum can be used only after it was committed, so this is no one transaction.",
        );
    }
    for line in &script.preparation {
        // Outside a transaction `set local` does nothing.
        let line = if script.transactional {
            line.clone()
        } else {
            line.replacen("set local ", "set ", 1)
        };
        let _ = writeln!(text, "{line};");
    }
    for statement in &script.statements {
        write_statement(&mut text, statement);
    }
    if script.transactional {
        text.push_str("\ncommit;\n");
    }
    text
}

fn write_statement(text: &mut String, statement: &ScriptStatement) {
    text.push('\n');
    for warning in &statement.warnings {
        comment(text, &warning.text);
        if let Some(safer) = &warning.safer {
            comment(text, &format!("Safer: {safer}"));
        }
    }
    let _ = writeln!(text, "{};", statement.sql);
}

/// A comment of one line, whatever names it speaks of.
fn comment(text: &mut String, words: &str) {
    let line = words.split_whitespace().collect::<Vec<_>>().join(" ");
    let _ = writeln!(text, "-- {}", visible(&line, &[]));
}
