//! What a server of Supabase makes by itself in every database: the migrations of its users name it, and none of them makes
//! it.
//!
//! The schemas and extensions are those that Supabase's own command line leaves out of its dumps and of its resets. That
//! takes every policy for a person's, wherever it stands, and so does this. A trigger is the server's when it calls a function
//! in one of these schemas.

use crate::catalog::{Catalog, Publication, QualifiedName, Relation, Trigger};

use super::{Expected, NotCompared, Part, PartKind};

/// Schemas of the server and of its extensions.
const SCHEMAS: [&str; 25] = [
    "_analytics",
    "_realtime",
    "_supavisor",
    "auth",
    "cron",
    "dbdev",
    "etl",
    "extensions",
    "graphql",
    "graphql_public",
    "net",
    "pgbouncer",
    "pgmq",
    "pgsodium",
    "pgsodium_masks",
    "pgtle",
    "realtime",
    "repack",
    "storage",
    "supabase_functions",
    "supabase_migrations",
    "tiger",
    "tiger_data",
    "topology",
    "vault",
];

/// The schemas that stand ready for the SQL of others.
pub const STOOD_IN: [&str; 6] = [
    "auth",
    "extensions",
    "graphql_public",
    "realtime",
    "storage",
    "vault",
];

/// Extensions that every project begins with.
const EXTENSIONS: [&str; 7] = [
    "pg_graphql",
    "pg_net",
    "pg_stat_statements",
    "pgcrypto",
    "pgjwt",
    "supabase_vault",
    "uuid-ossp",
];

/// What is documented for use in policies, triggers and defaults, and so stood in for: relations, types and functions.
const OBJECTS: [(&str, &str); 20] = [
    ("auth", "email"),
    ("auth", "factor_status"),
    ("auth", "factor_type"),
    ("auth", "jwt"),
    ("auth", "mfa_factors"),
    ("auth", "role"),
    ("auth", "uid"),
    ("auth", "users"),
    ("extensions", "crypt"),
    ("extensions", "digest"),
    ("extensions", "gen_random_bytes"),
    ("extensions", "gen_salt"),
    ("extensions", "uuid_generate_v4"),
    ("realtime", "messages"),
    ("realtime", "topic"),
    ("storage", "buckets"),
    ("storage", "extension"),
    ("storage", "filename"),
    ("storage", "foldername"),
    ("storage", "objects"),
];

const SCHEMA_REASON: &str = "Supabase's own, made by its server. What the SQL adds there is compared, policies and triggers too; columns and privileges \
     of what the server made are not.";
const EXTENSION_REASON: &str = "Supabase's own: every project begins with it.";

/// Whether the server makes a schema of this name.
#[must_use]
pub fn is_schema(name: &str) -> bool {
    SCHEMAS.contains(&name)
}

/// Whether every project begins with this extension.
#[must_use]
pub fn is_extension(name: &str) -> bool {
    EXTENSIONS.contains(&name)
}

/// Whether a text names something that stands ready only on a server of Supabase, such as `auth.users` or `"auth"."uid"()`.
#[must_use]
pub fn is_named_in(text: &str) -> bool {
    let text = text.replace('"', "").to_lowercase();
    let of_name = |sign: char| sign.is_alphanumeric() || sign == '_';
    OBJECTS.iter().any(|(schema, name)| {
        let whole = format!("{schema}.{name}");
        text.match_indices(&whole).any(|(at, _)| {
            let before = text.get(..at).and_then(|text| text.chars().next_back());
            let after = text.get(at + whole.len()..);
            let after = after.and_then(|text| text.chars().next());
            !before.is_some_and(|sign| of_name(sign) || sign == '.') && !after.is_some_and(of_name)
        })
    })
}

