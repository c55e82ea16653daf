use super::{
    DefectKind, EdgeKind, HISTORY_SCHEMA, History, NodeState, Row, SourceFile, State, Tool, history,
};

fn row(pairs: &[(&str, &str)]) -> Row {
    pairs
        .iter()
        .map(|(key, value)| ((*key).to_owned(), Some((*value).to_owned())))
        .collect()
}

fn of(tool: Tool, list: &[(&str, &str)], rows: &[Row]) -> History {
    let files: Vec<SourceFile> = list
        .iter()
        .map(|(path, text)| SourceFile::new(*path, *text))
        .collect();
    let state = State {
        table: Some("t".to_owned()),
        tools: vec![tool],
        rows: rows.to_vec(),
        other_tables: true,
        lock: None,
    };
    let read = history(&files, Some(&state));
    assert_eq!(read.tool, Some(tool));
    read
}

fn kinds(history: &History) -> Vec<DefectKind> {
    history.defects.iter().map(|defect| defect.kind).collect()
}

fn sqlx(version: &str, success: &str, checksum: &str) -> Row {
    row(&[
        ("version", version),
        ("success", success),
        ("checksum", checksum),
        ("installed_on", "2024-01-01"),
        ("description", "a"),
    ])
}

#[test]
fn the_state_table_decides_between_tools_of_one_shape() {
    let list = [
        ("1_a.up.sql", ""),
        ("1_a.down.sql", ""),
        ("2_b.up.sql", ""),
        ("2_b.down.sql", ""),
    ];
    let sqlx = of(Tool::Sqlx, &list, &[sqlx("1", "t", "")]);
    assert_eq!(
        (sqlx.current.as_slice(), sqlx.pending.as_slice()),
        (["1".to_owned()].as_slice(), ["2".to_owned()].as_slice())
    );
    let go = of(
        Tool::GolangMigrate,
        &list,
        &[row(&[("version", "2"), ("dirty", "t")])],
    );
    assert_eq!(
        (go.pending.as_slice(), kinds(&go)),
        (["2".to_owned()].as_slice(), vec![DefectKind::Failed])
    );
    let clean = of(
        Tool::GolangMigrate,
        &list,
        &[row(&[("version", "2"), ("dirty", "f")])],
    );
    assert_eq!(
        clean
            .applied
            .iter()
            .map(|one| one.recorded)
            .collect::<Vec<_>>(),
        [false, true]
    );
    assert!(clean.pending.is_empty() && clean.defects.is_empty());
}

#[test]
fn what_stands_before_an_applied_one_is_out_of_order() {
    let list = [("1_a.sql", ""), ("2_b.sql", ""), ("3_c.sql", "")];
    let read = of(
        Tool::Sqlx,
        &list,
        &[sqlx("1", "t", ""), sqlx("3", "t", ""), sqlx("9", "t", "")],
    );
    assert_eq!(
        (read.pending.as_slice(), read.unknown.as_slice()),
        (["2".to_owned()].as_slice(), ["9".to_owned()].as_slice())
    );
    let found = kinds(&read);
    assert!(found.contains(&DefectKind::OutOfOrder) && found.contains(&DefectKind::UnknownRow));
    let states: Vec<NodeState> = read.graph.nodes.iter().map(|node| node.state).collect();
    assert_eq!(
        states,
        [
            NodeState::Applied,
            NodeState::Pending,
            NodeState::Applied,
            NodeState::Unknown
        ]
    );
    assert_eq!(
        (read.graph.edges.len(), read.graph.edges[0].kind),
        (2, EdgeKind::Follows)
    );
}

#[test]
fn flyway_begins_at_its_baseline_and_repeats_what_is_repeatable() {
    let baseline = row(&[
        ("installed_rank", "1"),
        ("version", "2"),
        ("type", "BASELINE"),
        ("script", "<< Flyway Baseline >>"),
        ("success", "t"),
    ]);
    let read = of(
        Tool::Flyway,
        &[
            ("V1__a.sql", ""),
            ("V2__b.sql", ""),
            ("V3__c.sql", ""),
            ("R__v.sql", ""),
        ],
        &[baseline],
    );
    assert_eq!(read.pending, ["3", "R__v"]);
    assert_eq!(
        (read.heads.as_slice(), read.bases.as_slice()),
        (["3".to_owned()].as_slice(), ["1".to_owned()].as_slice())
    );
    assert!(read.defects.is_empty(), "{:?}", read.defects);
}

#[test]
fn a_change_set_is_found_under_another_path() {
    let text = "--liquibase formatted sql\n--changeset ann:1\nx\n--changeset ann:2\ny\n";
    let applied = row(&[
        ("id", "1"),
        ("author", "ann"),
        ("filename", "classpath/db/c.sql"),
        ("exectype", "EXECUTED"),
        ("orderexecuted", "1"),
    ]);
    let read = of(Tool::Liquibase, &[("db/c.sql", text)], &[applied]);
    assert_eq!(
        (read.pending.as_slice(), read.unknown.len()),
        (["db/c.sql::2::ann".to_owned()].as_slice(), 0)
    );
}

#[test]
fn a_database_can_be_read_without_a_folder() {
    let state = State {
        table: Some("public.databasechangelog".to_owned()),
        tools: vec![Tool::Liquibase],
        rows: vec![row(&[
            ("id", "1"),
            ("author", "ann"),
            ("filename", "c.sql"),
            ("exectype", "FAILED"),
            ("orderexecuted", "1"),
        ])],
        other_tables: true,
        lock: Some("host (10.0.0.1), since 2024-01-01".to_owned()),
    };
    let read = history(&[], Some(&state));
    assert_eq!(read.schema, HISTORY_SCHEMA);
    assert_eq!(kinds(&read), [DefectKind::Failed, DefectKind::LockHeld]);
    assert_eq!(history(&[], None).tool, None);
}

#[test]
fn a_history_is_the_same_bytes_each_time_and_comes_back_from_json() {
    let list = [("1_a.sql", "x"), ("2_b.sql", "y")];
    let read = of(Tool::Sqlx, &list, &[sqlx("1", "t", "")]);
    let json = serde_json::to_string(&read).unwrap();
    assert_eq!(
        json,
        serde_json::to_string(&of(Tool::Sqlx, &list, &[sqlx("1", "t", "")])).unwrap()
    );
    assert!(json.contains("\"branchPoints\"") && json.contains("\"tool\":\"sqlx\""));
    assert_eq!(serde_json::from_str::<History>(&json).unwrap(), read);
}

#[test]
fn a_changed_file_is_said_to_be_altered() {
    let list = [("1_a.sql", "create table b ();\n")];
    let read = of(Tool::Sqlx, &list, &[sqlx("1", "t", "\\xd5b0")]);
    assert_eq!(
        (read.altered.as_slice(), kinds(&read)),
        (["1".to_owned()].as_slice(), vec![DefectKind::Altered])
    );
    let silent = of(
        Tool::Dbmate,
        &[("1_a.sql", "-- migrate:up\n")],
        &[row(&[("version", "1")])],
    );
    assert!(silent.altered.is_empty() && silent.checksums.contains("no checksum"));
}
