//! Tools that give each migration a folder (Prisma, Diesel), and Drizzle, which keeps a journal.

use serde_json::Value;

use super::super::Tool;
use super::super::source::{SourceFile, spoken};
use super::{Migration, Migrations, magnitude, sorted};

/// Reads the folder as Prisma or Diesel.
pub(super) fn read(tool: Tool, files: &[SourceFile]) -> Migrations {
    let wanted = if tool == Tool::Prisma {
        "migration.sql"
    } else {
        "up.sql"
    };
    let found = files
        .iter()
        .filter(|file| file.name() == wanted && !file.folder_name().is_empty());
    let list = found.map(|file| {
        let (version, name) = file
            .folder_name()
            .split_once('_')
            .unwrap_or((file.folder_name(), ""));
        // Diesel's version is what stands before the first underscore, without its dashes, and so is its order.
        let id = if tool == Tool::Prisma {
            file.folder_name().to_owned()
        } else {
            version.replace('-', "")
        };
        let mut migration = Migration::new(id.clone(), spoken(name), file).with_sql(&file.text);
        // Prisma sends a script as it is, outside of any transaction of its own.
        migration.transaction = tool == Tool::Diesel && in_transaction(file, files);
        (id, migration)
    });
    Migrations {
        list: sorted(list.collect()),
        defects: Vec::new(),
    }
}

fn in_transaction(file: &SourceFile, files: &[SourceFile]) -> bool {
    let settings = format!("{}/metadata.toml", file.folder());
    !files
        .iter()
        .filter(|other| other.path == settings)
        .flat_map(|other| other.text.lines())
        .any(|line| line.replace(' ', "") == "run_in_transaction=false")
}

/// Reads the journal of Drizzle. A migration is known in the database by the time that the journal gives it.
pub(super) fn drizzle(files: &[SourceFile]) -> Migrations {
    let mut list = Vec::new();
    for journal in files.iter().filter(|file| file.name() == "_journal.json") {
        let read: Value = serde_json::from_str(&journal.text).unwrap_or_default();
        let base = journal.folder().strip_suffix("meta").unwrap_or_default();
        for entry in read
            .get("entries")
            .and_then(Value::as_array)
            .into_iter()
            .flatten()
        {
            let tag = entry.get("tag").and_then(Value::as_str).unwrap_or_default();
            let when = entry
                .get("when")
                .and_then(Value::as_u64)
                .unwrap_or_default()
                .to_string();
            let path = format!("{base}{tag}.sql");
            if let Some(file) = files.iter().find(|file| file.path == path) {
                list.push((
                    magnitude(&when),
                    Migration::new(when.clone(), spoken(tag), file).with_sql(&file.text),
                ));
            }
        }
    }
    Migrations {
        list: sorted(list),
        defects: Vec::new(),
    }
}
