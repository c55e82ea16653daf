//! Expressions of a schema that somebody else wrote, which a live database must not run.

use std::time::Instant;

use provost_core::catalog::{Catalog, Constraint, ConstraintKind, Visible};
use provost_tests::local::{TestServer, Version};

use super::place::{ACTUAL, count, make, of, reason};

const IS: &str = "
    create table t (n integer, s text, d timestamp with time zone, j jsonb, w text[], v character varying(10));
    insert into t values (1, 'abc', now(), '{}', '{a}', 'x'), (-1, 'x', now(), '[]', '{}', 'yy');
    create table secrets (word text);";

/// The expected schema with one more check, as a file that somebody sends could have it.
fn with_check(expected: &Catalog, definition: &str) -> Catalog {
    let mut forged = expected.clone();
    let table = forged
        .relations
        .iter_mut()
        .find(|relation| relation.name.name == "t")
        .unwrap();
    table.constraints.push(Constraint {
        name: "forged".to_owned(),
        kind: ConstraintKind::Check,
        definition: definition.to_owned(),
        columns: Vec::new(),
        references: None,
        referenced_columns: Vec::new(),
        on_delete: String::new(),
        on_update: String::new(),
        validated: true,
        enforced: true,
        deferrable: false,
        initially_deferred: false,
        inherited: false,
        comment: None,
    });
    forged
}

/// Each with a word that its reason must name.
const REFUSED: &[(&str, &str)] = &[
    (
        "CHECK ((s || s || s || s || s || s || s || s || s || s) <> '')",
        "reckons too much",
    ),
    ("CHECK ((('1e99999'::numeric)::text <> ''))", "power of ten"),
    ("CHECK (1e99999 > 0)", "a number of another form"),
    ("CHECK (((9 ^ 99999::numeric) > 0))", "raises to a power"),
    ("CHECK (pg_sleep(5) IS NOT NULL)", "pg_sleep"),
    ("CHECK (pg_catalog.pg_sleep(5) IS NOT NULL)", "pg_sleep"),
    ("CHECK (\"pg_sleep\"(5) IS NOT NULL)", "pg_sleep"),
    ("CHECK (U&\"\\0070g_sleep\"(5) IS NOT NULL)", "u"),
    ("CHECK (pg_sleep /**/ (5) IS NOT NULL)", "pg_sleep"),
    ("CHECK (pg_sleep\n(5) IS NOT NULL)", "pg_sleep"),
    ("CHECK (lo_export(1, '/tmp/x') = 1)", "lo_export"),
    ("CHECK (pg_read_file('/etc/passwd') <> s)", "pg_read_file"),
    ("CHECK (pg_terminate_backend(n))", "pg_terminate_backend"),
    ("CHECK (public.touch(n))", "public.touch"),
    ("CHECK (touch(n))", "touch"),
    ("CHECK (n > (SELECT 1))", "select"),
    ("CHECK (EXISTS (SELECT FROM secrets))", "exists"),
    ("CHECK (n = ANY (ARRAY(SELECT 1)))", "array"),
    ("CHECK (n IN (TABLE secrets))", "table"),
    ("CHECK (n IN (VALUES (1)))", "values"),
    ("CHECK (n > 0)); drop table t; --)", "not one that"),
    ("CHECK ((n > 0); drop table t)", ";"),
    ("CHECK (n > 0 -- )\n)", "comment"),
    ("CHECK (n > 0 /* x */)", "comment"),
    ("CHECK (s = $$a$$)", "dollar"),
    ("CHECK (s = E'\\'' )", "text constant"),
    ("CHECK (n OPERATOR(public.+) 1 > 0)", "operator"),
    ("CHECK (t.touch)", "row"),
    ("CHECK ((t).touch)", "t"),
    ("CHECK (t IS NOT NULL)", "names t"),
    ("CHECK ('x'::public.evil IS NULL)", "public.evil"),
    ("CHECK ('secrets'::regclass IS NULL)", "regclass"),
    ("CHECK (CAST(n AS public.evil) IS NULL)", "cast"),
    ("CHECK (public.evil 'x' IS NULL)", "schema"),
    ("CHECK (evil 'x' IS NULL)", "evil"),
    ("CHECK (n 'x' IS NULL)", "constant"),
    ("CHECK (s COLLATE public.evil = 'x')", "public"),
    ("CHECK (CURRENT_USER = s)", "current_user"),
    ("CHECK (repeat(s, 1000000) = s)", "repeat"),
    ("CHECK (s::character(10000000) = s)", "length"),
    (
        "CHECK (set_config('row_security', 'on', false) = s)",
        "set_config",
    ),
    (
        "CHECK (query_to_xml('select 1', true, true, '') IS NULL)",
        "query_to_xml",
    ),
    ("CHECK (nextval('numbers') > 0)", "nextval"),
    (
        "CHECK (1$$'$$ OR pg_sleep(5) IS NULL OR '$$' = s)",
        "not one that",
    ),
    ("CHECK (1$$ > n)", "number"),
];

