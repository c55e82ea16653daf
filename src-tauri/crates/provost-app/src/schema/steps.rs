//! The SQL of a folder of migrations, in the order in which its tool runs them.

use std::path::Path;

use provost_core::schema::history::{Migration, SourceFile, Tool, migrations, recognise};
use provost_postgres::schema::scratch::SqlFile;

use super::name_order::by_name;
use crate::error::AppError;
use crate::files::folder::Folder;

/// What is to be run.
#[derive(Debug)]
pub(super) struct Steps {
    /// The files, or the parts of them that apply something.
    pub(super) run: Vec<SqlFile>,
    /// The tool whose order that is; none for plain files, which are run in the order of their names.
    pub(super) tool: Option<Tool>,
    /// What the files by themselves leave open, each a sentence.
    pub(super) remarks: Vec<String>,
}

/// The SQL of a folder in its order.
///
/// # Errors
/// [`AppError::BadInput`] when there is no SQL, or migrations that are written in another language.
pub(super) fn steps(folder: &Folder, path: &Path) -> Result<Steps, AppError> {
    let files = folder.files.as_slice();
    let candidates = recognise(files);
    let tool = candidates.first().map(|candidate| candidate.tool);
    if let Some(tool) = tool.filter(|tool| *tool != Tool::PlainSql) {
        let read = migrations(tool, files);
        // One structure.sql stands for all migrations of Rails.
        let whole = tool == Tool::Rails && read.list.iter().any(|one| one.sql.is_some());
        if let Some(foreign) = read.list.iter().find(|one| one.sql.is_none() && !whole) {
            return Err(not_sql(tool, foreign, path));
        }
        let written = read.list.iter().filter(|one| one.sql.is_some());
        let run: Vec<SqlFile> = written.map(|one| step(one, files)).collect();
        if !run.is_empty() {
            let remarks = read.defects.into_iter().map(|defect| defect.message);
            return Ok(Steps {
                run,
                tool: Some(tool),
                remarks: remarks.collect(),
            });
        }
    }
    let mut plain: Vec<&SourceFile> = files
        .iter()
        .filter(|file| file.has_extension("sql"))
        .collect();
    plain.sort_by(|left, right| by_name(&left.path, &right.path));
    let plain: Vec<SqlFile> = plain
        .into_iter()
        .map(|file| SqlFile {
            name: file.path.clone(),
            text: file
                .text
                .strip_prefix('\u{feff}')
                .unwrap_or(&file.text)
                .to_owned(),
        })
        .collect();
    if plain.is_empty() {
        return Err(AppError::BadInput(format!(
            "{} holds no SQL: no file of text that ends with .sql. {} Of an archive make plain SQL first: pg_restore \
             --schema-only --file=schema.sql.",
            path.display(),
            folder.left_out.join(" ")
        )));
    }
    Ok(Steps {
        run: plain,
        tool: None,
        remarks: Vec::new(),
    })
}

/// One migration. Where it is a part of its file, empty lines before it keep the numbers of the lines.
fn step(migration: &Migration, files: &[SourceFile]) -> SqlFile {
    let sql = migration.sql.as_deref().unwrap_or_default();
    let file = files.iter().find(|file| file.path == migration.file);
    let before = file.and_then(|file| {
        let at = file.text.find(sql)?;
        file.text.get(..at)
    });
    let lines = before.map_or(0, |before| before.matches('\n').count());
    SqlFile {
        name: migration.file.clone(),
        text: "\n".repeat(lines) + sql.strip_prefix('\u{feff}').unwrap_or(sql),
    }
}

