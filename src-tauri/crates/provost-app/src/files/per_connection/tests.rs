use std::fs;

use tempfile::TempDir;
use uuid::Uuid;

use super::*;
use crate::error;

#[derive(Debug, Default, PartialEq, Serialize, Deserialize)]
#[serde(default)]
struct Chosen {
    colour: Option<String>,
    size: Option<u32>,
}

fn place() -> (TempDir, PerConnection<Chosen>) {
    let folder = tempfile::tempdir().unwrap();
    let inner = folder.path().join("provost");
    let file =
        PerConnection::in_folder(&inner, "choices.json", "provost.choices/1", "what is liked");
    (folder, file)
}

fn id(number: u128) -> ProfileId {
    ProfileId(Uuid::from_u128(number))
}

fn paint(file: &PerConnection<Chosen>, number: u128, colour: &str) -> Result<(), AppError> {
    file.change(id(number), |chosen| chosen.colour = Some(colour.to_owned()))
}

fn written(file: &PerConnection<Chosen>, text: &str) {
    fs::create_dir_all(file.path.parent().unwrap()).unwrap();
    fs::write(&file.path, text).unwrap();
}

#[test]
fn a_value_is_kept_for_each_connection() {
    let (_folder, file) = place();
    assert_eq!(file.load(id(1)).unwrap(), Chosen::default());
    paint(&file, 1, "the \"best\" 日本").unwrap();
    file.change(id(1), |chosen| chosen.size = Some(3)).unwrap();
    paint(&file, 2, "blue").unwrap();
    let first = Chosen {
        colour: Some("the \"best\" 日本".into()),
        size: Some(3),
    };
    assert_eq!(file.load(id(1)).unwrap(), first);
    let values = file.values().unwrap();
    assert_eq!(values.keys().copied().collect::<Vec<_>>(), [id(1), id(2)]);
    assert_eq!(values[&id(2)].colour.as_deref(), Some("blue"));
}

#[test]
fn the_form_is_one_that_can_be_read_again_by_name() {
    let (_folder, file) = place();
    paint(&file, 1, "red").unwrap();
    let expected = format!(
        "{{\n  \"schema\": \"provost.choices/1\",\n  \"connections\": {{\n    \"{}\": {{\n      \
         \"colour\": \"red\",\n      \"size\": null\n    }}\n  }}\n}}\n",
        id(1).0
    );
    assert_eq!(fs::read_to_string(&file.path).unwrap(), expected);
}

#[test]
fn what_a_newer_version_wrote_stays() {
    let (_folder, file) = place();
    let connection = id(1).0;
    written(
        &file,
        &format!(
            "{{\"schema\": \"provost.choices/1\", \"theme\": [1], \"connections\":
            {{\"{connection}\": {{\"colour\": \"red\", \"taste\": 7}}}}}}"
        ),
    );
    assert_eq!(file.load(id(1)).unwrap().colour.as_deref(), Some("red"));
    paint(&file, 1, "green").unwrap();
    let text: Value = serde_json::from_slice(&fs::read(&file.path).unwrap()).unwrap();
    assert_eq!(text["theme"][0], 1);
    let entry = &text["connections"][connection.to_string()];
    assert_eq!(entry["taste"], 7);
    assert_eq!(entry["colour"], "green");
    let before = fs::read_to_string(file.beside("bak")).unwrap();
    assert!(before.contains("\"red\""), "{before}");
}

#[test]
fn a_change_that_changes_nothing_writes_nothing() {
    let (_folder, file) = place();
    paint(&file, 1, "red").unwrap();
    paint(&file, 1, "red").unwrap();
    assert!(!file.beside("bak").exists());
}

#[test]
fn a_file_that_makes_no_sense_is_told_and_left() {
    for text in [
        "{\"schema\": \"provost.choices/1\", \"connections\": {",
        "{\"schema\": \"provost.choices/2\"}",
        "{\"schema\": \"provost.choices/1\", \"connections\": {\"x\": {}}}",
        "[]",
        "{",
        "",
        "{\"connections\": {}}",
    ] {
        let (_folder, file) = place();
        written(&file, text);
        let error = file.load(id(1)).unwrap_err();
        assert_eq!(error.kind(), error::ErrorKind::BadInput, "{text}");
        let message = error.to_string();
        assert!(message.contains("what is liked, "), "{message}");
        assert!(message.contains("choices.json"), "{message}");
        assert!(file.values().is_err(), "{text}");
        let change = paint(&file, 1, "red").unwrap_err();
        assert_eq!(change.kind(), error::ErrorKind::BadInput, "{text}");
        assert_eq!(fs::read_to_string(&file.path).unwrap(), text);
    }
}

#[cfg(unix)]
#[test]
fn the_file_is_for_its_owner_alone() {
    use std::os::unix::fs::PermissionsExt as _;
    let (_folder, file) = place();
    paint(&file, 1, "red").unwrap();
    paint(&file, 1, "green").unwrap();
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
            scope.spawn(move || paint(file, number, &number.to_string()).unwrap());
        }
    });
    for number in 1..=8 {
        let chosen = file.load(id(number)).unwrap();
        assert_eq!(chosen.colour, Some(number.to_string()));
    }
}

/// A lock that another program keeps for longer than anyone waits.
#[test]
fn a_file_that_another_program_keeps_is_told_and_left() {
    let (_folder, file) = place();
    paint(&file, 1, "red").unwrap();
    let before = fs::read_to_string(&file.path).unwrap();
    let kept = lock(&file.beside("lock")).unwrap();
    let error = paint(&file, 1, "green").unwrap_err();
    assert!(matches!(error, AppError::Unwritten { .. }), "{error}");
    assert_eq!(fs::read_to_string(&file.path).unwrap(), before);
    drop(kept);
    paint(&file, 1, "green").unwrap();
}
