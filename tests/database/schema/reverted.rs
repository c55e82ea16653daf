//! Taking back loses no row and takes nothing of anybody else with it.

use provost_core::schema::{ObstacleKind, Pack};
use provost_tests::local::TestServer;

use crate::place::{Place, ids, only, relations};

#[tokio::test]
async fn rows_stay_unless_somebody_says_that_they_may_go() {
    let server = TestServer::postgres16().await.unwrap();
    let place = Place::of(&server, "postgres");
    place.apply(&[Pack::Governance]).await.unwrap();
    let mut plain = server.plain("postgres").await.unwrap();
    plain
        .execute(
            "insert into governance.tenants (id, name) values ('aaaaaaaa-0000-4000-8000-000000000001', 'Example'); \
             insert into governance.ai_data_lineage (tenant_id, source_table, target_table, transformation_type, created_at) \
             select 'aaaaaaaa-0000-4000-8000-000000000001', 'a', 'b', 'processing', now() - n * interval '1 year' \
             from generate_series(0, 2) as n",
        )
        .await
        .unwrap();
    let proposal = place.plan_revert(&[Pack::Governance]).await;
    let losses: Vec<(&str, u32)> = proposal
        .steps
        .iter()
        .flat_map(|step| &step.losses)
        .map(|loss| (loss.table.as_str(), loss.rows))
        .collect();
    assert_eq!(losses, [("ai_data_lineage", 3)]);
    assert!(proposal.obstacles.is_empty());
    let told = only(
        place.revert(&[Pack::Governance], false).await,
        ObstacleKind::Rows,
    );
    assert!(told.contains("ai_data_lineage (3)"), "{told}");
    place.revert(&[Pack::Governance], true).await.unwrap();
    let left = "select count(*)::text from governance.tenants";
    assert_eq!(plain.text(left).await.unwrap(), "1");
}

#[tokio::test]
async fn what_others_built_on_it_is_told_and_stays() {
    let server = TestServer::bundled().await.unwrap();
    let place = Place::of(&server, "postgres");
    place.apply(&[Pack::Identity]).await.unwrap();
    let mut plain = server.plain("postgres").await.unwrap();
    plain
        .execute(
            "create view public.companies as select name from governance.tenants; \
             create table public.invoices (tenant uuid references governance.tenants)",
        )
        .await
        .unwrap();
    let before = relations(&mut plain).await;
    let told = only(place.revert(&[], true).await, ObstacleKind::Dependents);
    assert!(told.contains("the view public.companies"), "{told}");
    assert!(
        told.contains("invoices_tenant_fkey of the table public.invoices"),
        "{told}"
    );
    // A function that looks is not asked for beforehand; the server refuses, and that is told in the same way.
    plain
        .execute(
            "drop view public.companies; drop table public.invoices; \
             create table public.marks (who governance.userrole)",
        )
        .await
        .unwrap();
    let told = only(place.revert(&[], true).await, ObstacleKind::Dependents);
    assert!(told.contains("public.marks"), "{told}");
    assert_ne!(relations(&mut plain).await, before);
    plain
        .execute("drop table public.marks; create table governance.notes (note text)")
        .await
        .unwrap();
    let reverted = place.revert(&[], true).await.unwrap();
    assert_eq!(ids(&reverted).len(), 4);
    // The schema holds something of somebody else, so it stays.
    assert_eq!(relations(&mut plain).await, "1");
}
