//! What a database should be, from SQL that is run in a scratch database, against what it is.
//!
//! The modules are marked as tests so that clippy lets what they share unwrap.

#[cfg(test)]
mod debian;
#[cfg(test)]
mod definitions;
#[cfg(test)]
mod dumped;
#[cfg(test)]
mod expected;
#[cfg(test)]
mod hard_cases;
#[cfg(test)]
mod hostile;
#[cfg(test)]
mod lacking;
#[cfg(test)]
mod lines;
#[cfg(test)]
mod mutations;
#[cfg(test)]
mod pairs;
#[cfg(test)]
mod place;
#[cfg(test)]
mod published;
#[cfg(test)]
mod random;
#[cfg(test)]
mod renamed;
#[cfg(test)]
mod versions;
#[cfg(test)]
mod way_back;
