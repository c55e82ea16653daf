//! It comes the same each time, goes in one step and leaves nothing; what is not its own stays.

use std::collections::BTreeMap;

use provost_core::schema::{ObstacleKind, Pack};
use provost_postgres::Error;
use provost_tests::plain::Plain;

use crate::company::{Place, digest, number, of_sample, tenant_tables};

const OTHER: &str = "aaaaaaaa-0000-4000-8000-000000000001";

#[tokio::test]
async fn it_comes_the_same_and_goes_without_a_trace() {
    let place = Place::make().await;
    let mut plain = place.plain().await;
    other_tenant(&mut plain).await;
    let before = others(&mut plain).await;

    assert!(!place.remove().await.unwrap(), "there was nothing yet");
    assert!(place.load(1).await.unwrap());
    assert!(!place.load(1).await.unwrap(), "it is there already");
    assert_eq!(others(&mut plain).await, before);
    let first = digests(&mut plain).await;
    assert!(first.len() > 100, "{} tables", first.len());

    assert!(place.remove().await.unwrap());
    nothing_is_left(&place, &mut plain).await;
    assert_eq!(others(&mut plain).await, before);

    assert!(place.load(1).await.unwrap());
    let again = digests(&mut plain).await;
    for (table, digest) in &first {
        assert_eq!(again.get(table), Some(digest), "{table}");
    }
    assert_eq!(again.len(), first.len());
}

async fn nothing_is_left(place: &Place, plain: &mut Plain) {
    for (table, column) in tenant_tables(plain).await {
        let sql = format!(
            "select count(*) from governance.{table} where {}",
            of_sample(column)
        );
        let left = number(plain, &sql).await;
        assert!(left == 0.0, "{table} still has {left} rows");
    }
    let schema = "select count(*) from pg_namespace where nspname = 'sample_company'";
    assert!(number(plain, schema).await == 0.0);
    let state = place.state().await;
    assert!(
        !state.loaded && state.counts.is_empty() && state.seed.is_none(),
        "{state:?}"
    );
}

#[tokio::test]
async fn stopped_it_leaves_nothing_and_what_refers_to_it_holds_it() {
    let place = Place::make().await;
    let database = place.database.clone();
    let stopping = async {
        // Long enough to be in the middle of it, whatever the machine.
        tokio::time::sleep(std::time::Duration::from_millis(600)).await;
        database.cancel_running().await.unwrap()
    };
    let (loaded, stopped) = tokio::join!(place.load(1), stopping);
    assert!(matches!(loaded, Err(Error::Cancelled)), "{loaded:?}");
    assert!(stopped > 0);
    let state = place.state().await;
    assert!(!state.loaded, "{state:?}");

    assert!(place.load(2).await.unwrap());
    assert_eq!(place.state().await.seed, Some(2));
    let mut plain = place.plain().await;
    let of_first = "select count(*) from governance.ai_models where id = md5('1 model fraud-detector 3')::uuid";
    assert!(number(&mut plain, of_first).await == 0.0);
    let of_second = of_first.replace("'1 model", "'2 model");
    assert!(number(&mut plain, &of_second).await > 0.0);

    plain
        .execute(
            "create table public.favourites (model uuid references governance.ai_models (id));
             insert into public.favourites select id from governance.ai_models limit 1",
        )
        .await
        .unwrap();
    let refused = place.remove().await.unwrap_err();
    let Error::Obstructed { obstacles } = &refused else {
        panic!("{refused:?}");
    };
    assert_eq!(obstacles[0].kind, ObstacleKind::Dependents);
    assert!(refused.to_string().contains("favourites"), "{refused}");
    assert!(place.state().await.loaded);

    plain
        .execute("delete from public.favourites")
        .await
        .unwrap();
    assert!(place.remove().await.unwrap());
}

/// A digest of every table: of the company's rows in the packs, and of its own tables.
async fn digests(plain: &mut Plain) -> BTreeMap<String, String> {
    let mut digests = BTreeMap::new();
    for (name, column) in tenant_tables(plain).await {
        let table = format!("governance.{name}");
        let digest = digest(plain, &table, &of_sample(column)).await;
        assert!(!digest.starts_with("0 "), "{table} has no sample rows");
        digests.insert(table, digest);
    }
    let own = plain
        .texts("select relname from pg_class where relnamespace = 'sample_company'::regnamespace and relkind = 'r'")
        .await
        .unwrap();
    for name in own {
        let table = format!("sample_company.{name}");
        let digest = digest(plain, &table, "true").await;
        digests.insert(table, digest);
    }
    digests
}

/// Rows in every table for a tenant of somebody's own.
async fn other_tenant(plain: &mut Plain) {
    for pack in Pack::ALL {
        let path = format!(
            "{}/fixtures/schema/rows/{}.sql",
            env!("CARGO_MANIFEST_DIR"),
            pack.key()
        );
        let rows = std::fs::read_to_string(path).unwrap();
        plain
            .execute(&rows.replace("{tenant}", OTHER))
            .await
            .unwrap();
    }
}

async fn others(plain: &mut Plain) -> Vec<(String, String)> {
    let mut found = Vec::new();
    for (table, column) in tenant_tables(plain).await {
        let condition = format!("{column} = '{OTHER}'");
        let digest = digest(plain, &format!("governance.{table}"), &condition).await;
        assert!(!digest.starts_with("0 "), "{table}");
        found.push((table, digest));
    }
    found
}
