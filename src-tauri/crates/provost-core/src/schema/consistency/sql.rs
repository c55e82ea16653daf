//! The statements of a script as commands of a plan.

use crate::schema::comparison::script::ScriptStatement;

/// The words that a statement can begin with.
const VERBS: [&str; 4] = ["alter ", "create ", "drop ", "refresh "];
/// What stands before a statement of the way that holds its lock for less time.
const APART: &str = "then, in a transaction of its own: ";

/// The statement that holds its lock for less time where that can be written, else the plain one. Advice in words stands
/// beside the statement in the script, and is no command.
pub(super) fn gentlest(statement: &ScriptStatement) -> String {
    let safer = statement
        .warnings
        .iter()
        .find_map(|warning| warning.safer.as_deref());
    safer
        .and_then(|safer| safer.lines().map(command).collect::<Option<Vec<_>>>())
        .map_or_else(|| ended(&statement.sql), |lines| lines.join("\n"))
}

fn command(line: &str) -> Option<String> {
    if let Some(sql) = line.strip_prefix(APART) {
        return Some(format!(
            "-- In a transaction of its own:\n{}",
            command(sql)?
        ));
    }
    let lower = line.to_lowercase();
    // Advice can begin with the same word, and then has no name in it.
    let is_sql = VERBS.iter().any(|verb| lower.starts_with(verb)) && !lower.contains(", then ");
    is_sql.then(|| ended(line))
}

/// A statement with the semicolon that a script leaves out.
pub(super) fn ended(sql: &str) -> String {
    format!("{};", sql.trim_end().trim_end_matches(';'))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::schema::comparison::script::{Warning, WarningKind};
    use crate::schema::comparison::{ObjectId, ObjectKind};

    fn statement(safer: Option<&str>) -> ScriptStatement {
        ScriptStatement {
            object: ObjectId {
                schema: None,
                table: None,
                kind: ObjectKind::Check,
                name: "c".to_owned(),
            },
            sql: "alter table t add constraint c check (x > 0)".to_owned(),
            warnings: vec![Warning {
                kind: WarningKind::LocksLong,
                text: String::new(),
                safer: safer.map(str::to_owned),
            }],
        }
    }

    #[test]
    fn a_safer_way_is_a_command_and_advice_is_none() {
        let plain = "alter table t add constraint c check (x > 0);";
        assert_eq!(gentlest(&statement(None)), plain);
        for advice in [
            "add the column without NOT NULL, fill it, then set it NOT NULL",
            "create the index with ONLY on the partitioned table, then concurrently on each partition, and attach those",
        ] {
            assert_eq!(gentlest(&statement(Some(advice))), plain);
        }
        let safer = "alter table t add c not valid;\nthen, in a transaction of its own: alter table t validate constraint c";
        assert_eq!(
            gentlest(&statement(Some(safer))),
            "alter table t add c not valid;\n-- In a transaction of its own:\nalter table t validate constraint c;"
        );
    }
}
