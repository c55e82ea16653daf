//! Versions and their aliases.

use std::collections::{BTreeMap, BTreeSet};

use provost_core::registry::Stage;
use provost_core::registry::mlflow::{
    AliasKey, AliasMove, FieldChange, HELD_BACK, Importing, Kind, MOST_LINES, MlflowImport, Named,
    RunRow, StageApart, VersionFound, VersionKept, VersionOutcome, VersionRow, aliases, hold_back,
    judge, version_edge,
};
use serde_json::json;
use sqlx::FromRow;
use uuid::Uuid;

use super::{Writing, parsed, sql, text};
use crate::registry::mlflow::MlflowError;
use crate::registry::mlflow::reading::Workspace;
use crate::{Error, Statement};

/// The versions of a backend that are here.
#[derive(Default)]
pub(in super::super) struct Made {
    /// The versions by name and number.
    versions: BTreeMap<(String, i32), Uuid>,
    /// What versions are called.
    names: BTreeMap<Uuid, String>,
    /// The version that came of a run: of several the first.
    runs: BTreeMap<String, Uuid>,
    /// Those that the backend had at the last import.
    before: BTreeMap<Uuid, String>,
    /// The aliases that it had at the last import.
    aliases: BTreeMap<AliasKey, Uuid>,
}

impl Made {
    /// The version that came of a run.
    pub(super) fn of_run(&self, run: &str) -> Option<Uuid> {
        self.runs.get(run).copied()
    }

    /// Tells which versions the backend has no more.
    pub(in super::super) fn tell_gone(&self, import: &mut MlflowImport) {
        let there: BTreeSet<&Uuid> = self.versions.values().collect();
        let gone = self.before.iter().filter(|(id, _)| !there.contains(id));
        import.gone = gone
            .map(|(_, name)| Named {
                kind: Kind::Versions,
                name: name.clone(),
            })
            .take(MOST_LINES)
            .collect();
    }

    fn name(&self, id: Uuid) -> String {
        let before = || self.before.get(&id).cloned();
        let known = self.names.get(&id).cloned().or_else(before);
        known.unwrap_or_else(|| id.to_string())
    }
}

#[derive(FromRow)]
struct Imported {
    id: Uuid,
    name: String,
    version: String,
    aliases: String,
}

#[derive(FromRow)]
struct Here {
    id: Uuid,
    name: String,
    version: String,
    description: Option<String>,
    capabilities: String,
    performance_metrics: String,
    tags: String,
    training_data_hash: Option<String>,
    stage: String,
}

impl Here {
    fn found(self) -> VersionFound {
        VersionFound {
            id: self.id,
            name: self.name,
            version: self.version,
            description: self.description,
            capabilities: parsed(&self.capabilities),
            performance_metrics: parsed(&self.performance_metrics),
            tags: parsed(&self.tags),
            training_data_hash: self.training_data_hash,
            stage: Stage::of_word(&self.stage).unwrap_or(Stage::Development),
        }
    }
}

/// A version that was mapped, its row, and its run where there is one.
pub(in super::super) type Mapped<'a> = (VersionKept, &'a VersionRow, Option<&'a RunRow>);

impl Writing {
    /// What an earlier import made.
    pub(in super::super) async fn made_before(
        &mut self,
        importing: &Importing,
    ) -> Result<Made, Error> {
        let statement = self.statement(sql::IMPORTED);
        let statement = statement.bind(importing.backend.url.clone());
        let statement = statement.bind(importing.backend.workspace.clone());
        let rows: Vec<Imported> = self.session.fetch_all(statement).await?;
        let mut made = Made::default();
        for row in rows {
            let aliases: Vec<String> = serde_json::from_str(&row.aliases).unwrap_or_default();
            for alias in aliases {
                made.aliases.insert((row.name.clone(), alias), row.id);
            }
            made.before
                .insert(row.id, format!("{} {}", row.name, row.version));
        }
        Ok(made)
    }

