//! The scales of plots: where they begin and end, and the marks that a person would choose.

pub(crate) mod numbers;
pub(crate) mod times;
pub(crate) mod wording;
