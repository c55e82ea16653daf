//! Databases with the two tenants of `fixtures/metrics/company.sql`.

use std::path::{Path, PathBuf};

use provost_app::metrics::{self, ImportRequest};
use provost_app::registry::Acting;
use provost_app::{AppError, Opened};
use provost_core::connections::Profile;
use provost_core::metrics::{
    Aggregate, MetricsImport, RowFault, SeriesQuery, SeriesSplit, SeriesStep,
};
use provost_core::schema::{Adopt, Pack};
use provost_postgres::schema::{self, placed};
use provost_postgres::{Database, Trust};
use provost_tests::local::{TestServer, Version};
use provost_tests::plain::Plain;
use provost_tests::profile;
use uuid::Uuid;

/// The servers that everything is tried on, each with another schema.
pub(crate) const PLACES: [(Version, &str); 2] = [
    (Version::Bundled, "governance"),
    (Version::Postgres16, "Our \"own\"; rules $1"),
];

const DATABASE: &str = "metrics";

const COMPANY: &str = include_str!("../../fixtures/metrics/company.sql");

/// A role of people, who see and write what the policies let the person who acts.
const CLERK: &str = "
    create role clerk login;
    grant usage on schema governance to clerk;
    grant select, insert, update, delete on all tables in schema governance to clerk;
";

/// A server, and the schema of its governance tables.
pub(crate) struct Company {
    pub(crate) server: TestServer,
    pub(crate) schema: &'static str,
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

    fn profile(&self, role: &str) -> Profile {
        let mut profile = profile::of(&self.server, DATABASE, role);
        self.schema.clone_into(&mut profile.governance_schema);
        profile.read_only = false;
        profile
    }

    /// A role that acts for a person, or for nobody.
    pub(crate) fn acting(&self, role: &str, person: Option<Uuid>) -> Acting {
        let profile = self.profile(role);
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
        let mut plain: Plain = self.server.plain(DATABASE).await.unwrap();
        plain.execute(&placed(sql, self.schema)).await.unwrap();
    }

    /// The first column of the rows of SQL that is written for the governance schema.
    pub(crate) async fn texts(&self, sql: &str) -> Vec<String> {
        let mut plain: Plain = self.server.plain(DATABASE).await.unwrap();
        plain.texts(&placed(sql, self.schema)).await.unwrap()
    }

    pub(crate) async fn text(&self, sql: &str) -> String {
        self.texts(sql).await.into_iter().next().unwrap_or_default()
    }

    /// How many values there are.
    pub(crate) async fn count(&self) -> String {
        self.text("select count(*)::text from governance.ai_performance_metrics")
            .await
    }
}

/// A file of the fixtures.
pub(crate) fn fixture(name: &str) -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR"))
        .join("fixtures/metrics")
        .join(name)
}

/// Imports a file.
pub(crate) async fn import(
    acting: &Acting,
    path: &Path,
    all_or_nothing: bool,
) -> Result<MetricsImport, AppError> {
    let request = ImportRequest {
        path: path.to_owned(),
        format: None,
        all_or_nothing,
        taken_at: None,
    };
    metrics::import(acting, &request, |_| ()).await
}

/// The lines and kinds of what was refused.
pub(crate) fn refused(import: &MetricsImport) -> Vec<(u32, RowFault)> {
    let rows = import.refused.iter();
    rows.map(|row| (row.line, row.kind)).collect()
}

/// A question for everything.
pub(crate) fn everything(step: SeriesStep) -> SeriesQuery {
    let moment = |text: &str| chrono::DateTime::parse_from_rfc3339(text).unwrap().to_utc();
    SeriesQuery {
        metrics: Vec::new(),
        models: Vec::new(),
        deployments: Vec::new(),
        agents: Vec::new(),
        split: SeriesSplit::Model,
        from: Some(moment("2025-01-01T00:00:00Z")),
        to: Some(moment("2027-01-01T00:00:00Z")),
        step,
        aggregate: Aggregate::Mean,
        zone: "Europe/Zurich".to_owned(),
    }
}
