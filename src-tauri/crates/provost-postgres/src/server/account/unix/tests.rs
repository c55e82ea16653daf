use super::*;

#[test]
fn reads_a_passwd_file_and_skips_what_is_none() {
    let text = "root:x:0:0:root:/root:/bin/bash\n# note\n+::::::\npostgres:x:101:104:PostgreSQL:/var/lib:/bin/sh\nnobody:*:-2:-2::/:/usr/bin/false\n";
    let found = accounts(text);
    let names: Vec<_> = found
        .iter()
        .map(|account| (account.name.as_str(), account.user, account.group))
        .collect();
    assert_eq!(
        names,
        [
            ("root", 0, 0),
            ("postgres", 101, 104),
            ("nobody", 4_294_967_294, 4_294_967_294)
        ]
    );
}

#[test]
fn finds_the_folder_that_is_closed() {
    let stranger = Account {
        name: "stranger".into(),
        user: 54_321,
        group: 54_321,
    };
    let outer = tempfile::tempdir().unwrap();
    let inner = outer.path().join("inner");
    fs::create_dir(&inner).unwrap();
    fs::set_permissions(outer.path(), fs::Permissions::from_mode(0o700)).unwrap();
    assert_eq!(
        stranger.closed_folder(&inner),
        Some(outer.path().to_owned())
    );
    fs::set_permissions(outer.path(), fs::Permissions::from_mode(0o711)).unwrap();
    fs::set_permissions(&inner, fs::Permissions::from_mode(0o700)).unwrap();
    assert_eq!(
        stranger.closed_folder(&inner.join("not there yet")),
        Some(inner)
    );
}

#[test]
fn a_private_folder_is_made_closed_and_a_link_is_refused() {
    let outer = tempfile::tempdir().unwrap();
    let folder = outer.path().join("a/b");
    make_private(&folder, None).unwrap();
    fs::set_permissions(&folder, fs::Permissions::from_mode(0o777)).unwrap();
    make_private(&folder, None).unwrap();
    assert_eq!(fs::metadata(&folder).unwrap().mode() & 0o777, 0o700);

    let link = outer.path().join("link");
    std::os::unix::fs::symlink(&folder, &link).unwrap();
    let refused = make_private(&link, None).unwrap_err();
    assert!(
        matches!(refused, ServerError::UnsafeFolder { .. }),
        "{refused}"
    );
}
