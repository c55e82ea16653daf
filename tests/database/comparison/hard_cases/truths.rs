//! Two accounts of one schema that should say the same.

use provost_core::schema::comparison::script::WarningKind;
use provost_core::schema::comparison::{Change, Options, compare};

use super::ground::{pair, server, told};
use crate::place::{file, try_expected};

const NONE: [&str; 0] = [];

/// Dropping and adding loses what a rename keeps.
#[tokio::test]
async fn a_rename_is_no_drop_and_add() {
    let should = "create table accounts (id int primary key, name text, mail text); comment on column accounts.mail is 'where to write'; create index accounts_name on accounts (name); create type state as enum ('a', 'b');
        create table stays (id int, old_words text); comment on column stays.old_words is 'what was said'; alter table stays add constraint positive check (id > 0);";
    let is = "create table users (id int primary key, name text, mail text); comment on column users.mail is 'where to write'; create index users_by_name on users (name); create type status as enum ('a', 'b');
        create table stays (id int, words text); comment on column stays.words is 'what was said'; alter table stays add constraint above check (id > 0);
        insert into users values (1, 'a', 'b'); insert into stays values (1, 'kept');";
    let pair = pair("renames", should, is).await;
    let renamed = pair
        .comparison
        .differences
        .iter()
        .filter(|one| matches!(one.change, Change::Renamed { .. }));
    assert_eq!(
        renamed.count(),
        pair.comparison.differences.len(),
        "{:?}",
        pair.comparison.differences
    );
    let loses = |kind: &WarningKind| *kind == WarningKind::LosesData;
    let mut warnings = pair.way.statements.iter().flat_map(|one| &one.warnings);
    assert!(
        !warnings.any(|one| loses(&one.kind)),
        "{:?}",
        pair.way.statements
    );
    assert_eq!(pair.led_back().await, NONE);
    let mut plain = server().await.plain("renames").await.unwrap();
    assert_eq!(
        plain
            .text("select name || mail || old_words from accounts, stays")
            .await
            .unwrap(),
        "abkept"
    );
}

/// A version in a table says nothing about the way to it: a database that an ORM made and stamped differs from a migrated one
/// in names of the server's making, which is noise, and in what a migration forgot, which is not. (Airflow 3.3 has these.)
#[tokio::test]
async fn one_version_reached_on_two_ways() {
    let stamped = "create table alembic_version (version_num varchar(32) primary key); insert into alembic_version values ('abc');";
    let migrated = format!("{stamped} create table dag (id serial, name varchar(250), paused boolean, primary key (id));
        create table run (id int constraint run_pk primary key, dag int constraint run_of_dag references dag, state varchar(50));
        create index active on run (dag) where state = 'running'; create table leftover (id int);");
    let made = format!("{stamped} create table dag (id serial, name varchar(250), paused boolean, constraint pk_dag primary key (id)); alter sequence dag_id_seq rename to dag_numbers;
        create table run (id int primary key, dag int references dag, state varchar(50));
        create index active on run (dag) where state in ('running', 'queued');");
    let pair = pair("two_ways", &made, &migrated).await;
    assert_eq!(
        pair.told(),
        [
            "column public.dag.id Changed",
            "index public.run.active Changed",
            "sequence public.dag_id_seq Unexpected",
            "sequence public.dag_numbers Missing",
            "table public.leftover Unexpected"
        ]
    );
    let noise = pair.comparison.differences.iter().filter(|one| one.noise);
    let noise: Vec<String> = noise.map(|one| one.object.to_string()).collect();
    assert_eq!(
        noise,
        [
            "primary key public.dag.pk_dag",
            "primary key public.run.run_pkey",
            "foreign key public.run.run_dag_fkey"
        ]
    );
    assert_eq!(pair.led_back().await, NONE);
}

/// A folder of versions and a whole schema in one repository, as Temporal has them: the folder leaves a table behind.
#[tokio::test]
async fn two_truths_of_one_repository() {
    let server = server().await;
    let versions = [
        file(
            "v1/1_base.sql",
            "create table executions (id bigint primary key, state bytea); create table cluster_metadata (id int primary key, data bytea);",
        ),
        file(
            "v1/2_more.sql",
            "alter table executions add column encoding varchar(16) not null; create table cluster_metadata_info (name varchar(255) primary key, data bytea not null);",
        ),
    ];
    let whole = [file(
        "schema.sql",
        "create table executions (id bigint not null, state bytea, encoding varchar(16) not null, primary key (id)); create table cluster_metadata_info (name varchar(255) not null, data bytea not null, primary key (name));",
    )];
    let replayed = try_expected(&server, &versions).await.unwrap();
    let whole = try_expected(&server, &whole).await.unwrap();
    let comparison = compare(&whole.catalog, &replayed.catalog, &Options::default());
    assert_eq!(
        told(&comparison),
        ["table public.cluster_metadata Unexpected"]
    );
}
