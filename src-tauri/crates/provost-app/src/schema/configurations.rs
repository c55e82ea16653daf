//! The configuration files that a person points at.

use std::collections::BTreeSet;
use std::io::Read;
use std::path::{Path, PathBuf};

use provost_core::schema::configuration::{Configuration, read};

use crate::error::AppError;
use crate::files::open_file;

/// The most bytes of one file: a large Compose file has fifty thousand.
const LARGEST: u64 = 1 << 20;
/// The most files of all.
const MOST: usize = 50;

/// Reads files, and of folders those whose names are known. A folder is looked at itself, not what is below it.
///
/// # Errors
/// [`AppError::BadInput`] with the path for a file that is larger than a configuration, no text, or none of those that are
/// known, for a folder without any, and for more than fifty; [`AppError::Unreadable`] for one that cannot be read.
pub fn configurations(paths: &[PathBuf]) -> Result<Vec<Configuration>, AppError> {
    let mut files: Vec<PathBuf> = Vec::new();
    for path in paths {
        let failed = |source| unreadable(path, source);
        if std::fs::metadata(path).map_err(failed)?.is_dir() {
            files.extend(of_folder(path)?);
        } else {
            files.push(path.clone());
        }
    }
    let mut seen = BTreeSet::new();
    files.retain(|file| seen.insert(file.clone()));
    if files.len() > MOST {
        return Err(AppError::BadInput(format!(
            "{} configuration files were named, and at most {MOST} are compared. Name those of the database.",
            files.len()
        )));
    }
    files.iter().map(|file| configuration(file)).collect()
}

fn unreadable(path: &Path, source: std::io::Error) -> AppError {
    AppError::Unreadable {
        path: path.to_owned(),
        source,
    }
}

/// The files of a folder that are called as configurations are.
fn of_folder(folder: &Path) -> Result<Vec<PathBuf>, AppError> {
    let failed = |source| unreadable(folder, source);
    let mut files = Vec::new();
    for entry in std::fs::read_dir(folder).map_err(failed)? {
        let path = entry.map_err(failed)?.path();
        let name = path.file_name().and_then(|name| name.to_str());
        if name.is_some_and(is_known) && path.is_file() {
            files.push(path);
        }
    }
    if files.is_empty() {
        return Err(AppError::BadInput(format!(
            "{} holds no .env, Compose or pgbouncer.ini file. Name the files themselves.",
            folder.display()
        )));
    }
    files.sort();
    Ok(files)
}

/// `.env`, `local.env`, `.env.production`, `docker-compose.prod.yml`, `compose.yaml`, `pgbouncer.ini`.
fn is_known(name: &str) -> bool {
    let name = name.to_lowercase();
    let mut parts = name.split('.');
    let first = parts.next().unwrap_or_default();
    let last = parts.next_back().unwrap_or_default();
    let composed = first.starts_with("docker-compose") || first.starts_with("compose");
    last == "env"
        || name.starts_with(".env.")
        || (first.contains("pgbouncer") && last == "ini")
        || (composed && (last == "yml" || last == "yaml"))
}

fn configuration(path: &Path) -> Result<Configuration, AppError> {
    let failed = |source| unreadable(path, source);
    let shown = path.display();
    let mut bytes = Vec::new();
    open_file(path)?
        .take(LARGEST + 1)
        .read_to_end(&mut bytes)
        .map_err(failed)?;
    if u64::try_from(bytes.len()).is_ok_and(|size| size > LARGEST) {
        return Err(AppError::BadInput(format!(
            "{shown} is larger than a configuration file is ({LARGEST} bytes at most)."
        )));
    }
    let text = String::from_utf8(bytes)
        .ok()
        .filter(|text| !text.contains('\0'))
        .ok_or_else(|| AppError::BadInput(format!("{shown} is not text in UTF-8.")))?;
    read(&shown.to_string(), &text)
        .map_err(|error| AppError::BadInput(format!("{shown} was not read: {error}.")))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn refused(paths: &[PathBuf]) -> String {
        configurations(paths).unwrap_err().to_string()
    }

    #[test]
    fn files_and_folders_are_read_in_their_order() {
        let folder = tempfile::tempdir().unwrap();
        let write = |name: &str, text: &str| {
            let path = folder.path().join(name);
            std::fs::write(&path, text).unwrap();
            path
        };
        write("notes.txt", "not looked at");
        write(".env.production", "PGHOST=h\n");
        write("docker-compose.prod.yml", "services: {}\n");
        write("pgbouncer.ini", "[databases]\na = host=h\n");
        std::fs::create_dir(folder.path().join("deeper.env")).unwrap();
        let url = write("url", "postgres://u:hunter2@h/d\n");
        let read = configurations(&[url.clone(), folder.path().to_owned(), url]).unwrap();
        let names: Vec<&str> = read
            .iter()
            .map(|file| file.source.rsplit('/').next().unwrap())
            .collect();
        assert_eq!(
            names,
            [
                "url",
                ".env.production",
                "docker-compose.prod.yml",
                "pgbouncer.ini"
            ]
        );
        assert!(!format!("{read:?}").contains("hunter2"));
    }

    #[test]
    fn what_is_not_read_is_named() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("secrets");
        for (bytes, reason) in [
            (
                b"hunter2 hunter2".to_vec(),
                "it is neither an environment file",
            ),
            (b"PGHOST=\xff".to_vec(), "is not text in UTF-8"),
            (b"PGHOST=\0".to_vec(), "is not text in UTF-8"),
            (
                vec![b'a'; (1 << 20) + 1],
                "is larger than a configuration file is",
            ),
        ] {
            std::fs::write(&path, bytes).unwrap();
            let message = refused(std::slice::from_ref(&path));
            assert!(message.contains(reason), "{message}");
            assert!(message.contains("secrets") && !message.contains("hunter2"));
        }
        let empty = tempfile::tempdir().unwrap();
        assert!(refused(&[empty.path().to_owned()]).contains("Name the files themselves"));
        assert!(refused(&[empty.path().join("none")]).contains("none could not be read"));
        for place in 0..51 {
            std::fs::write(empty.path().join(format!("{place}.env")), "A=b\n").unwrap();
        }
        assert!(refused(&[empty.path().to_owned()]).contains("at most 50"));
    }
}
