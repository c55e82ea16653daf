use chrono::TimeDelta;

use super::*;
use crate::audit::Status;
use crate::catalog::TableStatistics;
use crate::catalog::sample::{healthy, index, table, taken_at};

/// Counts of a table that is read a thousand times by index.
pub(in crate::audit::rules) fn counts() -> TableStatistics {
    TableStatistics {
        sequential_scans: 1,
        sequential_rows: 1_000,
        index_scans: 1_000,
        inserted: 0,
        updated: 0,
        deleted: 0,
        live_rows: 1_000,
        dead_rows: 0,
        changed_since_analyze: 0,
        last_vacuum: Some(taken_at() - TimeDelta::hours(3)),
        last_analyze: Some(taken_at() - TimeDelta::hours(3)),
    }
}

fn read(index: Index) -> Catalog {
    let mut table = table("public.orders").keyed().with_index(index);
    table.statistics = Some(counts());
    healthy().with(table)
}

fn idle(bytes: i64) -> Index {
    Index {
        scans: Some(0),
        bytes,
        ..index("orders_note", &["note"])
    }
}

#[test]
fn a_large_index_without_a_scan_is_unused() {
    let answer = unused_indexes(&read(idle(20 << 20))).answer;
    assert_eq!(answer.worst(), Some(Severity::Low));
    assert!(
        answer.findings()[0]
            .fix_sql
            .as_deref()
            .unwrap()
            .ends_with("DROP INDEX CONCURRENTLY public.orders_note;")
    );
    assert_eq!(
        unused_indexes(&read(idle(2 << 30))).answer.worst(),
        Some(Severity::Medium)
    );
    assert_eq!(
        unused_indexes(&read(idle(1 << 20))).answer.status(),
        Status::Pass
    );
    assert_eq!(
        unused_indexes(&read(Index {
            unique: true,
            ..idle(20 << 20)
        }))
        .answer
        .status(),
        Status::Pass
    );
    assert_eq!(
        unused_indexes(&read(Index {
            scans: Some(1),
            ..idle(20 << 20)
        }))
        .answer
        .status(),
        Status::Pass
    );
}

#[test]
fn a_table_that_nobody_reads_proves_nothing() {
    let mut catalog = read(idle(20 << 20));
    for table in &mut catalog.relations {
        table.statistics = Some(TableStatistics {
            index_scans: 0,
            ..counts()
        });
    }
    assert_eq!(unused_indexes(&catalog).answer.status(), Status::Pass);
}

#[test]
fn young_counts_are_stale() {
    let mut catalog = read(idle(20 << 20));
    catalog.database.statistics_reset = Some(taken_at() - TimeDelta::days(2));
    for check in [
        unused_indexes,
        sequential_scans,
        cache_hits,
        temporary_files,
    ] {
        assert_eq!(check(&catalog).answer.status(), Status::Stale);
    }
    catalog.database.statistics_reset = None;
    catalog.server.started_at = taken_at() - TimeDelta::days(6);
    assert_eq!(unused_indexes(&catalog).answer.status(), Status::Stale);
}

#[test]
fn counts_that_say_nothing_are_no_pass() {
    let off = read(idle(20 << 20)).set("track_counts", "off");
    assert_eq!(
        unused_indexes(&off).answer.status(),
        Status::NotDeterminable
    );
    let mut standby = read(idle(20 << 20));
    standby.server.in_recovery = true;
    assert_eq!(
        unused_indexes(&standby).answer.status(),
        Status::NotDeterminable
    );
}

fn scanned(rows: i64, scans: i64, rows_read: i64) -> Option<Severity> {
    let mut table = table("public.orders");
    table.row_estimate = Some(rows);
    table.statistics = Some(TableStatistics {
        sequential_scans: scans,
        sequential_rows: rows_read,
        ..counts()
    });
    sequential_scans(&healthy().with(table)).answer.worst()
}

#[test]
fn only_large_tables_read_whole_again_and_again_are_found() {
    assert_eq!(
        scanned(2_000_000, 5_000, 10_000_000_000),
        Some(Severity::Medium)
    );
    assert_eq!(scanned(200_000, 5_000, 1_000_000_000), Some(Severity::Low));
    assert_eq!(scanned(1_000, 5_000, 5_000_000), None);
    // A nightly export reads all, and is a hundredth of the scans.
    assert_eq!(scanned(2_000_000, 10, 20_000_000), None);
}

#[test]
fn a_small_cache_is_seen_once_much_was_read() {
    let with = |hit, read| {
        let mut catalog = healthy();
        (catalog.database.blocks_hit, catalog.database.blocks_read) = (hit, read);
        cache_hits(&catalog).answer.worst()
    };
    assert_eq!(with(8_000_000, 2_000_000), Some(Severity::Low));
    assert_eq!(with(92_000_000, 8_000_000), Some(Severity::Info));
    assert_eq!(with(99_000_000, 1_000_000), None);
    assert_eq!(with(0, 100), None);
}

#[test]
fn temporary_files_are_measured_by_transaction() {
    let with = |bytes, commits| {
        let mut catalog = healthy();
        catalog.database.temporary_bytes = bytes;
        catalog.database.commits = commits;
        temporary_files(&catalog).answer.worst()
    };
    assert_eq!(with(100 << 30, 1_000), Some(Severity::Low));
    assert_eq!(with(100 << 30, 100_000_000), None);
    assert_eq!(with(1 << 30, 1), None);
}

#[test]
fn partitions_are_only_suggested() {
    let mut log = table("public.events")
        .keyed()
        .col("at", "timestamp with time zone");
    log.row_estimate = Some(80_000_000);
    log.statistics = Some(TableStatistics {
        inserted: 80_000_000,
        updated: 5,
        ..counts()
    });
    assert_eq!(
        partitioning(&healthy().with(log.clone())).answer.worst(),
        Some(Severity::Info)
    );
    log.row_estimate = Some(1_000);
    assert_eq!(
        partitioning(&healthy().with(log)).answer.status(),
        Status::Pass
    );
}
