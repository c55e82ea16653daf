//! Personal data and secrets: what looks like it, who reaches it, where it goes, how long it stays.

pub(super) mod personal;
mod words;

use super::Rule;

pub(super) const RULES: &[Rule] = &[];
