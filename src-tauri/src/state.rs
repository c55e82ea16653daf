//! What lives as long as the window: the use cases, the audits that were made, the work that runs.

use std::collections::{BTreeMap, BTreeSet, VecDeque};
use std::path::{Path, PathBuf};
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};

use provost_app::environment::Environment;
use provost_app::schema::SourcesFile;
use provost_app::{AppError, AuditReport, Connections, Database, Picture, Workspace};
use provost_core::connections::{Profile, ProfileId};
use tokio::sync::{Notify, OnceCell};
use uuid::Uuid;

use crate::kept_comparison::KeptComparison;
use crate::kept_plots::KeptPlots;

/// How many pictures are kept: more than any screen shows.
const PICTURES: usize = 32;

/// Managed by Tauri, once. What stands below the commands receives the parts that it needs, never this.
pub(crate) struct AppState {
    environment: Environment,
    connections: Connections,
    sources: SourcesFile,
    workspace: OnceCell<Workspace>,
    kept: Mutex<Kept>,
    plots: KeptPlots,
}

/// An operation that runs: what it works on, and how it is told to stop where no statement runs that could be cancelled,
/// such as while it waits for a server that does not answer.
#[derive(Clone)]
pub(crate) struct Running {
    pub(crate) databases: Vec<Database>,
    pub(crate) stop: Arc<Notify>,
}

/// What the window may ask for again.
#[derive(Default)]
struct Kept {
    audits: BTreeMap<Uuid, (ProfileId, AuditReport)>,
    latest: BTreeMap<ProfileId, Uuid>,
    comparisons: BTreeMap<ProfileId, Arc<KeptComparison>>,
    pictures: VecDeque<(Uuid, Picture)>,
    chosen: BTreeSet<String>,
    running: BTreeMap<String, Running>,
    cancelled: BTreeSet<String>,
    exported: BTreeSet<PathBuf>,
}

impl AppState {
    /// Nothing is opened yet: the local server starts when it is first asked for.
    pub(crate) fn new(environment: Environment) -> Self {
        let connections = Connections::new(&environment);
        let sources = SourcesFile::new(&environment);
        Self {
            environment,
            connections,
            sources,
            workspace: OnceCell::new(),
            kept: Mutex::default(),
            plots: KeptPlots::default(),
        }
    }

    pub(crate) fn environment(&self) -> &Environment {
        &self.environment
    }

    pub(crate) fn connections(&self) -> &Connections {
        &self.connections
    }

    pub(crate) fn sources(&self) -> &SourcesFile {
        &self.sources
    }

    /// The local workspace, started now if it was not.
    pub(crate) async fn workspace(&self) -> Result<&Workspace, AppError> {
        self.workspace
            .get_or_try_init(|| Workspace::start(&self.environment))
            .await
    }

    /// How to reach the local workspace, for showing it: its server may still be starting, or be unable to.
    pub(crate) fn workspace_profile(&self) -> Profile {
        self.workspace.get().map_or_else(
            || Workspace::resting_profile(&self.environment),
            |workspace| workspace.profile().clone(),
        )
    }

    /// Keeps an audit for showing again and for export; its id. Of each connection only the latest is kept.
    pub(crate) fn keep_audit(&self, connection: ProfileId, report: AuditReport) -> Uuid {
        let id = Uuid::new_v4();
        let mut kept = self.kept();
        if let Some(earlier) = kept.latest.insert(connection, id) {
            kept.audits.remove(&earlier);
        }
        kept.audits.insert(id, (connection, report));
        id
    }

    /// The latest audit of a connection.
    pub(crate) fn latest_audit(&self, connection: ProfileId) -> Option<(Uuid, AuditReport)> {
        let kept = self.kept();
        let id = kept.latest.get(&connection)?;
        kept.audits.get(id).map(|(_, report)| (*id, report.clone()))
    }

    /// A kept audit.
    pub(crate) fn audit(&self, id: Uuid) -> Result<AuditReport, AppError> {
        self.kept()
            .audits
            .get(&id)
            .map(|(_, report)| report.clone())
            .ok_or_else(|| {
                AppError::NotFound("This audit is no longer at hand. Run it again.".to_owned())
            })
    }

