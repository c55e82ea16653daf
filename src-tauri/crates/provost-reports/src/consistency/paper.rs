//! The report on paper: the same account, typeset.

use provost_core::schema::consistency::Consistency;
use serde_json::Value;

use super::document::Document;
use crate::Error;
use crate::contents::Limits;
use crate::contents::wording::clipped;
use crate::pdf::Manuscript;

/// The report as PDF. Takes a second or so and cannot be cancelled: run it off the thread of a window and drop the result
/// when it is no longer wanted.
pub fn consistency_pdf(report: &Consistency) -> Result<Vec<u8>, Error> {
    let limits = Limits::pdf();
    let document = Document::of(report, &limits)?;
    let mut data = serde_json::to_value(&document)?;
    clip(&mut data, false, &limits);
    let pictures = document.pictures.into_iter();
    Manuscript {
        name: "consistency.typ",
        template: include_str!("../pdf/consistency.typ"),
        data,
        pictures: pictures.map(|picture| picture.light).collect(),
        made_at: report.generated_at,
        identity: format!(
            "provost-schema-consistency/{}/{}",
            report.name,
            report.generated_at.timestamp()
        ),
        product_version: &report.product_version,
    }
    .print()
}

/// Cuts what no page has room for, and says so. Code cannot be run once it is cut, so it has more room.
fn clip(value: &mut Value, code: bool, limits: &Limits) {
    match value {
        Value::String(text) => {
            let most = if code { limits.code() } else { limits.text() };
            if text.len() > most {
                *text = clipped(text, most);
            }
        }
        Value::Array(items) => items.iter_mut().for_each(|item| clip(item, code, limits)),
        Value::Object(fields) => {
            for (name, field) in fields {
                clip(field, matches!(name.as_str(), "lines" | "safer"), limits);
            }
        }
        Value::Null | Value::Bool(_) | Value::Number(_) => {}
    }
}
