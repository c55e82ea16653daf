//! Vacuum: that it runs, and what happens where it does not.

use super::super::maturity::{rows_of, stored};
use super::super::wording::{bytes, listed, percent};
use crate::audit::rules::{Checked, Rule};
use crate::audit::{Area, Finding, Section, Severity};
use crate::catalog::{Catalog, Relation, RelationKind, TableStatistics};

pub(super) const AUTOVACUUM: Rule = Rule {
    id: "performance.autovacuum",
    title: "Autovacuum is on everywhere",
    section: Section::PerformanceOptimization,
    area: Area::Performance,
    severity: Severity::High,
    meaning: "The settings autovacuum and track_counts, without which it does nothing, and tables that switch it off for \
        themselves: medium from 10,000 rows or when they were never analysed, low below.",
    reason: "Without it dead rows pile up, the planner guesses, and in the end the server stops writing to save its \
        transaction numbers.",
    action: "Switch autovacuum on",
    references: &[
        "PostgreSQL documentation, Routine Vacuuming",
        "pgdoctor autovacuum",
    ],
    evidence_sql: "SELECT 'setting ' || name AS what, setting FROM pg_catalog.pg_settings\n\
        WHERE name IN ('autovacuum', 'track_counts') AND setting = 'off'\n\
        UNION ALL\n\
        SELECT 'table ' || c.oid::pg_catalog.regclass::pg_catalog.text, pg_catalog.array_to_string(c.reloptions, ', ')\n\
        FROM pg_catalog.pg_class c\n\
        WHERE pg_catalog.array_to_string(c.reloptions, ',') ~* '(^|,)autovacuum_enabled=(off|false|no|0|f|n)(,|$)'",
    check: autovacuum,
};

fn autovacuum(catalog: &Catalog) -> Checked {
    let Some(main) = catalog.setting("autovacuum") else {
        return Checked::not_determinable("The setting autovacuum could not be read.");
    };
    let mut findings = Vec::new();
    let counts = catalog.setting("track_counts");
    for setting in [Some(main), counts]
        .into_iter()
        .flatten()
        .filter(|setting| setting.value == "off")
    {
        findings.push(
            Finding::new(
                format!("setting {}", setting.name),
                Severity::High,
                "is off: nothing vacuums or analyses the tables of this server.",
            )
            .fact("source", &setting.source)
            .fix(format!(
                "ALTER SYSTEM SET {} = on;\nSELECT pg_reload_conf();",
                setting.name
            )),
        );
    }
    let tables: Vec<&Relation> = stored(catalog).collect();
    for table in &tables {
        let off = table.option("autovacuum_enabled").is_some_and(|value| {
            matches!(
                value.to_lowercase().as_str(),
                "off" | "false" | "no" | "0" | "f" | "n"
            )
        });
        if off {
            let large = table.row_estimate.is_none_or(|rows| rows >= 10_000);
            findings.push(
                Finding::new(
                    table.name.to_string(),
                    if large {
                        Severity::Medium
                    } else {
                        Severity::Low
                    },
                    "has autovacuum switched off.",
                )
                .fact("options", listed(&table.options))
                .fix(format!(
                    "ALTER TABLE {} RESET (autovacuum_enabled);",
                    table.name.quoted()
                )),
            );
        }
    }
    Checked::found(tables.len() + 2, findings)
}

pub(super) const FRESH_STATISTICS: Rule = Rule {
    id: "performance.fresh-statistics",
    title: "The planner knows the tables as they are",
    section: Section::PerformanceOptimization,
    area: Area::Performance,
    severity: Severity::Low,
    meaning: "Tables of 10,000 rows or more that were never analysed, or in which a fifth of the rows changed since the last \
        ANALYZE more than a week ago; and partitioned parents of as many rows that were never analysed, which autovacuum \
        does not do. Within a day of the server's start, when autovacuum may not have come by, they are only mentioned.",
    reason: "The planner chooses by what ANALYZE saw last. Where it saw nothing it guesses, and a fast query turns slow.",
    action: "Analyse tables whose statistics are missing or old",
    references: &["PostgreSQL documentation, Updating Planner Statistics"],
    evidence_sql: "SELECT schemaname, relname, n_live_tup, n_mod_since_analyze, last_analyze, last_autoanalyze\n\
        FROM pg_catalog.pg_stat_user_tables\n\
        WHERE n_live_tup >= 10000 AND (last_analyze IS NULL AND last_autoanalyze IS NULL\n\
        OR n_mod_since_analyze * 5 >= n_live_tup AND greatest(last_analyze, last_autoanalyze) < pg_catalog.now() - interval '7 days')\n\
        UNION ALL\n\
        SELECT n.nspname, p.relname, pg_catalog.sum(c.reltuples)::pg_catalog.int8, NULL, NULL, NULL\n\
        FROM pg_catalog.pg_class p\n\
        JOIN pg_catalog.pg_namespace n ON n.oid = p.relnamespace\n\
        JOIN pg_catalog.pg_inherits i ON i.inhparent = p.oid\n\
        JOIN pg_catalog.pg_class c ON c.oid = i.inhrelid\n\
        WHERE p.relkind = 'p' AND p.reltuples <= 0\n\
        GROUP BY 1, 2 HAVING pg_catalog.sum(c.reltuples) >= 10000\n\
        ORDER BY 3 DESC",
    check: fresh_statistics,
};