    /// Writes versions that are new or changed in MLflow.
    pub(in super::super) async fn versions(
        &mut self,
        mapped: Vec<Mapped<'_>>,
        importing: &Importing,
        made: &mut Made,
        import: &mut MlflowImport,
    ) -> Result<(), MlflowError> {
        let mut here = self.versions_here(&mapped).await?;
        let mut new = Vec::new();
        let mut edges = Vec::new();
        for (kept, row, run) in mapped {
            let name = format!("{} {}", kept.name, kept.version);
            let key = (kept.name.clone(), kept.version.clone());
            let renamed = here.iter().find(|(_, found)| found.id == kept.id);
            let renamed = renamed.map(|(key, _)| key.clone());
            let found = here.remove(&key).or_else(|| here.remove(&renamed?));
            if let Some(found) = found {
                if !self.judged(&kept, &name, &found, import).await? {
                    continue;
                }
            } else {
                let stage = if self.brings_stages {
                    kept.stage
                } else {
                    Stage::Development
                };
                apart(&kept, &name, stage, import);
                new.push(as_row(&kept, stage));
                import.came(Kind::Versions, name.as_str());
            }
            made.versions
                .insert((row.name.clone(), row.version), kept.id);
            made.names.insert(kept.id, name.clone());
            if let Some(run) = run {
                made.runs.entry(run.id.clone()).or_insert(kept.id);
                match version_edge(&kept, run, &importing.identities) {
                    Ok(edge) => edges.push(edge),
                    Err(reason) => import.left_out(Kind::Edges, name, reason),
                }
            }
        }
        if !new.is_empty() {
            let statement = self.statement(sql::VERSION_NEW);
            let rows = text(&serde_json::Value::Array(new));
            self.session.execute(statement.bind(rows)).await?;
        }
        self.edges(&edges, import).await?;
        Ok(())
    }

