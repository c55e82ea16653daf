use super::{Exposure, Level, READ};
use crate::catalog::{
    Catalog, Column, PUBLIC, RoleMembership,
    sample::{column, granted, healthy, role, schema, table},
};

fn level(catalog: &Catalog, privileges: &[&str]) -> Level {
    let relation = catalog.relations.last().unwrap();
    Exposure::of(catalog).reach(relation, privileges).level()
}

fn readers(catalog: &Catalog) -> Vec<&str> {
    let relation = catalog.relations.last().unwrap();
    let reach = Exposure::of(catalog).reach(relation, READ);
    reach.roles.into_iter().collect()
}

#[test]
fn a_role_that_waits_to_be_given_counts_unless_it_owns_something() {
    let catalog = healthy()
        .with_role(role("readers"))
        .with_schema(schema("public").grant("readers", "USAGE"))
        .with(table("public.t").grant("readers", "SELECT"));
    assert_eq!(readers(&catalog), ["readers"]);
    let mut owner = catalog.clone();
    owner.database.owner = "readers".to_owned();
    assert_eq!(level(&owner, READ), Level::Nobody);
    let public = healthy()
        .with_role(role("readers"))
        .with_schema(schema("public").grant(PUBLIC, "USAGE"))
        .with(table("public.t").grant(PUBLIC, "SELECT"));
    assert_eq!(readers(&public), ["app"], "PUBLIC is whoever can log in");
}

#[test]
fn what_a_gateway_does_as_the_service_is_no_exposure() {
    let mut service = role("service");
    service.bypass_row_security = true;
    let mut catalog = healthy()
        .with_role(service)
        .with(table("public.t").grant("service", "SELECT"));
    catalog.memberships.push(RoleMembership {
        member: "app".to_owned(),
        role: "service".to_owned(),
        admin: false,
        inherits: false,
    });
    assert_eq!(level(&catalog, READ), Level::Nobody);
}

#[test]
fn the_owner_alone_is_nobody() {
    assert_eq!(
        level(&healthy().with(table("public.t")), READ),
        Level::Nobody
    );
}

#[test]
fn a_grant_to_a_login_role_reaches_it() {
    let catalog = healthy().with(table("public.t").grant("app", "SELECT"));
    assert_eq!(level(&catalog, READ), Level::Roles);
    assert_eq!(level(&catalog, &["DELETE"]), Level::Nobody);
}

#[test]
fn a_grant_counts_through_membership_also_without_inheritance() {
    let mut catalog = healthy()
        .with_role(role("readers"))
        .with_schema(
            schema("public")
                .grant("app", "USAGE")
                .grant("readers", "USAGE"),
        )
        .with(table("public.t").grant("readers", "SELECT"));
    catalog.memberships.push(RoleMembership {
        member: "app".to_owned(),
        role: "readers".to_owned(),
        admin: false,
        inherits: false,
    });
    assert_eq!(readers(&catalog), ["app"]);
}

#[test]
fn administering_a_role_is_not_having_it() {
    let mut catalog = healthy()
        .with_role(role("readers"))
        .with_schema(
            schema("public")
                .grant("app", "USAGE")
                .grant("readers", "USAGE"),
        )
        .with(table("public.t").grant("readers", "SELECT"));
    catalog.memberships.push(RoleMembership {
        member: "app".to_owned(),
        role: "readers".to_owned(),
        admin: true,
        inherits: false,
    });
    assert_eq!(readers(&catalog), ["readers"], "the role waits to be given");
}

#[test]
fn without_usage_on_the_schema_nobody_reaches() {
    let hidden = healthy()
        .with_schema(schema("inner"))
        .with(table("inner.t").grant("app", "SELECT"));
    assert_eq!(level(&hidden, READ), Level::Nobody);
    let open = hidden.with_schema(schema("inner").grant("app", "USAGE"));
    assert_eq!(level(&open, READ), Level::Roles);
}

#[test]
fn public_reaches_everyone_where_it_may_use_the_schema() {
    let catalog = healthy().with(table("public.t").grant(PUBLIC, "SELECT"));
    assert_eq!(
        level(&catalog, READ),
        Level::Roles,
        "only app may use the schema"
    );
    let open = catalog.with_schema(schema("public").grant(PUBLIC, "USAGE"));
    assert_eq!(level(&open, READ), Level::Everyone);
}

#[test]
fn a_role_that_may_not_connect_reaches_nothing() {
    let mut catalog = healthy()
        .with_role(role("other").login())
        .with_schema(schema("public").grant(PUBLIC, "USAGE"))
        .with(table("public.t").grant("other", "SELECT"));
    assert_eq!(level(&catalog, READ), Level::Nobody);
    catalog.database.grants.push(granted(PUBLIC, "CONNECT"));
    assert_eq!(level(&catalog, READ), Level::Roles);
}

#[test]
fn administrators_are_no_exposure() {
    let mut catalog = healthy()
        .with_role(role("rds_superuser"))
        .with_role(role("master").login())
        .member("master", "rds_superuser")
        .with_schema(schema("public").grant(PUBLIC, "USAGE"))
        .with(
            table("public.t")
                .grant("master", "SELECT")
                .grant("postgres", "SELECT"),
        );
    catalog.database.grants.push(granted(PUBLIC, "CONNECT"));
    assert_eq!(level(&catalog, READ), Level::Nobody);
}

#[test]
fn anonymous_web_callers_are_everyone() {
    let catalog = healthy()
        .with_role(role("anon"))
        .with_schema(schema("public").grant("anon", "USAGE"))
        .with(table("public.t").grant("anon", "SELECT"));
    assert_eq!(level(&catalog, READ), Level::Everyone);
}

#[test]
fn a_column_grant_opens_that_column_alone() {
    let catalog = healthy().with(table("public.t").col("a", "text").with_column(Column {
        grants: vec![granted("app", "SELECT")],
        ..column("b", "text")
    }));
    let exposure = Exposure::of(&catalog);
    let relation = &catalog.relations[0];
    let levels: Vec<Level> = relation
        .columns
        .iter()
        .map(|column| exposure.column_readers(relation, column).level())
        .collect();
    assert_eq!(levels, [Level::Nobody, Level::Roles]);
}
