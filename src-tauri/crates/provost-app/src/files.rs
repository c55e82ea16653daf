//! Files that a person names on the command line.

pub(crate) mod folder;
pub(crate) mod per_connection;
pub(crate) mod private;

use std::fs::File;
use std::io::Read;
use std::path::Path;

use crate::error::AppError;

/// The most bytes that a file may have: a catalog of ten thousand tables is below a tenth of it.
const LARGEST: u64 = 2 << 30;

/// Opens a file that somebody named, if it is one: opening a pipe would wait for whoever writes into it, and reading a device
/// would never end.
pub(crate) fn open_file(path: &Path) -> Result<File, AppError> {
    let failed = |source| AppError::Unreadable {
        path: path.to_owned(),
        source,
    };
    if !std::fs::metadata(path).map_err(failed)?.is_file() {
        return Err(AppError::BadInput(format!(
            "{} is no file.",
            path.display()
        )));
    }
    File::open(path).map_err(failed)
}

/// What a file holds, unless it is longer than `most` bytes.
pub(crate) fn read_bytes(path: &Path, most: u64) -> Result<Vec<u8>, AppError> {
    let mut bytes = Vec::new();
    open_file(path)?
        .take(most.saturating_add(1))
        .read_to_end(&mut bytes)
        .map_err(|source| AppError::Unreadable {
            path: path.to_owned(),
            source,
        })?;
    if u64::try_from(bytes.len()).is_ok_and(|size| size > most) {
        return Err(AppError::BadInput(format!(
            "{} is larger than Provost reads ({most} bytes at most).",
            path.display()
        )));
    }
    Ok(bytes)
}

/// The text of a file.
pub fn read_file(path: &Path) -> Result<String, AppError> {
    String::from_utf8(read_bytes(path, LARGEST)?)
        .map_err(|_| AppError::BadInput(format!("{} is not text in UTF-8.", path.display())))
}

/// Writes a file whole or not at all.
pub fn write_file(path: &Path, bytes: &[u8]) -> Result<(), AppError> {
    Ok(provost_reports::write_file(path, bytes)?)
}

#[cfg(all(test, unix))]
mod tests {
    use super::*;

    /// A pipe into which nobody writes: whoever opens it waits for ever.
    fn pipe(folder: &Path) -> std::path::PathBuf {
        let path = folder.join("pipe.env");
        let made = std::process::Command::new("mkfifo").arg(&path).status();
        assert!(made.is_ok_and(|status| status.success()));
        path
    }

    #[test]
    fn what_is_no_file_is_not_opened() {
        let folder = tempfile::tempdir().unwrap();
        let (tell, told) = std::sync::mpsc::channel();
        for path in [
            pipe(folder.path()),
            "/dev/zero".into(),
            folder.path().into(),
        ] {
            let tell = tell.clone();
            std::thread::spawn(move || {
                let read = read_file(&path).unwrap_err().to_string();
                let configured = crate::schema::configurations(&[path]);
                tell.send((read, configured.unwrap_err().to_string()))
            });
            // A thread that waits for the pipe would answer never.
            let wait = std::time::Duration::from_secs(20);
            let (read, configured) = told.recv_timeout(wait).unwrap();
            assert!(read.ends_with("is no file."), "{read}");
            assert!(
                configured.contains("is no file.") || configured.contains("holds no .env"),
                "{configured}"
            );
        }
    }

    #[test]
    fn a_file_that_is_longer_is_refused() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("a");
        std::fs::write(&path, b"four").unwrap();
        assert_eq!(read_bytes(&path, 4).unwrap(), b"four");
        let message = read_bytes(&path, 3).unwrap_err().to_string();
        assert!(message.contains("3 bytes at most"), "{message}");
    }
}
