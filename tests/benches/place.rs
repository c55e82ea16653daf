//! Where a benchmark has its server, and how it is reached.

use std::error::Error;
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};

use provost_core::connections::{
    DEFAULT_GOVERNANCE_SCHEMA, Environment, Profile, ProfileId, Tls, TlsMode,
};
use provost_postgres::server::SUPERUSER;

type Outcome<T> = Result<T, Box<dyn Error + Send + Sync>>;

/// The superuser's profile of a database, which only reads.
pub(crate) fn profile(socket: &str, port: u16, database: &str) -> Profile {
    Profile {
        id: ProfileId(uuid::Uuid::nil()),
        name: "benchmark".to_owned(),
        host: socket.to_owned(),
        port,
        database: database.to_owned(),
        user: SUPERUSER.to_owned(),
        tls: Tls {
            mode: TlsMode::Off,
            ..Tls::default()
        },
        environment: Environment::Testing,
        read_only: true,
        governance_schema: DEFAULT_GOVERNANCE_SCHEMA.to_owned(),
    }
}

/// The folder of the bundled PostgreSQL, fetched first where it is missing.
pub(crate) fn binaries() -> Outcome<PathBuf> {
    let script = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../../scripts/fetch-postgres");
    let output = Command::new(script).stderr(Stdio::inherit()).output()?;
    if !output.status.success() {
        return Err("PostgreSQL could not be fetched".into());
    }
    Ok(PathBuf::from(String::from_utf8(output.stdout)?.trim()))
}

/// A folder that PostgreSQL's account can pass through also where this runs as root.
pub(crate) fn folder() -> Outcome<tempfile::TempDir> {
    let folder = tempfile::Builder::new()
        .prefix("provost-bench-")
        .tempdir()?;
    #[cfg(unix)]
    {
        use std::os::unix::fs::PermissionsExt;
        std::fs::set_permissions(folder.path(), std::fs::Permissions::from_mode(0o711))?;
    }
    Ok(folder)
}
