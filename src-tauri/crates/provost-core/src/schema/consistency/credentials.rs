//! What keeps credentials, and whether they look as if they were kept as they are.

use super::accounts::PASSWORD;
use super::purposes::{is_of_second_factor, singular};
use crate::audit::rules::clear_credentials;
use crate::catalog::{Catalog, Column, Relation};

/// What a credential opens.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Credential {
    /// A password.
    Password,
    /// The secret of a second factor, or codes that stand in for one.
    SecondFactor,
    /// A token, a key or another secret.
    Token,
}

/// A column whose name, type and comment speak for a credential that is kept as it is.
pub(super) struct Clear<'a> {
    /// Its table.
    pub(super) table: &'a Relation,
    /// The column.
    pub(super) column: &'a Column,
    /// What it opens.
    pub(super) credential: Credential,
}

impl Clear<'_> {
    /// Its name with table and schema.
    pub(super) fn name(&self) -> String {
        format!("{}.{}", self.table.name, self.column.name)
    }
}

/// The columns that look as if they kept a credential as it is. One beside which the id of a key stands is taken for
/// encrypted.
pub(super) fn clear(catalog: &Catalog) -> Vec<Clear<'_>> {
    let mut found = Vec::new();
    for table in catalog.tables() {
        for column in clear_credentials(table) {
            if !names_key(table, column) {
                let credential = credential(column);
                found.push(Clear {
                    table,
                    column,
                    credential,
                });
            }
        }
    }
    found
}

fn names_key(table: &Relation, column: &Column) -> bool {
    let own = format!("{}_key_id", column.name);
    [own.as_str(), "key_id", "encryption_key_id", "kms_key_id"]
        .iter()
        .any(|name| table.column(name).is_some())
}

fn credential(column: &Column) -> Credential {
    let words = singular(&column.name);
    let has = |wanted: &[&str]| words.iter().any(|word| wanted.contains(&word.as_str()));
    if is_of_second_factor(column) || (has(&["recovery", "backup"]) && has(&["code"])) {
        Credential::SecondFactor
    } else if has(PASSWORD) {
        Credential::Password
    } else {
        Credential::Token
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::catalog::sample::{healthy, table};

    #[test]
    fn credentials_in_the_clear_are_told_by_what_they_open() {
        let catalog = healthy()
            .with(
                table("public.users")
                    .col("password", "text")
                    .col("tfa_secret", "character varying")
                    .col("refresh_token", "text")
                    .col("api_key", "bytea"),
            )
            .with(
                table("public.vault")
                    .col("access_token", "text")
                    .col("access_token_key_id", "text"),
            );
        let found: Vec<(String, Credential)> = clear(&catalog)
            .iter()
            .map(|one| (one.column.name.clone(), one.credential))
            .collect();
        assert_eq!(
            found,
            [
                ("password".to_owned(), Credential::Password),
                ("tfa_secret".to_owned(), Credential::SecondFactor),
                ("refresh_token".to_owned(), Credential::Token),
            ]
        );
    }
}
