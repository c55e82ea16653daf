//! Section 7: what keeps wrong rows out.

use super::shares::{is_constraint, lacks_not_null};
use super::subject::Subject;
use super::wording::{counted, few};
use super::{
    BreakingRows, Fact, Finding, FindingCode, Integrity, MissingConstraint, Standing, TableState,
    Topic,
};
use crate::audit::Severity;
use crate::catalog::{Catalog, ConstraintKind, QualifiedName, Relation, Visible};
use crate::schema::comparison::{Change, Difference, ObjectId};

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
    let tables: Vec<&Relation> = catalog.tables().collect();
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

/// Constraints of tables that are missing come with those tables, and no row breaks them: they are only counted.
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
        .note("They come with the tables."),
    )
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
    if !is_constraint(object.kind) || !differs {
        return None;
    }
    let name = QualifiedName::new(object.schema.as_ref()?, object.table.as_ref()?);
    let table = expected.relation(&name)?;
    let constraint = table
        .constraints
        .iter()
        .find(|one| one.name == object.name)?;
    Some(constraint.definition.clone())
}

/// The findings of section 7.
pub(super) fn findings(subject: &Subject<'_>, integrity: &Integrity) -> Vec<Finding> {
    let mut found = Vec::new();
    found.extend(not_there(subject, integrity));
    found.extend(broken(integrity));
    found
}

fn not_there(subject: &Subject<'_>, integrity: &Integrity) -> Option<Finding> {
    let missing = &integrity.missing;
    let differences = &subject.known.comparison.comparison.differences;
    let severity = |object: &ObjectId| {
        let found = differences.iter().find(|one| &one.object == object);
        found.map(|one| one.severity)
    };
    let worst = missing
        .iter()
        .filter_map(|one| severity(&one.object))
        .max()?;
    let uncounted = missing
        .iter()
        .filter(|one| one.breaking.rows.seen().is_err())
        .count();
    let title = format!(
        "{} {} expected on tables that are there and {} not hold: {}.",
        counted(missing.len(), "constraint"),
        super::wording::verb(missing.len()),
        if missing.len() == 1 { "does" } else { "do" },
        few(missing.iter().map(|one| one.object.to_string())),
    );
    let impact = match uncounted {
        0 => "Rows that should be refused can come in.".to_owned(),
        count => format!(
            "Rows that should be refused can come in. For {count} of them it is not known how many have."
        ),
    };
    let finding = Finding::new(
        FindingCode::ConstraintsMissing,
        Topic::Integrity,
        worst,
        title,
    )
    .impact(impact)
    .shown_by(
        missing
            .iter()
            .map(|one| format!("{}: {}", one.object, one.definition)),
    )
    .remedy("Add them NOT VALID, clean the rows that break them, then VALIDATE.");
    Some(finding)
}

/// The constraints that rows break now, with how many.
pub(super) fn broken_by(integrity: &Integrity) -> Vec<(&MissingConstraint, i64)> {
    let counted = integrity.missing.iter().filter_map(|one| {
        let rows = *one.breaking.rows.seen().ok()?;
        (rows > 0).then_some((one, rows))
    });
    counted.collect()
}

fn broken(integrity: &Integrity) -> Option<Finding> {
    let broken = broken_by(integrity);
    if broken.is_empty() {
        return None;
    }
    let title = format!(
        "Rows break {} that {} expected and do{} not hold: {}.",
        counted(broken.len(), "constraint"),
        super::wording::verb(broken.len()),
        if broken.len() == 1 { "es" } else { "" },
        few(broken
            .iter()
            .map(|(one, rows)| format!("{} ({rows})", one.object))),
    );
    let finding = Finding::new(FindingCode::RowsBreakConstraints, Topic::Integrity, Severity::High, title)
        .impact("The constraints cannot be added before these rows are cleaned, and programs may have taken them for right.")
        .shown_by(broken.iter().map(|(one, rows)| format!("{}: {rows} rows", one.object)))
        .remedy("Look at the rows with the statements of section 12, and mend or remove them with those who own them.");
    Some(finding)
}
