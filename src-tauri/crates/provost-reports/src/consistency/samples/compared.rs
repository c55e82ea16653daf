//! Tables and differences.

use provost_core::audit::Severity;
use provost_core::schema::comparison::{
    Area, COMPARISON_SCHEMA, Change, Comparison, Difference, KindCount, ObjectId, ObjectKind,
    Options, PropertyDifference,
};
use provost_core::schema::consistency::{
    TableComparison, TableGroup, TableLine, TableState, Tally,
};
use provost_core::schema::{ComparisonReport, NotCompared};

use super::{LONG, script};

/// The tables that are not there.
pub(super) const MISSING: [(Area, &[&str]); 4] = [
    (
        Area::Authentication,
        &[
            "registered_devices",
            "user_two_factor_auth",
            "passkey_credentials",
            "two_factor_challenges",
            "device_login_attempts",
            "two_factor_policies",
            "user_sms_two_factor",
            "secure_token_storage",
            "authentication_sessions",
            "session_warnings",
        ],
    ),
    (
        Area::Security,
        &[
            "audit_log",
            "security_violations",
            "data_access_log",
            "compliance_assessment",
            "forensic_investigation",
            "privacy_requests",
        ],
    ),
    (
        Area::Application,
        &[
            "calendars",
            "events",
            "documents",
            "chat_history",
            "tasks",
            LONG,
        ],
    ),
    (
        Area::Agents,
        &[
            "agent_configuration",
            "gpu_resource",
            "task_delegation",
            "multi_agent_conversation",
        ],
    ),
];

const PRESENT: [(Area, &str, TableState, u32, i64); 5] = [
    (Area::Authentication, "users", TableState::Changed, 53, 18),
    (Area::Agents, "system_prompts", TableState::Same, 7, 42),
    (
        Area::Application,
        "user_history_summaries",
        TableState::Same,
        6,
        0,
    ),
    (Area::Other, "alembic_version", TableState::Same, 1, 1),
    (
        Area::Other,
        "tmp_import_2023",
        TableState::Unexpected,
        12,
        1_204_512,
    ),
];

/// An object of the schema public.
pub(super) fn object(kind: ObjectKind, table: Option<&str>, name: &str) -> ObjectId {
    ObjectId {
        schema: Some("public".to_owned()),
        table: table.map(str::to_owned),
        kind,
        name: name.to_owned(),
    }
}

fn missing(area: Area) -> impl Iterator<Item = TableLine> {
    let names = MISSING.iter().filter(move |(of, _)| *of == area);
    names
        .flat_map(|(_, names)| names.iter())
        .map(|name| TableLine {
            name: (*name).to_owned(),
            state: TableState::Missing,
            purpose: Some(format!("Keeps {}", name.replace('_', " "))),
            columns_expected: Some(11),
            columns_present: None,
            differences: 1,
            worst: Some(Severity::High),
            rows: None,
        })
}

fn present(area: Area) -> impl Iterator<Item = TableLine> {
    let lines = PRESENT.iter().filter(move |(of, ..)| *of == area);
    lines.map(|(_, name, state, columns, rows)| TableLine {
        name: (*name).to_owned(),
        state: state.clone(),
        purpose: (*name == "users").then(|| "Who may sign in, and what they prefer".to_owned()),
        columns_expected: (*state != TableState::Unexpected).then_some(*columns),
        columns_present: Some(*columns - u32::from(*name == "users")),
        differences: if *state == TableState::Changed { 4 } else { 0 },
        worst: (*state == TableState::Changed).then_some(Severity::High),
        rows: Some(if *rows > 1_000 {
            Tally::Estimated(*rows)
        } else {
            Tally::Counted(*rows)
        }),
    })
}

pub(super) fn tables() -> TableComparison {
    let areas = [
        Area::Authentication,
        Area::Security,
        Area::Application,
        Area::Agents,
        Area::Other,
    ];
    let groups = areas.map(|area| {
        let tables: Vec<TableLine> = missing(area).chain(present(area)).collect();
        let count = |wanted: fn(&TableState) -> bool| {
            let found = tables.iter().filter(|line| wanted(&line.state)).count();
            u32::try_from(found).unwrap()
        };
        TableGroup {
            schema: "public".to_owned(),
            area,
            expected: count(|state| *state != TableState::Unexpected),
            present: count(|state| !matches!(state, TableState::Unexpected | TableState::Missing)),
            tables,
        }
    });
    TableComparison {
        expected: 30,
        present: 4,
        unexpected: 1,
        groups: groups.into(),
    }
}

