//! Tables of our names that are there already: compared with ours, and made ours where that changes no value.

mod comparison;
mod pair;
mod rehearsal;
mod rows;
mod script;
mod shape;
mod taken;

use std::collections::{BTreeMap, BTreeSet};

use provost_core::catalog::{quote_identifier, quote_literal};
use provost_core::schema::{Adopt, Adoption, AdoptionVerdict, Obstacle, ObstacleKind};
use uuid::Uuid;

use super::clauses::{Making, making, statements};
use super::draft::Draft;
use super::placing::{placed, quoted_schema};
use super::scripts::Migration;
use crate::error::Error;
use crate::session::{Session, Statement};
use pair::compare;
use taken::Taken;

pub(super) use shape::{COLUMNS, CONSTRAINTS, INDEXES};
pub(super) const TAKEN: &str = include_str!("adoption/taken.sql");

/// What was found of them.
#[derive(Debug, Clone, Default)]
pub(super) struct Found {
    /// What stands in the way.
    pub(super) obstacles: Vec<Obstacle>,
    tables: BTreeMap<String, Adopted>,
    /// The tenant of rows that say none, when it is made together with the table of tenants.
    tenant: Option<(Uuid, String)>,
}

/// One table that becomes ours.
#[derive(Debug, Clone)]
struct Adopted {
    adoption: Adoption,
    /// Their indexes that are the same as ours: the name of ours, and the name that it has there.
    indexes: BTreeMap<String, String>,
    partitioned: bool,
}

impl Found {
    /// The tables that a migration meets.
    pub(super) fn of(&self, migration: &Migration) -> Vec<Adoption> {
        let tables = migration.tables();
        let met = tables.iter().filter_map(|table| self.tables.get(*table));
        met.map(|adopted| adopted.adoption.clone()).collect()
    }

    /// The SQL of a migration, with what makes the tables ours instead of what would make new ones.
    pub(super) fn body(&self, migration: &Migration, schema: &str) -> String {
        let mut text = if self.of(migration).is_empty() {
            placed(migration.up, schema).trim().to_owned()
        } else {
            self.rewritten(migration, schema)
        };
        if let Some((tenant, name)) = &self.tenant
            && migration.tables().contains(&"tenants")
        {
            let (id, name) = (quote_literal(&tenant.to_string()), quote_literal(name));
            let made = format!(
                "\n\n-- The tenant of the rows that are there already.\n\
                 alter table governance.tenants no force row level security;\n\
                 insert into governance.tenants (id, name) values ({id}, {name});\n\
                 alter table governance.tenants force row level security;"
            );
            text.push_str(&placed(&made, schema));
        }
        text
    }

    fn rewritten(&self, migration: &Migration, schema: &str) -> String {
        let place = quoted_schema(schema);
        let mut parts = Vec::new();
        for statement in statements(migration.up) {
            match making(statement) {
                Making::Table { name, .. } if self.tables.contains_key(name) => {
                    parts.extend(
                        self.tables
                            .get(name)
                            .into_iter()
                            .flat_map(|adopted| adopted.adoption.sql.clone()),
                    );
                }
                Making::Index { name, table } => {
                    let theirs = self
                        .tables
                        .get(table)
                        .and_then(|adopted| adopted.indexes.get(name));
                    match theirs {
                        Some(theirs) if theirs == name => {}
                        Some(theirs) => parts.push(format!(
                            "alter index {place}.{} rename to {name};",
                            quoted_schema(theirs)
                        )),
                        None => parts.push(placed(statement, schema)),
                    }
                }
                _ => parts.push(placed(statement, schema)),
            }
        }
        let partitioned = migration.tables().into_iter().filter(|table| {
            let adopted = self.tables.get(*table);
            adopted.is_some_and(|adopted| adopted.partitioned)
        });
        parts.extend(partitioned.map(|table| {
            let closed = format!("select governance.guard_partition('governance.{table}', 'governance.{table}_default');");
            placed(&closed, schema)
        }));
        parts.join("\n")
    }
}

