//! Seed 004's database as catalogs: 4 tables where 35 are expected, migrations behind a gap, two environments with
//! different names, all as that report tells it.

use std::collections::BTreeMap;

use chrono::TimeDelta;

use crate::audit::audit;
use crate::catalog::sample::{column, constraint, healthy, index, table, taken_at};
use crate::catalog::{Catalog, Column, ConstraintKind, EnumType, Relation, Visible};
use crate::connections::Environment;
use crate::schema::comparison::{Options, compare, script::script};
use crate::schema::configuration::{Configuration, read};
use crate::schema::consistency::{
    BreakingRows, Consistency, Evidence, EvidencePart, Infrastructure, Known, PasswordShapes,
    Pooler, Shape, TableLoad, Tally, Tls, assess,
};
use crate::schema::history::{History, SourceFile, State, Tool, history};
use crate::schema::{COMPARISON_REPORT_SCHEMA, ComparisonReport, ExpectedFrom};

/// The tables that seed 004 §2.5 to §2.7 names as missing.
pub(super) const MISSING: [&str; 31] = [
    "registered_devices",
    "user_two_factor_auth",
    "passkey_credentials",
    "two_factor_challenges",
    "device_login_attempts",
    "two_factor_policies",
    "user_sms_two_factor",
    "user_email_two_factor",
    "two_factor_audit_log",
    "two_factor_verification_codes",
    "secure_token_storage",
    "authentication_sessions",
    "session_warnings",
    "connection_health_metrics",
    "auth_queue_operations",
    "audit_log",
    "security_violations",
    "data_access_log",
    "security_metrics",
    "user_security_tier",
    "enterprise_audit_event",
    "threat_intelligence_event",
    "compliance_assessment",
    "forensic_investigation",
    "calendars",
    "events",
    "documents",
    "chat_history",
    "tasks",
    "user_oauth_tokens",
    "agent_configuration",
];

fn plain(name: &str) -> Relation {
    let mut relation = table(name).keyed();
    relation.comment = None;
    relation
}

fn users() -> Relation {
    let mut users = plain("public.users");
    users.columns[0].name = "id".to_owned();
    for (name, data_type) in [
        ("email", "character varying"),
        ("username", "character varying"),
        ("hashed_password", "character varying"),
        ("tfa_secret", "character varying"),
    ] {
        users = users.with_column(Column {
            not_null: name != "tfa_secret",
            type_name: "varchar".to_owned(),
            ..column(name, data_type)
        });
    }
    for name in ["is_active", "is_verified", "is_superuser", "tfa_enabled"] {
        users = users.with_column(Column {
            type_name: "bool".to_owned(),
            ..column(name, "boolean")
        });
    }
    for (name, data_type) in [("role", "userrole"), ("status", "userstatus")] {
        users = users.with_column(Column {
            type_schema: "public".to_owned(),
            ..column(name, data_type)
        });
    }
    for name in ["email", "username"] {
        let key = format!("users_{name}_key");
        users
            .constraints
            .push(constraint(&key, ConstraintKind::Unique, &[name]));
        let mut unique = index(&key, &[name]);
        unique.unique = true;
        unique.constraint = Some(key);
        users.indexes.push(unique);
    }
    users
}

fn present() -> Vec<Relation> {
    let mut version = table("public.alembic_version").with_column(Column {
        not_null: true,
        ..column("version_num", "character varying(32)")
    });
    version.comment = None;
    version.constraints.push(constraint(
        "alembic_version_pkc",
        ConstraintKind::PrimaryKey,
        &["version_num"],
    ));
    let of_user = |name: &str| {
        plain(name)
            .col("user_id", "bigint")
            .foreign_key(&["user_id"], "public.users", &["id"])
    };
    vec![
        version,
        of_user("public.system_prompts"),
        of_user("public.user_history_summaries"),
        users(),
    ]
}

