//! Databases that are not like the others: a hot standby, one without an encoding, one with a thousand partitions.

use provost_core::catalog::{Catalog, QualifiedName, RelationKind};
use provost_postgres::server::{LocalServer, SUPERUSER};
use provost_postgres::{Database, Trust, catalog};
use provost_tests::local::{TestServer, Version, open_folder, places};
use provost_tests::plain::{Plain, options};
use provost_tests::profile;

use crate::reading::{SHOP, VERSIONS, read, shop};

async fn read_from(server: &LocalServer) -> Catalog {
    let profile = profile::at(
        &server.socket_dir().to_string_lossy(),
        server.port(),
        "postgres",
        SUPERUSER,
    );
    let database = Database::open(&profile, None, &Trust::default()).unwrap();
    catalog::read(&database, &|_| {}).await.unwrap()
}

/// The server is stopped and told to stay in recovery: from then on it is what a standby is between two messages of its
/// primary.
#[tokio::test]
async fn a_hot_standby_is_read_like_its_primary() {
    for version in VERSIONS {
        let folder = open_folder().unwrap();
        let places = places(version, folder.path()).unwrap();
        let server = LocalServer::start(places.clone(), None).await.unwrap();
        let options = options(SUPERUSER, server.port(), "postgres").socket(server.socket_dir());
        Plain::connect(&options)
            .await
            .unwrap()
            .execute(SHOP)
            .await
            .unwrap();
        let primary = read_from(&server).await;
        server.stop().await;
        std::fs::write(places.data().join("standby.signal"), "").unwrap();
        let server = LocalServer::start(places, None).await.unwrap();
        let standby = read_from(&server).await;
        server.stop().await;
        assert!(standby.server.in_recovery && !primary.server.in_recovery);
        assert_eq!(
            standby.server.system_identifier,
            primary.server.system_identifier
        );
        let without_server = |catalog: &Catalog| {
            let mut definition = catalog.definition_only();
            definition.server.in_recovery = false;
            // A standby says of a few settings what it does itself.
            definition.settings.clear();
            definition
        };
        assert_eq!(without_server(&standby), without_server(&primary));
    }
}

/// `SQL_ASCII` promises nothing about bytes: a name may hold one that is no text, and a comment too.
#[tokio::test]
async fn a_database_without_an_encoding_is_read_with_its_broken_bytes_shown() {
    for version in VERSIONS {
        let server = TestServer::with(version, |_| {}).await.unwrap();
        let mut admin = server.plain("postgres").await.unwrap();
        admin
            .execute("create database bytes encoding 'SQL_ASCII' template template0 locale 'C'")
            .await
            .unwrap();
        let mut plain = server.plain("bytes").await.unwrap();
        plain
            .execute(
                r"do $$ declare name text := convert_from('\x636166e9'::bytea, 'SQL_ASCII'); begin
                    execute format('create table %I (%I int default 7, good int)', name, name);
                    execute format('comment on table %I is %L', name, name);
                    execute format('create type state as enum (%L)', name);
                  end $$; create table naïve (id int)",
            )
            .await
            .unwrap();
        let catalog = read(&server, "bytes").await;
        assert_eq!(catalog.database.encoding, "SQL_ASCII");
        let table = catalog
            .relation(&QualifiedName::new("public", "caf\\xe9"))
            .unwrap();
        assert_eq!(table.comment.as_deref(), Some("caf\\xe9"));
        assert_eq!(table.columns[0].name, "caf\\xe9");
        assert_eq!(table.columns[0].default.as_deref(), Some("7"));
        assert_eq!(catalog.enums[0].values, ["caf\\xe9"]);
        assert!(
            catalog
                .relation(&QualifiedName::new("public", "naïve"))
                .is_some(),
            "what is UTF-8 stays so"
        );
    }
}

#[tokio::test]
async fn a_database_in_another_encoding_is_read_as_text() {
    let server = TestServer::bundled().await.unwrap();
    let mut admin = server.plain("postgres").await.unwrap();
    admin
        .execute("create database latin encoding 'LATIN1' template template0 locale 'C'")
        .await
        .unwrap();
    server
        .plain("latin")
        .await
        .unwrap()
        .execute("create table \"café\" (id int)")
        .await
        .unwrap();
    let catalog = read(&server, "latin").await;
    assert!(
        catalog
            .relation(&QualifiedName::new("public", "café"))
            .is_some()
    );
}

