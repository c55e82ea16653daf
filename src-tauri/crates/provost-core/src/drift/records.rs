//! Drift as it is kept: the comparisons that were run, what they found, and what was done about it.

use chrono::{DateTime, Utc};
use serde::{Deserialize, Serialize};
use uuid::Uuid;

use super::{ColumnDrift, DriftReport};
use crate::audit::Severity;
use crate::overview::Need;
use crate::schema::Pack;

/// The form of a [`DriftList`] as JSON.
pub const DRIFT_LIST_SCHEMA: &str = "provost.drift-list/1";

/// The form of a [`DriftRunPage`] as JSON.
pub const DRIFT_RUN_SCHEMA: &str = "provost.drift-run/1";

/// The most findings and the most runs of a list.
pub const MOST_DRIFT: u32 = 1_000;

/// The longest account of what was done about drift, in characters.
const LONGEST_ACTION: usize = 4_000;

/// What must be there for keeping drift: the versions, the runs and the findings.
pub const DRIFT_NEEDS: &[Need] = &[
    Need {
        pack: Pack::Ai,
        table: "ai_models",
        columns: &["id", "tenant_id", "name", "version"],
    },
    Need {
        pack: Pack::Governance,
        table: "ai_drift_runs",
        columns: &["id", "model_id", "report", "started_at", "run_by"],
    },
    Need {
        pack: Pack::Governance,
        table: "ai_model_drift",
        columns: &["id", "run_id", "test", "score", "resolved_at"],
    },
];

/// What drifts.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[cfg_attr(feature = "bindings", derive(specta::Type))]
#[serde(rename_all = "lowercase")]
pub enum DriftKind {
    /// What comes in.
    #[default]
    Data,
    /// What the answer depends on.
    Concept,
    /// How good the answers are.
    Performance,
}

impl DriftKind {
    /// All.
    pub const ALL: [Self; 3] = [Self::Data, Self::Concept, Self::Performance];

    /// The word for it.
    #[must_use]
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Data => "data",
            Self::Concept => "concept",
            Self::Performance => "performance",
        }
    }

    /// The kind of a word.
    #[must_use]
    pub fn of_word(word: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|kind| kind.as_str() == word)
    }
}

/// A version of a model, as drift names it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "bindings", derive(specta::Type))]
#[serde(rename_all = "camelCase")]
pub struct DriftedModel {
    /// Its identity.
    pub id: Uuid,
    /// The model.
    pub name: String,
    /// Which of its versions.
    pub version: String,
}

/// Drift that was found.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "bindings", derive(specta::Type))]
#[serde(rename_all = "camelCase")]
pub struct DriftFinding {
    /// Its identity.
    pub id: Uuid,
    /// The comparison that found it; none where it was found otherwise.
    pub run: Option<Uuid>,
    /// Of which version.
    pub model: DriftedModel,
    /// What drifts.
    pub kind: DriftKind,
    /// How bad it is.
    pub severity: Severity,
    /// Which feature; none for the version as a whole.
    pub feature: Option<String>,
    /// What told it.
    pub test: Option<String>,
    /// What the test gave.
    pub score: Option<f64>,
    /// From where on that is drift.
    pub threshold: Option<f64>,
    /// When it was found.
    pub detected_at: DateTime<Utc>,
    /// What was done about it; none while it is open.
    pub resolution: Option<DriftResolution>,
}

/// What was done about drift.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "bindings", derive(specta::Type))]
#[serde(rename_all = "camelCase")]
pub struct DriftResolution {
    /// When.
    pub at: DateTime<Utc>,
    /// What was done.
    pub action: String,
    /// Who did it; none when the person was erased or cannot be read.
    pub by: Option<String>,
}

/// A comparison that was run and kept.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "bindings", derive(specta::Type))]
#[serde(rename_all = "camelCase")]
pub struct DriftRun {
    /// Its identity.
    pub id: Uuid,
    /// Of which version.
    pub model: DriftedModel,
    /// What was looked for.
    pub kind: DriftKind,
    /// Then.
    pub reference: DriftSide,
    /// Now.
    pub current: DriftSide,
    /// How the rows were taken: `all_rows`, `sample` or `bins`.
    pub method: String,
    /// How many rows of each side were drawn at most, of a sample.
    pub sample_rows: Option<u32>,
    /// How many columns were compared.
    pub compared: u32,
    /// How many of them drift.
    pub drifted: u32,
    /// How bad the worst is; none when nothing drifts.
    pub severity: Option<Severity>,
    /// How many of its findings nobody resolved.
    pub open: u32,
    /// When it began.
    pub started_at: DateTime<Utc>,
    /// When it ended.
    pub finished_at: DateTime<Utc>,
    /// Who ran it; none when the person was erased or cannot be read.
    pub run_by: Option<String>,
}

/// One side of a kept comparison.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "bindings", derive(specta::Type))]
#[serde(rename_all = "camelCase")]
pub struct DriftSide {
    /// The file, the query or the window, as it was named.
    pub source: String,
    /// How many rows were compared.
    pub rows: u32,
}