/// What is not compared of a database of Supabase, for an expected state in which [`STOOD_IN`] was stood in for: a schema of
/// the same name that the SQL made is the SQL's.
#[must_use]
pub fn not_compared(expected: &Catalog) -> Vec<NotCompared> {
    let made = |name: &str| expected.schemas.iter().any(|schema| schema.name == name);
    let schemas = SCHEMAS
        .iter()
        .filter(|name| STOOD_IN.contains(name) || !made(name))
        .map(|name| left_out(PartKind::PlatformSchema, name, SCHEMA_REASON));
    let wanted = |name: &str| expected.extensions.iter().any(|one| one.name == name);
    let extensions = EXTENSIONS
        .iter()
        .filter(|name| !wanted(name))
        .map(|name| left_out(PartKind::Extension, name, EXTENSION_REASON));
    schemas.chain(extensions).collect()
}

fn left_out(kind: PartKind, name: &str, reason: &str) -> NotCompared {
    let part = Part {
        kind,
        schema: None,
        table: None,
        name: name.to_owned(),
    };
    NotCompared {
        what: part.to_string(),
        part: Some(part),
        reason: reason.to_owned(),
    }
}

/// Tells what the SQL puts on a table of the server that the database lacks: that cannot be compared.
pub(super) fn tell_unplaced(expected: &mut Expected, actual: &Catalog) {
    for relation in &expected.catalog.relations {
        let is_there = actual.relations.iter().any(|is| is.name == relation.name);
        let policies = relation.policies.iter().map(|one| one.name.as_str());
        let triggers = relation.triggers.iter().map(|one| one.name.as_str());
        let hanging: Vec<&str> = policies.chain(triggers).collect();
        if is_object(&relation.name) && !is_there && !hanging.is_empty() {
            expected.notes.push(format!(
                "{} is not in this database, so what the SQL puts on it was not compared: {}. Is it a database of Supabase?",
                relation.name,
                hanging.join(", ")
            ));
        }
    }
}

/// Leaves of the list only what the database has, and what the list does not name for another reason.
pub(super) fn settle(not_compared: &mut Vec<NotCompared>, actual: &Catalog) {
    let others: Vec<Part> = not_compared
        .iter()
        .filter(|one| one.reason != EXTENSION_REASON)
        .filter_map(|one| one.part.clone())
        .collect();
    not_compared.retain(|one| match &one.part {
        Some(part) if one.reason == SCHEMA_REASON => {
            actual.schemas.iter().any(|schema| schema.name == part.name)
        }
        Some(part) if one.reason == EXTENSION_REASON => {
            let mut extensions = actual.extensions.iter();
            extensions.any(|one| one.name == part.name) && !others.contains(part)
        }
        _ => true,
    });
}

fn is_object(name: &QualifiedName) -> bool {
    OBJECTS.contains(&(name.schema.as_str(), name.name.as_str()))
}

/// Takes over what the server made in one of its schemas.
pub(super) fn complete_schema(expected: &mut Catalog, actual: &Catalog, schema: &str) {
    expected.schemas.retain(|one| one.name != schema);
    let is = actual.schemas.iter().filter(|one| one.name == schema);
    expected.schemas.extend(is.cloned());
    macro_rules! take_over {
        ($($list:ident),*) => {$({
            let stands_in = |name: &QualifiedName| name.schema == schema;
            expected.$list.retain(|one| !(stands_in(&one.name) && is_object(&one.name)));
            for one in actual.$list.iter().filter(|one| stands_in(&one.name)) {
                if !expected.$list.iter().any(|other| other.name == one.name) {
                    expected.$list.push(one.clone());
                }
            }
        })*};
    }
    take_over!(sequences, enums, domains, types, extended_statistics);
    complete_functions(expected, actual, schema);
    complete_relations(expected, actual, schema);
    let within = format!("{schema}.");
    for other in &actual.other_objects {
        if other.identity.starts_with(&within) && !expected.other_objects.contains(other) {
            expected.other_objects.push(other.clone());
        }
    }
}

