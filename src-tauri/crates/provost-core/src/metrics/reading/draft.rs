//! A row on its way to a point.

use chrono::{DateTime, Utc};
use serde_json::{Map, Value};

use super::{moment, number};
use crate::metrics::row_error::quoted;
use crate::metrics::{MetricPoint, PointScope, RowError, RowFault};

/// The longest name or unit, in characters.
const MOST_NAME: usize = 200;

/// The longest context, in bytes.
const MOST_CONTEXT: usize = 8_192;

/// What a column, a field or a label holds.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Field {
    Time,
    Metric,
    Value,
    Unit,
    Model,
    Version,
    Deployment,
    Agent,
    Context,
    /// Anything else, which becomes part of the context under its own name.
    Other,
}

impl Field {
    /// By its name, in upper or lower case.
    pub(super) fn of(name: &str) -> Self {
        match name.trim().to_ascii_lowercase().as_str() {
            "time" | "timestamp" | "recorded_at" | "at" => Self::Time,
            "metric" | "metric_type" | "metric_name" => Self::Metric,
            "value" | "metric_value" => Self::Value,
            "unit" | "metric_unit" => Self::Unit,
            "model" | "model_name" | "model_id" => Self::Model,
            "version" | "model_version" => Self::Version,
            "deployment" | "deployment_id" => Self::Deployment,
            "agent" | "agent_name" | "agent_id" => Self::Agent,
            "context" => Self::Context,
            _ => Self::Other,
        }
    }

    /// Its first name.
    pub(super) const fn name(self) -> &'static str {
        match self {
            Self::Time => "time",
            Self::Metric => "metric",
            Self::Value => "value",
            Self::Unit => "unit",
            Self::Model => "model",
            Self::Version => "version",
            Self::Deployment => "deployment",
            Self::Agent => "agent",
            Self::Context => "context",
            Self::Other => "",
        }
    }
}

/// A row as far as it is read.
#[derive(Debug)]
pub(super) struct Draft {
    line: u32,
    decimal_comma: bool,
    at: Option<DateTime<Utc>>,
    metric: Option<String>,
    value: Option<f64>,
    unit: Option<String>,
    scope: PointScope,
    context: Map<String, Value>,
}

impl Draft {
    pub(super) fn new(line: u32, decimal_comma: bool) -> Self {
        Self {
            line,
            decimal_comma,
            at: None,
            metric: None,
            value: None,
            unit: None,
            scope: PointScope::default(),
            context: Map::new(),
        }
    }

    /// A cell. An empty one says nothing.
    pub(super) fn text(&mut self, field: Field, column: &str, text: &str) -> Result<(), RowError> {
        if text.trim().is_empty() {
            return Ok(());
        }
        match field {
            Field::Time => self.at = Some(moment::of_text(self.line, column, text)?),
            Field::Value => {
                let value = number::of_text(self.line, column, text, self.decimal_comma)?;
                self.value = Some(value);
            }
            Field::Context => {
                let object: Map<String, Value> = serde_json::from_str(text).map_err(|_| {
                    self.malformed(column, "The context is no JSON object.".to_owned())
                })?;
                self.context.extend(object);
            }
            Field::Other => {
                self.name(column, text, MOST_CONTEXT)?;
                self.context.insert(column.to_owned(), text.into());
            }
            Field::Metric => self.metric = Some(self.name(column, text, MOST_NAME)?),
            Field::Unit => self.unit = Some(self.name(column, text, MOST_NAME)?),
            Field::Model => self.scope.model = Some(self.name(column, text, MOST_NAME)?),
            Field::Version => self.scope.version = Some(self.name(column, text, MOST_NAME)?),
            Field::Deployment => self.scope.deployment = Some(self.name(column, text, MOST_NAME)?),
            Field::Agent => self.scope.agent = Some(self.name(column, text, MOST_NAME)?),
        }
        Ok(())
    }

