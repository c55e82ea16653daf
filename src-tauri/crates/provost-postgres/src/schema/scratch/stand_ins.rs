//! What stands in for what the local server does not have: types, foreign data wrappers and collations that can be named.
//!
//! The superuser makes them, in sessions that search nothing but the system's own schema.

use std::collections::BTreeSet;

use super::place::Place;
use super::statement;
use crate::error::Error;
use crate::session::Session;

pub(super) const CREATE_SCHEMA: &str = include_str!("create_schema.sql");
pub(super) const CREATE_EXTENSION: &str = include_str!("create_extension.sql");
pub(super) const CREATE_WRAPPER: &str = include_str!("create_wrapper.sql");
pub(super) const LEND_WRAPPER: &str = include_str!("lend_wrapper.sql");
pub(super) const CREATE_SHELL: &str = include_str!("create_shell.sql");
pub(super) const CREATE_INPUT: &str = include_str!("create_input.sql");
pub(super) const CREATE_OUTPUT: &str = include_str!("create_output.sql");
pub(super) const CREATE_MODIFIER: &str = include_str!("create_modifier.sql");
pub(super) const CREATE_TYPE: &str = include_str!("create_type.sql");
pub(super) const CREATE_COLLATION: &str = include_str!("create_collation.sql");
pub(super) const ALLOW_SYSTEM_CATALOG: &str = include_str!("allow_system_catalog.sql");

/// Extensions that only a superuser may make, and that reach nothing outside their database: no file, no program, no other
/// server. Those that the server trusts are made by the SQL itself.
const HARMLESS: [&str; 13] = [
    "amcheck",
    "autoinc",
    "bloom",
    "earthdistance",
    "insert_username",
    "intagg",
    "moddatetime",
    "pg_buffercache",
    "pg_stat_statements",
    "pgrowlocks",
    "pgstattuple",
    "refint",
    "vector",
];

impl Place {
    async fn administrate(&self) -> Result<Session, Error> {
        self.administrator.write(&["pg_catalog"]).await
    }

    /// Makes the extensions that only a superuser may make, before anything of somebody else is in the database; which.
    pub(super) async fn make_extensions(
        &self,
        wanted: &[(String, Option<String>)],
    ) -> Result<BTreeSet<String>, Error> {
        let mut made = BTreeSet::new();
        for (name, schema) in wanted {
            if !HARMLESS.contains(&name.as_str()) || made.contains(name) {
                continue;
            }
            let schema = schema.as_deref().unwrap_or("public");
            let mut session = self.administrate().await?;
            if schema != "public" {
                session
                    .execute(statement(CREATE_SCHEMA, &[schema, &self.name]))
                    .await?;
            }
            let create = statement(CREATE_EXTENSION, &[name, schema]);
            // Where the server lacks it, the SQL will say so in its place.
            if session.execute(create).await.is_ok() {
                session.finish().await?;
                made.insert(name.clone());
            }
        }
        Ok(made)
    }

    /// Makes a foreign data wrapper that the role of the SQL can name.
    pub(super) async fn stand_in_for_wrapper(&self, name: &str) -> Result<(), Error> {
        let mut session = self.administrate().await?;
        session.execute(statement(CREATE_WRAPPER, &[name])).await?;
        let lend = statement(LEND_WRAPPER, &[name, &self.name]);
        session.execute(lend).await?;
        session.finish().await
    }

    /// The schema of what stand-ins need. It must not be named as the role, since such a schema is searched.
    pub(super) fn aside(&self) -> String {
        format!("{}_stand_ins", self.name)
    }

    /// Makes a type that takes any text and any modifier. Its functions stand aside.
    pub(super) async fn stand_in_for_type(&self, schema: &str, name: &str) -> Result<(), Error> {
        let mut session = self.administrate().await?;
        let aside = self.aside();
        let create = statement(CREATE_SCHEMA, &[&aside, &self.name]);
        session.execute(create).await?;
        let names = [schema, name, aside.as_str()];
        for text in [
            CREATE_SHELL,
            CREATE_INPUT,
            CREATE_OUTPUT,
            CREATE_MODIFIER,
            CREATE_TYPE,
        ] {
            session.execute(statement(text, &names)).await?;
        }
        session.finish().await
    }

    /// Makes a collation of another machine, where those of the operating system stand.
    pub(super) async fn stand_in_for_collation(&self, name: &str) -> Result<(), Error> {
        let mut session = self.administrate().await?;
        session.execute(ALLOW_SYSTEM_CATALOG).await?;
        session
            .execute(statement(CREATE_COLLATION, &[name]))
            .await?;
        session.finish().await
    }
}