    /// Keeps a comparison for showing again, for its definitions and for export. Of each connection only the latest is kept.
    pub(crate) fn keep_comparison(&self, comparison: &Arc<KeptComparison>) {
        let connection = comparison.connection;
        self.kept()
            .comparisons
            .insert(connection, Arc::clone(comparison));
    }

    /// The latest comparison of a connection.
    pub(crate) fn latest_comparison(&self, connection: ProfileId) -> Option<Arc<KeptComparison>> {
        self.kept().comparisons.get(&connection).cloned()
    }

    /// A kept comparison.
    pub(crate) fn comparison(&self, id: Uuid) -> Result<Arc<KeptComparison>, AppError> {
        let kept = self.kept();
        let mut comparisons = kept.comparisons.values();
        comparisons
            .find(|comparison| comparison.id == id)
            .cloned()
            .ok_or_else(|| {
                AppError::NotFound(
                    "This comparison is no longer at hand. Compare again.".to_owned(),
                )
            })
    }

    /// Keeps a picture for export; its id. Only the last ones are kept.
    pub(crate) fn keep_picture(&self, picture: Picture) -> Uuid {
        let id = Uuid::new_v4();
        let mut kept = self.kept();
        if kept.pictures.len() == PICTURES {
            kept.pictures.pop_front();
        }
        kept.pictures.push_back((id, picture));
        id
    }

    /// A kept picture.
    pub(crate) fn picture(&self, id: Uuid) -> Result<Picture, AppError> {
        let kept = self.kept();
        let mut pictures = kept.pictures.iter();
        pictures
            .find(|(own, _)| *own == id)
            .map(|(_, picture)| picture.clone())
            .ok_or_else(|| {
                AppError::NotFound("This picture is no longer at hand. Read it again.".to_owned())
            })
    }

    /// The plots that the window shows.
    pub(crate) fn plots(&self) -> &KeptPlots {
        &self.plots
    }

    /// Remembers a path that the person chose in a dialog of the system.
    pub(crate) fn remember_chosen(&self, path: &str) {
        self.kept().chosen.insert(path.to_owned());
    }

    /// Whether the person chose this path in a dialog of this run.
    pub(crate) fn was_chosen(&self, path: &str) -> bool {
        self.kept().chosen.contains(path)
    }

    /// Remembers what an operation works on, so that it can be cancelled. Refused when it was cancelled before it began.
    pub(crate) fn begin(
        &self,
        operation: &str,
        databases: &[&Database],
    ) -> Result<Arc<Notify>, AppError> {
        let mut kept = self.kept();
        if kept.cancelled.remove(operation) {
            return Err(AppError::Cancelled);
        }
        let running = Running {
            databases: databases.iter().copied().cloned().collect(),
            stop: Arc::default(),
        };
        let stop = Arc::clone(&running.stop);
        kept.running.insert(operation.to_owned(), running);
        Ok(stop)
    }

    /// Forgets an operation that ended.
    pub(crate) fn end(&self, operation: &str) {
        let mut kept = self.kept();
        kept.running.remove(operation);
        kept.cancelled.remove(operation);
    }

    /// The operation, if it runs; one that has not begun will not.
    pub(crate) fn cancel(&self, operation: &str) -> Option<Running> {
        let mut kept = self.kept();
        let running = kept.running.get(operation).cloned();
        if running.is_none() {
            kept.cancelled.insert(operation.to_owned());
        }
        running
    }

    /// Remembers a file that was exported: only such files are shown in their folder.
    pub(crate) fn remember_exported(&self, path: &Path) {
        self.kept().exported.insert(path.to_owned());
    }

    /// Whether a file was exported in this run.
    pub(crate) fn was_exported(&self, path: &Path) -> bool {
        self.kept().exported.contains(path)
    }

    /// The lock holds no broken state: each change is one call.
    fn kept(&self) -> MutexGuard<'_, Kept> {
        self.kept.lock().unwrap_or_else(PoisonError::into_inner)
    }
}
