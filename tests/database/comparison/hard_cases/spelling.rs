//! How the server writes what it was told.

use provost_core::schema::comparison::{Options, compare};
use provost_tests::local::Version;

use super::ground::{database, pair, server, told};
use crate::place::{actual, dump, expected};

const NONE: [&str; 0] = [];

/// `IN` on a varchar is written one way after CREATE and another after a dump and a restore of the same server.
#[tokio::test]
async fn a_check_on_varchar_is_no_fix_point() {
    let server = server().await;
    let table = "create table runs (status varchar(20) constraint known check (status in ('a', 'b', 'it''s')),
        stage varchar not null, constraint either check (stage not in ('x', 'y') or status in ('a', 'b')));
        create index few on runs (stage) where status in ('a', 'b');
        create policy p on runs using (status in ('a', 'b'));";
    let first = database(&server, "check_first", table).await;
    let text = dump(&server, Version::Bundled, "check_first");
    let lines: Vec<&str> = text
        .lines()
        .filter(|line| !line.starts_with('\\'))
        .collect();
    let again = database(&server, "check_again", &lines.join("\n")).await;
    let written = |catalog: &provost_core::catalog::Catalog| {
        let known = catalog.relations[0].constraints.iter();
        known
            .clone()
            .find(|one| one.name == "known")
            .map(|one| one.definition.clone())
    };
    assert_ne!(
        written(&first),
        written(&again),
        "the case is no longer one"
    );
    for (should, is) in [(&first, &again), (&again, &first)] {
        let comparison = compare(should, is, &Options::default());
        assert_eq!(told(&comparison), NONE);
        assert_eq!(comparison.differences, []);
    }
}

/// `!=` is `<>`, and space and brackets mean nothing; another number does, also where the name stays.
#[tokio::test]
async fn a_check_is_compared_without_a_development_database() {
    let of = |check: &str| {
        format!(
            "create table t (a int, b text, constraint c check ({check}), constraint d check (a > 0));"
        )
    };
    let same = pair(
        "check_same",
        &of("a != 1 and (b is null or b <> '')"),
        &of("((a<>1)) AND (b IS NULL OR (b != ''))"),
    )
    .await;
    assert_eq!(same.told(), NONE);
    let other = pair("check_other", &of("a != 1"), &of("a != 2")).await;
    assert_eq!(other.told(), ["check public.t.c Changed"]);
    assert_eq!(other.led_back().await, NONE);
}

/// What stands on the search path is written without its schema: it must not matter what the path is.
#[tokio::test]
async fn a_search_path_changes_no_definition() {
    let things = "create schema app; create domain app.level as int check (value > 0);
        create function app.nlevel(int) returns int language sql immutable return $1 + 1;
        create table app.t (id app.level primary key default app.nlevel(1), check (app.nlevel(id) > 1));
        create view app.v as select app.nlevel(id) as n from app.t; create index i on app.t (app.nlevel(id));";
    let is = format!(
        "{things} do $$ begin execute format('alter database %I set search_path = app, public', current_database()); end $$"
    );
    let pair = pair("search_path", things, &is).await;
    assert_eq!(pair.told(), ["database setting search_path Unexpected"]);
    // Nor does a name of the scratch database leak into what is expected of a text that sets its own path.
    let server = server().await;
    let own = things
        .replace(
            "create schema app;",
            "create schema app; set search_path = app;",
        )
        .replace("app.nlevel", "nlevel")
        .replace("app.level", "level");
    let expected = expected(&server, &own).await;
    assert_eq!(
        told(&compare(
            &expected.catalog,
            &pair.expected,
            &Options::default()
        )),
        NONE
    );
}

/// Casts that the server puts into expressions and predicates, and what they hide from a comparison by text.
#[tokio::test]
async fn casts_in_indexes_are_no_difference_and_predicates_are() {
    let of = |indexes: &str| {
        format!(
            "create table t (name varchar(20), state varchar(10), n int, at timestamptz); {indexes}"
        )
    };
    let written = of(
        "create index a on t (lower(name)) where state = 'new'; create index b on t ((n::text || 'x')) where n in (1, 2); create index c on t (n) where at > '2020-01-01Z';",
    );
    let cast = of(
        "create index a on t (lower(name::text)) where state::text = 'new'::text; create index b on t (((n)::text || 'x'::text)) where n = any (array[1, 2]); create index c on t (n) where (at > '2020-01-01 00:00:00+00'::timestamptz);",
    );
    let same = pair("index_casts", &written, &cast).await;
    assert_eq!(same.told(), NONE);
    let other = of(
        "create index a on t (lower(name)) where state = 'old'; create index b on t ((n::text || 'y')) where n in (1, 2); create index c on t (n desc) where at > '2020-01-01Z';",
    );
    let other = pair("index_predicates", &written, &other).await;
    assert_eq!(
        other.told(),
        [
            "index public.t.a Changed",
            "index public.t.b Changed",
            "index public.t.c Changed"
        ]
    );
    assert_eq!(other.led_back().await, NONE);
}

/// Since 18 NOT NULL is a constraint with a name, which keeps that of the table before it was renamed.
#[tokio::test]
async fn the_name_of_a_not_null_is_no_difference() {
    let renamed = "create table before (id int not null, body text constraint must not null); alter table before rename to after;";
    let same = pair(
        "not_null_names",
        "create table after (id int not null, body text not null)",
        renamed,
    )
    .await;
    assert_eq!(same.comparison.differences, []);
    let server = server().await;
    let mut plain = server.plain("not_null_names").await.unwrap();
    let names = plain
        .texts("select conname from pg_constraint where contype = 'n' and conrelid = 'after'::regclass order by 1")
        .await
        .unwrap();
    assert_eq!(
        names,
        ["before_id_not_null", "must"],
        "the case is no longer one"
    );
    drop(plain);
    assert_eq!(
        actual(&server, "not_null_names").await.relations[0].constraints,
        []
    );
    let other = pair(
        "not_null_gone",
        "create table t (id int not null)",
        "create table t (id int)",
    )
    .await;
    assert_eq!(other.told(), ["column public.t.id Changed"]);
    assert_eq!(other.led_back().await, NONE);
}

#[tokio::test]
async fn a_deferrable_unique_is_told_from_a_plain_one() {
    let of = |late: &str| {
        format!(
            "create table t (a int constraint once unique {late}, b int constraint key primary key {late})"
        )
    };
    let pair = pair("deferrable", &of("deferrable initially deferred"), &of("")).await;
    assert_eq!(
        pair.told(),
        [
            "primary key public.t.key Changed",
            "unique constraint public.t.once Changed"
        ]
    );
    assert_eq!(pair.led_back().await, NONE);
}
