//! Facts and findings.

use provost_core::audit::Severity;
use provost_core::catalog::{QualifiedName, Visible};
use provost_core::schema::comparison::{ObjectId, ObjectKind};
use provost_core::schema::configuration::{
    Aspect, Configuration, ConfigurationDifference, ConfigurationFormat, FileSecret, Target,
};
use provost_core::schema::consistency::{
    BreakingRows, Connectivity, Fact, Finding, FindingCode, Integrity, MissingConstraint,
    MissingIndex, Performance, Standing, TableLoad, Tally, Topic,
};

use super::LONG;

fn fact(label: &str, value: &str, standing: Standing, note: Option<&str>) -> Fact {
    Fact {
        label: label.to_owned(),
        value: Visible::Seen(value.to_owned()),
        standing,
        note: note.map(str::to_owned),
    }
}

pub(super) fn infrastructure() -> Vec<Fact> {
    vec![
        fact("Database", "ai_workflow_db", Standing::Neutral, None),
        fact("Role", "app_user", Standing::Neutral, None),
        fact(
            "Server",
            "PostgreSQL 16.9",
            Standing::Good,
            Some("Supported until November 2028"),
        ),
        fact("Size", "8.4 MiB", Standing::Neutral, None),
        fact("Connections in use", "1 of 97", Standing::Good, None),
        fact(
            "TLS",
            "off",
            Standing::Bad,
            Some("Passwords and rows cross the network in the clear"),
        ),
        fact(
            "Standby",
            "none",
            Standing::Attention,
            Some("Nothing takes over when the server fails"),
        ),
        Fact {
            value: Visible::Hidden("the role may not ask the pooler for its settings".to_owned()),
            ..fact("Pooler", "", Standing::Neutral, None)
        },
    ]
}

fn finding(
    code: FindingCode,
    topic: Topic,
    severity: Severity,
    title: &str,
    shown_by: &[&str],
    remedy: &str,
) -> Finding {
    Finding {
        code,
        topic,
        severity,
        title: title.to_owned(),
        impact: "Programs that rely on it fail or do without protection, and nobody is told."
            .to_owned(),
        shown_by: shown_by.iter().map(|name| (*name).to_owned()).collect(),
        remedy: remedy.to_owned(),
    }
}

pub(super) fn findings() -> Vec<Finding> {
    let mut all = grave();
    all.extend(lesser());
    all
}

fn grave() -> Vec<Finding> {
    use Severity::{Critical, High};
    vec![
        finding(
            FindingCode::MigrationDefect,
            Topic::Migrations,
            Critical,
            "The chain of migrations has a gap: c3d7a3a4d59c is missing",
            &["c3d7a3a4d59c", "secure_database_migration_20250803"],
            "Bring the file back from version control",
        ),
        finding(
            FindingCode::TablesMissing,
            Topic::Schema,
            High,
            "26 of 30 expected tables are missing",
            &[
                "registered_devices",
                "user_two_factor_auth",
                "audit_log",
                LONG,
                "calendars",
                "tasks",
            ],
            "Apply the migrations that make them",
        ),
        finding(
            FindingCode::SecondFactorWithoutTables,
            Topic::Security,
            High,
            "18 users carry a sign of a second factor, and no table stands behind it",
            &["public.users.tfa_enabled", "public.users.tfa_secret"],
            "Make the tables, or take the switch out of the screens",
        ),
        finding(
            FindingCode::NoAuditTrail,
            Topic::Security,
            High,
            "No table tells who did what",
            &["public.audit_log"],
            "Make the table audit_log and write to it by triggers",
        ),
        finding(
            FindingCode::NoTls,
            Topic::Infrastructure,
            High,
            "The line to the server is in the clear",
            &["ssl = off"],
            "Give the server a certificate and demand it",
        ),
    ]
}

fn lesser() -> Vec<Finding> {
    use Severity::{Low, Medium};
    vec![
        finding(
            FindingCode::EnvironmentsDiffer,
            Topic::Connectivity,
            Medium,
            "Environments name different databases: ai_workflow_engine and ai_workflow_db",
            &["local.env", "docker-compose.yml"],
            "Write one name into both",
        ),
        finding(
            FindingCode::IndexesMissing,
            Topic::Performance,
            Medium,
            "2 foreign keys have no index",
            &["user_history_summaries_user_fk", "system_prompts_user_fk"],
            "Create the indexes without a lock",
        ),
        finding(
            FindingCode::RowsBreakConstraints,
            Topic::Integrity,
            Medium,
            "3 rows break a constraint that is expected",
            &["public.users.users_email_format"],
            "Mend the rows, then add the constraint",
        ),
        finding(
            FindingCode::ComplianceGap,
            Topic::Compliance,
            Low,
            "Nothing says how long rows are kept",
            &["GDPR Art. 5(1)(e)"],
            "Write down a time for each table of personal data",
        ),
    ]
}

