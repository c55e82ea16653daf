//! Sequences, with the columns that they feed.

use std::collections::BTreeMap;

use provost_core::catalog::{QualifiedName, Sequence};
use sqlx::FromRow;

use super::access::AccessLists;
use super::columns::named;
use super::statements;
use super::text::{Text, string};
use crate::{Error, Session};

#[derive(FromRow)]
struct SequenceRow {
    id: i64,
    schema: Text,
    name: Text,
    owner: Text,
    data_type: Text,
    start: i64,
    increment: i64,
    minimum: i64,
    maximum: i64,
    cache: i64,
    cycles: bool,
    readable: bool,
    table_schema: Option<Text>,
    table_name: Option<Text>,
    column_name: Option<Text>,
    identity: bool,
    column_type: Option<Text>,
    comment: Option<Text>,
    acl: Text,
}

/// The sequences, their access lists not yet spelled out.
pub(super) struct Sequences(Vec<SequenceRow>);

impl Sequences {
    /// Reads them.
    pub(super) async fn read(session: &mut Session) -> Result<Self, Error> {
        Ok(Self(session.fetch_all(statements::SEQUENCES).await?))
    }

    /// The numbers of those whose last value may be read.
    pub(super) fn readable(&self) -> Vec<i64> {
        let readable = self.0.iter().filter(|row| row.readable);
        readable.map(|row| row.id).collect()
    }

    /// By name, each as far as `values` says.
    pub(super) fn facts(self, values: &BTreeMap<i64, i64>, lists: &AccessLists) -> Vec<Sequence> {
        let mut sequences: Vec<Sequence> = self
            .0
            .into_iter()
            .map(|row| {
                let last_value = values.get(&row.id).copied();
                row.sequence(last_value, lists)
            })
            .collect();
        sequences.sort_by(|one, other| one.name.cmp(&other.name));
        sequences
    }
}

impl SequenceRow {
    fn sequence(self, last_value: Option<i64>, lists: &AccessLists) -> Sequence {
        Sequence {
            name: QualifiedName::new(self.schema, self.name),
            owner: self.owner.into(),
            data_type: self.data_type.into(),
            start: self.start,
            increment: self.increment,
            minimum: self.minimum,
            maximum: self.maximum,
            cache: self.cache,
            cycles: self.cycles,
            last_value,
            owned_by: named(self.table_schema, self.table_name).zip(string(self.column_name)),
            identity: self.identity,
            column_type: string(self.column_type),
            comment: string(self.comment),
            grants: lists.of(&self.acl),
        }
    }
}
