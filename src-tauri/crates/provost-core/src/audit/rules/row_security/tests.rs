use super::{bypass, performance, policies, protection};
use crate::audit::{Severity, Status};
use crate::catalog::sample::{
    function, granted, healthy, named, policy, role, schema, table, view,
};
use crate::catalog::{
    Catalog, PUBLIC, Policy, PolicyCommand, Relation, RelationKind, Role, Volatility,
};

fn open() -> Catalog {
    healthy().with_schema(schema("public").grant(PUBLIC, "USAGE"))
}

/// A table with row-level security and a sound policy, readable and writable by `app`.
fn guarded(name: &str) -> Relation {
    ["SELECT", "INSERT", "UPDATE", "DELETE"]
        .into_iter()
        .fold(table(name), |table, privilege| {
            table.grant("app", privilege)
        })
        .keyed()
        .col("user_id", "uuid")
        .secured()
        .with_policy(policy(
            "own",
            PolicyCommand::All,
            "(user_id = ( SELECT auth.uid() AS uid))",
        ))
}

#[test]
fn a_database_without_row_security_is_one_finding_by_exposure() {
    let rule = &protection::EXPOSED_TABLES;
    let alone = healthy().with(table("public.people").col("email", "text"));
    assert_eq!(rule.status(&alone), Status::NotApplicable);
    let lookup = healthy()
        .with(table("public.a").grant("app", "SELECT"))
        .with(table("public.b").grant("app", "SELECT"));
    assert_eq!(rule.findings(&lookup).len(), 1);
    assert_eq!(rule.worst(&lookup), Some(Severity::Low));
    let people = table("public.people").col("email", "text");
    let reached = lookup.with(people.clone().grant("app", "SELECT"));
    assert_eq!(rule.worst(&reached), Some(Severity::Medium));
    let everyone = open().with(people.grant(PUBLIC, "SELECT"));
    assert_eq!(rule.worst(&everyone), Some(Severity::High));
}

#[test]
fn beside_protected_tables_an_open_one_is_named() {
    let rule = &protection::EXPOSED_TABLES;
    let sound = open().with(guarded("public.orders"));
    assert_eq!(rule.status(&sound), Status::Pass);
    let lookup = sound
        .clone()
        .with(table("public.colours").grant("app", "SELECT"));
    assert_eq!(rule.status(&lookup), Status::Pass);
    let invoices = table("public.invoices").col("tenant_id", "uuid");
    let hole = sound.clone().with(invoices.grant("app", "SELECT"));
    assert_eq!(rule.worst(&hole), Some(Severity::Medium));
    let secrets = table("public.s")
        .col("password", "text")
        .grant(PUBLIC, "SELECT");
    assert_eq!(rule.worst(&sound.with(secrets)), Some(Severity::Critical));
}

#[test]
fn policies_that_are_switched_off_are_found() {
    let rule = &protection::POLICIES_DISABLED;
    assert_eq!(rule.status(&open().with(guarded("public.t"))), Status::Pass);
    let off = |table: Relation| {
        open().with(Relation {
            row_security: false,
            ..table
        })
    };
    assert_eq!(rule.worst(&off(guarded("public.t"))), Some(Severity::High));
    let public = guarded("public.t").grant(PUBLIC, "SELECT");
    assert_eq!(rule.worst(&off(public)), Some(Severity::Critical));
}

#[test]
fn row_security_without_policy_is_worth_knowing_when_granted() {
    let rule = &protection::NO_POLICIES;
    let silent = table("public.t").secured();
    assert_eq!(rule.status(&healthy().with(silent.clone())), Status::Pass);
    let granted = healthy().with(silent.grant("app", "SELECT"));
    assert_eq!(rule.worst(&granted), Some(Severity::Info));
}

#[test]
fn a_closed_partition_of_a_table_with_policies_is_as_it_should_be() {
    let rule = &protection::NO_POLICIES;
    let part = |name: &str, of: &str| Relation {
        partition_of: Some(named(of)),
        ..table(name).secured().grant("app", "SELECT")
    };
    let below = healthy()
        .with(guarded("public.t"))
        .with(part("public.t_2026", "public.t"))
        .with(part("public.t_2026_11", "public.t_2026"));
    assert_eq!(rule.status(&below), Status::Pass);
    let bare = healthy()
        .with(table("public.t").secured())
        .with(part("public.t_2026", "public.t"));
    assert_eq!(rule.worst(&bare), Some(Severity::Info));
    let circle = healthy().with(part("public.a", "public.a"));
    assert_eq!(rule.worst(&circle), Some(Severity::Info), "a file may say");
}

