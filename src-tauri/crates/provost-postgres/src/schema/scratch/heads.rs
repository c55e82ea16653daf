//! What a statement of somebody else is about, from its first words: for what is told about it, never for what it does.

use provost_core::schema::{Part, PartKind};

use crate::schema::lexing::{self, Parts};

/// How many parts of a statement are looked at.
const DEPTH: usize = 200;

/// A word or name of a statement.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Token<'t> {
    /// As it stands there.
    pub(super) raw: &'t str,
    /// After how many bytes.
    pub(super) at: usize,
    /// As the server reads it.
    pub(super) name: String,
    /// Whether a dot comes before it.
    dotted: bool,
}

/// The words of a statement's beginning; other signs than dots are left out.
pub(super) fn tokens(statement: &str) -> Vec<Token<'_>> {
    let mut found: Vec<Token<'_>> = Vec::new();
    let mut dotted = false;
    let mut parts = Parts::of(statement);
    while let Some(part) = parts.next().filter(|_| found.len() < DEPTH) {
        let (raw, name) = match part {
            lexing::Part::Word(word) => (word, word.to_lowercase()),
            lexing::Part::Quoted(quoted) => {
                let inner = quoted.strip_prefix('"').unwrap_or(quoted);
                let inner = inner.strip_suffix('"').unwrap_or(inner);
                (quoted, inner.replace("\"\"", "\""))
            }
            lexing::Part::Sign(".") => {
                dotted = true;
                continue;
            }
            lexing::Part::Space(_) | lexing::Part::Comment(_) => continue,
            lexing::Part::Sign(sign) => (sign, sign.to_owned()),
            lexing::Part::Literal(text) | lexing::Part::Dollar(text) => (text, String::new()),
        };
        let at = statement.len() - parts.rest().len() - raw.len();
        found.push(Token {
            raw,
            at,
            name,
            dotted,
        });
        dotted = false;
    }
    found
}

/// The first words of a statement as one line, for a message.
pub(super) fn beginning(statement: &str) -> String {
    let words: Vec<&str> = statement.split_whitespace().collect();
    let line = words.join(" ");
    let cut: String = line.chars().take(80).collect();
    if cut.len() < line.len() {
        format!("{} …", cut.trim_end())
    } else {
        cut
    }
}

/// Words between `create` and the kind, or between the kind and the name, that say nothing about either.
const FILLERS: [&str; 20] = [
    "or",
    "replace",
    "temp",
    "temporary",
    "unlogged",
    "global",
    "local",
    "recursive",
    "materialized",
    "unique",
    "constraint",
    "trusted",
    "procedural",
    "default",
    "concurrently",
    "if",
    "not",
    "exists",
    "only",
    "foreign",
];

/// The part of a schema that a statement makes or changes.
pub(super) fn part(statement: &str) -> Option<Part> {
    let tokens = tokens(statement);
    let (verb, rest) = tokens.split_first()?;
    let rest: Vec<&Token<'_>> = rest
        .iter()
        .skip_while(|token| FILLERS.contains(&token.name.as_str()))
        .collect();
    match verb.name.as_str() {
        "create" => created(&rest),
        "alter" => altered(&rest),
        "set" => {
            let names = rest.iter().any(|token| token.name == "default_tablespace");
            names.then(|| standing(PartKind::Tablespace, (None, String::new())))
        }
        _ => None,
    }
}

