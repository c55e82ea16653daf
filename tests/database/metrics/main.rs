//! Metrics over time against real servers: files with bad rows, what values come to, targets, costs, and who sees what.
//!
//! The modules are marked as tests so that clippy lets what they share unwrap.

#[cfg(test)]
mod answers;
#[cfg(test)]
mod company;
#[cfg(test)]
mod costs;
#[cfg(test)]
mod imports;
#[cfg(test)]
mod interrupted;
#[cfg(test)]
mod many;
#[cfg(test)]
mod rights;
#[cfg(test)]
mod targets;
