//! YAML as a value, by the core schema of YAML 1.2, with bounds.

use saphyr_parser::{Event, Parser, ScalarStyle};
use serde_json::{Map, Number, Value};

/// How deep a value may be nested.
const DEPTH: usize = 32;
/// How many parts a value may have, those that aliases repeat counted again.
const PARTS: usize = 50_000;

/// Why YAML was not read. It never repeats the text.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum YamlError {
    /// It is no YAML.
    #[error("line {line} is not YAML")]
    Syntax {
        /// The line, from 1.
        line: usize,
    },
    /// It is deeper or larger than metadata are.
    #[error("at line {line} it is deeper or larger than metadata are")]
    TooLarge {
        /// The line, from 1.
        line: usize,
    },
    /// An alias, a key that is no word, or two keys of one name.
    #[error("line {line} has an alias, a key that is no word, or a key for the second time")]
    Unsupported {
        /// The line, from 1.
        line: usize,
    },
}

/// A mapping or sequence whose end has not come yet.
enum Open {
    Mapping(Map<String, Value>, Option<String>),
    Sequence(Vec<Value>),
}

/// The value of the first document; null when there is none. Aliases are refused: metadata need none, and they multiply.
pub(super) fn value(text: &str) -> Result<Value, YamlError> {
    let mut open: Vec<Open> = Vec::new();
    let mut root = Value::Null;
    for (count, event) in Parser::new_from_str(text).enumerate() {
        let (event, span) = event.map_err(|error| YamlError::Syntax {
            line: error.marker().line(),
        })?;
        let line = span.start.line();
        if count > PARTS || open.len() > DEPTH {
            return Err(YamlError::TooLarge { line });
        }
        let done = match event {
            Event::DocumentEnd => break,
            Event::Alias(_) => return Err(YamlError::Unsupported { line }),
            Event::MappingStart(..) => {
                open.push(Open::Mapping(Map::new(), None));
                None
            }
            Event::SequenceStart(..) => {
                open.push(Open::Sequence(Vec::new()));
                None
            }
            Event::MappingEnd | Event::SequenceEnd => match open.pop() {
                Some(Open::Mapping(members, _)) => Some(Value::Object(members)),
                Some(Open::Sequence(members)) => Some(Value::Array(members)),
                None => None,
            },
            // A key is the word that stands there: 1e3 is not 1000.
            Event::Scalar(text, ..) if matches!(open.last(), Some(Open::Mapping(_, None))) => {
                Some(Value::String(text.into_owned()))
            }
            Event::Scalar(text, style, ..) => Some(scalar(&text, style)),
            _ => None,
        };
        let Some(done) = done else { continue };
        match open.last_mut() {
            Some(parent) => {
                place(parent, done).map_err(|Misplaced| YamlError::Unsupported { line })?;
            }
            None => root = done,
        }
    }
    Ok(root)
}

struct Misplaced;

fn place(parent: &mut Open, value: Value) -> Result<(), Misplaced> {
    match parent {
        Open::Sequence(members) => members.push(value),
        Open::Mapping(members, waiting) => {
            if let Some(key) = waiting.take() {
                members.insert(key, value);
            } else {
                let key = key(value).ok_or(Misplaced)?;
                if members.contains_key(&key) {
                    return Err(Misplaced);
                }
                *waiting = Some(key);
            }
        }
    }
    Ok(())
}

fn key(value: Value) -> Option<String> {
    match value {
        Value::String(text) => Some(text),
        _ => None,
    }
}

fn scalar(text: &str, style: ScalarStyle) -> Value {
    if style == ScalarStyle::Plain {
        plain(text)
    } else {
        Value::String(text.to_owned())
    }
}

/// What a plain scalar stands for. A number that JSON cannot hold stays a text.
pub(super) fn plain(text: &str) -> Value {
    match text {
        "" | "~" | "null" | "Null" | "NULL" => return Value::Null,
        "true" | "True" | "TRUE" => return Value::Bool(true),
        "false" | "False" | "FALSE" => return Value::Bool(false),
        _ => {}
    }
    number(text).map_or_else(|| Value::String(text.to_owned()), Value::Number)
}

/// Numbers as the core schema writes them. One with a leading zero, or with more digits than can be kept, stays a text.
fn number(text: &str) -> Option<Number> {
    let unsigned = text.strip_prefix(['-', '+']).unwrap_or(text);
    let mut digits = unsigned.bytes().filter(u8::is_ascii_digit);
    let shaped = unsigned
        .bytes()
        .all(|byte| byte.is_ascii_digit() || b".eE+-".contains(&byte));
    if !shaped || digits.next().is_none() || unsigned.starts_with(['e', 'E', '-', '+']) {
        return None;
    }
    if unsigned.bytes().all(|byte| byte.is_ascii_digit()) {
        let read: Number = serde_json::from_str(text.strip_prefix('+').unwrap_or(text)).ok()?;
        return (read.is_i64() || read.is_u64()).then_some(read);
    }
    Number::from_f64(text.parse().ok()?)
}
