//! The packs in real databases: what is there, what a change would do, what it does, and what it refuses.
//!
//! The modules are marked as tests so that clippy lets what they share unwrap.

#[cfg(test)]
mod applied;
#[cfg(test)]
mod foreign;
#[cfg(test)]
mod history;
#[cfg(test)]
mod measured;
#[cfg(test)]
mod names;
#[cfg(test)]
mod place;
#[cfg(test)]
mod refused;
#[cfg(test)]
mod reverted;
#[cfg(test)]
mod standby;
#[cfg(test)]
mod together;
