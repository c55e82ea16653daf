//! A table of metrics that somebody else made: another table of ours has its foreign keys, and its rows are asked for them.

use provost_core::schema::{Adopt, ObstacleKind, Pack};
use provost_postgres::schema;
use provost_tests::local::TestServer;
use uuid::Uuid;

use crate::place::{Place, only};

const TENANT: Uuid = Uuid::from_u128(0xaaaa_aaaa_0000_4000_8000_0000_0000_0001);

/// The table in a database that has the registry, with a version, an agent and a deployment of the tenant, all of one id.
const MADE: &str = "
    insert into governance.tenants (id, name) values ('{tenant}', 'Example');
    insert into governance.ai_models (id, tenant_id, name, version, model_type, provider, model_id)
      values ('{known}', '{tenant}', 'm', '1', 'llm', 'local', 'x');
    insert into governance.ai_agents (id, tenant_id, name) values ('{known}', '{tenant}', 'a');
    insert into governance.ai_model_deployments (id, tenant_id, model_id, status) values ('{known}', '{tenant}', '{known}', 'inactive');
    create table governance.ai_performance_metrics (
      id uuid primary key default gen_random_uuid(),
      tenant_id uuid default '{tenant}' {tenant_fk},
      model_id uuid {model_fk},
      agent_id uuid {agent_fk},
      deployment_id uuid {deployment_fk},
      metric_type text not null,
      metric_value double precision not null,
      recorded_at timestamptz not null default now()
    );
    insert into governance.ai_performance_metrics (model_id, agent_id, deployment_id, metric_type, metric_value)
      values ('{known}', '{known}', '{known}', 'speed', 1), (null, null, null, 'speed', 2)";

const KNOWN: &str = "00000000-0000-4000-8000-000000000001";
const NOBODY: &str = "00000000-0000-4000-8000-000000000002";
const KEYS: [&str; 4] = ["tenant", "model", "agent", "deployment"];

/// With foreign keys of their own, or without.
async fn built(server: &TestServer, name: &str, keys: bool) -> Place {
    server.create_database(name).await.unwrap();
    let place = Place::of(server, name);
    place.apply(&[Pack::Ai]).await.unwrap();
    let mut made = MADE
        .replace("{tenant}", &TENANT.to_string())
        .replace("{known}", KNOWN);
    for (key, target) in [
        ("tenant", "tenants"),
        ("model", "ai_models"),
        ("agent", "ai_agents"),
        ("deployment", "ai_model_deployments"),
    ] {
        let clause = format!("references governance.{target} (id) on delete set null");
        made = made.replace(&format!("{{{key}_fk}}"), if keys { &clause } else { "" });
    }
    let mut plain = server.plain(name).await.unwrap();
    plain.execute(&made).await.unwrap();
    place
}

fn adopt() -> Adopt {
    Adopt {
        allow: true,
        tenant: None,
    }
}

#[tokio::test]
async fn the_plan_says_what_values_of_nothing_stand_in_the_way() {
    for server in [
        TestServer::bundled().await.unwrap(),
        TestServer::postgres16().await.unwrap(),
    ] {
        for key in KEYS {
            let place = built(&server, key, false).await;
            let mut plain = server.plain(key).await.unwrap();
            let break_it = format!(
                "update governance.ai_performance_metrics set {key}_id = '{NOBODY}' where metric_value = 2"
            );
            plain.execute(&break_it).await.unwrap();
            let (database, profile) = (&place.database, &place.profile);
            let packs = [Pack::Governance];
            let planned = schema::plan_apply(database, profile, &packs, &adopt())
                .await
                .unwrap();
            assert_eq!(
                planned.obstacles.len(),
                1,
                "{key}: {:#?}",
                planned.obstacles
            );
            let outcome = schema::apply(database, profile, &packs, &adopt(), &|_| {}).await;
            let told = only(outcome, ObstacleKind::ForeignTables);
            let expected = format!("ai_metric_subjects_{key}_fk is broken by 1 of its rows");
            assert!(told.contains(&expected), "{told}");
            assert!(told.contains(&planned.obstacles[0].message), "{told}");
        }
    }
}

#[tokio::test]
async fn values_of_what_is_there_become_ours_and_their_foreign_keys_are_replaced() {
    for server in [
        TestServer::bundled().await.unwrap(),
        TestServer::postgres16().await.unwrap(),
    ] {
        for (name, keys) in [("without", false), ("with", true)] {
            let place = built(&server, name, keys).await;
            let (database, profile) = (&place.database, &place.profile);
            schema::apply(database, profile, &[Pack::Governance], &adopt(), &|_| {})
                .await
                .unwrap();
            let mut plain = server.plain(name).await.unwrap();
            let left = "select count(*)::text from pg_constraint where contype = 'f'
                and conrelid in ('governance.ai_performance_metrics'::regclass, 'governance.ai_performance_metrics_default'::regclass)";
            assert_eq!(plain.text(left).await.unwrap(), "0", "{name}");
            let held = "select string_agg(subject_type, ' ' order by subject_type) from governance.ai_metric_subjects";
            assert_eq!(
                plain.text(held).await.unwrap(),
                "agent deployment model tenant"
            );
            // What is measured is emptied as by the keys that were there.
            for table in ["ai_model_deployments", "ai_agents", "ai_models"] {
                let delete = format!("delete from governance.{table} where id = '{KNOWN}'");
                plain.execute(&delete).await.unwrap();
            }
            let values = "select count(*) || ' ' || count(model_id) || count(agent_id) || count(deployment_id)
                from governance.ai_performance_metrics";
            assert_eq!(plain.text(values).await.unwrap(), "2 000");
        }
    }
}
