//! Migrations in languages that are not read: their names, which is all that their state tables hold.

use std::collections::BTreeSet;

use super::super::Tool;
use super::super::defect::{Defect, DefectKind};
use super::super::source::{SourceFile, leading_digits, spoken};
use super::{Migration, Migrations, sorted, without_restrict};

/// Reads the names as one of these tools.
pub(super) fn read(tool: Tool, files: &[SourceFile]) -> Migrations {
    let list = files
        .iter()
        .filter_map(|file| named(tool, file))
        .map(|migration| (order(tool, &migration), migration));
    Migrations {
        list: sorted(list.collect()),
        defects: Vec::new(),
    }
}

/// Knex and Sequelize order by the name of the file, the others by the number in it.
fn order(tool: Tool, migration: &Migration) -> String {
    let name = migration.file.rsplit('/').next().unwrap_or_default();
    match (tool, leading_digits(name)) {
        (Tool::Knex | Tool::Sequelize, _) | (_, None) => name.to_owned(),
        (_, Some((digits, _))) => format!("{digits:0>20}"),
    }
}

fn named(tool: Tool, file: &SourceFile) -> Option<Migration> {
    let script = ["js", "ts", "cjs", "mjs"]
        .into_iter()
        .any(|one| file.has_extension(one))
        && !file.name().ends_with(".d.ts");
    let digits = leading_digits(file.name());
    let title = digits.map_or(file.stem(), |(_, rest)| {
        rest.rsplit_once('.').map_or(rest, |(stem, _)| stem)
    });
    let id = match tool {
        Tool::Knex if script && is_knex(file) => file.name().to_owned(),
        Tool::Sequelize if script && file.text.contains("queryInterface") => file.name().to_owned(),
        Tool::TypeOrm if script && file.text.contains("MigrationInterface") => {
            class_name(&file.text)?.to_owned()
        }
        Tool::Ecto if file.has_extension("exs") => digits?.0.to_owned(),
        Tool::EfCore if is_ef_core(file) => {
            digits?;
            file.stem().to_owned()
        }
        _ => return None,
    };
    Some(Migration::new(id, spoken(title), file))
}

/// Whether a file is a migration of Knex.
pub(in super::super) fn is_knex(file: &SourceFile) -> bool {
    let exports = [
        "exports.up",
        "export async function up",
        "export function up",
        "export const up",
    ];
    exports.iter().any(|one| file.text.contains(one)) && !file.text.contains("queryInterface")
}

/// Whether a file is a migration of EF Core: not its designer's half nor the picture of the whole model.
pub(in super::super) fn is_ef_core(file: &SourceFile) -> bool {
    file.has_extension("cs")
        && !file.name().ends_with(".Designer.cs")
        && file.text.contains(": Migration")
}

/// `TypeORM` keeps the name of the class, unless the class has a property `name`.
fn class_name(text: &str) -> Option<&str> {
    let property = text.lines().find_map(|line| {
        let value = line
            .trim()
            .strip_prefix("name")?
            .trim_start_matches([' ', ':', '=']);
        value
            .trim_end_matches(';')
            .trim()
            .strip_prefix(['"', '\''])?
            .strip_suffix(['"', '\''])
    });
    property.or_else(|| text.split_once("class ")?.1.split_whitespace().next())
}

/// Rails: the SQL is `structure.sql`, the names are those of `db/migrate`.
pub(super) fn rails(files: &[SourceFile]) -> Migrations {
    let structure = files.iter().find(|file| file.name() == "structure.sql");
    let loaded: BTreeSet<String> = structure
        .map(|file| versions(&file.text))
        .unwrap_or_default();
    let mut read = Migrations::default();
    let mut list = Vec::new();
    for file in files.iter().filter(|file| file.has_extension("rb")) {
        if let Some((digits, rest)) = leading_digits(file.name()) {
            list.push((
                format!("{digits:0>20}"),
                Migration::new(digits, spoken(rest.trim_end_matches(".rb")), file),
            ));
        }
    }
    let named: BTreeSet<String> = list
        .iter()
        .map(|(_, migration)| migration.id.clone())
        .collect();
    if let Some(file) = structure {
        for version in loaded.difference(&named) {
            let mut migration = Migration::new(version.as_str(), "", file);
            "part of structure.sql".clone_into(&mut migration.title);
            list.push((format!("{version:0>20}"), migration));
        }
        let ahead: Vec<&String> = named.difference(&loaded).collect();
        if !ahead.is_empty() {
            let message = format!(
                "structure.sql does not know {} migrations that stand beside it.",
                ahead.len()
            );
            read.defects.push(
                Defect::new(DefectKind::StructureStale, message)
                    .of(ahead)
                    .within([&file.path]),
            );
        }
    }
    read.list = sorted(list);
    // The whole schema is one script: it goes with the newest version that it holds.
    if let (Some(file), Some(newest)) = (structure, loaded.iter().max()) {
        for migration in read
            .list
            .iter_mut()
            .filter(|migration| migration.id == *newest)
        {
            file.path.clone_into(&mut migration.file);
            migration.sql = Some(without_restrict(&file.text));
        }
    }
    read
}

/// The versions that `structure.sql` puts into `schema_migrations` at its end.
fn versions(text: &str) -> BTreeSet<String> {
    let inserted = text
        .rsplit_once("schema_migrations")
        .map_or("", |(_, rest)| rest);
    let quoted = inserted.split('\'').skip(1).step_by(2);
    quoted
        .filter(|one| !one.is_empty() && one.chars().all(|sign| sign.is_ascii_digit()))
        .map(str::to_owned)
        .collect()
}
