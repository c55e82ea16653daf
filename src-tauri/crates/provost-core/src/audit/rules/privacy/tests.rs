use super::{care, exposed, outflows};
use crate::audit::{Severity, Status};
use crate::catalog::sample::{column, granted, healthy, named, policy, role, schema, table, view};
use crate::catalog::{Catalog, Column, PUBLIC, PolicyCommand, Publication, Relation, RelationKind};

/// `app` and `analyst` may both log in and use the schema `public`.
fn shared() -> Catalog {
    let mut catalog = healthy().with_role(role("analyst").login());
    catalog.database.grants.push(granted("analyst", "CONNECT"));
    catalog.with_schema(
        schema("public")
            .grant("app", "USAGE")
            .grant("analyst", "USAGE"),
    )
}

fn open() -> Catalog {
    healthy().with_schema(schema("public").grant(PUBLIC, "USAGE"))
}

fn people() -> Relation {
    table("public.people")
        .col("email", "text")
        .col("last_name", "text")
}

#[test]
fn personal_columns_weigh_by_who_reads_them() {
    let rule = &exposed::PERSONAL_DATA;
    assert_eq!(rule.status(&healthy().with(people())), Status::Pass);
    let application = healthy().with(people().grant("app", "SELECT"));
    assert_eq!(rule.worst(&application), Some(Severity::Low));
    let two = shared().with(people().grant("app", "SELECT").grant("analyst", "SELECT"));
    assert_eq!(rule.worst(&two), Some(Severity::Medium));
    let everyone = open().with(people().grant(PUBLIC, "SELECT"));
    assert_eq!(rule.worst(&everyone), Some(Severity::High));
    let health = table("public.visits")
        .col("diagnosis", "text")
        .grant(PUBLIC, "SELECT");
    assert_eq!(rule.worst(&open().with(health)), Some(Severity::Critical));
}

#[test]
fn an_application_that_reads_many_tables_is_one_finding() {
    let catalog = ["public.a", "public.b", "public.c"]
        .iter()
        .fold(healthy(), |catalog, name| {
            catalog.with(table(name).col("email", "text").grant("app", "SELECT"))
        });
    assert_eq!(exposed::PERSONAL_DATA.findings(&catalog).len(), 1);
}

#[test]
fn what_protects_a_personal_column_is_seen() {
    let rule = &exposed::PERSONAL_DATA;
    let read = |table: Relation| rule.worst(&open().with(table.grant(PUBLIC, "SELECT")));
    let own = policy("own", PolicyCommand::Select, "(id = 1)");
    assert_eq!(read(people().secured().with_policy(own)), None);
    assert_eq!(read(people().secured()), None, "no policy, no row");
    let all = policy("all", PolicyCommand::Select, "true");
    assert_eq!(
        read(people().secured().with_policy(all)),
        Some(Severity::High)
    );
    let masked = table("public.t").with_column(Column {
        security_labels: vec!["anon: MASKED WITH VALUE NULL".to_owned()],
        ..column("email", "text")
    });
    assert_eq!(read(masked), None);
    let invoker = Relation {
        options: vec!["security_invoker=true".to_owned()],
        ..view("public.v", &["public.people"]).col("email", "text")
    };
    assert_eq!(read(invoker), None);
}

#[test]
fn a_grant_on_other_columns_does_not_expose() {
    let table = people().with_column(Column {
        grants: vec![granted(PUBLIC, "SELECT")],
        ..column("colour", "text")
    });
    assert_eq!(
        exposed::PERSONAL_DATA.status(&open().with(table)),
        Status::Pass
    );
}

#[test]
fn credentials_as_they_are_weigh_by_who_reads_them() {
    let rule = &exposed::CREDENTIALS;
    let keys = || table("public.clients").col("api_key", "text");
    assert_eq!(rule.worst(&healthy().with(keys())), Some(Severity::Medium));
    let two = shared().with(keys().grant("app", "SELECT").grant("analyst", "SELECT"));
    assert_eq!(rule.worst(&two), Some(Severity::High));
    let everyone = open().with(keys().grant(PUBLIC, "SELECT"));
    assert_eq!(rule.worst(&everyone), Some(Severity::Critical));
}

#[test]
fn credentials_that_are_covered_are_left() {
    let passes =
        |relation: Relation| exposed::CREDENTIALS.status(&healthy().with(relation)) == Status::Pass;
    assert!(passes(table("public.t").col("password_hash", "text")));
    assert!(passes(table("public.t").col("encrypted_password", "text")));
    assert!(passes(table("public.t").col("client_secret", "bytea")));
    assert!(passes(table("public.t").with_column(Column {
        comment: Some("Encrypted with the key of the vault.".to_owned()),
        ..column("client_secret", "text")
    })));
    assert!(passes(
        table("public.auth_user")
            .col("password", "varchar")
            .col("last_login", "timestamptz")
    ));
    assert!(passes(table("public.t").with_column(Column {
        data_type: "character(60)".to_owned(),
        ..column("password", "bpchar")
    })));
    assert!(!passes(table("public.t").col("password", "text")));
}

#[test]
fn outflows_are_publications_and_foreign_tables() {
    let rule = &outflows::OUTFLOWS;
    assert_eq!(
        rule.status(&healthy().with(people())),
        Status::NotApplicable
    );
    let published = |tables: &[&str], all_tables: bool| {
        let mut catalog = healthy().with(people()).with(table("public.orders"));
        catalog.publications.push(Publication {
            name: "feed".to_owned(),
            owner: "app_owner".to_owned(),
            all_tables,
            tables: tables.iter().map(|name| named(name)).collect(),
            operations: vec!["insert".to_owned()],
            ..Publication::default()
        });
        catalog
    };
    assert_eq!(
        rule.status(&published(&["public.orders"], false)),
        Status::Pass
    );
    assert_eq!(
        rule.worst(&published(&["public.people"], false)),
        Some(Severity::Medium)
    );
    let all = published(&[], true).with(table("public.t").col("diagnosis", "text"));
    assert_eq!(rule.worst(&all), Some(Severity::High));
    let foreign = Relation {
        kind: RelationKind::ForeignTable,
        foreign_server: Some("crm".to_owned()),
        ..people()
    };
    assert_eq!(rule.worst(&healthy().with(foreign)), Some(Severity::Medium));
}

#[test]
fn personal_columns_without_comment_are_one_low_finding() {
    let rule = &care::DOCUMENTED;
    assert_eq!(rule.status(&healthy()), Status::NotApplicable);
    assert_eq!(rule.findings(&healthy().with(people())).len(), 1);
    assert_eq!(rule.worst(&healthy().with(people())), Some(Severity::Low));
    let said = table("public.people").with_column(Column {
        comment: Some("Where receipts go.".to_owned()),
        ..column("email", "text")
    });
    assert_eq!(rule.status(&healthy().with(said)), Status::Pass);
}

#[test]
fn retention_is_asked_of_a_person_unless_a_column_says_it() {
    let rule = &care::RETENTION;
    assert_eq!(rule.status(&healthy()), Status::NotApplicable);
    assert_eq!(rule.status(&healthy().with(people())), Status::Manual);
    let ends = people().col("retention_until", "date");
    assert_eq!(rule.status(&healthy().with(ends)), Status::Pass);
}