fn created(rest: &[&Token<'_>]) -> Option<Part> {
    let (kind, rest) = rest.split_first()?;
    let kind = match kind.name.as_str() {
        "table" | "view" => PartKind::Relation,
        "index" => return index(rest),
        "function" | "procedure" | "aggregate" => PartKind::Function,
        "type" | "domain" => PartKind::Type,
        "sequence" => PartKind::Sequence,
        "statistics" => PartKind::Statistics,
        "extension" => PartKind::Extension,
        "publication" => PartKind::Publication,
        "subscription" => PartKind::Subscription,
        "server" => PartKind::ForeignServer,
        "schema" => PartKind::Schema,
        "event" => {
            let (name, _) = named(rest.get(1..)?)?;
            return Some(standing(PartKind::EventTrigger, name));
        }
        "policy" => return hanging(PartKind::Policy, rest, "on"),
        "trigger" => return hanging(PartKind::Trigger, rest, "on"),
        "rule" => return hanging(PartKind::Rule, rest, "to"),
        _ => return None,
    };
    let (name, _) = named(rest)?;
    Some(standing(kind, name))
}

/// `alter table t add constraint c` and `alter table t add column c`.
fn altered(rest: &[&Token<'_>]) -> Option<Part> {
    let (kind, rest) = rest.split_first()?;
    if kind.name != "table" {
        return None;
    }
    let (table, rest) = named(rest)?;
    let words: Vec<&str> = rest.iter().map(|token| token.name.as_str()).collect();
    let (kind, skip) = match words.as_slice() {
        ["add", "constraint", ..] => (PartKind::Constraint, 2),
        ["add", "column", "if", ..] => (PartKind::Column, 5),
        ["add", "column", ..] => (PartKind::Column, 2),
        _ => return None,
    };
    let ((_, name), _) = named(rest.get(skip..)?)?;
    Some(Part {
        kind,
        schema: table.0,
        table: Some(table.1),
        name,
    })
}

fn index(rest: &[&Token<'_>]) -> Option<Part> {
    let ((_, name), rest) = named(rest)?;
    let rest: Vec<&Token<'_>> = rest
        .iter()
        .skip_while(|token| ["on", "only"].contains(&token.name.as_str()))
        .copied()
        .collect();
    let (table, _) = named(&rest)?;
    Some(Part {
        kind: PartKind::Index,
        schema: table.0,
        table: Some(table.1),
        name,
    })
}

/// A name, and the table that comes after a word.
fn hanging(kind: PartKind, rest: &[&Token<'_>], word: &str) -> Option<Part> {
    let ((_, name), rest) = named(rest)?;
    let at = rest.iter().position(|token| token.name == word)?;
    let (table, _) = named(rest.get(at + 1..)?)?;
    Some(Part {
        kind,
        schema: table.0,
        table: Some(table.1),
        name,
    })
}

fn standing(kind: PartKind, (schema, name): (Option<String>, String)) -> Part {
    Part {
        kind,
        schema,
        table: None,
        name,
    }
}

type Name = (Option<String>, String);

/// The name at the beginning, with its schema, and what comes after it.
fn named<'a, 't>(tokens: &'a [&'t Token<'t>]) -> Option<(Name, &'a [&'t Token<'t>])> {
    let fillers = tokens
        .iter()
        .take_while(|token| FILLERS.contains(&token.name.as_str()))
        .count();
    let (first, rest) = tokens.get(fillers..)?.split_first()?;
    match rest.split_first() {
        Some((second, rest)) if second.dotted => {
            Some(((Some(first.name.clone()), second.name.clone()), rest))
        }
        _ => Some(((None, first.name.clone()), rest)),
    }
}

/// An extension that a statement asks for, and the schema that it names.
pub(super) fn extension(statement: &str) -> Option<(String, Option<String>)> {
    let part = part(statement).filter(|part| part.kind == PartKind::Extension)?;
    let tokens = tokens(statement);
    let at = tokens.iter().position(|token| token.name == "schema");
    let schema = at
        .and_then(|at| tokens.get(at + 1))
        .map(|token| token.name.clone());
    Some((part.name, schema))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_first_words_tell_what_a_statement_makes() {
        for (statement, told) in [
            (
                "CREATE UNIQUE INDEX CONCURRENTLY IF NOT EXISTS \"A b\" ON ONLY app.t (x)",
                "index app.t.A b",
            ),
            (
                "create materialized view app.v as select 1",
                "table or view app.v",
            ),
            (
                "create or replace function f(a int) returns int",
                "function f",
            ),
            (
                "alter table only app.t add constraint c check (x > 0)",
                "constraint app.t.c",
            ),
            (
                "alter table if exists t add column if not exists c int",
                "column t.c",
            ),
            (
                "create event trigger e on ddl_command_end",
                "event trigger e",
            ),
            (
                "create policy p on app.t for select using (true)",
                "policy app.t.p",
            ),
            (
                "create extension if not exists \"uuid-ossp\" with schema x",
                "extension uuid-ossp",
            ),
        ] {
            let found = part(statement).map(|part| part.to_string());
            assert_eq!(found.as_deref(), Some(told), "{statement}");
        }
        assert_eq!(part("select 1"), None);
        assert_eq!(part("create"), None);
    }

    #[test]
    fn an_extension_may_name_its_schema() {
        let found = extension("create extension vector with schema \"My x\" cascade");
        assert_eq!(found, Some(("vector".to_owned(), Some("My x".to_owned()))));
    }

    #[test]
    fn a_long_statement_is_cut() {
        let long = format!("create table t (\n  {}", "x int, ".repeat(40));
        let told = beginning(&long);
        assert!(
            told.starts_with("create table t ( x int") && told.ends_with('…') && told.len() < 90
        );
    }
}
