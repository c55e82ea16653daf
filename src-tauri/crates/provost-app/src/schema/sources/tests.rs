use std::fs;

use tempfile::TempDir;
use uuid::Uuid;

use super::*;
use crate::error::ErrorKind;

fn place() -> (TempDir, SourcesFile) {
    let folder = tempfile::tempdir().unwrap();
    let file = SourcesFile::in_folder(&folder.path().join("provost"));
    (folder, file)
}

fn id(number: u128) -> ProfileId {
    ProfileId(Uuid::from_u128(number))
}

fn written(file: &SourcesFile, text: &str) {
    fs::create_dir_all(file.path.parent().unwrap()).unwrap();
    fs::write(&file.path, text).unwrap();
}

#[test]
fn choices_are_kept_for_each_connection() {
    let (_folder, file) = place();
    assert_eq!(file.load(id(1)).unwrap(), SavedSources::default());
    let path = "/srv/the \"best\" migrations/日本".to_owned();
    let sql = ExpectedChoice::Sql { path: path.clone() };
    file.change(id(1), |saved| saved.expected = Some(sql.clone()))
        .unwrap();
    file.change(id(1), |saved| saved.configurations = vec!["/a/.env".into()])
        .unwrap();
    let other = ExpectedChoice::Connection { id: id(1) };
    file.change(id(2), |saved| saved.expected = Some(other.clone()))
        .unwrap();
    let first = file.load(id(1)).unwrap();
    assert_eq!(first.expected, Some(sql));
    assert_eq!(first.configurations, ["/a/.env"]);
    for (asked, named) in [
        (path.as_str(), true),
        ("/a/.env", true),
        ("/a", false),
        ("", false),
        ("/a/.env/", false),
        ("/a/../a/.env", false),
    ] {
        assert_eq!(file.names(asked).unwrap(), named, "{asked}");
    }
    let second = file.load(id(2)).unwrap();
    assert_eq!(second.expected, Some(other));
}

#[test]
fn what_a_newer_version_wrote_stays() {
    let (_folder, file) = place();
    let connection = id(1).0;
    written(
        &file,
        &format!(
            "{{\"schema\": \"provost.sources/1\", \"theme\": [1], \"connections\":
            {{\"{connection}\": {{\"migrations\": \"/m\", \"colour\": \"red\"}}}}}}"
        ),
    );
    assert_eq!(file.load(id(1)).unwrap().migrations.as_deref(), Some("/m"));
    file.change(id(1), |saved| saved.migrations = Some("/n".into()))
        .unwrap();
    let text: Value = serde_json::from_slice(&fs::read(&file.path).unwrap()).unwrap();
    assert_eq!(text["theme"][0], 1);
    let entry = &text["connections"][connection.to_string()];
    assert_eq!(entry["colour"], "red");
    assert_eq!(entry["migrations"], "/n");
    let before = fs::read_to_string(file.beside("bak")).unwrap();
    assert!(before.contains("\"/m\""), "{before}");
}

#[test]
fn a_file_that_makes_no_sense_is_told_and_left() {
    for text in [
        "{\"schema\": \"provost.sources/1\", \"connections\": {",
        "{\"schema\": \"provost.sources/2\"}",
        "{\"schema\": \"provost.sources/1\", \"connections\": {\"x\": {}}}",
        "[]",
        "",
        "{\"connections\": {}}",
    ] {
        let (_folder, file) = place();
        written(&file, text);
        let error = file.load(id(1)).unwrap_err();
        assert_eq!(error.kind(), ErrorKind::BadInput, "{text}");
        assert!(error.to_string().contains("sources.json"), "{error}");
        assert!(file.names("/n").is_err(), "{text}");
        let change = file.change(id(1), |saved| saved.migrations = Some("/n".into()));
        assert_eq!(change.unwrap_err().kind(), ErrorKind::BadInput, "{text}");
        assert_eq!(fs::read_to_string(&file.path).unwrap(), text);
    }
}

#[cfg(unix)]
#[test]
fn the_file_is_for_its_owner_alone() {
    use std::os::unix::fs::PermissionsExt as _;
    let (_folder, file) = place();
    file.change(id(1), |saved| saved.migrations = Some("/m".into()))
        .unwrap();
    file.change(id(1), |saved| saved.migrations = Some("/n".into()))
        .unwrap();
    for path in [&file.path, &file.beside("bak"), &file.beside("lock")] {
        let mode = fs::metadata(path).unwrap().permissions().mode();
        assert_eq!(mode & 0o777, 0o600, "{}", path.display());
    }
    let folder = fs::metadata(file.path.parent().unwrap()).unwrap();
    assert_eq!(folder.permissions().mode() & 0o777, 0o700);
}

#[test]
fn two_programs_lose_nothing_of_each_other() {
    let (_folder, file) = place();
    std::thread::scope(|scope| {
        for number in 1..=8 {
            let file = &file;
            scope.spawn(move || {
                file.change(id(number), |saved| {
                    saved.migrations = Some(number.to_string());
                })
                .unwrap();
            });
        }
    });
    for number in 1..=8 {
        let saved = file.load(id(number)).unwrap();
        assert_eq!(saved.migrations, Some(number.to_string()));
    }
}
