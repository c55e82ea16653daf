//! Keeping comparisons and what they found, listing them, and saying what was done about them.

mod refusals;
mod rows;

use std::collections::BTreeMap;

use provost_core::audit::Severity;
use provost_core::connections::Profile;
use provost_core::drift::{
    DRIFT_LIST_SCHEMA, DRIFT_NEEDS, DRIFT_RUN_SCHEMA, DriftFinding, DriftList, DriftRecord,
    DriftRun, DriftRunPage, MOST_DRIFT, checked_action,
};
use provost_core::registry::{RefusalKind, USERS, nobody_acts};
use serde_json::json;
use uuid::Uuid;

use crate::overview::surroundings::{Moment, read_surroundings_of};
use crate::registry::RegistryError;
use crate::{Database, Error, Session, Statement};
use refusals::{denied, not_permitted, refused};
use rows::{FindingRow, RunRow};

const ACTING: &str = include_str!("acting.sql");
const ADD_FINDINGS: &str = include_str!("add_findings.sql");
const ADD_RUN: &str = include_str!("add_run.sql");
const FINDING: &str = include_str!("finding.sql");
const FINDINGS: &str = include_str!("findings.sql");
const MAY_WRITE: &str = include_str!("may_write.sql");
const NAMES: &str = include_str!("../registry/names.sql");
const RESOLVE: &str = include_str!("resolve.sql");
const RUN_REPORT: &str = include_str!("run_report.sql");
const RUNS: &str = include_str!("runs.sql");

/// The statements, with the names of their files; written for the governance schema.
pub(super) const STATEMENTS: &[(&str, &str)] = &[
    ("drift/acting.sql", ACTING),
    ("drift/add_findings.sql", ADD_FINDINGS),
    ("drift/add_run.sql", ADD_RUN),
    ("drift/finding.sql", FINDING),
    ("drift/findings.sql", FINDINGS),
    ("drift/may_write.sql", MAY_WRITE),
    ("drift/resolve.sql", RESOLVE),
    ("drift/run_report.sql", RUN_REPORT),
    ("drift/runs.sql", RUNS),
];

/// The longest result that is read again, in bytes.
const LONGEST_REPORT: i32 = 32 << 20;

/// The drift that is kept, of one version where one is named; with `open` only what nobody resolved, and only comparisons that
/// found some of it. A missing pack or right is told in the list.
pub async fn list(
    database: &Database,
    profile: &Profile,
    person: Option<Uuid>,
    model: Option<Uuid>,
    open: bool,
) -> Result<DriftList, Error> {
    let mut session = database.records_as(person).await?;
    let place = Place::look(&mut session, profile).await?;
    let mut list = DriftList {
        schema: DRIFT_LIST_SCHEMA.to_owned(),
        findings: Vec::new(),
        total: 0,
        runs: Vec::new(),
        total_runs: 0,
        hindrance: place.hindrance(),
        restricted: place.moment.surroundings.restricted(),
    };
    if list.hindrance.is_none() {
        let found = place.findings(&mut session, model, open, None).await?;
        let ran = place.runs(&mut session, model, open, None).await?;
        (list.findings, list.total) = found;
        (list.runs, list.total_runs) = ran;
    }
    session.finish().await?;
    Ok(list)
}

/// A kept comparison with its result and what it found.
///
/// # Errors
/// [`RegistryError::NotFound`] when it is not there or cannot be read.
pub async fn show(
    database: &Database,
    profile: &Profile,
    person: Option<Uuid>,
    run: Uuid,
) -> Result<DriftRunPage, RegistryError> {
    let mut session = database.records_as(person).await?;
    let place = Place::look(&mut session, profile).await?;
    place.require()?;
    let page = place.page(&mut session, run).await?;
    session.finish().await?;
    Ok(page)
}

/// Keeps a comparison of a version and a finding for each column that drifts, as `person`, in one transaction; its page.
///
/// # Errors
/// [`RegistryError::Refused`] when nobody is named or the person may not write drift of this version.
pub async fn record(
    database: &Database,
    profile: &Profile,
    person: Option<Uuid>,
    record: &DriftRecord,
) -> Result<DriftRunPage, RegistryError> {
    let mut session = database.write_as(person).await?;
    let place = Place::look(&mut session, profile).await?;
    place.require()?;
    place.require_actor(&mut session).await?;
    let model = Some(record.model);
    place.require_writer(&mut session, model, None).await?;
    let run = place.add_run(&mut session, record).await?;
    let findings: Vec<_> = record
        .drifted()
        .map(|(column, severity)| {
            json!({
                "severity": severity.as_str(),
                "kind": record.kind_of(column).as_str(),
                "feature": column.name,
                "test": column.test.as_str(),
                "score": column.score,
                "threshold": column.threshold,
                "metrics": column,
            })
        })
        .collect();
    if !findings.is_empty() {
        let statement = place.statement(ADD_FINDINGS).bind(run);
        let statement = statement.bind(kept(&serde_json::Value::Array(findings)));
        session.execute(statement).await.map_err(denied)?;
    }
    let page = place.page(&mut session, run).await?;
    session.finish().await?;
    Ok(page)
}

