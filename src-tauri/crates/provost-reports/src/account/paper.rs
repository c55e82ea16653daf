//! An account on paper.

use chrono::{DateTime, Utc};
use serde_json::Value;

use super::Account;
use crate::Error;
use crate::contents::Limits;
use crate::contents::wording::clipped;
use crate::pdf::Manuscript;

impl Account {
    /// Typesets it. `identity` tells this document from others.
    pub(crate) fn pdf(
        &self,
        limits: &Limits,
        identity: String,
        made_at: DateTime<Utc>,
        product_version: &str,
    ) -> Result<Vec<u8>, Error> {
        let mut data = serde_json::to_value(self)?;
        clip(&mut data, false, limits);
        Manuscript {
            name: "account.typ",
            template: include_str!("../pdf/account.typ"),
            data,
            pictures: self.pictures.iter().map(|one| one.light.clone()).collect(),
            sketches: self.sketches().map(|one| one.light.clone()).collect(),
            made_at,
            identity,
            product_version,
        }
        .print()
    }
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
