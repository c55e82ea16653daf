//! In what something that was imported before differs from what MLflow says now.

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};
use serde_json::Value;

use super::plain::cut;

/// A field that changed.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "bindings", derive(specta::Type))]
#[serde(rename_all = "camelCase")]
pub struct FieldChange {
    /// The field: `tags.domain`.
    pub field: String,
    /// What it was; none when it was not there.
    pub before: Option<String>,
    /// What it is; none when it is not there.
    pub after: Option<String>,
}

/// The most letters of a value that are shown.
const SHOWN: usize = 200;
/// The most fields that are shown of one change.
const FIELDS: usize = 100;

/// The fields in which two objects differ, by name; at most a hundred.
#[must_use]
pub fn changes(before: &Value, after: &Value) -> Vec<FieldChange> {
    let (before, after) = (flat(before), flat(after));
    let names: std::collections::BTreeSet<&String> = before.keys().chain(after.keys()).collect();
    names
        .into_iter()
        .filter(|name| before.get(*name) != after.get(*name))
        .take(FIELDS)
        .map(|name| FieldChange {
            field: name.clone(),
            before: before.get(name).map(|text| cut(text, SHOWN)),
            after: after.get(name).map(|text| cut(text, SHOWN)),
        })
        .collect()
}

/// Each value that is no object by the names that lead to it. What is null is not there.
fn flat(value: &Value) -> BTreeMap<String, String> {
    let mut found = BTreeMap::new();
    let mut waiting = vec![(String::new(), value, 0)];
    while let Some((name, value, depth)) = waiting.pop() {
        match value {
            Value::Null => {}
            Value::Object(entries) if depth < 8 => {
                for (key, value) in entries {
                    let name = if name.is_empty() {
                        key.clone()
                    } else {
                        format!("{name}.{key}")
                    };
                    waiting.push((name, value, depth + 1));
                }
            }
            Value::String(text) => {
                found.insert(name, text.clone());
            }
            // The database writes numbers in its own way, and reading them back may move the last digit.
            Value::Number(number) if number.is_f64() || number.as_i64().is_none() => {
                let number = number.as_f64().unwrap_or_default() + 0.0;
                let rounded = format!("{number:.14e}").parse().unwrap_or(number);
                found.insert(name, rounded.to_string());
            }
            other => {
                found.insert(name, other.to_string());
            }
        }
    }
    found
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    #[test]
    fn numbers_are_equal_however_they_are_written() {
        let ours = json!({"a": 1e16, "b": -0.0, "c": 0.795, "d": 1.0, "e": {"f": null}});
        let theirs = json!({"a": 10_000_000_000_000_000_u64, "b": 0, "c": 0.795, "d": 1});
        assert_eq!(changes(&ours, &theirs), []);
        let other = json!({"a": 1e16, "b": 0.1, "d": "1"});
        let names: Vec<String> = changes(&ours, &other)
            .into_iter()
            .map(|one| one.field)
            .collect();
        assert_eq!(names, ["b", "c"]);
    }
}
