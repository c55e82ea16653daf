//! What Provost can do, each use case once, for the window and for the command line.

pub mod audit;
pub mod charts;
pub mod connections;
pub mod drift;
pub mod environment;
mod error;
mod files;
pub mod metrics;
pub mod overview;
mod pictures;
pub mod plots;
pub mod registry;
pub mod reports;
pub mod sample;
pub mod schema;
mod secrets;
mod workspace;

pub use connections::{Connections, Opened};
pub use error::{AppError, ErrorKind};
pub use files::{read_file, write_file};
pub use pictures::Picture;
pub use provost_postgres::Database;
pub use provost_postgres::server::supervise;
pub use provost_reports::{AuditReport, ConsistencyFormat, Format, PictureFormat};
pub use workspace::{WORKSPACE, Workspace};