/// Says what was done about drift, as `person`; all of it or nothing.
///
/// # Errors
/// [`RegistryError::Refused`] when nothing is said, nobody is named, somebody resolved it before, or the person may not;
/// [`RegistryError::NotFound`] for drift that is not there.
pub async fn resolve(
    database: &Database,
    profile: &Profile,
    person: Option<Uuid>,
    drift: &[Uuid],
    action: &str,
) -> Result<(), RegistryError> {
    let action = checked_action(action).map_err(|reason| {
        refused(
            RefusalKind::BadReason,
            reason,
            "Say it in a sentence or two.",
        )
    })?;
    let mut session = database.write_as(person).await?;
    let place = Place::look(&mut session, profile).await?;
    place.require()?;
    place.require_actor(&mut session).await?;
    for id in drift {
        place.require_writer(&mut session, None, Some(*id)).await?;
        let statement = place.statement(RESOLVE).bind(*id).bind(action.clone());
        if session.execute(statement).await.map_err(denied)? == 1 {
            continue;
        }
        let statement = place.statement(FINDING).bind(*id);
        let there: Option<(bool,)> = session.fetch_optional(statement).await?;
        return Err(match there {
            None => RegistryError::NotFound(format!(
                "There is no drift {id} that the role may see. `provost drift list` lists it."
            )),
            Some((true,)) => refused(
                RefusalKind::Changed,
                "Somebody said already what was done about it.",
                "Look at it again.",
            ),
            Some((false,)) => not_permitted(),
        });
    }
    session.finish().await?;
    Ok(())
}

/// What holds for one transaction on drift.
struct Place {
    moment: Moment,
    schema: String,
}

impl Place {
    async fn look(session: &mut Session, profile: &Profile) -> Result<Self, Error> {
        let schema = profile.governance_schema.clone();
        let needs = DRIFT_NEEDS.iter().chain([&USERS]);
        let moment = read_surroundings_of(session, &schema, needs).await?;
        Ok(Self { moment, schema })
    }

    fn statement(&self, text: &'static str) -> Statement {
        Statement::placed(text, &self.schema)
    }

    /// Why drift cannot be read. None when it can.
    fn hindrance(&self) -> Option<String> {
        let surroundings = &self.moment.surroundings;
        DRIFT_NEEDS
            .iter()
            .find_map(|need| surroundings.obstructed(need))
    }

    fn require(&self) -> Result<(), RegistryError> {
        self.hindrance()
            .map_or(Ok(()), |reason| Err(RegistryError::NotFound(reason)))
    }

    async fn require_actor(&self, session: &mut Session) -> Result<(), RegistryError> {
        let (person,): (Option<Uuid>,) = session.fetch_one(self.statement(ACTING)).await?;
        match person {
            Some(_) => Ok(()),
            None => Err(RegistryError::Refused(vec![nobody_acts()])),
        }
    }

    /// Refuses unless the person who acts may write drift of a version, or of that in which some drift was found, whatever
    /// the role may. What is not there is not refused here.
    async fn require_writer(
        &self,
        session: &mut Session,
        model: Option<Uuid>,
        drift: Option<Uuid>,
    ) -> Result<(), RegistryError> {
        let statement = self.statement(MAY_WRITE).bind(model).bind(drift);
        match session.fetch_optional(statement).await? {
            Some((false,)) => Err(not_permitted()),
            _ => Ok(()),
        }
    }

