//! The title page.

use provost_core::connections::Environment;
use serde::Serialize;

use super::wording::{capitalised, count, moment, name, percent, points, prose, title};
use crate::AuditReport;

/// A fact with its name.
#[derive(Debug, Serialize)]
pub(crate) struct Named {
    /// What it is.
    pub(crate) name: String,
    /// Its value.
    pub(crate) value: String,
}

impl Named {
    /// A fact with its name.
    pub(crate) fn new(name: &str, value: impl Into<String>) -> Self {
        Self {
            name: name.to_owned(),
            value: value.into(),
        }
    }
}

/// Who and when, and the conclusion in a few words.
#[derive(Debug, Serialize)]
pub(crate) struct Cover {
    /// The title of the document.
    pub(crate) title: String,
    /// The database.
    pub(crate) database: String,
    /// `Production` and so on.
    pub(crate) environment: String,
    /// Whether it is the environment where it counts.
    pub(crate) production: bool,
    /// What made the report.
    pub(crate) product: String,
    /// When the report was made.
    pub(crate) generated_at: String,
    /// The day it was made: year, month, day.
    pub(crate) date: [i32; 3],
    /// The facts of the title page.
    pub(crate) facts: Vec<Named>,
    /// The percentage.
    pub(crate) score: String,
    /// Its parts.
    pub(crate) points: String,
    /// The grade.
    pub(crate) grade: String,
    /// Score, grade and recommendation in a sentence or two.
    pub(crate) headline: String,
    /// What is recommended.
    pub(crate) recommendation: String,
}

/// What a title page has room for.
const NAME: usize = 200;

impl Cover {
    pub(super) fn of(report: &AuditReport) -> Self {
        use chrono::Datelike as _;
        let subject = &report.audit.subject;
        let day = report.generated_at;
        let component = |value: u32| i32::try_from(value).unwrap_or(1);
        let overall = &report.audit.overall;
        let verdict = &report.audit.verdict;
        let recommendation = prose(&verdict.recommendation, usize::MAX);
        let headline = match overall.percent {
            Some(_) => format!(
                "{} ({}): {}. {recommendation}",
                percent(overall),
                points(overall),
                verdict.grade
            ),
            None => format!("Not scored. {recommendation}"),
        };
        Self {
            title: title(&report.title, NAME),
            database: name(&subject.database, NAME),
            environment: capitalised(
                report
                    .environment
                    .map_or("saved catalog", Environment::as_str),
            ),
            production: report.environment == Some(Environment::Production),
            product: format!("Provost {}", report.product_version),
            generated_at: moment(day),
            date: [day.year(), component(day.month()), component(day.day())],
            facts: facts(report),
            score: capitalised(&percent(overall)),
            points: points(overall),
            grade: match overall.percent {
                Some(_) => capitalised(&verdict.grade),
                None => "No grade".to_owned(),
            },
            headline,
            recommendation,
        }
    }
}

/// What the title page says of the database.
fn facts(report: &AuditReport) -> Vec<Named> {
    let subject = &report.audit.subject;
    let size = [
        count(subject.tables as usize, "table"),
        count(subject.columns as usize, "column"),
        count(subject.functions as usize, "function"),
    ];
    vec![
        Named::new("Database", name(&subject.database, NAME)),
        Named::new("Connection", name(&report.profile_name, NAME)),
        Named::new(
            "Environment",
            capitalised(
                report
                    .environment
                    .map_or("not told by a saved catalog", Environment::as_str),
            ),
        ),
        Named::new(
            "Server",
            format!("PostgreSQL {}", name(&subject.server_version, NAME)),
        ),
        Named::new("Read as role", name(&subject.role, NAME)),
        Named::new("Read at", moment(subject.taken_at)),
        Named::new("Contents", size.join(", ")),
    ]
}
