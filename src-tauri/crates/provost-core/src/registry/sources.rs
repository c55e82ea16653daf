//! What a version was made from: uses of datasets that somebody enters, and the edges of lineage that lead to it.

use chrono::{DateTime, Utc};
use serde::{Deserialize, Serialize};
use uuid::Uuid;

use super::draft::bad;
use super::facts::ModelFact;
use super::page::ModelPage;
use super::refusal::{Refusal, RefusalKind};
use super::stage::Stage;

/// The parts of a dataset that a use can name.
pub const SPLITS: [&str; 3] = ["train", "validation", "test"];

/// The most rows that a use can name: what every reader of JSON still tells apart.
const MOST_ROWS: i64 = 1 << 53;

/// For what data were used.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[cfg_attr(feature = "bindings", derive(specta::Type))]
#[serde(rename_all = "snake_case")]
pub enum DataPurpose {
    /// The model learnt from them.
    Training,
    /// A model that had learnt already learnt from them.
    FineTuning,
    /// Its settings were chosen by them.
    Validation,
    /// It was tested on them.
    Testing,
}

impl DataPurpose {
    /// All.
    pub const ALL: [Self; 4] = [
        Self::Training,
        Self::FineTuning,
        Self::Validation,
        Self::Testing,
    ];

    /// The word that the database keeps.
    #[must_use]
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Training => "training",
            Self::FineTuning => "fine_tuning",
            Self::Validation => "validation",
            Self::Testing => "testing",
        }
    }
}

/// What somebody enters of a use of a dataset.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "bindings", derive(specta::Type))]
#[serde(rename_all = "camelCase")]
pub struct DatasetUseDraft {
    /// The version of the dataset.
    pub dataset_version: Uuid,
    /// For what.
    pub used_for: DataPurpose,
    /// Which part of it, one of [`SPLITS`]; none is all of it.
    pub split: Option<String>,
    /// In which run of training.
    pub run: Option<Uuid>,
    /// How many rows.
    #[cfg_attr(feature = "bindings", specta(type = Option<f64>))]
    pub rows: Option<i64>,
    /// When.
    pub used_at: Option<DateTime<Utc>>,
}

impl DatasetUseDraft {
    /// The same as it is kept. `now` is by the clock of the server.
    ///
    /// # Errors
    /// A [`Refusal`] for each field that cannot be kept.
    pub fn checked(mut self, now: DateTime<Utc>) -> Result<Self, Vec<Refusal>> {
        let mut refusals = Vec::new();
        let split = self.split.take().map(|split| split.trim().to_owned());
        self.split = split.filter(|split| !split.is_empty());
        let split = self.split.as_deref();
        if split.is_some_and(|split| !SPLITS.contains(&split)) {
            refusals.push(bad(format!("A part is one of {}.", SPLITS.join(", "))));
        }
        if self
            .rows
            .is_some_and(|rows| !(0..=MOST_ROWS).contains(&rows))
        {
            refusals.push(bad(format!("A number of rows is from 0 to {MOST_ROWS}.")));
        }
        if self
            .used_at
            .is_some_and(|at| at > now || at.timestamp() < 0)
        {
            refusals.push(bad(
                "Data were used between 1970 and now, by the clock of the server.".to_owned(),
            ));
        }
        if refusals.is_empty() {
            Ok(self)
        } else {
            Err(refusals)
        }
    }
}

/// An edge of lineage on the way to a version.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "bindings", derive(specta::Type))]
#[serde(rename_all = "camelCase")]
pub struct LineageEdge {
    /// Its identity.
    pub id: Uuid,
    /// Whether it leads to the version itself; else to what an edge leads from that does.
    pub direct: bool,
    /// What was read, such as `training_dataset_versions` or a table of the company.
    pub source_table: String,
    /// Which record of it; none is the whole table.
    pub source_record: Option<Uuid>,
    /// What that record is called, where it is one of the registry's.
    pub source: Option<String>,
    /// The version that it is, where it is one: it has a page.
    pub source_model: Option<Uuid>,
    /// What was made of it; `ai_models` where that is the version itself.
    pub target_table: String,
    /// Which record of that.
    pub target_record: Option<Uuid>,
    /// How: `training`, `processing`, `ai_inference` and so on; an open list.
    pub kind: String,
    /// What else is known, flattened.
    pub details: Vec<ModelFact>,
    /// The hash of what was made.
    pub hash: Option<String>,
    /// When, by the clock of who says so.
    pub made_at: DateTime<Utc>,
}

impl ModelPage {
    /// Why a use of a dataset may not be taken back: a version in production keeps what it was made from. Empty when it may.
    #[must_use]
    pub fn removing(&self, used: Uuid) -> Vec<Refusal> {
        let mut refusals = self.sourcing.clone();
        if self.version.stage != Stage::Production {
            return refusals;
        }
        let mut without = self.clone();
        without.datasets.retain(|one| one.id != used);
        if self.has_lineage() == Some(true) && without.has_lineage() != Some(true) {
            refusals.push(Refusal::new(
                RefusalKind::InProduction,
                "It is in production, and nothing else says what it was made from.",
                "Enter first what it was made from instead, or ask that it leaves production.",
            ));
        }
        refusals
    }
}

#[cfg(test)]
mod tests {
    use super::super::sample::{moment, page};
    use super::*;

    fn draft() -> DatasetUseDraft {
        DatasetUseDraft {
            dataset_version: Uuid::from_u128(81),
            used_for: DataPurpose::FineTuning,
            split: Some(" train ".to_owned()),
            run: None,
            rows: Some(0),
            used_at: Some(moment(5)),
        }
    }

    #[test]
    fn purposes_have_the_words_of_the_database() {
        for purpose in DataPurpose::ALL {
            let json = serde_json::to_value(purpose).unwrap();
            assert_eq!(json, purpose.as_str());
        }
    }

    #[test]
    fn what_cannot_be_kept_is_told() {
        let kept = draft().checked(moment(5)).unwrap();
        assert_eq!(kept.split.as_deref(), Some("train"));
        let bad = DatasetUseDraft {
            split: Some("half".to_owned()),
            rows: Some(-1),
            ..draft()
        };
        let refusals = bad.checked(moment(4)).unwrap_err();
        assert_eq!(
            refusals.len(),
            3,
            "part, rows and a time to come: {refusals:?}"
        );
    }

    #[test]
    fn a_version_in_production_keeps_what_it_was_made_from() {
        let mut page = page(1);
        page.lineage_edges = Some(0);
        let only = page.datasets[0].id;
        assert_eq!(page.removing(only), []);
        page.version.stage = Stage::Production;
        assert_eq!(page.removing(only)[0].kind, RefusalKind::InProduction);
        let mut second = page.datasets[0].clone();
        second.id = Uuid::from_u128(99);
        page.datasets.push(second);
        assert_eq!(page.removing(only), []);
    }
}
