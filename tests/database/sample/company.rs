//! A database with all packs, and the sample company in it.

use chrono::{DateTime, NaiveDate, Utc};
use provost_core::connections::Profile;
use provost_core::sample::{SAMPLE_TENANT, SampleState};
use provost_core::schema::Adopt;
use provost_postgres::sample::{self, SampleYear};
use provost_postgres::{Database, Error, Trust, schema};
use provost_tests::local::TestServer;
use provost_tests::plain::Plain;
use provost_tests::profile;

const DATABASE: &str = "company";

/// The day on which the years of these tests end.
pub(crate) const DAY: &str = "2026-03-01";

/// A server whose database has every pack.
pub(crate) struct Place {
    pub(crate) server: TestServer,
    pub(crate) profile: Profile,
    pub(crate) database: Database,
}

impl Place {
    pub(crate) async fn make() -> Self {
        let server = TestServer::bundled().await.unwrap();
        server.create_database(DATABASE).await.unwrap();
        let mut profile = profile::of(&server, DATABASE, server.user());
        profile.read_only = false;
        let database = Database::open(&profile, None, &Trust::default()).unwrap();
        schema::apply(&database, &profile, &[], &Adopt::default(), &|_| {})
            .await
            .unwrap();
        Self {
            server,
            profile,
            database,
        }
    }

    pub(crate) async fn load(&self, seed: u32) -> Result<bool, Error> {
        sample::load(&self.database, &self.profile, year(seed), &|_| {}).await
    }

    pub(crate) async fn remove(&self) -> Result<bool, Error> {
        sample::remove(&self.database, &self.profile, &|_| {}).await
    }

    pub(crate) async fn state(&self) -> SampleState {
        sample::state(&self.database, &self.profile).await.unwrap()
    }

    /// A connection of the superuser that has nothing to do with Provost.
    pub(crate) async fn plain(&self) -> Plain {
        self.plain_as(self.server.user()).await
    }

    pub(crate) async fn plain_as(&self, role: &str) -> Plain {
        self.server.plain_as(role, DATABASE).await.unwrap()
    }
}

/// The year that ends on [`DAY`].
pub(crate) fn year(seed: u32) -> SampleYear {
    SampleYear {
        seed,
        day: DAY.parse::<NaiveDate>().unwrap(),
        loaded_at: "2026-03-01T09:30:00Z".parse::<DateTime<Utc>>().unwrap(),
    }
}

/// A number that a statement gives.
pub(crate) async fn number(plain: &mut Plain, sql: &str) -> f64 {
    let text = plain.text(sql).await.unwrap();
    text.parse()
        .unwrap_or_else(|_| panic!("{sql} gives {text:?}"))
}

/// Every table of the packs with rows of tenants, and the column that names the tenant.
pub(crate) async fn tenant_tables(plain: &mut Plain) -> Vec<(String, &'static str)> {
    let names = plain
        .texts(
            "select c.relname from pg_class c
             where c.relnamespace = 'governance'::regnamespace and c.relkind in ('r', 'p') and not c.relispartition
               and (c.relname = 'tenants'
                    or exists (select from pg_attribute a where a.attrelid = c.oid and a.attname = 'tenant_id'))
             order by 1",
        )
        .await
        .unwrap();
    names
        .into_iter()
        .map(|name| {
            let column = if name == "tenants" { "id" } else { "tenant_id" };
            (name, column)
        })
        .collect()
}

/// A digest of the rows of a table that a condition picks, whatever their order.
pub(crate) async fn digest(plain: &mut Plain, table: &str, condition: &str) -> String {
    plain
        .text(&format!(
            "select count(*) || ' ' || coalesce(md5(string_agg(line, '|' order by line collate \"C\")), '')
             from (select md5(t::text) as line from {table} as t where {condition}) as lines"
        ))
        .await
        .unwrap()
}

/// The condition for rows of the sample company.
pub(crate) fn of_sample(column: &str) -> String {
    format!("{column} = '{SAMPLE_TENANT}'")
}
