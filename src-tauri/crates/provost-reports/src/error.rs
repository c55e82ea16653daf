//! Why a report could not be made.

/// A report could not be made. None of these depends on the database: they are faults of the program or of the machine.
#[derive(Debug, thiserror::Error)]
pub enum Error {
    /// A chart could not be drawn.
    #[error(transparent)]
    Chart(#[from] provost_plots::Error),
    /// The HTML template failed.
    #[error("the HTML report could not be written: {0}")]
    Html(#[from] askama::Error),
    /// A value could not be written as JSON.
    #[error("the report could not be written as JSON: {0}")]
    Json(#[from] serde_json::Error),
    /// Typesetting failed, or the document would break a rule of PDF/A or PDF/UA.
    #[error("the PDF report could not be typeset: {reason}")]
    Pdf {
        /// What the typesetter said.
        reason: String,
    },
    /// A picture could not be painted.
    #[error("the picture could not be painted: {reason}")]
    Picture {
        /// What the painter said.
        reason: String,
    },
}
