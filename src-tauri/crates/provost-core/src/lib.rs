//! The nouns, rules and arithmetic of Provost: no input, no output, no clock.
//!
//! A module is a domain; the same word finds it in every layer. Each uses only those named before it:
//! `connections`, `catalog`, `audit`, `schema`, `overview`, `registry`, `metrics`, `drift`, `sample`, `reports`.

pub mod audit;
pub mod catalog;
pub mod connections;
pub mod drift;
pub mod metrics;
pub mod overview;
pub mod registry;
pub mod reports;
pub mod sample;
pub mod schema;