#[test]
fn an_owner_who_logs_in_must_be_held_too() {
    let rule = &protection::NOT_FORCED;
    assert_eq!(rule.status(&healthy()), Status::NotApplicable);
    assert_eq!(
        rule.status(&healthy().with(guarded("public.t"))),
        Status::Pass
    );
    let own = Relation {
        owner: "app".to_owned(),
        ..guarded("public.t")
    };
    assert_eq!(
        rule.worst(&healthy().with(own.clone())),
        Some(Severity::Medium)
    );
    let forced = Relation {
        force_row_security: true,
        ..own
    };
    assert_eq!(rule.status(&healthy().with(forced)), Status::Pass);
    let deployer = healthy()
        .with_role(role("deployer").login())
        .with(Relation {
            owner: "deployer".to_owned(),
            ..guarded("public.t")
        })
        .with(Relation {
            owner: "deployer".to_owned(),
            ..guarded("public.u")
        });
    let mut deployer = deployer;
    deployer.database.grants.push(granted(PUBLIC, "CONNECT"));
    assert_eq!(
        rule.worst(&deployer),
        Some(Severity::Low),
        "app writes to them"
    );
    assert_eq!(rule.findings(&deployer).len(), 1);
    let behind = healthy()
        .with(guarded("public.t"))
        .member("app", "app_owner");
    assert_eq!(rule.worst(&behind), Some(Severity::Low));
}

#[test]
fn a_policy_that_lets_every_write_pass_is_found() {
    let rule = &policies::ALWAYS_TRUE_WRITES;
    let with = |policy: Policy| {
        let mut table = guarded("public.t");
        table.policies = vec![policy];
        open().with(table)
    };
    assert_eq!(rule.status(&open().with(guarded("public.t"))), Status::Pass);
    assert_eq!(
        rule.worst(&with(policy("p", PolicyCommand::Delete, "true"))),
        Some(Severity::Medium)
    );
    assert_eq!(
        rule.worst(&with(policy(
            "p",
            PolicyCommand::All,
            "(auth.uid() IS NOT NULL)"
        ))),
        Some(Severity::Medium)
    );
    assert_eq!(
        rule.status(&with(policy("p", PolicyCommand::Select, "true"))),
        Status::Pass
    );
    let service = Policy {
        roles: vec!["service".to_owned()],
        ..policy("p", PolicyCommand::All, "true")
    };
    assert_eq!(rule.status(&with(service)), Status::Pass);
    let checked = Policy {
        with_check: Some("(user_id = 1)".to_owned()),
        ..policy("p", PolicyCommand::Update, "true")
    };
    assert_eq!(rule.status(&with(checked)), Status::Pass);
}

#[test]
fn a_restrictive_policy_narrows_an_open_one() {
    let mut table = guarded("public.t");
    table.policies = vec![
        policy("open", PolicyCommand::Delete, "true"),
        Policy {
            permissive: false,
            ..policy("narrow", PolicyCommand::All, "(user_id = 1)")
        },
    ];
    assert_eq!(
        policies::ALWAYS_TRUE_WRITES.status(&open().with(table)),
        Status::Pass
    );
}

#[test]
fn what_the_caller_sets_is_not_trusted() {
    let rule = &policies::TRUSTED_INPUT;
    let with = |using: &str| {
        open().with(guarded("public.t").with_policy(policy("p", PolicyCommand::All, using)))
    };
    assert_eq!(
        rule.worst(&with("((auth.jwt() -> 'user_metadata'::text) IS NOT NULL)")),
        Some(Severity::High)
    );
    assert_eq!(
        rule.worst(&with("(tenant = current_setting('app.tenant'::text))")),
        Some(Severity::Low)
    );
    assert_eq!(
        rule.status(&with(
            "(sub = current_setting('request.jwt.claims'::text, true))"
        )),
        Status::Pass
    );
}

#[test]
fn a_tenant_column_that_no_policy_names_is_found() {
    let rule = &policies::TENANT_COLUMN;
    assert_eq!(
        rule.status(&open().with(guarded("public.t"))),
        Status::NotApplicable
    );
    let tenants = guarded("public.t").col("tenant_id", "uuid");
    assert_eq!(
        rule.worst(&open().with(tenants.clone())),
        Some(Severity::Medium)
    );
    let named = tenants
        .clone()
        .with_policy(policy("p", PolicyCommand::All, "(tenant_id = 1)"));
    assert_eq!(rule.status(&open().with(named)), Status::Pass);
    let looked_up = tenants.with_policy(policy("p", PolicyCommand::All, "public.may_see(id)"));
    let catalog = open()
        .with(looked_up)
        .with_function(function("public.may_see"));
    assert_eq!(rule.status(&catalog), Status::Pass);
}

