//! Types of columns that cost something later.

use std::collections::BTreeMap;

use super::super::wording::{counted, listed, words};
use crate::audit::rules::{Checked, Rule};
use crate::audit::{Area, Finding, Section, Severity};
use crate::catalog::{Catalog, Column, Relation, quote_identifier};

pub(super) const TIME_ZONE: Rule = Rule {
    id: "integrity.time-zone",
    title: "Points in time know their time zone",
    section: Section::CoreSchemaDesign,
    area: Area::Integrity,
    severity: Severity::Low,
    meaning: "Columns of type timestamp without time zone, a finding per table, or per schema where more than twenty \
        tables of it have such columns.",
    reason: "The value is a reading of a clock on some wall. Servers in two zones, or the hour that summer time repeats, \
        make the order of log entries, consents and retention dates doubtful.",
    action: "Store points in time as timestamptz",
    references: &["PostgreSQL wiki, Don't Do This, timestamp without time zone"],
    evidence_sql: "SELECT n.nspname, c.relname, a.attname\n\
        FROM pg_catalog.pg_attribute a\n\
        JOIN pg_catalog.pg_class c ON c.oid = a.attrelid\n\
        JOIN pg_catalog.pg_namespace n ON n.oid = c.relnamespace\n\
        WHERE c.relkind IN ('r', 'p') AND NOT c.relispartition AND a.attnum > 0 AND NOT a.attisdropped\n\
        AND a.atttypid = 'pg_catalog.timestamp'::pg_catalog.regtype AND n.nspname !~ '^pg_' AND n.nspname <> 'information_schema'\n\
        ORDER BY 1, 2, a.attnum",
    check: time_zone,
};

fn time_zone(catalog: &Catalog) -> Checked {
    let clock = |column: &Column| {
        let plain = column.data_type.starts_with("timestamp")
            && column.data_type.ends_with("without time zone");
        plain.then_some((Severity::Low, "timestamptz"))
    };
    let caution = "-- Rewrites the table under an exclusive lock. Replace UTC by the zone in which the values were written,\n\
        -- and see that the application reads the new type. Views over the column must be made again.";
    grouped(
        catalog,
        clock,
        "store a time without its zone",
        caution,
        |column, kind| {
            format!("ALTER COLUMN {column} TYPE {kind} USING {column} AT TIME ZONE 'UTC'")
        },
    )
}

pub(super) const JSONB: Rule = Rule {
    id: "integrity.jsonb",
    title: "Documents are stored as jsonb",
    section: Section::CoreSchemaDesign,
    area: Area::Integrity,
    severity: Severity::Low,
    meaning: "Columns of type json, a finding per table, or per schema where more than twenty tables of it have such \
        columns.",
    reason: "json is text: it is parsed again at every use, cannot be indexed or compared, and keeps duplicate keys.",
    action: "Store documents as jsonb",
    references: &["PostgreSQL documentation, JSON Types"],
    evidence_sql: "SELECT n.nspname, c.relname, a.attname\n\
        FROM pg_catalog.pg_attribute a\n\
        JOIN pg_catalog.pg_class c ON c.oid = a.attrelid\n\
        JOIN pg_catalog.pg_namespace n ON n.oid = c.relnamespace\n\
        WHERE c.relkind IN ('r', 'p') AND NOT c.relispartition AND a.attnum > 0 AND NOT a.attisdropped\n\
        AND a.atttypid = 'pg_catalog.json'::pg_catalog.regtype AND n.nspname !~ '^pg_' AND n.nspname <> 'information_schema'\n\
        ORDER BY 1, 2, a.attnum",
    check: jsonb,
};

fn jsonb(catalog: &Catalog) -> Checked {
    let document =
        |column: &Column| (column.data_type == "json").then_some((Severity::Low, "jsonb"));
    let caution = "-- Rewrites the table under an exclusive lock. jsonb drops spaces, the order of keys and repeated keys:\n\
        -- keep json where the text itself is evidence, such as a signed document. Views over the column must be made again.";
    grouped(
        catalog,
        document,
        "store documents as json",
        caution,
        |column, kind| format!("ALTER COLUMN {column} TYPE {kind} USING {column}::{kind}"),
    )
}

