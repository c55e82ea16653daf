//! Reading live databases into catalogs, on PostgreSQL 16 and 18: each fact of a fixture, strange names, roles with few
//! rights, single changes, standbys, databases without an encoding.
//!
//! The modules are marked as tests so that clippy lets what they share unwrap.

#[cfg(test)]
mod changes;
#[cfg(test)]
mod databases;
#[cfg(test)]
mod lines;
#[cfg(test)]
mod names;
#[cfg(test)]
mod objects;
#[cfg(test)]
mod partitions;
#[cfg(test)]
mod privileges;
#[cfg(test)]
mod reading;
#[cfg(test)]
mod rights;
#[cfg(test)]
mod tables;
