//! Small files that claim much, written here byte by byte (`parquet.thrift`, and Thrift's compact form).

use super::*;

/// A field of a structure: its number, the type and the value.
type Field = (i64, u8, Vec<u8>);

fn varint(mut number: u64) -> Vec<u8> {
    let mut bytes = Vec::new();
    while number >= 0x80 {
        bytes.push(u8::try_from(number & 0x7F).unwrap() | 0x80);
        number >>= 7;
    }
    bytes.push(u8::try_from(number).unwrap());
    bytes
}

fn whole(number: i64) -> Vec<u8> {
    varint(((number << 1) ^ (number >> 63)).cast_unsigned())
}

fn i32(number: i64, value: i64) -> Field {
    (number, 5, whole(value))
}

fn i64(number: i64, value: i64) -> Field {
    (number, 6, whole(value))
}

fn text(number: i64, value: &str) -> Field {
    let bytes = [varint(value.len().try_into().unwrap()), value.into()].concat();
    (number, 8, bytes)
}

fn list(number: i64, of: u8, items: &[Vec<u8>]) -> Field {
    let head = u8::try_from(items.len()).unwrap() << 4 | of;
    (number, 9, [vec![head], items.concat()].concat())
}

fn structure(fields: &[Field]) -> Vec<u8> {
    let mut bytes = Vec::new();
    for (number, kind, value) in fields {
        bytes.push(*kind);
        bytes.extend(whole(*number));
        bytes.extend(value);
    }
    bytes.push(0);
    bytes
}

/// What is claimed of a page that is not packed.
fn page(kind: i64, body: &[u8], more: &[Field]) -> Vec<u8> {
    let size = i64::try_from(body.len()).unwrap();
    let header = [&[i32(1, kind), i32(2, size), i32(3, size)], more].concat();
    [structure(&header), body.to_vec()].concat()
}

fn dictionary(body: &[u8], values: i64) -> Vec<u8> {
    let head = structure(&[i32(1, values), i32(2, 0)]);
    page(2, body, &[(7, 12, head)])
}

/// Values in an encoding; their levels in runs.
fn data(body: &[u8], values: i64, encoding: i64) -> Vec<u8> {
    let head = structure(&[i32(1, values), i32(2, encoding), i32(3, 3), i32(4, 3)]);
    page(0, body, &[(5, 12, head)])
}

/// A file of one column in one group of `rows` rows.
struct File {
    /// Of the column in the schema, beside its name.
    column: Vec<Field>,
    dictionary: Vec<u8>,
    data: Vec<u8>,
    rows: i64,
    offset: i64,
}

impl File {
    /// One whole number.
    fn one() -> Self {
        Self {
            column: vec![i32(1, 2), i32(3, 0)],
            dictionary: Vec::new(),
            data: data(&[0; 8], 1, 0),
            rows: 1,
            offset: 4,
        }
    }

    fn bytes(&self) -> Vec<u8> {
        let body = [self.dictionary.as_slice(), &self.data].concat();
        let size = i64::try_from(body.len()).unwrap();
        let of = self.column[0].2.clone();
        let mut column = vec![
            (1, 5, of),
            list(2, 5, &[whole(0)]),
            list(3, 8, &[text(0, "a").2]),
            i32(4, 0),
            i64(5, self.rows),
            i64(6, size),
            i64(7, size),
            i64(
                9,
                self.offset + i64::try_from(self.dictionary.len()).unwrap(),
            ),
        ];
        if !self.dictionary.is_empty() {
            column.push(i64(11, self.offset));
        }
        let chunk = structure(&[i64(2, 4), (3, 12, structure(&column))]);
        let group = structure(&[list(1, 12, &[chunk]), i64(2, size), i64(3, self.rows)]);
        let leaf = [self.column.as_slice(), &[text(4, "a")]].concat();
        let schema = [structure(&[text(4, "s"), i32(5, 1)]), structure(&leaf)];
        let footer = structure(&[
            i32(1, 2),
            list(2, 12, &schema),
            i64(3, self.rows),
            list(4, 12, &[group]),
        ]);
        let size = u32::try_from(footer.len()).unwrap().to_le_bytes();
        [b"PAR1", body.as_slice(), &footer, &size, b"PAR1"].concat()
    }

