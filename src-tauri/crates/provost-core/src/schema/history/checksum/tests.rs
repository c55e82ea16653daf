use super::super::Tool;
use super::unchanged;

const MADE: &str = "create table a ();\n";

fn told(tool: Tool, text: &str, kept: &str) -> Option<bool> {
    unchanged(tool, text, false, kept)
}

/// The sums were taken with hashlib and zlib of Python.
#[test]
fn a_changed_file_is_known_by_its_sum() {
    let sha384 = "\\xd5b0372cc693ab518e2e30831a3707608a0d2873f946a1ee743aa82e077ed14f071bc118e95d60a640c019f2db909d21";
    assert_eq!(told(Tool::Sqlx, MADE, sha384), Some(true));
    assert_eq!(
        told(Tool::Sqlx, "create table b ();\n", sha384),
        Some(false)
    );
    let sha256 = "0da5e58d9b90392b520cf69917d7c9db95c2141c2f1761342fdfadc499455ee4";
    assert_eq!(told(Tool::Prisma, MADE, sha256), Some(true));
    assert_eq!(
        told(Tool::Prisma, "create table a ();\r\n", sha256),
        Some(true)
    );
    assert_eq!(
        told(Tool::Prisma, "-- why\ncreate table a ();\n", sha256),
        Some(false)
    );
    assert_eq!(told(Tool::Drizzle, MADE, sha256), Some(true));
}

#[test]
fn flyway_counts_lines_without_their_ends() {
    assert_eq!(
        told(
            Tool::Flyway,
            "\u{feff}create table a ();\r\n\r\n-- b\n",
            "-1449323832"
        ),
        Some(true)
    );
    assert_eq!(told(Tool::Flyway, MADE, "-1449323832"), Some(false));
    assert_eq!(unchanged(Tool::Flyway, "select ${a}", true, "1"), None);
}

#[test]
fn supabase_keeps_the_statements_themselves() {
    let kept = "{\"create table a ()\",\"insert into a select \\\"b\\\"\"}";
    let text = "-- first\ncreate table a ();\n\ninsert into a\n select \"b\";\n";
    assert_eq!(told(Tool::Supabase, text, kept), Some(true));
    assert_eq!(told(Tool::Supabase, MADE, kept), Some(false));
}

#[test]
fn what_cannot_be_told_is_not_told() {
    for tool in [Tool::Liquibase, Tool::Refinery, Tool::Alembic, Tool::Dbmate] {
        assert_eq!(told(tool, MADE, "9:abc"), None);
    }
}
