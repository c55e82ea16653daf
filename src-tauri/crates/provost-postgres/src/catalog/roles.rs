//! Roles, memberships, and the settings that they and the server carry.

use chrono::{DateTime, Utc};
use provost_core::catalog::{Role, RoleMembership, RoleSetting, Setting};
use sqlx::FromRow;

use super::server::ServerRow;
use super::statements;
use super::text::{Text, string};
use crate::{Error, Session};

#[derive(FromRow)]
struct RoleRow {
    name: Text,
    login: bool,
    superuser: bool,
    inherit: bool,
    create_role: bool,
    create_database: bool,
    replication: bool,
    bypass_row_security: bool,
    connection_limit: i32,
    valid_until: Option<DateTime<Utc>>,
    comment: Option<Text>,
    predefined: bool,
    bootstrap: bool,
}

#[derive(FromRow)]
struct MembershipRow {
    member: Text,
    role: Text,
    admin: bool,
    inherits: bool,
}

#[derive(FromRow)]
struct RoleSettingRow {
    role: Option<Text>,
    database: Option<Text>,
    name: Text,
    value: Text,
}

#[derive(FromRow)]
struct SettingRow {
    name: Text,
    value: Text,
    unit: Option<Text>,
    source: Text,
    context: Text,
    pending_restart: bool,
}

/// The roles of the cluster and what is set.
pub(super) struct Roles {
    /// The roles, by name.
    pub(super) cluster: Vec<Role>,
    /// Who is in which, by member and role.
    pub(super) memberships: Vec<RoleMembership>,
    /// What roles and the database carry.
    pub(super) role_settings: Vec<RoleSetting>,
    /// The configuration, by name.
    pub(super) settings: Vec<Setting>,
}

impl Roles {
    /// Reads them.
    pub(super) async fn read(session: &mut Session, server: &ServerRow) -> Result<Self, Error> {
        Ok(Self {
            cluster: roles(session).await?,
            memberships: memberships(session, server).await?,
            role_settings: role_settings(session).await?,
            settings: settings(session).await?,
        })
    }
}

async fn roles(session: &mut Session) -> Result<Vec<Role>, Error> {
    let rows: Vec<RoleRow> = session.fetch_all(statements::ROLES).await?;
    let mut roles: Vec<Role> = rows
        .into_iter()
        .map(|row| Role {
            name: row.name.into(),
            login: row.login,
            superuser: row.superuser,
            inherit: row.inherit,
            create_role: row.create_role,
            create_database: row.create_database,
            replication: row.replication,
            bypass_row_security: row.bypass_row_security,
            connection_limit: row.connection_limit,
            valid_until: row.valid_until,
            comment: string(row.comment),
            predefined: row.predefined,
            bootstrap: row.bootstrap,
        })
        .collect();
    roles.sort_by(|one, other| one.name.cmp(&other.name));
    Ok(roles)
}

async fn memberships(
    session: &mut Session,
    server: &ServerRow,
) -> Result<Vec<RoleMembership>, Error> {
    let statement = if server.is_since(160_000) {
        statements::MEMBERSHIPS
    } else {
        statements::MEMBERSHIPS_15
    };
    let rows: Vec<MembershipRow> = session.fetch_all(statement).await?;
    let mut memberships: Vec<RoleMembership> = rows
        .into_iter()
        .map(|row| RoleMembership {
            member: row.member.into(),
            role: row.role.into(),
            admin: row.admin,
            inherits: row.inherits,
        })
        .collect();
    memberships.sort();
    Ok(memberships)
}

async fn role_settings(session: &mut Session) -> Result<Vec<RoleSetting>, Error> {
    let rows: Vec<RoleSettingRow> = session.fetch_all(statements::ROLE_SETTINGS).await?;
    let mut settings: Vec<RoleSetting> = rows
        .into_iter()
        .map(|row| RoleSetting {
            role: string(row.role),
            database: string(row.database),
            name: row.name.into(),
            value: row.value.into(),
        })
        .collect();
    settings.sort();
    Ok(settings)
}

async fn settings(session: &mut Session) -> Result<Vec<Setting>, Error> {
    let rows: Vec<SettingRow> = session.fetch_all(statements::SETTINGS).await?;
    let mut settings: Vec<Setting> = rows
        .into_iter()
        .map(|row| Setting {
            name: row.name.into(),
            value: row.value.into(),
            unit: string(row.unit),
            source: row.source.into(),
            context: row.context.into(),
            pending_restart: row.pending_restart,
        })
        .collect();
    settings.sort_by(|one, other| one.name.cmp(&other.name));
    Ok(settings)
}
