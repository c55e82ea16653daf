//! A value as YAML, block by block, so that it reads back as the same value.

use std::fmt::Write as _;

use serde_json::{Map, Value};

use super::yaml::plain;

/// Keys that come first, in the order of the cards of Hugging Face; the others follow by name.
const FIRST: [&str; 14] = [
    "language",
    "license",
    "license_name",
    "license_link",
    "library_name",
    "pipeline_tag",
    "base_model",
    "base_model_relation",
    "tags",
    "datasets",
    "metrics",
    "model_name",
    "thumbnail",
    "model-index",
];

/// A mapping as a document, without the lines around it.
pub(super) fn document(members: &Map<String, Value>) -> String {
    let mut text = String::new();
    mapping(&mut text, members, 0, true);
    text
}

fn mapping(text: &mut String, members: &Map<String, Value>, depth: usize, top: bool) {
    let mut keys: Vec<&String> = members.keys().collect();
    if top {
        let rank = |key: &str| FIRST.iter().position(|first| *first == key);
        keys.sort_by_key(|key| (rank(key).unwrap_or(FIRST.len()), key.as_str()));
    }
    for (at, key) in keys.into_iter().enumerate() {
        // The first key of a mapping in a list stands behind the dash.
        if at > 0 || top || !text.ends_with("- ") {
            indent(text, depth);
        }
        text.push_str(&word(key));
        text.push(':');
        if let Some(value) = members.get(key) {
            member(text, value, depth);
        }
    }
}

/// What stands behind a colon.
fn member(text: &mut String, value: &Value, depth: usize) {
    match value {
        Value::Object(members) if !members.is_empty() => {
            text.push('\n');
            mapping(text, members, depth + 1, false);
        }
        Value::Array(members) if !members.is_empty() => {
            text.push('\n');
            sequence(text, members, depth);
        }
        other => {
            text.push(' ');
            leaf(text, other);
        }
    }
}

fn sequence(text: &mut String, members: &[Value], depth: usize) {
    for value in members {
        indent(text, depth);
        text.push_str("- ");
        match value {
            Value::Object(members) if !members.is_empty() => {
                mapping(text, members, depth + 1, false);
            }
            Value::Array(members) if !members.is_empty() => {
                text.pop();
                text.push('\n');
                sequence(text, members, depth + 1);
            }
            other => leaf(text, other),
        }
    }
}

fn leaf(text: &mut String, value: &Value) {
    match value {
        Value::Null => text.push_str("null"),
        Value::Bool(yes) => text.push_str(if *yes { "true" } else { "false" }),
        Value::Number(number) => text.push_str(&number.to_string()),
        Value::String(said) => text.push_str(&word(said)),
        Value::Array(_) => text.push_str("[]"),
        Value::Object(_) => text.push_str("{}"),
    }
    text.push('\n');
}

fn indent(text: &mut String, depth: usize) {
    for _ in 0..depth {
        text.push_str("  ");
    }
}

/// A text, plain where that can mean nothing else, otherwise in double quotes with escapes.
fn word(said: &str) -> String {
    let safe = |character: char| character.is_alphanumeric() || " _-./+()".contains(character);
    let bare = said.chars().all(safe)
        && said.starts_with(|first: char| first.is_alphanumeric())
        && !said.ends_with(' ')
        && plain(said) == Value::String(said.to_owned())
        && !looks_like_a_number(said)
        && !["yes", "no", "on", "off", "y", "n"].contains(&said.to_lowercase().as_str());
    if bare {
        return said.to_owned();
    }
    let mut quoted = String::from("\"");
    for character in said.chars() {
        match character {
            '"' => quoted.push_str("\\\""),
            '\\' => quoted.push_str("\\\\"),
            '\n' => quoted.push_str("\\n"),
            '\t' => quoted.push_str("\\t"),
            other if other.is_control() || is_special(other) => {
                // Writing to a string cannot fail.
                let _ = match u32::from(other) {
                    code @ 0..=0xff => write!(quoted, "\\x{code:02x}"),
                    code @ 0x100..=0xffff => write!(quoted, "\\u{code:04x}"),
                    code => write!(quoted, "\\U{code:08x}"),
                };
            }
            other => quoted.push(other),
        }
    }
    quoted.push('"');
    quoted
}

/// What other readers of YAML would take for a number, a time or a date.
fn looks_like_a_number(said: &str) -> bool {
    said.starts_with(|first: char| first.is_ascii_digit() || first == '.')
        && said.chars().all(|character| {
            character.is_ascii_digit() || "._-+:xXoOeEaAbBcCdDfF ".contains(character)
        })
}

/// Line ends of Unicode, and marks that are not seen.
fn is_special(character: char) -> bool {
    matches!(
        character,
        '\u{85}' | '\u{2028}' | '\u{2029}' | '\u{feff}' | '\u{fffe}' | '\u{ffff}'
    )
}
