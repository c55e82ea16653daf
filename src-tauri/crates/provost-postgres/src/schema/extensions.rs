//! Extensions that migrations need: whether they are there, and what to do where they are not.

use provost_core::catalog::quote_identifier;
use provost_core::schema::{Obstacle, ObstacleKind};

use super::scripts::Migration;
use super::survey::Survey;

/// What stands in the way of a migration that needs an extension.
pub(super) fn obstacle(migration: &Migration, survey: &Survey, schema: &str) -> Option<Obstacle> {
    let needed = migration.extension()?;
    let extension = &survey.vector;
    let id = migration.id();
    if let Some(version) = &extension.version {
        return is_older(version, needed.oldest).then(|| Obstacle {
            kind: ObstacleKind::Extension,
            message: format!(
                "{id} needs the extension {} {} or newer, and the database has {version}.",
                needed.name, needed.oldest
            ),
            hint: format!("Update it: alter extension {} update;", needed.name),
        });
    }
    let Some(offered) = &extension.offered else {
        return Some(Obstacle {
            kind: ObstacleKind::Extension,
            message: format!(
                "{id} needs the extension {} (pgvector), which is not installed on the server.",
                needed.name
            ),
            hint: packages(survey.surroundings.server_version_number),
        });
    };
    if is_older(offered, needed.oldest) {
        return Some(Obstacle {
            kind: ObstacleKind::Extension,
            message: format!(
                "{id} needs the extension {} {} or newer, and the server offers {offered}.",
                needed.name, needed.oldest
            ),
            hint: packages(survey.surroundings.server_version_number),
        });
    }
    (!extension.may_create).then(|| Obstacle {
        kind: ObstacleKind::Permission,
        message: format!(
            "{id} needs the extension {}, which the role {} may not create.",
            needed.name,
            quote_identifier(&survey.surroundings.role)
        ),
        hint: if survey.surroundings.schema_exists {
            format!(
                "Have a superuser run: create extension {} schema {};",
                needed.name,
                quote_identifier(schema)
            )
        } else {
            format!("Have a superuser run: create extension {};", needed.name)
        },
    })
}

/// What to install, by the server's version.
fn packages(server_version_number: i32) -> String {
    let major = server_version_number / 10_000;
    format!(
        "Install pgvector on the server: postgresql-{major}-pgvector (Debian, Ubuntu), pgvector_{major} (Red Hat, SUSE), \
         pgvector (Homebrew); on a managed service enable the extension \"vector\". The other migrations can be applied without it."
    )
}

/// Whether a version is older than another: numbers between dots, compared one by one.
fn is_older(version: &str, wanted: &str) -> bool {
    let numbers = |text: &str| -> Vec<u32> {
        text.split('.')
            .map_while(|number| number.parse().ok())
            .collect()
    };
    numbers(version) < numbers(wanted)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn versions_are_compared_as_numbers() {
        assert!(is_older("0.7.4", "0.8"));
        assert!(!is_older("0.10.0", "0.8"));
        assert!(!is_older("0.8.0", "0.8"));
        assert!(!is_older("0.5.1", ""));
    }

    #[test]
    fn the_packages_are_those_of_the_server() {
        assert!(packages(160_014).contains("postgresql-16-pgvector"));
    }
}
