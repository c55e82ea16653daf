use super::super::Tool;
use super::{Outcome, Row, applied, state_tables};

fn row(pairs: &[(&str, &str)]) -> Row {
    pairs
        .iter()
        .map(|(key, value)| ((*key).to_owned(), Some((*value).to_owned())))
        .collect()
}

fn outcomes(tool: Tool, rows: &[Row]) -> Vec<(String, Outcome)> {
    applied(tool, rows)
        .into_iter()
        .map(|one| (one.id, one.outcome))
        .collect()
}

#[test]
fn columns_tell_tables_of_one_name_apart() {
    let whose = |schema: &str, name: &str, columns: &[&str], beside: &[&str]| {
        state_tables(schema, name, columns, beside)
            .iter()
            .map(|known| known.tool)
            .collect::<Vec<_>>()
    };
    assert_eq!(
        whose("public", "schema_migrations", &["version", "dirty"], &[]),
        [Tool::GolangMigrate]
    );
    assert_eq!(
        whose(
            "public",
            "schema_migrations",
            &["version", "inserted_at"],
            &[]
        ),
        [Tool::Ecto]
    );
    assert_eq!(
        whose(
            "public",
            "schema_migrations",
            &["version"],
            &["ar_internal_metadata"]
        ),
        [Tool::Rails, Tool::Dbmate]
    );
    assert_eq!(
        whose("public", "schema_migrations", &["version"], &[]),
        [Tool::Dbmate, Tool::Rails]
    );
    assert_eq!(
        whose(
            "supabase_migrations",
            "schema_migrations",
            &["version", "statements", "name"],
            &[]
        ),
        [Tool::Supabase]
    );
    assert_eq!(
        whose("a", "my_versions", &["version_num"], &[]),
        [Tool::Alembic]
    );
    assert_eq!(
        whose("a", "migrations", &["id", "timestamp", "name"], &[]),
        [Tool::TypeOrm]
    );
    // Laravel's, which is not known here.
    assert!(whose("a", "migrations", &["id", "migration", "batch"], &[]).is_empty());
    assert!(whose("a", "people", &["id", "name"], &[]).is_empty());
    let supabase = state_tables(
        "supabase_migrations",
        "schema_migrations",
        &["version", "name"],
        &[],
    )[0];
    assert_eq!(supabase.select(&["version", "name"]), ["version", "name"]);
}

#[test]
fn what_became_of_a_migration_is_told_by_each_tool_in_its_way() {
    assert_eq!(
        outcomes(
            Tool::Sqlx,
            &[
                row(&[("version", "10"), ("success", "f")]),
                row(&[("version", "9"), ("success", "t")])
            ]
        ),
        [
            ("9".to_owned(), Outcome::Applied),
            ("10".to_owned(), Outcome::Failed)
        ]
    );
    assert_eq!(
        outcomes(
            Tool::GolangMigrate,
            &[row(&[("version", "3"), ("dirty", "true")])]
        ),
        [("3".to_owned(), Outcome::Failed)]
    );
    let prisma = [
        row(&[
            ("migration_name", "a"),
            ("started_at", "2"),
            ("finished_at", "3"),
        ]),
        row(&[
            ("migration_name", "a"),
            ("started_at", "1"),
            ("rolled_back_at", "2"),
        ]),
        row(&[("migration_name", "b"), ("started_at", "4")]),
    ];
    assert_eq!(
        outcomes(Tool::Prisma, &prisma),
        [
            ("a".to_owned(), Outcome::Applied),
            ("b".to_owned(), Outcome::Failed)
        ]
    );
    let goose = [
        row(&[("id", "1"), ("version_id", "0"), ("is_applied", "t")]),
        row(&[("id", "2"), ("version_id", "7"), ("is_applied", "t")]),
        row(&[("id", "10"), ("version_id", "7"), ("is_applied", "f")]),
    ];
    assert_eq!(
        outcomes(Tool::Goose, &goose),
        [("7".to_owned(), Outcome::TakenBack)]
    );
}

#[test]
fn flyway_tells_what_happened_by_the_type_of_a_row() {
    let flyway = |rank: &str, version: Option<&str>, kind: &str, script: &str| {
        let mut row = row(&[
            ("installed_rank", rank),
            ("type", kind),
            ("script", script),
            ("success", "t"),
            ("installed_by", "ann"),
        ]);
        row.insert("version".to_owned(), version.map(str::to_owned));
        row
    };
    let rows = [
        flyway("0", None, "SCHEMA", "\"s\""),
        flyway("10", Some("2.0"), "UNDO_SQL", "U2_0__b.sql"),
        flyway("1", Some("1"), "BASELINE", "<<>>"),
        flyway("2", Some("2.0"), "SQL", "V2_0__b.sql"),
        flyway("3", None, "SQL", "x/R__v.sql"),
    ];
    assert_eq!(
        outcomes(Tool::Flyway, &rows),
        [
            ("1".to_owned(), Outcome::Baseline),
            ("R__v".to_owned(), Outcome::Applied),
            ("2.0".to_owned(), Outcome::TakenBack)
        ]
    );
}

#[test]
fn liquibase_names_a_change_set_by_file_name_and_author() {
    let liquibase = row(&[
        ("id", "1"),
        ("author", "ann"),
        ("filename", "c.sql"),
        ("exectype", "MARK_RAN"),
        ("orderexecuted", "1"),
        ("dateexecuted", "2024"),
    ]);
    let read = applied(Tool::Liquibase, &[liquibase]);
    assert_eq!(
        (
            read[0].id.as_str(),
            read[0].outcome,
            read[0].by.as_deref(),
            read[0].at.as_deref()
        ),
        (
            "c.sql::1::ann",
            Outcome::MarkedOnly,
            Some("ann"),
            Some("2024")
        )
    );
}
