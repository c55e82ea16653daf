//! The settings of poolers: against each other, and against what stands behind them.

use super::Shown;
use super::sayings::{Saying, apart, difference, sayings, texts};
use crate::audit::Severity;
use crate::schema::configuration::lines::{Line, Reach};
use crate::schema::configuration::{Aspect, Configuration, ConfigurationDifference, Target};

/// The settings that change how a program fares.
const COMPARED: [&str; 7] = [
    "pool_mode",
    "default_pool_size",
    "max_client_conn",
    "max_db_connections",
    "max_user_connections",
    "min_pool_size",
    "reserve_pool_size",
];

impl Shown<'_> {
    /// Poolers of different settings let the same program behave differently.
    pub(super) fn pools(&self, line: &Line) -> Option<ConfigurationDifference> {
        let differing: Vec<&str> = COMPARED
            .into_iter()
            .filter(|setting| {
                let values = texts(line, |target| target.pool.get(*setting).cloned());
                apart(&values).is_some()
            })
            .collect();
        let first = differing.first()?;
        let values = texts(line, |target| {
            let own: Vec<String> = differing
                .iter()
                .filter_map(|setting| Some(format!("{setting} {}", target.pool.get(*setting)?)))
                .collect();
            (!own.is_empty()).then(|| own.join(", "))
        });
        let severity = if *first == "pool_mode" {
            Severity::Medium
        } else {
            Severity::Low
        };
        let sayings = sayings(&values);
        let message = format!("Poolers are set differently: {}.", self.told(&sayings));
        Some(difference(Aspect::Pool, severity, sayings, message))
    }

    /// A pool that is larger than what is allowed behind it keeps clients waiting, or is refused by the server.
    pub(super) fn pools_too_large(&self, line: &Line) -> Vec<ConfigurationDifference> {
        let server = line.iter().find_map(|reach| {
            let allowed = |target: &&Target| number(target, "max_connections");
            Some((reach.file, reach.targets.iter().find_map(allowed)?))
        });
        let mut found = Vec::new();
        for reach in line {
            let sized = |target: &&&Target| pool_size(target).is_some();
            let Some(target) = reach.targets.iter().find(sized) else {
                continue;
            };
            found.extend(self.beyond_its_own(reach, target));
            found.extend(server.and_then(|server| self.beyond_the_server(reach, target, server)));
        }
        found
    }

    fn beyond_its_own(&self, reach: &Reach, target: &Target) -> Option<ConfigurationDifference> {
        let pool = pool_size(target)?;
        let most = number(target, "max_db_connections").filter(|most| pool > *most)?;
        let says = Saying {
            file: reach.file,
            text: format!("pool of {pool}, max_db_connections {most}"),
        };
        let message = format!(
            "{} gives a pool {pool} connections and allows the database {most}; the rest never opens.",
            self.called(reach.file)
        );
        Some(difference(Aspect::Pool, Severity::Low, vec![says], message))
    }

    fn beyond_the_server(
        &self,
        reach: &Reach,
        target: &Target,
        (server, allowed): (&Configuration, u32),
    ) -> Option<ConfigurationDifference> {
        let wanted = number(target, "max_db_connections").or_else(|| pool_size(target))?;
        if wanted <= allowed {
            return None;
        }
        let says = vec![
            Saying {
                file: reach.file,
                text: format!("{wanted} connections"),
            },
            Saying {
                file: server,
                text: format!("max_connections {allowed}"),
            },
        ];
        let message = format!(
            "{} opens up to {wanted} connections and {} allows {allowed}; the server refuses the rest.",
            self.called(reach.file),
            self.called(server)
        );
        Some(difference(Aspect::Pool, Severity::Medium, says, message))
    }
}

/// A size that is set; PgBouncer takes 0 for no limit.
fn number(target: &Target, setting: &str) -> Option<u32> {
    let size = target.pool.get(setting)?.parse().ok();
    size.filter(|count| *count > 0)
}

fn pool_size(target: &Target) -> Option<u32> {
    number(target, "pool_size").or_else(|| number(target, "default_pool_size"))
}
