//! Which tool a folder of migrations is of, told from its shape.

#[cfg(test)]
mod tests;

use serde::{Deserialize, Serialize};

use super::source::{SourceFile, leading_digits};
use super::{Tool, alembic, django, scripts};

/// A tool that a folder can be of.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "bindings", derive(specta::Type))]
#[serde(rename_all = "camelCase")]
pub struct Candidate {
    /// The tool.
    pub tool: Tool,
    /// How sure that is.
    pub certainty: Certainty,
    /// How many files speak for it.
    pub files: u32,
    /// Why, a sentence.
    pub reason: String,
}

impl Candidate {
    /// Whether the files can be those of this tool: Refinery's have the form of Flyway's, and only the database tells
    /// the two apart.
    #[must_use]
    pub fn may_be(&self, tool: Tool) -> bool {
        self.tool == tool || (self.tool == Tool::Flyway && tool == Tool::Refinery)
    }
}

/// How sure a tool is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[cfg_attr(feature = "bindings", derive(specta::Type))]
#[serde(rename_all = "kebab-case")]
pub enum Certainty {
    /// No other tool has files of this form.
    Certain,
    /// Other tools have files of this form too, and something speaks for this one.
    Likely,
    /// Other tools have files of this form too.
    Possible,
}

/// All tools that the folder can be of, the surest first.
#[must_use]
pub fn recognise(files: &[SourceFile]) -> Vec<Candidate> {
    let mut found: Vec<Candidate> = Vec::new();
    let mut add = |tool: Tool, certainty: Certainty, count: usize, reason: &str| {
        if count > 0 {
            let files = u32::try_from(count).unwrap_or(u32::MAX);
            found.push(Candidate {
                tool,
                certainty,
                files,
                reason: reason.to_owned(),
            });
        }
    };
    for (tool, speaks, reason) in CERTAIN {
        add(*tool, Certainty::Certain, count(files, speaks), reason);
    }
    for (tool, certainty, count, reason) in numbered(files) {
        add(tool, certainty, count, reason);
    }
    add(
        Tool::PlainSql,
        Certainty::Possible,
        count(files, |file| file.has_extension("sql")),
        "There are files of SQL.",
    );
    found.sort_by(|a, b| {
        let plain = |one: &Candidate| one.tool == Tool::PlainSql;
        (a.certainty, plain(a))
            .cmp(&(b.certainty, plain(b)))
            .then(b.files.cmp(&a.files))
            .then(a.tool.cmp(&b.tool))
    });
    found
}

fn count(files: &[SourceFile], speaks: impl Fn(&SourceFile) -> bool) -> usize {
    files.iter().filter(|file| speaks(file)).count()
}

