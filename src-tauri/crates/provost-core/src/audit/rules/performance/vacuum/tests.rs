use chrono::TimeDelta;

use super::*;
use crate::audit::Status;
use crate::catalog::sample::{healthy, named, table, taken_at};

fn counted(live: i64, dead: i64, days: i64) -> Relation {
    let mut relation = table("public.orders");
    let last = Some(taken_at() - TimeDelta::days(days));
    relation.statistics = Some(TableStatistics {
        sequential_scans: 0,
        sequential_rows: 0,
        index_scans: 0,
        inserted: 0,
        updated: 0,
        deleted: 0,
        live_rows: live,
        dead_rows: dead,
        changed_since_analyze: live,
        last_vacuum: last,
        last_analyze: last,
    });
    relation
}

#[test]
fn autovacuum_off_is_high_on_the_server_and_medium_on_a_table() {
    let answer = autovacuum(&healthy().set("autovacuum", "off")).answer;
    assert_eq!(answer.worst(), Some(Severity::High));
    assert!(
        answer.findings()[0]
            .fix_sql
            .as_deref()
            .unwrap()
            .starts_with("ALTER SYSTEM SET autovacuum = on;")
    );
    let mut large = table("public.orders");
    large.options.push("autovacuum_enabled=false".to_owned());
    large.row_estimate = Some(20_000);
    assert_eq!(
        autovacuum(&healthy().with(large.clone())).answer.worst(),
        Some(Severity::Medium)
    );
    large.row_estimate = Some(10);
    assert_eq!(
        autovacuum(&healthy().with(large)).answer.worst(),
        Some(Severity::Low)
    );
    assert_eq!(autovacuum(&healthy()).answer.status(), Status::Pass);
    assert_eq!(
        autovacuum(&healthy().unset("autovacuum")).answer.status(),
        Status::NotDeterminable
    );
}

#[test]
fn statistics_are_missing_or_old() {
    let old = fresh_statistics(&healthy().with(counted(50_000, 0, 30))).answer;
    assert_eq!(
        old.findings()[0].statement,
        "changed much since it was last analysed."
    );
    assert_eq!(
        fresh_statistics(&healthy().with(counted(50_000, 0, 1)))
            .answer
            .status(),
        Status::Pass
    );
    assert_eq!(
        fresh_statistics(&healthy().with(counted(500, 0, 30)))
            .answer
            .status(),
        Status::Pass
    );
    let mut never = counted(50_000, 0, 30);
    never.row_estimate = None;
    if let Some(counts) = &mut never.statistics {
        counts.last_analyze = None;
    }
    let answer = fresh_statistics(&healthy().with(never)).answer;
    assert_eq!(answer.findings()[0].statement, "was never analysed.");
    assert!(
        answer.findings()[0]
            .fix_sql
            .as_deref()
            .unwrap()
            .ends_with("ANALYZE public.orders;")
    );
}

#[test]
fn nobody_analyses_a_partitioned_parent() {
    let mut parent = table("public.events");
    parent.kind = RelationKind::PartitionedTable;
    parent.row_estimate = None;
    let mut part = table("public.events_1");
    part.partition_of = Some(named("public.events"));
    part.row_estimate = Some(50_000);
    let answer = fresh_statistics(&healthy().with(parent).with(part)).answer;
    assert_eq!(answer.findings()[0].subject, "public.events");
}

#[test]
fn dead_rows_count_when_many_and_old() {
    let worst = |live, dead, days| {
        dead_rows(&healthy().with(counted(live, dead, days)))
            .answer
            .worst()
    };
    assert_eq!(worst(100_000, 200_000, 9), Some(Severity::Medium));
    assert_eq!(worst(40_000, 20_000, 9), Some(Severity::Low));
    assert_eq!(worst(100_000, 200_000, 0), None);
    assert_eq!(worst(10, 20, 9), None);
}

#[test]
fn age_is_judged_against_its_limit() {
    let aged = |age, freeze: &str, switch: &str| {
        let mut catalog = healthy()
            .set("autovacuum_freeze_max_age", freeze)
            .set("autovacuum", switch)
            .with(table("public.orders"));
        catalog.database.frozen_xid_age = age;
        transaction_age(&catalog).answer
    };
    assert_eq!(
        aged(1_200_000_000, "200000000", "on").worst(),
        Some(Severity::Critical)
    );
    assert_eq!(
        aged(600_000_000, "200000000", "on").worst(),
        Some(Severity::High)
    );
    assert_eq!(aged(600_000_000, "800000000", "on").worst(), None);
    assert_eq!(
        aged(250_000_000, "200000000", "off").worst(),
        Some(Severity::Medium)
    );
    assert_eq!(aged(250_000_000, "200000000", "on").status(), Status::Pass);
    let fix = aged(1_200_000_000, "200000000", "on").findings()[0]
        .fix_sql
        .clone()
        .unwrap();
    assert!(fix.ends_with("VACUUM (FREEZE, VERBOSE) public.orders;"));
}

#[test]
fn a_server_that_just_started_gets_time() {
    let mut never = counted(100_000, 200_000, 9);
    never.row_estimate = None;
    if let Some(counts) = &mut never.statistics {
        (counts.last_analyze, counts.last_vacuum) = (None, None);
    }
    let mut catalog = healthy().with(never);
    assert_eq!(
        fresh_statistics(&catalog).answer.worst(),
        Some(Severity::Low)
    );
    assert_eq!(dead_rows(&catalog).answer.worst(), Some(Severity::Medium));
    catalog.server.started_at = taken_at() - TimeDelta::hours(2);
    assert_eq!(
        fresh_statistics(&catalog).answer.worst(),
        Some(Severity::Info)
    );
    assert_eq!(dead_rows(&catalog).answer.status(), Status::Pass);
}
