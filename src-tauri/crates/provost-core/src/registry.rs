//! The model registry: models in their versions, where each runs, who answers for it, what it was made from, what happened
//! to it, and what may not happen.

pub mod card;
mod changes;
mod choices;
mod comparison;
mod deployment;
mod draft;
mod entered;
mod facts;
mod judgement;
pub mod mlflow;
mod needs;
mod page;
mod people;
mod refusal;
#[cfg(test)]
pub(crate) mod sample;
mod sources;
mod stage;
mod version;

pub use changes::{
    Decision, MOST_REASON, ModelEvent, ModelEvents, StageRequest, checked_alias, checked_reason,
    told,
};
pub use choices::{
    DATASETS_SCHEMA, FoundAgent, FoundAgents, FoundDataset, FoundDatasets, FoundVersion,
    FoundVersions, MOST_CHOICES, words_of,
};
pub use comparison::{Compared, FieldPair, MetricPair, VersionComparison, compare};
pub use deployment::{DeploymentDraft, EnteredDeployment};
pub use draft::VersionDraft;
pub use entered::EnteredVersion;
pub use facts::{ModelFact, facts};
pub use needs::{AGENTS, SWITCHES, USERS};
pub use page::{
    DatasetUse, Deployment, DeploymentStatus, DriftLine, Hindrance, ModelPage, ModelPart, Sibling,
    StageWay, TrainingRun,
};
pub use people::{
    ActingPeople, Actor, FourEyesSwitch, Holding, Person, administering, asking, deciding,
    nobody_acts, sourcing,
};
pub use refusal::{Refusal, RefusalKind};
pub use sources::{DataPurpose, DatasetUseDraft, LineageEdge, SPLITS};
pub use stage::{AliasTaken, DriftKnown, Situation, Stage, refusals, taken};
pub use version::{MODEL_TYPES, ModelVersion, RiskClass, VersionLine};

use serde::{Deserialize, Serialize};

/// The form of a [`ModelList`] as JSON.
pub const MODELS_SCHEMA: &str = "provost.models/1";
/// The form of a [`ModelPage`] as JSON.
pub const MODEL_SCHEMA: &str = "provost.model/1";
/// The form of [`ModelEvents`] as JSON.
pub const MODEL_EVENTS_SCHEMA: &str = "provost.model-events/1";
/// The form of a [`VersionComparison`] as JSON.
pub const MODEL_COMPARISON_SCHEMA: &str = "provost.model-comparison/1";
/// The form of [`ActingPeople`] as JSON.
pub const PEOPLE_SCHEMA: &str = "provost.acting-people/1";

/// How many versions one list may hold.
pub const MOST_VERSIONS: u32 = 20_000;

/// The versions of all models that the role may see.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "bindings", derive(specta::Type))]
#[serde(rename_all = "camelCase")]
pub struct ModelList {
    /// [`MODELS_SCHEMA`].
    pub schema: String,
    /// A line a version, by name and then the newest first; at most [`MOST_VERSIONS`].
    pub versions: Vec<VersionLine>,
    /// How many versions the role may see.
    pub total: u32,
    /// The organisations whose versions were read and are synthetic sample data.
    pub samples: Vec<String>,
    /// Why there may be more: the role may not see every tenant's rows. None when it sees all.
    pub restricted: Option<String>,
    /// What cannot be read, with the reason; with [`ModelPart::Models`] there are no lines.
    pub hindrances: Vec<Hindrance>,
}
