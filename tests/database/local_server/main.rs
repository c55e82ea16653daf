//! The local server on real parts: real processes that are really killed, a disk that is really full.
//!
//! The modules are marked as tests so that clippy lets what they share unwrap.

#[cfg(test)]
mod application;
#[cfg(test)]
mod copies;
#[cfg(test)]
mod disk;
#[cfg(test)]
mod killed;
#[cfg(test)]
mod processes;
#[cfg(test)]
mod refusals;
#[cfg(test)]
mod seclusion;
#[cfg(test)]
mod stale;
