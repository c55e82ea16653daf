//! The constraints of tables.

use std::collections::BTreeSet;

use provost_core::catalog::{Constraint, ConstraintKind};
use sqlx::FromRow;

use super::relations::Frame;
use super::server::ServerRow;
use super::statements;
use super::text::{Text, string};
use crate::{Error, Session};

#[derive(FromRow)]
struct ConstraintRow {
    id: i64,
    relation: i64,
    name: Text,
    kind: Text,
    definition: Option<Text>,
    columns: Vec<i16>,
    referenced: i64,
    referenced_columns: Vec<i16>,
    on_delete: Text,
    on_update: Text,
    validated: bool,
    deferrable: bool,
    initially_deferred: bool,
    inherited: bool,
    comment: Option<Text>,
}

/// The constraints.
pub(super) struct Constraints {
    constraints: Vec<ConstraintRow>,
    not_enforced: BTreeSet<i64>,
}

impl Constraints {
    /// Reads them.
    pub(super) async fn read(session: &mut Session, server: &ServerRow) -> Result<Self, Error> {
        let not_enforced: Vec<(i64,)> = if server.is_since(180_000) {
            session
                .fetch_all(statements::CONSTRAINTS_NOT_ENFORCED)
                .await?
        } else {
            Vec::new()
        };
        Ok(Self {
            constraints: session.fetch_all(statements::CONSTRAINTS).await?,
            not_enforced: not_enforced.into_iter().map(|(id,)| id).collect(),
        })
    }

    /// Adds them to their tables.
    pub(super) fn add_to(self, frame: &mut Frame) {
        for row in self.constraints {
            let (relation, enforced) = (row.relation, !self.not_enforced.contains(&row.id));
            // Without its text the constraint was dropped while it was read.
            let Some(constraint) = row.constraint(enforced, frame) else {
                continue;
            };
            if let Some(relation) = frame.get_mut(relation) {
                relation.constraints.push(constraint);
            }
        }
    }
}

impl ConstraintRow {
    fn constraint(self, enforced: bool, frame: &Frame) -> Option<Constraint> {
        Some(Constraint {
            name: self.name.into(),
            kind: match self.kind.as_str() {
                "p" => ConstraintKind::PrimaryKey,
                "u" => ConstraintKind::Unique,
                "f" => ConstraintKind::ForeignKey,
                "x" => ConstraintKind::Exclusion,
                "t" => ConstraintKind::Trigger,
                _ => ConstraintKind::Check,
            },
            definition: self.definition?.into(),
            columns: frame.column_names(self.relation, &self.columns),
            references: frame.name(self.referenced).cloned(),
            referenced_columns: frame.column_names(self.referenced, &self.referenced_columns),
            on_delete: self.on_delete.into(),
            on_update: self.on_update.into(),
            validated: self.validated,
            enforced,
            deferrable: self.deferrable,
            initially_deferred: self.initially_deferred,
            inherited: self.inherited,
            comment: string(self.comment),
        })
    }
}
