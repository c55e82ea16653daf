//! Versions of models, and what becomes of one that is here already.

use serde_json::{Map, Value};
use sha2::{Digest, Sha256};
use uuid::Uuid;

use super::backend::{Backend, LoggedModelRow, ModelRow, RunRow, VersionRow};
use super::change::{FieldChange, changes};
use super::identity::{Identities, native};
use super::metric::moment;
use super::plain::{cut, json as parsed, some};
use super::run::{Edge, finite, not_finite, texts};
use crate::registry::{MODEL_TYPES, Stage};

/// What holds for a whole import.
#[derive(Debug, Clone)]
pub struct Importing {
    /// Where from.
    pub backend: Backend,
    /// How identities are made.
    pub identities: Identities,
    /// What a model is whose kind MLflow does not say; one of [`MODEL_TYPES`].
    pub model_type: String,
}

/// A row of `ai_models`. Moments are milliseconds since 1970.
#[derive(Debug, Clone, PartialEq)]
pub struct VersionKept {
    /// Its identity.
    pub id: Uuid,
    /// The model.
    pub name: String,
    /// Which version.
    pub version: String,
    /// What it is about.
    pub description: Option<String>,
    /// What kind of model.
    pub model_type: String,
    /// What MLflow calls it.
    pub model_id: String,
    /// What it was set to, and under `mlflow` all that MLflow says.
    pub capabilities: Value,
    /// The last finite value of each metric of its run.
    pub performance_metrics: Value,
    /// Its tags.
    pub tags: Value,
    /// MLflow's digest of its training data, or a hash of several.
    pub training_data_hash: Option<String>,
    /// Its stage in MLflow, in the words of the registry.
    pub stage: Stage,
    /// When it was made.
    pub created: Option<i64>,
    /// When it was last changed.
    pub updated: Option<i64>,
}

/// A row of `ai_models` as it is here.
#[derive(Debug, Clone, PartialEq)]
pub struct VersionFound {
    /// Its identity.
    pub id: Uuid,
    /// The model.
    pub name: String,
    /// Which version.
    pub version: String,
    /// What it is about.
    pub description: Option<String>,
    /// What it can do.
    pub capabilities: Value,
    /// The results of its evaluation.
    pub performance_metrics: Value,
    /// Its tags.
    pub tags: Value,
    /// The hash of its training data.
    pub training_data_hash: Option<String>,
    /// Its stage.
    pub stage: Stage,
}

/// What becomes of a version that is here already.
#[derive(Debug, Clone, PartialEq)]
pub enum VersionOutcome {
    /// Another one has its name.
    Taken(String),
    /// MLflow says what it said.
    Unchanged,
    /// MLflow says something else: in which fields, and the row as it becomes.
    Changed(Vec<FieldChange>, Box<VersionFound>),
}

/// The version of a row.
///
/// # Errors
/// Why it is left out, a sentence.
pub fn version(
    row: &VersionRow,
    model: &ModelRow,
    logged: Option<&LoggedModelRow>,
    run: Option<&RunRow>,
    aliases: &[String],
    importing: &Importing,
) -> Result<VersionKept, &'static str> {
    let flag = |key: &str| model.tags.get(key).and_then(Option::as_deref) == Some("true");
    if flag("mlflow.prompt.is_prompt") {
        return Err("It is a prompt, not a model.");
    }
    let name = row.name.as_str();
    if name.trim().is_empty() || name.chars().nth(500).is_some() {
        return Err("Its name is blank or longer than 500 letters.");
    }
    let stage = match row.stage.as_deref() {
        None | Some("None" | "") => Stage::Development,
        Some("Staging") => Stage::Testing,
        Some("Production") => Stage::Production,
        Some("Archived") => Stage::Deprecated,
        Some("Deleted_Internal") => return Err("It was deleted in MLflow."),
        Some(_) => return Err("Its stage is none that MLflow is known to have."),
    };
    let hash = training_hash(run);
    let description = some(row.description.as_deref());
    let tags = texts(&row.tags, |_| true);
    let metrics = run.map_or_else(|| Value::Object(Map::new()), |run| finite(&run.latest));
    let said = Said {
        row,
        model,
        logged,
        run,
        aliases,
        backend: &importing.backend,
        training_data: hash.as_deref(),
    };
    let mut capabilities = Map::new();
    if let Some(run) = run.filter(|run| !run.params.is_empty()) {
        capabilities.insert("parameters".to_owned(), texts(&run.params, |_| true));
    }
    if let Some(flavours) = run.and_then(flavours) {
        capabilities.insert("flavours".to_owned(), flavours);
    }
    capabilities.insert("mlflow".to_owned(), said.all(&metrics, &tags));
    let source = some(row.source.as_deref());
    let logged_id = source
        .as_deref()
        .and_then(|source| source.strip_prefix("models:/"));
    let valid = |at: Option<i64>| at.filter(|at| moment(*at).is_some());
    Ok(VersionKept {
        id: importing.identities.version(name, row.version),
        name: name.to_owned(),
        version: row.version.to_string(),
        description,
        model_type: model_type(logged).unwrap_or_else(|| importing.model_type.clone()),
        model_id: logged_id
            .map(str::to_owned)
            .or(source)
            .unwrap_or_else(|| name.to_owned()),
        capabilities: Value::Object(capabilities),
        performance_metrics: metrics,
        tags,
        training_data_hash: hash,
        stage,
        created: valid(row.created),
        updated: valid(row.updated).or(valid(row.created)),
    })
}

