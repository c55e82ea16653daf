//! Thrift's compact form, walked over before anything is made of it.
//!
//! The crate `parquet` reserves what a file claims (children of a schema, sizes of pages) and follows a schema into itself as
//! deep as it goes, so a few bytes of a crafted file could end the program. What it will read is looked through here first, by
//! the same rules and with bounds.

/// How deep structures may stand within each other; those of Parquet are four deep.
const DEPTH: u8 = 16;

const TRUE: u8 = 1;
const FALSE: u8 = 2;
const LIST: u8 = 9;
const STRUCT: u8 = 12;

/// Bytes that are walked over. Every step is `None` where the bytes end or are none of the form.
pub(super) struct Compact<'a> {
    rest: &'a [u8],
}

impl<'a> Compact<'a> {
    pub(super) const fn of(bytes: &'a [u8]) -> Self {
        Self { rest: bytes }
    }

    /// How many bytes are left.
    pub(super) const fn left(&self) -> usize {
        self.rest.len()
    }

    fn byte(&mut self) -> Option<u8> {
        let (first, rest) = self.rest.split_first()?;
        self.rest = rest;
        Some(*first)
    }

    fn number(&mut self) -> Option<u64> {
        let mut number = 0_u64;
        for shift in (0..64).step_by(7) {
            let byte = self.byte()?;
            number |= u64::from(byte & 0x7F) << shift;
            if byte < 0x80 {
                return Some(number);
            }
        }
        None
    }

    /// A whole number of a field.
    pub(super) fn whole(&mut self) -> Option<i64> {
        let number = self.number()?;
        Some((number >> 1).cast_signed() ^ -(number & 1).cast_signed())
    }

    /// How many structures a list of them claims; as many bytes at least must follow.
    pub(super) fn structures(&mut self) -> Option<usize> {
        let (count, of) = self.list()?;
        (of == STRUCT).then_some(count)
    }

    fn list(&mut self) -> Option<(usize, u8)> {
        let head = self.byte()?;
        let count = match head >> 4 {
            15 => usize::try_from(self.number()?).ok()?,
            few => usize::from(few),
        };
        (count <= self.rest.len()).then_some((count, head & 0x0F))
    }

    /// The fields of a structure: `field` is told the number and the type of each and takes its value. A number may come once.
    pub(super) fn structure(
        &mut self,
        mut field: impl FnMut(&mut Self, i64, u8) -> Option<()>,
    ) -> Option<()> {
        let mut seen: Vec<i64> = Vec::new();
        let mut last = 0_i64;
        loop {
            let head = self.byte()?;
            if head == 0 {
                return Some(());
            }
            last = match head >> 4 {
                0 => self.whole()?,
                step => last + i64::from(step),
            };
            if seen.contains(&last) || seen.len() > 64 {
                return None;
            }
            seen.push(last);
            field(self, last, head & 0x0F)?;
        }
    }

    /// Steps over a value of a type.
    pub(super) fn skip(&mut self, kind: u8) -> Option<()> {
        self.skip_within(kind, DEPTH)
    }

    fn skip_within(&mut self, kind: u8, depth: u8) -> Option<()> {
        let depth = depth.checked_sub(1)?;
        match kind {
            TRUE | FALSE => Some(()),
            3 => self.skip_bytes(1),
            4..=6 => self.number().map(drop),
            7 => self.skip_bytes(8),
            8 => {
                let length = usize::try_from(self.number()?).ok()?;
                self.skip_bytes(length)
            }
            LIST | 10 => {
                let (count, of) = self.list()?;
                // Readers differ in what a truth takes in a list, and Parquet has no such list where this looks.
                if of == TRUE || of == FALSE {
                    return None;
                }
                (0..count).try_for_each(|_| self.skip_within(of, depth))
            }
            STRUCT => self.structure(|inner, _, kind| inner.skip_within(kind, depth)),
            _ => None,
        }
    }

    fn skip_bytes(&mut self, count: usize) -> Option<()> {
        self.rest = self.rest.get(count..)?;
        Some(())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn fields_are_told_by_number_and_type() {
        // 1: i32 = -1, 3: binary "ab", 20: list of two i64, stop.
        let bytes = [0x15, 1, 0x28, 2, b'a', b'b', 0x09, 40, 0x26, 2, 4, 0];
        let mut fields = Vec::new();
        let mut compact = Compact::of(&bytes);
        let walked = compact.structure(|compact, number, kind| {
            fields.push((number, kind));
            compact.skip(kind)
        });
        assert_eq!(walked, Some(()));
        assert_eq!(fields, [(1, 5), (3, 8), (20, 9)]);
        assert_eq!(Compact::of(&[0x01]).whole(), Some(-1));
        assert_eq!(Compact::of(&[0xFE, 0x01]).whole(), Some(127));
    }

    #[test]
    fn what_ends_early_claims_too_much_or_stands_too_deep_is_told() {
        let skip = |bytes: &[u8]| Compact::of(bytes).skip(STRUCT);
        assert_eq!(skip(&[0]), Some(()));
        for wrong in [
            &[][..],
            &[0x15],
            // A text of 200 bytes, a list of 14 in two bytes, field 1 twice, a list of truths, a map.
            &[0x18, 0xC8, 0x01, b'a', 0],
            &[0x19, 0xE5, 1, 1, 0],
            &[0x15, 1, 0x05, 2, 1, 0],
            &[0x19, 0x21, 1, 1, 0],
            &[0x1B, 0, 0],
        ] {
            assert_eq!(skip(wrong), None, "{wrong:?}");
        }
        let nested = |depth: usize| [vec![0x1C; depth], vec![0; depth + 1]].concat();
        assert_eq!(skip(&nested(8)), Some(()));
        assert_eq!(skip(&nested(100_000)), None);
    }
}
