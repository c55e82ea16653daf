//! A server that only follows another one.

use provost_core::schema::ObstacleKind;
use provost_postgres::server::{LocalServer, SUPERUSER};
use provost_tests::local::{Version, open_folder, places};
use provost_tests::{profile, unprivileged};

use crate::place::{Place, only};

#[tokio::test]
async fn a_standby_is_refused() {
    let folder = open_folder().unwrap();
    let places = places(Version::Bundled, folder.path()).unwrap();
    LocalServer::start(places.clone(), None)
        .await
        .unwrap()
        .stop()
        .await;
    // It waits for a primary that never comes, and lets people read meanwhile.
    let signal = places.workspace.join("data/standby.signal");
    std::fs::write(&signal, "").unwrap();
    unprivileged::hand_over(&signal).unwrap();
    let server = LocalServer::start(places.clone(), None).await.unwrap();
    let host = places.socket_dir();
    let mut profile = profile::at(
        &host.to_string_lossy(),
        server.port(),
        "postgres",
        SUPERUSER,
    );
    profile.read_only = false;
    let place = Place::at(profile);
    let status = place.status().await;
    assert_eq!(status.obstacles.len(), 1, "{status:?}");
    assert_eq!(status.obstacles[0].kind, ObstacleKind::Standby);
    only(place.apply(&[]).await, ObstacleKind::Standby);
    drop(place);
    server.stop().await;
}
