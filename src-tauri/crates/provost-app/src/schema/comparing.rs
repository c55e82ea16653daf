//! What a database should be against what it is.

use std::path::PathBuf;

use provost_core::catalog::Catalog;
use provost_core::connections::Profile;
use provost_core::schema::comparison::script::{ddl, script};
use provost_core::schema::comparison::{self, Change, Difference, ObjectId, ObjectKind, Options};
use provost_core::schema::{COMPARISON_REPORT_SCHEMA, ComparisonReport, ExpectedFrom};
use serde::Serialize;

use super::SchemaProgress;
use super::expecting::{ExpectedSource, Made, Making};
use crate::audit::{AuditProgress, read_catalog};
use crate::connections::Opened;
use crate::environment::Environment;
use crate::error::AppError;
use crate::secrets::blocking;

/// A comparison with both sides of it.
#[derive(Debug, Clone)]
pub struct Compared {
    /// The differences, and the way back.
    pub report: ComparisonReport,
    /// What the database should be.
    pub expected: Catalog,
    /// What it is.
    pub actual: Catalog,
    /// Where the expected state comes from, when that is a folder of migrations.
    pub migrations: Option<PathBuf>,
    /// The profile of the database that is expected, when that is another connection.
    pub other: Option<Profile>,
}

/// The statements that make one object on both sides, for reading.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[cfg_attr(feature = "bindings", derive(specta::Type))]
#[serde(rename_all = "camelCase")]
pub struct Definitions {
    /// As it should be; none where it is not expected, or cannot be told as one statement.
    pub expected: Option<String>,
    /// As it is; none where it is missing, or cannot be told as one statement.
    pub actual: Option<String>,
}

/// Compares a database with what it should be. The local server is started where the expected state is made on it.
///
/// # Errors
/// What reading either side can fail with; for SQL what it cannot be followed in, with the file and the line.
pub async fn compared(
    opened: &Opened,
    source: ExpectedSource,
    options: Options,
    environment: &Environment,
    progress: impl Fn(SchemaProgress) + Send + Sync,
) -> Result<Compared, AppError> {
    let reading = |step: AuditProgress| progress(of_reading("", step));
    let actual = read_catalog(&opened.database, reading).await?;
    let making = Making {
        opened,
        actual: &actual,
        environment,
        progress: &progress,
    };
    let made = Box::pin(making.expected(source)).await?;
    let options = of_packs(options, &made.from);
    let name = opened.profile.name.clone();
    progress(SchemaProgress {
        step: "Comparing".to_owned(),
        done: 1,
        total: 1,
    });
    blocking(move || judged(name, actual, made, &options)).await
}

/// Of our packs only their own schema is compared, unless somebody names others.
fn of_packs(mut options: Options, from: &ExpectedFrom) -> Options {
    if let (ExpectedFrom::Packs(schema), true) = (from, options.schemas.is_empty()) {
        options.schemas.push(schema.clone());
    }
    options
}

fn judged(name: String, actual: Catalog, made: Made, options: &Options) -> Compared {
    let expected = made.expected;
    let comparison = comparison::compare(&expected.catalog, &actual, options);
    let script = script(&expected.catalog, &actual, &comparison);
    Compared {
        report: ComparisonReport {
            schema: COMPARISON_REPORT_SCHEMA.to_owned(),
            name,
            taken_at: actual.taken_at,
            expected_from: made.from,
            comparison,
            script,
            not_compared: expected.not_compared,
            notes: expected.notes,
        },
        expected: expected.catalog,
        actual,
        migrations: made.migrations,
        other: made.other,
    }
}

impl Compared {
    /// How one object is made on both sides. A renamed one is looked up under the name that it has, and so is what hangs on
    /// a renamed table.
    #[must_use]
    pub fn definitions(&self, object: &ObjectId) -> Definitions {
        Definitions {
            expected: ddl(&self.expected, object),
            actual: ddl(&self.actual, &self.name_now(object)),
        }
    }

    fn name_now(&self, object: &ObjectId) -> ObjectId {
        let mut now = object.clone();
        if let Some(from) = self.renamed(object) {
            from.clone_into(&mut now.name);
        }
        let table = object.table.as_ref().map(|table| ObjectId {
            schema: object.schema.clone(),
            table: None,
            kind: ObjectKind::Table,
            name: table.clone(),
        });
        if let Some(from) = table.as_ref().and_then(|table| self.renamed(table)) {
            now.table = Some(from.to_owned());
        }
        now
    }

    fn renamed(&self, object: &ObjectId) -> Option<&str> {
        let mut differences = self.report.comparison.differences.iter();
        differences.find_map(|difference| match difference {
            Difference {
                object: one,
                change: Change::Renamed { from },
                ..
            } if one == object => Some(from.as_str()),
            _ => None,
        })
    }
}

pub(super) fn of_reading(of: &str, step: AuditProgress) -> SchemaProgress {
    SchemaProgress {
        step: format!("{}{of}", step.step),
        done: step.done,
        total: step.total,
    }
}
