//! The scratch database itself: made by the superuser of the private server, owned by a role that may do nothing else.

use std::time::Duration;

use provost_core::connections::Profile;

use super::statement;
use crate::database::{Database, Trust};
use crate::error::Error;
use crate::session::Session;

pub(super) const NAME: &str = include_str!("name.sql");
pub(super) const FORGOTTEN: &str = include_str!("forgotten.sql");
pub(super) const BORROWED: &str = include_str!("borrowed.sql");
pub(super) const ONE_AT_A_TIME: &str = include_str!("one_at_a_time.sql");
pub(super) const CREATE_MAKER: &str = include_str!("create_maker.sql");
pub(super) const LIMIT_MAKER: &str = include_str!("limit_maker.sql");
pub(super) const OWN_DATABASE: &str = include_str!("own_database.sql");
pub(super) const CREATE_BORROWED: &str = include_str!("create_borrowed.sql");
pub(super) const MARK_BORROWED: &str = include_str!("mark_borrowed.sql");
pub(super) const LEND: &str = include_str!("lend.sql");
pub(super) const DROP_ROLE: &str = include_str!("drop_role.sql");

/// The database in which the superuser stands while it makes and drops others.
const ANYWHERE: &str = "postgres";

/// How long clearing up may take when nobody waits for it any more.
const CLEARING: Duration = Duration::from_secs(30);

/// A scratch database. Dropped without [`Place::clear`] it is cleared in the background; what a killed program leaves is
/// cleared by the next one, a day later.
#[derive(Debug)]
pub(super) struct Place {
    /// The name of the database and of the role that owns it.
    pub(super) name: String,
    /// The superuser, anywhere else.
    server: Database,
    /// The superuser, in the scratch database.
    pub(super) administrator: Database,
    /// The role, in the scratch database.
    pub(super) maker: Database,
    cleared: bool,
}

impl Place {
    /// Makes an empty database on the server of `superuser`.
    pub(super) async fn make(superuser: &Profile) -> Result<Self, Error> {
        let server = open(superuser, ANYWHERE, &superuser.user)?;
        sweep(&server).await?;
        let mut session = server.write(&["pg_catalog"]).await?;
        let (name,): (String,) = session.fetch_one(NAME).await?;
        session.execute(statement(CREATE_MAKER, &[&name])).await?;
        session.execute(statement(LIMIT_MAKER, &[&name])).await?;
        session.finish().await?;
        let place = Self {
            administrator: open(superuser, &name, &superuser.user)?,
            maker: open(superuser, &name, &name)?,
            server,
            name,
            cleared: false,
        };
        place.server.create_database(&place.name).await?;
        let mut session = place.server.write(&["pg_catalog"]).await?;
        let own = statement(OWN_DATABASE, &[&place.name, &place.name]);
        session.execute(own).await?;
        session.finish().await?;
        Ok(place)
    }

    /// Sees to it that there is a role of a name, in which the maker of this database can act. False when there is one
    /// that was not made for scratch databases: in that one it cannot.
    pub(super) async fn borrow_role(&self, name: &str) -> Result<bool, Error> {
        let mut session = changing_roles(&self.server).await?;
        let known: Vec<(String,)> = session.fetch_all(BORROWED).await?;
        if !known.iter().any(|(known,)| known == name) {
            match session.execute(statement(CREATE_BORROWED, &[name])).await {
                Err(taken) if taken.sqlstate() == Some("42710") => return Ok(false),
                made => made?,
            };
            session.execute(statement(MARK_BORROWED, &[name])).await?;
        }
        session
            .execute(statement(LEND, &[name, &self.name]))
            .await?;
        session.finish().await?;
        Ok(true)
    }

    /// Drops the database and every role that was made for it.
    pub(super) async fn clear(mut self) -> Result<(), Error> {
        self.cleared = true;
        clear(&self.server, &self.name).await
    }
}

impl Drop for Place {
    fn drop(&mut self) {
        if self.cleared {
            return;
        }
        if let Ok(runtime) = tokio::runtime::Handle::try_current() {
            let (server, name) = (self.server.clone(), self.name.clone());
            runtime.spawn(async move {
                // Nobody is left to be told; the next scratch database clears what stays.
                let _ = tokio::time::timeout(CLEARING, clear(&server, &name)).await;
            });
        }
    }
}

async fn clear(server: &Database, name: &str) -> Result<(), Error> {
    server.drop_database(name).await?;
    drop_role(server, name).await?;
    return_roles(server).await
}

/// Drops the roles that nothing belongs to any more: another scratch database may still use one.
async fn return_roles(server: &Database) -> Result<(), Error> {
    let mut session = server.read().await?;
    let borrowed: Vec<(String,)> = session.fetch_all(BORROWED).await?;
    session.finish().await?;
    for (role,) in borrowed {
        drop_role(server, &role).await?;
    }
    Ok(())
}

/// A session of the superuser while which nobody else makes or drops such roles.
async fn changing_roles(server: &Database) -> Result<Session, Error> {
    let mut session = server.write(&["pg_catalog"]).await?;
    session.limit_locks(CLEARING).await?;
    session.execute(ONE_AT_A_TIME).await?;
    Ok(session)
}

async fn drop_role(server: &Database, role: &str) -> Result<(), Error> {
    let mut session = changing_roles(server).await?;
    match session.execute(statement(DROP_ROLE, &[role])).await {
        // Something still belongs to it.
        Err(kept) if kept.sqlstate() == Some("2BP01") => Ok(()),
        Err(error) => Err(error),
        Ok(_) => session.finish().await,
    }
}

/// Drops what killed programs left.
async fn sweep(server: &Database) -> Result<(), Error> {
    let mut session = server.read().await?;
    let forgotten: Vec<(String, bool)> = session.fetch_all(FORGOTTEN).await?;
    session.finish().await?;
    for (name, is_database) in forgotten {
        if is_database {
            server.drop_database(&name).await?;
        } else {
            drop_role(server, &name).await?;
        }
    }
    Ok(())
}

fn open(superuser: &Profile, database: &str, user: &str) -> Result<Database, Error> {
    let profile = Profile {
        database: database.to_owned(),
        user: user.to_owned(),
        read_only: false,
        ..superuser.clone()
    };
    Database::open(&profile, None, &Trust::default())
}
