//! The migrations, as they are in the repository.

use std::fmt::Write;
use std::sync::LazyLock;

use provost_core::schema::Pack;
use sha2::{Digest, Sha256};

use super::clauses::{Making, makings};

/// The migrations of each pack, in the order of their numbers: adding one is a line.
macro_rules! migrations {
    ($($pack:ident in $folder:literal: $($name:literal),*;)*) => {
        &[$($(Migration {
            pack: Pack::$pack,
            file: $name,
            up: include_str!(concat!("../../../../../migrations/", $folder, "/", $name, ".up.sql")),
            down: include_str!(concat!("../../../../../migrations/", $folder, "/", $name, ".down.sql")),
        }),*),*]
    };
}

/// Every migration, in an order in which all of them can be applied.
const MIGRATIONS: &[Migration] = migrations! {
    Identity in "identity":
        "0001_who_asks",
        "0002_users",
        "0003_supabase",
        "0004_emptied_references";
    Ai in "ai":
        "0001_agents",
        "0002_models",
        "0003_cache",
        "0004_embeddings",
        "0005_registry",
        "0006_model_events",
        "0007_production",
        "0008_kept_in_production";
    Governance in "governance":
        "0001_partitions",
        "0002_lineage_and_quality",
        "0003_privacy",
        "0004_consent",
        "0005_metrics_and_drift",
        "0006_access_log_and_encryption",
        "0007_compliance",
        "0008_metric_targets",
        "0009_drift_runs",
        "0010_metric_ids",
        "0011_lighter_metrics";
    Training in "training":
        "0001_datasets",
        "0002_dataset_rights",
        "0003_model_training",
        "0004_feature_definitions",
        "0005_feature_values",
        "0006_costs";
    Security in "security":
        "0001_credentials",
        "0002_devices",
        "0003_second_factors",
        "0004_passkeys_and_codes_sent",
        "0005_challenges",
        "0006_sessions_and_tokens",
        "0007_audit_logs",
        "0008_incidents",
        "0009_threats_and_assessments",
        "0010_health_and_queue";
    Workspace in "workspace":
        "0001_prompts",
        "0002_calendars",
        "0003_documents",
        "0004_tasks",
        "0005_agent_configuration",
        "0006_agents_together";
};

/// One migration of a pack.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Migration {
    /// Its pack.
    pub pack: Pack,
    /// The name of its files, without the endings.
    file: &'static str,
    /// The SQL that makes what it makes, written for the schema `governance`.
    pub up: &'static str,
    /// The SQL that takes it back.
    pub down: &'static str,
}

/// An extension that a migration cannot do without.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct NeededExtension {
    /// Its name.
    pub name: &'static str,
    /// The oldest version that will do; empty for any.
    pub oldest: &'static str,
}

/// Whether a server can be unable to apply a migration.
fn needs_extension(pack: Pack, version: u32) -> bool {
    MIGRATIONS
        .iter()
        .any(|one| one.pack == pack && one.version() == version && one.extension().is_some())
}

/// Every migration of every pack, in an order in which all of them can be applied.
#[must_use]
pub fn scripts() -> &'static [Migration] {
    MIGRATIONS
}

impl Migration {
    /// The number within the pack.
    #[must_use]
    pub fn version(&self) -> u32 {
        let number = self.file.split('_').next().unwrap_or_default();
        number.parse().unwrap_or_default()
    }

