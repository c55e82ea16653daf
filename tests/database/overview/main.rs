//! The first screen against real servers: every figure counted by hand, and what is told where something cannot be read.
//!
//! The modules are marked as tests so that clippy lets what they share unwrap.

#[cfg(test)]
mod absent;
#[cfg(test)]
mod company;
#[cfg(test)]
mod figures;
#[cfg(test)]
mod rights;
#[cfg(test)]
mod rows;
#[cfg(test)]
mod statements;
