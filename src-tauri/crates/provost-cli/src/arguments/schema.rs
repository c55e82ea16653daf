//! The words of `provost schema`.

use clap::{Args, Subcommand, ValueEnum};
use provost_core::schema::{Adopt, Pack};

use super::{CompareArguments, ListFormat, MigrationsArguments, Source};

/// What can be done with the governance schema, and with any other.
#[derive(Subcommand)]
pub(crate) enum SchemaCommand {
    /// Tells which packs a database has, and which migrations are pending, altered or unknown.
    Status(StatusArguments),
    /// Shows what a change would do, with its SQL, and changes nothing.
    Plan(PlanArguments),
    /// Applies what is pending of packs and of those that they need: all of it or nothing.
    Apply(ApplyArguments),
    /// Takes packs back, newest migration first: all of it or nothing. Refuses to lose rows.
    Revert(RevertArguments),
    /// Reads a folder of another tool's migrations: its chain, what is wrong with it, and where a database stands on it.
    /// Runs none of them.
    Migrations(MigrationsArguments),
    /// Compares a database with what it should be, and writes the SQL of the way back. Changes nothing.
    Compare(Box<CompareArguments>),
}

/// What `provost schema status` takes.
#[derive(Args)]
pub(crate) struct StatusArguments {
    /// Which database.
    #[command(flatten)]
    pub(crate) source: Source,
    /// The form of the answer.
    #[arg(long, value_enum, default_value_t = ListFormat::Text)]
    pub(crate) format: ListFormat,
}

/// Which packs.
#[derive(Debug, Args)]
pub(crate) struct Packs {
    /// A pack; may be given several times. All packs when nothing is said.
    #[arg(long = "pack", value_name = "NAME", value_enum)]
    packs: Vec<PackWord>,
}

/// What becomes of tables that are there already.
#[derive(Debug, Clone, Copy, Args)]
pub(crate) struct AdoptArguments {
    /// Makes tables of the same names, which somebody else made, Provost's own where that changes no value.
    #[arg(long)]
    adopt: bool,
    /// The tenant of the rows in such tables, when they do not say it themselves.
    #[arg(long, value_name = "UUID", requires = "adopt")]
    tenant: Option<uuid::Uuid>,
}

/// What `provost schema plan` takes.
#[derive(Args)]
pub(crate) struct PlanArguments {
    /// Which database.
    #[command(flatten)]
    pub(crate) source: Source,
    /// Which packs.
    #[command(flatten)]
    pub(crate) packs: Packs,
    /// Plans to take the packs back instead.
    #[arg(long, conflicts_with = "adopt")]
    pub(crate) revert: bool,
    /// What becomes of tables that are there.
    #[command(flatten)]
    pub(crate) adopt: AdoptArguments,
    /// The form of the answer.
    #[arg(long, value_enum, default_value_t = ListFormat::Text)]
    pub(crate) format: ListFormat,
}

/// What `provost schema apply` takes.
#[derive(Args)]
pub(crate) struct ApplyArguments {
    /// Which database.
    #[command(flatten)]
    pub(crate) source: Source,
    /// Which packs.
    #[command(flatten)]
    pub(crate) packs: Packs,
    /// What becomes of tables that are there.
    #[command(flatten)]
    pub(crate) adopt: AdoptArguments,
    /// Confirms a change to a production database.
    #[arg(long)]
    pub(crate) yes: bool,
    /// The form of the answer.
    #[arg(long, value_enum, default_value_t = ListFormat::Text)]
    pub(crate) format: ListFormat,
}

/// What `provost schema revert` takes.
#[derive(Args)]
pub(crate) struct RevertArguments {
    /// Which database.
    #[command(flatten)]
    pub(crate) source: Source,
    /// Which packs.
    #[command(flatten)]
    pub(crate) packs: Packs,
    /// Lets the rows of the tables go with them.
    #[arg(long)]
    pub(crate) drop_rows: bool,
    /// Confirms a change to a production database.
    #[arg(long)]
    pub(crate) yes: bool,
    /// The form of the answer.
    #[arg(long, value_enum, default_value_t = ListFormat::Text)]
    pub(crate) format: ListFormat,
}

/// The packs as words.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
enum PackWord {
    /// Tenants, people, and who asks.
    Identity,
    /// Agents, models, deployments, embeddings.
    Ai,
    /// Lineage, quality, privacy, consent, metrics, drift, compliance.
    Governance,
    /// Training data, features, cost.
    Training,
    /// Second factors, sessions, audit logs, incidents.
    Security,
    /// Calendars, documents, tasks, conversations.
    Workspace,
}

impl Packs {
    /// Each pack once, in order; none for all.
    pub(crate) fn chosen(&self) -> Vec<Pack> {
        let mut packs: Vec<Pack> = self.packs.iter().map(|word| (*word).into()).collect();
        packs.sort_unstable();
        packs.dedup();
        packs
    }
}

impl From<AdoptArguments> for Adopt {
    fn from(arguments: AdoptArguments) -> Self {
        Self {
            allow: arguments.adopt,
            tenant: arguments.tenant,
        }
    }
}

impl From<PackWord> for Pack {
    fn from(word: PackWord) -> Self {
        match word {
            PackWord::Identity => Self::Identity,
            PackWord::Ai => Self::Ai,
            PackWord::Governance => Self::Governance,
            PackWord::Training => Self::Training,
            PackWord::Security => Self::Security,
            PackWord::Workspace => Self::Workspace,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_pack_has_its_word() {
        let words = PackWord::value_variants().iter();
        let packs: Vec<Pack> = words.clone().map(|word| (*word).into()).collect();
        assert_eq!(packs, Pack::ALL);
        for (word, pack) in words.zip(Pack::ALL) {
            assert_eq!(word.to_possible_value().unwrap().get_name(), pack.key());
        }
    }
}
