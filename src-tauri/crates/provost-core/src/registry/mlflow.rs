//! The models, runs and measurements of an MLflow backend, as the registry keeps them.
//!
//! Pure mapping: rows of a backend come in, rows of the governance schema go out, each with an identity that follows from what
//! it is, so that a second import finds what the first one made. What cannot be mapped is left out with its reason.

mod alias;
mod backend;
mod change;
mod identity;
mod metric;
mod plain;
mod production;
mod run;
#[cfg(test)]
mod tests;
mod version;

pub use alias::{AliasKept, AliasMove, Key as AliasKey, aliases};
pub use backend::{
    AliasRow, Backend, InputRow, LoggedModelRow, MetricRow, ModelRow, RELEASES, Release, RunRow,
    Texts, VersionRow, release,
};
pub use change::{FieldChange, changes};
pub use identity::Identities;
pub use metric::{Point, PointSkipped, point};
pub use plain::without_password;
pub use production::{HELD_BACK, hold_back};
pub use run::{Edge, RunKept, edges, run};
pub use version::{
    Importing, VersionFound, VersionKept, VersionOutcome, judge, version, version_edge,
};

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};
use uuid::Uuid;

/// The form of an [`MlflowImport`] as JSON.
pub const MLFLOW_IMPORT_SCHEMA: &str = "provost.mlflow-import/1";

/// The most lines of each list of an answer; the counts count all.
pub const MOST_LINES: usize = 1000;

/// What an import did.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "bindings", derive(specta::Type))]
#[serde(rename_all = "camelCase")]
pub struct MlflowImport {
    /// [`MLFLOW_IMPORT_SCHEMA`].
    pub schema: String,
    /// The backend, as a URL without role and password. The identities of its versions follow from it.
    pub backend: String,
    /// The revision of its tables.
    pub revision: String,
    /// The release of MLflow that makes such tables.
    pub release: String,
    /// The workspace of MLflow that was read.
    pub workspace: String,
    /// To whom what was imported belongs.
    pub tenant: Uuid,
    /// What that tenant is called.
    pub tenant_name: String,
    /// Of each kind how many there are.
    pub counts: BTreeMap<Kind, Count>,
    /// What is new, by name; not the points and edges.
    pub new: Vec<Named>,
    /// What changed in MLflow since the last import, with its fields.
    pub changed: Vec<Changed>,
    /// What changed in MLflow and stays as it is here, with its fields.
    pub not_taken: Vec<NotTaken>,
    /// What was left out, by reason.
    pub skipped: Vec<Skipped>,
    /// Versions whose stage is another here than in MLflow.
    pub stages_apart: Vec<StageApart>,
    /// Versions of this backend that are here and not in MLflow any more. They stay.
    pub gone: Vec<Named>,
    /// What else is to be known, a sentence each.
    pub remarks: Vec<String>,
}

/// What is imported.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[cfg_attr(feature = "bindings", derive(specta::Type))]
#[serde(rename_all = "kebab-case")]
pub enum Kind {
    /// Versions of models.
    Versions,
    /// Aliases of versions.
    Aliases,
    /// Runs with their parameters.
    Runs,
    /// Measured values.
    Metrics,
    /// Edges of lineage: from datasets to runs, and from runs to versions.
    Edges,
}

impl Kind {
    /// All, in the order of the answer.
    pub const ALL: [Self; 5] = [
        Self::Versions,
        Self::Aliases,
        Self::Runs,
        Self::Metrics,
        Self::Edges,
    ];

    /// What several are called.
    #[must_use]
    pub const fn plural(self) -> &'static str {
        match self {
            Self::Versions => "versions",
            Self::Aliases => "aliases",
            Self::Runs => "runs",
            Self::Metrics => "measured values",
            Self::Edges => "edges of lineage",
        }
    }
}

/// How many of a kind.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "bindings", derive(specta::Type))]
#[serde(rename_all = "camelCase")]
pub struct Count {
    /// Came now.
    pub new: u32,
    /// Were here and changed in MLflow since.
    pub changed: u32,
    /// Were here and are as they were.
    pub unchanged: u32,
    /// Were left out.
    pub skipped: u32,
}

/// Something by its name.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[cfg_attr(feature = "bindings", derive(specta::Type))]
#[serde(rename_all = "camelCase")]
pub struct Named {
    /// What it is.
    pub kind: Kind,
    /// What it is called.
    pub name: String,
}

