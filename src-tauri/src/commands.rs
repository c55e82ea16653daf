//! What the window can call, a domain a module. A command takes its arguments, calls one use case, and words its failure.

pub(crate) mod application;
pub(crate) mod audit;
pub(crate) mod belongings;
pub(crate) mod comparison;
pub(crate) mod connections;
pub(crate) mod drift;
pub(crate) mod metrics;
pub(crate) mod migrations;
pub(crate) mod model_report;
pub(crate) mod overview;
pub(crate) mod pictures;
pub(crate) mod plots;
pub(crate) mod registry;
pub(crate) mod sample;
pub(crate) mod schema;
pub(crate) mod sources;
