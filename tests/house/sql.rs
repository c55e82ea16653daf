//! Where SQL may stand, and how.

use super::{below, text};

const POSTGRES: &str = "src-tauri/crates/provost-postgres/src";

#[test]
fn statements_stand_in_files_of_their_own() {
    let files = below(POSTGRES, &["sql"]);
    assert!(!files.is_empty(), "the statements are .sql files");
    for path in files {
        let text = text(&path);
        let first = text.lines().next().unwrap_or_default();
        assert!(
            first.starts_with("-- ") && first.len() > 10,
            "{}: the first line says what it answers",
            path.display()
        );
        let code: String = text
            .lines()
            .filter(|line| !line.trim_start().starts_with("--"))
            .collect::<Vec<_>>()
            .join("\n");
        let inner = code.trim().trim_end_matches(';');
        assert!(
            !inner.contains(";\n"),
            "{}: one statement to a file",
            path.display()
        );
    }
}

#[test]
fn only_the_session_speaks_to_the_driver() {
    let doors = [
        "sqlx::query",
        "sqlx::raw_sql",
        "query_as!(",
        "query!(",
        "QueryBuilder",
    ];
    for path in below("src-tauri", &["rs"]) {
        let text = text(&path);
        if path.starts_with(POSTGRES) && path.file_name().is_some_and(|name| name == "session.rs") {
            continue;
        }
        for door in doors {
            assert!(
                !text.contains(door),
                "{}: every statement runs in a Session ({door})",
                path.display()
            );
        }
    }
}

#[test]
fn statements_are_never_kept_on_the_server() {
    let text = text(&std::path::PathBuf::from(POSTGRES).join("session.rs"));
    assert!(
        text.contains(".persistent(false)"),
        "a named statement is lost or mixed up behind a pooler"
    );
}
