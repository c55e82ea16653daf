//! Rules of this area.

use super::Rule;

pub(super) const RULES: &[Rule] = &[];
