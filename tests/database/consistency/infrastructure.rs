//! What a server says of its surroundings, against what it says to a plain client.

use std::collections::BTreeMap;

use provost_core::catalog::{Catalog, Visible};
use provost_core::connections::TlsMode;
use provost_core::schema::consistency::{Evidence, Infrastructure, Pooler, TableLoad, Tally};
use provost_postgres::{Database, Trust, catalog, schema};
use provost_tests::clean;
use provost_tests::local::{PASSWORD, TestServer, Version};
use provost_tests::plain::Plain;
use provost_tests::profile;
use provost_tests::tls::{Certificates, TlsServer};
use zeroize::Zeroizing;

use super::place::{ACTUAL, open, read};

pub(crate) async fn asked(server: &TestServer, role: &str) -> (Infrastructure, Catalog) {
    let actual = read(server, ACTUAL).await;
    let profile = profile::of(server, ACTUAL, role);
    let found = schema::infrastructure(&open(&profile), &profile, &actual).await;
    (found.unwrap(), actual)
}

pub(crate) async fn made(server: &TestServer, sql: &str) -> Plain {
    server.create_database(ACTUAL).await.unwrap();
    let mut plain = server.plain(ACTUAL).await.unwrap();
    plain.execute(sql).await.unwrap();
    plain
}

fn load<'i>(found: &'i Infrastructure, name: &str) -> &'i TableLoad {
    let mut tables = found.tables.iter();
    tables
        .find(|load| load.name.to_string() == name)
        .unwrap_or_else(|| panic!("{name} is not among {:#?}", found.tables))
}

pub(crate) fn shown<'i>(found: &'i Infrastructure, title: &str) -> &'i Evidence {
    let mut evidence = found.evidence.iter();
    evidence
        .find(|one| one.title.starts_with(title))
        .unwrap_or_else(|| panic!("{title} is not among {:#?}", found.evidence))
}

async fn number(plain: &mut Plain, sql: &str) -> i64 {
    plain.text(sql).await.unwrap().parse().unwrap()
}

pub(crate) const SHOP: &str = "
    create table public.alembic_version (version_num varchar(32) primary key);
    insert into public.alembic_version values ('e1f2g3h4i5j6');
    create table users (id integer primary key, email text unique, tfa_enabled boolean);
    insert into users select n, n || '@example.org', n % 2 = 0 from generate_series(1, 18) n;
    create table large (id bigint primary key, word text);
    insert into large select n, md5(n::text) from generate_series(1, 120000) n;
    create table \"od\"\"d
; | name\" (n integer);
    create table parts (id integer, word text) partition by range (id);
    create table parts_low partition of parts for values from (0) to (100);
    create table parts_high partition of parts for values from (100) to (1000);
    insert into parts select n, 'word' from generate_series(1, 300) n;
    create table fresh (n integer);
    insert into fresh select generate_series(1, 7);
    create table base (n integer);
    create table heir () inherits (base);
    insert into base values (1);
    insert into heir values (2), (3);
    analyze users, large, parts_low, parts_high;";

/// The sizes of all tables but the partitioned one, which has none of its own.
async fn sizes_agree(found: &Infrastructure, plain: &mut Plain) {
    for load in found.tables.iter().filter(|one| one.name.name != "parts") {
        let quoted = |part: &str| format!("\"{}\"", part.replace('"', "\"\""));
        let name = format!("{}.{}", quoted(&load.name.schema), quoted(&load.name.name));
        for (told, function) in [
            (load.bytes, "pg_total_relation_size"),
            (load.index_bytes, "pg_indexes_size"),
        ] {
            let size = format!("select {function}('{name}')::text");
            assert_eq!(told, number(plain, &size).await, "{name}");
        }
    }
}

