//! How bad a difference is, and why. What opens data or lets wrong data in weighs most, what only looks otherwise least.

use crate::audit::Severity;

use super::object::ObjectKind;
use super::{Area, Change, Difference, PropertyDifference};

/// Sets the severity, its reason and whether the difference is noise.
pub(super) fn judge(difference: &mut Difference) {
    let (severity, reason, noise) = match &difference.change {
        Change::Missing => missing(difference.object.kind, difference.area),
        Change::Unexpected => unexpected(difference),
        Change::Changed => worst_of_changed(difference),
        Change::Renamed { .. } => renamed(difference.object.kind),
    };
    difference.severity = severity;
    reason.clone_into(&mut difference.reason);
    difference.noise = noise;
}

type Judgement = (Severity, &'static str, bool);

const fn because(severity: Severity, reason: &'static str) -> Judgement {
    (severity, reason, false)
}

const fn noise(reason: &'static str) -> Judgement {
    (Severity::Info, reason, true)
}

fn missing(kind: ObjectKind, area: Area) -> Judgement {
    match kind {
        ObjectKind::Table if matches!(area, Area::Authentication | Area::Security) => because(
            Severity::High,
            "What protects people or proves what happened has no table to stand in.",
        ),
        ObjectKind::Table | ObjectKind::Column | ObjectKind::ForeignTable => because(
            Severity::High,
            "Programs that expect it fail, and its data are kept nowhere.",
        ),
        ObjectKind::Policy => because(
            Severity::High,
            "Rows are shown or hidden otherwise than they should be.",
        ),
        ObjectKind::PrimaryKey | ObjectKind::Unique => because(
            Severity::High,
            "Duplicates can come in, and nothing can refer to a row for certain.",
        ),
        ObjectKind::ForeignKey | ObjectKind::Check | ObjectKind::Exclusion => {
            because(Severity::Medium, "Rows that should be refused can come in.")
        }
        ObjectKind::Trigger | ObjectKind::EventTrigger | ObjectKind::Rule => because(
            Severity::Medium,
            "What should happen by itself when data change does not.",
        ),
        ObjectKind::Function
        | ObjectKind::Procedure
        | ObjectKind::Aggregate
        | ObjectKind::View
        | ObjectKind::MaterializedView
        | ObjectKind::Enum
        | ObjectKind::Domain
        | ObjectKind::Type
        | ObjectKind::Extension
        | ObjectKind::Schema
        | ObjectKind::Cast
        | ObjectKind::ForeignServer => because(Severity::High, "Statements that use it fail."),
        ObjectKind::Sequence => because(
            Severity::Medium,
            "Numbers that are taken from it cannot be given.",
        ),
        ObjectKind::Index => because(
            Severity::Medium,
            "What it was made for is answered by reading the whole table.",
        ),
        ObjectKind::Publication | ObjectKind::Subscription => because(
            Severity::Medium,
            "Another server does not get the data that it should.",
        ),
        ObjectKind::DefaultPrivileges => because(
            Severity::Medium,
            "New objects come without rights that they should have.",
        ),
        _ => missing_aside(kind),
    }
}

/// What nobody misses at once.
fn missing_aside(kind: ObjectKind) -> Judgement {
    let reason = match kind {
        ObjectKind::Statistics => "The planner knows less than it could.",
        ObjectKind::DatabaseSetting => "Sessions begin with other settings.",
        _ => "It is counted and named, but not looked into.",
    };
    because(Severity::Low, reason)
}

fn unexpected(difference: &Difference) -> Judgement {
    match difference.object.kind {
        ObjectKind::Policy => because(
            Severity::High,
            "Nobody who knows the expected state knows whom it lets see rows.",
        ),
        ObjectKind::DefaultPrivileges => because(
            Severity::Medium,
            "New objects come with rights that nobody expects.",
        ),
        ObjectKind::Trigger | ObjectKind::EventTrigger | ObjectKind::Rule => because(
            Severity::Medium,
            "Something happens when data change that nobody expects.",
        ),
        ObjectKind::Check
        | ObjectKind::Unique
        | ObjectKind::ForeignKey
        | ObjectKind::Exclusion
        | ObjectKind::PrimaryKey => {
            because(Severity::Medium, "Rows are refused that should be taken.")
        }
        ObjectKind::Column if demands_a_value(difference) => {
            because(Severity::High, "It demands a value that no program gives.")
        }
        ObjectKind::Table | ObjectKind::Column | ObjectKind::ForeignTable => because(
            Severity::Medium,
            "Data stand where nobody who knows the expected state looks for them.",
        ),
        ObjectKind::Function | ObjectKind::Procedure
            if difference
                .properties
                .iter()
                .any(|one| one.property == "security definer") =>
        {
            because(
                Severity::High,
                "It runs with its owner's rights, and nobody expects it.",
            )
        }
        ObjectKind::Index => because(
            Severity::Low,
            "Each write keeps it up to date, and nobody expects it.",
        ),
        _ => because(Severity::Low, "It is not part of the expected state."),
    }
}

/// Whether a column must have a value and has none to begin with.
fn demands_a_value(difference: &Difference) -> bool {
    let has = |name: &str| difference.properties.iter().any(|one| one.property == name);
    has("not null") && !has("default") && !has("identity") && !has("generated")
}

fn renamed(kind: ObjectKind) -> Judgement {
    match kind {
        ObjectKind::Table | ObjectKind::Column | ObjectKind::Enum => because(
            Severity::High,
            "It is there under another name, so programs that expect this one fail.",
        ),
        ObjectKind::Policy | ObjectKind::Trigger => because(
            Severity::Low,
            "It does the same under another name; migrations that name it fail.",
        ),
        _ => noise("It does the same under another name, which the server may have made."),
    }
}

fn worst_of_changed(difference: &Difference) -> Judgement {
    let kind = difference.object.kind;
    difference
        .properties
        .iter()
        .map(|property| changed(kind, property))
        .max_by_key(|(severity, _, noise)| (*severity, !*noise))
        .unwrap_or(noise("Nothing differs."))
}

fn changed(kind: ObjectKind, property: &PropertyDifference) -> Judgement {
    match (kind, property.property.as_str()) {
        (_, "row security" | "row security forced") if property.actual.is_none() => because(
            Severity::Critical,
            "Policies that should hold do not: rows are open to whoever may read the table.",
        ),
        (_, "row security" | "row security forced") => because(
            Severity::Medium,
            "Policies hold that should not: rows are hidden without an error.",
        ),
        (_, "privileges") => privileges(property),
        (_, "comment") => because(
            Severity::Low,
            "What people read about it is not what they should.",
        ),
        (_, "security definer" | "settings") => because(
            Severity::High,
            "It runs with other rights or in other surroundings than it should.",
        ),
        (ObjectKind::Policy, _) => because(
            Severity::High,
            "Rows are shown or hidden otherwise than they should be.",
        ),
        (ObjectKind::Trigger | ObjectKind::EventTrigger, _) => because(
            Severity::Medium,
            "What happens by itself when data change is not what should happen.",
        ),
        (_, "column order") => noise("Statements that name their columns do not notice."),
        (_, "owner") => because(Severity::Low, "Another role may change or drop it."),
        (_, "invalid") => because(Severity::High, "It is kept up to date and never used."),
        (ObjectKind::Column, "type") => because(
            Severity::High,
            "Values are kept in another type, with other limits and another order.",
        ),
        (ObjectKind::Column | ObjectKind::Domain, "not null") if property.actual.is_none() => {
            because(Severity::Medium, "Rows without a value can come in.")
        }
        (ObjectKind::Column | ObjectKind::Domain, "not null") => because(
            Severity::Medium,
            "Rows without a value are refused that should be taken.",
        ),
        (ObjectKind::Column, "storage" | "compression" | "statistics target")
        | (_, "options" | "clustered" | "tablespace" | "access method") => {
            because(Severity::Low, "It works the same, at another cost.")
        }
        (ObjectKind::Extension, "version") => {
            because(Severity::Low, "It may lack what a newer version has.")
        }
        (_, "replica identity") => {
            because(Severity::Medium, "Another server gets other rows, or none.")
        }
        _ => because(Severity::Medium, "It does something else than it should."),
    }
}

/// A right that is not expected weighs more than one that is missing: it opens data and nobody complains.
fn privileges(property: &PropertyDifference) -> Judgement {
    let lines = |text: &Option<String>| -> Vec<String> {
        text.iter()
            .flat_map(|text| text.lines())
            .flat_map(|line| {
                let (role, list) = line.split_once(": ").unwrap_or((line, ""));
                list.split(", ")
                    .map(|privilege| format!("{role}: {privilege}"))
                    .collect::<Vec<_>>()
            })
            .collect()
    };
    let (expected, actual) = (lines(&property.expected), lines(&property.actual));
    let mut added = actual
        .iter()
        .filter(|one| !expected.contains(one))
        .peekable();
    if added.peek().is_none() {
        return because(
            Severity::Medium,
            "A right is missing, so somebody's statements fail.",
        );
    }
    if added.any(|one| one.starts_with("PUBLIC: ")) {
        return because(
            Severity::High,
            "Everybody has a right that is not expected.",
        );
    }
    because(Severity::High, "Somebody has a right that is not expected.")
}
