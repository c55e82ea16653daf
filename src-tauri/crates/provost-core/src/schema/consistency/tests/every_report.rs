//! What holds for every report, over databases that differ in one thing each.

use std::collections::BTreeSet;

use super::seed::{Facts, actual, expected};
use crate::audit::Severity;
use crate::catalog::sample::{column, constraint, hba, healthy, index, table};
use crate::catalog::{Column, ConstraintKind, RelationKind, Visible};
use crate::schema::comparison::ObjectKind;
use crate::schema::consistency::{BreakingRows, Consistency, FindingCode, Pooler, TableState};

/// Databases that have one thing each that others have not.
fn reports() -> Vec<(&'static str, Facts)> {
    let empty = || Facts::of(healthy(), healthy());
    let mut failing = actual().set("ssl", "off").version(11);
    failing.hba_rules = Visible::Seen(vec![hba("host", Some("0.0.0.0"), "trust")]);
    failing.database.blocks_hit = 800_000;
    failing.database.blocks_read = 2_000_000;
    let clear = healthy().with(
        table("public.members")
            .keyed()
            .col("password", "text")
            .col("mfa_enabled", "boolean")
            .col("api_token", "text"),
    );
    let mut hidden = actual();
    hidden.hba_rules = Visible::Hidden("The role may not read it.".to_owned());
    hidden.database.bytes = Visible::Hidden("The role may not connect.".to_owned());
    let mut silent = Facts::of(expected(), hidden);
    silent.infrastructure.connections_used = Visible::Hidden("pg_monitor is missing".to_owned());
    silent.infrastructure.tls = Visible::Hidden("pg_monitor is missing".to_owned());
    silent.infrastructure.pooler = Pooler::Silent {
        noticed: "a pooler".to_owned(),
        reason: "it refused".to_owned(),
    };
    let mut full = Facts::of(actual(), actual());
    full.infrastructure.connections_used = Visible::Seen(96);
    for load in &mut full.infrastructure.tables {
        (load.bytes, load.bloat_bytes) = (100 << 20, Some(40 << 20));
    }
    let mut no_key = healthy().with(table("public.notes").col("body", "text"));
    no_key.relations[0].row_estimate = None;
    vec![
        ("nothing", empty()),
        ("seed", Facts::seed()),
        ("no migrations", Facts::of(expected(), actual())),
        ("the other way round", Facts::of(actual(), expected())),
        ("failing server", Facts::of(expected(), failing)),
        ("in the clear", Facts::of(clear.clone(), clear)),
        ("hidden", silent),
        ("full", full),
        ("no key", Facts::of(actual(), no_key)),
        ("changed", changed()),
        ("partitions", partitions()),
    ]
}

/// A table with a constraint, a NOT NULL, row security and an index less, and with a type changed and a right more.
fn changed() -> Facts {
    let should = || {
        let mut notes = table("public.notes")
            .keyed()
            .secured()
            .with_column(Column {
                not_null: true,
                ..column("body", "text")
            })
            .col("owner_id", "bigint");
        let mut check = constraint("notes_body", ConstraintKind::Check, &["body"]);
        check.definition = "CHECK (body <> '')".to_owned();
        notes.constraints.push(check);
        notes.with_index(index("notes_owner_idx", &["owner_id"]))
    };
    let mut is = should().grant("PUBLIC", "SELECT");
    is.row_security = false;
    is.constraints
        .retain(|one| one.kind == ConstraintKind::PrimaryKey);
    is.indexes.retain(|one| one.primary);
    is.columns[1].not_null = false;
    is.columns[2].data_type = "integer".to_owned();
    let old = table("public.old_notes").keyed();
    let mut facts = Facts::of(healthy().with(should()), healthy().with(is).with(old));
    let differences = &facts.comparison.comparison.differences;
    let body = differences
        .iter()
        .find(|one| one.object.kind == ObjectKind::Column && one.object.name == "body")
        .unwrap();
    facts.breaking.push(BreakingRows {
        object: body.object.clone(),
        rows: Visible::Seen(7),
        sql: Some("select 7".to_owned()),
    });
    facts
}

