//! What the tables and columns of the expected schema are called in the live database.

use std::collections::BTreeMap;

use provost_core::catalog::{
    Catalog, Column, QualifiedName, Relation, RelationKind, quote_identifier,
};
use provost_core::schema::comparison::{Change, Comparison, ObjectKind};

/// The live database, asked by names of the expected schema.
pub(super) struct Names<'a> {
    actual: &'a Catalog,
    tables: BTreeMap<QualifiedName, &'a str>,
    columns: BTreeMap<(QualifiedName, &'a str), &'a str>,
}

impl<'a> Names<'a> {
    /// With the renames that a comparison found.
    pub(super) fn of(actual: &'a Catalog, comparison: &'a Comparison) -> Self {
        let mut names = Self {
            actual,
            tables: BTreeMap::new(),
            columns: BTreeMap::new(),
        };
        for difference in &comparison.differences {
            let (Change::Renamed { from }, Some(schema)) =
                (&difference.change, &difference.object.schema)
            else {
                continue;
            };
            let name = &difference.object.name;
            match (difference.object.kind, &difference.object.table) {
                (ObjectKind::Table, _) => {
                    let table = QualifiedName::new(schema, name);
                    names.tables.insert(table, from);
                }
                (ObjectKind::Column, Some(table)) => {
                    let table = QualifiedName::new(schema, table);
                    names.columns.insert((table, name), from);
                }
                _ => {}
            }
        }
        names
    }

    /// The table that has, or should have, a name.
    pub(super) fn table(&self, expected: &QualifiedName) -> Option<&'a Relation> {
        match self.tables.get(expected) {
            Some(from) => self
                .actual
                .relation(&QualifiedName::new(&expected.schema, *from)),
            None => self.actual.relation(expected),
        }
    }

    /// The column of that table that has, or should have, a name.
    pub(super) fn column(&self, table: &QualifiedName, expected: &str) -> Option<&'a Column> {
        let renamed = self
            .columns
            .iter()
            .find(|((of, name), _)| of == table && *name == expected)
            .map(|(_, from)| *from);
        self.table(table)?.column(renamed.unwrap_or(expected))
    }

    /// Whether a table on another server would be read with a relation: a partition of it, or one that inherits from it.
    pub(super) fn reaches_elsewhere(&self, relation: &Relation) -> bool {
        let mut reached = vec![&relation.name];
        let mut next = 0;
        while let Some(name) = reached.get(next).copied() {
            next += 1;
            for child in &self.actual.relations {
                let descends =
                    child.partition_of.as_ref() == Some(name) || child.inherits.contains(name);
                if !descends || reached.contains(&&child.name) {
                    continue;
                }
                if child.kind == RelationKind::ForeignTable {
                    return true;
                }
                reached.push(&child.name);
            }
        }
        false
    }

    /// Whether comparing and casting values of a column runs nothing but the server's own code: its type is the server's, an
    /// enum, or a domain over one of the server's, and nobody has made a cast for it.
    pub(super) fn is_plain(&self, column: &Column) -> bool {
        if column.type_schema == "pg_catalog" {
            return true;
        }
        let name = QualifiedName::new(&column.type_schema, &column.type_name);
        let is_domain = self.actual.domains.iter().any(|domain| {
            // What is not the server's own is written with its schema.
            domain.name == name && !domain.base_type.contains('.')
        });
        (is_domain && !self.is_cast(&name)) || self.is_plain_enum(&name)
    }

    /// Whether a name is that of an enum for which nobody has made a cast.
    pub(super) fn is_plain_enum(&self, name: &QualifiedName) -> bool {
        self.actual.enums.iter().any(|one| one.name == *name) && !self.is_cast(name)
    }

    fn is_cast(&self, name: &QualifiedName) -> bool {
        let names = [
            name.quoted(),
            name.to_string(),
            quote_identifier(&name.name),
        ];
        self.actual
            .casts
            .iter()
            .any(|cast| names.contains(&cast.source) || names.contains(&cast.target))
    }
}
