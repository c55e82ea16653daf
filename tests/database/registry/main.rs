//! The model registry against real servers: what is refused and why, who approves, what others may see.
//!
//! The modules are marked as tests so that clippy lets what they share unwrap.

#[cfg(test)]
mod absent;
#[cfg(test)]
mod aliases;
#[cfg(test)]
mod approval;
#[cfg(test)]
mod cards;
#[cfg(test)]
mod company;
#[cfg(test)]
mod deployments;
#[cfg(test)]
mod entered;
#[cfg(test)]
mod many;
#[cfg(test)]
mod mlflow;
#[cfg(test)]
mod refused;
#[cfg(test)]
mod report;
#[cfg(test)]
mod sources;
#[cfg(test)]
mod statements;
#[cfg(test)]
mod supabase;
#[cfg(test)]
mod switches;
