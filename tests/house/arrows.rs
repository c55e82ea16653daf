//! Which crate may use which: a new arrow is a decision, taken here.

use std::collections::BTreeSet;

use serde_json::Value;

/// Every arrow between our crates, development dependencies and the tests left out.
const ARROWS: &[(&str, &str)] = &[
    ("provost-app", "provost-core"),
    ("provost-app", "provost-plots"),
    ("provost-app", "provost-postgres"),
    ("provost-app", "provost-reports"),
    ("provost-app", "provost-secrets"),
    ("provost-cli", "provost-app"),
    ("provost-cli", "provost-core"),
    ("provost-desktop", "provost-app"),
    ("provost-desktop", "provost-core"),
    ("provost-plots", "provost-core"),
    ("provost-postgres", "provost-core"),
    ("provost-reports", "provost-core"),
    ("provost-reports", "provost-plots"),
    ("provost-secrets", "provost-core"),
];

fn cargo(arguments: &[&str]) -> String {
    let output = std::process::Command::new(env!("CARGO"))
        .args(arguments)
        .current_dir(super::root())
        .output()
        .unwrap();
    assert!(
        output.status.success(),
        "cargo {arguments:?}: {}",
        String::from_utf8_lossy(&output.stderr)
    );
    String::from_utf8(output.stdout).unwrap()
}

#[test]
fn crates_use_only_those_below_them() {
    let metadata: Value =
        serde_json::from_str(&cargo(&["metadata", "--format-version", "1", "--no-deps"])).unwrap();
    let mut found = BTreeSet::new();
    for package in metadata["packages"].as_array().unwrap() {
        let name = package["name"].as_str().unwrap();
        for dependency in package["dependencies"].as_array().unwrap() {
            let used = dependency["name"].as_str().unwrap();
            if used.starts_with("provost-")
                && dependency["kind"].is_null()
                && name != "provost-tests"
            {
                found.insert((name.to_owned(), used.to_owned()));
            }
        }
    }
    let allowed: BTreeSet<(String, String)> = ARROWS
        .iter()
        .map(|(from, to)| ((*from).to_owned(), (*to).to_owned()))
        .collect();
    assert_eq!(
        found, allowed,
        "the arrows between the crates are those that ARCHITECTURE.md draws"
    );
}

#[test]
fn only_these_crates_know_these_libraries() {
    let doors = [
        ("sqlx", &["provost-postgres"][..]),
        ("keyring-core", &["provost-secrets"]),
        ("typst", &["provost-reports"]),
        ("plotters", &["provost-plots"]),
        ("tauri", &["provost-desktop"]),
        ("clap", &["provost-cli"]),
    ];
    let metadata: Value =
        serde_json::from_str(&cargo(&["metadata", "--format-version", "1", "--no-deps"])).unwrap();
    for (library, owners) in doors {
        let mut users = BTreeSet::new();
        for package in metadata["packages"].as_array().unwrap() {
            let depends = package["dependencies"]
                .as_array()
                .unwrap()
                .iter()
                .any(|d| d["name"] == library && d["kind"].is_null());
            let name = package["name"].as_str().unwrap();
            if depends && name != "provost-tests" {
                users.insert(name);
            }
        }
        assert_eq!(
            users,
            owners.iter().copied().collect(),
            "who uses {library}"
        );
    }
}

/// With zbus's feature `tokio` anywhere in the tree, a keyring call inside a task panics.
#[test]
fn the_keyring_does_not_run_on_tokio() {
    let tree = cargo(&[
        "tree",
        "--locked",
        "-e",
        "features",
        "-i",
        "zbus",
        "--target",
        "x86_64-unknown-linux-gnu",
    ]);
    assert!(
        tree.contains("zbus feature \"async-io\""),
        "the keyring's runtime is async-io: {tree}"
    );
    assert!(
        !tree.contains("zbus feature \"tokio\""),
        "zbus must not be built with tokio: {tree}"
    );
}
