//! Small catalogs with nearly everything in them, at random.

use proptest::prelude::*;

use crate::catalog::sample::{
    column, constraint, function, granted, hba, healthy, index, named, policy, role, schema, table,
};
use crate::catalog::{
    Catalog, Column, ConstraintKind, DefaultPrivilege, Function, Generated, Grant, HbaRule, Index,
    PUBLIC, PasswordHash, Policy, PolicyCommand, Publication, Relation, RelationKind, Role,
    RoleMembership, Schema, SessionFacts, Visible,
};

/// Names that rules look for, and names that are hard to quote.
fn name() -> impl Strategy<Value = String> {
    prop_oneof![
        4 => prop::sample::select(vec![
            "app", "app_owner", "postgres", "anon", "authenticated", "rds_superuser", "pg_read_all_data", "public", "users",
            "audit_log", "ai_access_log", "email", "password", "token", "tenant_id", "diagnosis", "id", "latitude",
            "embedding", PUBLIC,
        ])
        .prop_map(str::to_owned),
        1 => "\\PC{0,8}",
        // A line break that would end a comment in the SQL that mends.
        1 => Just("x\n; drop table users; --".to_owned()),
    ]
}

fn expression() -> impl Strategy<Value = String> {
    prop_oneof![
        prop::sample::select(vec![
            "true",
            "(auth.uid() = user_id)",
            "(tenant_id = (current_setting('app.t'::text))::uuid)",
            "public.app()",
            "((jwt() -> 'user_metadata'::text) IS NOT NULL)",
            "EXISTS ( SELECT 1 FROM public.users)",
        ])
        .prop_map(str::to_owned),
        "\\PC{0,16}",
    ]
}

fn grant() -> impl Strategy<Value = Grant> {
    let privilege = prop::sample::select(vec![
        "SELECT", "INSERT", "UPDATE", "DELETE", "TRUNCATE", "USAGE", "CREATE", "CONNECT", "EXECUTE",
    ]);
    (name(), privilege, any::<bool>()).prop_map(|(grantee, privilege, grantable)| Grant {
        grantable,
        ..granted(&grantee, privilege)
    })
}

fn a_column() -> impl Strategy<Value = Column> {
    let data_type = prop::sample::select(vec![
        "text",
        "varchar(40)",
        "vector",
        "bool",
        "int8",
        "uuid",
        "timestamptz",
        "jsonb",
    ]);
    (
        name(),
        data_type,
        prop::collection::vec(grant(), 0..2),
        prop::option::of(expression()),
    )
        .prop_map(|(name, data_type, grants, default)| Column {
            generated: default
                .as_ref()
                .filter(|text| text.len() > 8)
                .map(|_| Generated::Stored),
            grants,
            default,
            ..column(&name, data_type)
        })
}

fn a_policy() -> impl Strategy<Value = Policy> {
    let command = prop::sample::select(vec![
        PolicyCommand::All,
        PolicyCommand::Select,
        PolicyCommand::Insert,
        PolicyCommand::Update,
        PolicyCommand::Delete,
    ]);
    (
        name(),
        command,
        expression(),
        prop::option::of(expression()),
        any::<bool>(),
        name(),
    )
        .prop_map(
            |(name, command, using, with_check, permissive, role)| Policy {
                permissive,
                with_check,
                roles: vec![role],
                ..policy(&name, command, &using)
            },
        )
}

fn relation() -> impl Strategy<Value = Relation> {
    let kind = prop::sample::select(vec![
        RelationKind::Table,
        RelationKind::PartitionedTable,
        RelationKind::View,
        RelationKind::MaterializedView,
        RelationKind::ForeignTable,
    ]);
    let parts = (
        prop::collection::vec(grant(), 0..4),
        prop::collection::vec(a_column(), 0..5),
        prop::collection::vec(a_policy(), 0..3),
        prop::collection::vec(name(), 0..2),
    );
    (name(), kind, name(), any::<[bool; 3]>(), parts).prop_map(
        |(name, kind, owner, [secured, forced, partition], (grants, columns, policies, reads))| {
            let mut relation = Relation {
                kind,
                owner,
                row_security: secured,
                force_row_security: forced,
                partition_of: partition.then(|| named("public.users")),
                reads: reads
                    .iter()
                    .map(|name| named(&format!("public.{name}")))
                    .collect(),
                grants,
                policies,
                ..table(&format!("public.{name}"))
            };
            for column in columns {
                let name = column.name.clone();
                relation = relation
                    .with_index(Index {
                        predicate: column.default.clone(),
                        ..index(&name, &[&name])
                    })
                    .with_column(column)
                    .foreign_key(&[&name], "public.users", &["id"]);
                relation
                    .constraints
                    .push(constraint(&name, ConstraintKind::Check, &[&name]));
            }
            relation
        },
    )
}

fn a_function() -> impl Strategy<Value = Function> {
    let language = prop::sample::select(vec!["plpgsql", "sql", "c", "plpython3u"]);
    (
        name(),
        language,
        name(),
        any::<[bool; 3]>(),
        prop::option::of(expression()),
        grant(),
    )
        .prop_map(
            |(name, language, owner, [definer, leakproof, trusted], path, grant)| Function {
                language: language.to_owned(),
                trusted_language: trusted,
                owner,
                security_definer: definer,
                leakproof,
                settings: path
                    .map(|path| format!("search_path={path}"))
                    .into_iter()
                    .collect(),
                grants: vec![grant],
                ..function(&format!("public.{name}"))
            },
        )
}

