//! The program `provost` as a person or a CI runs it: its words, its answers, its exit status, what it writes.
//!
//! `cargo build -p provost-cli` comes first; `make test` does both. The modules are marked as tests so that clippy lets
//! what they share unwrap.
#![cfg(target_os = "linux")]

#[cfg(test)]
mod catalogs;
#[cfg(test)]
mod compare;
#[cfg(test)]
mod compare_refused;
#[cfg(test)]
mod compare_report;
#[cfg(test)]
mod deployed;
#[cfg(test)]
mod drift;
#[cfg(test)]
mod entered;
#[cfg(test)]
mod forms;
#[cfg(test)]
mod kept;
#[cfg(test)]
mod metrics;
#[cfg(test)]
mod migrations;
#[cfg(test)]
mod mlflow;
#[cfg(test)]
mod model_report;
#[cfg(test)]
mod overview;
#[cfg(test)]
mod person;
#[cfg(test)]
mod refused;
#[cfg(test)]
mod registry;
#[cfg(test)]
mod rights;
#[cfg(test)]
mod sample;
#[cfg(test)]
mod schema;
#[cfg(test)]
mod surroundings;
#[cfg(test)]
mod workspace;
