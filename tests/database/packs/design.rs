//! How every table is made.

use std::collections::BTreeSet;

use provost_core::catalog::{Catalog, Constraint, ConstraintKind, PolicyCommand, Relation};

use crate::installed::{VERSIONS, all, has_tenant, is_state, read, tables};

#[tokio::test]
async fn every_table_keeps_the_rules_of_the_house() {
    for version in VERSIONS {
        let catalog = read(&all(version).await).await;
        let found = tables(&catalog);
        assert!(found.len() > 70, "{} tables", found.len());
        let mut faults = Vec::new();
        for table in found {
            for fault in faults_of(&catalog, table) {
                faults.push(format!("{}: {fault}", table.name.name));
            }
        }
        assert!(faults.is_empty(), "{version:?}\n{}", faults.join("\n"));
    }
}

/// What is wrong with a table.
struct Faults(Vec<String>);

impl Faults {
    fn demand(&mut self, holds: bool, fault: impl Into<String>) {
        if !holds {
            self.0.push(fault.into());
        }
    }
}

fn faults_of(catalog: &Catalog, table: &Relation) -> Vec<String> {
    let mut faults = Faults(policy_faults(table));
    let keys = of_kind(table, ConstraintKind::PrimaryKey).count();
    faults.demand(keys == 1, "no primary key");
    faults.demand(table.comment.is_some(), "no comment");
    for column in &table.columns {
        let name = &column.name;
        faults.demand(column.comment.is_some(), format!("{name} has no comment"));
        let counts = name == "metric_value" || name == "amount";
        let overflows = counts && column.data_type.starts_with("numeric(");
        faults.demand(!overflows, format!("{name} overflows"));
    }
    for constraint in &table.constraints {
        let holds = constraint.validated && constraint.enforced;
        faults.demand(holds, format!("{} is not enforced", constraint.name));
    }
    for key in of_kind(table, ConstraintKind::ForeignKey) {
        check_key(&mut faults, catalog, table, key);
    }
    let forced = table.row_security && table.force_row_security;
    faults.demand(forced, "row security is not forced");
    let kept = table.triggers.iter().any(|trigger| {
        trigger.function.name == "set_updated_at" && trigger.definition.contains("BEFORE UPDATE")
    });
    let changes = table
        .columns
        .iter()
        .any(|column| column.name == "updated_at");
    faults.demand(
        kept == changes,
        "updated_at and its trigger do not go together",
    );
    faults.0
}

fn of_kind(table: &Relation, kind: ConstraintKind) -> impl Iterator<Item = &Constraint> {
    table
        .constraints
        .iter()
        .filter(move |constraint| constraint.kind == kind)
}

fn check_key(faults: &mut Faults, catalog: &Catalog, table: &Relation, key: &Constraint) {
    let name = &key.name;
    faults.demand(is_indexed(table, key), format!("{name} has no index"));
    let decided = key.on_delete != "a";
    faults.demand(decided, format!("{name}: nobody decided its ON DELETE"));
    let target = key.references.as_ref();
    let target = target.and_then(|name| catalog.relation(name));
    let crosses = has_tenant(table)
        && target.is_some_and(has_tenant)
        && !key.columns.iter().any(|column| column == "tenant_id")
        // Its tenant follows the person's by a trigger, and may be another one between the two statements.
        && table.name.name != "tenant_members";
    faults.demand(!crosses, format!("{name} can point into another tenant"));
}

/// An index, or a unique constraint, whose first columns are those of the key in any order, or begin with the one that is
/// not the tenant.
fn is_indexed(table: &Relation, key: &Constraint) -> bool {
    let wanted: BTreeSet<&str> = key.columns.iter().map(String::as_str).collect();
    let narrow: BTreeSet<&str> = wanted
        .iter()
        .copied()
        .filter(|column| *column != "tenant_id")
        .collect();
    table
        .indexes
        .iter()
        .filter(|index| {
            index.predicate.is_none() || covers_set(index.predicate.as_deref(), &narrow)
        })
        .any(|index| {
            let leading = |count: usize| -> BTreeSet<&str> {
                index
                    .keys
                    .iter()
                    .take(count)
                    .filter_map(|key| key.column.as_deref())
                    .collect()
            };
            leading(wanted.len()) == wanted
                || (!narrow.is_empty() && leading(narrow.len()) == narrow)
        })
}

/// Whether a partial index leaves out nothing but the rows without a reference.
fn covers_set(predicate: Option<&str>, columns: &BTreeSet<&str>) -> bool {
    predicate.is_some_and(|text| {
        columns.iter().any(|column| {
            text == format!("({column} IS NOT NULL)") || text == format!("{column} IS NOT NULL")
        })
    })
}

/// One permissive policy at most for each command, for everybody, and reading is always said.
fn policy_faults(table: &Relation) -> Vec<String> {
    let mut faults = Vec::new();
    let mut commands = BTreeSet::new();
    for policy in &table.policies {
        if !commands.insert(policy.command) {
            faults.push(format!("{:?} has several policies", policy.command));
        }
        // Which migrations were applied belongs to no tenant: there a grant decides who reads it.
        let open = !has_tenant(table) && policy.command == PolicyCommand::Select && is_state(table);
        if !open
            && [&policy.using, &policy.with_check]
                .iter()
                .any(|text| text.as_deref() == Some("true"))
        {
            faults.push(format!("{} lets everything through", policy.name));
        }
    }
    if !commands.contains(&PolicyCommand::Select) {
        faults.push("nobody can read it".to_owned());
    }
    faults
}
