//! Who may do what: access lists, spelled out once for all objects that carry the same one.

use std::collections::BTreeMap;

use provost_core::catalog::{DefaultPrivilege, Grant};
use sqlx::FromRow;

use super::statements;
use super::text::{Text, string};
use crate::{Error, Session};

/// One privilege of one access list.
#[derive(FromRow)]
struct GrantRow {
    acl: Text,
    grantee: Text,
    grantor: Text,
    privilege: Text,
    grantable: bool,
}

#[derive(FromRow)]
struct DefaultPrivilegeRow {
    role: Text,
    schema: Option<Text>,
    object_kind: Text,
    acl: Text,
}

/// What each access list of the database grants, by the server's text of the list.
#[derive(Default)]
pub(super) struct AccessLists(BTreeMap<Text, Vec<Grant>>);

impl AccessLists {
    /// Reads the lists of every object of the database.
    pub(super) async fn read(session: &mut Session) -> Result<Self, Error> {
        let rows: Vec<GrantRow> = session.fetch_all(statements::GRANTS).await?;
        let mut lists: BTreeMap<Text, Vec<Grant>> = BTreeMap::new();
        for row in rows {
            lists.entry(row.acl).or_default().push(Grant {
                grantee: row.grantee.into(),
                grantor: row.grantor.into(),
                privilege: row.privilege.into(),
                grantable: row.grantable,
            });
        }
        for grants in lists.values_mut() {
            grants.sort();
        }
        Ok(Self(lists))
    }

    /// What a list grants; nothing for a list that is empty.
    pub(super) fn of(&self, acl: &Text) -> Vec<Grant> {
        self.0.get(acl).cloned().unwrap_or_default()
    }
}

/// The entries of `ALTER DEFAULT PRIVILEGES`, not yet spelled out.
pub(super) struct DefaultPrivileges(Vec<DefaultPrivilegeRow>);

impl DefaultPrivileges {
    /// Reads them.
    pub(super) async fn read(session: &mut Session) -> Result<Self, Error> {
        Ok(Self(
            session.fetch_all(statements::DEFAULT_PRIVILEGES).await?,
        ))
    }

    /// One entry for each privilege.
    pub(super) fn spelled_out(self, lists: &AccessLists) -> Vec<DefaultPrivilege> {
        let mut entries = Vec::new();
        for row in self.0 {
            let role = String::from(row.role);
            let schema = string(row.schema);
            let object_kind = String::from(row.object_kind);
            entries.extend(
                lists
                    .of(&row.acl)
                    .into_iter()
                    .map(|grant| DefaultPrivilege {
                        role: role.clone(),
                        schema: schema.clone(),
                        object_kind: object_kind.clone(),
                        grant,
                    }),
            );
        }
        entries.sort();
        entries
    }
}