/// What MLflow says of a version; kept so that the next import sees what changed there, and not what somebody changed here.
struct Said<'a> {
    row: &'a VersionRow,
    model: &'a ModelRow,
    logged: Option<&'a LoggedModelRow>,
    run: Option<&'a RunRow>,
    aliases: &'a [String],
    backend: &'a Backend,
    training_data: Option<&'a str>,
}

impl Said<'_> {
    fn all(&self, metrics: &Value, tags: &Value) -> Value {
        let Self { row, model, .. } = self;
        let mut said = Map::new();
        let mut say = |name: &str, text: Option<String>| {
            if let Some(text) = text {
                said.insert(name.to_owned(), text.into());
            }
        };
        say("backend", Some(self.backend.url.clone()));
        say("workspace", Some(self.backend.workspace.clone()));
        say("stage", some(row.stage.as_deref()));
        say("status", some(row.status.as_deref()));
        say("statusMessage", some(row.status_message.as_deref()));
        say("user", some(row.user.as_deref()));
        say("source", some(row.source.as_deref()));
        say("storageLocation", some(row.storage_location.as_deref()));
        say("run", some(row.run.as_deref()));
        say("runLink", some(row.run_link.as_deref()));
        say("description", some(row.description.as_deref()));
        say("modelDescription", some(model.description.as_deref()));
        say(
            "modelType",
            some(self.logged.and_then(|one| one.model_type.as_deref())),
        );
        say("trainingData", self.training_data.map(str::to_owned));
        if !self.aliases.is_empty() {
            said.insert("aliases".to_owned(), self.aliases.to_vec().into());
        }
        let odd = self.run.map_or(Value::Null, |run| not_finite(&run.latest));
        for (name, value) in [
            ("tags", tags.clone()),
            (
                "modelTags",
                texts(&model.tags, |key| !key.starts_with("_mlflow")),
            ),
            (
                "loggedTags",
                self.logged.map_or(Value::Null, |one| {
                    texts(&one.tags, |key| !key.starts_with("mlflow."))
                }),
            ),
            ("metrics", metrics.clone()),
            ("notFinite", odd),
        ] {
            if value.as_object().is_some_and(|object| !object.is_empty()) {
                said.insert(name.to_owned(), value);
            }
        }
        Value::Object(said)
    }
}

/// The kind of a model in the words of the registry, where whoever logged it said one that there is.
fn model_type(logged: Option<&LoggedModelRow>) -> Option<String> {
    let said = logged?.model_type.as_deref()?.trim().to_lowercase();
    let word = match said.as_str() {
        "classifier" => "classification",
        "regressor" => "regression",
        other => other,
    };
    MODEL_TYPES.contains(&word).then(|| word.to_owned())
}

/// The frameworks that can load it: releases before 3 keep them in a tag of the run, later ones in a file only.
fn flavours(run: &RunRow) -> Option<Value> {
    let history = run.tags.get("mlflow.log-model.history")?.as_deref()?;
    let Value::Array(logged) = parsed(history) else {
        return None;
    };
    let mut names: Vec<String> = logged
        .iter()
        .filter_map(|one| one.get("flavors")?.as_object())
        .flat_map(|flavours| flavours.keys().map(|name| cut(name, 100)))
        .filter(|name| name != "python_function")
        .collect();
    names.sort();
    names.dedup();
    (!names.is_empty()).then(|| names.into())
}

/// The digest of the data that a run was trained on; of several the SHA-256 of the digests in order, one a line.
fn training_hash(run: Option<&RunRow>) -> Option<String> {
    let mut digests: Vec<String> = run?
        .inputs
        .iter()
        .filter(|input| input.context.as_deref() == Some("training"))
        .filter_map(|input| some(Some(&input.digest)))
        .collect();
    digests.sort();
    digests.dedup();
    match digests.as_slice() {
        [] => None,
        [one] => Some(one.clone()),
        several => Some(sha256(&several.join("\n"))),
    }
}