fn a_role() -> impl Strategy<Value = Role> {
    (name(), any::<[bool; 6]>()).prop_map(
        |(
            name,
            [
                login,
                superuser,
                create_role,
                replication,
                bypass_row_security,
                bootstrap,
            ],
        )| Role {
            login,
            superuser,
            create_role,
            replication,
            bypass_row_security,
            bootstrap,
            ..role(&name)
        },
    )
}

fn a_schema() -> impl Strategy<Value = Schema> {
    (name(), prop::collection::vec(grant(), 0..3)).prop_map(|(name, grants)| Schema {
        grants,
        ..schema(&name)
    })
}

fn a_line() -> impl Strategy<Value = HbaRule> {
    let kind = prop::sample::select(vec!["local", "host", "hostssl", "hostnossl"]);
    let address = prop::option::of(prop::sample::select(vec![
        "0.0.0.0",
        "::",
        "all",
        "10.0.0.0/8",
        "localhost",
        "::1",
        "?",
    ]));
    let method = prop::sample::select(vec![
        "trust",
        "password",
        "md5",
        "scram-sha-256",
        "reject",
        "cert",
        "",
    ]);
    (kind, address, method, name(), name()).prop_map(|(kind, address, method, database, user)| {
        HbaRule {
            databases: vec![database],
            users: vec![user],
            ..hba(kind, address, method)
        }
    })
}

/// What hangs on the server: roles, memberships, lines, passwords, sessions.
fn server_parts() -> impl Strategy<Value = Catalog> {
    let memberships = prop::collection::vec((name(), name(), any::<bool>(), any::<bool>()), 0..4);
    let session = (name(), prop::option::of("\\PC{0,9}"), any::<bool>());
    (
        prop::collection::vec(a_role(), 0..4),
        memberships,
        prop::option::of(prop::collection::vec(a_line(), 0..4)),
        prop::option::of(prop::collection::vec(name(), 0..3)),
        prop::option::of(prop::collection::vec(session, 0..3)),
        prop::collection::vec((any::<prop::sample::Index>(), expression()), 0..4),
        13..19_i32,
    )
        .prop_map(
            |(roles, memberships, lines, hashes, sessions, settings, version)| {
                let mut catalog = healthy().version(version);
                catalog.roles.extend(roles);
                catalog.memberships = memberships
                    .into_iter()
                    .map(|(member, role, admin, inherits)| RoleMembership {
                        member,
                        role,
                        admin,
                        inherits,
                    })
                    .collect();
                catalog.hba_rules = visible(lines);
                catalog.password_hashes =
                    visible(hashes.map(|roles| roles.into_iter().map(hash_of).collect()));
                catalog.sessions =
                    visible(sessions.map(|seen| seen.into_iter().map(session_of).collect()));
                for (at, value) in settings {
                    let name = at.get(&catalog.settings).name.clone();
                    catalog = if value == "true" {
                        catalog.unset(&name)
                    } else {
                        catalog.set(&name, &value)
                    };
                }
                catalog
            },
        )
}

fn visible<T>(seen: Option<T>) -> Visible<T> {
    seen.map_or_else(|| Visible::Hidden("not shown".to_owned()), Visible::Seen)
}

fn hash_of(role: String) -> PasswordHash {
    PasswordHash {
        role,
        kind: "md5".to_owned(),
    }
}

fn session_of((role, address, tls): (String, Option<String>, bool)) -> SessionFacts {
    SessionFacts {
        role,
        database: "shop".to_owned(),
        application: String::new(),
        address,
        tls,
        state: "idle".to_owned(),
        transaction_seconds: None,
        state_seconds: Some(i64::MAX),
        blocked_by: 0,
    }
}

/// A whole catalog.
pub(super) fn catalog() -> impl Strategy<Value = Catalog> {
    (
        server_parts(),
        prop::collection::vec(relation(), 0..6),
        prop::collection::vec(a_function(), 0..3),
        prop::collection::vec(a_schema(), 0..3),
        prop::collection::vec(grant(), 0..3),
        prop::collection::vec((name(), any::<bool>(), name()), 0..2),
    )
        .prop_map(
            |(mut catalog, relations, functions, schemas, grants, publications)| {
                catalog.relations = relations;
                catalog.functions = functions;
                catalog.schemas.extend(schemas);
                catalog.default_privileges = grants
                    .iter()
                    .map(|grant| DefaultPrivilege {
                        role: grant.grantee.clone(),
                        schema: None,
                        object_kind: "r".to_owned(),
                        grant: grant.clone(),
                    })
                    .collect();
                catalog.database.grants = grants;
                catalog.publications = publications
                    .into_iter()
                    .map(|(name, all_tables, table)| Publication {
                        name,
                        owner: "app".to_owned(),
                        all_tables,
                        tables: vec![named(&format!("public.{table}"))],
                        ..Publication::default()
                    })
                    .collect();
                catalog
            },
        )
}
