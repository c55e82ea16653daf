//! What a server of Supabase makes by itself in every database, as far as the migrations of its users name it: without that
//! few of them would run in an empty one.
//!
//! The role of the SQL makes it and owns it, so that nothing of it can do more than the SQL itself.

use provost_core::schema::supabase;

use super::heads::Token;
use super::place::Place;
use super::remedies::Remedy;
use super::runner::Runner;
use super::stand_ins::CREATE_SCHEMA;
use super::statement;
use crate::error::{Error, Refusal};

pub(super) const USERS: &str = include_str!("supabase/users.sql");
const FACTOR_TYPE: &str = include_str!("supabase/factor_type.sql");
const FACTOR_STATUS: &str = include_str!("supabase/factor_status.sql");
const MFA_FACTORS: &str = include_str!("supabase/mfa_factors.sql");
pub(super) const UID: &str = include_str!("supabase/uid.sql");
const ROLE: &str = include_str!("supabase/role.sql");
const JWT: &str = include_str!("supabase/jwt.sql");
const EMAIL: &str = include_str!("supabase/email.sql");
const BUCKETS: &str = include_str!("supabase/buckets.sql");
const OBJECTS: &str = include_str!("supabase/objects.sql");
const FOLDERNAME: &str = include_str!("supabase/foldername.sql");
const FILENAME: &str = include_str!("supabase/filename.sql");
const EXTENSION: &str = include_str!("supabase/extension.sql");
const MESSAGES: &str = include_str!("supabase/messages.sql");
const TOPIC: &str = include_str!("supabase/topic.sql");
const UUID_GENERATE_V4: &str = include_str!("supabase/uuid_generate_v4.sql");
const GEN_RANDOM_BYTES: &str = include_str!("supabase/gen_random_bytes.sql");
const DIGEST: &str = include_str!("supabase/digest.sql");
const CRYPT: &str = include_str!("supabase/crypt.sql");
const GEN_SALT: &str = include_str!("supabase/gen_salt.sql");
const PUBLICATION: &str = include_str!("supabase/publication.sql");
const SEARCH_PATH: &str = include_str!("supabase/search_path.sql");
const USE_PUBLIC: &str = include_str!("supabase/use_public.sql");
const NEW_TABLES: &str = include_str!("supabase/new_tables.sql");
const NEW_FUNCTIONS: &str = include_str!("supabase/new_functions.sql");
const NEW_SEQUENCES: &str = include_str!("supabase/new_sequences.sql");

/// Every statement here, with the name of its file.
pub(crate) const STATEMENTS: &[(&str, &str)] = &[
    ("schema/scratch/supabase/users.sql", USERS),
    ("schema/scratch/supabase/factor_type.sql", FACTOR_TYPE),
    ("schema/scratch/supabase/factor_status.sql", FACTOR_STATUS),
    ("schema/scratch/supabase/mfa_factors.sql", MFA_FACTORS),
    ("schema/scratch/supabase/uid.sql", UID),
    ("schema/scratch/supabase/role.sql", ROLE),
    ("schema/scratch/supabase/jwt.sql", JWT),
    ("schema/scratch/supabase/email.sql", EMAIL),
    ("schema/scratch/supabase/buckets.sql", BUCKETS),
    ("schema/scratch/supabase/objects.sql", OBJECTS),
    ("schema/scratch/supabase/foldername.sql", FOLDERNAME),
    ("schema/scratch/supabase/filename.sql", FILENAME),
    ("schema/scratch/supabase/extension.sql", EXTENSION),
    ("schema/scratch/supabase/messages.sql", MESSAGES),
    ("schema/scratch/supabase/topic.sql", TOPIC),
    (
        "schema/scratch/supabase/uuid_generate_v4.sql",
        UUID_GENERATE_V4,
    ),
    (
        "schema/scratch/supabase/gen_random_bytes.sql",
        GEN_RANDOM_BYTES,
    ),
    ("schema/scratch/supabase/digest.sql", DIGEST),
    ("schema/scratch/supabase/crypt.sql", CRYPT),
    ("schema/scratch/supabase/gen_salt.sql", GEN_SALT),
    ("schema/scratch/supabase/publication.sql", PUBLICATION),
    ("schema/scratch/supabase/search_path.sql", SEARCH_PATH),
    ("schema/scratch/supabase/use_public.sql", USE_PUBLIC),
    ("schema/scratch/supabase/new_tables.sql", NEW_TABLES),
    ("schema/scratch/supabase/new_functions.sql", NEW_FUNCTIONS),
    ("schema/scratch/supabase/new_sequences.sql", NEW_SEQUENCES),
];

/// What stands in the schemas, in an order in which it can be made.
const MADE: [&str; 21] = [
    USERS,
    FACTOR_TYPE,
    FACTOR_STATUS,
    MFA_FACTORS,
    UID,
    ROLE,
    JWT,
    EMAIL,
    BUCKETS,
    OBJECTS,
    FOLDERNAME,
    FILENAME,
    EXTENSION,
    MESSAGES,
    TOPIC,
    UUID_GENERATE_V4,
    GEN_RANDOM_BYTES,
    DIGEST,
    CRYPT,
    GEN_SALT,
    PUBLICATION,
];

