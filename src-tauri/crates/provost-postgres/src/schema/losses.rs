//! The rows that would be lost, and the objects of others that stand on what would go.

use provost_core::schema::{Loss, Obstacle, ObstacleKind};
use sqlx::FromRow;

use super::placing::{placed, quoted_schema};
use super::scripts::Migration;
use crate::error::Error;
use crate::session::{Session, Statement};

pub(super) const HOLDING: &str = include_str!("holding.sql");
pub(super) const DEPENDENTS: &str = include_str!("dependents.sql");
const COUNT: &str = include_str!("count.sql");

/// The objects of others that are named before the rest is only counted.
const NAMED: usize = 5;

#[derive(FromRow)]
struct Holding {
    name: String,
    hides: bool,
    own: bool,
    member: bool,
    owner: String,
}

/// How many rows the tables of a migration hold; those without rows are left out. The session must be one that may write:
/// where a policy would hide rows from the owner, it is put aside for the counting and nothing of that is kept.
pub(super) async fn of_migration(
    session: &mut Session,
    schema: &str,
    migration: &Migration,
) -> Result<Vec<Loss>, Error> {
    let asked = Statement::new(HOLDING)
        .bind(schema)
        .bind(migration.tables());
    let there: Vec<Holding> = session.fetch_all(asked).await?;
    let mut losses = Vec::new();
    for table in migration.tables() {
        if let Some(holding) = there.iter().find(|holding| holding.name == table) {
            let rows = count(session, schema, holding).await?;
            if rows > 0 {
                losses.push(Loss {
                    table: table.to_owned(),
                    rows,
                });
            }
        }
    }
    Ok(losses)
}

async fn count(session: &mut Session, schema: &str, holding: &Holding) -> Result<u32, Error> {
    let place = quoted_schema(schema);
    let name = quoted_schema(&holding.name);
    let put_aside = holding.hides && (holding.own || holding.member);
    if put_aside {
        session.run_script("savepoint counting").await?;
        if !holding.own {
            let owner = quoted_schema(&holding.owner);
            session
                .run_script(&format!("set local role {owner}"))
                .await?;
        }
        session
            .run_script(&format!(
                "alter table {place}.{name} no force row level security"
            ))
            .await?;
    }
    // What still would hide rows raises an error: too small a number is worse than none.
    session.let_policies_hide(false).await?;
    let text = placed(&COUNT.replace("counted_table", &name), schema);
    let (rows,): (i64,) = session.fetch_one(Statement::assembled(text)).await?;
    session.let_policies_hide(true).await?;
    if put_aside {
        session
            .run_script("rollback to savepoint counting; release savepoint counting")
            .await?;
    }
    Ok(u32::try_from(rows).unwrap_or(u32::MAX))
}

/// Whether policies hide rows of a table from the role.
pub(super) async fn is_hidden(
    session: &mut Session,
    schema: &str,
    table: &str,
) -> Result<bool, Error> {
    let asked = Statement::new(HOLDING).bind(schema).bind(vec![table]);
    let there: Option<Holding> = session.fetch_optional(asked).await?;
    Ok(there.is_none_or(|holding| holding.hides))
}

/// The objects of others that stand on what these migrations made.
pub(super) async fn dependents(
    session: &mut Session,
    schema: &str,
    migrations: &[&'static Migration],
) -> Result<Option<Obstacle>, Error> {
    let names: Vec<&str> = migrations
        .iter()
        .flat_map(|migration| migration.relations())
        .collect();
    let asked = Statement::new(DEPENDENTS).bind(schema).bind(names);
    let found: Vec<(String,)> = session.fetch_all(asked).await?;
    let found: Vec<String> = found.into_iter().map(|(what,)| what).collect();
    Ok((!found.is_empty()).then(|| resting(&found)))
}

/// The obstacle that objects of others are.
pub(super) fn resting(objects: &[String]) -> Obstacle {
    let named: Vec<&str> = objects.iter().take(NAMED).map(String::as_str).collect();
    let more = match objects.len().saturating_sub(NAMED) {
        0 => String::new(),
        more => format!(" and {more} more"),
    };
    Obstacle {
        kind: ObstacleKind::Dependents,
        message: format!(
            "Objects that are not Provost's rest on what would go: {}{more}.",
            named.join(", ")
        ),
        hint: "Drop or change them first; Provost drops nothing that it did not make.".to_owned(),
    }
}