/// As PostgreSQL writes them, with the rows that each refuses.
const RUN: &[(&str, i64)] = &[
    ("CHECK ((n > 0))", 1),
    ("CHECK (((n > 0) AND (length(s) > 1)))", 1),
    ("CHECK ((s ~ '^[a-z\\s]{2,}$'::text))", 1),
    (
        "CHECK (((v)::text = ANY ((ARRAY['x'::character varying, 'z'::character varying])::text[])))",
        1,
    ),
    (
        "CHECK (((v)::text = ANY (ARRAY[('x'::character varying)::text, ('z'::character varying)::text])))",
        1,
    ),
    ("CHECK ((jsonb_typeof(j) = 'object'::text))", 1),
    ("CHECK ((d <= now()))", 0),
    (
        "CHECK ((d > '2000-01-01 00:00:00+00'::timestamp with time zone))",
        0,
    ),
    (
        "CHECK ((d > ('2000-01-01'::timestamp(3) without time zone AT TIME ZONE 'UTC'::text)))",
        0,
    ),
    ("CHECK ((EXTRACT(year FROM d) > (2000)::numeric))", 0),
    ("CHECK ((cardinality(w) > 0))", 1),
    ("CHECK ((\"substring\"(s, 1, 1) = 'a'::text))", 1),
    ("CHECK ((\"left\"(s, 1) = 'x'::text)) NO INHERIT", 1),
    ("CHECK ((btrim(s) <> ''::text)) NOT VALID", 0),
    ("CHECK (((n)::numeric(10,2) >= 0.5))", 1),
    ("CHECK (((s IS NULL) <> (n IS NULL)))", 2),
    (
        "CHECK (CASE WHEN (n > 0) THEN (s <> ''::text) ELSE false END)",
        1,
    ),
    ("CHECK ((COALESCE(n, 0) BETWEEN 0 AND 5))", 1),
    ("CHECK ((s = 'it''s); select 1 --'::text))", 2),
    ("CHECK ((d > (CURRENT_DATE - '100 years'::interval)))", 0),
    ("CHECK (((s COLLATE \"C\") > 'b'::text))", 1),
    ("CHECK ((num_nonnulls(n, s) = 2))", 0),
    ("CHECK ((pg_catalog.char_length(s) > 2))", 1),
    ("CHECK ((s ~ similar_to_escape('a%'::text)))", 1),
    ("CHECK ((POSITION(('b'::text) IN (s)) > 0))", 1),
    (
        "CHECK ((OVERLAY(s PLACING 'y'::text FROM 1) <> 'y'::text))",
        1,
    ),
];

