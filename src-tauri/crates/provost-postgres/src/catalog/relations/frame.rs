//! The relations while they are put together, by the numbers that the server gives them.

use std::collections::BTreeMap;

use provost_core::catalog::{Column, QualifiedName, Relation};

/// The system columns, which constraints may name.
const SYSTEM_COLUMNS: &[(i16, &str)] = &[
    (-1, "ctid"),
    (-2, "xmin"),
    (-3, "cmin"),
    (-4, "xmax"),
    (-5, "cmax"),
    (-6, "tableoid"),
];

/// Relations by oid. Columns must be added before what names them.
#[derive(Default)]
pub(in crate::catalog) struct Frame(BTreeMap<i64, Relation>);

impl Frame {
    /// Puts a relation in.
    pub(super) fn add(&mut self, id: i64, relation: Relation) {
        self.0.insert(id, relation);
    }

    /// A relation; none for one that the catalog leaves out, or that was made after the relations were read.
    pub(in crate::catalog) fn get_mut(&mut self, id: i64) -> Option<&mut Relation> {
        self.0.get_mut(&id)
    }

    /// The name of a relation.
    pub(in crate::catalog) fn name(&self, id: i64) -> Option<&QualifiedName> {
        self.0.get(&id).map(|relation| &relation.name)
    }

    /// Every relation.
    pub(in crate::catalog) fn relations(&self) -> impl Iterator<Item = &Relation> {
        self.0.values()
    }

    /// A column by its number.
    pub(in crate::catalog) fn column_mut(&mut self, id: i64, position: i16) -> Option<&mut Column> {
        let columns = &mut self.0.get_mut(&id)?.columns;
        let place = columns
            .binary_search_by_key(&position, |column| column.position)
            .ok()?;
        columns.get_mut(place)
    }

    /// The name of a column.
    pub(in crate::catalog) fn column_name(&self, id: i64, position: i16) -> Option<String> {
        let columns = &self.0.get(&id)?.columns;
        let own = columns
            .binary_search_by_key(&position, |column| column.position)
            .ok()
            .and_then(|place| columns.get(place))
            .map(|column| column.name.clone());
        own.or_else(|| {
            let (_, name) = SYSTEM_COLUMNS
                .iter()
                .find(|(number, _)| *number == position)?;
            Some((*name).to_owned())
        })
    }

    /// The names of columns, in the order of their numbers here.
    pub(in crate::catalog) fn column_names(&self, id: i64, positions: &[i16]) -> Vec<String> {
        positions
            .iter()
            .filter_map(|position| self.column_name(id, *position))
            .collect()
    }

    /// The relations by name, with all that hangs on each by name.
    pub(in crate::catalog) fn into_relations(self) -> Vec<Relation> {
        let mut relations: Vec<Relation> = self.0.into_values().collect();
        for relation in &mut relations {
            relation.reads.sort();
            relation
                .constraints
                .sort_by(|one, other| one.name.cmp(&other.name));
            relation
                .indexes
                .sort_by(|one, other| one.name.cmp(&other.name));
            relation
                .policies
                .sort_by(|one, other| one.name.cmp(&other.name));
            relation
                .triggers
                .sort_by(|one, other| one.name.cmp(&other.name));
            relation
                .rules
                .sort_by(|one, other| one.name.cmp(&other.name));
            for column in &mut relation.columns {
                column.security_labels.sort();
            }
        }
        relations.sort_by(|one, other| one.name.cmp(&other.name));
        relations
    }
}
