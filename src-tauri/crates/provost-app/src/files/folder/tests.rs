use super::*;

fn paths(folder: &Folder) -> Vec<&str> {
    folder.files.iter().map(|file| file.path.as_str()).collect()
}

fn write(root: &Path, path: &str, bytes: &[u8]) {
    let file = root.join(path);
    std::fs::create_dir_all(file.parent().unwrap()).unwrap();
    std::fs::write(file, bytes).unwrap();
}

#[test]
fn files_of_the_kinds_are_read_in_order_and_the_rest_is_told() {
    let root = tempfile::tempdir().unwrap();
    write(root.path(), "b/2_two.SQL", b"select 2;\r\n");
    write(root.path(), "a/1_one.sql", b"select 1;");
    write(root.path(), "a/readme.md", b"words");
    write(root.path(), "a/sql", b"no ending");
    write(root.path(), "node_modules/x/3.sql", b"select 3;");
    write(root.path(), ".git/4.sql", b"select 4;");
    write(root.path(), "latin.sql", b"-- gr\xfc\xdfe");
    write(root.path(), "large.sql", &[b' '; 200]);
    let limits = Limits {
        file_bytes: 100,
        ..LIMITS
    };
    let read = read_folder(root.path(), &["sql"], limits).unwrap();
    assert_eq!(paths(&read), ["a/1_one.sql", "b/2_two.SQL"]);
    assert_eq!(read.files[1].text, "select 2;\r\n");
    assert_eq!(
        read.left_out,
        [
            "large.sql has more than 100 bytes: it was not read.",
            "latin.sql is not text in UTF-8: it was not read.",
        ]
    );
    let one = read_folder(&root.path().join("a/1_one.sql"), &["sql"], LIMITS).unwrap();
    assert_eq!(paths(&one), ["1_one.sql"]);
}

#[test]
fn a_folder_that_is_too_large_or_not_there_is_told() {
    let root = tempfile::tempdir().unwrap();
    for number in 0..3 {
        write(root.path(), &format!("{number}.sql"), b"select 1;");
    }
    for limits in [
        Limits { files: 2, ..LIMITS },
        Limits {
            bytes: 20,
            ..LIMITS
        },
        Limits {
            entries: 2,
            ..LIMITS
        },
    ] {
        let refused = read_folder(root.path(), &["sql"], limits).unwrap_err();
        assert!(matches!(refused, AppError::BadInput(_)), "{refused}");
    }
    let gone = read_folder(&root.path().join("gone"), &["sql"], LIMITS).unwrap_err();
    assert!(matches!(gone, AppError::Unreadable { .. }), "{gone}");
}

#[cfg(unix)]
#[test]
fn a_link_leads_to_files_inside_only() {
    use std::os::unix::fs::symlink;
    let outside = tempfile::tempdir().unwrap();
    write(outside.path(), "secret.sql", b"select 'secret';");
    let root = tempfile::tempdir().unwrap();
    write(root.path(), "shared/base.sql", b"select 1;");
    symlink("shared/base.sql", root.path().join("1_base.sql")).unwrap();
    symlink(outside.path().join("secret.sql"), root.path().join("2.sql")).unwrap();
    symlink(outside.path(), root.path().join("out")).unwrap();
    symlink("..", root.path().join("shared/up")).unwrap();
    symlink("nowhere", root.path().join("3.sql")).unwrap();
    let read = read_folder(root.path(), &["sql"], LIMITS).unwrap();
    assert_eq!(paths(&read), ["1_base.sql", "shared/base.sql"]);
    assert_eq!(read.left_out.len(), 4, "{:?}", read.left_out);
    assert!(read.left_out[0].contains("outside of the folder"));
}
