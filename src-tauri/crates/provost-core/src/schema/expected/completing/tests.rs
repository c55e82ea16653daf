use crate::catalog::sample::{column, healthy, index, table};
use crate::catalog::{Catalog, Extension};

use super::super::{NotCompared, Part, PartKind};
use super::complete;

fn part(kind: PartKind, table: Option<&str>, name: &str) -> NotCompared {
    let part = Part {
        kind,
        schema: None,
        table: table.map(str::to_owned),
        name: name.to_owned(),
    };
    NotCompared {
        what: part.to_string(),
        part: Some(part),
        reason: "The local server lacks the extension.".to_owned(),
    }
}

fn with_docs(change: impl FnOnce(&mut crate::catalog::Relation)) -> Catalog {
    let mut catalog = healthy();
    let mut docs = table("public.docs");
    change(&mut docs);
    catalog.relations.push(docs);
    catalog
}

#[test]
fn a_column_of_an_unknown_type_takes_the_type_that_it_has() {
    let mut expected = with_docs(|docs| docs.columns.push(column("place", "stand_in")));
    let actual = with_docs(|docs| docs.columns.push(column("place", "geometry")));
    complete(
        &mut expected,
        &actual,
        &[part(PartKind::Column, Some("docs"), "place")],
    );
    assert_eq!(expected, actual);
}

#[test]
fn what_was_left_out_is_taken_over_and_nothing_else() {
    let mut expected = with_docs(|_| {});
    let actual = with_docs(|docs| {
        docs.indexes.push(index("docs_near", &["place"]));
        docs.indexes.push(index("docs_stray", &["place"]));
    });
    let left_out = [part(PartKind::Index, Some("docs"), "docs_near")];
    complete(&mut expected, &actual, &left_out);
    let names: Vec<&str> = expected
        .relations
        .iter()
        .flat_map(|relation| &relation.indexes)
        .map(|index| index.name.as_str())
        .collect();
    assert_eq!(names, ["docs_near"]);
}

#[test]
fn what_neither_side_has_stays_away() {
    let mut expected = healthy();
    let actual = healthy();
    complete(
        &mut expected,
        &actual,
        &[
            part(PartKind::Relation, None, "gone"),
            part(PartKind::EventTrigger, None, "gone"),
        ],
    );
    assert_eq!(expected, actual);
}

#[test]
fn the_version_of_an_extension_is_the_servers_affair() {
    let extension = |version: &str| Extension {
        name: "vector".to_owned(),
        schema: "public".to_owned(),
        version: version.to_owned(),
        default_version: None,
        comment: None,
    };
    let (mut expected, mut actual) = (healthy(), healthy());
    expected.extensions.push(extension("0.8.1"));
    actual.extensions.push(extension("0.7.4"));
    complete(&mut expected, &actual, &[]);
    assert_eq!(expected.extensions, actual.extensions);
}

/// `GRANT ALL` on a table means one privilege more since PostgreSQL 17, which added MAINTAIN.
#[test]
fn all_privileges_of_a_table_are_those_that_the_actual_server_has() {
    let granted = |privileges: &[&str]| {
        with_docs(|docs| {
            for privilege in privileges {
                docs.grants
                    .push(crate::catalog::sample::granted("app", privilege));
            }
        })
    };
    let (all, older) = (["SELECT", "MAINTAIN"], ["SELECT"]);
    let mut expected = granted(&all);
    let actual = granted(&older).version(16);
    complete(&mut expected, &actual, &[]);
    assert_eq!(expected.relations, actual.relations);
    let mut expected = granted(&all);
    let actual = granted(&older).version(18);
    complete(&mut expected, &actual, &[]);
    assert_ne!(expected.relations, actual.relations);
}
