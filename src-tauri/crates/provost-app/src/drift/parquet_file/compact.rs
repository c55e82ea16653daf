//! Thrift's compact form, walked over before anything is made of it.
//!
//! The crate `parquet` reserves what a file claims (children of a schema, sizes of pages) and follows a schema into itself as
//! deep as it goes, so a few bytes of a crafted file could end the program. What it will read is looked through here first, by
//! the same rules and with bounds.

use super::shapes::Shape;

/// How deep structures may stand within each other; those of Parquet are four deep.
const DEPTH: u8 = 16;

/// The largest number of a field; the crate cuts larger ones off, and would see another number.
const LARGEST: i64 = 0x7FFF;

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
            if !(1..=LARGEST).contains(&last) || seen.contains(&last) || seen.len() > 64 {
                return None;
            }
            seen.push(last);
            field(self, last, head & 0x0F)?;
        }
    }

    /// Steps over a value of a type that has to be of a shape.
    pub(super) fn shaped(&mut self, kind: u8, shape: &Shape) -> Option<()> {
        match (shape, kind) {
            (Shape::Truth, TRUE | FALSE) => Some(()),
            (Shape::Byte, 3) | (Shape::Double, 7) | (Shape::Bytes, 8) => self.skip(kind),
            (Shape::Short, 4) => i16::try_from(self.whole()?).ok().map(drop),
            (Shape::Whole, 5) => i32::try_from(self.whole()?).ok().map(drop),
            (Shape::Long, 6) => self.whole().map(drop),
            (Shape::List(shape), LIST) => {
                let (count, of) = self.list()?;
                (0..count).try_for_each(|_| self.shaped(of, shape))
            }
            (Shape::Structure(numbers), STRUCT) => self.structure(|inner, number, kind| {
                let known = numbers.iter().find(|(known, _)| *known == number);
                match known {
                    Some((_, shape)) => inner.shaped(kind, shape),
                    None => inner.skip(kind),
                }
            }),
            _ => None,
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
    fn a_value_has_the_shape_that_its_number_has() {
        use Shape::{Byte, Bytes, List, Long, Short, Structure, Truth, Whole};
        const SHAPE: Shape = Structure(&[
            (1, Whole),
            (2, List(&Structure(&[(1, Truth)]))),
            (3, Bytes),
            (4, Long),
            (5, Short),
            (6, Byte),
        ]);
        let shaped = |bytes: &[u8]| Compact::of(bytes).shaped(STRUCT, &SHAPE);
        let right = [
            0x15, 1, 0x19, 0x1C, 0x12, 0, 0x18, 1, b'a', 0x16, 1, 0x14, 1, 0x13, 1, 0x15, 1, 0,
        ];
        assert_eq!(shaped(&right), Some(()));
        for wrong in [
            // A long, a text and a truth for a whole number, and a whole number of 2^31.
            &[0x16, 1, 0][..],
            &[0x18, 1, b'a', 0],
            &[0x11, 0],
            &[0x15, 0x80, 0x80, 0x80, 0x80, 0x10, 0],
            // A text of one byte for a list, a list of whole numbers, a whole number for a truth, a list for a text.
            &[0x28, 1, b'a', 0],
            &[0x29, 0x15, 1, 0],
            &[0x29, 0x1C, 0x15, 1, 0, 0],
            &[0x39, 0x15, 1, 0],
        ] {
            assert_eq!(Compact::of(wrong).skip(STRUCT), Some(()), "{wrong:?}");
            assert_eq!(shaped(wrong), None, "{wrong:?}");
        }
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
            // The numbers 0, -1, 32,768 and 65,538, and one step beyond 32,767.
            &[0x05, 0, 1, 0],
            &[0x05, 1, 1, 0],
            &[0x05, 0x80, 0x80, 0x04, 1, 0],
            &[0x05, 0x84, 0x80, 0x08, 1, 0],
            &[0x05, 0xFE, 0xFF, 0x03, 1, 0x15, 1, 0],
        ] {
            assert_eq!(skip(wrong), None, "{wrong:?}");
        }
        assert_eq!(skip(&[0x05, 0xFE, 0xFF, 0x03, 1, 0]), Some(()));
        let nested = |depth: usize| [vec![0x1C; depth], vec![0; depth + 1]].concat();
        assert_eq!(skip(&nested(8)), Some(()));
        assert_eq!(skip(&nested(100_000)), None);
    }
}
