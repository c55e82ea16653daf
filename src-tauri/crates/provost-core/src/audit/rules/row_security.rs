//! Row-level security: where it is missing, where it filters nothing, and what goes around it.

mod bypass;
pub(super) mod expression;
mod performance;
mod policies;
mod protection;
#[cfg(test)]
mod tests;

use super::Rule;
use super::privacy::personal;
use super::wording::words;
use crate::catalog::{Column, Relation};

pub(super) const RULES: &[Rule] = &[
    protection::EXPOSED_TABLES,
    protection::POLICIES_DISABLED,
    protection::NO_POLICIES,
    protection::NOT_FORCED,
    policies::ALWAYS_TRUE_WRITES,
    policies::TRUSTED_INPUT,
    policies::TENANT_COLUMN,
    bypass::VIEWS,
    bypass::COPIES,
    bypass::EMBEDDINGS,
    performance::MANY_PERMISSIVE,
    performance::PER_ROW_CALLS,
];

/// The column that says which customer of the application a row belongs to.
fn tenant_column(relation: &Relation) -> Option<&Column> {
    const OWNERS: &[&str] = &[
        "company",
        "org",
        "organisation",
        "organization",
        "team",
        "tenant",
        "workspace",
    ];
    relation.columns.iter().find(|column| {
        match words(&column.name)
            .iter()
            .map(String::as_str)
            .collect::<Vec<_>>()[..]
        {
            ["tenant"] => true,
            [owner, "id" | "uuid"] => OWNERS.contains(&owner),
            _ => false,
        }
    })
}

/// Whether the rows of a table belong to persons or customers, each of whom should see some of them only: it has
/// columns that look personal, or one that names a tenant, a user or the like.
fn rows_belong_to_someone(relation: &Relation) -> bool {
    const PEOPLE: &[&str] = &[
        "account", "client", "customer", "employee", "member", "owner", "patient", "person",
        "profile", "user",
    ];
    tenant_column(relation).is_some()
        || !personal::columns(relation).is_empty()
        || relation.columns.iter().any(|column| {
            match words(&column.name)
                .iter()
                .map(String::as_str)
                .collect::<Vec<_>>()[..]
            {
                [person, "id" | "uuid"] => PEOPLE.contains(&person),
                _ => false,
            }
        })
}
