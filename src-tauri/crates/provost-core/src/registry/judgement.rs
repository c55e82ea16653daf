//! What a page says of the next steps: where the version may go, and what the person who acts may do.

use super::changes::StageRequest;
use super::draft::VersionDraft;
use super::facts::{ModelFact, facts};
use super::page::{DeploymentStatus, ModelPage, ModelPart, StageWay};
use super::people::{Actor, Holding, Person, asking, deciding, nobody_acts, sourcing};
use super::refusal::{Refusal, RefusalKind};
use super::stage::{AliasTaken, DriftKnown, Situation, Stage, refusals};

impl ModelPage {
    /// Of whom the version is.
    #[must_use]
    pub fn holding(&self) -> Holding {
        Holding {
            tenant: self.version.tenant_id,
            owner: self.version.owner.as_ref().and_then(|owner| owner.id),
        }
    }

    /// What of the page bears on moving the version. `taken` are the aliases that another version in production answers to;
    /// none when they cannot be read.
    #[must_use]
    pub fn situation(&self, taken: Option<Vec<AliasTaken>>) -> Situation {
        let readable = |part: ModelPart| self.hindrances.iter().all(|one| one.part != part);
        let running = |status: DeploymentStatus| status == DeploymentStatus::Active;
        let active = self.deployments.iter().filter(|one| running(one.status));
        Situation {
            stage: self.version.stage,
            has_owner: self.version.owner.is_some(),
            has_evaluation: self.evaluated(),
            has_lineage: self.has_lineage(),
            drift: if readable(ModelPart::Drift) {
                let worst = self.open_drift.iter().map(|drift| drift.severity).max();
                worst.map_or(DriftKnown::None, DriftKnown::Worst)
            } else {
                DriftKnown::Unreadable
            },
            aliases_taken: taken,
            open_request: readable(ModelPart::Requests).then(|| self.waiting().is_some()),
            active_deployments: readable(ModelPart::Deployments)
                .then(|| u32::try_from(active.count()).unwrap_or(u32::MAX)),
        }
    }

    /// The request that waits.
    #[must_use]
    pub fn waiting(&self) -> Option<&StageRequest> {
        let mut requests = self.requests.iter();
        requests.find(|request| request.decision.is_none())
    }

    /// Fills in what follows from the rest: the ways, and what `actor` may do.
    pub fn judge(&mut self, taken: Option<Vec<AliasTaken>>, actor: Option<&Actor>) {
        let situation = self.situation(taken);
        let others = Stage::ALL.into_iter().filter(|to| *to != situation.stage);
        self.ways = others
            .map(|to| StageWay {
                to,
                refusals: refusals(&situation, to),
            })
            .collect();
        let holding = self.holding();
        self.asking = asking(actor, holding);
        self.sourcing = sourcing(actor, holding);
        let decided_on = Situation {
            open_request: Some(false),
            ..situation
        };
        let four_eyes = self.four_eyes;
        for request in &mut self.requests {
            if request.decision.is_some() {
                continue;
            }
            let requester = request.requested_by.as_ref();
            request.rejecting = deciding(actor, holding, requester, four_eyes);
            request.withdrawing = withdrawing(actor, holding, requester);
            request.approving.clone_from(&request.rejecting);
            if request.from == decided_on.stage {
                request.approving.extend(refusals(&decided_on, request.to));
            } else {
                request.approving.push(moved_on(request, decided_on.stage));
            }
        }
    }

    /// Why a version in production may not be changed to what a draft says: it stays what was approved, with an owner and an
    /// evaluation. A hash of its training data that nobody had said may be said. Empty in every other stage.
    #[must_use]
    pub fn changing(&self, draft: &VersionDraft) -> Vec<Refusal> {
        let version = &self.version;
        if version.stage != Stage::Production {
            return Vec::new();
        }
        let fields = [
            ("name", version.name != draft.name),
            ("version", version.version != draft.version),
            ("provider", version.provider != draft.provider),
            (
                "provider's id",
                version.provider_model_id != draft.provider_model_id,
            ),
            (
                "hash of training data",
                version.training_data_hash.is_some()
                    && version.training_data_hash != draft.training_data_hash,
            ),
        ];
        let changed = fields.iter().filter(|(_, changed)| *changed);
        let changed: Vec<&str> = changed.map(|(field, _)| *field).collect();
        let mut refusals = Vec::new();
        if !changed.is_empty() {
            refusals.push(in_production(
                format!(
                    "It is in production and stays what was approved: {}.",
                    changed.join(", ")
                ),
                "Register another version, or ask first that this one leaves production.",
            ));
        }
        if version.owner.is_some() && draft.owner.is_none() {
            refusals.push(in_production(
                "It is in production and keeps an owner.".to_owned(),
                "Name another owner.",
            ));
        }
        let results = draft.evaluation.as_deref();
        let results = results.and_then(|text| serde_json::from_str(text).ok());
        if self.evaluated() && results.is_some_and(|results| !tells(&facts(&results))) {
            refusals.push(in_production(
                "It is in production and keeps its evaluation.".to_owned(),
                "Leave at least one result, or ask first that it leaves production.",
            ));
        }
        refusals
    }

    fn evaluated(&self) -> bool {
        tells(&self.version.evaluation)
    }

    /// An edge, a dataset or a run that succeeded is lineage; a run that only evaluated made nothing.
    pub(super) fn has_lineage(&self) -> Option<bool> {
        let mut runs = self.runs.iter();
        let made = runs.any(|run| run.status == "succeeded" && run.kind != "evaluation");
        if made || !self.datasets.is_empty() || self.lineage_edges.is_some_and(|edges| edges > 0) {
            return Some(true);
        }
        let sources = [ModelPart::Datasets, ModelPart::Runs, ModelPart::Lineage];
        let mut hindrances = self.hindrances.iter();
        let blind = hindrances.any(|one| sources.contains(&one.part));
        (!blind).then_some(false)
    }
}

/// Whether facts say anything.
fn tells(facts: &[ModelFact]) -> bool {
    let said = |value: &str| !["", "none"].contains(&value.trim());
    let mut facts = facts.iter();
    facts.any(|fact| fact.number.is_some() || said(&fact.value))
}

fn in_production(message: String, remedy: &str) -> Refusal {
    Refusal::new(RefusalKind::InProduction, message, remedy)
}

/// Whoever asked takes a request back; of whom nothing is known any more, an administrator does.
fn withdrawing(
    actor: Option<&Actor>,
    holding: Holding,
    requester: Option<&Person>,
) -> Vec<Refusal> {
    let Some(actor) = actor else {
        return vec![nobody_acts()];
    };
    let erased = requester.is_none_or(|person| person.id.is_none());
    let own = requester.is_some_and(|person| person.is(&actor.person()));
    if own || (erased && actor.admin && actor.tenant == holding.tenant) {
        return Vec::new();
    }
    vec![Refusal::new(
        RefusalKind::NoRight,
        format!("{} did not ask for it.", actor.name),
        "Let whoever asked withdraw it, or reject it.",
    )]
}

fn moved_on(request: &StageRequest, now: Stage) -> Refusal {
    Refusal::new(
        RefusalKind::Decided,
        format!(
            "It was asked for from {}, and the version is in {} now.",
            request.from.as_str(),
            now.as_str()
        ),
        "Reject or withdraw it, and ask again.",
    )
}

#[cfg(test)]
mod tests;
