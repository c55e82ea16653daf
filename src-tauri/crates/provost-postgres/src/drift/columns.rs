//! What a column of a query holds, by the name of its type.

#[cfg(doc)]
use provost_core::drift::Cell;
use provost_core::drift::{ColumnKind, WORD, WORD_BEGINS};

/// The most dimensions of a vector that is compared.
const DIMENSIONS: usize = 16_384;

/// A column of a query.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct QueryColumn {
    /// Its name.
    pub name: String,
    /// What it holds.
    pub held: Held,
}

/// What drift can make of a type.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Held {
    /// Values of a kind.
    Kind {
        /// Which.
        kind: ColumnKind,
        /// Whether the type has whole numbers only.
        integers: bool,
    },
    /// Nothing that is compared; the type's name.
    Other(String),
}

impl QueryColumn {
    /// Of a column that was described as `name TYPE`.
    pub(super) fn of(described: &str) -> Self {
        let (name, kind) = described.rsplit_once(' ').unwrap_or((described, ""));
        Self {
            name: name.to_owned(),
            held: held(kind),
        }
    }

    /// Its value, named so, in the type in which it is sent. A long word is sent as [`Cell::word`] keeps it, and a vector of
    /// more dimensions than pgvector has is missing, so that no value of the server's fills the memory.
    pub(super) fn value(&self, name: &str) -> String {
        let Held::Kind { kind, .. } = &self.held else {
            return name.to_owned();
        };
        match kind {
            ColumnKind::Numeric => format!("{name}::pg_catalog.float8"),
            ColumnKind::Boolean => format!("{name}::pg_catalog.bool"),
            ColumnKind::Embedding => format!(
                "case when pg_catalog.cardinality({name}::pg_catalog.float4[]) <= {DIMENSIONS} then {name}::pg_catalog.float4[] end"
            ),
            ColumnKind::Categorical => {
                let text = format!("{name}::pg_catalog.text");
                format!(
                    "case when pg_catalog.length({text}) <= {WORD} then {text} else \
                     pg_catalog.left({text}, {WORD_BEGINS}) || '... sha256:' || \
                     pg_catalog.encode(pg_catalog.sha256(pg_catalog.convert_to({text}, 'UTF8')), 'hex') end"
                )
            }
        }
    }

    /// The most bytes that a value takes on its way.
    pub(super) const fn most_bytes(&self) -> usize {
        match &self.held {
            Held::Kind { kind, .. } => match kind {
                ColumnKind::Numeric => 8,
                ColumnKind::Boolean => 1,
                ColumnKind::Embedding => DIMENSIONS * 4,
                ColumnKind::Categorical => WORD * 4,
            },
            Held::Other(_) => 0,
        }
    }
}

/// Moments, documents and identifiers are not compared: their values are new in every row. What is not known by name is a type
/// of the database's own, most often an enum, and compared by its text. A type of an extension may come with its schema.
fn held(name: &str) -> Held {
    let of = |kind, integers| Held::Kind { kind, integers };
    let name = name.rsplit('.').next().unwrap_or(name);
    match name {
        "INT2" | "INT4" | "INT8" => of(ColumnKind::Numeric, true),
        "FLOAT4" | "FLOAT8" | "NUMERIC" => of(ColumnKind::Numeric, false),
        "BOOL" => of(ColumnKind::Boolean, false),
        "vector" | "halfvec" | "FLOAT4[]" | "FLOAT8[]" => of(ColumnKind::Embedding, false),
        "DATE" | "TIME" | "TIMETZ" | "TIMESTAMP" | "TIMESTAMPTZ" | "INTERVAL" | "JSON"
        | "JSONB" | "JSONPATH" | "BYTEA" | "XML" | "UUID" | "OID" | "VOID" | "RECORD" | "BIT"
        | "VARBIT" | "MONEY" | "tsvector" | "tsquery" | "sparsevec" => {
            Held::Other(name.to_lowercase())
        }
        name if name.ends_with("[]") || name.ends_with("RANGE") => Held::Other(name.to_lowercase()),
        _ => of(ColumnKind::Categorical, false),
    }
}
