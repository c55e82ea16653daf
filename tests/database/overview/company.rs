//! Databases with the two tenants of `fixtures/overview/company.sql`.

use provost_core::connections::Profile;
use provost_core::overview::{Figure, FigureKind, FigureState, Overview};
use provost_core::schema::{Adopt, Pack};
use provost_postgres::schema::{self, placed};
use provost_postgres::{Database, Trust, overview};
use provost_tests::local::{TestServer, Version};
use provost_tests::plain::Plain;
use provost_tests::profile;

/// The servers that the figures are read on, each with another schema.
pub(crate) const PLACES: [(Version, &str); 2] = [
    (Version::Bundled, "governance"),
    (Version::Postgres16, "Our \"own\"; rules $1"),
];

/// The database.
pub(crate) const DATABASE: &str = "company";

const FIXTURE: &str = include_str!("../../fixtures/overview/company.sql");

/// A server, and the schema of its governance tables.
pub(crate) struct Company {
    pub(crate) server: TestServer,
    pub(crate) schema: &'static str,
}

impl Company {
    /// A database with some packs and no rows.
    pub(crate) async fn with_packs(version: Version, schema: &'static str, packs: &[Pack]) -> Self {
        let server = TestServer::with(version, |_| {}).await.unwrap();
        server.create_database(DATABASE).await.unwrap();
        let company = Self { server, schema };
        if !packs.is_empty() {
            let mut profile = company.profile(company.server.user());
            profile.read_only = false;
            let database = opened(&profile);
            schema::apply(&database, &profile, packs, &Adopt::default(), &|_| {})
                .await
                .unwrap();
        }
        company
    }

    /// A database with all packs and the rows of the fixture.
    pub(crate) async fn filled((version, schema): (Version, &'static str)) -> Self {
        let company = Self::with_packs(version, schema, &Pack::ALL).await;
        company.run(FIXTURE).await;
        company
    }

    pub(crate) fn profile(&self, role: &str) -> Profile {
        let mut profile = profile::of(&self.server, DATABASE, role);
        self.schema.clone_into(&mut profile.governance_schema);
        profile
    }

    /// Runs SQL that is written for the governance schema, as the superuser.
    pub(crate) async fn run(&self, sql: &str) {
        let mut plain: Plain = self.server.plain(DATABASE).await.unwrap();
        plain.execute(&placed(sql, self.schema)).await.unwrap();
    }

    /// What a role reads.
    pub(crate) async fn overview(&self, role: &str) -> Overview {
        let profile = self.profile(role);
        overview::read(&opened(&profile), &profile).await.unwrap()
    }
}

pub(crate) fn opened(profile: &Profile) -> Database {
    Database::open(profile, None, &Trust::default()).unwrap()
}

/// A figure of an overview.
pub(crate) fn of(overview: &Overview, kind: FigureKind) -> &Figure {
    overview
        .figures
        .iter()
        .find(|figure| figure.id == kind.id())
        .unwrap()
}

/// The value of a figure, its state, and its parts in one line.
pub(crate) fn read(overview: &Overview, kind: FigureKind) -> (Option<f64>, FigureState, String) {
    let figure = of(overview, kind);
    let parts: Vec<String> = figure
        .parts
        .iter()
        .map(|part| format!("{} {}", part.label, part.value))
        .collect();
    // What is computed with fractions is told to six decimals.
    let value = figure.value.map(|value| (value * 1e6).round() / 1e6);
    (value, figure.state, parts.join(", "))
}
