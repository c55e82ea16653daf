//! Runs, what was measured in them, and the edges of lineage.

use std::collections::BTreeMap;

use chrono::{DateTime, Utc};
use provost_core::registry::mlflow::{
    Edge, Importing, Kind, MetricRow, MlflowImport, Point, RunKept, RunRow, changes, edges, point,
    run,
};
use serde_json::Value;
use uuid::Uuid;

use super::{Made, Writing, parsed, sql, text};
use crate::Error;
use crate::registry::mlflow::reading::DatasetLinks;

/// What the measured values of a run need to know of it.
pub(in super::super) struct RunLink {
    /// Its id as a UUID.
    native: Uuid,
    /// The version that came of it.
    model: Option<Uuid>,
    experiment: String,
}

impl Writing {
    /// Writes runs that are new or changed in MLflow, and the edges into them. What is given back are those whose measured
    /// values are wanted.
    pub(in super::super) async fn runs(
        &mut self,
        rows: &[RunRow],
        made: &Made,
        importing: &Importing,
        import: &mut MlflowImport,
    ) -> Result<BTreeMap<String, RunLink>, Error> {
        const DELETED: &str = "It was deleted in MLflow, and no version came of it.";
        let mut links = BTreeMap::new();
        let mut kept = Vec::new();
        let mut into = Vec::new();
        for row in rows {
            let model = made.of_run(&row.id);
            let name = row.name.clone().unwrap_or_else(|| row.id.clone());
            let name = format!("{name} ({})", row.id);
            if row.deleted && model.is_none() {
                import.left_out(Kind::Runs, name, DELETED);
                continue;
            }
            match run(row, model, &importing.identities) {
                Ok(run) => kept.push((name, run)),
                Err(reason) => {
                    import.left_out(Kind::Runs, name, reason);
                    continue;
                }
            }
            for edge in edges(row, &importing.identities) {
                match edge {
                    Ok(edge) => into.push(edge),
                    Err((name, reason)) => import.left_out(Kind::Edges, name, reason),
                }
            }
            if let Ok(native) = Uuid::try_parse(&row.id) {
                let experiment = row.experiment.clone();
                let link = RunLink {
                    native,
                    model,
                    experiment,
                };
                links.insert(row.id.clone(), link);
            }
        }
        if self.has("model_training_runs") {
            self.write_runs(kept, import).await?;
        }
        self.edges(&into, import).await?;
        Ok(links)
    }

    async fn write_runs(
        &mut self,
        kept: Vec<(String, RunKept)>,
        import: &mut MlflowImport,
    ) -> Result<(), Error> {
        let ids: Vec<String> = kept
            .iter()
            .map(|(_, run)| run.tracker_run_id.clone())
            .collect();
        let statement = self.statement(sql::RUNS_FOUND).bind(ids);
        let found: Vec<(String, Uuid, String)> = self.session.fetch_all(statement).await?;
        let mut found: BTreeMap<String, (Uuid, Value)> = found
            .into_iter()
            .map(|(run, id, row)| (run, (id, parsed(&row))))
            .collect();
        let (mut new, mut changed) = (Vec::new(), Vec::new());
        for (name, mut run) in kept {
            let before = found.remove(&run.tracker_run_id);
            let Some((id, before)) = before else {
                new.push(run);
                import.came(Kind::Runs, name);
                continue;
            };
            run.id = id;
            if run.model_id.is_none() {
                run.model_id = before
                    .get("model_id")
                    .and_then(|id| serde_json::from_value(id.clone()).ok());
            }
            let fields = changes(&before, &comparable(&run));
            if !fields.is_empty() {
                changed.push(run);
            }
            import.was_there(Kind::Runs, name, fields);
        }
        for (statement, runs) in [(sql::RUN_NEW, new), (sql::RUN_CHANGED, changed)] {
            if !runs.is_empty() {
                let rows = serde_json::to_value(runs).unwrap_or_default();
                let statement = self.statement(statement).bind(text(&rows));
                self.session.execute(statement).await?;
            }
        }
        Ok(())
    }

    /// Adds edges of lineage that are not there yet.
    pub(super) async fn edges(
        &mut self,
        edges: &[Edge],
        import: &mut MlflowImport,
    ) -> Result<(), Error> {
        if edges.is_empty() || !self.has("ai_data_lineage") {
            return Ok(());
        }
        let rows = serde_json::to_value(edges).unwrap_or_default();
        let statement = self.statement(sql::EDGES).bind(text(&rows));
        let new = self.session.execute(statement).await?;
        tell(Kind::Edges, edges.len(), new, import);
        Ok(())
    }

    /// Adds measured values that are not there yet.
    pub(in super::super) async fn points(
        &mut self,
        rows: &[MetricRow],
        runs: &BTreeMap<String, RunLink>,
        links: &DatasetLinks,
        importing: &Importing,
        import: &mut MlflowImport,
    ) -> Result<(), Error> {
        let mut columns = Columns::default();
        for row in rows {
            let Some(run) = runs.get(&row.run) else {
                continue;
            };
            let dataset = links.get(&(row.run.clone(), row.key.clone()));
            let dataset = dataset.map(|(name, digest)| (name.as_str(), digest.as_str()));
            let identities = &importing.identities;
            match point(
                row,
                run.native,
                run.model,
                &run.experiment,
                dataset,
                identities,
            ) {
                Ok(point) => columns.add(point),
                Err(skipped) => {
                    let name = format!("{} of {}", row.key, row.run);
                    import.left_out(Kind::Metrics, name, skipped.reason());
                }
            }
        }
        let points = columns.ids.len();
        let statement = self.statement(sql::POINTS);
        let statement = statement.bind(columns.ids).bind(columns.models);
        let statement = statement.bind(columns.kinds).bind(columns.values);
        let statement = statement.bind(columns.units).bind(columns.contexts);
        let new = self
            .session
            .execute(statement.bind(columns.moments))
            .await?;
        tell(Kind::Metrics, points, new, import);
        Ok(())
    }
}

/// Measured values, column by column.
#[derive(Default)]
struct Columns {
    ids: Vec<Uuid>,
    models: Vec<Option<Uuid>>,
    kinds: Vec<String>,
    values: Vec<f64>,
    units: Vec<Option<&'static str>>,
    contexts: Vec<String>,
    moments: Vec<DateTime<Utc>>,
}

impl Columns {
    fn add(&mut self, point: Point) {
        self.ids.push(point.id);
        self.models.push(point.model_id);
        self.kinds.push(point.metric_type);
        self.values.push(point.metric_value);
        self.units.push(point.metric_unit);
        self.contexts.push(text(&point.context));
        self.moments.push(point.recorded_at);
    }
}

fn tell(kind: Kind, all: usize, new: u64, import: &mut MlflowImport) {
    let all = u32::try_from(all).unwrap_or(u32::MAX);
    let new = u32::try_from(new).unwrap_or(u32::MAX).min(all);
    import.came_together(kind, new, all - new);
}

/// A run as the database gives it back.
fn comparable(run: &RunKept) -> Value {
    let mut value = serde_json::to_value(run).unwrap_or_default();
    if let Value::Object(fields) = &mut value {
        fields.remove("id");
        fields.remove("tracker_run_id");
    }
    value
}
