//! The way back, applied as a person would, and what it leaves.

use provost_core::schema::comparison::script::{Cannot, Script, ScriptStatement};
use provost_core::schema::comparison::{Comparison, Difference, ObjectId};
use provost_tests::plain::Plain;

/// What went wrong: the statement, and the words of the server.
pub(crate) type Refusal<'s> = (&'s ScriptStatement, String);

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
