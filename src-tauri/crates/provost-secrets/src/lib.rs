//! The secrets of connections, in the keyring of the operating system and nowhere else.
//!
//! Nothing is ever written in the clear: where there is no keyring, a secret can be kept in memory until the
//! process ends. Every call blocks, for up to a minute when the system asks the person something; async code
//! calls from a blocking thread.

mod envelope;
mod error;
#[cfg(any(test, feature = "memory"))]
mod memory;
mod platform;
mod store;
mod worker;

pub use envelope::LONGEST_SECRET;
pub use error::{Absence, Error};
#[cfg(any(test, feature = "memory"))]
pub use memory::MemoryKeyring;
pub use platform::{Keyring, System};
pub use store::SecretStore;