    /// A value of JSON.
    pub(super) fn json(
        &mut self,
        field: Field,
        column: &str,
        value: Value,
    ) -> Result<(), RowError> {
        match (field, value) {
            (_, Value::Null) => Ok(()),
            (_, Value::String(text)) => self.text(field, column, &text),
            (Field::Time, Value::Number(number)) => {
                let number = number.as_f64().unwrap_or(f64::NAN);
                self.at = Some(moment::of_number(self.line, column, number)?);
                Ok(())
            }
            (Field::Value, Value::Number(number)) => self.value(column, number.as_f64()),
            (Field::Context, Value::Object(object)) => {
                self.context.extend(object);
                Ok(())
            }
            (Field::Other, value) => {
                self.context.insert(column.to_owned(), value);
                Ok(())
            }
            (Field::Value, other) => {
                let reason = format!("{} is no number.", quoted(&other.to_string()));
                Err(RowError::of(
                    self.line,
                    column,
                    RowFault::NotANumber,
                    reason,
                ))
            }
            (Field::Time | Field::Context, other) => {
                let reason = format!("{} does not belong here.", quoted(&other.to_string()));
                Err(self.malformed(column, reason))
            }
            // A version is often a number.
            (_, Value::Number(number)) => self.text(field, column, &number.to_string()),
            (_, other) => {
                let reason = format!("{} is no name.", quoted(&other.to_string()));
                Err(self.malformed(column, reason))
            }
        }
    }

    /// The value itself.
    pub(super) fn value(&mut self, column: &str, value: Option<f64>) -> Result<(), RowError> {
        let value = value.unwrap_or(f64::NAN);
        self.value = Some(number::finite(
            self.line,
            column,
            value,
            &value.to_string(),
        )?);
        Ok(())
    }

    /// When it was measured.
    pub(super) const fn at(&mut self, at: DateTime<Utc>) {
        self.at = Some(at);
    }

    /// The point, when nothing is missing.
    pub(super) fn finish(self) -> Result<MetricPoint, RowError> {
        let line = self.line;
        let missing = |field: Field| {
            let name = field.name();
            let reason = format!("There is no {name}.");
            RowError::of(line, name, RowFault::Missing, reason)
        };
        let at = self.at.ok_or_else(|| missing(Field::Time))?;
        let metric = self.metric.ok_or_else(|| missing(Field::Metric))?;
        let value = self.value.ok_or_else(|| missing(Field::Value))?;
        if self.scope.version.is_some() && self.scope.model.is_none() {
            return Err(missing(Field::Model));
        }
        let context = if self.context.is_empty() {
            None
        } else {
            Some(context(line, self.context)?)
        };
        Ok(MetricPoint {
            line,
            metric,
            value,
            unit: self.unit,
            at,
            scope: self.scope,
            context,
        })
    }

    fn name(&self, column: &str, text: &str, most: usize) -> Result<String, RowError> {
        let text = text.trim();
        if text.contains('\0') {
            let reason = "A NUL stands in it, which PostgreSQL keeps in no text.".to_owned();
            return Err(RowError::of(self.line, column, RowFault::NotText, reason));
        }
        if text.len() > most && text.chars().count() > most {
            let reason = format!("It is longer than {most} characters.");
            return Err(self.malformed(column, reason));
        }
        Ok(text.to_owned())
    }

    fn malformed(&self, column: &str, reason: String) -> RowError {
        RowError::of(self.line, column, RowFault::Malformed, reason)
    }
}

/// The context as text that `jsonb` takes.
fn context(line: u32, context: Map<String, Value>) -> Result<String, RowError> {
    let text = Value::Object(context).to_string();
    let bad = |kind, reason: &str| Err(RowError::of(line, "context", kind, reason.to_owned()));
    if text.len() > MOST_CONTEXT {
        return bad(
            RowFault::Malformed,
            "What else is known is longer than 8 KiB.",
        );
    }
    if text.contains("\\u0000") {
        return bad(
            RowFault::NotText,
            "A NUL stands in it, which PostgreSQL keeps in no text.",
        );
    }
    Ok(text)
}
