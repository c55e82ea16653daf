//! The plots that the window shows, so that they can be drawn again at another size or of a part of their time, and saved.

use std::collections::VecDeque;
use std::sync::{Arc, Mutex, PoisonError};

use provost_app::AppError;
use provost_app::plots::Source;
use uuid::Uuid;

/// How many are kept: more than any screen shows.
const MOST: usize = 24;

/// The last plots that were drawn.
#[derive(Default)]
pub(crate) struct KeptPlots(Mutex<VecDeque<(Uuid, Arc<Source>)>>);

impl KeptPlots {
    /// Keeps a plot; its id.
    pub(crate) fn keep(&self, source: Arc<Source>) -> Uuid {
        let id = Uuid::new_v4();
        let mut kept = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        if kept.len() == MOST {
            kept.pop_front();
        }
        kept.push_back((id, source));
        id
    }

    /// A kept plot. What is used stays longest.
    pub(crate) fn find(&self, id: Uuid) -> Result<Arc<Source>, AppError> {
        let mut kept = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        let at = kept.iter().position(|(own, _)| *own == id);
        let Some(found) = at.and_then(|at| kept.remove(at)) else {
            return Err(AppError::NotFound(
                "This plot is no longer at hand. Read its values again.".to_owned(),
            ));
        };
        let source = Arc::clone(&found.1);
        kept.push_back(found);
        Ok(source)
    }
}
