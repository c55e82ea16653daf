//! A comparison as long as the window may ask for parts of it.

use std::sync::Arc;

use provost_app::schema::Compared;
use provost_core::connections::{Environment, ProfileId};
use uuid::Uuid;

/// A comparison that was made in this run.
pub(crate) struct KeptComparison {
    /// Names it among those of this run.
    pub(crate) id: Uuid,
    /// Whose database was compared.
    pub(crate) connection: ProfileId,
    /// What that connection is for.
    pub(crate) environment: Environment,
    /// Both sides and how they differ.
    pub(crate) compared: Arc<Compared>,
}