#[tokio::test]
async fn numbers_are_those_of_a_plain_client() {
    for version in [Version::Bundled, Version::Postgres16] {
        let server = TestServer::with(version, |_| {}).await.unwrap();
        let mut plain = made(&server, SHOP).await;
        let actual = read(&server, ACTUAL).await;
        let profile = profile::of(&server, ACTUAL, server.user());
        // The lines that read the catalog may still be closing.
        tokio::time::sleep(std::time::Duration::from_millis(500)).await;
        let clients =
            "select count(*)::text from pg_stat_activity where backend_type = 'client backend'";
        let clients = number(&mut plain, clients).await;
        let found = schema::infrastructure(&open(&profile), &profile, &actual)
            .await
            .unwrap();
        assert_eq!(found.connections_used, Visible::Seen(clients + 1));
        let allowed = "select (current_setting('max_connections')::int \
                       - current_setting('superuser_reserved_connections')::int \
                       - current_setting('reserved_connections')::int)::text";
        assert_eq!(found.connections_allowed, number(&mut plain, allowed).await);
        assert!(found.socket);
        assert_eq!(found.tls, Visible::Seen(None));
        assert_eq!(found.pooler, Pooler::None);
        sizes_agree(&found, &mut plain).await;
        let names: Vec<&str> = found
            .tables
            .iter()
            .map(|load| load.name.name.as_str())
            .collect();
        assert_eq!(
            names,
            [
                "alembic_version",
                "base",
                "fresh",
                "heir",
                "large",
                "od\"d\n; | name",
                "parts",
                "parts_high",
                "parts_low",
                "users"
            ]
        );
        assert_eq!(load(&found, "public.users").rows, Tally::Counted(18));
        assert_eq!(load(&found, "public.fresh").rows, Tally::Counted(7));
        assert_eq!(load(&found, "public.large").rows, Tally::Estimated(120_000));
        assert_eq!(load(&found, "public.parts").rows, Tally::Counted(300));
        let halves = ["public.parts_low", "public.parts_high"].map(|name| load(&found, name).bytes);
        assert_eq!(
            load(&found, "public.parts").bytes,
            halves.iter().sum::<i64>()
        );
    }
}

#[tokio::test]
async fn use_and_waste_are_those_of_the_server() {
    let server = TestServer::bundled().await.unwrap();
    let mut plain = made(
        &server,
        "create table worn (id bigint primary key, word text, n integer);
         insert into worn select n, md5(n::text), n from generate_series(1, 100000) n;
         create table packed (id integer, other bigint, word text);
         insert into packed select n, n, case when n % 3 = 0 then md5(n::text) end from generate_series(1, 50000) n;
         delete from worn where id % 4 <> 0;",
    )
    .await;
    plain.execute("vacuum analyze").await.unwrap();
    // Index scans, and then a flush of what this session counted.
    for sql in [
        "set enable_seqscan = off",
        "select word from worn where id = 8",
        "select word from worn where id = 12",
        "set enable_seqscan = on",
        "select count(n)::text from worn",
        "select pg_stat_force_next_flush()::text",
        "select 1::text",
    ] {
        plain.execute(sql).await.unwrap();
    }
    let (found, _) = asked(&server, server.user()).await;
    let worn = load(&found, "public.worn");
    let table = plain
        .texts(
            "select unnest(array[seq_scan, idx_scan, n_dead_tup])::text from pg_stat_user_tables where relname = 'worn'",
        )
        .await
        .unwrap();
    assert!(worn.index_scans >= 2, "{worn:?}");
    assert_eq!(worn.index_scans.to_string(), table[1]);
    // Counting its rows is one more than there was.
    assert!(worn.sequential_scans >= 1, "{worn:?} {table:?}");
    let rate = plain
        .text(
            "select ((heap_blks_hit + idx_blks_hit)::float8 / (heap_blks_hit + heap_blks_read + idx_blks_hit + idx_blks_read))::text \
             from pg_statio_user_tables where relname = 'worn'",
        )
        .await
        .unwrap();
    let rate: f64 = rate.parse().unwrap();
    let told = worn.cache_hit_rate.unwrap();
    assert!((told - rate).abs() < 0.01, "{told} {rate}");

    // What packing the table anew gives back, in truth.
    let mut truth = BTreeMap::new();
    for name in ["worn", "packed"] {
        let size = format!("select pg_relation_size('{name}')::text");
        let before = number(&mut plain, &size).await;
        plain.execute(&format!("vacuum full {name}")).await.unwrap();
        truth.insert(name, (before, before - number(&mut plain, &size).await));
    }
    for (name, (before, gain)) in truth {
        let told = load(&found, &format!("public.{name}")).bloat_bytes.unwrap();
        let off = (told - gain).abs();
        assert!(off * 20 < before, "{name}: {told} told, {gain} in truth");
    }
}

