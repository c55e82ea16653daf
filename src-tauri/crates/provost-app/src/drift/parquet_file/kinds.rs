//! What the columns of a Parquet file hold.

use parquet::basic::{
    Compression, ConvertedType, Encoding, LogicalType, Repetition, TimeUnit, Type as Physical,
};
use parquet::file::metadata::ParquetMetaData;
use parquet::schema::types::{SchemaDescriptor, Type};
use provost_core::drift::ColumnKind;

use super::super::reading::Readable;

/// The most digits of a decimal number that are read.
const DIGITS: i32 = 38;

/// A column of the first level, and what is read of it.
#[derive(Debug)]
pub(super) struct Told {
    pub(super) name: String,
    /// Its values; the reason where it is not compared, a sentence.
    pub(super) leaf: Result<Leaf, String>,
}

/// Values of one kind.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Leaf {
    /// Its place among the columns that hold values.
    pub(super) at: usize,
    pub(super) held: Held,
    /// From which level on a value is there; a lower one is a missing value.
    pub(super) there: i16,
    /// Whether a row has a list of them.
    pub(super) list: bool,
    /// Whether values may be missing within a list: then the level below [`Leaf::there`] tells one.
    pub(super) gaps: bool,
}

/// What a value is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Held {
    Truth,
    Whole,
    /// A whole number without a sign.
    Natural,
    Number,
    /// A number of two bytes.
    Half,
    /// A whole number of so many digits behind the point.
    Decimal(i32),
    Words,
    Date,
    Moment {
        unit: TimeUnit,
        utc: bool,
    },
}

impl Leaf {
    pub(super) const fn readable(&self) -> Readable {
        let kind = match self.held {
            _ if self.list => ColumnKind::Embedding,
            Held::Truth => ColumnKind::Boolean,
            Held::Words | Held::Date | Held::Moment { .. } => ColumnKind::Categorical,
            _ => ColumnKind::Numeric,
        };
        let integers = matches!(self.held, Held::Whole | Held::Natural);
        Readable::only(kind, integers)
    }
}

/// The columns of the first level.
pub(super) fn columns(file: &ParquetMetaData) -> Vec<Told> {
    let schema = file.file_metadata().schema_descr();
    let roots = schema.root_schema().get_fields().iter().enumerate();
    roots
        .map(|(root, field)| Told {
            name: field.name().to_owned(),
            leaf: leaf(schema, root, field).and_then(|leaf| written(file, leaf)),
        })
        .collect()
}

/// The values of a column of the first level: its own, or those of a list of numbers.
fn leaf(schema: &SchemaDescriptor, root: usize, field: &Type) -> Result<Leaf, String> {
    let mut leaves =
        (0..schema.num_columns()).filter(|leaf| schema.get_column_root_idx(*leaf) == root);
    let (Some(at), None) = (leaves.next(), leaves.next()) else {
        return Err(nested(field));
    };
    let column = schema.column(at);
    let list = match column.max_rep_level() {
        0 if field.is_primitive() => false,
        1 if field.is_primitive() || is_list(field) => true,
        _ => return Err(nested(field)),
    };
    let held = held(column.self_type())
        .map_err(|name| format!("It holds {name}, of which there is no test."))?;
    if list && !matches!(held, Held::Number | Held::Half) {
        return Err(nested(field));
    }
    Ok(Leaf {
        at,
        held,
        there: column.max_def_level(),
        list,
        gaps: column.self_type().is_optional(),
    })
}

fn is_list(field: &Type) -> bool {
    let info = field.get_basic_info();
    let annotated = info.logical_type_ref() == Some(&LogicalType::List)
        || info.converted_type() == ConvertedType::LIST;
    let [inner] = field.get_fields() else {
        return false;
    };
    let plain = inner.is_primitive()
        || matches!(inner.get_fields(), [one] if one.is_primitive()
            && one.get_basic_info().repetition() != Repetition::REPEATED);
    annotated && plain && inner.get_basic_info().repetition() == Repetition::REPEATED
}

fn nested(field: &Type) -> String {
    let info = field.get_basic_info();
    let shape = match (info.logical_type_ref(), info.converted_type()) {
        (Some(LogicalType::Map), _) | (_, ConvertedType::MAP | ConvertedType::MAP_KEY_VALUE) => {
            "a map"
        }
        (Some(LogicalType::List), _) | (_, ConvertedType::LIST) => {
            "a list of something else than numbers with a point"
        }
        _ if field.is_primitive() => "a list of something else than numbers with a point",
        _ => "a structure",
    };
    format!("Each row holds {shape}, of which there is no test. Make columns of its parts.")
}

