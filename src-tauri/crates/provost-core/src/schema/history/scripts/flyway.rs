//! Flyway's files (`V1.2__name.sql`, `R__name.sql`, `B5__name.sql`) and Refinery's, which have the same form.

use std::cmp::Ordering;

use super::super::Tool;
use super::super::defect::{Defect, DefectKind};
use super::super::source::{SourceFile, shortest, spoken};
use super::{Magnitude, Migration, Migrations, magnitude, passed_over, sorted};

type Version = Vec<Magnitude>;

/// Reads the folder. The newest baseline (`B`) stands for all versions up to its own, as on an empty database;
/// repeatable ones come last, by their descriptions.
pub(super) fn read(tool: Tool, files: &[SourceFile]) -> Migrations {
    let mut versioned: Vec<(Version, Migration)> = Vec::new();
    let mut baselines: Vec<(Version, Migration)> = Vec::new();
    let mut repeatable: Vec<(String, Migration)> = Vec::new();
    let mut defects = Vec::new();
    for file in files.iter().filter(|file| file.has_extension("sql")) {
        let Some((prefix, version, name)) = parts(file.stem()) else {
            if !is_callback(file.stem()) {
                defects.push(passed_over(tool, file));
            }
            continue;
        };
        let mut migration =
            Migration::new(normal(version), spoken(name), file).with_sql(&file.text);
        migration.transaction = in_transaction(file, files);
        match prefix {
            'V' => versioned.push((parsed(version), migration)),
            'U' if tool == Tool::Refinery => versioned.push((parsed(version), migration)),
            'B' => baselines.push((parsed(version), migration)),
            'R' => {
                file.stem().clone_into(&mut migration.id);
                migration.repeatable = true;
                repeatable.push((name.to_owned(), migration));
            }
            _ => {}
        }
    }
    if let Some(newest) = baselines.into_iter().max_by(|a, b| a.0.cmp(&b.0)) {
        versioned.retain(|(version, _)| *version > newest.0);
        versioned.push(newest);
    }
    let mut list = sorted(versioned);
    list.extend(sorted(repeatable));
    defects.extend(list.iter().filter_map(placeholder));
    Migrations { list, defects }
}

/// The version of a migration without leading zeros, with dots: `1_02` is `1.2`.
pub(in super::super) fn normal(version: &str) -> String {
    let parts: Vec<&str> = version.split(['.', '_']).map(shortest).collect();
    parts.join(".")
}

/// Which of two versions comes first.
pub(in super::super) fn compare(a: &str, b: &str) -> Ordering {
    parsed(a).cmp(&parsed(b))
}

fn parsed(version: &str) -> Version {
    let mut parts: Version = version.split(['.', '_']).map(magnitude).collect();
    // `1.0` and `1` are one version.
    while parts.len() > 1 && parts.last().is_some_and(|(_, digits)| digits == "0") {
        parts.pop();
    }
    parts
}

/// The prefix, the version and the description of a name.
fn parts(stem: &str) -> Option<(char, &str, &str)> {
    let prefix = stem
        .chars()
        .next()
        .filter(|one| matches!(one, 'V' | 'U' | 'B' | 'R'))?;
    let (version, name) = stem.get(1..)?.split_once("__")?;
    let numbers = version
        .split(['.', '_'])
        .all(|part| !part.is_empty() && part.chars().all(|one| one.is_ascii_digit()));
    let fits = if prefix == 'R' {
        version.is_empty()
    } else {
        numbers
    };
    fits.then_some((prefix, version, name))
}

/// `beforeMigrate.sql` and its kin are run at their time and are no migrations.
fn is_callback(stem: &str) -> bool {
    ["before", "after", "create"]
        .iter()
        .any(|begin| stem.starts_with(begin))
}

/// A file of settings may stand beside a script: `V1__name.sql.conf`.
fn in_transaction(file: &SourceFile, files: &[SourceFile]) -> bool {
    let settings = format!("{}.conf", file.path);
    !files
        .iter()
        .filter(|other| other.path == settings)
        .flat_map(|other| other.text.lines())
        .any(|line| line.replace(' ', "") == "executeInTransaction=false")
}

fn placeholder(migration: &Migration) -> Option<Defect> {
    let (_, rest) = migration.sql.as_deref()?.split_once("${")?;
    let name = rest.split_once('}')?.0;
    let message = format!(
        "`{}` names `${{{name}}}`, whose value is only known when the tool runs.",
        migration.file
    );
    let plain = name
        .chars()
        .all(|one| one.is_alphanumeric() || matches!(one, '_' | '.' | '-' | ':'));
    plain.then(|| {
        Defect::new(DefectKind::Placeholder, message)
            .of([&migration.id])
            .within([&migration.file])
    })
}
