//! Secrets in a real Secret Service, and what is left behind when there is none or the program is killed.
#![cfg(target_os = "linux")]

#[cfg(test)]
mod asking;
#[cfg(test)]
mod canary;
#[cfg(test)]
mod killed;
#[cfg(test)]
mod states;
#[cfg(test)]
mod used;
