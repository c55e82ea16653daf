//! Partitions and classical inheritance, as `shop.sql` makes them.

use provost_core::catalog::{Catalog, QualifiedName, RelationKind};

use crate::reading::{called, column, relation};

/// The partitions of `shop.event`.
pub(crate) fn divided(catalog: &Catalog) {
    let event = relation(catalog, "event");
    assert_eq!(event.kind, RelationKind::PartitionedTable);
    assert_eq!(event.partition_key.as_deref(), Some("RANGE (at)"));
    assert_eq!(
        (&event.partition_of, &event.partition_bound),
        (&None, &None)
    );
    let part = relation(catalog, "event_2025");
    assert_eq!(part.kind, RelationKind::Table);
    assert_eq!(part.partition_of, Some(QualifiedName::new("shop", "event")));
    assert!(part.inherits.is_empty());
    let bound = part.partition_bound.as_deref().unwrap();
    assert!(
        bound.starts_with("FOR VALUES FROM ('2025-01-01 00:00:00")
            && bound.contains("TO ('2026-01-01"),
        "{bound}"
    );
    assert_eq!(
        relation(catalog, "event_rest").partition_bound.as_deref(),
        Some("DEFAULT")
    );
    for (name, parents) in [("event", false), ("event_2025", true), ("event_rest", true)] {
        let relation = relation(catalog, name);
        assert_eq!(relation.constraints.len(), 3, "{name}");
        assert!(
            relation
                .constraints
                .iter()
                .all(|one| one.inherited == parents),
            "{name}"
        );
        assert_eq!(relation.indexes.len(), 2, "{name}");
        assert!(
            relation.indexes.iter().all(|one| one.inherited == parents),
            "{name}"
        );
        assert!(
            relation
                .triggers
                .iter()
                .all(|one| one.inherited == parents && !one.internal),
            "{name}"
        );
        assert_eq!(relation.triggers.len(), 1, "{name}");
        assert!(
            relation.columns.iter().all(|one| one.inherited == parents),
            "{name}"
        );
    }
    let foreign: Vec<_> = relation(catalog, "part_of_event")
        .foreign_keys()
        .map(|one| one.name.as_str())
        .collect();
    assert_eq!(
        foreign,
        ["part_of_event_id_at_fkey"],
        "its copies for each partition are the server's own"
    );
}

/// The child of `shop.animal`.
pub(crate) fn inherited(catalog: &Catalog) {
    let dog = relation(catalog, "dog");
    assert_eq!(dog.inherits, [QualifiedName::new("shop", "animal")]);
    assert_eq!(dog.partition_of, None);
    assert!(column(dog, "name").inherited && !column(dog, "breed").inherited);
    let rule = called(&relation(catalog, "animal").rules, "animal_stays", |one| {
        &one.name
    });
    assert_eq!(rule.enabled, "O");
    assert!(
        rule.definition
            .contains("ON DELETE TO shop.animal DO INSTEAD NOTHING"),
        "{}",
        rule.definition
    );
}
