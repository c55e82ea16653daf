//! Rows of kept drift as the server sends them.

use std::collections::BTreeMap;

use chrono::{DateTime, Utc};
use provost_core::audit::Severity;
use provost_core::drift::{
    DriftFinding, DriftKind, DriftResolution, DriftRun, DriftSide, DriftedModel,
};
use sqlx::FromRow;
use uuid::Uuid;

use crate::Error;

#[derive(FromRow)]
pub(super) struct FindingRow {
    id: Uuid,
    run_id: Option<Uuid>,
    model_id: Uuid,
    model_name: String,
    model_version: String,
    drift_type: String,
    drift_severity: String,
    feature_name: Option<String>,
    test: Option<String>,
    score: Option<f64>,
    threshold: Option<f64>,
    detected_at: DateTime<Utc>,
    resolved_at: Option<DateTime<Utc>>,
    resolution_action: Option<String>,
    pub(super) resolved_by: Option<Uuid>,
    pub(super) total: i64,
}

impl FindingRow {
    pub(super) fn finding(self, names: &BTreeMap<Uuid, String>) -> Result<DriftFinding, Error> {
        let by = self.resolved_by.and_then(|id| names.get(&id).cloned());
        Ok(DriftFinding {
            id: self.id,
            run: self.run_id,
            model: DriftedModel {
                id: self.model_id,
                name: self.model_name,
                version: self.model_version,
            },
            kind: kind(&self.drift_type)?,
            severity: severity(&self.drift_severity)?,
            feature: self.feature_name,
            test: self.test,
            score: finite(self.score),
            threshold: finite(self.threshold),
            detected_at: self.detected_at,
            resolution: self.resolved_at.map(|at| DriftResolution {
                at,
                action: self.resolution_action.unwrap_or_default(),
                by,
            }),
        })
    }
}

#[derive(FromRow)]
pub(super) struct RunRow {
    id: Uuid,
    model_id: Uuid,
    model_name: String,
    model_version: String,
    drift_type: String,
    reference_source: String,
    reference_rows: i64,
    current_source: String,
    current_rows: i64,
    method: String,
    sample_rows: Option<i64>,
    compared_columns: i32,
    drifted_columns: i32,
    drift_severity: Option<String>,
    started_at: DateTime<Utc>,
    finished_at: DateTime<Utc>,
    pub(super) run_by: Option<Uuid>,
    open: i64,
    pub(super) total: i64,
}

impl RunRow {
    pub(super) fn run(self, names: &BTreeMap<Uuid, String>) -> Result<DriftRun, Error> {
        let side = |source, rows: i64| DriftSide {
            source,
            rows: count(rows),
        };
        Ok(DriftRun {
            id: self.id,
            model: DriftedModel {
                id: self.model_id,
                name: self.model_name,
                version: self.model_version,
            },
            kind: kind(&self.drift_type)?,
            reference: side(self.reference_source, self.reference_rows),
            current: side(self.current_source, self.current_rows),
            method: self.method,
            sample_rows: self.sample_rows.map(count),
            compared: count(self.compared_columns.into()),
            drifted: count(self.drifted_columns.into()),
            severity: self.drift_severity.as_deref().map(severity).transpose()?,
            open: count(self.open),
            started_at: self.started_at,
            finished_at: self.finished_at,
            run_by: self.run_by.and_then(|id| names.get(&id).cloned()),
        })
    }
}

fn count(rows: i64) -> u32 {
    u32::try_from(rows.max(0)).unwrap_or(u32::MAX)
}

/// JSON has no other numbers.
fn finite(number: Option<f64>) -> Option<f64> {
    number.filter(|number| number.is_finite())
}

fn kind(word: &str) -> Result<DriftKind, Error> {
    DriftKind::of_word(word).ok_or_else(|| unknown("kind"))
}

fn severity(word: &str) -> Result<Severity, Error> {
    let mut all = Severity::ALL.into_iter();
    all.find(|severity| severity.as_str() == word)
        .ok_or_else(|| unknown("severity"))
}

/// A word that the check of its column does not let through.
fn unknown(what: &str) -> Error {
    Error::ServerData {
        detail: format!("the {what} of drift has a word that is not known"),
    }
}
