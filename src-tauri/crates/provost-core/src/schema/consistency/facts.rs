//! What is asked of a database for the report, beyond its catalog.

use chrono::{DateTime, Utc};
use serde::Serialize;

use super::PasswordShapes;
use crate::catalog::{QualifiedName, Visible};
use crate::schema::comparison::ObjectId;

/// One fact of a section.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct Fact {
    /// What it is about, such as `Connections in use`.
    pub label: String,
    /// What it is, with its unit; the reason where it cannot be known.
    pub value: Visible<String>,
    /// How it is judged.
    pub standing: Standing,
    /// Why it is judged so, a sentence.
    pub note: Option<String>,
}

/// How a fact is judged.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize)]
#[serde(rename_all = "kebab-case")]
pub enum Standing {
    /// As it should be.
    Good,
    /// It needs somebody's attention.
    Attention,
    /// Not as it should be.
    Bad,
    /// Only told.
    Neutral,
}

/// What was asked of the server and the pooler.
#[derive(Debug, Clone, PartialEq, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct Infrastructure {
    /// The server's clock when it was asked.
    pub asked_at: DateTime<Utc>,
    /// The connections that clients have now and that count towards [`Infrastructure::connections_allowed`]: of all databases,
    /// or of this database or role alone where a limit of its own leaves fewer.
    pub connections_used: Visible<i64>,
    /// Where the role may not see all of those: how many it sees, so that there are at least so many.
    pub connections_least: Option<i64>,
    /// The connections that clients may have: `max_connections` without those kept for superusers, or the `CONNECTION LIMIT`
    /// of the database or the role where that leaves fewer.
    pub connections_allowed: i64,
    /// How the line to Provost is protected; none for one in the clear or a socket.
    pub tls: Visible<Option<Tls>>,
    /// Whether the line goes through a Unix socket.
    pub socket: bool,
    /// What stands between.
    pub pooler: Pooler,
    /// The tables, by name.
    pub tables: Vec<TableLoad>,
    /// Of which shapes the values are in columns that keep passwords.
    pub passwords: Vec<PasswordShapes>,
    /// What was asked, with the answers.
    pub evidence: Vec<Evidence>,
}

/// The protection of a line.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct Tls {
    /// `TLSv1.3` and so on.
    pub version: String,
    /// The cipher.
    pub cipher: String,
    /// Whether the client showed a certificate.
    pub client_certificate: bool,
}

/// What stands between Provost and the server.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[serde(tag = "kind", rename_all = "kebab-case")]
pub enum Pooler {
    /// Nothing that was noticed.
    None,
    /// Something, which does not say what it is set to.
    Silent {
        /// What was noticed, in words.
        noticed: String,
        /// Why it does not say.
        reason: String,
    },
    /// A PgBouncer that let itself be asked.
    PgBouncer {
        /// Its version.
        version: String,
        /// Its settings as `SHOW CONFIG` gives them, by name, without those that are secret.
        settings: Vec<(String, String)>,
        /// Client connections now; none where it did not say.
        clients: Option<i64>,
        /// Which of its answers were longer than what is read, a sentence; none where all were read to the end.
        cut: Option<String>,
    },
}

/// How many rows there are.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
#[serde(tag = "kind", content = "rows", rename_all = "kebab-case")]
pub enum Tally {
    /// Counted.
    Counted(i64),
    /// As the statistics of the server say.
    Estimated(i64),
    /// Neither: the role may not read it and there are no statistics.
    Unknown,
}

/// What a table holds and how it is read.
#[derive(Debug, Clone, PartialEq, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct TableLoad {
    /// The table.
    pub name: QualifiedName,
    /// Its rows.
    pub rows: Tally,
    /// Bytes with indexes and TOAST.
    pub bytes: i64,
    /// Of those the indexes.
    pub index_bytes: i64,
    /// Sequential scans since the statistics were reset.
    pub sequential_scans: i64,
    /// Index scans since the statistics were reset.
    pub index_scans: i64,
    /// Rows that are dead and not yet cleaned away, as estimated.
    pub dead_rows: i64,
    /// The share of the table's blocks that were found in the cache, 0 to 1; none when none was read.
    pub cache_hit_rate: Option<f64>,
    /// Bytes that the rows would not need when packed anew, estimated from column widths; none without statistics.
    pub bloat_bytes: Option<i64>,
}

/// A statement with its answer.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct Evidence {
    /// For what it was asked.
    pub part: EvidencePart,
    /// What it shows, a few words.
    pub title: String,
    /// The SQL, as it can be run again.
    pub sql: String,
    /// The answer, a row a line, values separated by ` | `.
    pub result: String,
}

/// For what a statement was asked.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize)]
#[serde(rename_all = "kebab-case")]
pub enum EvidencePart {
    /// For what the sections say of the server, its tables and their rows.
    Facts,
    /// For the catalog of the database's objects; the answer is how many rows there were, and a few names.
    Catalog,
}

/// How many rows break a constraint that is expected and not there.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct BreakingRows {
    /// The constraint, or the column that should be NOT NULL.
    pub object: ObjectId,
    /// How many rows break it now; the reason where that cannot be counted.
    pub rows: Visible<i64>,
    /// The statement that counted.
    pub sql: Option<String>,
}

impl Fact {
    /// A fact that is only told.
    pub(super) fn told(label: impl Into<String>, value: impl Into<String>) -> Self {
        Self {
            label: label.into(),
            value: Visible::Seen(value.into()),
            standing: Standing::Neutral,
            note: None,
        }
    }

    /// A fact that cannot be known, with the reason.
    pub(super) fn hidden(label: impl Into<String>, reason: impl Into<String>) -> Self {
        Self {
            value: Visible::Hidden(reason.into()),
            ..Self::told(label, "")
        }
    }

    /// How it is judged.
    pub(super) fn standing(mut self, standing: Standing) -> Self {
        self.standing = standing;
        self
    }

    /// Why it is judged so, a sentence.
    pub(super) fn note(mut self, note: impl Into<String>) -> Self {
        self.note = Some(note.into());
        self
    }
}
