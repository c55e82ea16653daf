//! The value that a report of an audit is made from.

use chrono::{DateTime, Utc};
use provost_core::audit::Audit;
use provost_core::connections::Environment;
use serde::{Deserialize, Serialize};

/// An audit with what a reader needs to know about where it comes from.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct AuditReport {
    /// The title of the document.
    pub title: String,
    /// What was found.
    pub audit: Audit,
    /// What people call the connection.
    pub profile_name: String,
    /// What the database is for; none when a saved catalog was judged, which does not tell.
    pub environment: Option<Environment>,
    /// When the report was made. The document carries this date, also in its metadata.
    pub generated_at: DateTime<Utc>,
    /// The version of Provost.
    pub product_version: String,
}

impl AuditReport {
    /// A report with the usual title.
    #[must_use]
    pub fn new(
        audit: Audit,
        profile_name: impl Into<String>,
        environment: Option<Environment>,
        generated_at: DateTime<Utc>,
        product_version: impl Into<String>,
    ) -> Self {
        Self {
            title: format!("Database audit: {}", audit.subject.database),
            audit,
            profile_name: profile_name.into(),
            environment,
            generated_at,
            product_version: product_version.into(),
        }
    }
}