/// The database as it is.
pub(super) fn actual() -> Catalog {
    let mut catalog = healthy().version(16);
    catalog.server.version = "16.9".to_owned();
    catalog.server.started_at = taken_at() - TimeDelta::hours(7);
    catalog.database.name = "ai_workflow_db".to_owned();
    catalog.database.bytes = Visible::Seen(8_770_000);
    catalog.relations = present();
    for (name, values) in [
        ("userrole", &["admin", "user"][..]),
        ("userstatus", &["pending_approval", "active", "disabled"]),
    ] {
        catalog.enums.push(EnumType {
            name: crate::catalog::QualifiedName::new("public", name),
            owner: "app_owner".to_owned(),
            values: values.iter().map(|&value| value.to_owned()).collect(),
            comment: None,
            grants: vec![],
        });
    }
    catalog
}

/// The database as its models have it: with what is missing, a check of the e-mail's form, and an index for sign-ins.
pub(super) fn expected() -> Catalog {
    let mut catalog = actual();
    for name in MISSING {
        let relation = plain(&format!("public.{name}")).col("user_id", "bigint");
        catalog.relations.push(relation);
    }
    let users = catalog
        .relations
        .iter_mut()
        .find(|one| one.name.name == "users")
        .unwrap();
    let mut check = constraint("users_email_format", ConstraintKind::Check, &["email"]);
    check.definition = "CHECK (email ~ '@')".to_owned();
    users.constraints.push(check);
    users.indexes.push(index("users_status_idx", &["status"]));
    catalog
        .relations
        .sort_by(|left, right| left.name.cmp(&right.name));
    catalog
}

fn revision(id: &str, down: &str, doc: &str) -> SourceFile {
    SourceFile::new(
        format!("alembic/versions/{id}.py"),
        format!("\"\"\"{doc}\"\"\"\nrevision = '{id}'\ndown_revision = {down}\n"),
    )
}

/// The versions folder: `c3d7a3a4d59c` is followed on and not there, and four migrations stand behind it.
pub(super) fn migrations() -> History {
    migrations_at("e1f2g3h4i5j6")
}

/// The same folder, and a database that stands elsewhere.
pub(super) fn migrations_at(version: &str) -> History {
    let files = [
        revision("a1b2c3d4e5f6", "None", "Create users"),
        revision(
            "e1f2g3h4i5j6",
            "'a1b2c3d4e5f6'",
            "Add missing status column to users",
        ),
        revision(
            "secure_database_migration_20250803",
            "'c3d7a3a4d59c'",
            "Security infrastructure",
        ),
        revision(
            "enhanced_2fa_system_20250803",
            "'secure_database_migration_20250803'",
            "Advanced 2FA",
        ),
        revision(
            "performance_optimization_20250804",
            "'enhanced_2fa_system_20250803'",
            "Performance indexes",
        ),
        revision(
            "critical_database_fixes_20250807",
            "'e1f2g3h4i5j6'",
            "Profile validation, auth sessions",
        ),
    ];
    let row = BTreeMap::from([("version_num".to_owned(), Some(version.to_owned()))]);
    let state = State {
        table: Some("public.alembic_version".to_owned()),
        tools: vec![Tool::Alembic],
        rows: vec![row],
        other_tables: true,
        lock: None,
    };
    history(&files, Some(&state))
}

pub(super) fn configurations() -> Vec<Configuration> {
    let file = |path: &str, text: &str| read(path, text).unwrap();
    vec![
        file(
            "production.env",
            "POSTGRES_HOST=postgres\nPOSTGRES_PORT=5432\nPOSTGRES_DB=ai_workflow_db\nPOSTGRES_USER=app_user\n",
        ),
        file(
            "local.env",
            "POSTGRES_HOST=localhost\nPOSTGRES_PORT=5432\nPOSTGRES_DB=ai_workflow_engine\nPOSTGRES_USER=app_user\nPOSTGRES_PASSWORD=topsecret\n",
        ),
    ]
}

