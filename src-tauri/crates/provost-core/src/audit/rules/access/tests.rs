use super::{containers, memberships, roles, tables};
use crate::audit::{Severity, Status};
use crate::catalog::sample::{granted, healthy, role, schema, table};
use crate::catalog::{
    Catalog, DefaultPrivilege, Grant, PUBLIC, PasswordHash, Relation, Role, RoleMembership,
    SessionFacts, Visible,
};

/// Every role may use the schema `public`.
fn open() -> Catalog {
    healthy().with_schema(schema("public").grant(PUBLIC, "USAGE"))
}

#[test]
fn a_public_grant_weighs_by_what_it_opens() {
    let rule = &tables::PUBLIC_GRANTS;
    let read = |table: Relation| open().with(table.grant(PUBLIC, "SELECT"));
    assert_eq!(rule.status(&open().with(table("public.t"))), Status::Pass);
    assert_eq!(
        rule.worst(&read(table("public.t").col("amount", "int4"))),
        Some(Severity::Medium)
    );
    assert_eq!(
        rule.worst(&read(table("public.t").col("email", "text"))),
        Some(Severity::High)
    );
    assert_eq!(
        rule.worst(&open().with(table("public.t").grant(PUBLIC, "DELETE"))),
        Some(Severity::High)
    );
    assert_eq!(
        rule.worst(&read(table("public.t").col("email", "text").secured())),
        Some(Severity::Low)
    );
}

#[test]
fn a_public_grant_that_nobody_reaches_is_low() {
    let rule = &tables::PUBLIC_GRANTS;
    let closed = healthy().with(table("public.t").grant(PUBLIC, "SELECT"));
    assert_eq!(rule.worst(&closed), Some(Severity::Low));
    let mut alone = open().with(table("public.t").grant(PUBLIC, "SELECT"));
    alone.roles.retain(|role| role.name != "app");
    assert_eq!(rule.worst(&alone), Some(Severity::Low));
}

#[test]
fn a_partition_is_not_reported_beside_its_parent() {
    let partition = Relation {
        partition_of: Some(table("public.t").name),
        ..table("public.t_1").grant(PUBLIC, "SELECT")
    };
    let both = open()
        .with(table("public.t").grant(PUBLIC, "SELECT"))
        .with(partition.clone());
    assert_eq!(tables::PUBLIC_GRANTS.findings(&both).len(), 1);
    let alone = open().with(table("public.t")).with(partition);
    assert_eq!(tables::PUBLIC_GRANTS.findings(&alone).len(), 1);
}

#[test]
fn names_in_a_fix_are_quoted() {
    let catalog = open().with(table("public.Odd \"name\"").grant(PUBLIC, "SELECT"));
    let fix = tables::PUBLIC_GRANTS.findings(&catalog)[0].fix_sql.clone();
    assert!(
        fix.unwrap()
            .contains("ON TABLE public.\"Odd \"\"name\"\"\" FROM PUBLIC;")
    );
}

#[test]
fn grant_options_count_for_others_than_the_owner() {
    let rule = &tables::GRANT_OPTIONS;
    let with = |grantee: &str| {
        let mut table = table("public.t");
        table.grants.push(Grant {
            grantable: true,
            ..granted(grantee, "SELECT")
        });
        healthy().with(table)
    };
    assert_eq!(rule.worst(&with("app")), Some(Severity::Medium));
    assert_eq!(rule.worst(&with("nobody")), Some(Severity::Low));
    assert_eq!(rule.status(&with("app_owner")), Status::Pass);
    assert_eq!(rule.status(&with("postgres")), Status::Pass);
}

#[test]
fn an_application_that_owns_its_tables_is_found() {
    let rule = &tables::TABLE_OWNERS;
    let owned = |table: Relation| {
        let mut catalog = healthy().with_role(role("web").login()).with(Relation {
            owner: "app".to_owned(),
            ..table
        });
        catalog.database.grants.push(granted(PUBLIC, "CONNECT"));
        catalog.with_schema(schema("public").grant(PUBLIC, "USAGE"))
    };
    assert_eq!(
        rule.worst(&owned(table("public.t"))),
        Some(Severity::Medium)
    );
    let deployer = owned(table("public.t").grant("web", "INSERT"));
    assert_eq!(rule.status(&deployer), Status::Pass);
    let alone = healthy().with(Relation {
        owner: "app".to_owned(),
        ..table("public.t")
    });
    assert_eq!(rule.status(&alone), Status::NotApplicable);
    assert_eq!(
        rule.status(&healthy().with(table("public.t"))),
        Status::Pass
    );
}

