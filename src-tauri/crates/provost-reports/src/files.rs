//! Writes a file whole or not at all.

use std::io::{self, ErrorKind, Write as _};
use std::path::{Path, PathBuf};

/// A file could not be written. What stood there before still stands there.
#[derive(Debug, thiserror::Error)]
pub enum FileError {
    /// The path has no folder or no name.
    #[error("{path} is not the path of a file. Choose a folder and a name.")]
    NotAFile {
        /// The path.
        path: PathBuf,
    },
    /// The folder is not there.
    #[error("{path} was not written: there is no folder {folder}. Make it or choose another.")]
    FolderMissing {
        /// The path of the file.
        path: PathBuf,
        /// The folder.
        folder: PathBuf,
    },
    /// The name belongs to a symbolic link. Writing would replace the link or change what it points to.
    #[error(
        "{path} was not written: it is a symbolic link. Choose the file that it points to, or another name."
    )]
    SymbolicLink {
        /// The path of the link.
        path: PathBuf,
    },
    /// The name belongs to a folder.
    #[error("{path} was not written: it is a folder. Choose a name inside it.")]
    IsFolder {
        /// The path of the folder.
        path: PathBuf,
    },
    /// The user may not write there.
    #[error("{path} was not written: you may not write there. Choose another folder.")]
    NotAllowed {
        /// The path of the file.
        path: PathBuf,
    },
    /// The disk or the quota is full.
    #[error("{path} was not written: the disk is full. Free some space or choose another disk.")]
    DiskFull {
        /// The path of the file.
        path: PathBuf,
    },
    /// Something else.
    #[error("{path} was not written: {source}")]
    Other {
        /// The path of the file.
        path: PathBuf,
        /// What the system said.
        source: io::Error,
    },
}

impl FileError {
    fn of(path: &Path, source: io::Error) -> Self {
        let path = path.to_owned();
        match source.kind() {
            ErrorKind::StorageFull | ErrorKind::QuotaExceeded => Self::DiskFull { path },
            ErrorKind::PermissionDenied | ErrorKind::ReadOnlyFilesystem => {
                Self::NotAllowed { path }
            }
            _ => Self::Other { path, source },
        }
    }
}

/// Writes bytes to a file: beside it under another name, to the disk, and then in its place. A reader sees the old file
/// or the new one and never a part. A symbolic link at the path is refused.
pub fn write_file(path: &Path, bytes: &[u8]) -> Result<(), FileError> {
    let (Some(folder), Some(_)) = (path.parent(), path.file_name()) else {
        return Err(FileError::NotAFile {
            path: path.to_owned(),
        });
    };
    let folder = if folder.as_os_str().is_empty() {
        Path::new(".")
    } else {
        folder
    };
    refuse_other_kinds(path, folder)?;
    replace(path, folder, bytes).map_err(|source| FileError::of(path, source))
}

fn refuse_other_kinds(path: &Path, folder: &Path) -> Result<(), FileError> {
    if !folder.is_dir() {
        return Err(FileError::FolderMissing {
            path: path.to_owned(),
            folder: folder.to_owned(),
        });
    }
    let path = path.to_owned();
    match std::fs::symlink_metadata(&path) {
        Ok(there) if there.is_symlink() => Err(FileError::SymbolicLink { path }),
        Ok(there) if there.is_dir() => Err(FileError::IsFolder { path }),
        Ok(_) => Ok(()),
        Err(error) if error.kind() == ErrorKind::NotFound => Ok(()),
        Err(error) => Err(FileError::of(&path, error)),
    }
}

fn replace(path: &Path, folder: &Path, bytes: &[u8]) -> io::Result<()> {
    let mut beside = beside(folder)?;
    beside.write_all(bytes)?;
    beside.as_file().sync_all()?;
    // The name moves in one step; a link that somebody put there meanwhile is replaced and not followed.
    beside.persist(path).map_err(|error| error.error)?;
    sync_folder(folder)
}

/// A file of a name of its own, which is gone when it is dropped; readable as the user's other files are.
#[cfg(unix)]
fn beside(folder: &Path) -> io::Result<tempfile::NamedTempFile> {
    use std::os::unix::fs::PermissionsExt as _;
    tempfile::Builder::new()
        .prefix(".provost-")
        .suffix(".part")
        .permissions(std::fs::Permissions::from_mode(0o666))
        .tempfile_in(folder)
}

/// A file of a name of its own, which is gone when it is dropped.
#[cfg(not(unix))]
fn beside(folder: &Path) -> io::Result<tempfile::NamedTempFile> {
    tempfile::Builder::new()
        .prefix(".provost-")
        .suffix(".part")
        .tempfile_in(folder)
}

/// The new name is on the disk too.
#[cfg(unix)]
fn sync_folder(folder: &Path) -> io::Result<()> {
    std::fs::File::open(folder)?.sync_all()
}

#[cfg(not(unix))]
#[expect(clippy::unnecessary_wraps, reason = "as on Unix, where it can fail")]
fn sync_folder(_folder: &Path) -> io::Result<()> {
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_file_is_written_and_replaced_and_nothing_stays_beside_it() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("report.pdf");
        write_file(&path, b"one").unwrap();
        write_file(&path, b"two").unwrap();
        assert_eq!(std::fs::read(&path).unwrap(), b"two");
        assert_eq!(std::fs::read_dir(folder.path()).unwrap().count(), 1);
    }

    #[cfg(unix)]
    #[test]
    fn a_link_is_refused_and_what_it_points_to_is_untouched() {
        let folder = tempfile::tempdir().unwrap();
        let target = folder.path().join("precious");
        let link = folder.path().join("report.pdf");
        std::fs::write(&target, b"precious").unwrap();
        std::os::unix::fs::symlink(&target, &link).unwrap();
        assert!(matches!(
            write_file(&link, b"report"),
            Err(FileError::SymbolicLink { .. })
        ));
        assert_eq!(std::fs::read(&target).unwrap(), b"precious");
        assert!(std::fs::symlink_metadata(&link).unwrap().is_symlink());
    }

    #[test]
    fn a_missing_folder_a_folder_and_no_name_are_told_apart() {
        let folder = tempfile::tempdir().unwrap();
        assert!(matches!(
            write_file(&folder.path().join("none/report.pdf"), b""),
            Err(FileError::FolderMissing { .. })
        ));
        assert!(matches!(
            write_file(folder.path(), b""),
            Err(FileError::IsFolder { .. })
        ));
        assert!(matches!(
            write_file(Path::new("/"), b""),
            Err(FileError::NotAFile { .. })
        ));
    }

    #[test]
    fn a_full_disk_and_a_missing_right_have_their_own_words() {
        let of = |kind: ErrorKind| FileError::of(Path::new("r.pdf"), kind.into());
        assert!(matches!(
            of(ErrorKind::StorageFull),
            FileError::DiskFull { .. }
        ));
        assert!(matches!(
            of(ErrorKind::QuotaExceeded),
            FileError::DiskFull { .. }
        ));
        assert!(matches!(
            of(ErrorKind::PermissionDenied),
            FileError::NotAllowed { .. }
        ));
        assert!(matches!(
            of(ErrorKind::ReadOnlyFilesystem),
            FileError::NotAllowed { .. }
        ));
        assert!(
            of(ErrorKind::StorageFull)
                .to_string()
                .contains("disk is full")
        );
    }
}
