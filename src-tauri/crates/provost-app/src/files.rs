//! Files that a person names on the command line.

pub(crate) mod folder;
pub(crate) mod private;

use std::path::Path;

use crate::error::AppError;

/// The most bytes that a file may have: a catalog of ten thousand tables is below a tenth of it.
const LARGEST: u64 = 2 << 30;

/// The text of a file.
pub fn read_file(path: &Path) -> Result<String, AppError> {
    let failed = |source| AppError::Unreadable {
        path: path.to_owned(),
        source,
    };
    let size = std::fs::metadata(path).map_err(failed)?.len();
    if size > LARGEST {
        return Err(AppError::BadInput(format!(
            "{} is larger than Provost reads ({size} bytes).",
            path.display()
        )));
    }
    String::from_utf8(std::fs::read(path).map_err(failed)?)
        .map_err(|_| AppError::BadInput(format!("{} is not text in UTF-8.", path.display())))
}

/// Writes a file whole or not at all.
pub fn write_file(path: &Path, bytes: &[u8]) -> Result<(), AppError> {
    Ok(provost_reports::write_file(path, bytes)?)
}
