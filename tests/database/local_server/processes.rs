//! What the system knows of the server's processes.

use std::fs;
use std::path::Path;
use std::time::{Duration, Instant};

use provost_postgres::server::{LocalServer, SUPERUSER, SUPERVISE, ServerPlaces};
use provost_tests::plain::{Plain, options};
use rustix::process::{Pid, Signal, kill_process};

/// The process id in `postmaster.pid`.
pub(crate) fn postmaster(places: &ServerPlaces) -> u32 {
    let text = fs::read_to_string(places.data().join("postmaster.pid")).unwrap();
    text.lines().next().unwrap().parse().unwrap()
}

/// The supervisors of this workspace.
pub(crate) fn supervisors(places: &ServerPlaces) -> Vec<u32> {
    let workspace = places.workspace.to_string_lossy().into_owned();
    find(|process| {
        let command = fs::read(process.join("cmdline")).unwrap_or_default();
        let command = String::from_utf8_lossy(&command).into_owned();
        command.contains(SUPERVISE) && command.contains(&workspace)
    })
}

/// Every process of a PostgreSQL that works in this workspace's data directory.
pub(crate) fn servers(places: &ServerPlaces) -> Vec<u32> {
    let data = places.data();
    find(|process| fs::read_link(process.join("cwd")).is_ok_and(|folder| folder == data))
}

fn find(wanted: impl Fn(&Path) -> bool) -> Vec<u32> {
    let processes = fs::read_dir("/proc").unwrap().flatten();
    let number = |entry: fs::DirEntry| {
        let pid = entry.file_name().to_str()?.parse().ok()?;
        wanted(&entry.path()).then_some(pid)
    };
    processes.filter_map(number).collect()
}

pub(crate) fn kill(pid: u32) {
    let pid = Pid::from_raw(i32::try_from(pid).unwrap()).unwrap();
    kill_process(pid, Signal::KILL).unwrap();
}

/// Waits until nothing of the server runs, for at most the minute that a killed application may leave it running.
pub(crate) fn wait_gone(places: &ServerPlaces) {
    let patience = Instant::now() + Duration::from_mins(1);
    while !(servers(places).is_empty() && supervisors(places).is_empty()) {
        let left = (servers(places), supervisors(places));
        assert!(
            Instant::now() < patience,
            "still there after a minute: {left:?}"
        );
        std::thread::sleep(Duration::from_millis(50));
    }
}

/// A connection to the server, waited for while it is being started again.
pub(crate) async fn connect(server: &LocalServer) -> Plain {
    let patience = Instant::now() + Duration::from_mins(1);
    loop {
        let options = options(SUPERUSER, server.port(), "postgres").socket(server.socket_dir());
        match Plain::connect(&options).await {
            Ok(plain) => return plain,
            Err(error) => assert!(Instant::now() < patience, "{error}, {:?}", server.failure()),
        }
        tokio::time::sleep(Duration::from_millis(50)).await;
    }
}

/// Asserts that every number up to `acknowledged` is in the table `written`.
pub(crate) async fn assert_kept(plain: &mut Plain, acknowledged: u64) {
    assert!(
        acknowledged >= 20,
        "only {acknowledged} were written before the kill"
    );
    let sql = format!("select count(*) from written where id <= {acknowledged}");
    assert_eq!(
        plain.text(&sql).await.unwrap(),
        acknowledged.to_string(),
        "an acknowledged row was lost"
    );
}