pub(super) fn security() -> Vec<Fact> {
    vec![
        fact("Passwords", "bcrypt, 18 of 18", Standing::Good, None),
        fact(
            "Second factor",
            "a sign, and no tables",
            Standing::Bad,
            Some("The switch does nothing"),
        ),
        fact("Row security", "0 of 4 tables", Standing::Bad, None),
        fact("Roles that may log in", "2", Standing::Neutral, None),
    ]
}

fn target(name: &str, host: &str, database: &str, secret: FileSecret) -> Target {
    Target {
        name: name.to_owned(),
        line: Some(3),
        host: Some(host.to_owned()),
        port: Some(5432),
        database: Some(database.to_owned()),
        user: Some("app_user".to_owned()),
        tls: None,
        secret,
        pool: [("pool_mode".to_owned(), "transaction".to_owned())].into(),
    }
}

fn configurations() -> Vec<Configuration> {
    let file = |source: &str, format, environment: &str, target| Configuration {
        source: source.to_owned(),
        format,
        environment: Some(environment.to_owned()),
        targets: vec![target],
        remarks: Vec::new(),
    };
    vec![
        file(
            "profile AI workflow engine",
            ConfigurationFormat::Profile,
            "production",
            target(
                "profile",
                "postgres",
                "ai_workflow_db",
                FileSecret::Elsewhere,
            ),
        ),
        Configuration {
            remarks: vec!["The line 14 has no name before its equals sign.".to_owned()],
            ..file(
                "local.env",
                ConfigurationFormat::DotEnv,
                "development",
                target(
                    "POSTGRES_HOST",
                    "localhost",
                    "ai_workflow_engine",
                    FileSecret::InTheClear,
                ),
            )
        },
        file(
            "docker-compose.yml",
            ConfigurationFormat::Compose,
            "production",
            target(
                "postgres",
                "postgres",
                "ai_workflow_db",
                FileSecret::Elsewhere,
            ),
        ),
    ]
}

pub(super) fn connectivity() -> Connectivity {
    Connectivity {
        facts: vec![
            fact("Host", "postgres:5432", Standing::Neutral, None),
            fact("Authentication", "SCRAM-SHA-256", Standing::Good, None),
        ],
        configurations: configurations(),
        differences: vec![ConfigurationDifference {
            aspect: Aspect::Database,
            severity: Severity::Medium,
            values: vec![
                ("local.env".to_owned(), "ai_workflow_engine".to_owned()),
                ("docker-compose.yml".to_owned(), "ai_workflow_db".to_owned()),
            ],
            message: "Development and production use databases of different names".to_owned(),
        }],
    }
}

pub(super) fn performance() -> Performance {
    let load = |name: &str, rows, bytes, cache| TableLoad {
        name: QualifiedName::new("public", name),
        rows,
        bytes,
        index_bytes: bytes / 3,
        sequential_scans: 12_412,
        index_scans: 804_220,
        dead_rows: 14,
        cache_hit_rate: cache,
        bloat_bytes: cache.map(|_| 8_192),
    };
    Performance {
        facts: vec![
            fact("Cache hit rate", "99.2 %", Standing::Good, None),
            fact("Statistics since", "6 August 2026", Standing::Neutral, None),
        ],
        missing_indexes: vec![MissingIndex {
            table: "public.user_history_summaries".to_owned(),
            serves: "user_history_summaries_user_fk".to_owned(),
            reason: "Deleting a user reads the whole table".to_owned(),
            sql: "create index concurrently on public.user_history_summaries (user_id)".to_owned(),
        }],
        tables: vec![
            load(
                "tmp_import_2023",
                Tally::Estimated(1_204_512),
                402_653_184,
                Some(0.871),
            ),
            load("users", Tally::Counted(18), 65_536, Some(1.0)),
            load(LONG, Tally::Unknown, 8_192, None),
        ],
    }
}

fn constraint(kind: ObjectKind, name: &str) -> ObjectId {
    ObjectId {
        schema: Some("public".to_owned()),
        table: Some("users".to_owned()),
        kind,
        name: name.to_owned(),
    }
}

pub(super) fn integrity() -> Integrity {
    let missing = |name: &str, definition: &str, rows, sql: Option<&str>| {
        let object = constraint(ObjectKind::Check, name);
        MissingConstraint {
            definition: definition.to_owned(),
            breaking: BreakingRows {
                object: object.clone(),
                rows,
                sql: sql.map(str::to_owned),
            },
            object,
        }
    };
    Integrity {
        protections: vec![
            fact("Primary keys", "4 of 4 tables", Standing::Good, None),
            fact("Foreign keys", "2, all validated", Standing::Good, None),
        ],
        missing: vec![
            missing(
                "users_email_format",
                "check (email ~ '^[^@]+@[^@]+$')",
                Visible::Seen(3),
                Some("select count(*) from public.users where not (email ~ '^[^@]+@[^@]+$')"),
            ),
            missing(
                "users_phone_format",
                "check (phone ~ '^[+0-9 ]+$')",
                Visible::Seen(0),
                None,
            ),
            missing(
                "users_token_expiry",
                "check (expires_at > created_at)",
                Visible::Hidden("the column expires_at is not there".to_owned()),
                None,
            ),
        ],
    }
}
