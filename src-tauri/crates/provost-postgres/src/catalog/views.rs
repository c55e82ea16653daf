//! The queries of views, and what they read.

use provost_core::catalog::QualifiedName;
use sqlx::FromRow;

use super::relations::Frame;
use super::statements;
use super::text::{Text, string};
use crate::{Error, Session};

#[derive(FromRow)]
struct ViewRow {
    relation: i64,
    definition: Option<Text>,
}

#[derive(FromRow)]
struct ReadRow {
    relation: i64,
    schema: Text,
    name: Text,
}

/// The views.
pub(super) struct Views {
    views: Vec<ViewRow>,
    reads: Vec<ReadRow>,
}

impl Views {
    /// Reads them.
    pub(super) async fn read(session: &mut Session) -> Result<Self, Error> {
        Ok(Self {
            views: session.fetch_all(statements::VIEWS).await?,
            reads: session.fetch_all(statements::VIEW_READS).await?,
        })
    }

    /// Adds their queries to their relations.
    pub(super) fn add_to(self, frame: &mut Frame) {
        for row in self.views {
            if let Some(relation) = frame.get_mut(row.relation) {
                relation.definition = string(row.definition);
            }
        }
        for row in self.reads {
            if let Some(relation) = frame.get_mut(row.relation) {
                relation
                    .reads
                    .push(QualifiedName::new(row.schema, row.name));
            }
        }
    }
}
