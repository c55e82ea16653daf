//! Everything that a report says of one version of a model.

use chrono::{DateTime, Utc};
use serde::{Deserialize, Serialize};

use super::AskedStatement;
use crate::connections::Environment;
use crate::drift::{DriftList, DriftRunPage};
use crate::metrics::{CostsAnswer, MetricsAnswer};
use crate::registry::card::ModelCard;
use crate::registry::{
    Decision, ModelPage, ModelPart, Refusal, Situation, Stage, StageRequest, refusals,
};

/// How the reading of metrics begins to say that targets cannot be read.
const NO_TARGET_JUDGED: &str = "No target was judged.";

/// A version with all that its report says. Its parts are read one after the other, each at one moment.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct ModelReport {
    /// [`super::MODEL_REPORT_SCHEMA`].
    pub schema: String,
    /// When it was made.
    pub generated_at: DateTime<Utc>,
    /// The version of Provost.
    pub product_version: String,
    /// The connection.
    pub connection: String,
    /// What its database is for.
    pub environment: Environment,
    /// The version with what belongs to it, as the registry has it.
    pub page: ModelPage,
    /// Its model card.
    pub card: ModelCard,
    /// What was measured of it, held against its targets.
    pub metrics: MetricsAnswer,
    /// What it cost, month by month.
    pub costs: CostsAnswer,
    /// What was found of drift, and what was done about it.
    pub drift: DriftList,
    /// The last comparison that was kept; none when there is none, or drift cannot be read.
    pub last_run: Option<DriftRunPage>,
    /// What was asked for all this.
    pub evidence: Vec<AskedStatement>,
    /// What cannot be told, a sentence or two each: a missing pack or right, and lists that are longer than was read.
    pub not_known: Vec<String>,
}

/// How a version stands with production.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Production {
    /// Whether it is there.
    pub there: bool,
    /// Why it may not go there now; of a version that is there, what would refuse it today.
    pub refusals: Vec<Refusal>,
}

impl ModelReport {
    /// The decision that let the version into its stage; none when none is on record.
    #[must_use]
    pub fn approval(&self) -> Option<&StageRequest> {
        let mut requests = self.page.requests.iter();
        requests.find(|request| {
            request.decision == Some(Decision::Approved) && request.to == self.page.version.stage
        })
    }

    /// Whether the version is in production, and what refuses it there now. Aliases of a version that is there are not
    /// asked for again: triggers keep two of them apart.
    #[must_use]
    pub fn production(&self) -> Production {
        let way = self
            .page
            .ways
            .iter()
            .find(|way| way.to == Stage::Production);
        let there = self.page.version.stage == Stage::Production;
        let now = || {
            let asked = Situation {
                stage: Stage::Testing,
                open_request: Some(false),
                ..self.page.situation(Some(Vec::new()))
            };
            refusals(&asked, Stage::Production)
        };
        Production {
            there,
            refusals: way.map_or_else(now, |way| way.refusals.clone()),
        }
    }

    /// Why a part of the registry cannot be told; none when it can.
    #[must_use]
    pub fn hindrance(&self, part: ModelPart) -> Option<&str> {
        let mut hindrances = self.page.hindrances.iter();
        let found = hindrances.find(|one| one.part == part);
        found.map(|one| one.reason.as_str())
    }

    /// Why no target was judged although there are values; none when targets were read.
    #[must_use]
    pub fn targets_unread(&self) -> Option<&str> {
        let mut notes = self.metrics.notes.iter();
        let told = notes.find_map(|note| note.strip_prefix(NO_TARGET_JUDGED));
        told.map(str::trim_start)
    }

    /// Fills in what cannot be told, which follows from the rest.
    #[must_use]
    pub fn with_not_known(mut self) -> Self {
        let mut told = self.hidden();
        told.extend(self.cut());
        self.not_known = told;
        self
    }

    /// What a missing pack or right hides.
    fn hidden(&self) -> Vec<String> {
        let mut told: Vec<String> = Vec::new();
        for hindrance in &self.page.hindrances {
            told.push(format!(
                "{}: {}",
                part_title(hindrance.part),
                hindrance.reason
            ));
        }
        let parts = [
            ("Metrics", &self.metrics.hindered),
            ("Costs", &self.costs.hindered),
            ("Comparisons for drift", &self.drift.hindrance),
            ("Drift", &self.drift.restricted),
        ];
        for (part, reason) in parts {
            told.extend(reason.iter().map(|reason| format!("{part}: {reason}")));
        }
        if self.page.four_eyes.is_none() && self.hindrance(ModelPart::Settings).is_none() {
            told.push(
                "Four eyes: whether the tenant has them switched on cannot be read.".to_owned(),
            );
        }
        let unknown_form = self
            .last_run
            .as_ref()
            .is_some_and(|run| run.report.is_none());
        if unknown_form {
            told.push(
                "The last comparison for drift: its result is kept in a form that this version of Provost does not know."
                    .to_owned(),
            );
        }
        told.extend(self.targets_unread().map(|note| format!("Targets: {note}")));
        told
    }

    /// What is longer than was read.
    fn cut(&self) -> Vec<String> {
        let full = [
            ("deployments", self.page.deployments.len(), 200),
            ("uses of datasets", self.page.datasets.len(), 200),
            ("training runs", self.page.runs.len(), 200),
            ("requests for its stages", self.page.requests.len(), 200),
            ("events", self.page.events.len(), 500),
            (
                "open findings of drift on its page",
                self.page.open_drift.len(),
                200,
            ),
        ];
        let full = full.into_iter().filter(|(_, found, most)| found >= most);
        let mut told: Vec<String> = full
            .map(|(what, _, most)| {
                format!("Of its {what} the latest {most} were read; there may be more.")
            })
            .collect();
        let found = self.drift.findings.len();
        let all = usize::try_from(self.drift.total).unwrap_or(usize::MAX);
        if all > found {
            told.push(format!("Of {all} findings of drift {found} were read."));
        }
        told
    }
}

/// What a part of the registry is called.
fn part_title(part: ModelPart) -> &'static str {
    match part {
        ModelPart::Models => "Versions",
        ModelPart::Deployments => "Deployments",
        ModelPart::Aliases => "Aliases",
        ModelPart::Requests => "Requests for stages",
        ModelPart::Settings => "Four eyes",
        ModelPart::Events => "History",
        ModelPart::Datasets => "Datasets",
        ModelPart::Runs => "Training runs",
        ModelPart::Lineage => "Lineage",
        ModelPart::Drift => "Open drift",
    }
}
