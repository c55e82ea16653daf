use super::{definers, power};
use crate::audit::{Severity, Status};
use crate::catalog::sample::{column, function, healthy, index, policy, schema, table};
use crate::catalog::{
    Catalog, Column, Function, Generated, Grant, Index, IndexKey, PUBLIC, PolicyCommand,
};

fn open() -> Catalog {
    healthy().with_schema(schema("public").grant(PUBLIC, "USAGE"))
}

fn definer() -> Function {
    Function {
        security_definer: true,
        ..function("public.f")
    }
}

fn fixed(path: &str) -> Function {
    Function {
        settings: vec![format!("search_path={path}")],
        ..definer().callable_by("app")
    }
}

#[test]
fn a_definer_without_search_path_weighs_by_who_calls_it() {
    let rule = &definers::SEARCH_PATH;
    let worst = |function: Function| rule.worst(&open().with_function(function));
    assert_eq!(worst(function("public.f").callable_by(PUBLIC)), None);
    assert_eq!(worst(definer()), Some(Severity::Low));
    assert_eq!(worst(definer().callable_by("app")), Some(Severity::High));
    let trigger = Function {
        returns: Some("trigger".to_owned()),
        ..definer().callable_by(PUBLIC)
    };
    assert_eq!(worst(trigger), Some(Severity::Medium));
    assert_eq!(worst(fixed("pg_catalog, pg_temp")), None);
    let atomic = Function {
        language: "sql".to_owned(),
        definition: Some("CREATE FUNCTION public.f()\n BEGIN ATOMIC\n SELECT 1;\nEND".to_owned()),
        ..definer().callable_by("app")
    };
    assert_eq!(worst(atomic), None);
    let text = Function {
        language: "sql".to_owned(),
        definition: Some(
            "CREATE FUNCTION public.f()\nAS $function$ SELECT 1 $function$".to_owned(),
        ),
        ..definer().callable_by("app")
    };
    assert_eq!(worst(text), Some(Severity::High));
}

#[test]
fn a_fix_names_the_function_with_its_arguments() {
    let mut odd = definer();
    odd.name.name = "Odd".to_owned();
    odd.arguments = "a integer, \"B\" text".to_owned();
    let fix = definers::SEARCH_PATH.findings(&open().with_function(odd))[0]
        .fix_sql
        .clone();
    assert!(fix.unwrap().ends_with(
        "ALTER ROUTINE public.\"Odd\"(a integer, \"B\" text) SET search_path = pg_catalog, public, pg_temp;"
    ));
}

#[test]
fn a_fixed_path_that_others_write_to_is_unsafe() {
    let rule = &definers::UNSAFE_PATH;
    let writable = open().with_schema(schema("shared").grant("app", "CREATE"));
    let worst = |path: &str| rule.worst(&writable.clone().with_function(fixed(path)));
    assert_eq!(worst("shared, pg_temp"), Some(Severity::High));
    assert_eq!(worst("pg_temp, public"), Some(Severity::High));
    assert_eq!(worst("\"$user\", pg_temp"), Some(Severity::Medium));
    assert_eq!(worst("public, pg_temp"), None);
}

/// PostgreSQL documentation, CREATE FUNCTION, Writing SECURITY DEFINER Functions Safely: the temporary schema is searched
/// first by default, also for types, and nobody can do without it but by naming it last.
#[test]
fn a_path_without_pg_temp_at_its_end_is_unsafe_where_callers_may_make_temporary_types() {
    let rule = &definers::UNSAFE_PATH;
    let temporary = |grantee: &str| {
        let mut catalog = open();
        catalog.database.grants.push(Grant {
            grantee: grantee.to_owned(),
            grantor: "postgres".to_owned(),
            privilege: "TEMPORARY".to_owned(),
            grantable: false,
        });
        catalog
    };
    for grantee in ["app", PUBLIC] {
        let fix = |path: &str| {
            let found = rule.findings(&temporary(grantee).with_function(fixed(path)));
            let [finding] = found.as_slice() else {
                panic!("{path}: {found:?}");
            };
            assert_eq!(finding.severity, Severity::Low, "{path}");
            finding.fix_sql.clone().unwrap()
        };
        let set = "ALTER ROUTINE public.f() SET search_path = ";
        assert_eq!(fix("\"\""), format!("{set}pg_catalog, pg_temp;"));
        assert_eq!(fix("pg_catalog"), format!("{set}pg_catalog, pg_temp;"));
        assert_eq!(
            fix("public, \"Odd one\""),
            format!("{set}pg_catalog, public, \"Odd one\", pg_temp;")
        );
        let worst = |function| rule.worst(&temporary(grantee).with_function(function));
        assert_eq!(worst(fixed("pg_catalog, pg_temp")), None);
        assert_eq!(worst(fixed("pg_temp")), None);
        let trigger = Function {
            returns: Some("trigger".to_owned()),
            grants: vec![],
            ..fixed("\"\"")
        };
        assert_eq!(worst(trigger), Some(Severity::Low));
    }
    // Whoever may make nothing temporary here has nothing that is found.
    assert_eq!(rule.worst(&open().with_function(fixed("\"\""))), None);
}

