//! SQL that needs what the local server does not have.

use provost_core::schema::complete;
use provost_tests::local::TestServer;

use crate::place::{expected, relation};

const PLACES: &str = "create extension postgis;\n\
    comment on extension postgis is 'maps';\n\
    create table shops (id int primary key, place geometry(Point,4326) not null, tags public.geography[]);\n\
    create index shops_place on shops using spgist (place);\n\
    create index shops_id on shops (id);\n\
    create view near as select id, st_x(place) as x from shops;\n\
    comment on view near is 'near';\n";

#[tokio::test]
async fn types_of_an_extension_that_is_not_here_are_stood_in_for_and_told() {
    let server = TestServer::bundled().await.unwrap();
    let mut made = expected(&server, PLACES).await;
    let told: Vec<&str> = made
        .not_compared
        .iter()
        .map(|one| one.what.as_str())
        .collect();
    assert_eq!(
        told,
        [
            "extension postgis",
            "index shops.shops_place",
            "table or view near",
            "column public.shops.place",
            "column public.shops.tags"
        ]
    );
    let shops = relation(&made.catalog, "public.shops");
    assert!(shops.columns[1].not_null);
    assert!(shops.indexes.iter().any(|index| index.name == "shops_id"));
    assert_eq!(made.catalog.types, []);
    assert_eq!(made.catalog.functions, []);
    let names: Vec<&str> = made
        .catalog
        .schemas
        .iter()
        .map(|one| one.name.as_str())
        .collect();
    assert_eq!(names, ["public"]);
    // What is taken over from the actual side is then the same on both.
    let mut actual = made.catalog.clone();
    actual.relations[0].columns[1].data_type = "public.geometry(Point,4326)".to_owned();
    complete(&mut made.catalog, &actual, &made.not_compared);
    assert_eq!(made.catalog, actual);
}

#[tokio::test]
async fn a_type_that_nobody_knows_is_an_error_without_such_an_extension() {
    let server = TestServer::bundled().await.unwrap();
    let files = [crate::place::file("a.sql", "create table t (g geometri);")];
    let refused = crate::place::try_expected(&server, &files)
        .await
        .unwrap_err();
    assert!(refused.to_string().contains("geometri"), "{refused}");
}

#[tokio::test]
async fn extensions_of_every_sort() {
    let server = TestServer::bundled().await.unwrap();
    let made = expected(
        &server,
        "create schema tools;\ncreate extension if not exists citext with schema tools;\n\
         comment on extension citext is 'text without case';\n\
         create extension if not exists bloom with schema tools;\n\
         create extension if not exists postgres_fdw;\n\
         create server other foreign data wrapper postgres_fdw options (host 'elsewhere');\n\
         create user mapping for public server other options (user 'x', password 'y');\n\
         create foreign table away (id int) server other;\n\
         create extension vector;\n\
         create table t (near vector(3), name tools.citext, sorted text collate \"xx_XX.utf8\");\n",
    )
    .await;
    let installed: Vec<&str> = made
        .catalog
        .extensions
        .iter()
        .map(|one| one.name.as_str())
        .collect();
    assert_eq!(installed, ["bloom", "citext", "plpgsql", "vector"]);
    let told: Vec<&str> = made
        .not_compared
        .iter()
        .map(|one| one.what.as_str())
        .collect();
    assert_eq!(told, ["extension postgres_fdw"]);
    assert_eq!(made.catalog.foreign_servers[0].wrapper, "postgres_fdw");
    relation(&made.catalog, "public.away");
    let table = relation(&made.catalog, "public.t");
    let collation = table.columns[2].collation.as_ref().unwrap();
    assert_eq!(collation.to_string(), "pg_catalog.xx_XX.utf8");
    assert!(
        !made
            .catalog
            .other_objects
            .iter()
            .any(|one| one.kind.contains("wrapper")),
        "{:?}",
        made.catalog.other_objects
    );
}
