//! The audit for programs: `provost.audit/1`.

use provost_core::audit::Audit;

use crate::Error;

/// The audit as indented JSON, its keys in the order of the types, with a line end at its end.
pub fn json(audit: &Audit) -> Result<String, Error> {
    let mut text = serde_json::to_string_pretty(audit)?;
    text.push('\n');
    Ok(text)
}
