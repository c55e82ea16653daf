//! The statements that read the catalog, each asked once more for its number of rows and the names in the first.
//!
//! Of what they answer only names of objects and roles are told: definitions and settings can hold what nobody should read.

use std::time::{Duration, Instant};

use provost_core::catalog::{Catalog, RelationKind};
use provost_core::schema::consistency::{Evidence, EvidencePart};

use super::counting::{finish_failed, is_of_the_table};
use super::evidence::{bare, told};
use crate::catalog::{STATEMENTS, oldest_server};
use crate::database::Database;
use crate::error::Error;
use crate::session::{Session, Statement};

const AGAIN: &str = include_str!("asked_again.sql");

/// One statement takes no longer.
const LIMIT: Duration = Duration::from_secs(5);

/// All together take no longer.
const BUDGET: Duration = Duration::from_secs(20);

/// What settles something for the transaction and answers nothing.
const COMMANDS: [&str; 3] = [
    "catalog/raw_text.sql",
    "catalog/mark_locks.sql",
    "catalog/give_locks_back.sql",
];

/// What PostgreSQL 16 says better.
const UNTIL_16: &str = "catalog/memberships_15.sql";

/// Every statement of the catalog's reading that this server understands, with how much it answers.
pub(super) async fn catalog(database: &Database, actual: &Catalog) -> Result<Vec<Evidence>, Error> {
    let version = actual.server.version_number;
    let begun = Instant::now();
    let mut found = Vec::new();
    let mut open: Option<Session> = None;
    for (file, sql) in STATEMENTS {
        let is_too_new = oldest_server(file).is_some_and(|since| since > version);
        let is_outdated = *file == UNTIL_16 && version >= 160_000;
        if COMMANDS.contains(file) || is_too_new || is_outdated {
            continue;
        }
        let result = if sql.contains("$1") {
            of_each(file, actual)
        } else if begun.elapsed() >= BUDGET {
            "not asked again: the others had taken too long".to_owned()
        } else {
            let mut session = match open.take() {
                Some(session) => session,
                None => begin(database).await?,
            };
            let (result, kept) = again(&mut session, sql).await?;
            if kept {
                open = Some(session);
            } else {
                finish_failed(session).await?;
            }
            result
        };
        found.push(Evidence {
            part: EvidencePart::Catalog,
            title: question(sql),
            sql: bare(sql),
            result,
        });
    }
    if let Some(session) = open {
        session.finish().await?;
    }
    Ok(found)
}

async fn begin(database: &Database) -> Result<Session, Error> {
    let mut session = database.read().await?;
    session.limit_statements(LIMIT).await?;
    Ok(session)
}

/// How much a statement answers, and whether the session can be asked more.
async fn again(session: &mut Session, sql: &str) -> Result<(String, bool), Error> {
    let text = bare(AGAIN).replace("chosen_statement", &bare(sql));
    let asked = session
        .fetch_one::<(i64, Vec<String>)>(Statement::assembled(text))
        .await;
    match asked {
        Ok((rows, names)) => {
            let mut lines = vec![counted(rows)];
            let names = names.iter().filter(|names| !names.is_empty());
            lines.extend(names.map(|names| told(names)));
            if lines.len() > 1 && usize::try_from(rows).is_ok_and(|rows| rows >= lines.len()) {
                lines.push("…".to_owned());
            }
            Ok((lines.join("\n"), true))
        }
        Err(Error::Permission { .. }) => {
            Ok(("not answered: the role may not ask this".to_owned(), false))
        }
        Err(error) if is_of_the_table(&error) => {
            Ok(("not answered when it was asked again".to_owned(), false))
        }
        Err(error) => Err(error),
    }
}

fn counted(rows: i64) -> String {
    match rows {
        1 => "1 row".to_owned(),
        rows => format!("{rows} rows"),
    }
}

/// What is asked of a list of objects is told by their number: each would be locked once more.
fn of_each(file: &str, actual: &Catalog) -> String {
    let (number, what) = if file == "catalog/views.sql" {
        let views = actual.relations.iter().filter(|relation| {
            matches!(
                relation.kind,
                RelationKind::View | RelationKind::MaterializedView
            )
        });
        (views.count(), "views and materialised views")
    } else {
        (actual.sequences.len(), "sequences")
    };
    format!("asked for the {what} of the catalog: {number}")
}

/// What a statement asks: the comment before it.
fn question(sql: &str) -> String {
    let lines = sql.lines().map_while(|line| line.strip_prefix("--"));
    let words: Vec<&str> = lines.map(str::trim).collect();
    let text = words.join(" ");
    match text.split_once('?') {
        Some((question, _)) => format!("{question}?"),
        None => text,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_statement_of_the_catalog_says_what_it_asks() {
        for (file, sql) in STATEMENTS {
            let question = question(sql);
            assert!(
                COMMANDS.contains(file) || question.ends_with('?'),
                "{file}: {question}"
            );
            assert!(!bare(sql).trim_end().ends_with(';'), "{file}");
        }
    }
}
