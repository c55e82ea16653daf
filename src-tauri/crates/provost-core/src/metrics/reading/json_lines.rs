//! A JSON object on each line.

use serde_json::{Map, Value};

use super::Sink;
use super::draft::{Draft, Field};
use super::not_text;
use crate::metrics::{MetricPoint, RowError, RowFault};

/// A line of a file, which has no state between its lines.
pub(super) fn line(line: u32, text: Result<&str, RowFault>, sink: Sink<'_>) {
    match text {
        Ok(text) if text.trim().is_empty() => {}
        Ok(text) => sink(point(line, text)),
        Err(_) => sink(Err(not_text(line))),
    }
}

fn point(line: u32, text: &str) -> Result<MetricPoint, RowError> {
    let object: Map<String, Value> =
        serde_json::from_str(text).map_err(|error| fault(line, text, &error))?;
    let mut draft = Draft::new(line, false);
    for (name, value) in object {
        draft.json(Field::of(&name), &name, value)?;
    }
    draft.finish()
}

/// Python's `json` writes NaN and Infinity, which JSON does not know.
fn fault(line: u32, text: &str, error: &serde_json::Error) -> RowError {
    let column = error.column();
    let rest = text.get(column.saturating_sub(1)..).unwrap_or_default();
    let bare = ["NaN", "Infinity", "-Infinity", "nfinity", "aN"];
    if error.is_syntax() && bare.into_iter().any(|word| rest.starts_with(word)) {
        let reason = "NaN and Infinity are no numbers of JSON, and no measured values.";
        return RowError::row(line, RowFault::NotFinite, reason);
    }
    RowError::row(
        line,
        RowFault::Malformed,
        format!("It is no JSON object (at character {column})."),
    )
}
