//! Every migration is in the list that the product embeds.

use std::collections::BTreeSet;
use std::path::Path;

use provost_core::schema::Pack;
use provost_postgres::schema::scripts;

use super::{below, text};

#[test]
fn every_migration_is_listed_and_can_be_taken_back() {
    for pack in Pack::ALL {
        let folder = format!("migrations/{}", pack.key());
        let found: BTreeSet<String> = below(&folder, &["sql"])
            .into_iter()
            .map(|path| path.file_name().unwrap().to_string_lossy().into_owned())
            .collect();
        let listed: BTreeSet<String> = scripts()
            .iter()
            .filter(|migration| migration.pack == pack)
            .flat_map(|migration| {
                let name = format!("{:04}_{}", migration.version(), migration.name());
                ["up", "down"].map(|direction| format!("{name}.{direction}.sql"))
            })
            .collect();
        assert_eq!(
            found, listed,
            "{folder}: provost-postgres/src/schema/scripts.rs lists the migrations"
        );
        let numbers: Vec<u32> = scripts()
            .iter()
            .filter(|migration| migration.pack == pack)
            .map(provost_postgres::schema::Migration::version)
            .collect();
        assert!(!numbers.is_empty(), "{folder}");
        assert!(
            numbers
                .iter()
                .copied()
                .eq(1..=u32::try_from(numbers.len()).unwrap()),
            "{folder}: the numbers are {numbers:?}"
        );
    }
}

#[test]
fn every_migration_says_what_it_does_and_leaves_the_rest_to_the_engine() {
    for migration in scripts() {
        let name = format!("{:04}_{}", migration.version(), migration.name());
        for (direction, sql) in [("up", migration.up), ("down", migration.down)] {
            let path = format!("migrations/{}/{name}.{direction}.sql", migration.pack.key());
            assert_eq!(sql, text(Path::new(&path)), "{path}");
            assert!(sql.starts_with("-- ") && !sql.contains('\r'), "{path}");
            let plain: Vec<&str> = sql
                .lines()
                .filter(|line| !line.trim_start().starts_with("--"))
                .collect();
            for line in &plain {
                let statement = line.trim().to_lowercase();
                for word in [
                    "begin;",
                    "commit;",
                    "rollback;",
                    "create schema",
                    "drop schema",
                    "create extension",
                    "\\",
                ] {
                    assert!(!statement.starts_with(word), "{path}: {line}");
                }
            }
        }
        if let Some(extension) = migration.extension() {
            assert_eq!(extension.name, "vector", "the engine knows only this one");
        }
    }
}
