//! The way back, applied as a person would, and what it leaves.

use provost_core::catalog::Catalog;
use provost_core::schema::comparison::script::{
    Cannot, Script, ScriptStatement, WarningKind, script,
};
use provost_core::schema::comparison::{Comparison, Difference, ObjectId, Options, compare};
use provost_tests::local::TestServer;
use provost_tests::plain::Plain;

use crate::place::actual;

/// What went wrong: the statement, and the words of the server.
pub(crate) type Refusal<'s> = (&'s ScriptStatement, String);

/// How it ended to lead a database to another.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) enum Ending {
    /// Nothing differs any more but what cannot be written: these things.
    Same { cannot: Vec<Cannot> },
    /// A row broke what should hold, which the script had said.
    Refused,
    /// A statement failed.
    Failed(String),
    /// Something differs.
    Left(Vec<String>),
}

impl Ending {
    pub(crate) fn is_good(&self) -> bool {
        matches!(self, Self::Same { .. } | Self::Refused)
    }
}

/// Everything is compared.
pub(crate) fn everything() -> Options {
    Options {
        schemas: Vec::new(),
        owners: true,
    }
}

/// Brings a database to what is expected.
pub(crate) async fn lead(server: &TestServer, expected: &Catalog, database: &str) -> Ending {
    let is = actual(server, database).await;
    let way = script(expected, &is, &compare(expected, &is, &everything()));
    let mut plain = server.plain(database).await.unwrap();
    if let Err((statement, error)) = apply(&mut plain, &way).await {
        let mut warnings = statement.warnings.iter();
        let said = warnings.any(|one| one.kind == WarningKind::MayFail);
        return if said && of_rows(&error) {
            Ending::Refused
        } else {
            Ending::Failed(format!("{}: {error}", statement.sql))
        };
    }
    drop(plain);
    let after = actual(server, database).await;
    let comparison = compare(expected, &after, &everything());
    let left = left(&comparison, &way.cannot);
    if left.is_empty() {
        Ending::Same { cannot: way.cannot }
    } else {
        Ending::Left(left.into_iter().map(told).collect())
    }
}

/// Runs a script to its end, in one transaction where it says that it can.
pub(crate) async fn apply<'s>(plain: &mut Plain, way: &'s Script) -> Result<(), Refusal<'s>> {
    if way.transactional {
        plain.execute("begin").await.unwrap();
    }
    for line in &way.preparation {
        let whole = line.replace("set local", "set");
        let line = if way.transactional { line } else { &whole };
        plain.execute(line).await.unwrap();
    }
    for one in &way.statements {
        let done = plain.execute(&one.sql).await;
        done.map_err(|error| (one, error.to_string()))?;
    }
    if way.transactional {
        plain.execute("commit").await.unwrap();
    }
    Ok(())
}

/// Whether the rows are why a statement failed: a value that breaks a constraint, or that cannot be read as a type.
fn of_rows(error: &str) -> bool {
    const WORDS: [&str; 9] = [
        "violates",
        "is violated by",
        "contains null values",
        "invalid input",
        "out of range",
        "could not create unique index",
        "value too long",
        "overflow",
        "malformed",
    ];
    WORDS.iter().any(|words| error.contains(words))
}

/// What differs, is no noise, and was not said to be impossible.
pub(crate) fn left<'c>(comparison: &'c Comparison, cannot: &[Cannot]) -> Vec<&'c Difference> {
    let said = |id: &ObjectId| {
        cannot.iter().any(|one| {
            one.object == *id
                || (id.table.as_ref() == Some(&one.object.name) && id.schema == one.object.schema)
        })
    };
    let differences = comparison.differences.iter();
    differences
        .filter(|one| !one.noise && !said(&one.object))
        .collect()
}

/// One difference in words.
pub(crate) fn told(one: &Difference) -> String {
    format!("{} {:?} {:?}", one.object, one.change, one.properties)
}
