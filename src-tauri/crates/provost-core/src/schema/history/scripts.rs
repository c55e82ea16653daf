//! The migrations of a folder in the order in which its tool runs them, with their SQL where they are written in SQL.

mod flyway;
mod folders;
mod liquibase;
mod listed;
mod numbered;
mod sections;
#[cfg(test)]
mod tests;

use std::collections::{BTreeMap, BTreeSet};

use serde::{Deserialize, Serialize};

use super::defect::{Defect, DefectKind};
use super::lineage::Lineage;
use super::source::{SourceFile, shortest};
use super::{Tool, alembic, django};

/// One migration as its file gives it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "bindings", derive(specta::Type))]
#[serde(rename_all = "camelCase")]
pub struct Migration {
    /// Its name in the state table.
    pub id: String,
    /// What it does, as its name or its author says.
    pub title: String,
    /// Its file.
    pub file: String,
    /// The SQL that applies it (not that which takes it back); none where it is written in another language.
    pub sql: Option<String>,
    /// Whether its tool runs it in a transaction.
    pub transaction: bool,
    /// Whether it is run again each time that it changes, behind all others.
    pub repeatable: bool,
}

impl Migration {
    fn new(id: impl Into<String>, title: impl Into<String>, file: &SourceFile) -> Self {
        Self {
            id: id.into(),
            title: title.into(),
            file: file.path.clone(),
            sql: None,
            transaction: true,
            repeatable: false,
        }
    }

    fn with_sql(mut self, sql: impl Into<String>) -> Self {
        self.sql = Some(sql.into());
        self
    }
}

/// The migrations of a folder.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "bindings", derive(specta::Type))]
#[serde(rename_all = "camelCase")]
pub struct Migrations {
    /// In the order in which they are run.
    pub list: Vec<Migration>,
    /// What is wrong with the files by themselves.
    pub defects: Vec<Defect>,
}

pub(super) use flyway::{compare as compare_flyway, normal as flyway_version};
pub(super) use liquibase::{identity as change_set, is_changelog, is_formatted};
pub(super) use listed::{is_ef_core, is_knex};

/// Reads the migrations of a folder as this tool would. For Alembic and Django the order is one in which each comes
/// behind all that it needs; those that no upgrade can come to are left out, and listed by [`super::history`].
#[must_use]
pub fn migrations(tool: Tool, files: &[SourceFile]) -> Migrations {
    let mut read = match tool {
        Tool::Alembic | Tool::Django => return linked(tool, files),
        Tool::Sqlx | Tool::GolangMigrate | Tool::Supabase | Tool::Dbmate | Tool::Goose => {
            numbered::read(tool, files)
        }
        Tool::Flyway | Tool::Refinery => flyway::read(tool, files),
        Tool::Liquibase => liquibase::read(files),
        Tool::Prisma | Tool::Diesel => folders::read(tool, files),
        Tool::Drizzle => folders::drizzle(files),
        Tool::Rails => listed::rails(files),
        Tool::Knex | Tool::TypeOrm | Tool::Sequelize | Tool::EfCore | Tool::Ecto => {
            listed::read(tool, files)
        }
        Tool::PlainSql => plain(files),
    };
    read.defects.extend(duplicates(&read.list));
    read
}

fn linked(tool: Tool, files: &[SourceFile]) -> Migrations {
    let (revisions, defects) = match tool {
        Tool::Alembic => alembic::read(files),
        _ => django::read(files, &BTreeSet::new()),
    };
    let lineage = Lineage::new(&revisions, |_| true);
    let list = lineage
        .order()
        .into_iter()
        .filter_map(|place| lineage.revisions.get(place))
        .map(|revision| Migration {
            id: revision.id.clone(),
            title: revision.title.clone(),
            file: revision.file.clone(),
            sql: None,
            transaction: true,
            repeatable: false,
        })
        .collect();
    Migrations { list, defects }
}

/// Every file of SQL, by path; lines that only psql understands are left out.
fn plain(files: &[SourceFile]) -> Migrations {
    let mut list: Vec<Migration> = files
        .iter()
        .filter(|file| file.has_extension("sql"))
        .map(|file| {
            Migration::new(&file.path, file.stem(), file).with_sql(without_restrict(&file.text))
        })
        .collect();
    list.sort_by(|a, b| a.file.cmp(&b.file));
    Migrations {
        list,
        defects: Vec::new(),
    }
}

/// What `pg_dump` writes around a dump for psql alone.
fn without_restrict(text: &str) -> String {
    let lines = text.split_inclusive('\n');
    lines
        .filter(|line| !line.starts_with("\\restrict ") && !line.starts_with("\\unrestrict "))
        .collect()
}

/// A number by its size, whatever its length: the count of its digits and then the digits.
type Magnitude = (usize, String);

fn magnitude(digits: &str) -> Magnitude {
    let short = shortest(digits);
    (short.len(), short.to_owned())
}

fn sorted<K: Ord>(mut list: Vec<(K, Migration)>) -> Vec<Migration> {
    list.sort_by(|a, b| a.0.cmp(&b.0).then_with(|| a.1.file.cmp(&b.1.file)));
    list.into_iter().map(|(_, migration)| migration).collect()
}

fn duplicates(list: &[Migration]) -> Vec<Defect> {
    let mut files: BTreeMap<&str, Vec<&str>> = BTreeMap::new();
    for migration in list {
        files
            .entry(&migration.id)
            .or_default()
            .push(&migration.file);
    }
    let describe = |(id, files): (&str, Vec<&str>)| {
        let message = format!(
            "`{id}` is the version of {} files: {}.",
            files.len(),
            files.join(", ")
        );
        Defect::new(DefectKind::DuplicateRevision, message)
            .of([id])
            .within(files)
    };
    files
        .into_iter()
        .filter(|(_, files)| files.len() > 1)
        .map(describe)
        .collect()
}

/// A file that stands among the migrations and that the tool passes over without a word.
fn passed_over(tool: Tool, file: &SourceFile) -> Defect {
    let message = format!(
        "{} passes `{}` over without a word: its name has another form.",
        tool.name(),
        file.path
    );
    Defect::new(DefectKind::NoRevision, message).within([&file.path])
}