#[test]
fn a_view_that_reads_as_its_owner_goes_around_the_policies() {
    let rule = &bypass::VIEWS;
    assert_eq!(rule.status(&healthy()), Status::NotApplicable);
    let base = open().with(guarded("public.t"));
    let seen = view("public.v", &["public.t"]).grant("app", "SELECT");
    assert_eq!(
        rule.worst(&base.clone().with(seen.clone())),
        Some(Severity::Medium)
    );
    let nested = base
        .clone()
        .with(view("public.inner", &["public.t"]))
        .with(view("public.v", &["public.inner"]).grant("app", "SELECT"));
    assert_eq!(rule.findings(&nested)[0].subject, "public.v");
    let personal = base.clone().with(seen.clone().col("email", "text"));
    assert_eq!(rule.worst(&personal), Some(Severity::High));
    let invoker = Relation {
        options: vec!["security_invoker=true".to_owned()],
        ..seen.clone()
    };
    assert_eq!(rule.status(&base.clone().with(invoker)), Status::Pass);
    let unread = view("public.v", &["public.t"]);
    assert_eq!(rule.status(&base.clone().with(unread)), Status::Pass);
    let held = Relation {
        owner: "reporting".to_owned(),
        ..seen.clone()
    };
    let other_owner = base.clone().with_role(role("reporting")).with(held);
    assert_eq!(rule.status(&other_owner), Status::Pass);
    let old = rule.findings(&base.with(seen).version(14));
    assert_eq!(
        old[0].fix_sql, None,
        "security_invoker came with PostgreSQL 15"
    );
}

#[test]
fn open_copies_of_protected_rows_are_found() {
    let rule = &bypass::COPIES;
    let base = open().with(guarded("public.t"));
    let stored = Relation {
        kind: RelationKind::MaterializedView,
        ..view("public.m", &["public.t"]).grant("app", "SELECT")
    };
    assert_eq!(
        rule.worst(&base.clone().with(stored)),
        Some(Severity::Medium)
    );
    let partition = Relation {
        partition_of: Some(named("public.t")),
        ..table("public.t_1").grant("app", "SELECT")
    };
    assert_eq!(
        rule.worst(&base.clone().with(partition)),
        Some(Severity::Medium)
    );
    let foreign = Relation {
        kind: RelationKind::ForeignTable,
        ..table("public.f")
            .col("email", "text")
            .grant("app", "SELECT")
    };
    assert_eq!(
        rule.worst(&base.clone().with(foreign)),
        Some(Severity::High)
    );
    assert_eq!(rule.status(&base), Status::Pass);
    assert_eq!(rule.status(&healthy()), Status::NotApplicable);
}

#[test]
fn embeddings_of_protected_rows_are_protected() {
    let rule = &bypass::EMBEDDINGS;
    let embeddings = table("public.e")
        .col("embedding", "vector")
        .col("t_id", "int8")
        .foreign_key(&["t_id"], "public.t", &["id"])
        .grant("app", "SELECT");
    let base = open().with(guarded("public.t"));
    assert_eq!(rule.status(&base), Status::NotApplicable);
    assert_eq!(
        rule.worst(&base.clone().with(embeddings.clone())),
        Some(Severity::Medium)
    );
    assert_eq!(rule.status(&base.with(embeddings.secured())), Status::Pass);
}

#[test]
fn slow_policies_matter_on_large_tables() {
    let slow = |rows: Option<i64>| {
        let table = guarded("public.t").with_policy(policy(
            "p",
            PolicyCommand::Select,
            "(auth.uid() = user_id)",
        ));
        open().with(Relation {
            row_estimate: rows,
            ..table
        })
    };
    for rule in [&performance::MANY_PERMISSIVE, &performance::PER_ROW_CALLS] {
        assert_eq!(
            rule.worst(&slow(Some(1_000_000))),
            Some(Severity::Low),
            "{}",
            rule.id
        );
        assert_eq!(rule.worst(&slow(None)), Some(Severity::Low), "{}", rule.id);
        assert_eq!(rule.status(&slow(Some(100))), Status::Pass, "{}", rule.id);
        assert_eq!(
            rule.status(&open().with(guarded("public.t"))),
            Status::Pass,
            "{}",
            rule.id
        );
    }
}

#[test]
fn own_functions_without_arguments_count_as_calls_for_each_row() {
    let mut caller = function("public.caller");
    caller.volatility = Volatility::Stable;
    let table = Relation {
        row_estimate: Some(1_000_000),
        ..guarded("public.t").with_policy(policy(
            "p",
            PolicyCommand::Select,
            "(public.caller() = user_id)",
        ))
    };
    let catalog = open().with(table).with_function(caller);
    assert_eq!(performance::PER_ROW_CALLS.findings(&catalog).len(), 1);
}

#[test]
fn a_role_with_bypassrls_owns_what_force_cannot_hold() {
    let catalog = healthy()
        .with_role(Role {
            bypass_row_security: true,
            ..role("service").login()
        })
        .with(Relation {
            owner: "service".to_owned(),
            ..guarded("public.t")
        });
    assert_eq!(protection::NOT_FORCED.status(&catalog), Status::Pass);
}
