//! What is asked for, what to do, what it risks, when, and the evidence.

use provost_core::audit::{Severity, Status};
use provost_core::schema::consistency::{
    Action, ComplianceLine, Evidence, EvidencePart, Phase, Priority, Requirement, Risk, Size,
};

pub(super) fn compliance() -> Vec<ComplianceLine> {
    let line = |requirement, title: &str, basis: &str, status, because: &str| ComplianceLine {
        requirement,
        title: title.to_owned(),
        basis: basis.to_owned(),
        status,
        because: because.to_owned(),
        missing: Vec::new(),
    };
    vec![
        line(
            Requirement::AuditTrail,
            "Audit logging",
            "GDPR Art. 30",
            Status::Fail,
            "The table audit_log is missing",
        ),
        line(
            Requirement::PasswordHashes,
            "Password hashing",
            "ISO/IEC 27001:2022 A.8.5",
            Status::Pass,
            "users.hashed_password holds bcrypt hashes",
        ),
        line(
            Requirement::Retention,
            "Retention",
            "GDPR Art. 5(1)(e)",
            Status::NotDeterminable,
            "No table says how long rows are kept",
        ),
    ]
}

/// An action that takes so many days at least and at most.
fn action(
    priority: Priority,
    title: &str,
    commands: &[&str],
    (least_days, most_days): (u32, u32),
    mends: &[u32],
    after: &[u32],
) -> Action {
    Action {
        priority,
        title: title.to_owned(),
        detail: "It is needed before the others, because they rest on it.".to_owned(),
        commands: commands.iter().map(|line| (*line).to_owned()).collect(),
        size: Size {
            least_days,
            most_days,
        },
        mends: mends.to_vec(),
        after: after.to_vec(),
    }
}

pub(super) fn actions() -> Vec<Action> {
    vec![
        action(
            Priority::Immediate,
            "Close the gap in the chain of migrations",
            &["git log --all -- '*c3d7a3a4d59c*'"],
            (1, 2),
            &[0],
            &[],
        ),
        action(
            Priority::Immediate,
            "Apply the migrations that protect accounts",
            &[
                "alembic upgrade enhanced_2fa_system_20250803",
                "alembic upgrade critical_database_fixes_20250807",
            ],
            (2, 4),
            &[1, 2, 3],
            &[0],
        ),
        action(
            Priority::Immediate,
            "Use one database name in all environments",
            &[],
            (1, 1),
            &[4],
            &[],
        ),
        action(
            Priority::Progressive,
            "Mend the rows that break constraints, then add these",
            &[],
            (2, 3),
            &[6],
            &[1],
        ),
        action(
            Priority::Progressive,
            "Create the missing indexes",
            &["create index concurrently on public.user_history_summaries (user_id);"],
            (1, 1),
            &[5],
            &[1],
        ),
        action(
            Priority::Synchronization,
            "Compare the schema whenever something is merged",
            &["provost schema compare --expected migrations --fail-on high"],
            (3, 5),
            &[],
            &[1, 3],
        ),
    ]
}

pub(super) fn risks() -> Vec<Risk> {
    let risk = |level, title: &str| Risk {
        level,
        title: title.to_owned(),
        because: "The tables that keep second factors are missing while the switch is there"
            .to_owned(),
        mitigation: "Take the switch out of the screens until the tables are there".to_owned(),
    };
    vec![
        risk(Severity::High, "Accounts look protected and are not"),
        risk(Severity::High, "Nobody can say who read personal data"),
        risk(Severity::Medium, "A migration fails half way"),
    ]
}

pub(super) fn phases() -> Vec<Phase> {
    let phase = |title: &str, days, actions: &[u32]| Phase {
        title: title.to_owned(),
        days,
        actions: actions.to_vec(),
    };
    vec![
        phase("Foundation", (0, 3), &[0, 2]),
        phase("Authentication", (3, 7), &[1]),
        phase("Rows and indexes", (7, 11), &[3, 4]),
        phase("Synchronization", (11, 16), &[5]),
    ]
}

pub(super) fn evidence() -> Vec<Evidence> {
    let asked = |part, title: &str, sql: &str, result: &str| Evidence {
        part,
        title: title.to_owned(),
        sql: sql.to_owned(),
        result: result.to_owned(),
    };
    let shown =
        |title: &str, sql: &str, result: &str| asked(EvidencePart::Facts, title, sql, result);
    vec![
        shown(
            "Where the session is",
            "select current_database(), current_user, version()",
            "ai_workflow_db | app_user | PostgreSQL 16.9",
        ),
        shown(
            "Tables",
            "select table_name\n  from information_schema.tables\n where table_schema = 'public'\n order by table_name",
            "alembic_version\nsystem_prompts\nuser_history_summaries\nusers",
        ),
        shown(
            "Migration state",
            "select * from alembic_version",
            "e1f2g3h4i5j6",
        ),
        shown("Users", "select count(*) from users", "18"),
        shown("Nothing", "select 1 where false", ""),
        asked(
            EvidencePart::Catalog,
            "Which schemas are there?",
            "select nspname as name from pg_catalog.pg_namespace",
            "2 rows\npublic\nreporting",
        ),
    ]
}
