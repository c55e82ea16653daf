//! The statements of a migration, and what each makes.

use super::lexing::{Part, Parts};

/// What a statement of a migration makes, as far as it matters for tables that are there already.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Making<'t> {
    /// A table.
    Table {
        /// Its name.
        name: &'t str,
        /// Whether it is a partition of another one.
        partition: bool,
    },
    /// An index.
    Index {
        /// Its name.
        name: &'t str,
        /// Its table.
        table: &'t str,
    },
    /// A view, materialised or not.
    View {
        /// Its name.
        name: &'t str,
    },
    /// A policy.
    Policy {
        /// Its table.
        table: &'t str,
    },
    /// Anything else.
    Other,
}

/// The statements of a text of ours, each with its semicolon and with the comments before it.
pub(super) fn statements(text: &str) -> Vec<&str> {
    let mut found = Vec::new();
    let mut begun = text;
    let mut parts = Parts::of(text);
    let mut body = Body::default();
    while let Some(part) = parts.next() {
        let inside = parts.inside() || matches!(part, Part::Dollar(_));
        if inside {
            continue;
        }
        match part {
            Part::Word(word) => body.read(word),
            Part::Sign(";") if !body.is_open() => {
                let rest = parts.rest();
                let length = begun.len() - rest.len();
                found.extend(begun.get(..length).map(str::trim));
                begun = rest;
                body = Body::default();
            }
            _ => {}
        }
    }
    found
}

/// What each statement of a text of ours makes.
pub(super) fn makings(text: &str) -> Vec<Making<'_>> {
    statements(text).into_iter().map(making).collect()
}

/// What a statement makes.
pub(super) fn making(statement: &str) -> Making<'_> {
    let mut words: Vec<&str> = Vec::new();
    for part in Parts::of(statement) {
        match part {
            Part::Word(word) => words.push(word),
            Part::Quoted(name) => words.push(name.trim_matches('"')),
            // A partition says so right after its name, so more than the head is not needed.
            Part::Sign("(") => break,
            _ => {}
        }
    }
    let words: Vec<&str> = words
        .into_iter()
        .filter(|word| {
            !matches!(
                *word,
                "or" | "replace"
                    | "unique"
                    | "materialized"
                    | "only"
                    | "if"
                    | "not"
                    | "exists"
                    | "concurrently"
            )
        })
        .collect();
    match words.as_slice() {
        ["create", "table", "governance", name, rest @ ..] => Making::Table {
            name,
            partition: rest.first() == Some(&"partition"),
        },
        ["create", "index", name, "on", "governance", table, ..] => Making::Index { name, table },
        ["create", "view", "governance", name, ..] => Making::View { name },
        ["create", "policy", _, "on", "governance", table, ..] => Making::Policy { table },
        _ => Making::Other,
    }
}

/// The body of a function in standard SQL, whose statements end with semicolons of their own: `begin atomic … end`.
#[derive(Default)]
struct Body<'t> {
    before: &'t str,
    depth: usize,
}

impl<'t> Body<'t> {
    fn read(&mut self, word: &'t str) {
        match word {
            "atomic" if self.before == "begin" => self.depth = 1,
            "case" if self.depth > 0 => self.depth += 1,
            "end" if self.depth > 0 => self.depth -= 1,
            _ => {}
        }
        self.before = word;
    }

    fn is_open(&self) -> bool {
        self.depth > 0
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const TEXT: &str = "-- A; comment.\n\ncreate table governance.a (x text default ';');\n\
        create function governance.f() returns void language sql begin atomic\n\
        update governance.a set x = case when true then 'a' end; select 1; end;\n\
        do $do$ begin execute 'x;'; end; $do$;\n\
        create unique index a_x on governance.a (x);\n\
        create table governance.a_1 partition of governance.a default;\n\
        create policy p on governance.a for select using (true);";

    #[test]
    fn statements_are_told_apart() {
        let found = statements(TEXT);
        assert_eq!(found.len(), 6, "{found:#?}");
        assert!(found.first().unwrap().starts_with("-- A; comment."));
        assert_eq!(
            makings(TEXT),
            [
                Making::Table {
                    name: "a",
                    partition: false
                },
                Making::Other,
                Making::Other,
                Making::Index {
                    name: "a_x",
                    table: "a"
                },
                Making::Table {
                    name: "a_1",
                    partition: true
                },
                Making::Policy { table: "a" },
            ]
        );
    }
}
