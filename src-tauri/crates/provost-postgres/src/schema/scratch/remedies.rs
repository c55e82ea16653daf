//! What to do about a refused statement: give it what it lacks, leave it out and say so, or take the refusal for what it is.
//!
//! The server's messages are read here, since they alone name what is missing; the private server speaks English.

use provost_core::schema::supabase::is_schema;
use provost_core::schema::{Part, PartKind};

use super::heads::{self, Token};
use super::runner::Runner;
use crate::error::{Error, Refusal};
use crate::quoting::quote_verbatim;

/// What to do about a refused statement.
#[derive(Debug)]
pub(super) enum Remedy {
    /// Try again, with another text where there is one.
    Again(Option<String>),
    /// What it would do is done.
    Done,
    /// Go on without it, for a reason; what it would have made, where the statement itself does not tell.
    LeaveOut(String, Option<Part>),
    /// There is none.
    None,
}

const NEEDS_SUPERUSER: &str =
    "Only a superuser may do that, and somebody else's SQL is never run as one.";

impl Runner<'_> {
    /// What to do about an error. `again`: whether the same was said before about the same statement, so that what was done
    /// then did not help.
    pub(super) async fn remedy(
        &mut self,
        statement: &str,
        error: &Error,
        again: bool,
    ) -> Result<Remedy, Error> {
        let (Error::Database { refusal } | Error::Permission { refusal }) = error else {
            return Ok(Remedy::None);
        };
        let tokens = heads::tokens(statement);
        let verb = tokens.first().map_or("", |token| token.name.as_str());
        let remedy = match refusal.sqlstate.as_str() {
            "42501" => self.permission(statement, &tokens, refusal, again).await?,
            "42P06" | "42710" if self.is_ready(statement) => Remedy::Done,
            "0A000" if message_says(refusal, "ICU") && !again => self.collation(&tokens, statement),
            "0A000" | "58P01" | "22023" if heads::extension(statement).is_some() => {
                self.lacks_extension(statement, refusal).await
            }
            "42704" => self.undefined(verb, refusal, again).await?,
            "3D000" => Remedy::LeaveOut(
                "It is about a database as a whole, and this is another one.".to_owned(),
                None,
            ),
            _ if verb == "set" => unknown_setting(refusal),
            "42883" | "3F000" | "42P01" | "42703" => self.needs_what_is_lost(refusal),
            _ => Remedy::None,
        };
        Ok(match remedy {
            Remedy::None => self.of_supabase(statement, &tokens, refusal),
            remedy => remedy,
        })
    }

    /// The local server sorts by the operating system alone: a collation by ICU becomes one that sorts as C.
    fn collation(&mut self, tokens: &[Token<'_>], statement: &str) -> Remedy {
        let words: Vec<&str> = tokens.iter().map(|token| token.name.as_str()).collect();
        let Some(open) = words.iter().position(|word| *word == "(") else {
            return Remedy::None;
        };
        let head = tokens.get(open).and_then(|token| statement.get(..token.at));
        match (words.as_slice(), head) {
            (["create", "collation", ..], Some(head)) => {
                let note = "Collations by ICU sort as C on the local server; their own rules are not compared.";
                self.findings.note(note.to_owned());
                Remedy::Again(Some(format!("{head} (provider = libc, locale = 'C')")))
            }
            _ => Remedy::None,
        }
    }

    /// Whether a schema or an extension was made beforehand.
    fn is_ready(&self, statement: &str) -> bool {
        let Some(part) = heads::part(statement) else {
            return false;
        };
        match part.kind {
            PartKind::Extension => self.ready.contains(&part.name),
            PartKind::Schema => {
                let stands_in = self.findings.supabase && is_schema(&part.name);
                part.name == "public" || stands_in || !self.ready.is_empty()
            }
            _ => false,
        }
    }

    /// The local server does not have an extension.
    async fn lacks_extension(&mut self, statement: &str, refusal: &Refusal) -> Remedy {
        let Some((name, schema)) = heads::extension(statement) else {
            return Remedy::None;
        };
        if name.ends_with("_fdw") {
            // Where it cannot be made, the first server of it will say so.
            if self.place.stand_in_for_wrapper(&name).await.is_ok() {
                self.findings.wrappers.insert(name.clone());
            }
        }
        self.lacking.insert(name, schema);
        Remedy::LeaveOut(
            format!("The local server does not have it: {}.", refusal.message),
            None,
        )
    }

    async fn permission(
        &mut self,
        statement: &str,
        tokens: &[Token<'_>],
        refusal: &Refusal,
        again: bool,
    ) -> Result<Remedy, Error> {
        let words: Vec<&str> = tokens.iter().map(|token| token.name.as_str()).collect();
        if heads::extension(statement).is_some() {
            return Ok(self.lacks_extension(statement, refusal).await);
        }
        if let Some(owner) = new_owner(tokens)
            && !again
        {
            if let Some(changed) = lent_right(statement, owner, refusal) {
                return Ok(Remedy::Again(Some(changed)));
            }
            let owner = owner.name.clone();
            if self.act_as(&owner).await? {
                return Ok(Remedy::Again(None));
            }
        }
        Ok(match words.as_slice() {
            ["create", "foreign", "data", "wrapper", name, ..] if !again => {
                self.place.stand_in_for_wrapper(name).await?;
                Remedy::Done
            }
            ["comment", "on", "extension", ..] => Remedy::Done,
            // A block does many things, and only what it says of roles is known to be of no account.
            ["do", ..] if !refusal.message.contains("role") => Remedy::None,
            [
                "do" | "create" | "alter" | "comment" | "grant" | "revoke" | "set" | "reset"
                | "security" | "import",
                ..,
            ] => Remedy::LeaveOut(
                format!("{NEEDS_SUPERUSER} The server said: {}.", refusal.message),
                None,
            ),
            _ => Remedy::None,
        })
    }

    /// Sees to it that the SQL may give something to a role: lends it, or puts another one in the place of one that is
    /// somebody else's on this server.
    async fn act_as(&mut self, role: &str) -> Result<bool, Error> {
        let is_alias = self.findings.aliases.values().any(|alias| alias == role);
        if is_alias || role == self.place.name {
            return Ok(false);
        }
        if self.place.borrow_role(role).await? {
            return Ok(true);
        }
        let alias = format!("{}_{}", self.place.name, self.findings.aliases.len());
        self.place.borrow_role(&alias).await?;
        self.findings.aliases.insert(role.to_owned(), alias);
        Ok(true)
    }

    /// A statement that gives something to such a role, with the other one in its place.
    pub(super) fn renamed(&self, statement: &str) -> String {
        if self.findings.aliases.is_empty() {
            return statement.to_owned();
        }
        let tokens = heads::tokens(statement);
        let place = new_owner(&tokens);
        let Some((token, alias)) = place.and_then(|token| {
            let alias = self.findings.aliases.get(&token.name)?;
            Some((token, alias))
        }) else {
            return statement.to_owned();
        };
        let before = statement.get(..token.at).unwrap_or_default();
        let after = statement
            .get(token.at + token.raw.len()..)
            .unwrap_or_default();
        format!("{before}{}{after}", quote_verbatim(alias))
    }

    /// Something that the statement names does not exist.
    async fn undefined(
        &mut self,
        verb: &str,
        refusal: &Refusal,
        again: bool,
    ) -> Result<Remedy, Error> {
        let message = refusal.message.as_str();
        // Another run may have dropped it since, so this helps more than once.
        if let Some(role) = between(message, "role \"", "\" does not exist") {
            self.place.borrow_role(role).await?;
            let note = format!(
                "The role {role} is not on the private server; one of that name stood in for it."
            );
            self.findings.note(note);
            return Ok(Remedy::Again(None));
        }
        if let Some(wrapper) = between(message, "foreign-data wrapper \"", "\" does not exist")
            && !again
        {
            self.place.stand_in_for_wrapper(wrapper).await?;
            self.findings.wrappers.insert(wrapper.to_owned());
            return Ok(Remedy::Again(None));
        }
        if let Some(collation) = between(message, "collation \"", "\" for encoding") {
            // A dot in it may be one of the name: `de_DE.utf8`.
            let name = collation.strip_prefix("pg_catalog.").unwrap_or(collation);
            self.place.stand_in_for_collation(name).await?;
            self.findings.note(format!(
                "The collation {name} is not on this machine; a stand-in sorts as C."
            ));
            return Ok(Remedy::Again(None));
        }
        if !self.lacking.is_empty()
            && let Some(name) = between(message, "type \"", "\" does not exist")
        {
            return self.stand_in(name, again).await;
        }
        if matches!(verb, "set" | "select" | "alter") && message.contains("configuration parameter")
        {
            return Ok(unknown_setting(refusal));
        }
        Ok(match self.needs_what_is_lost(refusal) {
            Remedy::None if verb == "set" => unknown_setting(refusal),
            other => other,
        })
    }

    async fn stand_in(&mut self, name: &str, again: bool) -> Result<Remedy, Error> {
        let name = name.trim_end_matches("[]");
        let said = self.lacking.values().flatten().next().map(String::as_str);
        let (schema, name) = match qualified(name) {
            Some(both) => both,
            // Not found where it should be searched for: then where everything is found.
            None if again => ("pg_catalog", name),
            None => (said.unwrap_or("public"), name),
        };
        let type_of = (schema.to_owned(), name.to_owned());
        if self.findings.types.contains(&type_of) {
            return Ok(Remedy::None);
        }
        self.place.stand_in_for_type(schema, name).await?;
        self.findings.types.insert(type_of);
        Ok(Remedy::Again(None))
    }

    /// Whether a statement fails for what was left out before it.
    fn needs_what_is_lost(&self, refusal: &Refusal) -> Remedy {
        let message = &refusal.message;
        let lost = self.lost.iter().find(|name| {
            message.contains(&format!("\"{name}\"")) || message.contains(&format!(".{name}\""))
        });
        if lost.is_some() {
            return Remedy::LeaveOut(
                format!("It needs what was left out before: {message}."),
                None,
            );
        }
        let of_extension = matches!(refusal.sqlstate.as_str(), "42704" | "42883");
        if of_extension && !self.lacking.is_empty() {
            let names: Vec<&str> = self.lacking.keys().map(String::as_str).collect();
            return Remedy::LeaveOut(
                format!(
                    "{message}, and the local server lacks the extension {}.",
                    names.join(", ")
                ),
                None,
            );
        }
        Remedy::None
    }
}

fn message_says(refusal: &Refusal, word: &str) -> bool {
    refusal.message.contains(word)
}

fn unknown_setting(refusal: &Refusal) -> Remedy {
    Remedy::LeaveOut(
        format!(
            "The local server does not know the setting: {}.",
            refusal.message
        ),
        None,
    )
}

/// The role to which a statement gives something, or for which it sets privileges.
fn new_owner<'a, 't>(tokens: &'a [Token<'t>]) -> Option<&'a Token<'t>> {
    let words: Vec<&str> = tokens.iter().map(|token| token.name.as_str()).collect();
    let after = |pair: [&str; 2]| {
        let at = words.windows(2).position(|two| two == pair)?;
        tokens.get(at + 2)
    };
    match words.first() {
        Some(&"alter") if words.get(1) == Some(&"default") => {
            after(["for", "role"]).or_else(|| after(["for", "user"]))
        }
        Some(&"alter") => after(["owner", "to"]),
        Some(&"create") if words.get(1) == Some(&"schema") => {
            let at = words.iter().position(|word| *word == "authorization")?;
            tokens.get(at + 1)
        }
        _ => None,
    }
}

