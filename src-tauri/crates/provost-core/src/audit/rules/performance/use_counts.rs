//! What the use counts say, once they are old enough to say it.

use super::super::maturity::{rows_of, stored, too_young};
use super::super::wording::{bytes, percent};
use crate::audit::rules::{Checked, Rule};
use crate::audit::{Area, Finding, Section, Severity};
use crate::catalog::{Catalog, Index, Relation, RelationKind, quote_identifier};

pub(super) const UNUSED_INDEXES: Rule = Rule {
    id: "performance.unused-indexes",
    title: "Large indexes are used",
    section: Section::PerformanceOptimization,
    area: Area::Performance,
    severity: Severity::Low,
    meaning: "Valid indexes of at least 10 MiB without a single scan, on tables that are read: low, medium from 1 GiB. Left \
        out: unique indexes, those of constraints, of replication and of partitioned parents. Stale until use has been \
        counted for seven days. Not determinable on a standby, which counts only its own queries.",
    reason: "An index that nobody reads is written with every row, vacuumed, backed up and kept in the cache.",
    action: "Drop large indexes that nobody uses",
    references: &["pghero unused_indexes (0 scans, 10 MB)", "splinter 0005"],
    evidence_sql: "SELECT s.schemaname, s.relname, s.indexrelname, s.idx_scan, pg_catalog.pg_relation_size(s.indexrelid) AS bytes\n\
        FROM pg_catalog.pg_stat_user_indexes s\n\
        JOIN pg_catalog.pg_index i ON i.indexrelid = s.indexrelid\n\
        WHERE s.idx_scan = 0 AND NOT i.indisunique AND i.indisvalid\n\
        AND pg_catalog.pg_relation_size(s.indexrelid) >= 10 * 1024 * 1024\n\
        ORDER BY 5 DESC",
    check: unused_indexes,
};

fn unused_indexes(catalog: &Catalog) -> Checked {
    if catalog.server.in_recovery {
        return Checked::not_determinable(
            "A standby counts only its own queries: audit the primary.",
        );
    }
    if let Some(answer) = too_young(catalog) {
        return answer;
    }
    let mut examined = 0;
    let mut findings = Vec::new();
    for relation in stored(catalog) {
        let read = relation.statistics.as_ref().is_some_and(|counts| {
            counts.sequential_scans.saturating_add(counts.index_scans) >= 100
        });
        for index in relation.indexes.iter().filter(|index| droppable(index)) {
            examined += 1;
            if read && index.scans == Some(0) && index.bytes >= 10 << 20 {
                findings.push(unused(relation, index));
            }
        }
    }
    Checked::found(examined, findings)
}

fn droppable(index: &Index) -> bool {
    index.valid
        && !index.unique
        && !index.replica_identity
        && !index.inherited
        && index.constraint.is_none()
}

fn unused(relation: &Relation, index: &Index) -> Finding {
    Finding::new(
        format!("{}.{}", relation.name.schema, index.name),
        if index.bytes >= 1 << 30 { Severity::Medium } else { Severity::Low },
        "has not been used since use is counted.",
    )
    .fact("table", &relation.name)
    .fact("size", bytes(index.bytes))
    .fact("definition", &index.definition)
    .fix(format!(
        "-- Outside a transaction. See first that no standby uses it, and that no yearly job or foreign key needs it.\n\
         DROP INDEX CONCURRENTLY {}.{};",
        quote_identifier(&relation.name.schema),
        quote_identifier(&index.name)
    ))
}

pub(super) const SEQUENTIAL_SCANS: Rule = Rule {
    id: "performance.sequential-scans",
    title: "Large tables are not read whole again and again",
    section: Section::PerformanceOptimization,
    area: Area::Performance,
    severity: Severity::Medium,
    meaning: "Tables of at least 100,000 rows whose sequential scans read a hundred times the table and make up a tenth of \
        all scans or more: low, medium from a million rows. Stale until use has been counted for seven days.",
    reason: "A query without an index reads everything to find a few rows, and pushes other data out of the cache.",
    action: "Find the queries that read large tables whole, and index what they ask for",
    references: &[
        "pghero missing_indexes (under 95 % index use, 10,000 rows)",
        "pgdoctor seq scans",
    ],
    evidence_sql: "SELECT schemaname, relname, seq_scan, seq_tup_read, idx_scan, n_live_tup\n\
        FROM pg_catalog.pg_stat_user_tables\n\
        WHERE n_live_tup >= 100000 AND seq_tup_read >= 100 * n_live_tup\n\
        AND seq_scan * 10 >= seq_scan + coalesce(idx_scan, 0)\n\
        ORDER BY seq_tup_read DESC",
    check: sequential_scans,
};

