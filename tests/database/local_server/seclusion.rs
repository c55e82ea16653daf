//! Who can reach the server, and how safely it keeps what it is given.

use std::fs;
use std::os::unix::fs::{MetadataExt, PermissionsExt};
use std::os::unix::process::CommandExt;
use std::process::Command;

use provost_postgres::server::{LocalServer, ServerPlaces};
use provost_tests::local::{PASSWORD, TestServer, Version, open_folder, places};
use provost_tests::plain::{Plain, options};

use crate::processes::{connect, postmaster};

fn mode(path: &std::path::Path) -> u32 {
    fs::metadata(path).unwrap().permissions().mode() & 0o777
}

/// The numbers of the TCP sockets on which this process listens, of both families.
fn listening(pid: u32) -> Vec<String> {
    let descriptors = fs::read_dir(format!("/proc/{pid}/fd")).unwrap().flatten();
    let own: Vec<String> = descriptors
        .filter_map(|entry| {
            fs::read_link(entry.path())
                .ok()?
                .to_str()
                .map(str::to_owned)
        })
        .collect();
    let tables = ["tcp", "tcp6"]
        .map(|family| fs::read_to_string(format!("/proc/{pid}/net/{family}")).unwrap_or_default());
    let sockets = tables
        .iter()
        .flat_map(|table| table.lines())
        .map(|line| line.split_whitespace().collect::<Vec<_>>());
    // The fourth column is the state, 0A is listening; the tenth is the inode.
    sockets
        .filter(|fields| fields.get(3) == Some(&"0A"))
        .map(|fields| format!("socket:[{}]", fields[9]))
        .filter(|socket| own.contains(socket))
        .collect()
}

#[tokio::test]
async fn it_listens_only_on_a_socket_in_a_closed_folder() {
    let server = TestServer::bundled().await.unwrap();
    let sockets = server.socket_dir();
    assert_eq!(mode(&sockets), 0o700);
    assert_eq!(mode(&sockets.join(".s.PGSQL.5432")), 0o700);
    assert_eq!(mode(&server.places().data()), 0o700);
    assert_eq!(mode(&server.places().log_file()), 0o600);
    assert_eq!(listening(postmaster(server.places())), Vec::<String>::new());

    let reachable = TestServer::on_tcp(Version::Bundled).await.unwrap();
    assert_eq!(
        listening(postmaster(reachable.places())).len(),
        1,
        "the way of looking sees a listener"
    );
}

#[tokio::test]
async fn it_does_not_run_as_root_and_other_users_are_refused() {
    let server = TestServer::bundled().await.unwrap();
    let owner = fs::metadata(format!("/proc/{}", postmaster(server.places())))
        .unwrap()
        .uid();
    let own = rustix::process::geteuid().as_raw();
    assert_ne!(owner, 0);
    if own != 0 {
        assert_eq!(owner, own);
        return;
    }
    let psql = |user: u32| {
        let mut command = Command::new(server.places().binaries.join("bin/psql"));
        command
            .env_clear()
            .current_dir("/")
            .uid(user)
            .arg("-h")
            .arg(server.socket_dir());
        command.args(["-U", "provost", "-d", "postgres", "-Atc", "select 'inside'"]);
        let output = command.output().unwrap();
        String::from_utf8_lossy(&[output.stdout, output.stderr].concat()).into_owned()
    };
    assert_eq!(psql(0).trim(), "inside");
    assert!(
        psql(54_321).contains("Permission denied"),
        "{}",
        psql(54_321)
    );
    // The server's own account can open the socket, and is nobody to the server.
    assert!(
        psql(owner).contains("Peer authentication failed"),
        "{}",
        psql(owner)
    );
}

#[tokio::test]
async fn every_way_in_asks_who_is_there() {
    for version in [Version::Bundled, Version::Postgres16] {
        let server = TestServer::on_tcp(version).await.unwrap();
        let mut plain = server.plain("postgres").await.unwrap();
        let rules = plain
            .texts("select type || ' ' || auth_method from pg_hba_file_rules order by 1")
            .await
            .unwrap();
        assert_eq!(
            rules,
            [
                "host scram-sha-256",
                "host scram-sha-256",
                "local peer",
                "local peer"
            ]
        );
        let tcp = options("provost", server.port(), "postgres").host("127.0.0.1");
        assert!(
            Plain::connect(&tcp.clone().password("wrong"))
                .await
                .is_err()
        );
        Plain::connect(&tcp.password(PASSWORD)).await.unwrap();
        plain.execute("create role auditor login").await.unwrap();
        let mut auditor = server.plain_as("auditor", "postgres").await.unwrap();
        assert_eq!(
            auditor.text("select session_user").await.unwrap(),
            "auditor"
        );
    }
}

#[tokio::test]
async fn it_keeps_what_it_is_given() {
    let server = TestServer::bundled().await.unwrap();
    let mut plain = server.plain("postgres").await.unwrap();
    for (setting, value) in [
        ("fsync", "on"),
        ("full_page_writes", "on"),
        ("synchronous_commit", "on"),
        ("data_checksums", "on"),
        ("server_encoding", "UTF8"),
        ("password_encryption", "scram-sha-256"),
    ] {
        assert_eq!(
            plain.text(&format!("show {setting}")).await.unwrap(),
            value,
            "{setting}"
        );
    }
    let collation = plain
        .text("select datcollate from pg_database where datname = 'template1'")
        .await;
    assert_eq!(collation.unwrap(), "C");
    plain
        .execute("create extension vector; create extension pg_stat_statements")
        .await
        .unwrap();
    plain
        .text("select count(*) from pg_stat_statements")
        .await
        .unwrap();
}

#[tokio::test]
async fn its_log_tells_of_an_error_without_the_statement() {
    let server = TestServer::bundled().await.unwrap();
    let mut plain = server.plain("postgres").await.unwrap();
    plain
        .execute("select 'personal'::text from missing_table")
        .await
        .unwrap_err();
    drop(plain);
    let path = server.places().log_file();
    let patience = std::time::Instant::now() + std::time::Duration::from_secs(10);
    while !fs::read_to_string(&path).unwrap().contains("missing_table") {
        assert!(
            std::time::Instant::now() < patience,
            "the error itself is logged"
        );
        tokio::time::sleep(std::time::Duration::from_millis(20)).await;
    }
    assert!(!fs::read_to_string(&path).unwrap().contains("personal"));
}

#[tokio::test]
async fn a_long_path_with_odd_letters_is_no_obstacle() {
    let folder = open_folder().unwrap();
    let home = folder.path().join(format!("a b, \"c\" {}", "ü".repeat(80)));
    let bundled = places(Version::Bundled, folder.path()).unwrap();
    let places = ServerPlaces::new(
        &bundled.binaries,
        &bundled.supervisor,
        &home,
        std::path::Path::new("/tmp"),
    );
    assert!(places.workspace.starts_with(&home));
    assert!(places.socket_dir().join(".s.PGSQL.65535").as_os_str().len() < 104);
    let server = LocalServer::start(places, None).await.unwrap();
    assert_eq!(connect(&server).await.text("select 1").await.unwrap(), "1");
    let runtime = server.places().runtime.clone();
    server.stop().await;
    fs::remove_dir_all(runtime).unwrap();
}
