use super::*;
use crate::audit::Status;
use crate::catalog::Domain;
use crate::catalog::sample::{column, constraint, healthy, named, table};

fn child(data_type: &str) -> Relation {
    table("public.orders")
        .keyed()
        .col("user_id", data_type)
        .foreign_key(&["user_id"], "public.users", &["id"])
}

#[test]
fn a_narrower_reference_will_fail() {
    let catalog = healthy()
        .with(table("public.users").keyed())
        .with(child("integer"));
    let answer = types(&catalog).answer;
    assert_eq!(answer.worst(), Some(Severity::Medium));
    let fix = answer.findings()[0].fix_sql.as_deref().unwrap();
    assert!(
        fix.contains("ALTER TABLE public.orders ALTER COLUMN user_id TYPE bigint;"),
        "{fix}"
    );
}

#[test]
fn other_differences_cost_a_cast() {
    let catalog = healthy()
        .with(table("public.users").keyed())
        .with(child("numeric(20,0)"));
    assert_eq!(types(&catalog).answer.worst(), Some(Severity::Low));
}

#[test]
fn lengths_domains_and_text_agree() {
    let parent = table("public.users").col("id", "character varying(64)");
    for data_type in ["character varying(32)", "text"] {
        let catalog = healthy().with(parent.clone()).with(child(data_type));
        assert_eq!(types(&catalog).answer.status(), Status::Pass, "{data_type}");
    }
    let mut catalog = healthy()
        .with(table("public.users").keyed())
        .with(child("public.user_id"));
    for column in catalog
        .relations
        .iter_mut()
        .flat_map(|table| &mut table.columns)
    {
        if column.data_type == "public.user_id" {
            column.type_name = "user_id".to_owned();
            column.type_schema = "public".to_owned();
        }
    }
    catalog.domains.push(Domain {
        name: named("public.user_id"),
        owner: "app_owner".to_owned(),
        base_type: "bigint".to_owned(),
        not_null: false,
        default: None,
        collation: None,
        checks: vec![],
        comment: None,
        grants: vec![],
    });
    assert_eq!(types(&catalog).answer.status(), Status::Pass);
}

#[test]
fn precision_in_the_middle_of_a_type_does_not_count() {
    let column = column("at", "timestamp(3) with time zone");
    assert_eq!(base_type(&healthy(), &column), "timestamp with time zone");
}

fn pair(a_not_null: bool, definition: &str) -> Relation {
    let mut table = table("public.orders")
        .with_column(Column {
            not_null: a_not_null,
            ..column("tenant", "bigint")
        })
        .col("user_id", "bigint")
        .foreign_key(&["tenant", "user_id"], "public.users", &["tenant", "id"]);
    for key in &mut table.constraints {
        definition.clone_into(&mut key.definition);
    }
    table
}

#[test]
fn two_columns_that_may_be_null_switch_the_check_off() {
    assert_eq!(
        nulls(&healthy().with(pair(false, ""))).answer.worst(),
        Some(Severity::Low)
    );
}

#[test]
fn one_null_means_no_reference() {
    assert_eq!(
        nulls(&healthy().with(pair(true, ""))).answer.status(),
        Status::Pass
    );
    let full = pair(
        false,
        "FOREIGN KEY (tenant, user_id) REFERENCES users(tenant, id) MATCH FULL",
    );
    assert_eq!(nulls(&healthy().with(full)).answer.status(), Status::Pass);
    let mut settled = pair(false, "");
    let mut check = constraint("whole", ConstraintKind::Check, &["tenant", "user_id"]);
    check.definition = "CHECK (((tenant IS NULL) = (user_id IS NULL)))".to_owned();
    settled.constraints.push(check);
    assert_eq!(
        nulls(&healthy().with(settled)).answer.status(),
        Status::Pass
    );
}

fn twice(on_delete: &str) -> Relation {
    let mut table = child("bigint");
    let mut copy = table.constraints.last().unwrap().clone();
    copy.name = "orders_user_again".to_owned();
    on_delete.clone_into(&mut copy.on_delete);
    table.constraints.push(copy);
    table
}

#[test]
fn a_reference_declared_twice_is_dropped_once() {
    let answer = duplicates(&healthy().with(twice("a"))).answer;
    assert_eq!(answer.worst(), Some(Severity::Low));
    assert_eq!(
        answer.findings()[0].fix_sql.as_deref(),
        Some("ALTER TABLE public.orders DROP CONSTRAINT orders_user_again;")
    );
    let differing = duplicates(&healthy().with(twice("c"))).answer;
    assert_eq!(differing.worst(), Some(Severity::Medium));
    assert!(differing.findings()[0].fix_sql.is_none());
    assert_eq!(
        duplicates(&healthy().with(child("bigint"))).answer.status(),
        Status::Pass
    );
}