fn sha256(text: &str) -> String {
    use std::fmt::Write as _;
    let mut hex = String::with_capacity(64);
    for byte in Sha256::digest(text) {
        let _ = write!(hex, "{byte:02x}");
    }
    hex
}

/// The edge from a version's run to it. Its hash is that of what the run was set to and of the digests that went in.
///
/// # Errors
/// Why there is none.
pub fn version_edge(
    kept: &VersionKept,
    run: &RunRow,
    identities: &Identities,
) -> Result<Edge, &'static str> {
    let source = native(&run.id).ok_or("Its run's id is no UUID.")?;
    let over = run.ended.or(run.started).filter(|at| moment(*at).is_some());
    let at = kept
        .created
        .or(over)
        .ok_or("Neither it nor its run says when it was.")?;
    let mut lines: Vec<String> = run
        .params
        .iter()
        .map(|(key, value)| format!("{key}={}", value.as_deref().unwrap_or_default()))
        .chain(
            run.inputs
                .iter()
                .map(|input| format!("dataset {}", input.digest)),
        )
        .collect();
    lines.sort();
    let mut details = Map::new();
    details.insert("model".to_owned(), kept.name.clone().into());
    details.insert("version".to_owned(), kept.version.clone().into());
    Ok(Edge {
        id: identities.edge(source, kept.id, "run"),
        source_table: "mlflow.runs",
        source_record_id: source,
        target_table: "ai_models",
        target_record_id: kept.id,
        transformation_type: "training".to_owned(),
        transformation_details: Value::Object(details),
        data_hash: sha256(&lines.join("\n")),
        at,
    })
}

/// What an import alone writes in the capabilities of a version.
const OWN: [&str; 3] = ["mlflow", "parameters", "flavours"];

/// What becomes of a version of which one with its name and number is here.
#[must_use]
pub fn judge(kept: &VersionKept, found: &VersionFound) -> VersionOutcome {
    if kept.id != found.id {
        let source = found
            .capabilities
            .pointer("/mlflow/backend")
            .and_then(Value::as_str);
        return VersionOutcome::Taken(match source {
            Some(backend) => {
                format!("A version of this name and number was imported from {backend}.")
            }
            None => "A version of this name and number was registered here.".to_owned(),
        });
    }
    let own = |capabilities: &Value| {
        let kept = OWN
            .iter()
            .filter_map(|key| Some(((*key).to_owned(), capabilities.get(*key)?.clone())));
        Value::Object(kept.collect())
    };
    let (before, after) = (own(&found.capabilities), own(&kept.capabilities));
    let fields = changes(&before, &after);
    if fields.is_empty() {
        return VersionOutcome::Unchanged;
    }
    let then = before.get("mlflow").unwrap_or(&Value::Null);
    let mut row = found.clone();
    let text =
        |value: &Value, name: &str| value.get(name).and_then(Value::as_str).map(str::to_owned);
    let now = after.get("mlflow").unwrap_or(&Value::Null);
    if text(then, "description") != text(now, "description") {
        row.description.clone_from(&kept.description);
    }
    if text(then, "trainingData") != text(now, "trainingData") {
        row.training_data_hash.clone_from(&kept.training_data_hash);
    }
    carry(&mut row.tags, then.get("tags"), now.get("tags"));
    carry(
        &mut row.performance_metrics,
        then.get("metrics"),
        now.get("metrics"),
    );
    if let Value::Object(capabilities) = &mut row.capabilities {
        for key in OWN {
            match after.get(key) {
                Some(value) => capabilities.insert(key.to_owned(), value.clone()),
                None => capabilities.remove(key),
            };
        }
    }
    VersionOutcome::Changed(fields, Box::new(row))
}

/// Carries over what changed in MLflow, key by key, so that what somebody changed here stays.
fn carry(into: &mut Value, then: Option<&Value>, now: Option<&Value>) {
    let empty = Map::new();
    let object = |value: Option<&Value>| value.and_then(Value::as_object).unwrap_or(&empty).clone();
    let (then, now) = (object(then), object(now));
    let Value::Object(into) = into else {
        return;
    };
    for (key, value) in &now {
        if then.get(key) != Some(value) {
            into.insert(key.clone(), value.clone());
        }
    }
    for key in then.keys().filter(|key| !now.contains_key(*key)) {
        into.remove(key);
    }
}
