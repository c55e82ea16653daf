//! Short ways to ask a rule in tests, and what holds for every rule.

mod arbitrary;
mod every_rule;

use super::Rule;
use crate::audit::{Finding, Severity, Status};
use crate::catalog::Catalog;

impl Rule {
    /// Which of the six answers it gives.
    pub(crate) fn status(&self, catalog: &Catalog) -> Status {
        (self.check)(catalog).answer.status()
    }

    /// What it finds.
    pub(crate) fn findings(&self, catalog: &Catalog) -> Vec<Finding> {
        (self.check)(catalog).answer.findings().to_vec()
    }

    /// The severity of its worst finding; none where it finds nothing.
    pub(crate) fn worst(&self, catalog: &Catalog) -> Option<Severity> {
        (self.check)(catalog).answer.worst()
    }
}
