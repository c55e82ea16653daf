//! Kept drift on real servers: what is written, by whom, what is refused, and what stays.
//!
//! The modules are marked as tests so that clippy lets what they share unwrap.

#[cfg(test)]
mod asked;
#[cfg(test)]
mod company;
#[cfg(test)]
mod kept;
#[cfg(test)]
mod refused;
#[cfg(test)]
mod statements;
