//! Whether the rows that are there keep what ours demands. They are only read, as they would be.

use std::collections::BTreeMap;

use provost_core::catalog::quote_literal;
use uuid::Uuid;

use super::comparison::changes;
use super::shape::{Column, Constraint, Shape};
use crate::error::Error;
use crate::quoting::quote_verbatim;
use crate::session::{Session, Statement};

/// Tables that are there, as queries that give their rows in our form.
#[derive(Debug, Default)]
pub(super) struct Projections(BTreeMap<String, String>);

/// Where the rows are that a foreign key points to.
pub(super) enum Target {
    /// In a table that is there, as SQL names it.
    Table(String),
    /// Nowhere yet.
    Nowhere,
    /// Where the role does not see them: the key itself decides.
    Hidden,
}

impl Projections {
    /// Adds a table: `place` is its name as SQL reads it.
    pub(super) fn add(
        &mut self,
        table: &str,
        place: &str,
        ours: &Shape,
        theirs: &Shape,
        tenant: Option<Uuid>,
    ) {
        let mut plain = Vec::new();
        let mut generated = vec!["plain.*".to_owned()];
        for change in changes(ours, theirs) {
            let name = quote_verbatim(&change.ours.name);
            let data_type = &change.ours.data_type;
            let value = match (change.theirs, &change.ours.expression) {
                (Some(_), _) => format!("there.{name}::{data_type}"),
                (None, Some(expression)) if change.ours.generated => {
                    generated.push(format!("({expression})::{data_type} as {name}"));
                    continue;
                }
                (None, default) => {
                    let value = added(change.ours, tenant).or_else(|| default.clone());
                    format!("({})::{data_type}", value.as_deref().unwrap_or("null"))
                }
            };
            plain.push(format!("{value} as {name}"));
        }
        let query = format!(
            "(select {} from (select {} from {place} as there) as plain)",
            generated.join(", "),
            plain.join(", ")
        );
        self.0.insert(table.to_owned(), query);
    }

    /// The rows of a table in our form, if it is one of these.
    pub(super) fn of(&self, table: &str) -> Option<&String> {
        self.0.get(table)
    }

    /// What the rows of a table do not keep, each a sentence.
    pub(super) async fn faults(
        &self,
        session: &mut Session,
        table: &str,
        ours: &Shape,
        theirs: &Shape,
        targets: &BTreeMap<String, Target>,
    ) -> Result<Vec<String>, Error> {
        let Some(rows) = self.of(table) else {
            return Ok(Vec::new());
        };
        let mut faults = Vec::new();
        for change in changes(ours, theirs) {
            let asked = change.ours.not_null
                && !change.ours.generated
                && change.theirs.is_none_or(|theirs| !theirs.not_null);
            if asked {
                let name = quote_verbatim(&change.ours.name);
                let broken = count(
                    session,
                    &format!("{rows} as held where held.{name} is null"),
                )
                .await?;
                faults.extend(missing(broken, change.ours, change.theirs, table));
            }
        }
        for constraint in &ours.constraints {
            if let Some(query) = self.breaking(rows, constraint, targets) {
                let broken = count(session, &query).await?;
                if broken > 0 {
                    faults.push(format!(
                        "{} is broken by {broken} of its rows: {}.",
                        constraint.name,
                        shown(&constraint.definition)
                    ));
                }
            }
        }
        Ok(faults)
    }

    /// The rows that break a constraint, as what follows `from`.
    fn breaking(
        &self,
        rows: &str,
        constraint: &Constraint,
        targets: &BTreeMap<String, Target>,
    ) -> Option<String> {
        let columns = |side: &'static str, names: &[String]| -> Vec<String> {
            names
                .iter()
                .map(|name| format!("{side}.{}", quote_verbatim(name)))
                .collect()
        };
        let own = columns("held", &constraint.columns);
        match constraint.kind.as_str() {
            "c" => {
                let expression = constraint.expression.as_ref()?;
                Some(format!("{rows} as held where not ({expression})"))
            }
            "p" | "u" => {
                let nulls_count = constraint.definition.contains("NULLS NOT DISTINCT");
                let known: Vec<String> = own
                    .iter()
                    .filter(|_| !nulls_count)
                    .map(|column| format!("{column} is not null and "))
                    .collect();
                Some(format!(
                    "(select from {rows} as held where {}true group by {} having pg_catalog.count(*) > 1) as twice",
                    known.concat(),
                    own.join(", ")
                ))
            }
            "f" => {
                let target = constraint.target.as_ref()?;
                let known: Vec<String> = own
                    .iter()
                    .map(|column| format!("{column} is not null"))
                    .collect();
                let known = known.join(" and ");
                let place = match (self.of(target), targets.get(target)) {
                    (Some(projection), _) => projection.clone(),
                    (None, Some(Target::Table(place))) => place.clone(),
                    (None, Some(Target::Hidden)) => return None,
                    (None, Some(Target::Nowhere) | None) => {
                        return Some(format!("{rows} as held where {known}"));
                    }
                };
                let pairs: Vec<String> = own
                    .iter()
                    .zip(columns("target", &constraint.target_columns))
                    .map(|(own, target)| format!("{target} = {own}"))
                    .collect();
                Some(format!(
                    "{rows} as held where {known} and not exists (select from {place} as target where {})",
                    pairs.join(" and ")
                ))
            }
            _ => None,
        }
    }
}

/// What a column that is added holds in rows that are there, when that is not its default.
fn added(column: &Column, tenant: Option<Uuid>) -> Option<String> {
    let tenant = tenant.filter(|_| column.name == "tenant_id")?;
    Some(quote_literal(&tenant.to_string()))
}

fn missing(broken: i64, ours: &Column, theirs: Option<&Column>, table: &str) -> Option<String> {
    if broken == 0 {
        return None;
    }
    let name = &ours.name;
    Some(match theirs {
        None if name == "tenant_id" => {
            format!("Its rows ({broken}) belong to no tenant: say to which one (--tenant).")
        }
        None => format!(
            "Our column {name} demands a value, and nothing says which one its rows ({broken}) have."
        ),
        Some(_) => format!(
            "Its column {name} is empty in {broken} of its rows, and ours demands a value: update {table} set {name} = … where {name} is null;"
        ),
    })
}

async fn count(session: &mut Session, rest: &str) -> Result<i64, Error> {
    let text = format!("select pg_catalog.count(*) from {rest}");
    let (rows,): (i64,) = session.fetch_one(Statement::assembled(text)).await?;
    Ok(rows)
}

/// How many rows a table has, by its name as SQL reads it.
pub(super) async fn rows(session: &mut Session, place: &str) -> Result<u32, Error> {
    let rows = count(session, place).await?;
    Ok(u32::try_from(rows).unwrap_or(u32::MAX))
}

/// A definition in one line, without the name of the schema that the comparison made up.
fn shown(definition: &str) -> String {
    let words: Vec<&str> = definition.split_whitespace().collect();
    let text = words.join(" ");
    let Some(at) = text.find("provost_comparison_") else {
        return text;
    };
    let (before, after) = text.split_at(at);
    let after = after.split_once('.').map_or("", |(_, after)| after);
    shown(&format!("{before}{after}"))
}