/// What a type holds; its name where it is nothing that is compared.
fn held(of: &Type) -> Result<Held, &'static str> {
    use ConvertedType as Old;
    let info = of.get_basic_info();
    let moment = |unit, utc| Held::Moment { unit, utc };
    if let Some(logical) = info.logical_type_ref() {
        return Ok(match logical {
            LogicalType::String | LogicalType::Enum => Held::Words,
            LogicalType::Decimal(_) => decimal(of)?,
            LogicalType::Date => Held::Date,
            LogicalType::Timestamp(stamp) => moment(stamp.unit, stamp.is_adjusted_to_u_t_c),
            LogicalType::Integer(whole) if whole.is_signed => Held::Whole,
            LogicalType::Integer(_) => Held::Natural,
            LogicalType::Float16 => Held::Half,
            LogicalType::Time(_) => return Err("times of the day"),
            LogicalType::Json | LogicalType::Bson | LogicalType::Variant(_) => {
                return Err("documents");
            }
            LogicalType::Uuid => return Err("identifiers"),
            LogicalType::Unknown => return Err("nothing but missing values"),
            _ => return Err("values of a type that is not known"),
        });
    }
    Ok(match info.converted_type() {
        Old::UTF8 | Old::ENUM => Held::Words,
        Old::DECIMAL => decimal(of)?,
        Old::DATE => Held::Date,
        Old::TIMESTAMP_MILLIS => moment(TimeUnit::MILLIS, true),
        Old::TIMESTAMP_MICROS => moment(TimeUnit::MICROS, true),
        Old::UINT_8 | Old::UINT_16 | Old::UINT_32 | Old::UINT_64 => Held::Natural,
        Old::TIME_MILLIS | Old::TIME_MICROS => return Err("times of the day"),
        Old::JSON | Old::BSON => return Err("documents"),
        Old::INTERVAL => return Err("spans of time"),
        _ => match of.get_physical_type() {
            Physical::BOOLEAN => Held::Truth,
            Physical::INT32 | Physical::INT64 => Held::Whole,
            Physical::FLOAT | Physical::DOUBLE => Held::Number,
            // Of which nothing but moments was ever made.
            Physical::INT96 => moment(TimeUnit::NANOS, false),
            Physical::BYTE_ARRAY | Physical::FIXED_LEN_BYTE_ARRAY => return Err("bytes"),
        },
    })
}

fn decimal(of: &Type) -> Result<Held, &'static str> {
    let (digits, scale) = (of.get_precision(), of.get_scale());
    if digits > DIGITS || !(0..=DIGITS).contains(&scale) {
        return Err("decimal numbers of more than 38 digits");
    }
    Ok(Held::Decimal(scale))
}

/// A column whose values are packed and written in a way that is read.
fn written(file: &ParquetMetaData, leaf: Leaf) -> Result<Leaf, String> {
    let chunks = file.row_groups().iter();
    for chunk in chunks.filter_map(|group| group.columns().get(leaf.at)) {
        if matches!(
            chunk.compression(),
            Compression::LZO | Compression::BROTLI(_)
        ) {
            return Err(format!(
                "It is packed with {}, which is not read. Write it with Snappy or Zstandard.",
                chunk
                    .compression()
                    .to_string()
                    .split('(')
                    .next()
                    .unwrap_or_default()
            ));
        }
        let delta = chunk.encodings().find(|encoding| {
            matches!(
                encoding,
                Encoding::DELTA_LENGTH_BYTE_ARRAY | Encoding::DELTA_BYTE_ARRAY
            )
        });
        if let Some(encoding) = delta {
            return Err(format!(
                "It is written in the encoding {encoding}, which is not read. Write it with a dictionary, or plain."
            ));
        }
        let offsets = [
            Some(chunk.data_page_offset()),
            chunk.dictionary_page_offset(),
            Some(chunk.compressed_size()),
        ];
        if offsets.into_iter().flatten().any(i64::is_negative) {
            return Err("Its place in the file is damaged. Write the file again.".to_owned());
        }
        if chunk.file_path().is_some() {
            return Err("Its values stand in another file, which is not opened.".to_owned());
        }
    }
    Ok(leaf)
}
