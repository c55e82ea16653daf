//! Privileges: what is granted and what is taken back.

use std::collections::{BTreeMap, BTreeSet};

use crate::catalog::{Grant, PUBLIC, quote_identifier};

use super::default_privileges::letter;
use super::hanging::grantee;
use super::planner::{Planner, on_table, rank};
use super::side::{Side, is_relation, is_routine, own_name, table_name};
use super::step::{Segment, Step};
use super::{functions, planner};
use crate::schema::comparison::object::{ObjectId, ObjectKind};

/// Grantee, privilege and whether it may be passed on.
type Privileges = BTreeSet<(String, String, bool)>;

/// The privileges of an object without those of its owner.
fn of(side: &Side<'_>, id: &ObjectId) -> Option<Privileges> {
    let (grants, owner): (&[Grant], &str) = match id.kind {
        ObjectKind::Column => (&side.column(id)?.grants, &side.relation(id)?.owner),
        kind if is_relation(kind) => (&side.relation(id)?.grants, &side.relation(id)?.owner),
        kind if is_routine(kind) => (&side.function(id)?.grants, &side.function(id)?.owner),
        ObjectKind::Sequence => (&side.sequence(id)?.grants, &side.sequence(id)?.owner),
        ObjectKind::Enum => (&side.enumeration(id)?.grants, &side.enumeration(id)?.owner),
        ObjectKind::Domain => (&side.domain(id)?.grants, &side.domain(id)?.owner),
        ObjectKind::Type => (&side.data_type(id)?.grants, &side.data_type(id)?.owner),
        ObjectKind::ForeignServer => (&side.server(id)?.grants, &side.server(id)?.owner),
        ObjectKind::Schema => {
            let schema = side
                .catalog
                .schemas
                .iter()
                .find(|one| one.name == id.name)?;
            (&schema.grants, &schema.owner)
        }
        _ => return None,
    };
    let others = grants.iter().filter(|grant| grant.grantee != owner);
    Some(
        others
            .map(|one| (one.grantee.clone(), one.privilege.clone(), one.grantable))
            .collect(),
    )
}

/// `SELECT (column) ON TABLE t` in two parts: what follows the privileges, and what is granted on.
fn target(side: &Side<'_>, id: &ObjectId) -> Option<(String, String)> {
    let on = match id.kind {
        ObjectKind::Column => {
            return Some((
                format!(" ({})", quote_identifier(&id.name)),
                format!("table {}", on_table(id)),
            ));
        }
        kind if is_relation(kind) => format!("table {}", own_name(id)?.quoted()),
        kind if is_routine(kind) => {
            let function = side.function(id)?;
            let word = if kind == ObjectKind::Procedure {
                "procedure"
            } else {
                "function"
            };
            debug_assert!(!functions::word(function).is_empty());
            format!("{word} {}", function.signature())
        }
        ObjectKind::Sequence => format!("sequence {}", own_name(id)?.quoted()),
        ObjectKind::Enum | ObjectKind::Type => format!("type {}", own_name(id)?.quoted()),
        ObjectKind::Domain => format!("domain {}", own_name(id)?.quoted()),
        ObjectKind::Schema => format!("schema {}", quote_identifier(&id.name)),
        ObjectKind::ForeignServer => format!("foreign server {}", quote_identifier(&id.name)),
        _ => return None,
    };
    Some((String::new(), on))
}

/// What everybody may do with a new object.
fn of_everybody(kind: ObjectKind) -> Privileges {
    let privilege = match kind {
        kind if is_routine(kind) => "EXECUTE",
        ObjectKind::Enum | ObjectKind::Domain | ObjectKind::Type => "USAGE",
        _ => return Privileges::new(),
    };
    Privileges::from([(PUBLIC.to_owned(), privilege.to_owned(), false)])
}

/// Gives a new object the expected privileges. What the database's default privileges may have given it is taken back.
pub(super) fn of_new(plan: &mut Planner<'_>, id: &ObjectId) {
    let (Some(should), Some((columns, on))) = (of(&plan.should, id), target(&plan.should, id))
    else {
        return;
    };
    let mut is = of_everybody(id.kind);
    let defaults: Vec<String> = plan
        .is
        .catalog
        .default_privileges
        .iter()
        .filter(|one| letter(id.kind) == Some(one.object_kind.as_str()))
        .filter(|one| one.schema.is_none() || one.schema == id.schema)
        .map(|one| one.grant.grantee.clone())
        .collect();
    let clean: BTreeSet<String> = defaults
        .into_iter()
        .chain(is.iter().map(|one| one.0.clone()))
        .collect();
    for role in clean {
        let of_role = |all: &Privileges| -> Privileges {
            all.iter().filter(|one| one.0 == role).cloned().collect()
        };
        if of_role(&should) == of_role(&is) && !has_defaults(plan, id) {
            continue;
        }
        is.retain(|one| one.0 != role);
        if plan.runs_the_script(&role) {
            continue;
        }
        let sql = format!("revoke all on {on} from {}", grantee(&role));
        plan.add(Step::new(Segment::Finish, rank::REVOKE, id, sql));
    }
    grant(
        plan,
        id,
        &should.difference(&is).cloned().collect(),
        &columns,
        &on,
    );
}

