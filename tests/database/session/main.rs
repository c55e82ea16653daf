//! Sessions against real servers: what they refuse, what they leave behind, how they end.
//!
//! The modules are marked as tests so that clippy lets what they share unwrap.

#[cfg(test)]
mod cancelled;
#[cfg(test)]
mod closed;
#[cfg(test)]
mod hostile;
#[cfg(test)]
mod opened;
#[cfg(test)]
mod reading;
#[cfg(test)]
mod refused;
#[cfg(test)]
mod statements;
#[cfg(test)]
mod writing;
