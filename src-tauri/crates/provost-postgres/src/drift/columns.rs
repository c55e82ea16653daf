//! What a column of a query holds, by the name of its type.

use provost_core::drift::ColumnKind;

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

    /// The cast to the type in which its values are sent; none is needed for what is not compared.
    pub(super) const fn cast(&self) -> &'static str {
        match &self.held {
            Held::Kind { kind, .. } => match kind {
                ColumnKind::Numeric => "::pg_catalog.float8",
                ColumnKind::Boolean => "::pg_catalog.bool",
                ColumnKind::Embedding => "::pg_catalog.float4[]",
                ColumnKind::Categorical => "::pg_catalog.text",
            },
            Held::Other(_) => "",
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
