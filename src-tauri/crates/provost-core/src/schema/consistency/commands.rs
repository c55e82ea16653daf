//! What to type to apply migrations, in the words of each tool.

use crate::schema::ExpectedFrom;
use crate::schema::history::{DefectKind, History, Tool};

/// The commands that bring a database to the end of its chain. A tool that takes names is given them one by one, in the
/// order of the chain, so that a person can look after each; none whose name has to become another first.
pub(super) fn applying(history: &History) -> Vec<String> {
    let Some(tool) = history.tool else {
        return Vec::new();
    };
    let long = to_be_shortened(history);
    let waiting = history.pending.iter().chain(&history.blocked);
    let waiting = waiting.filter(|id| !long.contains(id));
    let fixed: &[&str] = match tool {
        Tool::Alembic => {
            let plain = waiting.filter(|id| is_plain(id));
            return plain.map(|id| format!("alembic upgrade {id}")).collect();
        }
        Tool::Django => {
            let plain = waiting.filter(|id| is_plain(id));
            let named = plain.filter_map(|id| id.split_once('.'));
            return named
                .map(|(app, name)| format!("python manage.py migrate {app} {name}"))
                .collect();
        }
        Tool::Sqlx => &["sqlx migrate info", "sqlx migrate run"],
        Tool::Flyway => &["flyway info", "flyway migrate"],
        Tool::GolangMigrate => &["migrate -path migrations -database \"$DATABASE_URL\" up"],
        Tool::Dbmate => &["dbmate status", "dbmate up"],
        Tool::Goose => &["goose status", "goose up"],
        Tool::Liquibase => &["liquibase status", "liquibase update"],
        Tool::Rails => &["bin/rails db:migrate:status", "bin/rails db:migrate"],
        Tool::Prisma => &["npx prisma migrate status", "npx prisma migrate deploy"],
        Tool::Supabase => &["supabase migration list", "supabase db push"],
        Tool::Diesel => &["diesel migration list", "diesel migration run"],
        Tool::Drizzle => &["npx drizzle-kit migrate"],
        Tool::Knex => &["npx knex migrate:status", "npx knex migrate:latest"],
        Tool::TypeOrm => &["npx typeorm migration:show", "npx typeorm migration:run"],
        Tool::Sequelize => &[
            "npx sequelize-cli db:migrate:status",
            "npx sequelize-cli db:migrate",
        ],
        Tool::EfCore => &["dotnet ef migrations list", "dotnet ef database update"],
        Tool::Ecto => &["mix ecto.migrations", "mix ecto.migrate"],
        Tool::Refinery => &["refinery migrate"],
        Tool::PlainSql => &[],
    };
    fixed.iter().map(|command| (*command).to_owned()).collect()
}

/// The waiting migrations whose names the state table cannot hold.
pub(super) fn to_be_shortened(history: &History) -> Vec<&String> {
    let long = |id: &&String| {
        let mut defects = history.defects.iter();
        defects.any(|one| one.kind == DefectKind::LongIdentifier && one.migrations.contains(*id))
    };
    let waiting = history.pending.iter().chain(&history.blocked);
    waiting.filter(long).collect()
}

/// The commands that look for a migration that is missing, in the version control that most use.
pub(super) fn looking_for<'a>(names: impl IntoIterator<Item = &'a String>) -> Vec<String> {
    let plain = names.into_iter().filter(|name| is_plain(name));
    plain
        .map(|name| format!("git log --all --oneline -- '*{name}*'"))
        .collect()
}

/// The commands that save a database and restore it beside itself.
pub(super) fn saving(database: &str) -> Vec<String> {
    let of = if is_plain(database) {
        format!(" --dbname={database}")
    } else {
        String::new()
    };
    vec![
        format!("pg_dump --format=custom --file=before.dump{of}"),
        "createdb rehearsal".to_owned(),
        "pg_restore --exit-on-error --dbname=rehearsal before.dump".to_owned(),
    ]
}

/// The command that makes this comparison again and fails when it finds something grave.
pub(super) fn comparing(profile: &str, expected: &ExpectedFrom) -> String {
    let expected = match expected {
        ExpectedFrom::Sql(path) => format!("--expected {}", quoted(path)),
        ExpectedFrom::Connection(name) => format!("--expected-profile {}", quoted(name)),
        ExpectedFrom::Catalog(path) => format!("--expected-catalog {}", quoted(path)),
        ExpectedFrom::Packs(_) => "--expected-packs".to_owned(),
    };
    let profile = quoted(profile);
    format!("provost schema compare --profile {profile} {expected} --fail-on high")
}

/// A word as a shell takes it.
fn quoted(word: &str) -> String {
    let plain = |c: char| c.is_ascii_alphanumeric() || matches!(c, '_' | '.' | '-' | '/');
    if !word.is_empty() && !word.starts_with('-') && word.chars().all(plain) {
        word.to_owned()
    } else {
        format!("'{}'", word.replace('\'', "'\\''"))
    }
}

/// Whether a name can stand in a command as it is: a file may call a migration anything, also something that a shell
/// would run.
fn is_plain(name: &str) -> bool {
    let plain = |c: char| c.is_ascii_alphanumeric() || matches!(c, '_' | '.' | '-');
    !name.is_empty() && !name.starts_with('-') && name.chars().all(plain)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_name_that_a_shell_would_run_stands_in_no_command() {
        let names = ["c3d7a3a4d59c", "$(rm -r x)", "a'; b", "-f", ""].map(str::to_owned);
        assert_eq!(
            looking_for(&names),
            ["git log --all --oneline -- '*c3d7a3a4d59c*'"]
        );
        let from = ExpectedFrom::Connection("Ann's; x".to_owned());
        assert_eq!(
            comparing("orders", &from),
            "provost schema compare --profile orders --expected-profile 'Ann'\\''s; x' --fail-on high"
        );
        assert_eq!(
            saving("a b").first().unwrap(),
            "pg_dump --format=custom --file=before.dump"
        );
    }
}
