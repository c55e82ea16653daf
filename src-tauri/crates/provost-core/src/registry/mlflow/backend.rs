//! The rows of a backend, as its tables have them. Everything in them is somebody else's text.

use std::collections::BTreeMap;

/// A release of MLflow whose tables are known: each was imported from in a test.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Release {
    /// What its `alembic_version` says.
    pub revision: &'static str,
    /// What it is called.
    pub name: &'static str,
}

/// The known releases, the newest first.
pub const RELEASES: [Release; 3] = [
    Release {
        revision: "dc11669786a5",
        name: "MLflow 3.17",
    },
    Release {
        revision: "71994744cf8e",
        name: "MLflow 3.4",
    },
    Release {
        revision: "0584bdc529eb",
        name: "MLflow 2.22",
    },
];

/// The release with a revision; none when it is not known.
#[must_use]
pub fn release(revision: &str) -> Option<Release> {
    RELEASES.into_iter().find(|one| one.revision == revision)
}

/// A backend.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Backend {
    /// `postgresql://host:port/database`, without role and password.
    pub url: String,
    /// Its release.
    pub release: Release,
    /// The workspace that is read.
    pub workspace: String,
}

/// Texts by key. MLflow keeps a value that is null for an empty one.
pub type Texts = BTreeMap<String, Option<String>>;

/// A row of `registered_models`.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct ModelRow {
    /// Its name.
    pub name: String,
    /// What it is about.
    pub description: Option<String>,
    /// Its tags.
    pub tags: Texts,
}

/// A row of `model_versions`.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct VersionRow {
    /// The model.
    pub name: String,
    /// Which version.
    pub version: i32,
    /// When it was made, in milliseconds since 1970.
    pub created: Option<i64>,
    /// When it was last changed, likewise.
    pub updated: Option<i64>,
    /// What it is about.
    pub description: Option<String>,
    /// Who made it, as a client said.
    pub user: Option<String>,
    /// `None` (as a text), `Staging`, `Production`, `Archived`, or `Deleted_Internal`.
    pub stage: Option<String>,
    /// Where it came from: `models:/m-…` since release 3, else where its files are.
    pub source: Option<String>,
    /// The run that made it. It may be gone: nothing refers.
    pub run: Option<String>,
    /// `READY`, `PENDING_REGISTRATION` or `FAILED_REGISTRATION`.
    pub status: Option<String>,
    /// What is wrong with it.
    pub status_message: Option<String>,
    /// A link to the run elsewhere.
    pub run_link: Option<String>,
    /// Where its files are.
    pub storage_location: Option<String>,
    /// Its tags.
    pub tags: Texts,
}

/// A row of `registered_model_aliases`.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct AliasRow {
    /// The model.
    pub name: String,
    /// The alias.
    pub alias: String,
    /// The version.
    pub version: i32,
}

/// A row of `logged_models`, which release 3 brought.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct LoggedModelRow {
    /// `m-` and 32 hexadecimal digits.
    pub id: String,
    /// What kind of model, as whoever logged it said.
    pub model_type: Option<String>,
    /// The run that made it.
    pub run: Option<String>,
    /// Its tags.
    pub tags: Texts,
}

/// A row of `runs`, with what hangs on it.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct RunRow {
    /// 32 hexadecimal digits.
    pub id: String,
    /// Its name.
    pub name: Option<String>,
    /// The name of its experiment.
    pub experiment: String,
    /// `SCHEDULED`, `RUNNING`, `FINISHED`, `FAILED` or `KILLED`.
    pub status: Option<String>,
    /// Whether it was deleted, which keeps its rows.
    pub deleted: bool,
    /// When it began, in milliseconds since 1970.
    pub started: Option<i64>,
    /// When it ended, likewise.
    pub ended: Option<i64>,
    /// Who ran it, as a client said.
    pub user: Option<String>,
    /// Which file or entry point ran, where the old columns say it.
    pub entry_point: Option<String>,
    /// Which revision of the code, where the old column says it.
    pub source_version: Option<String>,
    /// Where its files are.
    pub artifacts: Option<String>,
    /// What it was set to.
    pub params: Texts,
    /// Its tags.
    pub tags: Texts,
    /// The last value of each metric.
    pub latest: Vec<MetricRow>,
    /// The datasets that went in.
    pub inputs: Vec<InputRow>,
    /// Parameters, tags and metrics beyond what is read of one run.
    pub cut: u32,
}

/// A row of `metrics` or `latest_metrics`.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct MetricRow {
    /// The run.
    pub run: String,
    /// What was measured.
    pub key: String,
    /// The value: 0 for one that is not a number, the largest number for infinity.
    pub value: f64,
    /// Whether it is not a number.
    pub is_nan: bool,
    /// When, in milliseconds since 1970.
    pub at: i64,
    /// At which step.
    pub step: i64,
}

/// A dataset that went into a run: rows of `inputs`, `datasets` and `input_tags`.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct InputRow {
    /// 32 hexadecimal digits: the edge.
    pub input: String,
    /// 32 hexadecimal digits: the dataset.
    pub dataset: String,
    /// What the dataset is called.
    pub name: String,
    /// MLflow's digest of it, not a hash of all its bytes.
    pub digest: String,
    /// `local`, `s3`, `delta_table` and so on.
    pub source_type: String,
    /// Where it is, as JSON.
    pub source: String,
    /// Figures of it, as JSON.
    pub profile: Option<String>,
    /// What it was for: `training`, `validation` and so on.
    pub context: Option<String>,
}
