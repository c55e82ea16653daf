//! A disk that is full: a small file system in memory, mounted for the test (with sudo when the tests are not root's).

use std::fs::{self, File};
use std::io::Write;
use std::path::{Path, PathBuf};
use std::process::Command;

use provost_postgres::server::{LocalServer, ServerError};
use provost_tests::local::{Version, open_folder, places};
use tempfile::TempDir;

use crate::processes::{connect, kill, postmaster, wait_gone};

const BLOCK: [u8; 4096] = [7; 4096];

/// A mounted file system; unmounted on drop.
struct Disk {
    folder: TempDir,
}

impl Disk {
    fn of(megabytes: u32) -> Self {
        let folder = open_folder().unwrap();
        let user = rustix::process::geteuid().as_raw();
        let options = format!("size={megabytes}m,mode=0711,uid={user}");
        run(&[
            "mount",
            "-t",
            "tmpfs",
            "-o",
            &options,
            "tmpfs",
            folder.path().to_str().unwrap(),
        ]);
        Self { folder }
    }

    fn path(&self) -> &Path {
        self.folder.path()
    }

    /// A file that takes this many bytes, or what is left.
    fn take(&self, name: &str, bytes: usize) -> PathBuf {
        let path = self.path().join(name);
        let mut file = File::create(&path).unwrap();
        for _ in 0..bytes.div_ceil(BLOCK.len()) {
            if file.write_all(&BLOCK).is_err() {
                break;
            }
        }
        path
    }
}

impl Drop for Disk {
    fn drop(&mut self) {
        run(&["umount", "--lazy", self.path().to_str().unwrap()]);
    }
}

fn run(command: &[&str]) {
    let root = rustix::process::geteuid().is_root();
    let command = [if root { &[][..] } else { &["sudo", "-n"] }, command].concat();
    let output = Command::new(command[0])
        .args(&command[1..])
        .output()
        .unwrap();
    assert!(
        output.status.success(),
        "{command:?}: {}",
        String::from_utf8_lossy(&output.stderr)
    );
}

#[tokio::test]
async fn a_start_says_so_and_what_was_committed_is_there_afterwards() {
    let disk = Disk::of(320);
    let places = places(Version::Bundled, disk.path()).unwrap();
    let server = LocalServer::start(places.clone(), None).await.unwrap();
    // What a person could delete later.
    let pictures = disk.take("pictures", 64 << 20);
    let mut plain = connect(&server).await;
    plain
        .execute("create table batches (number int, filling text)")
        .await
        .unwrap();
    let mut committed = 0;
    let failure = loop {
        let batch =
            "insert into batches select BATCH, repeat('x', 1000) from generate_series(1, 20000)";
        match plain
            .execute(&batch.replace("BATCH", &committed.to_string()))
            .await
        {
            Ok(()) => committed += 1,
            Err(error) => break error.to_string(),
        }
    };
    assert!(committed > 0, "{failure}");
    disk.take("rest", 320 << 20);

    // A server that dies now cannot be started again, and the application that uses it learns why.
    kill(postmaster(&places));
    let patience = std::time::Instant::now() + std::time::Duration::from_mins(1);
    while server.failure().is_none() {
        assert!(std::time::Instant::now() < patience);
        tokio::time::sleep(std::time::Duration::from_millis(50)).await;
    }
    let full = |error: &ServerError| matches!(error, ServerError::DiskFull { path, .. } if *path == places.workspace);
    assert!(
        server.failure().as_ref().is_some_and(full),
        "{:?}",
        server.failure()
    );
    let refused = LocalServer::start(places.clone(), None).await.unwrap_err();
    assert!(full(&refused), "{refused}");
    assert!(
        refused.to_string().contains("is full (0 MB free)"),
        "{refused}"
    );
    drop(server);

    fs::remove_file(pictures).unwrap();
    let server = LocalServer::start(places.clone(), None).await.unwrap();
    assert!(server.free_space().unwrap().is_short());
    let counted = connect(&server)
        .await
        .text("select count(distinct number) || ' ' || count(*) from batches")
        .await;
    assert_eq!(
        counted.unwrap(),
        format!("{committed} {}", committed * 20000)
    );
    server.stop().await;
    wait_gone(&places);
}

#[tokio::test]
async fn a_disk_without_room_for_a_data_directory_is_left_clean() {
    let disk = Disk::of(100);
    let places = places(Version::Bundled, disk.path()).unwrap();
    let refused = LocalServer::start(places.clone(), None).await.unwrap_err();
    assert!(
        matches!(
            refused,
            ServerError::DiskFull {
                free_bytes: 1..,
                ..
            }
        ),
        "{refused}"
    );
    assert!(!places.data().exists());
    assert!(!places.workspace.join("data.new").exists());
}
