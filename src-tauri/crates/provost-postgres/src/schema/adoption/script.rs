//! The SQL that makes a table ours where it stands.

use std::collections::BTreeSet;

use provost_core::catalog::quote_literal;
use uuid::Uuid;

use super::comparison::{Change, changes, extras};
use super::shape::{Column, Constraint, Shape};
use super::taken::Taken;
use crate::quoting::quote_verbatim;

/// What becomes of constraints.
#[derive(Debug, Default)]
pub(super) struct Settled<'s> {
    drops: Vec<&'s str>,
    renames: Vec<(&'s str, &'s str)>,
    adds: Vec<&'s Constraint>,
    /// What cannot be settled.
    pub(super) refusals: Vec<String>,
}

/// Everything that the SQL follows from.
pub(super) struct Writing<'w> {
    pub(super) taken: &'w Taken,
    pub(super) ours: &'w Shape,
    pub(super) theirs: &'w Shape,
    /// Ours is partitioned: theirs becomes its default partition.
    pub(super) partitioned: bool,
    pub(super) tenant: Option<Uuid>,
    /// The schema, as SQL reads it.
    pub(super) schema: &'w str,
}

/// Which of their constraints stay, which become ours under another name, and which ours replaces: a foreign key from the same
/// columns but for the tenant, a unique one on columns that are among those of ours, and a check all of whose columns have
/// checks of ours.
pub(super) fn settle<'s>(ours: &'s Shape, theirs: &'s Shape, partitioned: bool) -> Settled<'s> {
    let mut settled = Settled::default();
    let mut kept: BTreeSet<&str> = BTreeSet::new();
    for our in &ours.constraints {
        if partitioned && our.kind != "c" {
            continue;
        }
        let same = theirs
            .constraints
            .iter()
            .find(|their| their.kind == our.kind && their.definition == our.definition);
        match same {
            Some(their) => {
                kept.insert(&their.name);
                if their.name != our.name {
                    settled.renames.push((&their.name, &our.name));
                }
            }
            None => settled.adds.push(our),
        }
    }
    for their in &theirs.constraints {
        if kept.contains(their.name.as_str()) {
            continue;
        }
        let named = ours.constraints.iter().any(|our| our.name == their.name);
        if replaced(their, ours) || (their.kind == "p" && partitioned) {
            settled.drops.push(&their.name);
        } else if their.kind == "p" {
            settled.refusals.push(format!(
                "Its primary key is ({}), and ours is another.",
                their.columns.join(", ")
            ));
        } else if named {
            settled.refusals.push(format!(
                "Its constraint {} is another than ours of that name.",
                their.name
            ));
        }
    }
    settled
}

fn replaced(their: &Constraint, ours: &Shape) -> bool {
    let without_tenant = |columns: &[String]| -> BTreeSet<String> {
        columns
            .iter()
            .filter(|column| *column != "tenant_id")
            .cloned()
            .collect()
    };
    let mut of_kind = ours.constraints.iter().filter(|our| our.kind == their.kind);
    match their.kind.as_str() {
        "f" => of_kind.any(|our| without_tenant(&our.columns) == without_tenant(&their.columns)),
        // What is unique for them among all rows is unique for us within a tenant, or a schema.
        "u" => of_kind.any(|our| {
            their
                .columns
                .iter()
                .all(|column| our.columns.contains(column))
        }),
        "c" => {
            let checked: BTreeSet<&String> = of_kind.flat_map(|our| &our.columns).collect();
            !their.columns.is_empty() && their.columns.iter().all(|column| checked.contains(column))
        }
        _ => false,
    }
}

