//! Which constraints are expected of tables that are there, and not demanded of them now.

use provost_core::catalog::{Catalog, Constraint, Index, QualifiedName};
use provost_core::schema::comparison::{Change, Comparison, Difference, ObjectId, ObjectKind};

use super::names::Names;

/// What should be demanded of the rows of a table.
#[derive(Debug, Clone, Copy)]
pub(super) enum Demand<'a> {
    /// A value in a column.
    Value(&'a str),
    /// What a constraint says.
    Constraint(&'a Constraint),
    /// What a unique index says.
    Unique(&'a Index),
}

/// A demand with the table that it is about, by the name that it should have.
#[derive(Debug, Clone)]
pub(super) struct Wanted<'a> {
    pub(super) object: &'a ObjectId,
    pub(super) table: QualifiedName,
    pub(super) demand: Demand<'a>,
}

/// The demands of the expected schema that the live one does not make, of tables that are there.
pub(super) fn list<'a>(
    expected: &'a Catalog,
    names: &Names<'_>,
    comparison: &'a Comparison,
) -> Vec<Wanted<'a>> {
    let of = |difference: &'a Difference| {
        let object = &difference.object;
        let table = QualifiedName::new(object.schema.as_ref()?, object.table.as_ref()?);
        names.table(&table)?;
        let relation = expected.relation(&table)?;
        let demand = if object.kind == ObjectKind::Column {
            let column = relation.column(&object.name)?;
            (column.not_null && lacks_not_null(difference))
                .then_some(Demand::Value(column.name.as_str()))?
        } else if object.kind == ObjectKind::Index {
            let mut indexes = relation.indexes.iter();
            let index = indexes.find(|one| one.name == object.name)?;
            (index.unique && difference.change == Change::Missing)
                .then_some(Demand::Unique(index))?
        } else {
            if !is_constraint(object.kind) || !lacks_definition(difference) {
                return None;
            }
            let mut constraints = relation.constraints.iter();
            Demand::Constraint(constraints.find(|one| one.name == object.name)?)
        };
        Some(Wanted {
            object,
            table,
            demand,
        })
    };
    comparison.differences.iter().filter_map(of).collect()
}

fn is_constraint(kind: ObjectKind) -> bool {
    matches!(
        kind,
        ObjectKind::PrimaryKey
            | ObjectKind::Unique
            | ObjectKind::ForeignKey
            | ObjectKind::Check
            | ObjectKind::Exclusion
    )
}

fn lacks_not_null(difference: &Difference) -> bool {
    difference.change == Change::Changed
        && difference
            .properties
            .iter()
            .any(|property| property.property == "not null" && property.actual.is_none())
}

fn lacks_definition(difference: &Difference) -> bool {
    match difference.change {
        Change::Missing => true,
        Change::Changed => difference
            .properties
            .iter()
            .any(|property| property.property == "definition"),
        Change::Unexpected | Change::Renamed { .. } => false,
    }
}
