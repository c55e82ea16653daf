//! Why something may not happen, and what to do about it.

use serde::{Deserialize, Serialize};

/// A reason why something may not happen.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "bindings", derive(specta::Type))]
#[serde(rename_all = "camelCase")]
pub struct Refusal {
    /// Which rule refuses.
    pub kind: RefusalKind,
    /// The reason, a sentence.
    pub message: String,
    /// What to do, a sentence.
    pub remedy: String,
}

impl Refusal {
    /// A refusal in words.
    #[must_use]
    pub fn new(kind: RefusalKind, message: impl Into<String>, remedy: impl Into<String>) -> Self {
        Self {
            kind,
            message: message.into(),
            remedy: remedy.into(),
        }
    }
}

/// The rules that refuse.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[cfg_attr(feature = "bindings", derive(specta::Type))]
#[serde(rename_all = "kebab-case")]
pub enum RefusalKind {
    /// Production without an owner.
    NoOwner,
    /// Production without an evaluation.
    NoEvaluation,
    /// Production without lineage.
    NoLineage,
    /// Production with drift that nobody resolved, or that cannot be checked.
    OpenDrift,
    /// Another version in production is deployed under the same alias.
    AliasTaken,
    /// There is no way from the one stage to the other.
    NoSuchWay,
    /// It is there already.
    SameStage,
    /// A request waits already.
    RequestWaits,
    /// Requests cannot be read, so nobody could ask or decide.
    NoRequests,
    /// Deployments still run.
    StillDeployed,
    /// The request is decided, or the version moved on since.
    Decided,
    /// The person who asked may not decide (four eyes).
    SamePerson,
    /// Nobody is named as the one who acts.
    NobodyActs,
    /// The person may not.
    NoRight,
    /// The alias is none.
    BadAlias,
    /// A reason is missing or too long.
    BadReason,
    /// A field of a version cannot be kept as it was entered.
    BadField,
    /// Somebody else changed it meanwhile.
    Changed,
    /// There is one of that name and version.
    Exists,
    /// A version in production stays what was approved.
    InProduction,
    /// A version that is not to be used is not deployed.
    OutOfUse,
}
