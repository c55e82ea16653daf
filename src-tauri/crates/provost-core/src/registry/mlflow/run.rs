//! Runs with their parameters, and what went into them.

use serde::{Deserialize, Serialize};
use serde_json::{Map, Value, json};
use uuid::Uuid;

use super::backend::{InputRow, MetricRow, RunRow, Texts};
use super::identity::{Identities, native};
use super::metric::{moment, number};
use super::plain::{cut, json as parsed, some, value_of, without_password};

/// A row of `model_training_runs`. Moments are milliseconds since 1970.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct RunKept {
    /// Its identity.
    pub id: Uuid,
    /// What MLflow calls it.
    pub tracker_run_id: String,
    /// Its name.
    pub name: String,
    /// The version that came of it.
    pub model_id: Option<Uuid>,
    /// How it stands.
    pub status: String,
    /// When it began.
    pub started: Option<i64>,
    /// When it ended, if it did.
    pub finished: Option<i64>,
    /// What it was set to.
    pub parameters: Value,
    /// The last value of each metric.
    pub metrics: Value,
    /// What else MLflow says.
    pub environment: Value,
    /// Where its code is.
    pub code_repository: Option<String>,
    /// Which revision of it.
    pub code_revision: Option<String>,
}

/// The run of a row, and the version that came of it where there is one.
///
/// # Errors
/// Why it is left out, a sentence.
pub fn run(
    row: &RunRow,
    model_id: Option<Uuid>,
    identities: &Identities,
) -> Result<RunKept, &'static str> {
    let native = native(&row.id).ok_or("Its id is no UUID.")?;
    let (status, over) = match row.status.as_deref() {
        Some("SCHEDULED") => ("queued", false),
        Some("RUNNING") => ("running", false),
        Some("FINISHED") => ("succeeded", true),
        Some("FAILED") => ("failed", true),
        Some("KILLED") => ("cancelled", true),
        _ => return Err("Its status is none that MLflow is known to have."),
    };
    let valid = |at: Option<i64>| at.filter(|at| moment(*at).is_some());
    let started = valid(row.started);
    let finished = if over {
        let ended = valid(row.ended).or(started);
        Some(
            ended
                .max(started)
                .ok_or("It is over and does not say when.")?,
        )
    } else {
        None
    };
    let tag = |key: &str| row.tags.get(key).and_then(Option::as_deref);
    let name = some(row.name.as_deref())
        .or_else(|| some(tag("mlflow.runName")))
        .unwrap_or_else(|| row.id.clone());
    Ok(RunKept {
        id: identities.run(native),
        tracker_run_id: row.id.clone(),
        name: cut(&name, 250),
        model_id,
        status: status.to_owned(),
        started,
        finished,
        parameters: texts(&row.params, |_| true),
        metrics: finite(&row.latest),
        environment: json!({ "mlflow": environment(row) }),
        code_repository: some(tag("mlflow.source.git.repoURL")),
        code_revision: some(tag("mlflow.source.git.commit"))
            .or_else(|| some(row.source_version.as_deref())),
    })
}

/// What MLflow says of a run beside what has a column.
fn environment(row: &RunRow) -> Value {
    let tag = |key: &str| some(row.tags.get(key).and_then(Option::as_deref));
    let mut said = Map::new();
    let mut say = |name: &str, value: Option<String>| {
        if let Some(value) = value {
            said.insert(name.to_owned(), value.into());
        }
    };
    say("experiment", some(Some(&row.experiment)));
    say(
        "user",
        tag("mlflow.user").or_else(|| some(row.user.as_deref())),
    );
    say("source", tag("mlflow.source.name"));
    say("sourceType", tag("mlflow.source.type"));
    say(
        "entryPoint",
        tag("mlflow.project.entryPoint").or_else(|| some(row.entry_point.as_deref())),
    );
    say("gitBranch", tag("mlflow.source.git.branch"));
    say("parentRun", tag("mlflow.parentRunId"));
    say("note", tag("mlflow.note.content"));
    say("artifacts", some(row.artifacts.as_deref()));
    if row.deleted {
        say("lifecycle", Some("deleted".to_owned()));
    }
    let own = texts(&row.tags, |key| !key.starts_with("mlflow."));
    let odd = not_finite(&row.latest);
    for (name, value) in [("tags", own), ("notFinite", odd)] {
        if value.as_object().is_some_and(|object| !object.is_empty()) {
            said.insert(name.to_owned(), value);
        }
    }
    if row.cut > 0 {
        said.insert("leftOut".to_owned(), row.cut.into());
    }
    Value::Object(said)
}

