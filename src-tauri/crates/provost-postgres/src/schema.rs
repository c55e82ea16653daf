//! The governance schema: reading what a database has of its packs, and changing it.

mod adoption;
pub(crate) mod breaking;
mod chain;
mod change;
mod choice;
mod clauses;
mod draft;
mod extensions;
pub(crate) mod infrastructure;
mod lexing;
mod losses;
mod obstacles;
mod placing;
mod plan;
pub mod scratch;
mod scripts;
mod standing;
mod survey;
mod writing;

pub use breaking::breaking_rows;
pub use chain::{Recorded, recorded};
pub use change::{ChangeStep, Progress, apply, revert};
pub use infrastructure::infrastructure;
pub use placing::placed;
pub use plan::{plan_apply, plan_revert, status};
pub use scripts::{Migration, NeededExtension, scripts};

/// Every statement of this module that holds for any database, with the name of its file. The others are about tables of the
/// packs.
pub(crate) const STATEMENTS: &[(&str, &str)] = &[
    ("schema/surroundings.sql", survey::SURROUNDINGS),
    ("schema/owners.sql", survey::OWNERS),
    ("schema/extension.sql", survey::EXTENSION),
    ("schema/holding.sql", losses::HOLDING),
    ("schema/dependents.sql", losses::DEPENDENTS),
    ("schema/adoption/taken.sql", adoption::TAKEN),
    ("schema/adoption/columns.sql", adoption::COLUMNS),
    ("schema/adoption/constraints.sql", adoption::CONSTRAINTS),
    ("schema/adoption/indexes.sql", adoption::INDEXES),
    ("schema/lock.sql", change::LOCK),
    ("schema/chain/candidates.sql", chain::CANDIDATES),
    ("schema/chain/others.sql", chain::OTHERS),
];
