//! One statement before the statements are put in order.

use crate::catalog::QualifiedName;

use super::mentions::{self, Mentions};
use super::{Warning, WarningKind};
use crate::schema::comparison::object::ObjectId;

/// The parts of a script, one after the other.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Segment {
    /// Renames and what is taken apart, in the order in which it was found.
    Groundwork,
    /// What goes, or must stand aside while what it uses is changed.
    Drop,
    /// What is made and changed.
    Make,
    /// What goes when nothing uses it any more.
    DropLate,
    /// Comments, privileges and what should not act while the rest runs.
    Finish,
}

/// One statement.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Step {
    pub(super) object: ObjectId,
    pub(super) sql: String,
    pub(super) warnings: Vec<Warning>,
    pub(super) segment: Segment,
    /// The place among the steps of a segment that do not depend on each other.
    pub(super) rank: u8,
    /// The object that is there, or as it should be, after this step; or, in a dropping segment, no longer there.
    pub(super) provides: Option<QualifiedName>,
    /// What the statement mentions; of a drop what the dropped object mentions.
    pub(super) mentions: Mentions,
}

impl Step {
    pub(super) fn new(
        segment: Segment,
        rank: u8,
        object: &ObjectId,
        sql: impl Into<String>,
    ) -> Self {
        let sql = sql.into();
        let mentions = mentions::of(&sql);
        Self {
            object: object.clone(),
            sql,
            warnings: Vec::new(),
            segment,
            rank,
            provides: None,
            mentions,
        }
    }

    pub(super) fn warn(
        mut self,
        kind: WarningKind,
        text: impl Into<String>,
        safer: Option<String>,
    ) -> Self {
        self.warnings.push(Warning {
            kind,
            text: text.into(),
            safer,
        });
        self
    }

    pub(super) fn warn_all(mut self, warnings: Vec<Warning>) -> Self {
        self.warnings.extend(warnings);
        self
    }

    pub(super) fn provides(mut self, name: &QualifiedName) -> Self {
        self.provides = Some(name.clone());
        self
    }

    /// Takes the mentions of another text: of what a dropped object was.
    pub(super) fn mentions_of(mut self, text: &str) -> Self {
        self.mentions = mentions::of(text);
        self
    }
}
