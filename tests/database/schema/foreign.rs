//! Tables that somebody else made from seed 000: compared, refused where a value would have to change, and made ours where not.

use std::collections::{BTreeMap, BTreeSet};

use provost_core::schema::{Adopt, AdoptionVerdict, ColumnVerdict, ObstacleKind, Pack, PackState};
use provost_postgres::schema;
use provost_tests::local::TestServer;
use provost_tests::plain::Plain;
use uuid::Uuid;

use crate::place::{Place, obstacles};

const TABLES: &str = include_str!("../../fixtures/schema/foreign/seed_000.sql");
const ROWS: &str = include_str!("../../fixtures/schema/foreign/seed_000_rows.sql");
const TENANT: Uuid = Uuid::from_u128(0xaaaa_aaaa_0000_4000_8000_0000_0000_0001);

/// Those that cannot become ours with rows in them.
const REFUSED: [&str; 3] = ["ai_data_consent", "ai_data_privacy", "ai_embeddings"];

/// All that a database knows of the tables of the packs, a line each, but for the order of columns.
const MADE: &str = "select line from (
    select format('column %s.%s %s %s %s %s', c.relname, a.attname, format_type(a.atttypid, a.atttypmod), a.attnotnull,
        pg_get_expr(d.adbin, d.adrelid), a.attgenerated) as line
    from pg_class c join pg_attribute a on a.attrelid = c.oid and a.attnum > 0 and not a.attisdropped
    left join pg_attrdef d on d.adrelid = c.oid and d.adnum = a.attnum
    where c.relnamespace = 'governance'::regnamespace and c.relkind in ('r', 'p') and not c.relispartition
    union all
    select format('constraint %s.%s %s', t.conrelid::regclass, t.conname, pg_get_constraintdef(t.oid))
    from pg_constraint t join pg_class c on c.oid = t.conrelid
    where t.connamespace = 'governance'::regnamespace and not c.relispartition and t.contype in ('p', 'u', 'f', 'c')
    union all
    select format('policy %s %s %s %s %s', tablename, policyname, cmd, qual, with_check)
    from pg_policies where schemaname = 'governance'
    union all
    select format('trigger %s', pg_get_triggerdef(t.oid)) from pg_trigger t join pg_class c on c.oid = t.tgrelid
    where c.relnamespace = 'governance'::regnamespace and not t.tgisinternal and not c.relispartition
    union all
    select format('index %s', pg_get_indexdef(i.indexrelid)) from pg_index i join pg_class c on c.oid = i.indrelid
    where c.relnamespace = 'governance'::regnamespace and not c.relispartition
    union all
    select format('security %s %s %s', relname, relrowsecurity, relforcerowsecurity) from pg_class c
    where c.relnamespace = 'governance'::regnamespace and c.relkind in ('r', 'p') and not c.relispartition
  ) as made order by line";

async fn built(server: &TestServer, name: &str, rows: &str) -> (Place, Plain) {
    server.create_database(name).await.unwrap();
    let mut plain = server.plain(name).await.unwrap();
    plain.execute(TABLES).await.unwrap();
    plain.execute(rows).await.unwrap();
    (Place::of(server, name), plain)
}

fn allowed(tenant: Option<Uuid>) -> Adopt {
    Adopt {
        allow: true,
        tenant,
    }
}

async fn counts(plain: &mut Plain) -> BTreeMap<String, String> {
    let asked = "select relname from pg_class where relnamespace = 'governance'::regnamespace and relkind in ('r', 'p')";
    let mut counts = BTreeMap::new();
    for table in plain.texts(asked).await.unwrap() {
        let count = format!("select count(*)::text from governance.{table}");
        counts.insert(table.clone(), plain.text(&count).await.unwrap());
    }
    counts
}