#[test]
fn create_on_a_schema_weighs_by_what_can_be_taken_over() {
    let rule = &containers::SCHEMA_CREATE;
    let loose = healthy().with_schema(schema("public").grant(PUBLIC, "CREATE"));
    assert_eq!(rule.worst(&loose), Some(Severity::Medium));
    let mut definer = crate::catalog::sample::function("public.f");
    definer.security_definer = true;
    assert_eq!(
        rule.worst(&loose.clone().with_function(definer)),
        Some(Severity::High)
    );
    let mut alone = loose;
    alone.roles.retain(|role| role.name != "app");
    assert_eq!(rule.worst(&alone), Some(Severity::Low));
    assert_eq!(rule.status(&open()), Status::Pass);
}

#[test]
fn rights_of_public_on_the_database_are_found() {
    let rule = &containers::DATABASE_RIGHTS;
    assert_eq!(rule.status(&healthy()), Status::Pass);
    let mut usual = healthy();
    usual.database.grants.push(granted(PUBLIC, "CONNECT"));
    assert_eq!(rule.worst(&usual), Some(Severity::Info));
    let shared = usual.with_role(role("other").login());
    assert_eq!(rule.worst(&shared), Some(Severity::Low));
    let mut create = shared;
    create.database.grants.push(granted(PUBLIC, "CREATE"));
    assert_eq!(rule.worst(&create), Some(Severity::Medium));
}

#[test]
fn default_privileges_for_public_are_found() {
    let rule = &containers::DEFAULT_PRIVILEGES;
    let with = |kind: &str, privilege: &str| {
        let mut catalog = healthy();
        catalog.default_privileges.push(DefaultPrivilege {
            role: "app owner".to_owned(),
            schema: Some("public".to_owned()),
            object_kind: kind.to_owned(),
            grant: granted(PUBLIC, privilege),
        });
        catalog
    };
    let tables = with("r", "SELECT");
    assert_eq!(rule.worst(&tables), Some(Severity::Medium));
    let fix = rule.findings(&tables)[0].fix_sql.clone().unwrap();
    assert!(fix.ends_with(
        "ALTER DEFAULT PRIVILEGES FOR ROLE \"app owner\" IN SCHEMA public REVOKE SELECT ON TABLES FROM PUBLIC;"
    ));
    assert_eq!(rule.status(&with("f", "EXECUTE")), Status::Pass);
}

#[test]
fn superusers_beside_the_bootstrap_role_are_found() {
    let rule = &roles::SUPERUSERS;
    assert_eq!(
        rule.status(&healthy().with(table("public.t"))),
        Status::Pass
    );
    let second = healthy().with_role(role("dba").superuser());
    assert_eq!(rule.worst(&second), Some(Severity::Medium));
    let mut busy = second.clone();
    busy.sessions = Visible::Seen(vec![SessionFacts {
        role: "dba".to_owned(),
        database: "shop".to_owned(),
        application: "web".to_owned(),
        address: Some("10.1.0.9".to_owned()),
        tls: true,
        state: "idle".to_owned(),
        transaction_seconds: None,
        state_seconds: None,
        blocked_by: 0,
    }]);
    assert_eq!(rule.worst(&busy), Some(Severity::High));
    let member = healthy().member("app", "postgres");
    assert_eq!(rule.worst(&member), Some(Severity::Medium));
    let provider = healthy().with_role(role("rdsadmin").superuser());
    assert_eq!(rule.status(&provider), Status::Pass);
}

#[test]
fn a_database_that_only_superusers_enter_is_found() {
    let mut catalog = healthy().with(table("public.t"));
    catalog.roles.retain(|role| role.name != "app");
    assert_eq!(roles::SUPERUSERS.worst(&catalog), Some(Severity::High));
    let private = catalog.set("listen_addresses", "");
    assert_eq!(roles::SUPERUSERS.worst(&private), Some(Severity::Low));
}

