//! SQL that means harm.

use provost_tests::local::TestServer;

use crate::place::{expected, file, left_behind, try_expected};

#[tokio::test]
async fn nothing_outside_the_scratch_database_can_be_reached() {
    let server = TestServer::bundled().await.unwrap();
    server.create_database("demonstration").await.unwrap();
    let folder = provost_tests::local::open_folder().unwrap();
    let canary = folder.path().join("canary");
    let canary = canary.display();
    for text in [
        format!("copy (select 1) to '{canary}'"),
        format!("copy (select 1) to program 'touch {canary}'"),
        "create table t (a text); copy t from '/etc/passwd'".to_owned(),
        "drop database demonstration".to_owned(),
        "select pg_read_file('/etc/passwd')".to_owned(),
        format!("select lo_export(0, '{canary}')"),
        "set role provost".to_owned() + "; drop database demonstration",
        "reset session authorization; set session authorization provost; select pg_read_file('/etc/passwd')".to_owned(),
        format!("do $$ begin execute 'copy (select 1) to program ''touch {canary}'''; end $$"),
        "do $$ begin raise exception 'role \"provost\" does not exist' using errcode = '42704'; end $$".to_owned(),
        "do $$ begin alter role current_user superuser; end $$; select pg_read_file('/etc/passwd')".to_owned(),
        "load '/tmp/evil.so'".to_owned(),
    ] {
        let outcome = try_expected(&server, &[file("evil.sql", &text)]).await;
        let refused = outcome.err().unwrap_or_else(|| panic!("{text}"));
        assert!(refused.to_string().starts_with("evil.sql, line 1"), "{text}: {refused}");
    }
    assert!(!std::path::Path::new(&canary.to_string()).exists());
    let mut plain = server.plain("demonstration").await.unwrap();
    let superusers = plain
        .texts("select rolname from pg_roles where rolsuper")
        .await
        .unwrap();
    assert_eq!(superusers, [server.user()]);
    assert_eq!(left_behind(&server).await, Vec::<String>::new());
}

#[tokio::test]
async fn what_only_a_superuser_may_make_is_left_out_and_told() {
    let server = TestServer::bundled().await.unwrap();
    let made = expected(
        &server,
        "create role boss superuser;\ncreate extension dblink;\n\
         create function f() returns event_trigger language plpgsql as $$ begin end $$;\n\
         create event trigger e on ddl_command_end execute function f();\n\
         create publication everything for all tables;\n\
         create function c() returns int language c as 'libc', 'abort';\n\
         alter system set archive_command = 'touch /tmp/x';\n",
    )
    .await;
    let told: Vec<&str> = made
        .not_compared
        .iter()
        .map(|one| one.what.as_str())
        .collect();
    assert_eq!(
        told,
        [
            "extension dblink",
            "event trigger e",
            "publication everything",
            "function c"
        ]
    );
    assert!(
        made.notes
            .iter()
            .any(|note| note.contains("create role boss")),
        "{:?}",
        made.notes
    );
    assert!(
        made.notes.iter().any(|note| note.contains("alter system")),
        "{:?}",
        made.notes
    );
}

#[tokio::test]
async fn an_owner_of_this_very_server_is_only_a_name() {
    let server = TestServer::bundled().await.unwrap();
    let made = expected(
        &server,
        "create schema app;\nalter schema app owner to provost;\ncreate table app.t (id int);\n\
         alter table app.t owner to provost;\nalter default privileges for role provost in schema app grant select on tables to reader;\n",
    )
    .await;
    assert_eq!(
        crate::place::relation(&made.catalog, "app.t").owner,
        "provost"
    );
    assert_eq!(made.catalog.default_privileges[0].role, "provost");
    assert_eq!(left_behind(&server).await, Vec::<String>::new());
}

#[tokio::test]
async fn two_at_once_share_the_server_and_its_roles() {
    let server = TestServer::bundled().await.unwrap();
    let text = "create table t (id int); alter table t owner to team; grant select on t to reader;";
    let (one, other) = tokio::join!(expected(&server, text), expected(&server, text));
    assert_eq!(
        one.catalog.relations[0].owner,
        other.catalog.relations[0].owner
    );
    assert_eq!(left_behind(&server).await, Vec::<String>::new());
}

#[tokio::test]
async fn what_is_given_up_is_cleared() {
    let server = TestServer::bundled().await.unwrap();
    let files = [file(
        "slow.sql",
        "create table t (id int); select pg_sleep(600);",
    )];
    let running = try_expected(&server, &files);
    let stopped = tokio::time::timeout(std::time::Duration::from_secs(3), running).await;
    assert!(stopped.is_err(), "it sleeps");
    for _ in 0..100 {
        if left_behind(&server).await.is_empty() {
            return;
        }
        tokio::time::sleep(std::time::Duration::from_millis(100)).await;
    }
    panic!("{:?} stayed", left_behind(&server).await);
}
