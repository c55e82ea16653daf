//! A JSON object as a flat list of names with values: what people read and compare.

use serde::{Deserialize, Serialize};
use serde_json::Value;

/// How many facts one object may give: a row may hold anything.
const MOST_FACTS: usize = 2_000;

/// A name with its value.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "bindings", derive(specta::Type))]
pub struct ModelFact {
    /// Where the value stands: names of members with dots between them, places in lists in brackets.
    pub name: String,
    /// The value in words.
    pub value: String,
    /// The value, when it is a finite number.
    pub number: Option<f64>,
}

/// The values of a JSON object, in the order of their names. Empty objects and lists are left out, and so is what comes after
/// the first 2,000 values.
#[must_use]
pub fn facts(object: &Value) -> Vec<ModelFact> {
    let mut facts = Vec::new();
    flatten("", object, &mut facts);
    facts
}

fn flatten(path: &str, value: &Value, facts: &mut Vec<ModelFact>) {
    if facts.len() >= MOST_FACTS {
        return;
    }
    match value {
        Value::Object(members) => {
            for (name, member) in members {
                let inner = if path.is_empty() {
                    name.clone()
                } else {
                    format!("{path}.{name}")
                };
                flatten(&inner, member, facts);
            }
        }
        Value::Array(members) if members.iter().all(is_scalar) && !members.is_empty() => {
            let words: Vec<String> = members.iter().take(200).map(in_words).collect();
            facts.push(ModelFact {
                name: path.to_owned(),
                value: words.join(", "),
                number: None,
            });
        }
        Value::Array(members) => {
            for (at, member) in members.iter().enumerate() {
                flatten(&format!("{path}[{at}]"), member, facts);
            }
        }
        scalar => facts.push(ModelFact {
            name: path.to_owned(),
            value: in_words(scalar),
            number: scalar.as_f64().filter(|number| number.is_finite()),
        }),
    }
}

fn is_scalar(value: &Value) -> bool {
    !value.is_object() && !value.is_array()
}

fn in_words(value: &Value) -> String {
    match value {
        Value::String(text) => text.clone(),
        Value::Null => "none".to_owned(),
        other => other.to_string(),
    }
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    #[test]
    fn an_object_becomes_names_with_values() {
        let object = json!({
            "accuracy": 0.91, "by": {"class": {"a": 1, "b": "two"}}, "languages": ["en", "de"],
            "runs": [{"id": 7}], "empty": {}, "none": null, "yes": true
        });
        let said: Vec<(String, String, Option<f64>)> = facts(&object)
            .into_iter()
            .map(|fact| (fact.name, fact.value, fact.number))
            .collect();
        let expected = [
            ("accuracy", "0.91", Some(0.91)),
            ("by.class.a", "1", Some(1.0)),
            ("by.class.b", "two", None),
            ("languages", "en, de", None),
            ("none", "none", None),
            ("runs[0].id", "7", Some(7.0)),
            ("yes", "true", None),
        ];
        let expected: Vec<(String, String, Option<f64>)> = expected
            .into_iter()
            .map(|(name, value, number)| (name.to_owned(), value.to_owned(), number))
            .collect();
        assert_eq!(said, expected);
    }

    #[test]
    fn a_row_that_holds_very_much_is_cut() {
        let many: serde_json::Map<String, Value> =
            (0..5_000).map(|at| (at.to_string(), json!(at))).collect();
        assert_eq!(facts(&Value::Object(many)).len(), MOST_FACTS);
    }
}
