//! How an import is stopped, and what is said of it: nothing is called stopped that has happened.

use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};

/// Asks an import to stop, from anywhere.
#[derive(Debug, Clone, Default)]
pub struct Stop(Arc<Asked>);

#[derive(Debug, Default)]
struct Asked {
    asked: AtomicBool,
    adding: AtomicBool,
}

impl Stop {
    /// Asks for it. True when the rows are being added: then the import itself must be waited for, and its outcome says whether
    /// it was in time. Until then it may just be dropped.
    #[must_use]
    pub fn ask(&self) -> bool {
        self.0.asked.store(true, Ordering::SeqCst);
        self.0.adding.load(Ordering::SeqCst)
    }

    /// Says that rows are being added. False when it was asked to stop before.
    pub(super) fn begin_adding(&self) -> bool {
        self.0.adding.store(true, Ordering::SeqCst);
        !self.is_asked()
    }

    pub(super) fn is_asked(&self) -> bool {
        self.0.asked.load(Ordering::SeqCst)
    }
}
