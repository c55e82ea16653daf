//! What a change must know before it begins: the server, the role, the schema, and what was applied.

use std::collections::BTreeMap;

use provost_core::catalog::quote_identifier;
use provost_core::schema::Pack;
use sqlx::FromRow;

use super::placing::placed;
use crate::error::Error;
use crate::session::{Session, Statement};

pub(super) const SURROUNDINGS: &str = include_str!("surroundings.sql");
pub(super) const OWNERS: &str = include_str!("owners.sql");
pub(super) const EXTENSION: &str = include_str!("extension.sql");
const HISTORY: &str = include_str!("history.sql");

/// The comment of a schema that we made; one with another comment is never dropped.
pub(super) const OURS: &str = "Governance tables, made by Provost; dropped with the last of its packs when nothing else is in it.";

/// The server, the role and the schema.
#[derive(Debug, Clone, FromRow)]
pub(super) struct Surroundings {
    pub(super) server_version: String,
    pub(super) server_version_number: i32,
    pub(super) database: String,
    pub(super) role: String,
    pub(super) standby: bool,
    pub(super) superuser: bool,
    pub(super) may_create_schema: bool,
    pub(super) schema_exists: bool,
    pub(super) schema_is_ours: bool,
    pub(super) may_use: bool,
    pub(super) may_create: bool,
    pub(super) may_not_ask_auth: bool,
}

/// A migration that was applied, as the database remembers it.
#[derive(Debug, Clone, PartialEq, Eq, FromRow)]
pub(super) struct Record {
    pub(super) version: i32,
    pub(super) name: String,
    pub(super) checksum: String,
    pub(super) applied_at: String,
    pub(super) applied_by: String,
    pub(super) milliseconds: i32,
    pub(super) adopted: Vec<String>,
}

/// What a database remembers of a pack.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub(super) enum History {
    /// Nothing.
    #[default]
    None,
    /// It is there and cannot be read, for this reason.
    Hidden(String),
    /// What was applied.
    Known(Vec<Record>),
}

/// An extension on this server.
#[derive(Debug, Clone, FromRow)]
pub(super) struct Extension {
    pub(super) version: Option<String>,
    pub(super) schema: Option<String>,
    pub(super) offered: Option<String>,
    pub(super) may_create: bool,
}

/// The role that owns what is there of the packs.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Owner {
    pub(super) name: String,
    /// Whether it is the role that asks.
    pub(super) own: bool,
    /// Whether the role that asks may act as it.
    pub(super) member: bool,
    /// Whether it may make objects in the schema.
    pub(super) may_create: bool,
}

/// All of it.
#[derive(Debug, Clone)]
pub(super) struct Survey {
    pub(super) surroundings: Surroundings,
    pub(super) owner: Option<Owner>,
    pub(super) histories: BTreeMap<Pack, History>,
    pub(super) vector: Extension,
}

#[derive(FromRow)]
struct Kept {
    name: String,
    owner: String,
    own: bool,
    member: bool,
    readable: bool,
    is_table: bool,
    owner_may_create: bool,
}

/// The table that keeps what was applied of a pack.
pub(super) fn history_table(pack: Pack) -> String {
    format!("{}_migrations", pack.key())
}

/// A text about the table that keeps the state of a pack, for `pack` and `schema`.
pub(super) fn placed_for(text: &str, pack: Pack, schema: &str) -> String {
    let text = text.replace("pack_migrations", &history_table(pack));
    placed(&text, schema)
}

/// Asks for all of it.
pub(super) async fn survey(session: &mut Session, schema: &str) -> Result<Survey, Error> {
    let asked = Statement::new(SURROUNDINGS).bind(schema).bind(OURS);
    let surroundings: Surroundings = session.fetch_one(asked).await?;
    let vector = session
        .fetch_one(Statement::new(EXTENSION).bind("vector"))
        .await?;
    let names: Vec<String> = Pack::ALL.into_iter().map(history_table).collect();
    let kept: Vec<Kept> = session
        .fetch_all(Statement::new(OWNERS).bind(schema).bind(names))
        .await?;
    let mut histories = BTreeMap::new();
    for pack in Pack::ALL {
        let table = history_table(pack);
        let history = match kept.iter().find(|kept| kept.name == table) {
            None => History::None,
            Some(kept) => history(session, schema, pack, kept).await?,
        };
        histories.insert(pack, history);
    }
    let owner = kept.into_iter().next().map(|kept| Owner {
        name: kept.owner,
        own: kept.own,
        member: kept.member,
        may_create: kept.owner_may_create,
    });
    Ok(Survey {
        surroundings,
        owner,
        histories,
        vector,
    })
}

async fn history(
    session: &mut Session,
    schema: &str,
    pack: Pack,
    kept: &Kept,
) -> Result<History, Error> {
    let table = format!("{}.{}", quote_identifier(schema), kept.name);
    if !kept.is_table {
        return Ok(History::Hidden(format!(
            "{table} is not the table that Provost keeps its state in, but something else of that name."
        )));
    }
    if !kept.readable {
        return Ok(History::Hidden(format!(
            "The role may not read {table}, where it stands what was applied."
        )));
    }
    let text = placed_for(HISTORY, pack, schema);
    let records: Vec<Record> = session.fetch_all(Statement::assembled(text)).await?;
    if records.is_empty() {
        return Ok(History::Hidden(format!(
            "{table} is there and has no row that the role may see, though Provost leaves none empty."
        )));
    }
    Ok(History::Known(records))
}