fn difference(object: ObjectId, change: Change, severity: Severity, reason: &str) -> Difference {
    Difference {
        object,
        area: Area::Authentication,
        change,
        severity,
        reason: reason.to_owned(),
        noise: false,
        properties: Vec::new(),
    }
}

fn property(name: &str, expected: Option<&str>, actual: Option<&str>) -> PropertyDifference {
    PropertyDifference {
        property: name.to_owned(),
        expected: expected.map(str::to_owned),
        actual: actual.map(str::to_owned),
    }
}

/// What is wrong with the table of users.
fn of_users() -> Vec<Difference> {
    let users = |kind, name| object(kind, Some("users"), name);
    vec![
        Difference {
            properties: vec![property("row security", Some("enabled, forced"), None)],
            ..difference(
                object(ObjectKind::Table, None, "users"),
                Change::Changed,
                Severity::Critical,
                "Without row security every role that may read the table sees every row",
            )
        },
        Difference {
            properties: vec![
                property("type", Some("character varying(320)"), Some("text")),
                property("nullable", Some("no"), Some("yes")),
                property("default", None, Some("'nobody@example.com'::text")),
            ],
            ..difference(
                users(ObjectKind::Column, "email"),
                Change::Changed,
                Severity::High,
                "Rows can lack what programs rely on",
            )
        },
        difference(
            users(ObjectKind::Check, "users_email_format"),
            Change::Missing,
            Severity::Medium,
            "Rows that break it can come in",
        ),
        difference(
            users(ObjectKind::Index, "users_created_at_idx"),
            Change::Renamed {
                from: "ix_users_created".to_owned(),
            },
            Severity::Info,
            "Only the name differs",
        ),
    ]
}

fn differences() -> Vec<Difference> {
    let mut all = of_users();
    all.extend([
        difference(
            object(ObjectKind::Table, None, "tmp_import_2023"),
            Change::Unexpected,
            Severity::Low,
            "Nobody says what it is for",
        ),
        Difference {
            noise: true,
            ..difference(
                object(ObjectKind::Table, None, "system_prompts"),
                Change::Changed,
                Severity::Info,
                "The order of the columns differs; no program should rely on it",
            )
        },
        Difference {
            object: ObjectId {
                schema: None,
                table: None,
                kind: ObjectKind::Extension,
                name: "vector".to_owned(),
            },
            ..difference(
                object(ObjectKind::Extension, None, "vector"),
                Change::Missing,
                Severity::High,
                "Columns of its type cannot be made without it",
            )
        },
    ]);
    for (area, names) in MISSING {
        all.extend(names.iter().map(|name| Difference {
            area,
            ..difference(
                object(ObjectKind::Table, None, name),
                Change::Missing,
                Severity::High,
                "Programs that use the table fail",
            )
        }));
    }
    all.sort_by(|left, right| {
        (right.severity, left.noise, &left.object).cmp(&(left.severity, right.noise, &right.object))
    });
    all
}

pub(super) fn comparison() -> ComparisonReport {
    let count = |kind, expected, present, unexpected| KindCount {
        kind,
        expected,
        present,
        unexpected,
    };
    ComparisonReport {
        comparison: Comparison {
            schema: COMPARISON_SCHEMA.to_owned(),
            options: Options::default(),
            differences: differences(),
            counts: vec![
                count(ObjectKind::Extension, 1, 0, 0),
                count(ObjectKind::Table, 30, 4, 1),
                count(ObjectKind::Column, 1_412, 79, 12),
                count(ObjectKind::Check, 12, 0, 0),
            ],
        },
        script: script::script(),
        not_compared: vec![NotCompared {
            part: None,
            what: "index public.documents_near".to_owned(),
            reason: "The local server lacks the extension vector.".to_owned(),
        }],
        notes: vec!["Two statements of db/structure.sql set a role and were left out.".to_owned()],
        ..super::empty().comparison
    }
}
