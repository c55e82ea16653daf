//! The data directory: its version, how it is made, and who may connect.

use std::fs;
use std::io::{self, Write};
use std::path::{Path, PathBuf};
use std::process::{Command, Output, Stdio};

use super::account::{self, Account};
use super::log::ServerLog;
use super::{SUPERUSER, ServerError, ServerPlaces, free_space};

/// The system's words for a full disk, in the C locale.
pub(super) const NO_SPACE: &str = "No space left on device";

/// Sees to it that there is a data directory that these binaries can serve, and writes who may connect.
pub(super) fn prepare(
    places: &ServerPlaces,
    password: Option<&str>,
    log: &ServerLog,
) -> Result<(), ServerError> {
    let account = places.account()?;
    let expected = binaries_version(places)?;
    let data = places.data();
    match fs::read_to_string(data.join("PG_VERSION")) {
        Ok(found) if found.trim() == expected => {}
        Ok(found) => {
            let found = found.trim().to_owned();
            return Err(ServerError::OtherVersion {
                path: data,
                found,
                expected,
            });
        }
        Err(error) if error.kind() == io::ErrorKind::NotFound => {
            require_absent_or_empty(&data)?;
            initialise(places, account.as_ref(), password, log)?;
        }
        Err(error) => return Err(ServerError::file("read", &data.join("PG_VERSION"), &error)),
    }
    write_access_files(places, account.as_ref())
}

/// The major version of the binaries, such as `18`.
fn binaries_version(places: &ServerPlaces) -> Result<String, ServerError> {
    let missing = |reason: String| ServerError::NoBinaries {
        path: places.binaries.clone(),
        reason,
    };
    let program = places.program("postgres");
    let output = quiet(&program, None).arg("--version").output();
    let output = output.map_err(|error| missing(format!("{}: {error}", program.display())))?;
    let text = String::from_utf8_lossy(&output.stdout).into_owned();
    major_version(&text)
        .ok_or_else(|| missing(format!("`postgres --version` said \"{}\"", said(&output))))
}

/// The `18` of `postgres (PostgreSQL) 18.6`, of `… 19beta1` the `19`.
fn major_version(text: &str) -> Option<String> {
    let version = text.split_once("(PostgreSQL) ")?.1;
    let major: String = version.chars().take_while(char::is_ascii_digit).collect();
    (!major.is_empty()).then_some(major)
}

/// A folder with something in it that is no data directory is not ours to fill.
fn require_absent_or_empty(data: &Path) -> Result<(), ServerError> {
    match fs::read_dir(data).map(|mut entries| entries.next().is_none()) {
        Ok(true) => Ok(()),
        Err(error) if error.kind() == io::ErrorKind::NotFound => Ok(()),
        Ok(false) => Err(ServerError::UnsafeFolder {
            path: data.to_owned(),
            reason: "it holds files but is no data directory of PostgreSQL".into(),
        }),
        Err(error) => Err(ServerError::file("read", data, &error)),
    }
}

/// Makes the data directory beside its place and renames it there, so that a half-made one is never served.
fn initialise(
    places: &ServerPlaces,
    account: Option<&Account>,
    password: Option<&str>,
    log: &ServerLog,
) -> Result<(), ServerError> {
    if free_space(&places.workspace).is_ok_and(super::FreeSpace::is_short) {
        return Err(ServerError::disk_full(&places.workspace));
    }
    let beside = places.workspace.join("data.new");
    let secret = places.workspace.join("password.new");
    let made = run_initdb(
        places,
        account,
        &beside,
        password.map(|password| (password, &*secret)),
        log,
    );
    let _ = fs::remove_file(&secret);
    if made.is_err() {
        // Nothing was ever stored in it.
        let _ = fs::remove_dir_all(&beside);
    }
    made?;
    let data = places.data();
    fs::rename(&beside, &data).map_err(|error| ServerError::file("make", &data, &error))?;
    #[cfg(unix)]
    sync_folder(&places.workspace)?;
    Ok(())
}

fn run_initdb(
    places: &ServerPlaces,
    account: Option<&Account>,
    beside: &Path,
    password: Option<(&str, &Path)>,
    log: &ServerLog,
) -> Result<(), ServerError> {
    match fs::remove_dir_all(beside) {
        Err(error) if error.kind() != io::ErrorKind::NotFound => {
            return Err(ServerError::file("clear", beside, &error));
        }
        _ => account::make_owned(beside, account)?,
    }
    let program = places.program("initdb");
    let mut command = quiet(&program, account);
    command
        .arg("--pgdata")
        .arg(beside)
        .arg(format!("--username={SUPERUSER}"));
    command.args([
        "--encoding=UTF8",
        "--locale=C",
        "--data-checksums",
        "--no-instructions",
    ]);
    command.args([if cfg!(unix) {
        "--auth-local=peer"
    } else {
        "--auth-local=scram-sha-256"
    }]);
    command.arg("--auth-host=scram-sha-256");
    if let Some((password, path)) = password {
        write_for(path, account, password)?;
        command.arg("--pwfile").arg(path);
    }
    let output = command.output().map_err(|error| ServerError::NoBinaries {
        path: places.binaries.clone(),
        reason: format!("{}: {error}", program.display()),
    })?;
    let text = said(&output);
    text.lines().for_each(|line| log.add(line));
    if output.status.success() {
        Ok(())
    } else if text.contains(NO_SPACE) {
        Err(ServerError::disk_full(&places.workspace))
    } else {
        Err(ServerError::InitFailed {
            path: places.data(),
            output: last_lines(&text, 4),
        })
    }
}

