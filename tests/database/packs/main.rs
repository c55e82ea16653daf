//! What must hold for every table of every pack. The tests read the tables from the catalog, so that a new table cannot be
//! forgotten.
//!
//! The modules are marked as tests so that clippy lets what they share unwrap.

#[cfg(test)]
mod catalogs;
#[cfg(test)]
mod design;
#[cfg(test)]
mod emptied;
#[cfg(test)]
mod held;
#[cfg(test)]
mod installed;
#[cfg(test)]
mod judged;
#[cfg(test)]
mod measured;
#[cfg(test)]
mod production;
#[cfg(test)]
mod refusals;
#[cfg(test)]
mod registry;
#[cfg(test)]
mod requests;
#[cfg(test)]
mod rights;
#[cfg(test)]
mod seeds;
#[cfg(test)]
mod supabase;
#[cfg(test)]
mod temporary;
#[cfg(test)]
mod tenants;
#[cfg(test)]
mod training;
#[cfg(test)]
mod watched;
#[cfg(test)]
mod workspace;