pub(super) const PLAIN_TYPES: Rule = Rule {
    id: "integrity.plain-types",
    title: "Columns avoid char(n) and money",
    section: Section::CoreSchemaDesign,
    area: Area::Integrity,
    severity: Severity::Low,
    meaning: "Columns of type money (low), and of type char(n) with n over 3 (only mentioned; short codes such as a country \
        are left out). A finding per table, or per schema where more than twenty tables of it have such columns.",
    reason: "money takes its currency and its digits from the server's locale, so a restored backup can mean other sums. \
        char(n) pads with blanks that some comparisons see and others do not.",
    action: "Replace char(n) and money by text and numeric",
    references: &["PostgreSQL wiki, Don't Do This, char(n) and money"],
    evidence_sql: "SELECT n.nspname, c.relname, a.attname, pg_catalog.format_type(a.atttypid, a.atttypmod) AS type\n\
        FROM pg_catalog.pg_attribute a\n\
        JOIN pg_catalog.pg_class c ON c.oid = a.attrelid\n\
        JOIN pg_catalog.pg_namespace n ON n.oid = c.relnamespace\n\
        WHERE c.relkind IN ('r', 'p') AND NOT c.relispartition AND a.attnum > 0 AND NOT a.attisdropped\n\
        AND (a.atttypid = 'pg_catalog.money'::pg_catalog.regtype OR a.atttypid = 'pg_catalog.bpchar'::pg_catalog.regtype AND a.atttypmod > 7)\n\
        AND n.nspname !~ '^pg_' AND n.nspname <> 'information_schema'\n\
        ORDER BY 1, 2, a.attnum",
    check: plain_types,
};

fn plain_types(catalog: &Catalog) -> Checked {
    let avoided = |column: &Column| {
        if column.data_type == "money" {
            return Some((Severity::Low, "numeric"));
        }
        let length: u32 = column
            .data_type
            .strip_prefix("character(")?
            .strip_suffix(')')?
            .parse()
            .ok()?;
        (length > 3).then_some((Severity::Info, "text"))
    };
    let caution = "-- Rewrites the table under an exclusive lock. See that the application reads the new type; text keeps no padding.\n\
        -- Views over the column must be made again.";
    grouped(
        catalog,
        avoided,
        "have a type that is better avoided",
        caution,
        |column, kind| format!("ALTER COLUMN {column} TYPE {kind}"),
    )
}

/// How many tables of a schema may have a finding each before they become one.
const TABLES_APART: usize = 20;

/// Findings over the columns that `judge` objects to: one per table, or one per schema when there are many. `judge`
/// gives a severity and the better type, `change` the ALTER that leads there.
fn grouped(
    catalog: &Catalog,
    judge: impl Fn(&Column) -> Option<(Severity, &'static str)>,
    statement: &str,
    caution: &str,
    change: impl Fn(&str, &str) -> String,
) -> Checked {
    let mut schemas: BTreeMap<&str, Vec<TableColumns<'_>>> = BTreeMap::new();
    let mut examined = 0;
    for table in catalog.tables() {
        examined += table.columns.len();
        let found: Vec<(&Column, Severity, &str)> = table
            .columns
            .iter()
            .filter(|column| !column.inherited)
            .filter_map(|column| judge(column).map(|(severity, kind)| (column, severity, kind)))
            .collect();
        let Some(severity) = found.iter().map(|(_, severity, _)| *severity).max() else {
            continue;
        };
        let changes: Vec<String> = found
            .iter()
            .map(|(column, _, kind)| change(&quote_identifier(&column.name), kind))
            .collect();
        schemas
            .entry(&table.name.schema)
            .or_default()
            .push(TableColumns {
                table,
                severity,
                columns: found
                    .iter()
                    .map(|(column, ..)| column.name.as_str())
                    .collect(),
                sql: format!(
                    "ALTER TABLE {}\n  {};",
                    table.name.quoted(),
                    changes.join(",\n  ")
                ),
            });
    }
    let mut findings = Vec::new();
    for (schema, tables) in schemas {
        if tables.len() > TABLES_APART {
            findings.extend(TableColumns::together(schema, &tables, statement, caution));
        } else {
            findings.extend(tables.iter().map(|entry| entry.alone(statement, caution)));
        }
    }
    Checked::found(examined, findings)
}

/// The columns of one table that a rule objects to.
struct TableColumns<'a> {
    table: &'a Relation,
    severity: Severity,
    columns: Vec<&'a str>,
    sql: String,
}

impl TableColumns<'_> {
    fn alone(&self, statement: &str, caution: &str) -> Finding {
        Finding::new(
            self.table.name.to_string(),
            self.severity,
            format!("Columns that {statement}: {}.", self.columns.len()),
        )
        .fact("columns", listed(&self.columns))
        .fix(format!("{caution}\n{}", self.sql))
    }

    fn together(schema: &str, tables: &[Self], statement: &str, caution: &str) -> Option<Finding> {
        let severity = tables.iter().map(|entry| entry.severity).max()?;
        let columns: usize = tables.iter().map(|entry| entry.columns.len()).sum();
        let names: Vec<&str> = tables
            .iter()
            .map(|entry| entry.table.name.name.as_str())
            .collect();
        let sql: Vec<&str> = tables.iter().map(|entry| entry.sql.as_str()).collect();
        Some(
            Finding::new(
                format!("schema {schema}"),
                severity,
                format!(
                    "Columns that {statement}: {columns} in {}.",
                    counted(tables.len(), "table")
                ),
            )
            .fact("tables", listed(&names))
            .fix(format!("{caution}\n{}", sql.join("\n"))),
        )
    }
}