/// A new owner must be allowed to make things where the object is, unless a superuser gives it: the right is given for as
/// long as that takes.
fn lent_right(statement: &str, owner: &Token<'_>, refusal: &Refusal) -> Option<String> {
    let message = refusal.message.as_str();
    let place = message
        .strip_prefix("permission denied for schema ")
        .map(|name| format!("schema {}", quote_verbatim(name)))
        .or_else(|| {
            let name = message.strip_prefix("permission denied for database ")?;
            Some(format!("database {}", quote_verbatim(name)))
        })?;
    let owner = quote_verbatim(&owner.name);
    Some(format!(
        "grant create on {place} to {owner}; {statement}; revoke create on {place} from {owner}"
    ))
}

fn between<'m>(message: &'m str, before: &str, after: &str) -> Option<&'m str> {
    message
        .split_once(before)?
        .1
        .split_once(after)
        .map(|(name, _)| name)
}

fn qualified(name: &str) -> Option<(&str, &str)> {
    name.split_once('.')
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_new_owner_is_found_in_every_form() {
        for statement in [
            "ALTER TABLE ONLY app.t OWNER TO \"Big Boss\"",
            "alter default privileges for role \"Big Boss\" in schema app grant select on tables to x",
            "create schema if not exists app authorization \"Big Boss\"",
        ] {
            let tokens = heads::tokens(statement);
            let owner = new_owner(&tokens).map(|token| token.name.as_str());
            assert_eq!(owner, Some("Big Boss"), "{statement}");
        }
        assert!(new_owner(&heads::tokens("grant select on t to a")).is_none());
    }

    #[test]
    fn names_are_read_from_messages() {
        let role = between(
            "role \"app\" does not exist",
            "role \"",
            "\" does not exist",
        );
        assert_eq!(role, Some("app"));
        assert_eq!(qualified("public.geometry"), Some(("public", "geometry")));
    }
}