    /// The words of the file's name.
    #[must_use]
    pub fn name(&self) -> &'static str {
        self.file.split_once('_').map_or("", |(_, name)| name)
    }

    /// `pack/0001`.
    #[must_use]
    pub fn id(&self) -> String {
        id(self.pack, self.version())
    }

    /// What it makes: the first line of its file.
    #[must_use]
    pub fn title(&self) -> &'static str {
        title(self.up)
    }

    /// What taking it back takes back: the first line of that file.
    #[must_use]
    pub fn down_title(&self) -> &'static str {
        title(self.down)
    }

    /// The migrations of other packs that must be applied before, each as pack and number.
    #[must_use]
    pub fn needs(&self) -> Vec<(Pack, u32)> {
        let list = header(self.up, "needs").unwrap_or_default();
        list.split(',')
            .filter_map(|need| {
                let (pack, version) = need.trim().split_once('/')?;
                Some((Pack::of_key(pack)?, version.parse().ok()?))
            })
            .collect()
    }

    /// Whether another migration must be applied before this one: one that it names, and an earlier one of the pack or of one
    /// that it names. An earlier one that needs an extension counts only when it is named itself, since servers can be without.
    #[must_use]
    pub fn rests_on(&self, pack: Pack, version: u32) -> bool {
        let needs = self.needs();
        let earlier = (pack == self.pack && version < self.version())
            || needs
                .iter()
                .any(|(needed, at_least)| *needed == pack && version <= *at_least);
        needs.contains(&(pack, version)) || (earlier && !needs_extension(pack, version))
    }

    /// The extension that it needs.
    #[must_use]
    pub fn extension(&self) -> Option<NeededExtension> {
        let mut words = header(self.up, "extension")?.split_whitespace();
        Some(NeededExtension {
            name: words.next()?,
            oldest: words.next().unwrap_or_default(),
        })
    }

    /// SHA-256 of the up file's text as it is in the repository, in hexadecimal.
    #[must_use]
    pub fn checksum(&self) -> String {
        // A checkout may have other line ends than the repository.
        let text = self.up.replace("\r\n", "\n");
        let digest = Sha256::digest(text);
        digest.iter().fold(String::new(), |mut hexadecimal, byte| {
            // Writing to a String never fails.
            let _ = write!(hexadecimal, "{byte:02x}");
            hexadecimal
        })
    }

    /// The tables that it makes, in their order, without partitions.
    #[must_use]
    pub fn tables(&self) -> Vec<&'static str> {
        MADE.iter()
            .filter(|made| made.of == *self)
            .filter_map(|made| match made.making {
                Making::Table {
                    name,
                    partition: false,
                } => Some(name),
                _ => None,
            })
            .collect()
    }

    /// Every table, partition, view and index that it makes: the names that nothing else in the schema can have.
    pub(super) fn relations(&self) -> Vec<&'static str> {
        MADE.iter()
            .filter(|made| made.of == *self)
            .filter_map(|made| match made.making {
                Making::Table { name, .. } | Making::View { name } | Making::Index { name, .. } => {
                    Some(name)
                }
                Making::Policy { .. } | Making::Other => None,
            })
            .collect()
    }
}

struct Made {
    of: Migration,
    making: Making<'static>,
}

/// What all migrations make; read once.
static MADE: LazyLock<Vec<Made>> = LazyLock::new(|| {
    let each = |of: &Migration| {
        let of = *of;
        makings(of.up)
            .into_iter()
            .map(move |making| Made { of, making })
    };
    MIGRATIONS.iter().flat_map(each).collect()
});

/// `pack/0001`.
pub(super) fn id(pack: Pack, version: u32) -> String {
    format!("{}/{version:04}", pack.key())
}

/// The first line of a file without the dashes and the full stop.
fn title(text: &'static str) -> &'static str {
    let line = text.lines().next().unwrap_or_default();
    line.trim_start_matches('-').trim().trim_end_matches('.')
}

/// What a line of the header says: the comments at the beginning of the file.
fn header(text: &'static str, word: &str) -> Option<&'static str> {
    text.lines()
        .map_while(|line| line.strip_prefix("-- "))
        .find_map(|line| line.strip_prefix(word)?.strip_prefix(':').map(str::trim))
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeSet;

    use super::*;

    #[test]
    fn every_migration_follows_what_it_needs() {
        let mut before = BTreeSet::new();
        for migration in scripts() {
            assert!(migration.version() > 0 && !migration.name().is_empty());
            assert!(migration.title().len() > 3 && migration.down_title().len() > 3);
            let needed = migration.needs();
            let written = header(migration.up, "needs").map_or(0, |list| list.split(',').count());
            assert_eq!(needed.len(), written, "{}", migration.id());
            let own = (1..migration.version()).map(|version| (migration.pack, version));
            for need in needed.into_iter().chain(own) {
                assert!(
                    before.contains(&need),
                    "{} comes before {need:?}",
                    migration.id()
                );
            }
            assert!(before.insert((migration.pack, migration.version())));
        }
    }

    #[test]
    fn what_a_file_says_of_itself_is_read() {
        let all = scripts();
        let users = all.iter().find(|one| one.id() == "identity/0002").unwrap();
        assert_eq!(
            (users.name(), users.title()),
            ("users", "The people of each tenant")
        );
        assert_eq!(users.tables(), ["users"]);
        assert_eq!(users.checksum().len(), 64);
        assert_eq!(
            header("-- A.\n-- needs: ai/0001\n\n-- needs: no", "needs"),
            Some("ai/0001")
        );
        assert_eq!(header("-- A.\nx\n-- needs: no", "needs"), None);
    }
}
