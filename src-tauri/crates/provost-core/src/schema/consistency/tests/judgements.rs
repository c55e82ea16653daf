//! Single judgements: what tips each of them.

use super::seed::{Facts, migrations};
use crate::audit::{Severity, Status};
use crate::catalog::sample::{column, healthy, policy, table};
use crate::catalog::{Catalog, Column, PolicyCommand, Relation, Visible};
use crate::schema::configuration::{Configuration, read};
use crate::schema::consistency::{
    Consistency, Fact, Finding, FindingCode, Pooler, Standing, TableState, Tally,
};
use crate::schema::history::Tool;

fn alone(catalog: Catalog) -> Consistency {
    Facts::of(catalog.clone(), catalog).assessed()
}

fn found(report: &Consistency, code: FindingCode) -> Option<&Finding> {
    report.findings.iter().find(|one| one.code == code)
}

pub(super) fn severity(report: &Consistency, code: FindingCode) -> Option<Severity> {
    found(report, code).map(|one| one.severity)
}

pub(super) fn users() -> Relation {
    table("public.users").keyed().col("hashed_password", "text")
}

#[test]
fn a_sign_of_a_second_factor_weighs_by_what_stands_behind_it() {
    const CODE: FindingCode = FindingCode::SecondFactorWithoutTables;
    let flagged = || users().col("mfa_enabled", "boolean");
    assert_eq!(severity(&alone(healthy().with(users())), CODE), None);
    assert_eq!(
        severity(&alone(healthy().with(flagged())), CODE),
        Some(Severity::High)
    );
    let with_secret = flagged()
        .col("mfa_secret", "bytea")
        .col("mfa_secret_key_id", "text");
    let report = alone(healthy().with(with_secret));
    assert_eq!(severity(&report, CODE), Some(Severity::Medium));
    assert_eq!(
        found(&report, CODE).unwrap().shown_by,
        ["public.users.mfa_enabled", "public.users.mfa_secret"]
    );
    assert_eq!(found(&report, FindingCode::SecretsInTheClear), None);
    let with_table = healthy()
        .with(flagged())
        .with(table("public.totp_secrets").keyed());
    assert_eq!(severity(&alone(with_table), CODE), None);
}

#[test]
fn where_nobody_signs_in_nothing_is_missed() {
    let report = alone(healthy().with(table("public.readings").keyed().col("celsius", "numeric")));
    for code in [
        FindingCode::NoAuditTrail,
        FindingCode::NoSessionTables,
        FindingCode::ComplianceGap,
    ] {
        assert_eq!(found(&report, code), None, "{code:?}");
    }
    assert!(
        report
            .compliance
            .iter()
            .all(|one| one.status != Status::Fail)
    );
}

#[test]
fn the_cache_is_judged_only_after_enough_reads() {
    let severity = |hit, read| {
        let mut catalog = healthy();
        (catalog.database.blocks_hit, catalog.database.blocks_read) = (hit, read);
        severity(&alone(catalog), FindingCode::CacheTooSmall)
    };
    assert_eq!(severity(50, 50), None);
    assert_eq!(severity(990_000, 10_000), None);
    assert_eq!(severity(980_000, 20_000), Some(Severity::Low));
    assert_eq!(severity(890_000, 110_000), Some(Severity::Medium));
}

#[test]
fn bloat_counts_when_it_is_much_and_a_large_share() {
    let found = |bytes, bloat| {
        let mut facts = Facts::of(healthy(), healthy());
        facts.infrastructure.tables.truncate(1);
        let load = facts.infrastructure.tables.first_mut().unwrap();
        (load.bytes, load.bloat_bytes) = (bytes, Some(bloat));
        found(&facts.assessed(), FindingCode::Bloat).map(|one| one.title.clone())
    };
    assert_eq!(found(10 << 20, 9 << 20), None, "not much");
    assert_eq!(found(100 << 20, 20 << 20), None, "a small share");
    assert_eq!(
        found(100 << 20, 40 << 20).as_deref(),
        Some("1 table holds about 40.0 MiB that its rows do not need.")
    );
}

#[test]
fn a_right_that_opens_is_told_apart_from_one_that_closes() {
    let secured = || {
        let mut notes = table("public.notes").keyed().secured();
        notes.policies.push(policy(
            "notes_own",
            PolicyCommand::All,
            "(owner = CURRENT_USER)",
        ));
        notes
    };
    let open = |is: Relation| {
        let report = Facts::of(healthy().with(secured()), healthy().with(is)).assessed();
        severity(&report, FindingCode::RightsWider)
    };
    let mut without = secured();
    without.policies.clear();
    assert_eq!(open(without), None, "a policy that is missing shows less");
    let mut off = secured();
    off.row_security = false;
    let report = Facts::of(healthy().with(secured()), healthy().with(off.clone())).assessed();
    let step = report
        .actions
        .iter()
        .find(|one| one.title == "Close what is open")
        .unwrap();
    assert_eq!(
        step.commands,
        ["alter table public.notes enable row level security;"]
    );
    assert_eq!(open(off), Some(Severity::Critical));
    assert_eq!(
        open(secured().grant("PUBLIC", "SELECT")),
        Some(Severity::High)
    );
    let mut other = secured();
    other
        .policies
        .push(policy("notes_all", PolicyCommand::Select, "true"));
    assert_eq!(open(other), Some(Severity::High));
}

