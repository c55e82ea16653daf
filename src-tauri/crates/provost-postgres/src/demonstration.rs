//! The database that the local workspace starts with: what the seed audit describes, with the gaps that it names.

use provost_core::connections::{
    DEFAULT_GOVERNANCE_SCHEMA, Environment, Profile, ProfileId, Tls, TlsMode,
};

use crate::server::{LocalServer, SUPERUSER, ServerPlaces};
use crate::{Database, Error, Trust};

/// The database's name.
pub const DATABASE: &str = "demonstration";

/// The role that reads it: a member of `pg_monitor` and nothing more, as we advise for audits.
pub const AUDITOR: &str = "demo_auditor";

/// What the database says of itself.
const COMMENT: &str = "Demonstration: synthetic data that Provost made for a first audit";

const IS_LOADED: &str = include_str!("demonstration/is_loaded.sql");
const LOCK: &str = include_str!("demonstration/lock.sql");

/// Every statement of this module, with the name of its file.
pub(crate) const STATEMENTS: &[(&str, &str)] = &[
    ("demonstration/is_loaded.sql", IS_LOADED),
    ("demonstration/lock.sql", LOCK),
];

/// The scripts that make it, in their order. All run in one transaction.
const SCRIPTS: &[&str] = &[
    include_str!("../../../../migrations/demonstration/0001_people.sql"),
    include_str!("../../../../migrations/demonstration/0002_agents.sql"),
    include_str!("../../../../migrations/demonstration/0003_analytics.sql"),
];

/// The profile that reaches the demonstration on the local server of `places`, which need not run yet.
#[must_use]
pub fn profile(places: &ServerPlaces, port: u16, id: ProfileId) -> Profile {
    local_profile(places, port, id, DATABASE, AUDITOR)
}

/// The same for the superuser of the private server, who may write: packs and the sample company come in this way.
#[must_use]
pub fn administrator(places: &ServerPlaces, port: u16, id: ProfileId) -> Profile {
    local_profile(places, port, id, DATABASE, SUPERUSER)
}

/// Makes the demonstration on a local server unless it is there. Two copies at once make it once; an interrupted
/// making leaves nothing behind but an empty database, and the next start goes on.
pub async fn prepare(server: &LocalServer) -> Result<(), Error> {
    let open = |database| {
        let id = ProfileId(uuid::Uuid::nil());
        let profile = local_profile(server.places(), server.port(), id, database, SUPERUSER);
        Database::open(&profile, None, &Trust::default())
    };
    let anywhere = open("postgres")?;
    anywhere.create_database(DATABASE).await?;
    let database = open(DATABASE)?;
    let mut session = database.write(&["pg_catalog"]).await?;
    session.execute(LOCK).await?;
    let (loaded,): (bool,) = session.fetch_one(IS_LOADED).await?;
    if !loaded {
        for script in SCRIPTS {
            session.run_script(script).await?;
        }
        session.run_script("reset role").await?;
        session
            .run_script(&format!("comment on database {DATABASE} is '{COMMENT}'"))
            .await?;
    }
    session.finish().await
}

fn local_profile(
    places: &ServerPlaces,
    port: u16,
    id: ProfileId,
    database: &str,
    user: &str,
) -> Profile {
    Profile {
        id,
        name: "Local workspace (demonstration)".to_owned(),
        host: places.socket_dir().to_string_lossy().into_owned(),
        port,
        database: database.to_owned(),
        user: user.to_owned(),
        tls: Tls {
            mode: TlsMode::Off,
            ..Tls::default()
        },
        environment: Environment::Development,
        read_only: user != SUPERUSER,
        governance_schema: DEFAULT_GOVERNANCE_SCHEMA.to_owned(),
    }
}
