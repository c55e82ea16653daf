//! Sections 3 and 4: what the version was made from, and where it runs.

use provost_core::registry::{DatasetUse, Deployment, DeploymentStatus, ModelPart, TrainingRun};
use provost_core::reports::ModelReport;

use super::values::{at, at_or, not_determinable, person, spaced};
use crate::account::blocks::{Block, Column};
use crate::account::rows::table;
use crate::account::words::{Mark, Words};
use crate::contents::Limits;
use crate::contents::wording::{count, number};

/// How many settings or results of a run stand in its row.
const FEW: usize = 8;

pub(super) fn made_from(report: &ModelReport, limits: &Limits) -> Vec<Block> {
    let page = &report.page;
    let mut blocks = vec![Block::heading("Datasets")];
    blocks.push(part(
        report,
        ModelPart::Datasets,
        || {
            let columns = vec![
                Column::words("Dataset", 2),
                Column::words("Version", 1),
                Column::words("Used for", 1),
                Column::words("Part", 1),
                Column::number("Rows", 22),
                Column::narrow("When (UTC)", 31),
            ];
            let rows = page.datasets.iter().map(dataset).collect();
            table("Uses of datasets", columns, rows, "use", limits)
        },
        "No dataset is entered that it was made from.",
    ));
    blocks.push(Block::heading("Training runs"));
    blocks.push(part(
        report,
        ModelPart::Runs,
        || {
            let columns = vec![
                Column::words("Run", 2),
                Column::narrow("Kind", 22),
                Column::narrow("Status", 22),
                Column::words("Settings and results", 3),
                Column::narrow("Ended (UTC)", 31),
            ];
            let rows = page.runs.iter().map(run).collect();
            table("Runs that made it", columns, rows, "run", limits)
        },
        "No run is entered that made it.",
    ));
    blocks.push(Block::heading("Lineage"));
    blocks.push(
        match (page.lineage_edges, report.hindrance(ModelPart::Lineage)) {
            (_, Some(reason)) => not_determinable(reason),
            (Some(edges), None) => Block::text(&format!(
                "{} of lineage {} to it.",
                count(edges as usize, "edge"),
                if edges == 1 { "leads" } else { "lead" }
            )),
            (None, None) => not_determinable("Edges of lineage were not counted."),
        },
    );
    blocks.push(Block::heading("Hash of its training data"));
    blocks.push(match &page.version.training_data_hash {
        Some(hash) => Block::Text {
            words: Words::named(hash),
        },
        None => Block::text("No hash of its training data is entered."),
    });
    blocks
}

pub(super) fn runs_where(report: &ModelReport, limits: &Limits) -> Vec<Block> {
    let page = &report.page;
    vec![part(
        report,
        ModelPart::Deployments,
        || {
            let columns = vec![
                Column::words("Agent", 1),
                Column::narrow("Status", 20),
                Column::words("Configuration", 2),
                Column::words("Deployed by", 1),
                Column::narrow("Deployed (UTC)", 22),
                Column::narrow("Last used (UTC)", 22),
            ];
            let rows = page.deployments.iter().map(deployment).collect();
            table("Where it runs", columns, rows, "deployment", limits)
        },
        "It is deployed nowhere.",
    )]
}

/// A table of a part, why it cannot be told, or that it is empty.
fn part(
    report: &ModelReport,
    part: ModelPart,
    told: impl FnOnce() -> Option<Block>,
    none: &str,
) -> Block {
    match report.hindrance(part) {
        Some(reason) => not_determinable(reason),
        None => told().unwrap_or_else(|| Block::text(none)),
    }
}

fn dataset(one: &DatasetUse) -> Vec<Words> {
    let rows = one.rows.and_then(|rows| usize::try_from(rows).ok());
    vec![
        Words::of(&one.dataset),
        Words::of(&one.version),
        Words::of(&spaced(&one.used_for)),
        Words::of(one.split.as_deref().unwrap_or("–")),
        Words::of(&rows.map_or_else(|| "–".to_owned(), number)),
        Words::of(&at_or(one.used_at, "–")),
    ]
}

fn run(one: &TrainingRun) -> Vec<Words> {
    let mark = match one.status.as_str() {
        "succeeded" => Mark::new("succeeded", "pass"),
        "failed" => Mark::new("failed", "high"),
        other => Mark::new(&spaced(other), "info"),
    };
    let facts = one.parameters.iter().chain(&one.metrics);
    let mut words = Words::default();
    for (index, fact) in facts.clone().take(FEW).enumerate() {
        if index > 0 {
            words = words.text(", ");
        }
        words = words.code(&fact.name).text(&format!(" {}", fact.value));
    }
    let more = facts.count().saturating_sub(FEW);
    if more > 0 {
        words = words.quiet(&format!(
            " and {} more; the JSON has them all",
            number(more)
        ));
    }
    vec![
        Words::of(&one.name),
        Words::of(&spaced(&one.kind)),
        Words::marked(mark),
        words,
        Words::of(&at_or(one.finished_at, "not ended")),
    ]
}

fn deployment(one: &Deployment) -> Vec<Words> {
    let mark = match one.status {
        DeploymentStatus::Active => Mark::new("active", "pass"),
        DeploymentStatus::Inactive => Mark::new("inactive", "info"),
        DeploymentStatus::Error => Mark::new("error", "high"),
    };
    let agent = match (&one.agent, one.agent_id) {
        (Some(agent), _) => Words::of(agent),
        (None, Some(id)) => Words::of(&format!("agent {id}")),
        (None, None) => Words::of("no agent"),
    };
    let mut how = Words::default();
    for (index, fact) in one.configuration.iter().take(FEW).enumerate() {
        if index > 0 {
            how = how.text(", ");
        }
        how = how.code(&fact.name).text(&format!(" {}", fact.value));
    }
    if let Some(error) = &one.error_message {
        how = how.line_end().strong(error);
    }
    vec![
        agent,
        Words::marked(mark),
        how,
        Words::of(&person(one.deployed_by.as_ref())),
        Words::of(&at(one.deployed_at)),
        Words::of(&at_or(one.last_used_at, "never")),
    ]
}
