//! The connections file after the program was killed in the middle of writing it.

use std::time::Duration;

use provost_app::connections::Profiles;
use provost_tests::secret_service::Home;
use serde_json::json;

use crate::asking::client;

#[test]
fn the_file_is_always_the_old_one_or_the_new_one() {
    let home = Home::without_bus().unwrap();
    let profiles = Profiles::in_folder(&home.path().join("provost"));
    let mut last = 0;
    for round in 0..40_u64 {
        let mut writer = client(&home);
        writer.tell(&json!({ "task": "write" })).unwrap();
        // At another moment of the writing each time.
        std::thread::sleep(Duration::from_millis(20 + round * 7 % 31));
        let told = writer.kill().unwrap();
        let acknowledged: u64 = told
            .lines()
            .last()
            .map_or(0, |line| line.parse().unwrap_or(0));
        let stored = profiles.load().unwrap();
        let version = |at: usize| stored[at].profile.database.parse::<u64>().unwrap();
        if stored.is_empty() {
            assert_eq!(acknowledged, 0, "what was acknowledged is there");
            continue;
        }
        assert_eq!(stored.len(), 20);
        assert!(
            (0..20).all(|at| version(at) == version(0)),
            "all of one version"
        );
        assert!(
            version(0) >= acknowledged,
            "round {round}: {} < {acknowledged}",
            version(0)
        );
        last = last.max(acknowledged);
    }
    assert!(last > 0, "the writers were given time to write");
}
