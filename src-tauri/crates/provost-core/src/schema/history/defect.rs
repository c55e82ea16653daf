//! What is wrong with a history of migrations.

use crate::audit::Severity;
use serde::{Deserialize, Serialize};

/// Something that is wrong with the files, with the rows, or between the two.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "bindings", derive(specta::Type))]
#[serde(rename_all = "camelCase")]
pub struct Defect {
    /// Which kind.
    pub kind: DefectKind,
    /// How bad it is.
    pub severity: Severity,
    /// The migrations it is about, in order; empty when it is about the whole.
    pub migrations: Vec<String>,
    /// The files it is about.
    pub files: Vec<String>,
    /// What is wrong, a sentence.
    pub message: String,
    /// What to do about it, a sentence.
    #[serde(default)]
    pub advice: String,
}

/// The kinds of defects, of the files first.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[cfg_attr(feature = "bindings", derive(specta::Type))]
#[serde(rename_all = "kebab-case")]
pub enum DefectKind {
    /// A migration follows on one that no file defines.
    MissingRevision,
    /// A migration depends on one that no file defines.
    MissingDependency,
    /// Migrations follow on each other in a ring.
    Cycle,
    /// Migrations wait for each other in a ring once what they depend on is counted too.
    DependencyCycle,
    /// A migration follows on itself or depends on itself.
    SelfReference,
    /// Two files define the same migration.
    DuplicateRevision,
    /// Two migrations carry the same branch label.
    DuplicateLabel,
    /// The chain has several ends and nothing says that this is meant.
    SeveralHeads,
    /// No way from the beginning leads to a migration.
    Unreachable,
    /// A name has signs that the tool keeps for itself.
    InvalidIdentifier,
    /// A name is longer than the column of the state table.
    LongIdentifier,
    /// Only running the file would tell what it says.
    NotReadable,
    /// A file stands among the migrations and is none.
    NoRevision,
    /// A migration depends on one of another package, which is not in the folder.
    ExternalDependency,
    /// Where the migrations are cannot be told from the configuration.
    LocationNotRead,
    /// The SQL names something that is only known when the tool runs.
    Placeholder,
    /// `structure.sql` and the migrations beside it name different versions.
    StructureStale,
    /// The database names a migration that the folder does not have.
    UnknownRow,
    /// A row names a migration that another row already includes.
    StaleRow,
    /// The database has tables and no record of migrations.
    Unstamped,
    /// A migration failed, and the tool stops until somebody says what became of it.
    Failed,
    /// A file was changed after it was applied.
    Altered,
    /// A migration that is not applied stands before one that is.
    OutOfOrder,
    /// A migration is applied and one that it follows on is not.
    InconsistentHistory,
    /// The tool's lock is held.
    LockHeld,
}

impl DefectKind {
    /// How bad a defect of this kind is unless something speaks for another judgement.
    #[must_use]
    pub const fn severity(self) -> Severity {
        match self {
            Self::MissingRevision
            | Self::Cycle
            | Self::DependencyCycle
            | Self::SelfReference
            | Self::Failed => Severity::Critical,
            Self::MissingDependency
            | Self::DuplicateRevision
            | Self::DuplicateLabel
            | Self::SeveralHeads
            | Self::Unreachable
            | Self::LongIdentifier
            | Self::InvalidIdentifier
            | Self::UnknownRow
            | Self::Altered
            | Self::InconsistentHistory => Severity::High,
            Self::Unstamped
            | Self::OutOfOrder
            | Self::StaleRow
            | Self::StructureStale
            | Self::LockHeld => Severity::Medium,
            Self::NotReadable
            | Self::LocationNotRead
            | Self::Placeholder
            | Self::ExternalDependency => Severity::Low,
            Self::NoRevision => Severity::Info,
        }
    }

    /// What to do about it, a sentence.
    #[must_use]
    pub const fn advice(self) -> &'static str {
        match self {
            Self::MissingRevision => {
                "Bring the file back from version control, or make what follows on it follow on the last one that is there, after a look at what it was to make."
            }
            Self::MissingDependency => {
                "Bring the file back from version control, or take the dependency out."
            }
            Self::Cycle | Self::DependencyCycle | Self::SelfReference => {
                "Find in version control what the first of them followed on, and write that back."
            }
            Self::DuplicateRevision => {
                "Give one of them a name of its own, and mend what follows on it."
            }
            Self::DuplicateLabel => "Take the label away from all but one.",
            Self::SeveralHeads => {
                "Write a migration that merges the ends, or label the branches if they are meant."
            }
            Self::Unreachable => {
                "Mend what is missing or goes round before it; it needs no change itself."
            }
            Self::InvalidIdentifier => "Give it a name without those signs.",
            Self::LongIdentifier => {
                "Give it a shorter name, or widen the column of the state table."
            }
            Self::NotReadable => "Ask the tool itself, which runs the file.",
            Self::NoRevision => "Nothing, if it is meant to be there.",
            Self::ExternalDependency => {
                "Point at a folder that has that package's migrations as well."
            }
            Self::LocationNotRead => "Point at the folder with the migrations itself.",
            Self::Placeholder => "Compare with what the tool put in its place.",
            Self::StructureStale => "Write the dump of the structure anew.",
            Self::UnknownRow => {
                "Look for the file in other branches and in the last release; do not apply anything before it is found."
            }
            Self::StaleRow => "Remove the row once it is certain that the other includes it.",
            Self::Unstamped => {
                "Compare the schema with what the migrations make, then have the tool record those that it has."
            }
            Self::Failed => {
                "Compare the schema with what the migration makes, finish it or take it back, then tell the tool."
            }
            Self::Altered => {
                "Write the file back as it was applied, and put the change into a new migration."
            }
            Self::OutOfOrder => {
                "See that they do not depend on what came later, then apply them or number them anew."
            }
            Self::InconsistentHistory => {
                "Find out whether the earlier one's objects are there, then record or apply it."
            }
            Self::LockHeld => "See that nobody is migrating, then release the lock with the tool.",
        }
    }
}

impl Defect {
    /// A defect of a kind with the usual severity, about no migration and no file yet.
    pub(super) fn new(kind: DefectKind, message: impl Into<String>) -> Self {
        Self {
            kind,
            severity: kind.severity(),
            migrations: Vec::new(),
            files: Vec::new(),
            message: message.into(),
            advice: kind.advice().to_owned(),
        }
    }

    /// The same, about these migrations.
    pub(super) fn of(mut self, migrations: impl IntoIterator<Item = impl Into<String>>) -> Self {
        self.migrations = migrations.into_iter().map(Into::into).collect();
        self
    }

    /// The same, about these files.
    pub(super) fn within(mut self, files: impl IntoIterator<Item = impl Into<String>>) -> Self {
        self.files = files.into_iter().map(Into::into).collect();
        self
    }

    /// The same, with another severity.
    pub(super) fn weighing(mut self, severity: Severity) -> Self {
        self.severity = severity;
        self
    }
}
