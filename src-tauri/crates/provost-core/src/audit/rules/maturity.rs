//! Whether use counts say anything yet.

use std::collections::BTreeSet;

use super::Checked;
use crate::catalog::{Catalog, Relation, RelationKind};

/// Nothing when use counts may be judged, else the answer to give instead.
pub(super) fn too_young(catalog: &Catalog) -> Option<Checked> {
    if catalog
        .setting("track_counts")
        .is_some_and(|setting| setting.value == "off")
    {
        return Some(Checked::not_determinable(
            "The server counts no use: track_counts is off.",
        ));
    }
    (!catalog.statistics_are_mature()).then(|| {
        let since = catalog
            .database
            .statistics_reset
            .unwrap_or(catalog.server.started_at)
            .max(catalog.server.started_at);
        Checked::stale(format!(
            "Use has been counted for certain only since {}: seven days are needed. Audit again when they are over.",
            since.format("%Y-%m-%d %H:%M UTC")
        ))
    })
}

/// Relations with rows of their own on this server: tables, partitions and materialised views of nobody's extension.
pub(super) fn stored(catalog: &Catalog) -> impl Iterator<Item = &Relation> {
    catalog.relations.iter().filter(|relation| {
        relation.extension.is_none()
            && matches!(
                relation.kind,
                RelationKind::Table | RelationKind::MaterializedView
            )
    })
}

/// Estimated rows of a table, those of its partitions together; none when nothing was ever analysed.
pub(super) fn rows_of(catalog: &Catalog, table: &Relation) -> Option<i64> {
    let mut open = vec![table];
    // A catalog that was saved may say that tables are partitions of each other: each is counted once.
    let mut counted = BTreeSet::new();
    let mut rows = None;
    while let Some(table) = open.pop() {
        if !counted.insert(&table.name) {
            continue;
        }
        if table.kind == RelationKind::PartitionedTable {
            let parts = catalog.relations.iter();
            open.extend(parts.filter(|part| part.partition_of.as_ref() == Some(&table.name)));
        } else if let Some(estimate) = table.row_estimate {
            rows = Some(rows.unwrap_or(0_i64).saturating_add(estimate));
        }
    }
    rows
}