    fn on_disk(&self) -> tempfile::NamedTempFile {
        let file = tempfile::NamedTempFile::new().unwrap();
        std::fs::write(file.path(), self.bytes()).unwrap();
        file
    }

    /// What is told of it.
    fn refused(&self) -> String {
        values(self.on_disk().path()).unwrap_err().to_string()
    }
}

#[test]
fn rows_are_read_before_they_are_counted_and_have_an_end() {
    assert_eq!(values(File::one().on_disk().path()).unwrap().len(), 1);
    let claimed = |rows| {
        File {
            rows,
            ..File::one()
        }
        .refused()
    };
    for rows in [(1 << 28) + 1, (1 << 32) - 2, i64::MAX] {
        let told = claimed(rows);
        assert!(told.contains("more than 268435456 rows"), "{told}");
    }
    let told = claimed(1 << 28);
    assert!(told.contains("different numbers of rows"), "{told}");
    let told = claimed(-1);
    assert!(told.contains("different numbers of rows"), "{told}");
}

#[test]
fn reading_ends_when_it_is_given_up() {
    let file = File::one().on_disk();
    let mut sample = Sample::new(Vec::new(), 1, 1);
    let stop = AtomicBool::new(true);
    let file = ParquetFile::scan(file.path()).unwrap();
    for wanted in [&[0][..], &[]] {
        let told = file.read(wanted, &mut sample, &stop).unwrap_err();
        assert!(told.to_string().contains("given up"), "{told}");
    }
}

#[test]
fn the_size_of_a_page_is_the_one_that_was_looked_at() {
    let head = structure(&[i32(1, 1), i32(2, 0), i32(3, 3), i32(4, 3)]);
    let hidden = page(0, &[0; 8], &[(5, 12, head), i32(65_538, i32::MAX.into())]);
    let told = File {
        data: hidden,
        ..File::one()
    }
    .refused();
    assert!(told.contains("the header of a page is none"), "{told}");
}

#[test]
fn a_dictionary_of_many_short_values_is_refused() {
    // Decimal numbers of one byte, two million and one of them.
    let values = (1_i64 << 21) + 1;
    let file = |values: i64| File {
        column: vec![
            i32(1, 7),
            i32(2, 1),
            i32(3, 0),
            i32(6, 5),
            i32(7, 0),
            i32(8, 2),
        ],
        dictionary: dictionary(&vec![7; usize::try_from(values).unwrap()], values),
        // Indices of one bit: a run of one 0.
        data: data(&[1, 2, 0], 1, 8),
        ..File::one()
    };
    assert!(super::values(file(2).on_disk().path()).is_ok());
    let told = file(values).refused();
    assert!(told.contains("a dictionary claims"), "{told}");
}

#[test]
fn a_list_without_end_is_refused() {
    let file = |values: u64| {
        // A run of one 0 and one of 1; all are there; all are the first of the dictionary.
        let begins = [vec![2, 0], varint((values - 1) << 1), vec![1]].concat();
        let there = [varint(values << 1), vec![1]].concat();
        let sized = |levels: Vec<u8>| {
            let size = u32::try_from(levels.len()).unwrap().to_le_bytes();
            [size.to_vec(), levels].concat()
        };
        let indices = [vec![1], varint(values << 1), vec![0]].concat();
        let body = [sized(begins), sized(there), indices].concat();
        File {
            column: vec![i32(1, 5), i32(3, 2)],
            dictionary: dictionary(&[0; 8], 1),
            data: data(&body, values.try_into().unwrap(), 8),
            ..File::one()
        }
    };
    for values in [100, 1 << 16] {
        assert!(super::values(file(values).on_disk().path()).is_ok());
    }
    let told = file((1 << 16) + 1).refused();
    assert!(told.contains("a row has more than 65536 values"), "{told}");
}

#[test]
fn a_column_in_front_of_its_file_is_not_compared() {
    let file = File {
        offset: -1,
        ..File::one()
    };
    let file = ParquetFile::scan(file.on_disk().path()).unwrap();
    let told: Vec<String> = file
        .columns()
        .filter_map(|(_, readable)| readable.err())
        .collect();
    assert_eq!(
        told,
        ["Its place in the file is damaged. Write the file again."]
    );
}
