//! The local workspace, which is audited when nothing else is named.

use std::path::{Path, PathBuf};
use std::time::{Duration, Instant};

use crate::person::{Person, files};

fn pid_file(person: &Person) -> Option<PathBuf> {
    let all = files(&person.path("data"));
    all.into_iter().find(|path| {
        path.file_name()
            .is_some_and(|name| name == "postmaster.pid")
    })
}

/// The postmaster that the file names, while it runs.
fn running(pid: &str) -> bool {
    std::fs::read_to_string(Path::new("/proc").join(pid).join("comm"))
        .is_ok_and(|name| name.trim() == "postgres")
}

fn until<T>(what: &str, mut ready: impl FnMut() -> Option<T>) -> T {
    let begun = Instant::now();
    loop {
        if let Some(value) = ready() {
            return value;
        }
        assert!(begun.elapsed() < Duration::from_mins(1), "{what}");
        std::thread::sleep(Duration::from_millis(20));
    }
}

#[test]
fn the_workspace_is_audited_in_plain_text_and_its_server_ends() {
    let person = Person::new();
    let run = person.run(&["audit"]).ended(0);
    assert!(run.out.starts_with("Audit of "), "{run:?}");
    for words in ["Core schema design", "CRITICAL", "[governance.", "[ ] "] {
        assert!(run.out.contains(words), "{words}: {run:?}");
    }
    assert!(
        !run.out.contains('\u{1b}') && !run.err.contains('\u{1b}'),
        "{run:?}"
    );
    assert!(run.err.contains("Judging what was read"), "{run:?}");
    assert_eq!(pid_file(&person), None);
    // The second time it is there already, with the same findings.
    let again = person.run(&["audit", "--fail-on", "critical"]).ended(1);
    assert!(again.out.contains("CRITICAL"), "{again:?}");
    assert_eq!(pid_file(&person), None);
}

#[test]
fn a_killed_program_leaves_no_server() {
    let person = Person::new();
    let mut child = person.command(&["audit"]).spawn().unwrap();
    let pid = until("the server did not start", || {
        let text = std::fs::read_to_string(pid_file(&person)?).ok()?;
        let pid = text.lines().next().filter(|line| !line.is_empty())?;
        running(pid).then(|| pid.to_owned())
    });
    child.kill().unwrap();
    child.wait().unwrap();
    until("the server stayed", || (!running(&pid)).then_some(()));
    assert_eq!(pid_file(&person), None);
    person.run(&["audit"]).ended(0);
}
