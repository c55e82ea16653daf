//! Who reads, what hangs on what, and what is not there.

use provost_core::schema::comparison::{Options, compare};
use provost_core::schema::complete;
use provost_postgres::{Database, Trust, catalog};
use provost_tests::local::TestServer;
use provost_tests::profile;

use super::ground::{database, pair, server, told};
use crate::place::{actual, expected};

const NONE: [&str; 0] = [];
const BASE: &str = include_str!("../../../fixtures/catalog/mutations.sql");

/// A role that may do nothing sees every object all the same, so nothing is missing that is there.
#[tokio::test]
async fn a_role_without_rights_sees_no_object_missing() {
    let server = TestServer::bundled().await.unwrap();
    let all = database(
        &server,
        "low",
        &format!("{BASE} create role auditor login; revoke all on schema app, public from public;"),
    )
    .await;
    let profile = profile::of(&server, "low", "auditor");
    let as_auditor = Database::open(&profile, None, &Trust::default()).unwrap();
    let seen = catalog::read(&as_auditor, &|_| {}).await.unwrap();
    for (should, is) in [(&all, &seen), (&seen, &all)] {
        let owners = Options {
            owners: true,
            ..Options::default()
        };
        assert_eq!(told(&compare(should, is, &owners)), NONE);
    }
}

/// A view with GROUP BY on a key hangs on that key, and views hang on views, whatever their names.
#[tokio::test]
async fn views_stand_aside_for_a_key_and_come_back_in_their_order() {
    let of = |key: &str, more: &str| {
        format!(
            "create table t (id int constraint {key}, body text, n numeric(4,1)); {more}
             create view z_sums as select id, body, count(*) as c, sum(n) as n from t group by id;
             create view a_over as select z.id, z.c from z_sums z where z.c > 1;
             create materialized view m_over as select a.id from a_over a; create unique index m_id on m_over (id);
             create view b_last as select m.id, a.c from m_over m join a_over a using (id);"
        )
    };
    let should = of("t_key primary key deferrable", "")
        .replace("primary key deferrable", "primary key")
        .replace("n numeric(4,1)", "n numeric(9,2)");
    let is = of(
        "other_key primary key",
        "comment on constraint other_key on t is 'old'; alter table t add constraint twice unique (id);",
    );
    let pair = pair("view_order", &should, &is).await;
    assert!(
        pair.told()
            .contains(&"column public.t.n Changed".to_owned()),
        "{:?}",
        pair.told()
    );
    assert_eq!(pair.led_back().await, NONE);
}

/// What a body of PL/pgSQL uses nobody knows: functions are made before their tables are, and go after nothing.
#[tokio::test]
async fn bodies_may_use_what_is_not_there_yet() {
    let should = "create table z_used (id int, a text);
        create function a_first() returns int language plpgsql as $$begin return (select count(*) from public.z_used where a <> public.y_then()); end$$;
        create function y_then() returns text language sql as $$select a from public.z_used limit 1$$;
        create table a_table (id int default public.a_first(), check (id <> 3));";
    let forth = pair(
        "bodies",
        should,
        "create function a_first() returns int language plpgsql as $$begin return 1; end$$;",
    )
    .await;
    assert_eq!(forth.led_back().await, NONE);
    let back = pair("bodies_back", "create table other (id int)", should).await;
    assert_eq!(back.led_back().await, NONE);
    // The expected state as SQL has them in any order too.
    let server = server().await;
    let turned: Vec<&str> = should.split(";\n").collect();
    let made = expected(
        &server,
        &format!(
            "set check_function_bodies = off; {}; {}; {}; {}",
            turned[1], turned[2], turned[0], turned[3]
        ),
    )
    .await;
    assert_eq!(
        told(&compare(
            &made.catalog,
            &forth.expected,
            &Options::default()
        )),
        NONE
    );
}

/// The scratch server lacks an extension that the database has: what needs it is told as not compared, and not as different.
#[tokio::test]
async fn an_extension_that_only_the_database_has_makes_no_difference() {
    let sql = "create extension pg_trgm; create table t (id int primary key, body text not null);
        create index t_body on t using gin (body gin_trgm_ops); create index t_id on t (id, body);";
    let server = server().await;
    let is = database(&server, "trigrams", sql).await;
    let lacking = TestServer::postgres16().await.unwrap();
    let mut made = expected(&lacking, sql).await;
    let told_apart: Vec<&str> = made
        .not_compared
        .iter()
        .map(|one| one.what.as_str())
        .collect();
    assert_eq!(told_apart, ["extension pg_trgm", "index t.t_body"]);
    complete(&mut made.catalog, &is, &made.not_compared);
    assert_eq!(
        told(&compare(&made.catalog, &is, &Options::default())),
        NONE
    );
    let mut plain = server.plain("trigrams").await.unwrap();
    plain.execute("drop index t_id").await.unwrap();
    drop(plain);
    let is = actual(&server, "trigrams").await;
    assert_eq!(
        told(&compare(&made.catalog, &is, &Options::default())),
        ["index public.t.t_id Missing"]
    );
}
