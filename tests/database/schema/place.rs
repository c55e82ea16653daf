//! Databases that the tests change.

use provost_core::connections::Profile;
use provost_core::schema::{Adopt, Applied, Obstacle, ObstacleKind, Pack, Plan, SchemaStatus};
use provost_postgres::schema::{self, ChangeStep};
use provost_postgres::{Database, Error, Trust};
use provost_tests::local::{PASSWORD, TestServer};
use provost_tests::plain::Plain;
use provost_tests::profile;
use zeroize::Zeroizing;

/// A database and how it is reached.
#[derive(Debug, Clone)]
pub(crate) struct Place {
    pub(crate) database: Database,
    pub(crate) profile: Profile,
}

impl Place {
    /// A database of a server, as its superuser, to write.
    pub(crate) fn of(server: &TestServer, database: &str) -> Self {
        Self::as_role(server, database, server.user())
    }

    /// The same as another role.
    pub(crate) fn as_role(server: &TestServer, database: &str, role: &str) -> Self {
        let mut profile = profile::of(server, database, role);
        profile.read_only = false;
        Self::at(profile)
    }

    /// What a profile leads to.
    pub(crate) fn at(profile: Profile) -> Self {
        let password = Zeroizing::new(PASSWORD.to_owned());
        Self {
            database: Database::open(&profile, Some(password), &Trust::default()).unwrap(),
            profile,
        }
    }

    /// The same with another schema.
    pub(crate) fn with_schema(&self, schema: &str) -> Self {
        let mut profile = self.profile.clone();
        schema.clone_into(&mut profile.governance_schema);
        Self::at(profile)
    }

    pub(crate) async fn status(&self) -> SchemaStatus {
        schema::status(&self.database, &self.profile).await.unwrap()
    }

    pub(crate) async fn plan(&self, packs: &[Pack]) -> Plan {
        let adopt = Adopt::default();
        schema::plan_apply(&self.database, &self.profile, packs, &adopt)
            .await
            .unwrap()
    }

    pub(crate) async fn plan_revert(&self, packs: &[Pack]) -> Plan {
        schema::plan_revert(&self.database, &self.profile, packs)
            .await
            .unwrap()
    }

    pub(crate) async fn apply(&self, packs: &[Pack]) -> Result<Applied, Error> {
        self.apply_telling(packs, &|_| {}).await
    }

    pub(crate) async fn apply_telling(
        &self,
        packs: &[Pack],
        progress: schema::Progress<'_>,
    ) -> Result<Applied, Error> {
        let adopt = Adopt::default();
        schema::apply(&self.database, &self.profile, packs, &adopt, progress).await
    }

    pub(crate) async fn revert(&self, packs: &[Pack], drop_rows: bool) -> Result<Applied, Error> {
        let silent = |_: ChangeStep| {};
        schema::revert(&self.database, &self.profile, packs, drop_rows, &silent).await
    }
}

/// The ids of the steps.
pub(crate) fn ids(applied: &Applied) -> Vec<&str> {
    applied.steps.iter().map(|step| step.id.as_str()).collect()
}

/// What stands in the way, or a panic.
pub(crate) fn obstacles(outcome: Result<Applied, Error>) -> Vec<Obstacle> {
    match outcome {
        Err(Error::Obstructed { obstacles }) => {
            for obstacle in &obstacles {
                assert!(
                    obstacle.message.len() > 20 && obstacle.hint.len() > 10,
                    "{obstacle:?}"
                );
            }
            obstacles
        }
        other => panic!("{other:?}"),
    }
}

/// The one thing that stands in the way, which must be of this kind; message and hint.
pub(crate) fn only(outcome: Result<Applied, Error>, kind: ObstacleKind) -> String {
    let found = obstacles(outcome);
    assert_eq!(found.len(), 1, "{found:?}");
    assert_eq!(found[0].kind, kind, "{found:?}");
    format!("{} {}", found[0].message, found[0].hint)
}

/// How many relations there are outside of the system's schemas.
pub(crate) async fn relations(plain: &mut Plain) -> String {
    let asked = "select count(*)::text from pg_class where relnamespace not in \
                 (select oid from pg_namespace where nspname ~ '^pg_' or nspname = 'information_schema')";
    plain.text(asked).await.unwrap()
}