#[test]
fn an_unsafe_path_of_a_function_that_nobody_calls_is_left() {
    let private = Function {
        settings: vec!["search_path=public".to_owned()],
        ..definer()
    };
    assert_eq!(
        definers::UNSAFE_PATH.status(&open().with_function(private)),
        Status::Pass
    );
}

#[test]
fn definers_that_everyone_calls_are_found() {
    let rule = &definers::PUBLIC_EXECUTE;
    let worst = |function: Function| rule.worst(&open().with_function(function));
    assert_eq!(worst(definer().callable_by("app")), None);
    assert_eq!(worst(definer().callable_by(PUBLIC)), Some(Severity::Medium));
    let almighty = Function {
        owner: "postgres".to_owned(),
        ..definer().callable_by(PUBLIC)
    };
    assert_eq!(worst(almighty), Some(Severity::High));
    let trigger = Function {
        returns: Some("trigger".to_owned()),
        ..definer().callable_by(PUBLIC)
    };
    assert_eq!(worst(trigger), None);
    let closed = healthy().with_function(definer().callable_by(PUBLIC));
    assert_eq!(
        rule.status(&closed),
        Status::Pass,
        "PUBLIC may not use the schema"
    );
}

#[test]
fn untrusted_languages_weigh_by_what_they_run_as() {
    let rule = &power::UNTRUSTED_LANGUAGES;
    let untrusted = |language: &str| Function {
        language: language.to_owned(),
        trusted_language: false,
        ..function("public.f")
    };
    let worst = |function: Function| rule.worst(&open().with_function(function));
    assert_eq!(worst(untrusted("plpython3u")), None);
    assert_eq!(
        worst(untrusted("plpython3u").callable_by("app")),
        Some(Severity::Medium)
    );
    assert_eq!(
        worst(untrusted("c").callable_by("app")),
        Some(Severity::Low)
    );
    let definer = Function {
        security_definer: true,
        ..untrusted("plperlu").callable_by("app")
    };
    assert_eq!(worst(definer), Some(Severity::High));
}

#[test]
fn leakproof_is_for_superusers() {
    let rule = &power::LEAKPROOF;
    let leakproof = Function {
        leakproof: true,
        ..function("public.f")
    };
    assert_eq!(
        rule.worst(&open().with_function(leakproof.clone())),
        Some(Severity::Medium)
    );
    let vouched = Function {
        owner: "postgres".to_owned(),
        ..leakproof
    };
    assert_eq!(rule.status(&open().with_function(vouched)), Status::Pass);
}

#[test]
fn a_mutable_path_counts_where_the_schema_relies_on_the_function() {
    let rule = &power::MUTABLE_PATH;
    let with = |table| open().with(table).with_function(function("public.f"));
    assert_eq!(rule.status(&with(table("public.t"))), Status::Pass);
    let filtered = table("public.t").with_policy(policy("p", PolicyCommand::All, "public.f()"));
    assert_eq!(rule.worst(&with(filtered.clone())), Some(Severity::Low));
    let indexed = table("public.t").with_index(Index {
        definition: "CREATE INDEX i ON public.t USING btree (public.f(a))".to_owned(),
        keys: vec![IndexKey {
            column: None,
            operator_class: "text_ops".to_owned(),
            option: 0,
        }],
        ..index("i", &[])
    });
    assert_eq!(rule.worst(&with(indexed)), Some(Severity::Low));
    let generated = table("public.t").with_column(Column {
        generated: Some(Generated::Stored),
        default: Some("public.f(a)".to_owned()),
        ..column("b", "text")
    });
    assert_eq!(rule.worst(&with(generated)), Some(Severity::Low));
    let sound = open().with(filtered).with_function(Function {
        settings: vec!["search_path=\"\"".to_owned()],
        ..function("public.f")
    });
    assert_eq!(rule.status(&sound), Status::Pass);
}
