//! Auditing a database: read its catalog, judge it, keep the judgement with what a report needs to say.

use provost_core::audit::{Audit, audit};
use provost_core::catalog::{CATALOG_SCHEMA, Catalog};
use provost_core::connections::Profile;
use provost_postgres::{Database, catalog};
use provost_reports::AuditReport;

use crate::connections::Opened;
use crate::environment::now;
use crate::error::AppError;
use crate::secrets::blocking;

/// Where a running audit stands.
#[derive(Debug, Clone, PartialEq, Eq, serde::Serialize)]
#[cfg_attr(feature = "bindings", derive(specta::Type))]
pub struct AuditProgress {
    /// What is being done, in words.
    pub step: String,
    /// Steps done.
    pub done: u32,
    /// Steps in all.
    pub total: u32,
}

/// The step after the parts of the reading, when their number does not matter any more.
const LAST: u32 = 1;

/// Reads the catalog of a database. `progress` is told of each part.
pub async fn read_catalog(
    database: &Database,
    progress: impl Fn(AuditProgress) + Send + Sync,
) -> Result<Catalog, AppError> {
    let catalog = catalog::read(database, &|step: catalog::ReadingStep| {
        progress(AuditProgress {
            step: format!("Reading {}", step.part),
            done: count(step.done),
            total: count(step.total) + 1,
        });
    })
    .await?;
    Ok(catalog)
}

/// Audits a database: reads its catalog and judges it.
pub async fn run(
    Opened { database, profile }: &Opened,
    progress: impl Fn(AuditProgress) + Send + Sync,
) -> Result<AuditReport, AppError> {
    let catalog = read_catalog(database, &progress).await?;
    progress(AuditProgress {
        step: "Judging what was read".to_owned(),
        done: LAST,
        total: LAST,
    });
    let judged = judge(catalog).await?;
    Ok(report(judged, &profile.name, Some(profile)))
}

/// The JSON form of a catalog, ending in a line break.
pub fn catalog_json(catalog: &Catalog) -> Result<String, AppError> {
    let text = serde_json::to_string(catalog).map_err(|error| {
        AppError::Internal(format!(
            "The catalog could not be written as JSON: {error}."
        ))
    })?;
    Ok(text + "\n")
}

/// What every JSON of Provost begins with.
#[derive(serde::Deserialize)]
struct Form {
    schema: String,
}

/// Audits a catalog that was saved. `name` is what the report calls it.
pub async fn run_saved(text: &str, name: &str) -> Result<AuditReport, AppError> {
    let catalog = saved_catalog(text, name)?;
    Ok(report(judge(catalog).await?, name, None))
}

/// A catalog that was saved. `name` is what a message calls it.
///
/// # Errors
/// [`AppError::BadInput`] when it is none, or one of another version.
pub fn saved_catalog(text: &str, name: &str) -> Result<Catalog, AppError> {
    let damaged = |error: serde_json::Error| {
        AppError::BadInput(format!(
            "{name} is not a catalog that Provost wrote: {error}. `provost catalog --output FILE` writes one."
        ))
    };
    // The form first: a catalog of another version may lack anything else.
    let Form { schema } = serde_json::from_str(text).map_err(damaged)?;
    if schema != CATALOG_SCHEMA {
        return Err(AppError::BadInput(format!(
            "{name} has the form {schema}; this version of Provost reads {CATALOG_SCHEMA}."
        )));
    }
    serde_json::from_str(text).map_err(damaged)
}

/// The rules take a moment on a large catalog: they run where they hold nobody up.
async fn judge(catalog: Catalog) -> Result<Audit, AppError> {
    blocking(move || audit(&catalog)).await
}

fn report(audit: Audit, name: &str, profile: Option<&Profile>) -> AuditReport {
    AuditReport {
        title: format!("Audit of {name}"),
        profile_name: name.to_owned(),
        environment: profile.map(|profile| profile.environment),
        generated_at: now(),
        product_version: env!("CARGO_PKG_VERSION").to_owned(),
        audit,
    }
}

fn count(number: usize) -> u32 {
    u32::try_from(number).unwrap_or(u32::MAX)
}
