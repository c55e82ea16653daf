//! The governance schema: which packs of tables there are, what a database has of them, and what a change would do.

mod adoption;
mod compared;
pub mod comparison;
pub mod configuration;
pub mod consistency;
mod expected;
pub mod history;
mod packs;
mod plan;
mod status;

pub use adoption::{Adopt, Adoption, AdoptionVerdict, ColumnComparison, ColumnVerdict};
pub use compared::{COMPARISON_REPORT_SCHEMA, ComparisonReport, ExpectedFrom};
pub use expected::{Expected, NotCompared, Part, PartKind, complete, supabase};
pub use packs::Pack;
pub use plan::{Applied, AppliedStep, Direction, Loss, Plan, PlannedMigration};
pub use status::{
    MigrationState, MigrationStatus, Obstacle, ObstacleKind, PackState, PackStatus, SchemaStatus,
};

/// The form of [`SchemaStatus`] as JSON.
pub const STATUS_SCHEMA: &str = "provost.schema-status/1";
/// The form of [`Plan`] as JSON.
pub const PLAN_SCHEMA: &str = "provost.schema-plan/1";
/// The form of [`Applied`] as JSON.
pub const APPLIED_SCHEMA: &str = "provost.schema-applied/1";
