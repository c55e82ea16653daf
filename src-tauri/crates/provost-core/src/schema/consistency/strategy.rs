//! What to do, what it risks, and when.

use serde::Serialize;

use crate::audit::Severity;

/// Something to do.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct Action {
    /// When it is due.
    pub priority: Priority,
    /// What to do, in the imperative.
    pub title: String,
    /// Why and how, a sentence or two.
    pub detail: String,
    /// Commands or SQL, one a line; empty where a person must decide first.
    pub commands: Vec<String>,
    /// What it takes.
    pub size: Size,
    /// The places in the report's list of the findings that it mends.
    pub mends: Vec<u32>,
    /// The places in the list of actions of those that must be done before.
    pub after: Vec<u32>,
}

/// When an action is due.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize)]
#[serde(rename_all = "kebab-case")]
pub enum Priority {
    /// Before anything else.
    Immediate,
    /// Step by step.
    Progressive,
    /// So that it does not come back.
    Synchronization,
}

/// What an action takes, in working days of one person.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct Size {
    /// At least.
    pub least_days: u32,
    /// At most.
    pub most_days: u32,
}

/// What can go wrong as long as something stays as it is, or while it is mended.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct Risk {
    /// How bad it would be.
    pub level: Severity,
    /// What can happen, a sentence.
    pub title: String,
    /// Where it comes from, a sentence.
    pub because: String,
    /// What makes it smaller until it is gone, a sentence.
    pub mitigation: String,
}

/// A span of the timeline.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct Phase {
    /// Its name, such as `Foundation`.
    pub title: String,
    /// Working days from the start at which it begins and ends when all takes its most.
    pub days: (u32, u32),
    /// The places in the list of actions of those that are done in it.
    pub actions: Vec<u32>,
}
