//! Applying, taking back, applying again.

use provost_core::schema::{Direction, MigrationState, Pack, PackState};
use provost_postgres::schema::scripts;
use provost_tests::local::TestServer;

use crate::place::{Place, ids, relations};

#[tokio::test]
async fn an_empty_database_has_nothing_and_nothing_is_in_the_way() {
    let server = TestServer::postgres16().await.unwrap();
    let place = Place::of(&server, "postgres");
    let status = place.status().await;
    assert!(
        status.obstacles.is_empty() && !status.schema_exists,
        "{status:?}"
    );
    assert_eq!(status.packs.len(), Pack::ALL.len());
    for pack in &status.packs {
        assert_eq!(pack.state, PackState::Absent);
        assert!(!pack.tables.is_empty() && !pack.migrations.is_empty());
        for migration in &pack.migrations {
            assert_eq!(migration.state, MigrationState::Pending, "{migration:?}");
        }
    }
}

#[tokio::test]
async fn all_comes_goes_and_comes_again() {
    let server = TestServer::bundled().await.unwrap();
    let place = Place::of(&server, "postgres");
    let mut plain = server.plain("postgres").await.unwrap();
    let proposal = place.plan(&[]).await;
    assert_eq!(
        (proposal.direction, proposal.obstacles.len()),
        (Direction::Apply, 0)
    );
    assert_eq!(proposal.steps.len(), scripts().len());
    assert_eq!(relations(&mut plain).await, "0");

    let told = std::sync::Mutex::new(Vec::new());
    let progress = |step: provost_postgres::schema::ChangeStep| told.lock().unwrap().push(step);
    let applied = place.apply_telling(&[], &progress).await.unwrap();
    let planned: Vec<&str> = proposal.steps.iter().map(|step| step.id.as_str()).collect();
    assert_eq!(ids(&applied), planned);
    let told = told.into_inner().unwrap();
    assert_eq!(told.len(), planned.len());
    assert_eq!((told[1].done, told[1].total), (1, planned.len()));
    let status = place.status().await;
    for pack in &status.packs {
        assert_eq!(pack.state, PackState::Installed, "{pack:?}");
        let first = &pack.migrations[0];
        assert_eq!(first.applied_by.as_deref(), Some(server.user()));
        assert!(first.applied_at.as_ref().unwrap().ends_with('Z'));
    }
    let all = relations(&mut plain).await;
    assert!(place.apply(&[]).await.unwrap().steps.is_empty());

    let proposal = place.plan_revert(&[]).await;
    assert!(proposal.obstacles.is_empty(), "{:?}", proposal.obstacles);
    let reverted = place.revert(&[], false).await.unwrap();
    assert!(ids(&reverted).into_iter().eq(planned.iter().rev().copied()));
    assert_eq!(relations(&mut plain).await, "0");
    let left = "select count(*)::text from pg_namespace where nspname = 'governance'";
    assert_eq!(plain.text(left).await.unwrap(), "0");
    assert!(place.revert(&[], false).await.unwrap().steps.is_empty());

    place.apply(&[]).await.unwrap();
    assert_eq!(relations(&mut plain).await, all);
}

#[tokio::test]
async fn a_pack_brings_what_it_needs_and_stays_while_it_is_needed() {
    let server = TestServer::bundled().await.unwrap();
    let place = Place::of(&server, "postgres");
    let applied = place.apply(&[Pack::Ai]).await.unwrap();
    assert_eq!(ids(&applied)[..2], ["identity/0001", "identity/0002"]);
    let status = place.status().await;
    assert_eq!(status.packs[1].state, PackState::Installed);
    assert_eq!(status.packs[2].state, PackState::Absent);
    let proposal = place.plan_revert(&[Pack::Identity]).await;
    assert_eq!(proposal.obstacles.len(), 1, "{:?}", proposal.obstacles);
    assert!(
        proposal.obstacles[0]
            .message
            .contains("the pack ai rests on it")
    );
    let both = place
        .revert(&[Pack::Identity, Pack::Ai], false)
        .await
        .unwrap();
    assert_eq!(ids(&both).last(), Some(&"identity/0001"));
}

#[tokio::test]
async fn what_needs_an_extension_comes_when_it_is_asked_for() {
    let server = TestServer::bundled().await.unwrap();
    let place = Place::of(&server, "postgres");
    let applied = place.apply(&[Pack::Governance]).await.unwrap();
    assert!(ids(&applied).contains(&"ai/0007") && !ids(&applied).contains(&"ai/0004"));
    let rest = place.apply(&[Pack::Ai]).await.unwrap();
    assert_eq!(ids(&rest), ["ai/0004", "ai/0008"]);
    let status = place.status().await;
    assert_eq!(status.packs[1].state, PackState::Installed);
    let reverted = place.revert(&[], false).await.unwrap();
    assert_eq!(ids(&reverted).last(), Some(&"identity/0001"));
}