fn has_defaults(plan: &Planner<'_>, id: &ObjectId) -> bool {
    let letter = letter(id.kind);
    let all = &plan.is.catalog.default_privileges;
    all.iter()
        .any(|one| letter == Some(one.object_kind.as_str()))
}

/// Grants and revokes what differs.
pub(super) fn changed(plan: &mut Planner<'_>, id: &ObjectId) {
    let (Some(should), Some(is), Some((columns, on))) = (
        of(&plan.should, id),
        of(&plan.is, id),
        target(&plan.should, id),
    ) else {
        return;
    };
    let mut revoked = BTreeSet::new();
    for (role, privilege, _) in is.difference(&should) {
        let stays = should
            .iter()
            .any(|(other, kept, _)| other == role && kept == privilege);
        if stays && !is.contains(&(role.clone(), privilege.clone(), true)) {
            // Only the right to pass it on is missing; granting adds that.
            continue;
        }
        if let Some(grantor) = foreign_grantor(plan, id, role, privilege) {
            plan.cannot(
                id,
                format!(
                    "{grantor} granted {privilege} to {role}, and only {grantor} can take it back."
                ),
            );
            continue;
        }
        let what = if stays { "grant option for " } else { "" };
        let sql = format!(
            "revoke {what}{privilege}{columns} on {on} from {}",
            grantee(role)
        );
        plan.add(Step::new(Segment::Finish, rank::REVOKE, id, sql));
        if !stays {
            revoked.insert(role.clone());
        }
    }
    grant(
        plan,
        id,
        &should.difference(&is).cloned().collect(),
        &columns,
        &on,
    );
    if is_relation(id.kind) && !revoked.is_empty() {
        columns_again(plan, id, &revoked);
    }
}

/// Who gave a privilege, when that was not the owner.
fn foreign_grantor(
    plan: &Planner<'_>,
    id: &ObjectId,
    role: &str,
    privilege: &str,
) -> Option<String> {
    let relation = plan.is.relation(id)?;
    let grants = if id.kind == ObjectKind::Column {
        &plan.is.column(id)?.grants
    } else {
        &relation.grants
    };
    let given = grants
        .iter()
        .find(|one| one.grantee == role && one.privilege == privilege)?;
    (given.grantor != relation.owner
        && plan
            .is
            .catalog
            .role(&given.grantor)
            .is_some_and(|one| !one.superuser))
    .then(|| given.grantor.clone())
}

fn grant(plan: &mut Planner<'_>, id: &ObjectId, privileges: &Privileges, columns: &str, on: &str) {
    let mut by_role: BTreeMap<(&String, bool), Vec<String>> = BTreeMap::new();
    for (role, privilege, grantable) in privileges {
        by_role
            .entry((role, *grantable))
            .or_default()
            .push(format!("{privilege}{columns}"));
    }
    let rank = if id.kind == ObjectKind::Column {
        rank::COLUMN_GRANT
    } else {
        rank::GRANT
    };
    for ((role, grantable), privileges) in by_role {
        if !plan.is.has_role(role) {
            plan.cannot(
                id,
                format!("The role {role} does not exist on this server."),
            );
            continue;
        }
        let option = if grantable { " with grant option" } else { "" };
        let sql = format!(
            "grant {} on {on} to {}{option}",
            privileges.join(", "),
            grantee(role)
        );
        plan.add(Step::new(Segment::Finish, rank, id, sql));
    }
}

/// Taking a privilege on a table takes it on its columns too; those that are expected are given again.
fn columns_again(plan: &mut Planner<'_>, id: &ObjectId, roles: &BTreeSet<String>) {
    let (Some(relation), Some(table)) = (plan.should.relation(id), table_name(id)) else {
        return;
    };
    let ids: Vec<ObjectId> = relation
        .columns
        .iter()
        .map(|column| planner::column_id(&table, &column.name))
        .collect();
    for column in ids {
        let (Some(all), Some((columns, on))) =
            (of(&plan.should, &column), target(&plan.should, &column))
        else {
            continue;
        };
        let again: Privileges = all
            .into_iter()
            .filter(|one| roles.contains(&one.0))
            .collect();
        grant(plan, &column, &again, &columns, &on);
    }
}

impl Planner<'_> {
    /// Whether a role is the one that read the catalog: what it makes is its own, and it keeps its rights.
    fn runs_the_script(&self, role: &str) -> bool {
        self.is.catalog.server.role == role
    }
}
