//! Whether the schema says what it holds.

use std::collections::BTreeMap;

use super::super::wording::{listed, percent};
use crate::audit::rules::{Checked, Rule};
use crate::audit::{Area, Finding, Section, Severity};
use crate::catalog::Catalog;

pub(super) const TABLES: Rule = Rule {
    id: "integrity.table-comments",
    title: "Every table says what it holds",
    section: Section::Documentation,
    area: Area::Integrity,
    severity: Severity::Low,
    meaning: "Tables without COMMENT, a finding per schema. Where fewer than a fifth lack one they are only mentioned. \
        Left out: partitions and members of extensions.",
    reason: "The comment travels with every dump and is what an inventory of data, a record of processing and a new \
        colleague read first.",
    action: "Describe every table in a COMMENT",
    references: &["GDPR Art. 30(1)", "tbls requireTableComment"],
    evidence_sql: "SELECT n.nspname, c.relname\n\
        FROM pg_catalog.pg_class c\n\
        JOIN pg_catalog.pg_namespace n ON n.oid = c.relnamespace\n\
        WHERE c.relkind IN ('r', 'p', 'f') AND NOT c.relispartition AND n.nspname !~ '^pg_' AND n.nspname <> 'information_schema'\n\
        AND pg_catalog.obj_description(c.oid, 'pg_class') IS NULL\n\
        ORDER BY 1, 2",
    check: tables,
};

pub(super) const COLUMNS: Rule = Rule {
    id: "integrity.column-comments",
    title: "Columns say what they hold",
    section: Section::Documentation,
    area: Area::Integrity,
    severity: Severity::Info,
    meaning: "Columns of tables without COMMENT, a finding per schema. It only informs.",
    reason: "Purpose, unit and sensitivity of a column are known to its author and to nobody else until they are written \
        down.",
    action: "Describe columns whose name does not say enough",
    references: &["GDPR Art. 30(1)", "tbls requireColumnComment"],
    evidence_sql: "SELECT n.nspname, pg_catalog.count(*) AS columns,\n\
        pg_catalog.count(*) FILTER (WHERE pg_catalog.col_description(c.oid, a.attnum) IS NULL) AS without_comment\n\
        FROM pg_catalog.pg_attribute a\n\
        JOIN pg_catalog.pg_class c ON c.oid = a.attrelid\n\
        JOIN pg_catalog.pg_namespace n ON n.oid = c.relnamespace\n\
        WHERE c.relkind IN ('r', 'p', 'f') AND NOT c.relispartition AND a.attnum > 0 AND NOT a.attisdropped\n\
        AND n.nspname !~ '^pg_' AND n.nspname <> 'information_schema'\n\
        GROUP BY 1 ORDER BY 1",
    check: columns,
};

pub(super) const FUNCTIONS: Rule = Rule {
    id: "integrity.function-comments",
    title: "Functions say what they do",
    section: Section::Documentation,
    area: Area::Integrity,
    severity: Severity::Low,
    meaning: "Functions and procedures without COMMENT, a finding per schema. Where fewer than a fifth lack one they are \
        only mentioned. Left out: trigger functions and members of extensions.",
    reason: "Functions are the database's interface for programs. Whoever calls one must know what it changes.",
    action: "Describe functions in a COMMENT",
    references: &["pg-index-health functions without description"],
    evidence_sql: "SELECT n.nspname, p.oid::pg_catalog.regprocedure AS function\n\
        FROM pg_catalog.pg_proc p\n\
        JOIN pg_catalog.pg_namespace n ON n.oid = p.pronamespace\n\
        WHERE n.nspname !~ '^pg_' AND n.nspname <> 'information_schema' AND p.prorettype <> 'pg_catalog.trigger'::pg_catalog.regtype\n\
        AND pg_catalog.obj_description(p.oid, 'pg_proc') IS NULL\n\
        AND NOT EXISTS (SELECT 1 FROM pg_catalog.pg_depend d WHERE d.classid = 'pg_catalog.pg_proc'::pg_catalog.regclass\n\
        AND d.objid = p.oid AND d.deptype = 'e')\n\
        ORDER BY 1, 2",
    check: functions,
};

fn described(comment: Option<&String>) -> bool {
    comment.is_some_and(|text| !text.trim().is_empty())
}

fn tables(catalog: &Catalog) -> Checked {
    let things = catalog.tables().map(|table| {
        (
            table.name.schema.as_str(),
            table.name.name.clone(),
            described(table.comment.as_ref()),
        )
    });
    by_schema(things.collect(), "tables", Severity::Low)
}

