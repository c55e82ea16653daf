//! The footer of a Parquet file: its schema, and where the values stand.

use std::fs::File;
use std::io::{Read, Seek, SeekFrom};

use parquet::file::metadata::{ParquetMetaData, ParquetMetaDataReader};

use super::super::faults::{Fault, MOST_COLUMNS};
use super::compact::Compact;
use super::shapes;

/// What a Parquet file begins and ends with.
pub(in super::super) const MAGIC: &[u8] = b"PAR1";

/// How one ends whose footer is encrypted.
const ENCRYPTED: &[u8] = b"PARE";

/// The length of the footer and the magic bytes behind it.
const TAIL: u64 = 8;

/// The most bytes of a footer: one of 100 columns in 1,000 groups of rows has about ten million.
const FOOTER: u64 = 32 << 20;

/// The most elements of a schema: each column, and what stands around it.
const ELEMENTS: usize = 4 * MOST_COLUMNS;

/// How deep columns may stand within each other.
const DEPTH: usize = 32;

/// The most groups of rows.
const GROUPS: usize = 1 << 16;

/// Reads the footer.
pub(super) fn read(file: &mut File) -> Result<ParquetMetaData, Fault> {
    let length = file.seek(SeekFrom::End(0)).map_err(|_| Fault::Cut)?;
    let least = TAIL + 4;
    let tail = length
        .checked_sub(TAIL)
        .filter(|_| length >= least)
        .ok_or(Fault::Cut)?;
    let tail = bytes(file, tail, TAIL)?;
    let (size, magic) = tail.split_at(4);
    if magic == ENCRYPTED {
        return Err(Fault::Encrypted);
    }
    if magic != MAGIC {
        return Err(Fault::Cut);
    }
    let size = size
        .iter()
        .rev()
        .fold(0_u64, |size, byte| size << 8 | u64::from(*byte));
    if size > FOOTER {
        return Err(Fault::Footer { most: FOOTER });
    }
    let start = length.checked_sub(TAIL + size).ok_or(Fault::Cut)?;
    let footer = bytes(file, start, size)?;
    looked_through(&footer)?;
    ParquetMetaDataReader::decode_metadata(&footer).map_err(|error| Fault::damaged(&error))
}

fn bytes(file: &mut File, start: u64, count: u64) -> Result<Vec<u8>, Fault> {
    let mut bytes = Vec::new();
    file.seek(SeekFrom::Start(start)).map_err(|_| Fault::Cut)?;
    let read = file.take(count).read_to_end(&mut bytes);
    match read.map(u64::try_from) {
        Ok(Ok(read)) if read == count => Ok(bytes),
        _ => Err(Fault::Cut),
    }
}

/// Whether a footer has the shape of one, and claims no more than it holds.
fn looked_through(footer: &[u8]) -> Result<(), Fault> {
    Compact::of(footer)
        .shaped(12, &shapes::FILE)
        .ok_or_else(|| Fault::Damaged("its footer is none".to_owned()))?;
    let mut fault = None;
    let mut note = |wrong: Fault| {
        fault = Some(wrong);
        None
    };
    let walked = Compact::of(footer).structure(|compact, number, kind| match (number, kind) {
        (2, 9) => {
            let count = compact.structures()?;
            if count > ELEMENTS {
                return note(Fault::Columns {
                    found: count,
                    most: MOST_COLUMNS,
                });
            }
            schema(compact, count)
        }
        (4, 9) => {
            let count = compact.structures()?;
            if count > GROUPS {
                return note(Fault::Groups { most: GROUPS });
            }
            (0..count).try_for_each(|_| compact.skip(12))
        }
        _ => compact.skip(kind),
    });
    match (walked, fault) {
        (_, Some(fault)) => Err(fault),
        (None, None) => Err(Fault::Damaged("its footer is none".to_owned())),
        (Some(()), None) => Ok(()),
    }
}

/// Walks over the elements of a schema, each before its children.
fn schema(compact: &mut Compact<'_>, count: usize) -> Option<()> {
    // How many children are still to come, of each element that stands around the next one.
    let mut around: Vec<usize> = Vec::new();
    for at in 0..count {
        if at > 0 && around.is_empty() {
            return None;
        }
        let mut children = 0;
        compact.structure(|compact, number, kind| match (number, kind) {
            (5, 5) => {
                children = usize::try_from(compact.whole()?).ok()?;
                Some(())
            }
            (5, _) => None,
            _ => compact.skip(kind),
        })?;
        if children > count {
            return None;
        }
        if let Some(last) = around.last_mut() {
            *last = last.checked_sub(1)?;
        }
        around.push(children);
        while around.last() == Some(&0) {
            around.pop();
        }
        if around.len() > DEPTH {
            return None;
        }
    }
    around.is_empty().then_some(())
}

#[cfg(test)]
mod tests {
    use super::*;

    /// A footer of version 2 whose schema has these numbers of children, element by element.
    fn footer(children: &[u8]) -> Vec<u8> {
        let mut bytes = vec![0x15, 4, 0x19, 0xFC];
        bytes.push(u8::try_from(children.len()).unwrap());
        for count in children {
            // 4: the name, 5: the children.
            bytes.extend([0x48, 1, b'a', 0x15, 2 * count, 0]);
        }
        bytes.push(0);
        bytes
    }

    #[test]
    fn a_schema_has_the_children_that_it_claims_and_is_not_endlessly_deep() {
        assert!(looked_through(&footer(&[2, 0, 1, 0])).is_ok());
        assert!(looked_through(&footer(&[[1; 20].as_slice(), &[0]].concat())).is_ok());
        for wrong in [
            &[60][..],
            &[2, 0],
            &[1, 0, 0],
            &[[1; 40].as_slice(), &[0]].concat(),
        ] {
            assert!(looked_through(&footer(wrong)).is_err(), "{wrong:?}");
        }
    }

    #[test]
    fn what_is_read_as_a_schema_is_looked_through_as_one() {
        let deep = footer(&[[1; 40].as_slice(), &[0]].concat());
        // The number 65,538, of which the crate makes 2; a text, of which it makes the list that stands in it.
        let hidden = [&[0x15, 4, 0x09, 0x84, 0x80, 0x08], &deep[3..]].concat();
        let text = [&[0x15, 4, 0x18], &deep[3..]].concat();
        let children = [
            0x15, 4, 0x19, 0x1C, 0x48, 1, b'a', 0x05, 0x8A, 0x80, 0x08, 2, 0, 0,
        ];
        for wrong in [&hidden[..], &text, &children] {
            assert!(looked_through(wrong).is_err(), "{wrong:?}");
        }
    }
}