    async fn versions_here(
        &mut self,
        mapped: &[Mapped<'_>],
    ) -> Result<BTreeMap<(String, String), VersionFound>, Error> {
        let (mut names, mut numbers, mut ids) = (Vec::new(), Vec::new(), Vec::new());
        for (kept, ..) in mapped {
            names.push(kept.name.clone());
            numbers.push(kept.version.clone());
            ids.push(kept.id);
        }
        let statement = self.statement(sql::VERSIONS_FOUND);
        let statement = statement.bind(names).bind(numbers).bind(ids);
        let rows: Vec<Here> = self.session.fetch_all(statement).await?;
        let found = rows.into_iter().map(Here::found);
        Ok(found
            .map(|found| ((found.name.clone(), found.version.clone()), found))
            .collect())
    }

    /// Writes what changed of a version that is here; whether it is the same version.
    async fn judged(
        &mut self,
        kept: &VersionKept,
        name: &str,
        found: &VersionFound,
        import: &mut MlflowImport,
    ) -> Result<bool, MlflowError> {
        match judge(kept, found) {
            VersionOutcome::Taken(reason) => {
                import.left_out(Kind::Versions, name, reason);
                return Ok(false);
            }
            VersionOutcome::Unchanged => import.was_there(Kind::Versions, name, Vec::new()),
            VersionOutcome::Changed(mut fields, mut becomes) => {
                // Triggers refuse it to all but who brings what the other registry says, for nobody in particular.
                if !self.brings_stages {
                    let held = hold_back(found, &mut becomes, &mut fields);
                    import.stays(Kind::Versions, name, held, HELD_BACK);
                }
                if fields.is_empty() {
                    import.was_there(Kind::Versions, name, fields);
                    apart(kept, name, found.stage, import);
                    return Ok(true);
                }
                let statement = self.statement(sql::VERSION_CHANGED).bind(becomes.id);
                let statement = statement.bind(becomes.description.clone());
                let statement = statement.bind(text(&becomes.capabilities));
                let statement = statement.bind(text(&becomes.performance_metrics));
                let statement = statement.bind(text(&becomes.tags));
                let statement = statement.bind(becomes.training_data_hash.clone());
                self.write_one(statement, name).await?;
                import.was_there(Kind::Versions, name, fields);
            }
        }
        apart(kept, name, found.stage, import);
        Ok(true)
    }

    /// Runs a statement that touches one row; policies may hide it from who writes.
    async fn write_one(&mut self, statement: Statement, name: &str) -> Result<(), MlflowError> {
        if self.session.execute(statement).await? == 1 {
            return Ok(());
        }
        Err(MlflowError::Refused(format!(
            "{name} may not be changed by the person or role that imports. Administrators of the tenant may."
        )))
    }

    /// Brings aliases to where they are in MLflow, as far as nobody moved them here.
    pub(in super::super) async fn aliases(
        &mut self,
        workspace: &Workspace,
        made: &Made,
        import: &mut MlflowImport,
    ) -> Result<(), MlflowError> {
        let mut now: BTreeMap<AliasKey, Uuid> = BTreeMap::new();
        for row in &workspace.aliases {
            let name = format!("{} @{}", row.name, row.alias);
            if let Some(reason) = row.hindrance() {
                import.left_out(Kind::Aliases, name, reason);
            } else if let Some(id) = made.versions.get(&(row.name.clone(), row.version)) {
                now.insert((row.name.clone(), row.alias.clone()), *id);
            } else {
                import.left_out(Kind::Aliases, name, "Its version was not imported.");
            }
        }
        let models: BTreeSet<&String> = now
            .keys()
            .chain(made.aliases.keys())
            .map(|(name, _)| name)
            .collect();
        let models: Vec<String> = models.into_iter().cloned().collect();
        let statement = self.statement(sql::ALIASES_FOUND).bind(models);
        let rows: Vec<(String, String, Uuid)> = self.session.fetch_all(statement).await?;
        let here = rows
            .into_iter()
            .map(|(name, alias, id)| ((name, alias), id));
        for step in aliases(&now, &made.aliases, &here.collect()) {
            self.alias(step, made, import).await?;
        }
        Ok(())
    }

    async fn alias(
        &mut self,
        step: AliasMove,
        made: &Made,
        import: &mut MlflowImport,
    ) -> Result<(), MlflowError> {
        let called = |name: &str, alias: &str| format!("{name} @{alias}");
        let moved = |before: Option<String>, after: Option<String>| {
            let field = "version".to_owned();
            vec![FieldChange {
                field,
                before,
                after,
            }]
        };
        match step {
            AliasMove::New(kept) => {
                let name = called(&kept.name, &kept.alias);
                let statement = self
                    .statement(sql::ALIAS_NEW)
                    .bind(kept.name)
                    .bind(kept.alias);
                self.write_one(statement.bind(kept.model_id), &name).await?;
                import.came(Kind::Aliases, name);
            }
            AliasMove::Moved { to, from } => {
                let name = called(&to.name, &to.alias);
                let statement = self
                    .statement(sql::ALIAS_MOVED)
                    .bind(to.name)
                    .bind(to.alias);
                self.write_one(statement.bind(to.model_id), &name).await?;
                let fields = moved(Some(made.name(from)), Some(made.name(to.model_id)));
                import.was_there(Kind::Aliases, name, fields);
            }
            AliasMove::Removed(kept) => {
                let name = called(&kept.name, &kept.alias);
                let statement = self
                    .statement(sql::ALIAS_REMOVED)
                    .bind(kept.name)
                    .bind(kept.alias);
                self.write_one(statement, &name).await?;
                let fields = moved(Some(made.name(kept.model_id)), None);
                import.was_there(Kind::Aliases, name, fields);
            }
            AliasMove::Unchanged((name, alias)) => {
                import.was_there(Kind::Aliases, called(&name, &alias), Vec::new());
            }
            AliasMove::Left((name, alias), reason) => {
                import.left_out(Kind::Aliases, called(&name, &alias), reason);
            }
        }
        Ok(())
    }
}

/// Tells where the stage here is another than in MLflow: after the first import only an approval changes it.
fn apart(kept: &VersionKept, name: &str, here: Stage, import: &mut MlflowImport) {
    if kept.stage != here && import.stages_apart.len() < MOST_LINES {
        import.stages_apart.push(StageApart {
            name: name.to_owned(),
            mlflow: kept.stage,
            here,
        });
    }
}

fn as_row(kept: &VersionKept, stage: Stage) -> serde_json::Value {
    json!({
        "id": kept.id,
        "name": kept.name,
        "version": kept.version,
        "description": kept.description,
        "model_type": kept.model_type,
        "model_id": kept.model_id,
        "capabilities": kept.capabilities,
        "performance_metrics": kept.performance_metrics,
        "tags": kept.tags,
        "training_data_hash": kept.training_data_hash,
        "stage": stage.as_str(),
        "created": kept.created,
        "updated": kept.updated,
    })
}