#[test]
fn powers_of_login_roles_are_found() {
    let rule = &roles::POWERFUL_ROLES;
    assert_eq!(rule.status(&healthy()), Status::Pass);
    let bypass = healthy().with_role(Role {
        bypass_row_security: true,
        ..role("web").login()
    });
    assert_eq!(rule.worst(&bypass), Some(Severity::Medium));
    let filtered = bypass.with(table("public.t").secured());
    assert_eq!(rule.worst(&filtered), Some(Severity::High));
    let maker = healthy().with_role(Role {
        create_role: true,
        ..role("web").login()
    });
    assert_eq!(rule.worst(&maker), Some(Severity::Medium));
    assert_eq!(rule.worst(&maker.version(15)), Some(Severity::High));
}

#[test]
fn a_role_that_only_replicates_is_as_it_should_be() {
    let rule = &roles::POWERFUL_ROLES;
    let replica = healthy().with_role(Role {
        replication: true,
        ..role("standby").login()
    });
    assert_eq!(rule.status(&replica), Status::Pass);
    let mixed = replica.with(table("public.t").grant("standby", "SELECT"));
    assert_eq!(rule.worst(&mixed), Some(Severity::Medium));
}

#[test]
fn passwords_without_end_are_one_finding() {
    let rule = &roles::ROLE_EXPIRY;
    assert_eq!(rule.status(&healthy()), Status::Pass);
    let two = healthy()
        .with_role(role("a").login())
        .with_role(role("b").login());
    assert_eq!(rule.findings(&two).len(), 1);
    let mut none = two;
    none.password_hashes = Visible::Seen(
        ["a", "b"]
            .map(|role| PasswordHash {
                role: role.to_owned(),
                kind: "none".to_owned(),
            })
            .into(),
    );
    assert_eq!(rule.status(&none), Status::Pass);
    let ended = healthy().with_role(Role {
        valid_until: Some(crate::catalog::sample::taken_at() - chrono::TimeDelta::days(1)),
        ..role("gone").login()
    });
    assert_eq!(rule.worst(&ended), Some(Severity::Info));
}

#[test]
fn connection_limits_matter_from_two_roles_on() {
    let rule = &roles::CONNECTION_LIMITS;
    assert_eq!(rule.status(&healthy()), Status::NotApplicable);
    let second = healthy().with_role(role("web").login());
    assert_eq!(rule.worst(&second), Some(Severity::Low));
    let limited = healthy().with_role(Role {
        connection_limit: 5,
        ..role("web").login()
    });
    assert_eq!(rule.status(&limited), Status::Pass);
}

#[test]
fn members_of_dangerous_predefined_roles_are_found() {
    let rule = &memberships::PREDEFINED_ROLES;
    assert_eq!(rule.status(&healthy()), Status::Pass);
    let reader = healthy().member("app", "pg_read_all_data");
    assert_eq!(rule.worst(&reader), Some(Severity::Medium));
    let indirect = healthy()
        .with_role(role("loaders"))
        .member("app", "loaders")
        .member("loaders", "pg_read_server_files");
    let found = rule.findings(&indirect);
    assert_eq!(found[0].severity, Severity::High);
    assert_eq!(
        found[0].fix_sql, None,
        "the way in is another role's membership"
    );
    let monitor = healthy().member("app", "pg_monitor");
    assert_eq!(rule.status(&monitor), Status::Pass);
}

#[test]
fn admin_options_of_login_roles_are_found() {
    let rule = &memberships::ADMIN_OPTIONS;
    let holding = |inherits: bool, create_role: bool| {
        let mut catalog = healthy().with_role(Role {
            create_role,
            ..role("lead").login()
        });
        catalog.memberships.push(RoleMembership {
            member: "lead".to_owned(),
            role: "readers".to_owned(),
            admin: true,
            inherits,
        });
        catalog
    };
    assert_eq!(rule.status(&healthy()), Status::Pass);
    assert_eq!(rule.worst(&holding(true, false)), Some(Severity::Medium));
    assert_eq!(rule.status(&holding(false, true)), Status::Pass);
}
