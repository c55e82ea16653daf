//! Names of schemas that try to be more than names.
use proptest::prelude::*;

use super::*;
use crate::schema::clauses::statements;
use crate::schema::scripts;

#[test]
fn names_are_put_where_governance_qualifies_a_name() {
    let text = "select governance.f('governance.t'::regclass), my_governance.x, governance.% -- governance.t, governance.\n\
                from xgovernance.t, \"governance.t\", governance";
    assert_eq!(placed(text, "governance"), text);
    assert_eq!(
        placed(text, "Records"),
        "select \"Records\".f('\"Records\".t'::regclass), my_governance.x, governance.% -- Records.t, governance.\n\
         from xgovernance.t, \"governance.t\", governance"
    );
}

#[test]
fn a_name_is_no_pattern() {
    let text = "format('on %I ' -- all\n 'governance.f()', 'governance.g()')";
    assert_eq!(
        placed(text, "%s"),
        "format('on %I ' -- all\n '\"%%s\".f()', '\"%s\".g()')"
    );
}

#[test]
fn a_name_ends_no_constant_and_no_body() {
    let text = "do $do$ begin perform 'governance.a', E'\\'governance.b'; end $do$; select $$governance.c$$";
    assert_eq!(
        placed(text, "o'$do$\\$$"),
        "do $doq$ begin perform '\"o''$do$\\$$\".a', E'\\'\"o''$do$\\\\$$\".b'; end $doq$; \
         select $q$\"o'$do$\\$$\".c$q$"
    );
}

/// Names of schemas with all that means something in SQL.
fn names() -> impl Strategy<Value = String> {
    let piece = prop_oneof![
        Just("governance".to_owned()),
        Just("$$".to_owned()),
        Just("$do$".to_owned()),
        Just("$sql$".to_owned()),
        Just("--".to_owned()),
        Just("/*".to_owned()),
        Just("🙂".to_owned()),
        "[a-z.'\";$%\\ \n]{1,4}",
    ];
    proptest::collection::vec(piece, 1..8)
        .prop_map(|pieces| pieces.concat().chars().take(15).collect())
}

/// A text's parts that mean something, with names in quotes taken as one.
fn told(text: &str) -> Vec<String> {
    let means = |part: &Part<'_>| {
        !matches!(
            part,
            Part::Space(_) | Part::Comment(_) | Part::Literal(_) | Part::Dollar(_)
        )
    };
    let read = |part: Part<'_>| match part {
        Part::Word(text) | Part::Quoted(text) | Part::Sign(text) => text.to_owned(),
        _ => String::new(),
    };
    Parts::of(text).filter(means).map(read).collect()
}

proptest! {
    #[test]
    fn the_parts_are_the_text(text in "([a-z'\"$;\\\\E/*-]|\\$\\$|\\$a\\$|--|🙂|\n){0,40}") {
        let together: String = Parts::of(&text).map(|part| match part {
            Part::Word(text) | Part::Quoted(text) | Part::Literal(text) | Part::Dollar(text) | Part::Comment(text)
            | Part::Space(text) | Part::Sign(text) => text,
        }).collect();
        prop_assert_eq!(together, text);
    }
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(24))]

    /// Only the name changes: every statement of every migration stays one, with the same words around it.
    #[test]
    fn every_migration_is_the_same_under_any_name(schema in names()) {
        let name = quoted_schema(&schema);
        for migration in scripts() {
            for text in [migration.up, migration.down] {
                let there = placed(text, &schema);
                prop_assert_eq!(statements(&there).len(), statements(text).len());
                let expected: Vec<String> = told(text);
                let found = told(&there);
                prop_assert_eq!(found.len(), expected.len(), "{}", migration.id());
                for (found, expected) in found.iter().zip(&expected) {
                    let same = found == expected || (expected == WRITTEN && *found == name);
                    prop_assert!(same, "{}: {} for {}", migration.id(), found, expected);
                }
            }
        }
    }
}
