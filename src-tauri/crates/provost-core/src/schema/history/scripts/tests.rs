use super::super::{DefectKind, SourceFile, Tool};
use super::{Migration, migrations};

fn files(list: &[(&str, &str)]) -> Vec<SourceFile> {
    list.iter()
        .map(|(path, text)| SourceFile::new(*path, *text))
        .collect()
}

fn read(tool: Tool, list: &[(&str, &str)]) -> Vec<Migration> {
    migrations(tool, &files(list)).list
}

fn ids(list: &[Migration]) -> Vec<&str> {
    list.iter().map(|one| one.id.as_str()).collect()
}

fn sql(list: &[Migration]) -> Vec<&str> {
    list.iter()
        .map(|one| one.sql.as_deref().unwrap_or("-"))
        .collect()
}

#[test]
fn numbers_order_numbered_files() {
    let list = [
        ("10_b.up.sql", "B"),
        ("10_b.down.sql", "b"),
        ("9_a_c.up.sql", "A"),
        ("notes.sql", ""),
        ("9_a_c.down.sql", "a"),
    ];
    let all = read(Tool::GolangMigrate, &list);
    assert_eq!((ids(&all), sql(&all)), (vec!["9", "10"], vec!["A", "B"]));
    assert_eq!(all[0].title, "a c");
    let read = migrations(
        Tool::Sqlx,
        &files(&[
            ("0001_x.sql", "-- no-transaction\nX"),
            ("0002-y.sql", ""),
            ("0001_z.sql", "Z"),
        ]),
    );
    assert_eq!(ids(&read.list), ["1", "1"]);
    assert!(!read.list[0].transaction && read.list[1].transaction);
    let kinds: Vec<DefectKind> = read.defects.iter().map(|defect| defect.kind).collect();
    assert_eq!(
        kinds,
        [DefectKind::NoRevision, DefectKind::DuplicateRevision]
    );
    assert_eq!(
        ids(&self::read(
            Tool::Supabase,
            &[("supabase/migrations/20240101000000_a.sql", "")]
        )),
        ["20240101000000"]
    );
}

#[test]
fn only_the_part_that_goes_up_is_taken() {
    let dbmate = read(
        Tool::Dbmate,
        &[(
            "2024_a.sql",
            "-- migrate:up transaction:false\nUP\n\n-- migrate:down\nDOWN\n",
        )],
    );
    assert_eq!(
        (ids(&dbmate), sql(&dbmate), dbmate[0].transaction),
        (vec!["2024"], vec!["UP\n\n"], false)
    );
    let goose = read(
        Tool::Goose,
        &[
            (
                "00002_b.sql",
                "-- +goose NO TRANSACTION\n-- +goose Up\n-- +goose StatementBegin\nUP;\n-- +goose StatementEnd\n-- +goose Down\nDOWN\n",
            ),
            ("00001_a.go", "package m"),
        ],
    );
    assert_eq!(
        (ids(&goose), sql(&goose), goose[1].transaction),
        (vec!["1", "2"], vec!["-", "UP;\n"], false)
    );
}

#[test]
fn flyway_compares_versions_part_by_part() {
    let list = [
        ("V10__d.sql", ""),
        ("V2__b.sql", "${schema} ${x"),
        ("V1.10__c.sql", ""),
        ("V1_9__a.sql", ""),
        ("R__view.sql", "R"),
        ("U2__b.sql", ""),
        ("V3_wrong.sql", ""),
        ("beforeMigrate.sql", ""),
        ("V10__d.sql.conf", "executeInTransaction = false"),
    ];
    let read = migrations(Tool::Flyway, &files(&list));
    assert_eq!(ids(&read.list), ["1.9", "1.10", "2", "10", "R__view"]);
    assert!(read.list[4].repeatable && !read.list[3].transaction);
    let kinds: Vec<DefectKind> = read.defects.iter().map(|defect| defect.kind).collect();
    assert_eq!(kinds, [DefectKind::NoRevision, DefectKind::Placeholder]);
    let based = self::read(
        Tool::Flyway,
        &[
            ("B2__all.sql", ""),
            ("V1__a.sql", ""),
            ("V2__b.sql", ""),
            ("V3__c.sql", ""),
        ],
    );
    assert_eq!(ids(&based), ["2", "3"]);
    assert_eq!(based[0].title, "all");
}

#[test]
fn liquibase_change_sets_are_taken_for_postgresql() {
    let text = "--liquibase formatted sql\n\n--changeset ann:1 runInTransaction:false\n--comment first\ncreate table a ();\n--rollback drop table a;\n\
                --changeset bob:\"two words\" dbms:mysql\nno\n-- changeset bob:3 dbms:!mysql runOnChange:true\nyes;\n--ignoreLines:start\nno\n--ignoreLines:end\n";
    let list = files(&[
        ("db/b.sql", text),
        ("db/master.xml", "<databaseChangeLog/>"),
        ("db/plain.sql", "x"),
    ]);
    let read = migrations(Tool::Liquibase, &list);
    assert_eq!(ids(&read.list), ["db/b.sql::1::ann", "db/b.sql::3::bob"]);
    assert_eq!(sql(&read.list), ["create table a ();\n", "yes;\n"]);
    assert!(!read.list[0].transaction && read.list[1].repeatable);
    assert_eq!(read.defects[0].kind, DefectKind::NotReadable);
}

