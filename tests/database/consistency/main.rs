//! What is asked of live databases for the consistency report.
//!
//! The modules are marked as tests so that clippy lets what they share unwrap.

#[cfg(test)]
mod breaking;
#[cfg(test)]
mod evidence;
#[cfg(test)]
mod flooded;
#[cfg(test)]
mod hostile;
#[cfg(test)]
mod infrastructure;
#[cfg(test)]
mod place;
#[cfg(test)]
mod pooled;
#[cfg(test)]
mod seed004;
#[cfg(test)]
mod shapes;
