//! The moment of a reading: who reads, what is there, and how a statement is written for it.

use provost_core::catalog::quote_literal;
use provost_core::overview::{FigureKind, Need, Surroundings, TENANTS, TableFound};
use sqlx::FromRow;

use super::catalogue::Question;
use crate::schema::placed;
use crate::{Error, Session, Statement};

const SURROUNDINGS: &str = include_str!("surroundings.sql");
const TABLES: &str = include_str!("tables.sql");
const HAS_TENANT: &str = include_str!("has_tenant.sql");
const SAMPLES: &str = include_str!("samples.sql");

pub(super) const STATEMENTS: &[(&str, &str)] = &[
    ("overview/surroundings.sql", SURROUNDINGS),
    ("overview/tables.sql", TABLES),
];

/// What holds for a whole reading.
pub(crate) struct Moment {
    /// RFC 3339 in UTC, by the clock of the server.
    pub(crate) taken_at: String,
    /// The database.
    pub(crate) database: String,
    /// Who reads, and what is there.
    pub(crate) surroundings: Surroundings,
}

#[derive(FromRow)]
struct Reader {
    taken_at: String,
    database: String,
    role: String,
    schema_exists: bool,
    schema_usable: bool,
    bound: bool,
    reads_every_tenant: bool,
    policies_answer: bool,
    asks_for_tenant: bool,
}

#[derive(FromRow)]
struct Found {
    name: String,
    is_table: bool,
    readable: bool,
    has_policies: bool,
    columns: Vec<String>,
}

/// Asks who reads and what is there for the figures.
pub(super) async fn read_surroundings(
    session: &mut Session,
    schema: &str,
) -> Result<Moment, Error> {
    let needs = FigureKind::ALL.into_iter().flat_map(FigureKind::needs);
    read_surroundings_of(session, schema, needs.chain([&TENANTS])).await
}

/// Asks who reads and what is there of some tables.
pub(crate) async fn read_surroundings_of(
    session: &mut Session,
    schema: &str,
    needs: impl Iterator<Item = &'static Need> + Send,
) -> Result<Moment, Error> {
    let names: Vec<&str> = needs.map(|need| need.table).collect();
    let reader: Reader = session
        .fetch_one(Statement::new(SURROUNDINGS).bind(schema.to_owned()))
        .await?;
    let found: Vec<Found> = session
        .fetch_all(Statement::new(TABLES).bind(schema.to_owned()).bind(names))
        .await?;
    let answers = reader.schema_usable && reader.policies_answer && reader.asks_for_tenant;
    let has_tenant = if reader.bound && answers {
        let (has_tenant,): (bool,) = session
            .fetch_one(Statement::placed(HAS_TENANT, schema))
            .await?;
        Some(has_tenant)
    } else {
        None
    };
    Ok(Moment {
        taken_at: reader.taken_at,
        database: reader.database,
        surroundings: Surroundings {
            role: reader.role,
            governance_schema: schema.to_owned(),
            schema_exists: reader.schema_exists,
            schema_usable: reader.schema_usable,
            bound: reader.bound,
            reads_every_tenant: reader.reads_every_tenant,
            policies_answer: reader.policies_answer,
            has_tenant,
            tables: found
                .into_iter()
                .map(|table| TableFound {
                    name: table.name,
                    is_table: table.is_table,
                    readable: table.readable,
                    has_policies: table.has_policies,
                    columns: table.columns,
                })
                .collect(),
        },
    })
}

impl Moment {
    /// The organisations that are seen and are sample data; none where the tenants cannot be read.
    pub(crate) async fn samples(&self, session: &mut Session) -> Result<Vec<String>, Error> {
        if self.surroundings.obstructed(&TENANTS).is_some() {
            return Ok(Vec::new());
        }
        let statement = Statement::placed(SAMPLES, self.schema());
        let rows: Vec<(String,)> = session.fetch_all(statement).await?;
        Ok(rows.into_iter().map(|(name,)| name).collect())
    }

    /// A question as it is sent, without its value.
    pub(super) fn placed(&self, question: Question) -> String {
        placed(question.sql, self.schema())
    }

    /// A question as it is sent.
    pub(super) fn statement(&self, question: Question) -> Statement {
        let statement = Statement::placed(question.sql, self.schema());
        match question.value {
            Some(value) => statement.bind(value),
            None => statement,
        }
    }

    /// A question as a person can run it: its value stands in it.
    pub(super) fn shown(&self, question: Question) -> String {
        match question.value {
            Some(value) => {
                let text = question.sql.replace("$1", &quote_literal(value));
                placed(&text, self.schema())
            }
            None => self.placed(question),
        }
    }

    fn schema(&self) -> &str {
        &self.surroundings.governance_schema
    }
}