/// A partitioned table of whose two partitions one is missing, and a foreign table that nobody expects.
fn partitions() -> Facts {
    let mut whole = table("public.log").keyed();
    whole.kind = RelationKind::PartitionedTable;
    whole.partition_key = Some("RANGE (id)".to_owned());
    let part = |name: &str| {
        let mut part = table(name).col("id", "bigint");
        part.partition_of = Some(whole.name.clone());
        part.partition_bound = Some("FOR VALUES FROM (0) TO (9)".to_owned());
        part
    };
    let mut foreign = table("public.elsewhere").col("id", "bigint");
    foreign.kind = RelationKind::ForeignTable;
    let is = healthy()
        .with(whole.clone())
        .with(part("public.log_1"))
        .with(foreign);
    let should = healthy()
        .with(whole.clone())
        .with(part("public.log_1"))
        .with(part("public.log_2"));
    Facts::of(should, is)
}

fn each(check: impl Fn(&str, &Facts, &Consistency)) {
    for (name, facts) in reports() {
        check(name, &facts, &facts.assessed());
    }
}

#[test]
fn the_same_facts_give_the_same_report() {
    each(|name, facts, report| {
        assert_eq!(report, &facts.assessed(), "{name}");
        let json = |report: &Consistency| serde_json::to_string(report).unwrap();
        assert_eq!(json(report), json(&facts.assessed()), "{name}");
    });
}

#[test]
fn each_finding_says_what_is_wrong_what_follows_and_what_to_do() {
    each(|name, _, report| {
        for finding in &report.findings {
            for text in [&finding.title, &finding.impact, &finding.remedy] {
                assert!(
                    text.ends_with('.') && !text.contains("  ") && !text.contains(".."),
                    "{name}: {text:?}"
                );
            }
            assert!(!finding.shown_by.is_empty(), "{name}: {finding:?}");
            let said: BTreeSet<&String> = finding.shown_by.iter().collect();
            assert_eq!(said.len(), finding.shown_by.len(), "{name}: {finding:?}");
        }
        let severities: Vec<Severity> = report.findings.iter().map(|one| one.severity).collect();
        assert!(
            severities.is_sorted_by(|left, right| left >= right),
            "{name}"
        );
        assert_eq!(
            report.conclusion.risk,
            severities.first().copied(),
            "{name}"
        );
        assert!(report.conclusion.sentences.len() <= 5, "{name}");
    });
}

#[test]
fn the_plan_mends_every_finding_in_an_order_in_which_it_can_be_done() {
    each(|name, _, report| {
        let mended: BTreeSet<u32> = report
            .actions
            .iter()
            .flat_map(|one| one.mends.clone())
            .collect();
        let all: BTreeSet<u32> = (0..u32::try_from(report.findings.len()).unwrap()).collect();
        assert_eq!(mended, all, "{name}");
        for (place, action) in report.actions.iter().enumerate() {
            assert!(
                action
                    .after
                    .iter()
                    .all(|before| usize::try_from(*before).unwrap() < place),
                "{name}: {action:?}"
            );
            assert!(
                1 <= action.size.least_days && action.size.least_days <= action.size.most_days,
                "{name}: {action:?}"
            );
        }
        let priorities: Vec<_> = report.actions.iter().map(|one| one.priority).collect();
        assert!(priorities.is_sorted(), "{name}");
        assert_eq!(
            report.actions.is_empty(),
            report.findings.is_empty(),
            "{name}"
        );
    });
}