#[tokio::test]
async fn only_harmless_expressions_are_run() {
    for version in [Version::Bundled, Version::Postgres16] {
        let server = TestServer::with(version, |_| {}).await.unwrap();
        let traps = "
            create table touched (n integer);
            create sequence numbers;
            create function touch(n integer) returns boolean language plpgsql as
                $$ begin raise exception 'it was run'; end $$;
            create function touch(r t) returns boolean language plpgsql as
                $$ begin raise exception 'it was run'; end $$;
            create domain evil as text check (touch(1));";
        let (expected, actual) = make(&server, IS, &format!("{IS} {traps}")).await;
        for (definition, word) in REFUSED {
            let begun = Instant::now();
            let forged = with_check(&expected, definition);
            let found = count(&server, server.user(), &forged, &actual).await;
            let told = reason(&found, "check public.t.forged");
            let sql = &of(&found, "check public.t.forged").sql;
            assert_eq!(*sql, None, "{definition} was sent: {told}");
            assert!(told.to_lowercase().contains(word), "{definition}: {told}");
            assert!(begun.elapsed().as_secs() < 4, "{definition}");
        }
        for (definition, rows) in RUN {
            let forged = with_check(&expected, definition);
            let found = count(&server, server.user(), &forged, &actual).await;
            let counted = &of(&found, "check public.t.forged").rows;
            assert_eq!(*counted, Visible::Seen(*rows), "{definition}");
        }
        let mut plain = server.plain(ACTUAL).await.unwrap();
        let tables = "select count(*)::text from pg_tables where schemaname = 'public'";
        assert_eq!(plain.text(tables).await.unwrap(), "3");
    }
}

/// A constant is read as the server that wrote it means it, whatever the live database is set to.
#[tokio::test]
async fn a_backslash_ends_no_constant() {
    let server = TestServer::bundled().await.unwrap();
    let (expected, actual) = make(&server, IS, IS).await;
    let mut plain = server.plain(ACTUAL).await.unwrap();
    plain
        .execute("alter database live set standard_conforming_strings = off")
        .await
        .unwrap();
    // With backslashes that escape, the constant would go on to the next quote, and what follows would be code.
    let definition = "CHECK ((s <> '\\') AND (s <> ' OR pg_sleep(5) IS NULL OR s = '))";
    let begun = Instant::now();
    let found = count(
        &server,
        server.user(),
        &with_check(&expected, definition),
        &actual,
    )
    .await;
    assert_eq!(
        of(&found, "check public.t.forged").rows,
        Visible::Seen(0),
        "{found:#?}"
    );
    assert!(begun.elapsed().as_secs() < 4);
}

/// A cast or a type that somebody made in the live database would run that somebody's code.
#[tokio::test]
async fn types_of_others_are_left_alone() {
    let server = TestServer::bundled().await.unwrap();
    let types = "
        create type mood as enum ('good', 'bad');
        create type plain_mood as enum ('good', 'bad');
        create domain short as text;
        create type point2 as (x integer, y integer);";
    let live = "
        create function judge(m mood) returns text language plpgsql as $$ begin raise exception 'it was run'; end $$;
        create cast (mood as text) with function judge(mood) as implicit;";
    let table = |demands: [&str; 4]| {
        format!(
            "create table t (m mood {}, p plain_mood {}, s short {}, xy point2 {});",
            demands[0], demands[1], demands[2], demands[3]
        )
    };
    let is = format!(
        "{types} {} {live} insert into t values ('good', 'good', 'a', (1, null)), ('bad', 'bad', 'b', (null, null));",
        table(["", "", "", ""])
    );
    let should = format!(
        "{types} {}",
        table([
            "constraint m_check check (m <> 'bad')",
            "constraint p_check check (p <> 'bad')",
            "constraint s_check check (s <> 'b')",
            "not null constraint xy_check check (xy <> (1, 1)::point2)",
        ])
    );
    let (expected, actual) = make(&server, &should, &is).await;
    let found = count(&server, server.user(), &expected, &actual).await;
    assert!(reason(&found, "check public.t.m_check").contains("mood"));
    assert!(reason(&found, "check public.t.xy_check").contains("point2"));
    for name in ["check public.t.p_check", "check public.t.s_check"] {
        assert_eq!(of(&found, name).rows, Visible::Seen(1), "{found:#?}");
    }
    // A row of nulls is a value.
    assert_eq!(of(&found, "column public.t.xy").rows, Visible::Seen(0));
}
