//! Whether use counts say anything yet.

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
    if table.kind != RelationKind::PartitionedTable {
        return table.row_estimate;
    }
    let mut estimates = catalog
        .relations
        .iter()
        .filter(|part| part.partition_of.as_ref() == Some(&table.name))
        .filter_map(|part| rows_of(catalog, part))
        .peekable();
    estimates.peek()?;
    Some(estimates.sum())
}
