//! The sample company: loading it into the local workspace, telling how much of it is there, removing it.

mod rows;

use chrono::{DateTime, NaiveDate, SecondsFormat, Utc};
use provost_core::connections::Profile;
use provost_core::sample::{SAMPLE_COMPANY, SAMPLE_SCHEMA, SampleState};
use sqlx::FromRow;

use crate::schema::placed;
use crate::{Database, Error, Session, Statement};

const DROP_COMPANY: &str = include_str!("sample/drop_company.sql");
const FORGET_RULES: &str = include_str!("sample/forget_rules.sql");
const LOCK: &str = include_str!("sample/lock.sql");
const NOTE: &str = include_str!("sample/note.sql");
const REFERRING: &str = include_str!("sample/referring.sql");
const SETTINGS: &str = include_str!("sample/settings.sql");
const TABLES: &str = include_str!("sample/tables.sql");

/// Every statement of this module, with the name of its file.
pub(crate) const STATEMENTS: &[(&str, &str)] = &[
    ("sample/drop_company.sql", DROP_COMPANY),
    ("sample/forget_rules.sql", FORGET_RULES),
    ("sample/lock.sql", LOCK),
    ("sample/note.sql", NOTE),
    ("sample/referring.sql", REFERRING),
    ("sample/settings.sql", SETTINGS),
    ("sample/tables.sql", TABLES),
];

/// The scripts that fill it, in their order; the first line of each says what it adds.
const SCRIPTS: &[&str] = &[
    include_str!("../../../../migrations/sample/0001_company.sql"),
    include_str!("../../../../migrations/sample/0002_people.sql"),
    include_str!("../../../../migrations/sample/0003_plans.sql"),
    include_str!("../../../../migrations/sample/0004_models.sql"),
    include_str!("../../../../migrations/sample/0005_embeddings.sql"),
    include_str!("../../../../migrations/sample/0006_consent.sql"),
    include_str!("../../../../migrations/sample/0007_training.sql"),
    include_str!("../../../../migrations/sample/0008_features.sql"),
    include_str!("../../../../migrations/sample/0009_costs.sql"),
    include_str!("../../../../migrations/sample/0010_metrics.sql"),
    include_str!("../../../../migrations/sample/0011_drift.sql"),
    include_str!("../../../../migrations/sample/0012_privacy.sql"),
    include_str!("../../../../migrations/sample/0013_quality.sql"),
    include_str!("../../../../migrations/sample/0014_lineage.sql"),
    include_str!("../../../../migrations/sample/0015_compliance.sql"),
    include_str!("../../../../migrations/sample/0016_access.sql"),
    include_str!("../../../../migrations/sample/0017_security.sql"),
    include_str!("../../../../migrations/sample/0018_incidents.sql"),
    include_str!("../../../../migrations/sample/0019_workspace.sql"),
    include_str!("../../../../migrations/sample/0020_registry.sql"),
    include_str!("../../../../migrations/sample/0021_targets.sql"),
    include_str!("../../../../migrations/sample/0022_finish.sql"),
];

/// How many steps filling it takes.
pub const STEPS: usize = SCRIPTS.len();

/// Where loading or removing stands.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct SampleStep {
    /// What is being done, in words.
    pub title: &'static str,
    /// Steps done.
    pub done: usize,
    /// Steps in all.
    pub total: usize,
}

/// What makes two loadings the same: with the same three the rows are the same, but for the moment of the loading.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct SampleYear {
    /// What the pseudo-random numbers come from.
    pub seed: u32,
    /// The day before whose beginning, in UTC, everything has happened.
    pub day: NaiveDate,
    /// When it is loaded; written nowhere but in the note.
    pub loaded_at: DateTime<Utc>,
}

/// What the note in the database says.
#[derive(FromRow)]
struct Note {
    loaded_at: Option<String>,
    day: Option<String>,
    seed: Option<i64>,
}

/// How much of the sample company is in the database of `profile`.
pub async fn state(database: &Database, profile: &Profile) -> Result<SampleState, Error> {
    let mut session = database.read().await?;
    let state = read_state(&mut session, &profile.governance_schema).await?;
    session.finish().await?;
    Ok(state)
}

