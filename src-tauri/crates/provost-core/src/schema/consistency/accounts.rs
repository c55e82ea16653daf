//! The tables of the people who sign in, and what keeps their credentials.

use super::purposes::{is_of_second_factor, singular};
use crate::catalog::{Catalog, Column, ConstraintKind, Relation};

/// A table of people who sign in.
pub(super) struct Account<'a> {
    /// The table.
    pub(super) table: &'a Relation,
    /// Columns that by their name keep a password in any form.
    pub(super) passwords: Vec<&'a Column>,
    /// Those of them that by their name keep a hash of one.
    pub(super) hashes: Vec<&'a Column>,
    /// Columns that say whether somebody uses a second factor.
    pub(super) flags: Vec<&'a Column>,
    /// Columns that keep something of a second factor and are no flags.
    pub(super) factors: Vec<&'a Column>,
    /// Columns that say what somebody may do.
    pub(super) roles: Vec<&'a Column>,
    /// Columns that say whether somebody may come in.
    pub(super) states: Vec<&'a Column>,
    /// Columns that name somebody and are unique.
    pub(super) unique: Vec<&'a str>,
}

/// Words that people's tables end in.
const PEOPLE: &[&str] = &[
    "user", "account", "member", "person", "people", "customer", "employee", "admin", "staff",
    "login", "operator",
];
/// Words of passwords.
pub(super) const PASSWORD: &[&str] = &[
    "password",
    "passwd",
    "pwd",
    "passphrase",
    "kennwort",
    "passwort",
];
/// Words of hashes that stand beside a word of passwords. Devise keeps its hashes in `encrypted_password`, Rails in
/// `password_digest`.
const HASH: &[&str] = &[
    "hash",
    "hashed",
    "digest",
    "encrypted",
    "crypt",
    "bcrypt",
    "argon2",
    "scrypt",
];

/// The tables of people who sign in, by name: their name says that rows are people, and a column that somebody signs in.
pub(super) fn accounts(catalog: &Catalog) -> Vec<Account<'_>> {
    let people = catalog.tables().filter(|table| {
        let last = singular(&table.name.name).pop().unwrap_or_default();
        PEOPLE.contains(&last.as_str())
    });
    people.filter_map(account).collect()
}

fn account(table: &Relation) -> Option<Account<'_>> {
    let columns = |wanted: fn(&Column) -> bool| -> Vec<&Column> {
        table
            .columns
            .iter()
            .filter(|column| wanted(column))
            .collect()
    };
    let account = Account {
        table,
        passwords: columns(keeps_password),
        hashes: columns(keeps_hash),
        flags: columns(|column| is_of_second_factor(column) && is_flag(column)),
        factors: columns(|column| {
            is_of_second_factor(column) && !is_flag(column) && !column.name.ends_with("_id")
        }),
        roles: columns(tells_role),
        states: columns(tells_state),
        unique: unique(table),
    };
    let signs_in = !account.passwords.is_empty()
        || !account.flags.is_empty()
        || table.columns.iter().any(|column| {
            matches!(
                column.name.as_str(),
                "is_active"
                    | "is_superuser"
                    | "is_staff"
                    | "last_login"
                    | "last_login_at"
                    | "last_sign_in_at"
            )
        });
    signs_in.then_some(account)
}

fn is_flag(column: &Column) -> bool {
    matches!(column.type_name.as_str(), "bool" | "boolean")
}

/// Whether a column keeps a password in any form. `password_changed_at` says something about one.
fn keeps_password(column: &Column) -> bool {
    let words = singular(&column.name);
    let last = words.last().map(String::as_str).unwrap_or_default();
    let has = |wanted: &[&str]| words.iter().any(|word| wanted.contains(&word.as_str()));
    has(PASSWORD) && (PASSWORD.contains(&last) || HASH.contains(&last)) && !is_flag(column)
}

fn keeps_hash(column: &Column) -> bool {
    let words = singular(&column.name);
    keeps_password(column) && words.iter().any(|word| HASH.contains(&word.as_str()))
}

fn tells_role(column: &Column) -> bool {
    let words = singular(&column.name);
    words.iter().any(|word| word == "role")
        || matches!(
            column.name.as_str(),
            "is_superuser" | "is_admin" | "is_staff"
        )
}

fn tells_state(column: &Column) -> bool {
    matches!(
        column.name.as_str(),
        "status"
            | "state"
            | "account_status"
            | "is_active"
            | "active"
            | "disabled"
            | "is_disabled"
            | "enabled"
            | "locked"
            | "is_locked"
            | "locked_at"
            | "disabled_at"
            | "deactivated_at"
            | "suspended_at"
    )
}

/// Columns that name a person and that a constraint or an index keeps unique each by itself.
fn unique(table: &Relation) -> Vec<&str> {
    let constraints = table
        .constraints
        .iter()
        .filter(|one| one.kind == ConstraintKind::Unique)
        .filter_map(|one| match one.columns.as_slice() {
            [column] => Some(column.as_str()),
            _ => None,
        });
    let indexes = table
        .indexes
        .iter()
        .filter(|index| index.unique && index.valid && index.predicate.is_none())
        .filter_map(|index| match index.keys.as_slice() {
            [key] => key.column.as_deref(),
            _ => None,
        });
    let mut found: Vec<&str> = constraints
        .chain(indexes)
        .filter(|name| {
            matches!(
                *name,
                "email" | "username" | "user_name" | "login" | "email_address"
            )
        })
        .collect();
    found.sort_unstable();
    found.dedup();
    found
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::catalog::sample::{healthy, table};

    #[test]
    fn people_who_sign_in_are_told_from_people_who_are_only_kept() {
        let catalog = healthy()
            .with(
                table("public.users")
                    .col("hashed_password", "text")
                    .col("tfa_enabled", "boolean"),
            )
            .with(table("crm.customers").col("email", "text"))
            .with(table("app.smtp_settings").col("password", "text"));
        let found = accounts(&catalog);
        let names: Vec<String> = found.iter().map(|one| one.table.name.to_string()).collect();
        assert_eq!(names, ["public.users"]);
        assert_eq!(found[0].hashes[0].name, "hashed_password");
        assert_eq!(found[0].flags[0].name, "tfa_enabled");
    }

    #[test]
    fn what_is_said_about_a_password_is_no_password() {
        for name in [
            "password_changed_at",
            "password_reset_token",
            "password_hint",
        ] {
            assert!(
                !keeps_password(&crate::catalog::sample::column(name, "text")),
                "{name}"
            );
        }
        for name in ["password_digest", "encrypted_password", "pwd_hash"] {
            assert!(
                keeps_hash(&crate::catalog::sample::column(name, "text")),
                "{name}"
            );
        }
    }
}
