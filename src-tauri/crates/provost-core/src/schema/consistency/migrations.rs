//! What is wrong with the migrations: the findings of section 3.

use std::collections::BTreeMap;

use super::wording::{counted, few};
use super::{Finding, FindingCode, Known, TableComparison, Topic};
use crate::audit::Severity;
use crate::schema::history::{Defect, DefectKind, History, Tool};

/// The findings of section 3.
pub(super) fn findings(known: &Known<'_>, tables: &TableComparison) -> Vec<Finding> {
    let Some(history) = known.history.filter(|history| keeps_record(history)) else {
        return known.history.map(defects).unwrap_or_default();
    };
    let mut found = defects(history);
    if tells_blocked(history) {
        found.extend(blocked(history));
        found.extend(pending(history, tables));
    }
    found.extend(unknown(history));
    found
}

/// Whether the tool records what it has applied: of files of plain SQL nobody does.
pub(super) fn keeps_record(history: &History) -> bool {
    !matches!(history.tool, None | Some(Tool::PlainSql))
}

/// Whether the folder has what the database stands at. When not, what is applied of the folder is not known.
pub(super) fn is_lost(history: &History) -> bool {
    !history.current.is_empty()
        && history
            .current
            .iter()
            .all(|id| history.unknown.contains(id))
}

/// Whether what waits behind a gap is told as such.
fn tells_blocked(history: &History) -> bool {
    keeps_record(history) && !is_lost(history)
}

/// Whether a defect says of the same migrations that they cannot be come to that are told as blocked.
pub(super) fn told_as_blocked(history: &History, defect: &Defect) -> bool {
    let is_blocked = |id: &String| history.blocked.contains(id);
    defect.kind == DefectKind::Unreachable
        && tells_blocked(history)
        && defect.migrations.iter().all(is_blocked)
}

/// Where the database stands, in words; none when it has no record.
pub(super) fn standing(history: &History) -> Option<String> {
    (!history.current.is_empty()).then(|| history.current.join(", "))
}

/// What a migration does, in its author's words.
pub(super) fn title<'a>(history: &'a History, id: &str) -> Option<&'a str> {
    let nodes = history.graph.nodes.iter();
    let mut titles = nodes.filter(|node| node.id == id && !node.title.is_empty());
    titles.next().map(|node| node.title.as_str())
}

/// A migration with what it does.
fn described(history: &History, id: &String) -> String {
    title(history, id).map_or_else(|| id.clone(), |title| format!("{id} ({title})"))
}

/// One finding a kind of defect. What the database has and the folder has not is told by [`unknown`].
fn defects(history: &History) -> Vec<Finding> {
    let mut kinds: BTreeMap<DefectKind, Vec<&Defect>> = BTreeMap::new();
    for defect in &history.defects {
        if defect.severity > Severity::Info
            && defect.kind != DefectKind::UnknownRow
            && !told_as_blocked(history, defect)
        {
            kinds.entry(defect.kind).or_default().push(defect);
        }
    }
    kinds
        .into_iter()
        .filter_map(|(kind, defects)| defect(kind, &defects))
        .collect()
}

fn defect(kind: DefectKind, defects: &[&Defect]) -> Option<Finding> {
    let first = defects.first()?;
    let severity = defects.iter().map(|one| one.severity).max()?;
    let title = match defects.len() {
        1 => first.message.clone(),
        count => format!(
            "{} There {} of this kind.",
            first.message,
            if count == 2 {
                "is one more".to_owned()
            } else {
                format!("are {} more", count - 1)
            }
        ),
    };
    let names = defects.iter().flat_map(|one| &one.migrations);
    let files = defects.iter().flat_map(|one| &one.files);
    let mut shown: Vec<&String> = names.chain(files).collect();
    if shown.is_empty() {
        shown.extend(defects.iter().map(|one| &one.message));
    }
    let finding = Finding::new(
        FindingCode::MigrationDefect,
        Topic::Migrations,
        severity,
        title,
    )
    .impact(consequence(kind))
    .shown_by(shown)
    .remedy(first.advice.as_str());
    Some(finding)
}

