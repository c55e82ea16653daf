//! The rows of a backend as the driver gives them.

use provost_core::registry::mlflow::{InputRow, MetricRow, RunRow, Texts, VersionRow};
use sqlx::FromRow;

#[derive(FromRow)]
pub(super) struct VersionThere {
    pub(super) name: String,
    pub(super) version: i32,
    pub(super) created: Option<i64>,
    pub(super) updated: Option<i64>,
    pub(super) description: Option<String>,
    pub(super) user: Option<String>,
    pub(super) stage: Option<String>,
    pub(super) source: Option<String>,
    pub(super) run: Option<String>,
    pub(super) status: Option<String>,
    pub(super) status_message: Option<String>,
    pub(super) run_link: Option<String>,
    pub(super) storage_location: Option<String>,
}

#[derive(FromRow)]
pub(super) struct LoggedThere {
    pub(super) id: String,
    pub(super) model_type: Option<String>,
    pub(super) run: Option<String>,
    pub(super) key: Option<String>,
    pub(super) value: Option<String>,
}

#[derive(FromRow)]
pub(super) struct RunThere {
    pub(super) id: String,
    pub(super) name: Option<String>,
    pub(super) experiment: String,
    pub(super) status: Option<String>,
    pub(super) deleted: bool,
    pub(super) started: Option<i64>,
    pub(super) ended: Option<i64>,
    pub(super) user: Option<String>,
    pub(super) entry_point: Option<String>,
    pub(super) source_version: Option<String>,
    pub(super) artifacts: Option<String>,
}

#[derive(FromRow)]
pub(super) struct TextThere {
    pub(super) run: String,
    pub(super) key: String,
    pub(super) value: Option<String>,
    pub(super) beyond: i64,
}

#[derive(FromRow)]
pub(super) struct LatestThere {
    pub(super) run: String,
    pub(super) key: String,
    pub(super) value: f64,
    pub(super) is_nan: bool,
    pub(super) at: i64,
    pub(super) step: i64,
    pub(super) beyond: i64,
}

#[derive(FromRow)]
pub(super) struct InputThere {
    pub(super) run: String,
    pub(super) input: String,
    pub(super) dataset: String,
    pub(super) name: String,
    pub(super) digest: String,
    pub(super) source_type: String,
    pub(super) source: String,
    pub(super) profile: Option<String>,
    pub(super) context: Option<String>,
    pub(super) beyond: i64,
}

#[derive(FromRow)]
pub(super) struct MetricThere {
    pub(super) run: String,
    pub(super) key: String,
    pub(super) value: f64,
    pub(super) is_nan: bool,
    pub(super) at: i64,
    pub(super) step: i64,
}

pub(super) fn version(row: VersionThere, tags: Texts) -> VersionRow {
    VersionRow {
        name: row.name,
        version: row.version,
        created: row.created,
        updated: row.updated,
        description: row.description,
        user: row.user,
        stage: row.stage,
        source: row.source,
        run: row.run,
        status: row.status,
        status_message: row.status_message,
        run_link: row.run_link,
        storage_location: row.storage_location,
        tags,
    }
}

pub(super) fn run(row: RunThere) -> RunRow {
    RunRow {
        id: row.id,
        name: row.name,
        experiment: row.experiment,
        status: row.status,
        deleted: row.deleted,
        started: row.started,
        ended: row.ended,
        user: row.user,
        entry_point: row.entry_point,
        source_version: row.source_version,
        artifacts: row.artifacts,
        ..RunRow::default()
    }
}

pub(super) fn metric(row: MetricThere) -> MetricRow {
    MetricRow {
        run: row.run,
        key: row.key,
        value: row.value,
        is_nan: row.is_nan,
        at: row.at,
        step: row.step,
    }
}

pub(super) fn latest(row: LatestThere) -> MetricRow {
    MetricRow {
        run: row.run,
        key: row.key,
        value: row.value,
        is_nan: row.is_nan,
        at: row.at,
        step: row.step,
    }
}

pub(super) fn input(row: InputThere) -> InputRow {
    InputRow {
        input: row.input,
        dataset: row.dataset,
        name: row.name,
        digest: row.digest,
        source_type: row.source_type,
        source: row.source,
        profile: row.profile,
        context: row.context,
    }
}
