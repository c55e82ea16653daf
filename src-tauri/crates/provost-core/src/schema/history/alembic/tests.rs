use super::super::{DefectKind, History, SourceFile, State, Tool, history};
use crate::audit::Severity;

fn file(path: &str, revision: &str, rest: &str) -> SourceFile {
    SourceFile::new(
        path,
        format!(
            "\"\"\"Make {revision}.\n\nCreate Date: 2024-05-06\n\"\"\"\nrevision = '{revision}'\n{rest}\n"
        ),
    )
}

fn chain(steps: &[(&str, &str)]) -> Vec<SourceFile> {
    steps
        .iter()
        .map(|(id, rest)| file(&format!("versions/{id}.py"), id, rest))
        .collect()
}

fn state(rows: &[&str]) -> State {
    let rows = rows
        .iter()
        .map(|id| [("version_num".to_owned(), Some((*id).to_owned()))].into())
        .collect();
    State {
        table: Some("public.alembic_version".to_owned()),
        tools: vec![Tool::Alembic],
        rows,
        other_tables: true,
        lock: None,
    }
}

fn kinds(history: &History) -> Vec<DefectKind> {
    history.defects.iter().map(|defect| defect.kind).collect()
}

/// The folder that the report of seed 004 is about: the database stands at a revision, a later one follows on one
/// that no file defines, and what comes behind it cannot be applied.
#[test]
fn a_missing_revision_blocks_what_follows_and_nothing_else() {
    let files = chain(&[
        ("a1b2c3d4e5f6", "down_revision = None"),
        ("e1f2g3h4i5j6", "down_revision = 'a1b2c3d4e5f6'"),
        ("b7c8d9e0f1a2", "down_revision = 'e1f2g3h4i5j6'"),
        (
            "enhanced_2fa_system_20250803",
            "down_revision = 'c3d7a3a4d59c'",
        ),
        (
            "critical_database_fixes_20250807",
            "down_revision = ('enhanced_2fa_system_20250803', 'b7c8d9e0f1a2')",
        ),
    ]);
    let read = history(&files, Some(&state(&["e1f2g3h4i5j6"])));
    assert_eq!(read.tool, Some(Tool::Alembic));
    assert_eq!(read.current, ["e1f2g3h4i5j6"]);
    assert_eq!(read.pending, ["b7c8d9e0f1a2"]);
    assert_eq!(
        read.blocked,
        [
            "enhanced_2fa_system_20250803",
            "critical_database_fixes_20250807"
        ]
    );
    assert_eq!(read.heads, ["critical_database_fixes_20250807"]);
    assert_eq!(read.merges, ["critical_database_fixes_20250807"]);
    assert_eq!(
        kinds(&read),
        [DefectKind::MissingRevision, DefectKind::Unreachable]
    );
    assert!(read.defects[0].message.contains("c3d7a3a4d59c"));
    assert_eq!(
        read.applied
            .iter()
            .map(|one| (one.id.as_str(), one.recorded))
            .collect::<Vec<_>>(),
        [("a1b2c3d4e5f6", false), ("e1f2g3h4i5j6", true)]
    );
    let node = &read.graph.nodes[0];
    assert_eq!(
        (node.title.as_str(), node.created.as_deref()),
        ("Make a1b2c3d4e5f6.", Some("2024-05-06"))
    );
}

#[test]
fn all_defects_are_listed_at_once() {
    let mut files = chain(&[
        ("aaaa", "down_revision = None\nbranch_labels = ('left',)"),
        ("bbbb", "down_revision = 'cccc'"),
        ("cccc", "down_revision = 'bbbb'"),
        ("dddd", "down_revision = 'dddd'"),
        ("eeee", "down_revision = 'aaaa'\nbranch_labels = 'left'"),
        ("ffff", "down_revision = 'aaaa'\ndepends_on = 'gone'"),
        ("g-1", "down_revision = 'gone'"),
        ("hhhh", "down_revision = find()"),
        (
            "iiii_iiii_iiii_iiii_iiii_iiii_iiii_iiii",
            "down_revision = None\ndepends_on = 'jjjj'",
        ),
        (
            "jjjj",
            "down_revision = None\ndepends_on = 'iiii_iiii_iiii_iiii_iiii_iiii_iiii_iiii'",
        ),
    ]);
    files.push(file("versions/again.py", "aaaa", "down_revision = None"));
    files.push(SourceFile::new("versions/none.py", "x = 1\n"));
    files.push(SourceFile::new(
        "alembic.ini",
        "[alembic]\nscript_location = .\n",
    ));
    let found = kinds(&history(&files, None));
    for kind in [
        DefectKind::MissingRevision,
        DefectKind::MissingDependency,
        DefectKind::Cycle,
        DefectKind::DependencyCycle,
        DefectKind::SelfReference,
        DefectKind::DuplicateRevision,
        DefectKind::DuplicateLabel,
        DefectKind::Unreachable,
        DefectKind::InvalidIdentifier,
        DefectKind::LongIdentifier,
        DefectKind::NotReadable,
        DefectKind::NoRevision,
    ] {
        assert!(found.contains(&kind), "{kind:?} of {found:?}");
    }
}

#[test]
fn several_heads_are_wrong_only_when_nothing_tells_them_apart() {
    let apart = |left: &str, right: &str| {
        let files = chain(&[
            ("aaaa", "down_revision = None"),
            ("bbbb", &format!("down_revision = 'aaaa'\n{left}")),
            ("cccc", &format!("down_revision = ('aaaa',)\n{right}")),
        ]);
        kinds(&history(&files, None))
    };
    assert_eq!(apart("", ""), [DefectKind::SeveralHeads]);
    assert!(apart("branch_labels = 'l'", "branch_labels = ['r']").is_empty());
    assert!(apart("", "depends_on = 'bbbb'").is_empty());
    assert_eq!(
        apart("branch_labels = (x.L,)", "branch_labels = (x.R,)"),
        [DefectKind::NotReadable, DefectKind::NotReadable]
    );
}