#[test]
fn a_renamed_table_is_there_under_its_other_name() {
    let columns = |name: &str| table(name).keyed().col("body", "text").col("title", "text");
    let mut is = columns("public.users");
    is.comment = Some("People.".to_owned());
    let mut should = columns("public.members");
    should.comment = Some("People.".to_owned());
    let report = Facts::of(healthy().with(should), healthy().with(is)).assessed();
    let line = report
        .tables
        .groups
        .iter()
        .flat_map(|group| &group.tables)
        .next()
        .unwrap();
    assert_eq!(
        line.state,
        TableState::Renamed {
            from: "users".to_owned()
        }
    );
    assert_eq!(
        (line.rows, line.columns_present),
        (Some(Tally::Counted(18)), Some(3))
    );
    assert_eq!((report.tables.present, report.tables.expected), (1, 1));
}

#[test]
fn files_of_plain_sql_are_not_said_to_wait() {
    let mut facts = Facts::seed();
    let mut history = migrations();
    history.tool = Some(Tool::PlainSql);
    facts.history = Some(history);
    let report = facts.assessed();
    assert_eq!(found(&report, FindingCode::MigrationsPending), None);
    assert_eq!(
        report.conclusion.headline,
        "4 of 35 expected tables are there."
    );
}

#[test]
fn a_state_table_that_nobody_expects_is_no_finding() {
    let version = table("public.alembic_version").with_column(Column {
        not_null: true,
        ..column("version_num", "character varying(32)")
    });
    let report = Facts::of(healthy(), healthy().with(version)).assessed();
    assert_eq!(report.tables.unexpected, 1);
    assert_eq!(found(&report, FindingCode::TablesUnexpected), None);
    let other = table("public.scratch").keyed();
    let report = Facts::of(healthy(), healthy().with(other)).assessed();
    assert_eq!(
        severity(&report, FindingCode::TablesUnexpected),
        Some(Severity::Medium)
    );
}

#[test]
fn an_expected_index_that_will_serve_a_key_is_missed_once() {
    let orders = || {
        table("public.orders")
            .keyed()
            .col("user_id", "bigint")
            .foreign_key(&["user_id"], "public.users", &["id"])
    };
    let indexed = orders().with_index(crate::catalog::sample::index("orders_user", &["user_id"]));
    let report = Facts::of(
        healthy().with(users()).with(indexed),
        healthy().with(users()).with(orders()),
    )
    .assessed();
    let missed: Vec<&str> = report
        .performance
        .missing_indexes
        .iter()
        .map(|one| one.serves.as_str())
        .collect();
    assert_eq!(missed, ["orders_user"]);
    let told = found(&report, FindingCode::IndexesMissing).unwrap();
    assert_eq!(
        told.title,
        "1 index that is expected is missing: public.orders for orders_user."
    );
    let fact = report
        .performance
        .facts
        .iter()
        .find(|one| one.label == "Indexes")
        .unwrap();
    assert_eq!(fact.standing, Standing::Attention);
}

fn told<'a>(facts: &'a [Fact], label: &str) -> &'a Fact {
    facts.iter().find(|one| one.label == label).unwrap()
}

fn file(path: &str, text: &str) -> Configuration {
    read(path, text).unwrap()
}

/// The answer of the server to a role without `pg_monitor`: it sees one of the two sessions.
#[test]
fn the_connections_that_a_plain_role_sees_are_the_least_that_there_are() {
    let mut facts = Facts::of(healthy(), healthy());
    facts.infrastructure.connections_allowed = 47;
    facts.infrastructure.connections_used = Visible::Hidden("Grant pg_monitor.".to_owned());
    let used = |facts: &Facts| told(&facts.assessed().infrastructure, "Connections in use").clone();
    assert!(matches!(used(&facts).value, Visible::Hidden(_)));
    facts.infrastructure.connections_least = Some(1);
    let fact = used(&facts);
    assert_eq!(fact.value, Visible::Seen("at least 1 of 47".to_owned()));
    assert_eq!(fact.standing, Standing::Neutral);
    assert_eq!(fact.note.as_deref(), Some("Grant pg_monitor."));
    facts.infrastructure.connections_least = Some(40);
    assert_eq!(used(&facts).standing, Standing::Attention);
}

#[test]
fn a_pooler_that_only_a_file_names_is_told() {
    let mut facts = Facts::of(healthy(), healthy());
    facts.infrastructure.pooler = Pooler::None;
    let pooler = |facts: &Facts| {
        told(&facts.assessed().infrastructure, "Pooler")
            .value
            .clone()
    };
    assert_eq!(pooler(&facts), Visible::Seen("none was noticed".to_owned()));
    facts.configurations = vec![file(
        "environments/pgbouncer.ini",
        "[databases]\nd = host=db\n[pgbouncer]\npool_mode = transaction\nmax_client_conn = 250\n",
    )];
    assert_eq!(
        pooler(&facts),
        Visible::Seen(
            "this connection goes through none; pgbouncer.ini names one (max_client_conn 250, pool_mode transaction)"
                .to_owned()
        )
    );
}

#[test]
fn a_server_without_tls_is_judged_by_where_the_line_leads() {
    let server = || healthy().set("ssl", "off");
    let judged = |host: &str, socket: bool| {
        let mut facts = Facts::of(server(), server());
        facts.infrastructure.socket = socket;
        facts.configurations = vec![file("a.env", &format!("PGHOST={host}\nPGDATABASE=d\n"))];
        let report = facts.assessed();
        let fact = told(&report.connectivity.facts, "TLS of the server");
        (fact.standing, fact.note.is_some())
    };
    assert_eq!(judged("db.example.org", false), (Standing::Bad, false));
    assert_eq!(judged("127.0.0.1", false), (Standing::Attention, true));
    assert_eq!(judged("/run/postgresql", true), (Standing::Attention, true));
}
