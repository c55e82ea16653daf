//! The migrations of a folder against those that a database says it has.

use std::path::Path;

use provost_core::schema::history::{
    Candidate, History, SourceFile, Tool, alembic_environments, history, recognise,
};
use provost_postgres::schema::{Recorded, recorded};

use crate::connections::Opened;
use crate::error::AppError;
use crate::files::folder::{LIMITS, read_folder};
use crate::secrets::blocking;

/// The endings of the files that the tools write and read, and of those that tell the tools apart.
pub(super) const ENDINGS: [&str; 17] = [
    "sql", "py", "xml", "yaml", "yml", "json", "rb", "js", "ts", "cjs", "mjs", "cs", "exs", "ini",
    "toml", "cfg", "mod",
];

/// A history, and whether it is the whole one.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct MigrationsRead {
    /// The history.
    pub history: History,
    /// Whether the database records where it stands and the role may not read it; the remarks say why.
    pub hidden: bool,
}

/// Reads the migrations below a folder (or in a file) and, when a database is given, where it stands. Runs none of them.
///
/// # Errors
/// [`AppError::BadInput`] when neither is of a tool that is known, or the folder holds several chains that have nothing to do
/// with each other, beside what reading can fail with.
pub async fn migrations(path: &Path, opened: Option<&Opened>) -> Result<MigrationsRead, AppError> {
    let root = path.to_owned();
    let folder = blocking(move || read_folder(&root, &ENDINGS, LIMITS)).await??;
    let candidates = recognise(&folder.files);
    require_one_environment(path, &candidates, &folder.files)?;
    let recorded = match opened {
        Some(opened) => recorded(&opened.database, &candidates).await?,
        None => Recorded {
            state: None,
            remarks: Vec::new(),
        },
    };
    let hidden = opened.is_some() && recorded.state.is_none();
    let count = folder.files.len();
    let mut history = blocking(move || history(&folder.files, recorded.state.as_ref())).await?;
    history.remarks = recorded.remarks;
    history.remarks.extend(folder.left_out);
    if history.tool.is_none() && !hidden {
        return Err(AppError::BadInput(format!(
            "{} holds no migrations of a tool that Provost knows ({count} files were looked at).",
            path.display()
        )));
    }
    Ok(MigrationsRead { history, hidden })
}

/// What a database alone records of its migrations: which tool keeps it, where it stands, and what was applied. What is
/// pending, altered or missing only the files tell.
///
/// # Errors
/// What reading can fail with. A record that the role may not read is no error.
pub async fn recorded_migrations(opened: &Opened) -> Result<MigrationsRead, AppError> {
    let Recorded { state, remarks } = recorded(&opened.database, &[]).await?;
    let hidden = state.is_none();
    let mut history = blocking(move || history(&[], state.as_ref())).await?;
    history.remarks = remarks;
    Ok(MigrationsRead { history, hidden })
}

/// Revisions of several Alembic environments told as one chain would have heads and duplicates that are none.
fn require_one_environment(
    path: &Path,
    candidates: &[Candidate],
    files: &[SourceFile],
) -> Result<(), AppError> {
    let is_alembic = candidates
        .first()
        .is_some_and(|candidate| candidate.tool == Tool::Alembic);
    let environments = alembic_environments(files);
    if !is_alembic || environments.len() < 2 {
        return Ok(());
    }
    Err(AppError::BadInput(format!(
        "{} holds {} Alembic environments, which have nothing to do with each other: {}. Name one of these folders.",
        path.display(),
        environments.len(),
        environments.join(", ")
    )))
}
