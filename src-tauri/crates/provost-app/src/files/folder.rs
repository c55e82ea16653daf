//! The text files of a folder that a person names, with limits, and never anything outside of it.

#[cfg(test)]
mod tests;

use std::collections::VecDeque;
use std::fs::DirEntry;
use std::io;
use std::path::{Path, PathBuf};

use provost_core::schema::history::SourceFile;

use crate::error::AppError;

/// How much of a folder is read.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Limits {
    /// The most entries, of whatever kind, before the folder is taken for the wrong one.
    pub(crate) entries: usize,
    /// The most files of the wanted kinds.
    pub(crate) files: usize,
    /// The most bytes of one file; a larger one is left out and told.
    pub(crate) file_bytes: u64,
    /// The most bytes of all.
    pub(crate) bytes: u64,
}

/// Ten times what the largest histories that are known have.
pub(crate) const LIMITS: Limits = Limits {
    entries: 200_000,
    files: 50_000,
    file_bytes: 32 << 20,
    bytes: 512 << 20,
};

/// Folders that hold what was fetched or built, and nobody's migrations.
const PASSED_OVER: [&str; 5] = ["node_modules", "__pycache__", "venv", "target", "vendor"];

/// What a folder holds.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub(crate) struct Folder {
    /// Its files, by path.
    pub(crate) files: Vec<SourceFile>,
    /// What was left out and why, each a sentence.
    pub(crate) left_out: Vec<String>,
}

/// Reads the files of the wanted endings below a folder, or the one file that `path` is. Hidden folders and those of
/// fetched packages are passed over.
///
/// # Errors
/// [`AppError::Unreadable`] when something cannot be read, [`AppError::BadInput`] when there is more than the limits allow.
pub(crate) fn read_folder(
    path: &Path,
    endings: &[&str],
    limits: Limits,
) -> Result<Folder, AppError> {
    let failed = |source| unreadable(path, source);
    let root = std::fs::canonicalize(path).map_err(failed)?;
    let mut reading = Reading {
        shown: path,
        root: &root,
        endings,
        limits,
        entries: 0,
        bytes: 0,
        folder: Folder::default(),
    };
    if std::fs::metadata(&root).map_err(failed)?.is_file() {
        let name = root.file_name().unwrap_or_default().to_string_lossy();
        reading.file(&root, &name)?;
    } else {
        reading.all()?;
    }
    let mut folder = reading.folder;
    folder.files.sort_by(|a, b| a.path.cmp(&b.path));
    folder.left_out.sort();
    Ok(folder)
}

fn unreadable(path: &Path, source: io::Error) -> AppError {
    AppError::Unreadable {
        path: path.to_owned(),
        source,
    }
}

struct Reading<'a> {
    shown: &'a Path,
    root: &'a Path,
    endings: &'a [&'a str],
    limits: Limits,
    entries: usize,
    bytes: u64,
    folder: Folder,
}

impl Reading<'_> {
    /// Reads folder after folder, each with its path below the root.
    fn all(&mut self) -> Result<(), AppError> {
        let mut waiting: VecDeque<(PathBuf, String)> =
            VecDeque::from([(self.root.to_owned(), String::new())]);
        while let Some((folder, prefix)) = waiting.pop_front() {
            let failed = |source| unreadable(&folder, source);
            for entry in std::fs::read_dir(&folder).map_err(failed)? {
                let entry = entry.map_err(failed)?;
                self.entries += 1;
                if self.entries > self.limits.entries {
                    return Err(self.too_much(&format!("{} entries", self.limits.entries)));
                }
                let Some(name) = entry.file_name().to_str().map(str::to_owned) else {
                    let name = entry.file_name().to_string_lossy().into_owned();
                    let name = format!("{prefix}{name}");
                    self.leave_out(&name, "has a name that is not UTF-8");
                    continue;
                };
                let path = format!("{prefix}{name}");
                let kind = entry.file_type().map_err(failed)?;
                if kind.is_dir() {
                    if !name.starts_with('.') && !PASSED_OVER.contains(&name.as_str()) {
                        waiting.push_back((entry.path(), path + "/"));
                    }
                } else if kind.is_symlink() {
                    self.link(&entry, &path)?;
                } else if kind.is_file() {
                    self.file(&entry.path(), &path)?;
                }
            }
        }
        Ok(())
    }

    /// A link is followed to a file inside the folder only: what is outside is nobody's migration here, and a linked folder
    /// can lead in a ring.
    fn link(&mut self, entry: &DirEntry, path: &str) -> Result<(), AppError> {
        let Ok(target) = std::fs::canonicalize(entry.path()) else {
            self.leave_out(path, "is a link to what is not there");
            return Ok(());
        };
        if target.is_dir() {
            self.leave_out(path, "is a link to a folder");
            return Ok(());
        }
        if !target.starts_with(self.root) {
            if self.wanted(path) {
                self.leave_out(path, "is a link to what stands outside of the folder");
            }
            return Ok(());
        }
        self.file(&target, path)
    }

    fn wanted(&self, path: &str) -> bool {
        let name = path.rsplit('/').next().unwrap_or_default();
        self.endings
            .iter()
            .any(|ending| match name.rsplit_once('.') {
                Some((_, own)) => own.eq_ignore_ascii_case(ending),
                None => false,
            })
    }

    fn file(&mut self, file: &Path, path: &str) -> Result<(), AppError> {
        if !self.wanted(path) {
            return Ok(());
        }
        let failed = |source| unreadable(file, source);
        let metadata = std::fs::metadata(file).map_err(failed)?;
        if !metadata.is_file() {
            return Ok(());
        }
        if metadata.len() > self.limits.file_bytes {
            let most = self.limits.file_bytes;
            self.leave_out(path, &format!("has more than {most} bytes"));
            return Ok(());
        }
        self.bytes += metadata.len();
        if self.bytes > self.limits.bytes {
            return Err(self.too_much(&format!("{} bytes", self.limits.bytes)));
        }
        if self.folder.files.len() >= self.limits.files {
            return Err(self.too_much(&format!("{} files", self.limits.files)));
        }
        let bytes = super::read_bytes(file, self.limits.file_bytes)?;
        match String::from_utf8(bytes) {
            Ok(text) => self.folder.files.push(SourceFile::new(path, text)),
            Err(_) => self.leave_out(path, "is not text in UTF-8"),
        }
        Ok(())
    }

    fn leave_out(&mut self, path: &str, reason: &str) {
        self.folder
            .left_out
            .push(format!("{path} {reason}: it was not read."));
    }

    fn too_much(&self, limit: &str) -> AppError {
        AppError::BadInput(format!(
            "{} holds more than {limit}. Name the folder of the migrations itself.",
            self.shown.display()
        ))
    }
}
