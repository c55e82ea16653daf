//! Liquibase's change sets, where they are written as SQL.

use super::super::defect::{Defect, DefectKind};
use super::super::source::SourceFile;
use super::{Migration, Migrations};

/// Whether a file is a formatted SQL changelog.
pub(in super::super) fn is_formatted(file: &SourceFile) -> bool {
    let first = file
        .text
        .trim_start_matches('\u{feff}')
        .lines()
        .next()
        .unwrap_or_default();
    file.has_extension("sql")
        && comment(first).is_some_and(|text| {
            text.to_ascii_lowercase()
                .starts_with("liquibase formatted sql")
        })
}

/// Whether a file is a changelog in another language.
pub(in super::super) fn is_changelog(file: &SourceFile) -> bool {
    let kind = ["xml", "yaml", "yml", "json"]
        .into_iter()
        .any(|one| file.has_extension(one));
    kind && file.text.contains("databaseChangeLog")
}

/// Reads the change sets of all formatted files, by path. A master changelog may order them otherwise: it is said.
pub(super) fn read(files: &[SourceFile]) -> Migrations {
    let mut read = Migrations::default();
    let mut formatted: Vec<&SourceFile> = files.iter().filter(|file| is_formatted(file)).collect();
    formatted.sort_by(|a, b| a.path.cmp(&b.path));
    for file in formatted {
        read.list.extend(change_sets(file));
    }
    for file in files.iter().filter(|file| is_changelog(file)) {
        let message = format!(
            "`{}` is no SQL: its change sets and the order that it gives others are not read.",
            file.path
        );
        read.defects
            .push(Defect::new(DefectKind::NotReadable, message).within([&file.path]));
    }
    read
}

/// The name of a change set: file, name and author make it one.
pub(in super::super) fn identity(file: &str, id: &str, author: &str) -> String {
    format!("{file}::{id}::{author}")
}

fn change_sets(file: &SourceFile) -> Vec<Migration> {
    let mut list: Vec<(bool, Migration)> = Vec::new();
    let mut ignoring = false;
    for line in file.text.split_inclusive('\n') {
        let mark = comment(line).unwrap_or_default();
        let word = mark
            .split([' ', '\t', ':'])
            .next()
            .unwrap_or_default()
            .to_ascii_lowercase();
        match word.as_str() {
            "changeset" => list.push(begun(mark, file)),
            "ignorelines" => ignoring = mark.contains(":start"),
            "rollback"
            | "precondition-sql-check"
            | "preconditions"
            | "validchecksum"
            | "property"
            | "comment" => {}
            _ if ignoring => {}
            _ => {
                if let Some(sql) = list
                    .last_mut()
                    .and_then(|(_, migration)| migration.sql.as_mut())
                {
                    sql.push_str(line);
                }
            }
        }
    }
    list.into_iter()
        .filter(|(ours, _)| *ours)
        .map(|(_, migration)| migration)
        .collect()
}

/// A change set that `changeset author:id key:value …` begins, and whether it is meant for PostgreSQL.
fn begun(mark: &str, file: &SourceFile) -> (bool, Migration) {
    let rest = mark
        .get("changeset".len()..)
        .unwrap_or_default()
        .trim_start_matches(':')
        .trim();
    let parts = words(rest);
    let (author, id) = parts
        .first()
        .and_then(|name| name.split_once(':'))
        .unwrap_or_default();
    let option = |key: &str| {
        parts.iter().skip(1).find_map(|part| {
            part.split_once(':')
                .filter(|(name, _)| name.eq_ignore_ascii_case(key))
        })
    };
    let mut migration = Migration::new(
        identity(&file.path, id, author),
        format!("{id} by {author}"),
        file,
    )
    .with_sql("");
    migration.transaction = option("runInTransaction").is_none_or(|(_, value)| value != "false");
    migration.repeatable = ["runOnChange", "runAlways"]
        .into_iter()
        .any(|key| option(key).is_some_and(|(_, value)| value == "true"));
    let ours = option("dbms").is_none_or(|(_, list)| {
        let wanted: Vec<&str> = list.split(',').map(str::trim).collect();
        let excluded = wanted
            .iter()
            .any(|one| matches!(*one, "!postgresql" | "none"));
        let only_excludes = wanted.iter().all(|one| one.starts_with('!'));
        !excluded
            && (only_excludes
                || wanted
                    .iter()
                    .any(|one| matches!(*one, "postgresql" | "all")))
    });
    (ours, migration)
}

/// Splits at spaces that stand in no quotes; the quotes go.
fn words(text: &str) -> Vec<String> {
    let mut list = vec![String::new()];
    let mut quote = None;
    for one in text.chars() {
        match quote {
            Some(open) if one == open => quote = None,
            None if matches!(one, '"' | '\'') => quote = Some(one),
            None if one.is_whitespace() => list.push(String::new()),
            _ => list.last_mut().into_iter().for_each(|word| word.push(one)),
        }
    }
    list.retain(|word| !word.is_empty());
    list
}

fn comment(line: &str) -> Option<&str> {
    line.trim().strip_prefix("--").map(str::trim)
}
