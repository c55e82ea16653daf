//! Files of pyarrow (`tests/fixtures/drift/parquet.py`) against the same rows as text, and files that are damaged.

use provost_core::drift::{Column, ColumnKind, Heading, Values};

use super::super::reading::Readable;
use super::super::text_file::TextFile;
use super::*;

const FOLDER: &str = concat!(
    env!("CARGO_MANIFEST_DIR"),
    "/../../../tests/fixtures/drift/parquet"
);

fn fixture(name: &str) -> PathBuf {
    Path::new(FOLDER).join(name)
}

/// The columns that are compared: place, name, what they can be read as.
fn readable(file: &ParquetFile) -> Vec<(usize, String, Readable)> {
    let columns = file.columns().enumerate();
    columns
        .filter_map(|(at, (name, readable))| Some((at, name.to_owned(), readable.ok()?)))
        .collect()
}

fn headings(columns: &[(usize, String, Readable)]) -> Vec<Heading> {
    let heading = |(_, name, readable): &(usize, String, Readable)| Heading {
        name: name.clone(),
        kind: readable.kind_with(*readable),
        integers: readable.integers,
    };
    columns.iter().map(heading).collect()
}

fn values(path: &Path) -> Result<Vec<Column>, AppError> {
    let file = ParquetFile::scan(path)?;
    let columns = readable(&file);
    let mut sample = Sample::new(headings(&columns), 1_000_000, 1);
    let wanted: Vec<usize> = columns.iter().map(|(at, ..)| *at).collect();
    file.read(&wanted, &mut sample, &AtomicBool::new(false))?;
    Ok(sample.finish(String::new()).0)
}

/// Numbers by their bits, so that a missing one is equal to itself.
fn bits(values: &Values) -> String {
    match values {
        Values::Numeric { values, integers } => {
            let bits: Vec<u64> = values.iter().map(|one| one.to_bits()).collect();
            format!("{integers} {bits:?}")
        }
        other => format!("{other:?}"),
    }
}

#[test]
fn every_kind_of_value_is_the_one_of_the_text_file() {
    for codec in ["snappy", "zstd", "gzip", "lz4"] {
        let path = fixture(&format!("kinds.{codec}.parquet"));
        let columns = readable(&ParquetFile::scan(&path).unwrap());
        let kinds: Vec<ColumnKind> = headings(&columns).iter().map(|one| one.kind).collect();
        let count = |kind| kinds.iter().filter(|one| **one == kind).count();
        let counts = [
            ColumnKind::Numeric,
            ColumnKind::Categorical,
            ColumnKind::Boolean,
            ColumnKind::Embedding,
        ]
        .map(count);
        assert_eq!(counts, [8, 4, 1, 2], "{codec}");
        let text = TextFile::scan(&fixture("kinds.csv")).unwrap();
        let places: Vec<usize> = columns
            .iter()
            .map(|(_, name, _)| text.names.iter().position(|one| one == name).unwrap())
            .collect();
        let mut sample = Sample::new(headings(&columns), 1_000_000, 1);
        text.read(&places, &kinds, &mut sample).unwrap();
        let (wanted, _) = sample.finish(String::new());
        for (own, wanted) in values(&path).unwrap().iter().zip(&wanted) {
            assert_eq!(own.values.rows(), 300);
            assert_eq!(
                bits(&own.values),
                bits(&wanted.values),
                "{codec} {}",
                own.name
            );
        }
    }
}

#[test]
fn moments_of_twelve_bytes_are_read() {
    let (new, old) = (fixture("kinds.snappy.parquet"), fixture("int96.parquet"));
    let moments = |path: &Path| {
        let columns = values(path).unwrap();
        let found = columns.into_iter().find(|one| one.name == "moment");
        found.unwrap().values
    };
    assert_eq!(moments(&old), moments(&new));
}

#[test]
fn what_is_not_compared_is_told_by_name() {
    let file = ParquetFile::scan(&fixture("unread.parquet")).unwrap();
    let told: Vec<(String, String)> = file
        .columns()
        .filter_map(|(name, readable)| Some((name.to_owned(), readable.err()?)))
        .collect();
    let wanted = [
        ("structure", "a structure"),
        ("map", "a map"),
        ("whole list", "a list of something else"),
        ("lists", "a list of something else"),
        ("bytes", "bytes"),
        ("time", "times of the day"),
        ("wide", "decimal numbers of more than 38 digits"),
        ("nothing", "nothing but missing values"),
        ("brotli", "packed with BROTLI"),
        ("delta", "the encoding DELTA_BYTE_ARRAY"),
    ];
    assert_eq!(told.len(), wanted.len(), "{told:?}");
    for ((name, reason), (wanted, part)) in told.iter().zip(wanted) {
        assert_eq!(name, wanted);
        assert!(reason.contains(part) && reason.ends_with('.'), "{reason}");
    }
    assert_eq!(values(&fixture("unread.parquet")).unwrap()[0].name, "n");
}

/// Whatever stands in a file, it is read or told; the numbers are those of a linear congruential generator (Knuth's MMIX).
#[test]
fn a_damaged_file_is_told_and_ends_nothing() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("damaged");
    let mut state = 1_u64;
    let mut below = |most: usize| {
        state = state
            .wrapping_mul(6_364_136_223_846_793_005)
            .wrapping_add(1_442_695_040_888_963_407);
        usize::try_from(state >> 33).unwrap() % most
    };
    let mut refused = 0;
    for name in [
        "kinds.snappy",
        "kinds.zstd",
        "kinds.gzip",
        "kinds.lz4",
        "unread",
    ] {
        let whole = std::fs::read(fixture(&format!("{name}.parquet"))).unwrap();
        for length in [0, 4, 11, 12, whole.len() / 2, whole.len() - 1] {
            std::fs::write(&path, &whole[..length]).unwrap();
            let message = values(&path).unwrap_err().to_string();
            assert!(message.contains("cut off"), "{length}: {message}");
        }
        // Half of the changes in the footer, where most claims stand.
        let footer = u32::from_le_bytes(*whole[whole.len() - 8..].first_chunk().unwrap());
        let footer = usize::try_from(footer).unwrap();
        for change in 0..80 {
            let mut bytes = whole.clone();
            for _ in 0..=below(3) {
                let at = if change % 2 == 0 {
                    whole.len() - 8 - footer + below(footer)
                } else {
                    below(whole.len())
                };
                bytes[at] ^= u8::try_from(1 + below(255)).unwrap();
            }
            std::fs::write(&path, &bytes).unwrap();
            if let Err(error) = values(&path) {
                let message = error.to_string();
                assert!(
                    message.contains("damaged") && message.len() < 1000,
                    "{message}"
                );
                refused += 1;
            }
        }
    }
    assert!(refused > 100, "{refused}");
}

mod hostile;