/// Texts by key without passwords, those whose key is wanted.
pub(super) fn texts(texts: &Texts, wanted: impl Fn(&str) -> bool) -> Value {
    texts
        .iter()
        .filter(|(key, _)| wanted(key))
        .map(|(key, text)| {
            let text = text.as_deref().unwrap_or_default();
            (without_password(key), Value::String(value_of(key, text)))
        })
        .collect::<Map<String, Value>>()
        .into()
}

/// The finite ones of the last values, by name.
pub(super) fn finite(latest: &[MetricRow]) -> Value {
    latest
        .iter()
        .filter_map(|row| Some((without_password(&row.key), number(row).ok()?.into())))
        .collect::<Map<String, Value>>()
        .into()
}

/// The others, which JSON cannot hold, by name and in words.
pub(super) fn not_finite(latest: &[MetricRow]) -> Value {
    latest
        .iter()
        .filter(|row| number(row).is_err())
        .map(|row| {
            let word = if row.is_nan || row.value.is_nan() {
                "NaN"
            } else if row.value > 0.0 {
                "Infinity"
            } else {
                "-Infinity"
            };
            (without_password(&row.key), word.into())
        })
        .collect::<Map<String, Value>>()
        .into()
}

/// A row of `ai_data_lineage`. The moment is milliseconds since 1970.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Edge {
    /// Its identity.
    pub id: Uuid,
    /// What was read.
    pub source_table: &'static str,
    /// Which record of it.
    pub source_record_id: Uuid,
    /// What was made.
    pub target_table: &'static str,
    /// Which record of it.
    pub target_record_id: Uuid,
    /// How.
    pub transformation_type: String,
    /// What else is known.
    pub transformation_details: Value,
    /// MLflow's digest of the dataset, or a hash of what the run was set to.
    pub data_hash: String,
    /// When.
    pub at: i64,
}

/// The edges from datasets into a run; of those that have none the reason.
#[must_use]
pub fn edges(row: &RunRow, identities: &Identities) -> Vec<Result<Edge, (String, &'static str)>> {
    row.inputs
        .iter()
        .map(|input| edge(row, input, identities).map_err(|reason| (cut(&input.name, 100), reason)))
        .collect()
}

fn edge(row: &RunRow, input: &InputRow, identities: &Identities) -> Result<Edge, &'static str> {
    let run = native(&row.id).ok_or("Its run's id is no UUID.")?;
    let dataset = native(&input.dataset).ok_or("Its dataset's id is no UUID.")?;
    let at = row.started.or(row.ended).filter(|at| moment(*at).is_some());
    let at = at.ok_or("Its run does not say when it was.")?;
    let digest = some(Some(&input.digest)).ok_or("Its dataset has no digest.")?;
    let context = some(input.context.as_deref());
    let mut details = Map::new();
    details.insert("dataset".to_owned(), without_password(&input.name).into());
    details.insert(
        "sourceType".to_owned(),
        without_password(&input.source_type).into(),
    );
    details.insert("source".to_owned(), parsed(&input.source));
    details.insert(
        "experiment".to_owned(),
        without_password(&row.experiment).into(),
    );
    if let Some(profile) = &input.profile {
        details.insert("profile".to_owned(), parsed(profile));
    }
    Ok(Edge {
        id: identities.edge(dataset, run, &input.input),
        source_table: "mlflow.datasets",
        source_record_id: dataset,
        target_table: "mlflow.runs",
        target_record_id: run,
        transformation_type: cut(context.as_deref().unwrap_or("training"), 100),
        transformation_details: Value::Object(details),
        data_hash: digest,
        at,
    })
}
