//! What an earlier server left behind.

use std::fs;
use std::os::unix::fs::{MetadataExt, chown};
use std::os::unix::process::CommandExt;
use std::path::Path;
use std::process::{Child, Command};

use provost_postgres::server::{LocalServer, ServerError, ServerPlaces};
use provost_tests::local::{Version, open_folder, places};

use crate::processes::{connect, kill, postmaster, wait_gone};

/// A workspace with one row, whose server has ended.
async fn ended(folder: &Path) -> ServerPlaces {
    let places = places(Version::Bundled, folder).unwrap();
    let server = LocalServer::start(places.clone(), None).await.unwrap();
    connect(&server)
        .await
        .execute("create table kept as select 'here' as word")
        .await
        .unwrap();
    server.stop().await;
    assert!(!places.data().join("postmaster.pid").exists());
    places
}

async fn assert_starts(places: &ServerPlaces) {
    let server = LocalServer::start(places.clone(), None).await.unwrap();
    assert_eq!(
        connect(&server)
            .await
            .text("select word from kept")
            .await
            .unwrap(),
        "here"
    );
    server.stop().await;
}

/// Writes the file of a server with this process number, as PostgreSQL writes it, for the data and for the socket.
fn leave_behind(places: &ServerPlaces, pid: u32) {
    let (data, sockets) = (places.data(), places.socket_dir());
    let text = format!(
        "{pid}\n{}\n1763780000\n5432\n{}\n\n",
        data.display(),
        sockets.display()
    );
    let status = "        1         1\nready   \n";
    write_as_server(
        places,
        &data.join("postmaster.pid"),
        &(text.clone() + status),
    );
    write_as_server(places, &sockets.join(".s.PGSQL.5432.lock"), &text);
}

fn write_as_server(places: &ServerPlaces, path: &Path, text: &str) {
    fs::write(path, text).unwrap();
    let owner = fs::metadata(places.data()).unwrap();
    chown(path, Some(owner.uid()), Some(owner.gid())).unwrap();
}

/// A `sleep` of the server's own account: PostgreSQL believes in a process that it could send a signal.
fn sleeper(places: &ServerPlaces) -> Child {
    let owner = fs::metadata(places.data()).unwrap();
    let mut command = Command::new("sleep");
    command.arg("600").current_dir("/");
    if rustix::process::geteuid().is_root() {
        command.uid(owner.uid()).gid(owner.gid());
    }
    command.spawn().unwrap()
}

#[tokio::test]
async fn a_dead_process_number() {
    let folder = open_folder().unwrap();
    let places = ended(folder.path()).await;
    let mut dead = sleeper(&places);
    dead.kill().unwrap();
    dead.wait().unwrap();
    leave_behind(&places, dead.id());
    assert_starts(&places).await;
}

#[tokio::test]
async fn the_process_number_of_another_program() {
    let folder = open_folder().unwrap();
    let places = ended(folder.path()).await;
    let mut other = sleeper(&places);
    leave_behind(&places, other.id());
    assert_starts(&places).await;
    assert_eq!(
        other.try_wait().unwrap(),
        None,
        "the other program was left alone"
    );
    let aside = fs::read_to_string(places.data().join("postmaster.pid.stale")).unwrap();
    assert!(
        aside.starts_with(&other.id().to_string()),
        "the file was renamed, not deleted"
    );
    other.kill().unwrap();
    other.wait().unwrap();
}

#[tokio::test]
async fn an_empty_file() {
    let folder = open_folder().unwrap();
    let places = ended(folder.path()).await;
    write_as_server(&places, &places.data().join("postmaster.pid"), "");
    assert_starts(&places).await;
}

#[tokio::test]
async fn a_server_that_somebody_else_started_is_not_displaced() {
    let folder = open_folder().unwrap();
    let places = ended(folder.path()).await;
    let owner = fs::metadata(places.data()).unwrap();
    let mut command = Command::new(places.binaries.join("bin/postgres"));
    let socket = format!("unix_socket_directories={}", places.data().display());
    command
        .arg("-D")
        .arg(places.data())
        .args(["-c", "listen_addresses=", "-c", &socket]);
    command
        .env_clear()
        .current_dir("/")
        .stderr(std::process::Stdio::null());
    if rustix::process::geteuid().is_root() {
        command.uid(owner.uid()).gid(owner.gid());
    }
    let mut foreign = command.spawn().unwrap();
    let file = places.data().join("postmaster.pid");
    while !fs::read_to_string(&file).is_ok_and(|text| text.contains("ready")) {
        assert_eq!(foreign.try_wait().unwrap(), None);
        std::thread::sleep(std::time::Duration::from_millis(20));
    }

    let refused = LocalServer::start(places.clone(), None).await.unwrap_err();
    assert_eq!(
        refused,
        ServerError::InUse {
            path: places.data(),
            pid: foreign.id()
        }
    );
    assert_eq!(foreign.try_wait().unwrap(), None, "it was left alone");
    assert_eq!(postmaster(&places), foreign.id());
    kill(foreign.id());
    foreign.wait().unwrap();
    // Its processes need a moment to see that it is dead; the start waits for them.
    assert_starts(&places).await;
    wait_gone(&places);
}
