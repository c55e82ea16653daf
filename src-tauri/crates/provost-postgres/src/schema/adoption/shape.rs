//! How a table is made: its columns, constraints and indexes.

use sqlx::FromRow;

use crate::error::Error;
use crate::session::{Session, Statement};

pub(in crate::schema) const COLUMNS: &str = include_str!("columns.sql");
pub(in crate::schema) const CONSTRAINTS: &str = include_str!("constraints.sql");
pub(in crate::schema) const INDEXES: &str = include_str!("indexes.sql");

/// A column.
#[derive(Debug, Clone, PartialEq, Eq, FromRow)]
pub(super) struct Column {
    pub(super) name: String,
    pub(super) data_type: String,
    pub(super) not_null: bool,
    /// Its default, or what it is generated from.
    pub(super) expression: Option<String>,
    pub(super) generated: bool,
    pub(super) identity: bool,
}

/// A constraint.
#[derive(Debug, Clone, PartialEq, Eq, FromRow)]
pub(super) struct Constraint {
    pub(super) name: String,
    /// `p`, `u`, `f`, `c` or `x`, as in the catalog.
    pub(super) kind: String,
    pub(super) definition: String,
    /// Of a check.
    pub(super) expression: Option<String>,
    pub(super) columns: Vec<String>,
    /// Of a foreign key.
    pub(super) target: Option<String>,
    pub(super) target_columns: Vec<String>,
}

/// An index that no constraint brought.
#[derive(Debug, Clone, PartialEq, Eq, FromRow)]
pub(super) struct Index {
    pub(super) name: String,
    pub(super) is_unique: bool,
    pub(super) definition: String,
}

/// A table.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub(super) struct Shape {
    pub(super) columns: Vec<Column>,
    pub(super) constraints: Vec<Constraint>,
    pub(super) indexes: Vec<Index>,
}

impl Shape {
    /// The table of a schema.
    pub(super) async fn read(
        session: &mut Session,
        schema: &str,
        table: &str,
    ) -> Result<Self, Error> {
        let of = |text| Statement::new(text).bind(schema).bind(table);
        Ok(Self {
            columns: session.fetch_all(of(COLUMNS)).await?,
            constraints: session.fetch_all(of(CONSTRAINTS)).await?,
            indexes: indexes(session, schema, table).await?,
        })
    }

    /// The same table in another schema: the first name stands nowhere else, since we made it up.
    pub(super) fn moved(&self, from: &str, to: &str) -> Self {
        let (from, to) = (format!("{from}."), format!("{to}."));
        let moved = |text: &String| text.replace(&from, &to);
        let mut shape = self.clone();
        for column in &mut shape.columns {
            column.data_type = moved(&column.data_type);
            column.expression = column.expression.as_ref().map(moved);
        }
        for constraint in &mut shape.constraints {
            constraint.definition = moved(&constraint.definition);
            constraint.expression = constraint.expression.as_ref().map(moved);
        }
        for index in &mut shape.indexes {
            index.definition = moved(&index.definition);
        }
        shape
    }

    /// A column by its name.
    pub(super) fn column(&self, name: &str) -> Option<&Column> {
        self.columns.iter().find(|column| column.name == name)
    }
}

/// The indexes of a table.
pub(super) async fn indexes(
    session: &mut Session,
    schema: &str,
    table: &str,
) -> Result<Vec<Index>, Error> {
    let asked = Statement::new(INDEXES).bind(schema).bind(table);
    session.fetch_all(asked).await
}

impl Index {
    /// Whether it is the same but for its name.
    pub(super) fn equals(&self, other: &Self) -> bool {
        let what = |index: &Self| {
            let at = index.definition.find(" USING ").unwrap_or_default();
            index.definition.get(at..).map(str::to_owned)
        };
        self.is_unique == other.is_unique && what(self) == what(other)
    }
}
