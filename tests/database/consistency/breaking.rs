//! Rows that break what is expected, counted by hand first.

use provost_core::catalog::Visible;
use provost_tests::local::{TestServer, Version};
use provost_tests::profile;

use super::place::{self, ACTUAL, count, make, of, reason};

/// The people of the test, and what they point to.
const ROWS: &str = "
    create table groups (id integer primary key);
    insert into groups values (1), (2), (3);
    create table pairs (a integer, b integer, primary key (a, b));
    insert into pairs values (1, 1);
    create table people (
        id integer, email text, name text not null, age integer, team integer, a integer, b integer, nick text
    );
    insert into people values
        (1, 'a@x', 'A', 10, 1, 1, 1, null),
        (1, 'a@x', 'B', -5, 9, 1, null, null),
        (2, null, 'C', null, null, null, null, 'n'),
        (null, 'b@x', 'D', -1, 9, 2, 2, 'n'),
        (3, 'a@x', 'E', 5, 3, null, null, 'm'),
        (4, null, 'F', 0, 2, 1, 1, null);";

const DEMANDS: &str = "
    create table groups (id integer primary key);
    create table pairs (a integer, b integer, primary key (a, b));
    create table people (
        id integer constraint people_key primary key,
        email text not null constraint people_email unique,
        name text not null,
        age integer constraint people_age check (age >= 0),
        team integer constraint people_team references groups,
        a integer, b integer,
        nick text,
        constraint people_nick unique nulls not distinct (nick),
        constraint people_pair foreign key (a, b) references pairs (a, b) match full,
        constraint people_alone exclude using btree (name with =)
    );";

#[tokio::test]
async fn every_kind_of_demand_is_counted() {
    for version in [Version::Bundled, Version::Postgres16] {
        let server = TestServer::with(version, |_| {}).await.unwrap();
        let (expected, actual) = make(&server, DEMANDS, ROWS).await;
        let found = count(&server, server.user(), &expected, &actual).await;
        let rows = |name: &str| of(&found, name).rows.clone();
        // One without a value, and the two that are both 1.
        let key = rows("primary key public.people.people_key");
        assert_eq!(key, Visible::Seen(3));
        assert_eq!(rows("column public.people.id"), Visible::Seen(1));
        assert_eq!(rows("column public.people.email"), Visible::Seen(2));
        // a@x three times; those without a value do not count.
        let email = rows("unique constraint public.people.people_email");
        assert_eq!(email, Visible::Seen(3));
        // n twice, and here three without a value are alike.
        let nick = rows("unique constraint public.people.people_nick");
        assert_eq!(nick, Visible::Seen(5));
        assert_eq!(rows("check public.people.people_age"), Visible::Seen(2));
        // 9 twice.
        let team = rows("foreign key public.people.people_team");
        assert_eq!(team, Visible::Seen(2));
        // (1, null) is only a part, (2, 2) is not there.
        let pair = rows("foreign key public.people.people_pair");
        assert_eq!(pair, Visible::Seen(2));
        assert!(
            reason(&found, "exclusion constraint public.people.people_alone").contains("exclusion")
        );
        assert_eq!(found.len(), 9, "{found:#?}");
    }
}