#[tokio::test]
async fn a_role_is_told_what_it_may_know() {
    let server = TestServer::bundled().await.unwrap();
    let plain = made(
        &server,
        "create role reader login connection limit 7;
         create role other login;
         create table seen (n integer);
         insert into seen values (1), (2), (3);
         create table closed (n integer);
         insert into closed values (1), (2);
         create table hiding (n integer);
         insert into hiding values (1), (2);
         create table unknown (n integer);
         alter table hiding enable row level security;
         analyze seen, closed, hiding;
         grant select on seen, hiding to reader;",
    )
    .await;
    // Others are connected, so only the role's own limit can be told.
    let (found, _) = asked(&server, "reader").await;
    assert_eq!(found.connections_allowed, 7);
    assert_eq!(found.connections_used, Visible::Seen(1));
    assert_eq!(load(&found, "public.seen").rows, Tally::Counted(3));
    assert_eq!(load(&found, "public.closed").rows, Tally::Estimated(2));
    assert_eq!(load(&found, "public.hiding").rows, Tally::Estimated(2));
    assert_eq!(load(&found, "public.unknown").rows, Tally::Unknown);
    // The statistics of columns that it may not read are not its own either.
    assert!(load(&found, "public.seen").bloat_bytes.is_some());
    assert_eq!(load(&found, "public.closed").bloat_bytes, None);
    let (found, _) = asked(&server, "other").await;
    assert!(
        matches!(&found.connections_used, Visible::Hidden(reason) if reason.contains("pg_monitor")),
        "{:?}",
        found.connections_used
    );
    // Its own at least.
    assert!(
        found.connections_least.is_some_and(|least| least >= 1),
        "{:?}",
        found.connections_least
    );
    drop(plain);
}

#[tokio::test]
async fn a_locked_table_holds_nothing_up() {
    let server = TestServer::bundled().await.unwrap();
    let mut plain = made(&server, SHOP).await;
    let actual = read(&server, ACTUAL).await;
    plain
        .execute("begin; lock table users in access exclusive mode")
        .await
        .unwrap();
    let profile = profile::of(&server, ACTUAL, server.user());
    let begun = std::time::Instant::now();
    let found = schema::infrastructure(&open(&profile), &profile, &actual)
        .await
        .unwrap();
    assert!(begun.elapsed().as_secs() < 8, "{:?}", begun.elapsed());
    assert_eq!(load(&found, "public.users").rows, Tally::Estimated(18));
    assert_eq!(load(&found, "public.fresh").rows, Tally::Counted(7));
    assert!(load(&found, "public.users").bytes > 0);
}

/// However many tables there are, at most 200 are counted, the smallest; the answers name no more.
#[tokio::test]
async fn few_of_many_tables_are_counted() {
    let server = TestServer::bundled().await.unwrap();
    let many = "do $$ begin for n in 1..230 loop
        execute format('create table t%s as select generate_series(1, %s) as id', n, n);
        execute format('analyze t%s', n);
    end loop; end $$";
    drop(made(&server, many).await);
    let (found, _) = asked(&server, server.user()).await;
    assert_eq!(found.tables.len(), 230);
    let counted = |load: &&TableLoad| matches!(load.rows, Tally::Counted(_));
    // A machine that is at work with other things may count fewer in its two seconds.
    let many = found.tables.iter().filter(counted).count();
    assert!((70..=200).contains(&many), "{many}");
    for (number, load) in (1..)
        .map(|number| (number, load(&found, &format!("public.t{number}"))))
        .take(230)
    {
        let is_counted = matches!(load.rows, Tally::Counted(rows) if rows == number);
        let is_estimated = load.rows == Tally::Estimated(number);
        let expected = usize::try_from(number).unwrap() <= many;
        assert_eq!(
            (is_counted, is_estimated),
            (expected, !expected),
            "{load:?}"
        );
    }
    let tables = &shown(&found, "Tables").result;
    assert_eq!(tables.lines().count(), 201);
    assert!(tables.ends_with("… 30 more"), "{tables}");
    let rows = &shown(&found, "Rows").result;
    assert!(
        rows.ends_with(&format!("… {} more tables", many - 60)),
        "{rows}"
    );
}

#[test]
fn the_lines_protection_is_told() {
    clean::run("infrastructure::the_lines_protection_is_told", async {
        let certificates = Certificates::make().unwrap();
        let server = TlsServer::start(&certificates).await.unwrap();
        let root = Some(certificates.certificate("private"));
        let trust = Trust::default();
        let mut profile =
            provost_tests::tls::profile(server.port(), "owner", TlsMode::VerifyFull, root);
        for certificate in [false, true] {
            if certificate {
                profile.tls.client_certificate = Some(certificates.certificate("mutual"));
                profile.tls.client_key = Some(certificates.key("mutual"));
            }
            let password = Some(Zeroizing::new(PASSWORD.to_owned()));
            let database = Database::open(&profile, password, &trust).unwrap();
            let actual = catalog::read(&database, &|_| {}).await.unwrap();
            let found = schema::infrastructure(&database, &profile, &actual)
                .await
                .unwrap();
            let tls = found.tls.seen().unwrap().clone().unwrap();
            assert_eq!(tls.version, "TLSv1.3");
            assert!(tls.cipher.starts_with("TLS_"), "{}", tls.cipher);
            assert_eq!(tls.client_certificate, certificate);
            assert!(!found.socket);
            assert_eq!(found.pooler, Pooler::None);
        }
    });
}
