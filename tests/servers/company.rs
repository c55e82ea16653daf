//! A server with a database of governance tables, for tests of what is read from them and written to them. What it needs
//! and does not get fails the test.
#![expect(
    clippy::unwrap_used,
    clippy::missing_panics_doc,
    reason = "only tests call it, and what it cannot do fails them"
)]

use provost_app::Opened;
use provost_app::registry::Acting;
use provost_core::connections::Profile;
use provost_core::schema::{Adopt, Pack};
use provost_postgres::schema::{self, placed};
use provost_postgres::{Database, Trust};
use uuid::Uuid;

use crate::local::{TestServer, Version};
use crate::plain::Plain;
use crate::profile;

/// The servers that everything is tried on, each with another schema.
pub const PLACES: [(Version, &str); 2] = [
    (Version::Bundled, "governance"),
    (Version::Postgres16, "Our \"own\"; rules $1"),
];

/// The database.
pub const DATABASE: &str = "company";

/// A role of people: it has every right on the tables, and the policies let it see and write what the person who acts may.
const CLERK: &str = "
    create role clerk login;
    grant usage on schema governance to clerk;
    grant select, insert, update, delete on all tables in schema governance to clerk;
";

/// A server, and the schema of its governance tables.
#[derive(Debug)]
pub struct Company {
    /// The server.
    pub server: TestServer,
    /// The schema.
    pub schema: &'static str,
}

impl Company {
    /// A database with some packs and no rows.
    pub async fn with_packs((version, schema): (Version, &'static str), packs: &[Pack]) -> Self {
        let server = TestServer::with(version, |_| {}).await.unwrap();
        server.create_database(DATABASE).await.unwrap();
        let company = Self { server, schema };
        if !packs.is_empty() {
            let Opened { database, profile } = company.opened(company.server.user());
            schema::apply(&database, &profile, packs, &Adopt::default(), &|_| {})
                .await
                .unwrap();
        }
        company
    }

    /// A database with all packs, rows that are written for the governance schema, and the role `clerk`.
    pub async fn filled(place: (Version, &'static str), rows: &str) -> Self {
        let company = Self::with_packs(place, &Pack::ALL).await;
        company.fill(rows).await;
        company
    }

    /// Adds rows that are written for the governance schema, and the role `clerk`.
    pub async fn fill(&self, rows: &str) {
        self.run(rows).await;
        let schema = format!("schema \"{}\"", self.schema.replace('"', "\"\""));
        let clerk = CLERK.replace("schema governance", &schema);
        self.run(&clerk).await;
    }

    /// A role's profile, which may write.
    #[must_use]
    pub fn profile(&self, role: &str) -> Profile {
        let mut profile = profile::of(&self.server, DATABASE, role);
        self.schema.clone_into(&mut profile.governance_schema);
        profile.read_only = false;
        profile
    }

    /// A role's connection.
    #[must_use]
    pub fn opened(&self, role: &str) -> Opened {
        let profile = self.profile(role);
        let database = Database::open(&profile, None, &Trust::default()).unwrap();
        Opened { database, profile }
    }

    /// A role that acts for a person, or for nobody.
    #[must_use]
    pub fn acting(&self, role: &str, person: Option<Uuid>) -> Acting {
        Acting {
            opened: self.opened(role),
            person,
        }
    }

    /// The role `clerk`, acting for a person by the text that the fixture makes an id of.
    pub async fn clerk(&self, person: &str) -> Acting {
        let id = self.id(person).await;
        self.acting("clerk", Some(id))
    }

    /// The id that fixtures make of a text.
    pub async fn id(&self, text: &str) -> Uuid {
        let sql = format!("select md5('{text}')::uuid::text");
        self.text(&sql).await.parse().unwrap()
    }

    /// Runs SQL that is written for the governance schema, as the superuser.
    pub async fn run(&self, sql: &str) {
        self.attempt(self.server.user(), sql).await.unwrap();
    }

    /// The same as a role; the server's own words when it refuses.
    pub async fn attempt(&self, role: &str, sql: &str) -> Result<(), String> {
        let mut plain: Plain = self.server.plain_as(role, DATABASE).await.unwrap();
        let done = plain.execute(&placed(sql, self.schema)).await;
        done.map_err(|error| error.to_string())
    }

    /// The first column of the rows of SQL that is written for the governance schema, as the superuser.
    pub async fn texts(&self, sql: &str) -> Vec<String> {
        let mut plain: Plain = self.server.plain(DATABASE).await.unwrap();
        plain.texts(&placed(sql, self.schema)).await.unwrap()
    }

    /// The first of them.
    pub async fn text(&self, sql: &str) -> String {
        self.texts(sql).await.into_iter().next().unwrap()
    }
}
