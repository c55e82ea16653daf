//! Whether a statement is only what it says. Definitions come from servers and files that nobody vouches for, and the script is
//! run by `psql`, which takes a backslash outside of quotes for a command of its own, such as one for the shell.

use crate::schema::comparison::object::ObjectKind;

/// Why a statement may not be written; none when it may.
pub(super) fn fault(sql: &str, kind: ObjectKind) -> Option<&'static str> {
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
fn bare(sql: &str) -> String {
    let mut kept = String::with_capacity(sql.len());
    let mut rest = sql;
    while let Some(first) = rest.chars().next() {
        let skipped = match first {
            '\'' => quoted(rest, '\'', begins_escapes(&kept)),
            '"' => quoted(rest, '"', false),
            '$' => dollar_quoted(rest),
            _ => 0,
        };
        if skipped == 0 {
            kept.push(first);
        } else {
            kept.push(' ');
        }
        let step = if skipped == 0 {
            first.len_utf8()
        } else {
            skipped
        };
        rest = rest.get(step..).unwrap_or_default();
    }
    kept
}

/// Whether the quote that follows begins a text with escapes: `E'…'`, and not the name of a type such as `date'…'`.
fn begins_escapes(before: &str) -> bool {
    let mut signs = before.chars().rev();
    matches!(signs.next(), Some('e' | 'E'))
        && !signs
            .next()
            .is_some_and(|sign| sign.is_alphanumeric() || "_$".contains(sign))
}

/// The length of a quoted text at the start; one without an end reaches to the end.
fn quoted(text: &str, quote: char, escapes: bool) -> usize {
    let mut signs = text.char_indices().skip(1).peekable();
    while let Some((at, sign)) = signs.next() {
        if escapes && sign == '\\' {
            signs.next();
        } else if sign == quote && signs.next_if(|(_, next)| *next == quote).is_none() {
            return at + sign.len_utf8();
        }
    }
    text.len()
}

/// The length of a text in dollar quotes at the start; 0 when none begins there.
fn dollar_quoted(text: &str) -> usize {
    let Some((tag, _)) = text
        .strip_prefix('$')
        .and_then(|inner| inner.split_once('$'))
    else {
        return 0;
    };
    let is_tag = !tag.starts_with(|sign: char| sign.is_ascii_digit())
        && tag
            .chars()
            .all(|sign| sign.is_alphanumeric() || sign == '_');
    if !is_tag {
        return 0;
    }
    let mark = format!("${tag}$");
    let body = text.get(mark.len()..).unwrap_or_default();
    body.find(&mark)
        .map_or(text.len(), |end| mark.len() + end + mark.len())
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