#[test]
fn folders_name_the_migrations_of_prisma_and_diesel() {
    let prisma = read(
        Tool::Prisma,
        &[
            ("20240102_new models copy/migration.sql", "B"),
            ("20240101_a/migration.sql", "A"),
            ("migration_lock.toml", ""),
        ],
    );
    assert_eq!(
        (ids(&prisma), sql(&prisma)),
        (
            vec!["20240101_a", "20240102_new models copy"],
            vec!["A", "B"]
        )
    );
    // By name the one with dashes would come first.
    let diesel = read(
        Tool::Diesel,
        &[
            ("2023-01-02-030405_b/up.sql", "B"),
            ("2023-01-02-030405_b/down.sql", ""),
            ("20230101000000_a/up.sql", "A"),
            (
                "20230101000000_a/metadata.toml",
                "run_in_transaction = false",
            ),
        ],
    );
    assert_eq!(
        (ids(&diesel), sql(&diesel)),
        (vec!["20230101000000", "20230102030405"], vec!["A", "B"])
    );
    assert!(!diesel[0].transaction && diesel[1].transaction);
}

#[test]
fn the_journal_orders_drizzle() {
    let journal =
        r#"{"entries":[{"idx":0,"when":200,"tag":"0000_b"},{"idx":1,"when":100,"tag":"0001_a"}]}"#;
    let all = read(
        Tool::Drizzle,
        &[
            ("meta/_journal.json", journal),
            ("0000_b.sql", "B"),
            ("0001_a.sql", "A"),
        ],
    );
    assert_eq!((ids(&all), sql(&all)), (vec!["100", "200"], vec!["A", "B"]));
}

#[test]
fn rails_has_its_schema_in_one_script() {
    let structure = "\\restrict abc\nCREATE TABLE t ();\n\nINSERT INTO \"schema_migrations\" (version) VALUES\n('20240102'),\n('20240101');\n";
    let list = files(&[
        ("db/structure.sql", structure),
        (
            "db/migrate/20240102_add_b.rb",
            "class AddB < ActiveRecord::Migration[7.1]",
        ),
        (
            "db/migrate/20240103_add_c.rb",
            "class AddC < ActiveRecord::Migration[7.1]",
        ),
    ]);
    let read = migrations(Tool::Rails, &list);
    assert_eq!(ids(&read.list), ["20240101", "20240102", "20240103"]);
    assert!(sql(&read.list)[1].starts_with("CREATE TABLE t") && sql(&read.list)[2] == "-");
    assert_eq!(
        (read.defects[0].kind, read.defects[0].migrations.as_slice()),
        (
            DefectKind::StructureStale,
            ["20240103".to_owned()].as_slice()
        )
    );
}

#[test]
fn other_languages_give_their_names() {
    assert_eq!(
        ids(&read(
            Tool::Knex,
            &[("20240101_a.js", "exports.up = knex => 1"), ("lib.js", "x")]
        )),
        ["20240101_a.js"]
    );
    assert_eq!(
        ids(&read(
            Tool::Sequelize,
            &[("2-b.js", "queryInterface"), ("1-a.js", "queryInterface")]
        )),
        ["1-a.js", "2-b.js"]
    );
    assert_eq!(
        ids(&read(
            Tool::TypeOrm,
            &[(
                "1700-AddUser.ts",
                "export class AddUser1700 implements MigrationInterface {}"
            )]
        )),
        ["AddUser1700"]
    );
    assert_eq!(
        ids(&read(
            Tool::TypeOrm,
            &[(
                "1-A.ts",
                "class A implements MigrationInterface {\n  name = 'B1'\n}"
            )]
        )),
        ["B1"]
    );
    assert_eq!(
        ids(&read(
            Tool::EfCore,
            &[
                ("20240101_A.cs", "partial class A : Migration {}"),
                ("20240101_A.Designer.cs", ": Migration"),
                ("XSnapshot.cs", "x")
            ]
        )),
        ["20240101_A"]
    );
    assert_eq!(
        ids(&read(
            Tool::Ecto,
            &[("20240101_a.exs", "use Ecto.Migration")]
        )),
        ["20240101"]
    );
}

#[test]
fn plain_files_are_ordered_by_path_and_lose_what_is_for_psql() {
    let plain = read(
        Tool::PlainSql,
        &[
            ("b.sql", "\\restrict x\nB\n\\unrestrict x\n"),
            ("a.sql", "A"),
        ],
    );
    assert_eq!(
        (ids(&plain), sql(&plain)),
        (vec!["a.sql", "b.sql"], vec!["A", "B\n"])
    );
}