type Sign = (Tool, fn(&SourceFile) -> bool, &'static str);

/// What only one tool has.
const CERTAIN: &[Sign] = &[
    (
        Tool::Alembic,
        alembic::looks_like_revision,
        "Python files set `revision` and `down_revision`.",
    ),
    (
        Tool::Django,
        |file| django::is_migration(file) && file.text.contains("django.db"),
        "Python files define `class Migration` of django.db.",
    ),
    (
        Tool::Flyway,
        |file| is_flyway(file),
        "Files are called `V1__name.sql` or `R__name.sql`.",
    ),
    (
        Tool::Liquibase,
        |file| scripts::is_formatted(file) || scripts::is_changelog(file),
        "Files are Liquibase changelogs.",
    ),
    (
        Tool::Prisma,
        |file| file.name() == "migration.sql" && leading_digits(file.folder_name()).is_some(),
        "Each migration is a folder with `migration.sql`.",
    ),
    (
        Tool::Diesel,
        |file| file.name() == "up.sql" && leading_digits(file.folder_name()).is_some(),
        "Each migration is a folder with `up.sql`.",
    ),
    (
        Tool::Drizzle,
        |file| file.name() == "_journal.json" && file.text.contains("\"entries\""),
        "`meta/_journal.json` lists the migrations.",
    ),
    (
        Tool::Dbmate,
        |file| sql(file) && has_line(file, "-- migrate:up"),
        "Files have a section `-- migrate:up`.",
    ),
    (
        Tool::Goose,
        |file| sql(file) && has_line(file, "-- +goose Up"),
        "Files have a section `-- +goose Up`.",
    ),
    (
        Tool::Rails,
        |file| is_rails(file),
        "`structure.sql` or the files of `db/migrate` are Active Record's.",
    ),
    (
        Tool::TypeOrm,
        |file| file.text.contains("implements MigrationInterface"),
        "Classes implement `MigrationInterface`.",
    ),
    (
        Tool::Sequelize,
        |file| is_script(file) && file.text.contains("queryInterface"),
        "Scripts use Sequelize's `queryInterface`.",
    ),
    (
        Tool::Knex,
        |file| is_script(file) && scripts::is_knex(file) && file.text.contains("knex"),
        "Scripts export `up` for knex.",
    ),
    (
        Tool::EfCore,
        |file| scripts::is_ef_core(file) && leading_digits(file.name()).is_some(),
        "C# classes derive from `Migration`.",
    ),
    (
        Tool::Ecto,
        |file| file.has_extension("exs") && file.text.contains("Ecto.Migration"),
        "Scripts use `Ecto.Migration`.",
    ),
];

fn sql(file: &SourceFile) -> bool {
    file.has_extension("sql")
}

fn is_script(file: &SourceFile) -> bool {
    ["js", "ts", "cjs", "mjs"]
        .into_iter()
        .any(|one| file.has_extension(one))
}

fn has_line(file: &SourceFile, begin: &str) -> bool {
    let wanted = begin.replace(' ', "");
    file.text
        .lines()
        .any(|line| line.starts_with("--") && line.replace(' ', "").starts_with(&wanted))
}

fn is_flyway(file: &SourceFile) -> bool {
    let begins = |prefix: char| {
        file.name()
            .strip_prefix(prefix)
            .and_then(|rest| rest.split_once("__"))
    };
    let versioned = begins('V')
        .is_some_and(|(version, _)| version.starts_with(|one: char| one.is_ascii_digit()));
    sql(file) && (versioned || begins('R').is_some_and(|(version, _)| version.is_empty()))
}

fn is_rails(file: &SourceFile) -> bool {
    let migration = file.has_extension("rb") && file.text.contains("ActiveRecord::Migration");
    migration || (file.name() == "structure.sql" && file.text.contains("schema_migrations"))
}

/// The tools whose files are only numbered: what else is in the folder has to speak for one of them.
fn numbered(files: &[SourceFile]) -> Vec<(Tool, Certainty, usize, &'static str)> {
    let named = |file: &&SourceFile| {
        let digits = leading_digits(file.name()).filter(|_| sql(file));
        digits.is_some_and(|(_, rest)| rest.starts_with('_'))
    };
    let all: Vec<&SourceFile> = files.iter().filter(named).collect();
    let of = |speaks: &dyn Fn(&SourceFile) -> bool| all.iter().filter(|file| speaks(file)).count();
    let up = of(&|file| file.name().ends_with(".up.sql"));
    let single = all.len() - up - of(&|file| file.name().ends_with(".down.sql"));
    let supabase = of(&|file| format!("/{}", file.path).contains("/supabase/migrations/"));
    let stamped =
        of(&|file| leading_digits(file.name()).is_some_and(|(digits, _)| digits.len() == 14));
    let has = |name: &str| files.iter().any(|file| file.name() == name);
    let sure = |speaks: bool| {
        if speaks {
            Certainty::Likely
        } else {
            Certainty::Possible
        }
    };
    let mut found = Vec::new();
    if up > 0 && single == 0 {
        let why = "Files come in pairs, `1_name.up.sql` and `1_name.down.sql`.";
        let rust = has("Cargo.toml");
        found.push((Tool::GolangMigrate, sure(has("go.mod") || !rust), up, why));
        found.push((Tool::Sqlx, sure(rust), up, why));
    } else if single + up > 0 {
        let why = "Files are called `1_name.sql`.";
        found.push((
            Tool::Sqlx,
            sure(supabase == 0 && !has("_journal.json")),
            single + up,
            why,
        ));
    }
    if supabase > 0 {
        found.push((
            Tool::Supabase,
            Certainty::Certain,
            supabase,
            "Files stand in `supabase/migrations`.",
        ));
    } else if stamped > 0 && up == 0 {
        let why = "Files are called by a time of 14 digits and a name.";
        found.push((Tool::Supabase, sure(has("config.toml")), stamped, why));
    }
    found
}