/// Rows that a unique index would not take: by columns, by expressions, of a part, with nulls alike.
#[tokio::test]
async fn what_a_unique_index_would_refuse_is_counted() {
    let server = TestServer::bundled().await.unwrap();
    let is = "
        create table people (id integer, email text, team integer, gone boolean, nick text);
        insert into people values
            (1, 'a@x', 1, false, null), (1, 'A@X', 1, true, null), (2, 'b@x', 1, false, 'n'),
            (3, null, 2, false, 'n'), (4, null, 2, false, 'm'), (5, 'a@x', 3, true, 'k');";
    let should = "
        create table people (id integer, email text, team integer, gone boolean, nick text);
        create unique index people_id on people (id);
        create unique index people_email on people (lower(email));
        create unique index people_team on people (team, (email || '!') desc) where not gone;
        create unique index people_nick on people (nick) nulls not distinct;
        create unique index people_collated on people (email collate \"C\");
        create index people_plain on people (team);";
    let (expected, actual) = make(&server, should, is).await;
    let found = count(&server, server.user(), &expected, &actual).await;
    let rows = |name: &str| {
        of(&found, &format!("index public.people.{name}"))
            .rows
            .clone()
    };
    assert_eq!(rows("people_id"), Visible::Seen(2));
    // Twice a@x and once A@X.
    assert_eq!(rows("people_email"), Visible::Seen(3));
    // The two of team 2 have no address, and nulls are not alike here.
    assert_eq!(rows("people_team"), Visible::Seen(0));
    // Two n and two without.
    assert_eq!(rows("people_nick"), Visible::Seen(4));
    assert!(reason(&found, "index public.people.people_collated").contains("collation"));
    assert_eq!(found.len(), 5, "{found:#?}");
}

/// The statement that is told gives the number that is told, also to somebody else.
#[tokio::test]
async fn what_is_told_can_be_run_again() {
    let server = TestServer::bundled().await.unwrap();
    let (expected, actual) = make(&server, DEMANDS, ROWS).await;
    let found = count(&server, server.user(), &expected, &actual).await;
    let mut plain = server.plain(ACTUAL).await.unwrap();
    let mut asked = 0;
    for one in &found {
        if let (Visible::Seen(rows), Some(sql)) = (&one.rows, &one.sql) {
            assert_eq!(plain.text(sql).await.unwrap(), rows.to_string(), "{sql}");
            asked += 1;
        }
    }
    assert_eq!(asked, 8);
}

/// A check that is there and weaker, and one that was never proved for the rows before it.
#[tokio::test]
async fn a_constraint_that_is_otherwise_is_counted_too() {
    let server = TestServer::bundled().await.unwrap();
    let is = "
        create table t (n integer constraint n_check check (n > 0), m integer);
        insert into t values (1, -1), (5, 1), (20, null), (30, -2);
        alter table t add constraint m_check check (m > 0) not valid;";
    let should = "
        create table t (
            n integer constraint n_check check (n > 0 and n < 20), m integer constraint m_check check (m > 0)
        );";
    let (expected, actual) = make(&server, should, is).await;
    let found = count(&server, server.user(), &expected, &actual).await;
    let rows = |name: &str| of(&found, name).rows.clone();
    assert_eq!(rows("check public.t.n_check"), Visible::Seen(2));
    assert_eq!(rows("check public.t.m_check"), Visible::Seen(2));
}

/// Partitions are the table; those that inherit share its checks and not its keys.
#[tokio::test]
async fn partitions_and_heirs_are_counted_as_the_server_would() {
    let server = TestServer::bundled().await.unwrap();
    let tables = |demands: &str, own: &str| {
        format!(
            "create table parts (id integer, n integer{demands}) partition by range (id);
             create table parts_low partition of parts for values from (0) to (10);
             create table parts_high partition of parts for values from (10) to (20);
             create table base (id integer{own}, n integer{demands});
             create table heir () inherits (base);"
        )
    };
    let is = tables("", "")
        + "insert into parts values (1, 1), (2, -1), (11, -1), (12, -1);
           insert into base values (1, 1), (1, -1);
           insert into heir values (1, -1), (7, -1);";
    let should = tables(
        " constraint positive check (n > 0)",
        " constraint base_id unique",
    );
    let (expected, actual) = make(&server, &should, &is).await;
    let found = count(&server, server.user(), &expected, &actual).await;
    let rows = |name: &str| of(&found, name).rows.clone();
    assert_eq!(rows("check public.parts.positive"), Visible::Seen(3));
    assert_eq!(rows("check public.base.positive"), Visible::Seen(3));
    let unique = rows("unique constraint public.base.base_id");
    assert_eq!(unique, Visible::Seen(2));
}

/// Names may hold anything, and may be others in the live database.
#[tokio::test]
async fn names_are_read_as_they_are() {
    let long = "é".repeat(31);
    let server = TestServer::bundled().await.unwrap();
    let odd = "od\"d'; drop table kept; --\nend";
    let quoted = |name: &str| format!("\"{}\"", name.replace('"', "\"\""));
    let is = format!(
        "create table kept (id integer);
         create table {odd} ({long} integer, {column} text, partner integer);
         comment on column {odd}.{column} is 'known by this';
         insert into {odd} values (1, 'x', 1), (1, null, 2), (2, 'yy', 3);
         create table old_name (alpha integer, beta text, chosen_table integer);
         insert into old_name values (-1, 'b', 1), (4, 'c', 1);",
        odd = quoted(odd),
        long = quoted(&long),
        column = quoted("select"),
    );
    let should = format!(
        "create table kept (id integer);
         create table {odd} (
             {long} integer constraint {long} unique,
             {column} text constraint c check (length({column}) < 2),
             partner integer
         );
         comment on column {odd}.{column} is 'known by this';
         create table new_name (
             alpha integer constraint positive check (alpha > 0), beta text,
             chosen_table integer constraint chosen_condition unique
         );",
        odd = quoted(odd),
        long = quoted(&long),
        column = quoted("from"),
    );
    let (expected, actual) = make(&server, &should, &is).await;
    let found = count(&server, server.user(), &expected, &actual).await;
    let rows = |name: &str| of(&found, name).rows.clone();
    let unique = rows(&format!("unique constraint public.{odd}.{long}"));
    assert_eq!(unique, Visible::Seen(2), "{found:#?}");
    let renamed = rows(&format!("check public.{odd}.c"));
    assert_eq!(renamed, Visible::Seen(1));
    assert_eq!(
        rows("check public.new_name.positive"),
        Visible::Seen(1),
        "{found:#?}"
    );
    let chosen = rows("unique constraint public.new_name.chosen_condition");
    assert_eq!(chosen, Visible::Seen(2));
    let mut plain = server.plain(ACTUAL).await.unwrap();
    let left = "select count(*)::text from pg_tables where tablename = 'kept'";
    assert_eq!(plain.text(left).await.unwrap(), "1");
}

/// What is not there cannot be counted, and types may be others.
#[tokio::test]
async fn what_cannot_be_counted_has_a_reason() {
    let server = TestServer::bundled().await.unwrap();
    let is = "
        create table t (id integer, code integer, note json);
        insert into t values (1, 5, '{}'), (2, 0, '{}');";
    let should = "
        create table gone (id integer primary key);
        create table t (
            id integer, code text constraint code_check check (code <> ''),
            note jsonb constraint note_unique unique, extra integer constraint extra_check check (extra > 0),
            gone integer constraint gone_key references gone,
            constraint far_key foreign key (id) references gone,
            constraint division check (10 / id > 5)
        );";
    let (expected, actual) = make(&server, should, is).await;
    let mut plain = server.plain(ACTUAL).await.unwrap();
    plain
        .execute("insert into t values (0, 1, '{}')")
        .await
        .unwrap();
    let found = count(&server, server.user(), &expected, &actual).await;
    for (name, words) in [
        ("check public.t.code_check", "refused to count"),
        ("unique constraint public.t.note_unique", "json"),
        ("check public.t.extra_check", "extra"),
        ("foreign key public.t.gone_key", "not there"),
        ("foreign key public.t.far_key", "public.gone, is not there"),
        ("check public.t.division", "22012"),
    ] {
        let reason = reason(&found, name);
        assert!(reason.contains(words), "{name}: {reason}");
    }
    assert_eq!(found.len(), 6, "{found:#?}");
}

/// A number that a role may not know, or that policies would make too small, is hidden with the reason.
#[tokio::test]
async fn rights_are_respected() {
    let server = TestServer::bundled().await.unwrap();
    let is = "
        create role reader login;
        create table open_table (n integer);
        create table closed_table (n integer);
        create table hiding_table (n integer);
        insert into open_table values (-1);
        insert into closed_table values (-1);
        insert into hiding_table values (-1);
        alter table hiding_table enable row level security;
        grant select on open_table, hiding_table to reader;";
    let should = "
        create table open_table (n integer constraint positive check (n > 0));
        create table closed_table (n integer constraint positive check (n > 0));
        create table hiding_table (n integer constraint positive check (n > 0));";
    let (expected, actual) = make(&server, should, is).await;
    let found = count(&server, "reader", &expected, &actual).await;
    let open = &of(&found, "check public.open_table.positive").rows;
    assert_eq!(*open, Visible::Seen(1));
    let closed = reason(&found, "check public.closed_table.positive");
    assert!(closed.contains("may not count"), "{closed}");
    let hiding = reason(&found, "check public.hiding_table.positive");
    assert!(hiding.contains("row-level security"), "{hiding}");
}

/// Neither a lock nor a condition that takes for ever holds the report up; somebody who cancels waits for nothing.
#[tokio::test(flavor = "multi_thread")]
async fn no_count_takes_longer_than_it_may() {
    let server = TestServer::bundled().await.unwrap();
    let is = "
        create table locked (n integer);
        create table slow (n integer);
        insert into slow select 2 + generate_series(1, 1000000) % 300;";
    let much: Vec<String> = (10..110)
        .map(|one| format!("ln(n::numeric + {one}) > 0"))
        .collect();
    let should = format!(
        "create table locked (n integer constraint positive check (n > 0));
         create table slow (n integer constraint slow_check check ({}));",
        much.join(" and ")
    );
    let (expected, actual) = make(&server, &should, is).await;
    let mut holder = server.plain(ACTUAL).await.unwrap();
    holder
        .execute("begin; lock table locked in access exclusive mode")
        .await
        .unwrap();
    let found = count(&server, server.user(), &expected, &actual).await;
    let locked = reason(&found, "check public.locked.positive");
    assert!(locked.contains("lock"), "{locked}");
    let slow = reason(&found, "check public.slow.slow_check");
    assert!(slow.contains("10 seconds"), "{slow}");

    let database = place::open(&profile::of(&server, ACTUAL, server.user()));
    let counting = {
        let database = database.clone();
        tokio::spawn(async move {
            let options = provost_core::schema::comparison::Options::default();
            let comparison =
                provost_core::schema::comparison::compare(&expected, &actual, &options);
            provost_postgres::schema::breaking_rows(
                &database,
                &expected,
                &actual,
                &comparison,
                &|_, _| {},
            )
            .await
        })
    };
    tokio::time::sleep(std::time::Duration::from_millis(500)).await;
    assert_eq!(database.cancel_running().await.unwrap(), 1);
    let ended = counting.await.unwrap();
    assert_eq!(ended, Err(provost_postgres::Error::Cancelled));
}
