//! What the values of Parquet's structures have to be, by their numbers (`parquet.thrift` of parquet-format 2.13).
//!
//! The crate takes the value of a number that it knows for what it should be, whatever type is declared with it, and steps over
//! the others by that type. Where both agree, it reads what was looked through here and nothing else.

/// What a value has to be.
#[derive(Debug)]
pub(super) enum Shape {
    Truth,
    /// A whole number of one byte.
    Byte,
    /// Of two.
    Short,
    /// Of four, as choices are too.
    Whole,
    /// Of eight.
    Long,
    Double,
    /// Bytes or a text.
    Bytes,
    List(&'static Self),
    /// The values with numbers in a structure; those that are not named here may be anything.
    Structure(Numbers),
}

/// The numbers of a structure that have a meaning.
type Numbers = &'static [(i64, Shape)];

use Shape::{Byte, Bytes, Double, List, Long, Short, Structure, Truth, Whole};

/// One that has no values yet, or of which none is read.
const EMPTY: Shape = Structure(&[]);

/// A page's header.
pub(super) const PAGE: Shape = Structure(&[
    (1, Whole),
    (2, Whole),
    (3, Whole),
    (4, Whole),
    // A page of data.
    (
        5,
        Structure(&[
            (1, Whole),
            (2, Whole),
            (3, Whole),
            (4, Whole),
            (5, STATISTICS),
        ]),
    ),
    (6, EMPTY),
    // A dictionary.
    (7, Structure(&[(1, Whole), (2, Whole), (3, Truth)])),
    // A page of data of the second kind.
    (
        8,
        Structure(&[
            (1, Whole),
            (2, Whole),
            (3, Whole),
            (4, Whole),
            (5, Whole),
            (6, Whole),
            (7, Truth),
            (8, STATISTICS),
        ]),
    ),
]);

/// A footer.
pub(super) const FILE: Shape = Structure(&[
    (1, Whole),
    (2, List(&ELEMENT)),
    (3, Long),
    (4, List(&GROUP)),
    (5, List(&PAIR)),
    (6, Bytes),
    (7, List(&Structure(&[(1, EMPTY), (2, EMPTY), (3, EMPTY)]))),
    (8, EMPTY),
    (9, Bytes),
]);

const PAIR: Shape = Structure(&[(1, Bytes), (2, Bytes)]);

/// An element of a schema.
const ELEMENT: Shape = Structure(&[
    (1, Whole),
    (2, Whole),
    (3, Whole),
    (4, Bytes),
    (5, Whole),
    (6, Whole),
    (7, Whole),
    (8, Whole),
    (9, Whole),
    (10, MEANING),
]);

/// What the values of a column mean: one of these.
const MEANING: Shape = Structure(&[
    (1, EMPTY),
    (2, EMPTY),
    (3, EMPTY),
    (4, EMPTY),
    (5, Structure(&[(1, Whole), (2, Whole)])),
    (6, EMPTY),
    (7, TIME),
    (8, TIME),
    (9, EMPTY),
    (10, Structure(&[(1, Byte), (2, Truth)])),
    (11, EMPTY),
    (12, EMPTY),
    (13, EMPTY),
    (14, EMPTY),
    (15, EMPTY),
    (16, Structure(&[(1, Byte)])),
    (17, Structure(&[(1, Bytes)])),
    (18, Structure(&[(1, Bytes), (2, Whole)])),
    (19, EMPTY),
]);

const TIME: Shape = Structure(&[
    (1, Truth),
    (2, Structure(&[(1, EMPTY), (2, EMPTY), (3, EMPTY)])),
]);

/// A group of rows.
const GROUP: Shape = Structure(&[
    (1, List(&CHUNK)),
    (2, Long),
    (3, Long),
    (4, List(&Structure(&[(1, Whole), (2, Truth), (3, Truth)]))),
    (5, Long),
    (6, Long),
    (7, Short),
]);

/// A column in a group of rows.
const CHUNK: Shape = Structure(&[
    (1, Bytes),
    (2, Long),
    (3, COLUMN),
    (4, Long),
    (5, Whole),
    (6, Long),
    (7, Whole),
    (8, EMPTY),
    (9, Bytes),
]);

const COLUMN: Shape = Structure(&[
    (1, Whole),
    (2, List(&Whole)),
    (3, List(&Bytes)),
    (4, Whole),
    (5, Long),
    (6, Long),
    (7, Long),
    (8, List(&PAIR)),
    (9, Long),
    (10, Long),
    (11, Long),
    (12, STATISTICS),
    (13, List(&Structure(&[(1, Whole), (2, Whole), (3, Whole)]))),
    (14, Long),
    (15, Whole),
    (
        16,
        Structure(&[(1, Long), (2, List(&Long)), (3, List(&Long))]),
    ),
    (17, Structure(&[(1, BOX), (2, List(&Whole))])),
]);

const STATISTICS: Shape = Structure(&[
    (1, Bytes),
    (2, Bytes),
    (3, Long),
    (4, Long),
    (5, Bytes),
    (6, Bytes),
    (7, Truth),
    (8, Truth),
    (9, Long),
]);

const BOX: Shape = Structure(&[
    (1, Double),
    (2, Double),
    (3, Double),
    (4, Double),
    (5, Double),
    (6, Double),
    (7, Double),
    (8, Double),
]);