fn sequential_scans(catalog: &Catalog) -> Checked {
    if let Some(answer) = too_young(catalog) {
        return answer;
    }
    let mut examined = 0;
    let mut findings = Vec::new();
    for relation in stored(catalog) {
        let Some(counts) = &relation.statistics else {
            continue;
        };
        examined += 1;
        let rows = relation.row_estimate.unwrap_or(counts.live_rows);
        let scans = counts.sequential_scans.saturating_add(counts.index_scans);
        if rows >= 100_000
            && counts.sequential_rows >= rows.saturating_mul(100)
            && percent(counts.sequential_scans, scans) >= 10
        {
            findings.push(
                Finding::new(
                    relation.name.to_string(),
                    if rows >= 1_000_000 {
                        Severity::Medium
                    } else {
                        Severity::Low
                    },
                    "is read whole again and again.",
                )
                .fact("rows, estimated", rows)
                .fact("sequential scans", counts.sequential_scans)
                .fact("rows they read", counts.sequential_rows)
                .fact("index scans", counts.index_scans),
            );
        }
    }
    Checked::found(examined, findings)
}

pub(super) const CACHE_HITS: Rule = Rule {
    id: "performance.cache-hits",
    title: "Most blocks are found in the cache",
    section: Section::PerformanceOptimization,
    area: Area::Performance,
    severity: Severity::Low,
    meaning: "The share of blocks that were found in shared_buffers: low under 90 %, only mentioned under 95 %. Databases \
        that read fewer than a million blocks pass. Stale until use has been counted for seven days.",
    reason: "A low share means that queries wait for the disk: shared_buffers is small, or queries read more than they \
        need. Blocks that the operating system's cache gave count as read, so the true share is higher.",
    action: "See whether shared_buffers fits the working set",
    references: &[
        "pghero cache_hit_rate (99 %)",
        "pgdoctor cache hit (95 %, 90 %)",
    ],
    evidence_sql: "SELECT datname, blks_hit, blks_read, pg_catalog.round(100.0 * blks_hit / nullif(blks_hit + blks_read, 0), 1) AS percent\n\
        FROM pg_catalog.pg_stat_database\n\
        WHERE datname = pg_catalog.current_database() AND blks_read >= 1000000 AND blks_hit < 19 * blks_read",
    check: cache_hits,
};

fn cache_hits(catalog: &Catalog) -> Checked {
    if let Some(answer) = too_young(catalog) {
        return answer;
    }
    let (hit, read) = (catalog.database.blocks_hit, catalog.database.blocks_read);
    let share = percent(hit, hit.saturating_add(read));
    let severity = match share {
        _ if read < 1_000_000 => return Checked::found(1, vec![]),
        ..90 => Severity::Low,
        90..95 => Severity::Info,
        _ => return Checked::found(1, vec![]),
    };
    let buffers = catalog.setting("shared_buffers").map_or_else(
        || "not seen".to_owned(),
        |setting| {
            format!(
                "{} × {}",
                setting.value,
                setting.unit.as_deref().unwrap_or("1")
            )
        },
    );
    let finding = Finding::new(
        format!("database {}", catalog.database.name),
        severity,
        format!("finds {share} % of its blocks in the cache."),
    )
    .fact("found in the cache", hit)
    .fact("read", read)
    .fact("shared_buffers", buffers);
    Checked::found(1, vec![finding])
}

