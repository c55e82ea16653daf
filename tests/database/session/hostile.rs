//! Servers that send what no server may send: an error in time, and the program goes on.

use std::time::{Duration, Instant};

use provost_postgres::{Absence, Database, Error, Trust};
use provost_tests::mock::{Malice, Mock};
use provost_tests::profile;
use zeroize::Zeroizing;

/// Memory of this process in kilobytes.
fn resident() -> u64 {
    let status = std::fs::read_to_string("/proc/self/status").unwrap();
    let line = status
        .lines()
        .find(|line| line.starts_with("VmRSS:"))
        .unwrap();
    line.split_whitespace().nth(1).unwrap().parse().unwrap()
}

async fn meet(malice: Malice) -> Error {
    let mock = Mock::start(malice).await.unwrap();
    let profile = profile::at("127.0.0.1", mock.port(), "postgres", "clerk");
    let password = Some(Zeroizing::new("secret".to_owned()));
    let database = Database::open(&profile, password, &Trust::default()).unwrap();
    // The driver's panic prints a backtrace, for which the names of this whole program are read once: not what is measured.
    drop(std::backtrace::Backtrace::force_capture().to_string());
    let (begun, before) = (Instant::now(), resident());
    let refused = database.read().await.unwrap_err();
    assert!(
        begun.elapsed() < Duration::from_secs(12),
        "{malice:?}: {:?}",
        begun.elapsed()
    );
    assert!(
        resident() < before + 100_000,
        "{malice:?}: {before} kB grew to {} kB",
        resident()
    );
    refused
}

#[tokio::test]
async fn a_message_without_a_length_is_an_error() {
    assert!(matches!(
        meet(Malice::ZeroLength).await,
        Error::ServerData { .. }
    ));
}

#[tokio::test]
async fn a_message_that_never_comes_is_not_waited_for() {
    // The letters of HTTP announce a message of 1.4 gigabytes.
    let all = [Malice::HugeLength, Malice::Http, Malice::Silence];
    for (malice, meeting) in all.map(|malice| (malice, tokio::spawn(meet(malice)))) {
        let refused = meeting.await.unwrap();
        assert!(
            matches!(
                refused,
                Error::Unreachable {
                    absence: Absence::Silent,
                    ..
                }
            ),
            "{malice:?}: {refused:?}"
        );
    }
}

#[tokio::test]
async fn endless_hashing_ends_and_does_not_hold_up_the_rest() {
    let hashing = tokio::spawn(meet(Malice::EndlessScram));
    let mut longest = Duration::ZERO;
    while !hashing.is_finished() {
        let begun = Instant::now();
        tokio::time::sleep(Duration::from_millis(20)).await;
        longest = longest.max(begun.elapsed());
    }
    assert!(longest < Duration::from_secs(1), "{longest:?}");
    let refused = hashing.await.unwrap();
    assert!(
        matches!(
            refused,
            Error::Unreachable {
                absence: Absence::Silent,
                ..
            }
        ),
        "{refused:?}"
    );
}