fn columns(catalog: &Catalog) -> Checked {
    let things = catalog.tables().flat_map(|table| {
        table.columns.iter().map(|column| {
            let name = format!("{}.{}", table.name.name, column.name);
            (
                table.name.schema.as_str(),
                name,
                described(column.comment.as_ref()),
            )
        })
    });
    by_schema(things.collect(), "columns", Severity::Info)
}

fn functions(catalog: &Catalog) -> Checked {
    let things = catalog
        .functions
        .iter()
        .filter(|function| {
            !matches!(
                function.returns.as_deref(),
                Some("trigger" | "event_trigger")
            )
        })
        .map(|function| {
            let name = format!("{}({})", function.name.name, function.arguments);
            (
                function.name.schema.as_str(),
                name,
                described(function.comment.as_ref()),
            )
        });
    by_schema(things.collect(), "functions", Severity::Low)
}

/// One finding per schema in which something is not described.
fn by_schema(things: Vec<(&str, String, bool)>, noun: &str, severity: Severity) -> Checked {
    if things.is_empty() {
        return Checked::not_applicable(format!("The database has no {noun} of its own."));
    }
    let examined = things.len();
    let mut schemas: BTreeMap<&str, (usize, Vec<String>)> = BTreeMap::new();
    for (schema, name, described) in things {
        let (all, silent) = schemas.entry(schema).or_default();
        *all += 1;
        if !described {
            silent.push(name);
        }
    }
    let findings = schemas
        .into_iter()
        .filter(|(_, (_, silent))| !silent.is_empty())
        .map(|(schema, (all, silent))| {
            let few = silent.len() * 5 < all;
            let count = |n: usize| i64::try_from(n).unwrap_or(i64::MAX);
            Finding::new(
                format!("schema {schema}"),
                if few { Severity::Info } else { severity },
                format!("{} of {all} {noun} have no comment.", silent.len()),
            )
            .fact(
                "described",
                format!("{} %", percent(count(all - silent.len()), count(all))),
            )
            .fact("without comment", listed(&silent))
        })
        .collect();
    Checked::found(examined, findings)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::audit::Status;
    use crate::catalog::Relation;
    use crate::catalog::sample::{function, healthy, table};

    fn silent(name: &str) -> Relation {
        let mut table = table(name).col("id", "bigint");
        table.comment = None;
        table
    }

    #[test]
    fn tables_are_counted_by_schema() {
        let catalog = healthy()
            .with(silent("public.a"))
            .with(table("public.b"))
            .with(table("sales.c"));
        let answer = tables(&catalog).answer;
        let [finding] = answer.findings() else {
            panic!("one finding: {answer:?}");
        };
        assert_eq!(finding.subject, "schema public");
        assert_eq!(finding.statement, "1 of 2 tables have no comment.");
        assert_eq!(finding.severity, Severity::Low);
        assert_eq!(
            tables(&healthy().with(table("public.b"))).answer.status(),
            Status::Pass
        );
    }

    #[test]
    fn a_few_are_only_mentioned() {
        let mut catalog = healthy().with(silent("public.a"));
        for n in 0..5 {
            catalog = catalog.with(table(&format!("public.t{n}")));
        }
        assert_eq!(tables(&catalog).answer.worst(), Some(Severity::Info));
    }

    #[test]
    fn nothing_to_describe_is_not_applicable() {
        for check in [tables, columns, functions] {
            assert_eq!(check(&healthy()).answer.status(), Status::NotApplicable);
        }
    }

    #[test]
    fn a_blank_comment_says_nothing() {
        let mut blank = silent("public.a");
        blank.comment = Some("  ".to_owned());
        assert_eq!(tables(&healthy().with(blank)).answer.status(), Status::Fail);
    }

    #[test]
    fn columns_only_inform() {
        assert_eq!(
            columns(&healthy().with(silent("public.a"))).answer.worst(),
            Some(Severity::Info)
        );
    }

    #[test]
    fn trigger_functions_are_left_out() {
        let mut trigger = function("public.stamp");
        trigger.returns = Some("trigger".to_owned());
        assert_eq!(
            functions(&healthy().with_function(trigger)).answer.status(),
            Status::NotApplicable
        );
        let plain = healthy().with_function(function("public.f"));
        assert_eq!(functions(&plain).answer.worst(), Some(Severity::Low));
    }
}
