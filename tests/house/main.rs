//! The rules of the house, asserted on the checkout itself.
#![expect(
    clippy::unwrap_used,
    clippy::expect_used,
    reason = "these are tests: what cannot be read fails them"
)]

mod arrows;
mod documents;
mod files;
mod migrations;
mod sql;
mod window;

use std::path::{Path, PathBuf};

/// The top of the checkout.
fn root() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR"))
        .parent()
        .unwrap()
        .to_owned()
}

/// Every file of the checkout that git tracks or would track, relative to the top.
fn tracked() -> Vec<PathBuf> {
    let output = std::process::Command::new("git")
        .args(["ls-files", "--cached", "--others", "--exclude-standard"])
        .current_dir(root())
        .output()
        .expect("git is needed to list the files of the checkout");
    assert!(
        output.status.success(),
        "git ls-files: {}",
        String::from_utf8_lossy(&output.stderr)
    );
    let text = String::from_utf8(output.stdout).unwrap();
    let files: Vec<PathBuf> = text
        .lines()
        .map(PathBuf::from)
        .filter(|path| root().join(path).is_file())
        .collect();
    assert!(
        files.len() > 50,
        "only {} files were found: the list cannot be right",
        files.len()
    );
    files
}

/// The tracked files with one of these endings, below a folder.
fn below(folder: &str, endings: &[&str]) -> Vec<PathBuf> {
    tracked()
        .into_iter()
        .filter(|path| path.starts_with(folder))
        .filter(|path| {
            path.extension()
                .is_some_and(|ending| endings.iter().any(|wanted| ending == *wanted))
        })
        .collect()
}

/// The text of a file of the checkout.
fn text(path: &Path) -> String {
    std::fs::read_to_string(root().join(path))
        .unwrap_or_else(|error| panic!("{}: {error}", path.display()))
}
