//! One number of the first screen: its parts, its target, and what shows it.

use serde::{Deserialize, Serialize};

use super::Target;

/// One answer of the first screen.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "bindings", derive(specta::Type))]
#[serde(rename_all = "camelCase")]
pub struct Figure {
    /// What names it in addresses and on the command line, such as `models-by-stage`.
    pub id: String,
    /// What people call it.
    pub title: String,
    /// Whose question it answers.
    pub group: Group,
    /// The answer, in [`Figure::unit`]; none unless [`FigureState::Known`].
    pub value: Option<f64>,
    /// The unit: `models`, `%`, `ms` and so on; empty for a bare count.
    pub unit: String,
    /// Whether the answer is known, and what it means.
    pub state: FigureState,
    /// Why it is not known, or what was counted and what left out: a sentence.
    pub note: String,
    /// What the answer consists of.
    pub parts: Vec<Part>,
    /// What it is held against.
    pub target: Option<Target>,
    /// What shows it.
    pub evidence: Option<Evidence>,
}

/// Whose question a figure answers.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "bindings", derive(specta::Type))]
#[serde(rename_all = "kebab-case")]
pub enum Group {
    /// The success metrics of the seed: everybody's.
    Success,
    /// Models and deployments: the manager's.
    Models,
    /// Consent and privacy: the data steward's.
    Data,
    /// Obligations: the compliance officer's.
    Compliance,
}

impl Group {
    /// Every group, in the order of the screen.
    pub const ALL: [Self; 4] = [Self::Success, Self::Models, Self::Data, Self::Compliance];

    /// What it is called in headings.
    #[must_use]
    pub fn title(self) -> &'static str {
        match self {
            Self::Success => "Success metrics",
            Self::Models => "Models",
            Self::Data => "Consent and privacy",
            Self::Compliance => "Obligations",
        }
    }
}

/// Whether an answer is known, and what it means.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "bindings", derive(specta::Type))]
#[serde(rename_all = "kebab-case")]
pub enum FigureState {
    /// Known, and nothing is held against it.
    Known,
    /// Known, and its target is met.
    Met,
    /// Known, and its target is missed, or it asks for somebody's attention.
    Attention,
    /// There are no rows that could say.
    Empty,
    /// It could not be read: a pack is missing or a right is.
    NotDeterminable,
}

/// A part of an answer.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "bindings", derive(specta::Type))]
#[serde(rename_all = "camelCase")]
pub struct Part {
    /// What is counted.
    pub label: String,
    /// How much of it.
    pub value: f64,
    /// How it is coloured.
    pub tone: Tone,
}

/// How a part is coloured: by what it means, never by its size.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "bindings", derive(specta::Type))]
#[serde(rename_all = "kebab-case")]
pub enum Tone {
    /// Neither good nor bad.
    Neutral,
    /// As it should be.
    Good,
    /// Should be looked at.
    Warning,
    /// Harm is likely.
    Bad,
}

/// What shows an answer.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "bindings", derive(specta::Type))]
#[serde(rename_all = "camelCase")]
pub struct Evidence {
    /// The statement, as it ran.
    pub sql: String,
    /// How long it took, in milliseconds.
    pub milliseconds: f64,
}

/// The rows behind a figure, a page of them.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "bindings", derive(specta::Type))]
#[serde(rename_all = "camelCase")]
pub struct FigureRows {
    /// [`super::ROWS_SCHEMA`].
    pub schema: String,
    /// The figure.
    pub figure: String,
    /// Its title.
    pub title: String,
    /// When the rows were read, RFC 3339 in UTC, by the clock of the server.
    pub taken_at: String,
    /// The organisations among them that are synthetic sample data.
    pub samples: Vec<String>,
    /// The statement, as it ran.
    pub sql: String,
    /// The names of the columns.
    pub columns: Vec<String>,
    /// The values as text; none is null. Personal data are pseudonymous in these tables.
    pub rows: Vec<Vec<Option<String>>>,
    /// How many rows there are in all.
    pub total: u32,
    /// How many rows were left out before the first of these.
    pub offset: u32,
}