impl Writing<'_> {
    fn place(&self) -> String {
        format!("{}.{}", self.schema, self.taken.name)
    }

    /// The statements that stand for `create table`; `create` is that statement, for where ours is partitioned.
    pub(super) fn statements(&self, settled: &Settled<'_>, create: &str) -> Vec<String> {
        let place = self.place();
        let mut list = Vec::new();
        // A permissive policy of theirs would let through what ours keep apart.
        for policy in &self.taken.policies {
            list.push(format!(
                "drop policy {} on {place};",
                quote_verbatim(policy)
            ));
        }
        let drops = settled.drops.iter();
        list.extend(altered(
            &place,
            drops.map(|name| format!("drop constraint {}", quote_verbatim(name))),
        ));
        let columns = changes(self.ours, self.theirs);
        list.extend(altered(
            &place,
            columns.iter().flat_map(|change| self.column(change)),
        ));
        list.extend(altered(
            &place,
            columns.iter().filter_map(|change| self.after(change)),
        ));
        for (from, to) in &settled.renames {
            let (from, to) = (quote_verbatim(from), quote_verbatim(to));
            list.push(format!(
                "alter table {place} rename constraint {from} to {to};"
            ));
        }
        let adds = settled.adds.iter();
        list.extend(altered(
            &place,
            adds.map(|add| {
                format!(
                    "add constraint {} {}",
                    quote_verbatim(&add.name),
                    add.definition
                )
            }),
        ));
        if self.partitioned {
            self.become_partition(&mut list, create);
        }
        list
    }

    fn become_partition(&self, list: &mut Vec<String>, create: &str) {
        let (place, name) = (self.place(), &self.taken.name);
        let partition = format!("{place}_default");
        list.push(format!("alter table {place} rename to {name}_default;"));
        list.push(create.to_owned());
        let own = extras(self.ours, self.theirs);
        list.extend(altered(
            &place,
            own.map(|(column, _)| {
                format!(
                    "add column {} {}",
                    quote_verbatim(&column.name),
                    column.data_type
                )
            }),
        ));
        list.push(format!(
            "alter table {place} attach partition {partition} default;"
        ));
    }

    /// What a column needs to become ours, as parts of one `alter table`: it is rewritten once.
    fn column(&self, change: &Change<'_>) -> Vec<String> {
        let ours = change.ours;
        let name = quote_verbatim(&ours.name);
        let Some(theirs) = change.theirs else {
            return vec![self.added(ours)];
        };
        let mut parts = Vec::new();
        let new_default = !ours.generated && ours.expression != theirs.expression;
        if change.widens() {
            if theirs.expression.is_some() && !ours.generated {
                parts.push(format!("alter column {name} drop default"));
            }
            parts.push(format!(
                "alter column {name} type {} using {name}::{}",
                ours.data_type, ours.data_type
            ));
        } else if new_default && ours.expression.is_none() {
            parts.push(format!("alter column {name} drop default"));
        }
        if ours.not_null && !theirs.not_null {
            parts.push(format!("alter column {name} set not null"));
        } else if !ours.not_null && theirs.not_null && !self.in_key(theirs) {
            parts.push(format!("alter column {name} drop not null"));
        }
        parts
    }

    /// The defaults, once the types are ours.
    fn after(&self, change: &Change<'_>) -> Option<String> {
        let ours = change.ours;
        let default = ours.expression.as_ref().filter(|_| !ours.generated)?;
        let set = || {
            let name = quote_verbatim(&ours.name);
            format!("alter column {name} set default {default}")
        };
        match change.theirs {
            None => (ours.name == "tenant_id" && self.tenant.is_some()).then(set),
            Some(theirs) => (change.widens() || theirs.expression != ours.expression).then(set),
        }
    }

    fn added(&self, ours: &Column) -> String {
        let tenant = self.tenant.filter(|_| ours.name == "tenant_id");
        let value = match (&ours.expression, tenant) {
            (_, Some(tenant)) => format!(" default {}", quote_literal(&tenant.to_string())),
            (Some(expression), None) if ours.generated => {
                format!(" generated always as ({expression}) stored")
            }
            (Some(default), None) => format!(" default {default}"),
            (None, None) => String::new(),
        };
        let demand = if ours.not_null { " not null" } else { "" };
        format!(
            "add column {} {}{value}{demand}",
            quote_verbatim(&ours.name),
            ours.data_type
        )
    }

    /// A column of a primary key always has a value.
    fn in_key(&self, column: &Column) -> bool {
        let mut keys = self
            .theirs
            .constraints
            .iter()
            .filter(|held| held.kind == "p");
        keys.any(|key| key.columns.contains(&column.name))
    }
}

fn altered(place: &str, parts: impl Iterator<Item = String>) -> Option<String> {
    let parts: Vec<String> = parts.collect();
    (!parts.is_empty()).then(|| format!("alter table {place}\n  {};", parts.join(",\n  ")))
}