#[tokio::test]
async fn an_extension_marks_its_relations_and_keeps_its_functions() {
    let server = shop(
        Version::Bundled,
        &["create schema ext; create extension pg_stat_statements schema ext"],
    )
    .await;
    let catalog = read(&server, "shop").await;
    let view = catalog
        .relation(&QualifiedName::new("ext", "pg_stat_statements"))
        .unwrap();
    assert_eq!(
        (view.kind, view.extension.as_deref()),
        (RelationKind::View, Some("pg_stat_statements"))
    );
    assert!(
        catalog.functions.is_empty(),
        "its functions are its own affair"
    );
    let extension = catalog
        .extensions
        .iter()
        .find(|one| one.name == "pg_stat_statements")
        .unwrap();
    assert_eq!(extension.schema, "ext");
    assert_eq!(
        extension.default_version.as_deref(),
        Some(extension.version.as_str())
    );
}

/// Partitions are relations with all that they inherit, marked as inherited.
#[tokio::test]
async fn many_partitions_are_all_there() {
    let server = shop(
        Version::Bundled,
        &["create table big (id int not null, at int not null, primary key (id, at), check (id > 0)) partition by range (at);
           create index on big (at);
           do $$ begin for n in 1..500 loop
             execute format('create table big_%s partition of big for values from (%s) to (%s)', n, n, n + 1);
           end loop; end $$"],
    )
    .await;
    let catalog = read(&server, "shop").await;
    let parent = QualifiedName::new("public", "big");
    let parts: Vec<_> = catalog
        .relations
        .iter()
        .filter(|one| one.partition_of.as_ref() == Some(&parent))
        .collect();
    assert_eq!(parts.len(), 500);
    assert_eq!(catalog.tables().count(), 1, "the parent stands for them");
    for part in parts {
        assert!(
            part.partition_bound
                .as_deref()
                .unwrap()
                .starts_with("FOR VALUES FROM (")
        );
        assert_eq!((part.constraints.len(), part.indexes.len()), (2, 2));
        assert!(part.constraints.iter().all(|one| one.inherited));
    }
}

/// The server has room for some thousands of locks in all, for everybody. What is read of a sequence or a view locks
/// something until its transaction ends, so a reading must give back what it took.
#[tokio::test]
async fn more_sequences_and_views_than_the_server_has_room_for_locks() {
    const MANY: usize = 3000;
    let crowd = format!(
        "do $$ begin for n in 1..{MANY} loop
           execute format('create sequence s%s', n);
           execute format('create view v%s as select * from %s', n, case n when 1 then 'pg_class' else 'v' || n - 1 end);
           perform nextval(format('s%s', n)::regclass);
           if n % 50 = 0 then commit; end if;
         end loop; end $$"
    );
    let server = TestServer::with(Version::Bundled, |places| {
        places
            .settings
            .insert("max_locks_per_transaction".to_owned(), "12".to_owned());
    })
    .await
    .unwrap();
    server.create_database("shop").await.unwrap();
    let mut plain = server.plain("shop").await.unwrap();
    plain.execute(&crowd).await.unwrap();
    let all_at_once = "select count(pg_sequence_last_value(oid)) from pg_class where relkind = 'S'";
    assert!(
        plain.text(all_at_once).await.is_err(),
        "there are too few to show anything"
    );
    let catalog = read(&server, "shop").await;
    assert_eq!(catalog.sequences.len(), MANY);
    assert!(
        catalog
            .sequences
            .iter()
            .all(|one| one.last_value == Some(1))
    );
    assert_eq!(catalog.relations.len(), MANY);
    assert!(catalog.relations.iter().all(|one| one.definition.is_some()));
    let reads: usize = catalog.relations.iter().map(|one| one.reads.len()).sum();
    assert_eq!(
        reads,
        MANY - 1,
        "the server notes no dependence on its own tables"
    );
}
