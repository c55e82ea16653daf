//! The rows of a backend as the driver gives them.

use provost_core::registry::mlflow::{InputRow, MetricRow, RunRow, VersionRow};
use sqlx::postgres::PgRow;
use sqlx::{FromRow, Row as _};

/// A row of the backend, read by the names of its columns.
pub(super) struct Read<T>(pub(super) T);

/// Reads the fields that are named from columns of the same names; what else a row has stays empty.
macro_rules! read {
    ($row:ident { $($field:ident),+ $(, ..$rest:expr)? }) => {
        impl<'r> FromRow<'r, PgRow> for Read<$row> {
            fn from_row(row: &'r PgRow) -> Result<Self, sqlx::Error> {
                Ok(Self($row {
                    $($field: row.try_get(stringify!($field))?,)+
                    $(..$rest)?
                }))
            }
        }
    };
}

read!(VersionRow {
    name,
    version,
    created,
    updated,
    description,
    user,
    stage,
    source,
    run,
    status,
    status_message,
    run_link,
    storage_location,
    ..VersionRow::default()
});
read!(RunRow {
    id,
    name,
    experiment,
    status,
    deleted,
    started,
    ended,
    user,
    entry_point,
    source_version,
    artifacts,
    ..RunRow::default()
});
read!(MetricRow {
    run,
    key,
    value,
    is_nan,
    at,
    step
});
read!(InputRow {
    input,
    dataset,
    name,
    digest,
    source_type,
    source,
    profile,
    context
});

/// One of the things that hang on a run, of which no more than some are read.
#[derive(FromRow)]
pub(super) struct OfRun<T> {
    pub(super) run: String,
    /// How many more there are than are read; below zero when there are fewer.
    pub(super) beyond: i64,
    #[sqlx(flatten)]
    pub(super) row: T,
}

/// A parameter or a tag.
#[derive(FromRow)]
pub(super) struct TextThere {
    pub(super) key: String,
    pub(super) value: Option<String>,
}

#[derive(FromRow)]
pub(super) struct LoggedThere {
    pub(super) id: String,
    pub(super) model_type: Option<String>,
    pub(super) run: Option<String>,
    pub(super) key: Option<String>,
    pub(super) value: Option<String>,
}
