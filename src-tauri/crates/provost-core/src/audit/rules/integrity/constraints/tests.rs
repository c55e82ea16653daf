use super::*;
use crate::audit::Status;
use crate::catalog::sample::{constraint, function, healthy, index, named, table};
use crate::catalog::{CollationFact, Domain, Index, Trigger};

#[test]
fn what_was_never_validated_is_shown() {
    let mut orders = table("public.orders").keyed();
    orders.constraints.push(Constraint {
        validated: false,
        ..constraint("positive", ConstraintKind::Check, &["id"])
    });
    let checked = validated(&healthy().with(orders));
    assert_eq!(checked.examined, 2);
    assert_eq!(checked.answer.worst(), Some(Severity::Medium));
    assert!(
        checked.answer.findings()[0]
            .fix_sql
            .as_deref()
            .unwrap()
            .ends_with("ALTER TABLE public.orders VALIDATE CONSTRAINT positive;")
    );
    assert_eq!(
        validated(&healthy().with(table("public.a").keyed()))
            .answer
            .status(),
        Status::Pass
    );
}

#[test]
fn a_constraint_that_is_not_enforced_has_no_simple_mending() {
    let mut orders = table("public.orders");
    orders.constraints.push(Constraint {
        validated: false,
        enforced: false,
        ..constraint("positive", ConstraintKind::Check, &["id"])
    });
    let answer = validated(&healthy().with(orders)).answer;
    assert!(
        answer.findings()[0]
            .statement
            .starts_with("is NOT ENFORCED")
    );
    assert!(answer.findings()[0].fix_sql.is_none());
}

#[test]
fn domains_have_constraints_too() {
    let mut catalog = healthy();
    catalog.domains.push(Domain {
        name: named("public.email"),
        owner: "app_owner".to_owned(),
        base_type: "text".to_owned(),
        not_null: false,
        default: None,
        collation: None,
        checks: vec![("has_at".to_owned(), "CHECK (VALUE ~ '@')".to_owned(), false)],
        comment: None,
        grants: vec![],
    });
    assert_eq!(
        validated(&catalog).answer.findings()[0].subject,
        "public.email.has_at"
    );
}

fn broken(name: &str) -> Index {
    Index {
        valid: false,
        ..index(name, &["id"])
    }
}

#[test]
fn an_invalid_index_is_built_again() {
    let answer =
        valid_indexes(&healthy().with(table("public.t").with_index(broken("t_id")))).answer;
    assert!(
        answer.findings()[0]
            .fix_sql
            .as_deref()
            .unwrap()
            .ends_with("REINDEX INDEX CONCURRENTLY public.t_id;")
    );
    let left =
        valid_indexes(&healthy().with(table("public.t").with_index(broken("t_id_ccnew")))).answer;
    assert!(
        left.findings()[0]
            .fix_sql
            .as_deref()
            .unwrap()
            .ends_with("DROP INDEX CONCURRENTLY public.t_id_ccnew;")
    );
}

#[test]
fn builds_in_progress_and_partitioned_parents_are_left_out() {
    let building = Index {
        in_progress: true,
        ..broken("t_id")
    };
    let mut parent = table("public.p").with_index(broken("p_id"));
    parent.kind = RelationKind::PartitionedTable;
    let catalog = healthy()
        .with(table("public.t").with_index(building))
        .with(parent);
    assert_eq!(valid_indexes(&catalog).answer.status(), Status::Pass);
}

#[test]
fn without_rights_a_running_build_may_look_invalid() {
    let mut catalog = healthy().with(table("public.t").with_index(broken("t_id")));
    catalog.server.reads_all_statistics = false;
    let answer = valid_indexes(&catalog).answer;
    assert!(
        answer.findings()[0]
            .facts
            .iter()
            .any(|fact| fact.name == "caution")
    );
}

fn trigger(name: &str, enabled: &str, internal: bool) -> Trigger {
    Trigger {
        name: name.to_owned(),
        definition: String::new(),
        function: function("public.stamp").name,
        enabled: enabled.to_owned(),
        internal,
        inherited: false,
        comment: None,
    }
}

fn triggered(trigger: Trigger) -> Checked {
    let mut table = table("public.t");
    table.triggers.push(trigger);
    enabled_triggers(&healthy().with(table))
}

#[test]
fn disabled_triggers_count_by_what_they_did() {
    assert_eq!(
        triggered(trigger("stamp", "D", false)).answer.worst(),
        Some(Severity::Medium)
    );
    assert_eq!(
        triggered(trigger("write_audit", "D", false)).answer.worst(),
        Some(Severity::High)
    );
    let internal = triggered(trigger("RI_ConstraintTrigger_c_1", "D", true)).answer;
    assert_eq!(internal.worst(), Some(Severity::High));
    assert!(
        internal.findings()[0]
            .fix_sql
            .as_deref()
            .unwrap()
            .contains("ENABLE TRIGGER \"RI_ConstraintTrigger_c_1\";")
    );
    for enabled in ["O", "R", "A"] {
        assert_eq!(
            triggered(trigger("stamp", enabled, false)).answer.status(),
            Status::Pass
        );
    }
}

#[test]
fn a_sort_order_that_moved_is_high() {
    let mut catalog = healthy();
    assert_eq!(collation_versions(&catalog).answer.status(), Status::Pass);
    for name in ["pg_catalog.default", "public.german"] {
        catalog.outdated_collations.push(CollationFact {
            name: named(name),
            recorded: "2.31".to_owned(),
            actual: "2.36".to_owned(),
        });
    }
    let answer = collation_versions(&catalog).answer;
    assert_eq!(answer.worst(), Some(Severity::High));
    let fixes: Vec<&str> = answer
        .findings()
        .iter()
        .filter_map(|finding| finding.fix_sql.as_deref())
        .collect();
    assert!(fixes[0].ends_with("ALTER DATABASE shop REFRESH COLLATION VERSION;"));
    assert!(fixes[1].ends_with("ALTER COLLATION public.german REFRESH VERSION;"));
}
