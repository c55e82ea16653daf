//! What was applied is remembered, and what is not as it was is told and left alone.

use provost_core::schema::{MigrationState, ObstacleKind, Pack, PackState};
use provost_tests::local::TestServer;

use crate::place::{Place, ids, only};

/// A database whose first migration was altered and that knows one more than we do.
async fn doubtful() -> (TestServer, Place) {
    let server = TestServer::bundled().await.unwrap();
    let place = Place::of(&server, "postgres");
    place.apply(&[Pack::Identity, Pack::Ai]).await.unwrap();
    let mut plain = server.plain("postgres").await.unwrap();
    plain
        .execute(
            "update governance.identity_migrations set checksum = repeat('0', 64) where version = 1; \
             insert into governance.ai_migrations (version, name, checksum, applied_by, milliseconds) \
             values (99, 'of_tomorrow', repeat('1', 64), 'somebody', 5)",
        )
        .await
        .unwrap();
    (server, place)
}

#[tokio::test]
async fn what_was_altered_or_is_not_known_is_told() {
    let (_server, place) = doubtful().await;
    let status = place.status().await;
    assert!(status.obstacles.is_empty(), "{:?}", status.obstacles);
    let [identity, ai, governance] = &status.packs[..3] else {
        panic!("three packs");
    };
    assert_eq!(
        (identity.state, ai.state),
        (PackState::Doubtful, PackState::Doubtful)
    );
    assert_eq!(governance.state, PackState::Absent);
    assert_eq!(identity.migrations[0].state, MigrationState::Altered);
    assert_eq!(identity.migrations[1].state, MigrationState::Applied);
    let unknown = ai.migrations.last().unwrap();
    assert_eq!(
        (unknown.state, unknown.id.as_str()),
        (MigrationState::Unknown, "ai/0099")
    );
    assert!(
        unknown
            .reason
            .as_ref()
            .unwrap()
            .contains("another version of Provost")
    );
}

#[tokio::test]
async fn a_pack_in_doubt_is_left_alone_and_the_others_go_on() {
    let (_server, place) = doubtful().await;
    let told = only(
        place.revert(&[Pack::Ai], false).await,
        ObstacleKind::History,
    );
    assert!(told.contains("ai/0099 (of_tomorrow)"), "{told}");
    let told = only(place.apply(&[Pack::Identity]).await, ObstacleKind::History);
    assert!(told.contains("identity/0001"), "{told}");

    let proposal = place.plan(&[]).await;
    assert!(proposal.obstacles.is_empty());
    assert_eq!(proposal.left_out.len(), 2, "{:?}", proposal.left_out);
    let applied = place.apply(&[]).await.unwrap();
    let packs: Vec<&str> = ids(&applied)
        .into_iter()
        .filter(|id| id.ends_with("/0001"))
        .collect();
    assert_eq!(
        packs,
        [
            "governance/0001",
            "training/0001",
            "security/0001",
            "workspace/0001"
        ]
    );
    let reverted = place
        .revert(&[Pack::Governance, Pack::Training, Pack::Security], false)
        .await
        .unwrap();
    assert_eq!(ids(&reverted).last(), Some(&"governance/0001"));
}

#[tokio::test]
async fn a_state_that_cannot_be_read_is_no_absence() {
    let server = TestServer::bundled().await.unwrap();
    Place::of(&server, "postgres")
        .apply(&[Pack::Identity])
        .await
        .unwrap();
    let mut plain = server.plain("postgres").await.unwrap();
    plain.execute("create role stranger login").await.unwrap();
    let stranger = Place::as_role(&server, "postgres", "stranger");
    let status = stranger.status().await;
    assert_eq!(status.packs[0].state, PackState::Doubtful);
    let reason = status.packs[0].migrations[0].reason.as_ref().unwrap();
    assert!(
        reason.contains("may not read governance.identity_migrations"),
        "{reason}"
    );
    assert_eq!(status.obstacles[0].kind, ObstacleKind::Permission);

    // Whoever may read it sees all of it, though no policy names the role.
    plain
        .execute("grant usage on schema governance to stranger; grant select on governance.identity_migrations to stranger")
        .await
        .unwrap();
    assert_eq!(stranger.status().await.packs[0].state, PackState::Installed);
    plain
        .execute("drop table governance.identity_migrations; create view governance.identity_migrations as select 1 as version")
        .await
        .unwrap();
    let status = Place::of(&server, "postgres").status().await;
    assert_eq!(status.packs[0].state, PackState::Doubtful);
}
