//! The stages of a version, and what may not happen.

use serde::{Deserialize, Serialize};

use super::refusal::{Refusal, RefusalKind};
use crate::audit::Severity;

/// Where a version stands in its life (seed 000, `deployment_status`).
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[cfg_attr(feature = "bindings", derive(specta::Type))]
#[serde(rename_all = "kebab-case")]
pub enum Stage {
    /// It is being made.
    Development,
    /// It is being tried.
    Testing,
    /// It is in use.
    Production,
    /// It is not to be used any more.
    Deprecated,
}

impl Stage {
    /// All, in the order of a life.
    pub const ALL: [Self; 4] = [
        Self::Development,
        Self::Testing,
        Self::Production,
        Self::Deprecated,
    ];

    /// The word that the database keeps, and that people read.
    #[must_use]
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Development => "development",
            Self::Testing => "testing",
            Self::Production => "production",
            Self::Deprecated => "deprecated",
        }
    }

    /// The stage of a word; none when there is no such stage.
    #[must_use]
    pub fn of_word(word: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|stage| stage.as_str() == word)
    }

    /// Where a version may go from here: on, one step back, out of use, and from out of use back to be tried.
    #[must_use]
    pub const fn ways(self) -> &'static [Self] {
        match self {
            Self::Testing => &[Self::Development, Self::Production, Self::Deprecated],
            Self::Development | Self::Production => &[Self::Testing, Self::Deprecated],
            Self::Deprecated => &[Self::Testing],
        }
    }
}

/// What is known of a version when somebody wants to move it to another stage. `None` is what cannot be read: a missing
/// pack or right never lets a version through.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Situation {
    /// Where it stands.
    pub stage: Stage,
    /// Whether somebody answers for it.
    pub has_owner: bool,
    /// Whether it has results of an evaluation.
    pub has_evaluation: bool,
    /// Whether anything says what it was made from: a dataset, a training run, or an edge of lineage.
    pub has_lineage: Option<bool>,
    /// How bad the drift is that nobody resolved.
    pub drift: DriftKnown,
    /// Aliases under which another version in production is deployed and active.
    pub aliases_taken: Option<Vec<AliasTaken>>,
    /// Whether a request for it waits for its decision already.
    pub open_request: Option<bool>,
    /// Active deployments, which must be ended before it is deprecated.
    pub active_deployments: Option<u32>,
}

/// What is known of the open drift of a version.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum DriftKnown {
    /// It cannot be read.
    Unreadable,
    /// None is open.
    None,
    /// The worst that is open.
    Worst(Severity),
}

/// An alias that another version in production answers to.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct AliasTaken {
    /// The alias.
    pub alias: String,
    /// The other version.
    pub version: String,
}

/// Why a version may not go to a stage; empty when it may. The ways are those of [`Stage::ways`].
///
/// Production is refused without an owner, an evaluation or lineage, with open drift of severity high or critical, when drift
/// cannot be checked, and when another version in production is deployed under one of its aliases. A version is not deprecated
/// while it is deployed and active.
#[must_use]
pub fn refusals(situation: &Situation, to: Stage) -> Vec<Refusal> {
    let from = situation.stage;
    if from == to {
        let message = format!("The version is in {} already.", to.as_str());
        let refusal = Refusal::new(RefusalKind::SameStage, message, "Choose another stage.");
        return vec![refusal];
    }
    let mut refusals = Vec::new();
    if !from.ways().contains(&to) {
        refusals.push(no_way(from, to));
    }
    match to {
        Stage::Production => production(situation, &mut refusals),
        Stage::Deprecated => refusals.extend(deployed(situation.active_deployments)),
        Stage::Development | Stage::Testing => {}
    }
    refusals.extend(waits(situation.open_request));
    refusals
}

