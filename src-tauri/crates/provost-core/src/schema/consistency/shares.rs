//! Which section tells a difference, so that none is told twice and none is left out.

use crate::audit::Severity;
use crate::schema::comparison::{Change, Difference, ObjectKind};

/// The part of the report that tells a difference.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Share {
    /// A table that is not there.
    MissingTable,
    /// A table that nobody expects.
    UnexpectedTable,
    /// A constraint, or a NOT NULL, that does not hold.
    Constraint,
    /// An index that is not there.
    Index,
    /// A right or a policy that opens more than it should.
    Rights,
    /// Any other.
    Object,
}

/// The part of the report that tells a difference.
pub(super) fn share(difference: &Difference) -> Share {
    let kind = difference.object.kind;
    match (&difference.change, kind) {
        (Change::Missing, ObjectKind::Table) => Share::MissingTable,
        (Change::Unexpected, ObjectKind::Table) => Share::UnexpectedTable,
        (Change::Missing, ObjectKind::Index) => Share::Index,
        (Change::Missing, kind) if is_constraint(kind) => Share::Constraint,
        (Change::Changed, kind) if is_constraint(kind) && differs(difference, "definition") => {
            Share::Constraint
        }
        (Change::Changed, ObjectKind::Column)
            if lacks_not_null(difference) && difference.properties.len() == 1 =>
        {
            Share::Constraint
        }
        _ if opens(difference) => Share::Rights,
        _ => Share::Object,
    }
}

/// Whether a kind of object refuses rows.
pub(super) fn is_constraint(kind: ObjectKind) -> bool {
    matches!(
        kind,
        ObjectKind::PrimaryKey
            | ObjectKind::Unique
            | ObjectKind::ForeignKey
            | ObjectKind::Check
            | ObjectKind::Exclusion
    )
}

/// Whether a column should refuse NULL and does not.
pub(super) fn lacks_not_null(difference: &Difference) -> bool {
    difference.object.kind == ObjectKind::Column
        && difference.change == Change::Changed
        && difference
            .properties
            .iter()
            .any(|one| one.property == "not null" && one.expected.is_some() && one.actual.is_none())
}

fn differs(difference: &Difference, property: &str) -> bool {
    let mut properties = difference.properties.iter();
    properties.any(|one| one.property == property)
}

/// Whether a difference lets somebody read or write what they should not. A policy that is missing shows less, unless it
/// is one that restricts.
fn opens(difference: &Difference) -> bool {
    let grave = difference.severity >= Severity::High;
    match (difference.object.kind, &difference.change) {
        (ObjectKind::DefaultPrivileges, change) => *change != Change::Missing,
        (ObjectKind::Policy, Change::Missing) => differs(difference, "restrictive"),
        (ObjectKind::Policy, Change::Unexpected) => true,
        (ObjectKind::Policy, Change::Changed) => {
            let mut properties = difference.properties.iter();
            properties.any(|one| one.property != "comment")
        }
        (_, Change::Changed) => {
            grave
                && ["row security", "row security forced", "privileges"]
                    .iter()
                    .any(|property| differs(difference, property))
        }
        _ => false,
    }
}
