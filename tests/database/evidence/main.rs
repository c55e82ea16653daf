//! What an audit gives to be run on a live database: the SQL that shows a finding, and the SQL that mends it.
//!
//! The modules are marked as tests so that clippy lets what they share unwrap.

#[cfg(test)]
mod bad;
#[cfg(test)]
mod fixes;
#[cfg(test)]
mod shown;
