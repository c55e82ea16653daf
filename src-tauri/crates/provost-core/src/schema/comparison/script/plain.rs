//! Whether a statement is only what it says. Definitions come from servers and files that nobody vouches for, and the script is
//! run by `psql`, which takes a backslash outside of quotes for a command of its own, such as one for the shell.

use crate::schema::comparison::object::ObjectKind;
use crate::schema::comparison::quotes::quoted_at;

use super::planner::Planner;

/// Leaves out every statement that is more than it says.
pub(super) fn leave_out_what_hides_more(plan: &mut Planner<'_>) {
    for step in std::mem::take(&mut plan.steps) {
        match fault(&step.sql, step.object.kind) {
            Some(reason) => plan.cannot(&step.object, reason),
            None => plan.steps.push(step),
        }
    }
}

/// Why a statement may not be written; none when it may.
fn fault(sql: &str, kind: ObjectKind) -> Option<&'static str> {
    let bare = bare(sql);
    if bare.contains('\\') {
        return Some(
            "Its definition holds a backslash outside of quotes, which psql would take for a command.",
        );
    }
    // The server writes none, and psql reads nested ones to another end than a simple reader.
    if bare.contains("--") || bare.contains("/*") {
        return Some("Its definition holds a comment, which may hide a command.");
    }
    let routine = matches!(kind, ObjectKind::Function | ObjectKind::Procedure);
    let has_body = routine && bare.to_ascii_lowercase().contains("begin atomic");
    let mut depth = 0_usize;
    for sign in bare.chars() {
        match sign {
            '(' => depth += 1,
            ')' => depth = depth.saturating_sub(1),
            ';' if depth == 0 && !has_body => {
                return Some("Its definition holds more than one statement.");
            }
            _ => {}
        }
    }
    None
}

/// The text without what stands in quotes.
pub(super) fn bare(sql: &str) -> String {
    let mut kept = String::with_capacity(sql.len());
    let mut place = 0;
    while let Some(first) = sql.get(place..).and_then(|rest| rest.chars().next()) {
        let skipped = quoted_at(sql, place);
        kept.push(if skipped == 0 { first } else { ' ' });
        place += skipped.max(first.len_utf8());
    }
    kept
}

#[cfg(test)]
mod tests {
    use super::*;

    fn refused(sql: &str) -> bool {
        fault(sql, ObjectKind::Check).is_some()
    }

    #[test]
    fn commands_of_psql_are_refused() {
        assert!(refused(
            "alter table t add constraint c CHECK (true)\n\\! rm -rf /\n"
        ));
        assert!(refused(
            "alter table t add constraint c CHECK (true); commit; drop table t"
        ));
        assert!(refused("create index i on t (a) -- it's\n\\! id"));
        assert!(refused("select 'it''s' \\g"));
        assert!(refused("alter table t add check (d > date'\\'); \\! id '"));
        assert!(refused(
            "alter table t add check (true /* /* */ ' */ ) \\! id '"
        ));
        assert!(refused("select $a$ $b$ $a$ ; drop table t"));
        assert!(
            fault(
                "create rule r as on insert to t do also (delete from a; delete from b)",
                ObjectKind::Rule
            )
            .is_none()
        );
    }

    #[test]
    fn what_stands_in_quotes_is_only_text() {
        assert!(!refused(
            "alter table t add constraint c check (a ~ '^\\d;$')"
        ));
        assert!(!refused(
            "alter table t add constraint c check (a <> E'\\';\\\\')"
        ));
        assert!(!refused("alter table \"a\\b;\" add column c text"));
        let body = "create function f() returns int language sql begin atomic select 1; end";
        assert!(fault(body, ObjectKind::Function).is_none());
        assert!(refused(body));
        let quoted = "create function f() returns int language sql as $f$ select ';\\' $f$";
        assert!(fault(quoted, ObjectKind::Function).is_none());
    }
}
