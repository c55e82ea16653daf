//! How long the lists of a page are, before its values are made.

use parquet::basic::Encoding;
use parquet::column::page::Page;

/// The most values of a row. Longer than this no list is compared, and so many rows are read at once that all stay small.
pub(super) const LONGEST: usize = 1 << 16;

/// Goes over the levels of a page at which rows begin (runs of one bit, as Parquet's RLE hybrid has them). `length` is how long
/// the row is that the page before ended in, and is carried on. `None` where a row is longer than [`LONGEST`], or the levels are
/// none.
pub(super) fn walk(page: &Page, length: &mut usize) -> Option<()> {
    let (levels, values) = match page {
        Page::DataPage {
            buf,
            num_values,
            rep_level_encoding: Encoding::RLE,
            ..
        } => {
            let (size, rest) = buf.split_first_chunk()?;
            let size = usize::try_from(u32::from_le_bytes(*size)).ok()?;
            (rest.get(..size)?, *num_values)
        }
        Page::DataPageV2 {
            buf,
            num_values,
            rep_levels_byte_len,
            ..
        } => {
            let size = usize::try_from(*rep_levels_byte_len).ok()?;
            (buf.get(..size)?, *num_values)
        }
        _ => return None,
    };
    runs(levels, usize::try_from(values).ok()?, length)
}

fn runs(mut levels: &[u8], mut left: usize, length: &mut usize) -> Option<()> {
    while left > 0 {
        let head = head(&mut levels)?;
        // The crate cuts larger counts off, and would see other runs.
        let count = u32::try_from(head >> 1).ok()?;
        let count = usize::try_from(count.checked_mul(8)?).ok()? / 8;
        if count == 0 {
            return None;
        }
        if head & 1 == 0 {
            let (value, rest) = levels.split_first()?;
            levels = rest;
            let count = count.min(left);
            *length = match value {
                0 => 1,
                _ => length.saturating_add(count),
            };
            left -= count;
        } else {
            let (bytes, rest) = levels.split_at_checked(count.min(levels.len()))?;
            levels = rest;
            for byte in bytes {
                let bits = left.min(8);
                for bit in 0..bits {
                    *length = if byte >> bit & 1 == 0 { 1 } else { *length + 1 };
                    if *length > LONGEST {
                        return None;
                    }
                }
                left -= bits;
            }
        }
        if *length > LONGEST {
            return None;
        }
    }
    Some(())
}

/// The head of a run, and the levels behind it.
fn head(levels: &mut &[u8]) -> Option<u64> {
    let mut head = 0_u64;
    for shift in (0..64).step_by(7) {
        let (byte, rest) = levels.split_first()?;
        *levels = rest;
        head |= u64::from(byte & 0x7F) << shift;
        if *byte < 0x80 {
            return Some(head);
        }
    }
    None
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_row_that_is_too_long_is_found_in_runs_and_bits_and_over_pages() {
        // One row of three: a run of one 0, a run of two 1; then bits 0,1,1,0,1,1,1,1.
        let mut length = 0;
        let levels = [2, 0, 4, 1, 3, 0b1111_0110];
        assert_eq!(runs(&levels, 11, &mut length), Some(()));
        assert_eq!(length, 5);
        // A run of 65,532 (131,064 as a head) goes on with it, and is too long by one.
        let more = [0xF8, 0xFF, 0x07, 1];
        assert_eq!(runs(&more, 65_531, &mut { length }), Some(()));
        assert_eq!(runs(&more, 65_532, &mut length), None);
        // 65,540 bits of 1, and what ends early or holds nothing.
        let bits = [&[0x83, 0x80, 0x01][..], &[0xFF; 8193]].concat();
        assert_eq!(runs(&bits, 65_536, &mut 0), Some(()));
        assert_eq!(runs(&bits, 65_537, &mut 0), None);
        // An empty run of 0, and one whose count is 1 when it is cut off.
        let cut = [0x82, 0x80, 0x80, 0x80, 0x20, 0];
        for wrong in [&[][..], &[2], &[1], &[0, 0, 2, 1], &cut, &[0x80; 11]] {
            assert_eq!(runs(wrong, 1, &mut 0), None, "{wrong:?}");
        }
    }
}