fn no_way(from: Stage, to: Stage) -> Refusal {
    let ways: Vec<&str> = from.ways().iter().map(|stage| stage.as_str()).collect();
    Refusal::new(
        RefusalKind::NoSuchWay,
        format!("There is no way from {} to {}.", from.as_str(), to.as_str()),
        format!("From {} it goes to {}.", from.as_str(), ways.join(" or ")),
    )
}

fn production(situation: &Situation, refusals: &mut Vec<Refusal>) {
    if !situation.has_owner {
        refusals.push(Refusal::new(
            RefusalKind::NoOwner,
            "Nobody answers for the version: it has no owner.",
            "Name its owner.",
        ));
    }
    if !situation.has_evaluation {
        refusals.push(Refusal::new(
            RefusalKind::NoEvaluation,
            "The version has no results of an evaluation.",
            "Evaluate it and enter the results as its performance metrics.",
        ));
    }
    match situation.has_lineage {
        Some(true) => {}
        Some(false) => refusals.push(Refusal::new(
            RefusalKind::NoLineage,
            "Nothing says what the version was made from: no dataset, no training run, no lineage.",
            "Enter the dataset or the training run that made it.",
        )),
        None => refusals.push(Refusal::new(
            RefusalKind::NoLineage,
            "What the version was made from cannot be read.",
            "Apply the packs training and governance, or let the role read their tables.",
        )),
    }
    refusals.extend(drift(situation.drift));
    refusals.extend(taken(situation.aliases_taken.as_deref()));
}

/// Why a version may not be in production under its aliases: another one is, and is deployed under them. `None` is what
/// cannot be read.
#[must_use]
pub fn taken(aliases: Option<&[AliasTaken]>) -> Vec<Refusal> {
    let Some(aliases) = aliases else {
        return vec![Refusal::new(
            RefusalKind::AliasTaken,
            "Whether another version in production is deployed under one of its aliases cannot be read.",
            "Apply the pack ai, or let the role read ai_model_aliases and ai_model_deployments.",
        )];
    };
    let refuse = |AliasTaken { alias, version }: &AliasTaken| {
        Refusal::new(
            RefusalKind::AliasTaken,
            format!("Version {version} is in production under the alias {alias} and deployed."),
            format!("End the deployment of version {version}, or take it out of production first."),
        )
    };
    aliases.iter().map(refuse).collect()
}

fn drift(drift: DriftKnown) -> Option<Refusal> {
    match drift {
        DriftKnown::Worst(severity) if severity >= Severity::High => Some(Refusal::new(
            RefusalKind::OpenDrift,
            format!("It has open drift of severity {}.", severity.as_str()),
            "Find the cause, and resolve the drift with what was done.",
        )),
        DriftKnown::None | DriftKnown::Worst(_) => None,
        DriftKnown::Unreadable => Some(Refusal::new(
            RefusalKind::OpenDrift,
            "Whether it has open drift cannot be checked.",
            "Apply the pack governance, or let the role read ai_model_drift.",
        )),
    }
}

fn deployed(active: Option<u32>) -> Option<Refusal> {
    let message = match active {
        Some(0) => return None,
        Some(1) => "One deployment of the version is active.".to_owned(),
        Some(active) => format!("{active} deployments of the version are active."),
        None => "Whether the version is deployed cannot be read.".to_owned(),
    };
    Some(Refusal::new(
        RefusalKind::StillDeployed,
        message,
        "End its deployments first: nothing should run on a version that is not to be used.",
    ))
}

fn waits(open: Option<bool>) -> Option<Refusal> {
    match open {
        Some(false) => None,
        Some(true) => Some(Refusal::new(
            RefusalKind::RequestWaits,
            "A request for this version waits for its decision.",
            "Decide on it or withdraw it first.",
        )),
        None => Some(Refusal::new(
            RefusalKind::NoRequests,
            "The requests of stages cannot be read.",
            "Apply the pack ai, or let the role read ai_model_stage_requests.",
        )),
    }
}

#[cfg(test)]
mod tests;