fn not_sql(tool: Tool, migration: &Migration, path: &Path) -> AppError {
    let instead = match tool {
        Tool::Alembic => "the output of `alembic upgrade head --sql`",
        Tool::Django => "the output of `manage.py sqlmigrate` for each of them",
        Tool::Rails => "db/structure.sql",
        Tool::EfCore => "the output of `dotnet ef migrations script`",
        _ => "the output of pg_dump --schema-only",
    };
    AppError::BadInput(format!(
        "{} holds migrations of {}, and {} is no SQL, so it cannot be run here. Give {instead}, or compare with a database \
         in which they were run.",
        path.display(),
        tool.name(),
        migration.file
    ))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read(files: &[(&str, &str)]) -> Result<Steps, AppError> {
        let files: Vec<SourceFile> = files
            .iter()
            .map(|(name, text)| SourceFile::new(*name, *text))
            .collect();
        let folder = Folder {
            files,
            left_out: Vec::new(),
        };
        steps(&folder, Path::new("migrations"))
    }

    fn names(files: &[SqlFile]) -> Vec<&str> {
        files.iter().map(|file| file.name.as_str()).collect()
    }

    #[test]
    fn a_tool_says_the_order_and_what_takes_back_is_not_run() {
        let Steps { run, tool, .. } = read(&[
            ("V10__b.sql", "create table b ();"),
            ("V2__a.sql", "create table a ();"),
            ("R__view.sql", "create view v as select 1;"),
        ])
        .unwrap();
        assert_eq!(tool, Some(Tool::Flyway));
        assert_eq!(names(&run), ["V2__a.sql", "V10__b.sql", "R__view.sql"]);
        let Steps { run, .. } = read(&[
            ("1_a.up.sql", "create table a ();"),
            ("1_a.down.sql", "drop table a;"),
        ])
        .unwrap();
        assert_eq!(names(&run), ["1_a.up.sql"]);
    }

    #[test]
    fn a_part_of_a_file_keeps_its_lines() {
        let text = "-- migrate:up\ncreate table a ();\n\n-- migrate:down\ndrop table a;\n";
        let Steps { run, tool, .. } = read(&[("20260101000000_a.sql", text)]).unwrap();
        assert_eq!(tool, Some(Tool::Dbmate));
        let text = &run[0].text;
        assert!(!text.contains("drop"), "{text}");
        assert_eq!(
            text.lines().position(|line| line.starts_with("create")),
            Some(1)
        );
    }

    #[test]
    fn what_is_no_sql_is_refused_with_what_to_give_instead() {
        let revision = "revision = 'a'\ndown_revision = None\n";
        let refused = read(&[("versions/a.py", revision)]).unwrap_err();
        assert!(
            refused.to_string().contains("alembic upgrade head --sql"),
            "{refused}"
        );
        assert!(read(&[("readme.json", "{}")]).is_err());
    }

    /// Rails loads `db/structure.sql` into a new database and runs none of the migrations that it holds.
    #[test]
    fn one_structure_stands_for_all_migrations_of_rails() {
        let structure = "create table a ();\nINSERT INTO \"schema_migrations\" (version) VALUES\n('2'),\n('1');\n";
        let ruby = "class A < ActiveRecord::Migration[7.1]\nend\n";
        let Steps { run, remarks, .. } = read(&[
            ("db/migrate/1_a.rb", ruby),
            ("db/migrate/2_b.rb", ruby),
            ("db/migrate/3_c.rb", ruby),
            ("db/structure.sql", structure),
        ])
        .unwrap();
        assert_eq!(names(&run), ["db/structure.sql"]);
        assert!(
            remarks[0].contains("structure.sql does not know"),
            "{remarks:?}"
        );
        let Steps { run, remarks, .. } = read(&[("structure.sql", structure)]).unwrap();
        assert_eq!((names(&run), remarks.len()), (vec!["structure.sql"], 0));
        let refused = read(&[("db/migrate/1_a.rb", ruby)]).unwrap_err();
        assert!(refused.to_string().contains("Give db/structure.sql"));
    }

    #[test]
    fn files_of_no_tool_are_run_by_name() {
        let Steps { run, tool, .. } = read(&[("schema.sql", "\u{feff}select 1;")]).unwrap();
        assert_eq!((names(&run), tool), (vec!["schema.sql"], None));
        assert_eq!(run[0].text, "select 1;");
    }
}
