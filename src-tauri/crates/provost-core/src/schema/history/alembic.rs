//! Alembic's revision files, read without running Python.

mod environments;
mod locations;

pub use environments::alembic_environments;
pub(super) use locations::looks_like_revision;
#[cfg(test)]
mod tests;

use super::defect::{Defect, DefectKind};
use super::python::{self, Literal};
use super::revision::Revision;
use super::source::SourceFile;

/// Signs that Alembic keeps for `branch@revision`, `+1`, `a:b`.
const RESERVED: [char; 4] = ['@', '-', '+', ':'];
/// The width of `alembic_version.version_num`.
const WIDTH: usize = 32;

/// Reads every revision of a folder, and lists what cannot be read.
pub(super) fn read(files: &[SourceFile]) -> (Vec<Revision>, Vec<Defect>) {
    let mut defects = Vec::new();
    let mut revisions = Vec::new();
    for file in locations::revision_files(files, &mut defects) {
        match revision(file) {
            Ok(read) => {
                check(&read, &mut defects);
                revisions.push(read);
            }
            Err(defect) => defects.push(defect),
        }
    }
    (revisions, defects)
}

/// Whether Alembic takes a file of this name for a revision (its `script/base.py`).
pub(super) fn is_revision_name(name: &str) -> bool {
    name.strip_suffix(".py").is_some() && !name.starts_with(".#") && !name.starts_with("__init__")
}

fn revision(file: &SourceFile) -> Result<Revision, Defect> {
    let module = python::read(&file.text);
    let mut read = Revision {
        file: file.path.clone(),
        ..Revision::default()
    };
    read.id = match module.names.get("revision") {
        Some(Literal::Text(id)) => id.clone(),
        Some(Literal::Dynamic(source)) => {
            return Err(Defect::new(
                DefectKind::NotReadable,
                format!("The name of the revision is computed (`{source}`): only running the file tells it."),
            )
            .within([&file.path]));
        }
        _ => legacy_id(file.name()).ok_or_else(|| {
            Defect::new(
                DefectKind::NoRevision,
                "The file stands among the revisions and names none: Alembic stops at it.",
            )
            .within([&file.path])
        })?,
    };
    read.parents = texts(
        &mut read.unread,
        "down_revision",
        module.names.get("down_revision"),
    );
    read.depends_on = texts(
        &mut read.unread,
        "depends_on",
        module.names.get("depends_on"),
    );
    read.labels = texts(
        &mut read.unread,
        "branch_labels",
        module.names.get("branch_labels"),
    );
    let about = module.docstring.unwrap_or_default();
    about
        .trim()
        .split("\n\n")
        .next()
        .unwrap_or_default()
        .trim()
        .clone_into(&mut read.title);
    read.created = about
        .lines()
        .find_map(|line| line.trim().strip_prefix("Create Date:"))
        .map(|date| date.trim().to_owned());
    Ok(read)
}

/// Before version 0.2 the name of the file was the revision.
fn legacy_id(name: &str) -> Option<String> {
    let stem = name.strip_suffix(".py")?;
    let hex = !stem.is_empty() && stem.chars().all(|one| matches!(one, '0'..='9' | 'a'..='f'));
    hex.then(|| stem.to_owned())
}

/// The strings of a scalar or a list; what is not a literal goes to `unread`.
fn texts(
    unread: &mut Vec<(String, String)>,
    variable: &str,
    value: Option<&Literal>,
) -> Vec<String> {
    match value {
        None | Some(Literal::None) => Vec::new(),
        Some(Literal::Text(text)) => vec![text.clone()],
        Some(Literal::Dynamic(source)) => {
            unread.push((variable.to_owned(), source.clone()));
            Vec::new()
        }
        Some(Literal::List(list)) => list
            .iter()
            .flat_map(|one| texts(unread, variable, Some(one)))
            .collect(),
    }
}

fn check(revision: &Revision, defects: &mut Vec<Defect>) {
    for (variable, source) in &revision.unread {
        defects.push(
            Defect::new(
                DefectKind::NotReadable,
                format!("`{variable}` of {} is not a literal (`{source}`): only running the file tells it.", revision.id),
            )
            .of([&revision.id])
            .within([&revision.file]),
        );
    }
    let reserved: String = RESERVED
        .into_iter()
        .filter(|one| revision.id.contains(*one))
        .collect();
    if !reserved.is_empty() {
        defects.push(
            Defect::new(
                DefectKind::InvalidIdentifier,
                format!("`{}` contains `{reserved}`, which Alembic keeps for itself: it refuses the folder.", revision.id),
            )
            .of([&revision.id])
            .within([&revision.file]),
        );
    }
    if revision.id.chars().count() > WIDTH {
        defects.push(
            Defect::new(
                DefectKind::LongIdentifier,
                format!(
                    "`{}` is longer than the {WIDTH} characters of alembic_version.version_num.",
                    revision.id
                ),
            )
            .of([&revision.id])
            .within([&revision.file]),
        );
    }
}
