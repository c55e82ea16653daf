//! What a person chooses from, found by words on the server: versions, agents, versions of datasets.

use serde::{Deserialize, Serialize};
use uuid::Uuid;

use super::stage::Stage;

/// How many lines one answer has at most.
pub const MOST_CHOICES: u32 = 50;

/// How many words are looked for, and of each how many letters.
const WORDS: usize = 8;
const LETTERS: usize = 100;

/// The versions whose names hold what was typed.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "bindings", derive(specta::Type))]
pub struct FoundVersions {
    /// By name and then the newest first; at most [`MOST_CHOICES`].
    pub lines: Vec<FoundVersion>,
    /// How many there are in all.
    pub total: u32,
    /// Why they cannot be read; none when they can.
    pub hindrance: Option<String>,
}

/// A version to choose.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "bindings", derive(specta::Type))]
pub struct FoundVersion {
    /// Its identity.
    pub id: Uuid,
    /// What the model is called.
    pub name: String,
    /// Which version.
    pub version: String,
    /// Where it stands.
    pub stage: Stage,
    /// The tenant; none when the role may not read its name.
    pub tenant: Option<String>,
}

/// The agents of a tenant whose names hold what was typed.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "bindings", derive(specta::Type))]
pub struct FoundAgents {
    /// By name; at most [`MOST_CHOICES`].
    pub lines: Vec<FoundAgent>,
    /// How many there are in all.
    pub total: u32,
    /// Why they cannot be read; none when they can.
    pub hindrance: Option<String>,
}

/// An agent.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "bindings", derive(specta::Type))]
pub struct FoundAgent {
    /// Its identity.
    pub id: Uuid,
    /// What it is called.
    pub name: String,
    /// Whether it works: `active`, `inactive` or `retired`.
    pub status: String,
}

/// The form of [`FoundDatasets`] as JSON.
pub const DATASETS_SCHEMA: &str = "provost.datasets/1";

/// The versions of datasets of a tenant whose names hold what was typed.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "bindings", derive(specta::Type))]
#[serde(rename_all = "camelCase")]
pub struct FoundDatasets {
    /// [`DATASETS_SCHEMA`].
    pub schema: String,
    /// By name and then the newest first; at most [`MOST_CHOICES`].
    pub lines: Vec<FoundDataset>,
    /// How many there are in all.
    pub total: u32,
    /// Why they cannot be read; none when they can.
    pub hindrance: Option<String>,
}

/// A version of a dataset to choose.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "bindings", derive(specta::Type))]
#[serde(rename_all = "camelCase")]
pub struct FoundDataset {
    /// The identity of the version.
    pub id: Uuid,
    /// What the dataset is called.
    pub dataset: String,
    /// Which version.
    pub version: String,
    /// How many rows it has.
    #[cfg_attr(feature = "bindings", specta(type = f64))]
    pub rows: i64,
    /// The parts that it was split into.
    pub splits: Vec<String>,
    /// Why nothing more is to be trained on it; none when something may be.
    pub withdrawn: Option<String>,
}

/// The words of what somebody typed, in small letters.
#[must_use]
pub fn words_of(typed: &str) -> Vec<String> {
    let words = typed.split_whitespace().take(WORDS);
    words
        .map(|word| word.to_lowercase().chars().take(LETTERS).collect())
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_typed_has_few_short_words() {
        assert_eq!(words_of("  Claims\tÄrger "), ["claims", "ärger"]);
        assert!(words_of(" ").is_empty());
        let much = "ä".repeat(500) + &" x".repeat(50);
        let words = words_of(&much);
        assert_eq!((words.len(), words[0].chars().count()), (WORDS, LETTERS));
    }
}
