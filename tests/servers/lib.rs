//! The servers that the tests start.

pub mod clean;
pub mod company;
pub mod desktop;
pub mod local;
pub mod mock;
pub mod pgbouncer;
pub mod plain;
pub mod profile;
#[cfg(target_os = "linux")]
pub mod secret_service;
pub mod statements;
pub mod tls;
pub mod unprivileged;
pub mod wiretap;
