//! The edges of lineage that lead to a version, with what is known of where they come from.

use std::collections::BTreeMap;

use chrono::{DateTime, Utc};
use provost_core::registry::{LineageEdge, ModelPart};
use sqlx::FromRow;
use uuid::Uuid;

use super::super::place::Place;
use super::super::rows::facts_of;
use crate::{Error, Session};

pub(super) const DATASETS_NAMED: &str = include_str!("../datasets_named.sql");
pub(super) const EDGES: &str = include_str!("../edges.sql");
pub(super) const RUNS_NAMED: &str = include_str!("../runs_named.sql");
pub(super) const VERSIONS_NAMED: &str = include_str!("../versions_named.sql");

#[derive(FromRow)]
struct EdgeRow {
    direct: bool,
    id: Uuid,
    source_table: String,
    source_record: Option<Uuid>,
    target_table: String,
    target_record: Option<Uuid>,
    kind: String,
    details: String,
    hash: Option<String>,
    made_at: DateTime<Utc>,
}

/// Of which table of the packs the source of an edge is.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Source {
    Version,
    Run,
    Dataset,
    Other,
}

impl Source {
    /// Tables stand in edges with or without their schema; MLflow's runs have the ids of ours.
    fn of(table: &str) -> Self {
        match table.rsplit('.').next() {
            Some("ai_models") => Self::Version,
            Some("model_training_runs") => Self::Run,
            Some("runs") if table == "mlflow.runs" => Self::Run,
            Some("training_dataset_versions" | "training_datasets") => Self::Dataset,
            _ => Self::Other,
        }
    }
}

/// The edges of a version; none where they cannot be read.
pub(super) async fn read_edges(
    session: &mut Session,
    place: &Place,
    id: Uuid,
) -> Result<Vec<LineageEdge>, Error> {
    if !place.reads(ModelPart::Lineage) {
        return Ok(Vec::new());
    }
    let rows: Vec<EdgeRow> = session.fetch_all(place.statement(EDGES).bind(id)).await?;
    let of = |source: Source| -> Vec<Uuid> {
        let rows = rows
            .iter()
            .filter(|row| Source::of(&row.source_table) == source);
        rows.filter_map(|row| row.source_record).collect()
    };
    let mut names: BTreeMap<Uuid, String> = BTreeMap::new();
    for (source, part, text) in [
        (Source::Version, ModelPart::Models, VERSIONS_NAMED),
        (Source::Run, ModelPart::Runs, RUNS_NAMED),
        (Source::Dataset, ModelPart::Datasets, DATASETS_NAMED),
    ] {
        let ids = of(source);
        if !ids.is_empty() && place.reads(part) {
            let statement = place.statement(text).bind(ids);
            let found: Vec<(Uuid, String)> = session.fetch_all(statement).await?;
            names.extend(found);
        }
    }
    Ok(rows.into_iter().map(|row| edge(row, &names)).collect())
}

fn edge(row: EdgeRow, names: &BTreeMap<Uuid, String>) -> LineageEdge {
    let details = facts_of(&row.details);
    let known = row.source_record.and_then(|id| names.get(&id).cloned());
    let source_model = row
        .source_record
        .filter(|_| known.is_some() && Source::of(&row.source_table) == Source::Version);
    // MLflow's datasets are no rows of the packs; their edges say what they are called.
    let said = || {
        let mut facts = details.iter().filter(|fact| fact.name == "dataset");
        facts.next().map(|fact| fact.value.clone())
    };
    let of_mlflow = row.source_table == "mlflow.datasets";
    LineageEdge {
        id: row.id,
        direct: row.direct,
        source: known.or_else(|| said().filter(|_| of_mlflow)),
        source_model,
        source_table: row.source_table,
        source_record: row.source_record,
        target_table: row.target_table,
        target_record: row.target_record,
        kind: row.kind,
        details,
        hash: row.hash,
        made_at: row.made_at,
    }
}
