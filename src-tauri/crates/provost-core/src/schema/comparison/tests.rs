use super::script::script;
use super::*;
use crate::catalog::sample::{column, healthy, table};

/// Two tables.
fn shop() -> Catalog {
    let mut catalog = healthy();
    for name in ["public.orders", "public.people"] {
        let mut one = table(name);
        one.columns = vec![column("id", "bigint"), column("note", "text")];
        catalog.relations.push(one);
    }
    catalog.relations[1].columns.push(column("born", "date"));
    catalog
}

fn compared(change: impl FnOnce(&mut Catalog)) -> Comparison {
    let expected = shop();
    let mut actual = shop();
    change(&mut actual);
    compare(&expected, &actual, &Options::default())
}

fn kinds(comparison: &Comparison) -> Vec<(ObjectKind, &Change)> {
    comparison
        .differences
        .iter()
        .map(|difference| (difference.object.kind, &difference.change))
        .collect()
}

#[test]
fn a_catalog_does_not_differ_from_itself() {
    let comparison = compared(|_| {});
    assert!(comparison.differences.is_empty(), "{comparison:?}");
    let script = script(&shop(), &shop(), &comparison);
    assert!(script.statements.is_empty() && script.cannot.is_empty());
    assert!(
        comparison
            .counts
            .iter()
            .all(|count| count.expected == count.present && count.unexpected == 0)
    );
}

#[test]
fn a_table_is_missing_once_and_not_by_each_of_its_columns() {
    let comparison = compared(|actual| {
        actual.relations.retain(|relation| !relation.is_table());
    });
    let tables = shop().relations.iter().filter(|one| one.is_table()).count();
    let of_tables: Vec<&Difference> = comparison
        .differences
        .iter()
        .filter(|difference| difference.object.kind == ObjectKind::Table)
        .collect();
    assert_eq!(of_tables.len(), tables);
    assert!(
        !comparison
            .differences
            .iter()
            .any(|difference| difference.object.kind == ObjectKind::Column)
    );
}

#[test]
fn what_hangs_on_a_renamed_table_is_compared_under_its_new_name() {
    let table = shop()
        .relations
        .into_iter()
        .find(|one| one.is_table() && one.columns.len() > 1)
        .unwrap();
    let comparison = compared(|actual| {
        let other = actual
            .relations
            .iter_mut()
            .find(|one| one.name == table.name)
            .unwrap();
        other.name.name = "called_otherwise".to_owned();
        other.columns.last_mut().unwrap().default = Some("'another'::text".to_owned());
    });
    let found = kinds(&comparison);
    let renamed = Change::Renamed {
        from: "called_otherwise".to_owned(),
    };
    assert!(found.contains(&(ObjectKind::Table, &renamed)), "{found:?}");
    assert!(
        found.contains(&(ObjectKind::Column, &Change::Changed)),
        "{found:?}"
    );
    assert!(!found.contains(&(ObjectKind::Table, &Change::Missing)));
}

#[test]
fn row_security_that_is_off_weighs_most_and_is_switched_on_again() {
    let actual = shop();
    let mut expected = shop();
    let table = expected
        .relations
        .iter_mut()
        .find(|one| one.is_table())
        .unwrap();
    table.row_security = !table.row_security;
    let name = table.name.clone();
    let (expected, actual) = if table.row_security {
        (expected, actual)
    } else {
        (actual, expected)
    };
    let comparison = compare(&expected, &actual, &Options::default());
    let first = comparison.differences.first().unwrap();
    assert_eq!(first.severity, Severity::Critical);
    assert_eq!(first.object.name, name.name);
    let way_back = script(&expected, &actual, &comparison);
    let sql: Vec<&str> = way_back
        .statements
        .iter()
        .map(|statement| statement.sql.as_str())
        .collect();
    let switched_on = format!("alter table {} enable row level security", name.quoted());
    assert_eq!(sql, [switched_on]);
}

/// Expected SQL seldom has the table in which the tool keeps its record.
#[test]
fn the_record_of_migrations_is_never_dropped() {
    let expected = shop();
    let mut actual = shop();
    let mut record = table("public.alembic_version");
    record.columns = vec![column("version_num", "character varying(32)")];
    actual.relations.push(record);
    let comparison = compare(&expected, &actual, &Options::default());
    let script = script(&expected, &actual, &comparison);
    assert!(script.statements.is_empty(), "{:?}", script.statements);
    let [cannot] = script.cannot.as_slice() else {
        panic!("{:?}", script.cannot);
    };
    assert_eq!(cannot.object.name, "alembic_version");
}

#[test]
fn a_comment_weighs_little_whatever_it_stands_on() {
    let difference = |kind| {
        let id = ObjectId {
            schema: None,
            table: None,
            kind,
            name: "p".to_owned(),
        };
        let property = PropertyDifference {
            property: "comment".to_owned(),
            expected: Some("who may read".to_owned()),
            actual: None,
        };
        let mut difference = unjudged(&id, Change::Changed, vec![property]);
        severity::judge(&mut difference);
        difference.severity
    };
    for kind in [ObjectKind::Policy, ObjectKind::Trigger, ObjectKind::Table] {
        assert_eq!(difference(kind), Severity::Low, "{kind:?}");
    }
}