#[tokio::test]
async fn without_leave_nothing_is_done_and_the_plan_compares() {
    let server = TestServer::bundled().await.unwrap();
    let (place, mut plain) = built(&server, "shop", ROWS).await;
    let before = plain.texts(MADE).await.unwrap();
    let proposal = place.plan(&[Pack::Governance]).await;
    assert_eq!(proposal.obstacles.len(), 1, "{:#?}", proposal.obstacles);
    assert_eq!(proposal.obstacles[0].kind, ObstacleKind::ForeignTables);
    let adoptions: Vec<_> = proposal
        .steps
        .iter()
        .flat_map(|step| &step.adoptions)
        .collect();
    assert!(adoptions.len() > 10, "{}", adoptions.len());
    let log = adoptions
        .iter()
        .find(|one| one.table == "ai_access_log")
        .unwrap();
    assert_eq!((log.rows, log.verdict), (30, AdoptionVerdict::Refuse));
    let reason = log.reason.as_ref().unwrap();
    assert!(
        reason.contains("Its rows (30) belong to no tenant")
            && !reason.contains("provost_comparison"),
        "{reason}"
    );
    let metrics = adoptions
        .iter()
        .find(|one| one.table == "ai_performance_metrics")
        .unwrap();
    let verdict = |name: &str| {
        metrics
            .columns
            .iter()
            .find(|column| column.column == name)
            .unwrap()
            .verdict
    };
    assert_eq!(verdict("metric_value"), ColumnVerdict::Widened);
    assert_eq!(verdict("tenant_id"), ColumnVerdict::Added);
    assert_eq!(verdict("recorded_at"), ColumnVerdict::Tightened);
    assert_eq!(verdict("region"), ColumnVerdict::Extra);
    assert_eq!(verdict("id"), ColumnVerdict::Same);
    let found = obstacles(place.apply(&[Pack::Governance]).await);
    assert_eq!(found[0].kind, ObstacleKind::ForeignTables);
    assert_eq!(plain.texts(MADE).await.unwrap(), before);
}

#[tokio::test]
async fn every_table_of_the_seed_becomes_ours_or_is_refused_and_no_row_is_lost() {
    for server in [
        TestServer::bundled().await.unwrap(),
        TestServer::postgres16().await.unwrap(),
    ] {
        let (place, mut plain) = built(&server, "shop", ROWS).await;
        let (database, profile) = (&place.database, &place.profile);
        let adopt = allowed(Some(TENANT));
        let silent = |_| {};
        // People first: rows speak of them.
        schema::apply(database, profile, &[Pack::Identity], &adopt, &silent)
            .await
            .unwrap();
        plain
            .execute(&format!(
                "insert into governance.tenants (id, name) values ('{TENANT}', 'Example'); \
                update governance.users set tenant_id = '{TENANT}', status = 'active'"
            ))
            .await
            .unwrap();
        let packs = [Pack::Ai, Pack::Governance];
        these_are_refused(&place, &packs, &adopt).await;
        for table in REFUSED {
            let aside = format!("alter table governance.{table} rename to {table}_before");
            plain.execute(&aside).await.unwrap();
        }
        let before = counts(&mut plain).await;
        let applied = schema::apply(database, profile, &packs, &adopt, &silent)
            .await
            .unwrap();
        let adopted: BTreeSet<&str> = applied
            .steps
            .iter()
            .flat_map(|step| &step.adopted)
            .map(String::as_str)
            .collect();
        assert_eq!(adopted.len(), 13, "{adopted:?}");
        let after = counts(&mut plain).await;
        for (table, rows) in &before {
            assert_eq!(after.get(table), Some(rows), "{table}");
        }
        let status = place.status().await;
        assert!(
            status
                .packs
                .iter()
                .take(3)
                .all(|pack| pack.state == PackState::Installed)
        );
        let told: Vec<&String> = status.packs[1]
            .migrations
            .iter()
            .flat_map(|migration| &migration.adopted)
            .collect();
        assert!(told.contains(&&"ai_models".to_owned()), "{told:?}");
        is_ours(&server, &mut plain).await;
    }
}

/// Three of them, and why.
async fn these_are_refused(place: &Place, packs: &[Pack], adopt: &Adopt) {
    let outcome = schema::apply(&place.database, &place.profile, packs, adopt, &|_| {}).await;
    let refused: BTreeMap<String, String> = obstacles(outcome)
        .into_iter()
        .map(|obstacle| {
            let table = obstacle
                .message
                .split([' ', '.'])
                .nth(1)
                .unwrap()
                .to_owned();
            (table, obstacle.message)
        })
        .collect();
    assert!(
        refused.keys().map(String::as_str).eq(REFUSED),
        "{refused:#?}"
    );
    assert!(
        refused["ai_embeddings"].contains("dimensions"),
        "{refused:#?}"
    );
    assert!(
        refused["ai_data_privacy"].contains("ai_data_privacy_says_who is broken by 1 of its rows"),
        "{refused:#?}"
    );
    assert!(
        refused["ai_data_consent"].contains("consent_given"),
        "{refused:#?}"
    );
}

