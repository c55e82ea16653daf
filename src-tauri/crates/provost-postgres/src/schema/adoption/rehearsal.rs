//! How our tables are made, learnt by making them: the migrations run in a schema of their own, and the caller takes all of
//! it back. No parser knows better than the server itself.

use std::collections::{BTreeMap, BTreeSet};

use uuid::Uuid;

use super::TAKEN;
use super::shape::{Shape, indexes};
use super::taken::Taken;
use crate::error::Error;
use crate::schema::clauses::{Making, making, statements};
use crate::schema::draft::Draft;
use crate::schema::placing::{placed, quoted_schema};
use crate::schema::scripts::{Migration, scripts};
use crate::session::{Session, Statement};

/// One of our tables, as it is right after its `create table`, with the indexes that its migration adds, and the foreign keys that
/// another table holds for it.
#[derive(Debug, Clone)]
pub(super) struct Reference {
    pub(super) shape: Shape,
    pub(super) partitioned: bool,
    pub(super) triggers: Vec<String>,
}

/// A table of ours, and the one that has its foreign keys: it holds what the rows of the first point to once. The rows of a table
/// that becomes ours are asked for them all the same.
const HELD: [(&str, &str); 1] = [("ai_performance_metrics", "ai_metric_subjects")];

/// Our tables in a schema of their own.
#[derive(Debug)]
pub(super) struct Rehearsal {
    /// The schema, a plain name that nothing else bears.
    pub(super) scratch: String,
    pub(super) references: BTreeMap<String, Reference>,
}

impl Rehearsal {
    /// Makes what the named tables need, and them, in a transaction that the caller rolls back.
    pub(super) async fn run(
        session: &mut Session,
        draft: &Draft,
        tables: &BTreeSet<String>,
    ) -> Result<Self, Error> {
        let scratch = format!("provost_comparison_{}", Uuid::new_v4().simple());
        session
            .run_script(&format!("create schema {scratch}"))
            .await?;
        let mut rehearsal = Self {
            scratch,
            references: BTreeMap::new(),
        };
        let mut extension = draft.survey.vector.schema.clone();
        for migration in needed(draft, tables) {
            let needed = migration.extension();
            if let Some(needed) = needed.filter(|_| extension.is_none()) {
                let scratch = rehearsal.scratch.clone();
                let made = format!("create extension {} schema {scratch}", needed.name);
                session.run_script(&made).await?;
                extension = Some(scratch);
            }
            let place = extension.as_deref().filter(|_| needed.is_some());
            rehearsal.make(session, migration, tables, place).await?;
        }
        Ok(rehearsal)
    }

    async fn make(
        &mut self,
        session: &mut Session,
        migration: &Migration,
        tables: &BTreeSet<String>,
        place: Option<&str>,
    ) -> Result<(), Error> {
        let wanted: BTreeSet<&str> = migration
            .tables()
            .into_iter()
            .filter(|table| tables.contains(*table))
            .collect();
        let mut script = String::new();
        for statement in statements(migration.up) {
            script.push_str(&placed(statement, &self.scratch));
            script.push('\n');
            let Making::Table { name, .. } = making(statement) else {
                continue;
            };
            if wanted.contains(name) {
                run(session, &std::mem::take(&mut script), place).await?;
                let shape = Shape::read(session, &self.scratch, name).await?;
                let reference = Reference {
                    shape,
                    partitioned: false,
                    triggers: Vec::new(),
                };
                self.references.insert(name.to_owned(), reference);
            }
        }
        run(session, &script, place).await?;
        let names: Vec<&str> = wanted.into_iter().collect();
        let asked = Statement::new(TAKEN).bind(&self.scratch).bind(names);
        let made: Vec<Taken> = session.fetch_all(asked).await?;
        for table in made {
            let indexes = indexes(session, &self.scratch, &table.name).await?;
            if let Some(reference) = self.references.get_mut(&table.name) {
                reference.shape.indexes = indexes;
                reference.partitioned = table.kind == "p";
                reference.triggers = table.triggers;
            }
        }
        for (table, holder) in HELD {
            if !migration.tables().contains(&holder) {
                continue;
            }
            if let Some(reference) = self.references.get_mut(table) {
                let holder = Shape::read(session, &self.scratch, holder).await?;
                let keys = holder
                    .constraints
                    .into_iter()
                    .filter(|held| held.kind == "f");
                reference.shape.constraints.extend(keys);
            }
        }
        Ok(())
    }

    /// A table of ours as it would be in the schema of the profile.
    pub(super) fn placed(&self, reference: &Reference, schema: &str) -> Shape {
        reference.shape.moved(&self.scratch, &quoted_schema(schema))
    }
}

/// The migrations that make the tables and those that they rest on, and no other: one may reach beyond the schema.
fn needed(draft: &Draft, tables: &BTreeSet<String>) -> Vec<&'static Migration> {
    let mut list: Vec<&'static Migration> = Vec::new();
    for migration in scripts().iter().rev() {
        let known = draft.there.contains(&migration) || draft.steps.contains(&migration);
        let makes = || {
            migration
                .tables()
                .iter()
                .any(|table| tables.contains(*table))
        };
        let (pack, version) = (migration.pack, migration.version());
        if known && (makes() || list.iter().any(|later| later.rests_on(pack, version))) {
            list.push(migration);
        }
    }
    list.reverse();
    list
}

/// Runs a part of a migration as it will run. Nothing is searched afterwards, so that every name is told with its schema.
async fn run(session: &mut Session, script: &str, place: Option<&str>) -> Result<(), Error> {
    let Some(place) = place else {
        return session.run_script(script).await;
    };
    let place = quoted_schema(place);
    session
        .run_script(&format!(
            "set local search_path = pg_catalog, {place}, pg_temp;\n{script}\nset local search_path = pg_catalog, pg_temp"
        ))
        .await
}
