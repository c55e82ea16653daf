//! Writing what was read into the governance schema, in one transaction.

mod models;
mod runs;

use provost_core::connections::Profile;
use sqlx::FromRow;
use uuid::Uuid;

use super::statements as sql;
use super::{MlflowError, MlflowRequest};
use crate::{Database, Error, Session, Statement};

pub(super) use models::Made;
pub(super) use runs::RunLink;

/// How long one statement may take: a batch of ten thousand points does not take a minute.
const LIMIT: std::time::Duration = std::time::Duration::from_mins(5);

/// The tables of the packs that an import writes, and what is not imported where one is missing.
const TABLES: [(&str, &str, &str); 5] = [
    ("ai_models", "ai", "versions"),
    ("ai_model_aliases", "ai", "aliases"),
    ("model_training_runs", "training", "runs"),
    ("ai_performance_metrics", "governance", "measured values"),
    ("ai_data_lineage", "governance", "edges of lineage"),
];

/// The governance schema that is being written.
pub(super) struct Writing {
    session: Session,
    schema: String,
    pub(super) tenant: Uuid,
    pub(super) tenant_name: String,
    brings_stages: bool,
    tables: Vec<String>,
}

#[derive(FromRow)]
struct Tenant {
    id: Uuid,
    name: String,
    own: bool,
}

impl Writing {
    /// Begins to write for a tenant.
    pub(super) async fn open(
        database: &Database,
        profile: &Profile,
        request: &MlflowRequest,
    ) -> Result<Self, MlflowError> {
        let schema = profile.governance_schema.clone();
        let mut session = database.write_as(request.person).await?;
        session.limit_statements(LIMIT).await?;
        let names: Vec<&str> = TABLES.iter().map(|(table, ..)| *table).collect();
        let statement = Statement::new(sql::TABLES).bind(schema.clone()).bind(names);
        let found: Vec<(String,)> = session.fetch_all(statement).await?;
        let tables: Vec<String> = found.into_iter().map(|(name,)| name).collect();
        for table in ["ai_models", "ai_model_aliases"] {
            if !tables.iter().any(|one| one == table) {
                return Err(MlflowError::Refused(format!(
                    "The schema {schema} has no table {table}: the pack ai is missing or older. Apply it first: provost schema apply --pack ai."
                )));
            }
        }
        let statement = Statement::placed(sql::TENANT, &schema).bind(request.tenant);
        let tenants: Vec<Tenant> = session.fetch_all(statement).await?;
        let tenant = chosen(tenants, request)?;
        let statement = Statement::placed(sql::BEGIN, &schema);
        let source = format!("MLflow {}", request.url);
        let (_, _, writes_all, administers): (bool, String, bool, bool) =
            session.fetch_one(statement.bind(source)).await?;
        if request.person.is_some() {
            answerable(&tenant, administers)?;
        }
        // Who acts for a person asks for stages as every person does, whatever the role may do beside.
        let brings_stages = writes_all && request.person.is_none();
        Ok(Self {
            session,
            schema,
            tenant: tenant.id,
            tenant_name: tenant.name,
            brings_stages,
            tables,
        })
    }

    /// What is not imported, and why.
    pub(super) fn remarks(&self) -> Vec<String> {
        let missing = TABLES.iter().filter(|(table, ..)| !self.has(table));
        missing
            .map(|(_, pack, what)| {
                format!("No {what} were imported: the pack {pack} is not applied.")
            })
            .collect()
    }

    fn has(&self, table: &str) -> bool {
        self.tables.iter().any(|one| one == table)
    }

    /// Whether measured values are kept.
    pub(super) fn keeps_points(&self) -> bool {
        self.has("ai_performance_metrics")
    }

    fn statement(&self, text: &'static str) -> Statement {
        Statement::placed(text, &self.schema).bind(self.tenant)
    }

    /// Keeps what was written.
    pub(super) async fn finish(self) -> Result<(), Error> {
        self.session.finish().await
    }
}

/// Refuses what a person may not bring in, also where the role could: only administrators do, and into their own tenant.
fn answerable(tenant: &Tenant, administers: bool) -> Result<(), MlflowError> {
    if !tenant.own {
        return Err(MlflowError::Refused(format!(
            "The person who acts does not belong to {}. Name an administrator of that tenant.",
            tenant.name
        )));
    }
    if !administers {
        return Err(MlflowError::Refused(
            "The person who acts is no administrator, and an import brings in what belongs to many. Name an administrator of the tenant."
                .to_owned(),
        ));
    }
    Ok(())
}

/// The tenant that is meant.
fn chosen(tenants: Vec<Tenant>, request: &MlflowRequest) -> Result<Tenant, MlflowError> {
    let names: Vec<String> = tenants
        .iter()
        .map(|tenant| format!("{} ({})", tenant.name, tenant.id))
        .collect();
    let alone = tenants.len() == 1;
    let mut tenants = tenants.into_iter();
    match tenants.next() {
        Some(first) if first.own || alone => Ok(first),
        Some(_) => Err(MlflowError::Refused(format!(
            "It is not said whose the models are to be. Name the tenant: {}.",
            names.join(", ")
        ))),
        None => Err(MlflowError::Refused(match (request.tenant, request.person) {
            (Some(tenant), _) => format!("There is no tenant {tenant} that the role may see."),
            (None, Some(_)) => "The person who acts belongs to no tenant.".to_owned(),
            (None, None) => "There is no tenant that the role may see. Name a person for whom it acts, an administrator of the tenant."
                .to_owned(),
        })),
    }
}

/// A value as JSON text for the database.
fn text(value: &serde_json::Value) -> String {
    value.to_string()
}

/// JSON of the database; an empty object for what is none.
fn parsed(text: &str) -> serde_json::Value {
    serde_json::from_str(text).unwrap_or_else(|_| serde_json::json!({}))
}
