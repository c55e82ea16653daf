//! Files whose names begin with a number: sqlx, golang-migrate, Supabase, dbmate and goose.

use super::super::Tool;
use super::super::source::{SourceFile, leading_digits, shortest, spoken};
use super::{Magnitude, Migration, Migrations, magnitude, passed_over, sections, sorted};

/// Reads the folder as one of these tools.
pub(super) fn read(tool: Tool, files: &[SourceFile]) -> Migrations {
    let mut list: Vec<((Magnitude, String), Migration)> = Vec::new();
    let mut defects = Vec::new();
    for file in files {
        let written_in_go =
            tool == Tool::Goose && file.has_extension("go") && !file.name().ends_with("_test.go");
        if !file.has_extension("sql") && !written_in_go {
            continue;
        }
        match migration(tool, file) {
            Form::Up(digits, migration) => {
                // dbmate orders by the name of the file, the others by number.
                let size = if tool == Tool::Dbmate {
                    (0, String::new())
                } else {
                    magnitude(&digits)
                };
                list.push(((size, file.name().to_owned()), migration));
            }
            Form::Down => {}
            Form::Other if written_in_go => {}
            Form::Other => defects.push(passed_over(tool, file)),
        }
    }
    Migrations {
        list: sorted(list),
        defects,
    }
}

enum Form {
    Up(String, Migration),
    Down,
    Other,
}

fn migration(tool: Tool, file: &SourceFile) -> Form {
    let Some((digits, rest)) = leading_digits(file.name()) else {
        return Form::Other;
    };
    let (name, direction) = match rest.strip_suffix(".sql").or(rest.strip_suffix(".go")) {
        Some(name) => match (name.strip_suffix(".up"), name.strip_suffix(".down")) {
            (Some(name), _) => (name, Some(true)),
            (_, Some(name)) => (name, Some(false)),
            _ => (name, None),
        },
        None => return Form::Other,
    };
    let underscored = name.starts_with('_');
    match (tool, direction) {
        (Tool::GolangMigrate | Tool::Sqlx, Some(false)) => return Form::Down,
        (Tool::GolangMigrate, None) => return Form::Other,
        (Tool::Sqlx | Tool::GolangMigrate | Tool::Supabase | Tool::Goose, _) if !underscored => {
            return Form::Other;
        }
        // sqlx reads the number into 64 bits.
        (Tool::Sqlx, _) if digits.parse::<i64>().is_err() => return Form::Other,
        _ => {}
    }
    let id = match tool {
        Tool::Dbmate | Tool::Supabase => digits,
        _ => shortest(digits),
    };
    let mut migration = Migration::new(id, spoken(name), file);
    match tool {
        Tool::Dbmate | Tool::Goose if file.has_extension("sql") => {
            let part = if tool == Tool::Dbmate {
                sections::dbmate(&file.text)
            } else {
                sections::goose(&file.text)
            };
            migration.transaction = part.transaction;
            migration = migration.with_sql(part.sql);
        }
        Tool::Goose => {}
        _ => {
            migration.transaction =
                !(tool == Tool::Sqlx && file.text.starts_with("-- no-transaction"));
            migration = migration.with_sql(&file.text);
        }
    }
    Form::Up(digits.to_owned(), migration)
}
