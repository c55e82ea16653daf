//! What is told beside a version that is to go to production or went there.

use provost_app::AppError;
use provost_app::drift;
use provost_app::registry::Acting;
use provost_core::drift::DriftList;
use provost_core::registry::{ModelPage, Stage};
use serde::Serialize;

use crate::arguments::ListFormat;
use crate::audit_text::shown;
use crate::output::width;
use crate::registry::written;
use crate::registry_text::page_text;

/// A page with its notes, which refuse nothing.
#[derive(Serialize)]
struct Noted<'a> {
    #[serde(flatten)]
    page: &'a ModelPage,
    notes: Vec<String>,
}

/// The page of a version on its way to a stage, in the form that was asked for.
pub(crate) async fn noted(
    format: ListFormat,
    acting: &Acting,
    page: &ModelPage,
    to: Stage,
) -> Result<String, AppError> {
    let mut notes = Vec::new();
    if to == Stage::Production {
        // What was asked for is done: that this cannot be read is no failure of it.
        let list = drift::list(acting, Some(page.version.id), false).await;
        notes.extend(uncompared(list.as_ref().map_err(ToString::to_string)));
    }
    let told = Noted { page, notes };
    written(format, &told, |told| {
        let mut text = page_text(told.page, width());
        for note in &told.notes {
            text.push_str("\nNote: ");
            text.push_str(&shown(note));
            text.push('\n');
        }
        text
    })
}

/// That a version was never compared, or that this is not known.
fn uncompared(list: Result<&DriftList, String>) -> Option<String> {
    let reason = match list {
        Ok(list) => match &list.hindrance {
            Some(reason) => reason.clone(),
            None if list.total_runs > 0 => return None,
            None => {
                return Some(
                    "No comparison of this version is on record. `provost drift compare --write --model` keeps one."
                        .to_owned(),
                );
            }
        },
        Err(error) => error,
    };
    Some(format!(
        "Whether this version was ever compared cannot be read: {reason}"
    ))
}
