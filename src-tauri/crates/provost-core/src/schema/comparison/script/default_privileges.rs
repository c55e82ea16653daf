//! What new objects will be allowed: `ALTER DEFAULT PRIVILEGES`.

use std::collections::{BTreeMap, BTreeSet};

use crate::catalog::{Catalog, DefaultPrivilege, Grant, PUBLIC, quote_identifier};

use super::hanging::grantee;
use super::planner::{Planner, rank};
use super::step::{Segment, Step};
use crate::schema::comparison::inventory::default_privilege_id;
use crate::schema::comparison::object::{ObjectId, ObjectKind};

/// Role, schema and letter of the kind.
type Group = (String, Option<String>, String);
/// Grantee, privilege and whether it may be passed on.
type Privileges = BTreeSet<(String, String, bool)>;

/// Plans what differs, where anything does.
pub(super) fn all(plan: &mut Planner<'_>) {
    let differs = plan
        .creates
        .iter()
        .chain(&plan.drops)
        .chain(&plan.rebuilds)
        .any(|id| id.kind == ObjectKind::DefaultPrivileges);
    if !differs {
        return;
    }
    let should = groups(plan.should.catalog);
    let is = groups(plan.is.catalog);
    let all: BTreeSet<&Group> = should.keys().chain(is.keys()).collect();
    for group in all {
        let should = should
            .get(group)
            .cloned()
            .unwrap_or_else(|| of_itself(group));
        let is = is.get(group).cloned().unwrap_or_else(|| of_itself(group));
        one(plan, group, &should, &is);
    }
}

fn groups(catalog: &Catalog) -> BTreeMap<Group, Privileges> {
    let mut groups: BTreeMap<Group, Privileges> = BTreeMap::new();
    for one in &catalog.default_privileges {
        let group = (
            one.role.clone(),
            one.schema.clone(),
            one.object_kind.clone(),
        );
        groups.entry(group).or_default().insert((
            one.grant.grantee.clone(),
            one.grant.privilege.clone(),
            one.grant.grantable,
        ));
    }
    groups
}

/// What holds where nothing is said: for every schema, what everybody may do with functions and types. What the role
/// itself may do is left out on both sides unless both say it.
fn of_itself((_, schema, kind): &Group) -> Privileges {
    let privilege = match (schema, kind.as_str()) {
        (None, "f") => "EXECUTE",
        (None, "T") => "USAGE",
        _ => return Privileges::new(),
    };
    Privileges::from([(PUBLIC.to_owned(), privilege.to_owned(), false)])
}

fn one(plan: &mut Planner<'_>, group: &Group, should: &Privileges, is: &Privileges) {
    let (role, schema, kind) = group;
    let Some(word) = word(kind) else { return };
    // With a schema go the privileges that its new objects would get.
    let goes = |id: &ObjectId| id.kind == ObjectKind::Schema && Some(&id.name) == schema.as_ref();
    if plan.drops.iter().any(goes) {
        return;
    }
    let place = schema.as_ref().map_or_else(String::new, |schema| {
        format!(" in schema {}", quote_identifier(schema))
    });
    let alter = format!(
        "alter default privileges for role {}{place}",
        quote_identifier(role)
    );
    let own = |one: &&(String, String, bool)| {
        one.0 != *role
            || (!should.is_empty()
                && !is.is_empty()
                && has_role(should, role)
                && has_role(is, role))
    };
    for (to, privilege, _) in is.difference(should).filter(own) {
        let stays = should
            .iter()
            .any(|(other, kept, _)| other == to && kept == privilege);
        let what = if stays { "grant option for " } else { "" };
        let sql = format!(
            "{alter} revoke {what}{privilege} on {word} from {}",
            grantee(to)
        );
        push(plan, group, to, privilege, sql);
    }
    for (to, privilege, grantable) in should.difference(is).filter(own) {
        let option = if *grantable { " with grant option" } else { "" };
        let sql = format!(
            "{alter} grant {privilege} on {word} to {}{option}",
            grantee(to)
        );
        push(plan, group, to, privilege, sql);
    }
}

fn has_role(privileges: &Privileges, role: &str) -> bool {
    privileges.iter().any(|(grantee, ..)| grantee == role)
}

fn push(
    plan: &mut Planner<'_>,
    (role, schema, kind): &Group,
    to: &str,
    privilege: &str,
    sql: String,
) {
    let id = default_privilege_id(&DefaultPrivilege {
        role: role.clone(),
        schema: schema.clone(),
        object_kind: kind.clone(),
        grant: Grant {
            grantee: to.to_owned(),
            grantor: role.clone(),
            privilege: privilege.to_owned(),
            grantable: false,
        },
    });
    if let Some(absent) = [role.as_str(), to]
        .into_iter()
        .find(|role| !plan.is.has_role(role))
    {
        plan.cannot(
            &id,
            format!("The role {absent} does not exist on this server."),
        );
        return;
    }
    plan.add(Step::new(Segment::Finish, rank::SETTING, &id, sql));
}

fn word(kind: &str) -> Option<&'static str> {
    match kind {
        "r" => Some("tables"),
        "S" => Some("sequences"),
        "f" => Some("functions"),
        "T" => Some("types"),
        "n" => Some("schemas"),
        "L" => Some("large objects"),
        _ => None,
    }
}

/// The letter for the kind of object that default privileges go by.
pub(super) fn letter(kind: ObjectKind) -> Option<&'static str> {
    match kind {
        ObjectKind::Table
        | ObjectKind::View
        | ObjectKind::MaterializedView
        | ObjectKind::ForeignTable => Some("r"),
        ObjectKind::Sequence => Some("S"),
        ObjectKind::Function | ObjectKind::Procedure | ObjectKind::Aggregate => Some("f"),
        ObjectKind::Enum | ObjectKind::Domain | ObjectKind::Type => Some("T"),
        ObjectKind::Schema => Some("n"),
        _ => None,
    }
}
