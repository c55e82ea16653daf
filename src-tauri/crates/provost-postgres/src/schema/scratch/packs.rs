//! What a database would be with packs of ours.

use provost_core::connections::Profile;
use provost_core::schema::{Adopt, Expected, Pack};

use super::mapping;
use super::place::Place;
use super::runner::Findings;
use super::stand_ins::CREATE_SCHEMA;
use super::statement;
use super::supabase::{UID, USERS};
use crate::catalog;
use crate::error::Error;
use crate::schema::apply;

/// Which packs, where.
#[derive(Debug, Clone, Copy)]
pub struct WantedPacks<'a> {
    /// The packs; all of them, when none is named.
    pub packs: &'a [Pack],
    /// The schema in which they stand.
    pub schema: &'a str,
    /// The role in whose name they count as applied.
    pub owner: &'a str,
    /// Where the database has pgvector; in the schema of the packs where it has none.
    pub vector: Option<&'a str>,
    /// Whether the database has the accounts of Supabase, which the packs follow where they are.
    pub accounts: bool,
}

/// What a database would be with these packs of ours and nothing else.
///
/// # Errors
/// Those of [`apply`].
pub async fn of_packs(superuser: &Profile, wanted: WantedPacks<'_>) -> Result<Expected, Error> {
    let place = Place::make(superuser).await?;
    let outcome = Box::pin(made(&place, superuser, wanted)).await;
    let cleared = place.clear().await;
    let expected = outcome?;
    cleared?;
    Ok(expected)
}

async fn made(
    place: &Place,
    superuser: &Profile,
    wanted: WantedPacks<'_>,
) -> Result<Expected, Error> {
    let profile = Profile {
        database: place.name.clone(),
        user: place.name.clone(),
        read_only: false,
        governance_schema: wanted.schema.to_owned(),
        ..superuser.clone()
    };
    let vector = wanted.vector.unwrap_or(wanted.schema).to_owned();
    let extension = ("vector".to_owned(), Some(vector));
    place.make_extensions(&[extension]).await?;
    if wanted.accounts {
        let mut session = place.maker.write(&["pg_catalog"]).await?;
        let schema = statement(CREATE_SCHEMA, &["auth", &place.name]);
        session.execute(schema).await?;
        for object in [USERS, UID] {
            session.execute(object).await?;
        }
        session.finish().await?;
    }
    apply(
        &place.maker,
        &profile,
        wanted.packs,
        &Adopt::default(),
        &|_| {},
    )
    .await?;
    let catalog = catalog::read(&place.maker, &|_| {}).await?;
    mapping::expected(catalog, Findings::default(), place, wanted.owner)
}