#[test]
fn the_timeline_holds_every_action_once_and_without_a_gap() {
    each(|name, _, report| {
        let planned: Vec<u32> = report
            .phases
            .iter()
            .flat_map(|one| one.actions.clone())
            .collect();
        let all: Vec<u32> = (0..u32::try_from(report.actions.len()).unwrap()).collect();
        assert_eq!(planned, all, "{name}");
        let mut day = 0;
        for phase in &report.phases {
            assert_eq!(phase.days.0, day, "{name}");
            day = phase.days.1;
        }
        let titles: BTreeSet<&str> = report.phases.iter().map(|one| one.title.as_str()).collect();
        assert_eq!(titles.len(), report.phases.len(), "{name}");
        let most = report.conclusion.days.map_or(0, |(_, most)| most);
        assert_eq!(day, most, "{name}");
    });
}

#[test]
fn numbers_are_those_of_the_lists_that_they_stand_for() {
    each(|name, _, report| {
        let lines = || report.tables.groups.iter().flat_map(|group| &group.tables);
        let count = |wanted: fn(&TableState) -> bool| {
            u32::try_from(lines().filter(|line| wanted(&line.state)).count()).unwrap()
        };
        let missing = count(|state| *state == TableState::Missing);
        assert_eq!(
            report.tables.expected - report.tables.present,
            missing,
            "{name}"
        );
        assert_eq!(
            report.tables.unexpected,
            count(|state| *state == TableState::Unexpected),
            "{name}"
        );
        let mut counts = report.comparison.comparison.counts.iter();
        let counted = counts.find(|one| one.kind == ObjectKind::Table);
        let counted = counted.map_or((0, 0, 0), |one| (one.expected, one.present, one.unexpected));
        let told = (
            report.tables.expected,
            report.tables.present,
            report.tables.unexpected,
        );
        assert_eq!(told, counted, "{name}");
        let found: usize = report
            .findings
            .iter()
            .filter(|one| one.code == FindingCode::TablesMissing)
            .map(|one| one.shown_by.len())
            .sum();
        assert_eq!(u32::try_from(found).unwrap(), missing, "{name}");
    });
}

#[test]
fn every_difference_that_is_no_noise_is_told_by_some_finding() {
    each(|name, _, report| {
        for difference in report
            .comparison
            .comparison
            .differences
            .iter()
            .filter(|one| !one.noise)
        {
            let id = difference.object.to_string();
            let plain = format!(
                "{}.{}",
                difference.object.schema.clone().unwrap_or_default(),
                difference.object.name
            );
            let told = report
                .findings
                .iter()
                .flat_map(|one| &one.shown_by)
                .any(|one| {
                    one.starts_with(&id)
                        || *one == plain
                        || one.ends_with(&format!(": {}", difference.object.name))
                });
            let own_table = difference.object.name == "alembic_version";
            assert!(told || own_table, "{name}: {id}");
        }
    });
}

#[test]
fn nothing_wrong_leaves_nothing_to_do() {
    let report = Facts::of(healthy(), healthy()).assessed();
    assert_eq!(
        report.conclusion.headline,
        "No table is expected, and nothing differs."
    );
    assert_eq!(
        (report.conclusion.risk, report.conclusion.days),
        (None, None)
    );
    assert!(report.findings.is_empty() && report.actions.is_empty() && report.phases.is_empty());
}

#[test]
fn what_was_hidden_is_said_to_be_unknown_and_passes_nothing() {
    let (_, facts) = reports()
        .into_iter()
        .find(|(name, _)| *name == "hidden")
        .unwrap();
    let report = facts.assessed();
    for said in [
        "Connections in use: pg_monitor is missing.",
        "TLS of the line from here: pg_monitor is missing.",
        "Settings of the pooler (a pooler): it refused.",
        "pg_hba.conf: The role may not read it.",
    ] {
        assert!(
            report.not_known.iter().any(|one| one == said),
            "{said}: {:#?}",
            report.not_known
        );
    }
    let transit = report
        .compliance
        .iter()
        .find(|one| one.title == "Encryption on the way")
        .unwrap();
    assert_eq!(transit.status, crate::audit::Status::NotDeterminable);
}