/// Who may connect: on the socket the user of the system that runs Provost, as any role; on loopback whoever knows the
/// role's password. Written at each start, so that nothing that was added by hand stays open.
fn write_access_files(places: &ServerPlaces, account: Option<&Account>) -> Result<(), ServerError> {
    let mut rules = String::from("# Provost writes this file at each start of its server.\n");
    let mut map = rules.clone();
    #[cfg(unix)]
    {
        rules += "local all all peer map=provost\nlocal replication all peer map=provost\n";
        let user = account::user_name()?.replace('"', "\"\"");
        // `all` is understood since PostgreSQL 16; before, the second line stands for a role of that name.
        for role in [SUPERUSER, "all"] {
            map.extend(["provost \"", &user, "\" ", role, "\n"]);
        }
    }
    rules += "host all all 127.0.0.1/32 scram-sha-256\nhost all all ::1/128 scram-sha-256\n";
    write_for(&places.access_rules(), account, &rules)?;
    map += "# Nobody else.\n";
    write_for(&places.user_map(), account, &map)
}

/// Writes a file that only the server's account can read.
fn write_for(path: &Path, account: Option<&Account>, text: &str) -> Result<(), ServerError> {
    let beside = PathBuf::from(format!("{}.tmp", path.display()));
    let failed = |error: io::Error| ServerError::file("write", path, &error);
    let mut options = fs::OpenOptions::new();
    options.create(true).write(true).truncate(true);
    #[cfg(unix)]
    std::os::unix::fs::OpenOptionsExt::mode(&mut options, 0o600);
    let mut file = options.open(&beside).map_err(failed)?;
    file.write_all(text.as_bytes()).map_err(failed)?;
    #[cfg(unix)]
    if let Some(account) = account {
        std::os::unix::fs::fchown(&file, Some(account.user), Some(account.group))
            .map_err(failed)?;
    }
    #[cfg(windows)]
    let _ = account;
    drop(file);
    fs::rename(&beside, path).map_err(failed)
}

/// A program of PostgreSQL as the account that it shall run as, in English, and without what the application's own
/// environment would tell it (`PGDATA`, an `LD_LIBRARY_PATH` of a bundle).
pub(super) fn quiet(program: &Path, account: Option<&Account>) -> Command {
    let mut command = Command::new(program);
    command.stdin(Stdio::null());
    #[cfg(unix)]
    {
        use std::os::unix::process::CommandExt;
        command.env_clear().current_dir("/");
        if let Some(account) = account {
            command.uid(account.user).gid(account.group);
        }
    }
    #[cfg(windows)]
    {
        let _ = account;
        std::os::windows::process::CommandExt::creation_flags(
            &mut command,
            super::supervisor::NO_WINDOW,
        );
        for name in ["PGDATA", "PGPORT", "PGOPTIONS", "PGUSER"] {
            command.env_remove(name);
        }
    }
    command.env("LC_ALL", "C");
    command
}

/// Everything that a program wrote.
fn said(output: &Output) -> String {
    let text = [&*output.stdout, &*output.stderr].concat();
    String::from_utf8_lossy(&text).trim().to_owned()
}

fn last_lines(text: &str, count: usize) -> String {
    let lines: Vec<&str> = text
        .lines()
        .filter(|line| !line.trim().is_empty())
        .collect();
    lines
        .get(lines.len().saturating_sub(count)..)
        .unwrap_or_default()
        .join(" / ")
}

/// Makes a rename in `folder` outlive a loss of power.
#[cfg(unix)]
fn sync_folder(folder: &Path) -> Result<(), ServerError> {
    fs::File::open(folder)
        .and_then(|opened| opened.sync_all())
        .map_err(|error| ServerError::file("sync", folder, &error))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn reads_the_major_version() {
        let major = |text| major_version(text);
        assert_eq!(major("postgres (PostgreSQL) 18.6\n").as_deref(), Some("18"));
        assert_eq!(
            major("postgres (PostgreSQL) 16.14 (Debian 16.14-1)").as_deref(),
            Some("16")
        );
        assert_eq!(
            major("postgres (PostgreSQL) 19beta1").as_deref(),
            Some("19")
        );
        assert_eq!(major("sh: postgres: not found"), None);
    }

    #[test]
    fn the_end_of_an_output_is_one_line() {
        assert_eq!(last_lines("a\n\nb\nc\n", 2), "b / c");
        assert_eq!(last_lines("", 2), "");
    }

    #[test]
    fn a_folder_with_other_files_is_not_filled() {
        let folder = tempfile::tempdir().unwrap();
        require_absent_or_empty(folder.path()).unwrap();
        require_absent_or_empty(&folder.path().join("missing")).unwrap();
        fs::write(folder.path().join("letter.txt"), "dear").unwrap();
        let refused = require_absent_or_empty(folder.path()).unwrap_err();
        assert!(
            matches!(refused, ServerError::UnsafeFolder { .. }),
            "{refused}"
        );
    }
}