/// Fills the governance tables, which must all be there, with the sample company, in one transaction. False when some of it
/// is there already: then nothing is done.
///
/// # Errors
/// [`Error::Permission`] for whoever is not the server's superuser, beside what any statement can fail with.
pub async fn load(
    database: &Database,
    profile: &Profile,
    year: SampleYear,
    progress: &(dyn Fn(SampleStep) + Send + Sync),
) -> Result<bool, Error> {
    let mut session = database.write(&["pg_catalog"]).await?;
    session.execute(LOCK).await?;
    if read_state(&mut session, &profile.governance_schema)
        .await?
        .loaded
    {
        session.finish().await?;
        return Ok(false);
    }
    let settings = Statement::new(SETTINGS)
        .bind(year.seed.to_string())
        .bind(year.day.to_string());
    session.fetch_one::<(String, String)>(settings).await?;
    for (done, script) in SCRIPTS.iter().enumerate() {
        progress(SampleStep {
            title: title(script),
            done,
            total: SCRIPTS.len(),
        });
        session
            .run_script(&placed(script, &profile.governance_schema))
            .await?;
    }
    session.run_script(&note(year)).await?;
    session.finish().await?;
    Ok(true)
}

/// Removes every row of the sample company and the company's own tables, in one transaction; the packs stay. False when
/// there was nothing of it.
///
/// # Errors
/// [`Error::Obstructed`] when rows of somebody's own tables point to rows of the company, [`Error::Permission`] for whoever
/// is not the server's superuser, beside what any statement can fail with.
pub async fn remove(
    database: &Database,
    profile: &Profile,
    progress: &(dyn Fn(SampleStep) + Send + Sync),
) -> Result<bool, Error> {
    let mut session = database.write(&["pg_catalog"]).await?;
    session.execute(LOCK).await?;
    let schema = &profile.governance_schema;
    if !read_state(&mut session, schema).await?.loaded {
        session.finish().await?;
        return Ok(false);
    }
    let obstacles = rows::referring(&mut session, schema).await?;
    if !obstacles.is_empty() {
        return Err(Error::Obstructed { obstacles });
    }
    let step = |title, done| {
        progress(SampleStep {
            title,
            done,
            total: 2,
        });
    };
    step("Removing the rows", 0);
    // Logs and proofs refuse every change, and no right of anybody's ends that: only the superuser of the private server, in
    // this one transaction, passes by. Foreign keys rest meanwhile: within the packs none leads from one tenant to another,
    // and from outside none does, as was just seen.
    session.execute(FORGET_RULES).await?;
    rows::delete(&mut session, schema).await?;
    step("Removing the company's own tables", 1);
    session.execute(DROP_COMPANY).await?;
    session.finish().await?;
    Ok(true)
}

async fn read_state(session: &mut Session, schema: &str) -> Result<SampleState, Error> {
    let note: Option<Note> = session.fetch_optional(NOTE).await?;
    let counts = rows::count(session, schema).await?;
    let loaded = note.is_some() || !counts.is_empty();
    let note = note.unwrap_or(Note {
        loaded_at: None,
        day: None,
        seed: None,
    });
    Ok(SampleState {
        schema: SAMPLE_SCHEMA.to_owned(),
        loaded,
        tenant: SAMPLE_COMPANY.to_owned(),
        loaded_at: note.loaded_at,
        day: note.day,
        seed: note.seed.and_then(|seed| u32::try_from(seed).ok()),
        counts,
    })
}

/// The first line of a script, without the dashes and the full stop.
fn title(script: &'static str) -> &'static str {
    let line = script.lines().next().unwrap_or_default();
    line.trim_start_matches("--").trim().trim_end_matches('.')
}

/// The statement that says in the database what was loaded. Digits and dashes only enter it.
fn note(year: SampleYear) -> String {
    let at = year.loaded_at.to_rfc3339_opts(SecondsFormat::Secs, true);
    format!(
        "comment on schema sample_company is 'Synthetic sample data that Provost made (seed {}, day {}, loaded {at})'",
        year.seed, year.day
    )
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_script_says_what_it_adds() {
        for script in SCRIPTS {
            let title = title(script);
            assert!(title.len() > 10 && !title.contains("--"), "{title}");
        }
    }
}
