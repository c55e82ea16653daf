//! The database that the words of the command line name.

use std::io::BufRead;

use provost_app::environment::Environment;
use provost_app::{AppError, Connections, Opened, Workspace};
use provost_core::connections::{Profile, Secret};

use crate::arguments::Source;

/// An open database, and the local server when that is where it is.
pub(crate) struct OpenSource {
    pub(crate) opened: Opened,
    workspace: Option<Workspace>,
}

impl OpenSource {
    /// Gives the local server back.
    pub(crate) async fn close(self) {
        if let Some(workspace) = self.workspace {
            workspace.stop().await;
        }
    }
}

/// Opens what was named: a saved connection, a URL, or the local workspace.
pub(crate) async fn open(
    source: &Source,
    environment: &Environment,
) -> Result<OpenSource, AppError> {
    let look = |workspace: &Workspace| workspace.profile().clone();
    open_as(source, environment, look, Connections::open_url).await
}

/// The same for comparing, which counts rows too: the local workspace as the superuser of its private server.
pub(crate) async fn open_to_compare(
    source: &Source,
    environment: &Environment,
) -> Result<OpenSource, AppError> {
    let url = Connections::open_url;
    open_as(source, environment, Workspace::administrator, url).await
}

/// The same for work with the governance tables: the local workspace as the superuser of its private server, since the role
/// of its audits only looks.
pub(crate) async fn open_to_govern(
    source: &Source,
    environment: &Environment,
) -> Result<OpenSource, AppError> {
    let url = Connections::open_url_to_write;
    open_as(source, environment, Workspace::administrator, url).await
}

async fn open_as(
    source: &Source,
    environment: &Environment,
    profile: impl FnOnce(&Workspace) -> Profile,
    open_url: impl FnOnce(&Connections, &str, Option<Secret>) -> Result<Opened, AppError>,
) -> Result<OpenSource, AppError> {
    let connections = Connections::new(environment);
    let password = password(source.password_stdin)?;
    let (opened, workspace) = match (&source.profile, &source.url) {
        (Some(name), _) => (connections.open_named(name, password).await?, None),
        (None, Some(url)) => (open_url(&connections, url, password)?, None),
        (None, None) => {
            let workspace = Workspace::start(environment).await?;
            (
                connections.open_profile(profile(&workspace), password)?,
                Some(workspace),
            )
        }
    };
    Ok(OpenSource { opened, workspace })
}

/// The first line of standard input, when it was asked for.
pub(crate) fn password(wanted: bool) -> Result<Option<Secret>, AppError> {
    if !wanted {
        return Ok(None);
    }
    let mut line = String::new();
    std::io::stdin()
        .lock()
        .read_line(&mut line)
        .map_err(|error| {
            AppError::BadInput(format!(
                "No password could be read from standard input: {error}."
            ))
        })?;
    Ok(Some(Secret::new(
        line.trim_end_matches(['\r', '\n']).to_owned(),
    )))
}