fn complete_functions(expected: &mut Catalog, actual: &Catalog, schema: &str) {
    let is_own = |name: &QualifiedName| name.schema == schema && is_object(name);
    expected.functions.retain(|one| !is_own(&one.name));
    for one in &actual.functions {
        let same = |other: &crate::catalog::Function| other.signature() == one.signature();
        if one.name.schema == schema && !expected.functions.iter().any(same) {
            expected.functions.push(one.clone());
        }
    }
}

fn complete_relations(expected: &mut Catalog, actual: &Catalog, schema: &str) {
    let relations = std::mem::take(&mut expected.relations);
    let (stood_in, mut kept): (Vec<Relation>, Vec<Relation>) = relations
        .into_iter()
        .partition(|one| one.name.schema == schema && is_object(&one.name));
    for is in actual
        .relations
        .iter()
        .filter(|one| one.name.schema == schema)
    {
        if !kept.iter().any(|one| one.name == is.name) {
            let should = stood_in.iter().find(|one| one.name == is.name);
            kept.push(with_what_was_added(is, should));
        }
    }
    expected.relations = kept;
}

/// A relation of the server with what the SQL puts on it, and with nothing that somebody else put there.
fn with_what_was_added(is: &Relation, should: Option<&Relation>) -> Relation {
    let mut relation = is.clone();
    relation.policies = Vec::new();
    relation.triggers.retain(is_of_server);
    let Some(should) = should else {
        return relation;
    };
    relation.policies.clone_from(&should.policies);
    // The key is the one thing of this kind that stood in.
    let key = format!("{}_pkey", is.name.name);
    macro_rules! add {
        ($($list:ident),*) => {$(
            for one in should.$list.iter().filter(|one| one.name != key) {
                relation.$list.retain(|other| other.name != one.name);
                relation.$list.push(one.clone());
            }
            relation.$list.sort_by(|left, right| left.name.cmp(&right.name));
        )*};
    }
    add!(triggers, indexes, constraints, rules);
    relation
}

fn is_of_server(trigger: &Trigger) -> bool {
    trigger.internal || trigger.inherited || is_schema(&trigger.function.schema)
}

/// Takes over what the server made that stands in no schema.
pub(super) fn complete_server(expected: &mut Catalog, actual: &Catalog) {
    for one in &actual.event_triggers {
        let known = expected.event_triggers.iter();
        if is_schema(&one.function.schema) && !known.clone().any(|other| other.name == one.name) {
            expected.event_triggers.push(one.clone());
        }
    }
    for one in &actual.default_privileges {
        let within = one.schema.as_deref().is_some_and(is_schema);
        let of_server = within || one.role.starts_with("supabase_");
        if of_server && !expected.default_privileges.contains(one) {
            expected.default_privileges.push(one.clone());
        }
    }
    complete_publications(expected, actual);
    for one in &actual.role_settings {
        let of_here = one.database.as_deref() == Some(&actual.database.name);
        if of_here && one.name.starts_with("app.settings.jwt_") {
            let mut setting = one.clone();
            setting.database = Some(expected.database.name.clone());
            expected.role_settings.push(setting);
        }
    }
}

fn complete_publications(expected: &mut Catalog, actual: &Catalog) {
    let is_there = |name: &str| actual.publications.iter().any(|one| one.name == name);
    expected
        .publications
        .retain(|one| is_there(&one.name) || !is_empty_realtime(one));
    for one in &actual.publications {
        let of_server =
            one.name.starts_with("supabase_realtime_") || one.name.starts_with("realtime_messages");
        let known = expected.publications.iter();
        if of_server && !known.clone().any(|other| other.name == one.name) {
            expected.publications.push(one.clone());
        }
    }
}

/// The publication that every project begins with, as long as nothing was added to it.
fn is_empty_realtime(publication: &Publication) -> bool {
    publication.name == "supabase_realtime"
        && !publication.all_tables
        && publication.tables.is_empty()
        && publication.schemas.is_empty()
}

#[cfg(test)]
mod tests;
