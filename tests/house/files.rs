//! Sizes and names of files, and what must not stand in one.

use std::path::Path;

use super::{below, text, tracked};

/// The most lines that a file may have; a file beyond it holds two subjects.
fn limit(path: &Path) -> usize {
    if path.extension().is_some_and(|ending| ending == "svelte") {
        250
    } else {
        400
    }
}

#[test]
fn files_are_small_rooms() {
    let mut long: Vec<String> = tracked()
        .into_iter()
        .filter(|path| {
            path.extension()
                .is_some_and(|e| ["rs", "ts", "svelte", "sql", "css"].iter().any(|w| e == *w))
        })
        .filter(|path| !path.ends_with("ipc/bindings.ts") && !path.starts_with("tests/fixtures"))
        .filter_map(|path| {
            let lines = text(&path).lines().count();
            (lines > limit(&path)).then(|| format!("{} has {lines} lines", path.display()))
        })
        .collect();
    long.sort();
    assert!(long.is_empty(), "split these by noun: {long:#?}");
}

#[test]
fn names_say_what_is_inside() {
    let vague = [
        "utils", "util", "helpers", "helper", "common", "misc", "manager", "service", "types",
        "mod",
    ];
    for path in below("", &["rs", "ts", "svelte"]) {
        let stem = path.file_stem().unwrap().to_string_lossy().to_lowercase();
        assert!(
            !vague.contains(&stem.as_str()),
            "{}: name the file after its subject",
            path.display()
        );
    }
}

#[test]
fn nothing_is_left_undone() {
    let marks = ["todo!(", "unimplemented!(", "#[ignore", "FIXME", "XXX"];
    for path in below("", &["rs", "ts", "svelte", "sql"]) {
        if path.starts_with("tests/fixtures") || path.starts_with("tests/house") {
            continue;
        }
        let text = text(&path);
        for mark in &marks {
            assert!(!text.contains(mark), "{} contains {mark}", path.display());
        }
        for skipped in [
            "test.skip(",
            "it.skip(",
            "describe.skip(",
            "test.only(",
            "it.only(",
            "describe.only(",
        ] {
            assert!(
                !text.contains(skipped),
                "{} contains {skipped}",
                path.display()
            );
        }
    }
}

#[test]
fn no_registry_host_is_recorded() {
    let lock = text(Path::new("ui/package-lock.json"));
    assert!(
        !lock.contains("\"resolved\": \"http"),
        "ui/.npmrc keeps download addresses out of the lock file"
    );
    for package in text(Path::new("Cargo.lock"))
        .lines()
        .filter(|line| line.starts_with("source = "))
    {
        assert!(
            package.contains("registry+https://github.com/rust-lang/crates.io-index"),
            "unexpected source: {package}"
        );
    }
}
