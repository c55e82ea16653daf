//! What each source says of one thing, and how a sentence tells it.

use std::collections::BTreeSet;

use super::Shown;
use crate::audit::Severity;
use crate::schema::configuration::lines::{Line, Reach};
use crate::schema::configuration::{Aspect, Configuration, ConfigurationDifference, Target};

/// What one source says, for a difference.
pub(super) struct Saying<'a> {
    pub(super) file: &'a Configuration,
    pub(super) text: String,
}

/// The texts of one aspect of a reach.
pub(super) type Texts = BTreeSet<String>;

impl Shown<'_> {
    /// `a and b say x; c says y`.
    pub(super) fn told(&self, sayings: &[Saying]) -> String {
        let mut texts: Vec<&str> = Vec::new();
        for saying in sayings {
            if !texts.contains(&saying.text.as_str()) {
                texts.push(&saying.text);
            }
        }
        let parts: Vec<String> = texts
            .into_iter()
            .map(|text| {
                let files: Vec<String> = sayings
                    .iter()
                    .filter(|saying| saying.text == text)
                    .map(|saying| self.called(saying.file))
                    .collect();
                let says = if files.len() == 1 { "says" } else { "say" };
                format!("{} {says} {text}", listed(&files))
            })
            .collect();
        parts.join("; ")
    }
}

/// What each reach says of one thing; those that say nothing are left out.
pub(super) fn texts<'l, 'a>(
    line: &'l Line<'a>,
    say: impl Fn(&Target) -> Option<String>,
) -> Vec<(&'l Reach<'a>, Texts)> {
    line.iter()
        .map(|reach| {
            let texts: Texts = reach
                .targets
                .iter()
                .filter_map(|target| say(target))
                .collect();
            (reach, texts)
        })
        .filter(|(_, texts)| !texts.is_empty())
        .collect()
}

/// The pairs that have nothing in common; none when all have. What a pooler forwards to is its own matter.
pub(super) fn apart<'l, 'a>(
    texts: &[(&'l Reach<'a>, Texts)],
) -> Option<Vec<(&'l Reach<'a>, &'l Reach<'a>)>> {
    let mut pairs = Vec::new();
    for (place, (a, own)) in texts.iter().enumerate() {
        for (b, other) in texts.iter().skip(place + 1) {
            if own.is_disjoint(other) && a.is_of_pooler() == b.is_of_pooler() {
                pairs.push((*a, *b));
            }
        }
    }
    (!pairs.is_empty()).then_some(pairs)
}

pub(super) fn sayings<'a>(texts: &[(&Reach<'a>, Texts)]) -> Vec<Saying<'a>> {
    texts
        .iter()
        .map(|(reach, texts)| Saying {
            file: reach.file,
            text: texts.iter().cloned().collect::<Vec<_>>().join(", "),
        })
        .collect()
}

pub(super) fn difference(
    aspect: Aspect,
    severity: Severity,
    sayings: Vec<Saying>,
    message: String,
) -> ConfigurationDifference {
    ConfigurationDifference {
        aspect,
        severity,
        values: sayings
            .into_iter()
            .map(|saying| (saying.file.source.clone(), saying.text))
            .collect(),
        message,
    }
}

/// `a, b and c`.
pub(super) fn listed(texts: &[String]) -> String {
    match texts {
        [] => String::new(),
        [one] => one.clone(),
        [first @ .., last] => format!("{} and {last}", first.join(", ")),
    }
}