/// What follows from a defect.
fn consequence(kind: DefectKind) -> &'static str {
    match kind {
        DefectKind::MissingRevision
        | DefectKind::MissingDependency
        | DefectKind::Cycle
        | DefectKind::DependencyCycle
        | DefectKind::SelfReference
        | DefectKind::Unreachable => {
            "The tool stops before it applies anything, or never comes to what stands behind it."
        }
        DefectKind::SeveralHeads | DefectKind::DuplicateLabel | DefectKind::DuplicateRevision => {
            "As long as it is so, the tool does not know which one is meant, and may refuse."
        }
        DefectKind::Failed => {
            "What the migration has left behind is not known, and the tool goes no further."
        }
        DefectKind::Altered | DefectKind::StructureStale => {
            "What the files say is not what the database was given, so a new database would be another one."
        }
        DefectKind::OutOfOrder | DefectKind::InconsistentHistory | DefectKind::StaleRow => {
            "The order in which the database was changed is not the order that the files were written for."
        }
        DefectKind::Unstamped => {
            "The tool would begin from nothing and fail on what is there already."
        }
        DefectKind::UnknownRow => "The files and the database come from different branches.",
        DefectKind::LockHeld => "Nothing else can be applied until the lock is given back.",
        DefectKind::InvalidIdentifier | DefectKind::LongIdentifier => {
            "The tool cannot name the migration, or the server refuses its row."
        }
        DefectKind::NotReadable
        | DefectKind::NoRevision
        | DefectKind::ExternalDependency
        | DefectKind::LocationNotRead
        | DefectKind::Placeholder => {
            "Part of the chain could not be read, so less is known than is written here."
        }
    }
}

fn blocked(history: &History) -> Option<Finding> {
    if history.blocked.is_empty() {
        return None;
    }
    let title = format!(
        "{} cannot be applied, because something before {} is missing: {}.",
        counted(history.blocked.len(), "migration"),
        if history.blocked.len() == 1 {
            "it"
        } else {
            "them"
        },
        few(&history.blocked),
    );
    let finding = Finding::new(
        FindingCode::MigrationsBlocked,
        Topic::Migrations,
        Severity::High,
        title,
    )
    .impact("What they make stays missing, and no later migration can reach the database either.")
    .shown_by(history.blocked.iter().map(|id| described(history, id)))
    .remedy("Mend the chain first; then apply them in its order.");
    Some(finding)
}

/// Migrations that wait are worse where tables are missing as well: then programs already expect what they make. Where no
/// table records migrations, which of them the database has is not known.
fn pending(history: &History, tables: &TableComparison) -> Option<Finding> {
    if history.pending.is_empty() {
        return None;
    }
    let lacks = tables.present < tables.expected;
    let are = match history.pending.len() {
        1 => "1 migration is".to_owned(),
        count => format!("{count} migrations are"),
    };
    let named = few(&history.pending);
    let (severity, title, impact) = match standing(history) {
        Some(at) => (
            if lacks {
                Severity::High
            } else {
                Severity::Medium
            },
            format!("{are} not applied, while the database stands at {at}: {named}."),
            "The database lacks what the folder says that it has, while programs may be written for it.",
        ),
        None => (
            if lacks { Severity::High } else { Severity::Low },
            format!("{are} not recorded as applied, and no other is either: {named}."),
            "Whether the database has what they make can only be seen by comparing.",
        ),
    };
    let finding = Finding::new(
        FindingCode::MigrationsPending,
        Topic::Migrations,
        severity,
        title,
    )
    .impact(impact)
    .shown_by(history.pending.iter().map(|id| described(history, id)))
    .remedy("Rehearse them on a copy, then apply them in the order of the chain.");
    Some(finding)
}

fn unknown(history: &History) -> Option<Finding> {
    // Without a folder, nothing is known of any migration, and nothing follows from that.
    if history.unknown.is_empty() || history.graph.nodes.iter().all(|node| node.file.is_none()) {
        return None;
    }
    let title = format!(
        "The database has {} that the folder does not have: {}.",
        counted(history.unknown.len(), "migration"),
        few(&history.unknown),
    );
    let finding = Finding::new(
        FindingCode::MigrationUnknown,
        Topic::Migrations,
        Severity::High,
        title,
    )
    .impact("The database was changed from another branch or by a newer release, so what the folder says may undo it.")
    .shown_by(&history.unknown)
    .remedy(DefectKind::UnknownRow.advice());
    Some(finding)
}