/// Something that changed.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "bindings", derive(specta::Type))]
#[serde(rename_all = "camelCase")]
pub struct Changed {
    /// What it is.
    pub kind: Kind,
    /// What it is called.
    pub name: String,
    /// In what.
    pub fields: Vec<FieldChange>,
}

/// Something of which changes were not taken.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "bindings", derive(specta::Type))]
#[serde(rename_all = "camelCase")]
pub struct NotTaken {
    /// What it is.
    pub kind: Kind,
    /// What it is called.
    pub name: String,
    /// In what it differs from MLflow.
    pub fields: Vec<FieldChange>,
    /// Why it stays, a sentence.
    pub reason: String,
}

/// What was left out for one reason.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "bindings", derive(specta::Type))]
#[serde(rename_all = "camelCase")]
pub struct Skipped {
    /// What it is.
    pub kind: Kind,
    /// Why, a sentence.
    pub reason: String,
    /// How many.
    pub count: u32,
    /// The first of them by name.
    pub examples: Vec<String>,
}

/// A version that stands in another stage here than in MLflow.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "bindings", derive(specta::Type))]
#[serde(rename_all = "camelCase")]
pub struct StageApart {
    /// The version.
    pub name: String,
    /// The stage in MLflow, in the words of the registry.
    pub mlflow: super::Stage,
    /// The stage here.
    pub here: super::Stage,
}

/// How many examples one reason has.
const EXAMPLES: usize = 5;

impl MlflowImport {
    /// Nothing yet.
    #[must_use]
    pub fn begun(backend: &Backend, tenant: Uuid, tenant_name: String) -> Self {
        Self {
            schema: MLFLOW_IMPORT_SCHEMA.to_owned(),
            backend: backend.url.clone(),
            revision: backend.release.revision.to_owned(),
            release: backend.release.name.to_owned(),
            workspace: backend.workspace.clone(),
            tenant,
            tenant_name,
            counts: Kind::ALL
                .into_iter()
                .map(|kind| (kind, Count::default()))
                .collect(),
            new: Vec::new(),
            changed: Vec::new(),
            not_taken: Vec::new(),
            skipped: Vec::new(),
            stages_apart: Vec::new(),
            gone: Vec::new(),
            remarks: Vec::new(),
        }
    }

    fn count(&mut self, kind: Kind) -> &mut Count {
        self.counts.entry(kind).or_default()
    }

    /// Something came.
    pub fn came(&mut self, kind: Kind, name: impl Into<String>) {
        self.count(kind).new += 1;
        if self.new.len() < MOST_LINES {
            let name = name.into();
            self.new.push(Named { kind, name });
        }
    }

    /// So many came and so many were there, of which none is told by name.
    pub fn came_together(&mut self, kind: Kind, new: u32, unchanged: u32) {
        let count = self.count(kind);
        count.new += new;
        count.unchanged += unchanged;
    }

    /// Something is as it was, or changed in these fields.
    pub fn was_there(&mut self, kind: Kind, name: impl Into<String>, fields: Vec<FieldChange>) {
        if fields.is_empty() {
            self.count(kind).unchanged += 1;
            return;
        }
        self.count(kind).changed += 1;
        if self.changed.len() < MOST_LINES {
            self.changed.push(Changed {
                kind,
                name: name.into(),
                fields,
            });
        }
    }

    /// Something changed in MLflow in these fields, and stays as it is here.
    pub fn stays(&mut self, kind: Kind, name: &str, fields: Vec<FieldChange>, reason: &str) {
        if !fields.is_empty() && self.not_taken.len() < MOST_LINES {
            self.not_taken.push(NotTaken {
                kind,
                name: name.to_owned(),
                fields,
                reason: reason.to_owned(),
            });
        }
    }

    /// Something was left out.
    pub fn left_out(&mut self, kind: Kind, name: impl Into<String>, reason: impl Into<String>) {
        self.count(kind).skipped += 1;
        let reason = reason.into();
        let same = |one: &&mut Skipped| one.kind == kind && one.reason == reason;
        match self.skipped.iter_mut().find(same) {
            Some(skipped) => {
                skipped.count += 1;
                if skipped.examples.len() < EXAMPLES {
                    skipped.examples.push(name.into());
                }
            }
            None => self.skipped.push(Skipped {
                kind,
                reason,
                count: 1,
                examples: vec![name.into()],
            }),
        }
    }
}
