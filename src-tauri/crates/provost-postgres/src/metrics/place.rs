//! Where metrics are read and written: what stands in the way, and for which organisation.

use provost_core::metrics::{AGENTS, COSTS, DEPLOYMENTS, METRICS, MODELS, ORGANISATIONS, TARGETS};
use provost_core::overview::Need;
use sqlx::FromRow;
use uuid::Uuid;

use crate::overview::surroundings::{Moment, read_surroundings_of};
use crate::{Error, Session, Statement};

const TENANT: &str = include_str!("tenant.sql");

/// What every reading and every import of metrics needs.
pub(super) const VALUES: [&Need; 5] = [&ORGANISATIONS, &MODELS, &AGENTS, &DEPLOYMENTS, &METRICS];

/// What costs need.
pub(super) const PAID: [&Need; 4] = [&ORGANISATIONS, &MODELS, &AGENTS, &COSTS];

/// Looks at all tables that metrics are read from and written to.
pub(super) async fn look(session: &mut Session, schema: &str) -> Result<Moment, Error> {
    const ALL: [Need; 7] = [
        ORGANISATIONS,
        MODELS,
        AGENTS,
        DEPLOYMENTS,
        METRICS,
        TARGETS,
        COSTS,
    ];
    read_surroundings_of(session, schema, ALL.iter()).await
}

/// Why some of them cannot be used: a sentence or two.
pub(super) fn hindrance(moment: &Moment, needs: &[&Need]) -> Option<String> {
    needs
        .iter()
        .find_map(|need| moment.surroundings.obstructed(need))
}

#[derive(FromRow)]
struct Writer {
    own: Option<Uuid>,
    every: bool,
    seen: Vec<Uuid>,
}

/// The organisation that rows are written for, or why none is certain.
pub(super) async fn tenant(
    session: &mut Session,
    schema: &str,
) -> Result<Result<Uuid, String>, Error> {
    let writer: Writer = session.fetch_one(Statement::placed(TENANT, schema)).await?;
    Ok(match (writer.own, writer.every, writer.seen.as_slice()) {
        (Some(own), ..) => Ok(own),
        (None, true, [only]) => Ok(*only),
        (None, true, []) => Err("There is no organisation yet that rows could belong to.".to_owned()),
        (None, true, _) => Err(
            "There are several organisations, and whose rows these are is not said. Choose the person who acts."
                .to_owned(),
        ),
        (None, false, _) => Err(
            "Rows are written for the organisation of a person, and nobody acts. Choose the person who acts."
                .to_owned(),
        ),
    })
}
