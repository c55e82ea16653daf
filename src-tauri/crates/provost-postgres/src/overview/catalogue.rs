//! Which statement answers which figure, lists its rows, and gives its days.

use provost_core::overview::FigureKind;

/// A statement that is written for the governance schema, and the value of its `$1` where it has one.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Question {
    /// The name of its file.
    pub file: &'static str,
    /// Its text.
    pub sql: &'static str,
    /// The value of `$1`.
    pub value: Option<&'static str>,
}

macro_rules! question {
    ($file:literal) => {
        question!($file, None)
    };
    ($file:literal, $value:expr) => {
        Question {
            file: concat!("overview/", $file),
            sql: include_str!($file),
            value: $value,
        }
    };
}

/// The statement that counts for a figure: rows of kind, label and number.
#[must_use]
pub fn counting(kind: FigureKind) -> Question {
    match kind {
        FigureKind::DataAccuracy => question!("metric.sql", Some("accuracy")),
        FigureKind::Availability => question!("metric.sql", Some("availability")),
        FigureKind::ResponseTime => question!("metric.sql", Some("latency")),
        FigureKind::Compliance => question!("compliance.sql"),
        FigureKind::ModelsByStage => question!("models_by_stage.sql"),
        FigureKind::DeploymentsInError => question!("deployments_in_error.sql"),
        FigureKind::OpenDrift => question!("open_drift.sql"),
        FigureKind::Cost => question!("cost.sql"),
        FigureKind::WithdrawnInProduction => question!("withdrawn_in_production.sql"),
        FigureKind::ConsentsExpiring => question!("consents_expiring.sql"),
        FigureKind::ConsentsWithdrawn => question!("consents_withdrawn.sql"),
        FigureKind::ColumnsWithoutLevel => question!("columns_without_level.sql"),
        FigureKind::OverdueChecks => question!("overdue_checks.sql"),
        FigureKind::OpenViolations => question!("open_violations.sql"),
    }
}

/// The statement that lists the rows behind a figure, all columns text.
#[must_use]
pub fn rows_behind(kind: FigureKind) -> Question {
    match kind {
        FigureKind::DataAccuracy => question!("metric_rows.sql", Some("accuracy")),
        FigureKind::Availability => question!("metric_rows.sql", Some("availability")),
        FigureKind::ResponseTime => question!("metric_rows.sql", Some("latency")),
        FigureKind::Compliance => question!("compliance_rows.sql"),
        FigureKind::ModelsByStage => question!("models_by_stage_rows.sql"),
        FigureKind::DeploymentsInError => question!("deployments_in_error_rows.sql"),
        FigureKind::OpenDrift => question!("open_drift_rows.sql"),
        FigureKind::Cost => question!("cost_rows.sql"),
        FigureKind::WithdrawnInProduction => question!("withdrawn_in_production_rows.sql"),
        FigureKind::ConsentsExpiring => question!("consents_expiring_rows.sql"),
        FigureKind::ConsentsWithdrawn => question!("consents_withdrawn_rows.sql"),
        FigureKind::ColumnsWithoutLevel => question!("columns_without_level_rows.sql"),
        FigureKind::OverdueChecks => question!("overdue_checks_rows.sql"),
        FigureKind::OpenViolations => question!("open_violations_rows.sql"),
    }
}

/// The statement that gives a value for each day, where a figure has one.
#[must_use]
pub fn days(kind: FigureKind) -> Option<Question> {
    Some(match kind {
        FigureKind::DataAccuracy => question!("metric_days.sql", Some("accuracy")),
        FigureKind::Availability => question!("metric_days.sql", Some("availability")),
        FigureKind::ResponseTime => question!("metric_days.sql", Some("latency")),
        FigureKind::Cost => question!("cost_days.sql"),
        FigureKind::ConsentsWithdrawn => question!("consents_withdrawn_days.sql"),
        _ => return None,
    })
}
