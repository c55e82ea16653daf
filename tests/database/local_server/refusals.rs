//! What cannot be started is refused with the reason, and nothing is harmed.

use std::fs;
use std::os::unix::fs::PermissionsExt;
use std::path::Path;

use provost_postgres::server::{LocalServer, ServerError, ServerPlaces};
use provost_tests::local::{Version, open_folder, places};

use crate::processes::wait_gone;

async fn refusal(places: &ServerPlaces) -> ServerError {
    LocalServer::start(places.clone(), None).await.unwrap_err()
}

#[tokio::test]
async fn data_of_another_major_version() {
    let folder = open_folder().unwrap();
    let older = places(Version::Postgres16, folder.path()).unwrap();
    LocalServer::start(older.clone(), None)
        .await
        .unwrap()
        .stop()
        .await;
    let newer = places(Version::Bundled, folder.path()).unwrap();
    let refused = refusal(&newer).await;
    assert_eq!(
        refused,
        ServerError::OtherVersion {
            path: newer.data(),
            found: "16".into(),
            expected: "18".into()
        }
    );
    LocalServer::start(older, None).await.unwrap().stop().await;
}

#[tokio::test]
async fn a_folder_without_postgresql() {
    let folder = open_folder().unwrap();
    let mut places = places(Version::Bundled, folder.path()).unwrap();
    places.binaries = folder.path().join("nothing");
    let refused = refusal(&places).await;
    assert!(
        matches!(&refused, ServerError::NoBinaries { path, .. } if *path == places.binaries),
        "{refused}"
    );
    wait_gone(&places);
}

#[tokio::test]
async fn a_program_that_is_no_supervisor() {
    let folder = open_folder().unwrap();
    let mut places = places(Version::Bundled, folder.path()).unwrap();
    places.supervisor = "/bin/echo".into();
    let refused = refusal(&places).await;
    assert!(
        matches!(refused, ServerError::Supervisor { .. }),
        "{refused}"
    );
}

#[tokio::test]
async fn a_setting_that_postgresql_does_not_know() {
    let folder = open_folder().unwrap();
    let mut places = places(Version::Bundled, folder.path()).unwrap();
    places.settings.insert("no_such_setting".into(), "1".into());
    let refused = refusal(&places).await;
    let ServerError::Refused { output, log } = refused else {
        panic!("{refused}")
    };
    assert!(output.contains("no_such_setting"), "{output}");
    assert!(fs::read_to_string(log).unwrap().contains("no_such_setting"));
}

#[tokio::test]
async fn a_runtime_folder_that_is_a_link() {
    let folder = open_folder().unwrap();
    let places = places(Version::Bundled, folder.path()).unwrap();
    fs::create_dir_all(&places.workspace).unwrap();
    std::os::unix::fs::symlink("/tmp", &places.runtime).unwrap();
    let refused = refusal(&places).await;
    assert!(
        matches!(&refused, ServerError::UnsafeFolder { path, .. } if *path == places.runtime),
        "{refused}"
    );
}

#[test]
fn a_home_that_is_closed_to_the_servers_account() {
    let folder = open_folder().unwrap();
    fs::set_permissions(folder.path(), fs::Permissions::from_mode(0o700)).unwrap();
    let chosen = ServerPlaces::new(Path::new("/"), Path::new("/"), folder.path(), folder.path());
    // Root's server runs as another account; everybody else's runs as its owner, who can enter.
    let moved = rustix::process::geteuid().is_root();
    assert_eq!(
        chosen.workspace.starts_with("/var/lib/provost"),
        moved,
        "{chosen:?}"
    );
    assert_eq!(
        chosen.workspace.starts_with(folder.path()),
        !moved,
        "{chosen:?}"
    );
}