/// Whoever merges two ends of which one hangs on a missing migration makes a branch of what was one chain.
#[test]
fn an_end_that_hangs_on_a_missing_migration_asks_for_no_merge() {
    let files = chain(&[
        ("aaaa", "down_revision = None"),
        ("cccc", "down_revision = 'bbbb'"),
    ]);
    let read = history(&files, None);
    let ends = read
        .defects
        .iter()
        .find(|defect| defect.kind == DefectKind::SeveralHeads)
        .unwrap();
    assert_eq!(ends.severity, Severity::Low);
    assert!(ends.message.contains("once what is missing is back"));
    assert!(
        !ends.advice.starts_with("Write a migration"),
        "{}",
        ends.advice
    );
}

/// Alembic keeps no row for a head that another branch depends on: comparing heads with rows would call it pending.
#[test]
fn a_head_that_is_depended_on_has_no_row_and_is_not_pending() {
    let files = chain(&[
        (
            "aaaa",
            "down_revision: Union[str, None] = None\nbranch_labels: Sequence[str] = ('base',)",
        ),
        ("bbbb", "down_revision = u'aaaa'\nbranch_labels = 'lib'"),
        (
            "cccc",
            "down_revision = (\n    'aaaa',  # one\n)\ndepends_on = ('lib',)",
        ),
    ]);
    let read = history(&files, Some(&state(&["cccc"])));
    assert_eq!(
        (read.heads.as_slice(), read.effective_heads.as_slice()),
        (
            ["bbbb".to_owned(), "cccc".to_owned()].as_slice(),
            ["cccc".to_owned()].as_slice()
        )
    );
    assert!(
        read.pending.is_empty() && read.defects.is_empty(),
        "{:?}",
        read.defects
    );
}

#[test]
fn rows_are_unknown_stale_short_or_absent() {
    let files = chain(&[
        ("aaaa11", "down_revision = None"),
        ("bbbb11", "down_revision = 'aaaa11'"),
        ("cccc11", "down_revision = 'bbbb11'"),
    ]);
    let read = history(&files, Some(&state(&["ffff99"])));
    assert_eq!(
        (read.unknown.as_slice(), kinds(&read)),
        (
            ["ffff99".to_owned()].as_slice(),
            vec![DefectKind::UnknownRow]
        )
    );
    assert_eq!(
        kinds(&history(&files, Some(&state(&["aaaa11", "cccc11"])))),
        [DefectKind::StaleRow]
    );
    let short = history(&files, Some(&state(&["bbbb"])));
    assert_eq!(
        (short.current.as_slice(), short.pending.as_slice()),
        (
            ["bbbb11".to_owned()].as_slice(),
            ["cccc11".to_owned()].as_slice()
        )
    );
    let empty = history(&files, Some(&state(&[])));
    assert_eq!(
        (kinds(&empty), empty.pending.len()),
        (vec![DefectKind::Unstamped], 3)
    );
    let fresh = State {
        other_tables: false,
        ..State::default()
    };
    assert!(history(&files, Some(&fresh)).defects.is_empty());
}

#[test]
fn files_are_taken_from_where_the_configuration_says() {
    let mut files = vec![
        SourceFile::new(
            "app/alembic.ini",
            "[alembic]\nscript_location = %(here)s/mig\nversion_locations = %(here)s/mig/one\n    %(here)s/two\npath_separator = newline\n",
        ),
        file("app/mig/one/a.py", "aaaa", "down_revision = None"),
        file("app/two/b.py", "bbbb", "down_revision = 'aaaa'"),
        file("app/old/c.py", "cccc", "down_revision = 'bbbb'"),
        file("app/two/__init__.py", "dddd", "down_revision = 'bbbb'"),
        file("app/two/.#e.py", "eeee", "down_revision = 'bbbb'"),
        file("app/two/deep/f.py", "ffff", "down_revision = None"),
    ];
    assert_eq!(history(&files, None).heads, ["bbbb"]);
    files[0] = SourceFile::new(
        "app/pyproject.toml",
        "[tool.alembic]\nscript_location = \"app.x:old\"\nversion_locations = [\n  \"mig/one\",\n  \"two\",\n]\nrecursive_version_locations = true\n",
    );
    let read = history(&files, None);
    assert_eq!(read.bases, ["aaaa", "ffff"]);
    files[0] = SourceFile::new(
        "app/alembic.ini",
        "[alembic]\nscript_location = elsewhere\n",
    );
    assert!(kinds(&history(&files, None)).contains(&DefectKind::LocationNotRead));
}

/// `OpenStack` names its folders in a program: what follows on the configured ones counts, an archive does not.
#[test]
fn folders_below_count_when_they_follow_on_what_is_configured() {
    let mut files = vec![
        SourceFile::new("alembic.ini", "[alembic]\nscript_location = pkg.db:mig\n"),
        file("pkg/db/mig/versions/a.py", "aaaa", "down_revision = None"),
        file(
            "pkg/db/mig/versions/new/b.py",
            "bbbb",
            "down_revision = 'aaaa'",
        ),
    ];
    assert_eq!(history(&files, None).heads, ["bbbb"]);
    files[2] = file(
        "pkg/db/mig/versions/archive/b.py",
        "bbbb",
        "down_revision = None",
    );
    assert_eq!(history(&files, None).heads, ["aaaa"]);
}
