//! One sample: `name{label="value"} value timestamp # exemplar`.

use crate::metrics::row_error::quoted;
use crate::metrics::{RowError, RowFault};

/// The most labels of a sample.
const MOST_LABELS: usize = 100;

/// A sample as it stands on its line.
#[derive(Debug, PartialEq)]
pub(super) struct Sample {
    pub(super) name: String,
    pub(super) labels: Vec<(String, String)>,
    pub(super) value: f64,
    /// Seconds since 1970.
    pub(super) timestamp: Option<f64>,
}

impl Sample {
    pub(super) fn has(&self, label: &str) -> bool {
        self.labels.iter().any(|(name, _)| name == label)
    }

    pub(super) fn parse(line: u32, text: &str) -> Result<Self, RowError> {
        let malformed = |reason: &str| RowError::row(line, RowFault::Malformed, reason);
        let end = text
            .find(['{', ' '])
            .ok_or_else(|| malformed("The sample has no value."))?;
        let (name, rest) = text.split_at(end);
        if !is_name(name, true) {
            let reason = format!("{} is no name of a metric.", quoted(name));
            return Err(malformed(&reason));
        }
        let (labels, rest) = match rest.strip_prefix('{') {
            Some(rest) => labels(rest).map_err(|reason| malformed(&reason))?,
            None => (Vec::new(), rest),
        };
        let rest = rest
            .strip_prefix(' ')
            .ok_or_else(|| malformed("A blank belongs before the value."))?;
        // The exemplar belongs to one event, not to the sample.
        let rest = rest.split_once(" # ").map_or(rest, |(sample, _)| sample);
        let mut words = rest.split(' ').filter(|word| !word.is_empty());
        let value = words
            .next()
            .ok_or_else(|| malformed("The sample has no value."))?;
        let number = |column: &str, word: &str| {
            word.parse::<f64>().map_err(|_| {
                let reason = format!("{} is no number.", quoted(word));
                RowError::of(line, column, RowFault::NotANumber, reason)
            })
        };
        let sample = Self {
            name: name.to_owned(),
            labels,
            value: number("value", value)?,
            timestamp: words
                .next()
                .map(|word| number("timestamp", word))
                .transpose()?,
        };
        match words.next() {
            Some(word) => Err(malformed(&format!(
                "{} stands behind the timestamp.",
                quoted(word)
            ))),
            None => Ok(sample),
        }
    }
}

type Labels<'a> = (Vec<(String, String)>, &'a str);

/// The labels, and what stands behind them.
fn labels(mut rest: &str) -> Result<Labels<'_>, String> {
    let mut labels: Vec<(String, String)> = Vec::new();
    loop {
        if let Some(behind) = rest.strip_prefix('}') {
            return Ok((labels, behind));
        }
        let (name, quoted_value) = rest
            .split_once("=\"")
            .ok_or("The labels do not end, or a value has no quotes.")?;
        if !is_name(name, false) {
            return Err(format!("{} is no name of a label.", quoted(name)));
        }
        if labels.iter().any(|(other, _)| other == name) {
            return Err(format!("Two labels are named {}.", quoted(name)));
        }
        if labels.len() >= MOST_LABELS {
            return Err("The sample has more than 100 labels.".to_owned());
        }
        let (value, behind) = value(quoted_value)?;
        labels.push((name.to_owned(), value));
        rest = match behind.strip_prefix(',') {
            Some(behind) => behind,
            None if behind.starts_with('}') => behind,
            None => return Err("A comma belongs between labels.".to_owned()),
        };
    }
}

/// A value up to its closing quote, and what stands behind that.
fn value(text: &str) -> Result<(String, &str), String> {
    let mut value = String::new();
    let mut signs = text.char_indices();
    while let Some((at, sign)) = signs.next() {
        match sign {
            '"' => return Ok((value, text.get(at + 1..).unwrap_or_default())),
            '\\' => match signs.next() {
                Some((_, 'n')) => value.push('\n'),
                Some((_, escaped @ ('"' | '\\'))) => value.push(escaped),
                _ => return Err("A backslash stands before a sign that needs none.".to_owned()),
            },
            _ => value.push(sign),
        }
    }
    Err("The value of a label does not end.".to_owned())
}

fn is_name(name: &str, of_metric: bool) -> bool {
    let mut signs = name.chars();
    let begins =
        |sign: char| sign.is_ascii_alphabetic() || sign == '_' || (of_metric && sign == ':');
    signs.next().is_some_and(begins) && signs.all(|sign| begins(sign) || sign.is_ascii_digit())
}