/// The roles in whose name clients ask.
const ROLES: [&str; 3] = ["anon", "authenticated", "service_role"];

/// What of Supabase is to be there before the SQL is run.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Surroundings {
    /// Whether the SQL is known to be of Supabase. Where it is not, the SQL is run again when it names what only Supabase has.
    pub supabase: bool,
    /// Whether new tables of `public` are given to the roles of the API, as older projects do.
    pub exposed: bool,
}

impl Place {
    /// Makes what a server of Supabase makes by itself.
    pub(super) async fn surround(&self, exposed: bool) -> Result<(), Error> {
        for role in ROLES {
            self.borrow_role(role).await?;
        }
        let mut session = self.maker.write(&["pg_catalog"]).await?;
        session.execute(SEARCH_PATH).await?;
        for schema in supabase::STOOD_IN {
            let create = statement(CREATE_SCHEMA, &[schema, &self.name]);
            session.execute(create).await?;
        }
        for object in MADE {
            session.execute(object).await?;
        }
        let name = self.name.as_str();
        session.execute(statement(USE_PUBLIC, &[name])).await?;
        if exposed {
            for privileges in [NEW_TABLES, NEW_FUNCTIONS, NEW_SEQUENCES] {
                session.execute(privileges).await?;
            }
        }
        session.finish().await
    }
}

impl Runner<'_> {
    /// What to do about a statement that lacks something of Supabase's server: go on without it where the rest of that server
    /// is stood in for, and otherwise note that it should be.
    pub(super) fn of_supabase(
        &mut self,
        statement: &str,
        tokens: &[Token<'_>],
        refusal: &Refusal,
    ) -> Remedy {
        let undefined = ["42P01", "42883", "3F000", "42703", "42704"];
        if !undefined.contains(&refusal.sqlstate.as_str()) {
            return Remedy::None;
        }
        let message = refusal.message.as_str();
        if !self.findings.supabase {
            let asks = supabase::is_named_in(message)
                || (names_schema(message) && supabase::is_named_in(statement))
                || message.contains("schema \"extensions\"");
            self.lacks_supabase |= asks;
            return Remedy::None;
        }
        if names_schema(message) || names_extension(message) || changes_rows(tokens) {
            return Remedy::LeaveOut(
                format!("Only Supabase's own server has what it needs: {message}."),
                None,
            );
        }
        Remedy::None
    }
}

/// Whether a message of the server names something in a schema that Supabase's server makes.
fn names_schema(message: &str) -> bool {
    let mut names = message
        .split(|sign: char| !(sign.is_alphanumeric() || sign == '_'))
        .zip(message.split_inclusive(|sign: char| !(sign.is_alphanumeric() || sign == '_')));
    let is_schema = message.starts_with("schema ");
    names.any(|(name, with_sign)| {
        supabase::is_schema(name) && (is_schema || with_sign.ends_with('.'))
    })
}

fn names_extension(message: &str) -> bool {
    let name = message
        .strip_prefix("extension \"")
        .and_then(|rest| rest.split_once('"'));
    name.is_some_and(|(name, _)| supabase::is_extension(name))
}

/// Whether a statement changes rows of a table that Supabase's server makes: rows are not compared.
fn changes_rows(tokens: &[Token<'_>]) -> bool {
    let words: Vec<&str> = tokens.iter().map(|token| token.name.as_str()).collect();
    let (["insert", "into", schema, ..] | ["delete", "from", schema, ..] | ["update", schema, ..]) =
        words.as_slice()
    else {
        return false;
    };
    supabase::is_schema(schema)
}

#[cfg(test)]
mod tests {
    use super::{changes_rows, names_schema};
    use crate::schema::scratch::heads;

    #[test]
    fn a_message_names_what_only_the_server_of_supabase_has() {
        for message in [
            "schema \"cron\" does not exist",
            "relation \"vault.decrypted_secrets\" does not exist",
            "function net.http_post(text) does not exist",
        ] {
            assert!(names_schema(message), "{message}");
        }
        for message in [
            "relation \"public.auth\" does not exist",
            "relation \"storage\" does not exist",
            "schema \"app\" does not exist",
            "column \"cron\" does not exist",
        ] {
            assert!(!names_schema(message), "{message}");
        }
    }

    #[test]
    fn rows_of_its_tables_are_no_schema() {
        let rows = |statement: &str| changes_rows(&heads::tokens(statement));
        assert!(rows(
            "INSERT INTO \"storage\".\"buckets\" (id, kind) values ('a', 'b')"
        ));
        assert!(rows("update auth.users set x = 1"));
        assert!(!rows("insert into public.buckets (id) values ('a')"));
        assert!(!rows("alter table storage.objects add x int"));
    }
}