/// Nothing is missing of what a database has that was made by us alone; what is there beside is theirs.
async fn is_ours(server: &TestServer, plain: &mut Plain) {
    server.create_database("fresh").await.unwrap();
    let mut fresh = server.plain("fresh").await.unwrap();
    let auth = TABLES.split("create schema governance;").next().unwrap();
    fresh.execute(auth).await.unwrap();
    Place::of(server, "fresh")
        .apply(&[Pack::Ai, Pack::Governance])
        .await
        .unwrap();
    let there: BTreeSet<String> = plain.texts(MADE).await.unwrap().into_iter().collect();
    // The primary key of the table that was put aside keeps its name.
    let made = fresh.texts(MADE).await.unwrap();
    let missing: Vec<&String> = made
        .iter()
        .filter(|line| {
            !there.contains(*line)
                && !REFUSED
                    .iter()
                    .any(|table| line.contains(&format!("{table}_pkey")))
        })
        .collect();
    assert!(missing.is_empty(), "{missing:#?}");
    let extra: Vec<&String> = there
        .iter()
        .filter(|line| !made.contains(line) && !line.contains("_before") && !line.contains("idx_"))
        .collect();
    let known = [
        "agent_workflows.note",
        "ai_performance_metrics.region",
        "_pkey",
    ];
    assert!(
        extra
            .iter()
            .all(|line| known.iter().any(|word| line.contains(word))),
        "{extra:#?}"
    );

    // A person of the tenant sees the rows, and a new one goes into its month.
    plain
        .execute(
            "create role clerk; grant usage on schema governance, auth to clerk; \
             grant select, insert on all tables in schema governance to clerk",
        )
        .await
        .unwrap();
    let metrics = "begin; set local role clerk; \
        set local request.jwt.claim.sub = '00000000-0000-4000-8000-0000000000aa'; \
        insert into governance.ai_performance_metrics (metric_type, metric_value) values ('cost', 123456789012);";
    plain.execute(metrics).await.unwrap();
    let seen = plain
        .text("select count(*)::text from governance.ai_performance_metrics")
        .await
        .unwrap();
    assert_eq!(seen, "101");
    plain.execute("commit").await.unwrap();
    let parts = "select count(distinct tableoid)::text from governance.ai_performance_metrics";
    assert_eq!(plain.text(parts).await.unwrap(), "2");
}

#[tokio::test]
async fn empty_tables_need_no_tenant_and_one_is_made_where_rows_do() {
    let server = TestServer::bundled().await.unwrap();
    let (place, mut plain) = built(&server, "empty", "drop table governance.ai_data_consent").await;
    let (database, profile) = (&place.database, &place.profile);
    let silent = |_| {};
    let applied = schema::apply(
        database,
        profile,
        &[Pack::Ai, Pack::Governance],
        &allowed(None),
        &silent,
    )
    .await
    .unwrap();
    assert_eq!(
        applied
            .steps
            .iter()
            .map(|step| step.adopted.len())
            .sum::<usize>(),
        15
    );
    drop(plain);

    let rows = "insert into governance.ai_data_encryption (table_name, field_name, encryption_key_id) values ('a', 'b', 'c')";
    (_, plain) = built(&server, "keys", rows).await;
    let place = Place::of(&server, "keys");
    plain
        .execute("drop table governance.ai_data_consent")
        .await
        .unwrap();
    let refused = schema::apply(
        &place.database,
        &place.profile,
        &[Pack::Governance],
        &allowed(None),
        &silent,
    )
    .await;
    let found = obstacles(refused);
    assert!(
        found[0].message.contains("belong to no tenant"),
        "{found:?}"
    );
    let adopt = allowed(Some(TENANT));
    schema::apply(
        &place.database,
        &place.profile,
        &[Pack::Governance],
        &adopt,
        &silent,
    )
    .await
    .unwrap();
    let tenant = "select t.name from governance.ai_data_encryption e join governance.tenants t on t.id = e.tenant_id";
    assert_eq!(plain.text(tenant).await.unwrap(), "keys");
}
