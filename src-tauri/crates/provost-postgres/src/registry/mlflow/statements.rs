//! The statements, and how one is written for the schema of a backend.

use crate::Statement;
use crate::quoting::quote_verbatim;

pub(super) const FIND: &str = include_str!("find.sql");
pub(super) const REVISION: &str = include_str!("revision.sql");
pub(super) const WORKSPACES: &str = include_str!("workspaces.sql");
pub(super) const MODELS: &str = include_str!("models.sql");
pub(super) const MODEL_TAGS: &str = include_str!("model_tags.sql");
pub(super) const VERSIONS: &str = include_str!("versions.sql");
pub(super) const VERSION_TAGS: &str = include_str!("version_tags.sql");
pub(super) const ALIASES: &str = include_str!("aliases.sql");
pub(super) const LOGGED: &str = include_str!("logged.sql");
pub(super) const RUNS: &str = include_str!("runs.sql");
pub(super) const PARAMS: &str = include_str!("params.sql");
pub(super) const TAGS: &str = include_str!("tags.sql");
pub(super) const LATEST: &str = include_str!("latest.sql");
pub(super) const INPUTS: &str = include_str!("inputs.sql");
pub(super) const DATASET_LINKS: &str = include_str!("dataset_links.sql");
pub(super) const METRICS: &str = include_str!("metrics.sql");
pub(super) const FETCH_METRICS: &str = include_str!("fetch_metrics.sql");
pub(super) const CLOSE_METRICS: &str = include_str!("close_metrics.sql");
pub(super) const TABLES: &str = include_str!("tables.sql");
pub(super) const TENANT: &str = include_str!("tenant.sql");
pub(super) const BEGIN: &str = include_str!("begin.sql");
pub(super) const IMPORTED: &str = include_str!("imported.sql");
pub(super) const VERSIONS_FOUND: &str = include_str!("versions_found.sql");
pub(super) const VERSION_NEW: &str = include_str!("version_new.sql");
pub(super) const VERSION_CHANGED: &str = include_str!("version_changed.sql");
pub(super) const ALIASES_FOUND: &str = include_str!("aliases_found.sql");
pub(super) const ALIAS_NEW: &str = include_str!("alias_new.sql");
pub(super) const ALIAS_MOVED: &str = include_str!("alias_moved.sql");
pub(super) const ALIAS_REMOVED: &str = include_str!("alias_removed.sql");
pub(super) const RUNS_FOUND: &str = include_str!("runs_found.sql");
pub(super) const RUN_NEW: &str = include_str!("run_new.sql");
pub(super) const RUN_CHANGED: &str = include_str!("run_changed.sql");
pub(super) const POINTS: &str = include_str!("points.sql");
pub(super) const EDGES: &str = include_str!("edges.sql");

/// A text that is written for the schema `backend`, for the schema of a backend.
pub(super) fn text_there(text: &str, schema: &str) -> String {
    text.replace("backend.", &format!("{}.", quote_verbatim(schema)))
}

/// The same as a statement.
pub(super) fn there(text: &str, schema: &str) -> Statement {
    Statement::assembled(text_there(text, schema))
}
