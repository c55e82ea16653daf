//! What stands in the way of every change, each with what to do about it.

use provost_core::schema::{ObstacleKind, Pack};
use provost_tests::local::{TestServer, Version, open_folder};
use provost_tests::pgbouncer::PgBouncer;

use crate::place::{Place, ids, obstacles, only, relations};

#[tokio::test]
async fn a_pooler_is_seen_and_refused() {
    let server = TestServer::on_tcp(Version::Bundled).await.unwrap();
    let pooler = PgBouncer::before(&server, 3).await.unwrap();
    let mut profile = pooler.profile(&server, "postgres");
    profile.read_only = false;
    let place = Place::at(profile);
    assert_eq!(place.status().await.obstacles[0].kind, ObstacleKind::Pooler);
    assert!(!place.plan(&[]).await.steps.is_empty());
    let told = only(place.apply(&[]).await, ObstacleKind::Pooler);
    assert!(told.contains("own host and port"), "{told}");
    let mut plain = server.plain("postgres").await.unwrap();
    assert_eq!(relations(&mut plain).await, "0");
}

#[tokio::test]
async fn a_profile_that_only_reads_shows_the_plan_and_changes_nothing() {
    let server = TestServer::bundled().await.unwrap();
    let mut profile = Place::of(&server, "postgres").profile;
    profile.read_only = true;
    let place = Place::at(profile);
    let proposal = place.plan(&[Pack::Identity]).await;
    assert!(
        proposal.steps[0]
            .sql
            .contains("create table governance.tenants")
    );
    only(place.apply(&[]).await, ObstacleKind::ReadOnlyProfile);
    only(place.revert(&[], true).await, ObstacleKind::ReadOnlyProfile);
}

/// The statement that a hint says.
fn advised(told: &str) -> String {
    let (_, statement) = told
        .split_once("given: ")
        .unwrap_or_else(|| panic!("{told}"));
    statement.to_owned()
}

#[tokio::test]
async fn a_role_is_told_which_right_it_lacks_and_then_can() {
    for version in [Version::Bundled, Version::Postgres16] {
        let server = TestServer::with(version, |_| {}).await.unwrap();
        let mut plain = server.plain("postgres").await.unwrap();
        plain
            .execute("create role \"the maker\" login; create role other login")
            .await
            .unwrap();
        let maker = Place::as_role(&server, "postgres", "the maker");

        // No schema, and no right to make one.
        let told = only(maker.apply(&[]).await, ObstacleKind::Permission);
        plain.execute(&advised(&told)).await.unwrap();
        let all = maker.apply(&[]).await.unwrap();
        assert!(all.steps.len() > 30);
        plain
            .execute("insert into governance.tenants (name) values ('Example')")
            .await
            .unwrap();
        // Its own policies hide the row from the owner, who is told of it all the same.
        let told = only(maker.revert(&[], false).await, ObstacleKind::Rows);
        assert!(told.contains("tenants (1)"), "{told}");

        // Another role acts as the owner, so that all belongs to one.
        let other = Place::as_role(&server, "postgres", "other");
        let told = obstacles(other.revert(&[Pack::Training], false).await);
        let told = told
            .iter()
            .find(|one| one.kind == ObstacleKind::Permission)
            .unwrap();
        plain.execute(&advised(&told.hint)).await.unwrap();
        other.revert(&[Pack::Training], false).await.unwrap();
        other.apply(&[Pack::Training]).await.unwrap();
        let owners = "select string_agg(distinct pg_get_userbyid(relowner), ',') from pg_class \
                      where relnamespace = 'governance'::regnamespace";
        assert_eq!(plain.text(owners).await.unwrap(), "the maker");
        assert_eq!(
            ids(&maker.revert(&[], true).await.unwrap()).len(),
            all.steps.len()
        );
        assert_eq!(relations(&mut plain).await, "0");

        // A schema of somebody else, which is never dropped.
        plain
            .execute(
                "revoke create on database postgres from \"the maker\"; create schema governance",
            )
            .await
            .unwrap();
        let told = only(
            maker.apply(&[Pack::Identity]).await,
            ObstacleKind::Permission,
        );
        plain.execute(&advised(&told)).await.unwrap();
        maker.apply(&[Pack::Identity]).await.unwrap();
        maker.revert(&[Pack::Identity], false).await.unwrap();
        assert!(maker.status().await.schema_exists);
    }
}

#[tokio::test]
async fn a_server_without_pgvector_has_everything_else() {
    let copy = open_folder().unwrap();
    // With the libraries, which stand two folders up.
    let binaries = Version::Postgres16.binaries().unwrap();
    let from = binaries.ancestors().nth(2).unwrap();
    let to = copy.path().join("postgres");
    let copied = std::process::Command::new("cp")
        .arg("-a")
        .arg(from)
        .arg(&to)
        .status()
        .unwrap();
    assert!(copied.success());
    let to = to.join(binaries.strip_prefix(from).unwrap());
    std::fs::remove_file(to.join("share/postgresql/extension/vector.control")).unwrap();
    let server = TestServer::with(Version::Postgres16, |places| places.binaries = to)
        .await
        .unwrap();
    let place = Place::of(&server, "postgres");
    let status = place.status().await;
    let blocked: Vec<&str> = status
        .packs
        .iter()
        .flat_map(|pack| &pack.migrations)
        .filter(|migration| migration.reason.is_some())
        .map(|migration| migration.id.as_str())
        .collect();
    assert_eq!(blocked, ["ai/0004"], "{status:?}");
    let proposal = place.plan(&[Pack::Ai]).await;
    assert!(proposal.obstacles.is_empty());
    assert_eq!(proposal.left_out.len(), 1);
    assert_eq!(proposal.left_out[0].kind, ObstacleKind::Extension);
    assert!(proposal.left_out[0].hint.contains("postgresql-16-pgvector"));
    let all = place.apply(&[]).await.unwrap();
    assert!(!ids(&all).contains(&"ai/0004"));
    for later in ["ai/0006", "governance/0009", "workspace/0001"] {
        assert!(ids(&all).contains(&later), "{later} rests on no vectors");
    }
    assert!(place.apply(&[]).await.unwrap().steps.is_empty());
    only(place.apply(&[Pack::Ai]).await, ObstacleKind::Extension);
    place.revert(&[], false).await.unwrap();
}