fn fresh_statistics(catalog: &Catalog) -> Checked {
    let week = chrono::TimeDelta::days(7);
    let mut examined = 0;
    let mut findings = Vec::new();
    for relation in stored(catalog) {
        let Some(counts) = &relation.statistics else {
            continue;
        };
        examined += 1;
        if counts.live_rows < 10_000 {
            continue;
        }
        // A row estimate shows an ANALYZE or VACUUM that the counts have forgotten.
        let never = relation.row_estimate.is_none() && counts.last_analyze.is_none();
        let changed = percent(counts.changed_since_analyze, counts.live_rows);
        let old = counts
            .last_analyze
            .is_some_and(|last| catalog.taken_at.signed_duration_since(last) > week);
        if never || (old && changed >= 20) {
            findings.push(
                unknown(catalog, relation, counts.live_rows, never)
                    .fact("changed since", format!("{changed} %")),
            );
        }
    }
    for parent in catalog
        .tables()
        .filter(|table| table.kind == RelationKind::PartitionedTable)
    {
        examined += 1;
        let rows = rows_of(catalog, parent).unwrap_or(0);
        if parent.row_estimate.is_none() && rows >= 10_000 {
            findings.push(unknown(catalog, parent, rows, true).fact(
                "partitioned by",
                parent.partition_key.as_deref().unwrap_or("?"),
            ));
        }
    }
    Checked::found(examined, findings)
}

/// Whether the server runs for less than a day: autovacuum may not have come by since a load.
fn just_started(catalog: &Catalog) -> bool {
    let running = catalog
        .taken_at
        .signed_duration_since(catalog.server.started_at);
    running < chrono::TimeDelta::days(1)
}

fn unknown(catalog: &Catalog, relation: &Relation, rows: i64, never: bool) -> Finding {
    Finding::new(
        relation.name.to_string(),
        if just_started(catalog) {
            Severity::Info
        } else {
            Severity::Low
        },
        if never {
            "was never analysed."
        } else {
            "changed much since it was last analysed."
        },
    )
    .fact("rows, estimated", rows)
    .fix(format!(
        "-- Reads a sample and blocks nobody.\nANALYZE {};",
        relation.name.quoted()
    ))
}

pub(super) const DEAD_ROWS: Rule = Rule {
    id: "performance.dead-rows",
    title: "Dead rows are removed",
    section: Section::PerformanceOptimization,
    area: Area::Performance,
    severity: Severity::Medium,
    meaning: "Tables with 10,000 dead rows or more that make up a fifth of all rows and were not vacuumed for a day: low, \
        medium from half of the rows and 100,000. Within a day of the server's start tables without a vacuum are left out.",
    reason: "Dead rows are read and thrown away by every scan. They are also data that somebody meant to be deleted.",
    action: "Find out what keeps vacuum from removing dead rows",
    references: &["GDPR Art. 17(1)", "pgdoctor vacuum"],
    evidence_sql: "SELECT schemaname, relname, n_live_tup, n_dead_tup, last_vacuum, last_autovacuum\n\
        FROM pg_catalog.pg_stat_user_tables\n\
        WHERE n_dead_tup >= 10000 AND n_dead_tup * 5 >= n_live_tup + n_dead_tup\n\
        AND coalesce(greatest(last_vacuum, last_autovacuum), '-infinity') < pg_catalog.now() - interval '1 day'\n\
        ORDER BY n_dead_tup DESC",
    check: dead_rows,
};

