//! On Windows the server runs as the user, and the profile folder's access list keeps others out.

use std::convert::Infallible;
use std::path::{Path, PathBuf};

use crate::server::ServerError;

/// Another account than the user's own: there is none on Windows.
#[derive(Debug, Clone)]
pub(in crate::server) struct Account(Infallible);

impl Account {
    pub(in crate::server) fn closed_folder(&self, _: &Path) -> Option<PathBuf> {
        match self.0 {}
    }

    pub(in crate::server) fn require_open(&self, _: &Path) -> Result<(), ServerError> {
        match self.0 {}
    }
}

/// Always the user's own account.
#[expect(clippy::unnecessary_wraps, reason = "the same signature as on Unix")]
pub(in crate::server) fn for_server(_: &Path) -> Result<Option<Account>, ServerError> {
    Ok(None)
}

/// Makes a folder.
pub(in crate::server) fn make_private(path: &Path, _: Option<&Account>) -> Result<(), ServerError> {
    std::fs::create_dir_all(path).map_err(|error| ServerError::file("make", path, &error))
}

/// Makes a folder.
pub(in crate::server) fn make_owned(
    path: &Path,
    account: Option<&Account>,
) -> Result<(), ServerError> {
    make_private(path, account)
}