    async fn add_run(
        &self,
        session: &mut Session,
        record: &DriftRecord,
    ) -> Result<Uuid, RegistryError> {
        let side = |name: &str, rows: u32| (kept_text(name), i64::from(rows));
        let sources = record.report.sources.as_ref();
        let (reference, current, sample) = match sources {
            Some(both) => {
                let taken = |source: &provost_core::drift::SourceRead| {
                    source
                        .sample
                        .as_ref()
                        .map_or(source.rows, |sample| sample.rows)
                };
                let sample = [&both.reference, &both.current]
                    .into_iter()
                    .filter_map(|one| one.sample.as_ref())
                    .max_by_key(|sample| sample.rows);
                (
                    side(&both.reference.name, taken(&both.reference)),
                    side(&both.current.name, taken(&both.current)),
                    sample,
                )
            }
            None => (
                side("values in memory", 0),
                side("values in memory", 0),
                None,
            ),
        };
        let count = |things: usize| i32::try_from(things).unwrap_or(i32::MAX);
        let report = serde_json::to_value(&record.report).map_err(|error| Error::ServerData {
            detail: format!("the result could not be written as JSON: {error}"),
        })?;
        let statement = self
            .statement(ADD_RUN)
            .bind(record.model)
            .bind(record.kind.as_str())
            .bind(reference.0)
            .bind(reference.1)
            .bind(current.0)
            .bind(current.1)
            .bind(if sample.is_some() {
                "sample"
            } else {
                "all_rows"
            })
            .bind(sample.map(|sample| i64::from(sample.rows)))
            .bind(sample.map(|sample| i64::from(sample.seed)))
            .bind(count(record.report.columns.len()))
            .bind(count(record.drifted().count()))
            .bind(record.severity().map(Severity::as_str))
            .bind(kept(&report))
            .bind(record.started_at)
            .bind(record.finished_at.max(record.started_at));
        let added: Option<(Uuid,)> = session.fetch_optional(statement).await.map_err(denied)?;
        added.map(|(id,)| id).ok_or_else(|| {
            RegistryError::NotFound(
                "The version is not there, or the role does not see it.".to_owned(),
            )
        })
    }

    async fn page(&self, session: &mut Session, id: Uuid) -> Result<DriftRunPage, RegistryError> {
        let (runs, _) = self.runs(session, None, false, Some(id)).await?;
        let run = runs.into_iter().next().ok_or_else(|| {
            RegistryError::NotFound("There is no such comparison that the role may see.".to_owned())
        })?;
        let statement = self.statement(RUN_REPORT).bind(id).bind(LONGEST_REPORT);
        let (report,): (Option<String>,) = session.fetch_one(statement).await?;
        let (findings, _) = self.findings(session, None, false, Some(id)).await?;
        Ok(DriftRunPage {
            schema: DRIFT_RUN_SCHEMA.to_owned(),
            run,
            report: report.and_then(|text| serde_json::from_str(&text).ok()),
            findings,
        })
    }

    async fn findings(
        &self,
        session: &mut Session,
        model: Option<Uuid>,
        open: bool,
        run: Option<Uuid>,
    ) -> Result<(Vec<DriftFinding>, u32), Error> {
        let statement = self.statement(FINDINGS).bind(i64::from(MOST_DRIFT));
        let statement = statement.bind(model).bind(open).bind(run);
        let rows: Vec<FindingRow> = session.fetch_all(statement).await?;
        let people = rows.iter().filter_map(|row| row.resolved_by).collect();
        let names = self.names(session, people).await?;
        let total = rows.first().map_or(0, |row| row.total);
        let found = rows.into_iter().map(|row| row.finding(&names));
        let found = found.collect::<Result<_, _>>()?;
        Ok((found, u32::try_from(total).unwrap_or(u32::MAX)))
    }

    async fn runs(
        &self,
        session: &mut Session,
        model: Option<Uuid>,
        open: bool,
        run: Option<Uuid>,
    ) -> Result<(Vec<DriftRun>, u32), Error> {
        let statement = self.statement(RUNS).bind(i64::from(MOST_DRIFT));
        let rows: Vec<RunRow> = session
            .fetch_all(statement.bind(model).bind(run).bind(open))
            .await?;
        let people = rows.iter().filter_map(|row| row.run_by).collect();
        let names = self.names(session, people).await?;
        let total = rows.first().map_or(0, |row| row.total);
        let runs = rows.into_iter().map(|row| row.run(&names));
        let runs = runs.collect::<Result<_, _>>()?;
        Ok((runs, u32::try_from(total).unwrap_or(u32::MAX)))
    }

    /// What people are called, as far as the role may read it.
    async fn names(
        &self,
        session: &mut Session,
        mut ids: Vec<Uuid>,
    ) -> Result<BTreeMap<Uuid, String>, Error> {
        ids.sort_unstable();
        ids.dedup();
        if ids.is_empty() || self.moment.surroundings.obstructed(&USERS).is_some() {
            return Ok(BTreeMap::new());
        }
        let statement = self.statement(NAMES).bind(ids);
        let rows: Vec<(Uuid, Uuid, String)> = session.fetch_all(statement).await?;
        Ok(rows.into_iter().map(|(id, _, name)| (id, name)).collect())
    }
}

/// A value as jsonb takes it: no character that it refuses.
fn kept(value: &serde_json::Value) -> String {
    value.to_string().replace("\\u0000", "\\ufffd")
}

/// A name as a text column takes it, never blank.
fn kept_text(name: &str) -> String {
    let name = name.replace('\0', "\u{fffd}");
    if name.trim().is_empty() {
        "unnamed".to_owned()
    } else {
        name
    }
}
