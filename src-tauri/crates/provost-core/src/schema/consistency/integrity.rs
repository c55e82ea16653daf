//! Section 7: what keeps wrong rows out.

use super::shares::{is_constraint, lacks_not_null};
use super::subject::Subject;
use super::wording::{counted, few};
use super::{BreakingRows, Fact, Integrity, MissingConstraint, Standing, TableState};
use crate::catalog::{Catalog, ConstraintKind, QualifiedName, Relation, RelationKind, Visible};
use crate::schema::comparison::{Change, Difference, ObjectKind};

/// Section 7.
pub(super) fn integrity(subject: &Subject<'_>) -> Integrity {
    let mut protections = protections(subject.known.actual);
    protections.extend(of_missing_tables(subject));
    Integrity {
        protections,
        missing: missing(subject),
    }
}

fn protections(catalog: &Catalog) -> Vec<Fact> {
    // A foreign table has no keys of its own.
    let own = |table: &&Relation| table.kind != RelationKind::ForeignTable;
    let tables: Vec<&Relation> = catalog.tables().filter(own).collect();
    let count = |kind: ConstraintKind| {
        let constraints = tables.iter().flat_map(|table| &table.constraints);
        constraints.filter(|one| one.kind == kind).count()
    };
    let columns: Vec<bool> = tables
        .iter()
        .flat_map(|table| &table.columns)
        .map(|column| column.not_null)
        .collect();
    let required = columns.iter().filter(|not_null| **not_null).count();
    let told = |label: &str, number: usize| {
        let fact = Fact::told(label, number.to_string());
        if number > 0 {
            fact.standing(Standing::Good)
        } else {
            fact
        }
    };
    let mut facts = vec![
        primary_keys(&tables),
        told("Unique constraints", count(ConstraintKind::Unique)),
        told("Foreign keys", count(ConstraintKind::ForeignKey)),
        told("Checks", count(ConstraintKind::Check)),
    ];
    let exclusions = count(ConstraintKind::Exclusion);
    if exclusions > 0 {
        facts.push(told("Exclusion constraints", exclusions));
    }
    facts.push(Fact::told(
        "Columns that must have a value",
        format!("{required} of {}", columns.len()),
    ));
    facts.push(enums(catalog));
    facts
}

fn primary_keys(tables: &[&Relation]) -> Fact {
    let without: Vec<String> = tables
        .iter()
        .filter(|table| table.primary_key().is_none())
        .map(|table| table.name.to_string())
        .collect();
    let fact = Fact::told(
        "Tables with a primary key",
        format!("{} of {}", tables.len() - without.len(), tables.len()),
    );
    if without.is_empty() {
        fact.standing(Standing::Good)
    } else {
        fact.standing(Standing::Attention)
            .note(format!("Without one: {}.", few(without)))
    }
}

fn enums(catalog: &Catalog) -> Fact {
    let names = catalog.enums.iter().map(|one| one.name.name.as_str());
    let fact = Fact::told("Enumerated types", catalog.enums.len().to_string());
    if catalog.enums.is_empty() {
        fact
    } else {
        fact.standing(Standing::Good)
            .note(format!("{}.", few(names)))
    }
}

/// The expected tables that are not there.
pub(super) fn missing_tables<'a>(subject: &Subject<'a>) -> Vec<&'a Relation> {
    let mut found = Vec::new();
    for group in &subject.tables.groups {
        for line in group
            .tables
            .iter()
            .filter(|line| line.state == TableState::Missing)
        {
            let name = QualifiedName::new(&group.schema, &line.name);
            found.extend(subject.known.expected.relation(&name));
        }
    }
    found
}

/// The most checks of missing tables that are named.
const NAMED: usize = 20;

/// Constraints of tables that are missing come with those tables, and no row breaks them: they are counted, and the checks
/// among them named, because nothing else would keep such rows out.
fn of_missing_tables(subject: &Subject<'_>) -> Option<Fact> {
    let tables = missing_tables(subject);
    if tables.is_empty() {
        return None;
    }
    let constraints: usize = tables.iter().map(|table| table.constraints.len()).sum();
    Some(
        Fact::told(
            "Constraints of missing tables",
            format!("{constraints} on {}", counted(tables.len(), "table")),
        )
        .standing(Standing::Attention)
        .note(format!("They come with the tables{}.", checks_of(&tables))),
    )
}

fn checks_of(tables: &[&Relation]) -> String {
    let checks: Vec<String> = tables
        .iter()
        .flat_map(|table| {
            let own = table.constraints.iter();
            own.filter(|one| one.kind == ConstraintKind::Check)
                .map(|one| format!("{}.{}", table.name, one.name))
        })
        .collect();
    let named = checks.iter().take(NAMED).map(String::as_str);
    let named = named.collect::<Vec<_>>().join(", ");
    match checks.len().saturating_sub(NAMED) {
        _ if checks.is_empty() => String::new(),
        0 => format!(", among them {}: {named}", counted(checks.len(), "check")),
        more => format!(
            ", among them {}: {named} and {more} more",
            counted(checks.len(), "check")
        ),
    }
}

fn missing(subject: &Subject<'_>) -> Vec<MissingConstraint> {
    let known = subject.known;
    let differences = known.comparison.comparison.differences.iter();
    differences
        .filter(|one| !one.noise)
        .filter_map(|one| {
            let definition = definition(known.expected, one)?;
            let object = one.object.clone();
            let counted = known
                .breaking
                .iter()
                .find(|breaking| breaking.object == object);
            let breaking = counted.cloned().unwrap_or_else(|| BreakingRows {
                object: object.clone(),
                rows: Visible::Hidden("Nobody counted.".to_owned()),
                sql: None,
            });
            Some(MissingConstraint {
                object,
                definition,
                breaking,
            })
        })
        .collect()
}

/// What an expected constraint says that does not hold; none for any other difference.
fn definition(expected: &Catalog, difference: &Difference) -> Option<String> {
    let object = &difference.object;
    if lacks_not_null(difference) {
        return Some("NOT NULL".to_owned());
    }
    let differs = match difference.change {
        Change::Missing => true,
        Change::Changed => difference
            .properties
            .iter()
            .any(|one| one.property == "definition"),
        Change::Unexpected | Change::Renamed { .. } => false,
    };
    let is_index = object.kind == ObjectKind::Index;
    if !(is_index || is_constraint(object.kind)) || !differs {
        return None;
    }
    let name = QualifiedName::new(object.schema.as_ref()?, object.table.as_ref()?);
    let table = expected.relation(&name)?;
    if is_index {
        let mut indexes = table.indexes.iter();
        let index = indexes.find(|one| one.name == object.name)?;
        // Others refuse no row.
        let unique = index.unique && difference.change == Change::Missing;
        return unique.then(|| index.definition.clone());
    }
    let constraint = table
        .constraints
        .iter()
        .find(|one| one.name == object.name)?;
    Some(constraint.definition.clone())
}
