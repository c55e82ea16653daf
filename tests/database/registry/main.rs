//! The model registry against real servers.
//!
//! The modules are marked as tests so that clippy lets what they share unwrap.

#[cfg(test)]
mod mlflow;
