//! The queries of views, and what they read.

use provost_core::catalog::QualifiedName;
use sqlx::FromRow;

use super::relations::Frame;
use super::statements;
use super::text::{Text, string};
use crate::{Error, Session, Statement};

/// How many views are written out before their locks are given back: the server has room for some thousands in all, for
/// everybody.
const AT_ONCE: usize = 200;

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
        let ids: Vec<(i64,)> = session.fetch_all(statements::VIEW_IDS).await?;
        let ids: Vec<i64> = ids.into_iter().map(|(id,)| id).collect();
        let mut views = Vec::with_capacity(ids.len());
        for some in ids.chunks(AT_ONCE) {
            session.execute(statements::MARK_LOCKS).await?;
            let queries: Vec<ViewRow> = session
                .fetch_all(Statement::new(statements::VIEWS).bind(some))
                .await?;
            views.extend(queries);
            session.execute(statements::GIVE_LOCKS_BACK).await?;
        }
        Ok(Self {
            views,
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
