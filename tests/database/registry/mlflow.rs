//! Imports from backends that MLflow itself made, beside what MLflow answers to them (`fixtures/mlflow`).

mod again;
mod answers;
mod hostile;
mod production;
mod refused;
mod speed;

use provost_app::AppError;
use provost_app::connections::Opened;
use provost_app::registry::Acting;
use provost_app::registry::mlflow::{MlflowAsked, import};
use provost_core::connections::Profile;
use provost_core::registry::mlflow::{Count, Kind, MlflowImport};
use provost_core::schema::{Adopt, Pack};
use provost_postgres::schema::{self, placed};
use provost_postgres::{Database, Trust};
use provost_tests::local::{TestServer, Version};
use provost_tests::plain::Plain;
use provost_tests::profile;
use uuid::Uuid;

const BACKEND: &str = "mlflow";
const GOVERNED: &str = "governed";
const TENANT: Uuid = Uuid::from_u128(0x11);

const NEWEST: &str = include_str!("../../fixtures/mlflow/mlflow_3.17.2.sql");

/// A server with a backend in one database and the packs in another.
struct Place {
    server: TestServer,
    schema: &'static str,
}

impl Place {
    async fn new(version: Version, schema: &'static str, dump: &str, packs: &[Pack]) -> Self {
        let server = TestServer::with(version, |_| {}).await.unwrap();
        for database in [BACKEND, GOVERNED] {
            server.create_database(database).await.unwrap();
        }
        let place = Self { server, schema };
        place.backend(dump).await;
        let profile = place.governed(place.server.user());
        let database = Database::open(&profile, None, &Trust::default()).unwrap();
        schema::apply(&database, &profile, packs, &Adopt::default(), &|_| {})
            .await
            .unwrap();
        let tenant =
            format!("insert into governance.tenants (id, name) values ('{TENANT}', 'Ours')");
        place.run(&tenant).await;
        place
    }

    async fn with(dump: &str) -> Self {
        Self::new(Version::Bundled, "governance", dump, &Pack::ALL).await
    }

    /// Runs SQL in the backend.
    async fn backend(&self, sql: &str) {
        let mut plain = self.server.plain(BACKEND).await.unwrap();
        plain.execute(sql).await.unwrap();
    }

    /// Runs SQL that is written for the governance schema.
    async fn run(&self, sql: &str) {
        let mut plain = self.plain().await;
        plain.execute(&placed(sql, self.schema)).await.unwrap();
    }

    async fn plain(&self) -> Plain {
        self.server.plain(GOVERNED).await.unwrap()
    }

    /// The rows of a question that is written for the governance schema, each as one text.
    async fn texts(&self, sql: &str) -> Vec<String> {
        let mut plain = self.plain().await;
        plain.texts(&placed(sql, self.schema)).await.unwrap()
    }

    async fn text(&self, sql: &str) -> String {
        self.texts(sql).await.concat()
    }

    fn governed(&self, role: &str) -> Profile {
        let mut profile = profile::of(&self.server, GOVERNED, role);
        profile.read_only = false;
        self.schema.clone_into(&mut profile.governance_schema);
        profile
    }

    fn from(&self) -> Opened {
        opened(profile::of(&self.server, BACKEND, self.server.user()))
    }

    fn to(&self) -> Acting {
        Acting {
            opened: opened(self.governed(self.server.user())),
            person: None,
        }
    }

    async fn try_import(&self, asked: &MlflowAsked) -> Result<MlflowImport, AppError> {
        import(&self.from(), &self.to(), asked, |_| {}).await
    }

    async fn import(&self) -> MlflowImport {
        self.try_import(&asked()).await.unwrap()
    }
}

fn opened(profile: Profile) -> Opened {
    let database = Database::open(&profile, None, &Trust::default()).unwrap();
    Opened { database, profile }
}

fn asked() -> MlflowAsked {
    MlflowAsked {
        schema: None,
        workspace: "default".to_owned(),
        model_type: "other".to_owned(),
        tenant: None,
    }
}

/// New, changed, unchanged and skipped.
fn counts(import: &MlflowImport, kind: Kind) -> [u32; 4] {
    let Count {
        new,
        changed,
        unchanged,
        skipped,
    } = import.counts[&kind];
    [new, changed, unchanged, skipped]
}
