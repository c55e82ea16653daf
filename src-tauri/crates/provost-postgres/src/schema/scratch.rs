//! What a database should be, from SQL: the SQL is run in an empty database of the private server, and that is read back.
//! So nothing here has to understand SQL.
//!
//! The SQL is somebody else's. It runs as a role that owns the scratch database and may do nothing else: no superuser, no
//! files or programs of the server, no other database (`dblink` and `postgres_fdw` are never made). The superuser acts only on
//! what the server itself named in an error, in an empty search path, and event triggers, which could make it run something,
//! can only be made by a superuser. A statement has two minutes, all of them ten, and what is spilled to the disk is limited.
//! What remains: within those minutes such SQL can fill tables and use memory as any client of a database can.

mod heads;
mod mapping;
mod packs;
mod place;
mod psql;
mod remedies;
mod runner;
mod splitting;
mod stand_ins;
mod supabase;

use provost_core::connections::Profile;
use provost_core::schema::Expected;

use crate::catalog;
use crate::error::Error;
use crate::quoting::quote_verbatim;
use crate::session::Statement;

use place::Place;
use runner::Runner;

pub use packs::{WantedPacks, of_packs};
pub(crate) use supabase::STATEMENTS as STATEMENTS_OF_SUPABASE;
pub use supabase::Surroundings;

/// Every statement of this module, with the name of its file.
pub(crate) const STATEMENTS: &[(&str, &str)] = &[
    ("schema/scratch/name.sql", place::NAME),
    ("schema/scratch/forgotten.sql", place::FORGOTTEN),
    ("schema/scratch/borrowed.sql", place::BORROWED),
    ("schema/scratch/one_at_a_time.sql", place::ONE_AT_A_TIME),
    ("schema/scratch/create_maker.sql", place::CREATE_MAKER),
    ("schema/scratch/limit_maker.sql", place::LIMIT_MAKER),
    ("schema/scratch/own_database.sql", place::OWN_DATABASE),
    ("schema/scratch/create_borrowed.sql", place::CREATE_BORROWED),
    ("schema/scratch/mark_borrowed.sql", place::MARK_BORROWED),
    ("schema/scratch/lend.sql", place::LEND),
    ("schema/scratch/drop_role.sql", place::DROP_ROLE),
    ("schema/scratch/create_schema.sql", stand_ins::CREATE_SCHEMA),
    (
        "schema/scratch/create_extension.sql",
        stand_ins::CREATE_EXTENSION,
    ),
    (
        "schema/scratch/create_wrapper.sql",
        stand_ins::CREATE_WRAPPER,
    ),
    ("schema/scratch/lend_wrapper.sql", stand_ins::LEND_WRAPPER),
    ("schema/scratch/create_shell.sql", stand_ins::CREATE_SHELL),
    ("schema/scratch/create_input.sql", stand_ins::CREATE_INPUT),
    ("schema/scratch/create_output.sql", stand_ins::CREATE_OUTPUT),
    (
        "schema/scratch/create_modifier.sql",
        stand_ins::CREATE_MODIFIER,
    ),
    ("schema/scratch/create_type.sql", stand_ins::CREATE_TYPE),
    (
        "schema/scratch/create_collation.sql",
        stand_ins::CREATE_COLLATION,
    ),
    (
        "schema/scratch/allow_system_catalog.sql",
        stand_ins::ALLOW_SYSTEM_CATALOG,
    ),
    ("schema/scratch/begin_file.sql", runner::BEGIN_FILE),
    ("schema/scratch/reset_role.sql", runner::RESET_ROLE),
    ("schema/scratch/mark_step.sql", runner::MARK_STEP),
    ("schema/scratch/forget_step.sql", runner::FORGET_STEP),
    ("schema/scratch/refresh.sql", runner::REFRESH),
    ("schema/scratch/undo_step.sql", runner::UNDO_STEP),
];

/// One file of SQL.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct SqlFile {
    /// Its path within what was pointed at, with slashes: what `\i` names and messages say.
    pub name: String,
    /// Its text.
    pub text: String,
}

/// Where the making of the expected state stands.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ScratchStep {
    /// What is being done, in words.
    pub what: String,
    /// Steps done.
    pub done: usize,
    /// Steps in all.
    pub total: usize,
}

/// What is told of it as it goes on.
pub type Progress<'p> = &'p (dyn Fn(ScratchStep) + Send + Sync);