/// The drift that is kept in a database, as far as the role sees it.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "bindings", derive(specta::Type))]
#[serde(rename_all = "camelCase")]
pub struct DriftList {
    /// [`DRIFT_LIST_SCHEMA`].
    pub schema: String,
    /// What was found: open before resolved, the worst first; [`MOST_DRIFT`] at most.
    pub findings: Vec<DriftFinding>,
    /// How many there are in all.
    pub total: u32,
    /// The comparisons, the newest first; [`MOST_DRIFT`] at most.
    pub runs: Vec<DriftRun>,
    /// How many there are in all.
    pub total_runs: u32,
    /// Why nothing can be read: a missing pack or right. None when it can.
    pub hindrance: Option<String>,
    /// What row-level security hides, when it may hide something.
    pub restricted: Option<String>,
}

/// A kept comparison with its result.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "bindings", derive(specta::Type))]
#[serde(rename_all = "camelCase")]
pub struct DriftRunPage {
    /// [`DRIFT_RUN_SCHEMA`].
    pub schema: String,
    /// The comparison.
    pub run: DriftRun,
    /// Its result; none when what is kept is not in a form that is known.
    pub report: Option<DriftReport>,
    /// What it found, the worst first.
    pub findings: Vec<DriftFinding>,
}

/// A comparison that is to be kept.
#[derive(Debug, Clone, PartialEq)]
pub struct DriftRecord {
    /// Of which version.
    pub model: Uuid,
    /// What was looked for.
    pub kind: DriftKind,
    /// The result, with its sources.
    pub report: DriftReport,
    /// When it began.
    pub started_at: DateTime<Utc>,
    /// When it ended.
    pub finished_at: DateTime<Utc>,
}

impl DriftRecord {
    /// The columns that drift: each becomes a finding.
    pub fn drifted(&self) -> impl Iterator<Item = (&ColumnDrift, Severity)> {
        let columns = self.report.columns.iter();
        columns.filter_map(|one| Some((one, one.severity.filter(|_| one.drifted)?)))
    }

    /// What drifts where a column does: what was told of a model's answers is of its own kind, the rest of the one that was
    /// looked for.
    #[must_use]
    pub fn kind_of(&self, column: &ColumnDrift) -> DriftKind {
        match column.drift {
            DriftKind::Data => self.kind,
            other => other,
        }
    }

    /// How bad the worst is; none when nothing drifts.
    #[must_use]
    pub fn severity(&self) -> Option<Severity> {
        self.drifted().map(|(_, severity)| severity).max()
    }
}

/// What was done, as it is kept.
///
/// # Errors
/// Why it cannot be kept, a sentence.
pub fn checked_action(action: &str) -> Result<String, String> {
    let action = action.trim();
    if action.is_empty() {
        return Err("Say what was done about the drift.".to_owned());
    }
    if action.chars().count() > LONGEST_ACTION {
        return Err(format!(
            "What was done takes at most {LONGEST_ACTION} characters."
        ));
    }
    if action.contains('\0') {
        return Err("What was done holds a character that cannot be kept.".to_owned());
    }
    Ok(action.to_owned())
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::drift::{Asked, Column, Values, compare};

    fn record() -> DriftRecord {
        let column = |name: &str, shift: f64| Column {
            name: name.to_owned(),
            values: Values::Numeric {
                values: (0..500).map(|index| f64::from(index) + shift).collect(),
                integers: false,
            },
        };
        let then = [column("moved", 0.0), column("steady", 0.0)];
        let now = [column("moved", 400.0), column("steady", 0.0)];
        DriftRecord {
            model: Uuid::nil(),
            kind: DriftKind::Data,
            report: compare(&then, &now, &Asked::default()),
            started_at: DateTime::UNIX_EPOCH,
            finished_at: DateTime::UNIX_EPOCH,
        }
    }

    #[test]
    fn what_drifts_becomes_a_finding_and_the_worst_is_that_of_the_run() {
        let record = record();
        let found: Vec<&str> = record.drifted().map(|(one, _)| one.name.as_str()).collect();
        assert_eq!(found, ["moved"]);
        assert_eq!(record.severity(), Some(Severity::Critical));
        let none = DriftRecord {
            report: DriftReport {
                columns: record.report.columns[1..].to_vec(),
                ..record.report.clone()
            },
            ..record
        };
        assert_eq!(none.severity(), None);
    }

    #[test]
    fn what_was_done_is_said() {
        assert_eq!(
            checked_action("  Trained again. ").as_deref(),
            Ok("Trained again.")
        );
        for wrong in ["", " \n", "a\0b", &"x".repeat(LONGEST_ACTION + 1)] {
            assert!(checked_action(wrong).is_err());
        }
        assert_eq!(DriftKind::of_word("concept"), Some(DriftKind::Concept));
        assert_eq!(DriftKind::of_word("Concept"), None);
    }
}
