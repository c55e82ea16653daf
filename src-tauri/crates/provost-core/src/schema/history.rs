//! Histories of migrations: what a folder of files says the chain is, what a database says was applied, and where the
//! two do not go together. Nothing is run: files are read as text, rows as text.

mod alembic;
mod checksum;
mod defect;
mod django;
mod graph;
mod judgement;
mod lineage;
mod python;
mod recognition;
mod revision;
mod scripts;
mod source;
mod standing;
mod state;
#[cfg(test)]
mod tests;
mod tool;

pub use alembic::alembic_environments;
pub use defect::{Defect, DefectKind};
pub use graph::{Edge, EdgeKind, Graph, Node, NodeState};
pub use recognition::{Candidate, Certainty, recognise};
pub use scripts::{Migration, Migrations, migrations};
pub use source::SourceFile;
pub use state::{
    AppliedMigration, Outcome, Row, STATE_TABLES, State, StateTable, keeps_migrations, state_tables,
};
pub use tool::Tool;

use std::collections::BTreeSet;

use serde::{Deserialize, Serialize};

use lineage::Lineage;
use revision::Revision;
use standing::Standing;

/// The form of a [`History`] as JSON.
pub const HISTORY_SCHEMA: &str = "provost.migration-history/1";

/// The migrations of a folder against those of a database.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "bindings", derive(specta::Type))]
#[serde(rename_all = "camelCase")]
pub struct History {
    /// [`HISTORY_SCHEMA`].
    pub schema: String,
    /// The tool; none when neither the folder nor the database is of one that is known.
    pub tool: Option<Tool>,
    /// All tools that the folder can be of, the surest first.
    pub candidates: Vec<Candidate>,
    /// The state table; none when no database was looked at or it has none.
    pub table: Option<String>,
    /// Where the database stands: the rows of Alembic, the last one applied of other tools.
    pub current: Vec<String>,
    /// The ends of the chain.
    pub heads: Vec<String>,
    /// The ends that nothing depends on: where a database stands that is up to date.
    pub effective_heads: Vec<String>,
    /// The beginnings of the chain.
    pub bases: Vec<String>,
    /// Those that several follow on.
    pub branch_points: Vec<String>,
    /// Those that follow on several.
    pub merges: Vec<String>,
    /// Those that no upgrade from the beginning can come to.
    pub unreachable: Vec<String>,
    /// What the database has, in the order in which it was applied.
    pub applied: Vec<AppliedMigration>,
    /// What is still to be applied, in an order in which it can be: the way from where the database stands to the
    /// heads. Empty when no database was looked at.
    pub pending: Vec<String>,
    /// What is not applied and cannot be, because something before it is missing.
    pub blocked: Vec<String>,
    /// What the database names and the folder does not have.
    pub unknown: Vec<String>,
    /// Files that were changed after they were applied.
    pub altered: Vec<String>,
    /// By what a changed file is known, or why it is not.
    pub checksums: String,
    /// All that is wrong, the worst first.
    pub defects: Vec<Defect>,
    /// What was left out of the reading and why: files, other tables of this kind, a table that the role may not read.
    #[serde(default)]
    pub remarks: Vec<String>,
    /// The whole as a graph.
    pub graph: Graph,
}

/// Compares the files of a folder (none when there is no folder) with the state of a database (none when no database
/// was looked at).
#[must_use]
pub fn history(files: &[SourceFile], state: Option<&State>) -> History {
    let candidates = recognise(files);
    let tool = chosen(&candidates, state);
    let applied = match (tool, state) {
        (Some(tool), Some(state)) => state::applied(tool, &state.rows),
        _ => Vec::new(),
    };
    let (revisions, mut defects) = revisions(tool, files, &applied);
    let complete = files.iter().any(|file| {
        file.text.contains("script_location")
            && (file.has_extension("ini") || file.name() == "pyproject.toml")
    });
    let external = |name: &str| match tool {
        Some(Tool::Django) => django::is_external(name, &revisions),
        // Other packages can add theirs, unless the configuration says where all of them are.
        _ => !complete,
    };
    let lineage = Lineage::new(&revisions, external);
    if matches!(tool, Some(Tool::Alembic | Tool::Django)) {
        defects.extend(lineage::faults(&lineage));
    }
    let standing = Standing::new(tool, &lineage, applied, state.is_some());
    let (altered, judged) = match (tool, state) {
        (Some(tool), Some(state)) => judgement::judge(tool, files, &lineage, &standing, state),
        _ => (Vec::new(), Vec::new()),
    };
    defects.extend(judged);
    defects.sort_by(|a, b| {
        b.severity
            .cmp(&a.severity)
            .then(a.kind.cmp(&b.kind))
            .then_with(|| a.migrations.cmp(&b.migrations))
            .then_with(|| a.files.cmp(&b.files))
    });
    History {
        schema: HISTORY_SCHEMA.to_owned(),
        tool,
        candidates,
        table: state.and_then(|state| state.table.clone()),
        heads: lineage.ids(&lineage.heads()),
        effective_heads: lineage.ids(&lineage.effective_heads()),
        bases: lineage.ids(&lineage.bases()),
        branch_points: lineage.ids(&lineage.branch_points()),
        merges: lineage.ids(&lineage.merges()),
        unreachable: lineage.ids(&lineage.unreachable()),
        graph: graph::graph(&lineage, &standing),
        current: standing.current,
        pending: lineage.ids(&standing.pending),
        blocked: lineage.ids(&standing.blocked),
        unknown: standing.unknown,
        applied: standing.applied,
        altered,
        checksums: tool.map(checksum::basis).unwrap_or_default().to_owned(),
        defects,
        remarks: Vec::new(),
    }
}

/// The tool that both the folder and the database can be of, or else what either says.
fn chosen(candidates: &[Candidate], state: Option<&State>) -> Option<Tool> {
    let kept: &[Tool] = state.map_or(&[], |state| &state.tools);
    let both = candidates
        .iter()
        .find_map(|candidate| kept.iter().find(|tool| candidate.may_be(**tool)));
    both.copied()
        .or(candidates.first().map(|candidate| candidate.tool))
        .or(kept.first().copied())
}

/// The migrations of the folder as a chain.
fn revisions(
    tool: Option<Tool>,
    files: &[SourceFile],
    applied: &[AppliedMigration],
) -> (Vec<Revision>, Vec<Defect>) {
    match tool {
        Some(Tool::Alembic) => alembic::read(files),
        Some(Tool::Django) => {
            let rows: BTreeSet<String> = applied.iter().map(|one| one.id.clone()).collect();
            django::read(files, &rows)
        }
        Some(tool) => {
            let read = migrations(tool, files);
            (chain(read.list), read.defects)
        }
        None => (Vec::new(), Vec::new()),
    }
}

/// Tools other than Alembic and Django have one chain: each follows on the one before it.
fn chain(list: Vec<Migration>) -> Vec<Revision> {
    let mut seen: BTreeSet<String> = BTreeSet::new();
    let mut before: Option<String> = None;
    let mut revisions = Vec::new();
    for migration in list {
        if !seen.insert(migration.id.clone()) {
            continue;
        }
        revisions.push(Revision {
            id: migration.id.clone(),
            parents: before
                .iter()
                .filter(|_| !migration.repeatable)
                .cloned()
                .collect(),
            title: migration.title,
            file: migration.file,
            repeatable: migration.repeatable,
            ..Revision::default()
        });
        if !migration.repeatable {
            before = Some(migration.id);
        }
    }
    revisions
}