/// What a database would be if these files were run in it, in this order, each in a session of its own. A file that another
/// one includes is run there and nowhere else.
///
/// `superuser` leads to any database of a private server whose roles need no password. `owner` is the role to whom everything
/// belongs that the SQL gives to nobody.
///
/// # Errors
/// [`Error::ExpectedStatement`] and [`Error::ExpectedText`] with the file and the line, beside what reading can fail with.
/// Nothing stays on the server.
pub async fn expected(
    superuser: &Profile,
    files: &[SqlFile],
    owner: &str,
    surroundings: Surroundings,
    progress: Progress<'_>,
) -> Result<Expected, Error> {
    let wanted = Wanted {
        files,
        owner,
        surroundings,
    };
    let refused = match Box::pin(attempt(superuser, wanted, progress)).await? {
        Attempt::Made(expected) => return Ok(*expected),
        Attempt::Refused { error, again } if again => error,
        Attempt::Refused { error, .. } => return Err(error),
    };
    let wanted = Wanted {
        surroundings: Surroundings {
            supabase: true,
            ..surroundings
        },
        ..wanted
    };
    match Box::pin(attempt(superuser, wanted, progress)).await? {
        Attempt::Made(expected) => Ok(*expected),
        // The SQL makes by itself what stood in for Supabase, so it is not for that.
        Attempt::Refused { error, .. } if makes_it_itself(&error) => Err(refused),
        Attempt::Refused { error, .. } => Err(error),
    }
}

/// What is to be run.
#[derive(Clone, Copy)]
struct Wanted<'a> {
    files: &'a [SqlFile],
    owner: &'a str,
    surroundings: Surroundings,
}

/// How running it ended.
enum Attempt {
    Made(Box<Expected>),
    /// A statement cannot be run; whether it may be where Supabase's server is stood in for.
    Refused {
        error: Error,
        again: bool,
    },
}

fn makes_it_itself(error: &Error) -> bool {
    let Error::ExpectedStatement { cause, .. } = error else {
        return false;
    };
    matches!(
        cause.sqlstate(),
        Some("42P06" | "42P07" | "42723" | "42710")
    )
}

async fn attempt(
    superuser: &Profile,
    wanted: Wanted<'_>,
    progress: Progress<'_>,
) -> Result<Attempt, Error> {
    let place = Place::make(superuser).await?;
    let outcome = Box::pin(made(&place, wanted, progress)).await;
    let cleared = place.clear().await;
    let attempt = outcome?;
    cleared?;
    Ok(attempt)
}

async fn made(place: &Place, wanted: Wanted<'_>, progress: Progress<'_>) -> Result<Attempt, Error> {
    let Wanted {
        files,
        owner,
        surroundings,
    } = wanted;
    if surroundings.supabase {
        place.surround(surroundings.exposed).await?;
    }
    let supabase = surroundings.supabase.then_some(owner);
    let mut runner = Runner::begin(place, files, supabase).await?;
    if let Err(error) = runner.run(progress).await {
        let again = runner.lacks_supabase;
        return Ok(Attempt::Refused { error, again });
    }
    let findings = runner.end();
    progress(ScratchStep {
        what: "Reading back what was made".to_owned(),
        done: files.len(),
        total: files.len() + 1,
    });
    let catalog = catalog::read(&place.maker, &|_| {}).await?;
    let expected = mapping::expected(catalog, findings, place, owner)?;
    Ok(Attempt::Made(Box::new(expected)))
}

/// A statement of ours with names put into it where `"$1"`, `"$2"` and so on stand.
fn statement(text: &str, names: &[&str]) -> Statement {
    Statement::assembled(filled(text, names))
}

fn filled(text: &str, names: &[&str]) -> String {
    let mut filled = String::new();
    let mut rest = text;
    while let Some((before, after)) = rest.split_once("\"$") {
        filled.push_str(before);
        rest = match after.split_once('"') {
            Some((number, after)) => {
                let number = number.parse().unwrap_or(0_usize);
                let name = number.checked_sub(1).and_then(|at| names.get(at));
                filled.push_str(&quote_verbatim(name.copied().unwrap_or_default()));
                after
            }
            None => after,
        };
    }
    filled + rest
}

#[cfg(test)]
mod tests {
    use super::filled;

    #[test]
    fn a_name_is_put_in_quoted_and_never_read_again() {
        let text = "grant \"$1\" to \"$2\" as \"$1\"";
        assert_eq!(
            filled(text, &["a\"$2", "b"]),
            "grant \"a\"\"$2\" to \"b\" as \"a\"\"$2\""
        );
    }
}