pub(super) const TEMPORARY_FILES: Rule = Rule {
    id: "performance.temporary-files",
    title: "Sorts and hashes fit into memory",
    section: Section::PerformanceOptimization,
    area: Area::Performance,
    severity: Severity::Low,
    meaning: "Databases that wrote at least 10 GiB of temporary files and at least 1 MiB per transaction on the average. \
        Stale until use has been counted for seven days.",
    reason: "A sort that does not fit into work_mem goes through the disk, and a runaway one fills it: then writes fail too.",
    action: "Raise work_mem for the roles whose queries spill, and set temp_file_limit",
    references: &["pgdoctor temporary files"],
    evidence_sql: "SELECT datname, temp_files, temp_bytes, xact_commit\n\
        FROM pg_catalog.pg_stat_database\n\
        WHERE datname = pg_catalog.current_database() AND temp_bytes >= 10737418240\n\
        AND temp_bytes >= 1048576 * (xact_commit + xact_rollback)",
    check: temporary_files,
};

fn temporary_files(catalog: &Catalog) -> Checked {
    if let Some(answer) = too_young(catalog) {
        return answer;
    }
    let written = catalog.database.temporary_bytes;
    let transactions = catalog
        .database
        .commits
        .saturating_add(catalog.database.rollbacks)
        .max(1);
    if written < 10 << 30 || written / transactions < 1 << 20 {
        return Checked::found(1, vec![]);
    }
    let finding = Finding::new(
        format!("database {}", catalog.database.name),
        Severity::Low,
        "writes much to temporary files.",
    )
    .fact("written", bytes(written))
    .fact("per transaction", bytes(written / transactions));
    Checked::found(1, vec![finding])
}

pub(super) const PARTITIONING: Rule = Rule {
    id: "performance.partitioning",
    title: "Large tables that only grow are partitioned",
    section: Section::PerformanceOptimization,
    area: Area::Performance,
    severity: Severity::Info,
    meaning: "Tables of at least 50 million rows with a column of time, in which fewer than one row was changed or deleted \
        for twenty inserted. It only informs.",
    reason: "Old rows of a partitioned table are dropped in a moment when their retention ends. From one large table they \
        are deleted one by one, and leave bloat.",
    action: "Consider partitions by time for tables that only grow",
    references: &["GDPR Art. 5(1)(e)", "pgdoctor partitioning (10/25 M rows)"],
    evidence_sql: "SELECT s.schemaname, s.relname, c.reltuples, s.n_tup_ins, s.n_tup_upd, s.n_tup_del\n\
        FROM pg_catalog.pg_stat_user_tables s\n\
        JOIN pg_catalog.pg_class c ON c.oid = s.relid\n\
        WHERE c.relkind = 'r' AND NOT c.relispartition AND c.reltuples >= 50000000\n\
        AND s.n_tup_ins > 0 AND (s.n_tup_upd + s.n_tup_del) * 20 <= s.n_tup_ins\n\
        ORDER BY 3 DESC",
    check: partitioning,
};

fn partitioning(catalog: &Catalog) -> Checked {
    let tables: Vec<&Relation> = catalog
        .tables()
        .filter(|table| {
            matches!(
                table.kind,
                RelationKind::Table | RelationKind::PartitionedTable
            )
        })
        .collect();
    let findings = tables
        .iter()
        .filter(|table| table.kind == RelationKind::Table)
        .filter_map(|table| {
            let counts = table.statistics.as_ref()?;
            let rows = rows_of(catalog, table)?;
            let changed = counts.updated.saturating_add(counts.deleted);
            let grows = counts.inserted > 0 && changed.saturating_mul(20) <= counts.inserted;
            let time = table.columns.iter().find(|column| {
                column.data_type.starts_with("timestamp") || column.data_type == "date"
            })?;
            (rows >= 50_000_000 && grows).then(|| {
                Finding::new(
                    table.name.to_string(),
                    Severity::Info,
                    "is large, only grows and is not partitioned.",
                )
                .fact("rows, estimated", rows)
                .fact("size", bytes(table.table_bytes))
                .fact("a column of time", &time.name)
            })
        })
        .collect();
    Checked::found(tables.len(), findings)
}

#[cfg(test)]
pub(super) mod tests;
