use super::*;

fn taken(rows: u32, limit: usize, seed: u32) -> (Vec<f64>, SourceRead) {
    let heading = Heading {
        name: "n".to_owned(),
        kind: ColumnKind::Numeric,
        integers: true,
    };
    let mut sample = Sample::new(vec![heading], limit, seed);
    for row in 0..rows {
        if let Some(place) = sample.place() {
            sample.put(0, place, Cell::Number(f64::from(row)));
        }
    }
    let (columns, read) = sample.finish("rows".to_owned());
    let Values::Numeric { values, integers } = columns[0].values.clone() else {
        panic!("numbers were put");
    };
    assert!(integers);
    (values, read)
}

#[test]
fn the_generator_is_splitmix64() {
    // The first numbers that the published C code gives from 1234567.
    let mut state = 1_234_567;
    let first: Vec<u64> = (0..3).map(|_| next(&mut state)).collect();
    assert_eq!(
        first,
        [
            6_457_827_717_110_365_317,
            3_203_168_211_198_807_973,
            9_817_491_932_198_370_423
        ]
    );
}

#[test]
fn what_fits_is_kept_whole_and_in_order() {
    let (values, read) = taken(5, 5, 1);
    assert_eq!(values, [0.0, 1.0, 2.0, 3.0, 4.0]);
    assert_eq!((read.rows, read.sample), (5, None));
}

#[test]
fn a_sample_is_the_same_for_the_same_seed_and_says_so() {
    let (values, read) = taken(10_000, 100, 7);
    assert_eq!(values, taken(10_000, 100, 7).0);
    assert_ne!(values, taken(10_000, 100, 8).0);
    assert_eq!(values.len(), 100);
    let sample = read.sample.unwrap();
    assert_eq!(
        (read.rows, sample.rows, sample.seed, sample.method.as_str()),
        (10_000, 100, 7, "reservoir")
    );
}

#[test]
fn every_row_has_the_same_chance() {
    // 2,000 samples of 10 of 100 rows: each row is taken 200 times but for chance (deviation √(2000 · 0.1 · 0.9) = 13.4).
    let mut counts = [0_i32; 100];
    for seed in 0..2000 {
        for value in taken(100, 10, seed).0 {
            counts[crate::drift::bins::to_count(value)] += 1;
        }
    }
    assert!(
        counts.iter().all(|count| (140..=260).contains(count)),
        "{counts:?}"
    );
}

#[test]
fn a_long_word_stays_equal_to_itself_only() {
    let long = "ü".repeat(1000);
    assert_eq!(Cell::word(&long), Cell::Word(long.clone()));
    let (one, other) = (
        Cell::word(&format!("{long}1")),
        Cell::word(&format!("{long}2")),
    );
    assert_ne!(one, other);
    assert_eq!(one, Cell::word(&format!("{long}1")));
    let Cell::Word(word) = Cell::word(&"a".repeat(1001)) else {
        panic!("a word is a word");
    };
    // printf 'a%.0s' {1..1001} | sha256sum
    let sum = "bb0381c13e0817201355e7d700b7623f0e985287add78712a11407c9f754efc8";
    assert_eq!(word, format!("{}... sha256:{sum}", "a".repeat(100)));
}

#[test]
fn a_sample_that_outgrows_the_memory_is_told() {
    let heading = |kind| Heading {
        name: "c".to_owned(),
        kind,
        integers: false,
    };
    let mut sample = Sample::new(vec![heading(ColumnKind::Categorical)], 2, 1);
    for _ in 0..5 {
        if let Some(place) = sample.place() {
            sample.put(0, place, Cell::Word("x".repeat(1 << 20)));
        }
    }
    // Two places and two words of a mebibyte, however often they were replaced.
    assert_eq!(sample.bytes, 2 << 20);
    assert_eq!(sample.fits(), Ok(()));
    let mut wide = Sample::new(vec![heading(ColumnKind::Numeric); 4096], 1_000_000, 1);
    for _ in 0..16_385 {
        wide.place();
    }
    assert_eq!(wide.fits(), Err(SampleTooLarge));
}

#[test]
fn a_missing_number_ends_whole_numbers() {
    let heading = |kind| Heading {
        name: "c".to_owned(),
        kind,
        integers: true,
    };
    let mut sample = Sample::new(
        vec![heading(ColumnKind::Numeric), heading(ColumnKind::Boolean)],
        10,
        1,
    );
    for cell in [Cell::Number(1.0), Cell::Missing] {
        let place = sample.place().unwrap();
        sample.put(0, place, cell);
        sample.put(1, place, Cell::Truth(true));
    }
    let columns = sample.finish("c".to_owned()).0;
    assert!(matches!(
        columns[0].values,
        Values::Numeric {
            integers: false,
            ..
        }
    ));
    assert_eq!(columns[1].values, Values::Boolean(vec![Some(true); 2]));
}
