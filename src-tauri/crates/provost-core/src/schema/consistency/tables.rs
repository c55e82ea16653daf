//! Section 2: which tables of those expected are there.

use std::collections::BTreeMap;

use super::wording::number;
use super::{Known, TableComparison, TableGroup, TableLine, TableState, Tally};
use crate::audit::Severity;
use crate::catalog::{Persistence, QualifiedName, Relation, RelationKind};
use crate::schema::comparison::{Area, Change, Difference, ObjectId, ObjectKind, area_of};
use crate::schema::history::keeps_migrations;

/// What a tool's own table is said to be for where nobody commented on it.
const STATE_TABLE: &str = "Keeps which migrations were applied.";

/// Compares the tables of both sides, counted as the comparison counts them: a partition is a table, a foreign table is not.
pub(super) fn tables(known: &Known<'_>) -> TableComparison {
    let hanging = Hanging::of(known);
    let mut groups: BTreeMap<(String, Area), Vec<TableLine>> = BTreeMap::new();
    for table in own_tables(known, known.expected) {
        let line = expected_line(known, &hanging, table);
        groups.entry(place(known, table)).or_default().push(line);
    }
    for table in own_tables(known, known.actual) {
        if hanging.unexpected(table) {
            let line = unexpected_line(known, table);
            groups.entry(place(known, table)).or_default().push(line);
        }
    }
    let mut groups: Vec<TableGroup> = groups
        .into_iter()
        .map(|((schema, area), lines)| group(schema, area, lines))
        .collect();
    groups.sort_by_key(|group| {
        let missing = group.expected - group.present;
        (u32::MAX - missing, group.schema.clone(), group.area)
    });
    let sum = |count: fn(&TableGroup) -> u32| groups.iter().map(count).sum();
    TableComparison {
        expected: sum(|group| group.expected),
        present: sum(|group| group.present),
        unexpected: sum(|group| {
            let lines = group.tables.iter();
            number(
                lines
                    .filter(|line| line.state == TableState::Unexpected)
                    .count(),
            )
        }),
        groups,
    }
}

/// The tables that are compared.
fn own_tables<'a>(
    known: &'a Known<'_>,
    catalog: &'a crate::catalog::Catalog,
) -> impl Iterator<Item = &'a Relation> {
    let schemas = &known.comparison.comparison.options.schemas;
    catalog.relations.iter().filter(|table| {
        matches!(
            table.kind,
            RelationKind::Table | RelationKind::PartitionedTable
        ) && table.extension.is_none()
            && table.persistence != Persistence::Temporary
            && (schemas.is_empty() || schemas.contains(&table.name.schema))
    })
}

fn id(table: &Relation) -> ObjectId {
    ObjectId {
        schema: Some(table.name.schema.clone()),
        table: None,
        kind: ObjectKind::Table,
        name: table.name.name.clone(),
    }
}

fn place(known: &Known<'_>, table: &Relation) -> (String, Area) {
    let area = area_of(&id(table), [known.expected, known.actual]);
    (table.name.schema.clone(), area)
}

/// The differences by the table that they are about.
struct Hanging<'a> {
    by_table: BTreeMap<QualifiedName, Vec<&'a Difference>>,
}

impl<'a> Hanging<'a> {
    fn of(known: &'a Known<'_>) -> Self {
        let mut by_table: BTreeMap<_, Vec<&Difference>> = BTreeMap::new();
        for difference in &known.comparison.comparison.differences {
            let object = &difference.object;
            let table = match object.kind {
                ObjectKind::Table => Some(&object.name),
                _ => object.table.as_ref(),
            };
            if let (Some(schema), Some(table), false) = (&object.schema, table, difference.noise) {
                let name = QualifiedName::new(schema, table);
                by_table.entry(name).or_default().push(difference);
            }
        }
        Self { by_table }
    }

    fn on(&self, table: &Relation) -> &[&'a Difference] {
        self.by_table.get(&table.name).map_or(&[], Vec::as_slice)
    }

    fn unexpected(&self, table: &Relation) -> bool {
        let object = id(table);
        self.on(table)
            .iter()
            .any(|one| one.object == object && one.change == Change::Unexpected)
    }
}

fn expected_line(known: &Known<'_>, hanging: &Hanging<'_>, table: &Relation) -> TableLine {
    let object = id(table);
    let on = hanging.on(table);
    let itself = on.iter().find(|one| {
        one.object == object && matches!(one.change, Change::Missing | Change::Renamed { .. })
    });
    let state = match itself.map(|one| &one.change) {
        Some(Change::Missing) => TableState::Missing,
        Some(Change::Renamed { from }) => TableState::Renamed { from: from.clone() },
        _ if on.is_empty() => TableState::Same,
        _ => TableState::Changed,
    };
    let called = match &state {
        TableState::Renamed { from } => QualifiedName::new(&table.name.schema, from),
        _ => table.name.clone(),
    };
    let present = Some(&state)
        .filter(|state| **state != TableState::Missing)
        .and_then(|_| known.actual.relation(&called));
    TableLine {
        name: table.name.name.clone(),
        purpose: purpose(table).or_else(|| present.and_then(purpose)),
        columns_expected: Some(number(table.columns.len())),
        columns_present: present.map(|one| number(one.columns.len())),
        differences: number(on.len()),
        worst: on.iter().map(|one| one.severity).max(),
        rows: present.map(|one| rows(known, &one.name)),
        state,
    }
}

fn unexpected_line(known: &Known<'_>, table: &Relation) -> TableLine {
    let difference = known
        .comparison
        .comparison
        .differences
        .iter()
        .find(|one| one.object == id(table));
    let worst = difference.map(|one| one.severity);
    TableLine {
        name: table.name.name.clone(),
        state: TableState::Unexpected,
        purpose: purpose(table),
        columns_expected: None,
        columns_present: Some(number(table.columns.len())),
        differences: 1,
        // The tool makes its own table, so its presence is no fault.
        worst: worst.map(|worst| {
            if keeps_migrations(table) {
                Severity::Info
            } else {
                worst
            }
        }),
        rows: Some(rows(known, &table.name)),
    }
}

fn purpose(table: &Relation) -> Option<String> {
    let own = || keeps_migrations(table).then(|| STATE_TABLE.to_owned());
    table.comment.clone().or_else(own)
}

fn rows(known: &Known<'_>, name: &QualifiedName) -> Tally {
    let mut loads = known.infrastructure.tables.iter();
    loads
        .find(|load| &load.name == name)
        .map_or(Tally::Unknown, |load| load.rows)
}

fn group(schema: String, area: Area, mut tables: Vec<TableLine>) -> TableGroup {
    tables.sort_by(|left, right| {
        (rank(&left.state), &left.name).cmp(&(rank(&right.state), &right.name))
    });
    let count = |wanted: fn(&TableState) -> bool| {
        number(tables.iter().filter(|line| wanted(&line.state)).count())
    };
    TableGroup {
        schema,
        area,
        expected: count(|state| *state != TableState::Unexpected),
        present: count(|state| !matches!(state, TableState::Unexpected | TableState::Missing)),
        tables,
    }
}

fn rank(state: &TableState) -> u8 {
    match state {
        TableState::Missing => 0,
        TableState::Renamed { .. } | TableState::Changed => 1,
        TableState::Same => 2,
        TableState::Unexpected => 3,
    }
}
