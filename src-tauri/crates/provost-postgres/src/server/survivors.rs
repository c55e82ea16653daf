//! The processes that outlive a killed server. One that computes does not see that its server is dead, and as long as
//! it uses the server's memory no other server starts.

use std::path::Path;

use super::log::ServerLog;

/// Ends them. They are sure to be survivors: each works in `data`, serves a client (its title says so, a server's own
/// does not), and its parent is no server of `data`.
#[cfg(target_os = "linux")]
pub(super) fn end(data: &Path, log: &ServerLog) {
    use super::pidfile::process;

    let Ok(processes) = std::fs::read_dir("/proc") else {
        return;
    };
    let number = |entry: std::fs::DirEntry| entry.file_name().to_str()?.parse::<u32>().ok();
    for pid in processes.flatten().filter_map(number) {
        if process::is_server_of(pid, data) && is_orphaned_child(pid, data) {
            log.add(&format!(
                "provost: process {pid} has outlived its server and is ended"
            ));
            process::signal(pid, rustix::process::Signal::QUIT);
        }
    }
}

#[cfg(target_os = "linux")]
fn is_orphaned_child(pid: u32, data: &Path) -> bool {
    let about =
        |file: &str| std::fs::read_to_string(format!("/proc/{pid}/{file}")).unwrap_or_default();
    let status = about("status");
    let parent = status
        .lines()
        .find_map(|line| line.strip_prefix("PPid:")?.trim().parse().ok());
    about("cmdline").starts_with("postgres: ")
        && parent.is_some_and(|parent| !super::pidfile::process::is_server_of(parent, data))
}

/// Elsewhere the start is tried again until they have seen it themselves.
#[cfg(not(target_os = "linux"))]
pub(super) fn end(_: &Path, _: &ServerLog) {}
