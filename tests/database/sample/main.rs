//! The sample company: what is in it, that it comes and goes whole, and that a seed and a day always make the same.
//!
//! The modules are marked as tests so that clippy lets what they share unwrap.

#[cfg(test)]
mod comes_and_goes;
#[cfg(test)]
mod company;
#[cfg(test)]
mod contents;
