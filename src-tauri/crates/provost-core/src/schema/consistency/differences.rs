//! What is wrong with tables and other objects: the findings of section 2.

use std::collections::BTreeMap;

use super::shares::{Share, share};
use super::wording::{counted, few, verb};
use super::{Finding, FindingCode, Known, TableComparison, TableLine, TableState, Topic};
use crate::audit::Severity;
use crate::catalog::QualifiedName;
use crate::schema::comparison::{Area, Difference, ObjectKind};

/// The findings of section 2.
pub(super) fn findings(known: &Known<'_>, tables: &TableComparison) -> Vec<Finding> {
    let mut found: Vec<Finding> = areas(tables)
        .into_iter()
        .map(|(area, lines)| missing(area, &lines))
        .collect();
    found.extend(unexpected(known));
    found.extend(rights(known));
    found.extend(objects(known));
    found
}

/// The differences of one share, without noise, the worst first.
pub(super) fn of_share<'a>(known: &'a Known<'_>, wanted: Share) -> Vec<&'a Difference> {
    let differences = known.comparison.comparison.differences.iter();
    differences
        .filter(|one| !one.noise && share(one) == wanted)
        .collect()
}

/// The tables of one area that are missing, and how many the area should have.
pub(super) struct MissingTables<'a> {
    /// Their lines, with their schemas.
    pub(super) lines: Vec<(&'a str, &'a TableLine)>,
    /// How many tables the area should have.
    pub(super) expected: u32,
}

impl MissingTables<'_> {
    /// Their names, with the schema.
    pub(super) fn names(&self) -> Vec<String> {
        let lines = self.lines.iter();
        lines
            .map(|(schema, line)| format!("{schema}.{}", line.name))
            .collect()
    }
}

/// The areas of which tables are missing, in the order of [`Area`].
pub(super) fn areas(tables: &TableComparison) -> BTreeMap<Area, MissingTables<'_>> {
    let mut areas: BTreeMap<Area, MissingTables<'_>> = BTreeMap::new();
    for group in &tables.groups {
        let of = areas.entry(group.area).or_insert(MissingTables {
            lines: Vec::new(),
            expected: 0,
        });
        of.expected += group.expected;
        let lines = group.tables.iter();
        of.lines.extend(
            lines
                .filter(|line| line.state == TableState::Missing)
                .map(|line| (group.schema.as_str(), line)),
        );
    }
    areas.retain(|_, of| !of.lines.is_empty());
    areas
}

/// What an area is called within a sentence.
pub(super) fn area_word(area: Area) -> &'static str {
    match area {
        Area::Authentication => "authentication",
        Area::Security => "security and compliance",
        Area::Agents => "agents",
        Area::Application => "the application",
        Area::Other => "other kinds",
    }
}

fn missing(area: Area, tables: &MissingTables<'_>) -> Finding {
    let lines = tables.lines.iter();
    let worst = match area {
        // One such table is a gap; what the area is for has none of them to stand on.
        Area::Authentication | Area::Security => Some(Severity::Critical),
        Area::Agents | Area::Application | Area::Other => {
            lines.filter_map(|(_, line)| line.worst).max()
        }
    };
    let impact = match area {
        Area::Authentication => {
            "Programs that sign people in with them fail, and what protects accounts has no place to stand."
        }
        Area::Security => {
            "As far as the database tells, nobody can show afterwards what happened, and what the rules ask for is kept nowhere."
        }
        Area::Agents | Area::Application | Area::Other => {
            "Programs that read or write them fail, and their data are kept nowhere."
        }
    };
    let title = format!(
        "{} of {} expected {} of {} {} missing: {}.",
        tables.lines.len(),
        tables.expected,
        if tables.expected == 1 {
            "table"
        } else {
            "tables"
        },
        area_word(area),
        verb(tables.lines.len()),
        few(tables.lines.iter().map(|(_, line)| &line.name)),
    );
    Finding::new(
        FindingCode::TablesMissing,
        Topic::Schema,
        worst.unwrap_or(Severity::High),
        title,
    )
    .impact(impact)
    .shown_by(tables.names())
    .remedy(
        "Apply the migrations that make them, or the SQL of this report where no migration does.",
    )
}

fn unexpected(known: &Known<'_>) -> Option<Finding> {
    let named = |one: &&Difference| {
        let schema = one.object.schema.as_ref()?;
        let name = QualifiedName::new(schema, &one.object.name);
        known.actual.relation(&name)
    };
    let mut tables = of_share(known, Share::UnexpectedTable);
    tables.retain(|one| {
        named(one).is_some_and(|table| !crate::schema::history::keeps_migrations(table))
    });
    let worst = tables.iter().map(|one| one.severity).max()?;
    let title = format!(
        "{} {} there that nobody expects: {}.",
        counted(tables.len(), "table"),
        verb(tables.len()),
        few(tables.iter().map(|one| &one.object.name)),
    );
    let finding = Finding::new(FindingCode::TablesUnexpected, Topic::Schema, worst, title)
        .impact("Data stand where nobody who knows the expected state protects them, counts them or deletes them.")
        .shown_by(names(&tables))
        .remedy("Find out who uses them; then take them into the expected state, or save their rows and drop them.");
    Some(finding)
}

/// The names of what differs.
pub(super) fn names(differences: &[&Difference]) -> Vec<String> {
    differences
        .iter()
        .map(|one| one.object.to_string())
        .collect()
}

fn rights(known: &Known<'_>) -> Option<Finding> {
    let wider = of_share(known, Share::Rights);
    let worst = wider.iter().map(|one| one.severity).max()?;
    let title = format!(
        "Rights are wider than they should be, by {}: {}.",
        counted(wider.len(), "difference"),
        few(names(&wider)),
    );
    let reasons: std::collections::BTreeSet<&str> =
        wider.iter().map(|one| one.reason.as_str()).collect();
    let reasons: Vec<&str> = reasons.into_iter().collect();
    let finding = Finding::new(FindingCode::RightsWider, Topic::Schema, worst, title)
        .impact(reasons.join(" "))
        .shown_by(names(&wider))
        .remedy("Put the expected policies and privileges in force with the SQL of this report.");
    Some(finding)
}

fn objects(known: &Known<'_>) -> Option<Finding> {
    let others = of_share(known, Share::Object);
    let worst = others.iter().map(|one| one.severity).max()?;
    let mut kinds: BTreeMap<ObjectKind, usize> = BTreeMap::new();
    for one in &others {
        *kinds.entry(one.object.kind).or_default() += 1;
    }
    let kinds = kinds
        .into_iter()
        .map(|(kind, count)| counted_kind(count, kind));
    let title = format!(
        "{} in objects that are not whole tables: {}.",
        counted(others.len(), "difference"),
        few(kinds),
    );
    let reason = others.iter().find(|one| one.severity == worst);
    let finding = Finding::new(FindingCode::ObjectsDiffer, Topic::Schema, worst, title)
        .impact(reason.map_or_else(String::new, |one| one.reason.clone()))
        .shown_by(names(&others))
        .remedy("Apply the migrations that make them so, or the SQL of this report where no migration does.");
    Some(finding)
}

/// A number of objects of a kind, in words whose plural is not always an `s` more.
fn counted_kind(count: usize, kind: ObjectKind) -> String {
    match (count, kind) {
        (2.., ObjectKind::Policy) => format!("{count} policies"),
        (_, ObjectKind::DefaultPrivileges) => format!("{count} of default privileges"),
        (2.., ObjectKind::Statistics) => format!("{count} statistics objects"),
        _ => counted(count, kind.word()),
    }
}
