//! Extensions, and the objects whose kinds are only counted and named.

use std::collections::BTreeMap;

use provost_core::catalog::{
    Cast, CollationFact, ExtendedStatistics, Extension, OtherObject, QualifiedName,
};
use sqlx::FromRow;

use super::server::ServerRow;
use super::statements;
use super::text::{Text, string};
use crate::{Error, Session};

#[derive(FromRow)]
struct ExtensionRow {
    name: Text,
    schema: Text,
    version: Text,
    comment: Option<Text>,
}

#[derive(FromRow)]
struct CollationRow {
    schema: Text,
    name: Text,
    recorded: Text,
    actual: Text,
}

#[derive(FromRow)]
struct StatisticsRow {
    schema: Text,
    name: Text,
    table_schema: Text,
    table_name: Text,
    definition: Option<Text>,
    target: Option<i32>,
}

#[derive(FromRow)]
struct CastRow {
    source: Text,
    target: Text,
    function: Option<Text>,
    context: Text,
}

/// Extensions and the objects that stand beside tables and functions.
pub(super) struct Extensions {
    /// What is installed.
    pub(super) installed: Vec<Extension>,
    /// What could be installed.
    pub(super) available: Vec<String>,
    /// Collations that moved.
    pub(super) collations: Vec<CollationFact>,
    /// Extended statistics.
    pub(super) statistics: Vec<ExtendedStatistics>,
    /// Casts.
    pub(super) casts: Vec<Cast>,
    /// The rest.
    pub(super) others: Vec<OtherObject>,
}

impl Extensions {
    /// Reads them.
    pub(super) async fn read(session: &mut Session, server: &ServerRow) -> Result<Self, Error> {
        let installed: Vec<ExtensionRow> = session.fetch_all(statements::EXTENSIONS).await?;
        let offered: Vec<(Text, Option<Text>)> =
            session.fetch_all(statements::AVAILABLE_EXTENSIONS).await?;
        let mut versions: BTreeMap<Text, Option<Text>> = offered.into_iter().collect();
        let available = versions.keys().cloned().map(String::from).collect();
        let mut extensions: Vec<Extension> = installed
            .into_iter()
            .map(|row| Extension {
                default_version: string(versions.remove(&row.name).flatten()),
                name: row.name.into(),
                schema: row.schema.into(),
                version: row.version.into(),
                comment: string(row.comment),
            })
            .collect();
        extensions.sort_by(|one, other| one.name.cmp(&other.name));
        Ok(Self {
            installed: extensions,
            available,
            collations: collations(session, server).await?,
            statistics: extended_statistics(session).await?,
            casts: casts(session).await?,
            others: others(session).await?,
        })
    }
}

async fn collations(
    session: &mut Session,
    server: &ServerRow,
) -> Result<Vec<CollationFact>, Error> {
    let mut rows: Vec<CollationRow> = session.fetch_all(statements::OUTDATED_COLLATIONS).await?;
    if server.is_since(150_000) {
        let own: Vec<CollationRow> = session
            .fetch_all(statements::OUTDATED_DATABASE_COLLATION)
            .await?;
        rows.extend(own);
    }
    let mut collations: Vec<CollationFact> = rows
        .into_iter()
        .map(|row| CollationFact {
            name: QualifiedName::new(row.schema, row.name),
            recorded: row.recorded.into(),
            actual: row.actual.into(),
        })
        .collect();
    collations.sort_by(|one, other| one.name.cmp(&other.name));
    Ok(collations)
}

async fn extended_statistics(session: &mut Session) -> Result<Vec<ExtendedStatistics>, Error> {
    let rows: Vec<StatisticsRow> = session.fetch_all(statements::EXTENDED_STATISTICS).await?;
    let mut statistics: Vec<ExtendedStatistics> = rows
        .into_iter()
        .filter_map(|row| {
            Some(ExtendedStatistics {
                name: QualifiedName::new(row.schema, row.name),
                table: QualifiedName::new(row.table_schema, row.table_name),
                definition: row.definition?.into(),
                target: row.target,
            })
        })
        .collect();
    statistics.sort_by(|one, other| one.name.cmp(&other.name));
    Ok(statistics)
}

async fn casts(session: &mut Session) -> Result<Vec<Cast>, Error> {
    let rows: Vec<CastRow> = session.fetch_all(statements::CASTS).await?;
    let mut casts: Vec<Cast> = rows
        .into_iter()
        .map(|row| Cast {
            source: row.source.into(),
            target: row.target.into(),
            function: string(row.function),
            context: row.context.into(),
        })
        .collect();
    casts.sort_by(|one, other| (&one.source, &one.target).cmp(&(&other.source, &other.target)));
    Ok(casts)
}

async fn others(session: &mut Session) -> Result<Vec<OtherObject>, Error> {
    let rows: Vec<(Option<Text>, Option<Text>)> =
        session.fetch_all(statements::OTHER_OBJECTS).await?;
    let mut others: Vec<OtherObject> = rows
        .into_iter()
        .filter_map(|(kind, identity)| {
            Some(OtherObject {
                kind: kind?.into(),
                identity: identity?.into(),
            })
        })
        .collect();
    others.sort();
    Ok(others)
}
