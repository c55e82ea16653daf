//! Privileges and roles: who may do what, and who may give it on.

mod containers;
mod memberships;
mod roles;
mod tables;
#[cfg(test)]
mod tests;

use super::Rule;

pub(super) const RULES: &[Rule] = &[
    tables::PUBLIC_GRANTS,
    containers::SCHEMA_CREATE,
    containers::DATABASE_RIGHTS,
    containers::DEFAULT_PRIVILEGES,
    roles::SUPERUSERS,
    roles::POWERFUL_ROLES,
    memberships::PREDEFINED_ROLES,
    memberships::ADMIN_OPTIONS,
    tables::GRANT_OPTIONS,
    tables::TABLE_OWNERS,
    roles::ROLE_EXPIRY,
    roles::CONNECTION_LIMITS,
];
