//! A measured value.

use crate::metrics::row_error::quoted;
use crate::metrics::{LARGEST_VALUE, RowError, RowFault};

/// A value as text; with a decimal comma where the file has semicolons between its values.
pub(super) fn of_text(
    line: u32,
    column: &str,
    text: &str,
    decimal_comma: bool,
) -> Result<f64, RowError> {
    let trimmed = text.trim();
    let parsed = if decimal_comma && trimmed.contains(',') {
        // With both, the comma stands between thousands, or the point does: nobody knows.
        let one = trimmed.matches(',').count() == 1 && !trimmed.contains('.');
        one.then(|| trimmed.replace(',', ".").parse().ok())
            .flatten()
    } else {
        trimmed.parse::<f64>().ok()
    };
    let Some(value) = parsed else {
        let reason = format!("{} is no number.", quoted(trimmed));
        return Err(RowError::of(line, column, RowFault::NotANumber, reason));
    };
    finite(line, column, value, trimmed)
}

/// A value that is finite, and small enough to be reckoned with.
pub(super) fn finite(line: u32, column: &str, value: f64, text: &str) -> Result<f64, RowError> {
    if value.abs() <= LARGEST_VALUE {
        return Ok(value);
    }
    if value.is_finite() {
        let reason = format!("{} is beyond 1e150.", quoted(text));
        return Err(RowError::of(line, column, RowFault::NotFinite, reason));
    }
    let reason = if value.is_nan() {
        "NaN is no measured value.".to_owned()
    } else {
        format!("{} is not finite.", quoted(text))
    };
    Err(RowError::of(line, column, RowFault::NotFinite, reason))
}
