//! How far a reading has come.

use std::sync::atomic::{AtomicUsize, Ordering};

/// A part of a reading that has just ended.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct ReadingStep {
    /// What was read, in words for a person.
    pub part: &'static str,
    /// How many parts are read now.
    pub done: usize,
    /// How many there are.
    pub total: usize,
}

/// The parts of a reading; a test counts them.
const PARTS: usize = 12;

/// Counts parts as they end, whatever line they are read on.
pub(super) struct Progress<'a> {
    tell: &'a (dyn Fn(ReadingStep) + Send + Sync),
    done: AtomicUsize,
}

impl<'a> Progress<'a> {
    /// Tells `tell` after each part.
    pub(super) fn new(tell: &'a (dyn Fn(ReadingStep) + Send + Sync)) -> Self {
        Self {
            tell,
            done: AtomicUsize::new(0),
        }
    }

    /// Says that a part has ended.
    pub(super) fn finished(&self, part: &'static str) {
        let done = self.done.fetch_add(1, Ordering::Relaxed) + 1;
        (self.tell)(ReadingStep {
            part,
            done,
            total: PARTS,
        });
    }
}
