//! On Unix: folders that only their owner can use, and an unprivileged account when Provost runs as root.

use std::fs;
use std::io;
use std::os::unix::fs::{DirBuilderExt, MetadataExt, PermissionsExt};
use std::path::{Path, PathBuf};
use std::process::Command;

use crate::server::ServerError;

/// The accounts that PostgreSQL runs as when Provost is root, best first.
const PREFERRED: [&str; 3] = ["postgres", "_postgres", "nobody"];

/// The account of the server's processes when Provost runs as root.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(in crate::server) struct Account {
    pub(in crate::server) name: String,
    pub(in crate::server) user: u32,
    pub(in crate::server) group: u32,
}

impl Account {
    /// The first existing folder on the way to `path`, or `path`, that this account cannot pass.
    pub(in crate::server) fn closed_folder(&self, path: &Path) -> Option<PathBuf> {
        let mut way: Vec<&Path> = path.ancestors().collect();
        way.reverse();
        way.into_iter()
            .find(|folder| fs::metadata(folder).is_ok_and(|found| !self.may_pass(&found)))
            .map(Path::to_owned)
    }

    /// An error when [`closed_folder`](Self::closed_folder) finds one.
    pub(in crate::server) fn require_open(&self, path: &Path) -> Result<(), ServerError> {
        match self.closed_folder(path) {
            None => Ok(()),
            Some(path) => Err(ServerError::Unreachable {
                path,
                account: self.name.clone(),
            }),
        }
    }

    fn may_pass(&self, folder: &fs::Metadata) -> bool {
        let bit = if folder.uid() == self.user {
            0o100
        } else if folder.gid() == self.group {
            0o010
        } else {
            0o001
        };
        folder.mode() & bit != 0
    }
}

/// The account for the server of `data`: none for an ordinary user, whose own account it is. For root the owner of
/// data that is there already, else the best of the preferred ones.
pub(in crate::server) fn for_server(data: &Path) -> Result<Option<Account>, ServerError> {
    if !rustix::process::geteuid().is_root() {
        return Ok(None);
    }
    let list = Path::new("/etc/passwd");
    let text = fs::read_to_string(list).map_err(|error| ServerError::file("read", list, &error))?;
    let known = accounts(&text);
    if let Ok(found) = fs::symlink_metadata(data)
        && found.uid() != 0
    {
        let named = known.iter().find(|account| account.user == found.uid());
        return Ok(Some(Account {
            name: named.map_or_else(|| found.uid().to_string(), |account| account.name.clone()),
            user: found.uid(),
            group: found.gid(),
        }));
    }
    let chosen = PREFERRED.iter().find_map(|name| {
        known
            .iter()
            .find(|account| account.name == *name && account.user != 0)
    });
    chosen.cloned().map(Some).ok_or(ServerError::NoAccount)
}

/// The accounts in the text of a passwd file. macOS writes the ids of `nobody` as -2.
fn accounts(passwd: &str) -> Vec<Account> {
    let id = |text: &str| {
        let number: i64 = text.parse().ok()?;
        u32::try_from(number)
            .or_else(|_| i32::try_from(number).map(i32::cast_unsigned))
            .ok()
    };
    let account = |line: &str| {
        let mut fields = line.split(':');
        let (name, _, user, group) = (
            fields.next()?,
            fields.next()?,
            fields.next()?,
            fields.next()?,
        );
        Some(Account {
            name: name.to_owned(),
            user: id(user)?,
            group: id(group)?,
        })
    };
    passwd.lines().filter_map(account).collect()
}

/// The name of the user that Provost runs as, as the server will see it on the socket.
pub(in crate::server) fn user_name() -> Result<String, ServerError> {
    let failed = |reason: String| ServerError::Supervisor { reason };
    let output = Command::new("id").arg("-un").output();
    let output = output.map_err(|error| failed(format!("`id -un` did not run: {error}")))?;
    let name = String::from_utf8_lossy(&output.stdout).trim().to_owned();
    if !output.status.success() || name.is_empty() {
        return Err(failed(
            "this user has no name (`id -un` says so), so the server cannot know it".into(),
        ));
    }
    Ok(name)
}

/// Makes a folder that only this user can read, with its missing parents, or closes the one that is there. Where the
/// server runs as another account, that account may pass through it.
pub(in crate::server) fn make_private(
    path: &Path,
    account: Option<&Account>,
) -> Result<(), ServerError> {
    let mode = if account.is_some() { 0o711 } else { 0o700 };
    let mut missing: Vec<&Path> = path
        .ancestors()
        .take_while(|folder| !folder.exists())
        .collect();
    while let Some(folder) = missing.pop() {
        make_folder(folder, mode)?;
    }
    check_folder(path, rustix::process::geteuid().as_raw())?;
    set_mode(path, mode)
}

/// Makes a folder of mode 0700 that belongs to the server's account.
pub(in crate::server) fn make_owned(
    path: &Path,
    account: Option<&Account>,
) -> Result<(), ServerError> {
    let own = rustix::process::geteuid().as_raw();
    let owner = account.map_or(own, |account| account.user);
    make_folder(path, 0o700)?;
    // Root's folder becomes the account's; nobody else can have put one into the folder around it.
    if check_folder(path, owner).is_err() {
        check_folder(path, own)?;
    }
    if let Some(account) = account {
        std::os::unix::fs::lchown(path, Some(account.user), Some(account.group))
            .map_err(|error| ServerError::file("give away", path, &error))?;
    }
    set_mode(path, 0o700)
}

fn make_folder(path: &Path, mode: u32) -> Result<(), ServerError> {
    match fs::DirBuilder::new().mode(mode).create(path) {
        // The mode again: the process's umask may have taken some of it.
        Ok(()) => set_mode(path, mode),
        Err(error) if error.kind() == io::ErrorKind::AlreadyExists => Ok(()),
        Err(error) => Err(ServerError::file("make", path, &error)),
    }
}

fn set_mode(path: &Path, mode: u32) -> Result<(), ServerError> {
    fs::set_permissions(path, fs::Permissions::from_mode(mode))
        .map_err(|error| ServerError::file("close", path, &error))
}

/// In a folder that everybody may write to, such as `/tmp`, a name that can be guessed may be taken by another user.
fn check_folder(path: &Path, owner: u32) -> Result<(), ServerError> {
    let found =
        fs::symlink_metadata(path).map_err(|error| ServerError::file("look at", path, &error))?;
    let reason = if !found.is_dir() {
        "it is not a folder"
    } else if found.uid() != owner {
        "it belongs to another user"
    } else {
        return Ok(());
    };
    Err(ServerError::UnsafeFolder {
        path: path.to_owned(),
        reason: reason.to_owned(),
    })
}

#[cfg(test)]
mod tests;