pub(super) fn infrastructure() -> Infrastructure {
    let load = |name: &str, rows: i64| TableLoad {
        name: crate::catalog::QualifiedName::new("public", name),
        rows: Tally::Counted(rows),
        bytes: 65_536,
        index_bytes: 32_768,
        sequential_scans: 1,
        index_scans: 2,
        dead_rows: 0,
        cache_hit_rate: Some(1.0),
        bloat_bytes: Some(0),
    };
    Infrastructure {
        asked_at: taken_at(),
        connections_used: Visible::Seen(1),
        connections_least: None,
        connections_allowed: 97,
        tls: Visible::Seen(Some(Tls {
            version: "TLSv1.3".to_owned(),
            cipher: "TLS_AES_256_GCM_SHA384".to_owned(),
            client_certificate: true,
        })),
        socket: false,
        pooler: Pooler::PgBouncer {
            version: "1.23.1".to_owned(),
            settings: [
                ("default_pool_size", "30"),
                ("max_client_conn", "250"),
                ("max_db_connections", "50"),
                ("pool_mode", "transaction"),
            ]
            .map(|(key, value)| (key.to_owned(), value.to_owned()))
            .to_vec(),
            clients: Some(1),
            cut: None,
        },
        tables: vec![
            load("alembic_version", 1),
            load("system_prompts", 0),
            load("users", 18),
        ],
        passwords: vec![],
        evidence: vec![Evidence {
            part: EvidencePart::Facts,
            title: "Data volume".to_owned(),
            sql: "SELECT count(*) FROM users".to_owned(),
            result: "18".to_owned(),
        }],
    }
}

/// What a report is made of, kept so that it can be lent.
pub(super) struct Facts {
    pub(super) comparison: ComparisonReport,
    pub(super) expected: Catalog,
    pub(super) actual: Catalog,
    pub(super) history: Option<History>,
    pub(super) configurations: Vec<Configuration>,
    pub(super) infrastructure: Infrastructure,
    pub(super) breaking: Vec<BreakingRows>,
}

impl Facts {
    /// Two catalogs compared, and nothing else known.
    pub(super) fn of(expected: Catalog, actual: Catalog) -> Self {
        let comparison = compare(&expected, &actual, &Options::default());
        let script = script(&expected, &actual, &comparison);
        Self {
            comparison: ComparisonReport {
                schema: COMPARISON_REPORT_SCHEMA.to_owned(),
                name: "workflow".to_owned(),
                taken_at: actual.taken_at,
                expected_from: ExpectedFrom::Sql("models.sql".to_owned()),
                comparison,
                script,
                not_compared: vec![],
                notes: vec![],
            },
            expected,
            actual,
            history: None,
            configurations: vec![],
            infrastructure: infrastructure(),
            breaking: vec![],
        }
    }

    /// Seed 004.
    pub(super) fn seed() -> Self {
        let mut facts = Self::of(expected(), actual());
        facts.history = Some(migrations());
        facts.configurations = configurations();
        facts.infrastructure.passwords = vec![PasswordShapes {
            table: crate::catalog::QualifiedName::new("public", "users"),
            column: "hashed_password".to_owned(),
            counts: Visible::Seen(vec![(Shape::Bcrypt, 18)]),
            sql: Some("SELECT shape, count(*) FROM users".to_owned()),
        }];
        let differences = &facts.comparison.comparison.differences;
        let check = differences
            .iter()
            .find(|one| one.object.name == "users_email_format")
            .unwrap();
        facts.breaking.push(BreakingRows {
            object: check.object.clone(),
            rows: Visible::Seen(2),
            sql: Some("SELECT count(*) FROM users WHERE NOT (email ~ '@')".to_owned()),
        });
        facts
    }

    /// The report.
    pub(super) fn assessed(&self) -> Consistency {
        let audit = audit(&self.actual);
        assess(&Known {
            name: "workflow",
            environment: Environment::Production,
            generated_at: taken_at(),
            product_version: "0.1.0",
            comparison: &self.comparison,
            expected: &self.expected,
            actual: &self.actual,
            audit: &audit,
            history: self.history.as_ref(),
            configurations: &self.configurations,
            infrastructure: &self.infrastructure,
            breaking: &self.breaking,
        })
    }
}