/// Looks for them, and compares them with ours. The session must be one that may write; what is made for the comparison is
/// taken back.
pub(super) async fn find(
    session: &mut Session,
    schema: &str,
    draft: &Draft,
    adopt: &Adopt,
) -> Result<Found, Error> {
    let names: BTreeSet<&str> = draft
        .steps
        .iter()
        .flat_map(|step| step.relations())
        .collect();
    let names: Vec<&str> = names.into_iter().collect();
    let asked = Statement::new(TAKEN).bind(schema).bind(names);
    let taken: Vec<Taken> = session.fetch_all(asked).await?;
    if taken.is_empty() {
        return Ok(Found::default());
    }
    let ours: BTreeSet<&str> = draft.steps.iter().flat_map(|step| step.tables()).collect();
    let (tables, others): (Vec<Taken>, Vec<Taken>) = taken.into_iter().partition(|taken| {
        matches!(taken.kind.as_str(), "r" | "p") && ours.contains(taken.name.as_str())
    });
    if !tables.is_empty() && !draft.survey.surroundings.may_create_schema {
        return Ok(Found {
            obstacles: vec![no_comparison(draft, &tables)],
            ..Found::default()
        });
    }
    session.run_script("savepoint comparing").await?;
    session.let_policies_hide(false).await?;
    let compared = compare(session, schema, draft, adopt, &tables).await?;
    session
        .run_script("rollback to savepoint comparing; release savepoint comparing")
        .await?;
    let mut found = Found {
        tables: compared,
        tenant: None,
        obstacles: Vec::new(),
    };
    found.obstacles = found.in_the_way(schema, adopt, &others);
    let makes_tenants = draft
        .steps
        .iter()
        .any(|step| step.tables().contains(&"tenants"));
    found.tenant = adopt
        .tenant
        .filter(|_| makes_tenants && !found.tables.contains_key("tenants"))
        .map(|tenant| (tenant, draft.survey.surroundings.database.clone()));
    Ok(found)
}

/// Telling them from ours takes a schema of their own.
fn no_comparison(draft: &Draft, tables: &[Taken]) -> Obstacle {
    let surroundings = &draft.survey.surroundings;
    let role = quote_identifier(&surroundings.role);
    let database = quote_identifier(&surroundings.database);
    Obstacle {
        kind: ObstacleKind::Permission,
        message: format!(
            "Tables of the same names are there already ({}), and to compare them ours are made for a moment in a schema of their \
             own, which the role {role} may not make.",
            listed(tables)
        ),
        hint: format!("Have it given: grant create on database {database} to {role};"),
    }
}

fn listed(taken: &[Taken]) -> String {
    let names: Vec<&str> = taken.iter().map(|taken| taken.name.as_str()).collect();
    names.join(", ")
}

impl Found {
    /// What stands in the way: what has our names and is no table, tables while nobody allowed their adoption, and tables
    /// that cannot become ours.
    fn in_the_way(&self, schema: &str, adopt: &Adopt, others: &[Taken]) -> Vec<Obstacle> {
        let place = quote_identifier(schema);
        let mut obstacles = Vec::new();
        let mut add = |message, hint| {
            obstacles.push(Obstacle {
                kind: ObstacleKind::ForeignTables,
                message,
                hint,
            });
        };
        for other in others {
            let ours = |adopted: &Adopted| adopted.indexes.get(&other.name) == Some(&other.name);
            if !self.tables.values().any(ours) {
                add(
                    format!(
                        "{place}.{} is there already, is not Provost's, and is no table that could become ours.",
                        other.name
                    ),
                    "Rename it, or use another schema in the profile.".to_owned(),
                );
            }
        }
        let mut adoptions = self.tables.values().map(|adopted| &adopted.adoption);
        if !adopt.allow && !self.tables.is_empty() {
            let names: Vec<String> = adoptions
                .map(|adoption| format!("{} ({} rows)", adoption.table, adoption.rows))
                .collect();
            add(
                format!("The schema {place} has tables of the same names that somebody else made: {}.", names.join(", ")),
                "Look at the comparison in the plan and allow their adoption (--adopt), or use another schema in the profile.".to_owned(),
            );
            return obstacles;
        }
        for adoption in adoptions.by_ref() {
            if adoption.verdict == AdoptionVerdict::Refuse {
                let table = &adoption.table;
                let reason = adoption.reason.as_deref().unwrap_or_default();
                add(
                    format!("{place}.{table} cannot become ours. {reason}"),
                    format!(
                        "Mend that; or keep it under another name, and ours is made new: alter table {place}.{table} rename to {table}_before;"
                    ),
                );
            }
        }
        obstacles
    }
}
