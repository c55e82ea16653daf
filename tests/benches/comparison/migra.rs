//! The peer: migra 3.0, which compares two databases and writes SQL.

use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};

use provost_postgres::server::{LocalServer, SUPERUSER};

use super::Outcome;
use super::measure::{Measure, run};

/// What migra ends with when the two differ.
const DIFFERENT: i32 = 2;

/// The program, installed first where it is missing.
pub(crate) fn program() -> Outcome<PathBuf> {
    let script = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../../scripts/fetch-migra");
    let output = Command::new(script).stderr(Stdio::inherit()).output()?;
    if !output.status.success() {
        return Err("it could not be installed".into());
    }
    Ok(PathBuf::from(String::from_utf8(output.stdout)?.trim()))
}

/// One comparison, its SQL thrown away.
pub(crate) fn compare(program: &Path, server: &LocalServer) -> Outcome<Measure> {
    let url = |database: &str| {
        format!(
            "postgresql://{SUPERUSER}@/{database}?host={}&port={}",
            server.socket_dir().display(),
            server.port()
        )
    };
    let mut command = Command::new("sh");
    command
        .args(["-c", "exec \"$0\" \"$@\" > /dev/null"])
        .arg(program)
        .arg("--unsafe")
        .args([url("actual"), url("expected")]);
    let (measure, ended, _) = run(&mut command)?;
    if ended.code() == Some(DIFFERENT) {
        Ok(measure)
    } else {
        Err(format!("migra ended with {ended}").into())
    }
}
