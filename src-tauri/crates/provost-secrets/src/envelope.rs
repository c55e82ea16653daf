//! How a secret lies in the keyring: base64 of `v1`, its length, its bytes and their CRC-32.
//!
//! Base64 because `KWallet` keeps only text; the length and the sum because a store may cut or alter a value and
//! a wrong password sent to a server counts as a failed login there.

use base64::{Engine, engine::general_purpose::STANDARD};
use provost_core::connections::Secret;
use zeroize::Zeroizing;

use crate::Error;

const VERSION: &[u8; 2] = b"v1";
const LENGTH_BYTES: usize = 4;
const SUM_BYTES: usize = 4;
const OVERHEAD: usize = VERSION.len() + LENGTH_BYTES + SUM_BYTES;

/// A stored value stays below this, so that every platform takes it: Windows has the least room, 2,560 bytes.
const STORED_BYTES: usize = 1_900;

/// The most bytes that a secret may have.
pub const LONGEST_SECRET: usize = (STORED_BYTES - 1) / 4 * 3 - OVERHEAD;

/// The value to store for a secret.
pub(crate) fn seal(secret: &Secret) -> Result<Zeroizing<Vec<u8>>, Error> {
    let bytes = secret.reveal().as_bytes();
    let length = u32::try_from(bytes.len())
        .ok()
        .filter(|_| bytes.len() <= LONGEST_SECRET)
        .ok_or(Error::TooLong { bytes: bytes.len() })?;
    // Room for all of it at once: a vector that grows leaves copies behind.
    let mut plain = Zeroizing::new(Vec::with_capacity(OVERHEAD + bytes.len()));
    plain.extend_from_slice(VERSION);
    plain.extend_from_slice(&length.to_be_bytes());
    plain.extend_from_slice(bytes);
    plain.extend_from_slice(&crc32fast::hash(bytes).to_be_bytes());
    let mut stored = Zeroizing::new(vec![0; plain.len().div_ceil(3) * 4]);
    let written = STANDARD
        .encode_slice(plain.as_slice(), &mut stored)
        .map_err(|_| Error::TooLong { bytes: bytes.len() })?;
    stored.truncate(written);
    Ok(stored)
}

/// The secret of a stored value.
pub(crate) fn open(stored: &[u8]) -> Result<Secret, Error> {
    let mut plain = Zeroizing::new(vec![0; stored.len().div_ceil(4) * 3]);
    let length = STANDARD
        .decode_slice(stored, &mut plain)
        .map_err(|_| Error::Damaged)?;
    plain.truncate(length);
    let body = plain
        .strip_prefix(VERSION.as_slice())
        .ok_or(Error::Damaged)?;
    let (length, body) = body
        .split_first_chunk::<LENGTH_BYTES>()
        .ok_or(Error::Damaged)?;
    let (bytes, sum) = body.split_last_chunk::<SUM_BYTES>().ok_or(Error::Damaged)?;
    let whole = usize::try_from(u32::from_be_bytes(*length)) == Ok(bytes.len())
        && crc32fast::hash(bytes) == u32::from_be_bytes(*sum);
    if !whole {
        return Err(Error::Damaged);
    }
    let text = std::str::from_utf8(bytes).map_err(|_| Error::Damaged)?;
    Ok(Secret::new(text.to_owned()))
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    #[test]
    fn the_longest_secret_fits_and_one_more_byte_does_not() {
        let stored = seal(&Secret::new("x".repeat(LONGEST_SECRET))).unwrap();
        assert!(stored.len() < STORED_BYTES, "{}", stored.len());
        let longer = seal(&Secret::new("x".repeat(LONGEST_SECRET + 1)));
        assert_eq!(
            longer,
            Err(Error::TooLong {
                bytes: LONGEST_SECRET + 1
            })
        );
    }

    #[test]
    fn what_another_program_stored_is_not_taken_for_a_secret() {
        for foreign in [
            b"".as_slice(),
            b"hunter2",
            b"djE=",
            b"\xff\xfe",
            b"djEAAAAA",
        ] {
            assert_eq!(open(foreign), Err(Error::Damaged), "{foreign:?}");
        }
    }

    proptest! {
        #[test]
        fn what_is_sealed_opens(text in "\\PC{0,60}|[\0-\u{ff}]{0,60}") {
            let secret = Secret::new(text);
            prop_assert_eq!(open(&seal(&secret).unwrap()), Ok(secret));
        }

        #[test]
        fn any_altered_byte_is_noticed(text in ".{0,20}", at in any::<prop::sample::Index>(), flip in 1_u8..) {
            let mut stored = seal(&Secret::new(text)).unwrap();
            let at = at.index(stored.len());
            stored[at] ^= flip;
            prop_assert_eq!(open(&stored), Err(Error::Damaged));
        }

        #[test]
        fn a_cut_value_is_noticed(text in ".{0,20}", at in any::<prop::sample::Index>()) {
            let stored = seal(&Secret::new(text)).unwrap();
            let at = at.index(stored.len());
            prop_assert_eq!(open(&stored[..at]), Err(Error::Damaged));
        }
    }
}
