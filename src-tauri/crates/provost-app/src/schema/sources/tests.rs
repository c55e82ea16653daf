use tempfile::TempDir;
use uuid::Uuid;

use super::*;

fn place() -> (TempDir, SourcesFile) {
    let folder = tempfile::tempdir().unwrap();
    let file = SourcesFile::in_folder(&folder.path().join("provost"));
    (folder, file)
}

fn id(number: u128) -> ProfileId {
    ProfileId(Uuid::from_u128(number))
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
fn a_file_that_is_there_is_read_by_its_name_and_form() {
    let (folder, file) = place();
    let text = format!(
        "{{\"schema\": \"provost.sources/1\", \"connections\":
        {{\"{}\": {{\"migrations\": \"/m\", \"colour\": \"red\"}}}}}}",
        id(1).0
    );
    let inner = folder.path().join("provost");
    std::fs::create_dir(&inner).unwrap();
    std::fs::write(inner.join("sources.json"), text).unwrap();
    let expected = SavedSources {
        migrations: Some("/m".into()),
        ..SavedSources::default()
    };
    assert_eq!(file.load(id(1)).unwrap(), expected);
    assert!(file.names("/m").unwrap());
}
