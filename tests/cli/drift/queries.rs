//! Drift of what a database holds: windows of tables and queries, which can only read.

use provost_tests::local::Version;

use super::{column, compare, json};
use crate::person::{Person, shop};

const EVENTS: &str = "
create schema extra;
create extension vector schema extra;
create type public.colour as enum ('red', 'green');
create table public.events (
    at timestamptz not null, amount numeric, pieces int not null, colour public.colour, good bool, meaning extra.vector(2)
);
insert into public.events
select
    timestamptz '2026-01-01 00:00Z' + make_interval(hours => row),
    case when row % 10 > 0 then row % 97 + case when row >= 744 then 50 else 0 end end,
    row % 7,
    case when row % 3 = 0 then 'red'::public.colour else 'green' end,
    row % 2 = 0,
    format('[%s,%s]', row % 5, case when row >= 744 then 3 else 0 end)::extra.vector
from generate_series(0, 1415) as row;
";

#[tokio::test]
async fn windows_and_queries_are_compared_by_the_types_of_their_columns() {
    for version in [Version::Bundled, Version::Postgres16] {
        let (person, server) = (Person::new(), shop(version).await);
        server
            .plain("shop")
            .await
            .unwrap()
            .execute(EVENTS)
            .await
            .unwrap();
        let url = server.url("shop");
        let january = "table:public.events@at=2026-01-01..2026-02-01";
        let february = "table:public.events@at=2026-02-01..2026-03-01";
        let answer = json(&person, january, february, &["--url", &url]);
        let rows = |side: &str| answer["sources"][side]["rows"].as_u64();
        assert_eq!((rows("reference"), rows("current")), (Some(744), Some(672)));
        for (name, kind, drifted) in [
            ("amount", "numeric", true),
            ("pieces", "numeric", false),
            ("colour", "categorical", false),
            ("good", "boolean", false),
            ("meaning", "embedding", true),
        ] {
            let own = column(&answer, name);
            assert_eq!(
                (&own["kind"], &own["drifted"]),
                (&kind.into(), &drifted.into()),
                "{own}"
            );
        }
        assert_eq!(column(&answer, "amount")["referenceMissing"], 75);
        assert_eq!(answer["notCompared"][0]["name"], "at");
        let same = "query:select amount, pieces::float8 as pieces from public.events where at < '2026-02-01Z' -- all;\n;";
        let answer = json(&person, january, same, &["--url", &url]);
        assert_eq!(column(&answer, "amount")["score"], 1.0, "the same rows");
        std::fs::write(person.path("a.csv"), "amount\n1\n2\n").unwrap();
        let answer = json(&person, "a.csv", same, &["--url", &url]);
        assert_eq!(answer["columns"].as_array().unwrap().len(), 1);
    }
}

#[tokio::test]
async fn a_query_can_only_read() {
    let (person, server) = (Person::new(), shop(Version::Bundled).await);
    let mut plain = server.plain("shop").await.unwrap();
    plain.execute(EVENTS).await.unwrap();
    let url = server.url("shop");
    std::fs::write(person.path("a.csv"), "n\n1\n").unwrap();
    for (query, said) in [
        (
            "select 1 as n; drop table public.events",
            "multiple commands",
        ),
        (
            "with gone as (delete from public.events returning 1 as n) select n from gone",
            "data-modifying",
        ),
        (
            "select 1 as n) as x; drop table public.events; --",
            "syntax",
        ),
        ("select n from events", "does not exist"),
        ("select 1 as n, 2 as n", "two columns are named"),
        ("select nextval('public.counted') as n", "read-only"),
        (
            "select 1 / (pieces - pieces) as n from public.events",
            "division by zero",
        ),
        ("select 1 as n into public.copied", "gives no columns"),
    ] {
        plain
            .execute("create sequence if not exists public.counted")
            .await
            .unwrap();
        let run = compare(
            &person,
            "a.csv",
            &format!("query:{query}"),
            &["--url", &url],
        )
        .ended(2);
        assert!(
            run.err.to_lowercase().contains(&said.to_lowercase()),
            "{said}: {run:?}"
        );
    }
    let run = json(
        &person,
        "a.csv",
        "query:select pieces as n from public.events",
        &["--url", &url],
    );
    assert_eq!(
        run["sources"]["current"]["rows"], 1416,
        "nothing was deleted"
    );
}

#[tokio::test]
async fn long_values_are_compared_by_their_beginning_and_their_fingerprint() {
    let (person, server) = (Person::new(), shop(Version::Bundled).await);
    let url = server.url("shop");
    // Two words of five million letters that differ in the last one, and vectors beyond what is compared.
    let query = "query:select repeat('x', 5000000) || row % 2 as word, \
                 array_fill(1::float4, array[20000 * (row % 2) + 1]) as vector from generate_series(1, 40) as row";
    let mut file = "word,vector\n".to_owned();
    for row in 1..=40 {
        file += &"x".repeat(1500);
        file += if row % 2 == 0 { "0,[1]\n" } else { "1,[1]\n" };
    }
    std::fs::write(person.path("a.csv"), file).unwrap();
    let answer = json(&person, query, "a.csv", &["--url", &url]);
    let bins = column(&answer, "word")["bins"]["keys"].as_array().unwrap();
    let labels: Vec<&str> = bins.iter().filter_map(|key| key.as_str()).collect();
    assert_eq!(labels.len(), 4, "{labels:?}");
    let begins = format!("{}... sha256:", "x".repeat(100));
    assert!(
        labels.iter().all(|label| label.starts_with(&begins)),
        "{labels:?}"
    );
    let own = json(&person, query, query, &["--url", &url]);
    assert_eq!(
        column(&own, "word")["bins"]["keys"]
            .as_array()
            .unwrap()
            .len(),
        2
    );
    assert_eq!(column(&own, "vector")["referenceMissing"], 20);
}
