//! The consistency report: a comparison with all that belongs to it.

use std::path::{Path, PathBuf};
use std::sync::Arc;

use provost_core::audit::audit;
use provost_core::connections::Profile;
use provost_core::schema::configuration::{Configuration, of_profile};
use provost_core::schema::consistency::{Consistency, Known, assess};
use provost_core::schema::history::History;
use provost_postgres::schema::{breaking_rows, infrastructure};
use provost_reports::{ConsistencyFormat, render_consistency};

use super::comparing::Compared;
use super::configurations::configurations;
use super::migrations::{MigrationsRead, migrations, recorded_migrations};
use super::{SchemaProgress, count};
use crate::connections::Opened;
use crate::environment::now;
use crate::error::AppError;
use crate::secrets::blocking;

/// What the report is made of beside the comparison.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Sources {
    /// The folder of the migrations; when nobody names one, it is the expected folder where that holds migrations.
    pub migrations: Option<PathBuf>,
    /// Files that say how programs reach the database.
    pub configurations: Vec<PathBuf>,
}

/// The parts of the work, for telling where it stands.
const PARTS: u32 = 5;

/// Makes the report of a comparison: asks the database for what its catalog does not tell, and reads what was pointed at.
///
/// # Errors
/// What reading the folder, the files or the database can fail with.
pub async fn consistency(
    opened: &Opened,
    compared: &Arc<Compared>,
    sources: &Sources,
    progress: impl Fn(SchemaProgress) + Send + Sync,
) -> Result<Consistency, AppError> {
    let Opened { database, profile } = opened;
    let part = |done, step: &str| progress(step_of(step, done, PARTS));
    part(0, "Reading the configuration files");
    let mut places = of_profiles(profile, compared.other.as_ref());
    let files = sources.configurations.clone();
    places.extend(blocking(move || configurations(&files)).await??);
    part(1, "Reading the migrations");
    let folder = sources.migrations.as_deref();
    let (history, unread) = chain(opened, folder.or(compared.migrations.as_deref())).await?;
    part(2, "Asking the server");
    let infrastructure = infrastructure(database, profile, &compared.actual).await?;
    part(3, "Counting rows that break what is expected");
    let counting = |done: usize, of: usize| {
        let step = "Counting rows that break what is expected";
        progress(step_of(step, count(done), count(of)));
    };
    let (expected, actual) = (&compared.expected, &compared.actual);
    let comparison = &compared.report.comparison;
    let breaking = breaking_rows(database, expected, actual, comparison, &counting).await?;
    part(4, "Judging what was read");
    let (compared, profile) = (Arc::clone(compared), profile.clone());
    let judge = move || {
        let mut report = assess(&Known {
            name: &profile.name,
            environment: profile.environment,
            generated_at: now(),
            product_version: env!("CARGO_PKG_VERSION"),
            comparison: &compared.report,
            expected: &compared.expected,
            actual: &compared.actual,
            audit: &audit(&compared.actual),
            history: history.as_ref(),
            configurations: &places,
            infrastructure: &infrastructure,
            breaking: &breaking,
        });
        report.not_known.extend(unread);
        report
    };
    blocking(judge).await
}

/// What the profile of the audited database says, then that of the expected one where it is another connection.
fn of_profiles(audited: &Profile, expected: Option<&Profile>) -> Vec<Configuration> {
    let profiles = std::iter::once(audited).chain(expected);
    profiles.map(of_profile).collect()
}

/// The migrations of a folder, or else what the database itself records; and what could not be read of the latter.
async fn chain(
    opened: &Opened,
    folder: Option<&Path>,
) -> Result<(Option<History>, Vec<String>), AppError> {
    if let Some(folder) = folder {
        let MigrationsRead { history, .. } = migrations(folder, Some(opened)).await?;
        return Ok((Some(history), Vec::new()));
    }
    let MigrationsRead { history, .. } = recorded_migrations(opened).await?;
    if history.table.is_none() {
        return Ok((None, history.remarks));
    }
    Ok((Some(history), Vec::new()))
}

fn step_of(step: &str, done: u32, total: u32) -> SchemaProgress {
    SchemaProgress {
        step: step.to_owned(),
        done,
        total,
    }
}

/// The bytes of a file of the report. The same report gives the same bytes.
pub async fn render(report: Consistency, format: ConsistencyFormat) -> Result<Vec<u8>, AppError> {
    Ok(blocking(move || render_consistency(&report, format)).await??)
}

#[cfg(test)]
mod tests {
    use provost_core::connections::{
        DEFAULT_GOVERNANCE_SCHEMA, Environment, Profile, ProfileId, Tls,
    };

    use super::*;

    fn profile(name: &str) -> Profile {
        Profile {
            id: ProfileId(uuid::Uuid::nil()),
            name: name.to_owned(),
            host: "db.example.org".to_owned(),
            port: 5432,
            database: "shop".to_owned(),
            user: "reader".to_owned(),
            tls: Tls::default(),
            environment: Environment::Testing,
            read_only: true,
            governance_schema: DEFAULT_GOVERNANCE_SCHEMA.to_owned(),
        }
    }

    #[test]
    fn the_profile_of_an_expected_connection_follows_that_of_the_audited_one() {
        let (is, should) = (profile("Live"), profile("Staging"));
        let sources = |expected: Option<&Profile>| -> Vec<String> {
            let places = of_profiles(&is, expected);
            places.into_iter().map(|one| one.source).collect()
        };
        assert_eq!(sources(None), ["profile Live"]);
        assert_eq!(sources(Some(&should)), ["profile Live", "profile Staging"]);
    }
}
