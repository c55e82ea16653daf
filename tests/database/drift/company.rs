//! Databases with the two tenants of `fixtures/drift/company.sql`.

use chrono::{DateTime, Utc};
use provost_app::registry::Acting;
use provost_app::{Database, Opened};
use provost_core::drift::{
    Asked, Column, DriftReport, DriftSources, SampleTaken, SourceRead, Values, compare,
};
use provost_core::schema::{Adopt, Pack};
use provost_postgres::Trust;
use provost_postgres::schema::{self, placed};
use provost_tests::local::{TestServer, Version};
use provost_tests::profile;
use uuid::Uuid;

/// The servers that everything is tried on, each with another schema.
pub(crate) const PLACES: [(Version, &str); 2] = [
    (Version::Bundled, "governance"),
    (Version::Postgres16, "Our \"own\"; rules $1"),
];

const DATABASE: &str = "drift";

const COMPANY: &str = include_str!("../../fixtures/drift/company.sql");

/// A role of people, who see and write what the policies let the person who acts.
const CLERK: &str = "
    create role clerk login;
    grant usage on schema governance to clerk;
    grant select, insert, update, delete on all tables in schema governance to clerk;
";

/// A server, and the schema of its governance tables.
pub(crate) struct Company {
    pub(crate) server: TestServer,
    schema: &'static str,
}

impl Company {
    /// A database with some packs and no rows.
    pub(crate) async fn with_packs(
        (version, schema): (Version, &'static str),
        packs: &[Pack],
    ) -> Self {
        let server = TestServer::with(version, |_| {}).await.unwrap();
        server.create_database(DATABASE).await.unwrap();
        let company = Self { server, schema };
        if !packs.is_empty() {
            let acting = company.acting(company.server.user(), None);
            let Opened { database, profile } = &acting.opened;
            schema::apply(database, profile, packs, &Adopt::default(), &|_| {})
                .await
                .unwrap();
        }
        company
    }

    /// A database with all packs, the two tenants and the role `clerk`.
    pub(crate) async fn filled(place: (Version, &'static str)) -> Self {
        let company = Self::with_packs(place, &Pack::ALL).await;
        company.run(COMPANY).await;
        let name = format!("schema \"{}\"", company.schema.replace('"', "\"\""));
        company
            .run(&CLERK.replace("schema governance", &name))
            .await;
        company
    }

    /// A role that acts for a person, or for nobody.
    pub(crate) fn acting(&self, role: &str, person: Option<Uuid>) -> Acting {
        let mut profile = profile::of(&self.server, DATABASE, role);
        self.schema.clone_into(&mut profile.governance_schema);
        profile.read_only = false;
        let database = Database::open(&profile, None, &Trust::default()).unwrap();
        Acting {
            opened: Opened { database, profile },
            person,
        }
    }

    /// The role `clerk`, acting for a person of the fixture: `admin a`, `member a` or `admin b`.
    pub(crate) async fn clerk(&self, person: &str) -> Acting {
        let id = self.id(person).await;
        self.acting("clerk", Some(id))
    }

    /// The id that the fixture makes of a name.
    pub(crate) async fn id(&self, name: &str) -> Uuid {
        let text = format!("select md5('{name}')::uuid::text");
        self.text(&text).await.parse().unwrap()
    }

    /// Runs SQL that is written for the governance schema, as the superuser.
    pub(crate) async fn run(&self, sql: &str) {
        let mut plain = self.server.plain(DATABASE).await.unwrap();
        plain.execute(&placed(sql, self.schema)).await.unwrap();
    }

    /// The first value of SQL that is written for the governance schema.
    pub(crate) async fn text(&self, sql: &str) -> String {
        let mut plain = self.server.plain(DATABASE).await.unwrap();
        let texts = plain.texts(&placed(sql, self.schema)).await.unwrap();
        texts.into_iter().next().unwrap_or_default()
    }
}

/// A comparison of two columns of which the first moved far and has a name that nobody would choose.
pub(crate) fn moved() -> DriftReport {
    let column = |name: &str, shift: f64| Column {
        name: name.to_owned(),
        values: Values::Numeric {
            values: (0..500).map(|index| f64::from(index) + shift).collect(),
            integers: false,
        },
    };
    let then = [column("amount'; \"\u{1F600}", 0.0), column("steady", 0.0)];
    let now = [column("amount'; \"\u{1F600}", 400.0), column("steady", 0.0)];
    let mut report = compare(&then, &now, &Asked::default());
    let source = |name: &str, sample| SourceRead {
        name: name.to_owned(),
        rows: 9_000,
        sample,
    };
    let sample = SampleTaken {
        method: "reservoir".to_owned(),
        seed: 7,
        rows: 500,
    };
    report.sources = Some(DriftSources {
        reference: source("then.csv", Some(sample.clone())),
        current: source("query:select 1", Some(sample)),
    });
    report
}

/// The same without drift.
pub(crate) fn steady() -> DriftReport {
    let mut report = moved();
    report.columns.remove(0);
    report
}

pub(crate) fn earlier() -> DateTime<Utc> {
    "2026-11-22T12:00:00Z".parse().unwrap()
}