fn dead_rows(catalog: &Catalog) -> Checked {
    let day = chrono::TimeDelta::days(1);
    let counted: Vec<(&Relation, &TableStatistics)> = stored(catalog)
        .filter_map(|relation| {
            relation
                .statistics
                .as_ref()
                .map(|counts| (relation, counts))
        })
        .collect();
    let findings = counted
        .iter()
        .filter_map(|(relation, counts)| {
            let share = percent(counts.dead_rows, counts.dead_rows.saturating_add(counts.live_rows));
            let recent = counts
                .last_vacuum
                .is_some_and(|last| catalog.taken_at.signed_duration_since(last) < day);
            let severity = match (share, counts.dead_rows) {
                _ if recent || (counts.last_vacuum.is_none() && just_started(catalog)) => return None,
                (50.., 100_000..) => Severity::Medium,
                (20.., 10_000..) => Severity::Low,
                _ => return None,
            };
            let last = counts.last_vacuum.map_or_else(
                || "not seen".to_owned(),
                |last| last.format("%Y-%m-%d %H:%M UTC").to_string(),
            );
            Some(
                Finding::new(relation.name.to_string(), severity, format!("consists of dead rows to {share} %."))
                    .fact("dead rows", counts.dead_rows)
                    .fact("live rows", counts.live_rows)
                    .fact("last vacuum", last)
                    .fact("size", bytes(relation.table_bytes))
                    .fix(format!(
                        "-- Blocks nobody. Removes nothing that an old transaction, a prepared one or a replication slot still sees: end those first.\n\
                         VACUUM (ANALYZE) {};",
                        relation.name.quoted()
                    )),
            )
        })
        .collect();
    Checked::found(counted.len(), findings)
}

pub(super) const TRANSACTION_AGE: Rule = Rule {
    id: "performance.transaction-age",
    title: "Transaction numbers do not run out",
    section: Section::PerformanceOptimization,
    area: Area::Performance,
    severity: Severity::Critical,
    meaning: "The age of the oldest transaction number that the database still needs: critical from 1,000 million; high from \
        500 million, or from a tenth over autovacuum_freeze_max_age where that is larger; medium past \
        autovacuum_freeze_max_age with autovacuum off.",
    reason: "At about 2,100 million the server refuses every write until a vacuum is done, which then takes hours.",
    action: "Vacuum the oldest tables, and find what holds the oldest transaction",
    references: &[
        "PostgreSQL documentation, Preventing Transaction ID Wraparound Failures",
        "pgdoctor freeze age (500 M, 1 G)",
    ],
    evidence_sql: "SELECT d.datname, pg_catalog.age(d.datfrozenxid) AS database_age, c.oid::pg_catalog.regclass AS \"table\",\n\
        pg_catalog.age(c.relfrozenxid) AS table_age\n\
        FROM pg_catalog.pg_database d\n\
        JOIN pg_catalog.pg_class c ON c.relkind IN ('r', 'm', 't')\n\
        WHERE d.datname = pg_catalog.current_database() AND pg_catalog.age(d.datfrozenxid) >= 200000000\n\
        ORDER BY 4 DESC LIMIT 20",
    check: transaction_age,
};

fn transaction_age(catalog: &Catalog) -> Checked {
    let age = catalog.database.frozen_xid_age;
    let limit: i64 = catalog
        .setting("autovacuum_freeze_max_age")
        .and_then(|setting| setting.value.parse().ok())
        .unwrap_or(200_000_000);
    let off = catalog
        .setting("autovacuum")
        .is_some_and(|setting| setting.value == "off");
    let severity = if age >= 1_000_000_000 {
        Severity::Critical
    } else if age >= (limit + limit / 10).max(500_000_000) {
        Severity::High
    } else if age >= limit && off {
        Severity::Medium
    } else {
        return Checked::found(1, vec![]);
    };
    let mut oldest: Vec<(i64, &Relation)> = stored(catalog)
        .filter_map(|relation| Some((relation.frozen_xid_age?, relation)))
        .collect();
    oldest.sort_by(|(a, left), (b, right)| b.cmp(a).then_with(|| left.name.cmp(&right.name)));
    let names: Vec<String> = oldest
        .iter()
        .take(5)
        .map(|(age, relation)| format!("{} ({age})", relation.name))
        .collect();
    let mut finding = Finding::new(
        format!("database {}", catalog.database.name),
        severity,
        format!(
            "needs transaction numbers that are {} million old.",
            age / 1_000_000
        ),
    )
    .fact("age", age)
    .fact("autovacuum_freeze_max_age", limit)
    .fact("oldest tables", listed(&names));
    if let Some((_, relation)) = oldest.first() {
        finding = finding.fix(format!(
            "-- End old transactions, prepared ones and unused replication slots first. Begin with the oldest tables.\n\
             VACUUM (FREEZE, VERBOSE) {};",
            relation.name.quoted()
        ));
    }
    Checked::found(1, vec![finding])
}

#[cfg(test)]
mod tests;
