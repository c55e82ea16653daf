//! Indexes that would be read and are not there.

use super::MissingIndex;
use super::differences::of_share;
use super::shares::Share;
use super::sql::{ended, gentlest};
use super::subject::Subject;
use crate::audit::rules::unserved_keys;
use crate::catalog::{
    Catalog, Constraint, QualifiedName, Relation, RelationKind, quote_identifier,
};
use crate::schema::comparison::Difference;
use crate::schema::comparison::script::ddl;

/// Indexes that are expected and not there, then foreign keys that no index serves and that none of those would serve.
pub(super) fn missing_indexes(subject: &Subject<'_>) -> Vec<MissingIndex> {
    let known = subject.known;
    let expected = of_share(known, Share::Index);
    let mut missing: Vec<MissingIndex> = expected
        .iter()
        .filter_map(|difference| expected_index(subject, difference))
        .collect();
    for table in known
        .actual
        .tables()
        .filter(|table| table.kind != RelationKind::ForeignTable)
    {
        for key in unserved_keys(known.actual, table) {
            if !expected
                .iter()
                .any(|one| will_serve(known.expected, one, table, key))
            {
                missing.push(key_index(table, key));
            }
        }
    }
    missing
}

fn table_of(difference: &Difference) -> Option<QualifiedName> {
    let object = &difference.object;
    Some(QualifiedName::new(
        object.schema.as_ref()?,
        object.table.as_ref()?,
    ))
}

fn expected_index(subject: &Subject<'_>, difference: &Difference) -> Option<MissingIndex> {
    let known = subject.known;
    let statements = &known.comparison.script.statements;
    // The script has the way that does not keep writers out beside the plain one.
    let written = statements
        .iter()
        .find(|one| one.object == difference.object);
    let sql = written
        .map(gentlest)
        .or_else(|| ddl(known.expected, &difference.object).map(|sql| ended(&sql)))?;
    Some(MissingIndex {
        table: table_of(difference)?.to_string(),
        serves: difference.object.name.clone(),
        reason: format!("It is expected. {}", difference.reason),
        sql,
    })
}

/// Whether an expected index begins with the columns of a key.
fn will_serve(
    expected: &Catalog,
    difference: &Difference,
    table: &Relation,
    key: &Constraint,
) -> bool {
    if table_of(difference).as_ref() != Some(&table.name) {
        return false;
    }
    let relation = expected.relation(&table.name);
    let index = relation.and_then(|one| {
        one.indexes
            .iter()
            .find(|index| index.name == difference.object.name)
    });
    index.is_some_and(|index| {
        index.predicate.is_none()
            && index.keys.len() >= key.columns.len()
            && index.keys.iter().take(key.columns.len()).all(|one| {
                one.column
                    .as_ref()
                    .is_some_and(|column| key.columns.contains(column))
            })
    })
}

fn key_index(table: &Relation, key: &Constraint) -> MissingIndex {
    // The server cannot build an index of a partitioned table concurrently.
    let concurrently = if table.kind == RelationKind::PartitionedTable {
        ""
    } else {
        " CONCURRENTLY"
    };
    let columns: Vec<String> = key
        .columns
        .iter()
        .map(|column| quote_identifier(column))
        .collect();
    let referenced = key
        .references
        .as_ref()
        .map_or_else(String::new, QualifiedName::to_string);
    MissingIndex {
        table: table.name.to_string(),
        serves: key.name.clone(),
        reason: format!(
            "The foreign key has no index: each delete of a row of {referenced} reads the whole table."
        ),
        sql: format!(
            "CREATE INDEX{concurrently} ON {} ({});",
            table.name.quoted(),
            columns.join(", ")
        ),
    }
}
