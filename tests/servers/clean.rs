//! Tests that need a process without ambient root certificates and without `PG…` variables.
//!
//! sqlx adds the roots of the process to those of a profile, so [`provost_postgres::Database::open`] refuses TLS in a
//! process that has any; the application starts itself again with `SSL_CERT_FILE` naming an empty file. A test does the
//! same with its own program, so that a plain `cargo test` works and nothing needs to be set outside.

use std::process::Command;

/// Says, in the second process, that it is the clean one.
const MARK: &str = "PROVOST_TEST_IS_CLEAN";

/// Runs `body` in a process of its own with a clean environment. `test` is the full name of the test that calls it.
///
/// # Panics
/// When the test fails in its process.
pub fn run(test: &str, body: impl Future<Output = ()>) {
    run_with_roots(test, "", body);
}

/// As [`run`], with ambient root certificates after all: `roots` is the text of a PEM file.
///
/// # Panics
/// When the test fails in its process.
#[expect(
    clippy::disallowed_methods,
    reason = "tests read their own environment"
)]
pub fn run_with_roots(test: &str, roots: &str, body: impl Future<Output = ()>) {
    if std::env::var_os(MARK).is_some() {
        let runtime = tokio::runtime::Builder::new_current_thread()
            .enable_all()
            .build();
        return runtime.map_or_else(|error| panic!("{error}"), |runtime| runtime.block_on(body));
    }
    let output = again(test, roots).unwrap_or_else(|error| panic!("{error}"));
    let told = String::from_utf8_lossy(&output.stdout);
    assert!(
        output.status.success() && told.contains("1 passed"),
        "{told}\n{}",
        String::from_utf8_lossy(&output.stderr)
    );
}

fn again(test: &str, roots: &str) -> std::io::Result<std::process::Output> {
    let file = tempfile::NamedTempFile::new()?;
    std::fs::write(&file, roots)?;
    let mut command = Command::new(std::env::current_exe()?);
    command.args(["--exact", test, "--nocapture", "--test-threads=1"]);
    for (name, _) in std::env::vars_os() {
        if name.to_string_lossy().starts_with("PG") {
            command.env_remove(name);
        }
    }
    command
        .env(MARK, "1")
        .env("SSL_CERT_FILE", file.path())
        .env_remove("SSL_CERT_DIR");
    command.output()
}
