//! The rows of the sample company in the governance tables, whichever of these there are.

use provost_core::sample::{SAMPLE_TENANT, SampleCount};
use provost_core::schema::{Obstacle, ObstacleKind};
use sqlx::FromRow;

use super::{REFERRING, TABLES};
use crate::quoting::quote_verbatim;
use crate::{Error, Session, Statement};

/// A table with rows of tenants.
#[derive(FromRow)]
struct Table {
    name: String,
    tenant_column: String,
}

/// A foreign key from a table that is not of the packs to one that is.
#[derive(FromRow)]
struct Referring {
    child: String,
    parent: String,
    tenant_column: String,
    matches: String,
}

/// How many rows each table has, where it has any.
pub(super) async fn count(session: &mut Session, schema: &str) -> Result<Vec<SampleCount>, Error> {
    let mut counts = Vec::new();
    for table in tables(session, schema).await? {
        let text = format!("select pg_catalog.count(*) {}", table.clause(schema));
        let statement = Statement::assembled(text).bind(SAMPLE_TENANT);
        let (rows,): (i64,) = session.fetch_one(statement).await?;
        if rows > 0 {
            counts.push(SampleCount {
                table: table.name,
                rows: u32::try_from(rows).unwrap_or(u32::MAX),
            });
        }
    }
    Ok(counts)
}

/// Deletes the rows of every table.
pub(super) async fn delete(session: &mut Session, schema: &str) -> Result<(), Error> {
    for table in tables(session, schema).await? {
        let text = format!("delete {}", table.clause(schema));
        session
            .execute(Statement::assembled(text).bind(SAMPLE_TENANT))
            .await?;
    }
    Ok(())
}

/// Somebody's own tables whose rows point to rows of the sample company.
pub(super) async fn referring(session: &mut Session, schema: &str) -> Result<Vec<Obstacle>, Error> {
    let keys: Vec<Referring> = session
        .fetch_all(Statement::new(REFERRING).bind(schema.to_owned()))
        .await?;
    let mut obstacles = Vec::new();
    for key in keys {
        let text = format!(
            "select exists (select from {} as child join {}.{} as parent on {} where parent.{} operator(pg_catalog.=) $1)",
            key.child,
            quote_verbatim(schema),
            quote_verbatim(&key.parent),
            key.matches,
            quote_verbatim(&key.tenant_column),
        );
        let statement = Statement::assembled(text).bind(SAMPLE_TENANT);
        let (points,): (bool,) = session.fetch_one(statement).await?;
        if points {
            obstacles.push(Obstacle {
                kind: ObstacleKind::Dependents,
                message: format!(
                    "Rows of the table {} refer to the sample company's rows in {}, so nothing was removed.",
                    key.child, key.parent
                ),
                hint: "Delete those rows first, or empty the references.".to_owned(),
            });
        }
    }
    Ok(obstacles)
}

async fn tables(session: &mut Session, schema: &str) -> Result<Vec<Table>, Error> {
    session
        .fetch_all(Statement::new(TABLES).bind(schema.to_owned()))
        .await
}

impl Table {
    fn clause(&self, schema: &str) -> String {
        let [schema, name, column] = [schema, &self.name, &self.tenant_column].map(quote_verbatim);
        format!("from {schema}.{name} where {column} operator(pg_catalog.=) $1")
    }
}
