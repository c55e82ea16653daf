//! Sessions through poolers. The module is marked as tests so that clippy lets what they share unwrap.

#[cfg(test)]
mod pgbouncer;
