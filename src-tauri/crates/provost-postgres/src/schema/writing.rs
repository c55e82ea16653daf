//! The SQL of each step as it runs: the migration, and what has to be made before it or cleared away after it.

use provost_core::catalog::quote_literal;
use provost_core::schema::Pack;

use super::placing::{placed, quoted_schema};
use super::scripts::Migration;
use super::survey::{History, OURS, Survey, history_table, placed_for};

const HISTORY_TABLE: &str = include_str!("../../../../../migrations/history.sql");

/// The comment of an extension that we made; one with another comment is never dropped.
const OUR_EXTENSION: &str = "Made by Provost for the governance tables.";

/// What the steps before this one have made.
#[derive(Debug, Clone)]
pub(super) struct Written<'s> {
    survey: &'s Survey,
    schema: &'s str,
    schema_made: bool,
    extension_made: bool,
    packs_made: Vec<Pack>,
    acting: bool,
}

impl<'s> Written<'s> {
    /// Before the first step.
    pub(super) fn nothing(survey: &'s Survey, schema: &'s str) -> Self {
        Self {
            survey,
            schema,
            schema_made: survey.surroundings.schema_exists,
            extension_made: survey.vector.version.is_some(),
            packs_made: Vec::new(),
            acting: false,
        }
    }

    /// A step that applies a migration whose own SQL is `body`.
    pub(super) fn up(&mut self, migration: &Migration, body: &str) -> String {
        let mut text = Vec::new();
        let schema = quoted_schema(self.schema);
        if !self.schema_made {
            self.schema_made = true;
            let ours = quote_literal(OURS);
            text.push(format!(
                "create schema {schema};\ncomment on schema {schema} is {ours};"
            ));
        }
        let extension = migration.extension();
        if let Some(extension) = extension.filter(|_| !self.extension_made) {
            self.extension_made = true;
            // Whoever asks may do this; the role that owns the packs perhaps not.
            text.extend(self.stop_acting());
            let (name, ours) = (extension.name, quote_literal(OUR_EXTENSION));
            text.push(format!(
                "create extension {name} schema {schema};\ncomment on extension {name} is {ours};"
            ));
        }
        text.extend(self.act());
        let known = matches!(
            self.survey.histories.get(&migration.pack),
            Some(History::Known(_))
        );
        if !known && !self.packs_made.contains(&migration.pack) {
            self.packs_made.push(migration.pack);
            text.push(placed_for(HISTORY_TABLE, migration.pack, self.schema));
        }
        let place = self.survey.vector.schema.as_deref().unwrap_or(self.schema);
        match extension {
            Some(_) => text.push(format!(
                "set local search_path = pg_catalog, {}, pg_temp;\n\n{}\n\nset local search_path = pg_catalog, pg_temp;",
                quoted_schema(place),
                body.trim()
            )),
            None => text.push(body.trim().to_owned()),
        }
        text.join("\n\n") + "\n"
    }

    /// A step that takes a migration back; `last` tells whether it is the last of its pack and of all.
    pub(super) fn down(&mut self, migration: &Migration, last: Last) -> String {
        let mut text: Vec<String> = self.act().into_iter().collect();
        text.push(placed(migration.down, self.schema).trim().to_owned());
        if last.of_pack {
            let table = history_table(migration.pack);
            text.push(format!(
                "drop table {}.{table};",
                quoted_schema(self.schema)
            ));
        }
        let extension = migration.extension().filter(|_| last.with_extension);
        if let Some(extension) = extension {
            text.extend(self.stop_acting());
            text.push(unless_used(&format!(
                "if pg_catalog.obj_description((select oid from pg_catalog.pg_extension where extname = {}), 'pg_extension') = {} \
                 then drop extension {}; end if;",
                quote_literal(extension.name),
                quote_literal(OUR_EXTENSION),
                extension.name
            )));
        }
        if last.of_all && self.survey.surroundings.schema_is_ours {
            text.extend(self.stop_acting());
            text.push(unless_used(&format!(
                "drop schema {};",
                quoted_schema(self.schema)
            )));
        }
        text.join("\n\n") + "\n"
    }

    /// Everything of the packs belongs to one role, whoever of its members makes it.
    fn act(&mut self) -> Option<String> {
        let owner = self.survey.owner.as_ref().filter(|owner| !owner.own)?;
        let first = !std::mem::replace(&mut self.acting, true);
        first.then(|| format!("set local role {};", quoted_schema(&owner.name)))
    }

    fn stop_acting(&mut self) -> Option<String> {
        std::mem::take(&mut self.acting).then(|| "reset role;".to_owned())
    }
}

/// Does something unless other objects rest on what goes, or it belongs to somebody else.
fn unless_used(statements: &str) -> String {
    let body = format!(
        "begin {statements} exception when dependent_objects_still_exist or insufficient_privilege then null; end"
    );
    format!("do {};", quote_literal(&body))
}

/// What is gone after a step that takes a migration back.
#[derive(Debug, Clone, Copy, Default)]
pub(super) struct Last {
    /// Its pack.
    pub(super) of_pack: bool,
    /// The last pack.
    pub(super) of_all: bool,
    /// The last migration that needs the extension.
    pub(super) with_extension: bool,
}