pub(super) const NUMERIC_RANGE: Rule = Rule {
    id: "integrity.numeric-range",
    title: "Columns of measurements hold every value that is measured",
    section: Section::CoreSchemaDesign,
    area: Area::Integrity,
    severity: Severity::Low,
    meaning: "numeric(p,s) columns of measurements that overflow below ten million (the value of a metric), that keep two \
        digits or fewer of a score, or of the cost of a single AI call.",
    reason: "A latency in microseconds or a count of tokens overflows numeric(10,4), and the whole batch of metrics is \
        refused. A score of 0.999 in numeric(3,2) reads 1.00. A call that costs 0.0004 in numeric(10,2) costs nothing.",
    action: "Widen the columns that hold measurements",
    references: &["PostgreSQL documentation, Arbitrary Precision Numbers"],
    evidence_sql: "SELECT n.nspname, c.relname, a.attname, pg_catalog.format_type(a.atttypid, a.atttypmod) AS type\n\
        FROM pg_catalog.pg_attribute a\n\
        JOIN pg_catalog.pg_class c ON c.oid = a.attrelid\n\
        JOIN pg_catalog.pg_namespace n ON n.oid = c.relnamespace\n\
        WHERE c.relkind IN ('r', 'p') AND NOT c.relispartition AND a.attnum > 0 AND NOT a.attisdropped\n\
        AND a.atttypid = 'pg_catalog.numeric'::pg_catalog.regtype AND a.atttypmod > 0\n\
        AND (a.attname ~ '(metric|score)' OR a.attname ~ 'value$' AND c.relname ~ '(metric|measurement|performance)'\n\
        OR a.attname ~ 'cost' AND c.relname ~ '(^|_)(ai|llm|agent|token|inference)')\n\
        AND n.nspname !~ '^pg_' AND n.nspname <> 'information_schema'\n\
        ORDER BY 1, 2, a.attnum",
    check: numeric_range,
};

fn numeric_range(catalog: &Catalog) -> Checked {
    let mut examined = 0;
    let mut findings = Vec::new();
    for table in catalog.tables() {
        for column in &table.columns {
            if let Some((precision, scale)) = digits(&column.data_type) {
                examined += 1;
                findings.extend(narrow(table, column, precision, scale));
            }
        }
    }
    Checked::found(examined, findings)
}

/// Precision and scale of `numeric(10,4)`.
fn digits(data_type: &str) -> Option<(i32, i32)> {
    let (precision, scale) = data_type
        .strip_prefix("numeric(")?
        .strip_suffix(')')?
        .split_once(',')?;
    Some((precision.trim().parse().ok()?, scale.trim().parse().ok()?))
}

fn narrow(table: &Relation, column: &Column, precision: i32, scale: i32) -> Option<Finding> {
    let about = words(&table.name.name);
    let name = words(&column.name);
    let is =
        |list: &[String], wanted: &[&str]| list.iter().any(|word| wanted.contains(&word.as_str()));
    let measures = is(
        &about,
        &[
            "metric",
            "metrics",
            "measurement",
            "measurements",
            "performance",
        ],
    );
    let statement = if is(&name, &["value", "metric"])
        && (measures || is(&name, &["metric"]))
        && precision - scale < 7
    {
        "overflows at values that metrics reach, such as counts of tokens."
    } else if is(&name, &["score"]) && scale <= 2 && precision - scale <= 1 {
        "keeps two digits: 0.999 is stored as 1.00."
    } else if is(&name, &["cost"])
        && scale <= 2
        && is(
            &about,
            &["ai", "llm", "agent", "token", "tokens", "inference"],
        )
    {
        "rounds the cost of a single call to nothing."
    } else {
        return None;
    };
    Some(
        Finding::new(format!("{}.{}", table.name, column.name), Severity::Low, statement)
            .fact("type", &column.data_type)
            .fix(format!(
                "-- Takes an exclusive lock for a moment and rewrites nothing. Views over the column must be made again.\n\
                 ALTER TABLE {} ALTER COLUMN {} TYPE numeric;",
                table.name.quoted(),
                quote_identifier(&column.name)
            )),
    )
}

#[cfg(test)]
mod tests;
