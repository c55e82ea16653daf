//! `kill -9` of each part, in the middle of writes.

use std::time::Duration;

use provost_postgres::server::LocalServer;
use provost_tests::local::{Version, open_folder, places};

use crate::application::Application;
use crate::processes::{assert_kept, connect, kill, postmaster, servers, supervisors, wait_gone};

#[tokio::test]
async fn the_application() {
    let folder = open_folder().unwrap();
    let places = places(Version::Bundled, folder.path()).unwrap();
    let acknowledged = Application::writing(&places).kill();
    wait_gone(&places);

    let server = LocalServer::start(places, None).await.unwrap();
    assert_kept(&mut connect(&server).await, acknowledged).await;
    server.stop().await;
}

#[tokio::test]
async fn the_server() {
    let folder = open_folder().unwrap();
    let places = places(Version::Bundled, folder.path()).unwrap();
    let server = LocalServer::start(places.clone(), None).await.unwrap();
    for _ in 0..2 {
        let writer = Application::writing(&places);
        let before = postmaster(&places);
        kill(before);
        let acknowledged = writer.wait_lost();
        // The same lease serves on: the supervisor has started the server again.
        let mut plain = connect(&server).await;
        assert_kept(&mut plain, acknowledged).await;
        assert_ne!(postmaster(&places), before);
    }
    assert_eq!(server.failure(), None);
    server.stop().await;
}

#[tokio::test]
async fn the_server_while_a_client_computes() {
    let folder = open_folder().unwrap();
    let places = places(Version::Bundled, folder.path()).unwrap();
    let server = LocalServer::start(places.clone(), None).await.unwrap();
    let mut busy = connect(&server).await;
    let pid = busy
        .text("select pg_backend_pid()")
        .await
        .unwrap()
        .parse()
        .unwrap();
    let endless = "do $$ begin loop null; end loop; end $$";
    let computing = tokio::spawn(async move { busy.execute(endless).await });
    let before = postmaster(&places);
    tokio::time::sleep(Duration::from_millis(200)).await;
    kill(before);
    assert_eq!(connect(&server).await.text("select 1").await.unwrap(), "1");
    assert_ne!(postmaster(&places), before);
    assert!(
        !servers(&places).contains(&pid),
        "it would compute for ever"
    );
    computing.await.unwrap().unwrap_err();
    server.stop().await;
}

#[tokio::test]
async fn the_supervisor() {
    let folder = open_folder().unwrap();
    let places = places(Version::Bundled, folder.path()).unwrap();
    let server = LocalServer::start(places.clone(), None).await.unwrap();
    let writer = Application::writing(&places);
    let [before] = supervisors(&places)[..] else {
        panic!("not one supervisor")
    };
    kill(before);
    // The orphan is ended by the next supervisor, which one of the two applications starts.
    let acknowledged = writer.wait_lost();
    let mut plain = connect(&server).await;
    assert_kept(&mut plain, acknowledged).await;
    let [after] = supervisors(&places)[..] else {
        panic!("not one supervisor")
    };
    assert_ne!(after, before);
    server.stop().await;
    wait_gone(&places);
}

#[tokio::test]
async fn the_supervisor_and_the_application() {
    let folder = open_folder().unwrap();
    let places = places(Version::Bundled, folder.path()).unwrap();
    let writer = Application::writing(&places);
    supervisors(&places).into_iter().for_each(kill);
    let acknowledged = writer.kill();
    assert!(!servers(&places).is_empty(), "the server is an orphan now");

    let server = LocalServer::start(places.clone(), None).await.unwrap();
    assert_kept(&mut connect(&server).await, acknowledged).await;
    server.stop().await;
    wait_gone(&places);
}
