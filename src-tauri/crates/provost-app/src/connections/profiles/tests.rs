use std::fs;
use std::sync::atomic::{AtomicUsize, Ordering};

use provost_core::connections::{Environment, ProfileId, Tls};
use tempfile::TempDir;
use uuid::Uuid;

use super::*;

fn stored(number: u128) -> StoredProfile {
    StoredProfile {
        in_keyring: false,
        profile: Profile {
            id: ProfileId(Uuid::from_u128(number)),
            name: format!("Shop {number}"),
            host: "db.example.org".into(),
            port: 5432,
            database: "shop".into(),
            user: "auditor".into(),
            tls: Tls::default(),
            environment: Environment::Production,
            read_only: true,
            governance_schema: "governance".into(),
        },
    }
}

fn add(profiles: &Profiles, number: u128) -> Result<(), ProfilesError> {
    profiles.change(|connections| {
        connections.push(stored(number));
        Ok(())
    })
}

fn place() -> (TempDir, Profiles) {
    let folder = tempfile::tempdir().unwrap();
    let profiles = Profiles::in_folder(&folder.path().join("provost"));
    (folder, profiles)
}

fn names(profiles: &Profiles) -> Vec<String> {
    let mut names: Vec<String> = fs::read_dir(profiles.path().parent().unwrap())
        .unwrap()
        .map(|entry| entry.unwrap().file_name().into_string().unwrap())
        .collect();
    names.sort();
    names
}

#[test]
fn connections_are_kept_and_the_version_before_too() {
    let (_folder, profiles) = place();
    assert_eq!(profiles.load().unwrap(), []);
    add(&profiles, 1).unwrap();
    add(&profiles, 2).unwrap();
    assert_eq!(profiles.load().unwrap(), [stored(1), stored(2)]);
    let backup = fs::read_to_string(profiles.backup()).unwrap();
    assert_eq!(format::read(&backup).unwrap(), [stored(1)]);
    assert_eq!(
        names(&profiles),
        [
            "connections.toml",
            "connections.toml.bak",
            "connections.toml.lock"
        ]
    );
}

#[cfg(unix)]
#[test]
fn only_the_owner_may_read() {
    use std::os::unix::fs::PermissionsExt;
    let (_folder, profiles) = place();
    add(&profiles, 1).unwrap();
    add(&profiles, 2).unwrap();
    let mode = |path: &Path| fs::metadata(path).unwrap().permissions().mode() & 0o777;
    assert_eq!(mode(profiles.path()), 0o600);
    assert_eq!(mode(&profiles.backup()), 0o600);
    assert_eq!(mode(profiles.path().parent().unwrap()), 0o700);
}

#[test]
fn a_damaged_file_is_told_with_its_place_and_is_not_touched() {
    let (_folder, profiles) = place();
    add(&profiles, 1).unwrap();
    add(&profiles, 2).unwrap();
    for damage in [
        vec![0; 200],
        b"format = 1\n[[connection]\n".to_vec(),
        vec![0xff],
    ] {
        fs::write(profiles.path(), &damage).unwrap();
        let error = add(&profiles, 3).unwrap_err();
        let hint = error.hint();
        assert!(hint.contains("connections.toml.bak"), "{hint}");
        assert!(error.to_string().contains("line "), "{error}");
        assert_eq!(fs::read(profiles.path()).unwrap(), damage);
    }
    fs::copy(profiles.backup(), profiles.path()).unwrap();
    assert_eq!(profiles.load().unwrap(), [stored(1)]);
}

#[test]
fn a_change_that_fails_writes_nothing() {
    let (_folder, profiles) = place();
    add(&profiles, 1).unwrap();
    let before = fs::read(profiles.path()).unwrap();
    let failure: Result<(), ProfilesError> = profiles.change(|connections| {
        connections.clear();
        Err(ProfilesError::Busy { path: "x".into() })
    });
    assert!(failure.is_err());
    assert_eq!(fs::read(profiles.path()).unwrap(), before);
}

#[test]
fn a_folder_in_the_way_is_an_error_and_nothing_is_left_behind() {
    let (_folder, profiles) = place();
    add(&profiles, 1).unwrap();
    fs::create_dir(profiles.backup()).unwrap();
    assert!(matches!(
        add(&profiles, 2),
        Err(ProfilesError::Unwritable { .. })
    ));
    assert_eq!(profiles.load().unwrap(), [stored(1)]);
    assert!(!names(&profiles).iter().any(|name| name.contains(".tmp")));
}

#[test]
fn what_a_killed_program_left_is_swept_away() {
    let (_folder, profiles) = place();
    add(&profiles, 1).unwrap();
    let rest = profiles.path().with_file_name(".connections-abc.tmp");
    fs::write(&rest, "half").unwrap();
    add(&profiles, 2).unwrap();
    assert!(!rest.exists());
}

#[cfg(unix)]
#[test]
fn a_linked_file_is_replaced_where_it_lies() {
    let (folder, profiles) = place();
    let real = folder.path().join("dotfiles.toml");
    fs::write(&real, "format = 1\n").unwrap();
    fs::create_dir(profiles.path().parent().unwrap()).unwrap();
    std::os::unix::fs::symlink(&real, profiles.path()).unwrap();
    add(&profiles, 1).unwrap();
    assert!(profiles.path().is_symlink());
    assert_eq!(
        format::read(&fs::read_to_string(real).unwrap())
            .unwrap()
            .len(),
        1
    );
}

#[test]
fn writers_at_the_same_time_lose_nothing_and_readers_see_whole_files() {
    let (_folder, profiles) = place();
    let writing = AtomicUsize::new(4);
    std::thread::scope(|scope| {
        for writer in 0..4_u128 {
            let (profiles, writing) = (&profiles, &writing);
            scope.spawn(move || {
                for number in 0..10 {
                    add(profiles, writer * 100 + number + 1).unwrap();
                }
                writing.fetch_sub(1, Ordering::Relaxed);
            });
        }
        let mut seen = 0;
        while writing.load(Ordering::Relaxed) > 0 {
            let now = profiles.load().unwrap().len();
            assert!(now >= seen, "{now} after {seen}");
            seen = now;
        }
    });
    assert_eq!(profiles.load().unwrap().len(), 40);
}
